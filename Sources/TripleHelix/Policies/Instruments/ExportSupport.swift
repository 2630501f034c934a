import Chunking

/// Pays a discount on exports and guarantees exporters against ruin.
struct ExportSupport: PolicyInstrument {
  static let name = "export_support"
  static let summary = "Pays part of the price of exports, and guarantees exporters."
  static let channel =
    "Buyers abroad pay less, more firms start to export, exporters' overdrafts are covered."

  @Setting("share of price", 0...0.5, "Share of the price that the state pays.")
  var discount = 0.05
  @Setting("share of exports", 0...1, "Overdraft covered, relative to yearly exports.")
  var cover = 0.5
  @Setting("–", 1...20, "Factor on the hazard of starting to export.")
  var hazardFactor = 1.8

  struct Report {
    @Measure("firms", "Exporters of the target.")
    var exporters
    @Measure("million", "Their exports in the quarter.")
    var exports
    @Measure("million", "Guarantees paid in the quarter.")
    var claims
    @Measure("firms", "Exporters that a guarantee kept alive.")
    var saved
  }
  let report = Report()

  /// Discounts that the last quarter's exports would have cost, million.
  @Remembered var discountsWanted = 0.0

  func announce(_ policy: RunningPolicy, _ country: Simulation) {
    let affordable =
      discountsWanted > country.left(policy) ? country.left(policy) / discountsWanted : 1
    let discount = self.discount * policy.strength * affordable
    let appeal = power(1 - discount, -country.parameters.market.priceElasticity) - 1
    let hazard = (hazardFactor - 1) * policy.strength
    country.tables.support.openMarket(count: country.firms.count)
    for firm in country.target(policy) {
      var entry = country.tables.support.market[firm]
      entry.appealAbroad = (1 + entry.appealAbroad) * (1 + appeal) - 1
      entry.exporterHazard = (1 + entry.exporterHazard) * (1 + hazard) - 1
      country.tables.support.market[firm] = entry
    }
  }

  func settle(_ policy: RunningPolicy, _ country: Simulation) {
    let slots = country.target(policy)
    var exporters = 0
    var exports = 0.0
    for firm in slots {
      let sold = country.exports(of: firm) * country.scale
      if sold > 0 { exporters += 1 }
      exports += sold
    }
    discountsWanted = discount * policy.strength * exports
    // An exporter's region pays for it.
    let dues = country.regionalDues(
      policy, slots.lazy.map { (Int(country.firms.region[$0]), country.exports(of: $0)) })
    if country.spend(policy, discountsWanted, to: .restOfWorld, dues: dues) > 0 {
      country.noteContacts(slots.filter { country.exports(of: $0) > 0 })
    }
    country.note(policy, reached: exporters, of: slots.count)
    report.exporters = Double(exporters) * country.scale
    report.exports = exports
  }

  func rescue(_ policy: RunningPolicy, _ country: Simulation) {
    var claims = 0.0
    var saved = 0.0
    for firm in country.target(policy)
    where country.firms.events[firm] & FirmEvent.insolvent != 0 {
      let need = max(0, -country.firms.cash[firm])
      let limit = cover * policy.strength * country.timeStep.year * country.exports(of: firm)
      guard need > 0, need <= limit, country.save(firm, at: need, policy) else { continue }
      claims += need * country.scale
      saved += country.scale
    }
    report.claims = claims
    report.saved = saved
  }
}

extension Simulation {
  /// Exports of this quarter, million a real firm; known from production on.
  func exports(of firm: Int) -> Double {
    let sector = Int(firms.sector[firm])
    return firms.worldShare[firm] * tables.worldScale[sector] * tables.worldDemand[sector]
      * tables.labourSupply[Int(firms.region[firm])]
  }
}
