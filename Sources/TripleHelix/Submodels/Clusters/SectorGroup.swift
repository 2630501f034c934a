import Chunking

/// What the members of a cluster are to one of a sector: sums and means over them in which those of
/// other sectors weigh by how related they are.
struct FellowMembers: Sendable {
  /// n_e over relatedness r, for what takes working together: Σ r n_e.
  var active = 0.0
  /// n_e over common purchases, for what takes buying together.
  var buying = 0.0
  /// n_e of the sector itself: who could fill each other's orders.
  var alike = 0.0
  /// Mean relatedness: Σ w r, w the shares of sectors in members.
  var relatedness = 0.0
  /// Mean lead of the best quarter, by w r.
  var upperQuartile = 0.0
  /// Σ w r G.
  var newestShare = 0.0
}

extension SectorTies {
  func fellows(ofSector sector: Int, in parts: [SectorPart]) -> FellowMembers {
    var fellows = FellowMembers()
    let members = parts.reduce(0.0) { $0 + $1.members }
    guard members > 0 else { return fellows }
    fellows.alike = parts[sector].active
    for (other, part) in parts.enumerated() where part.members > 0 {
      let tie = relatedness(sector, other)
      let weight = part.members / members * tie
      fellows.active += tie * part.active
      fellows.buying += commonPurchases(sector, other) * part.active
      fellows.relatedness += weight
      fellows.upperQuartile += weight * part.upperQuartile
      fellows.newestShare += weight * part.newestShare
    }
    if fellows.relatedness > 0 { fellows.upperQuartile /= fellows.relatedness }
    return fellows
  }
}

extension MemberSurvey {
  /// a: log efficiency of a firm; where members of several sectors compare, what it is above the
  /// median of its sector, as generations of two sectors are of different productivity.
  func level(of firm: Int) -> Double {
    let level = kernel.logEfficiency(of: firm)
    guard ties.isGrouping, !medianEfficiency.isEmpty else { return level }
    return level - medianEfficiency[Int(kernel.firms.sector[firm])]
  }

  /// What members of each sector are; one entry a sector.
  func parts(of members: [Int32]) -> [SectorPart] {
    let firms = kernel.firms
    var parts = Array(repeating: SectorPart(), count: ties.sectorCount)
    var levels: [[Double]] = Array(repeating: [], count: ties.sectorCount)
    for at in members {
      let row = rows[Int(at)]
      let firm = Int(row.firm)
      let sector = Int(firms.sector[firm])
      parts[sector].members += 1
      parts[sector].active += (row.kind == Membership.full ? 1 : 0.5) * Double(row.effort)
      if kernel.newestLine(firm) > tradition[sector] { parts[sector].newestShare += 1 }
      parts[sector].center += SIMD2<Double>(firms.position[firm])
      levels[sector].append(level(of: firm))
    }
    for sector in parts.indices where parts[sector].members > 0 {
      let agents = parts[sector].members
      parts[sector].members *= scale
      parts[sector].active *= scale
      parts[sector].newestShare /= agents
      parts[sector].center /= agents
      levels[sector].sort()
      let count = levels[sector].count
      parts[sector].upperQuartile = levels[sector][min(count - 1, 3 * count / 4)]
    }
    return parts
  }

  /// n H²: squared distances of members' knowledge from its centre, summed.
  ///
  /// Firms of two sectors stand in planes of their own, which lie D apart and share no direction. By
  /// Σ|x − x̄|² = Σᵢⱼ|xᵢ − xⱼ|²/2n that is what is within sectors, and ½ Σ n_s n_t D²/n between them.
  func squaredSpread(of members: [Int32]) -> Double {
    var spread = KnowledgeSpread(sectorCount: ties.sectorCount)
    for at in members {
      let firm = Int(rows[Int(at)].firm)
      spread.add(SIMD2<Double>(kernel.firms.position[firm]), sector: Int(kernel.firms.sector[firm]))
    }
    return spread.total(ties)
  }

  /// Where convergence draws a member: the centre of fellow members of its sector, and their share of
  /// all, since the others have no place in its plane.
  func pull(
    of cluster: RegionalCluster, onSector sector: Int
  ) -> (center: SIMD2<Double>, share: Double) {
    guard cluster.parts.indices.contains(sector), cluster.members > 0 else {
      return (cluster.center, 1)
    }
    return (cluster.parts[sector].center, cluster.parts[sector].members / cluster.members)
  }
}

/// Squared distances of firms' knowledge from their common centre, as a sum that firms can be added to
/// and taken from.
struct KnowledgeSpread {
  private var counts: [Double]
  private var sums: [SIMD2<Double>]
  private var squares: [Double]

  init(sectorCount: Int) {
    counts = Array(repeating: 0, count: sectorCount)
    sums = Array(repeating: .zero, count: sectorCount)
    squares = counts
  }

  mutating func add(_ position: SIMD2<Double>, sector: Int) {
    counts[sector] += 1
    sums[sector] += position
    squares[sector] += (position * position).sum()
  }

  mutating func remove(_ position: SIMD2<Double>, sector: Int) {
    counts[sector] -= 1
    sums[sector] -= position
    squares[sector] -= (position * position).sum()
  }

  func total(_ ties: SectorTies) -> Double {
    var within = 0.0
    var between = 0.0
    var firms = 0.0
    for s in counts.indices where counts[s] > 0 {
      within += max(0, squares[s] - (sums[s] * sums[s]).sum() / counts[s])
      firms += counts[s]
      for t in 0..<s where counts[t] > 0 {
        between += counts[s] * counts[t] * ties.squaredDistance(s, t)
      }
    }
    return firms > 0 ? within + between / firms : 0
  }
}

extension Simulation {
  /// What a cluster offers to members of each sector, where it may hold several; else one offer.
  func clusterOffers(_ cluster: RegionalCluster) -> [ClusterOffer] {
    guard ties.isGrouping else { return [clusterOffer(cluster)] }
    return layout.sectors.indices.map { clusterOffer(cluster, sector: $0) }
  }

  /// Sectors with members, and the group from which they may come, by identifier; none of a cluster
  /// that may hold one sector alone.
  func sectorGroup(of cluster: RegionalCluster) -> (held: Int, group: [String]) {
    guard ties.isGrouping else { return (cluster.members > 0 ? 1 : 0, []) }
    let group = ties.groups[Int(cluster.cell) % layout.sectorCount]
    return (
      cluster.parts.count { $0.members > 0 },
      group.count > 1 ? group.map { layout.sectors[$0].id } : []
    )
  }
}
