/// A text of records and fields, as in a CSV file (RFC 4180), that knows where each field stands.
///
/// Fields may be quoted, quotes doubled inside; records end in LF, CRLF or CR; a byte order mark is
/// skipped, and so are blank lines. All records have the same number of fields.
///
/// Written here and not taken from a package because a mistake in a table is reported at its cell:
/// readers of CSV at hand give neither line nor column, and pad or drop the cells of ragged rows.
package struct DelimitedText: Sendable, Equatable {
  /// One field, unquoted.
  package struct Field: Sendable, Equatable {
    package var text: String
    /// Counted from 1, columns in Unicode scalars.
    package var line: Int
    package var column: Int
    package var isQuoted: Bool
  }

  /// At least one record of at least one field unless the text is blank.
  package let records: [[Field]]

  /// Reads the whole of `bytes`, or says everything that is wrong with it.
  ///
  /// - Complexity: O(*n*) for *n* bytes.
  package init(
    _ bytes: [UInt8], separator: Unicode.Scalar = ","
  ) throws(DelimitedTextErrors) {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw DelimitedTextErrors(errors: [Self.firstInvalidByte(in: bytes)])
    }
    var scanner = Scanner(separator: separator)
    for scalar in text.unicodeScalars { scanner.scan(scalar) }
    scanner.finish()
    if let width = scanner.records.first?.count {
      // The record of a quote that is never closed holds the rest of the text.
      let records = scanner.isUnterminated ? scanner.records.dropLast() : scanner.records[...]
      for record in records where record.count != width {
        scanner.errors.append(
          DelimitedTextError(
            line: record[0].line, column: record[0].column,
            fact: .raggedRecord(expected: width, found: record.count)))
      }
    }
    guard scanner.errors.isEmpty else {
      throw DelimitedTextErrors(
        errors: scanner.errors.sorted { ($0.line, $0.column) < ($1.line, $1.column) })
    }
    records = scanner.records
  }

  private static func firstInvalidByte(in bytes: [UInt8]) -> DelimitedTextError {
    let (line, column) = TextPosition.ofFirstInvalidByte(in: bytes)
    return DelimitedTextError(line: line, column: column, fact: .notUTF8)
  }
}

/// Everything that is wrong with a delimited text, in the order of its lines.
package struct DelimitedTextErrors: Error, Equatable {
  package let errors: [DelimitedTextError]
}

/// One mistake in a delimited text and where it is.
package struct DelimitedTextError: Error, Sendable, Equatable {
  package enum Fact: Sendable, Equatable {
    case notUTF8
    /// A quoted field does not end before the text does.
    case unterminatedQuote
    /// A closing quote is followed by something else than a separator or the end of the record.
    case textAfterQuote
    /// A quote stands inside a field that did not begin with one.
    case strayQuote
    case raggedRecord(expected: Int, found: Int)
  }

  package let line: Int
  package let column: Int
  package let fact: Fact

  /// What is wrong, in words.
  package var message: String {
    switch fact {
    case .notUTF8: "is not UTF-8"
    case .unterminatedQuote: "the quote is never closed"
    case .textAfterQuote: "text follows a closing quote; allowed are a separator or the line's end"
    case .strayQuote:
      "a quote stands inside an unquoted field; quote the field and double the quote"
    case .raggedRecord(let expected, let found):
      "the row has \(found) \(found == 1 ? "field" : "fields"); the first row has \(expected)"
    }
  }
}

/// Positions in bytes that may not be text.
enum TextPosition {
  /// Line and column, from 1, of the first byte that is no UTF-8; the end if there is none.
  static func ofFirstInvalidByte(in bytes: [UInt8]) -> (line: Int, column: Int) {
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
  private var (line, column) = (1, 1)
  private var (fieldLine, fieldColumn) = (1, 1)
  private var endedWithReturn = false

  init(separator: Unicode.Scalar) { self.separator = separator }

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
