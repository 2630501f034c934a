extension Table {
  public static let clusters = TableSchema(
    "clusters", "One row per active regional cluster and recorded tick.", needs: .clusters,
    ClusterColumns())

  public static let clusterEffects = TableSchema(
    "cluster_effects",
    "One row per indicator of the cluster effect and recorded year with members.",
    needs: .clusterEffects, ClusterEffectColumns())
}

/// A living cluster at the end of a tick.
public struct ClusterRow: StateRow {
  let simulation: Simulation
  let record: ClusterRecord
}

public struct ClusterColumns: ColumnGroup {
  public typealias Row = ClusterRow

  public let tick = Column.tick
  public let year = Column.year
  public let cluster = Column.text("cluster", "Identifier: region, sector and ordinal.") {
    $0.record.id
  }
  public let region = Column.text("region", "Identifier of its home region.") {
    $0.record.region
  }
  public let sector = Column.sector { $0.record.sector }
  public let founded = Column.integer("founded", .ticks, "Tick of founding.") {
    $0.record.founded
  }
  public let members = Column("members", .firms, "Member firms, full and associate.") {
    $0.record.members
  }
  public let employees = Column("employees", .persons, "Employees of members.") {
    $0.record.employees
  }
  public let trust = Column(
    "trust", .none, "Mean trust of members in the cluster; a measure of coordination."
  ) { $0.record.trust }
  public let fund = Column("fund", .million, "Pooled fund.") { $0.record.fund }
  public let fullMembers = Column("full_members", .firms, "Full members.") {
    $0.record.fullMembers
  }
  public let sales = Column("sales", .million, per: .quarter, "Sales of members.") {
    $0.record.sales
  }
  public let effort = Column("effort", .none, "Mean effort of members for the cluster.") {
    $0.record.effort
  }
  public let benefit = Column(
    "benefit", .shareOfSales, "Mean benefit, as members value it."
  ) { $0.record.benefit }
  public let councilStrength = Column(
    "council_strength", .none,
    "Mean powers delegated by full members, over all members; a measure of coordination."
  ) { $0.record.councilStrength }
  public let jointCapital = Column(
    "joint_capital", .million, "Joint facilities at base-year prices."
  ) { $0.record.jointCapital }
  public let brand = Column("brand", .none, "Joint brand, from 0 to 1.") { $0.record.brand }
  public let broker = Column.flag("broker", "1 if it keeps a broker.") { $0.record.hasBroker }
  public let heterogeneity = Column(
    "heterogeneity", .none, "Root-mean-square distance of members' knowledge from its centre."
  ) { $0.record.heterogeneity }
  public let growth = Column(
    "growth", .rate, per: .year,
    "Growth of the square root of output, smoothed over two years."
  ) { $0.record.growth }
  public let heterogeneityChange = Column(
    "heterogeneity_change", .rate, per: .year,
    "Change of heterogeneity, smoothed over two years."
  ) { $0.record.heterogeneityChange }
  public let stage = Column.text(
    "stage", "Stage of life: emergence, growth, maturity, decline or renewal."
  ) { "\($0.record.stage)" }
  public let coverage = Column(
    "coverage", TableUnit("km"), "Root-mean-square distance of members from their centre."
  ) { $0.record.coverage }
  public let density = Column(
    "density", TableUnit("firms/1,000 km²"),
    "Members divided by the area of the regions with members."
  ) { $0.record.density }
  public let breadth = Column(
    "breadth", .none,
    "Entropy of members over the generations in use, with each sector's generations separate, relative to its "
      + "largest value."
  ) { $0.record.breadth }
  public let depth = Column(
    "depth", .share, "Share of members' partners that are in the same cluster."
  ) { $0.record.depth }
  public let activity = Column(
    "activity", .none,
    "Entropy of members over roles in the value chain, relative to its largest value."
  ) { $0.record.activity }
  public let newestShare = Column(
    "newest_share", .share,
    "Share of members on a line newer than the sector's tradition; a measure of growth potential."
  ) { $0.record.newestShare }
  public let innovations = Column(
    "innovations", .rate, per: .year,
    "Innovations per member and year, smoothed; a measure of innovative capacity."
  ) { $0.record.innovationRate }
  public let leaderShare = Column(
    "leader_share", .share,
    "Share of the largest member in sales; a measure of organisation."
  ) { $0.record.leaderShare }
  public let herfindahl = Column(
    "herfindahl", .none, "Herfindahl index of members' sales; a measure of organisation."
  ) { $0.record.herfindahl }
  public let tenure = Column(
    "tenure", TableUnit("quarters"), "Mean tenure of members; a measure of coordination."
  ) { $0.record.tenure }
  public let initiator = Column.text(
    "initiator",
    "Who initiated it: firm (by itself), leader (the largest firm of its region and sector), broker (a firm that a broker "
      + "of a cluster visited), programme (a firm that a broker paid by a policy visited), university "
      + "or government (of the region), split (the largest of the firms that left another cluster)."
  ) { "\($0.record.initiator)" }
  public let initiatorFirm = Column.text(
    "initiator_firm",
    "Identifier of that firm, 16 hexadecimal digits; empty where no firm initiated it."
  ) { $0.record.initiatorFirm }
  public let regions = Column.integer(
    "regions", .none,
    "Regions with members; more than one only if `clusters.reach` allows it."
  ) { $0.record.regionCount }
  public let fee = Column(
    "fee", .shareOfSales,
    "Fee of a full member for secretariat and fund, set by the council."
  ) { $0.record.fee }
  public let group = Column.text(
    "group",
    "Sectors whose firms it may admit under `clusters.group`, identifiers separated by spaces; empty "
      + "if only its own sector."
  ) { $0.record.group.joined(separator: " ") }
  public let sectors = Column.integer("sectors", .none, "Sectors with members.") {
    $0.record.sectorCount
  }
  public let parent = Column.text(
    "parent",
    "Identifier of the cluster that it split from; empty if it did not arise by a split."
  ) { $0.record.parent }
}

/// Members beside firms like them in one indicator, at the end of a year.
public struct ClusterEffectRow: RecordedRow {
  public let tick: Int
  public let year: Double
  let indicator: ClusterEffectIndicator
  let contrast: EffectStrata.Contrast
  /// Real firms that an agent stands for.
  let scale: Double
}

public struct ClusterEffectColumns: ColumnGroup {
  public typealias Row = ClusterEffectRow

  private static let seeUnit = TableUnit("see unit")

  public let tick = Column.tick
  public let year = Column.year
  public let effect = Column.text(
    "effect", "economic, restructuring, diversification, legal, socioeconomic or ecological.",
    source: "Zedgenizova and Ignatyeva 2017, section 4"
  ) { $0.indicator.effect.rawValue }
  public let indicator = Column.text(
    "indicator", "Name of the indicator, as in the glossary."
  ) { $0.indicator.name }
  public let unit = Column.text("unit", "Unit of the three columns that follow.") {
    $0.indicator.unit
  }
  public let members = Column(
    "members", seeUnit, "Mean of members with comparable others."
  ) { $0.contrast.members }
  public let others = Column(
    "others", seeUnit,
    "Mean of firms outside clusters of the same region, sector, size class and age, two or more."
  ) { $0.contrast.others }
  public let difference = Column("difference", seeUnit, "Members less others.") {
    $0.contrast.members - $0.contrast.others
  }
  public let standardError = Column(
    "standard_error", seeUnit, "Standard error of the difference."
  ) { $0.contrast.error }
  public let matched = Column(
    "matched", .firms, "Members that have comparable others."
  ) { $0.contrast.firms * $0.scale }
}
