import TripleHelix

extension Scenario {
  /// Each policy in a line: its name, its instrument, its years, where it acts, and its money.
  public var policyLines: [String] { configuration.policies.map(configuration.line) }
}

extension Configuration {
  /// As in "grant: research_grant, 2015 to the end of 2021, in Astana city; 5,000 million tenge a year
  /// (0.014 % of product), paid by the nation".
  fileprivate func line(of policy: PolicyDescription) -> String {
    let places = places(of: policy)
    let payer =
      policy.instrument.spends && policy.budget > 0
      ? ", paid by \(policy.paidBy == .nation ? "the nation" : "the regions")" : ""
    let giver = policy.takenFrom.map { ", taken from \($0)" } ?? ""
    return "\(policy.name): \(policy.instrument.rawValue), \(years(of: policy)), \(places); "
      + money(of: policy) + payer + giver
  }

  private func years(of policy: PolicyDescription) -> String {
    let year = timeStep.ticksPerYear
    func moment(_ tick: Int, isYear: Bool) -> String {
      let quarter = ["first", "second", "third", "fourth"][tick % year * 4 / year]
      return (isYear ? "" : "the \(quarter) quarter of ") + "\(startYear + tick / year)"
    }
    let start = moment(policy.start, isYear: policy.start % year == 0)
    guard policy.end < horizon else { return "\(start) to the end of the run" }
    // The last tick in which it acts.
    return "\(start) to the end of "
      + moment(max(0, policy.end - 1), isYear: policy.end % year == 0)
  }

  private func places(of policy: PolicyDescription) -> String {
    let limit = 5
    let names = policy.regions.map { id in regions.first { $0.id == id }?.name ?? id }
    var parts: [String] = []
    if names.count > limit {
      parts.append("in \(names.count) of \(regions.count) regions")
    } else if !names.isEmpty {
      parts.append("in " + names.joined(separator: ", "))
    }
    if let center = policy.wardGroupOf {
      let name = regions.first { $0.id == center }?.name ?? center
      parts.append("in the Ward group of \(name)")
    }
    return parts.isEmpty ? "in all regions" : parts.joined(separator: " and ")
  }

  private func money(of policy: PolicyDescription) -> String {
    guard policy.instrument.budget != .none else { return "it takes no budget" }
    guard policy.budget > 0 else { return "no budget" }
    return "\(amount(policy.budget)) a year (\(productShare(policy.budget)) of product)"
  }

  /// As in "5,000 million tenge".
  func amount(_ million: Double) -> String {
    let number = million == million.rounded() ? Problem.count(million) : million.short
    return "\(number) million \(currency)"
  }

  /// A sum a year in per cent of the country's product at the start.
  func productShare(_ million: Double) -> String {
    let product = regions.reduce(0) { $0 + $1.grossRegionalProduct }
    let percent = (100 * million / product).rounded(significant: 2)
    return (percent < 1e-4 ? "less than 0.0001" : percent.short) + " %"
  }
}
