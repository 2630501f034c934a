import Testing

@testable import TripleHelix

@Suite struct RecordedColumnTests {
  private struct Point: Sendable { var x: Double }

  private struct Inner: ColumnGroup {
    typealias Row = Point
    let square = Column("square", .million, per: .quarter, "Square.") { $0.x * $0.x }
  }

  private struct Outer: ColumnGroup {
    typealias Row = Double
    let inner = PartColumns(Inner()) { (x: Double) in x < 0 ? nil : Point(x: x) }
    let isLarge = Column.flag("large", "1 if large.") { $0 > 2 }
    let name = Column.text("name", "Name.") { "\($0)" }
    let more: Inner2?
  }

  private struct Inner2: ColumnGroup {
    typealias Row = Double
    let whole = Column.integer("whole", .none, "Whole number.") { Int(exactly: $0) }
  }

  @Test func `a table has the columns of its properties in their order, groups and all`() {
    let schema = TableSchema("t", "Rows.", Outer(more: Inner2()))
    #expect(schema.empty.columns.map(\.name) == ["square", "large", "name", "whole"])
    #expect(schema.empty.columns.map(\.kind) == [.number, .integer, .text, .integer])
    #expect(schema.inner.square.name == "square")
    let without = TableSchema("t", "Rows.", Outer(more: nil))
    #expect(without.empty.columns.map(\.name) == ["square", "large", "name"])
  }

  @Test func `flows of a tick become flows of a quarter, and a part that is missing leaves gaps`() {
    let schema = TableSchema("t", "Rows.", Outer(more: Inner2()))
    #expect(
      schema.values(of: 3, timesFlows: 2) == [
        .number(18), .integer(1), .text("3.0"), .integer(3),
      ])
    let gaps = schema.values(of: -1.5)
    #expect("\(gaps[0])" == "number(nan)")
    #expect("\(gaps[3])" == "number(nan)")
  }

  @Test(arguments: [
    (TableUnit.million, TableUnit.Time?.none, "million"), (.million, .quarter, "million/quarter"),
    (TableUnit("million/person"), .quarter, "million/(person·quarter)"),
    (.events, .quarter, "per quarter"), (.rate, .year, "1/year"), (.none, nil, "–"),
  ]) func `units are written as tables have them`(
    unit: TableUnit, time: TableUnit.Time?, text: String
  ) {
    #expect("\(TableUnit(unit.quantity, per: time))" == text)
  }

  @Test func `every table of a recording says what its rows take`() {
    for table in Recording().tables {
      #expect(RecordedParts(table: table.name, column: "") != .all, "\(table.name)")
    }
  }
}
