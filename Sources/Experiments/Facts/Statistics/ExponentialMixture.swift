import Foundation
import Randomness

/// Two exponential densities, π₁ e^{−x/μ₁}/μ₁ + (1−π₁) e^{−x/μ₂}/μ₂, fitted by expectation
/// maximisation and held against one.
///
/// Many places hold what chance gives them, a few are in another state: then numbers of firms are a
/// mixture and not one exponential. Source: Brenner (2006), "Identification of local industrial
/// clusters in Germany", Regional Studies 40, for the two states; the test is ours.
public struct ExponentialMixture: Sendable, Equatable {
  /// Weight and mean of the part with the smaller mean, and the mean of the other.
  public let lowWeight: Double
  public let lowMean: Double
  public let highMean: Double
  public let logLikelihood: Double
  /// Of one exponential with the mean of all.
  public let singleLogLikelihood: Double

  /// 2 · (ln L of the mixture − ln L of one exponential), at least 0.
  public var ratio: Double { max(0, 2 * (logLikelihood - singleLogLikelihood)) }

  /// Fits `values`, which are positive; nil with fewer than eight.
  ///
  /// Starts from three splits of the sorted values and keeps the best end.
  public init?(_ values: [Double]) {
    guard values.count >= 8, values.allSatisfy({ $0.isFinite && $0 > 0 }) else { return nil }
    let count = Double(values.count)
    let average = values.reduce(0, +) / count
    singleLogLikelihood = -count * (log(average) + 1)
    let sorted = values.sorted()
    var best = (weight: 1.0, low: average, high: average, likelihood: singleLogLikelihood)
    for share in [0.3, 0.6, 0.9] {
      let cut = max(1, min(values.count - 1, Int(share * count)))
      var weight = Double(cut) / count
      var low = sorted[..<cut].reduce(0, +) / Double(cut)
      var high = sorted[cut...].reduce(0, +) / Double(values.count - cut)
      var likelihood = -Double.infinity
      for _ in 0..<500 {
        var (lowSum, lowCount, total) = (0.0, 0.0, 0.0)
        for x in values {
          let first = weight / low * exp(-x / low)
          let second = (1 - weight) / high * exp(-x / high)
          // Far out both densities may underflow; the wider part then has the point.
          let whole = first + second
          let share = whole > 0 ? first / whole : 0
          lowCount += share
          lowSum += share * x
          total += whole > 0 ? log(whole) : log((1 - weight) / high) - x / high
        }
        let converged = abs(total - likelihood) < 1e-8 * abs(total)
        likelihood = total
        if converged || lowCount < 1e-6 || count - lowCount < 1e-6 { break }
        weight = lowCount / count
        low = max(lowSum / lowCount, 1e-12 * average)
        high = (average * count - lowSum) / (count - lowCount)
      }
      if likelihood > best.likelihood { best = (weight, low, high, likelihood) }
    }
    let swapped = best.low > best.high
    lowWeight = swapped ? 1 - best.weight : best.weight
    lowMean = min(best.low, best.high)
    highMean = max(best.low, best.high)
    logLikelihood = best.likelihood
  }
}

/// The test of a mixture of two exponentials against one.
public struct MixtureTest: Sendable, Equatable {
  public let fit: ExponentialMixture
  /// (1 + bootstrap ratios at least as large) / (1 + bootstrap samples): the usual limit of the
  /// ratio does not hold, since under one exponential the second part is not identified.
  public let probability: Double

  /// - Parameters:
  ///   - samples: Parametric bootstrap samples from one exponential of the same mean.
  ///   - seed: Of the bootstrap's own stream; one seed, one answer.
  public init?(_ values: [Double], samples: Int = 99, seed: UInt64 = 1) {
    guard let fit = ExponentialMixture(values) else { return nil }
    self.fit = fit
    var stream = RandomStream()
    var asLarge = 0
    for sample in 0..<samples {
      stream.reset(
        key: StreamKey(seed: seed, process: 0x6d69_7874), entity: UInt64(sample), tick: 0)
      let drawn = values.map { _ in stream.exponential(mean: 1) + .leastNormalMagnitude }
      if let other = ExponentialMixture(drawn), other.ratio >= fit.ratio { asLarge += 1 }
    }
    probability = Double(1 + asLarge) / Double(1 + samples)
  }
}
