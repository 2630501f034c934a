/// A table of numbers to be clustered: one row an observation, one column a variable.
///
/// Every value is a finite number, there is at least one row and one column that counts, and every
/// list has the right length: whoever holds a value of this type need not check again.
public struct Observations: Sendable, Equatable {
  /// Values that a cell may hold; the squares of larger ones would overflow.
  public static let allowedValues = -1e150...1e150
  /// Weights that a row may have.
  public static let allowedRowWeights = 1e-12...1e12
  /// Weights that a column may have; at least one must be above 0.
  public static let allowedColumnWeights = 0.0...1e12

  public let rowCount: Int
  public let columnCount: Int

  /// The cells, row after row.
  public let values: [Double]

  /// How many observations each row stands for; `nil` is one each.
  ///
  /// A row of weight 3 is joined, standardised and judged as three equal rows would be.
  public let rowWeights: [Double]?

  /// How often each column counts in a squared distance; `nil` is once each.
  ///
  /// Two columns that say the same thing count once together at weights of 0.5.
  public let columnWeights: [Double]?

  public let rowNames: [String]?
  public let columnNames: [String]?

  /// Makes a table of `rowCount` rows and checks it.
  ///
  /// - Parameter values: The cells, row after row.
  /// - Throws: The first ``WardError`` found.
  public init(
    values: [Double], rowCount: Int, columnCount: Int, rowWeights: [Double]? = nil,
    columnWeights: [Double]? = nil, rowNames: [String]? = nil, columnNames: [String]? = nil
  ) throws(WardError) {
    guard rowCount > 0 else { throw .noRows }
    guard columnCount > 0 else { throw .noColumns }
    guard values.count == rowCount * columnCount else {
      throw .wrongCount(of: "values", expected: rowCount * columnCount, found: values.count)
    }
    func check(_ count: Int?, _ subject: String, _ expected: Int) throws(WardError) {
      if let count, count != expected {
        throw .wrongCount(of: subject, expected: expected, found: count)
      }
    }
    try check(rowWeights?.count, "row weights", rowCount)
    try check(columnWeights?.count, "column weights", columnCount)
    try check(rowNames?.count, "row names", rowCount)
    try check(columnNames?.count, "column names", columnCount)
    for (row, weight) in (rowWeights ?? []).enumerated()
    where !Self.allowedRowWeights.contains(weight) {
      throw .rowWeight(row: row, found: weight)
    }
    for (column, weight) in (columnWeights ?? []).enumerated()
    where !Self.allowedColumnWeights.contains(weight) {
      throw .columnWeight(column: column, found: weight)
    }
    if let columnWeights, columnWeights.allSatisfy({ $0 == 0 }) { throw .noColumns }

    self.init(
      trusted: values, rowCount: rowCount, columnCount: columnCount, rowWeights: rowWeights,
      columnWeights: columnWeights, rowNames: rowNames, columnNames: columnNames)
    if let index = values.firstIndex(where: { !Self.allowedValues.contains($0) }) {
      let cell = cell(row: index / columnCount, column: index % columnCount)
      throw .unusableValue(at: cell, found: values[index])
    }
  }

  /// Makes a table of rows of equal length and checks it.
  public init(
    rows: [[Double]], rowWeights: [Double]? = nil, columnWeights: [Double]? = nil,
    rowNames: [String]? = nil, columnNames: [String]? = nil
  ) throws(WardError) {
    let columnCount = rows.first?.count ?? 0
    for (index, row) in rows.enumerated() where row.count != columnCount {
      throw .wrongCount(of: "values in row \(index + 1)", expected: columnCount, found: row.count)
    }
    try self.init(
      values: rows.flatMap(\.self), rowCount: rows.count, columnCount: columnCount,
      rowWeights: rowWeights, columnWeights: columnWeights, rowNames: rowNames,
      columnNames: columnNames)
  }

  /// Takes over what was made from a checked table.
  init(
    trusted values: [Double], rowCount: Int, columnCount: Int, rowWeights: [Double]?,
    columnWeights: [Double]?, rowNames: [String]? = nil, columnNames: [String]? = nil
  ) {
    self.values = values
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.rowWeights = rowWeights
    self.columnWeights = columnWeights
    self.rowNames = rowNames
    self.columnNames = columnNames
  }

  public subscript(row: Int, column: Int) -> Double { values[row * columnCount + column] }
}

extension Observations {
  /// The values of one column, one entry a row.
  public func column(_ column: Int) -> [Double] {
    (0..<rowCount).map { self[$0, column] }
  }

  /// The columns that hold one value only, apart from rounding, and so tell no row from another.
  public var constantColumns: [Int] {
    (0..<columnCount).filter { column in
      var (lowest, highest) = (self[0, column], self[0, column])
      for row in 0..<rowCount {
        lowest = min(lowest, self[row, column])
        highest = max(highest, self[row, column])
      }
      return areEqual(lowest, highest, within: Self.roundingResolution)
    }
  }

  /// The same rows with other values in as many columns.
  ///
  /// - Precondition: `values` has as many entries, all finite.
  func replacing(values: [Double]) -> Observations {
    Observations(
      trusted: values, rowCount: rowCount, columnCount: columnCount, rowWeights: rowWeights,
      columnWeights: columnWeights, rowNames: rowNames, columnNames: columnNames)
  }

  func cell(row: Int, column: Int) -> WardError.Cell {
    WardError.Cell(
      row: row, column: column, rowName: rowNames?[row], columnName: columnNames?[column])
  }

  /// Sum of the row weights.
  var totalWeight: Double { rowWeights?.reduce(0, +) ?? Double(rowCount) }

  func weight(ofRow row: Int) -> Double { rowWeights?[row] ?? 1 }
}

extension Observations {
  /// The part of a column's largest magnitude that its range must exceed, unless another is asked for:
  /// 2⁻⁴⁸, which is 16 units in the last place or more.
  ///
  /// 0.1 + 0.2 and 0.3 are one value, and so are shares that were computed in two ways; standardised as
  /// two, they would count as much as any other column.
  public static let roundingResolution = 0x1p-48
}

/// Whether two numbers differ by no more than `resolution` times the larger magnitude.
func areEqual(_ one: Double, _ other: Double, within resolution: Double) -> Bool {
  (one - other).magnitude <= resolution * max(one.magnitude, other.magnitude)
}
