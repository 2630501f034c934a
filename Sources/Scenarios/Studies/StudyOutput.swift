public import TripleHelix

/// One number that a study keeps of a run.
public struct StudyOutput: Sendable, Equatable {
  /// What rows of a table are put together, where a quarter has several.
  public enum Rows: Sendable, Equatable {
    /// The only row of a quarter.
    case only
    /// The row with this identifier: that of its ``keys(of:)``, with a point between two.
    case named(String)
    case sum, mean, min, max
    /// How many there are.
    case count
  }

  /// What is taken of a series over time.
  public enum Moment: String, Sendable, CaseIterable {
    /// The last record.
    case end
    /// The last record up to a year.
    case year
    case mean, min, max
    /// Slope of the least-squares line, per year.
    case slope
  }

  /// Identifier; names a column of results.
  public let name: String
  public let table: String
  /// Empty where rows are counted.
  public let column: String
  public let rows: Rows
  public let at: Moment
  /// Years from the start of the run.
  public let year: Double?
  public let from: Double?
  public let to: Double?
  public let unit: String
  public let meaning: String

  public init(
    name: String, table: String, column: String, rows: Rows, at: Moment, year: Double? = nil,
    from: Double? = nil, to: Double? = nil, unit: String, meaning: String
  ) {
    self.name = name
    self.table = table
    self.column = column
    self.rows = rows
    self.at = at
    self.year = year
    self.from = from
    self.to = to
    self.unit = unit
    self.meaning = meaning
  }
}

extension StudyOutput {
  /// Tables that outputs are taken from: those of which a quarter's rows say all.
  static let tables = Recording().tables.filter {
    !["discoveries", "ward_merges", "firms"].contains($0.name)
  }

  /// Places of the columns by which a row of a quarter is known: the first of text, and of `cells` the
  /// region and the sector.
  public static func keys(of table: Table) -> [Int] {
    let texts = table.columns.indices.filter { table.columns[$0].kind == .text }
    return Array(texts.prefix(table.name == "cells" ? 2 : 1))
  }

  /// The definition on one line, by which studies are held against each other.
  public var identity: String {
    "\(name) \(table) \(column) \(rows) \(at.rawValue) \(text(year)) \(text(from)) \(text(to))"
  }

  private func text(_ value: Double?) -> String { value.map(Problem.number) ?? "-" }

  /// What is taken, in words, as in "mean of regions from year 5 to year 10".
  static func words(
    _ rows: Rows, _ at: Moment, year: Double?, from: Double?, to: Double?
  ) -> String {
    let of =
      switch rows {
      case .only: ""
      case .named(let name): "\(name), "
      case .sum: "sum of rows, "
      case .mean: "mean of rows, "
      case .min: "minimum of rows, "
      case .max: "maximum of rows, "
      case .count: "number of rows, "
      }
    let start = from.map { " from year \(Problem.number($0))" } ?? ""
    let end = to.map { " to year \(Problem.number($0))" } ?? ""
    let time =
      switch at {
      case .end: "at the end"
      case .year: "in year \(Problem.number(year ?? 0))"
      case .mean: "mean over time\(start)\(end)"
      case .min: "minimum over time\(start)\(end)"
      case .max: "maximum over time\(start)\(end)"
      case .slope: "slope over time\(start)\(end)"
      }
    return of + time
  }
}
