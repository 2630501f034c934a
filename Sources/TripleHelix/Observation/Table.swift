/// One column of a table of results.
public struct TableColumn: Sendable, Equatable {
  public enum Kind: String, Sendable {
    case integer, number, text
  }

  /// Name in `snake_case`.
  public let name: String
  public let kind: Kind
  /// Unit, `–` for a pure number or a name.
  public let unit: String
  /// What the column says, in one sentence.
  public let meaning: String
  /// Where the definition comes from; empty where the meaning is all of it.
  public let source: String

  public init(
    _ name: String, _ kind: Kind, _ unit: String, _ meaning: String, source: String = ""
  ) {
    self.name = name
    self.kind = kind
    self.unit = unit
    self.meaning = meaning
    self.source = source
  }
}

/// One value of a row.
public enum TableValue: Sendable, Equatable {
  case integer(Int)
  /// A number; one that is not finite stands for "not defined" and is written empty.
  case number(Double)
  case text(String)
}

/// A tidy table: one row an observation, columns with units.
public struct Table: Sendable, Equatable {
  /// Name, also of its file: `regions` is written to `regions.csv`.
  public let name: String
  /// What one row is.
  public let summary: String
  public let columns: [TableColumn]
  /// Values row by row.
  public private(set) var rows: [[TableValue]] = []

  public init(name: String, summary: String, columns: [TableColumn]) {
    self.name = name
    self.summary = summary
    self.columns = columns
  }

  /// Appends a row of one value a column, of the column's kind.
  public mutating func append(_ row: [TableValue]) {
    precondition(row.count == columns.count, "a row of \(name) has \(columns.count) values")
    rows.append(row)
  }

  /// Removes rows but keeps the columns.
  public mutating func removeRows(where predicate: ([TableValue]) -> Bool) {
    rows.removeAll(where: predicate)
  }

  /// Place of the column called `name`.
  public func index(of name: String) -> Int? {
    columns.firstIndex { $0.name == name }
  }

  /// Values of a column, `nil` where they are not defined.
  public func numbers<Row>(_ column: RecordedColumn<Row>) -> [Double?] {
    numbers(named: column.name) ?? []
  }

  /// Values of the column called `name`, `nil` where they are not defined; `nil` without such a column.
  public func numbers(named name: String) -> [Double?]? {
    guard let place = index(of: name) else { return nil }
    return rows.map { row in
      switch row[place] {
      case .integer(let value): Double(value)
      case .number(let value): value.isFinite ? value : nil
      case .text: nil
      }
    }
  }
}
