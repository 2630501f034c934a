// Cells.
extension DelimitedTable {
  /// The number in a cell, by the decimal mark of the file; nothing if it is none.
  package func number(_ field: Field) -> Double? { Numeral.value(field.text, format.decimalMark) }

  /// The text of a cell; of a number with a point as its decimal mark.
  package func plain(_ field: Field) -> String {
    guard format.decimalMark == .comma, field.text.utf8.contains(UInt8(ascii: ",")),
      number(field) != nil
    else { return field.text }
    return Numeral.withPoint(field.text)
  }

  /// What a cell holds that is no number, and what may be meant.
  ///
  /// As in "found `5 %`; allowed: a number; did you mean `0.05` or `5`?"
  ///
  /// - Parameter allowed: What may stand there instead.
  package func complaint(about field: Field, allowed: String = "a number") -> String {
    if field.text.isEmpty { return "the cell is empty; allowed: \(allowed)" }
    let text = field.text
    let shown = text.count > 40 ? text.prefix(39) + "…" : text[...]
    let question = Numeral.guess(text, format.decimalMark)?.question ?? ""
    return "found `\(shown)`; allowed: \(allowed)\(question)"
  }
}

// Columns.
extension DelimitedTable {
  /// What a column holds.
  package enum ColumnKind: Sendable {
    /// Numbers; a few cells may be none, which ``cellsWithoutNumber(inColumn:)`` finds.
    case numbers
    /// Words, of which some may be numbers.
    case words
    /// Nothing but empty cells and marks of missing values.
    case nothing
  }

  /// What most cells of a column hold.
  ///
  /// Numbers in another spelling (`5 %`, `1 000`, a typographic minus) count as numbers, so that no column
  /// turns into words by its spelling; marks of missing values count as neither.
  package func kind(ofColumn column: Int) -> ColumnKind {
    var (numbers, words) = (0, 0)
    for row in rows {
      let text = row[column].text
      if Numeral.value(text, format.decimalMark) != nil {
        numbers += 1
      } else if Numeral.isMissing(text) || Numeral.isOddMark(text) {
        continue
      } else if Numeral.guess(text, format.decimalMark)?.isSurelyNumber == true {
        numbers += 1
      } else {
        words += 1
      }
    }
    if numbers == 0 && words == 0 { return .nothing }
    return numbers >= words ? .numbers : .words
  }

  /// The cells of a column that hold something other than a number, those with a missing value left out.
  package func cellsWithoutNumber(inColumn column: Int) -> [Field] {
    rows.lazy.map { $0[column] }.filter { !Numeral.isMissing($0.text) && number($0) == nil }
  }

  /// The columns that are data.
  package var dataColumns: [Int] { header.indices.filter { !indexColumns.contains($0) } }
}
