/// A network whose members pay most of their brokers and choose whom they admit.
enum ParticipantFundedNetwork: PolicyInstrument {
  static let name = "participant_funded_network"
  static let summary =
    "Lets clusters keep brokers out of a surcharge on the fee, and vet applicants."
  static let channel =
    "Members' surcharge and a small public share buy contacts; those who cooperate little stay out."
  static let reach = PolicyReach.cells
  static let settings: [PolicySetting] = [
    .init("state_share", "share", 0...1, 0.2, "Share of the brokers' cost that the state pays."),
    .init("brokers", "persons", 0...1e6, 40, "Brokers of a full programme."),
    .init("contacts", "firms a quarter", 0...1000, 7.5, "Firms that a broker calls on."),
    .init("broker_pay", "wages", 0.1...20, 2, "Pay of a broker, in wages of the region."),
    .init(
      "vetting_threshold", "–", 0...1, 0.45,
      "Least cooperativeness seen that is admitted; 0 vets no one."),
    .init("vetting_noise", "–", 0...1, 0.12, "Standard deviation of the error in seeing it."),
  ]
  static let measures: [PolicyMeasure] = [
    .init("brokers", "persons", "Brokers that the state paid."),
    .init("members", "firms", "Members of the target's clusters."),
  ]
  static let measuresAfterEnd = NetworkAfterEnd.measures
  static let reachesMembers = true

  static func announce(_ policy: RunningPolicy, _ country: Simulation) {
    let brokers = country.sendBrokers(
      policy, policy["state_share"] * policy["brokers"], contacts: policy["contacts"],
      pay: policy["broker_pay"])
    for cell in policy.cells {
      country.clusterLevers[cell].keepsBrokers = true
      country.clusterLevers[cell].brokerShare = max(
        country.clusterLevers[cell].brokerShare, policy["state_share"] * policy.strength)
      country.clusterLevers[cell].vettingThreshold = policy["vetting_threshold"]
      country.clusterLevers[cell].vettingNoise = policy["vetting_noise"]
    }
    let members = country.members(ofCells: policy.reaches)
    country.note(
      policy, reached: members, of: policy.cells.reduce(0.0) { $0 + country.firmCount(ofCell: $1) })
    country.report(policy, 0, brokers)
    country.report(policy, 1, members)
  }
}

extension Simulation {
  /// Members of living clusters in some cells.
  func members(ofCells reaches: [Bool]) -> Double {
    clusters.reduce(0.0) { $0 + ($1.isAlive && reaches[Int($1.cell)] ? $1.members : 0) }
  }
}

extension PolicyDescription.Instrument {
  public static let participantFundedNetwork = Self(ParticipantFundedNetwork.self)
}
