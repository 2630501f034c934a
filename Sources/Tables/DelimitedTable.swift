/// A table of a file: columns with names, rows of cells, and how the file was written.
///
/// Separators (comma, semicolon, tab) and decimal marks are found for the whole file. Blanks around a
/// cell do not count.
package struct DelimitedTable: Sendable {
  package typealias Field = DelimitedText.Field

  /// How the file is written.
  package struct Format: Sendable, Equatable {
    package var encoding = TextEncoding.utf8
    package var separator: Unicode.Scalar = ","
    package var decimalMark = Numeral.DecimalMark.point
  }

  package let format: Format

  /// Names of the columns; those of ``indexColumns`` may be empty.
  package let header: [Field]

  /// The cells, as many in each row as there are columns, as they are written. ``number(_:)`` and
  /// ``plain(_:)`` read them.
  package let rows: [[Field]]

  /// Leading columns that a program wrote to number or name the rows, such as those of pandas and R.
  package let indexColumns: [Int]

  /// What the user should know although it is no error.
  package let notes: [String]

  /// Columns without a name of their own. They are no error to the reader, since a caller may have more to
  /// say about the header.
  package let headerErrors: [DelimitedTextError]

  package var names: [String] { header.map(\.text) }

  /// Reads the whole of a file.
  ///
  /// - Parameter hasHeader: Whether the first record names the columns; otherwise they are called 1, 2, ….
  /// - Throws: Everything that is wrong with the text.
  /// - Complexity: O(*n*) for *n* bytes.
  package init(_ bytes: [UInt8], hasHeader: Bool = true) throws(DelimitedTextErrors) {
    let (text, encoding) = try TextEncoding.text(of: bytes)
    try self.init(text: text, encoding: encoding, hasHeader: hasHeader)
  }

  private init(
    text: String, encoding: TextEncoding, hasHeader: Bool
  ) throws(DelimitedTextErrors) {
    let source = SeparatedSource(text)
    var scan = source.scan()
    guard let first = scan.records.first else { throw DelimitedTextErrors(.empty) }
    var notes: [String] = []
    let isShort = hasHeader && Self.lacksIndexName(scan.records)
    if isShort {
      scan.records[0].insert(
        Field(text: "", line: first[0].line, column: first[0].column, isQuoted: true), at: 0)
    }
    var records = try Self.rectangular(scan, source)
    for row in records.indices {
      for column in records[row].indices { records[row][column].text.trimBlanks() }
    }

    var header: [Field]
    if hasHeader {
      header = records.removeFirst()
    } else {
      header = first.indices.map { Field(text: "\($0 + 1)", line: 1, column: 1, isQuoted: false) }
    }
    if hasHeader {
      let empty = header.indices.filter { column in
        header[column].text.isEmpty && !records.isEmpty
          && records.allSatisfy { $0[column].text.isEmpty }
      }
      if !empty.isEmpty, empty.count < header.count {
        notes.append(
          "\(empty.count == 1 ? "a column" : "\(empty.count) columns") without name and content "
            + "left out")
        let kept = header.indices.filter { !empty.contains($0) }
        header = kept.map { header[$0] }
        for row in records.indices { records[row] = kept.map { records[row][$0] } }
      }
    }
    let index = hasHeader ? Self.indexColumns(header, records) : []
    headerErrors = Self.headerErrors(header, index: index)

    let marks = DecimalMarks(records, separator: source.separator)
    format = Format(encoding: encoding, separator: source.separator, decimalMark: marks.mark)
    if let example = marks.ambiguousExample {
      notes.append(
        "commas are taken as decimal marks: \(example) is \(Numeral.withPoint(example))")
    }
    if !index.isEmpty {
      let names = index.map {
        header[$0].text.isEmpty ? "the column without a name" : header[$0].text
      }
      notes.append("\(names.joined(separator: ", ")) numbers or names the rows, so is not data")
    }
    self.header = header
    rows = records
    indexColumns = index
    self.notes = notes
  }

  /// The records of `scan`, or its mistakes; those of rows that all disagree with the header as one.
  private static func rectangular(
    _ scan: DelimitedText.Scan, _ source: SeparatedSource
  ) throws(DelimitedTextErrors) -> [[Field]] {
    let records = scan.records
    let widths = Set(records.dropFirst().map(\.count))
    if scan.errors.isEmpty, records.count > 2, widths.count == 1, let width = widths.first,
      width != records[0].count
    {
      let hasDecimalCommas = source.separator == "," && width > records[0].count
      throw DelimitedTextErrors(
        errors: [
          DelimitedTextError(
            line: records[0][0].line, column: records[0][0].column,
            fact: .raggedHeader(
              header: records[0].count, rows: width, hasDecimalCommas: hasDecimalCommas))
        ])
    }
    return try DelimitedText.rectangular(scan)
  }

  private static func headerErrors(_ header: [Field], index: [Int]) -> [DelimitedTextError] {
    var errors: [DelimitedTextError] = []
    var first: [String: Int] = [:]
    for (column, field) in header.enumerated() where !index.contains(column) {
      if field.text.isEmpty {
        errors.append(
          DelimitedTextError(
            line: field.line, column: field.column, fact: .unnamedColumn(number: column + 1)))
      } else if let earlier = first[field.text] {
        errors.append(
          DelimitedTextError(
            line: field.line, column: field.column,
            fact: .duplicateColumn(name: field.text, number: column + 1, first: earlier + 1)))
      } else {
        first[field.text] = column
      }
    }
    return errors
  }
}

// Names of rows.
extension DelimitedTable {
  /// Whether the header is one field shorter than every row, as R's `write.table` writes names of rows:
  /// the first fields must be different, and quoted, words, or numbers that count the rows.
  private static func lacksIndexName(_ records: [[Field]]) -> Bool {
    let width = records[0].count + 1
    guard records.count > 1, records.dropFirst().allSatisfy({ $0.count == width }) else {
      return false
    }
    let names = records.dropFirst().map { $0[0] }
    guard Set(names.map(\.text)).count == names.count else { return false }
    let areWords = names.allSatisfy { Numeral.value($0.text) == nil && !$0.text.isEmpty }
    return areWords || names.allSatisfy(\.isQuoted) || counts(names) && width > 2
  }

  /// Leading columns without a name, those that pandas calls `Unnamed: 0`, and those that R calls `X`,
  /// `...1` or `row.names` if they count the rows.
  private static func indexColumns(_ header: [Field], _ rows: [[Field]]) -> [Int] {
    let leading = header.indices.prefix { column in
      let name = header[column].text
      if name.isEmpty || name.wholeMatch(of: /Unnamed: [0-9]+(\.[0-9]+)?/) != nil { return true }
      let isOfR = ["X", "...1", "row.names", "rownames", "rowname"].contains(name)
      return isOfR && counts(rows.map { $0[column] })
    }
    // A table is not all names.
    return leading.count < header.count ? Array(leading) : []
  }

  /// Whether the cells are 0, 1, 2, … or 1, 2, 3, ….
  private static func counts(_ fields: [Field]) -> Bool {
    guard let first = fields.first.flatMap({ Int($0.text) }), first == 0 || first == 1 else {
      return false
    }
    return fields.enumerated().allSatisfy { Int($0.element.text) == first + $0.offset }
  }
}

extension String {
  /// Takes blanks, tabs and no-break spaces off both ends.
  fileprivate mutating func trimBlanks() {
    func isBlank(_ scalar: Unicode.Scalar) -> Bool {
      scalar == " " || scalar == "\t" || scalar == "\u{A0}" || scalar == "\u{202F}"
    }
    guard let first = unicodeScalars.first, let last = unicodeScalars.last,
      isBlank(first) || isBlank(last)
    else { return }
    var scalars = unicodeScalars.drop(while: isBlank)
    while let last = scalars.last, isBlank(last) { scalars.removeLast() }
    self = String(scalars)
  }
}
