import Foundation

extension CountrySource {
  /// Reads a table: separators, decimal marks and encoding are found for the whole file.
  package static func read(_ path: String) throws(CountryProblems) -> CountrySource {
    var problems = CountryProblems(path: path)
    guard let data = FileManager.default.contents(atPath: path) else {
      problems.add("the file cannot be read")
      throw problems
    }
    let bytes = Array(data)
    let firstLine = bytes.prefix { $0 != 0x0A && $0 != 0x0D }
    let separator: Unicode.Scalar = firstLine.contains(0x3B) ? ";" : firstLine.contains(0x09) ? "\t" : ","
    do {
      let text = try DelimitedText(bytes, separator: separator)
      func cells(_ fields: [DelimitedText.Field]) -> [Cell] {
        fields.map { Cell(text: $0.text, line: $0.line, column: $0.column) }
      }
      return CountrySource(
        path: path, header: cells(text.records.first ?? []),
        rows: text.records.dropFirst().map(cells), hasDecimalCommas: separator == ";")
    } catch {
      for error in error.errors {
        problems.add(Cell(text: "", line: error.line, column: error.column), error.message)
      }
      throw problems
    }
  }
}
