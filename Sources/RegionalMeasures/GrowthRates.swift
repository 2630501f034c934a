import Foundation

/// The shape b of the exponential-power (Subbotin) density of growth rates; 1 is Laplace, 2 normal.
///
/// f(x) = exp(−|x−m|ᵇ/(b·aᵇ)) / (2·a·b^(1/b)·Γ(1+1/b)). The location m is the median, which stays
/// usable below b = 1, where the likelihood has a spike at every observation. The scale that is best
/// for a shape is a = (mean |x−m|ᵇ)^(1/b), which leaves
/// ln b/b + ln Γ(1+1/b) + ln a + 1/b to be minimised over b in [0.2, 5]; an optimum outside shows as
/// the nearer bound. NaN with fewer than ten values, or if one is not finite or all are equal.
///
/// The sums over |x−m|ᵇ run over classes of ln|x−m| of width 0.01, each at its mean: that changes
/// them by less than (0.01·b)²/24, at most 10⁻⁴, and makes their cost independent of n.
///
/// Source: Bottazzi and Secchi (2006), doi:10.1093/icc/dtl005.
///
/// - Complexity: O(*n*) on average, with two copies of `growth`.
public func subbotinShape(of growth: [Double]) -> Double {
  guard growth.count >= 10 else { return .nan }
  let location = median(of: growth)
  let deviations = growth.map { abs($0 - location) }
  guard let largest = deviations.max(), largest.isFinite, largest > 0 else { return .nan }

  let (classesPerUnit, span) = (100.0, 30.0)
  var counts = [Double](repeating: 0, count: Int(span * classesPerUnit) + 1)
  var sums = counts
  for deviation in deviations where deviation > 0 {
    let distance = log(deviation / largest)
    let place = Int(min(-distance, span) * classesPerUnit)
    counts[place] += 1
    sums[place] += distance
  }
  let classes = zip(counts, sums).filter { $0.0 > 0 }.map { (count: $0, log: $1 / $0) }

  // The largest deviation is the unit, which shifts the objective by a constant.
  func cost(_ shape: Double) -> Double {
    let power = classes.reduce(0) { $0 + $1.count * exp(shape * $1.log) } / Double(growth.count)
    return (log(shape) + log(power) + 1) / shape + log(tgamma(1 + 1 / shape))
  }
  let shapes = stride(from: log(0.2), through: log(5) + 1e-9, by: log(25) / 16).map { $0 }
  let costs = shapes.map { cost(exp($0)) }
  guard let best = costs.indices.min(by: { costs[$0] < costs[$1] }) else { return .nan }
  let bracket = shapes[max(best - 1, 0)]...shapes[min(best + 1, shapes.count - 1)]
  return exp(minimum(in: bracket, tolerance: 1e-6) { cost(exp($0)) })
}

/// The slope of ln(deviation of growth) on ln(size): how fast large firms fluctuate less.
///
/// Firms are put in classes of size that double; each with at least `smallestClass` firms gives one
/// point, the mean of ln(size) and the logarithm of the standard deviation of growth. The line is
/// fitted by least squares weighted by the number of firms, since the variance of ln(deviation) is
/// proportional to its inverse. NaN with fewer than two such classes.
///
/// Source: Stanley et al. (1996), doi:10.1038/379804a0, who find −0.15 for large companies.
///
/// - Parameters:
///   - growth: One entry per firm.
///   - sizes: One entry per firm; others than positive ones are left out.
public func logLogSlope(
  ofGrowth growth: [Double], onSize sizes: [Double], smallestClass: Int = 30
) -> Double {
  precondition(growth.count == sizes.count, "growth and size are of the same firms")
  let lowest = Double.leastNonzeroMagnitude.exponent
  func place(_ size: Double) -> Int? {
    size > 0 && size.isFinite ? Int(size.exponent - lowest) : nil
  }
  let exponents = Int(Double.greatestFiniteMagnitude.exponent - lowest)
  // By class: firms, then sums of growth and of the logarithm of size, then of squares.
  var counts = [Double](repeating: 0, count: exponents + 1)
  var growths = counts
  var logs = counts
  var squares = counts
  for firm in sizes.indices {
    guard let place = place(sizes[firm]) else { continue }
    counts[place] += 1
    growths[place] += growth[firm]
    logs[place] += log(sizes[firm])
  }
  for firm in sizes.indices {
    guard let place = place(sizes[firm]) else { continue }
    let deviation = growth[firm] - growths[place] / counts[place]
    squares[place] += deviation * deviation
  }
  var points: [(weight: Double, x: Double, y: Double)] = []
  for (place, count) in counts.enumerated()
  where count >= Double(max(2, smallestClass)) && squares[place] > 0 {
    points.append((count, logs[place] / count, log(squares[place] / (count - 1)) / 2))
  }
  guard points.count >= 2 else { return .nan }
  let weight = points.reduce(0) { $0 + $1.weight }
  let x = points.reduce(0) { $0 + $1.weight * $1.x } / weight
  let y = points.reduce(0) { $0 + $1.weight * $1.y } / weight
  let covariance = points.reduce(0) { $0 + $1.weight * ($1.x - x) * ($1.y - y) }
  let variance = points.reduce(0) { $0 + $1.weight * ($1.x - x) * ($1.x - x) }
  return variance > 0 ? covariance / variance : .nan
}

/// Where in `bracket` a function with one minimum there has it, by golden section.
func minimum(
  in bracket: ClosedRange<Double>, tolerance: Double, of function: (Double) -> Double
) -> Double {
  let ratio = (5.0.squareRoot() - 1) / 2
  var (low, high) = (bracket.lowerBound, bracket.upperBound)
  var (left, right) = (high - ratio * (high - low), low + ratio * (high - low))
  var (atLeft, atRight) = (function(left), function(right))
  while high - low > tolerance {
    if atLeft <= atRight {
      (high, right, atRight) = (right, left, atLeft)
      left = high - ratio * (high - low)
      atLeft = function(left)
    } else {
      (low, left, atLeft) = (left, right, atRight)
      right = low + ratio * (high - low)
      atRight = function(right)
    }
  }
  return (low + high) / 2
}
