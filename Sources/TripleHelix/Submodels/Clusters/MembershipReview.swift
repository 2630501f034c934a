import Chunking
import Randomness

/// What shakes a cluster this quarter, as all its members feel it.
struct ClusterMood: Sendable {
  /// How far a leader rules, in [0, 1].
  let hierarchy: Double
  /// Share of trust that is lost, in [0, 1].
  let lost: Double
  let isShaken: Bool
}

/// The quarter of members: they learn what they get, trust and exert themselves accordingly, and a
/// fifth of them review whether to stay.
extension Simulation {
  /// Goes through the members, cluster by cluster; what one decides no other reads this quarter.
  ///
  /// First all live through the quarter, on all threads; then they leave, in the order of clusters and
  /// identities.
  func reviewMemberships(_ order: Memberships.Order) {
    let rates = parameters.clusters
    var stream = RandomStream()
    let living = clusters.indices.filter { clusters[$0].isAlive }
    let moods = living.map { mood(of: clusters[$0], &stream) }
    let survey = memberSurvey
    let verdicts = team.map(living.count) { number in
      survey.live(
        order.members(of: living[number]), of: living[number], mood: moods[number])
    }
    for (number, place) in living.enumerated() {
      let cluster = clusters[place]
      let hierarchy = moods[number].hierarchy
      let provision = clusterLevers[Int(cluster.cell)].hasProvision
      clusters[place].hasLostLeader = false
      for (at, verdict) in zip(order.members(of: place), verdicts[number]) {
        let row = memberships.rows[Int(at)]
        if provision, verdict.isSeen, Double(row.effort) < rates.expulsionEffort {
          leaveCluster(Int(row.firm))
        } else if verdict.isReviewing {
          review(Int(row.firm), row, at: Int(at), cluster: cluster, hierarchy: hierarchy)
        }
      }
      if moods[number].isShaken { assemble(place, order.members(of: place), hierarchy: hierarchy) }
    }
  }

  /// What a breach of trust or a lost leader does to a cluster this quarter.
  private func mood(of cluster: RegionalCluster, _ stream: inout RandomStream) -> ClusterMood {
    let rates = parameters.clusters
    let hierarchy = rates.hierarchy(of: cluster)
    let isBroken = mechanisms.trustDynamics && isBroken(cluster, &stream)
    let lost =
      1
      - (1 - (isBroken ? rates.breachLoss : 0))
      * (1 - (cluster.hasLostLeader ? rates.leaderLoss * hierarchy : 0))
    return ClusterMood(
      hierarchy: hierarchy, lost: lost, isShaken: isBroken || cluster.hasLostLeader)
  }

  /// Whether the trust of a cluster is broken this quarter: somebody has been found to live on the
  /// others, the likelier the less members do and the more crowded they are.
  private func isBroken(_ cluster: RegionalCluster, _ stream: inout RandomStream) -> Bool {
    let rates = parameters.clusters
    let crowd = cluster.members / rates.congestion
    stream.reset(key: keys[.clusterBreach], entity: cluster.id, tick: UInt32(tick))
    return stream.uniform()
      < rates.breachHazard * max(0, 1 - cluster.effort) * (1 + crowd * crowd)
  }

  /// The members of a shaken cluster vote on whether to go on, one vote a full member. They judge as
  /// who would join, by what they know: T (E′ + 0.8 μ) against fee, autonomy and effort. Without a
  /// majority the cluster breaks up: those who voted against it go, and the others go on if they are
  /// enough for one, since nobody can dissolve an association of others.
  private func assemble(_ place: Int, _ members: [Int32], hierarchy: Double) {
    let rates = parameters.clusters
    let rows = memberships.rows
    var slots: [Int] = []
    var leavers: [Int] = []
    var votes = 0
    var inFavour = 0
    for at in members where rows[Int(at)].firm >= 0 {
      let row = rows[Int(at)]
      slots.append(Int(row.firm))
      guard row.kind == Membership.full else { continue }
      let trust = Double(row.trust)
      votes += 1
      let cost = rates.autonomyCost(
        sense: Double(row.autonomy), trust: trust, isFull: true, hierarchy: hierarchy,
        levers: clusterLevers[Int(clusters[place].cell)])
      let gain = trust * (expected(row, of: clusters[place]) + rates.matchReal * Double(row.match))
      if gain > Double(row.fee) + cost + rates.effortCost(row) {
        inFavour += 1
      } else {
        leavers.append(Int(row.firm))
      }
    }
    guard votes > 0, 2 * inFavour <= votes else { return }
    if Double(inFavour) * scale >= rates.dissolution {
      for firm in leavers { leaveCluster(firm) }
    } else {
      dissolve(place, members: slots)
    }
  }

  /// E′: own experience, weighing more with tenure, and that of fellow members, less of that from afar
  /// or from another sector.
  private func expected(_ row: Membership, of cluster: RegionalCluster) -> Double {
    let weight = Double(row.tenure) / (Double(row.tenure) + parameters.clusters.tenureHalf)
    return weight * Double(row.learned)
      + (1 - weight) * cluster.meanBenefit * self.weight(ofFirm: Int(row.firm), to: cluster)
  }

  /// T + 0.06 (1 − T)[g]₊ − 0.06 T [−g]₊ − 0.05 T [1 − 1.25 ē]₊ − 0.03 (1 − I′) T, with
  /// g = tanh(net gain/0.006).
  static func trust(
    after trust: Double, net: Double, meanEffort: Double, interaction: Double,
    _ rates: ClusterParameters
  ) -> Double {
    let gain = hyperbolicTangent(net / rates.gainScale)
    return clamp(
      trust + rates.trustGain * (1 - trust) * max(0, gain)
        - rates.trustLoss * trust * max(0, -gain)
        - rates.trustFreeRiding * trust * max(0, 1 - 1.25 * meanEffort)
        - rates.trustDecay * (1 - interaction) * trust, 0, 1)
  }

  /// min(1, C (0.45 + 0.8 T) + 0.6 · monitoring): effort costs its owner and benefits all.
  static func wantedEffort(
    cooperativeness: Double, trust: Double, monitoring: Double
  ) -> Double {
    min(1, cooperativeness * (0.45 + 0.8 * trust) + 0.6 * monitoring)
  }

  /// (18): leaves where V < −0.004 (0.6 + T); under the provision it first becomes an associate where
  /// that is worth more.
  private func review(
    _ firm: Int, _ row: Membership, at place: Int, cluster: RegionalCluster, hierarchy: Double
  ) {
    let rates = parameters.clusters
    let trust = Double(row.trust)
    let isFull = row.kind == Membership.full
    let levers = clusterLevers[Int(cluster.cell)]
    let expected = expected(row, of: cluster)
    func value(isFull kind: Bool) -> Double {
      // An associate gets a part of a full member's benefits.
      let part =
        kind == isFull
        ? 1 : (kind ? 1 / max(levers.associateBenefit, 0.01) : levers.associateBenefit)
      let fee = kind == isFull ? Double(row.fee) : ownFee(cluster, isFull: kind)
      return 0.5 * (1 + trust) * part * (expected + rates.matchReal * Double(row.match)) - fee
        - rates.autonomyCost(
          sense: Double(row.autonomy), trust: trust, isFull: kind, hierarchy: hierarchy,
          levers: levers)
        - rates.effortCost * Double(row.effort) * (kind ? 1 : 0.5)
    }
    let threshold = -rates.loyalty * (0.6 + trust)
    guard value(isFull: isFull) < threshold else { return }
    if isFull, levers.hasProvision, value(isFull: false) >= threshold {
      memberships.rows[place].kind = Membership.associate
      memberships.rows[place].learned *= Float(levers.associateBenefit)
    } else {
      leaveCluster(firm)
    }
  }

  /// Dissolves clusters that nobody is in, and those that have had too few members, counted as real
  /// firms, for three quarters: an agent that stands for ten firms is an association of ten.
  func dissolveClusters(_ order: Memberships.Order) {
    let rates = parameters.clusters
    for place in clusters.indices where clusters[place].isAlive {
      let members = order.members(of: place)
      let isThin = Double(members.count) * scale < rates.dissolution
      clusters[place].thinQuarters = isThin ? clusters[place].thinQuarters + 1 : 0
      guard members.isEmpty || Double(clusters[place].thinQuarters) >= rates.dissolutionQuarters
      else { continue }
      dissolve(place, members: members.map { Int(memberships.rows[Int($0)].firm) })
    }
  }

  /// Ends a cluster: its fund is shared out, and what it built is given up.
  private func dissolve(_ place: Int, members: [Int]) {
    settleFund(of: place, members: members)
    for firm in members { leaveCluster(firm) }
    clusters[place].isAlive = false
    clusters[place].dissolved = Int32(tick)
    clusters[place].members = 0
    clusters[place].fullMembers = 0
    clusters[place].regionCount = 0
    clusters[place].employees = 0
    clusters[place].jointCapital = 0
    clusters[place].parts = []
  }
}

extension MemberSurvey {
  /// What the quarter's draws say of a member.
  struct Verdict: Sendable {
    /// Whether it thinks of leaving, and whether others look at what it does.
    var isReviewing: Bool
    var isSeen: Bool
  }

  /// Lets the members of a cluster live through the quarter, in the order of `members`.
  func live(_ members: [Int32], of place: Int, mood: ClusterMood) -> [Verdict] {
    let cluster = clusters[place]
    let rates = rates
    var stream = RandomStream()
    return members.map { at in
      var row = rows[Int(at)]
      let firm = Int(row.firm)
      stream.reset(
        key: kernel.keys[.clusterReview], entity: kernel.firms.id[firm], tick: UInt32(tick))
      let isReviewing = stream.uniform() < rates.reviewHazard
      let isSeen = stream.uniform() < rates.expulsion
      let noise = stream.gaussian()
      live(
        &row, firm: firm, benefit: Double(benefits[Int(at)].realised), noise: noise,
        cluster: cluster, mood: mood)
      rows[Int(at)] = row
      return Verdict(isReviewing: isReviewing, isSeen: isSeen)
    }
  }

  /// Learning, trust (19), effort (20) and the convergence of knowledge (21) of one member.
  private func live(
    _ row: inout Membership, firm: Int, benefit: Double, noise: Double,
    cluster: RegionalCluster, mood: ClusterMood
  ) {
    let rates = rates
    let firms = kernel.firms
    let mechanisms = kernel.mechanisms
    let levers = levers[Int(cluster.cell)]
    let proximity = proximity(of: row)
    row.tenure &+= row.tenure == .max ? 0 : 1
    row.learned +=
      Float(rates.learning) * (Float(benefit * (1 + rates.learningNoise * noise)) - row.learned)
    let trust = Double(row.trust)
    let effort = Double(row.effort)
    if mechanisms.trustDynamics {
      let isFull = row.kind == Membership.full
      let net =
        Double(row.learned) - Double(row.fee)
        - rates.autonomyCost(
          sense: Double(row.autonomy), trust: trust, isFull: isFull, hierarchy: mood.hierarchy,
          levers: levers)
        - rates.effortCost(row)
      let interaction =
        min(1, 1.3 * cluster.effort) * rates.coordination(of: cluster, mood.hierarchy) * proximity
      row.trust = Float(
        (1 - mood.lost)
          * Simulation.trust(
            after: trust, net: net, meanEffort: cluster.effort, interaction: interaction, rates))
    }
    let monitoring =
      rates.monitoring * cluster.councilStrength + (levers.hasProvision ? levers.enforcement : 0)
    let wanted = Simulation.wantedEffort(
      cooperativeness: SocialCapital.cooperativeness(firms.socialCapital[firm]), trust: trust,
      monitoring: monitoring)
    row.effort = Float(effort + rates.effortSpeed * (wanted - effort))
    if mechanisms.knowledgeConvergence {
      let position = SIMD2<Double>(firms.position[firm])
      let (center, share) = pull(of: cluster, onSector: Int(firms.sector[firm]))
      firms.position[firm] = SIMD2<Float>(
        position + rates.convergence * trust * proximity * share * (center - position))
    }
  }
}
