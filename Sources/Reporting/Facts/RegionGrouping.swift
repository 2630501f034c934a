import TripleHelix

/// The regions as Ward's method grouped them at one tick.
struct RegionGrouping: Sendable {
  struct Merge: Sendable, Equatable {
    var a: Int
    var b: Int
    var height: Double
    var size: Int
  }

  var tick: Int
  var year: Double
  /// Group of each region in the order of the scenario; `nil` for one that was not grouped.
  var groups: [Int?]
  var silhouettes: [Double?]
  /// Merges in order, as many as regions less one, or none if they were not recorded whole.
  var merges: [Merge]
  /// z-scores of P1–P14 at that tick, one row a region; 0 where an indicator is constant.
  var scores: [[Double?]]

  var groupNumbers: [Int] { Set(groups.compactMap { $0 }).sorted() }
}

extension RegionGrouping {
  /// All groupings of a run in the order of time.
  static func all(in results: RunResults) -> [RegionGrouping] {
    let regions = results.configuration.regions
    var place: [String: Int] = [:]
    for (index, region) in regions.enumerated() { place[region.id] = index }

    let memberships = Columns(results.recording.wardMemberships, Table.wardMemberships)
    let merges = Columns(results.recording.wardMerges, Table.wardMerges)
    let indicators = Columns(results.recording.regions, Table.regions)
    let (names, groups) = (memberships.texts(\.region), memberships.integers(\.group))
    let (silhouettes, years) = (memberships.numbers(\.silhouette), memberships.numbers(\.year))
    let (a, b, size) = (
      merges.integers(\.first), merges.integers(\.second), merges.integers(\.size)
    )
    let heights = merges.numbers(\.height)
    var mergeRows: [Int: [Int]] = [:]
    for (tick, rows) in merges.rowsByTick() { mergeRows[tick] = rows }
    var indicatorRows: [Int: [Int]] = [:]
    for (tick, rows) in indicators.rowsByTick() { indicatorRows[tick] = rows }
    let values = indicators.numbers(ofGroup: \.indicators)
    let regionOfRow = indicators.texts(\.region)

    return memberships.rowsByTick().map { tick, rows in
      var grouping = RegionGrouping(
        tick: tick,
        year: rows.first.flatMap { years[$0] } ?? results.configuration.timeStep.years(tick),
        groups: Array(repeating: nil, count: regions.count),
        silhouettes: Array(repeating: nil, count: regions.count), merges: [],
        scores: Array(repeating: Array(repeating: nil, count: values.count), count: regions.count))
      for row in rows {
        guard let region = place[names[row]] else { continue }
        grouping.groups[region] = groups[row]
        grouping.silhouettes[region] = silhouettes[row]
      }
      let tree: [Merge] = (mergeRows[tick] ?? []).compactMap { row in
        guard let a = a[row], let b = b[row], let height = heights[row] else { return nil }
        return Merge(a: a, b: b, height: height, size: size[row] ?? 0)
      }
      if isTree(tree, leafCount: regions.count) { grouping.merges = tree }
      let atTick = indicatorRows[tick] ?? []
      for (column, indicator) in values.enumerated() {
        let scores = zScores(atTick.map { indicator[$0] })
        for (row, score) in zip(atTick, scores) {
          if let region = place[regionOfRow[row]] { grouping.scores[region][column] = score }
        }
      }
      return grouping
    }
  }

  private static func isTree(_ merges: [Merge], leafCount: Int) -> Bool {
    guard leafCount > 1, merges.count == leafCount - 1 else { return false }
    var isUsed = Array(repeating: false, count: 2 * leafCount - 1)
    for (step, merge) in merges.enumerated() {
      for part in [merge.a, merge.b] {
        guard part >= 0, part < leafCount + step, !isUsed[part] else { return false }
        isUsed[part] = true
      }
    }
    return true
  }

  /// (x − mean) / standard deviation, with that of the whole population.
  static func zScores(_ values: [Double?]) -> [Double?] {
    let defined = values.compactMap { $0 }
    guard !defined.isEmpty else { return values }
    let mean = defined.reduce(0, +) / Double(defined.count)
    let variance = defined.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(defined.count)
    let deviation = variance.squareRoot()
    // A constant column has a deviation of rounding errors only.
    guard deviation > 1e-12 * max(1, mean.magnitude) else {
      return values.map { $0.map { _ in 0 } }
    }
    return values.map { $0.map { ($0 - mean) / deviation } }
  }
}

/// One region that changed its group from one grouping to the next.
struct GroupMove: Sendable {
  struct Change: Sendable, Equatable {
    /// Place in `Table.indicators`.
    var indicator: Int
    /// Change in z-score since the grouping before.
    var change: Double
  }

  var region: Int
  var tick: Int
  var year: Double
  var from: Int
  var to: Int
  /// Indicators in the order of the size of their change, largest first.
  var changes: [Change]

  /// Under this, an indicator is taken not to have moved: a tenth of the spread between regions.
  static let noticeable = 0.1

  static func all(in groupings: [RegionGrouping]) -> [GroupMove] {
    zip(groupings, groupings.dropFirst()).flatMap { before, after in
      after.groups.indices.compactMap { region in
        guard let from = before.groups[region], let to = after.groups[region], from != to
        else { return nil }
        return GroupMove(
          region: region, tick: after.tick, year: after.year, from: from, to: to,
          changes: changes(of: region, from: before, to: after))
      }
    }
  }

  /// Changes in z-score of one region, largest first.
  static func changes(
    of region: Int, from before: RegionGrouping, to after: RegionGrouping
  ) -> [Change] {
    after.scores[region].indices.compactMap { indicator -> Change? in
      guard let old = before.scores[region][indicator], let new = after.scores[region][indicator]
      else { return nil }
      return Change(indicator: indicator, change: new - old)
    }
    .sorted { ($1.change.magnitude, $0.indicator) < ($0.change.magnitude, $1.indicator) }
  }
}

/// A dendrogram laid out: leaves at whole numbers from the top, joined at their merge heights.
struct DendrogramLayout: Sendable {
  struct Link: Sendable, Equatable {
    /// Positions of the two branches and the heights at which they begin.
    var upper: Double
    var lower: Double
    var upperStart: Double
    var lowerStart: Double
    var height: Double
    /// Group of all leaves below, `nil` where groups are joined.
    var group: Int?
  }

  /// Regions from top to bottom.
  var order: [Int]
  var links: [Link]
  /// A height between the last merge inside groups and the first between groups; `nil` if the cut
  /// does not follow the tree or leaves no merge on one side.
  var cut: Double?

  init?(_ grouping: RegionGrouping) {
    guard !grouping.merges.isEmpty else { return nil }
    let leafCount = grouping.groups.count
    var members: [[Int]] = (0..<leafCount).map { [$0] }
    for merge in grouping.merges {
      // The branch with the smaller first leaf stands above, so that the picture stays calm.
      let (a, b) = (members[merge.a], members[merge.b])
      members.append((a.min() ?? 0) <= (b.min() ?? 0) ? a + b : b + a)
    }
    order = members[members.count - 1]
    var position = Array(repeating: 0.0, count: members.count)
    var start = Array(repeating: 0.0, count: members.count)
    for (place, leaf) in order.enumerated() { position[leaf] = Double(place) }

    var links: [Link] = []
    var (inside, between) = (0.0, Double.infinity)
    for (step, merge) in grouping.merges.enumerated() {
      let cluster = leafCount + step
      let groups = Set(members[cluster].map { grouping.groups[$0] })
      let group = groups.count == 1 ? groups.first ?? nil : nil
      let (upper, lower) =
        position[merge.a] <= position[merge.b] ? (merge.a, merge.b) : (merge.b, merge.a)
      links.append(
        Link(
          upper: position[upper], lower: position[lower], upperStart: start[upper],
          lowerStart: start[lower], height: merge.height, group: group))
      position[cluster] = (position[upper] + position[lower]) / 2
      start[cluster] = merge.height
      if group == nil {
        between = min(between, merge.height)
      } else {
        inside = max(inside, merge.height)
      }
    }
    self.links = links
    cut = between.isFinite && inside <= between ? (inside + between) / 2 : nil
  }
}
