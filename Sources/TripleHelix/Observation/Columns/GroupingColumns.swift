extension Table {
  public static let wardMemberships = TableSchema(
    "ward_memberships", "One row per region and grouping.", needs: .groupings,
    WardMembershipColumns())

  public static let wardMerges = TableSchema(
    "ward_merges", "One row per merge and grouping, in the order of agglomeration.",
    needs: .groupings, WardMergeColumns())

  public static let wardGroupings = TableSchema(
    "ward_groupings", "One row per grouping of the regions by Ward's method.",
    needs: .groupings, WardGroupingColumns())
}

/// A part of the last grouping, of the tick at which it was made.
protocol GroupingRow: StateRow {}

extension GroupingRow {
  public var tick: Int { grouping.tick }
  public var year: Double { simulation.year(ofTick: tick) }
  var grouping: GroupingState { simulation.grouping }
}

public struct WardMembershipRow: GroupingRow {
  let simulation: Simulation
  /// In the order of the scenario.
  let region: Int
}

public struct WardMembershipColumns: ColumnGroup {
  public typealias Row = WardMembershipRow

  public let tick = Column.tick
  public let year = Column.year
  public let region = Column.region { $0.simulation.configuration.regions[$0.region].id }
  public let group = Column.integer(
    "group", .none,
    "Ward group; a group keeps its number if it overlaps with an earlier one."
  ) { $0.grouping.groups[$0.region] }
  public let silhouette = Column(
    "silhouette", .none, "Silhouette of the region in its group, -1 to 1.",
    source: "Rousseeuw 1987, doi:10.1016/0377-0427(87)90125-7"
  ) { $0.grouping.silhouettes[$0.region] }
  public let moved = Column.flag("moved", "1 if the region was in another group before.") {
    $0.grouping.hasMoved($0.region)
  }
}

public struct WardMergeRow: GroupingRow {
  let simulation: Simulation
  /// From 0.
  let step: Int

  var merge: ArraySlice<Double> { grouping.merges[4 * step..<4 * step + 4] }
}

public struct WardMergeColumns: ColumnGroup {
  public typealias Row = WardMergeRow

  public let tick = Column.tick
  public let year = Column.year
  public let step = Column.integer("step", .none, "Order of the merge, from 1.") { $0.step + 1 }
  public let first = Column.integer(
    "a", .none, "First cluster: below the number of regions, a region in file order."
  ) { Int($0.merge[4 * $0.step]) }
  public let second = Column.integer("b", .none, "Second cluster.") {
    Int($0.merge[4 * $0.step + 1])
  }
  public let height = Column(
    "height", .none, "Ward2 height of the merge.",
    source: "Murtagh and Legendre 2014, doi:10.1007/s00357-014-9161-z"
  ) { $0.merge[4 * $0.step + 2] }
  public let size = Column.integer("size", .regions, "Regions in the merged cluster.") {
    Int($0.merge[4 * $0.step + 3])
  }
}

public struct WardGroupingRow: GroupingRow {
  let simulation: Simulation
}

public struct WardGroupingColumns: ColumnGroup {
  public typealias Row = WardGroupingRow

  private static let rand = "Hubert and Arabie 1985, doi:10.1007/BF01908075"

  public let tick = Column.tick
  public let year = Column.year
  public let groups = Column.integer(
    "groups", .groups, "Number of groups into which the tree was cut."
  ) { $0.grouping.groupCount }
  public let copheneticCorrelation = Column(
    "cophenetic_correlation", .none,
    "Correlation of the heights at which pairs of regions meet in the tree with their distances.",
    source: "Sokal and Rohlf 1962, doi:10.2307/1217208"
  ) { $0.grouping.copheneticCorrelation }
  public let meanSilhouette = Column(
    "mean_silhouette", .none, "Mean silhouette of the regions, -1 to 1.",
    source: "Rousseeuw 1987, doi:10.1016/0377-0427(87)90125-7"
  ) { $0.grouping.meanSilhouette }
  public let agreementWithPrevious = Column(
    "adjusted_rand_previous", .none,
    "Adjusted Rand index with the previous grouping: 1 if equal, about 0 if unrelated; empty for the first.",
    source: rand
  ) { $0.grouping.agreementWithPrevious }
  public let agreementWithInitial = Column(
    "adjusted_rand_initial", .none, "Adjusted Rand index with the first grouping.",
    source: rand
  ) { $0.grouping.agreementWithInitial }
  public let moved = Column.integer(
    "moved", .regions, "Regions that were in another group before."
  ) { row in row.grouping.groups.indices.count { row.grouping.hasMoved($0) } }
}
