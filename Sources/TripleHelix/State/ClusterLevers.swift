/// What policies do to the clusters of each cell this quarter; policies write it when the quarter
/// opens, the cluster submodels read it. Every neutral value leaves the clusters as they are without
/// any policy, bit for bit.
struct ClusterLevers: Sendable {
  /// Brokers that the state pays to serve the firms of the cell, persons.
  var brokers = 0.0
  /// Contacts that one of these brokers makes, firms a quarter.
  var contactsPerBroker = 0.0
  /// Share of members' fee for the secretariat that the state pays.
  var feeShare = 0.0
  /// Share of the surcharge for a broker that the state pays in clusters that keep one.
  var brokerShare = 0.0
  /// Whether clusters of the cell may keep a broker out of a surcharge on the fee.
  var keepsBrokers = false
  /// Factor on the hazard that a firm calls for a cluster.
  var callFactor = 1.0
  /// Least cooperativeness, seen with `vettingNoise`, with which an applicant is admitted.
  var vettingThreshold = 0.0
  var vettingNoise = 0.0
  /// Whether the RIC provision holds: a presidential council, associate members, expulsion.
  var hasProvision = false
  /// Addition to the council's monitoring of effort under the provision.
  var enforcement = 0.0
  /// Factor on the autonomy cost under the provision.
  var autonomyFactor = 1.0
  /// Fee and benefit of an associate member over those of a full one.
  var associateFee = 0.35
  var associateBenefit = 0.45
  /// Weight with which information moves what firms expect of a cluster to what members get, [0, 1].
  var information = 0.0
  /// Factor on contacts of members with knowledge outside their cluster; 0 closes it.
  var openness = 1.0

  /// Whether clusters of the cell keep a broker by policy, whatever members say.
  var givesBroker: Bool { keepsBrokers || (brokers > 0 && brokerShare > 0) }

  static let neutral = ClusterLevers()
}
