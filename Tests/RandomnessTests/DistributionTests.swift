import CGSL
import Testing

@testable import Randomness

/// Samples of fixed seeds against what theory says. Bounds are wide enough for a right sampler to
/// pass at nearly any seed, and narrow enough for a parameter that is 2 % off to fail.
@Suite struct ContinuousDistributionTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let mean: Double
    let variance: Double
    let draw: @Sendable (inout RandomStream) -> Double
    let cdf: @Sendable (Double) -> Double
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(
      name: "uniform", mean: 0.5, variance: 1 / 12, draw: { $0.uniform() }, cdf: { $0 }),
    Case(
      name: "uniformPositive", mean: 0.5, variance: 1 / 12, draw: { $0.uniformPositive() },
      cdf: { $0 }),
    Case(
      name: "gaussian(1.5)", mean: 0, variance: 2.25,
      draw: { $0.gaussian(standardDeviation: 1.5) }, cdf: { gsl_cdf_gaussian_P($0, 1.5) }),
    Case(
      name: "lognormal(-0.2, 0.3)", mean: 0.856_415_148_785_541_7,
      variance: 0.069_071_757_946_614_02,
      draw: { $0.lognormal(zeta: -0.2, sigma: 0.3) },
      cdf: { gsl_cdf_lognormal_P($0, -0.2, 0.3) }),
    Case(
      name: "gamma(2.5, 0.4)", mean: 1, variance: 0.4,
      draw: { $0.gamma(shape: 2.5, scale: 0.4) }, cdf: { gsl_cdf_gamma_P($0, 2.5, 0.4) }),
    Case(
      name: "gamma(0.5, 2)", mean: 1, variance: 2,
      draw: { $0.gamma(shape: 0.5, scale: 2) }, cdf: { gsl_cdf_gamma_P($0, 0.5, 2) }),
    Case(
      name: "beta(2, 3)", mean: 0.4, variance: 0.04,
      draw: { $0.beta(2, 3) }, cdf: { gsl_cdf_beta_P($0, 2, 3) }),
    Case(
      name: "beta(0.5, 0.7)", mean: 5 / 12, variance: 0.35 / (1.44 * 2.2),
      draw: { $0.beta(0.5, 0.7) }, cdf: { gsl_cdf_beta_P($0, 0.5, 0.7) }),
    Case(
      name: "pareto(8, 2)", mean: 16 / 7, variance: 4 * 8 / (49 * 6.0),
      draw: { $0.pareto(exponent: 8, minimum: 2) }, cdf: { gsl_cdf_pareto_P($0, 8, 2) }),
    Case(
      name: "exponential(3)", mean: 3, variance: 9,
      draw: { $0.exponential(mean: 3) }, cdf: { gsl_cdf_exponential_P($0, 3) }),
    Case(
      name: "weibull(2, 2)", mean: 1.772_453_850_905_516, variance: 4 - 3.141_592_653_589_793,
      draw: { $0.weibull(scale: 2, shape: 2) }, cdf: { gsl_cdf_weibull_P($0, 2, 2) }),
  ]

  /// Means and variances within 4 standard errors of 100,000 draws.
  @Test(arguments: cases)
  func `a sample has the mean and variance of theory`(distribution: Case) {
    let moments = Moments(
      draws(100_000, from: stream("moments " + distribution.name), distribution.draw))
    #expect(abs(moments.mean - distribution.mean) < 4 * moments.meanError)
    #expect(abs(moments.variance - distribution.variance) < 4 * moments.varianceError)
  }

  @Test(arguments: cases)
  func `a sample follows its cumulative distribution`(distribution: Case) {
    let sample = draws(100_000, from: stream("ks " + distribution.name), distribution.draw)
    #expect(kolmogorovStatistic(sample, cdf: distribution.cdf) < 1.95)
  }

  /// A scale stretched by 2 % fails the test above, which therefore has teeth.
  @Test func `the statistic notices a scale that is 2 % off`() {
    let sample = draws(100_000, from: stream("teeth")) { $0.gamma(shape: 2.5, scale: 0.408) }
    #expect(kolmogorovStatistic(sample) { gsl_cdf_gamma_P($0, 2.5, 0.4) } > 2.23)
  }

  /// Exponent 1.5 has no variance; what matters is the tail: P(X > 100) = 0.001.
  @Test func `a heavy Pareto has its tail`() {
    let sample = draws(1_000_000, from: stream("tail")) { $0.pareto(exponent: 1.5, minimum: 1) }
    #expect(sample.min()! >= 1)
    #expect(sample.max()! <= 0x1p22)  // 2^(32/1.5) = 2^21.3
    let beyond = Double(sample.count { $0 > 100 })
    #expect(abs(beyond - 1000) < 4 * 1000.0.squareRoot())
  }
}

@Suite struct DiscreteDistributionTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let mean: Double
    let variance: Double
    let draw: @Sendable (inout RandomStream) -> Int
    let pdf: @Sendable (Int) -> Double
    var testDescription: String { name }
  }

  static func poissons(
    _ name: String, _ means: [Double],
    _ draw: @escaping @Sendable (inout RandomStream, Double) -> Int
  ) -> [Case] {
    means.map { mean in
      Case(
        name: "\(name)(\(mean))", mean: mean, variance: mean, draw: { draw(&$0, mean) },
        pdf: { gsl_ran_poisson_pdf(UInt32($0), mean) })
    }
  }

  static let cases: [Case] =
    [
      Case(
        name: "bernoulli(0.3)", mean: 0.3, variance: 0.21, draw: { $0.bernoulli(0.3) ? 1 : 0 },
        pdf: { $0 == 0 ? 0.7 : $0 == 1 ? 0.3 : 0 }),
      Case(
        name: "binomial(0.3, 12)", mean: 3.6, variance: 2.52,
        draw: { $0.binomial(probability: 0.3, trials: 12) },
        pdf: { gsl_ran_binomial_pdf(UInt32($0), 0.3, 12) }),
      Case(
        name: "binomial(0.6, 200)", mean: 120, variance: 48,
        draw: { $0.binomial(probability: 0.6, trials: 200) },
        pdf: { gsl_ran_binomial_pdf(UInt32($0), 0.6, 200) }),
    ]
    + poissons("poisson", [0.3, 3, 40]) { $0.poisson(mean: $1) }
    + poissons("poissonByInversion", [0.3, 3, 40, 64, 64.001, 90, 400]) {
      $0.poissonByInversion(mean: $1)
    }

  /// Means and variances within 4 standard errors of 100,000 draws.
  @Test(arguments: cases)
  func `a sample has the mean and variance of theory`(distribution: Case) {
    let moments = Moments(
      draws(100_000, from: stream("moments " + distribution.name)) {
        Double(distribution.draw(&$0))
      })
    #expect(abs(moments.mean - distribution.mean) < 4 * moments.meanError)
    #expect(abs(moments.variance - distribution.variance) < 4 * moments.varianceError)
  }

  @Test(arguments: cases)
  func `a sample has the frequencies of theory`(distribution: Case) {
    var counts = [Int](repeating: 0, count: 1000)
    for value in draws(
      100_000, from: stream("chi " + distribution.name), { distribution.draw(&$0) })
    {
      counts[value] += 1
    }
    let score = chiSquareScore(
      counts: counts, probabilities: counts.indices.map { distribution.pdf($0) })
    #expect(score < 5)
  }

  @Test func `the score notices a mean that is 2 % off`() {
    var counts = [Int](repeating: 0, count: 100)
    for value in draws(100_000, from: stream("teeth"), { $0.poisson(mean: 3.06) }) {
      counts[value] += 1
    }
    let score = chiSquareScore(
      counts: counts, probabilities: (0..<100).map { gsl_ran_poisson_pdf($0, 3) })
    #expect(score > 5)
  }
}

@Suite struct PoissonByInversionTests {
  static let means: [Double] =
    [
      0, 1e-9, 0.01, 0.5, 1, 1.0001, 3, 10, 30, 63.9, 64, 64.000_000_1, 65, 100, 699, 1000, 1e4,
      1e6,
    ]

  @Test func `the count never falls when the mean rises`() {
    for entity in 1...2000 as ClosedRange<UInt64> {
      var last = 0
      for mean in PoissonByInversionTests.means {
        var stream = RandomStream()
        stream.reset(key: StreamKey(seed: 1), entity: entity, tick: 0)
        let count = stream.poissonByInversion(mean: mean)
        #expect(count >= last)
        last = count
      }
    }
  }

  @Test func `one draw takes one word`() {
    for mean in PoissonByInversionTests.means {
      var stream = stream("one word")
      _ = stream.poissonByInversion(mean: mean)
      let next = stream.word()
      #expect(next == draws(2, from: Self.twin()) { $0.word() }[1])
    }
  }

  static func twin() -> RandomStream { stream("one word") }

  /// The count must bracket its uniform in GSL's own cumulative distribution. The slack is what the
  /// incomplete gamma function may be off by.
  @Test(arguments: means.dropFirst())
  func `the count is the quantile of its uniform`(mean: Double) {
    for entity in 1...500 as ClosedRange<UInt64> {
      var stream = RandomStream()
      stream.reset(key: StreamKey(seed: 2), entity: entity, tick: 0)
      let u = (Double(stream.word()) + 0.5) / 4_294_967_296
      stream.reset(key: StreamKey(seed: 2), entity: entity, tick: 0)
      let count = UInt32(stream.poissonByInversion(mean: mean))
      #expect(gsl_cdf_poisson_P(count, mean) > u - 1e-10)
      #expect(count == 0 || gsl_cdf_poisson_P(count - 1, mean) < u + 1e-10)
    }
  }

  func count(of word: UInt32, mean: Double) -> Int {
    var stream = RandomStream()
    unsafe stream.state.pointee.words.0 = word
    unsafe stream.state.pointee.position = 0
    return stream.poissonByInversion(mean: mean)
  }

  /// The smallest and the largest uniform there are, 2⁻³³ and 1 − 2⁻³³; the quantiles were summed
  /// to 60 decimal digits elsewhere.
  @Test(arguments: [(0.5, 0, 10), (3, 0, 19), (50, 12, 101), (1000, 806, 1207)])
  func `the tails end where the uniforms do`(mean: Double, smallest: Int, largest: Int) {
    #expect(count(of: 0, mean: mean) == smallest)
    #expect(count(of: .max, mean: mean) == largest)
  }

  /// Far out, the guess that the search starts from is at its worst.
  @Test(arguments: [0, 1, 50, 10_000, .max - 10_000, .max - 50, .max] as [UInt32])
  func `the search starts below the quantile`(word: UInt32) {
    let u = (Double(word) + 0.5) / 4_294_967_296
    for mean in stride(from: 64.1, to: 300, by: 0.3) {
      let count = UInt32(count(of: word, mean: mean))
      #expect(gsl_cdf_poisson_P(count, mean) > u - 1e-13)
      #expect(gsl_cdf_poisson_P(count - 1, mean) < u + 1e-13)
    }
  }

  @Test func `a mean of zero gives zero`() {
    #expect(draws(100, from: stream("zero")) { $0.poissonByInversion(mean: 0) }.max() == 0)
    #expect(draws(100, from: stream("zero")) { $0.poisson(mean: 0) }.max() == 0)
  }
}

@Suite struct AliasTableTests {
  static let weights: [[Double]] = [
    [1], [1, 1], [0, 5], [5, 0, 0], [1, 2, 3, 4], [0.1, 0.1, 0.1, 97], [50, 1, 1, 50, 0, 7],
    (1...100).map { 1 / Double($0) },
    (1...100).reversed().map { Double($0 * $0) },
  ]

  @Test(arguments: weights)
  func `outcomes have the shares of their weights`(weights: [Double]) throws {
    let table = try AliasTable(weights: weights)
    var counts = [Int](repeating: 0, count: weights.count)
    for outcome in draws(100_000, from: stream("alias"), { table.draw(from: &$0) }) {
      counts[outcome] += 1
    }
    let total = weights.reduce(0, +)
    for (count, weight) in zip(counts, weights) where weight == 0 { #expect(count == 0) }
    let positive = weights.indices.filter { weights[$0] > 0 }
    guard positive.count > 1 else { return }
    let score = chiSquareScore(
      counts: positive.map { counts[$0] }, probabilities: positive.map { weights[$0] / total })
    #expect(score < 6)
  }

  /// Adds the parts of each outcome over all cells, without drawing.
  @Test func `cells add up to the weights`() throws {
    let weights = draws(500, from: stream("weights")) { $0.pareto(exponent: 1.2, minimum: 1) }
    let table = try AliasTable(weights: weights)
    var parts = [Double](repeating: 0, count: weights.count)
    for (index, cell) in table.cells.enumerated() {
      parts[index] += Double(cell.threshold) * 0x1p-32
      parts[Int(cell.alias)] += 1 - Double(cell.threshold) * 0x1p-32
    }
    let total = weights.reduce(0, +)
    for (part, weight) in zip(parts, weights) {
      #expect(abs(part / Double(weights.count) - weight / total) < 1e-9)
    }
  }

  @Test func `replaced weights make the table that they would have made`() throws {
    var table = try AliasTable(weights: [1, 2, 3])
    let storage = address(of: table)
    try table.replaceWeights([7, 0, 1])
    #expect(address(of: table) == storage)
    let (replaced, made) = (table, try AliasTable(weights: [7, 0, 1]))
    #expect(
      draws(1000, from: stream("replaced")) { replaced.draw(from: &$0) }
        == draws(1000, from: stream("replaced")) { made.draw(from: &$0) })
  }

  private func address(of table: AliasTable) -> UInt {
    unsafe table.cells.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
  }

  @Test func `a table survives weights that are not allowed`() throws {
    var table = try AliasTable(weights: [1, 0])
    #expect(throws: DistributionError.self) { try table.replaceWeights([1, -1]) }
    let kept = table
    #expect(draws(100, from: stream("kept")) { kept.draw(from: &$0) }.max() == 0)
  }
}

@Suite struct MultivariateGaussianTests {
  static let covariance = [[4.0, 1.2, -0.6], [1.2, 1, 0.1], [-0.6, 0.1, 0.25]]

  /// Standard errors: √(σ²/n) for means, √((σᵢᵢσⱼⱼ + σᵢⱼ²)/n) for covariances; 4 of them.
  @Test func `a sample has the means and covariances asked for`() throws {
    let mean = [1.0, -2, 0.5]
    let distribution = try MultivariateGaussian(mean: mean, covariance: Self.covariance)
    let count = 100_000
    let sample = draws(count, from: stream("multivariate")) { stream in
      var values = [0.0, 0, 0]
      distribution.draw(into: &values, from: &stream)
      return values
    }
    for row in 0..<3 {
      let average = sample.reduce(0) { $0 + $1[row] } / Double(count)
      let error = (Self.covariance[row][row] / Double(count)).squareRoot()
      #expect(abs(average - mean[row]) < 4 * error)
      for column in 0...row {
        let found =
          sample.reduce(0) { $0 + ($1[row] - mean[row]) * ($1[column] - mean[column]) }
          / Double(count)
        let expected = Self.covariance[row][column]
        let variances = Self.covariance[row][row] * Self.covariance[column][column]
        let error = ((variances + expected * expected) / Double(count)).squareRoot()
        #expect(abs(found - expected) < 4 * error)
      }
    }
  }

  @Test func `correlated normals become uniforms that keep their order`() throws {
    let distribution = try MultivariateGaussian(mean: [0, 0], covariance: [[1, 0.9], [0.9, 1]])
    let pairs = draws(20_000, from: stream("copula")) { stream in
      var values = [0.0, 0]
      distribution.draw(into: &values, from: &stream)
      return values.map(standardNormalCDF)
    }
    let (x, y) = (pairs.map { $0[0] }, pairs.map { $0[1] })
    #expect(kolmogorovStatistic(x) { $0 } < 1.95)
    #expect(kolmogorovStatistic(y) { $0 } < 1.95)
    // The rank correlation of a Gaussian copula is 6/π · asin(ρ/2) = 0.8915; its standard error
    // here is below 0.002.
    let rank = correlationScore(x, y) / 20_000.0.squareRoot()
    #expect(abs(rank - 0.8915) < 0.008)
  }

  @Test func `the normal quantile inverts the normal distribution`() {
    for z in stride(from: -5.0, through: 5, by: 0.25) {
      #expect(abs(standardNormalQuantile(standardNormalCDF(z)) - z) < 1e-9)
    }
    #expect(abs(standardNormalCDF(1.959_963_984_540_054) - 0.975) < 1e-14)
  }
}
