import Chunking

/// A zone of low profit tax with infrastructure built for it.
enum SpecialEconomicZone: PolicyInstrument {
  static let name = "special_economic_zone"
  static let summary = "Lowers profit tax in its regions and builds infrastructure there."
  static let channel =
    "Tax refunds are cash for investment; more firms are founded, some of them instead of in other regions."
  static let settings: [PolicySetting] = [
    .init("tax_rate", "share of profit", 0...1, 0.05, "Profit tax in the zone."),
    .init(
      "infrastructure_share", "share", 0...1, 0.5,
      "Share of the budget for infrastructure; the rest is for tax relief."),
    .init("start_up_factor", "–", 1...10, 1.4, "Factor on start-ups in the zone."),
    .init(
      "displacement", "share", 0...1, 0.5,
      "Share of the zone's additional start-ups that are displaced from elsewhere."),
  ]
  static let measures: [PolicyMeasure] = [
    .init("built", "million", "Spent on infrastructure in the quarter."),
    .init("tax_forgone", "million", "Profit tax refunded in the quarter."),
    .init("settled", "firms", "Additional start-ups of the last quarter."),
    .init("displaced", "firms", "Start-ups displaced from elsewhere in the last quarter."),
  ]
  static let readsBooks = true

  // Memory: 0 additional start-ups and 1 displaced ones of the last quarter.

  static func announce(_ policy: RunningPolicy, _ country: Simulation) {
    let part =
      policy["infrastructure_share"] * country.left(policy) / Double(max(1, policy.regions.count))
    var built = 0.0
    for r in policy.regions { built += country.build(policy, part, in: r) }
    country.raiseStartUps(policy, by: policy["start_up_factor"])
    let memory = country.policyStates[policy.place].memory
    let others = (0..<country.layout.regionCount).filter { !policy.regions.contains($0) }
    let elsewhere = others.reduce(0.0) { $0 + country.startUpRate(ofRegion: $1) }
    for r in others where elsewhere > 0 {
      country.policyLedger.displacement[r] = min(
        1, country.policyLedger.displacement[r] + policy["displacement"] * memory[0] / elsewhere)
    }
    for region in policy.regions {
      country.policyLedger.levers.advantage[region] *= 1 + 0.1 * policy.strength
    }
    country.report(policy, 0, built)
    country.report(policy, 2, memory[0])
    country.report(policy, 3, memory[1])
  }

  static func settle(_ policy: RunningPolicy, _ country: Simulation) {
    let rate = country.parameters.accounts.profitTax
    let share = rate > 0 ? max(0, 1 - policy["tax_rate"] / rate) * policy.strength : 0
    let slots = country.target(policy)
    let dues = slots.compactMap { firm -> (firm: Int, due: Double)? in
      let due = share * country.tables.support.books[firm].profitTax
      return due > 0 ? (firm, due) : nil
    }
    let before = country.left(policy)
    country.pay(policy, dues, isTax: true)
    country.note(policy, reached: dues.count, of: slots.count)
    country.report(policy, 1, before - country.left(policy))
  }

  static func foundFirms(_ policy: RunningPolicy, _ country: Simulation) {
    country.policyStates[policy.place].memory[0] = policy.cells.reduce(0.0) {
      $0 + country.policyLedger.supportedStartUps[$1]
    }
    country.policyStates[policy.place].memory[1] = country.policyLedger.displacedStartUps
  }
}
