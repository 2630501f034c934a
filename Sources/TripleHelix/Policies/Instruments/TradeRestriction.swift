import Chunking

/// Tariffs on imports, and duties between regions.
struct TradeRestriction: PolicyInstrument {
  static let name = "trade_restriction"
  static let summary = "Taxes imports, and purchases of its regions from other regions."
  static let channel =
    "Higher prices reduce import shares; firms within the protected area gain its market."
  static let reach = PolicyReach.cells
  static let budget = PolicyBudget.none

  @Setting(
    "share of price", 0...5, "Tariff on imports of the target's sectors, in the whole country.")
  var tariff = 0.1
  @Setting("share of price", 0...2, "Duty on purchases of the target's regions from other regions.")
  var duty = 0

  struct Report {
    @Measure("million", "Tariffs of the quarter.")
    var tariffs
    @Measure("million", "Duties of the quarter.")
    var duties
    @Measure("share", "Mean import share of the target's sectors.")
    var importShare
  }
  let report = Report()

  func announce(_ policy: RunningPolicy, _ country: Simulation) {
    let sectorCount = country.layout.sectorCount
    let sectors = Set(policy.cells.map { $0 % sectorCount }).sorted()
    for s in sectors {
      country.policyLedger.levers.tariff[s] += tariff * policy.strength
    }
    report.importShare =
      sectors.reduce(0.0) { $0 + country.sectors.importShare[$1] } / Double(max(1, sectors.count))
    let duty = self.duty * policy.strength
    if duty > 0 {
      // The mean over buyers of (1 + duty)^(−elasticity) for goods that come from outside.
      let market = marketShare(policy, country)
      let lost =
        market * (1 - power(1 + duty, -country.parameters.market.priceElasticity))
      country.tables.support.openCells()
      for r in 0..<country.layout.regionCount where !policy.regions.contains(r) {
        for s in sectors { country.tables.support.appeal[r * sectorCount + s] *= 1 - lost }
      }
    }
    country.note(
      policy, reached: Double(policy.regions.count), of: Double(country.layout.regionCount))
  }

  /// Share of the target's regions in disposable income, for their share of every home market.
  private func marketShare(_ policy: RunningPolicy, _ country: Simulation) -> Double {
    let income = country.regions.disposableIncome
    let all = income.reduce(0, +)
    return all > 0 ? policy.regions.reduce(0.0) { $0 + income[$1] } / all : 0
  }

  /// Sellers from outside pay the duty on what they sell inside.
  func settle(_ policy: RunningPolicy, _ country: Simulation) {
    let sectorCount = country.layout.sectorCount
    let sectors = Set(policy.cells.map { $0 % sectorCount })
    report.tariffs = sectors.sorted().reduce(0.0) { $0 + country.policyLedger.tariffs[$1] }
    let duty = self.duty * policy.strength
    guard duty > 0 else { return }
    let market = marketShare(policy, country)
    let inside = Set(policy.regions)
    let firms = country.firms
    var duties = 0.0
    for firm in 0..<firms.count where firms.id[firm] != 0 {
      guard !inside.contains(Int(firms.region[firm])), sectors.contains(Int(firms.sector[firm]))
      else { continue }
      let sold = max(0, country.sales(of: firm) - country.exports(of: firm))
      duties += country.collect(
        market * sold * duty / (1 + duty), from: firm, as: .duties)
    }
    report.duties = duties
  }
}
