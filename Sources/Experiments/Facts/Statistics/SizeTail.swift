import Foundation
import RegionalMeasures
import TripleHelix

/// Skewness g₁ = m₃/m₂^{3/2} of `values`; NaN with fewer than three or without variation.
func skewness(of values: [Double]) -> Double {
  guard values.count >= 3 else { return .nan }
  let average = mean(of: values)
  let (squares, cubes) = values.reduce((0.0, 0.0)) { sums, value in
    let gap = value - average
    return (sums.0 + gap * gap, sums.1 + gap * gap * gap)
  }
  let variance = squares / Double(values.count)
  return variance > 0 ? cubes / Double(values.count) / pow(variance, 1.5) : .nan
}

/// The exponent of the tail from the regression of ln(rank − ½) on ln(size) over the largest firms.
///
/// The shift by one half removes the bias of the regression in small samples.
/// Source: Gabaix and Ibragimov (2011), doi:10.1198/jbes.2009.06157.
///
/// - Parameter tailShare: Share of the firms taken for the tail.
/// - Returns: The slope with its sign turned; NaN with fewer than ten firms in the tail.
func rankSizeExponent(of sizes: [Double], tailShare: Double = 0.05) -> Double {
  let count = Int(Double(sizes.count) * tailShare)
  guard count >= 10 else { return .nan }
  let tail = sizes.sorted(by: >).prefix(count)
  guard let smallest = tail.last, smallest > 0 else { return .nan }
  let x = tail.map { log($0) }
  let y = tail.indices.map { log(Double($0 + 1) - 0.5) }
  return -leastSquaresSlope(x, y)
}

/// The slope of the line of `y` on `x` by least squares; NaN if x does not vary.
func leastSquaresSlope(_ x: [Double], _ y: [Double]) -> Double {
  precondition(x.count == y.count, "a line is through pairs")
  let (xMean, yMean) = (mean(of: x), mean(of: y))
  var (products, squares) = (0.0, 0.0)
  for (a, b) in zip(x, y) {
    products += (a - xMean) * (b - yMean)
    squares += (a - xMean) * (a - xMean)
  }
  return squares > 0 ? products / squares : .nan
}
