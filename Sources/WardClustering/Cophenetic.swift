import Chunking

extension Dendrogram {
  /// For every pair of leaves the height at which they come together.
  ///
  /// - Complexity: O(*n*²) time and memory.
  public func copheneticDistances() -> DistanceMatrix {
    let order = leafOrder
    let steps = stepHeights(along: order)
    var condensed = [Double](repeating: 0, count: leafCount * (leafCount - 1) / 2)
    for left in order.indices {
      var height = 0.0
      for right in order.indices.dropFirst(left + 1) {
        height = max(height, steps[right])
        let (low, high) = (min(order[left], order[right]), max(order[left], order[right]))
        condensed[low * (2 * leafCount - low - 1) / 2 + high - low - 1] = height
      }
    }
    return DistanceMatrix(count: leafCount, condensed: condensed)
  }

  /// How faithfully the tree keeps the distances between observations: the correlation of cophenetic
  /// and Euclidean distances over all pairs, 1 at best.
  ///
  /// Every pair of rows counts once, whatever the rows weigh.
  ///
  /// - Returns: `nil` where one of the two does not vary, as with fewer than three rows.
  /// - Precondition: The tree was made from as many rows.
  /// - Complexity: O(*n*² · *d*) time and O(*n* · *d*) memory.
  public func copheneticCorrelation(
    with observations: Observations, threadCount: Int = 1, progress: WorkProgress? = nil
  ) -> Double? {
    precondition(observations.rowCount == leafCount, "one leaf for every observation")
    guard leafCount > 2, let top = merges.last?.height, top > 0 else { return nil }
    let order = leafOrder
    let coordinates = Coordinates(observations)
    let scan = PairScan(coordinates, order: order)
    // Sums are taken about values near the means, so that differences of large sums do not cancel. The
    // mean cophenetic distance is known from the tree alone.
    let steps = Column<Double>(repeating: 0, capacity: leafCount)
    for (place, height) in stepHeights(along: order).enumerated() { steps[place] = height / top }
    let pairCount = Double(leafCount) * Double(leafCount - 1) / 2
    let meanHeight =
      merges.reduce(0) { sum, merge in
        sum + merge.height / top * Double(size(of: merge.first)) * Double(size(of: merge.second))
      } / pairCount
    let middle = meanDistanceFromCentre(coordinates) * 2.0.squareRoot()

    let plan = scan.plan
    let sums = Column(repeating: Moments(), capacity: plan.chunkCount)
    let meter = WorkMeter(total: plan.chunkCount, progress)
    WorkerTeam(threadCount: threadCount).forEachChunk(of: plan) { _, chunk, blocks in
      defer { meter.finishPiece() }
      var moments = Moments()
      for block in blocks { moments.add(block, of: scan, steps, meanHeight, middle) }
      sums[chunk] = moments
    }
    var total = Moments()
    for chunk in 0..<plan.chunkCount { total.add(sums[chunk]) }
    return total.correlation(pairCount: pairCount)
  }

  /// Entry *p* is the height at which the leaf at place *p* of `order` meets the one before.
  ///
  /// Two leaves further apart meet at the greatest of the heights between them.
  private func stepHeights(along order: [Int]) -> [Double] {
    var steps = [Double](repeating: 0, count: leafCount)
    var places = [Int](repeating: 0, count: leafCount)
    for (place, leaf) in order.enumerated() { places[leaf] = place }
    // In plain order the second cluster of a merge begins where the first ends.
    var starts = places
    for merge in merges {
      steps[starts[merge.second]] = merge.height
      starts.append(starts[merge.first])
    }
    return steps
  }

  private func size(of cluster: Int) -> Int { isLeaf(cluster) ? 1 : merge(making: cluster).size }

  private func meanDistanceFromCentre(_ coordinates: Coordinates) -> Double {
    let mean = coordinates.mean
    var sum = 0.0
    for row in 0..<coordinates.count {
      var square = 0.0
      for axis in 0..<coordinates.dimension {
        let difference = coordinates.values[row * coordinates.dimension + axis] - mean[axis]
        square += difference * difference
      }
      sum += square.squareRoot()
    }
    return sum / Double(coordinates.count)
  }
}

/// Sums over pairs of x and y, less constants near their means.
private struct Moments: BitwiseCopyable {
  var x = 0.0
  var y = 0.0
  var xx = 0.0
  var yy = 0.0
  var xy = 0.0

  mutating func add(_ other: Moments) {
    x += other.x
    y += other.y
    xx += other.xx
    yy += other.yy
    xy += other.xy
  }

  /// Adds every pair of a point in `block` and one behind it.
  mutating func add(
    _ block: Int, of scan: PairScan, _ steps: Column<Double>, _ middleHeight: Double,
    _ middleDistance: Double
  ) {
    typealias Lanes = PairScan.Lanes
    let first = block * 8
    var heights = Lanes.zero
    var (x, y, xx, yy, xy) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
    for place in first + 1..<max(scan.count, first + 1) {
      // Within the block only the points before this one form a pair with it.
      var isPair = SIMDMask<SIMD8<Int64>>(repeating: true)
      if place < first + 8 {
        for lane in place - first..<8 { isPair[lane] = false }
      }
      heights.replace(
        with: pointwiseMax(heights, Lanes(repeating: steps[place])), where: isPair)
      var height = heights - middleHeight
      var distance = scan.distances(block: block, to: place) - middleDistance
      if place < first + 8 {
        height.replace(with: 0, where: .!isPair)
        distance.replace(with: 0, where: .!isPair)
      }
      x += height
      y += distance
      xx += height * height
      yy += distance * distance
      xy += height * distance
    }
    add(Moments(x: x.sum(), y: y.sum(), xx: xx.sum(), yy: yy.sum(), xy: xy.sum()))
  }

  func correlation(pairCount: Double) -> Double? {
    let (varianceX, varianceY) = (xx - x * x / pairCount, yy - y * y / pairCount)
    // Of values that are all equal, rounding leaves a relative 1e−15 or so of the squares summed, or
    // of 1, the scale of both variables.
    guard varianceX > 1e-14 * xx, varianceX > 1e-24 * pairCount, varianceY > 1e-14 * yy,
      varianceY > 1e-24 * pairCount
    else { return nil }
    return (xy - x * y / pairCount) / (varianceX * varianceY).squareRoot()
  }
}
