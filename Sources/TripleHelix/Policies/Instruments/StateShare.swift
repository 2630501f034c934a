import Chunking

/// The state buys into large firms and does not let them fall.
struct StateShare: PolicyInstrument {
  static let name = "state_share"
  static let summary = "Buys shares in large firms and covers their losses."
  static let channel =
    "A soft budget constraint keeps these firms from closing; dividends go to the state, which sells its shares at the end."
  static let readsBooks = true

  @Setting("share", 0...1, "Share of a firm that it buys.")
  var share = 0.3
  @Setting("probability", 0...1, "Probability that a closing firm is saved.")
  var softBudget = 0.8
  @Setting("firms", 0...1e6, "Maximum number of firms in which it holds shares, the largest first.")
  var firms = 50

  struct Report {
    @Measure("firms", "Firms in which the state has a share.")
    var owned
    @Measure("million", "Losses covered in the quarter.")
    var lossesCovered
    @Measure("million", "Dividends to the state in the quarter.")
    var dividends
    @Measure("million", "Shares sold in the quarter.")
    var sold
  }
  let report = Report()

  private func value(of firm: Int, _ country: Simulation) -> Double {
    max(
      0,
      country.firms.cash[firm] + country.firms.capital[firm] * country.nation.investmentPrice
        - country.firms.debt[firm])
  }

  func announce(_ policy: RunningPolicy, _ country: Simulation) {
    let firms = country.firms
    let owned = Set(country.policyStates[policy.place].participants.map(\.id))
    let candidates = country.target(policy) {
      !owned.contains(firms.id[$0]) && firms.ownership[$0] == .domestic
    }.sorted { (-firms.employees[$0], firms.id[$0]) < (-firms.employees[$1], firms.id[$1]) }
    var free = country.agents(for: self.firms * policy.strength, policy) - owned.count
    // Half of the budget is kept for losses.
    let limit = country.left(policy) / 2
    for firm in candidates where free > 0 {
      let price = share * value(of: firm, country) * country.scale
      guard price > 0, price <= country.left(policy) - limit else { continue }
      let region = Int(firms.region[firm])
      country.spend(policy, price, to: .households(region), in: region, isIncome: false)
      firms.ownership[firm] = .state
      country.admit([firm], policy)
      free -= 1
    }
    country.noteParticipants(policy, of: owned.count + candidates.count)
    report.owned = Double(country.policyStates[policy.place].participants.count) * country.scale
  }

  func settle(_ policy: RunningPolicy, _ country: Simulation) {
    report.dividends = country.takeDividends(ofParticipants: policy, share: share) {
      country.payer(of: policy, in: $0)
    }
  }

  func rescue(_ policy: RunningPolicy, _ country: Simulation) {
    var covered = 0.0
    for firm in country.participants(policy) where country.isClosing(firm) {
      guard
        country.draw(.softBudget, policy, firm: firm) < softBudget * policy.strength
      else { continue }
      let need = country.rescueNeed(of: firm)
      if country.save(firm, at: need, policy) { covered += need * country.scale }
    }
    report.lossesCovered = covered
  }

  /// After its end the shares are sold to households of the region.
  func follow(_ policy: RunningPolicy, _ country: Simulation) {
    guard policy.strength == 0 else { return }
    var sold = 0.0
    for firm in country.participants(policy) {
      let price = share * value(of: firm, country) * country.scale
      let region = Int(country.firms.region[firm])
      country.ledger.move(
        .policyReturns, from: .households(region), to: country.payer(of: policy, in: region), price)
      country.firms.ownership[firm] = .domestic
      sold += price
    }
    country.policyStates[policy.place].participants = []
    report.sold = sold
  }
}
