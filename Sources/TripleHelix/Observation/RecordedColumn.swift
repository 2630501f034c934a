/// A column of a table with what fills it: the value is read from what a row is of.
public struct RecordedColumn<Row>: Sendable {
  /// Name, kind, unit text, meaning and source.
  public let column: TableColumn
  public let unit: TableUnit
  /// What must be worked out for it beside the rows of its table.
  let needs: RecordedParts
  let read: @Sendable (Row) -> TableValue

  public var name: String { column.name }

  private init(
    _ kind: TableColumn.Kind, _ name: String, _ unit: TableUnit, _ meaning: String,
    _ source: String,
    _ needs: RecordedParts, _ read: @escaping @Sendable (Row) -> TableValue
  ) {
    column = TableColumn(name, kind, "\(unit)", meaning, source: source)
    self.unit = unit
    self.needs = needs
    self.read = read
  }

  /// A number; one that is not finite is written empty.
  ///
  /// - Parameters:
  ///   - time: What a flow or a rate is for.
  ///   - meaning: One sentence.
  ///   - source: Where the definition comes from; empty where the meaning is all of it.
  public init(
    _ name: String, _ unit: TableUnit, per time: TableUnit.Time? = nil, _ meaning: String,
    source: String = "", needs: RecordedParts = [], _ read: @escaping @Sendable (Row) -> Double
  ) {
    self.init(
      .number, name, time.map { TableUnit(unit.quantity, per: $0) } ?? unit, meaning, source, needs
    ) { .number(read($0)) }
  }

  /// A whole number, or nothing.
  public static func integer(
    _ name: String, _ unit: TableUnit, _ meaning: String, source: String = "",
    _ read: @escaping @Sendable (Row) -> Int?
  ) -> RecordedColumn {
    RecordedColumn(.integer, name, unit, meaning, source, []) {
      read($0).map { .integer($0) } ?? .number(.nan)
    }
  }

  /// 1 or 0.
  public static func flag(
    _ name: String, _ meaning: String, source: String = "",
    _ read: @escaping @Sendable (Row) -> Bool
  ) -> RecordedColumn {
    RecordedColumn(.integer, name, .none, meaning, source, []) { .integer(read($0) ? 1 : 0) }
  }

  public static func text(
    _ name: String, _ meaning: String, source: String = "",
    _ read: @escaping @Sendable (Row) -> String
  ) -> RecordedColumn {
    RecordedColumn(.text, name, .none, meaning, source, []) { .text(read($0)) }
  }

  /// The column of a larger thing, of which `Row` is a part; empty where there is no such part.
  func lifted<Whole>(
    needs more: RecordedParts, from part: @escaping @Sendable (Whole) -> Row?
  ) -> RecordedColumn<Whole> {
    RecordedColumn<Whole>(
      column.kind, name, unit, column.meaning, column.source, needs.union(more)
    ) { part($0).map(read) ?? .number(.nan) }
  }
}

/// Columns that are declared as properties, each once: in the order of the properties they stand in a
/// table, and by the properties the rest of the program asks for them.
///
/// A property is a column, or another group with the same rows; one that is `nil` has no columns.
public protocol ColumnGroup<Row>: Sendable {
  associatedtype Row
  typealias Column = RecordedColumn<Row>
  var columns: [RecordedColumn<Row>] { get }
}

extension ColumnGroup {
  public var columns: [RecordedColumn<Row>] {
    Mirror(reflecting: self).children.flatMap { child in
      if let column = child.value as? RecordedColumn<Row> { return [column] }
      if case Optional<Any>.none = child.value { return [] }
      guard let group = child.value as? any ColumnGroup<Row> else {
        preconditionFailure("\(Self.self).\(child.label ?? "?") is no column of its rows")
      }
      return group.columns
    }
  }
}

/// The columns of a part of a row, as columns of the row.
@dynamicMemberLookup
public struct PartColumns<Part: ColumnGroup, Row>: ColumnGroup {
  let part: Part
  public let columns: [RecordedColumn<Row>]

  /// - Parameters:
  ///   - needs: What must be worked out for the part.
  ///   - read: The part of a row; `nil` leaves its columns empty.
  public init(
    _ part: Part, needs: RecordedParts = [], of read: @escaping @Sendable (Row) -> Part.Row?
  ) {
    self.part = part
    columns = part.columns.map { $0.lifted(needs: needs, from: read) }
  }

  public subscript<Member>(dynamicMember path: KeyPath<Part, Member>) -> Member {
    part[keyPath: path]
  }
}

/// A table's name and columns, with what fills them.
@dynamicMemberLookup
public struct TableSchema<Columns: ColumnGroup>: Sendable {
  public let name: String
  public let summary: String
  /// What must be recorded for rows.
  let needs: RecordedParts
  let group: Columns
  /// In the order of the table.
  let columns: [RecordedColumn<Columns.Row>]

  public init(_ name: String, _ summary: String, _ group: Columns) {
    self.init(name, summary, needs: [], group)
  }

  init(_ name: String, _ summary: String, needs: RecordedParts, _ group: Columns) {
    self.name = name
    self.summary = summary
    self.needs = needs
    self.group = group
    columns = group.columns
  }

  /// A column, or a group of columns.
  public subscript<Member>(dynamicMember path: KeyPath<Columns, Member>) -> Member {
    group[keyPath: path]
  }

  /// The table without rows.
  public var empty: Table {
    Table(name: name, summary: summary, columns: columns.map(\.column))
  }

  /// Values of one row, flows of a tick times `factor`, which makes them flows of a quarter.
  public func values(of row: Columns.Row, timesFlows factor: Double = 1) -> [TableValue] {
    columns.map { column in
      let value = column.read(row)
      guard column.unit.time == .quarter, case .number(let number) = value else { return value }
      return .number(number * factor)
    }
  }

  /// What the column called `column` takes, or rows alone without one.
  func needs(of column: String) -> RecordedParts {
    needs.union(columns.first { $0.name == column }?.needs ?? [])
  }
}

/// What a row is of, at the end of a tick.
public protocol RecordedRow: SendableMetatype {
  var tick: Int { get }
  /// Calendar time.
  var year: Double { get }
}

extension RecordedColumn where Row: RecordedRow {
  public static var tick: RecordedColumn {
    .integer("tick", .ticks, "Ticks since the start; 0 is the initial state.") { $0.tick }
  }

  public static var year: RecordedColumn {
    RecordedColumn("year", .years, "Calendar time of the end of the tick.") { $0.year }
  }
}

/// A row of the state of a run at the end of its last tick.
protocol StateRow: RecordedRow {
  var simulation: Simulation { get }
}

extension StateRow {
  public var tick: Int { simulation.tick }
  public var year: Double { simulation.year }
}
