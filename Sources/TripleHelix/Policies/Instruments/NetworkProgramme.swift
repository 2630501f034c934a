import Chunking

/// The state pays brokers who bring firms together, and part of members' fees.
struct NetworkProgramme: PolicyInstrument {
  static let name = "network_programme"
  static let summary = "Pays brokers who bring firms into clusters, and part of members' fees."
  static let channel =
    "Brokers' visits lead more firms to consider or initiate a cluster; fees are lower."
  static let reach = PolicyReach.cells
  static let measuresAfterEnd = NetworkAfterEnd.measures
  static let reachesMembers = true

  @Setting("share of fee", 0...1, "Share of members' fees that it pays.")
  var rate = 0.5
  @Setting("persons", 0...1e6, "Brokers, distributed over the target in proportion to its firms.")
  var brokers = 40
  @Setting("firms a quarter", 0...1000, "Firms that each broker visits.")
  var contacts = 7.5
  @Setting("share", 0...1, "Share of the cost of a cluster's broker that it pays.")
  var brokerShare = 1
  @Setting("wages", 0.1...20, "Pay of a broker, relative to the regional wage.")
  var brokerPay = 2

  struct Report {
    @Measure("persons", "Brokers paid.")
    var brokers
    @Measure("million", "Fees paid for members in the quarter.")
    var feesPaid
    @Measure("firms", "Members of the target's clusters.")
    var members
  }
  let report = Report()

  func announce(_ policy: RunningPolicy, _ country: Simulation) {
    let brokers = country.sendBrokers(policy, self.brokers, contacts: contacts, pay: brokerPay)
    for cell in policy.cells {
      country.clusterLevers[cell].feeShare = max(
        country.clusterLevers[cell].feeShare, rate * policy.strength)
      country.clusterLevers[cell].brokerShare = max(
        country.clusterLevers[cell].brokerShare, brokerShare * policy.strength)
    }
    report.brokers = brokers
  }
}

extension PolicyDescription.Instrument {
  public static let networkProgramme = Self(NetworkProgramme.self)
}

extension Simulation {
  /// Pays brokers, as many as the budget allows, and spreads them over the target by its firms.
  ///
  /// - Returns: Brokers at work, persons.
  @discardableResult
  func sendBrokers(
    _ policy: RunningPolicy, _ count: Double, contacts: Double, pay: Double
  ) -> Double {
    let firmsThere = policy.cells.reduce(0.0) { $0 + firmCount(ofCell: $1) }
    guard count > 0, firmsThere > 0 else { return 0 }
    let shares = policy.cells.map { firmCount(ofCell: $0) / firmsThere }
    func wage(_ place: Int) -> Double {
      pay * regions.wage[policy.cells[place] / layout.sectorCount]
    }
    let cost = shares.indices.reduce(0.0) { $0 + shares[$1] * wage($1) }
    let paid = min(count * policy.strength, left(policy) / cost)
    for (place, cell) in policy.cells.enumerated() {
      let persons = employ(
        policy, paid * shares[place], at: pay, in: cell / layout.sectorCount)
      clusterLevers[cell].brokers += persons
      clusterLevers[cell].contactsPerBroker = max(
        clusterLevers[cell].contactsPerBroker, contacts)
    }
    return paid
  }

  /// Pays what network programmes promised of the fees of clusters in their reach, as far as budgets
  /// go.
  ///
  /// - Parameter owed: What was promised this quarter, million, one entry a cluster.
  /// - Returns: The share of it that is paid, one entry a cluster.
  func payFees(_ owed: [Double]) -> [Double] {
    var share = Array(repeating: 0.0, count: owed.count)
    for policy in policyLedger.running
    where policy.instrument is NetworkProgramme || policy.instrument is ParticipantFundedNetwork {
      let reached = clusters.indices.filter { policy.reaches[Int(clusters[$0].cell)] }
      let open = reached.reduce(0.0) { $0 + owed[$1] * (1 - share[$1]) }
      let members = reached.reduce(0.0) { $0 + clusters[$1].members }
      note(
        policy, reached: members,
        of: policy.cells.reduce(0.0) { $0 + firmCount(ofCell: $1) })
      let programme = policy.instrument as? NetworkProgramme
      programme?.report.members = members
      (policy.instrument as? ParticipantFundedNetwork)?.report.members = members
      guard open > 0 else { continue }
      let dues = reached.map { place in
        (Int(clusters[place].cell) / layout.sectorCount, owed[place] * (1 - share[place]))
      }
      let paid = spend(policy, open, to: .clusterFunds, dues: regionalDues(policy, dues))
      for cluster in reached { share[cluster] += paid / open * (1 - share[cluster]) }
      programme?.report.feesPaid = paid
    }
    return share
  }
}
