import Chunking
import Randomness

/// How well a division into groups survives when rows or columns of the table are drawn again.
public struct Stability: Sendable, Equatable {
  /// What is drawn, with replacement and as often as there are.
  public enum Resampling: String, Sendable, CaseIterable {
    /// Other observations: would other regions show the same groups?
    case rows
    /// Other variables: do the groups hang on single indicators?
    case columns
  }

  /// Agreement of each replicate with the original division, over the observations in both.
  public let adjustedRandIndices: [Double]

  /// For each group the mean, over the replicates, of its Jaccard similarity to the most similar
  /// group of the replicate. Above 0.75 a group is called stable, below 0.5 dissolved.
  ///
  /// Source: Hennig (2007), doi:10.1016/j.csda.2006.11.025; R's `fpc::clusterboot`. A replicate in
  /// which no member of the group was drawn says nothing about it and is left out; `nil` if all
  /// are.
  public let groupJaccards: [Double?]

  public var meanAdjustedRandIndex: Double {
    adjustedRandIndices.reduce(0, +) / Double(adjustedRandIndices.count)
  }
}

extension Observations {
  /// Groups resampled tables by Ward's method and compares the groups with those of this one.
  ///
  /// Rows drawn several times count by their number in the linkage and once in the comparison.
  /// Values are taken as they stand: standardise first.
  ///
  /// - Parameters:
  ///   - count: Number of groups.
  ///   - replicateCount: Number of resampled tables, at least one.
  /// - Throws: ``WardError/groupCount(found:allowed:)`` unless `count` lies in `1...rowCount`.
  /// - Complexity: That of `replicateCount` trees, shared among the threads.
  public func stability(
    ofGroups count: Int, resampling: Stability.Resampling, replicateCount: Int = 100,
    threadCount: Int = 1, seed: UInt64 = 1, progress: WorkProgress? = nil
  ) throws(WardError) -> Stability {
    precondition(replicateCount > 0, "stability needs a replicate")
    let original = try Dendrogram(joining: self, threadCount: threadCount).grouping(count: count)
    let agreement = Column<Double>(repeating: 0, capacity: replicateCount)
    let jaccards = Column<Double>(repeating: .nan, capacity: replicateCount * count)
    let meter = WorkMeter(total: replicateCount, progress)
    WorkerTeam(threadCount: threadCount).forEachChunk(
      of: ChunkPlan(count: replicateCount, chunkSize: 1)
    ) { _, replicate, _ in
      defer { meter.finishPiece() }
      let (rows, table) = resampled(resampling, number: replicate, seed: seed)
      let tree = Dendrogram(joining: table)
      guard let groups = try? tree.grouping(count: min(count, rows.count)) else {
        preconditionFailure("a tree can be cut into as many groups as it has leaves")
      }
      let labels = rows.map { original.labels[$0] }
      agreement[replicate] = Grouping(labels).adjustedRandIndex(with: groups)
      for (label, jaccard) in bestJaccards(of: labels, in: groups) {
        jaccards[replicate * count + label - 1] = jaccard
      }
    }
    let means: [Double?] = (0..<count).map { group in
      let found = (0..<replicateCount).map { jaccards[$0 * count + group] }.filter { !$0.isNaN }
      return found.isEmpty ? nil : found.reduce(0, +) / Double(found.count)
    }
    return Stability(
      adjustedRandIndices: (0..<replicateCount).map { agreement[$0] }, groupJaccards: means)
  }

  /// Draws rows or columns with replacement.
  ///
  /// - Returns: The rows that were drawn, rising, and the table of them.
  private func resampled(
    _ resampling: Stability.Resampling, number: Int, seed: UInt64
  ) -> (rows: [Int], table: Observations) {
    var stream = RandomStream()
    stream.reset(
      key: StreamKey(seed: seed, replicate: UInt32(number), process: DrawingProcess.stability),
      entity: 0, tick: 0)
    var (rows, columnWeights) = (Array(0..<rowCount), columnWeights)
    var rowWeights = rowWeights
    switch resampling {
    case .rows:
      let counts = drawCounts(rows, &stream)
      rows = rows.filter { counts[$0] > 0 }
      rowWeights = rows.map { counts[$0] * weight(ofRow: $0) }
    case .columns:
      // Columns without weight are not in the comparison, so they are not drawn either.
      let weights = columnWeights ?? [Double](repeating: 1, count: columnCount)
      let counts = drawCounts(weights.indices.filter { weights[$0] > 0 }, &stream)
      columnWeights = weights.indices.map { counts[$0] * weights[$0] }
    }
    let values = rows.flatMap { self.values[$0 * columnCount..<($0 + 1) * columnCount] }
    let table = Observations(
      trusted: values, rowCount: rows.count, columnCount: columnCount, rowWeights: rowWeights,
      columnWeights: columnWeights)
    return (rows, table)
  }

  /// How often each of `things` comes up in as many draws as there are; entry *i* is thing *i*.
  private func drawCounts(_ things: [Int], _ stream: inout RandomStream) -> [Double] {
    var counts = [Double](repeating: 0, count: (things.last ?? -1) + 1)
    for _ in things { counts[things[stream.integer(below: things.count)]] += 1 }
    return counts
  }
}

/// For each label the greatest Jaccard similarity of its observations to a group.
private func bestJaccards(
  of labels: [Int], in groups: Grouping
) -> [(label: Int, jaccard: Double)] {
  let found = Grouping(labels)
  let overlap = found.overlap(with: groups)
  let (sizes, otherSizes) = (found.sizes, groups.sizes)
  return found.members.indices.map { row in
    let best = groups.sizes.indices.map { column in
      let shared = overlap[row][column]
      return Double(shared) / Double(sizes[row] + otherSizes[column] - shared)
    }
    return (labels[found.members[row][0]], best.max() ?? 0)
  }
}
