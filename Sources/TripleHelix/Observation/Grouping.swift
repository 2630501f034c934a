import WardClustering

/// The regions' Ward groups as of the last grouping, by region in the order of the scenario.
struct GroupingState: Sendable {
  /// Tick of the last grouping; −1 before the first.
  var tick = -1
  /// Group of each region, from 1; numbers last where groups overlap with earlier ones.
  var groups: [Int] = []
  /// Groups before the last grouping; empty at the first.
  var previous: [Int] = []
  /// Groups of the first grouping.
  var initial: [Int] = []
  /// Correlation of cophenetic and Euclidean distances; NaN where one of them does not vary.
  var copheneticCorrelation = Double.nan
  /// Largest group number given so far.
  var largestNumber = 0
  /// Silhouette of each region in its group.
  var silhouettes: [Double] = []
  /// Merges: a, b, height, size, one after the other.
  var merges: [Double] = []

  mutating func archive(_ archive: inout Archive) {
    archive.value(&tick)
    archive.array(&groups, filler: 0)
    archive.array(&previous, filler: 0)
    archive.array(&initial, filler: 0)
    archive.value(&copheneticCorrelation)
    archive.value(&largestNumber)
    archive.numbers(&silhouettes)
    archive.numbers(&merges)
  }
}

extension GroupingState {
  /// Number of groups chosen.
  var groupCount: Int { Set(groups).count }

  /// Whether a region, in the order of the scenario, was in another group before.
  func hasMoved(_ region: Int) -> Bool { !previous.isEmpty && previous[region] != groups[region] }

  /// Mean silhouette of the regions; NaN where there is one group.
  var meanSilhouette: Double {
    silhouettes.isEmpty ? .nan : silhouettes.reduce(0, +) / Double(silhouettes.count)
  }

  /// Adjusted Rand index against the grouping before; NaN at the first.
  var agreementWithPrevious: Double { agreement(with: previous) }

  /// Adjusted Rand index against the first grouping; 1 at the first itself.
  var agreementWithInitial: Double { agreement(with: initial) }

  private func agreement(with others: [Int]) -> Double {
    guard !others.isEmpty, others.count == groups.count else { return .nan }
    return Grouping(groups).adjustedRandIndex(with: Grouping(others))
  }
}

extension Simulation {
  /// Regroups the regions by Ward's method on P1–P14 when it is due.
  func regroup() throws(SimulationError) {
    let plan = configuration.recluster
    guard plan.every > 0, tick % plan.every == 0, layout.regionCount > 1 else { return }
    do throws(WardError) {
      try group(by: plan)
    } catch {
      throw .groupingImpossible("\(error)", tick: tick)
    }
  }

  /// Indicators of like regions differ by up to 10⁻⁸ at tick 0, since the synthesised firms meet the totals
  /// of their region only so nearly; that is no difference to group by.
  private static var indicatorResolution: Double { 1e-7 }

  private func group(by plan: ReclusterPlan) throws(WardError) {
    let ids = configuration.regions.map(\.id)
    let table = try Observations(
      rows: grouped(layout.canonicalRegion.map(indicators), plan.standardisation),
      columnWeights: plan.weights,
      rowNames: ids, columnNames: Table.indicators.map(\.name)
    ).standardised(by: plan.standardisation, resolution: Self.indicatorResolution)
    let tree = Dendrogram(joining: table)
    let found =
      switch plan.cut {
      case .groups(let count): try tree.grouping(count: min(count, ids.count))
      case .bestSilhouette: try tree.bestGrouping(by: .silhouette, of: table).grouping
      }
    grouping.previous = grouping.groups
    if grouping.groups.isEmpty {
      grouping.groups = found.labels
      grouping.initial = found.labels
    } else {
      grouping.groups =
        GroupMatch(
          from: grouping.groups, to: found.labels, firstFreshLabel: grouping.largestNumber + 1
        ).labels
    }
    grouping.largestNumber = max(grouping.largestNumber, grouping.groups.max() ?? 0)
    grouping.silhouettes =
      found.silhouette(of: table)?.widths ?? Array(repeating: .nan, count: ids.count)
    grouping.copheneticCorrelation = tree.copheneticCorrelation(with: table) ?? .nan
    grouping.merges = tree.merges.flatMap {
      [Double($0.first), Double($0.second), $0.height, Double($0.size)]
    }
    grouping.tick = tick
  }

  /// P1 to P14 of a region in canonical order.
  func indicators(ofRegion region: Int) -> [Double] {
    let row = RegionRow(simulation: self, region: region)
    return Table.indicatorColumns.map { column in
      guard case .number(let value) = column.read(row) else {
        preconditionFailure("\(column.name) is a number")
      }
      return value
    }
  }

  /// Rows of indicators as they are grouped: where logarithms are taken, a value of 0 counts as half
  /// of the smallest one above it in its column, since a region may well have no patents or no R&D.
  private func grouped(_ rows: [[Double]], _ standardisation: Standardisation) -> [[Double]] {
    guard standardisation == .logZscore else { return rows }
    let least = (0..<Table.indicators.count).map { column in
      rows.map { $0[column] }.filter { $0 > 0 }.min() ?? 1
    }
    return rows.map { zip($0, least).map { $0 > 0 ? $0 : $1 / 2 } }
  }
}
