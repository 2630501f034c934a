import Randomness
import Testing

@Suite struct DistributionErrorTests {
  func message(_ make: () throws(DistributionError) -> some Any) -> String {
    do {
      _ = try make()
      return "no error"
    } catch {
      return "\(error)"
    }
  }

  @Test func `an error names the parameter, what is allowed and what was found`() {
    #expect(
      message { () throws(DistributionError) in try Gamma(shape: -1, scale: 2) }
        == "gamma shape: must be positive and finite, found -1.0")
    #expect(
      message { () throws(DistributionError) in try Gamma(shape: 1, scale: .nan) }
        == "gamma scale: must be positive and finite, found nan")
    #expect(
      message { () throws(DistributionError) in try Bernoulli(probability: 1.4) }
        == "bernoulli probability: must be in 0...1, found 1.4")
    #expect(
      message { () throws(DistributionError) in try Gaussian(mean: .infinity, standardDeviation: 1)
      }
        == "gaussian mean: must be finite, found inf")
    #expect(
      message { () throws(DistributionError) in try Gaussian(standardDeviation: -0.5) }
        == "gaussian standard deviation: must be finite and not negative, found -0.5")
    #expect(
      message { () throws(DistributionError) in try Lognormal(zeta: 0, sigma: -1) }
        == "lognormal sigma: must be finite and not negative, found -1.0")
    #expect(
      message { () throws(DistributionError) in try Beta(0, 1) }
        == "beta a: must be positive and finite, found 0.0")
    #expect(
      message { () throws(DistributionError) in try Pareto(exponent: 0, minimum: 1) }
        == "pareto exponent: must be in 0.05...1000.0, found 0.0")
    #expect(
      message { () throws(DistributionError) in try Pareto(exponent: 2, minimum: -3) }
        == "pareto minimum: must be positive and finite, found -3.0")
    #expect(
      message { () throws(DistributionError) in try Exponential(mean: 0) }
        == "exponential mean: must be positive and finite, found 0.0")
    #expect(
      message { () throws(DistributionError) in try Weibull(scale: 1, shape: -2) }
        == "weibull shape: must be positive and finite, found -2.0")
    #expect(
      message { () throws(DistributionError) in try Binomial(probability: 0.5, trials: -1) }
        == "binomial trials: must be in 0...4294967295, found -1")
    #expect(
      message { () throws(DistributionError) in try Poisson(mean: 2e9) }
        == "poisson mean: must be in 0.0...1000000000.0, found 2000000000.0")
  }

  @Test func `bad weights are named by their place`() {
    #expect(
      message { () throws(DistributionError) in try AliasTable(weights: []) }
        == "discrete weights: must be at least one, found 0")
    #expect(
      message { () throws(DistributionError) in try AliasTable(weights: [1, -2]) }
        == "discrete weights[1]: must be finite and not negative, found -2.0")
    #expect(
      message { () throws(DistributionError) in try AliasTable(weights: [0, 0]) }
        == "discrete weights' sum: must be positive and finite, found 0.0")
    #expect(
      message { () throws(DistributionError) in try AliasTable(weights: [1e308, 1e308]) }
        == "discrete weights' sum: must be positive and finite, found inf")
  }

  @Test func `a covariance must be square, symmetric and positive definite`() {
    func message(_ mean: [Double], _ covariance: [[Double]]) -> String {
      self.message { () throws(DistributionError) in
        try MultivariateGaussian(mean: mean, covariance: covariance)
      }
    }
    #expect(
      message([], []) == "multivariate gaussian mean: must be of at least one variable, found none")
    #expect(
      message([0, .nan], [[1, 0], [0, 1]])
        == "multivariate gaussian mean[1]: must be finite, found nan")
    #expect(
      message([0, 0], [[1, 0], [0]])
        == "multivariate gaussian covariance: must be 2 rows of 2, found rows of [2, 1]")
    #expect(
      message([0, 0], [[1, 0.5], [0.4, 1]])
        == "multivariate gaussian covariance[0][1]: must be its mirror 0.4, found 0.5")
    #expect(
      message([0, 0], [[1, 2], [2, 1]])
        == "multivariate gaussian covariance: must be positive definite, found no Cholesky factor")
  }

  @Test func `values draw what the direct methods draw`() throws {
    func agree<D: Distribution>(
      _ distribution: D, _ direct: (inout RandomStream) -> D.Outcome
    ) -> Bool where D.Outcome: Equatable {
      draws(50, from: stream("values")) { distribution.draw(from: &$0) }
        == draws(50, from: stream("values"), direct)
    }
    #expect(agree(try Bernoulli(probability: 0.4)) { $0.bernoulli(0.4) })
    #expect(
      agree(try Gaussian(mean: 2, standardDeviation: 3)) { 2 + $0.gaussian(standardDeviation: 3) })
    #expect(agree(try Lognormal(zeta: 1, sigma: 2)) { $0.lognormal(zeta: 1, sigma: 2) })
    #expect(agree(try Gamma(shape: 2, scale: 3)) { $0.gamma(shape: 2, scale: 3) })
    #expect(agree(try Beta(2, 3)) { $0.beta(2, 3) })
    #expect(agree(try Pareto(exponent: 2, minimum: 3)) { $0.pareto(exponent: 2, minimum: 3) })
    #expect(agree(try Exponential(mean: 2)) { $0.exponential(mean: 2) })
    #expect(agree(try Weibull(scale: 2, shape: 3)) { $0.weibull(scale: 2, shape: 3) })
    #expect(
      agree(try Binomial(probability: 0.2, trials: 30)) {
        $0.binomial(probability: 0.2, trials: 30)
      })
    #expect(agree(try Poisson(mean: 4)) { $0.poissonByInversion(mean: 4) })
  }

  @Test func `the library's version is known`() {
    GSL.prepare()
    #expect(GSL.version.split(separator: ".").count >= 2)
  }
}
