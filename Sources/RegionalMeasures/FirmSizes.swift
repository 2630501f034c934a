import Foundation

/// The exponent of a Pareto tail, P(size > x) ~ x^−α, by Hill's estimator on the largest firms.
///
/// α = k / Σᵢ ln(xᵢ / x₍ₖ₊₁₎) over the k = ⌊`tailShare`·n⌋ largest sizes, the threshold being the
/// next one below; it is the maximum-likelihood estimate, with standard error α/√k. NaN if k < 2,
/// a size is not finite, the threshold is not positive or all of the tail equals it.
///
/// Source: Hill (1975), doi:10.1214/aos/1176343247.
///
/// - Parameter tailShare: Share of the firms that are taken for the tail, in [0, 1).
/// - Complexity: O(*n*) on average, with one copy of `sizes`.
public func hillExponent(of sizes: [Double], tailShare: Double = 0.05) -> Double {
  precondition((0..<1).contains(tailShare), "a tail is a part of the whole")
  let tailCount = Int(Double(sizes.count) * tailShare)
  guard tailCount >= 2, sizes.allSatisfy({ $0.isFinite }) else { return .nan }
  var ordered = sizes
  let threshold = selectOrderStatistic(sizes.count - tailCount - 1, of: &ordered)
  guard threshold > 0 else { return .nan }
  let logs = ordered[(sizes.count - tailCount)...].reduce(0) { $0 + log($1 / threshold) }
  return logs > 0 ? Double(tailCount) / logs : .nan
}

/// Firms whose size lies in `lower..<upper`.
public struct SizeClass: Sendable, Equatable {
  /// Smallest size of the class, in persons.
  public var lower: Double
  /// Smallest size of the next class, in persons.
  public var upper: Double
  public var firmCount: Int
  /// Persons in all firms of the class.
  public var employees: Double
  /// Share of all firms that are of size `lower` or more.
  public var shareAbove: Double
}

/// Counts firms in classes that double, 0.5–1, 1–2, 2–4, … persons, up to the largest firm's.
///
/// Empty classes in between are kept. Where firms of under half a person exist, a class from 0 to
/// 0.5 stands first, so that the classes always hold every firm. Empty if there are no firms or a
/// size is negative or not finite.
public func sizeClasses(of sizes: [Double]) -> [SizeClass] {
  guard let largest = sizes.max(), sizes.allSatisfy({ $0.isFinite && $0 >= 0 }) else { return [] }
  // The binary exponent is exact at the bounds, as a logarithm is not.
  func place(_ size: Double) -> Int { size < 0.5 ? 0 : Int(size.exponent) + 2 }
  var classes = (0...place(largest)).map { place in
    let upper = Double(sign: .plus, exponent: place - 1, significand: 1)
    return SizeClass(
      lower: place == 0 ? 0 : upper / 2, upper: upper, firmCount: 0, employees: 0, shareAbove: 0)
  }
  for size in sizes {
    classes[place(size)].firmCount += 1
    classes[place(size)].employees += size
  }
  var above = 0
  for place in classes.indices.reversed() {
    above += classes[place].firmCount
    classes[place].shareAbove = Double(above) / Double(sizes.count)
  }
  if classes[0].firmCount == 0 { classes.removeFirst() }
  return classes
}
