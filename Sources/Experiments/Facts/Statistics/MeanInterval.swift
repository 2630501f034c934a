import Foundation
import Randomness

/// A mean over seeds with half of its 95 % interval.
public struct MeanInterval: Sendable, Equatable {
  public let mean: Double
  /// t₀.₉₇₅ · s / √n; not a number with one value.
  public let halfWidth: Double
  public let count: Int

  /// - Parameter values: One entry per seed; what is not finite is left out.
  public init(_ values: [Double]) {
    let finite = values.filter(\.isFinite)
    count = finite.count
    guard count > 0 else { (mean, halfWidth) = (.nan, .nan); return }
    let average = finite.reduce(0, +) / Double(count)
    mean = average
    guard count > 1 else { halfWidth = .nan; return }
    let squares = finite.reduce(0) { $0 + ($1 - average) * ($1 - average) }
    halfWidth =
      StudentDistribution(freedom: count - 1).quantile(0.975)
      * (squares / Double(count - 1) / Double(count))
      .squareRoot()
  }

  /// Ends of the interval; the mean twice where one value gives none.
  public var lower: Double { halfWidth.isFinite ? mean - halfWidth : mean }
  public var upper: Double { halfWidth.isFinite ? mean + halfWidth : mean }
}
