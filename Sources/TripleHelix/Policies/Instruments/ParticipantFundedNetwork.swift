/// A network whose members pay most of their brokers and choose whom they admit.
struct ParticipantFundedNetwork: PolicyInstrument {
  static let name = "participant_funded_network"
  static let summary =
    "Lets clusters pay brokers from a surcharge on the fee, and vet applicants."
  static let channel =
    "Members' surcharge and a small public share pay for brokers' visits; firms that cooperate little are not admitted."
  static let reach = PolicyReach.cells
  static let measuresAfterEnd = NetworkAfterEnd.measures
  static let reachesMembers = true

  @Setting("share", 0...1, "Share of the brokers' cost that the state pays.")
  var stateShare = 0.2
  @Setting("persons", 0...1e6, "Brokers of a full programme.")
  var brokers = 40
  @Setting("firms a quarter", 0...1000, "Firms that each broker visits.")
  var contacts = 7.5
  @Setting("wages", 0.1...20, "Pay of a broker, relative to the regional wage.")
  var brokerPay = 2
  @Setting("–", 0...1, "Minimum observed cooperativeness for admission; 0 admits everyone.")
  var vettingThreshold = 0.45
  @Setting("–", 0...1, "Standard deviation of the error in observing it.")
  var vettingNoise = 0.12

  struct Report {
    @Measure("persons", "Brokers paid by the state.")
    var brokers
    @Measure("firms", "Members of the target's clusters.")
    var members
  }
  let report = Report()

  func announce(_ policy: RunningPolicy, _ country: Simulation) {
    let brokers = country.sendBrokers(
      policy, stateShare * self.brokers, contacts: contacts,
      pay: brokerPay)
    for cell in policy.cells {
      country.clusterLevers[cell].keepsBrokers = true
      country.clusterLevers[cell].brokerShare = max(
        country.clusterLevers[cell].brokerShare, stateShare * policy.strength)
      country.clusterLevers[cell].vettingThreshold = vettingThreshold
      country.clusterLevers[cell].vettingNoise = vettingNoise
    }
    let members = country.members(ofCells: policy.reaches)
    country.note(
      policy, reached: members, of: policy.cells.reduce(0.0) { $0 + country.firmCount(ofCell: $1) })
    report.brokers = brokers
    report.members = members
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
