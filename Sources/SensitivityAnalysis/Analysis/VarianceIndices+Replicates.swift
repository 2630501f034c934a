import Randomness

/// Sobol' indices of the expected output, where every point has replicates.
///
/// Indices of the points' means count the noise of the seeds as if it were a factor's: the mean over R
/// replicates has the noise variance σ² / R, and ST of an input that does nothing is σ² / (R V). Every
/// product x̄ z̄ of two means is therefore replaced by x̄ z̄ − cov(x, z) / R, with the covariance over the
/// replicates of the block (divisor R − 1), whose expectation is E[x] E[z] whatever the noise is.
///
/// Intervals come from resampling on two levels. Blocks are drawn as elsewhere. Where replicates share
/// their seeds over all points, a seed can change what a factor does everywhere, so replicates are drawn
/// too, the same for all blocks (Owen 2007, doi:10.1214/07-AOAS122), with weights w spread by
/// √(R / (R − 1)) so that few replicates do not look too much alike (Rao and Wu 1988,
/// doi:10.2307/2288945); the covariance then has the weight Σ w² in place of 1 / R. Where every run has a
/// seed of its own, blocks are independent, noise included, and drawing them is enough.
extension VarianceIndices {
  /// - Parameters:
  ///   - outputs: With at least two replicates; a block counts with the replicates of which it has every
  ///     point, and is left out where these are fewer than two.
  ///   - blocks: How many blocks to look at, from the first; all if nil.
  /// - Throws: Where the means of the points differ by no more than the noise of the seeds.
  /// - Complexity: O(*NkR*) a resample for *N* blocks, *k* inputs and *R* replicates.
  public init(
    _ points: DesignPoints, outputs: ReplicatedOutputs, resampling: Resampling = Resampling(),
    blocks limit: Int? = nil
  ) throws(AnalysisProblem) {
    precondition(outputs.values.count == points.count, "outputs are one a point")
    guard points.placements.contains(where: { $0.role == .ab }) else {
      throw AnalysisProblem(
        found: "a design without radial blocks", allowed: "a design of the kind saltelli")
    }
    let all = Blocks(points).members.prefix(limit ?? .max)
    var sample = ReplicatedBlocks(points, replicateCount: outputs.replicateCount)
    for block in all { sample.add(block, points, outputs.values) }
    guard sample.count >= 2 else {
      throw AnalysisProblem(
        found: "\(sample.count) of \(all.count) blocks with two replicates of every point",
        allowed: "at least 2, or --method pawn or delta, which use every point by itself")
    }
    sample.prepare(sharesSeeds: outputs.sharesSeeds)
    let (plain, once) = (sample.plainWeights, [Double](repeating: 1, count: sample.count))
    let own = sample.indices(counts: once, weights: plain)
    guard sample.varianceOfMeans > 0 else {
      throw AnalysisProblem(
        found: "the same output at all points", allowed: "an output that varies")
    }
    guard own.variance > 0 else {
      throw AnalysisProblem(
        found: "means of points that differ by no more than the noise of the seeds",
        allowed: "more replicates, or parameters that change the output more")
    }
    var resamples: [ReplicatedBlocks.Indices] = []
    var number = 0
    resampling.forEachReplicate(of: sample.count) { counts in
      let weights =
        outputs.sharesSeeds ? sample.weights(resample: number, seed: resampling.seed) : plain
      let indices = sample.indices(counts: counts.map(Double.init), weights: weights)
      // Noise may leave a resample without variance; it has no indices.
      if indices.variance > 0 { resamples.append(indices) }
      number += 1
    }
    let names = points.units
    self.init(
      inputs: names.indices.map { unit in
        Input(
          name: names[unit],
          first: resampling.estimate(
            own.first[unit], replicates: resamples.map { $0.first[unit] }),
          total: resampling.estimate(
            own.total[unit], replicates: resamples.map { $0.total[unit] }))
      },
      pairs: sample.pairPlaces.enumerated().map { place, pair in
        Pair(
          first: names[pair.0], second: names[pair.1],
          index: resampling.estimate(
            own.pairs[place], replicates: resamples.map { $0.pairs[place] }))
      },
      usedBlockCount: sample.count, droppedBlockCount: all.count - sample.count,
      mean: sample.mean, variance: own.variance)
  }

  /// The same with an eighth, a quarter, half and all of the blocks.
  public static func convergence(
    _ points: DesignPoints, outputs: ReplicatedOutputs, resampling: Resampling = Resampling()
  ) -> [Stage<VarianceIndices>] {
    Blocks.stages(of: Blocks(points).members.count, least: 2).compactMap { size in
      (try? VarianceIndices(points, outputs: outputs, resampling: resampling, blocks: size))
        .map { Stage(size: size, result: $0) }
    }
  }
}

/// Outputs of complete blocks by replicate.
private struct ReplicatedBlocks {
  struct Indices {
    var variance = 0.0
    var first: [Double] = []
    var total: [Double] = []
    var pairs: [Double] = []
  }

  private let unitCount: Int
  private let replicateCount: Int
  private let hasPairs: Bool
  /// Columns of a block: A, B, AB of every unit, BA of every unit if there are pairs.
  private let width: Int
  /// By block, column and replicate; not a number where a replicate is not complete.
  private var values: [[[Double]]] = []
  /// By block: covariances over its replicates that the estimators take off.
  private var varianceNoise: [Double] = []
  private var firstNoise: [[Double]] = []
  private var totalNoise: [[Double]] = []
  private var pairNoise: [[Double]] = []
  private(set) var mean = 0.0
  /// Variance of the means of A and B with the noise in it.
  private(set) var varianceOfMeans = 0.0

  init(_ points: DesignPoints, replicateCount: Int) {
    unitCount = points.units.count
    hasPairs = points.placements.contains { $0.role == .ba }
    width = 2 + unitCount * (hasPairs ? 2 : 1)
    self.replicateCount = replicateCount
  }

  var count: Int { values.count }

  var pairPlaces: [(Int, Int)] {
    guard hasPairs else { return [] }
    return (0..<unitCount).flatMap { first in
      ((first + 1)..<max(first + 1, unitCount)).map { (first, $0) }
    }
  }

  var plainWeights: [Double] {
    [Double](repeating: 1 / Double(replicateCount), count: replicateCount)
  }

  /// Takes a block if it has at least two complete replicates.
  mutating func add(_ block: [Int], _ points: DesignPoints, _ outputs: [[Double]]) {
    let missing = [Double](repeating: .nan, count: replicateCount)
    var columns = [[Double]](repeating: missing, count: width)
    for index in block where !points.placements[index].isHole {
      let placement = points.placements[index]
      let column: Int
      switch placement.role {
      case .a: column = 0
      case .b: column = 1
      case .ab: column = 2 + placement.unit
      case .ba: column = 2 + unitCount + placement.unit
      case .sample, .start, .step: continue
      }
      for (replicate, value) in outputs[index].enumerated() { columns[column][replicate] = value }
    }
    var complete = 0
    for replicate in 0..<replicateCount {
      if columns.allSatisfy({ $0[replicate].isFinite }) {
        complete += 1
      } else {
        for column in columns.indices { columns[column][replicate] = .nan }
      }
    }
    if complete > 1 { values.append(columns) }
  }

  /// Centres the outputs and works out what noise adds to each block's products.
  ///
  /// Shared seeds shift all points of a replicate alike, which is taken off replicate by replicate.
  mutating func prepare(sharesSeeds: Bool) {
    var sums = [Double](repeating: 0, count: replicateCount)
    var counts = sums
    for block in values {
      for column in block {
        for (replicate, value) in column.enumerated() where value.isFinite {
          sums[replicate] += value
          counts[replicate] += 1
        }
      }
    }
    mean = sums.reduce(0, +) / counts.reduce(0, +)
    let mean = mean
    let centres = zip(sums, counts).map { sum, count in
      sharesSeeds && count > 0 ? sum / count : mean
    }
    for block in values.indices {
      for column in values[block].indices {
        for replicate in 0..<replicateCount {
          values[block][column][replicate] -= centres[replicate]
        }
      }
    }
    for block in values {
      let (a, b) = (block[0], block[1])
      let mixed = (0..<unitCount).map { unit in zip(block[2 + unit], a).map { $0 - $1 } }
      varianceNoise.append(Self.covariance(a, a) + Self.covariance(b, b))
      firstNoise.append(mixed.map { Self.covariance(b, $0) })
      totalNoise.append(mixed.map { Self.covariance($0, $0) })
      let both = Self.covariance(a, b)
      pairNoise.append(
        pairPlaces.map { Self.covariance(block[2 + unitCount + $0.0], block[2 + $0.1]) - both })
    }
    let once = [Double](repeating: 1, count: count)
    let plain = plainWeights
    varianceOfMeans = indices(counts: once, weights: plain, takesNoiseOff: false).variance
  }

  /// Over the finite entries, with the divisor n − 1.
  private static func covariance(_ one: [Double], _ other: [Double]) -> Double {
    var (count, first, second) = (0.0, 0.0, 0.0)
    for (x, z) in zip(one, other) where x.isFinite {
      count += 1
      first += x
      second += z
    }
    var sum = 0.0
    for (x, z) in zip(one, other) where x.isFinite {
      sum += (x - first / count) * (z - second / count)
    }
    return sum / (count - 1)
  }

  /// Weights of replicates that are drawn with replacement, spread by √(R / (R − 1)); they sum to 1.
  func weights(resample: Int, seed: UInt64) -> [Double] {
    var stream = RandomStream()
    // A process of its own, apart from those of designs.
    stream.reset(key: StreamKey(seed: seed, process: 101), entity: UInt64(resample), tick: 0)
    var counts = [Double](repeating: 0, count: replicateCount)
    for _ in 0..<replicateCount { counts[stream.integer(below: replicateCount)] += 1 }
    let size = Double(replicateCount)
    let spread = (size / (size - 1)).squareRoot()
    return counts.map { 1 / size + spread * ($0 - 1) / size }
  }

  /// - Parameters:
  ///   - blockCounts: How often each block counts.
  ///   - weights: Of replicates, with the sum 1.
  func indices(
    counts blockCounts: [Double], weights: [Double], takesNoiseOff: Bool = true
  ) -> Indices {
    let size = Double(count)
    var (sum, squares, noise) = (0.0, 0.0, 0.0)
    var first = [Double](repeating: 0, count: unitCount)
    var total = first
    let places = pairPlaces
    var pairs = [Double](repeating: 0, count: places.count)
    var means = [Double](repeating: 0, count: width)
    for (block, times) in blockCounts.enumerated() where times > 0 {
      let columns = values[block]
      let factor = average(columns, weights, into: &means)
      let correction = takesNoiseOff ? factor : 0
      let (a, b) = (means[0], means[1])
      sum += times * (a + b)
      squares += times * (a * a + b * b)
      noise += times * correction * varianceNoise[block]
      for unit in 0..<unitCount {
        let difference = means[2 + unit] - a
        first[unit] += times * (b * difference - correction * firstNoise[block][unit])
        total[unit] += times * (difference * difference - correction * totalNoise[block][unit])
      }
      for (place, pair) in places.enumerated() {
        pairs[place] +=
          times
          * (means[2 + unitCount + pair.0] * means[2 + pair.1] - a * b
            - correction * pairNoise[block][place])
      }
    }
    let middle = sum / (2 * size)
    var result = Indices()
    result.variance = squares / (2 * size) - middle * middle - noise / (2 * size)
    let variance = result.variance
    result.first = first.map { $0 / size / variance }
    result.total = total.map { $0 / size / 2 / variance }
    for (place, pair) in places.enumerated() {
      result.pairs.append(
        pairs[place] / size / variance - result.first[pair.0] - result.first[pair.1])
    }
    return result
  }

  /// Weighted means of a block's columns over the replicates that it has.
  ///
  /// - Returns: Σ w² of the weights used.
  private func average(
    _ columns: [[Double]], _ weights: [Double], into means: inout [Double]
  ) -> Double {
    var own = weights
    var isWhole = true
    for (replicate, value) in columns[0].enumerated() where !value.isFinite {
      own[replicate] = 0
      isWhole = false
    }
    if !isWhole {
      let sum = own.reduce(0, +)
      if sum > 0.25 {
        for replicate in own.indices { own[replicate] /= sum }
      } else {
        // Those that were drawn are not in this block: it keeps equal weights.
        let present = columns[0].count(where: \.isFinite)
        for (replicate, value) in columns[0].enumerated() {
          own[replicate] = value.isFinite ? 1 / Double(present) : 0
        }
      }
    }
    for (place, column) in columns.enumerated() {
      var mean = 0.0
      for (replicate, weight) in own.enumerated() where weight != 0 {
        mean += weight * column[replicate]
      }
      means[place] = mean
    }
    return own.reduce(0) { $0 + $1 * $1 }
  }
}
