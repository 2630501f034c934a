import Chunking

/// Money of policies. All of it goes through here, so that no budget is overspent.
extension Simulation {
  /// Pays up to what is left of the quarter's budget out of the national government.
  ///
  /// Pay of households and aid to universities counts as income of the quarter; both are posted with
  /// the quarter's accounts.
  ///
  /// - Parameter isIncome: Whether households earn it; what they are paid for a share is none.
  /// - Returns: What was paid, million.
  @discardableResult
  func spend(
    _ policy: RunningPolicy, _ wanted: Double, to payee: Ledger.Account,
    as flow: Ledger.Flow = .policies, isIncome: Bool = true
  ) -> Double {
    let paid = take(policy, wanted)
    guard paid > 0 else { return 0 }
    policyStates[policy.place].spent += paid
    policyStates[policy.place].spentThisYear += paid
    switch payee {
    case .households(let region) where isIncome && !policyDesk.isSettled:
      policyDesk.pay[region] += paid
    case .university(let region) where !policyDesk.isSettled:
      policyDesk.universityAid[region] += paid
    default: ledger.move(flow, from: .nationalGovernment, to: payee, paid)
    }
    return paid
  }

  /// Gives taxes back to firms, up to what is left of the quarter's budget.
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

  private func take(_ policy: RunningPolicy, _ wanted: Double) -> Double {
    guard wanted > 0 else { return 0 }
    let paid = min(wanted, policyDesk.left[policy.place])
    policyDesk.left[policy.place] -= paid
    return paid
  }

  /// What is left of a policy's budget this quarter, million.
  func left(_ policy: RunningPolicy) -> Double { policyDesk.left[policy.place] }

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
    let paid = isTax ? forgo(policy, wanted) : spend(policy, wanted, to: .firms)
    let share = paid / wanted
    guard share > 0 else { return 0 }
    for (firm, due) in dues { firms.cash[firm] += due * share }
    noteContacts(dues.lazy.filter { $0.due > 0 }.map(\.firm))
    return share
  }

  /// Takes money of one firm to the state, at most its deposit.
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
    return spend(policy, count * wage, to: .households(region)) / wage
  }

  /// Books what policies paid to people, before their income is taxed.
  func postPolicyPay() {
    policyDesk.isSettled = true
    for region in 0..<layout.regionCount where policyDesk.pay[region] > 0 {
      ledger.move(
        .policies, from: .nationalGovernment, to: .households(region), policyDesk.pay[region])
    }
  }
}
