/// Rows as points whose plain Euclidean distance is the weighted distance of the table, in a unit
/// chosen so that squares neither overflow nor vanish.
struct Coordinates {
  let count: Int
  let dimension: Int

  /// The points, row after row, none beyond 1 in magnitude.
  var values: [Double]

  /// Length of one unit of `values` on the scale of the table; a power of two, so that scaling
  /// rounds nothing.
  let unit: Double

  init(_ observations: Observations) {
    count = observations.rowCount
    dimension = observations.columnCount
    values = observations.values
    if let weights = observations.columnWeights {
      let roots = weights.map { $0.squareRoot() }
      for index in values.indices { values[index] *= roots[index % roots.count] }
    }
    unit = powerOfTwo(above: values)
    if unit != 1 {
      let inverse = 1 / unit
      for index in values.indices { values[index] *= inverse }
    }
  }

  /// Mean of each coordinate over the rows.
  var mean: [Double] {
    var sums = [Double](repeating: 0, count: dimension)
    var index = 0
    for _ in 0..<count {
      for axis in 0..<dimension { sums[axis] += values[index + axis] }
      index += dimension
    }
    return sums.map { $0 / Double(count) }
  }
}

/// The smallest power of two that no magnitude in `values` exceeds; 1 if all are 0.
///
/// Bounded below so that its reciprocal is finite: smaller numbers count as equal.
func powerOfTwo(above values: some Sequence<Double>) -> Double {
  var largest = 0.0
  for value in values { largest = max(largest, value.magnitude) }
  guard largest > 0 else { return 1 }
  return Double(
    sign: .plus, exponent: max(Int(largest.exponent) + 1, -1000), significand: 1)
}
