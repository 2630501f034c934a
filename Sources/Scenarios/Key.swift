import TripleHelix

/// One key of a group: what it is called and may hold, and the property of `Root` it stands for.
///
/// The lists in `Keys.swift` are the only place where keys are written down. Reading, the resolved
/// text, the JSON Schema, `scenario explain`, `--set` and suggestions all come from them.
struct Key<Root> {
  var description: KeyDescription
  /// Reads a node into the property, or reports why not.
  var read: (inout Reader, SourceNode, String, inout Root) -> Void
  /// The property as written in a resolved scenario; `nil` where nothing is written.
  var write: (Root) -> ResolvedNode?

  var name: String { description.name }
}

/// What stands at a key when a scenario does not name it.
enum Default<Value> {
  /// Nothing: the key must be there.
  case required
  case value(Value)
  /// Worked out from other keys, as the words say.
  case derived(String)
}

extension Key {
  static func number(
    _ name: String, _ place: WritableKeyPath<Root, Double>, _ unit: String,
    _ range: ClosedRange<Double>, step: Double? = nil,
    otherwise byDefault: Default<Double> = .required,
    _ meaning: String
  ) -> Key {
    let rule = NumberRule(unit: unit, range: range, step: step)
    return Key(
      description: .init(name, .number(rule), meaning, byDefault, show: ResolvedNode.number),
      read: { reader, node, path, root in
        if let value = reader.number(node, path, rule) { root[keyPath: place] = value }
      },
      write: { .number($0[keyPath: place]) })
  }

  /// A number that may be left out.
  static func optionalNumber(
    _ name: String, _ place: WritableKeyPath<Root, Double?>, _ unit: String,
    _ range: ClosedRange<Double>, step: Double? = nil, otherwise: String, rivals: [String] = [],
    _ meaning: String
  ) -> Key {
    let rule = NumberRule(unit: unit, range: range, step: step)
    return optional(
      name, place, .number(rule), otherwise: otherwise, rivals: rivals, meaning,
      show: ResolvedNode.number
    ) { $0.number($1, $2, rule) }
  }

  /// What the state owns at the start.
  static func stateOwned(
    _ place: WritableKeyPath<Root, OwnershipShares>, of part: String, otherwise: String
  ) -> Key {
    .optionalNumber(
      "state_owned_share", place.appending(path: \.stateOwnedShare), "share of employment", 0...1,
      otherwise: otherwise,
      "Employment of \(part) firms that the state owns at the start; it gets their dividends.")
  }

  /// What foreigners own at the start.
  static func foreignOwned(
    _ place: WritableKeyPath<Root, OwnershipShares>, of part: String, otherwise: String
  ) -> Key {
    .optionalNumber(
      "foreign_owned_share", place.appending(path: \.foreignOwnedShare), "share of employment",
      0...1, otherwise: otherwise,
      "Employment of \(part) firms owned from abroad at the start; their dividends leave.")
  }

  static func whole(
    _ name: String, _ place: WritableKeyPath<Root, Int>, _ unit: String, _ range: ClosedRange<Int>,
    otherwise byDefault: Default<Int> = .required, _ meaning: String
  ) -> Key {
    let rule = NumberRule(
      unit: unit, range: Double(range.lowerBound)...Double(range.upperBound), step: 1)
    return Key(
      description: .init(name, .number(rule), meaning, byDefault, show: ResolvedNode.whole),
      read: { reader, node, path, root in
        if let value = reader.whole(node, path, rule) { root[keyPath: place] = value }
      },
      write: { .whole($0[keyPath: place]) })
  }

  /// A whole number that may be left out.
  static func optionalWhole(
    _ name: String, _ place: WritableKeyPath<Root, Int?>, _ unit: String, _ range: ClosedRange<Int>,
    otherwise: String, rivals: [String] = [], _ meaning: String
  ) -> Key {
    let rule = NumberRule(
      unit: unit, range: Double(range.lowerBound)...Double(range.upperBound), step: 1)
    return optional(
      name, place, .number(rule), otherwise: otherwise, rivals: rivals, meaning,
      show: ResolvedNode.whole
    ) { $0.whole($1, $2, rule) }
  }

  /// The identifier or the name of a region or a sector.
  static func reference(
    _ name: String, _ place: WritableKeyPath<Root, String>, _ meaning: String
  ) -> Key {
    var key = text(name, place, meaning)
    key.write = { .name($0[keyPath: place]) }
    return key
  }

  /// The same where it may be left out.
  static func optionalReference(
    _ name: String, _ place: WritableKeyPath<Root, String?>, otherwise: String, _ meaning: String
  ) -> Key {
    optional(
      name, place, .text(isIdentifier: false), otherwise: otherwise, meaning,
      show: ResolvedNode.name
    ) { $0.text($1, $2) }
  }

  /// A seed, of which every digit counts.
  static func seed(
    _ name: String, _ place: WritableKeyPath<Root, UInt64>, otherwise byDefault: UInt64,
    _ meaning: String
  ) -> Key {
    let rule = NumberRule(unit: "", range: 0...0x1p64, step: 1)
    return Key(
      description: .init(name, .number(rule), meaning, .value(byDefault), show: ResolvedNode.seed),
      read: { reader, node, path, root in
        if let text = node.text, !node.isQuoted, let seed = UInt64(text) {
          root[keyPath: place] = seed
        } else if let value = reader.number(node, path, rule) {
          // Numbers such as 1e3; 2⁶⁴ itself is the first that is none.
          if let seed = UInt64(exactly: value) {
            root[keyPath: place] = seed
          } else {
            reader.report(
              node.place, path,
              .outOfRange(
                found: node.text ?? "", lowest: 0, highest: 0x1p64, unit: ""))
          }
        }
      },
      write: { .seed($0[keyPath: place]) })
  }

  /// An identifier that may be left out.
  static func optionalIdentifier(
    _ name: String, _ place: WritableKeyPath<Root, String?>, otherwise: String, _ meaning: String
  ) -> Key {
    optional(
      name, place, .text(isIdentifier: true), otherwise: otherwise, meaning,
      show: ResolvedNode.name
    ) { $0.identifier($1, $2) }
  }

  /// A key that may be left out, and of which nothing is written then.
  ///
  /// - Parameters:
  ///   - otherwise: What holds without it, in words.
  ///   - read: The value of a node, or nothing where it is reported.
  static func optional<Value>(
    _ name: String, _ place: WritableKeyPath<Root, Value?>, _ shape: Shape, otherwise: String,
    rivals: [String] = [], _ meaning: String, show: @escaping (Value) -> ResolvedNode,
    read: @escaping (inout Reader, SourceNode, String) -> Value?
  ) -> Key {
    Key(
      description: .init(
        name, shape, meaning, Default<Value>.derived(otherwise), rivals: rivals, show: show),
      read: { reader, node, path, root in
        if let value = read(&reader, node, path) { root[keyPath: place] = value }
      },
      write: { $0[keyPath: place].map(show) })
  }

  static func text(
    _ name: String, _ place: WritableKeyPath<Root, String>,
    otherwise byDefault: Default<String> = .required, _ meaning: String
  ) -> Key {
    Key(
      description: .init(
        name, .text(isIdentifier: false), meaning, byDefault, show: ResolvedNode.text),
      read: { reader, node, path, root in
        if let value = reader.text(node, path) { root[keyPath: place] = value }
      },
      write: { .text($0[keyPath: place]) })
  }

  static func identifier(
    _ name: String, _ place: WritableKeyPath<Root, String>, allowsDashes: Bool = false,
    otherwise byDefault: Default<String> = .required, _ meaning: String
  ) -> Key {
    Key(
      description: .init(
        name, .text(isIdentifier: true), meaning, byDefault, show: ResolvedNode.name),
      read: { reader, node, path, root in
        if let value = reader.identifier(node, path, allowsDashes: allowsDashes) {
          root[keyPath: place] = value
        }
      },
      write: { .name($0[keyPath: place]) })
  }

  static func flag(
    _ name: String, _ place: WritableKeyPath<Root, Bool>, otherwise byDefault: Bool,
    _ meaning: String
  ) -> Key {
    Key(
      description: .init(name, .flag, meaning, .value(byDefault), show: ResolvedNode.flag),
      read: { reader, node, path, root in
        if let value = reader.flag(node, path) { root[keyPath: place] = value }
      },
      write: { .flag($0[keyPath: place]) })
  }

  static func choice<Value: RawRepresentable & CaseIterable>(
    _ name: String, _ place: WritableKeyPath<Root, Value>,
    otherwise byDefault: Default<Value> = .required,
    _ meaning: String
  ) -> Key where Value.RawValue == String {
    let allowed = Value.allCases.map(\.rawValue)
    return Key(
      description: .init(name, .choice(allowed), meaning, byDefault, show: { .name($0.rawValue) }),
      read: { reader, node, path, root in
        if let name = reader.choice(node, path, allowed), let value = Value(rawValue: name) {
          root[keyPath: place] = value
        }
      },
      write: { .name($0[keyPath: place].rawValue) })
  }

  static func identifiers(
    _ name: String, _ place: WritableKeyPath<Root, [String]>, _ count: NumberOfItems,
    of kind: String, otherwise byDefault: Default<[String]>, _ meaning: String
  ) -> Key {
    Key(
      description: .init(
        name, .identifiers(count, of: kind), meaning, byDefault,
        show: { .list($0.map(ResolvedNode.name)) }),
      read: { reader, node, path, root in
        if let value = reader.identifiers(node, path, count, of: kind) {
          root[keyPath: place] = value
        }
      },
      write: { .list($0[keyPath: place].map(ResolvedNode.name)) })
  }

  static func numbers(
    _ name: String, _ place: WritableKeyPath<Root, [Double]>, _ count: NumberOfItems,
    _ unit: String, _ range: ClosedRange<Double>, otherwise byDefault: [Double], _ meaning: String
  ) -> Key {
    let rule = NumberRule(unit: unit, range: range)
    return Key(
      description: .init(
        name, .numbers(count, rule), meaning, .value(byDefault),
        show: { .list($0.map(ResolvedNode.number)) }),
      read: { reader, node, path, root in
        if let value = reader.numbers(node, path, count, rule) { root[keyPath: place] = value }
      },
      write: { .list($0[keyPath: place].map(ResolvedNode.number)) })
  }

  static func group<Part>(
    _ name: String, _ place: WritableKeyPath<Root, Part>, _ keys: [Key<Part>], _ meaning: String
  ) -> Key {
    Key(
      description: KeyDescription(
        name: name, shape: .group(keys.map(\.description)), meaning: meaning, isRequired: false),
      read: { reader, node, path, root in
        reader.group(node, path, keys, into: &root[keyPath: place])
      },
      write: { root in .group(keys, of: root[keyPath: place]) })
  }

  static func list<Item>(
    _ name: String, _ place: WritableKeyPath<Root, [Item]>, blank: Item, identity: String,
    _ keys: [Key<Item>], _ count: NumberOfItems, orTable: Bool = false,
    otherwise byDefault: Default<[Item]> = .required,
    _ meaning: String
  ) -> Key {
    let descriptions = keys.map(\.description)
    let shape = Shape.list(descriptions, identity: identity, count)
    return Key(
      description: .init(
        name, orTable ? .either([shape, .table(columns: descriptions)]) : shape, meaning, byDefault,
        show: { _ in .list([]) }),
      read: { reader, node, path, root in
        if let items = reader.list(node, path, blank: blank, identity: identity, keys, count) {
          root[keyPath: place] = items
        }
      },
      write: { root in .list(root[keyPath: place].map { .group(keys, of: $0) }) })
  }
}

extension KeyDescription {
  init<Value>(
    _ name: String, _ shape: Shape, _ meaning: String, _ byDefault: Default<Value>,
    rivals: [String] = [], show: (Value) -> ResolvedNode
  ) {
    self.name = name
    self.shape = shape
    self.meaning = meaning
    self.rivals = rivals
    isRequired = if case .required = byDefault { true } else { false }
    defaultValue = if case .value(let value) = byDefault { show(value) } else { nil }
    defaultWords = if case .derived(let words) = byDefault { words } else { nil }
  }
}
