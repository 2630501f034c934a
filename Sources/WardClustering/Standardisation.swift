import Foundation

/// How the columns of a table are brought to a common scale before distances are taken.
///
/// Standard deviations divide by the number of rows *n*, as SciPy's `zscore` does and R's `scale`, which
/// divides by *n* − 1, does not: all heights of a tree are √(*n* / (*n* − 1)) times those in R, and the
/// groups are the same. Means and standard deviations count each row by its weight. A column that holds
/// one value only, apart from rounding (a range of up to 2⁻⁴⁸ of its largest magnitude), becomes 0
/// throughout, so it moves no distance; ``Observations/constantColumns`` has these columns.
public enum Standardisation: String, Sendable, CaseIterable {
  /// (x − mean) / standard deviation.
  case zscore
  /// (x − minimum) / (maximum − minimum), from 0 to 1.
  case range01 = "range_0_1"
  /// Twice the former less 1, from −1 to 1.
  case rangeMinus1To1 = "range_minus_1_1"
  /// x / greatest magnitude, so that the largest value is 1 or −1.
  case maximum1 = "maximum_1"
  /// x / mean; an error where the mean is 0.
  case mean1 = "mean_1"
  /// x / standard deviation.
  case standardDeviation1 = "standard_deviation_1"
  /// 1 for the smallest value up to *n* for the largest; values that are equal, apart from rounding, share
  /// their mean rank.
  case rank
  /// Logarithm, then z-score; an error where a value is not above 0.
  case logZscore = "log_zscore"
  /// x as it stands.
  case none
}

extension Observations {
  /// Everything that forbids `standardisation`, column by column; empty when it can be applied.
  public func problems(standardising standardisation: Standardisation) -> [WardError] {
    switch standardisation {
    case .logZscore:
      return values.indices.compactMap { index in
        guard values[index] <= 0 else { return nil }
        let cell = cell(row: index / columnCount, column: index % columnCount)
        return .notPositive(at: cell, found: values[index])
      }
    case .mean1:
      return (0..<columnCount).compactMap { column in
        let values = self.column(column)
        // A mean that is only the rounding error of its sum counts as 0.
        let rounding = 1e-15 * Double(rowCount) * (values.lazy.map(\.magnitude).max() ?? 0)
        guard mean(values).magnitude <= rounding, Set(values) != [0] else { return nil }
        return .zeroMean(column: column, columnName: columnNames?[column])
      }
    default:
      return []
    }
  }

  /// The same rows with every column on the scale of `standardisation`.
  ///
  /// - Parameter resolution: A column whose range is no more than this part of its largest magnitude is
  ///   one value. Larger than the default where the values are known less exactly.
  /// - Throws: The first of ``problems(standardising:)``.
  public func standardised(
    by standardisation: Standardisation, resolution: Double = Observations.roundingResolution
  ) throws(WardError) -> Observations {
    if standardisation == .none { return self }
    if let problem = problems(standardising: standardisation).first { throw problem }
    var values = values
    for column in 0..<columnCount {
      let scaled = scale(self.column(column), by: standardisation, resolution)
      for row in 0..<rowCount { values[row * columnCount + column] = scaled[row] }
    }
    return replacing(values: values)
  }

  private func scale(
    _ column: [Double], by standardisation: Standardisation, _ resolution: Double
  ) -> [Double] {
    guard let lowest = column.min(), let highest = column.max(),
      !areEqual(lowest, highest, within: resolution)
    else {
      return column.map { _ in 0 }
    }
    // All but the logarithm are indifferent to the unit, so squares can be kept in range.
    let unit = standardisation == .logZscore ? 1 : powerOfTwo(above: column)
    let column = standardisation == .logZscore ? column.map(log) : column.map { $0 / unit }
    let (low, high) = (lowest / unit, highest / unit)
    switch standardisation {
    case .none: return column
    case .zscore, .logZscore:
      let (mean, deviation) = (mean(column), standardDeviation(column))
      guard deviation > 0 else { return column.map { _ in 0 } }
      return column.map { ($0 - mean) / deviation }
    case .range01:
      let range = high - low
      return column.map { ($0 - low) / range }
    case .rangeMinus1To1:
      let halfRange = (high - low) / 2
      return column.map { ($0 - low) / halfRange - 1 }
    case .maximum1:
      let largest = max(low.magnitude, high.magnitude)
      return column.map { $0 / largest }
    case .mean1:
      let mean = mean(column)
      return column.map { $0 / mean }
    case .standardDeviation1:
      let deviation = standardDeviation(column)
      return column.map { $0 / deviation }
    case .rank: return ranks(column, resolution)
    }
  }

  private func mean(_ column: [Double]) -> Double {
    guard let rowWeights else { return column.reduce(0, +) / Double(rowCount) }
    return zip(column, rowWeights).reduce(0) { $0 + $1.0 * $1.1 } / totalWeight
  }

  private func standardDeviation(_ column: [Double]) -> Double {
    let mean = mean(column)
    var sum = 0.0
    for row in column.indices {
      let deviation = column[row] - mean
      sum += weight(ofRow: row) * deviation * deviation
    }
    return (sum / totalWeight).squareRoot()
  }

  private func ranks(_ column: [Double], _ resolution: Double) -> [Double] {
    let order = column.indices.sorted { column[$0] < column[$1] }
    var ranks = column
    var (start, weightBelow) = (0, 0.0)
    while start < order.count {
      let ties = order[start...].prefix {
        areEqual(column[$0], column[order[start]], within: resolution)
      }
      let weight = ties.reduce(0) { $0 + self.weight(ofRow: $1) }
      for row in ties { ranks[row] = weightBelow + (weight + 1) / 2 }
      weightBelow += weight
      start = ties.endIndex
    }
    return ranks
  }
}
