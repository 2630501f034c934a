import Testing

@testable import Tables

@Suite struct DelimitedTableTests {
  private func table(_ text: String, hasHeader: Bool = true) throws -> DelimitedTable {
    try DelimitedTable(Array(text.utf8), hasHeader: hasHeader)
  }

  private func errors(_ bytes: [UInt8]) -> [String]? {
    #expect(throws: DelimitedTextErrors.self) { try DelimitedTable(bytes) }?.errors
      .map { "\($0.line):\($0.column) \($0.message)" }
  }

  // Text, separator, cells.
  @Test(arguments: [
    ("a,b\n1,2\n", ",", [["1", "2"]]),
    ("a;b\n1;2\n", ";", [["1", "2"]]),
    ("a\tb\n1\t2\n", "\t", [["1", "2"]]),
    ("a;b\n1,5;2,5\n3,5;4\n", ";", [["1,5", "2,5"], ["3,5", "4"]]),
    ("a,b\n\"x;y\",1\n\"u;v\",2\n", ",", [["x;y", "1"], ["u;v", "2"]]),
    // Every row has a semicolon and a comma: numbers tell which separates.
    ("no;te,b\nx;y,1\nu;v,2\n", ",", [["x;y", "1"], ["u;v", "2"]]),
    ("\"a;b\";c\n\"1,2\";3\n", ";", [["1,2", "3"]]),
    ("sep=;\na;b\n1;2\n", ";", [["1", "2"]]),
    ("sep=|\na|b\n1|2\n", "|", [["1", "2"]]),
    ("town\nArna\nBrek\n", ",", [["Arna"], ["Brek"]]),
    (" a , b \n 1 ,\u{A0}2\n", ",", [["1", "2"]]),
  ])
  func `the separator is the one that fits the whole file`(
    text: String, separator: Unicode.Scalar, rows: [[String]]
  ) throws {
    let table = try table(text)
    #expect(table.format.separator == separator)
    #expect(table.rows.map { $0.map(\.text) } == rows)
  }

  // Text, numbers of the first column.
  @Test(
    arguments: [
      ("a;b\n12,5;x\n13;y\n", [12.5, 13]),
      ("a;b\n1,234;x\n2,345;y\n", [1.234, 2.345]),
      ("a,b\n\"0,15\",x\n\"1,5e-3\",y\n", [0.15, 0.0015]),
      ("a;b\n1.5;x\n2.5;y\n", [1.5, 2.5]),
      ("a;b\n1,5;x\n2.5;y\n2,5;z\n", [1.5, nil, 2.5]),
      ("a,b\n1.5,x\n\"2,5\",y\n3.5,z\n", [1.5, nil, 3.5]),
      ("a\tb\n1,234\tx\n2,345\ty\n", [nil, nil]),
      ("a,b\n-1,x\n+.5,y\n5.,z\n1E3,u\n", [-1, 0.5, 5, 1000]),
      ("a,b\n0x10,x\ninf,y\nnan,z\n1e999,u\n1_000,v\n", [nil, nil, nil, nil, nil]),
    ] as [(String, [Double?])])
  func `decimal marks hold for the whole file`(text: String, numbers: [Double?]) throws {
    let table = try table(text)
    #expect(table.rows.map { table.number($0[0]) } == numbers)
    #expect(
      table.rows.map { Numeral.value(table.plain($0[0])) ?? .nan }.filter(\.isFinite).count
        >= numbers.compactMap(\.self).count)
  }

  @Test func `a comma that may part thousands is told`() throws {
    #expect(
      try table("a;b\n1,234;x\n").notes == ["commas are taken as decimal marks: 1,234 is 1.234"])
    #expect(try table("a;b\n1,23;x\n").notes == [])
  }

  // Text, index columns, names.
  @Test(arguments: [
    (",a,b\n0,5,6\n1,7,8\n", [0], ["", "a", "b"]),
    ("\"\",\"a\"\n\"1\",5\n\"2\",6\n", [0], ["", "a"]),
    ("Unnamed: 0,a\n0,5\n1,6\n", [0], ["Unnamed: 0", "a"]),
    ("Unnamed: 0.1,Unnamed: 0,a\n0,0,5\n1,1,6\n", [0, 1], ["Unnamed: 0.1", "Unnamed: 0", "a"]),
    ("X,a\n1,5\n2,6\n", [0], ["X", "a"]),
    ("X,a\n1,5\n7,6\n", [], ["X", "a"]),
    // R's write.table: the header is one field shorter.
    ("\"a\",\"b\"\n\"1\",5,6\n\"2\",7,8\n", [0], ["", "a", "b"]),
    ("a;b\nArna;5;6\nBrek;7;8\n", [0], ["", "a", "b"]),
  ])
  func `columns that number or name the rows are told from data`(
    text: String, index: [Int], names: [String]
  ) throws {
    let table = try table(text)
    #expect(table.indexColumns == index && table.names == names)
    #expect(table.notes.isEmpty == index.isEmpty)
    #expect(table.headerErrors.isEmpty)
  }

  @Test func `columns without name and content are left out with a note`() throws {
    let table = try table("a,b,,\n1,2,,\n3,4,,\n")
    #expect(table.names == ["a", "b"] && table.rows.allSatisfy { $0.count == 2 })
    #expect(table.notes == ["2 columns without name and content left out"])
    #expect(
      try self.table("a,,a\n1,2,3\n").headerErrors.map(\.message) == [
        "column 2 has no name; allowed: a name for each column",
        "column 3 is named `a`, as column 1 is; allowed: a different name for each column",
      ])
  }

  @Test(arguments: [
    (["1", "2", "x"], DelimitedTable.ColumnKind.numbers, ["x"]),
    (["1", "x", "y"], .words, ["x", "y"]),
    (["5 %", "7 %"], .numbers, ["5 %", "7 %"]),
    (["−1", "1 000", "2"], .numbers, ["−1", "1 000"]),
    (["", "NA", "n/a", "NaN"], .nothing, []),
    (["1", "-", "#N/A", ""], .numbers, ["-", "#N/A"]),
    (["10km", "20km"], .words, ["10km", "20km"]),
    (["1.5", "0.5x"], .numbers, ["0.5x"]),
  ])
  func `a column is what most of its cells are`(
    cells: [String], kind: DelimitedTable.ColumnKind, odd: [String]
  ) throws {
    let table = try table("a,b\n" + cells.map { "\"\($0)\",1\n" }.joined())
    #expect(table.kind(ofColumn: 0) == kind)
    #expect(table.cellsWithoutNumber(inColumn: 0).map(\.text) == odd)
  }

  @Test func `UTF-16 is read, with a byte order mark and without`() throws {
    let text = "town,a\nАлматы,1\nЖезқазған,2\n"
    for (mark, isBig) in [(true, true), (true, false), (false, true), (false, false)] {
      let units = Array(((mark ? "\u{FEFF}" : "") + (mark ? text : "a,b\n1,2\n")).utf16)
      let bytes = units.flatMap { unit in
        isBig ? [UInt8(unit >> 8), UInt8(unit & 255)] : [UInt8(unit & 255), UInt8(unit >> 8)]
      }
      let table = try DelimitedTable(bytes)
      #expect(table.names == (mark ? ["town", "a"] : ["a", "b"]))
      #expect(table.format.encoding == (isBig ? .utf16BigEndian : .utf16LittleEndian))
    }
  }

  @Test func `what is no text is named`() {
    // "город,a" in Windows-1251, "Zürich,a" in Windows-1252.
    #expect(
      errors([0xE3, 0xEE, 0xF0, 0xEE, 0xE4, 0x2C, 0x61, 0x0A]) == [
        "1:1 the text is not UTF-8; it looks like WINDOWS-1251; save the file as UTF-8 (in Excel: CSV "
          + "UTF-8), or convert it: iconv -f WINDOWS-1251 -t UTF-8"
      ])
    #expect(
      errors([0x5A, 0xFC, 0x72, 0x69, 0x63, 0x68, 0x2C, 0x61])?.first?.contains("WINDOWS-1252")
        == true)
    #expect(
      errors(Array("PK\u{3}\u{4}....[Content_Types].xml".utf8)) == [
        "0:0 the file is an Excel workbook (.xlsx), not a table in text; open it and save the sheet as CSV"
      ])
    #expect(errors([0x1F, 0x8B, 8, 0])?.first?.contains("compressed by gzip") == true)
    #expect(errors(Array("<!DOCTYPE html><html>".utf8))?.first?.contains("a web page") == true)
    #expect(errors([0x7F, 0x45, 0x4C, 0x46, 0, 1, 2])?.first?.contains("binary") == true)
    #expect(errors([])?.first?.contains("empty") == true)
  }

  @Test func `rows that all disagree with the header are one mistake`() {
    #expect(
      errors(Array("a,b\n1,5,2,5\n3,5,4,5\n".utf8)) == [
        "1:1 every row has 4 fields and the header has 2; a table with decimal commas needs semicolons "
          + "or tabs between its fields"
      ])
  }
}

@Suite struct NumeralTests {
  // Text, what may be meant.
  @Test(arguments: [
    ("5 %", ["0.05", "5"]), ("7%", ["0.07", "7"]), ("0,15", ["0.15"]),
    ("1,234", ["1234", "1.234"]),
    ("1.000.000", ["1000000"]), ("1 000", ["1000"]), ("1\u{A0}000,5", ["1000.5"]),
    ("1,234.5", ["1234.5"]), ("1.234,5", ["1234.5"]), ("−1.5", ["-1.5"]), ("–2", ["-2"]),
    ("(5)", ["-5"]), ("€ 12", ["12"]), ("12 €", ["12"]), ("0.5x", ["0.5"]), ("12 km²", ["12"]),
    ("1'000", ["1000"]), ("1_000", ["1000"]), ("１２", ["12"]), ("٣٫٥", ["3.5"]),
    ("1,5e3", ["1.5e3"]), ("5 mln", []),
  ])
  func `another spelling of a number is guessed`(text: String, candidates: [String]) {
    #expect(Numeral.guess(text)?.candidates ?? [] == candidates.filter { $0 != text })
  }

  @Test(arguments: [
    "", "-", "x", "north", "2020-01-01", "01.02.2020", "1.2.3", "5-7", "1/2", "#1", "v2",
  ])
  func `words, dates and ranges are no numbers`(text: String) {
    #expect(Numeral.guess(text) == nil)
  }

  @Test func `in a table of decimal commas a guess has one too`() {
    #expect(Numeral.guess("1.234", .comma)?.candidates == ["1234", "1,234"])
    #expect(Numeral.guess("12.5", .comma)?.question == "; did you mean `12,5`?")
    #expect(Numeral.guess("5 %", .comma)?.question == "; did you mean `0,05` or `5`?")
  }
}
