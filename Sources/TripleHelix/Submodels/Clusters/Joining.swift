import Chunking
import Randomness

/// What a firm weighs when it thinks of joining: (12), with all that is a trait of it.
struct Applicant {
  var trust: Double
  var cooperativeness: Double
  /// u.
  var autonomy: Double
  /// Interest in knowledge f₆, which moves what it expects.
  var interest: Double

  /// E before what is seen: 0.0097 (0.4 + 1.2 f₆)(1 + spec), below what mature members get.
  func prior(specialisation: Double, _ rates: ClusterParameters) -> Double {
    rates.prior * (0.4 + 1.2 * interest) * (1 + specialisation)
  }

  /// U = T (E + μ) − fee − A(T) − c_e C.
  ///
  /// Trust multiplies all that is uncertain, the match too: an additive taste would found clusters
  /// where nobody trusts.
  func utility(
    expected: Double, match: Double, fee: Double, autonomyCost: Double, effortCost: Double
  ) -> Double {
    trust * (expected + match) - fee - autonomyCost - effortCost * cooperativeness
  }

  /// T + 0.15 T (1 − T): a broker vouches.
  func vouchedFor(by broker: Bool, _ rates: ClusterParameters) -> Applicant {
    guard broker else { return self }
    var applicant = self
    applicant.trust += rates.vouching * trust * (1 - trust)
    return applicant
  }
}

extension Simulation {
  /// Probability of looking at a cluster by cell, of a broker's contact, and the most that the hazard
  /// of a call can be; none before the first count.
  func fillLookouts() {
    let rates = parameters.clusters
    let (inReach, _) = clustersByCell()
    let members = membersByCell()
    for cell in 0..<layout.cellCount {
      tables.lookHazard[cell] = 0
      tables.contactProbability[cell] = 0
      tables.callBound[cell] = 0
      guard standing.isCounted else { continue }
      let firms = cells[cell * ProductionTally.cellFields]
      guard firms > 0 else { continue }
      let known = inReach[cell]
      // News of a cluster elsewhere, or of another sector, comes as seldom as its home is far.
      if let nearest = known.map(\.weight).max() {
        let membersAround = catchment(ofCell: cell).reduce(0.0) {
          $0 + $1.weight * members[$1.cell]
        }
        let share = min(1, membersAround / firmsAround(cell))
        tables.lookHazard[cell] =
          nearest * (rates.lookHazard * (0.3 + 0.7 * share) + rates.lookPeers * share)
      }
      let contacts = contacts(cell, known)
      if contacts > 0 {
        tables.contactProbability[cell] =
          1 - exponential(-contacts / max(scale, firms - members[cell]))
      }
      tables.callBound[cell] =
        rates.callHazard * scale * 1.7 * exponential(3) * callFactor(cell, known)
    }
  }

  /// Members by the cell in which they are, real firms.
  private func membersByCell() -> [Double] {
    var members = Array(repeating: 0.0, count: layout.cellCount)
    for place in 0..<memberships.count where memberships.rows[place].firm >= 0 {
      members[cell(of: Int(memberships.rows[place].firm))] += scale
    }
    return members
  }

  /// Firms that brokers contact in a cell this quarter: those of programmes, and those that clusters
  /// pay themselves, whose brokers visit the cells in their reach by firms and weight.
  private func contacts(_ cell: Int, _ known: [ClusterInReach]) -> Double {
    let rates = parameters.clusters
    let levers = clusterLevers[cell]
    var contacts = levers.brokers * levers.contactsPerBroker
    for one in known where clusters[one.place].brokerOutlay > 0 {
      let home = Int(clusters[one.place].cell)
      let pay = rates.brokerPay * regions.wage[home / layout.sectorCount]
      guard pay > 0 else { continue }
      let share = one.weight * firmCount(ofCell: cell) / firmsAround(home)
      contacts +=
        rates.ownContacts * rates.contactsPerBroker * clusters[one.place].brokerOutlay / pay * share
    }
    return contacts
  }

  /// Factor on the hazard of a call in a cell: preconditions, small clusters that are there, policy.
  func callFactor(_ cell: Int, _ known: [ClusterInReach]) -> Double {
    let rates = parameters.clusters
    let small = known.reduce(0.0) {
      clusters[$1.place].members < rates.smallCluster ? $0 + $1.weight : $0
    }
    return rates.preconditionScale * foundingConditions(cell).product
      * power(rates.crowdedOut, small) * clusterLevers[cell].callFactor
  }

  func applicant(_ firm: Int, _ stream: inout RandomStream) -> Applicant {
    let factors = firms.socialCapital[firm]
    return Applicant(
      trust: Double(firms.trust[firm]),
      cooperativeness: SocialCapital.cooperativeness(factors),
      autonomy: clusterTraits.autonomy(firms.id[firm], &stream),
      interest: SocialCapital.factor(factors, 5))
  }

  /// E of a living cluster for a firm: prior and what is seen of members, corrected by information that
  /// reaches the firm, less where it is crowded, far from its home or of another sector.
  func expectedBenefit(
    _ applicant: Applicant, of cluster: RegionalCluster, for firm: Int
  ) -> Double {
    let rates = parameters.clusters
    var expected = applicant.prior(specialisation: specialisation(Int(cluster.cell)), rates)
    // A cluster founded last quarter has nothing to show yet.
    if cluster.meanBenefit > 0 {
      let seen = rates.observation * cluster.members
      let weight = seen / (seen + rates.observationHalf)
      expected += weight * (cluster.meanBenefit - expected)
      expected +=
        clusterLevers[cell(of: firm)].information * (cluster.meanBenefit - expected)
    }
    return expected * max(0.5, clusterOffer(cluster).crowding)
      * weight(ofFirm: firm, to: cluster)
  }

  /// Whether an applicant would gain in a cluster, and as what: under the provision associate
  /// membership is offered too.
  func choice(
    _ applicant: Applicant, cluster: RegionalCluster, expected: Double, match: Double
  ) -> UInt8? {
    let rates = parameters.clusters
    let levers = clusterLevers[Int(cluster.cell)]
    func utility(isFull: Bool) -> Double {
      let part = isFull ? 1 : levers.associateBenefit
      return applicant.utility(
        expected: part * expected, match: part * match, fee: ownFee(cluster, isFull: isFull),
        autonomyCost: autonomyCost(
          sense: applicant.autonomy, trust: applicant.trust, isFull: isFull,
          hierarchy: hierarchy(of: cluster), cell: cluster.cell),
        effortCost: rates.effortCost * (isFull ? 1 : 0.5))
    }
    let full = utility(isFull: true)
    let associate = levers.hasProvision ? utility(isFull: false) : 0
    guard max(full, associate) > 0 else { return nil }
    return full >= associate ? Membership.full : Membership.associate
  }

  /// Whether the council admits a firm whose cooperativeness it sees with an error.
  func isAdmitted(
    _ firm: Int, _ applicant: Applicant, cluster: RegionalCluster, _ stream: inout RandomStream
  ) -> Bool {
    let levers = clusterLevers[Int(cluster.cell)]
    guard levers.vettingThreshold > 0 else { return true }
    let error = clusterTraits.vettingError(firms.id[firm], cluster: cluster.id, &stream)
    return applicant.cooperativeness + levers.vettingNoise * error >= levers.vettingThreshold
  }

  /// Whether a cluster that keeps strangers out lets a firm in: those that descend from a member's
  /// ancestor always, others with probability `admission`, once and for all.
  private func isLetIn(
    _ firm: Int, cluster: RegionalCluster, kin: Set<UInt64>?, _ stream: inout RandomStream
  ) -> Bool {
    let admission = parameters.clusters.admission
    if admission >= 1 || kin?.contains(firms.lineage[firm]) == true { return true }
    stream.reset(
      key: keys[.clusterAdmission], entity: EntityID.combined(firms.id[firm], cluster.id), tick: 0)
    return stream.uniform() < admission
  }

  /// Lineages of the members of each cluster.
  private func lineagesOfMembers() -> [Int: Set<UInt64>] {
    var lineages: [Int: Set<UInt64>] = [:]
    for at in 0..<memberships.count where memberships.rows[at].firm >= 0 {
      let row = memberships.rows[at]
      lineages[Int(row.cluster), default: []].insert(firms.lineage[Int(row.firm)])
    }
    return lineages
  }

  /// Firms that look at a cluster or are contacted pass the gate, weigh one cluster in reach, drawn by
  /// members and nearness, and join it or not. All read the clusters as they stand after leaving.
  ///
  /// - Returns: Those that have not joined and might call.
  func join(_ visitors: [Int]) -> [Int] {
    let firms = firms
    let kernel = kernel()
    let traits = clusterTraits
    let (inReach, _) = clustersByCell()
    var joiners: [(firm: Int, cluster: Int, kind: UInt8)] = []
    var callers: [Int] = []
    let kin = parameters.clusters.admission < 1 ? lineagesOfMembers() : [:]
    var stream = RandomStream()
    for firm in visitors where firms.cluster[firm] < 0 && firms.id[firm] != 0 {
      let cell = kernel.cell(of: firm)
      let id = firms.id[firm]
      let uniformDraw = kernel.drawLink(firm, &stream)
      let isContacted = ClusterContact.isContacted(uniformDraw, tables.contactProbability[cell])
      var joins = false
      if ClusterContact.isLooking(uniformDraw, tables.lookHazard[cell]) || isContacted,
        let place = drawCluster(among: inReach[cell], id: id, &stream),
        passesGate(firm, &stream)
      {
        let cluster = clusters[place]
        let applicant = applicant(firm, &stream)
          .vouchedFor(by: isContacted, parameters.clusters)
        let match = traits.match(id, cluster: cluster.id, &stream)
        if let kind = choice(
          applicant, cluster: cluster,
          expected: expectedBenefit(applicant, of: cluster, for: firm), match: match),
          isAdmitted(firm, applicant, cluster: cluster, &stream),
          isLetIn(firm, cluster: cluster, kin: kin[place], &stream)
        {
          joiners.append((firm, place, kind))
          joins = true
        }
      }
      if !joins, isContacted || ClusterContact.isCalling(uniformDraw, tables.callBound[cell]) {
        callers.append(firm)
      }
    }
    for joiner in joiners { enter(joiner.firm, joiner.cluster, kind: joiner.kind, &stream) }
    return callers
  }

  /// Whether a firm is ready: a draw against Γ.
  func passesGate(_ firm: Int, _ stream: inout RandomStream) -> Bool {
    stream.reset(key: keys[.clusterGate], entity: firms.id[firm], tick: UInt32(tick))
    return stream.uniform()
      < clusterTraits.gate(readiness: SocialCapital.readiness(firms.socialCapital[firm]))
  }

  /// One of the living clusters in reach, drawn by members and by how near region and sector are: its
  /// members are who tells of it.
  private func drawCluster(
    among known: [ClusterInReach], id: UInt64, _ stream: inout RandomStream
  ) -> Int? {
    guard known.count > 1 else { return known.first?.place }
    stream.reset(key: keys[.clusterChoice], entity: id, tick: UInt32(tick))
    let total = known.reduce(0.0) { $0 + $1.weight * clusters[$1.place].members }
    guard total > 0 else { return known.first?.place }
    var remaining = stream.uniform() * total
    for one in known {
      remaining -= one.weight * clusters[one.place].members
      if remaining < 0 { return one.place }
    }
    return known.last?.place
  }

  /// Puts a firm into a cluster with the trust that it has in anybody. It takes its benefit for 0.7 of
  /// what members get, or of what it expected where there are none yet.
  func enter(_ firm: Int, _ cluster: Int, kind: UInt8, _ stream: inout RandomStream) {
    let traits = clusterTraits
    let id = firms.id[firm]
    let region = Int(firms.region[firm])
    var row = Membership()
    row.place =
      traits.place(id, radius: settledRadius(ofRegion: region), &stream)
      + way(from: Int(clusters[cluster].cell) / layout.sectorCount, to: region)
    row.firm = Int32(firm)
    row.cluster = Int32(cluster)
    row.trust = firms.trust[firm]
    row.effort = Float(
      Self.wantedEffort(
        cooperativeness: SocialCapital.cooperativeness(firms.socialCapital[firm]),
        trust: Double(firms.trust[firm]), monitoring: 0))
    let promise =
      clusters[cluster].meanBenefit > 0
      ? clusters[cluster].meanBenefit
      : applicant(firm, &stream).prior(
        specialisation: specialisation(Int(clusters[cluster].cell)), parameters.clusters)
    row.learned = Float(0.7 * promise * weight(ofFirm: firm, to: clusters[cluster]))
    row.fee = Float(ownFee(clusters[cluster], isFull: kind == Membership.full))
    row.fit = Float(traits.fit(id, &stream))
    row.autonomy = Float(traits.autonomy(id, &stream))
    row.match = Float(traits.match(id, cluster: clusters[cluster].id, &stream))
    row.kind = kind
    row.role = UInt8(traits.role(id, &stream))
    firms.cluster[firm] = Int32(memberships.add(row))
  }

  /// Way from the middle of one region to that of another, km to the east and to the north: as far as
  /// the table of distances says, in the direction of the map.
  private func way(from home: Int, to region: Int) -> SIMD2<Float> {
    guard home != region else { return .zero }
    let (here, there) = (layout.regions[home], layout.regions[region])
    let east = (there.longitude - here.longitude).remainder(dividingBy: 360)
    let latitude = (here.latitude + there.latitude) / 2 * Double.pi / 180
    let direction = SIMD2(east * cosine(latitude), there.latitude - here.latitude)
    let length = (direction * direction).sum().squareRoot()
    let distance = geography.distance[home * layout.regionCount + region]
    return length > 0
      ? SIMD2<Float>(direction * (distance / length)) : SIMD2(Float(distance), 0)
  }
}
