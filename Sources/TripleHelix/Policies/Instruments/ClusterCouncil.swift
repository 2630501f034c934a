/// The provision on regional industrial clusters: a council with powers, and associate members.
enum ClusterCouncil: PolicyInstrument {
  static let name = "cluster_council"
  static let summary = "Gives clusters a council with powers, associate members and expulsion."
  static let channel =
    "Members delegate as far as they trust, lost autonomy costs less, effort is monitored, and associate members are possible."
  static let reach = PolicyReach.cells
  static let budget = PolicyBudget.none
  static let settings: [PolicySetting] = [
    .init("enforcement", "–", 0...1, 0.25, "Addition to the council's monitoring of effort."),
    .init("autonomy_factor", "–", 0...1, 0.7, "Factor on a member's cost of lost autonomy."),
    .init(
      "associate_fee", "share", 0...1, 0.35,
      "Fee of an associate member, as a share of a full member's."),
    .init(
      "associate_benefit", "share", 0...1, 0.45,
      "Benefit of an associate member, as a share of a full member's."),
  ]
  static let measures: [PolicyMeasure] = [
    .init("clusters", "clusters", "Active clusters that have such a council."),
    .init("members", "firms", "Their members."),
  ]
  static let reachesMembers = true

  static func announce(_ policy: RunningPolicy, _ country: Simulation) {
    country.grantProvision(policy)
    let living = country.clusters.count { $0.isAlive && policy.reaches[Int($0.cell)] }
    let members = country.members(ofCells: policy.reaches)
    country.note(
      policy, reached: members, of: policy.cells.reduce(0.0) { $0 + country.firmCount(ofCell: $1) })
    country.report(policy, 0, Double(living))
    country.report(policy, 1, members)
  }
}

extension Simulation {
  /// Lets the provision hold in a policy's cells.
  func grantProvision(
    _ policy: RunningPolicy, in cells: [Int]? = nil, enforcement: Double? = nil,
    autonomy: Double? = nil
  ) {
    for cell in cells ?? policy.cells {
      clusterLevers[cell].hasProvision = true
      clusterLevers[cell].enforcement = (enforcement ?? policy["enforcement"]) * policy.strength
      clusterLevers[cell].autonomyFactor =
        1 - (1 - (autonomy ?? policy["autonomy_factor"])) * policy.strength
      guard cells == nil else { continue }
      clusterLevers[cell].associateFee = policy["associate_fee"]
      clusterLevers[cell].associateBenefit = policy["associate_benefit"]
    }
  }
}
