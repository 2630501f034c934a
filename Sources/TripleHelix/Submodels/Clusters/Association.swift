import Chunking
import Randomness

/// A living cluster that a firm may belong to.
struct ClusterInReach {
  /// Place in `clusters`.
  let place: Int
  /// Weight of its home for the firm, by region and sector, 1 at home.
  let weight: Double
}

/// The quarter of regional clusters, process by process.
extension Simulation {
  /// Lets members pay, learn, trust and leave, then others join and found, and clusters split; nothing
  /// is drawn while clusters are off.
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
    splitClusters()
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

  /// The cell in which the cluster of the firm in `slot` is at home, if it is in one.
  func homeOfCluster(ofFirm slot: Int) -> Int? {
    let place = Int(firms.cluster[slot])
    return place < 0 ? nil : Int(clusters[Int(memberships.rows[place].cluster)].cell)
  }

  /// Living clusters that firms of each cell may belong to, in the order of founding, and how many were
  /// ever founded in it.
  func clustersByCell() -> (inReach: [[ClusterInReach]], founded: [Int32]) {
    var inReach: [[ClusterInReach]] = Array(repeating: [], count: layout.cellCount)
    var founded = Array(repeating: Int32(0), count: layout.cellCount)
    for (place, cluster) in clusters.enumerated() {
      let home = Int(cluster.cell)
      founded[home] += 1
      guard cluster.isAlive else { continue }
      for near in catchment(ofCell: home) {
        inReach[near.cell].append(ClusterInReach(place: place, weight: near.weight))
      }
    }
    return (inReach, founded)
  }

  /// The cells whose firms may belong to a cluster at home in a cell: that cell, and those of its sector
  /// or of its group in its region and in regions within `clusters.reach`.
  ///
  /// - Returns: Each with its weight: proximity of the region times relatedness of the sector.
  func catchment(ofCell cell: Int) -> [(cell: Int, weight: Double)] {
    let sector = cell % layout.sectorCount
    return geography.catchments[cell / layout.sectorCount].flatMap { near in
      ties.groups[sector].map {
        (
          near.region * layout.sectorCount + $0,
          near.proximity * ties.relatedness(sector, $0)
        )
      }
    }
  }

  /// Firms of the catchment of a cell, those farther off and of other sectors weighing less, real ones.
  func firmsAround(_ cell: Int) -> Double {
    catchment(ofCell: cell).reduce(0.0) { $0 + $1.weight * firmCount(ofCell: $1.cell) }
  }

  /// Weight of a cluster's home for a firm, by region and sector: 1 at home.
  func weight(ofFirm firm: Int, to cluster: RegionalCluster) -> Double {
    geography.proximity(ofRegion: Int(firms.region[firm]), toCell: cluster.cell, layout.sectorCount)
      * ties.relatedness(Int(cluster.cell) % layout.sectorCount, Int(firms.sector[firm]))
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
