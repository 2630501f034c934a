import Chunking
import Randomness

/// The quarter of regional clusters, process by process.
extension Simulation {
  /// Lets members pay, learn, trust and leave, then others join and found; nothing is drawn while
  /// clusters are off.
  ///
  /// Whoever joins or is called reads the state after leaving. A firm changes cluster at most once a
  /// quarter.
  func associate() {
    guard mechanisms.clusters else { return }
    if timeStep.endsYear(tick) || !standing.isCounted {
      countStanding()
      restoreTrust()
    }
    let firms = firms
    let visitors = firms.living(with: FirmEvent.looksAround).filter { firms.cluster[$0] < 0 }
    let order = memberships.order(clusterCount: clusters.count, ids: firms.id, team: team)
    collectFees(order)
    spendFunds()
    reviewMemberships(order)
    dissolveClusters(memberships.remaining(of: order))
    let callers = join(visitors)
    foundClusters(callers)
    takeClusterAggregates()
  }

  /// Membership of the firm in `slot`, if it is in a cluster: the cluster's place in `clusters`, kind,
  /// trust in it, quarters in it, and labour that the firm saves, share of sales.
  func membership(
    ofFirm slot: Int
  ) -> (cluster: Int, isFull: Bool, trust: Double, tenure: Int, saving: Double)? {
    let place = Int(firms.cluster[slot])
    guard place >= 0 else { return nil }
    let row = memberships.rows[place]
    return (
      Int(row.cluster), row.kind == Membership.full, Double(row.trust), Int(row.tenure),
      Double(memberships.benefits[place].saving)
    )
  }

  /// Living clusters by cell, and how many were ever founded there.
  func clustersByCell() -> (living: [[Int]], founded: [Int32]) {
    var living: [[Int]] = Array(repeating: [], count: layout.cellCount)
    var founded = Array(repeating: Int32(0), count: layout.cellCount)
    for (place, cluster) in clusters.enumerated() {
      founded[Int(cluster.cell)] += 1
      if cluster.isAlive { living[Int(cluster.cell)].append(place) }
    }
    return (living, founded)
  }

  /// Identity of cluster `ordinal` of a cell.
  func clusterID(cell: Int, ordinal: Int32) -> UInt64 {
    EntityID.combined(
      regions.key[cell / layout.sectorCount], sectors.key[cell % layout.sectorCount],
      UInt64(ordinal))
  }

  /// Takes a firm out of its cluster, if it is in one. Its general trust becomes what is left of its
  /// trust in the cluster, and returns from there.
  func leaveCluster(_ firm: Int) {
    let place = Int(firms.cluster[firm])
    guard place >= 0 else { return }
    let row = memberships.rows[place]
    let cluster = Int(row.cluster)
    if clusters[cluster].leader == firms.id[firm] { clusters[cluster].hasLostLeader = true }
    if mechanisms.trustDynamics {
      firms.trust[firm] = Float(parameters.clusters.leavingTrust) * row.trust
    }
    firms.cluster[firm] = -1
    // Whoever left hears no call in the same quarter.
    firms.events[firm] |= FirmEvent.looksAround
    memberships.remove(place)
  }
}
