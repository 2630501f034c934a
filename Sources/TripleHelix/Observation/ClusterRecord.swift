/// What is observed of one cluster, living or dissolved; firms are real ones, money is million.
public struct ClusterRecord: Sendable, Equatable {
  /// "region/sector/ordinal".
  public var id: String
  /// Its home.
  public var region: String
  public var sector: String
  /// Identifiers of the sectors whose firms it may take, its own among them; empty where that is one.
  public var group: [String]
  /// Sectors with members.
  public var sectorCount: Int
  /// Identifier of the cluster that it split from; empty if it did not arise by a split.
  public var parent: String
  /// Tick of founding, and of dissolution if it has dissolved.
  public var founded: Int
  public var dissolved: Int?
  /// Who called for it, a firm how it came to call, or that it split from another; and the firm's
  /// identity, 16 hexadecimal digits, empty where the university or the government of the region called.
  public var initiator: ClusterInitiator
  public var initiatorFirm: String
  public var stage: ClusterStage
  /// Whether it keeps a broker out of a surcharge on the fee.
  public var hasBroker: Bool
  /// Fee of a full member for secretariat and fund, share of sales, as the council has set it.
  public var fee: Double

  public var members: Double
  public var fullMembers: Double
  public var employees: Double
  /// A quarter.
  public var sales: Double
  public var trust: Double
  public var effort: Double
  /// Mean benefit as members value it, share of sales.
  public var benefit: Double
  /// K, in [0, 1].
  public var councilStrength: Double
  public var fund: Double
  /// At base-year prices.
  public var jointCapital: Double
  public var brand: Double

  /// The two axes of the life cycle: smoothed yearly growth of √output and change of heterogeneity.
  public var growth: Double
  public var heterogeneityChange: Double
  public var heterogeneity: Double

  // The nine descriptors of the OECD's list: coverage, density, breadth, depth, activity, growth
  // potential, innovative ability, organisation of production, coordination.

  /// km.
  public var coverage: Double
  /// Regions with members.
  public var regionCount: Int
  /// Members per 1,000 km² of these regions.
  public var density: Double
  /// Entropy over the generations of all sectors that members run; over its largest value.
  public var breadth: Double
  /// Share of members' partners that are fellow members.
  public var depth: Double
  /// Entropy over roles in the chain of value, over its largest value.
  public var activity: Double
  /// Growth potential: share of members on a line newer than tradition.
  public var newestShare: Double
  /// Innovative ability: innovations of the quarter, and a member and year, smoothed.
  public var innovations: Double
  public var innovationRate: Double
  /// Organisation: largest member's share and Herfindahl index of members' sales.
  public var leaderShare: Double
  public var herfindahl: Double
  /// Coordination, with trust and council strength: mean tenure, quarters.
  public var tenure: Double

  public var isAlive: Bool { dissolved == nil }
  public var associateMembers: Double { members - fullMembers }
}

extension Simulation {
  /// "region/sector/ordinal" of a cluster's home.
  func name(of cluster: RegionalCluster) -> String {
    let region = layout.regions[Int(cluster.cell) / layout.sectorCount].id
    let sector = layout.sectors[Int(cluster.cell) % layout.sectorCount].id
    return "\(region)/\(sector)/\(cluster.ordinal + 1)"
  }

  /// All clusters ever founded, in the order of founding, as of the end of the last quarter.
  public func clusterRecords() -> [ClusterRecord] {
    clusters.map { cluster in
      let r = Int(cluster.cell) / layout.sectorCount
      let region = layout.regions[r].id
      let sector = layout.sectors[Int(cluster.cell) % layout.sectorCount].id
      let (held, group) = sectorGroup(of: cluster)
      return ClusterRecord(
        id: name(of: cluster), region: region, sector: sector, group: group, sectorCount: held,
        parent: cluster.parent >= 0 ? name(of: clusters[Int(cluster.parent)]) : "",
        founded: Int(cluster.founded),
        dissolved: cluster.isAlive ? nil : Int(cluster.dissolved), initiator: cluster.initiator,
        initiatorFirm: cluster.initiator.isFirm ? identifier(cluster.caller) : "",
        stage: cluster.stage, hasBroker: cluster.hasBroker,
        fee: parameters.clusters.fee * cluster.feeFactor, members: cluster.members,
        fullMembers: cluster.fullMembers, employees: cluster.employees,
        sales: cluster.sales * timeStep.quarter, trust: cluster.trust,
        effort: cluster.effort, benefit: cluster.meanBenefit,
        councilStrength: cluster.councilStrength, fund: cluster.fund,
        jointCapital: cluster.jointCapital, brand: cluster.brand, growth: cluster.growth,
        heterogeneityChange: cluster.heterogeneityChange, heterogeneity: cluster.heterogeneity,
        coverage: cluster.coverage, regionCount: Int(cluster.regionCount),
        density: cluster.members > 0 ? cluster.members / cluster.area * 1000 : 0,
        breadth: cluster.lineEntropy, depth: cluster.insideLinks, activity: cluster.roleEntropy,
        newestShare: cluster.newestShare, innovations: cluster.innovations,
        innovationRate: cluster.innovationRate, leaderShare: cluster.leaderShare,
        herfindahl: cluster.herfindahl, tenure: cluster.tenure / timeStep.quarter)
    }
  }
}
