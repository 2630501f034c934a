import Chunking
import Randomness

/// What a cluster offers a member, before the member's own trust, capacity and fit; equations (5)
/// to (11) without what is the member's.
struct ClusterOffer: Sendable {
  /// γ: 1/(1 + (n/60)²).
  var crowding = 1.0
  /// s(n_e, 10) · (0.4 + 0.6 K) · facilities.
  var scale = 0.0
  /// h (1 + spec) s(n_e, 8) · facilities.
  var scope = 0.0
  /// s(n_e, 8) · I.
  var interaction = 0.0
  /// Φ(H).
  var understanding = 0.0
  /// K · brand.
  var marketing = 0.0
  /// K · s(n_e, 10).
  var guarantee = 0.0
  /// I: 1 with a broker or a leader who rules, less without.
  var coordination = 0.0
  /// Share of I that is the broker's.
  var brokered = 0.0
  var upperQuartile = 0.0
  var newestShare = 0.0
  /// Mean relatedness to fellow members; 1 in one sector.
  var relatedness = 1.0
  /// Parts that an associate gets of scale, market entry and risk; and of the rest.
  var associateScale = 0.0
  var associateRest = 0.0
}

/// A member's benefits one by one, shares of sales but where said.
struct BenefitTerms: Equatable {
  var scale = 0.0
  var scope = 0.0
  var transaction = 0.0
  /// σ, an addition to the success of research.
  var synergy = 0.0
  /// Catching up, log points a quarter, and the addition to exposure.
  var catchUp = 0.0
  var reach = 0.0
  /// Addition to the hazard of exporting, relative.
  var marketEntry = 0.0
  /// ρ.
  var risk = 0.0
}

extension ClusterOffer {
  /// n/(n + c).
  static func saturation(_ n: Double, _ half: Double) -> Double { n > 0 ? n / (n + half) : 0 }

  /// Φ(H) = (H/H*) exp(1 − H/H*): too like, nothing to learn; too unlike, no understanding
  /// (Nooteboom et al. 2007, doi:10.1016/j.respol.2007.03.003).
  static func understanding(_ heterogeneity: Double, optimum: Double) -> Double {
    heterogeneity / optimum * exponential(1 - heterogeneity / optimum)
  }

  /// - Parameter fellows: What its members are to one of a sector, where it may hold several sectors.
  init(
    _ cluster: RegionalCluster, fellows: FellowMembers? = nil, specialisation: Double,
    hierarchy: Double, levers: ClusterLevers, _ rates: ClusterParameters
  ) {
    let active = cluster.activeMembers
    let crowd = cluster.members / rates.congestion
    crowding = 1 / (1 + crowd * crowd)
    let pooled = Self.saturation(fellows?.buying ?? active, rates.poolSize)
    let met = Self.saturation(fellows?.active ?? active, rates.halfSize)
    let joint = Self.saturation(cluster.jointCapital, rates.jointHalf * cluster.capital)
    let facilities = 1 - rates.jointWeight / 2 + rates.jointWeight * joint
    scale = pooled * (0.4 + 0.6 * cluster.councilStrength) * facilities
    scope = cluster.roleEntropy * (1 + specialisation) * met * facilities
    let alone = rates.coordinationAlone + (1 - rates.coordinationAlone) * hierarchy
    coordination = cluster.hasBroker ? 1 : alone
    brokered = cluster.hasBroker ? 1 - alone : 0
    interaction = met * coordination
    understanding = Self.understanding(
      cluster.heterogeneity, optimum: rates.heterogeneityOptimum)
    relatedness = fellows?.relatedness ?? 1
    marketing = cluster.councilStrength * cluster.brand * relatedness
    guarantee =
      cluster.councilStrength * Self.saturation(fellows?.alike ?? active, rates.poolSize)
    upperQuartile = fellows?.upperQuartile ?? cluster.upperQuartile
    newestShare = fellows?.newestShare ?? cluster.newestShare
    associateScale = rates.associateScale
    associateRest = levers.associateBenefit
  }

  /// The terms of one member.
  ///
  /// - Parameters:
  ///   - size: S, with the sector's median firm at 0.4.
  ///   - fit: β.
  ///   - capacity: b, absorptive capacity.
  ///   - level: a, log efficiency.
  ///   - proximity: Weight of the cluster's home for the member. What takes meeting or shared places
  ///     is less from afar; buying, selling and insuring together are not.
  func terms(
    isFull: Bool, size: Double, trust: Double, fit: Double, capacity: Double, level: Double,
    proximity: Double = 1, _ rates: ClusterParameters, _ mechanisms: Mechanisms
  ) -> BenefitTerms {
    let first = isFull ? 1 : associateScale
    let rest = (isFull ? 1 : associateRest) * proximity
    let weight = fit * crowding
    var terms = BenefitTerms()
    if mechanisms.clusterScale {
      terms.scale = rates.scale / (1 + size / rates.scaleSize) * scale * first * weight
    }
    if mechanisms.clusterScope { terms.scope = rates.scope * scope * rest * weight }
    if mechanisms.clusterTransaction {
      terms.transaction = rates.transaction * trust * interaction * rest * weight
    }
    if mechanisms.clusterSynergy {
      terms.synergy =
        rates.synergy * trust * capacity * understanding * interaction * rest * weight
    }
    if mechanisms.clusterTrigger {
      terms.catchUp =
        rates.catchUp * trust * capacity * max(0, upperQuartile - level) * relatedness * rest
        * coordination * weight
      terms.reach = rates.triggerReach * trust * newestShare * rest * weight
    }
    if mechanisms.clusterMarketEntry {
      terms.marketEntry = rates.marketEntry * marketing * first * weight
    }
    if mechanisms.clusterRiskSharing {
      terms.risk = min(rates.riskMost, rates.risk * guarantee * first * crowding)
    }
    return terms
  }
}

extension BenefitTerms {
  /// Unit cost saved at once: (5) + (6) + (7).
  var saving: Double { scale + scope + transaction }

  /// What of B grows with coordination I: (7), and the value of (8) and (9), share of sales.
  func coordinated(capacity: Double, _ rates: ClusterParameters) -> Double {
    transaction + rates.growthValue * (rates.synergyGain * capacity * synergy + catchUp)
  }

  /// B: what a member values its benefits at, share of sales.
  ///
  /// - Parameters:
  ///   - lead: a less the median of its sector.
  ///   - exporterHazard: Hazard of starting to export without a cluster, 1/quarter; 0 for who does.
  func value(
    capacity: Double, lead: Double, exporterHazard: Double, _ rates: ClusterParameters
  ) -> Double {
    saving
      + rates.growthValue * (rates.synergyGain * capacity * synergy + catchUp)
      + rates.exportValue * exporterHazard * exponential(clamp(2 * lead, -3, 3)) * marketEntry
      + rates.riskValue * risk
  }
}

extension Simulation {
  var clusterTraits: ClusterTraits {
    ClusterTraits(parameters: parameters.clusters, keys: keys)
  }

  /// What a cluster offers to members of a sector; to those of its own without one.
  func clusterOffer(_ cluster: RegionalCluster, sector: Int? = nil) -> ClusterOffer {
    let cell = Int(cluster.cell)
    let fellows =
      cluster.parts.isEmpty
      ? nil : ties.fellows(ofSector: sector ?? cell % layout.sectorCount, in: cluster.parts)
    return ClusterOffer(
      cluster, fellows: fellows, specialisation: standing.isCounted ? specialisation(cell) : 0,
      hierarchy: hierarchy(of: cluster), levers: clusterLevers[cell], parameters.clusters)
  }

  /// Works out what members get this quarter, from the clusters of the end of the last one, and how
  /// likely firms outside are to look at a cluster; writes both where the passes read them.
  func fillClusterBenefits() {
    guard mechanisms.clusters else { return }
    fillLookouts()
    let survey = memberSurvey
    let offers = clusters.map { $0.isAlive ? clusterOffers($0) : [] }
    let standing = standing
    team.forEachChunk(of: ChunkPlan(count: memberships.count, chunkSize: 1024)) {
      _, _, places in
      survey.fillBenefits(places, offers: offers, standing: standing)
    }
  }
}

extension MemberSurvey {
  /// Works out the benefits of the members in `places`, each for itself.
  ///
  /// - Parameter offers: By cluster: one offer, or one a sector where it may hold several.
  func fillBenefits(_ places: Range<Int>, offers: [[ClusterOffer]], standing: CellStanding) {
    let rates = rates
    for at in places where rows[at].firm >= 0 {
      let row = rows[at]
      let firm = Int(row.firm)
      let choices = offers[Int(row.cluster)]
      let offer = choices[choices.count > 1 ? Int(kernel.firms.sector[firm]) : 0]
      let cell = kernel.cell(of: firm)
      let capacity = kernel.absorptiveCapacity(firm)
      let terms = terms(of: row, offer, capacity: capacity, standing)
      let effort = rates.effortCost(row)
      let openness = levers[cell].openness * rates.openness
      benefits[at] = MemberBenefits(
        saving: Float(terms.saving - effort), fee: row.fee,
        research: Float(1 + terms.synergy), exposure: Float(1 + terms.reach),
        marketEntry: Float(1 + terms.marketEntry), catchUp: Float(terms.catchUp),
        risk: Float(terms.risk), openness: Float(openness), access: Float(min(1, openness)),
        inside: Float(offer.newestShare),
        realised: Float(value(of: terms, firm: firm, capacity: capacity, standing)),
        brokered: Float(offer.brokered * terms.coordinated(capacity: capacity, rates)))
    }
  }

  /// What a member gets of an offer.
  ///
  /// - Parameter capacity: b of the firm.
  func terms(
    of row: Membership, _ offer: ClusterOffer, capacity: Double, _ standing: CellStanding
  ) -> BenefitTerms {
    let firm = Int(row.firm)
    let unit =
      kernel.tables.sizeUnit[kernel.cell(of: firm)]
      * standing.medianSize[Int(kernel.firms.sector[firm])]
    return offer.terms(
      isFull: row.kind == Membership.full, size: 0.4 * kernel.firms.employees[firm] / unit,
      trust: Double(row.trust), fit: Double(row.fit), capacity: capacity, level: level(of: firm),
      proximity: proximity(of: row), rates, kernel.mechanisms)
  }

  /// B of a member.
  func value(
    of terms: BenefitTerms, firm: Int, capacity: Double, _ standing: CellStanding
  ) -> Double {
    let firms = kernel.firms
    return terms.value(
      capacity: capacity,
      lead: kernel.logEfficiency(of: firm) - standing.medianEfficiency[Int(firms.sector[firm])],
      exporterHazard: firms.worldShare[firm] > 0 ? 0 : kernel.parameters.market.exporterHazard,
      rates)
  }
}
