import Tables

/// Everything that is wrong with a table or with what was asked of it.
struct TableProblems: Error {
  /// How many problems are reported; of the rest only the number.
  static let greatestCount = 20

  private let path: String
  private var lines: [String] = []
  private var count = 0

  init(path: String) { self.path = path }

  /// A problem that has its words already.
  init(words: String) {
    path = ""
    append(words)
  }

  mutating func add(at field: DelimitedText.Field, _ message: String) {
    add(line: field.line, column: field.column, message)
  }

  mutating func add(line: Int, column: Int, _ message: String) {
    append("\(path):\(line):\(column): error: \(message)")
  }

  mutating func add(_ errors: [DelimitedTextError]) {
    for error in errors {
      if error.line > 0 {
        add(line: error.line, column: error.column, error.message)
      } else {
        add(error.message)
      }
    }
  }

  /// Adds what is wrong with the file as a whole, or with an option.
  mutating func add(_ message: String) { append("\(path): error: \(message)") }

  mutating func addUnknownColumn(_ name: String, of option: String, allowed: [String]) {
    let listed = allowed.prefix(12).joined(separator: ", ")
    let more = allowed.count > 12 ? " and \(allowed.count - 12) more" : ""
    add(
      "\(option): there is no column \(name.quoted); allowed: \(listed)\(more)"
        + suggestion(name, among: allowed))
  }

  /// Adds the columns that are asked to be two things at once.
  ///
  /// - Parameter roles: Options and the columns that they name.
  mutating func addColumnsWithTwoRoles(_ roles: [(option: String, column: String?)]) {
    var first: [String: String] = [:]
    for (option, column) in roles {
      guard let column else { continue }
      if let other = first[column] {
        add("\(option): \(column.quoted) is the column of \(other) too; allowed: another column")
      } else {
        first[column] = option
      }
    }
  }

  private mutating func append(_ line: String) {
    count += 1
    if lines.count < Self.greatestCount { lines.append(VisibleText.inLine(line, limit: 2000)) }
  }

  func throwIfAny() throws(TableProblems) {
    if count > 0 { throw self }
  }

  /// One line a problem.
  var text: String {
    let more = count - lines.count
    return (lines + (more > 0 ? ["\(path): \(more) more errors"] : [])).joined(separator: "\n")
  }
}

/// `; did you mean …?` where one of `names` is near to `text`, otherwise nothing.
///
/// Near is a name that differs in a third of its letters at most, or else begins like the text.
func suggestion(_ text: String, among names: [String]) -> String {
  let written = Array(text.lowercased())
  let candidates = names.map { name in
    let letters = Array(name.lowercased())
    return (
      name: name, distance: editDistance(written, letters),
      beginning: zip(written, letters).prefix { $0 == $1 }.count
    )
  }
  let near = candidates.filter { $0.distance <= max(1, max(written.count, $0.name.count) / 3) }
    .min { $0.distance < $1.distance }
  let alike = candidates.filter { $0.beginning > 1 && 3 * $0.beginning >= 2 * written.count }
    .max { $0.beginning < $1.beginning }
  return (near ?? alike).map { "; did you mean `\($0.name)`?" } ?? ""
}

/// How many letters must be put in, left out or replaced to turn one text into the other.
private func editDistance(_ one: [Character], _ other: [Character]) -> Int {
  var last = Array(0...other.count)
  for (row, letter) in one.enumerated() {
    var current = [row + 1]
    for (column, otherLetter) in other.enumerated() {
      let replacement = last[column] + (letter == otherLetter ? 0 : 1)
      current.append(min(replacement, last[column + 1] + 1, current[column] + 1))
    }
    last = current
  }
  return last[other.count]
}
