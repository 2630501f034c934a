/// Parameters of regional clusters.
///
/// Voluntary associations of firms of one sector, or of related ones, in one region, or in regions near
/// by: who is ready, what members gain, how they join, call, judge, leave, divide and are governed.
/// Shares of sales are of a firm's quarterly sales.
public struct ClusterParameters: Sendable, Equatable {
  // Readiness and trust.
  public var readinessThreshold: Double = 0.54
  public var readinessWidth: Double = 0.07
  public var trustLevel: Double = 1
  public var trustGain: Double = 0.06
  public var trustLoss: Double = 0.06
  public var trustFreeRiding: Double = 0.05
  public var trustDecay: Double = 0.03
  public var gainScale: Double = 0.006
  public var breachHazard: Double = 0.03
  public var breachLoss: Double = 0.5
  public var leavingTrust: Double = 0.8
  // Benefits.
  public var scale: Double = 0.014
  public var scaleSize: Double = 0.6
  public var scope: Double = 0.01
  public var transaction: Double = 0.012
  public var synergy: Double = 1.6
  public var heterogeneityOptimum: Double = 0.45
  public var catchUp: Double = 0.014
  public var triggerReach: Double = 1.5
  public var marketEntry: Double = 5
  public var risk: Double = 0.45
  public var riskMost: Double = 0.8
  public var halfSize: Double = 8
  public var poolSize: Double = 10
  public var congestion: Double = 60
  public var associateScale: Double = 0.3
  public var coordinationAlone: Double = 0.75
  public var fitDeviation: Double = 0.85
  public var jointWeight: Double = 0.4
  public var jointHalf: Double = 0.0025
  public var growthValue: Double = 7
  public var synergyGain: Double = 0.00225
  public var exportValue: Double = 0.45
  public var riskValue: Double = 0.01
  // Joining.
  public var lookHazard: Double = 0.03
  public var lookPeers: Double = 0.04
  public var prior: Double = 0.0097
  public var observation: Double = 0.25
  public var observationHalf: Double = 6
  public var matchScale: Double = 0.006
  public var matchReal: Double = 0.8
  public var autonomyCost: Double = 0.008
  public var autonomyDeviation: Double = 0.8
  public var autonomyAssociate: Double = 0.25
  public var effortCost: Double = 0.005
  public var newness: Double = 0.93
  public var vouching: Double = 0.15
  public var contactsPerBroker: Double = 7.5
  public var brokerPay: Double = 2
  public var ownContacts: Double = 0.5
  // Founding.
  public var callHazard: Double = 0.0004
  public var leaderCall: Double = 0.075
  public var contactCall: Double = 0.3
  public var preconditionScale: Double = 2.2
  public var criticalMass: Double = 14
  public var advantage: Double = 0.7
  public var proximity: Double = 80
  public var settledDensity: Double = 50
  public var interaction: Double = 0.6
  public var crowdedOut: Double = 0.35
  public var universityCall: Double = 0
  public var governmentCall: Double = 0
  public var smallCluster: Double = 30
  public var expectedSize: Double = 10
  public var hearing: Double = 0.35
  public var hearingBroker: Double = 1.6
  public var hearingKin: Double = 2
  public var hearingPartner: Double = 2
  public var callReach: Double = 150
  public var founders: Double = 4
  public var reach: Double = 0
  public var group: Double = 0
  // Membership.
  public var reviewHazard: Double = 0.2
  public var loyalty: Double = 0.004
  public var learning: Double = 0.1
  public var learningNoise: Double = 0.35
  public var tenureHalf: Double = 4
  public var effortSpeed: Double = 0.2
  public var monitoring: Double = 0.25
  public var expulsion: Double = 0.1
  public var expulsionEffort: Double = 0.2
  public var convergence: Double = 0.03
  public var dissolution: Double = 3
  public var dissolutionQuarters: Double = 3
  public var splitHazard: Double = 0
  // Council and fund.
  public var fee: Double = 0.002
  public var feeAdjustment: Double = 0
  public var feeLeast: Double = 0.5
  public var feeMost: Double = 3
  public var brokerFee: Double = 0.007
  public var secretariatShare: Double = 0.5
  public var delegation: Double = 0.7
  public var facilityShare: Double = 0.6
  public var facilityDepreciation: Double = 0.025
  public var brandSpeed: Double = 0.05
  public var fundQuarters: Double = 8
  public var openness: Double = 1
  public var admission: Double = 1
  public var marketingHalf: Double = 0.0003
  public var hierarchyStart: Double = 0.3
  public var hierarchyWidth: Double = 0.4
  public var hierarchyDelegation: Double = 0.3
  public var leaderLoss: Double = 0.4
  // Stages.
  public var stageSmoothing: Double = 0.125
  public var stageSize: Double = 10
  public var stageYouth: Double = 4
  public var stageAge: Double = 12
  public var stageGrowth: Double = 0.02
  public var stageHeterogeneity: Double = 0.01
}

extension ClusterParameters {
  static let descriptions: [ParameterDescription] = [
    .init(
      "clusters.readiness_threshold", \.clusters.readinessThreshold, "–", (0)...(1),
      .calibrated,
      "Readiness at which half of the firms are ready to join a cluster."),
    .init(
      "clusters.readiness_width", \.clusters.readinessWidth, "–", (0.001)...(1),
      .calibrated,
      "Width of the transition around the readiness threshold."),
    .init(
      "clusters.trust_level", \.clusters.trustLevel, "–", (0)...(2),
      .reference,
      "Level of general trust; 1 is that of the survey."),
    .init(
      "clusters.trust_gain", \.clusters.trustGain, "1/quarter", (0)...(1),
      .assumed,
      "Speed at which trust grows with realised benefits.", time: .share),
    .init(
      "clusters.trust_loss", \.clusters.trustLoss, "1/quarter", (0)...(1),
      .assumed,
      "Speed at which trust falls with realised losses.", time: .share),
    .init(
      "clusters.trust_free_riding", \.clusters.trustFreeRiding, "1/quarter", (0)...(1),
      .assumed,
      "Speed at which trust falls if members make no effort.", time: .share),
    .init(
      "clusters.trust_decay", \.clusters.trustDecay, "1/quarter", (0)...(1),
      .assumed,
      "Speed at which trust fades without interaction, and returns to general trust outside "
        + "clusters.", time: .share),
    .init(
      "clusters.gain_scale", \.clusters.gainScale, "share of sales", (0.0001)...(1),
      .calibrated,
      "Net gain that moves trust at three quarters of full speed."),
    .init(
      "clusters.breach_hazard", \.clusters.breachHazard, "1/quarter", (0)...(1),
      .calibrated,
      "Hazard of a breach of trust in a cluster whose members do nothing; doubled at full "
        + "crowding.", time: .share),
    .init(
      "clusters.breach_loss", \.clusters.breachLoss, "–", (0)...(1),
      .assumed,
      "Share of trust that a breach takes from every member."),
    .init(
      "clusters.leaving_trust", \.clusters.leavingTrust, "–", (0)...(1),
      .assumed,
      "Share of its trust that a firm keeps when it leaves a cluster."),
    .init(
      "clusters.scale", \.clusters.scale, "share of sales", (0)...(0.5),
      .assumed,
      "Largest saving by joint procurement, for a very small full member."),
    .init(
      "clusters.scale_size", \.clusters.scaleSize, "–", (0.01)...(100),
      .assumed,
      "Size at which the saving by joint procurement has halved; the sector's median firm is "
        + "0.4."),
    .init(
      "clusters.scope", \.clusters.scope, "share of sales", (0)...(0.5),
      .assumed,
      "Largest saving by shared factors and services."),
    .init(
      "clusters.transaction", \.clusters.transaction, "share of sales", (0)...(0.5),
      .assumed,
      "Largest saving on the cost of transactions between members."),
    .init(
      "clusters.synergy", \.clusters.synergy, "–", (0)...(20),
      .assumed,
      "Increase in success of research through joint research, per unit of trust, capacity "
        + "and fit."),
    .init(
      "clusters.heterogeneity_optimum", \.clusters.heterogeneityOptimum, "–", (0.01)...(10),
      .assumed,
      "Heterogeneity of knowledge at which partners learn most from each other."),
    .init(
      "clusters.catch_up", \.clusters.catchUp, "1/quarter", (0)...(1),
      .assumed,
      "Speed at which members catch up with the upper quartile of members, per unit of trust "
        + "and capacity.", time: .share),
    .init(
      "clusters.trigger_reach", \.clusters.triggerReach, "–", (0)...(20),
      .assumed,
      "Increase in exposure through adopters among members, per unit of trust."),
    .init(
      "clusters.market_entry", \.clusters.marketEntry, "–", (0)...(100),
      .assumed,
      "Relative increase in the hazard of exporting through brand and council."),
    .init(
      "clusters.risk", \.clusters.risk, "–", (0)...(1),
      .assumed,
      "Share of shocks to orders that full members share under a strong council."),
    .init(
      "clusters.risk_most", \.clusters.riskMost, "–", (0)...(1),
      .assumed,
      "Largest share of shocks to orders that can be shared."),
    .init(
      "clusters.half_size", \.clusters.halfSize, "members", (0.1)...(1000),
      .assumed,
      "Active members at which scope, transaction and synergy reach half of their maximum."),
    .init(
      "clusters.pool_size", \.clusters.poolSize, "members", (0.1)...(1000),
      .assumed,
      "Active members at which scale, brand and risk sharing reach half of their maximum."),
    .init(
      "clusters.congestion", \.clusters.congestion, "members", (1)...(100000),
      .assumed,
      "Members at which benefits are halved by crowding."),
    .init(
      "clusters.associate_scale", \.clusters.associateScale, "–", (0)...(1),
      .assumed,
      "Share of scale, market entry and risk sharing that an associate gets."),
    .init(
      "clusters.coordination_alone", \.clusters.coordinationAlone, "–", (0)...(1),
      .assumed,
      "Interaction in a cluster with neither a broker nor a leader, relative to one that has "
        + "them."),
    .init(
      "clusters.fit_deviation", \.clusters.fitDeviation, "log points", (0)...(3),
      .calibrated,
      "Standard deviation of the logarithm of how well benefits fit a firm."),
    .init(
      "clusters.joint_weight", \.clusters.jointWeight, "–", (0)...(2),
      .assumed,
      "Share of scale and scope that depends on joint facilities; half of it is there without "
        + "any."),
    .init(
      "clusters.joint_half", \.clusters.jointHalf, "share of capital", (0.00001)...(1),
      .assumed,
      "Joint facilities over members' capital at which their effect is half of its maximum."),
    .init(
      "clusters.growth_value", \.clusters.growthValue, "quarters", (0)...(100),
      .assumed,
      "Quarters of sales at which members value a gain in efficiency.", time: .duration),
    .init(
      "clusters.synergy_gain", \.clusters.synergyGain, "log points a quarter", (0)...(1),
      .assumed,
      "Efficiency that members expect of a unit of synergy and capacity.", time: .rate),
    .init(
      "clusters.export_value", \.clusters.exportValue, "share of sales", (0)...(10),
      .assumed,
      "Value of becoming an exporter.", time: .duration),
    .init(
      "clusters.risk_value", \.clusters.riskValue, "share of sales", (0)...(1),
      .assumed,
      "Value of sharing all risk."),
    .init(
      "clusters.look_hazard", \.clusters.lookHazard, "1/quarter", (0)...(1),
      .calibrated,
      "Hazard that a firm considers its region's clusters if it sees peers in them; three "
        + "tenths of it otherwise.", time: .share),
    .init(
      "clusters.look_peers", \.clusters.lookPeers, "1/quarter", (0)...(1),
      .calibrated,
      "Increase in the hazard of considering clusters at full membership of the region's "
        + "sector.", time: .share),
    .init(
      "clusters.prior", \.clusters.prior, "share of sales", (0)...(0.5),
      .calibrated,
      "Benefit that a firm expects before it has seen any: about half of a mature member's."),
    .init(
      "clusters.observation", \.clusters.observation, "–", (0)...(1),
      .assumed,
      "Share of members whose benefit is seen."),
    .init(
      "clusters.observation_half", \.clusters.observationHalf, "members", (0.1)...(1000),
      .assumed,
      "Number of members seen at which prior and observation have the same weight."),
    .init(
      "clusters.match_scale", \.clusters.matchScale, "share of sales", (0)...(0.5),
      .calibrated,
      "Scale of the logistic distribution of the match between a firm and a cluster."),
    .init(
      "clusters.match_real", \.clusters.matchReal, "–", (0)...(1),
      .calibrated,
      "Share of the match that is real and lasting."),
    .init(
      "clusters.autonomy_cost", \.clusters.autonomyCost, "share of sales", (0)...(0.5),
      .calibrated,
      "Cost of full delegation to a firm with a mean sense of autonomy."),
    .init(
      "clusters.autonomy_deviation", \.clusters.autonomyDeviation, "log points", (0)...(3),
      .calibrated,
      "Standard deviation of the logarithm of the cost of autonomy across firms."),
    .init(
      "clusters.autonomy_associate", \.clusters.autonomyAssociate, "–", (0)...(1),
      .assumed,
      "Autonomy that an associate gives up, relative to a full member."),
    .init(
      "clusters.effort_cost", \.clusters.effortCost, "share of sales", (0)...(0.5),
      .calibrated,
      "Cost of full effort."),
    .init(
      "clusters.newness", \.clusters.newness, "–", (0)...(1),
      .assumed,
      "Factor on the expected benefit of a cluster that does not exist yet."),
    .init(
      "clusters.vouching", \.clusters.vouching, "–", (0)...(1),
      .assumed,
      "Share of the gap to full trust that a broker's recommendation closes, per unit of "
        + "trust."),
    .init(
      "clusters.contacts_per_broker", \.clusters.contactsPerBroker, "firms a quarter", (0)...(1000),
      .calibrated,
      "Firms that a broker contacts.", time: .rate),
    .init(
      "clusters.broker_pay", \.clusters.brokerPay, "wages", (0)...(100),
      .assumed,
      "Pay and expenses of a broker."),
    .init(
      "clusters.own_contacts", \.clusters.ownContacts, "–", (0)...(1),
      .assumed,
      "Contacts paid for by a cluster's fees, relative to those of a programme's broker."),
    .init(
      "clusters.call_hazard", \.clusters.callHazard, "1/quarter", (0)...(1),
      .calibrated,
      "Hazard that a firm calls for a cluster.", time: .rate),
    .init(
      "clusters.leader_call", \.clusters.leaderCall, "1/quarter", (0)...(1),
      .calibrated,
      "Increase in the hazard of calling for a cluster for the largest firm of a region's "
        + "sector.", time: .share),
    .init(
      "clusters.contact_call", \.clusters.contactCall, "–", (0)...(1),
      .assumed,
      "Increase in the probability of calling for a cluster in a quarter in which a broker "
        + "calls."),
    .init(
      "clusters.university_call", \.clusters.universityCall, "1/quarter", (0)...(10),
      .assumed,
      "Hazard that a region's university calls for a cluster, before preconditions, if it has "
        + "mean staff in the field, is half applied and has a half-effective office.", time: .share),
    .init(
      "clusters.government_call", \.clusters.governmentCall, "1/quarter", (0)...(10),
      .assumed,
      "Hazard that a region's government calls for a cluster, before preconditions.", time: .share),
    .init(
      "clusters.precondition_scale", \.clusters.preconditionScale, "–", (0)...(100),
      .calibrated,
      "Factor on the product of the five preconditions."),
    .init(
      "clusters.critical_mass", \.clusters.criticalMass, "firms", (1)...(1000),
      .assumed,
      "Competitive firms at which critical mass is half of its maximum."),
    .init(
      "clusters.advantage", \.clusters.advantage, "–", (0.01)...(100),
      .assumed,
      "Location quotient at which regional advantage is half of its maximum."),
    .init(
      "clusters.proximity", \.clusters.proximity, "km", (1)...(10000),
      .assumed,
      "Radius over which proximity falls by the factor e."),
    .init(
      "clusters.settled_density", \.clusters.settledDensity, "persons/km²", (0.1)...(100000),
      .assumed,
      "Density of settled areas, assumed for regions that are emptier on average."),
    .init(
      "clusters.interaction", \.clusters.interaction, "–", (0.01)...(1),
      .assumed,
      "Mean readiness from which the precondition of interaction is fully met."),
    .init(
      "clusters.crowded_out", \.clusters.crowdedOut, "–", (0)...(1),
      .calibrated,
      "Factor on the hazard of a call for each small cluster of the region's sector."),
    .init(
      "clusters.small_cluster", \.clusters.smallCluster, "members", (0)...(1000),
      .calibrated,
      "Members below which a cluster is small."),
    .init(
      "clusters.expected_size", \.clusters.expectedSize, "members", (1)...(1000),
      .assumed,
      "Number of members that a caller expects."),
    .init(
      "clusters.hearing", \.clusters.hearing, "–", (0)...(1),
      .calibrated,
      "Probability that a ready firm addressed by a call hears it."),
    .init(
      "clusters.hearing_broker", \.clusters.hearingBroker, "–", (0)...(100),
      .assumed,
      "Factor on the probability of hearing a call if a broker passes it on."),
    .init(
      "clusters.hearing_kin", \.clusters.hearingKin, "–", (0)...(100),
      .assumed,
      "Factor on the probability of hearing a call among firms of one lineage."),
    .init(
      "clusters.hearing_partner", \.clusters.hearingPartner, "–", (0)...(100),
      .assumed,
      "Factor on the probability of hearing a university's call among firms that work with "
        + "it."),
    .init(
      "clusters.call_reach", \.clusters.callReach, "firms", (1)...(100000),
      .assumed,
      "Firms that a caller can address."),
    .init(
      "clusters.founders", \.clusters.founders, "firms", (1)...(100),
      .reference,
      "Firms needed to found a cluster, including the caller."),
    .init(
      "clusters.reach", \.clusters.reach, "km", (0)...(100_000),
      .assumed,
      "Distance from a cluster's home within which firms may be members; 0 for its home "
        + "region only."
    ),
    .init(
      "clusters.group", \.clusters.group, "sectors", (0)...(100),
      .assumed,
      "Number of sectors besides its own, the most related ones, from which a cluster may "
        + "take firms; relatedness is mutual.",
      isWhole: true),
    .init(
      "clusters.review_hazard", \.clusters.reviewHazard, "1/quarter", (0)...(1),
      .calibrated,
      "Hazard that a member reviews its membership.", time: .share),
    .init(
      "clusters.loyalty", \.clusters.loyalty, "share of sales", (0)...(1),
      .calibrated,
      "Loss that a member tolerates, per unit of 0.6 and trust."),
    .init(
      "clusters.learning", \.clusters.learning, "1/quarter", (0)...(1),
      .assumed,
      "Speed at which a member learns its own benefit.", time: .share),
    .init(
      "clusters.learning_noise", \.clusters.learningNoise, "–", (0)...(3),
      .assumed,
      "Standard deviation of a member's error about its benefit.",
      time: .error(smoothing: \.clusters.learning)),
    .init(
      "clusters.tenure_half", \.clusters.tenureHalf, "quarters", (0.1)...(1000),
      .assumed,
      "Tenure at which a member's own experience has the same weight as that of fellow "
        + "members.", time: .duration),
    .init(
      "clusters.effort_speed", \.clusters.effortSpeed, "1/quarter", (0)...(1),
      .assumed,
      "Speed at which effort follows incentives.", time: .share),
    .init(
      "clusters.monitoring", \.clusters.monitoring, "–", (0)...(1),
      .assumed,
      "Monitoring of effort by a council with full powers."),
    .init(
      "clusters.expulsion", \.clusters.expulsion, "1/quarter", (0)...(1),
      .assumed,
      "Hazard that a free rider is expelled where the cluster provides for it.", time: .share),
    .init(
      "clusters.expulsion_effort", \.clusters.expulsionEffort, "–", (0)...(1),
      .assumed,
      "Effort below which a member counts as a free rider."),
    .init(
      "clusters.convergence", \.clusters.convergence, "1/quarter", (0)...(1),
      .assumed,
      "Speed at which members' knowledge moves to the cluster's centre, per unit of trust.",
      time: .share),
    .init(
      "clusters.dissolution", \.clusters.dissolution, "members", (0)...(100),
      .reference,
      "Members below which a cluster dissolves."),
    .init(
      "clusters.dissolution_quarters", \.clusters.dissolutionQuarters, "quarters", (1)...(100),
      .assumed,
      "Quarters below that number of members before a cluster dissolves.", time: .duration),
    .init(
      "clusters.split_hazard", \.clusters.splitHazard, "1/quarter", (0)...(1),
      .assumed,
      "Hazard that a cluster debates a split if it has no trust and all differences lie along "
        + "one divide.", time: .share),
    .init(
      "clusters.fee", \.clusters.fee, "share of sales", (0)...(0.5),
      .calibrated,
      "Fee of a full member for the secretariat and the fund."),
    .init(
      "clusters.fee_adjustment", \.clusters.feeAdjustment, "1/quarter", (0)...(1),
      .assumed,
      "Speed at which a council with full powers adjusts its fee to its projects' needs; 0 "
        + "keeps the fee constant.", time: .share),
    .init(
      "clusters.fee_least", \.clusters.feeLeast, "–", (0)...(1),
      .assumed,
      "Smallest fee that a council may set, relative to the parameter."),
    .init(
      "clusters.fee_most", \.clusters.feeMost, "–", (1)...(100),
      .assumed,
      "Largest fee that a council may set, relative to the parameter."),
    .init(
      "clusters.broker_fee", \.clusters.brokerFee, "share of sales", (0)...(0.5),
      .calibrated,
      "Surcharge in a cluster that employs a broker."),
    .init(
      "clusters.secretariat_share", \.clusters.secretariatShare, "–", (0)...(1),
      .assumed,
      "Share of the fee that pays for the secretariat; the rest goes to the fund."),
    .init(
      "clusters.delegation", \.clusters.delegation, "–", (0)...(1),
      .calibrated,
      "Powers that a full member delegates, per unit of trust."),
    .init(
      "clusters.facility_share", \.clusters.facilityShare, "–", (0)...(1),
      .assumed,
      "Share of the council's outlays for joint facilities; the rest is joint marketing."),
    .init(
      "clusters.facility_depreciation", \.clusters.facilityDepreciation, "1/quarter", (0)...(1),
      .assumed,
      "Depreciation of joint facilities.", time: .share),
    .init(
      "clusters.fund_quarters", \.clusters.fundQuarters, "quarters", (0)...(1000), .assumed,
      "Largest fund, in quarters of the fees paid into it.", time: .duration),
    .init(
      "clusters.openness", \.clusters.openness, "–", (0)...(1), .assumed,
      "Share of outside knowledge that is accessible to members of clusters."),
    .init(
      "clusters.admission", \.clusters.admission, "–", (0)...(1), .assumed,
      "Share of firms without kin among the members that clusters admit."),
    .init(
      "clusters.brand_speed", \.clusters.brandSpeed, "1/quarter", (0)...(1),
      .assumed,
      "Speed at which brand follows members, council and marketing.", time: .share),
    .init(
      "clusters.marketing_half", \.clusters.marketingHalf, "share of sales", (0.00001)...(1),
      .assumed,
      "Marketing at which its effect on brand is half of its maximum."),
    .init(
      "clusters.hierarchy_start", \.clusters.hierarchyStart, "–", (0)...(1),
      .assumed,
      "Leader's share of members' sales above which the organisation is hierarchical."),
    .init(
      "clusters.hierarchy_width", \.clusters.hierarchyWidth, "–", (0.01)...(1),
      .assumed,
      "Additional share at which the organisation is fully hierarchical."),
    .init(
      "clusters.hierarchy_delegation", \.clusters.hierarchyDelegation, "–", (0)...(1),
      .assumed,
      "Share of the autonomy members would keep that a fully hierarchical cluster takes from "
        + "them."),
    .init(
      "clusters.leader_loss", \.clusters.leaderLoss, "–", (0)...(1),
      .assumed,
      "Trust lost when the leader of a fully hierarchical cluster leaves."),
    .init(
      "clusters.stage_smoothing", \.clusters.stageSmoothing, "1/quarter", (0.001)...(1),
      .assumed,
      "Weight of a quarter in the smoothed growth of size and change of heterogeneity.",
      time: .share),
    .init(
      "clusters.stage_size", \.clusters.stageSize, "members", (0)...(1000),
      .assumed,
      "Members from which a cluster counts as emerged."),
    .init(
      "clusters.stage_youth", \.clusters.stageYouth, "quarters", (0)...(1000),
      .assumed,
      "Age until which a cluster always counts as emerging.", time: .duration),
    .init(
      "clusters.stage_age", \.clusters.stageAge, "quarters", (0)...(1000),
      .assumed,
      "Age from which a cluster always counts as emerged.", time: .duration),
    .init(
      "clusters.stage_growth", \.clusters.stageGrowth, "1/year", (0)...(1),
      .assumed,
      "Growth of size above which a cluster counts as growing."),
    .init(
      "clusters.stage_heterogeneity", \.clusters.stageHeterogeneity, "1/year", (0)...(1),
      .assumed,
      "Increase in heterogeneity above which a cluster counts as renewing itself."),
  ]
}
