/// A network whose members pay most of their brokers and choose whom they admit.
enum ParticipantFundedNetwork: PolicyInstrument {
  static let name = "participant_funded_network"
  static let summary =
    "Lets clusters pay brokers from a surcharge on the fee, and vet applicants."
  static let channel =
    "Members' surcharge and a small public share pay for brokers' visits; firms that cooperate little are not admitted."
  static let reach = PolicyReach.cells
  static let settings: [PolicySetting] = [
    .init("state_share", "share", 0...1, 0.2, "Share of the brokers' cost that the state pays."),
    .init("brokers", "persons", 0...1e6, 40, "Brokers of a full programme."),
    .init("contacts", "firms a quarter", 0...1000, 7.5, "Firms that each broker visits."),
    .init("broker_pay", "wages", 0.1...20, 2, "Pay of a broker, relative to the regional wage."),
    .init(
      "vetting_threshold", "–", 0...1, 0.45,
      "Minimum observed cooperativeness for admission; 0 admits everyone."),
    .init("vetting_noise", "–", 0...1, 0.12, "Standard deviation of the error in observing it."),
  ]
  static let measures: [PolicyMeasure] = [
    .init("brokers", "persons", "Brokers paid by the state."),
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
