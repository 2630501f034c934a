import Chunking
import Randomness

/// The sharpest divide among the members of a cluster.
struct ClusterDivide: Sendable {
  /// Places of the members on the side that would leave.
  let leaving: [Int32]
  /// F: share of all squared distances of knowledge that lies between the two sides, in [0, 1].
  let strength: Double
}

/// A side of a cluster that may found its own.
struct Secession: Sendable {
  /// Places of the members that go, in the order of identities.
  let members: [Int32]
  /// Largest of them, by identity.
  let leader: UInt64
  /// Output of who stays over that of all, and change of heterogeneity by their going.
  let remainingOutput: Double
  let heterogeneityChange: Double
}

/// Splitting: part of the members of a cluster leave together and found their own.
extension Simulation {
  /// Lets clusters debate whether to part, with hazard h · F · (1 − T̄), and those part in which most full
  /// members of the side without the leader expect more of a cluster of their own.
  ///
  /// Groups part along the divide that takes most of their differences (Lau and Murnighan 1998,
  /// doi:10.5465/amr.1998.533229), and where ties between the sides are weak, one follows the leader and
  /// the other goes (Zachary 1977, doi:10.1086/jar.33.4.3629752). Nothing is drawn at h = 0.
  func splitClusters() {
    let hazard = parameters.clusters.splitHazard
    guard hazard > 0, standing.isCounted else { return }
    var stream = RandomStream()
    let debating = clusters.indices.compactMap { place -> (place: Int, draw: Double)? in
      let cluster = clusters[place]
      guard cluster.isAlive, Int(cluster.founded) < tick else { return nil }
      stream.reset(key: keys[.clusterSplit], entity: cluster.id, tick: UInt32(tick))
      let draw = stream.uniform()
      return draw < hazard * max(0, 1 - cluster.trust) ? (place, draw) : nil
    }
    guard !debating.isEmpty else { return }
    let order = memberships.order(clusterCount: clusters.count, ids: firms.id, team: team)
    let survey = memberSurvey
    let standing = standing
    // What clusters look like is asked of the survey; what they offer, of the state as it stands.
    let divides = team.map(debating.count) { number in
      survey.divide(of: debating[number].place, members: order.members(of: debating[number].place))
    }
    var founded = clustersByCell().founded
    for ((place, draw), divide) in zip(debating, divides) {
      guard let divide, draw < hazard * divide.strength * max(0, 1 - clusters[place].trust),
        let secession = secession(
          of: divide, from: place, members: order.members(of: place), survey, standing)
      else { continue }
      split(place, secession, members: order.members(of: place), founded: &founded)
    }
  }

  /// Who of a side goes: each full member compares what it gets with what it would get among the members
  /// of its side alone, by its own experience B̂ · B′/B; without a majority of them nobody does.
  ///
  /// A new cluster has neither the brand and facilities of the old one nor its broker, unless policy
  /// gives it one; members think as little of the new as of any founding. Trust, match and effort go with those who go.
  private func secession(
    of divide: ClusterDivide, from place: Int, members: [Int32], _ survey: MemberSurvey,
    _ standing: CellStanding
  ) -> Secession? {
    let rates = parameters.clusters
    let whole = survey.aggregates(of: place, members: members)
    var fresh = RegionalCluster(cell: whole.cell, founded: Int32(tick), feeFactor: whole.feeFactor)
    fresh = survey.aggregates(of: fresh, at: place, members: divide.leaving)
    fresh.hasBroker = clusterLevers[Int(whole.cell)].givesBroker
    let (offers, newOffers) = (clusterOffers(whole), clusterOffers(fresh))
    let levers = clusterLevers[Int(whole.cell)]
    let (hierarchy, newHierarchy) = (rates.hierarchy(of: whole), rates.hierarchy(of: fresh))
    var votes = 0
    var inFavour = 0
    var going: [Int32] = []
    for at in divide.leaving {
      let row = survey.rows[Int(at)]
      let firm = Int(row.firm)
      let sector = offers.count > 1 ? Int(firms.sector[firm]) : 0
      let capacity = survey.kernel.absorptiveCapacity(firm)
      let isFull = row.kind == Membership.full
      func benefit(_ offer: ClusterOffer) -> Double {
        let terms = survey.terms(of: row, offer, capacity: capacity, standing)
        return survey.value(of: terms, firm: firm, capacity: capacity, standing)
      }
      func cost(_ cluster: RegionalCluster, _ hierarchy: Double) -> Double {
        ownFee(cluster, isFull: isFull)
          + rates.autonomyCost(
            sense: Double(row.autonomy), trust: Double(row.trust), isFull: isFull,
            hierarchy: hierarchy, levers: levers)
      }
      let now = benefit(offers[sector])
      let more = now > 0 ? rates.newness * benefit(newOffers[sector]) / now - 1 : 0
      let gain = 0.5 * (1 + Double(row.trust)) * Double(row.learned) * more
      let goes = gain > cost(fresh, newHierarchy) - cost(whole, hierarchy)
      if goes { going.append(at) }
      if isFull {
        votes += 1
        if goes { inFavour += 1 }
      }
    }
    let least = survey.leastSide
    guard 2 * inFavour > votes, going.count >= least, members.count - going.count >= least else {
      return nil
    }
    let gone = Set(going)
    let rest = survey.aggregates(of: place, members: members.filter { !gone.contains($0) })
    return Secession(
      members: going, leader: survey.aggregates(of: fresh, at: place, members: going).leader,
      remainingOutput: whole.output > 0 ? rest.output / whole.output : 1,
      heterogeneityChange: rest.heterogeneity - whole.heterogeneity)
  }

  /// Founds the cluster of those who go. They take the share of the fund that they have paid in of what
  /// all members have; facilities and brand stay.
  private func split(
    _ place: Int, _ secession: Secession, members: [Int32], founded: inout [Int32]
  ) {
    let cell = Int(clusters[place].cell)
    var cluster = RegionalCluster(
      id: clusterID(cell: cell, ordinal: founded[cell]), caller: secession.leader,
      initiator: .split, cell: Int32(cell), ordinal: founded[cell], parent: Int32(place),
      founded: Int32(tick), feeFactor: clusters[place].feeFactor)
    founded[cell] += 1
    let rows = memberships.rows
    func paid(_ members: [Int32]) -> Double {
      members.reduce(0.0) { $0 + rows[Int($1)].contributed }
    }
    let (all, own) = (paid(members), paid(secession.members))
    // Who pays nothing, since the state does, shares by heads.
    let share =
      all > 0 ? min(1, own / all) : Double(secession.members.count) / Double(members.count)
    let taken = share * max(0, clusters[place].fund)
    ledger.move(.clusterFees, from: .clusterFunds, to: .clusterFunds, taken)
    clusters[place].fund -= taken
    cluster.fund = taken
    // The stage of life compares those who stay with themselves: parting is no decline.
    clusters[place].output *= secession.remainingOutput
    clusters[place].heterogeneity += secession.heterogeneityChange
    clusters.append(cluster)
    for at in secession.members { rows[Int(at)].cluster = Int32(clusters.count - 1) }
  }
}

extension MemberSurvey {
  /// Members that a side has at least, as agents: as many as a founding takes.
  var leastSide: Int { max(2, Int((rates.founders / scale).rounded(.up))) }

  /// The divide into two sides that takes the largest share of the squared distances of members'
  /// knowledge, and the side of it without the leader: F of Thatcher, Jehn and Zanutto (2003),
  /// doi:10.1023/A:1023325406946, on positions in the planes of technology.
  ///
  /// Sides are sought along the main axis of each sector's members: from either end of it up to all
  /// of the sector. Who joined this quarter is on no side.
  ///
  /// - Parameter members: Places in `rows`, in the order of identities.
  /// - Complexity: O(*n* log *n* + *n s²*) for *n* members of *s* sectors.
  func divide(of place: Int, members: [Int32]) -> ClusterDivide? {
    let firms = kernel.firms
    let settled = members.filter { rows[Int($0)].tenure > 0 }
    let least = leastSide
    guard settled.count >= 2 * least else { return nil }
    func position(_ at: Int32) -> SIMD2<Double> {
      SIMD2<Double>(firms.position[Int(rows[Int(at)].firm)])
    }
    func sector(_ at: Int32) -> Int { Int(firms.sector[Int(rows[Int(at)].firm)]) }
    var all = KnowledgeSpread(sectorCount: ties.sectorCount)
    for at in settled { all.add(position(at), sector: sector(at)) }
    let total = all.total(ties)
    guard total > 1e-12 else { return nil }

    var best = (between: 0.0, side: ArraySlice<Int32>())
    for s in 0..<ties.sectorCount {
      let own = settled.filter { sector($0) == s }
      guard own.count >= least else { continue }
      let axis = KnowledgeSpread.mainAxis(own.map(position))
      let line = own.enumerated()
        .map { (along: (position($1) * axis).sum(), number: $0, at: $1) }
        .sorted { ($0.along, $0.number) < ($1.along, $1.number) }.map(\.at)
      for ordered in [line, line.reversed()] {
        var side = KnowledgeSpread(sectorCount: ties.sectorCount)
        var others = all
        for (number, at) in ordered.enumerated() {
          side.add(position(at), sector: s)
          others.remove(position(at), sector: s)
          let size = number + 1
          guard size >= least, settled.count - size >= least else { continue }
          let between = total - side.total(ties) - others.total(ties)
          if between > best.between { best = (between, ordered[...number]) }
        }
      }
    }
    guard best.between > 0 else { return nil }
    var side = Set(best.side)
    let leader = settled.first { firms.id[Int(rows[Int($0)].firm)] == clusters[place].leader }
    let leaves =
      leader.map { !side.contains($0) } ?? (2 * side.count <= settled.count)
    if !leaves { side = Set(settled).subtracting(side) }
    return ClusterDivide(
      leaving: settled.filter { side.contains($0) }, strength: min(1, best.between / total))
  }
}

extension KnowledgeSpread {
  /// Direction in which points differ most, of length 1.
  static func mainAxis(_ points: [SIMD2<Double>]) -> SIMD2<Double> {
    guard !points.isEmpty else { return SIMD2(1, 0) }
    let middle = points.reduce(.zero, +) / Double(points.count)
    var (xx, yy, xy) = (0.0, 0.0, 0.0)
    for point in points {
      let away = point - middle
      xx += away.x * away.x
      yy += away.y * away.y
      xy += away.x * away.y
    }
    let half = (xx - yy) / 2
    let root = (half * half + xy * xy).squareRoot()
    // Of the two forms of the vector, the one that loses no digits.
    let axis = half >= 0 ? SIMD2(root + half, xy) : SIMD2(xy, root - half)
    let length = (axis * axis).sum().squareRoot()
    return length > 0 ? axis / length : SIMD2(1, 0)
  }
}
