import Testing

@testable import Tables

@Suite struct DelimitedTextTests {
  private func fields(_ text: String) throws -> [[String]] {
    try DelimitedText(text).records.map { $0.map(\.text) }
  }

  @Test(arguments: [
    ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
    ("a,b\r\n1,2", [["a", "b"], ["1", "2"]]),
    ("a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
    ("\u{FEFF}a\n1\n", [["a"], ["1"]]),
    ("a,b\n\n,\n", [["a", "b"], ["", ""]]),
    ("\"a,\"\"b\"\"\",\"\"\n\"1\n2\",3\n", [["a,\"b\"", ""], ["1\n2", "3"]]),
    ("\"x\r\ny\"\n", [["x\r\ny"]]),
    ("", []), ("\n\r\n\n", []),
  ])
  func `fields are read as RFC 4180 says`(text: String, expected: [[String]]) throws {
    #expect(try fields(text) == expected)
  }

  @Test func `every field knows its line and column`() throws {
    let records = try DelimitedText("ä,\"x\ny\",c\r\n1,2,3").records
    #expect(records[0].map(\.line) == [1, 1, 2])
    #expect(records[0].map(\.column) == [1, 3, 4])
    #expect(records[1].map(\.line) == [3, 3, 3])
    #expect(records[1].map(\.column) == [1, 3, 5])
  }

  @Test(arguments: [
    (
      "a,b\n1\n1,2,3\n",
      [
        "2:1 the row has 1 field; the first row has 2",
        "3:1 the row has 3 fields; the first row has 2",
      ]
    ),
    ("a\n\"b\n", ["2:1 the quote is never closed"]),
    (
      "a\n\"b\"c\n",
      [
        "2:4 text follows a closing quote; allowed: a separator or the end of the line"
      ]
    ),
    (
      "a,b\nc,d\"\n",
      [
        "2:4 a quote stands inside an unquoted field; quote the field and double the quote"
      ]
    ),
  ])
  func `mistakes are reported together with their place`(text: String, expected: [String]) {
    let errors = #expect(throws: DelimitedTextErrors.self) { try fields(text) }?.errors
    #expect(errors?.map { "\($0.line):\($0.column) \($0.message)" } == expected)
  }
}
