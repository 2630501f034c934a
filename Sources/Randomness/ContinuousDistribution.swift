import CGSL
import Foundation

/// A distribution of real numbers by its quantile function, for values that follow it when
/// probabilities are spread evenly.
///
/// The quantile functions are GSL's; the triangular distribution has one in closed form.
public struct ContinuousDistribution: Sendable, Hashable, Codable {
  public enum Shape: Sendable, Hashable, Codable {
    /// Between limits, truncated to them.
    case normal(mean: Double, standardDeviation: Double)
    /// Of exp(Z), by mean and standard deviation of the logarithm Z. Between limits, truncated to them.
    case lognormal(logMean: Double, logStandardDeviation: Double)
    case triangular(low: Double, mode: Double, high: Double)
    /// From 0 to 1, or between the limits.
    case beta(a: Double, b: Double)
  }

  public let shape: Shape
  /// The least and the greatest value; nothing where the distribution has no end.
  public let low: Double?
  public let high: Double?

  /// - Parameter limits: Truncate a normal or lognormal distribution, and are the ends of a beta
  ///   distribution; a triangular one takes none.
  /// - Throws: The first parameter that the distribution does not take.
  public init(
    _ shape: Shape, limits: (low: Double, high: Double)? = nil
  ) throws(DistributionError) {
    self.shape = shape
    var (low, high) = (limits?.low, limits?.high)
    if let limits {
      _ = try Allowed.finite.checked(limits.low, "\(shape.name) lower limit")
      _ = try Allowed.finite.checked(limits.high, "\(shape.name) upper limit")
      guard limits.low < limits.high, (limits.high - limits.low).isFinite else {
        throw DistributionError(
          "\(shape.name) limits", allowed: "two numbers, the lower first",
          found: "\(limits.low) and \(limits.high)")
      }
    }
    switch shape {
    case .normal(let mean, let deviation):
      _ = try Allowed.finite.checked(mean, "normal mean")
      _ = try Allowed.positive.checked(deviation, "normal standard deviation")
    case .lognormal(let mean, let deviation):
      // Beyond, quantiles leave the range of a Double.
      _ = try Allowed.range(-300...300).checked(mean, "lognormal mean of the logarithm")
      _ = try Allowed.range(1e-12...30).checked(
        deviation, "lognormal standard deviation of the logarithm")
      if let limits, limits.low < 0 {
        throw DistributionError(
          "lognormal lower limit", allowed: "0 or more", found: "\(limits.low)")
      }
      low = low ?? 0
    case .triangular(let least, let mode, let greatest):
      for (value, name) in [(least, "low"), (mode, "mode"), (greatest, "high")] {
        _ = try Allowed.finite.checked(value, "triangular \(name)")
      }
      guard least <= mode, mode <= greatest, least < greatest, (greatest - least).isFinite else {
        throw DistributionError(
          "triangular low, mode and high", allowed: "in this order, low below high",
          found: "\(least), \(mode), \(greatest)")
      }
      guard limits == nil else {
        throw DistributionError(
          "triangular limits", allowed: "none besides low and high",
          found: "\(low ?? 0) and \(high ?? 0)")
      }
      (low, high) = (least, greatest)
    case .beta(let a, let b):
      // Within, GSL's incomplete beta function is exact to ten digits or more.
      _ = try Allowed.range(0.01...10_000).checked(a, "beta a")
      _ = try Allowed.range(0.01...10_000).checked(b, "beta b")
      (low, high) = (low ?? 0, high ?? 1)
    }
    self.low = low
    self.high = high
    if limits != nil, mass < 1e-12 {
      throw DistributionError(
        "\(shape.name) limits", allowed: "a range that holds at least 1e-12 of the distribution",
        found: "\(low ?? 0) and \(high ?? 0)")
    }
  }

  /// Whether there is a least and a greatest value.
  public var isBounded: Bool { low != nil && high != nil }
}

extension ContinuousDistribution.Shape {
  /// The distribution's name.
  public var name: String {
    switch self {
    case .normal: "normal"
    case .lognormal: "lognormal"
    case .triangular: "triangular"
    case .beta: "beta"
    }
  }
}

// Quantiles and probabilities.
extension ContinuousDistribution {
  /// The value below which the distribution lies with `probability`.
  ///
  /// - Parameter probability: In [0, 1]; at the ends the value is a limit, or infinite without one.
  public func quantile(_ probability: Double) -> Double {
    if probability <= 0 { return low ?? -.infinity }
    if probability >= 1 { return high ?? .infinity }
    let value: Double
    switch shape {
    case .normal(let mean, let deviation):
      value = mean + deviation * truncatedStandardQuantile(probability)
    case .lognormal(let mean, let deviation):
      value = exp(mean + deviation * truncatedStandardQuantile(probability))
    case .triangular(let low, let mode, let high):
      let (width, rise) = (high - low, mode - low)
      value =
        probability * width < rise
        ? low + (probability * width * rise).squareRoot()
        : high - ((1 - probability) * width * (high - mode)).squareRoot()
    case .beta(let a, let b):
      let (low, high) = (self.low ?? 0, self.high ?? 1)
      value = low + (high - low) * Self.betaQuantile(probability, a, b)
    }
    return min(max(value, low ?? -.infinity), high ?? .infinity)
  }

  /// The probability of values up to `value`.
  public func probability(upTo value: Double) -> Double {
    if let low, value <= low { return 0 }
    if let high, value >= high { return 1 }
    switch shape {
    case .normal, .lognormal:
      let (z, ends) = (standardised(value), standardLimits)
      // Differences of upper tails where lower ones round to 1.
      return ends.low > 0
        ? (gsl_cdf_ugaussian_Q(ends.low) - gsl_cdf_ugaussian_Q(z)) / mass
        : (gsl_cdf_ugaussian_P(z) - gsl_cdf_ugaussian_P(ends.low)) / mass
    case .triangular(let low, let mode, let high):
      let width = high - low
      return value < mode
        ? (value - low) / width * ((value - low) / (mode - low))
        : 1 - (high - value) / width * ((high - value) / (high - mode))
    case .beta(let a, let b):
      let (low, high) = (self.low ?? 0, self.high ?? 1)
      GSL.prepare()
      return gsl_cdf_beta_P((value - low) / (high - low), a, b)
    }
  }

  /// A quantile of the standard normal distribution between the limits.
  private func truncatedStandardQuantile(_ probability: Double) -> Double {
    let ends = standardLimits
    return ends.low > 0
      ? gsl_cdf_ugaussian_Qinv(gsl_cdf_ugaussian_Q(ends.low) - probability * mass)
      : gsl_cdf_ugaussian_Pinv(gsl_cdf_ugaussian_P(ends.low) + probability * mass)
  }

  /// The part of a normal or lognormal distribution that lies between the limits.
  private var mass: Double {
    switch shape {
    case .normal, .lognormal:
      let ends = standardLimits
      return ends.low > 0
        ? gsl_cdf_ugaussian_Q(ends.low) - gsl_cdf_ugaussian_Q(ends.high)
        : gsl_cdf_ugaussian_P(ends.high) - gsl_cdf_ugaussian_P(ends.low)
    case .triangular, .beta: return 1
    }
  }

  private var standardLimits: (low: Double, high: Double) {
    (low.map(standardised) ?? -.infinity, high.map(standardised) ?? .infinity)
  }

  private func standardised(_ value: Double) -> Double {
    switch shape {
    case .normal(let mean, let deviation): (value - mean) / deviation
    case .lognormal(let mean, let deviation): (log(value) - mean) / deviation
    case .triangular, .beta: value
    }
  }

  /// GSL's Newton steps, or bisection where they do not end.
  private static func betaQuantile(_ probability: Double, _ a: Double, _ b: Double) -> Double {
    GSL.prepare()
    let found = gsl_cdf_beta_Pinv(probability, a, b)
    if found.isFinite, abs(gsl_cdf_beta_P(found, a, b) - probability) < 1e-9 * probability {
      return found
    }
    var (low, high) = (0.0, 1.0)
    while true {
      let middle = low + (high - low) / 2
      guard middle > low, middle < high else { return middle }
      if gsl_cdf_beta_P(middle, a, b) < probability { low = middle } else { high = middle }
    }
  }
}
