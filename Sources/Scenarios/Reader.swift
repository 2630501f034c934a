import Tables

/// Reads nodes as the keys say, and keeps every mistake it meets.
struct Reader {
  static let textLimit = 10_000

  private(set) var problems: [Problem] = []

  mutating func report(_ place: Place, _ path: String, _ fact: Problem.Fact) {
    problems.append(Problem(place, path, fact))
  }
}

/// Groups and lists.
extension Reader {
  mutating func group<Root>(
    _ node: SourceNode, _ path: String, _ keys: [Key<Root>], into root: inout Root
  ) {
    guard case .mapping(let entries) = node.content else {
      return wrongType(node, path, "a group of keys")
    }
    let names = keys.map(\.name)
    for entry in entries {
      guard let index = names.firstIndex(of: entry.key) else {
        report(
          entry.place, Self.join(path, entry.key),
          .unknownKey(allowed: names, near: Spelling.nearest(to: entry.key, among: names)))
        continue
      }
      let key = keys[index]
      if let rival = key.description.rivals.first(where: { node[$0] != nil }),
        entries.first(where: { $0.key == rival }).map({ $0.place < entry.place }) ?? false
      {
        report(entry.place, Self.join(path, entry.key), .conflict(with: rival))
        continue
      }
      key.read(&self, entry.value, Self.join(path, entry.key), &root)
    }
    for key in keys where key.description.isRequired {
      if !entries.contains(where: { $0.key == key.name }) {
        report(node.place, Self.join(path, key.name), .missingKey)
      }
    }
  }

  mutating func list<Item>(
    _ node: SourceNode, _ path: String, blank: Item, identity: String, _ keys: [Key<Item>],
    _ count: NumberOfItems
  ) -> [Item]? {
    list(node, path, blank: blank, identity: identity, count) { _, _, _ in keys }
  }

  /// - Parameter keys: The keys of an item, which it may ask for; what it takes out of the item is
  ///   not read.
  mutating func list<Item>(
    _ node: SourceNode, _ path: String, blank: Item, identity: String, _ count: NumberOfItems,
    keys: (inout Reader, inout SourceNode, String) -> [Key<Item>]
  ) -> [Item]? {
    guard case .list(let nodes) = node.content else {
      wrongType(node, path, "a list of groups of keys")
      return nil
    }
    check(nodes.count, of: "items", count, node, path)
    var items: [Item] = []
    var firstPlaces: [String: Place] = [:]
    for (index, node) in nodes.enumerated() {
      var itemNode = node
      let itemPath = Self.join(path, itemNode.name(identity: identity, index: index))
      var item = blank
      let itemKeys = keys(&self, &itemNode, itemPath)
      group(itemNode, itemPath, itemKeys, into: &item)
      items.append(item)
      guard let identityNode = itemNode[identity], let name = identityNode.text else { continue }
      if let first = firstPlaces[name] {
        report(
          identityNode.place, Self.join(itemPath, identity),
          .duplicateIdentifier(found: name, first: first))
      } else {
        firstPlaces[name] = identityNode.place
      }
    }
    return items
  }

  static func join(_ path: String, _ name: String) -> String {
    path.isEmpty ? name : "\(path).\(name)"
  }

  private mutating func check(
    _ found: Int, of things: String, _ allowed: NumberOfItems, _ node: SourceNode, _ path: String
  ) {
    guard !allowed.contains(found) else { return }
    report(
      node.place, path,
      .wrongCount(
        found: found, lowest: allowed.lowerBound, highest: allowed.upperBound, of: things))
  }

  private mutating func wrongType(
    _ node: SourceNode, _ path: String, _ expected: String, near: String? = nil
  ) {
    report(node.place, path, .wrongType(expected: expected, found: node.kind, near: near))
  }
}

/// Scalars and lists of scalars.
extension Reader {
  mutating func number(_ node: SourceNode, _ path: String, _ rule: NumberRule) -> Double? {
    guard case .scalar(let text, let style) = node.content, style != .quoted,
      let value = PlainScalar.number(text)
    else {
      wrongType(
        node, path, rule.isWhole ? "a whole number" : "a number", near: Self.meantNumber(node))
      return nil
    }
    guard value.isFinite else {
      wrongType(node, path, "a finite number")
      return nil
    }
    guard !rule.isWhole || value == value.rounded() else {
      report(node.place, path, .notWhole(found: text, unit: rule.unit))
      return nil
    }
    if let step = rule.step, value / step != (value / step).rounded() {
      report(node.place, path, .notInQuarters(found: text))
      return nil
    }
    guard rule.range.contains(value) else {
      report(
        node.place, path,
        .outOfRange(
          found: text, lowest: rule.range.lowerBound, highest: rule.range.upperBound,
          unit: rule.unit))
      return nil
    }
    return value
  }

  mutating func whole(_ node: SourceNode, _ path: String, _ rule: NumberRule) -> Int? {
    number(node, path, rule).map { value in
      // The text is more exact than a `Double` above 2⁵³.
      node.text.flatMap { Int($0) } ?? Int(value)
    }
  }

  mutating func flag(_ node: SourceNode, _ path: String) -> Bool? {
    if case .scalar(let text, let style) = node.content, style != .quoted,
      case .flag(let value) = PlainScalar(text)
    {
      return value
    }
    let near: String? =
      switch node.text?.lowercased() {
      case "yes", "on", "y", "1": "true"
      case "no", "off", "n", "0": "false"
      default: nil
      }
    wrongType(node, path, "true or false", near: near)
    return nil
  }

  mutating func text(_ node: SourceNode, _ path: String) -> String? {
    guard case .scalar(let text, let style) = node.content,
      style != .plain || PlainScalar(text) == .text
    else {
      let near = node.kind == "nothing" ? nil : node.text.map { "\"\($0)\"" }
      wrongType(node, path, "text", near: near)
      return nil
    }
    guard text.unicodeScalars.count <= Self.textLimit else {
      report(node.place, path, .tooLong(limit: Self.textLimit))
      return nil
    }
    return text
  }

  mutating func identifier(
    _ node: SourceNode, _ path: String, allowsDashes: Bool = false
  ) -> String? {
    guard let text = text(node, path) else { return nil }
    guard Self.isIdentifier(text, allowsDashes: allowsDashes) else {
      let near = Self.identifier(from: text)
      report(node.place, path, .badIdentifier(found: text, near: near))
      return nil
    }
    return text
  }

  mutating func choice(_ node: SourceNode, _ path: String, _ allowed: [String]) -> String? {
    guard let text = text(node, path) else { return nil }
    guard allowed.contains(text) else {
      report(
        node.place, path,
        .unknownChoice(
          found: text, allowed: allowed, near: Spelling.nearest(to: text, among: allowed)))
      return nil
    }
    return text
  }

  mutating func identifiers(
    _ node: SourceNode, _ path: String, _ count: NumberOfItems, of kind: String
  ) -> [String]? {
    guard case .list(let nodes) = node.content else {
      wrongType(node, path, "a list of \(kind)s", near: node.text.map { "[\($0)]" })
      return nil
    }
    check(nodes.count, of: "items", count, node, path)
    let names = nodes.enumerated().compactMap { index, item in
      text(item, Self.join(path, "\(index + 1)"))
    }
    return names.count == nodes.count ? names : nil
  }

  mutating func numbers(
    _ node: SourceNode, _ path: String, _ count: NumberOfItems, _ rule: NumberRule
  ) -> [Double]? {
    guard case .list(let nodes) = node.content else {
      wrongType(node, path, "a list of numbers")
      return nil
    }
    check(nodes.count, of: "numbers", count, node, path)
    let values = nodes.enumerated().compactMap { index, item in
      number(item, Self.join(path, "\(index + 1)"), rule)
    }
    return values.count == nodes.count && count.contains(nodes.count) ? values : nil
  }

  /// Whether `text` may name a region, a sector or a scenario.
  static func isIdentifier(_ text: String, allowsDashes: Bool = false) -> Bool {
    guard let first = text.utf8.first, (0x61...0x7A).contains(first), text.utf8.count <= 64 else {
      return false
    }
    return text.utf8.allSatisfy { byte in
      (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x5F
        || allowsDashes && byte == 0x2D
    }
  }

  /// An identifier made of a text, if there is an obvious one.
  static func identifier(from text: String) -> String? {
    let bytes = text.lowercased().utf8.map { byte -> UInt8 in
      byte == 0x20 || byte == 0x2D || byte == 0x2E ? 0x5F : byte
    }
    let name = String(decoding: bytes, as: UTF8.self)
    return isIdentifier(name) ? name : nil
  }

  /// The number that a text such as `1_000`, `1,000`, `5 %` or `"7"` stands for.
  private static func meantNumber(_ node: SourceNode) -> String? {
    guard let text = node.text else { return nil }
    if Numeral.value(text) != nil { return text }
    return Numeral.guess(text)?.candidates.first
  }
}

extension SourceNode {
  /// What an item of a list is called in a path: by its identity or its number, from 1.
  func name(identity: String, index: Int) -> String {
    self[identity]?.text ?? "\(index + 1)"
  }
}
