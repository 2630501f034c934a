import Chunking

/// Money of policies. All of it goes through here, so that no budget is overspent.
extension Simulation {
  /// Pays up to what is left of the quarter's budget, for one region.
  ///
  /// Pay of households and aid to universities counts as income of the quarter; both are posted with
  /// the quarter's accounts.
  ///
  /// - Parameters:
  ///   - region: Where the recipient is; its government pays if the policy is paid by regions.
  ///   - isIncome: Whether households earn it; what they are paid for a share is none.
  /// - Returns: What was paid, million.
  @discardableResult
  func spend(
    _ policy: RunningPolicy, _ wanted: Double, to payee: Ledger.Account, in region: Int,
    isIncome: Bool = true
  ) -> Double {
    let paid = takeSpending(policy, wanted)
    guard paid > 0 else { return 0 }
    let isRegional = policy.description.paidBy == .regions
    if isRegional { noteRegionalOutlay(paid, in: region) }
    switch payee {
    case .households(let home) where isIncome && !policyLedger.isSettled:
      policyLedger.pay[home] += paid
      if isRegional { policyLedger.regionalPay[home] += paid }
    case .university(let home) where !policyLedger.isSettled:
      policyLedger.universityAid[home] += paid
      if isRegional { policyLedger.regionalAid[home] += paid }
    default: ledger.move(.policies, from: payer(of: policy, in: region), to: payee, paid)
    }
    return paid
  }

  /// Pays up to what is left of the quarter's budget, for recipients in several regions.
  ///
  /// - Parameter dues: What is due by region, in any unit; regional governments pay in proportion.
  /// - Returns: What was paid, million.
  func spend(
    _ policy: RunningPolicy, _ wanted: Double, to payee: Ledger.Account, dues: RegionalDues
  ) -> Double {
    let paid = takeSpending(policy, wanted)
    guard paid > 0 else { return 0 }
    guard policy.description.paidBy == .regions else {
      ledger.move(.policies, from: .nationalGovernment, to: payee, paid)
      return paid
    }
    let sum = dues.sum
    for (region, due) in dues.amounts.enumerated() where due > 0 {
      let part = paid * (due / sum)
      noteRegionalOutlay(part, in: region)
      ledger.move(.policies, from: .government(region), to: payee, part)
    }
    return paid
  }

  /// Who pays what a policy spends in a region, and gets what comes back.
  func payer(of policy: RunningPolicy, in region: Int) -> Ledger.Account {
    policy.description.paidBy == .regions ? .government(region) : .nationalGovernment
  }

  /// Counts what a regional government pays for a policy among its outlays of the quarter.
  private func noteRegionalOutlay(_ amount: Double, in region: Int) {
    policyLedger.regionalOutlays[region] += amount
    regions.outlays[region] += amount
    regions.year.add(.outlays, region: region, tick: tick, amount / nation.consumerPrice)
  }

  /// Gives national taxes back to firms, up to what is left of the quarter's budget.
  ///
  /// - Returns: What was given back, million.
  @discardableResult
  func forgo(_ policy: RunningPolicy, _ wanted: Double) -> Double {
    let paid = take(policy, wanted)
    guard paid > 0 else { return 0 }
    policyStates[policy.place].forgone += paid
    policyStates[policy.place].forgoneThisYear += paid
    ledger.move(.policies, from: .nationalGovernment, to: .firms, paid)
    return paid
  }

  /// Takes money out of the budget and counts it as spent.
  private func takeSpending(_ policy: RunningPolicy, _ wanted: Double) -> Double {
    let paid = take(policy, wanted)
    policyStates[policy.place].spent += paid
    policyStates[policy.place].spentThisYear += paid
    return paid
  }

  private func take(_ policy: RunningPolicy, _ wanted: Double) -> Double {
    guard wanted > 0 else { return 0 }
    let paid = min(wanted, policyLedger.left[policy.place])
    policyLedger.left[policy.place] -= paid
    return paid
  }

  /// What is left of a policy's budget this quarter, million.
  func left(_ policy: RunningPolicy) -> Double { policyLedger.left[policy.place] }

  /// Pays each firm of a list what it is due, all in the same proportion where money is short.
  ///
  /// - Parameters:
  ///   - dues: Slots and million a real firm.
  ///   - isTax: Whether it is tax given back.
  /// - Returns: The share paid.
  @discardableResult
  func pay(
    _ policy: RunningPolicy, _ dues: [(firm: Int, due: Double)], isTax: Bool = false
  ) -> Double {
    let wanted = dues.reduce(0.0) { $0 + $1.due } * scale
    guard wanted > 0 else { return 0 }
    let paid =
      isTax
      ? forgo(policy, wanted)
      : spend(
        policy, wanted, to: .firms,
        dues: regionalDues(policy, dues.lazy.map { (Int(self.firms.region[$0.firm]), $0.due) }))
    let share = paid / wanted
    guard share > 0 else { return 0 }
    for (firm, due) in dues { firms.cash[firm] += due * share }
    noteContacts(dues.lazy.filter { $0.due > 0 }.map(\.firm))
    return share
  }

  /// Takes money of one firm to a government, at most its deposit.
  ///
  /// - Parameter amount: Million a real firm.
  /// - Returns: What was paid, million for all real firms of the agent.
  @discardableResult
  func collect(
    _ amount: Double, from firm: Int, by payee: Ledger.Account = .nationalGovernment,
    as flow: Ledger.Flow = .policyReturns
  ) -> Double {
    let paid = min(amount, max(0, firms.cash[firm]))
    guard paid > 0 else { return 0 }
    firms.cash[firm] -= paid
    ledger.move(flow, from: .firms, to: payee, paid * scale)
    return paid * scale
  }

  /// Pays people of a region for work of a policy: `count` persons at `pay` regional wages.
  ///
  /// - Returns: Persons that could be paid.
  @discardableResult
  func employ(_ policy: RunningPolicy, _ count: Double, at pay: Double, in region: Int) -> Double {
    let wage = pay * regions.wage[region]
    guard wage > 0, count > 0 else { return 0 }
    return spend(policy, count * wage, to: .households(region), in: region) / wage
  }

  /// Books what policies paid to people, before their income is taxed.
  func postPolicyPay() {
    policyLedger.isSettled = true
    for region in 0..<layout.regionCount where policyLedger.pay[region] > 0 {
      let regional = policyLedger.regionalPay[region]
      ledger.move(
        .policies, from: .nationalGovernment, to: .households(region),
        policyLedger.pay[region] - regional)
      ledger.move(.policies, from: .government(region), to: .households(region), regional)
    }
  }
}
