import Randomness
import Testing

@Suite struct QuantileTests {
  private struct Case: Decodable {
    let shape: String
    let parameters: [Double]
    let limits: [Double]?
    let probabilities: [Double]
    let quantiles: [Double]

    var distribution: ContinuousDistribution {
      get throws {
        let p = parameters
        let shape: ContinuousDistribution.Shape =
          switch shape {
          case "normal": .normal(mean: p[0], standardDeviation: p[1])
          case "lognormal": .lognormal(logMean: p[0], logStandardDeviation: p[1])
          case "triangular": .triangular(low: p[0], mode: p[1], high: p[2])
          default: .beta(a: p[0], b: p[1])
          }
        return try ContinuousDistribution(shape, limits: limits.map { ($0[0], $0[1]) })
      }
    }
  }

  @Test func `quantiles are those of SciPy`() throws {
    for item in try oracle("quantiles.json", as: [Case].self) {
      let distribution = try item.distribution
      // Relative to the value, or to the middle one where a value is near 0 by chance.
      let scale = distribution.quantile(0.5).magnitude
      for (probability, expected) in zip(item.probabilities, item.quantiles) {
        let found = distribution.quantile(probability)
        #expect(
          abs(found - expected) <= 1e-9 * max(expected.magnitude, 1e-6 * scale),
          "\(item.shape) \(item.parameters) at \(probability): \(found), not \(expected)")
        let back = distribution.probability(upTo: found)
        #expect(abs(back - probability) < 1e-8, "\(item.shape) \(item.parameters): \(back)")
      }
    }
  }

  @Test func `the ends of the probabilities are the ends of the values`() throws {
    let normal = try ContinuousDistribution(.normal(mean: 1, standardDeviation: 2))
    #expect(normal.quantile(0) == -.infinity && normal.quantile(1) == .infinity)
    #expect(!normal.isBounded)
    let within = try ContinuousDistribution(
      .normal(mean: 1, standardDeviation: 2), limits: (-1, 4))
    #expect(within.quantile(0) == -1 && within.quantile(1) == 4 && within.isBounded)
    #expect(within.probability(upTo: -2) == 0 && within.probability(upTo: 5) == 1)
    let lognormal = try ContinuousDistribution(
      .lognormal(logMean: 0, logStandardDeviation: 1))
    #expect(lognormal.quantile(0) == 0 && lognormal.quantile(1) == .infinity)
    let beta = try ContinuousDistribution(.beta(a: 2, b: 3), limits: (5, 7))
    #expect(beta.quantile(0) == 5 && beta.quantile(1) == 7)
  }

  @Test func `parameters that a distribution does not take are refused`() {
    for (shape, limits, words) in [
      (.normal(mean: 0, standardDeviation: 0), nil, "normal standard deviation: must be positive"),
      (.normal(mean: .nan, standardDeviation: 1), nil, "normal mean: must be finite, found nan"),
      (.normal(mean: 0, standardDeviation: 1), (2, 1), "normal limits: must be two numbers"),
      (
        .normal(mean: 0, standardDeviation: 1), (40, 50),
        "normal limits: must be a range that holds"
      ),
      (
        .lognormal(logMean: 0, logStandardDeviation: -1), nil, "standard deviation of the logarithm"
      ),
      (
        .lognormal(logMean: 0, logStandardDeviation: 1), (-1, 1), "lognormal lower limit: must be 0"
      ),
      (
        .triangular(low: 0, mode: 2, high: 1), nil, "triangular low, mode and high: must be in this"
      ),
      (
        .triangular(low: 0, mode: 0, high: 0), nil, "triangular low, mode and high: must be in this"
      ),
      (.beta(a: 0, b: 1), nil, "beta a: must be in 0.01...10000.0, found 0.0"),
      (.beta(a: 1, b: 1), (1, 1), "beta limits: must be two numbers, the lower first"),
    ] as [(ContinuousDistribution.Shape, (Double, Double)?, String)] {
      let error = #expect(throws: DistributionError.self) {
        try ContinuousDistribution(shape, limits: limits.map { ($0.0, $0.1) })
      }
      #expect(error?.description.contains(words) == true, "\(String(describing: error))")
    }
  }
}
