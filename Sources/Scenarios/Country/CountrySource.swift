/// A table of statistics by region as it was read: a header and rows of cells with their places.
package struct CountrySource: Sendable {
  package struct Cell: Sendable {
    package var text: String
    package var line: Int
    package var column: Int

    package init(text: String, line: Int, column: Int) {
      self.text = text
      self.line = line
      self.column = column
    }
  }

  package let path: String
  package let header: [Cell]
  package let rows: [[Cell]]
  /// Whether numbers are written as in `1 234,5`.
  package let hasDecimalCommas: Bool
  /// How the file was read, where the user should know.
  package let notes: [String]

  package init(
    path: String, header: [Cell], rows: [[Cell]], hasDecimalCommas: Bool, notes: [String] = []
  ) {
    self.path = path
    self.header = header
    self.rows = rows
    self.hasDecimalCommas = hasDecimalCommas
    self.notes = notes
  }

  /// The words with which statistical tables say that there is no figure.
  static let missing: Set = [
    "", "-", "–", "—", "…", "...", "..", ".", ":", "n/a", "na", "n.a.", "nan", "null", "none", "x",
    "#n/a", "нет данных", "н/д",
  ]

  /// The number in a cell; `nil` where the cell says that there is none.
  ///
  /// - Throws: Where the text is no number.
  func number(in cell: Cell) throws(NotANumber) -> Double? {
    let text = cell.text.trimmed
    if Self.missing.contains(text.lowercased()) { return nil }
    var plain = text.replacing("\u{2212}", with: "-")
    var isPercentage = false
    if plain.hasSuffix("%") {
      plain = plain.dropLast().trimmed
      isPercentage = true
    }
    // Blanks and apostrophes between thousands.
    plain = String(plain.filter { !($0.isWhitespace || $0 == "'" || $0 == "’") })
    if hasDecimalCommas {
      plain = plain.replacing(".", with: "").replacing(",", with: ".")
    } else if plain.contains(",") {
      let groups = plain.split(separator: ",", omittingEmptySubsequences: false)
      let isGrouped =
        groups.dropFirst().allSatisfy { group in
          group.prefix { $0.isNumber }.count == 3
            && (group.count == 3 || group.dropFirst(3).first == ".")
        }
      guard isGrouped else { throw NotANumber() }
      plain = plain.replacing(",", with: "")
    }
    guard plain.utf8.allSatisfy({ (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }),
      let value = Double(plain), value.isFinite
    else { throw NotANumber() }
    return isPercentage ? value / 100 : value
  }

  struct NotANumber: Error {}
}

/// What is wrong with a table, or with what is asked of it, in words.
package struct CountryProblems: Error {
  package private(set) var lines: [String] = []
  private let path: String

  init(path: String) { self.path = path }

  mutating func add(_ message: String) { lines.append("\(path): error: \(message)") }

  mutating func add(_ cell: CountrySource.Cell, _ message: String) {
    lines.append("\(path):\(cell.line):\(cell.column): error: \(message)")
  }

  /// What is wrong with an option rather than with the table.
  mutating func add(option: String, _ message: String) {
    lines.append("\(option): error: \(message)")
  }

  /// What the reader of the lines above should do next.
  mutating func addNote(_ text: String) { lines.append(text) }

  func throwIfAny() throws(CountryProblems) {
    if !lines.isEmpty { throw self }
  }
}
