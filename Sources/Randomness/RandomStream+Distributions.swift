import CGSL
import Glibc

/// Draws by GSL's samplers, for hot loops.
///
/// Parameters are checked in debug builds only; the values of `Distributions.swift` check those
/// that come from outside, once. GSL itself answers a bad parameter with 0, ∞ or NaN.
extension RandomStream {
  /// Normal with mean 0, by the ziggurat (Marsaglia and Tsang 2000): about one word a draw.
  public mutating func gaussian(standardDeviation: Double = 1) -> Double {
    assert(standardDeviation >= 0, "a standard deviation must not be negative")
    return unsafe gsl_ran_gaussian_ziggurat(generator, standardDeviation)
  }

  /// exp(ζ + σz) with z standard normal; GSL's own lognormal costs twice as much, because it draws
  /// z by the polar method.
  public mutating func lognormal(zeta: Double, sigma: Double) -> Double {
    assert(sigma >= 0, "sigma must not be negative")
    return unsafe exp(zeta + gsl_ran_gaussian_ziggurat(generator, sigma))
  }

  /// Density ∝ x^(shape − 1) · e^(−x/scale); mean shape · scale.
  public mutating func gamma(shape: Double, scale: Double) -> Double {
    assert(shape > 0 && scale > 0, "shape and scale must be positive")
    return unsafe gsl_ran_gamma(generator, shape, scale)
  }

  /// Density ∝ x^(a − 1) · (1 − x)^(b − 1) on [0, 1]; mean a / (a + b).
  public mutating func beta(_ a: Double, _ b: Double) -> Double {
    assert(a > 0 && b > 0, "a and b must be positive")
    return unsafe gsl_ran_beta(generator, a, b)
  }

  /// P(X > x) = (minimum / x)^exponent from the minimum on; the mean is finite for exponents above
  /// 1, the variance above 2.
  public mutating func pareto(exponent: Double, minimum: Double) -> Double {
    assert(exponent > 0 && minimum > 0, "exponent and minimum must be positive")
    return unsafe gsl_ran_pareto(generator, exponent, minimum)
  }

  /// P(X > x) = e^(−x/mean).
  public mutating func exponential(mean: Double) -> Double {
    assert(mean > 0, "the mean must be positive")
    return unsafe gsl_ran_exponential(generator, mean)
  }

  /// P(X > x) = e^(−(x/scale)^shape).
  public mutating func weibull(scale: Double, shape: Double) -> Double {
    assert(scale > 0 && shape > 0, "scale and shape must be positive")
    return unsafe gsl_ran_weibull(generator, scale, shape)
  }

  /// Number of successes in independent trials.
  ///
  /// - Precondition: 0 ≤ trials < 2³².
  public mutating func binomial(probability: Double, trials: Int) -> Int {
    assert(probability >= 0 && probability <= 1, "a probability must lie in 0...1")
    return unsafe Int(gsl_ran_binomial(generator, probability, UInt32(trials)))
  }

  /// Number of events of a Poisson process with this mean, from about mean + 1 words; the mean lies
  /// in 0...10⁹.
  public mutating func poisson(mean: Double) -> Int {
    assert(mean >= 0 && mean <= Poisson.largestMean, "the mean must lie in 0...10⁹")
    return unsafe Int(gsl_ran_poisson(generator, mean))
  }
}

extension RandomStream {
  /// Number of events of a Poisson process with this mean, from one word.
  ///
  /// The smallest k with u < P(X ≤ k), u being the middle of the word's step, (word + ½) · 2⁻³². On
  /// the same stream a higher mean never gives a lower count, so a policy that raises a rate only
  /// adds events. Counts beyond the last 2⁻³³ of either tail do not occur.
  ///
  /// - Parameter mean: In 0...10⁹; above it counts as 10⁹.
  /// - Complexity: O(*mean*) up to a mean of 64, then constant.
  public mutating func poissonByInversion(mean: Double) -> Int {
    let u = Double(word()) * 0x1p-32 + 0x1p-33
    // Most draws of a hazard: exp(−mean) is at least 1 − mean, and need not be known.
    if u < 1 - mean - 1e-12 { return 0 }
    // A rate out of bounds gives the most events that are counted, one that is no number gives none.
    guard mean > 0 else { return 0 }
    let mean = min(mean, Poisson.largestMean)
    return mean <= 64
      ? poissonQuantileFromZero(u, mean: mean) : poissonQuantileFromGuess(u, mean: mean)
  }
}

/// Adds up the probabilities of 0, 1, 2, … until they exceed `u`.
///
/// The sum's rounding error is below 10⁻¹³, and `u` keeps 2⁻³³ from 1, so the search ends.
private func poissonQuantileFromZero(_ u: Double, mean: Double) -> Int {
  var count = 0
  var probability = exp(-mean)
  var cumulative = probability
  while u >= cumulative {
    count += 1
    probability *= mean / Double(count)
    cumulative += probability
  }
  return count
}

/// Starts one below the Cornish–Fisher quantile, x = m + z√m + (z² − 1)/6, and walks up; the
/// incomplete gamma function gives the exact probability of the start.
///
/// The smallest count is at least x − ½, and the first term left out, (z − z³)/(72√m), stays below
/// 0.41 for means above 64 and the |z| < 6.3 of a 32-bit uniform: the start is never too high, and
/// at least 20.
private func poissonQuantileFromGuess(_ u: Double, mean: Double) -> Int {
  let z = gsl_cdf_ugaussian_Pinv(u)
  var count = UInt32(mean + z * mean.squareRoot() + (z * z - 1) / 6) - 1
  var probability = gsl_ran_poisson_pdf(count, mean)
  var cumulative = gsl_cdf_poisson_P(count, mean)
  while u >= cumulative {
    count += 1
    probability *= mean / Double(count)
    cumulative += probability
  }
  return Int(count)
}
