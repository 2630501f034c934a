import Chunking

/// Pays a share of firms' R&D, whether they make a profit or not.
enum ResearchGrant: PolicyInstrument {
  static let name = "research_grant"
  static let summary = "Pays a share of the R&D of firms, with or without profit."
  static let channel =
    "Lowers the price of R&D: firms do more of it, their budgets last longer, and more can afford a search."
  static let settings: [PolicySetting] = [
    .init("rate", "share of cost", 0...1, 0.5, "Share of R&D that the grant pays."),
    .init("cap", "million a year", 0...1e15, 1e15, "Maximum payment to one firm."),
  ]
  static let measures: [PolicyMeasure] = [
    .init("research_of_target", "million", "R&D of the target's firms in the quarter."),
    .init("rate_paid", "share", "Share of that R&D paid by the grant."),
  ]

  /// The rate announced is what last quarter's R&D would let the budget pay.
  static func announce(_ policy: RunningPolicy, _ country: Simulation) {
    let slots = country.target(policy)
    let expected = slots.reduce(0.0) { $0 + due(of: $1, policy, country) } * country.scale
    let share = expected > country.left(policy) ? country.left(policy) / expected : 1
    let rate = policy["rate"] * policy.strength * share
    country.promiseResearch(slots, share: rate, extra: country.addedResearch(share: rate))
  }

  static func supportResearch(_ policy: RunningPolicy, _ country: Simulation) {
    let slots = country.target(policy)
    let paid = country.payResearch(
      policy, slots.map { ($0, due(of: $0, policy, country)) })
    let research = slots.reduce(0.0) { $0 + Double(country.firms.research[$1]) } * country.scale
    let searching = slots.count { country.firms.research[$0] > 0 }
    country.note(policy, reached: paid > 0 ? searching : 0, of: slots.count)
    country.report(policy, 0, research)
    country.report(policy, 1, research > 0 ? paid / research : 0)
  }

  private static func due(
    of firm: Int, _ policy: RunningPolicy, _ country: Simulation
  ) -> Double {
    min(
      policy["rate"] * policy.strength * Double(country.firms.research[firm]),
      policy["cap"] / country.timeStep.year)
  }
}

extension PolicyDescription.Instrument {
  public static let researchGrant = Self(ResearchGrant.self)
}
