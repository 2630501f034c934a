/// A text of records and fields, as in a CSV file (RFC 4180), that knows where each field stands.
///
/// Fields may be quoted, quotes doubled inside; records end in LF, CRLF or CR; a byte order mark is
/// skipped, and so are blank lines. All records have the same number of fields.
///
/// Written here and not taken from a package because a mistake in a table is reported at its cell:
/// the CSV readers at hand give neither line nor column, and pad or drop the cells of ragged rows.
package struct DelimitedText: Sendable, Equatable {
  /// One field, unquoted.
  package struct Field: Sendable, Equatable {
    package var text: String
    package var isQuoted: Bool
    // Tables of millions of cells are read: places are kept short.
    private var shortLine: UInt32
    private var shortColumn: UInt32

    package init(text: String, line: Int, column: Int, isQuoted: Bool) {
      self.text = text
      self.isQuoted = isQuoted
      shortLine = UInt32(clamping: line)
      shortColumn = UInt32(clamping: column)
    }

    /// Counted from 1, columns in Unicode scalars.
    package var line: Int { Int(shortLine) }
    package var column: Int { Int(shortColumn) }
  }

  /// At least one record of at least one field unless the text is blank.
  package let records: [[Field]]

  /// Reads the whole of `text`, or reports everything that is wrong with it.
  ///
  /// - Complexity: O(*n*) for *n* characters.
  package init(
    _ text: String, separator: Unicode.Scalar = ","
  ) throws(DelimitedTextErrors) {
    let scan = Self.scan(text.unicodeScalars, separator: separator)
    records = try Self.rectangular(scan)
  }

  /// The records of a text as they are, with the mistakes in their quotes.
  static func scan(
    _ text: some Sequence<Unicode.Scalar>, separator: Unicode.Scalar, firstLine: Int = 1,
    isWhole: Bool = true
  ) -> Scan {
    var scanner = Scanner(separator: separator, firstLine: firstLine)
    for scalar in text { scanner.scan(scalar) }
    // Of a text that was cut off, the last record may be only a part.
    if isWhole { scanner.finish() }
    return Scan(
      records: scanner.records, errors: scanner.errors, isUnterminated: scanner.isUnterminated)
  }

  /// What a scanner found.
  struct Scan {
    var records: [[Field]]
    var errors: [DelimitedTextError]
    /// Whether the last record holds the rest of the text, since its quote is never closed.
    var isUnterminated: Bool
  }

  /// The records, all of which must have as many fields as the first.
  static func rectangular(_ scan: Scan) throws(DelimitedTextErrors) -> [[Field]] {
    var errors = scan.errors
    let records = scan.isUnterminated ? scan.records.dropLast() : scan.records[...]
    if let width = scan.records.first?.count {
      for record in records where record.count != width {
        errors.append(
          DelimitedTextError(
            line: record[0].line, column: record[0].column,
            fact: .raggedRecord(expected: width, found: record.count)))
      }
    }
    guard errors.isEmpty else {
      throw DelimitedTextErrors(
        errors: errors.sorted { ($0.line, $0.column) < ($1.line, $1.column) })
    }
    return scan.records
  }
}

/// Everything that is wrong with a delimited text, in the order of its lines.
package struct DelimitedTextErrors: Error, Equatable {
  package let errors: [DelimitedTextError]

  package init(errors: [DelimitedTextError]) { self.errors = errors }

  /// A mistake of the file as a whole.
  init(_ fact: DelimitedTextError.Fact) {
    errors = [DelimitedTextError(line: 0, column: 0, fact: fact)]
  }
}

/// One mistake in a delimited text and where it is.
package struct DelimitedTextError: Error, Sendable, Equatable {
  package enum Fact: Sendable, Equatable {
    /// A byte that is not UTF-8; the encoding that the file seems to have, if it can be recognised.
    case notUTF8(guess: String?)
    /// A file that is no text, such as "an Excel workbook", and what to do.
    case notText(kind: String, advice: String)
    /// The file has no text in it.
    case empty
    /// A quoted field does not end before the text does.
    case unterminatedQuote
    /// A closing quote is followed by something else than a separator or the end of the record.
    case textAfterQuote
    /// A quote stands inside a field that did not begin with one.
    case strayQuote
    case raggedRecord(expected: Int, found: Int)
    /// All rows have the same number of fields, but not as many as the header.
    case raggedHeader(header: Int, rows: Int, hasDecimalCommas: Bool)
    /// A column that holds something has no name.
    case unnamedColumn(number: Int)
    /// Two columns have one name.
    case duplicateColumn(name: String, number: Int, first: Int)
  }

  /// Counted from 1; 0 where the whole file is meant.
  package let line: Int
  package let column: Int
  package let fact: Fact

  /// What is wrong, and what is allowed.
  package var message: String {
    switch fact {
    case .notUTF8(let guess):
      "the text is not UTF-8" + (guess.map { "; it looks like \($0)" } ?? "")
        + "; save the file as UTF-8 (in Excel: CSV UTF-8)"
        + (guess.map { ", or convert it: iconv -f \($0) -t UTF-8" } ?? "")
    case .notText(let kind, let advice): "the file is \(kind), not a table in text; \(advice)"
    case .empty: "the file is empty; allowed: a header and at least one row"
    case .unterminatedQuote: "the quote is never closed"
    case .textAfterQuote:
      "text follows a closing quote; allowed: a separator or the end of the line"
    case .strayQuote:
      "a quote stands inside an unquoted field; quote the field and double the quote"
    case .raggedRecord(let expected, let found):
      "the row has \(Self.fields(found)); the first row has \(expected)"
    case .raggedHeader(let header, let rows, let hasDecimalCommas):
      "every row has \(Self.fields(rows)) and the header has \(header)"
        + (hasDecimalCommas
          ? "; a table with decimal commas needs semicolons or tabs between its fields" : "")
    case .unnamedColumn(let number):
      "column \(number) has no name; allowed: a name for each column"
    case .duplicateColumn(let name, let number, let first):
      "column \(number) is named \(name.quoted), as column \(first) is; allowed: a different name for "
        + "each column"
    }
  }

  private static func fields(_ count: Int) -> String {
    "\(count) \(count == 1 ? "field" : "fields")"
  }
}

/// Positions in bytes that may not be text.
package enum TextPosition {
  /// Line and column, from 1, of the first byte that is no UTF-8; the end if there is none.
  package static func ofFirstInvalidByte(in bytes: [UInt8]) -> (line: Int, column: Int) {
    var (line, column) = (1, 1)
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      if scalar == "\n" {
        (line, column) = (line + 1, 1)
      } else {
        column += 1
      }
    }
    return (line, column)
  }
}

/// The state machine behind `DelimitedText`, fed one scalar at a time.
private struct Scanner {
  enum State { case start, bare, quoted, closed }

  let separator: Unicode.Scalar
  var records: [[DelimitedText.Field]] = []
  var errors: [DelimitedTextError] = []

  private(set) var isUnterminated = false

  private var record: [DelimitedText.Field] = []
  private var text = String.UnicodeScalarView()
  private var state = State.start
  private var line: Int
  private var column = 1
  private var fieldLine: Int
  private var fieldColumn = 1
  private var endedWithReturn = false

  init(separator: Unicode.Scalar, firstLine: Int) {
    self.separator = separator
    line = firstLine
    fieldLine = firstLine
  }

  mutating func scan(_ scalar: Unicode.Scalar) {
    if line == 1, column == 1, scalar == "\u{FEFF}" { return }
    let isSecondHalf = endedWithReturn && scalar == "\n"
    endedWithReturn = scalar == "\r"
    if isSecondHalf {
      if state == .quoted { text.append(scalar) }
      return
    }
    let isLineEnd = scalar == "\n" || scalar == "\r"
    switch state {
    case .quoted:
      if scalar == "\"" { state = .closed } else { text.append(scalar) }
    case .closed where scalar == "\"":
      text.append(scalar)
      state = .quoted
    case .start where scalar == "\"":
      state = .quoted
    default:
      if scalar == separator {
        endField()
      } else if isLineEnd {
        endRecord()
      } else if state == .closed {
        report(.textAfterQuote)
        state = .bare
      } else {
        if scalar == "\"" { report(.strayQuote) }
        text.append(scalar)
        state = .bare
      }
    }
    if isLineEnd { (line, column) = (line + 1, 1) } else { column += 1 }
    if state == .start { (fieldLine, fieldColumn) = (line, column) }
  }

  mutating func finish() {
    if state == .quoted {
      isUnterminated = true
      errors.append(
        DelimitedTextError(line: fieldLine, column: fieldColumn, fact: .unterminatedQuote))
    }
    endRecord()
  }

  private mutating func endField() {
    record.append(
      DelimitedText.Field(
        text: String(text), line: fieldLine, column: fieldColumn,
        isQuoted: state == .quoted || state == .closed))
    text.removeAll(keepingCapacity: true)
    state = .start
  }

  private mutating func endRecord() {
    let isBlank = record.isEmpty && state == .start
    if !isBlank {
      endField()
      records.append(record)
    }
    record.removeAll(keepingCapacity: true)
  }

  private mutating func report(_ fact: DelimitedTextError.Fact) {
    errors.append(DelimitedTextError(line: line, column: column, fact: fact))
  }
}
