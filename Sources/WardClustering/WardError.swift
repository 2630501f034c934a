/// Why a table or a request cannot be clustered: the place, what was found, what is allowed.
public enum WardError: Error, Equatable, Sendable {
  /// A cell of a table, by index from 0 and by name where the table has names.
  public struct Cell: Equatable, Sendable {
    public let row: Int
    public let column: Int
    public let rowName: String?
    public let columnName: String?
  }

  /// The table has no row.
  case noRows
  /// The table has no column, or every column weighs 0.
  case noColumns
  /// A list does not have one entry for each row, column or cell.
  case wrongCount(of: String, expected: Int, found: Int)
  /// A value is not a number, is infinite, or is too large to be squared.
  case unusableValue(at: Cell, found: Double)
  /// A row weight lies outside ``Observations/allowedRowWeights``.
  case rowWeight(row: Int, found: Double)
  /// A column weight lies outside ``Observations/allowedColumnWeights``.
  case columnWeight(column: Int, found: Double)
  /// A logarithm was asked for of a value that is not above 0.
  case notPositive(at: Cell, found: Double)
  /// A column with mean 0 cannot be brought to mean 1.
  case zeroMean(column: Int, columnName: String?)
  /// A number of groups that the observations do not allow.
  case groupCount(found: Int, allowed: ClosedRange<Int>)
  /// A height that is negative or not a number.
  case height(found: Double)
  /// Merges that make no tree: the row where the first contradiction stands.
  case brokenTree(merge: Int, reason: String)
}

extension WardError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noRows:
      "the table has no rows; allowed: at least one"
    case .noColumns:
      "the table has no columns to compare by; allowed: at least one with a weight above 0"
    case .wrongCount(let subject, let expected, let found):
      "\(subject): found \(found), allowed: \(expected)"
    case .unusableValue(let cell, let found):
      "\(cell): found \(found), allowed: numbers between -1e150 and 1e150"
    case .rowWeight(let row, let found):
      "weight of row \(row + 1): found \(found), allowed: 1e-12 to 1e12"
    case .columnWeight(let column, let found):
      "weight of column \(column + 1): found \(found), allowed: 0 to 1e12"
    case .notPositive(let cell, let found):
      "\(cell): found \(found), allowed: values above 0, since their logarithm is taken"
    case .zeroMean(let column, let name):
      "column \(name ?? String(column + 1)): found mean 0, allowed: a mean other than 0 to divide by"
    case .groupCount(let found, let allowed):
      "number of groups: found \(found), allowed: \(allowed.lowerBound) to \(allowed.upperBound)"
    case .height(let found):
      "height: found \(found), allowed: 0 or more"
    case .brokenTree(let merge, let reason):
      "merge \(merge + 1): \(reason)"
    }
  }
}

extension WardError.Cell: CustomStringConvertible {
  public var description: String {
    "row \(rowName ?? String(row + 1)), column \(columnName ?? String(column + 1))"
  }
}
