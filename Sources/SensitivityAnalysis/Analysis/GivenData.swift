import Randomness

/// Inputs and one output at the points that have one, whatever the design: what estimators from given
/// data use.
///
/// Each factor parts the points into classes: its values if they are few, otherwise equally many
/// points by rank.
struct GivenData {
  let factors: [Factor]
  /// One column a factor, one entry a point.
  let inputs: [[Double]]
  let outputs: [Double]
  /// The points of each independent block.
  let blocks: [[Int]]
  /// The points of each run: single points of one block are the same run, as where a table holds a point
  /// several times.
  let runs: [[Int]]
  /// Whether there are as many runs as the method needs points: fewer are too few to draw from.
  let hasIntervals: Bool
  let missingCount: Int

  init(
    _ points: DesignPoints, outputs: [Double], blocks limit: Int? = nil, least: Int
  ) throws(AnalysisProblem) {
    precondition(outputs.count == points.count, "outputs are one a point")
    var used: [Int] = []
    var blocks: [[Int]] = []
    var looked = 0
    for block in Blocks(points).members.prefix(limit ?? .max) {
      looked += block.count
      let kept = block.filter { !points.placements[$0].isHole && outputs[$0].isFinite }
      if !kept.isEmpty { blocks.append(Array(used.count..<(used.count + kept.count))) }
      used += kept
    }
    guard used.count >= least else {
      throw AnalysisProblem(
        found: "\(used.count) points with an output", allowed: "at least \(least)")
    }
    let values = used.map { outputs[$0] }
    guard let low = values.min(), let high = values.max(), low < high else {
      throw AnalysisProblem(
        found: "the same output at all points", allowed: "an output that varies")
    }
    guard (high - low).isFinite, (high - low) / 1000 > .leastNormalMagnitude else {
      throw AnalysisProblem(
        found: "outputs from \(low) to \(high)", allowed: "a range that can be divided")
    }
    factors = points.factors
    inputs = points.factors.indices.map { factor in
      let numbers = points.numbers(of: factor)
      return used.map { numbers[$0] }
    }
    self.outputs = values
    self.blocks = blocks
    runs =
      used.allSatisfy { points.placements[$0].role == .sample } ? blocks : used.indices.map { [$0] }
    hasIntervals = runs.count >= least
    missingCount = looked - used.count
  }

  var count: Int { outputs.count }

  /// Points drawn again by blocks, each as often as its block.
  func forEachReplicate(_ resampling: Resampling, _ body: (_ points: [Int]) -> Void) {
    resampling.forEachReplicate(of: blocks.count) { counts in
      var points: [Int] = []
      points.reserveCapacity(count)
      for (block, times) in zip(blocks, counts) {
        for _ in 0..<times { points += block }
      }
      body(points)
    }
  }

  /// A value without an interval where there are too few different runs for one.
  func checked(_ estimate: Estimate) -> Estimate {
    hasIntervals ? estimate : Estimate(value: estimate.value, lower: .nan, upper: .nan)
  }

  /// Outputs in orders that have nothing to do with the inputs; the points of a run stay together.
  func forEachShuffle(_ resampling: Resampling, _ body: (_ outputs: [Double]) -> Void) {
    var stream = RandomStream()
    let own = runs.map { outputs[$0[0]] }
    for replicate in 0..<resampling.replicates {
      stream.reset(
        key: DesignProcess.dummy.key(resampling.seed), entity: UInt64(replicate), tick: 0)
      var drawn = own
      stream.shuffle(&drawn)
      var shuffled = outputs
      for (run, output) in zip(runs, drawn) { for point in run { shuffled[point] = output } }
      body(shuffled)
    }
  }
}

/// Points of one factor by class.
struct Classes {
  /// Points of every class; some may be empty.
  private(set) var members: [[Int]]

  /// Parts by value where there are at most `most` values, otherwise by the given rule.
  init(
    _ values: [Double], most: Int, otherwise: (_ values: [Double]) -> [[Int]]
  ) {
    var distinct: Set<Double> = []
    for value in values where distinct.count <= most { distinct.insert(value) }
    if distinct.count <= most {
      let place = Dictionary(
        uniqueKeysWithValues: distinct.sorted().enumerated().map { ($1, $0) })
      members = [[Int]](repeating: [], count: distinct.count)
      for (index, value) in values.enumerated() { members[place[value] ?? 0].append(index) }
    } else {
      members = otherwise(values)
    }
  }

  /// `count` classes of as many points each as can be, by rank; equal values keep their order.
  static func byRank(_ values: [Double], count: Int) -> [[Int]] {
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var members = [[Int]](repeating: [], count: count)
    let width = Double(values.count) / Double(count)
    var current = 0
    for (place, index) in order.enumerated() {
      // Rank place + 1 belongs to the class whose upper edge it does not exceed.
      while current + 1 < count, Double(place + 1) > width * Double(current + 1) { current += 1 }
      members[current].append(index)
    }
    return members
  }

  /// `count` classes between the quantiles of the values, each with its lower edge, the last with both.
  static func byQuantile(_ values: [Double], count: Int) -> [[Int]] {
    let sorted = values.sorted()
    let edges = (0...count).map {
      Resampling.quantile(Double($0) / Double(count), ofSorted: sorted)
    }
    var members = [[Int]](repeating: [], count: count)
    for (index, value) in values.enumerated() {
      var (low, high) = (0, count - 1)
      // The last class whose lower edge the value reaches.
      while low < high {
        let middle = (low + high + 1) / 2
        if edges[middle] <= value { low = middle } else { high = middle - 1 }
      }
      members[low].append(index)
    }
    return members
  }
}

/// What an estimator from given data says of every factor.
public struct DistributionIndices: Sendable, Equatable {
  public struct Input: Sendable, Equatable {
    public let name: String
    /// With its bootstrap interval.
    public let index: Estimate
    /// The index as it is compared with `zeroLevel`; for δ before its bias is taken off.
    public let uncorrected: Double
    /// What `uncorrected` stays below, with the confidence of the resampling, if the output has nothing
    /// to do with the factor: outputs in shuffled order.
    public let zeroLevel: Double

    public var isAboveZeroLevel: Bool { uncorrected > zeroLevel }
  }

  public let inputs: [Input]
  public let usedPointCount: Int
  /// Holes and points without an output.
  public let missingPointCount: Int
}

extension DistributionIndices {
  /// The same with an eighth, a quarter, half and all of the blocks, where they are enough.
  static func stages(
    _ points: DesignPoints, _ make: (Int) -> DistributionIndices?
  ) -> [Stage<DistributionIndices>] {
    Blocks.stages(of: Blocks(points).members.count, least: 1).compactMap { size in
      make(size).map { Stage(size: size, result: $0) }
    }
  }
}
