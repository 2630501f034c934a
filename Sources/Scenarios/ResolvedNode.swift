/// A value of a resolved scenario, ready to be written.
enum ResolvedNode: Equatable, Sendable {
  case number(Double)
  case whole(Int)
  /// Up to 2⁶⁴ − 1.
  case seed(UInt64)
  case flag(Bool)
  /// Text from a person, written in quotes.
  case text(String)
  /// An identifier or a choice, written plain if that is text to every reader.
  case name(String)
  case list([ResolvedNode])
  case group([(name: String, value: ResolvedNode)])
  /// Numbers by name, written on one line.
  case row([(name: String, value: Double)])

  static func group<Root>(_ keys: [Key<Root>], of root: Root) -> ResolvedNode {
    .group(keys.compactMap { key in key.write(root).map { (key.name, $0) } })
  }

  /// The group with another value for one of its keys.
  func replacing(_ name: String, with value: ResolvedNode) -> ResolvedNode {
    guard case .group(let entries) = self else { return self }
    return .group(entries.map { ($0.name, $0.name == name ? value : $0.value) })
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
    case .number(let value): YAMLScalar.number(value)
    case .whole(let value): String(value)
    case .seed(let value): String(value)
    case .flag(let value): "\(value)"
    case .text(let text): YAMLScalar.quoted(text)
    case .name(let name): YAMLScalar.name(name)
    case .list(let items): "[\(items.map(\.line).joined(separator: ", "))]"
    case .row(let entries):
      "{\(entries.map { "\(YAMLScalar.name($0.name)): \(YAMLScalar.number($0.value))" }.joined(separator: ", "))}"
    case .group(let entries):
      "{\(entries.map { "\(YAMLScalar.name($0.name)): \($0.value.line)" }.joined(separator: ", "))}"
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
      let name = YAMLScalar.name(entry.name)
      switch entry.value {
      case .group(let inner) where !inner.isEmpty:
        text += "\(margin)\(name):\n"
        entry.value.appendBlock(to: &text, indentation: indentation + 2)
      case .list(let items) where items.contains(where: \.isGroup):
        text += "\(margin)\(name):\n"
        for item in items {
          var block = ""
          item.appendBlock(to: &block, indentation: indentation + 4)
          text += "\(margin)  - \(block.dropFirst(indentation + 4))"
        }
      default:
        text += "\(margin)\(name): \(entry.value.line)\n"
      }
    }
  }

  private var isGroup: Bool { if case .group = self { true } else { false } }
}
