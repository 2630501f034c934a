import Foundation
public import Randomness

/// Whether regions have a sector's firms in one state or in two, an ordinary and a clustered one.
///
/// Brenner: without clusters the number of firms per region falls off exponentially; where local
/// clusters exist it is a mixture of an ordinary and a clustered state. On whole numbers the
/// exponential is the geometric distribution P(k) = (1 − q) qᵏ with q = m/(1 + m), which, other than
/// a density, stays bounded at 0 firms. The mixture w·P(k; m₁) + (1 − w)·P(k; m₂), m₁ ≤ m₂, is fitted
/// by expectation–maximisation from several starts.
///
/// Source: Brenner (2004), *Local Industrial Clusters*, chapter 4; Dempster, Laird and Rubin (1977).
public struct FirmsPerRegion: Sendable, Equatable {
  /// Mean firms per region, the plain distribution's one parameter.
  public let mean: Double
  /// Mean firms of an ordinary and of a clustered region, and the part of clustered regions, [0, 1].
  public let ordinaryMean: Double
  public let clusteredMean: Double
  public let clusteredShare: Double
  /// 2·(ln L of the mixture − ln L of the plain distribution), at least 0; NaN with under four
  /// regions or no firm.
  public let likelihoodRatio: Double
  /// Probability of each region to be in the clustered state, given its firms.
  public let memberships: [Double]

  /// - Parameter counts: Firms of the sector, one entry a region, not negative; rounded.
  public init(counts: [Double]) {
    let counts = counts.map { $0.rounded() }
    let mean = RegionalMeasures.mean(of: counts)
    self.mean = mean
    guard counts.count >= 4, mean > 0, mean.isFinite else {
      (ordinaryMean, clusteredMean, clusteredShare) = (mean, mean, 0)
      likelihoodRatio = .nan
      memberships = counts.map { _ in .nan }
      return
    }
    // What the likelihood needs of the counts: each value once, with its number.
    var best = Fit(weight: 0, ordinary: mean, clustered: mean, logLikelihood: -.infinity)
    for part in [0.5, 0.75, 0.9] {
      let split = quantile(part, of: counts)
      let low = counts.filter { $0 <= split }
      let high = counts.filter { $0 > split }
      guard !high.isEmpty else { continue }
      let fit = Fit(
        to: counts,
        from: Fit(
          weight: Double(high.count) / Double(counts.count),
          ordinary: RegionalMeasures.mean(of: low), clustered: RegionalMeasures.mean(of: high),
          logLikelihood: -.infinity))
      if fit.logLikelihood > best.logLikelihood { best = fit }
    }
    let geometric = Geometric(mean: mean)
    let plain = counts.reduce(0.0) { $0 + geometric.logProbability(of: $1) }
    likelihoodRatio = max(0, 2 * (best.logLikelihood - plain))
    (ordinaryMean, clusteredMean) = (best.ordinary, best.clustered)
    clusteredShare = best.weight
    let states = best.states
    memberships = counts.map { states.membership($0).clustered }
  }

  /// Probability of a likelihood ratio as large or larger if the plain distribution holds, by
  /// drawing as many regions from it: the usual χ² does not hold where a mixture's part vanishes.
  ///
  /// Source: McLachlan (1987), doi:10.2307/2347790.
  public func probability(
    draws: Int, key: StreamKey, entity: UInt64, tick: UInt32
  ) -> Double {
    guard likelihoodRatio.isFinite, draws > 0 else { return .nan }
    var stream = RandomStream()
    stream.reset(key: key, entity: entity, tick: tick)
    let logFailure = log(mean / (1 + mean))
    var above = 0
    for _ in 0..<draws {
      let drawn = memberships.map { _ in (log(stream.uniformPositive()) / logFailure).rounded(.down)
      }
      let ratio = FirmsPerRegion(counts: drawn).likelihoodRatio
      if ratio >= likelihoodRatio { above += 1 }
    }
    return Double(1 + above) / Double(1 + draws)
  }
}

/// The geometric distribution with a mean.
private struct Geometric {
  private let mean: Double
  private let logRatio: Double
  private let logNone: Double

  init(mean: Double) {
    self.mean = mean
    logRatio = log(mean / (1 + mean))
    logNone = log1p(mean)
  }

  /// ln P(k).
  func logProbability(of count: Double) -> Double {
    if mean <= 0 { return count == 0 ? 0 : -.infinity }
    return count * logRatio - logNone
  }
}

/// A mixture of two geometric distributions.
private struct Fit {
  var weight: Double
  var ordinary: Double
  var clustered: Double
  var logLikelihood: Double

  init(weight: Double, ordinary: Double, clustered: Double, logLikelihood: Double) {
    self.weight = weight
    self.ordinary = ordinary
    self.clustered = clustered
    self.logLikelihood = logLikelihood
  }

  /// Steps of expectation and maximisation until the likelihood stands still.
  init(to counts: [Double], from start: Fit) {
    self = start
    for _ in 0..<500 {
      var (members, firmsIn, firmsOut, likelihood) = (0.0, 0.0, 0.0, 0.0)
      let states = states
      for count in counts {
        let (part, logPart) = states.membership(count)
        members += part
        firmsIn += part * count
        firmsOut += (1 - part) * count
        likelihood += logPart
      }
      let gain = likelihood - logLikelihood
      logLikelihood = likelihood
      let number = Double(counts.count)
      guard gain > 1e-9, members > 0, members < number else { break }
      weight = members / number
      clustered = firmsIn / members
      ordinary = firmsOut / (number - members)
    }
    if ordinary > clustered {
      (ordinary, clustered, weight) = (clustered, ordinary, 1 - weight)
    }
  }

  /// Both states with their logarithms, which do not depend on a region's firms.
  var states: States {
    States(
      weight: weight, logWeight: log(weight), logRest: log(1 - weight),
      clustered: Geometric(mean: clustered), ordinary: Geometric(mean: ordinary))
  }

  struct States {
    let weight: Double
    let logWeight: Double
    let logRest: Double
    let clustered: Geometric
    let ordinary: Geometric

    /// The probability to be clustered, and ln of the mixture's probability.
    func membership(_ count: Double) -> (clustered: Double, logProbability: Double) {
      let high = logWeight + clustered.logProbability(of: count)
      let low = logRest + ordinary.logProbability(of: count)
      let top = max(high, low)
      guard top.isFinite else { return (weight, top) }
      let (inside, outside) = (exp(high - top), exp(low - top))
      let sum = inside + outside
      return (inside / sum, top + log(sum))
    }
  }
}
