import Chunking

/// A zone of low profit tax with infrastructure built for it.
struct SpecialEconomicZone: PolicyInstrument {
  static let name = "special_economic_zone"
  static let summary = "Lowers profit tax in its regions and builds infrastructure there."
  static let channel =
    "Tax refunds are cash for investment; more firms are founded, some of them instead of in other regions."
  static let readsBooks = true

  @Setting("share of profit", 0...1, "Profit tax in the zone.")
  var taxRate = 0.05
  @Setting("share", 0...1, "Share of the budget for infrastructure; the rest is for tax relief.")
  var infrastructureShare = 0.5
  @Setting("–", 1...10, "Factor on start-ups in the zone.")
  var startUpFactor = 1.4
  @Setting(
    "share", 0...1, "Share of the zone's additional start-ups that are displaced from elsewhere.")
  var displacement = 0.5

  struct Report {
    @Measure("million", "Spent on infrastructure in the quarter.")
    var built
    @Measure("million", "Profit tax refunded in the quarter.")
    var taxForgone
    @Measure("firms", "Additional start-ups of the last quarter.")
    var settled
    @Measure("firms", "Start-ups displaced from elsewhere in the last quarter.")
    var displaced
  }
  let report = Report()

  /// Additional start-ups and displaced ones of the last quarter.
  @Remembered var settled = 0.0
  @Remembered var displaced = 0.0

  func announce(_ policy: RunningPolicy, _ country: Simulation) {
    let part = infrastructureShare * country.left(policy) / Double(max(1, policy.regions.count))
    var built = 0.0
    for r in policy.regions { built += country.build(policy, part, in: r) }
    country.raiseStartUps(policy, by: startUpFactor)
    let others = (0..<country.layout.regionCount).filter { !policy.regions.contains($0) }
    let elsewhere = others.reduce(0.0) { $0 + country.startUpRate(ofRegion: $1) }
    for r in others where elsewhere > 0 {
      country.policyLedger.displacement[r] = min(
        1, country.policyLedger.displacement[r] + displacement * settled / elsewhere)
    }
    for region in policy.regions {
      country.policyLedger.levers.advantage[region] *= 1 + 0.1 * policy.strength
    }
    report.built = built
    report.settled = settled
    report.displaced = displaced
  }

  func settle(_ policy: RunningPolicy, _ country: Simulation) {
    let rate = country.parameters.accounts.profitTax
    let share = rate > 0 ? max(0, 1 - taxRate / rate) * policy.strength : 0
    let slots = country.target(policy)
    let dues = slots.compactMap { firm -> (firm: Int, due: Double)? in
      let due = share * country.tables.support.books[firm].profitTax
      return due > 0 ? (firm, due) : nil
    }
    let before = country.left(policy)
    country.pay(policy, dues, isTax: true)
    country.note(policy, reached: dues.count, of: slots.count)
    report.taxForgone = before - country.left(policy)
  }

  func foundFirms(_ policy: RunningPolicy, _ country: Simulation) {
    settled = policy.cells.reduce(0.0) {
      $0 + country.policyLedger.supportedStartUps[$1]
    }
    displaced = country.policyLedger.displacedStartUps
  }
}
