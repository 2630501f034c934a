import Chunking
import Randomness

/// Founding: a firm calls, or its region's university or government; firms in reach hear, weigh and
/// follow, or not.
extension Simulation {
  /// Lets this quarter's callers call, cell by cell and within one in the order of a keyed draw; where
  /// calls cross borders of regions or sectors, all in that order.
  ///
  /// - Parameter candidates: Firms outside clusters whose draw could be a call; the largest firms of
  ///   cells are added to them.
  func foundClusters(_ candidates: [Int]) {
    let firms = firms
    let kernel = kernel()
    let (inReach, count) = clustersByCell()
    var founded = count
    var factors = (0..<layout.cellCount).map { callFactor($0, inReach[$0]) }
    var callers: [ClusterCaller] = []
    var stream = RandomStream()
    var considered = candidates
    for cell in 0..<layout.cellCount where standing.largest[cell] != 0 {
      let firm = Int(standing.largestSlot[cell])
      if firms.id[firm] == standing.largest[cell], firms.cluster[firm] < 0,
        firms.events[firm] & FirmEvent.looksAround == 0
      {
        considered.append(firm)
      }
    }
    for firm in considered {
      let cell = kernel.cell(of: firm)
      let uniformDraw = kernel.drawLink(firm, &stream)
      let isContacted = ClusterContact.isContacted(uniformDraw, tables.contactProbability[cell])
      let hazards = callHazards(firm, cell: cell, isContacted: isContacted, kernel)
      stream.reset(key: keys[.clusterCall], entity: firms.id[firm], tick: UInt32(tick))
      let caller = ClusterCaller(
        cell: cell, lotteryDraw: stream.word(), id: firms.id[firm], firm: firm,
        isContacted: isContacted, band: uniformDraw, ownHazard: hazards.own, draw: stream.uniform(),
        specialHazard: hazards.special, leaderHazard: hazards.leader)
      if caller.calls(factor: factors[cell]) { callers.append(caller) }
    }
    callers += callsOfUniversities(factors) + callsOfGovernments(factors)
    guard !callers.isEmpty else { return }
    let crossesBorders = parameters.clusters.reach > 0 || ties.isGrouping
    callers.sort {
      // Calls that can be heard in the same place go by the draw alone, not by names.
      crossesBorders
        ? ($0.lotteryDraw, $0.cell, $0.id) < ($1.lotteryDraw, $1.cell, $1.id)
        : ($0.cell, $0.lotteryDraw, $0.id) < ($1.cell, $1.lotteryDraw, $1.id)
    }
    let homes = Set(callers.map(\.cell))
    let roll = roll(ofCells: Set(homes.flatMap { catchment(ofCell: $0).map(\.cell) }), kernel)
    let known = knownBenefit
    // What was founded a moment ago in the same cell discourages the next caller.
    for caller in callers
    where caller.isFree(firms) && caller.calls(factor: factors[caller.cell]) {
      let cluster = RegionalCluster(
        id: clusterID(cell: caller.cell, ordinal: founded[caller.cell]), caller: caller.id,
        initiator: initiator(caller, factor: factors[caller.cell]),
        cell: Int32(caller.cell), ordinal: founded[caller.cell], founded: Int32(tick))
      guard
        let founders = gather(caller, for: cluster, roll: roll, known: known, &stream)
      else { continue }
      clusters.append(cluster)
      founded[caller.cell] += 1
      for near in catchment(ofCell: caller.cell) {
        factors[near.cell] *= power(parameters.clusters.crowdedOut, near.weight)
      }
      for founder in founders {
        enter(founder.firm, clusters.count - 1, kind: founder.kind, &stream)
      }
    }
  }

  /// How a caller came to call: where several hazards let it, the first of them.
  private func initiator(_ caller: ClusterCaller, factor: Double) -> ClusterInitiator {
    if let institution = caller.institution { return institution }
    if caller.callsByItself(factor: factor) { return .firm }
    if caller.draw < caller.leaderHazard * factor { return .leader }
    return clusterLevers[caller.cell].brokers > 0 ? .programme : .broker
  }

  /// (0.0004 · scale + 0.075 if it is its cell's largest)(0.3 + 1.4 f₃) Γ exp(2 (a − median)), and
  /// 0.3 Γ where a broker calls: an agent calls for each of the firms it stands for, but only
  /// one of them is the largest.
  private func callHazards(
    _ firm: Int, cell: Int, isContacted: Bool, _ kernel: FirmKernel
  ) -> (own: Double, leader: Double, special: Double) {
    let rates = parameters.clusters
    let capital = firms.socialCapital[firm]
    let gate = clusterTraits.gate(readiness: SocialCapital.readiness(capital))
    let lead =
      kernel.logEfficiency(of: firm) - standing.medianEfficiency[cell % layout.sectorCount]
    let isLargest = standing.largest[cell] == firms.id[firm]
    let drive =
      (0.3 + 1.4 * SocialCapital.factor(capital, 2)) * gate * exponential(min(3, 2 * lead))
    let leader = isLargest ? rates.leaderCall * drive : 0
    return (
      rates.callHazard * scale * drive, leader,
      leader + (isContacted ? rates.contactCall * gate : 0)
    )
  }

  /// Firms outside clusters of some cells, in the order of their slots.
  private func roll(ofCells cells: Set<Int>, _ kernel: FirmKernel) -> [Int: [Int32]] {
    var isWanted = Array(repeating: false, count: layout.cellCount)
    for cell in cells { isWanted[cell] = true }
    var lists: [[Int32]] = Array(repeating: [], count: layout.cellCount)
    let firms = firms
    for firm in 0..<firms.count
    where firms.id[firm] != 0 && firms.cluster[firm] < 0
      && firms.events[firm] & FirmEvent.looksAround == 0
    {
      let cell = kernel.cell(of: firm)
      if isWanted[cell] { lists[cell].append(Int32(firm)) }
    }
    var roll: [Int: [Int32]] = [:]
    for cell in cells { roll[cell] = lists[cell] }
    return roll
  }

  /// The caller, if it is a firm and wants the cluster itself, and those that follow it, if enough do;
  /// an association takes two agents at least.
  ///
  /// A caller can address so many firms alone, more of them near by; of those that it addresses, ready
  /// ones hear it, more of them with a broker's help, among kin and among a university's partners, and
  /// each weighs what it would join.
  private func gather(
    _ caller: ClusterCaller, for cluster: RegionalCluster, roll: [Int: [Int32]], known: Double,
    _ stream: inout RandomStream
  ) -> [(firm: Int, kind: UInt8)]? {
    let rates = parameters.clusters
    let firms = firms
    var founders: [(firm: Int, kind: UInt8)] = []
    if let firm = caller.firm {
      guard let kind = wish(firm, cluster, isContacted: caller.isContacted, known: known, &stream)
      else { return nil }
      founders.append((firm, kind))
    }
    let catchment = catchment(ofCell: caller.cell)
    let around = catchment.reduce(0.0) {
      $0 + $1.weight * Double(roll[$1.cell]?.count ?? 0)
    }
    let addressed = min(1, rates.callReach / max(1, around * scale))
    for near in catchment {
      for slot in roll[near.cell] ?? [] {
        let firm = Int(slot)
        guard firm != caller.firm, firms.cluster[firm] < 0 else { continue }
        stream.reset(
          key: keys[.clusterHearing], entity: EntityID.combined(firms.id[firm], cluster.id),
          tick: UInt32(tick))
        let probability =
          rates.hearing * addressed * (caller.isContacted ? rates.hearingBroker : 1)
          * hearing(firm, caller, rates) * near.weight
        let draw = stream.uniform()
        // The gate is at most 1: most firms need no closer look.
        guard draw < probability else { continue }
        let gate = clusterTraits.gate(
          readiness: SocialCapital.readiness(firms.socialCapital[firm]))
        guard draw < probability * gate,
          let kind = wish(firm, cluster, isContacted: false, known: known, &stream)
        else { continue }
        founders.append((firm, kind))
      }
    }
    guard Double(founders.count) * scale >= rates.founders, founders.count > 1 else { return nil }
    return founders
  }

  /// How much more readily a firm hears one caller than another: kin, and a university's partners.
  private func hearing(_ firm: Int, _ caller: ClusterCaller, _ rates: ClusterParameters) -> Double {
    if let other = caller.firm {
      return firms.lineage[firm] == firms.lineage[other] ? rates.hearingKin : 1
    }
    let isPartner =
      caller.institution == .university
      && Int(firms.university[firm]) == caller.cell / layout.sectorCount
    return isPartner ? rates.hearingPartner : 1
  }

  /// What a firm would be in a cluster that does not exist yet, of the expected size, if it wants that
  /// and is admitted.
  private func wish(
    _ firm: Int, _ cluster: RegionalCluster, isContacted: Bool, known: Double,
    _ stream: inout RandomStream
  ) -> UInt8? {
    let rates = parameters.clusters
    let applicant = applicant(firm, &stream).vouchedFor(by: isContacted, rates)
    let match = clusterTraits.match(firms.id[firm], cluster: cluster.id, &stream)
    var expected = applicant.prior(specialisation: specialisation(Int(cluster.cell)), rates)
    expected += clusterLevers[cell(of: firm)].information * (known - expected)
    let crowd = rates.expectedSize / rates.congestion
    expected *= rates.newness * max(0.5, 1 / (1 + crowd * crowd))
    expected *= weight(ofFirm: firm, to: cluster)
    guard isAdmitted(firm, applicant, cluster: cluster, &stream) else { return nil }
    return choice(applicant, cluster: cluster, expected: expected, match: match)
  }

  /// What members of the country's living clusters get on average, where nobody is at home to ask;
  /// without any cluster, twice the prior, which is about what mature members get.
  private var knownBenefit: Double {
    var benefit = 0.0
    var members = 0.0
    for cluster in clusters where cluster.isAlive && cluster.meanBenefit > 0 {
      benefit += cluster.meanBenefit * cluster.members
      members += cluster.members
    }
    return members > 0 ? benefit / members : 2 * parameters.clusters.prior
  }
}
