/// A distribution whose parameters have been checked, for parameters that come from outside.
///
/// Each value here checks on construction, where GSL would stay silent, and draws what the method of
/// `RandomStream` with the same name and parameters draws.
public protocol Distribution<Outcome>: Sendable {
  associatedtype Outcome

  func draw(from stream: inout RandomStream) -> Outcome
}

/// An event that happens with a probability: one uniform compared with it.
public struct Bernoulli: Distribution, Hashable {
  public let probability: Double

  public init(probability: Double) throws(DistributionError) {
    self.probability = try Allowed.share.checked(probability, "bernoulli probability")
  }

  public func draw(from stream: inout RandomStream) -> Bool { stream.bernoulli(probability) }
}

/// The normal distribution, by the ziggurat.
public struct Gaussian: Distribution, Hashable {
  public let mean: Double
  public let standardDeviation: Double

  public init(mean: Double = 0, standardDeviation: Double) throws(DistributionError) {
    self.mean = try Allowed.finite.checked(mean, "gaussian mean")
    self.standardDeviation = try Allowed.nonNegative.checked(
      standardDeviation, "gaussian standard deviation")
  }

  public func draw(from stream: inout RandomStream) -> Double {
    mean + stream.gaussian(standardDeviation: standardDeviation)
  }
}

/// exp(ζ + σz): mean exp(ζ + σ²/2), median exp(ζ).
public struct Lognormal: Distribution, Hashable {
  public let zeta: Double
  public let sigma: Double

  public init(zeta: Double, sigma: Double) throws(DistributionError) {
    self.zeta = try Allowed.finite.checked(zeta, "lognormal zeta")
    self.sigma = try Allowed.nonNegative.checked(sigma, "lognormal sigma")
  }

  public func draw(from stream: inout RandomStream) -> Double {
    stream.lognormal(zeta: zeta, sigma: sigma)
  }
}

/// Mean shape · scale, variance shape · scale².
public struct Gamma: Distribution, Hashable {
  public let shape: Double
  public let scale: Double

  public init(shape: Double, scale: Double) throws(DistributionError) {
    self.shape = try Allowed.positive.checked(shape, "gamma shape")
    self.scale = try Allowed.positive.checked(scale, "gamma scale")
  }

  public func draw(from stream: inout RandomStream) -> Double {
    stream.gamma(shape: shape, scale: scale)
  }
}

/// A share: mean a / (a + b).
public struct Beta: Distribution, Hashable {
  public let a: Double
  public let b: Double

  public init(_ a: Double, _ b: Double) throws(DistributionError) {
    self.a = try Allowed.positive.checked(a, "beta a")
    self.b = try Allowed.positive.checked(b, "beta b")
  }

  public func draw(from stream: inout RandomStream) -> Double { stream.beta(a, b) }
}

/// A power law from a minimum on: P(X > x) = (minimum / x)^exponent.
public struct Pareto: Distribution, Hashable {
  public let exponent: Double
  public let minimum: Double

  /// Below an exponent of 0.05 the smallest uniform, 2⁻³², would give draws near 2⁶⁴⁰ and beyond
  /// the range of a Double soon after.
  public init(exponent: Double, minimum: Double) throws(DistributionError) {
    self.exponent = try Allowed.range(0.05...1000).checked(exponent, "pareto exponent")
    self.minimum = try Allowed.positive.checked(minimum, "pareto minimum")
  }

  public func draw(from stream: inout RandomStream) -> Double {
    stream.pareto(exponent: exponent, minimum: minimum)
  }
}

/// Waiting times without memory.
public struct Exponential: Distribution, Hashable {
  public let mean: Double

  public init(mean: Double) throws(DistributionError) {
    self.mean = try Allowed.positive.checked(mean, "exponential mean")
  }

  public func draw(from stream: inout RandomStream) -> Double { stream.exponential(mean: mean) }
}

/// Life times whose hazard rises with age for shapes above 1 and falls below.
public struct Weibull: Distribution, Hashable {
  public let scale: Double
  public let shape: Double

  public init(scale: Double, shape: Double) throws(DistributionError) {
    self.scale = try Allowed.positive.checked(scale, "weibull scale")
    self.shape = try Allowed.positive.checked(shape, "weibull shape")
  }

  public func draw(from stream: inout RandomStream) -> Double {
    stream.weibull(scale: scale, shape: shape)
  }
}

/// Number of successes in independent trials.
public struct Binomial: Distribution, Hashable {
  public let probability: Double
  public let trials: Int

  public init(probability: Double, trials: Int) throws(DistributionError) {
    self.probability = try Allowed.share.checked(probability, "binomial probability")
    guard trials >= 0 && trials <= UInt32.max else {
      throw DistributionError(
        "binomial trials", allowed: "in 0...\(UInt32.max)", found: "\(trials)")
    }
    self.trials = trials
  }

  public func draw(from stream: inout RandomStream) -> Int {
    stream.binomial(probability: probability, trials: trials)
  }
}

/// Number of events in a period.
///
/// Draws by inversion of one uniform, unlike `RandomStream.poisson(mean:)`: on the same stream a
/// higher mean then never gives a lower count.
public struct Poisson: Distribution, Hashable {
  public let mean: Double

  /// GSL counts in 32 bits.
  package static let largestMean = 1e9

  public init(mean: Double) throws(DistributionError) {
    self.mean = try Allowed.range(0...Poisson.largestMean).checked(mean, "poisson mean")
  }

  public func draw(from stream: inout RandomStream) -> Int { stream.poissonByInversion(mean: mean) }
}
