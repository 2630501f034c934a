import Chunking

/// The clusters that still await a merge, laid out for the search of the nearest one.
///
/// Cluster numbers are given by the caller and never move. Slots are places in memory: the live
/// clusters fill slots `0..<count`, so that merged ones cost nothing. A search reads single
/// precision copies of the centroids, eight clusters at a time, with a bound that no rounding can
/// make too strict; whatever passes it is compared in double precision. The copies therefore save
/// time and change no result.
struct LiveClusters {
  typealias Lanes = SIMD8<Float>

  struct Neighbour {
    var cluster: Int
    /// Merge cost: half the squared height, |A||B| / (|A| + |B|) · ‖c_A − c_B‖².
    var cost: Double
  }

  private(set) var count: Int
  private let dimension: Int

  /// Centroids in double precision, slot after slot.
  private let centroids: Column<Double>
  /// Sum of observation weights by slot.
  private let weights: Column<Double>
  private let clusterInSlot: Column<Int>
  private let slotOfCluster: Column<Int>

  /// Centroids less `origin` in single precision: for each block of eight slots, one vector an axis.
  private let lanes: Column<Lanes>
  /// Reciprocals of `weights` by block; −∞ in slots that hold no cluster.
  private let reciprocalWeights: Column<Lanes>
  private let origin: Column<Double>
  /// The cluster searched for, one vector an axis.
  private let query: Column<Lanes>

  /// Widens a bound on squared distances by the relative rounding error of `lanes` …
  private let relativeSlack: Float
  /// … and by the absolute one.
  private let absoluteSlack: Float

  /// Which threads share a search while it is long enough to pay for starting them.
  private let team: WorkerTeam
  private let blocksPerChunk: Int

  init(
    _ points: Coordinates, weights rowWeights: [Double]?, team: WorkerTeam, blocksPerChunk: Int
  ) {
    self.team = team
    self.blocksPerChunk = blocksPerChunk
    count = points.count
    dimension = points.dimension
    let blockCount = (count + 7) / 8
    centroids = Column(repeating: 0, capacity: count * dimension)
    weights = Column(repeating: 1, capacity: count)
    clusterInSlot = Column(repeating: 0, capacity: count)
    slotOfCluster = Column(repeating: 0, capacity: count)
    lanes = Column(repeating: .zero, capacity: blockCount * dimension)
    reciprocalWeights = Column(repeating: Lanes(repeating: -.infinity), capacity: blockCount)
    origin = Column(repeating: 0, capacity: dimension)
    query = Column(repeating: .zero, capacity: dimension)

    // A coordinate below 2 in magnitude is off by at most 2⁻²⁴ in `lanes`, a difference of two by
    // twice that, so a distance by e = 2⁻²³·√dimension; and the sum of squares is off by a
    // relative 2⁻²⁴ a term. From d ≤ √L follows (d + e)² ≤ L(1 + 2⁻¹⁰) + e²(1 + 2¹⁰).
    // Both terms are doubled, which covers the rounding of the bound itself.
    relativeSlack = 1 + 0x1p-9 + Float(dimension + 8) * 0x1p-22
    absoluteSlack = 2 * Float(dimension) * 0x1p-46 * (1 + 0x1p10)

    for index in points.values.indices { centroids[index] = points.values[index] }
    for (axis, mean) in points.mean.enumerated() { origin[axis] = mean }
    for slot in 0..<count {
      if let rowWeights { weights[slot] = rowWeights[slot] }
      clusterInSlot[slot] = slot
      slotOfCluster[slot] = slot
      refreshLanes(of: slot)
    }
  }

  /// Puts the centroid of `first` and `second` in place of `second`; `first` is gone.
  mutating func merge(_ first: Int, into second: Int) {
    let (gap, kept) = (slotOfCluster[first], slotOfCluster[second])
    let weight = weights[gap] + weights[kept]
    let share = weights[gap] / weight
    for axis in 0..<dimension {
      // In this form equal centroids stay as they are.
      let difference = centroids[gap * dimension + axis] - centroids[kept * dimension + axis]
      centroids[kept * dimension + axis] += share * difference
    }
    weights[kept] = weight
    refreshLanes(of: kept)

    count -= 1
    if gap != count {
      for axis in 0..<dimension {
        centroids[gap * dimension + axis] = centroids[count * dimension + axis]
      }
      weights[gap] = weights[count]
      clusterInSlot[gap] = clusterInSlot[count]
      slotOfCluster[clusterInSlot[gap]] = gap
      refreshLanes(of: gap)
    }
    reciprocalWeights[count / 8][count % 8] = -.infinity
  }

  private func refreshLanes(of slot: Int) {
    let (block, lane) = (slot / 8, slot % 8)
    for axis in 0..<dimension {
      lanes[block * dimension + axis][lane] =
        Float(centroids[slot * dimension + axis] - origin[axis])
    }
    reciprocalWeights[block][lane] = Float(1 / weights[slot])
  }
}

extension LiveClusters {
  /// Cost of merging two live clusters; the same to the last bit whichever comes first.
  func cost(_ first: Int, _ second: Int) -> Double {
    cost(slot: slotOfCluster[first], slot: slotOfCluster[second])
  }

  private func cost(slot first: Int, slot second: Int) -> Double {
    var sum = 0.0
    for axis in 0..<dimension {
      let difference = centroids[first * dimension + axis] - centroids[second * dimension + axis]
      sum += difference * difference
    }
    let (weight, otherWeight) = (weights[first], weights[second])
    return sum * (weight * otherWeight / (weight + otherWeight))
  }

  /// The live cluster that is cheapest to merge with `cluster`.
  ///
  /// Among equally cheap ones `favourite` comes first, then the smallest number.
  func nearest(to cluster: Int, favouring favourite: Int?) -> Neighbour {
    let start =
      favourite.map { Neighbour(cluster: $0, cost: cost(cluster, $0)) }
      ?? Neighbour(cluster: -1, cost: .infinity)
    let slot = slotOfCluster[cluster]
    for axis in 0..<dimension {
      query[axis] = Lanes(repeating: lanes[slot / 8 * dimension + axis][slot % 8])
    }
    let blockCount = (count + 7) / 8
    let plan = ChunkPlan(count: blockCount, chunkSize: blocksPerChunk)
    if team.threadCount == 1 || plan.chunkCount < 3 {
      return nearest(to: cluster, in: 0..<blockCount, startingFrom: start)
    }
    let found = Column(repeating: start, capacity: plan.chunkCount)
    team.forEachChunk(of: plan) { _, chunk, blocks in
      found[chunk] = nearest(to: cluster, in: blocks, startingFrom: start)
    }
    var best = start
    for chunk in 0..<plan.chunkCount where found[chunk].cluster != start.cluster {
      best.take(found[chunk].cluster, at: found[chunk].cost, favouring: start.cluster)
    }
    return best
  }

  private func nearest(
    to cluster: Int, in blocks: Range<Int>, startingFrom start: Neighbour
  ) -> Neighbour {
    let (dimension, count, lanes, query) = (dimension, count, lanes, query)
    let slot = slotOfCluster[cluster]
    let reciprocalWeight = Lanes(repeating: reciprocalWeights[slot / 8][slot % 8])
    let nothing = Lanes(repeating: -absoluteSlack)

    // cost ≤ best says the same as d² ≤ best · (1/|A| + 1/|B|): no division in the loop.
    var best = start
    var threshold = Lanes(repeating: Float(best.cost) * relativeSlack)
    for block in blocks {
      var squares = nothing
      // Checked sums of indices would take half of the time here.
      let place = block &* dimension
      for axis in 0..<dimension {
        let difference = lanes[place &+ axis] - query[axis]
        squares += difference * difference
      }
      let passes = squares .<= (reciprocalWeight + reciprocalWeights[block]) * threshold
      guard any(passes) else { continue }
      for lane in 0..<8 where passes[lane] {
        let other = block * 8 + lane
        if other == slot || other >= count { continue }
        best.take(
          clusterInSlot[other], at: cost(slot: slot, slot: other), favouring: start.cluster)
      }
      threshold = Lanes(repeating: Float(best.cost) * relativeSlack)
    }
    return best
  }
}

extension LiveClusters.Neighbour {
  /// Becomes `other` if that is cheaper, or as cheap with a smaller number; `favourite` keeps its
  /// place among equals.
  mutating func take(_ other: Int, at otherCost: Double, favouring favourite: Int) {
    if otherCost < cost || (otherCost == cost && cluster != favourite && other < cluster) {
      self = LiveClusters.Neighbour(cluster: other, cost: otherCost)
    }
  }
}
