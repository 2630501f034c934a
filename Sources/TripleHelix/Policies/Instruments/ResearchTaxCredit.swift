import Chunking

/// Lets firms deduct a share of their R&D from the tax on their profit.
struct ResearchTaxCredit: PolicyInstrument {
  static let name = "research_tax_credit"
  static let summary = "Deducts a share of R&D from the profit tax of firms that make a profit."
  static let channel =
    "Lowers the price of R&D for profitable firms only; the tax is refunded in the same quarter."
  static let givesOnlyTaxBack = true
  static let readsBooks = true

  @Setting("share of cost", 0...1, "Share of R&D that may be deducted from tax.")
  var rate = 0.5
  @Flag("Whether only R&D above the target firms' earlier share of sales counts.")
  var incremental = false

  struct Report {
    @Measure("million", "Credits that firms could have used in the quarter.")
    var claimed
    @Measure("firms", "Firms with R&D that had no tax to deduct it from.")
    var withoutTax
  }
  let report = Report()

  /// R&D over sales before the start, and whether it is known.
  @Remembered var base = 0.0
  @Remembered var knowsBase = false
  /// Credits claimed in the last quarter, million.
  @Remembered var claimed = 0.0

  func announce(_ policy: RunningPolicy, _ country: Simulation) {
    let slots = country.target(policy)
    let firms = country.firms
    if !knowsBase {
      let research = slots.reduce(0.0) { $0 + Double(firms.research[$1]) }
      let sales = slots.reduce(0.0) { $0 + country.sales(of: $1) }
      base = sales > 0 ? research / sales : 0
      knowsBase = true
    }
    let affordable = claimed > country.left(policy) ? country.left(policy) / claimed : 1
    let rates = country.parameters.research
    var shares: [Double] = country.regions.researchIntensity.map { intensity in
      guard incremental else { return 1 }
      let usual = rates.share(ofSalesAt: intensity)
      return usual > 0 ? max(0, 1 - base / usual) : 0
    }
    let rate = self.rate * policy.strength * affordable
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

  func settle(_ policy: RunningPolicy, _ country: Simulation) {
    let firms = country.firms
    let base = incremental ? self.base : 0
    var dues: [(firm: Int, due: Double)] = []
    var withoutTax = 0.0
    var spenders = 0
    for firm in country.target(policy, where: { firms.research[$0] > 0 }) {
      spenders += 1
      let counted = max(0, Double(firms.research[firm]) - base * country.sales(of: firm))
      // What a grant paid is no cost of the firm.
      let own = counted * max(0, 1 - paidShare(firm, country))
      let due = min(country.tables.support.books[firm].profitTax, rate * policy.strength * own)
      if due > 0 { dues.append((firm, due)) } else { withoutTax += country.scale }
    }
    claimed = dues.reduce(0.0) { $0 + $1.due } * country.scale
    country.pay(policy, dues, isTax: true)
    country.note(policy, reached: dues.count, of: spenders)
    report.claimed = claimed
    report.withoutTax = withoutTax
  }

  private func paidShare(_ firm: Int, _ country: Simulation) -> Double {
    country.tables.support.aidsResearch ? country.tables.support.research[firm].paid : 0
  }
}
