import Randomness

/// Kolmogorov's statistic √n · sup |Fₙ − F| of a sample against a continuous distribution.
///
/// Its own distribution does not depend on F: 1.95 is exceeded once in 1,000 samples, 2.23 once in
/// 10,000.
func kolmogorovStatistic(_ sample: [Double], cdf: (Double) -> Double) -> Double {
  let count = Double(sample.count)
  var largest = 0.0
  for (index, value) in sample.sorted().enumerated() {
    let probability = cdf(value)
    largest = max(
      largest, Double(index + 1) / count - probability, probability - Double(index) / count)
  }
  return largest * count.squareRoot()
}

/// Pearson's chi-square of `counts` against `probabilities`, less its degrees of freedom and in its
/// standard deviations √(2 · degrees): about standard normal when there are many cells, with a
/// longer right tail when there are few. Cells expected to hold fewer than 10 are pooled.
func chiSquareScore(counts: [Int], probabilities: [Double]) -> Double {
  let total = Double(counts.reduce(0, +))
  var (statistic, degrees) = (0.0, -1.0)
  var (pooledCount, pooledExpected) = (0.0, 0.0)
  for (count, probability) in zip(counts, probabilities) {
    pooledCount += Double(count)
    pooledExpected += probability * total
    guard pooledExpected >= 10 else { continue }
    statistic += (pooledCount - pooledExpected) * (pooledCount - pooledExpected) / pooledExpected
    degrees += 1
    (pooledCount, pooledExpected) = (0, 0)
  }
  if pooledExpected > 0 {
    statistic += (pooledCount - pooledExpected) * (pooledCount - pooledExpected) / pooledExpected
    degrees += 1
  } else if pooledCount > 0 {
    return .infinity
  }
  return (statistic - degrees) / (2 * degrees).squareRoot()
}

/// Mean and variance of a sample, and the distance of the mean from `expected` in standard errors.
struct Moments {
  let mean: Double
  let variance: Double
  /// Standard error of the variance, from the sample's own fourth moment.
  let varianceError: Double
  let meanError: Double

  init(_ sample: [Double]) {
    let count = Double(sample.count)
    let mean = sample.reduce(0, +) / count
    let second = sample.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    let fourth = sample.reduce(0) { sum, value in
      let square = (value - mean) * (value - mean)
      return sum + square * square
    }
    self.mean = mean
    variance = second
    meanError = (second / count).squareRoot()
    varianceError = ((fourth / count - second * second) / count).squareRoot()
  }
}

/// Pearson's correlation times √n: standard normal for independent samples of many.
func correlationScore(_ x: [Double], _ y: [Double]) -> Double {
  let (mx, my) = (Moments(x), Moments(y))
  let covariance = zip(x, y).reduce(0) { $0 + ($1.0 - mx.mean) * ($1.1 - my.mean) }
  return covariance / Double(x.count) / (mx.variance * my.variance).squareRoot()
    * Double(x.count).squareRoot()
}

/// A stream of this tests' own, by name.
func stream(_ name: String, tick: UInt32 = 0) -> RandomStream {
  var stream = RandomStream()
  stream.reset(key: StreamKey(seed: 2026), entity: stableHash(name), tick: tick)
  return stream
}

/// `count` draws, one after the other.
func draws<Outcome>(
  _ count: Int, from stream: consuming RandomStream,
  _ draw: (inout RandomStream) -> Outcome
) -> [Outcome] {
  var outcomes: [Outcome] = []
  outcomes.reserveCapacity(count)
  for _ in 0..<count { outcomes.append(draw(&stream)) }
  return outcomes
}
