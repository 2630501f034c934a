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

extension Reader {
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
