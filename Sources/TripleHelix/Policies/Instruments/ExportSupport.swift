import Chunking

/// Pays a discount on exports and guarantees exporters against ruin.
enum ExportSupport: PolicyInstrument {
  static let name = "export_support"
  static let summary = "Pays part of the price of exports, and guarantees exporters."
  static let channel =
    "Buyers abroad pay less, more firms start to export, exporters' overdrafts are covered."
  static let settings: [PolicySetting] = [
    .init("discount", "share of price", 0...0.5, 0.05, "Share of the price that the state pays."),
    .init(
      "cover", "share of exports", 0...1, 0.5, "Overdraft covered, relative to yearly exports."),
    .init("hazard_factor", "–", 1...20, 1.8, "Factor on the hazard of starting to export."),
  ]
  static let measures: [PolicyMeasure] = [
    .init("exporters", "firms", "Exporters of the target."),
    .init("exports", "million", "Their exports in the quarter."),
    .init("claims", "million", "Guarantees paid in the quarter."),
    .init("saved", "firms", "Exporters that a guarantee kept alive."),
  ]

  // Memory: 0 discounts wanted in the last quarter.

  static func announce(_ policy: RunningPolicy, _ country: Simulation) {
    let wanted = country.policyStates[policy.place].memory[0]
    let affordable = wanted > country.left(policy) ? country.left(policy) / wanted : 1
    let discount = policy["discount"] * policy.strength * affordable
    let appeal = power(1 - discount, -country.parameters.market.priceElasticity) - 1
    let hazard = (policy["hazard_factor"] - 1) * policy.strength
    country.tables.support.openMarket(count: country.firms.count)
    for firm in country.target(policy) {
      var entry = country.tables.support.market[firm]
      entry.appealAbroad = (1 + entry.appealAbroad) * (1 + appeal) - 1
      entry.exporterHazard = (1 + entry.exporterHazard) * (1 + hazard) - 1
      country.tables.support.market[firm] = entry
    }
  }

  static func settle(_ policy: RunningPolicy, _ country: Simulation) {
    let slots = country.target(policy)
    var exporters = 0
    var exports = 0.0
    for firm in slots {
      let sold = country.exports(of: firm) * country.scale
      if sold > 0 { exporters += 1 }
      exports += sold
    }
    let wanted = policy["discount"] * policy.strength * exports
    country.policyStates[policy.place].memory[0] = wanted
    // An exporter's region pays for it.
    let dues = country.regionalDues(
      policy, slots.lazy.map { (Int(country.firms.region[$0]), country.exports(of: $0)) })
    if country.spend(policy, wanted, to: .restOfWorld, dues: dues) > 0 {
      country.noteContacts(slots.filter { country.exports(of: $0) > 0 })
    }
    country.note(policy, reached: exporters, of: slots.count)
    country.report(policy, 0, Double(exporters) * country.scale)
    country.report(policy, 1, exports)
  }

  static func rescue(_ policy: RunningPolicy, _ country: Simulation) {
    var claims = 0.0
    var saved = 0.0
    for firm in country.target(policy)
    where country.firms.events[firm] & FirmEvent.insolvent != 0 {
      let need = max(0, -country.firms.cash[firm])
      let limit =
        policy["cover"] * policy.strength * country.timeStep.year * country.exports(of: firm)
      guard need > 0, need <= limit, country.save(firm, at: need, policy) else { continue }
      claims += need * country.scale
      saved += country.scale
    }
    country.report(policy, 2, claims)
    country.report(policy, 3, saved)
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
