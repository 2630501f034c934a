/// Kinds of keys that only studies have.
extension Key {
  /// A group of keys of another kind of file, which is read later.
  static func fragment(
    _ name: String, _ place: WritableKeyPath<Root, SourceNode?>, _ meaning: String
  ) -> Key {
    Key(
      description: .init(
        name, .fragment, meaning, Default<Int>.derived("nothing"), show: ResolvedNode.whole),
      read: { reader, node, path, root in
        guard node.isMapping else {
          return reader.report(
            node.place, path,
            .wrongType(expected: "a group of keys", found: node.kind, near: nil))
        }
        root[keyPath: place] = node
      },
      write: { _ in nil })
  }

  /// A list of numbers, truth values or texts.
  static func scalars(
    _ name: String, _ place: WritableKeyPath<Root, [SourceNode]>, _ count: NumberOfItems,
    _ meaning: String
  ) -> Key {
    Key(
      description: .init(
        name, .scalars(count), meaning, Default<[Int]>.value([]), show: { _ in .list([]) }),
      read: { reader, node, path, root in
        if let items = reader.scalars(node, path, count) { root[keyPath: place] = items }
      },
      write: { _ in nil })
  }

  static func optionalScalars(
    _ name: String, _ place: WritableKeyPath<Root, [SourceNode]?>, _ count: NumberOfItems,
    _ meaning: String
  ) -> Key {
    optional(
      name, place, .scalars(count), otherwise: "none", meaning,
      show: { .list($0.map { .text($0.text ?? "") }) }
    ) { $0.scalars($1, $2, count) }
  }

  static func optionalNumbers(
    _ name: String, _ place: WritableKeyPath<Root, [Double]?>, _ count: NumberOfItems,
    _ range: ClosedRange<Double>, _ meaning: String
  ) -> Key {
    let rule = NumberRule(unit: "", range: range)
    return optional(
      name, place, .numbers(count, rule), otherwise: "none", meaning,
      show: { .list($0.map(ResolvedNode.number)) }
    ) { $0.numbers($1, $2, count, rule) }
  }

  /// A text, such as a path or a dotted key, that may be left out.
  static func optionalPath(
    _ name: String, _ place: WritableKeyPath<Root, String?>, otherwise: String, _ meaning: String
  ) -> Key {
    optional(
      name, place, .text(isIdentifier: false), otherwise: otherwise, meaning,
      show: ResolvedNode.name
    ) { $0.text($1, $2) }
  }

  static func optionalChoice<Value: RawRepresentable & CaseIterable>(
    _ name: String, _ place: WritableKeyPath<Root, Value?>, otherwise: String, _ meaning: String
  ) -> Key where Value.RawValue == String {
    let allowed = Value.allCases.map(\.rawValue)
    return optional(
      name, place, .choice(allowed), otherwise: otherwise, meaning,
      show: { .name($0.rawValue) }
    ) { $0.choice($1, $2, allowed).flatMap(Value.init) }
  }
}

/// Seeds, which are exact up to 2⁶⁴ − 1.
extension Key {
  static func studySeed(
    _ name: String, _ place: WritableKeyPath<Root, UInt64>, otherwise: Int, _ meaning: String
  ) -> Key {
    Key(
      description: .init(
        name, .number(Reader.seedRule), meaning, Default<Int>.value(otherwise),
        show: ResolvedNode.whole),
      read: { reader, node, path, root in
        if let seed = reader.seed(node, path) { root[keyPath: place] = seed }
      },
      write: { _ in nil })
  }

  static func optionalStudySeed(
    _ name: String, _ place: WritableKeyPath<Root, UInt64?>, otherwise: String, _ meaning: String
  ) -> Key {
    optional(
      name, place, .number(Reader.seedRule), otherwise: otherwise, meaning,
      show: { .name("\($0)") }
    ) { $0.seed($1, $2) }
  }
}

extension Reader {
  static let seedRule = NumberRule(unit: "", range: 0...0x1p64, step: 1)

  /// A seed: a whole number from 0 to 2⁶⁴ − 1, of which every digit counts.
  mutating func seed(_ node: SourceNode, _ path: String) -> UInt64? {
    if case .scalar(let text, let style) = node.content, style != .quoted,
      let seed = UInt64(text)
    {
      return seed
    }
    let anyWhole = NumberRule(unit: "", range: -1e300...1e300, step: 1)
    guard let value = number(node, path, anyWhole) else { return nil }
    // Numbers such as 1e3.
    if let seed = UInt64(exactly: value) { return seed }
    report(
      node.place, path,
      .study("must be a whole number from 0 to \(UInt64.max), found \(node.text ?? "")"))
    return nil
  }

  /// Reads a list of scalars, which stay as they were written.
  mutating func scalars(
    _ node: SourceNode, _ path: String, _ count: NumberOfItems
  ) -> [SourceNode]? {
    guard case .list(let items) = node.content else {
      report(
        node.place, path,
        .wrongType(
          expected: "a list of values", found: node.kind, near: node.text.map { "[\($0)]" }))
      return nil
    }
    guard count.contains(items.count) else {
      report(
        node.place, path,
        .wrongCount(
          found: items.count, lowest: count.lowerBound, highest: count.upperBound, of: "items"))
      return nil
    }
    for (index, item) in items.enumerated() where item.text == nil {
      report(
        item.place, Self.join(path, "\(index + 1)"),
        .wrongType(expected: "a number, true, false or text", found: item.kind, near: nil))
    }
    return items
  }
}
