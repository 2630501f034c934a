/// One key of a scenario with the value that holds, and what there is to say about it.
public struct Setting: Sendable, Equatable {
  /// Dotted key, as `--set` takes it.
  public let key: String
  /// As written in YAML.
  public let value: String
  public let unit: String
  /// Allowed values, empty if any text may stand.
  public let range: String
  /// What holds when nothing is written, empty if the key is required.
  public let defaultValue: String
  public let meaning: String
  /// Where it was written; `nil` if the default holds.
  public let place: Place?
}

extension Setting {
  /// Walks keys, their resolved values and what was written side by side.
  static func all(
    _ keys: [KeyDescription], _ resolved: ResolvedNode, source: SourceNode?, prefix: String = ""
  ) -> [Setting] {
    guard case .group(let entries) = resolved else { return [] }
    return entries.flatMap { entry -> [Setting] in
      guard let key = keys.first(where: { $0.name == entry.name }) else { return [] }
      let path = prefix.isEmpty ? entry.name : "\(prefix).\(entry.name)"
      let written = source?[entry.name]
      switch (key.shape.alternative(to: entry.value), entry.value) {
      case (.group(let inner), .group):
        return all(inner, entry.value, source: written, prefix: path)
      case (.list(let inner, let identity, _), .list(let items)) where !items.isEmpty:
        return items.enumerated().flatMap { index, item in
          let node = written.flatMap { $0.items.indices.contains(index) ? $0.items[index] : nil }
          let name = item.scalar(identity) ?? "\(index + 1)"
          return all(inner, item, source: node, prefix: "\(path).\(name)")
        }
      case (.variants(let variants, let choice, let identity, _), .list(let items))
      where !items.isEmpty:
        return items.enumerated().flatMap { index, item in
          let node = written.flatMap { $0.items.indices.contains(index) ? $0.items[index] : nil }
          let name = item.scalar(identity) ?? "\(index + 1)"
          let variant = variants.first { $0.name == item.scalar(choice) }
          return all(variant?.keys ?? [], item, source: node, prefix: "\(path).\(name)")
        }
      case (.pairs, .group(let rows)):
        return rows.map { row in
          setting(
            key, "\(path).\(row.name)", row.value.line, written?[row.name]?.place,
            range: key.shape.range)
        }
      default:
        let place = written?.place ?? key.rivals.lazy.compactMap { source?[$0]?.place }.first
        return [setting(key, path, entry.value.line, place, range: key.shape.range)]
      }
    }
  }

  private static func setting(
    _ key: KeyDescription, _ path: String, _ value: String, _ place: Place?, range: String
  ) -> Setting {
    Setting(
      key: path, value: value, unit: key.shape.unit, range: range,
      defaultValue: key.defaultText, meaning: key.meaning, place: place)
  }
}

extension ResolvedNode {
  /// The text of an identifier or other scalar inside a group.
  fileprivate func scalar(_ name: String) -> String? {
    guard case .group(let entries) = self,
      let value = entries.first(where: { $0.name == name })?.value
    else { return nil }
    switch value {
    case .name(let text), .text(let text): return text.isEmpty ? nil : text
    default: return nil
    }
  }
}

extension Shape {
  /// The shape among alternatives that a value has.
  fileprivate func alternative(to value: ResolvedNode) -> Shape {
    guard case .either(let shapes) = self else { return self }
    return shapes.first { shape in
      switch (shape, value) {
      case (.list, .list), (.pairs, .group), (.choice, .name): true
      default: false
      }
    } ?? self
  }

  /// The unit of its numbers.
  var unit: String {
    switch self {
    case .number(let rule), .numbers(_, let rule), .pairs(let rule):
      rule.unit == "–" ? "" : rule.unit
    case .either(let shapes): shapes.lazy.map(\.unit).first { !$0.isEmpty } ?? ""
    default: ""
    }
  }

  /// Allowed values in words.
  var range: String {
    switch self {
    case .number(let rule), .pairs(let rule):
      Problem.interval(rule.range.lowerBound, rule.range.upperBound)
    case .numbers(let count, let rule):
      "\(count.upperBound) of "
        + Problem.interval(rule.range.lowerBound, rule.range.upperBound)
    case .flag: "true, false"
    case .choice(let names): names.joined(separator: ", ")
    case .either(let shapes): shapes.lazy.map(\.range).first { !$0.isEmpty } ?? ""
    case .text, .identifiers, .group, .list, .table, .variants, .scalars, .fragment: ""
    }
  }
}
