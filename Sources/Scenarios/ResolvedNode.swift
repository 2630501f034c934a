/// A value of a resolved scenario, ready to be written.
enum ResolvedNode: Equatable, Sendable {
  case number(Double)
  case whole(Int)
  case flag(Bool)
  /// Text from a person, written in quotes.
  case text(String)
  /// An identifier or a choice, written plain.
  case name(String)
  case list([ResolvedNode])
  case group([(name: String, value: ResolvedNode)])
  /// Numbers by name, written on one line.
  case row([(name: String, value: Double)])

  static func group<Root>(_ keys: [Key<Root>], of root: Root) -> ResolvedNode {
    .group(keys.compactMap { key in key.write(root).map { (key.name, $0) } })
  }

  /// The value of a key of a group.
  subscript(name: String) -> ResolvedNode? {
    if case .group(let entries) = self { entries.first { $0.name == name }?.value } else { nil }
  }

  static func == (one: ResolvedNode, other: ResolvedNode) -> Bool { one.line == other.line }
}

extension ResolvedNode {
  /// The value on one line of YAML.
  var line: String {
    switch self {
    case .number(let value): Problem.number(value)
    case .whole(let value): String(value)
    case .flag(let value): "\(value)"
    case .text(let text): Self.quoted(text)
    case .name(let name): PlainScalar(name) == .text ? name : Self.quoted(name)
    case .list(let items): "[\(items.map(\.line).joined(separator: ", "))]"
    case .row(let entries):
      "{\(entries.map { "\($0.name): \(Problem.number($0.value))" }.joined(separator: ", "))}"
    case .group(let entries):
      "{\(entries.map { "\($0.name): \($0.value.line)" }.joined(separator: ", "))}"
    }
  }

  /// The value as lines of YAML, each with its end.
  func appendBlock(to text: inout String, indentation: Int) {
    let margin = String(repeating: " ", count: indentation)
    guard case .group(let entries) = self else {
      text += "\(margin)\(line)\n"
      return
    }
    for entry in entries {
      switch entry.value {
      case .group(let inner) where !inner.isEmpty:
        text += "\(margin)\(entry.name):\n"
        entry.value.appendBlock(to: &text, indentation: indentation + 2)
      case .list(let items) where items.contains(where: \.isGroup):
        text += "\(margin)\(entry.name):\n"
        for item in items {
          var block = ""
          item.appendBlock(to: &block, indentation: indentation + 4)
          text += "\(margin)  - \(block.dropFirst(indentation + 4))"
        }
      default:
        text += "\(margin)\(entry.name): \(entry.value.line)\n"
      }
    }
  }

  private var isGroup: Bool { if case .group = self { true } else { false } }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case "\r": quoted += "\\r"
      case _
      where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
        || scalar.value == 0x2028 || scalar.value == 0x2029 || scalar.value == 0xFEFF:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
