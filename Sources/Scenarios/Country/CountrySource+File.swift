import Foundation
import Tables

extension CountrySource {
  /// Reads a table: separators, decimal marks and encoding are found for the whole file.
  ///
  /// Unlike other tables, one that looks like Windows-1251 is read: statistical offices write it, the
  /// names are shown before anything is made of them, and a note says so.
  package static func read(_ path: String) throws(CountryProblems) -> CountrySource {
    var problems = CountryProblems(path: path)
    var bytes: [UInt8]
    do {
      bytes = try InputFile.read(path)
    } catch {
      switch error {
      case .missing: problems.add("there is no such file; allowed: a CSV table of regions")
      case .folder: problems.add("this is a folder; allowed: a CSV table of regions")
      case .socket, .tooLarge, .unreadable:
        problems.add("the file cannot be read; allowed: a CSV table of regions that you may read")
      }
      throw problems
    }
    var notes: [String] = []
    if String(validating: bytes, as: UTF8.self) == nil, TextEncoding.guess(bytes) == .utf8,
      TextEncoding.singleByteEncoding(of: bytes) == "WINDOWS-1251",
      let text = String(data: Data(bytes), encoding: .windowsCP1251)
    {
      bytes = Array(text.utf8)
      notes.append("the file is not UTF-8 and is read as Windows-1251; look at the names")
    }
    do {
      let table = try DelimitedTable(bytes)
      func cells(_ fields: [DelimitedText.Field]) -> [Cell] {
        fields.map { Cell(text: printable($0.text), line: $0.line, column: $0.column) }
      }
      for error in table.headerErrors {
        problems.add(Cell(text: "", line: error.line, column: error.column), error.message)
      }
      try problems.throwIfAny()
      return CountrySource(
        path: path, header: cells(table.header), rows: table.rows.map(cells),
        hasDecimalCommas: table.format.decimalMark == .comma, notes: notes + table.notes)
    } catch let error as DelimitedTextErrors {
      for error in error.errors {
        problems.add(Cell(text: "", line: error.line, column: error.column), error.message)
      }
      throw problems
    } catch let error as CountryProblems {
      throw error
    } catch {
      throw problems
    }
  }

  /// A text without what moves a terminal's cursor or turns its writing round.
  private static func printable(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy { !isControl($0) }
    if isPlain { return text }
    let scalars = text.unicodeScalars.map { isControl($0) ? " " : $0 }
    return String(String.UnicodeScalarView(scalars)).trimmed
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    case .format: scalar.value != 0x200C && scalar.value != 0x200D
    default: false
    }
  }
}
