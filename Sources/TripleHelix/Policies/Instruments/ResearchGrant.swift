import Chunking

/// Pays a share of firms' R&D, whether they make a profit or not.
struct ResearchGrant: PolicyInstrument {
  static let name = "research_grant"
  static let summary = "Pays a share of the R&D of firms, with or without profit."
  static let channel =
    "Lowers the price of R&D: firms do more of it, their budgets last longer, and more can afford a search."

  @Setting("share of cost", 0...1, "Share of R&D that the grant pays.")
  var rate = 0.5
  @Setting("million a year", 0...1e15, "Maximum payment to one firm.")
  var cap = 1e15

  struct Report {
    @Measure("million", "R&D of the target's firms in the quarter.")
    var researchOfTarget
    @Measure("share", "Share of that R&D paid by the grant.")
    var ratePaid
  }
  let report = Report()

  /// The rate announced is what last quarter's R&D would let the budget pay.
  func announce(_ policy: RunningPolicy, _ country: Simulation) {
    let slots = country.target(policy)
    let expected = slots.reduce(0.0) { $0 + due(of: $1, policy, country) } * country.scale
    let share = expected > country.left(policy) ? country.left(policy) / expected : 1
    let rate = self.rate * policy.strength * share
    country.promiseResearch(slots, share: rate, extra: country.addedResearch(share: rate))
  }

  func supportResearch(_ policy: RunningPolicy, _ country: Simulation) {
    let slots = country.target(policy)
    let paid = country.payResearch(
      policy, slots.map { ($0, due(of: $0, policy, country)) })
    let research = slots.reduce(0.0) { $0 + Double(country.firms.research[$1]) } * country.scale
    let searching = slots.count { country.firms.research[$0] > 0 }
    country.note(policy, reached: paid > 0 ? searching : 0, of: slots.count)
    report.researchOfTarget = research
    report.ratePaid = research > 0 ? paid / research : 0
  }

  private func due(
    of firm: Int, _ policy: RunningPolicy, _ country: Simulation
  ) -> Double {
    min(
      rate * policy.strength * Double(country.firms.research[firm]),
      cap / country.timeStep.year)
  }
}

extension PolicyDescription.Instrument {
  public static let researchGrant = Self(ResearchGrant.self)
}
