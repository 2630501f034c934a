/// The provision on regional industrial clusters: a council with powers, and associate members.
struct ClusterCouncil: PolicyInstrument {
  static let name = "cluster_council"
  static let summary = "Gives clusters a council with powers, associate members and expulsion."
  static let channel =
    "Members delegate as far as they trust, lost autonomy costs less, effort is monitored, and associate members are possible."
  static let reach = PolicyReach.cells
  static let budget = PolicyBudget.none
  static let reachesMembers = true

  @Setting("–", 0...1, "Addition to the council's monitoring of effort.")
  var enforcement = 0.25
  @Setting("–", 0...1, "Factor on a member's cost of lost autonomy.")
  var autonomyFactor = 0.7
  @Setting("share", 0...1, "Fee of an associate member, as a share of a full member's.")
  var associateFee = 0.35
  @Setting("share", 0...1, "Benefit of an associate member, as a share of a full member's.")
  var associateBenefit = 0.45

  struct Report {
    @Measure("clusters", "Active clusters that have such a council.")
    var clusters
    @Measure("firms", "Their members.")
    var members
  }
  let report = Report()

  func announce(_ policy: RunningPolicy, _ country: Simulation) {
    country.grantProvision(
      in: policy.cells, enforcement: enforcement * policy.strength,
      autonomyFactor: 1 - (1 - autonomyFactor) * policy.strength)
    for cell in policy.cells {
      country.clusterLevers[cell].associateFee = associateFee
      country.clusterLevers[cell].associateBenefit = associateBenefit
    }
    let living = country.clusters.count { $0.isAlive && policy.reaches[Int($0.cell)] }
    let members = country.members(ofCells: policy.reaches)
    country.note(
      policy, reached: members, of: policy.cells.reduce(0.0) { $0 + country.firmCount(ofCell: $1) })
    report.clusters = Double(living)
    report.members = members
  }
}

extension Simulation {
  /// Lets the provision hold in some cells.
  func grantProvision(in cells: [Int], enforcement: Double, autonomyFactor: Double) {
    for cell in cells {
      clusterLevers[cell].hasProvision = true
      clusterLevers[cell].enforcement = enforcement
      clusterLevers[cell].autonomyFactor = autonomyFactor
    }
  }
}
