import Foundation
import Randomness
import Testing
import TripleHelix

@testable import Experiments

/// Numbers of one keyed stream.
private func drawn(
  _ count: Int, seed: UInt64 = 7, _ draw: (inout RandomStream) -> Double
)
  -> [Double]
{
  var stream = RandomStream()
  stream.reset(key: StreamKey(seed: seed), entity: 1, tick: 0)
  return (0..<count).map { _ in draw(&stream) }
}

@Suite struct MeanIntervalTests {
  @Test(arguments: [(1, 12.7062), (2, 4.30265), (9, 2.26216), (19, 2.09302), (29, 2.04523)])
  func `quantiles of Student's t are those of the tables`(freedom: Int, expected: Double) {
    #expect(abs(StudentDistribution(freedom: freedom).quantile(0.975) - expected) < 5e-5)
  }

  @Test func `half an interval is t times the standard error`() {
    // Mean 2, standard deviation 1, n = 3.
    let interval = MeanInterval([1, 2, 3, .nan])
    #expect(interval.mean == 2 && interval.count == 3)
    #expect(abs(interval.halfWidth - 4.302653 / 3.0.squareRoot()) < 1e-5)
  }

  @Test func `one value has a mean and no interval`() {
    let interval = MeanInterval([5])
    #expect(interval.mean == 5 && interval.halfWidth.isNaN)
    #expect(interval.lower == 5 && interval.upper == 5)
  }
}

@Suite struct SizeTailTests {
  @Test func `ranks of an exact Pareto law give its exponent`() {
    // Quantiles of P(X > x) = x^-1.2 at (i - ½)/n.
    let sizes = (1...10_000).map { pow((Double($0) - 0.5) / 10_000, -1 / 1.2) }
    #expect(abs(rankSizeExponent(of: sizes) - 1.2) < 1e-9)
  }

  @Test func `skewness is zero for a symmetric sample and two for an exponential one`() {
    #expect(abs(skewness(of: [-3, -1, 0, 1, 3])) < 1e-12)
    let exponential = (1...200_000).map { -log((Double($0) - 0.5) / 200_000) }
    #expect(abs(skewness(of: exponential) - 2) < 0.01)
  }
}

@Suite struct GrowthLikelihoodTests {
  @Test func `Laplace growth rejects the normal and has shape one`() throws {
    let growth = drawn(4000) { $0.exponential(mean: 0.1) - $0.exponential(mean: 0.1) }
    let fit = try #require(GrowthLikelihood(growth))
    #expect(abs(fit.shape - 1) < 0.08)
    #expect(fit.ratioAgainstNormal > 100 && fit.normalProbability < 1e-20)
  }

  @Test func `normal growth does not reject the normal`() throws {
    let growth = drawn(4000) { $0.gaussian(standardDeviation: 0.1) }
    let fit = try #require(GrowthLikelihood(growth))
    #expect(abs(fit.shape - 2) < 0.2)
    #expect(fit.ratioAgainstNormal < 6.6)
  }

  @Test func `the likelihood at shape two is that of the normal density`() {
    let deviations = [0.5, 1, 2, 2.5]
    let variance = deviations.reduce(0) { $0 + $1 * $1 } / 4
    let normal = -2 * (log(2 * .pi * variance) + 1)
    #expect(abs(GrowthLikelihood.logLikelihood(2, deviations) - normal) < 1e-12)
  }
}

@Suite struct ExponentialMixtureTests {
  @Test func `two exponentials are found again and beat one`() throws {
    let values = drawn(3000) { stream in
      stream.exponential(mean: stream.uniform() < 0.7 ? 1 : 10)
    }
    let test = try #require(MixtureTest(values))
    #expect(abs(test.fit.lowWeight - 0.7) < 0.05)
    #expect(abs(test.fit.lowMean - 1) < 0.12)
    #expect(abs(test.fit.highMean - 10) < 1)
    #expect(test.probability == 0.01)
  }

  @Test func `one exponential is not told to be two`() throws {
    // Of twenty samples, about one is rejected by chance at 5 %; five or more have a chance of 0.3 %.
    let rejected = (0..<20).count { sample in
      let values = drawn(150, seed: UInt64(100 + sample)) { $0.exponential(mean: 3) }
      return (MixtureTest(values, seed: UInt64(sample))?.probability ?? 1) < 0.05
    }
    #expect(rejected < 5)
  }

  @Test func `a sample less spread than an exponential gains nothing from a second part`() throws {
    let fit = try #require(ExponentialMixture((1...50).map { 10 + Double($0) / 50 }))
    #expect(fit.ratio < 1e-6)
  }

  @Test func `too few or impossible values give no test`() {
    #expect(MixtureTest([1, 2, 3]) == nil)
    #expect(ExponentialMixture([0, 1, 2, 3, 4, 5, 6, 7, 8]) == nil)
  }
}

@Suite struct OscillationTests {
  private static func sine(noise: Double, seed: UInt64) -> [Double] {
    let errors = drawn(40, seed: seed) { $0.gaussian() }
    return errors.enumerated().map { year, error in
      0.3 * Double(year) + sin(2 * .pi * Double(year) / 8) + noise * error
    }
  }

  @Test func `a sine on a trend swings, with its period`() throws {
    let swing = try #require(Oscillation(Self.sine(noise: 0.3, seed: 3)))
    #expect(abs(swing.period - 8) < 1e-9)
    #expect(swing.shuffledProbability() == 0.005)
    #expect(swing.autoregressiveProbability() < 0.05)
    #expect(swing.turningPointRatio < 0.8)
    #expect(abs(swing.amplitude - 0.5.squareRoot()) < 0.15)
  }

  @Test func `noise swings no more often than chance says`() throws {
    let rejected = try (0..<20).count { sample in
      let noise = drawn(40, seed: UInt64(500 + sample)) { $0.gaussian() }
      return try #require(Oscillation(noise)).shuffledProbability(seed: UInt64(sample)) < 0.05
    }
    #expect(rejected < 5)
  }

  @Test func `a series that only remembers beats shuffled years, not its own kind`() throws {
    var rejected = (shuffled: 0, autoregressive: 0)
    for sample in 0..<20 {
      var value = 0.0
      let series = drawn(60, seed: UInt64(900 + sample)) { $0.gaussian() }.map { error in
        value = 0.9 * value + error
        return value
      }
      let swing = try #require(Oscillation(series))
      if swing.shuffledProbability() < 0.05 { rejected.shuffled += 1 }
      if swing.autoregressiveProbability() < 0.05 { rejected.autoregressive += 1 }
    }
    #expect(rejected.shuffled > 10)
    #expect(rejected.autoregressive < 5)
  }

  @Test func `a lag is found with its sign`() throws {
    let wave = (0..<60).map { sin(2 * .pi * Double($0) / 17) }
    let later = (0..<60).map { -sin(2 * .pi * Double($0 - 3) / 17) }
    let found = try #require(LaggedCorrelation(later, wave))
    #expect(found.lag == 3 && abs(found.correlation + 1) < 1e-9)
  }

  @Test func `turning a series in time tells a tie from none`() {
    var found = (tied: 0, apart: 0)
    for sample in 0..<20 {
      let first = drawn(60, seed: UInt64(2000 + sample)) { $0.gaussian() }
      let noise = drawn(60, seed: UInt64(3000 + sample)) { $0.gaussian() }
      let tied = zip(first, noise).map { $0 + 0.3 * $1 }
      if LaggedCorrelation.turnedProbability(first, tied) < 0.05 { found.tied += 1 }
      if LaggedCorrelation.turnedProbability(first, noise) < 0.05 { found.apart += 1 }
    }
    // Of twenty without a tie, about one is found by chance; five or more have a chance of 0.3 %.
    #expect(found.tied == 20 && found.apart < 5)
  }
}

@Suite struct SynergyTests {
  private static func synergyOf(_ firms: [(place: Int, sector: Int, size: Int)]) -> Double {
    Synergy(of: firms, bounds: (2, 2, 2)).value
  }

  @Test func `independent dimensions have none`() {
    let firms = (0..<8).map { ($0 & 1, $0 >> 1 & 1, $0 >> 2) }
    #expect(abs(Self.synergyOf(firms)) < 1e-12)
  }

  @Test func `a parity of the three is one bit of synergy`() {
    let firms = (0..<4).map { ($0 & 1, $0 >> 1, ($0 & 1) ^ ($0 >> 1)) }
    #expect(abs(Self.synergyOf(firms) + 1) < 1e-12)
  }

  @Test func `three that are the same are one bit of redundancy`() {
    #expect(abs(Self.synergyOf([(0, 0, 0), (1, 1, 1)]) - 1) < 1e-12)
  }

  @Test func `its standard error is that of the mean of a firm's information`() {
    // Three firms in one place and one in another: ln₂ 4/3 and ln₂ 4 bits.
    let firms: [(place: Int, sector: Int, size: Int)] = [
      (0, 0, 0), (0, 0, 0), (0, 0, 0), (1, 1, 1),
    ]
    let synergy = Synergy(of: firms, bounds: (2, 2, 2))
    #expect(abs(synergy.value - (0.75 * log2(4.0 / 3) + 0.5)) < 1e-12)
    #expect(abs(synergy.error - log2(3) * 0.1875.squareRoot() / 2) < 1e-12)
    #expect(Synergy(of: firms.prefix(0), bounds: (2, 2, 2)).value.isNaN)
  }
}
