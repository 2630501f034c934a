/// Who pays what a policy spends.
public enum PolicyPayer: String, Sendable, Equatable, CaseIterable {
  /// The national government.
  case nation
  /// The government of the region in which the recipient is.
  case regions
}

/// What a policy owes recipients by region, so that their governments can share a payment.
struct RegionalDues {
  /// By region, in any unit; empty where regions pay nothing.
  private(set) var amounts: [Double] = []

  var sum: Double { amounts.reduce(0, +) }
}

extension Simulation {
  /// Sums dues, each with its region; of no use, and so empty, for a policy that the nation pays.
  func regionalDues(
    _ policy: RunningPolicy, _ dues: some Sequence<(Int, Double)>
  ) -> RegionalDues {
    guard policy.description.paidBy == .regions else { return RegionalDues() }
    var amounts = Array(repeating: 0.0, count: layout.regionCount)
    for (region, due) in dues { amounts[region] += max(0, due) }
    return RegionalDues(amounts: amounts)
  }
}
