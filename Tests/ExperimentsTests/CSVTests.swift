import Testing
import TripleHelix

@testable import Experiments

@Suite struct CSVTests {
  private let columns: [TableColumn] = [
    .init("tick", .integer, "quarters", "Time."),
    .init("name", .text, "–", "Name."),
    .init("value", .number, "–", "Value."),
  ]

  private func table(_ rows: [[TableValue]] = []) -> Table {
    var table = Table(name: "things", summary: "One row per thing.", columns: columns)
    for row in rows { table.append(row) }
    return table
  }

  private func text(_ rows: [[TableValue]]) -> String {
    String(decoding: table(rows).csv(), as: UTF8.self)
  }

  @Test func `a table is written as header and rows`() {
    #expect(
      text([
        [.integer(0), .text("almaty"), .number(0.1)],
        [.integer(-4), .text("Шымкент"), .number(1e300)],
      ]) == "tick,name,value\n0,almaty,0.1\n-4,Шымкент,1e+300\n")
  }

  @Test func `fields with commas, quotes and line ends are quoted`() {
    #expect(
      text([[.integer(1), .text("a,\"b\"\nc"), .number(2)]])
        == "tick,name,value\n1,\"a,\"\"b\"\"\nc\",2.0\n")
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func `numbers that are not finite are left empty`(number: Double) {
    #expect(text([[.integer(1), .text(""), .number(number)]]) == "tick,name,value\n1,,\n")
  }

  @Test func `rows come back as they were`() throws {
    let values: [Double] = [0.1, -0.0, .pi, 2.3e-308, 1.7976931348623157e308, 1 / 3, 123_456_789]
    let original = table(
      values.enumerated().map { [.integer($0), .text("r\"\($0)\",\n"), .number($1)] })
    var copy = table()
    try copy.appendRows(of: original.csv(), path: "things.csv")
    #expect(copy == original)
    #expect(copy.csv() == original.csv())
  }

  @Test func `an empty field of numbers comes back as not defined`() throws {
    var copy = table()
    try copy.appendRows(of: Array("tick,name,value\n1,,\n".utf8), path: "things.csv")
    #expect(String(decoding: copy.csv(), as: UTF8.self) == "tick,name,value\n1,,\n")
  }

  @Test(arguments: [
    ("", "things.csv:1: column tick is missing, so this is no things table"),
    (
      "tick,value\n",
      "things.csv:1: column name expected, found \"value\", so this is no things table"
    ),
    ("tick,name,value\n1,a\n", "things.csv:2: 3 values expected, found 2"),
    ("tick,name,value\n1,a,2\n3,b,x\n", "things.csv:3: value: number expected, found \"x\""),
    ("tick,name,value\n1.5,a,2\n", "things.csv:2: tick: integer expected, found \"1.5\""),
    ("tick,name,value\n1,a,nan\n", "things.csv:2: value: number expected, found \"nan\""),
    ("tick,name,value\n1,a,2", "things.csv:2: the file ends within this line"),
    ("tick,name,value\n1,\"a,2\n", "things.csv:2: a quote is never closed"),
    ("tick,name,value\n1,\"a\"b,2\n", "things.csv:2: a comma is missing after a quote"),
  ])
  func `damage is told with its line`(csv: String, message: String) {
    var copy = table()
    #expect {
      try copy.appendRows(of: Array(csv.utf8), path: "things.csv")
    } throws: {
      "\($0)" == message
    }
  }
}
