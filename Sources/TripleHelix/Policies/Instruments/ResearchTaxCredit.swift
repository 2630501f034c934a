import Chunking

/// Lets firms deduct a share of their R&D from the tax on their profit.
enum ResearchTaxCredit: PolicyInstrument {
  static let name = "research_tax_credit"
  static let summary = "Deducts a share of R&D from the profit tax of firms that make a profit."
  static let channel =
    "Lowers the price of R&D for profitable firms only; the tax is refunded in the same quarter."
  static let givesOnlyTaxBack = true
  static let settings: [PolicySetting] = [
    .init("rate", "share of cost", 0...1, 0.5, "Share of R&D that may be deducted from tax."),
    .flag(
      "incremental", false,
      "Whether only R&D above the target firms' earlier share of sales counts."),
  ]
  static let measures: [PolicyMeasure] = [
    .init("claimed", "million", "Credits that firms could have used in the quarter."),
    .init("without_tax", "firms", "Firms with R&D that had no tax to deduct it from."),
  ]
  static let readsBooks = true

  // Memory: 0 R&D over sales before the start, 1 whether it is known, 2 credits claimed last quarter.

  static func announce(_ policy: RunningPolicy, _ country: Simulation) {
    let slots = country.target(policy)
    let firms = country.firms
    var memory = country.policyStates[policy.place].memory
    if memory[1] == 0 {
      let research = slots.reduce(0.0) { $0 + Double(firms.research[$1]) }
      let sales = slots.reduce(0.0) { $0 + country.sales(of: $1) }
      memory[0] = sales > 0 ? research / sales : 0
      memory[1] = 1
      country.policyStates[policy.place].memory = memory
    }
    let affordable = memory[2] > country.left(policy) ? country.left(policy) / memory[2] : 1
    let rates = country.parameters.research
    var shares: [Double] = country.regions.researchIntensity.map { intensity in
      guard policy.has("incremental") else { return 1 }
      let usual = rates.shareOfSales * intensity
      return usual > 0 ? max(0, 1 - memory[0] / usual) : 0
    }
    let rate = policy["rate"] * policy.strength * affordable
    for r in shares.indices { shares[r] *= rate }
    // What a firm does more is paid at the whole rate, also where only additions count.
    let added = country.addedResearch(share: rate)
    // A firm in the red expects nothing.
    country.promiseResearch([], share: 0)
    for firm in slots where firms.margin[firm] > 0 {
      country.promiseResearch(
        [firm], share: shares[Int(firms.region[firm])], extra: added)
    }
  }

  static func settle(_ policy: RunningPolicy, _ country: Simulation) {
    let firms = country.firms
    let base = policy.has("incremental") ? country.policyStates[policy.place].memory[0] : 0
    var dues: [(firm: Int, due: Double)] = []
    var withoutTax = 0.0
    var spenders = 0
    for firm in country.target(policy, where: { firms.research[$0] > 0 }) {
      spenders += 1
      let counted = max(0, Double(firms.research[firm]) - base * country.sales(of: firm))
      // What a grant paid is no cost of the firm.
      let own = counted * max(0, 1 - paidShare(firm, country))
      let due = min(
        country.tables.support.books[firm].profitTax, policy["rate"] * policy.strength * own)
      if due > 0 { dues.append((firm, due)) } else { withoutTax += country.scale }
    }
    let claimed = dues.reduce(0.0) { $0 + $1.due } * country.scale
    country.policyStates[policy.place].memory[2] = claimed
    country.pay(policy, dues, isTax: true)
    country.note(policy, reached: dues.count, of: spenders)
    country.report(policy, 0, claimed)
    country.report(policy, 1, withoutTax)
  }

  private static func paidShare(_ firm: Int, _ country: Simulation) -> Double {
    country.tables.support.aidsResearch ? country.tables.support.research[firm].paid : 0
  }
}
