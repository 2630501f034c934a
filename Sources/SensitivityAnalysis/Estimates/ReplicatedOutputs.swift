/// One output at the points of a design, run by run: each point is run several times, each time with
/// another seed.
public struct ReplicatedOutputs: Sendable, Equatable {
  /// One entry a point, each with one entry a replicate; not finite where there is none.
  public let values: [[Double]]
  /// One entry a point: the mean over its replicates; not a number where there is none.
  public let means: [Double]
  /// Whether replicate *r* has the same seed at every point (common random numbers). What the seed does
  /// to all points alike then cancels between points, and what a seed does to the effect of a factor is
  /// shared by all of them.
  public let sharesSeeds: Bool

  public init(values: [[Double]], means: [Double]? = nil, sharesSeeds: Bool) {
    self.values = values
    self.sharesSeeds = sharesSeeds
    self.means =
      means
      ?? values.map { values in
        let finite = values.filter(\.isFinite)
        return finite.isEmpty ? .nan : finite.reduce(0, +) / Double(finite.count)
      }
  }

  /// Most replicates of a point.
  public var replicateCount: Int { values.map(\.count).max() ?? 0 }

  /// Whether some point has two runs or more, without which noise cannot be estimated.
  public var isRepeated: Bool { values.contains { $0.count(where: \.isFinite) > 1 } }
}

/// How much of an output's variance is the noise of the seeds, beside what the points differ by.
///
/// y(p, r) = m(p) + b(r) + e(p, r): the expected output of the point, what the seed does to all points
/// alike (only with common random numbers), and the rest. The mean over R replicates has the noise
/// variance σ²(e) / R, which adds to the variance of m and to every index made of it.
public struct SeedNoise: Sendable, Equatable {
  /// Points with at least two replicates.
  public let repeatedPointCount: Int
  /// Variance of single runs at one point, σ²(b) + σ²(e); not a number without replicates.
  public let varianceOfRuns: Double
  /// Noise in the points' means by which they differ, σ²(e) / R; not a number with one point.
  public let varianceOfMeans: Double
  /// Variance of m over the points, noise taken off; can come out below 0.
  public let varianceBetweenPoints: Double

  public init(_ outputs: ReplicatedOutputs) {
    let points = outputs.values.indices.filter { outputs.means[$0].isFinite }
    let repeated = points.filter { outputs.values[$0].count(where: \.isFinite) > 1 }
    repeatedPointCount = repeated.count
    var (within, squares) = (0.0, 0.0)
    var (freedom, effects) = (0, [Double](repeating: 0, count: outputs.replicateCount))
    var counts = [Int](repeating: 0, count: outputs.replicateCount)
    // Means of the point's own replicates: those of `outputs` may be adjusted for missing ones.
    let own = repeated.map { point -> Double in
      let finite = outputs.values[point].filter(\.isFinite)
      return finite.reduce(0, +) / Double(finite.count)
    }
    for (point, mean) in zip(repeated, own) {
      var (sum, count) = (0.0, 0)
      for (replicate, value) in outputs.values[point].enumerated() where value.isFinite {
        let deviation = value - mean
        sum += deviation * deviation
        count += 1
        effects[replicate] += deviation
        counts[replicate] += 1
      }
      within += sum / Double(count - 1)
      squares += sum
      freedom += count - 1
    }
    varianceOfRuns = repeated.isEmpty ? .nan : within / Double(repeated.count)
    if outputs.sharesSeeds {
      for replicate in effects.indices where counts[replicate] > 0 {
        effects[replicate] /= Double(counts[replicate])
      }
      squares = 0
      for (point, mean) in zip(repeated, own) {
        for (replicate, value) in outputs.values[point].enumerated() where value.isFinite {
          let rest = value - mean - effects[replicate]
          squares += rest * rest
        }
      }
      freedom -= max(0, counts.count { $0 > 0 } - 1)
    }
    let means = points.map { outputs.means[$0] }
    let middle = means.reduce(0, +) / Double(means.count)
    let all =
      means.count > 1
      ? means.reduce(0) { $0 + ($1 - middle) * ($1 - middle) } / Double(means.count - 1) : .nan
    let shares = points.map { 1 / Double(outputs.values[$0].count(where: \.isFinite)) }
    let rest = freedom > 0 ? squares / Double(freedom) : .nan
    varianceOfMeans =
      means.count > 1 ? rest * shares.reduce(0, +) / Double(points.count) : .nan
    varianceBetweenPoints = all - varianceOfMeans
  }

  /// Share of the noise in the variance of single runs over the whole study, from 0 to 1; not a number
  /// where it cannot be told.
  public var shareOfRuns: Double {
    let all = varianceOfRuns + max(0, varianceBetweenPoints)
    return all > 0 ? varianceOfRuns / all : .nan
  }

  /// Share of the noise in the variance of the points' means, from 0 to 1; not a number where it cannot
  /// be told.
  public var shareOfMeans: Double {
    let all = varianceOfMeans + varianceBetweenPoints
    return all > 0 ? min(1, varianceOfMeans / all) : .nan
  }

  /// Share of noise in the variance of means from which it is comparable to what the factors do: its
  /// standard deviation is then half of theirs.
  public static let comparableShare = 0.2

  /// Whether the noise in the means is comparable to what the factors do.
  public var isComparable: Bool { shareOfMeans >= Self.comparableShare }

  /// Replicates with which the share of noise in the means would fall to `share`; nil where the factors'
  /// variance cannot be told from none.
  public func replicates(forShare share: Double, now count: Int) -> Int? {
    guard varianceBetweenPoints > 0, varianceOfMeans.isFinite else { return nil }
    let needed =
      Double(count) * varianceOfMeans / varianceBetweenPoints * (1 - share) / share
    return needed < 1e6 ? max(count, Int(needed.rounded(.up))) : nil
  }
}
