import Tables

extension CountrySource {
  /// Reads a table: separators, decimal marks and encoding are found for the whole file.
  package static func read(_ path: String) throws(CountryProblems) -> CountrySource {
    var problems = CountryProblems(path: path)
    let bytes: [UInt8]
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
    do {
      let table = try DelimitedTable(bytes)
      func cells(_ fields: [DelimitedText.Field]) -> [Cell] {
        fields.map { Cell(text: $0.text, line: $0.line, column: $0.column) }
      }
      for error in table.headerErrors {
        problems.add(Cell(text: "", line: error.line, column: error.column), error.message)
      }
      try problems.throwIfAny()
      return CountrySource(
        path: path, header: cells(table.header), rows: table.rows.map(cells),
        hasDecimalCommas: table.format.decimalMark == .comma)
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
}
