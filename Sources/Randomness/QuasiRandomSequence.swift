// GSL declares its kinds of sequence as variables, though it never writes to them.
@preconcurrency @unsafe import CGSL

/// Points that fill the unit cube more evenly than random ones, by the GNU Scientific Library.
///
/// Point *k* is the same however many points follow, so a sequence can be stopped or prolonged
/// anywhere. The origin, which is the first point of the mathematical sequences, is left out, as GSL
/// does.
@safe
public struct QuasiRandomSequence: ~Copyable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Sobol' in Antonov and Saleev's order, with the direction numbers of Bratley and Fox (1988),
    /// doi:10.1145/42288.214372. Every 2ᵐ points from point 2ᵐ on are balanced in each coordinate.
    case sobol
    /// Halton's with reversed digits, Vandewoestyne and Cools (2006),
    /// doi:10.1016/j.cam.2005.05.022: for more dimensions than `sobol` has.
    case reverseHalton

    /// The most coordinates that a point can have.
    public var greatestDimensionCount: Int { self == .sobol ? 40 : 1229 }
  }

  /// A Sobol' coordinate is a whole number of 2⁻³⁰, and there are as many points.
  public static let greatestPointCount = 1 << 30

  public let dimensionCount: Int
  private let generator: UnsafeMutablePointer<gsl_qrng>

  /// Stands before the first point.
  ///
  /// - Parameter dimensionCount: At least 1 and at most the kind's `greatestDimensionCount`.
  public init(_ kind: Kind, dimensionCount: Int) throws(DistributionError) {
    guard (1...kind.greatestDimensionCount).contains(dimensionCount) else {
      throw DistributionError(
        "dimensions of a \(kind.rawValue) sequence",
        allowed: "in 1...\(kind.greatestDimensionCount)",
        found: "\(dimensionCount)")
    }
    GSL.prepare()
    let type = unsafe kind == .sobol ? gsl_qrng_sobol : gsl_qrng_reversehalton
    guard let generator = unsafe gsl_qrng_alloc(type, UInt32(dimensionCount)) else {
      throw DistributionError(
        "dimensions of a \(kind.rawValue) sequence", allowed: "what memory holds",
        found: "\(dimensionCount)")
    }
    self.dimensionCount = dimensionCount
    unsafe self.generator = generator
  }

  deinit { unsafe gsl_qrng_free(generator) }

  /// The next point: one coordinate a dimension, in [0, 1).
  ///
  /// - Complexity: O(*d*) for *d* dimensions.
  public mutating func next() -> [Double] {
    let count = dimensionCount
    return unsafe [Double](unsafeUninitializedCapacity: count) { buffer, initialized in
      unsafe gsl_qrng_get(generator, buffer.baseAddress)
      initialized = count
    }
  }

  /// Passes over points.
  ///
  /// - Complexity: O(*count*).
  public mutating func skip(_ count: Int) {
    for _ in 0..<count { _ = next() }
  }
}
