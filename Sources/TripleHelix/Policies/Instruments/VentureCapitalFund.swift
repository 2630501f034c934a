import Chunking
import Randomness

/// A public fund that buys stakes in young firms on new lines.
enum VentureCapitalFund: PolicyInstrument {
  static let name = "venture_capital_fund"
  static let summary = "Buys stakes in young firms on new lines and sells them later."
  static let channel =
    "Cash for firms that search or change to a new line; more spin-offs and start-ups are founded."
  static let settings: [PolicySetting] = [
    .init("size", "million", 0...1e15, 1e15, "Maximum invested at one time."),
    .init("stake", "share", 0...1, 0.25, "Share of a firm that it buys."),
    .init(
      "return_target", "1/year", -1...10, 0.05, "Minimum return on capital of a firm."),
    .init(
      "ticket", "quarters of cost", 0.01...40, 2,
      "Investment in a firm, relative to its costs per quarter."),
    .init("oldest", "years", 0...100, 8, "Maximum age of a firm at investment."),
    .init("holding", "years", 0.25...50, 5, "Time after which a stake is sold."),
    .init("start_up_factor", "–", 1...10, 1.3, "Factor on start-ups while the fund buys."),
    .init("spin_off_factor", "–", 1...10, 1.8, "Factor on spin-offs while the fund buys."),
  ]
  static let measures: [PolicyMeasure] = [
    .init("holdings", "firms", "Firms in which the fund has a stake."),
    .init("exits", "firms", "Stakes sold in the quarter."),
    .init("returns", "million", "Dividends and sales of stakes in the quarter."),
    .init("invested", "million", "Cost of the current stakes."),
  ]
  static let readsBooks = true

  static func announce(_ policy: RunningPolicy, _ country: Simulation) {
    country.raiseStartUps(policy, by: policy["start_up_factor"])
    country.raiseSpinOffs(
      policy.cells, by: 1 + (policy["spin_off_factor"] - 1) * policy.strength)
    let firms = country.firms
    let held = Set(country.policyStates[policy.place].participants.map(\.id))
    let candidates = country.target(policy) { firm in
      firms.phase[firm] != .tradition && country.age(of: firm) <= policy["oldest"]
        && !held.contains(firms.id[firm]) && yield(of: firm, country) >= policy["return_target"]
    }
    var invested = invested(policy, country)
    let kernel = country.kernel()
    for firm in country.inDrawnOrder(candidates, policy) {
      let ticket = policy["ticket"] * country.runningCost(of: firm, kernel)
      let wanted = ticket * country.scale
      guard wanted > 0, wanted <= country.left(policy), invested + wanted <= policy["size"]
      else { continue }
      country.spend(policy, wanted, to: .firms, in: Int(firms.region[firm]))
      firms.cash[firm] += ticket
      invested += wanted
      country.admit([firm], policy, amount: ticket)
    }
    country.noteParticipants(policy, of: held.count + candidates.count)
    country.report(policy, 3, invested)
    country.report(
      policy, 0, Double(country.policyStates[policy.place].participants.count) * country.scale)
  }

  /// Stakes whose time has come are sold to households of the region at their book value, also after
  /// the fund has closed.
  static func follow(_ policy: RunningPolicy, _ country: Simulation) {
    let firms = country.firms
    var kept: [Participant] = []
    var returns = 0.0
    var exits = 0.0
    for stake in country.policyStates[policy.place].participants {
      guard Double(country.tick - Int(stake.since)) >= country.timeStep.year * policy["holding"]
      else {
        kept.append(stake)
        continue
      }
      let firm = Int(stake.slot)
      let value = max(
        0,
        firms.cash[firm] + firms.capital[firm] * country.nation.investmentPrice - firms.debt[firm])
      let price = policy["stake"] * value * country.scale
      let region = Int(firms.region[firm])
      country.ledger.move(
        .policyReturns, from: .households(region), to: country.payer(of: policy, in: region), price)
      returns += price
      exits += country.scale
    }
    country.policyStates[policy.place].participants = kept
    country.report(policy, 1, exits)
    country.report(policy, 2, returns)
    country.report(policy, 0, Double(kept.count) * country.scale)
    country.report(policy, 3, invested(policy, country))
  }

  /// The fund's share of dividends passes from the households that were paid them.
  static func settle(_ policy: RunningPolicy, _ country: Simulation) {
    let dividends = country.takeDividends(
      ofParticipants: policy, share: policy["stake"]
    ) { country.payer(of: policy, in: $0) }
    country.policyStates[policy.place].measures[2] += dividends
  }

  private static func invested(_ policy: RunningPolicy, _ country: Simulation) -> Double {
    country.policyStates[policy.place].participants.reduce(0.0) { $0 + $1.amount } * country.scale
  }

  private static func yield(of firm: Int, _ country: Simulation) -> Double {
    let capital = country.firms.capital[firm] * country.nation.investmentPrice
    guard capital > 0 else { return 0 }
    return country.timeStep.year * Double(country.firms.margin[firm]) * country.sales(of: firm)
      / capital
  }
}

extension Simulation {
  /// Passes a share of the dividends of firms on a policy's list, less income tax, from those who
  /// received them to another owner. The state pays no tax on its own.
  ///
  /// - Parameter owner: Who owns the share of a firm in a region.
  /// - Returns: What was passed on, million.
  func takeDividends(
    ofParticipants policy: RunningPolicy, share: Double, to owner: (Int) -> Ledger.Account
  ) -> Double {
    var sum = 0.0
    for firm in participants(policy) {
      let dividends = tables.support.books[firm].y
      guard dividends > 0 else { continue }
      let region = Int(firms.region[firm])
      let part: Double
      switch firms.ownership[firm].payee {
      case .households:
        part = share * (1 - parameters.accounts.incomeTax) * dividends * scale
        ledger.move(.policyReturns, from: .households(region), to: owner(region), part)
        regions.disposableIncome[region] -= part
      case .state:
        part = share * dividends * scale
        ledger.move(.policyReturns, from: .nationalGovernment, to: owner(region), part)
        regions.stateDividends[region] -= part
      case .abroad:
        part = share * (1 - parameters.accounts.incomeTax) * dividends * scale
        ledger.move(.policyReturns, from: .restOfWorld, to: owner(region), part)
        regions.dividendsAbroad[region] -= part
      }
      sum += part
    }
    return sum
  }
}
