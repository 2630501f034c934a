import Randomness

/// How intervals are made: by drawing the blocks of a design again, with replacement.
///
/// A block is what is independent of the rest: a trajectory, a radial block, a point by itself.
/// Replicate *b* draws from a stream of its own, so that intervals are the same in every run.
public struct Resampling: Sendable, Hashable {
  /// Number of replicates; 0 leaves intervals out.
  public var replicates: Int
  /// Share of replicates within an interval, its ends being quantiles of type 7.
  public var confidence: Double
  public var seed: UInt64

  /// Efron and Tibshirani (1993, section 13.3) take about 1000 replicates for percentiles.
  public init(replicates: Int = 1000, confidence: Double = 0.95, seed: UInt64 = 1) {
    precondition(replicates >= 0, "a number of replicates is not negative")
    precondition(confidence > 0 && confidence < 1, "a confidence lies between 0 and 1")
    self.replicates = replicates
    self.confidence = confidence
    self.seed = seed
  }

  /// How often each of `count` blocks is drawn, for every replicate in turn.
  func forEachReplicate(of count: Int, _ body: (_ counts: [Int32]) -> Void) {
    var stream = RandomStream()
    var counts = [Int32](repeating: 0, count: count)
    for replicate in 0..<replicates {
      stream.reset(
        key: DesignProcess.bootstrap.key(seed), entity: UInt64(replicate), tick: 0)
      for index in counts.indices { counts[index] = 0 }
      for _ in 0..<count { counts[stream.integer(below: count)] += 1 }
      body(counts)
    }
  }

  /// The percentile interval of a value.
  func estimate(_ value: Double, replicates: [Double]) -> Estimate {
    let sorted = replicates.filter(\.isFinite).sorted()
    let tail = (1 - confidence) / 2
    return Estimate(
      value: value, lower: Self.quantile(tail, ofSorted: sorted),
      upper: Self.quantile(1 - tail, ofSorted: sorted))
  }

  /// The percentile interval of a value whose estimate is biased upwards by noise, and so even more in
  /// replicates, which have less different points: moved down by their mean's distance from the value.
  /// It tells how far the estimate scatters, and not how much of it is noise.
  func centredEstimate(_ value: Double, replicates: [Double]) -> Estimate {
    let finite = replicates.filter(\.isFinite)
    let bias = finite.reduce(0, +) / Double(finite.count) - value
    return estimate(value, replicates: finite.map { $0 - bias })
  }

  /// Linear between order statistics: type 7 of Hyndman and Fan (1996), doi:10.2307/2684934.
  static func quantile(_ probability: Double, ofSorted values: [Double]) -> Double {
    guard let last = values.last else { return .nan }
    let rank = Double(values.count - 1) * probability
    let below = Int(rank)
    guard below + 1 < values.count else { return last }
    return values[below] + (rank - Double(below)) * (values[below + 1] - values[below])
  }
}

/// A value and the interval that it lies in; ends are not numbers where there were no replicates.
public struct Estimate: Sendable, Equatable {
  public let value: Double
  public let lower: Double
  public let upper: Double

  public init(value: Double, lower: Double, upper: Double) {
    self.value = value
    self.lower = lower
    self.upper = upper
  }

  /// What is not defined, such as the direction of a group of factors.
  static let undefined = Estimate(value: .nan, lower: .nan, upper: .nan)

  public func contains(_ number: Double) -> Bool { lower <= number && number <= upper }
}

/// Why a table of outputs cannot be analysed as asked.
public struct AnalysisProblem: Error, Sendable, Equatable, CustomStringConvertible {
  public let found: String
  public let allowed: String

  init(found: String, allowed: String) {
    self.found = found
    self.allowed = allowed
  }

  public var description: String { "\(found); allowed: \(allowed)" }
}

/// Blocks of a design in order, as ranges of points.
struct Blocks {
  /// Points of each block.
  let members: [[Int]]

  init(_ points: DesignPoints) {
    var members: [[Int]] = []
    var place: [Int: Int] = [:]
    for (index, placement) in points.placements.enumerated() {
      if let block = place[placement.block] {
        members[block].append(index)
      } else {
        place[placement.block] = members.count
        members.append([index])
      }
    }
    self.members = members
  }

  /// N/8, N/4, N/2 and N blocks: where the development of an index with the size of a study is shown.
  static func stages(of count: Int, least: Int) -> [Int] {
    var seen: Set<Int> = []
    return [8, 4, 2, 1].map { count / $0 }.filter { $0 >= least && seen.insert($0).inserted }
  }
}

/// A value of something at several sizes of a study.
public struct Stage<Result: Sendable>: Sendable {
  /// Number of blocks or points used.
  public let size: Int
  public let result: Result
}
