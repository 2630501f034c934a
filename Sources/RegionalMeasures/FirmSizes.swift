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
/// - Complexity: O(*n*) on average, with one copy of the tail.
public func hillExponent(of sizes: [Double], tailShare: Double = 0.05) -> Double {
  precondition((0..<1).contains(tailShare), "a tail is a part of the whole")
  let tailCount = Int(Double(sizes.count) * tailShare)
  guard tailCount >= 2, sizes.allSatisfy({ $0.isFinite }) else { return .nan }
  var tail = largest(tailCount + 1, of: sizes)
  let threshold = selectOrderStatistic(tail.count - tailCount - 1, of: &tail)
  guard threshold > 0 else { return .nan }
  let logs = tail[(tail.count - tailCount)...].reduce(0) { $0 + log($1 / threshold) }
  return logs > 0 ? Double(tailCount) / logs : .nan
}

/// At least the `count` largest of `sizes`, in their order, with few others.
///
/// Sizes are put into classes of a sixteenth of an octave, by the first bits of the number; whole
/// classes are taken, from the largest down. What is not positive is in the lowest class.
private func largest(_ count: Int, of sizes: [Double]) -> [Double] {
  let shift = 52 - 4
  func place(_ size: Double) -> Int { size > 0 ? Int(size.bitPattern >> shift) : 0 }
  var counts = [Int32](repeating: 0, count: Int(Double.infinity.bitPattern >> shift) + 1)
  for size in sizes { counts[place(size)] += 1 }
  var lowest = counts.count
  var taken = 0
  while taken < count, lowest > 0 {
    lowest -= 1
    taken += Int(counts[lowest])
  }
  var tail: [Double] = []
  tail.reserveCapacity(taken)
  for size in sizes where place(size) >= lowest { tail.append(size) }
  return tail
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
