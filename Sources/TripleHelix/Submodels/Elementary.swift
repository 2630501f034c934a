import Foundation

// The elementary functions of the C library, named once so that kernels need not import Foundation.

@inline(__always) func exponential(_ x: Double) -> Double { exp(x) }
@inline(__always) func logarithm(_ x: Double) -> Double { log(x) }
@inline(__always) func sine(_ x: Double) -> Double { sin(x) }
@inline(__always) func cosine(_ x: Double) -> Double { cos(x) }
@inline(__always) func hyperbolicTangent(_ x: Double) -> Double { tanh(x) }
@inline(__always) func power(_ x: Double, _ y: Double) -> Double { pow(x, y) }

/// The widest ranges that quantities of an economy in ruins may leave tick 0 by.
///
/// A country whose product has all but vanished has no steady prices: its currency falls without end,
/// and each fall makes the next one larger. Within these bounds the figures stay finite, so that the
/// run shows the collapse instead of ending in it. No economy that works comes near them.
enum Bounds {
  /// Prices and the exchange rate, which are 1 at tick 0, and wages over those of tick 0.
  static let price = 1e-6...1e6
  /// Productivity and quality of a generation, over those of generation 0.
  static let technology = 1e-9...1e9
  /// Productivity of a firm, million per person and quarter: what a `Float` holds with room to spare.
  static let productivity = 1e-24...1e24
  /// Largest logarithm of a factor of demand or growth.
  static let logarithm = 50.0
}

/// Confines `x` to `range`.
@inline(__always) func clamp(_ x: Double, _ range: ClosedRange<Double>) -> Double {
  clamp(x, range.lowerBound, range.upperBound)
}

/// Confines `x` to `[low, high]`.
@inline(__always) func clamp(_ x: Double, _ low: Double, _ high: Double) -> Double {
  x < low ? low : (x > high ? high : x)
}
