import Foundation
import Tables
import TripleHelix

/// Reads nodes as the keys say, and keeps every mistake it meets.
struct Reader {
  static let textLimit = 10_000
  /// Problems that are kept; of the rest only the number is known.
  static let keptProblemCount = 1000
  /// Problems for which a near name is looked for.
  private static let suggestionCount = 100

  /// How an item of a list is written in a path: as in `policies[2]`, by its number from 1, or as in
  /// `parameters.trust`, by its name.
  enum ItemStyle { case number, name }

  private(set) var problems: [Problem] = []
  /// Problems that were met and not kept.
  private(set) var moreCount = 0
  private let itemStyle: ItemStyle
  /// Names of items that are written by their numbers, by their paths.
  private var itemNames: [String: String] = [:]

  init(itemStyle: ItemStyle = .name) { self.itemStyle = itemStyle }

  mutating func report(_ place: Place, _ path: String, _ fact: Problem.Fact) {
    guard problems.count < Self.keptProblemCount else {
      moreCount += 1
      return
    }
    var problem = Problem(place, path, fact)
    if let end = path.lastIndex(of: "]") { problem.item = itemNames[String(path[...end])] ?? "" }
    problems.append(problem)
  }

  /// The nearest of some names, if it is near enough. The search is given up where mistakes are many.
  func nearest(to text: String, among names: [String]) -> String? {
    problems.count < Self.suggestionCount ? Spelling.nearest(to: text, among: names) : nil
  }

  /// The path of an item of a list, by its name or its number from 1.
  func path(_ list: String, item index: Int, name: String? = nil) -> String {
    itemStyle == .number ? "\(list)[\(index + 1)]" : Self.join(list, name ?? "\(index + 1)")
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
        let isTop = path.isEmpty && itemStyle == .number
        let near =
          nearest(to: entry.key, among: names) ?? (isTop ? Self.elsewhere[entry.key] : nil)
        report(
          entry.place, Self.join(path, entry.key), .unknownKey(allowed: names, near: near))
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
    // Of a list that is too long, nothing more is said.
    guard nodes.count <= count.upperBound else { return [] }
    var items: [Item] = []
    var firstPlaces: [String: Place] = [:]
    for (index, node) in nodes.enumerated() {
      var itemNode = node
      let itemName = itemNode[identity]?.text
      let itemPath = self.path(path, item: index, name: itemName)
      if itemStyle == .number { itemNames[itemPath] = itemName }
      var item = blank
      let itemKeys = keys(&self, &itemNode, itemPath)
      group(itemNode, itemPath, itemKeys, into: &item)
      items.append(item)
      guard let identityNode = itemNode[identity], let name = identityNode.text else { continue }
      // Names that differ in case alone would be one file on some systems, and one word to a reader.
      if let first = firstPlaces[name.lowercased()] {
        report(
          identityNode.place, Self.join(itemPath, identity),
          .duplicateIdentifier(found: name, first: first))
      } else {
        firstPlaces[name.lowercased()] = identityNode.place
      }
    }
    return items
  }

  static func join(_ path: String, _ name: String) -> String {
    path.isEmpty ? name : "\(path).\(name)"
  }

  /// Whole keys of parameters and their groups, and of switches, by what may be written for them at the
  /// top of a file.
  private static let elsewhere: [String: String] = {
    let groups = Key<Parameters>.parameters.map { ($0.name, "parameters.\($0.name)") }
    let parameters = Parameters.descriptions.map { description in
      (description.name.split(separator: ".").last.map(String.init) ?? "", description.name)
    }
    let switches = Mechanisms.descriptions.map { ($0.name, "mechanisms.\($0.name)") }
    let all = groups + parameters.map { ($0.0, "parameters.\($0.1)") } + switches
    let counts = Dictionary(all.map { ($0.0, 1) }, uniquingKeysWith: +)
    return Dictionary(uniqueKeysWithValues: all.filter { counts[$0.0] == 1 })
  }()

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
      wrongType(node, path, rule.words, near: Self.meantNumber(node, rule))
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

  mutating func text(
    _ node: SourceNode, _ path: String, expected: String = "text"
  ) -> String? {
    guard case .scalar(let text, let style) = node.content,
      style != .plain || PlainScalar(text) == .text
    else {
      let near = node.kind == "nothing" ? nil : node.text.map { "\"\($0)\"" }
      wrongType(node, path, expected, near: near)
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
          found: text, allowed: allowed, near: nearest(to: text, among: allowed)))
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
      text(item, self.path(path, item: index))
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
      number(item, self.path(path, item: index), rule)
    }
    return values.count == nodes.count && count.contains(nodes.count) ? values : nil
  }

  /// Whether `text` may name a region, a sector or a scenario: letters of any script and case, their
  /// accents, digits and `_`, a letter first, so that it may be part of a key and of a file's name.
  static func isIdentifier(_ text: String, allowsDashes: Bool = false) -> Bool {
    let scalars = text.unicodeScalars
    guard let first = scalars.first, first.properties.isAlphabetic, scalars.count <= 64,
      text.utf8.count <= 200
    else { return false }
    return scalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
        .nonspacingMark, .spacingMark, .decimalNumber:
        true
      default: scalar == "_" || allowsDashes && scalar == "-"
      }
    }
  }

  /// An identifier made of a text, if there is an obvious one: `alpha_1` of `Alpha-1`.
  static func identifier(from text: String) -> String? {
    var name = String.UnicodeScalarView()
    for scalar in text.lowercased().unicodeScalars {
      let isJoint = [" ", "-", ".", "/", "\u{A0}", "\u{2010}", "\u{2011}", "\u{2013}"].contains(
        scalar)
      if !isJoint {
        name.append(scalar)
      } else if name.last != "_" {
        name.append("_")
      }
    }
    let text = String(name)
    return isIdentifier(text) ? text : nil
  }

  /// The number that a text such as `1_000`, `1,000`, `5 %`, `"7"` or `5 billion` stands for in a key
  /// of this rule.
  private static func meantNumber(_ node: SourceNode, _ rule: NumberRule) -> String? {
    guard let text = node.text else { return nil }
    let candidates = candidates(of: text, in: rule.unit)
    guard rule.isWhole else { return candidates.first }
    return candidates.first { Numeral.value($0).map { $0 == $0.rounded() } ?? false }
  }

  private static func candidates(of text: String, in unit: String) -> [String] {
    if Numeral.value(text) != nil { return [text] }
    let sign = text.prefix { "$€ ".contains($0) }
    let digits = text.dropFirst(sign.count).prefix { !$0.isLetter && !"$€".contains($0) }
    let words = HeaderWords.words(of: String(sign + text.dropFirst(sign.count + digits.count)))
    let number = digits.trimmingCharacters(in: .whitespaces)
    let plain =
      Numeral.value(number)
      ?? Numeral.guess(number)?.candidates.first.flatMap { Numeral.value($0) }
    guard !words.isEmpty, let plain else { return Numeral.guess(text)?.candidates ?? [] }
    let isMillions = unit.hasPrefix("million")
    let ownWords = Set(HeaderWords.words(of: unit)).union(["a", "per"])
    var value = plain
    var hasScale = false
    for word in words {
      if let scale = CountryUnit.scales[word] ?? (isMillions && word == "m" ? 1e6 : nil) {
        value *= scale
        hasScale = true
      } else if isMillions, Currency.isName(word) {
        hasScale = true
      } else if !ownWords.contains(word) {
        // Nobody can say what a word means that is no unit.
        return []
      }
    }
    return [Problem.number(hasScale && isMillions ? value / 1e6 : value)]
  }
}

extension SourceNode {
  /// What an item of a list is called in a path: by its identity or its number, from 1.
  func name(identity: String, index: Int) -> String {
    self[identity]?.text ?? "\(index + 1)"
  }
}
