/// Who pays in the end for what policies cost the national government.
public enum PolicyFinancing: String, Sendable, Equatable, CaseIterable {
  /// The state borrows; its purchases then follow its debt over years.
  case debt
  /// A rate on top of the income tax raises in the next quarter what policies cost in this one.
  case incomeTax = "income_tax"
  /// Public purchases of the next quarter are lower by what policies cost in this one.
  case purchases
}

/// Budget neutrality: what policies cost the nation is raised, or taken from elsewhere.
extension Simulation {
  /// Settles who pays for what policies cost the nation in the quarter before.
  func financePolicies() {
    // In the order of names, so that the order in a file does not matter.
    let policies = configuration.policies
    let order = policies.indices.sorted { policies[$0].name < policies[$1].name }
    // What regions pay is left to their budgets; tax given back is the nation's in any case.
    let total = order.reduce(0.0) {
      $0 + (policies[$1].paidBy == .nation ? policyStates[$1].spent : 0) + policyStates[$1].forgone
    }
    let due = max(0, total - nation.policyCost)
    nation.policyCost = total
    switch configuration.policyFinancing {
    case .debt: break
    case .incomeTax:
      guard due > 0, nation.taxedIncome > 0 else { break }
      policyLedger.levy = min(due / nation.taxedIncome, 1 - parameters.accounts.incomeTax)
    case .purchases: policyLedger.savings = due
    }
  }

  /// Gives policies that are taken from others their money of the quarter, and the others less.
  ///
  /// In the order of names, so that the order in a file does not matter.
  func takeFromOtherPolicies() {
    let policies = configuration.policies
    for place in policies.indices.sorted(by: { policies[$0].name < policies[$1].name }) {
      guard let giver = policies[place].takenFrom,
        let source = policies.firstIndex(where: { $0.name == giver })
      else { continue }
      let moved = min(policyLedger.left[place], policyLedger.left[source])
      policyLedger.left[place] = moved
      policyLedger.left[source] -= moved
    }
  }
}
