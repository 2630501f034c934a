import Tables

/// A value as it was written, with its place: YAML, a cell of a table, or an override.
struct SourceNode: Sendable {
  enum Style: Sendable {
    /// Plain YAML, which may be a number, a truth value or text.
    case plain
    /// In quotes or a block: always text.
    case quoted
    /// A cell of a table: whatever the key asks for.
    case cell
  }

  struct Entry: Sendable {
    var key: String
    /// Place of the key.
    var place: Place
    var value: SourceNode
  }

  indirect enum Content: Sendable {
    case scalar(String, Style)
    case list([SourceNode])
    case mapping([Entry])
  }

  var content: Content
  var place: Place

  init(_ content: Content, at place: Place) {
    self.content = content
    self.place = place
  }
}

extension SourceNode {
  /// Entries, or nothing if this is no mapping.
  var entries: [Entry] {
    if case .mapping(let entries) = content { entries } else { [] }
  }

  /// Items, or nothing if this is no list.
  var items: [SourceNode] {
    if case .list(let items) = content { items } else { [] }
  }

  var isQuoted: Bool { if case .scalar(_, .quoted) = content { true } else { false } }

  var isMapping: Bool { if case .mapping = content { true } else { false } }

  /// Text of a scalar, unless it is empty.
  var text: String? {
    if case .scalar(let text, _) = content, !text.isEmpty { text } else { nil }
  }

  subscript(key: String) -> SourceNode? { entries.first { $0.key == key }?.value }

  /// What a person would call this value.
  var kind: String {
    switch content {
    case .mapping: "a group of keys"
    case .list: "a list"
    case .scalar("", .cell): "an empty cell"
    case .scalar(let text, .cell): text.quoted
    case .scalar(let text, .quoted): "the text \"\(VisibleText.inLine(text, limit: 60))\""
    case .scalar(let text, .plain):
      switch PlainScalar(text) {
      case .nothing: "nothing"
      case .flag(let value): "\(value)"
      case .number: "the number \(VisibleText.inLine(text, limit: 60))"
      case .date: "the date \(VisibleText.inLine(text, limit: 60))"
      case .text: text.quoted
      }
    }
  }
}

/// What a plain scalar means, by the core schema of YAML 1.2 (`1e3` is a number, `yes` is text).
enum PlainScalar: Equatable {
  case nothing
  case flag(Bool)
  /// Any decimal number, infinite and undefined ones included.
  case number(Double)
  case date
  case text

  init(_ text: String) {
    switch text {
    case "", "~", "null", "Null", "NULL": self = .nothing
    case "true", "True", "TRUE": self = .flag(true)
    case "false", "False", "FALSE": self = .flag(false)
    default:
      if let number = Self.number(text) {
        self = .number(number)
      } else if Self.isDate(text) {
        self = .date
      } else {
        self = .text
      }
    }
  }

  /// Reads `[-+] digits [. digits] [e [-+] digits]`, `0x` and hexadecimal digits, `0o` and octal
  /// digits, `.inf` and `.nan` as YAML has them, and `inf`, `nan`, `infinity` as spreadsheets do.
  static func number(_ text: String) -> Double? {
    var rest = Substring(text.lowercased())
    let isNegative = rest.first == "-"
    if isNegative || rest.first == "+" { rest.removeFirst() }
    switch rest {
    case ".inf", "inf", "infinity": return isNegative ? -.infinity : .infinity
    case ".nan", "nan": return .nan
    default:
      if !isNegative, text.first != "+", rest.hasPrefix("0x") || rest.hasPrefix("0o") {
        return UInt64(rest.dropFirst(2), radix: rest.hasPrefix("0x") ? 16 : 8).map { Double($0) }
      }
      let isDecimal = rest.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || [0x2B, 0x2D, 0x2E, 0x65].contains(byte)
      }
      guard isDecimal, rest.utf8.contains(where: { (0x30...0x39).contains($0) }) else { return nil }
      return Double(text)
    }
  }

  /// As in `2013-01-01`, perhaps with a time after it.
  private static func isDate(_ text: String) -> Bool {
    let bytes = Array(text.utf8.prefix(10))
    guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D else { return false }
    return [0, 1, 2, 3, 5, 6, 8, 9].allSatisfy { (0x30...0x39).contains(bytes[$0]) }
  }
}
