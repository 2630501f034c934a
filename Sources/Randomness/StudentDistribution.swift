import CGSL

/// Student's t distribution, by GSL.
public struct StudentDistribution: Sendable {
  /// Degrees of freedom, above 0; they need not be whole, as Welch's.
  public let freedom: Double

  public init(freedom: Double) {
    precondition(freedom > 0, "degrees of freedom above 0")
    self.freedom = freedom
  }

  /// A whole number of degrees of freedom.
  public init(freedom: Int) { self.init(freedom: Double(freedom)) }

  /// The value below which lies `probability`, in (0, 1).
  public func quantile(_ probability: Double) -> Double {
    gsl_cdf_tdist_Pinv(probability, freedom)
  }

  /// P(|T| ≥ |t|).
  public func tails(_ t: Double) -> Double {
    min(1, 2 * gsl_cdf_tdist_Q(abs(t), freedom))
  }
}
