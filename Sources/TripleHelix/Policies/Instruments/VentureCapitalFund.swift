import Chunking
import Randomness

/// A public fund that buys stakes in young firms on new lines.
struct VentureCapitalFund: PolicyInstrument {
  static let name = "venture_capital_fund"
  static let summary = "Buys stakes in young firms on new lines and sells them later."
  static let channel =
    "Cash for firms that search or change to a new line; more spin-offs and start-ups are founded."
  static let readsBooks = true

  @Setting("million", 0...1e15, "Maximum invested at one time.")
  var size = 1e15
  @Setting("share", 0...1, "Share of a firm that it buys.")
  var stake = 0.25
  @Setting("1/year", -1...10, "Minimum return on capital of a firm.")
  var returnTarget = 0.05
  @Setting(
    "quarters of cost", 0.01...40, "Investment in a firm, relative to its costs per quarter.")
  var ticket = 2
  @Setting("years", 0...100, "Maximum age of a firm at investment.")
  var oldest = 8
  @Setting("years", 0.25...50, "Time after which a stake is sold.")
  var holding = 5
  @Setting("–", 1...10, "Factor on start-ups while the fund buys.")
  var startUpFactor = 1.3
  @Setting("–", 1...10, "Factor on spin-offs while the fund buys.")
  var spinOffFactor = 1.8

  struct Report {
    @Measure("firms", "Firms in which the fund has a stake.")
    var holdings
    @Measure("firms", "Stakes sold in the quarter.")
    var exits
    @Measure("million", "Dividends and sales of stakes in the quarter.")
    var returns
    @Measure("million", "Cost of the current stakes.")
    var invested
  }
  let report = Report()

  func announce(_ policy: RunningPolicy, _ country: Simulation) {
    country.raiseStartUps(policy, by: startUpFactor)
    country.raiseSpinOffs(policy.cells, by: 1 + (spinOffFactor - 1) * policy.strength)
    let firms = country.firms
    let held = Set(country.policyStates[policy.place].participants.map(\.id))
    let candidates = country.target(policy) { firm in
      firms.phase[firm] != .tradition && country.age(of: firm) <= oldest
        && !held.contains(firms.id[firm]) && yield(of: firm, country) >= returnTarget
    }
    var invested = invested(policy, country)
    let kernel = country.kernel()
    for firm in country.inDrawnOrder(candidates, policy) {
      let ticket = self.ticket * country.runningCost(of: firm, kernel)
      let wanted = ticket * country.scale
      guard wanted > 0, wanted <= country.left(policy), invested + wanted <= size
      else { continue }
      country.spend(policy, wanted, to: .firms, in: Int(firms.region[firm]))
      firms.cash[firm] += ticket
      invested += wanted
      country.admit([firm], policy, amount: ticket)
    }
    country.noteParticipants(policy, of: held.count + candidates.count)
    report.invested = invested
    report.holdings = Double(country.policyStates[policy.place].participants.count) * country.scale
  }

  /// Stakes whose time has come are sold to households of the region at their book value, also after
  /// the fund has closed.
  func follow(_ policy: RunningPolicy, _ country: Simulation) {
    let firms = country.firms
    var kept: [Participant] = []
    var returns = 0.0
    var exits = 0.0
    for stake in country.policyStates[policy.place].participants {
      guard Double(country.tick - Int(stake.since)) >= country.timeStep.year * holding
      else {
        kept.append(stake)
        continue
      }
      let firm = Int(stake.slot)
      let value = max(
        0,
        firms.cash[firm] + firms.capital[firm] * country.nation.investmentPrice - firms.debt[firm])
      let price = self.stake * value * country.scale
      let region = Int(firms.region[firm])
      country.ledger.move(
        .policyReturns, from: .households(region), to: country.payer(of: policy, in: region), price)
      returns += price
      exits += country.scale
    }
    country.policyStates[policy.place].participants = kept
    report.exits = exits
    report.returns = returns
    report.holdings = Double(kept.count) * country.scale
    report.invested = invested(policy, country)
  }

  /// The fund's share of dividends passes from the households that were paid them.
  func settle(_ policy: RunningPolicy, _ country: Simulation) {
    let dividends = country.takeDividends(
      ofParticipants: policy, share: stake
    ) { country.payer(of: policy, in: $0) }
    report.returns += dividends
  }

  private func invested(_ policy: RunningPolicy, _ country: Simulation) -> Double {
    country.policyStates[policy.place].participants.reduce(0.0) { $0 + $1.amount } * country.scale
  }

  private func yield(of firm: Int, _ country: Simulation) -> Double {
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
      let dividends = tables.support.books[firm].dividends
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
