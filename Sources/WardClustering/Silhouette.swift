import Chunking

/// How well each observation sits in its group rather than in the next.
///
/// s(i) = (b − a) / max(a, b), with a the mean distance to the other members of its own group and
/// b the mean distance to the members of the nearest other group. From −1 to 1; 0 for an
/// observation that is a group by itself.
///
/// Source: Rousseeuw (1987), doi:10.1016/0377-0427(87)90125-7.
public struct Silhouette: Sendable, Equatable {
  /// One entry an observation.
  public let widths: [Double]

  /// The nearest other group of each observation, from 1.
  public let neighbours: [Int]

  /// Mean width, rows counting by their weights.
  public let mean: Double
}

extension Grouping {
  /// Silhouette of this division of `observations`.
  ///
  /// A row of weight *w* counts in the distance means as *w* rows at its place.
  ///
  /// - Returns: `nil` for a single group, which has no other to be compared with.
  /// - Precondition: One label a row.
  /// - Complexity: O(*n*² · *d*) time and O(*n* · (*d* + *K*)) memory.
  public func silhouette(
    of observations: Observations, threadCount: Int = 1, progress: WorkProgress? = nil
  ) -> Silhouette? {
    precondition(observations.rowCount == labels.count, "one label for every observation")
    guard groupCount > 1 else { return nil }
    let sums = GroupDistances(
      of: observations, in: self, threadCount: threadCount, progress: progress)
    return sums.silhouette(of: self)
  }
}

/// For every observation the sum of its distances to each group.
///
/// The sums of a fine division give those of any coarser one, so that many cuts of one tree cost
/// little more than one.
struct GroupDistances {
  private let observations: Observations
  private let finest: Grouping
  /// Entry (i, g) at `i * groupCount + g`, in units that do not matter to a silhouette.
  private var sums: [Double]

  init(
    of observations: Observations, in grouping: Grouping, threadCount: Int,
    progress: WorkProgress? = nil
  ) {
    self.observations = observations
    finest = grouping
    let order = grouping.members.flatMap(\.self)
    let scan = PairScan(Coordinates(observations), order: order)
    let ends = grouping.sizes.reduce(into: []) { $0.append(($0.last ?? 0) + $1) }
    let groupCount = grouping.groupCount
    let byPlace = Column<Double>(repeating: 0, capacity: scan.count * groupCount)
    let weights = Column<Double>(repeating: 1, capacity: scan.count)
    for (place, row) in order.enumerated() { weights[place] = observations.weight(ofRow: row) }
    let meter = WorkMeter(total: scan.plan.chunkCount, progress)
    WorkerTeam(threadCount: threadCount).forEachChunk(of: scan.plan) { _, _, blocks in
      defer { meter.finishPiece() }
      for block in blocks {
        var start = 0
        for (group, end) in ends.enumerated() {
          var sum = PairScan.Lanes.zero
          for place in start..<end {
            sum += scan.distances(block: block, to: place) * weights[place]
          }
          for lane in 0..<min(8, scan.count - block * 8) {
            byPlace[(block * 8 + lane) * groupCount + group] = sum[lane]
          }
          start = end
        }
      }
    }
    sums = [Double](repeating: 0, count: scan.count * groupCount)
    for (place, row) in order.enumerated() {
      for group in 0..<groupCount {
        sums[row * groupCount + group] = byPlace[place * groupCount + group]
      }
    }
  }

  /// Silhouette of a division that is no finer than the one that the sums were taken for.
  func silhouette(of grouping: Grouping) -> Silhouette {
    // For each group of the finest division the one that it lies in.
    let groups = finest.members.map { grouping.labels[$0[0]] }
    var weights = [Double](repeating: 0, count: grouping.groupCount)
    for (row, label) in grouping.labels.enumerated() {
      weights[label - 1] += observations.weight(ofRow: row)
    }
    let sizes = grouping.sizes
    var widths: [Double] = []
    var neighbours: [Int] = []
    var (total, totalWeight) = (0.0, 0.0)
    var distance = [Double](repeating: 0, count: grouping.groupCount)
    for (row, label) in grouping.labels.enumerated() {
      for group in distance.indices { distance[group] = 0 }
      for (fine, group) in groups.enumerated() {
        distance[group - 1] += sums[row * finest.groupCount + fine]
      }
      var (nearest, neighbour) = (Double.infinity, 0)
      for group in distance.indices where group != label - 1 {
        let mean = distance[group] / weights[group]
        if mean < nearest { (nearest, neighbour) = (mean, group + 1) }
      }
      // A row stands for others at its own place too, but not for itself.
      let weight = observations.weight(ofRow: row)
      let others = weights[label - 1] - min(weight, 1)
      let own = distance[label - 1] / others
      let isAlone = sizes[label - 1] == 1 && weight <= 1
      let width = isAlone || max(own, nearest) == 0 ? 0 : (nearest - own) / max(own, nearest)
      widths.append(width)
      neighbours.append(neighbour)
      total += weight * width
      totalWeight += weight
    }
    return Silhouette(widths: widths, neighbours: neighbours, mean: total / totalWeight)
  }
}
