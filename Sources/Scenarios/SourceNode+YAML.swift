import Tables
import Yams

extension SourceNode {
  /// Levels of lists and groups within each other.
  static let depthLimit = 32
  /// Values of one file, aliases written out.
  static let nodeLimit = 1_000_000

  /// Reads one YAML document, or reports everything that is wrong with it.
  ///
  /// - Returns: `nil` if nothing can be made of the file.
  static func yaml(_ bytes: [UInt8], path: String, problems: inout [Problem]) -> SourceNode? {
    let source = Place.Source.file(path)
    guard var text = String(validating: bytes, as: UTF8.self) else {
      let (line, column) = TextPosition.ofFirstInvalidByte(in: bytes)
      problems.append(
        Problem(
          Place(source, line: line, column: column), "",
          .notUTF8(guess: TextEncoding.singleByteEncoding(of: bytes))))
      return nil
    }
    if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
    return yaml(text, source, &problems)
  }

  /// Reads the value of an override, which is YAML on one line.
  static func yaml(override value: String, text: String, problems: inout [Problem]) -> SourceNode? {
    let source = Place.Source.override(text)
    var own: [Problem] = []
    let node = yaml(value, source, &own)
    problems += own.map { Problem(Place(source), $0.key, $0.fact) }
    return node
  }

  private static func yaml(
    _ text: String, _ source: Place.Source, _ problems: inout [Problem]
  ) -> SourceNode? {
    var standIns = YAMLStandIns(text)
    while true {
      do {
        let parser = try Parser(yaml: standIns.text, resolver: .basic, encoding: .utf8)
        guard let root = try parser.singleRoot() else {
          problems.append(Problem(Place(source), "", .empty))
          return nil
        }
        var conversion = YAMLConversion(standIns, source)
        // The parser owns the names of anchors.
        let node = withExtendedLifetime(parser) { conversion.convert(root) }
        problems += conversion.problems
        return node
      } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
        guard standIns.hasKeys else {
          standIns.replaceKeyEnds()
          continue
        }
        // A key in a form that has no stand-in: more cannot be said of this file.
        let key = standIns.original(keys.first ?? "")
        problems.append(
          Problem(
            Place(source, line: context.mark.line, column: context.mark.column), key,
            .duplicateKey(first: nil)))
        return nil
      } catch {
        problems += YAMLSyntax.problems(error, in: text, source)
        return nil
      }
    }
  }
}

/// Turns the nodes of Yams into nodes with places, and aliases into what they stand for.
private struct YAMLConversion {
  private(set) var problems: [Problem] = []
  private let standIns: YAMLStandIns
  private let source: Place.Source
  private var anchors: [String: Anchored] = [:]
  private var nodeCount = 0
  private var hasGivenUp = false

  private struct Anchored {
    var node: SourceNode
    var nodeCount: Int
    /// Levels of lists and groups in the node.
    var height: Int
  }

  init(_ standIns: YAMLStandIns, _ source: Place.Source) {
    self.standIns = standIns
    self.source = source
  }

  mutating func convert(_ root: Node) -> SourceNode? { node(root, depth: 0, key: "")?.node }

  private mutating func node(
    _ node: Node, depth: Int, key: String
  ) -> (node: SourceNode, height: Int)? {
    guard !hasGivenUp else { return nil }
    let place = place(node.mark)
    let before = nodeCount
    nodeCount += 1
    guard check(depth: depth, at: place, key) else { return nil }
    var converted: (node: SourceNode, height: Int)?
    switch node {
    case .scalar(let scalar):
      let isPlain = scalar.style == .plain || scalar.style == .any
      if isPlain, let name = standIns.alias(scalar.string) {
        return alias(name, depth: depth, key, at: place)
      }
      if let style = style(scalar, isPlain: isPlain, key, at: place) {
        let text = standIns.original(scalar.string)
        converted = (SourceNode(.scalar(text, style), at: place), 0)
      }
    case .sequence(let sequence):
      checkTag(sequence.tag, .seq, key, at: place)
      converted = list(sequence, depth: depth, key: key, at: place)
    case .mapping(let mapping):
      checkTag(mapping.tag, .map, key, at: place)
      converted = group(mapping, depth: depth, key: key, at: place)
    case .alias: converted = nil
    }
    guard let converted, !hasGivenUp else { return nil }
    if let anchor = node.anchor {
      anchors[standIns.original(anchor.rawValue)] = Anchored(
        node: converted.node, nodeCount: nodeCount - before, height: converted.height)
    }
    return converted
  }

  private mutating func list(
    _ sequence: Node.Sequence, depth: Int, key: String, at place: Place
  ) -> (SourceNode, Int) {
    var items: [SourceNode] = []
    var height = 0
    for (index, item) in sequence.enumerated() {
      if let item = node(item, depth: depth + 1, key: join(key, "\(index + 1)")) {
        items.append(item.node)
        height = max(height, item.height)
      }
    }
    return (SourceNode(.list(items), at: place), height + 1)
  }

  private mutating func group(
    _ mapping: Node.Mapping, depth: Int, key: String, at place: Place
  ) -> (SourceNode, Int) {
    var entries: [SourceNode.Entry] = []
    var merged: [SourceNode] = []
    var firstPlaces: [String: Place] = [:]
    var height = 0
    for (name, value) in mapping {
      guard !hasGivenUp else { break }
      guard case .scalar(let scalar) = name, standIns.alias(scalar.string) == nil else {
        report(self.place(name.mark), key, .complexKey)
        continue
      }
      let keyPlace = self.place(scalar.mark)
      let text = standIns.original(scalar.string)
      let inner = join(key, text)
      let value = node(value, depth: depth + 1, key: inner)
      if let first = firstPlaces[text] {
        report(keyPlace, inner, .duplicateKey(first: first))
        continue
      }
      firstPlaces[text] = keyPlace
      guard let value else { continue }
      height = max(height, value.height)
      if text == "<<", scalar.style == .plain {
        merged += groups(value.node, inner)
      } else {
        entries.append(SourceNode.Entry(key: text, place: keyPlace, value: value.node))
      }
    }
    for entry in merged.flatMap(\.entries) where firstPlaces[entry.key] == nil {
      firstPlaces[entry.key] = entry.place
      entries.append(entry)
    }
    return (SourceNode(.mapping(entries), at: place), height + 1)
  }

  /// The groups that a merge key `<<` lays under the keys beside it.
  private mutating func groups(_ node: SourceNode, _ key: String) -> [SourceNode] {
    let groups: [SourceNode] = if case .list(let items) = node.content { items } else { [node] }
    for group in groups where !group.isMapping {
      report(
        group.place, key,
        .wrongType(expected: "a group of keys or a list of them", found: group.kind, near: nil))
    }
    return groups
  }

  private mutating func alias(
    _ name: String, depth: Int, _ key: String, at place: Place
  ) -> (SourceNode, Int)? {
    guard let anchored = anchors[name] else {
      report(place, key, .unknownAnchor(name))
      return nil
    }
    nodeCount += anchored.nodeCount - 1
    guard check(depth: depth + anchored.height, at: place, key) else { return nil }
    return (anchored.node, anchored.height)
  }

  /// Whether a scalar is text whatever it looks like; `nil` if its tag is not known.
  private mutating func style(
    _ scalar: Node.Scalar, isPlain: Bool, _ key: String, at place: Place
  ) -> SourceNode.Style? {
    // Names are compared and not tags, which take long to make.
    let tag = Tag.Name(rawValue: scalar.tag.rawValue)
    switch tag {
    case .implicit: return isPlain ? .plain : .quoted
    case .str, .nonSpecific: return .quoted
    case .int, .float, .bool, .null, .timestamp: return .plain
    default:
      report(place, key, .unknownTag(tag.rawValue))
      return nil
    }
  }

  private mutating func checkTag(_ tag: Tag, _ own: Tag.Name, _ key: String, at place: Place) {
    let tag = Tag.Name(rawValue: tag.rawValue)
    guard tag != .implicit, tag != .nonSpecific, tag != own else { return }
    report(place, key, .unknownTag(tag.rawValue))
  }

  private mutating func check(depth: Int, at place: Place, _ key: String) -> Bool {
    if depth > SourceNode.depthLimit {
      report(place, key, .tooDeep(limit: SourceNode.depthLimit))
      hasGivenUp = true
    } else if nodeCount > SourceNode.nodeLimit {
      report(place, key, .tooManyNodes(limit: SourceNode.nodeLimit))
      hasGivenUp = true
    }
    return !hasGivenUp
  }

  private mutating func report(_ place: Place, _ key: String, _ fact: Problem.Fact) {
    problems.append(Problem(place, key, fact))
  }

  private func join(_ key: String, _ name: String) -> String {
    key.isEmpty ? name : "\(key).\(name)"
  }

  private func place(_ mark: Mark?) -> Place {
    if case .override = source { return Place(source) }
    return Place(source, line: mark?.line ?? 0, column: mark?.column ?? 0)
  }
}

/// Puts what Yams says of a text that is not YAML in our words.
private enum YAMLSyntax {
  static func problems(_ error: any Error, in text: String, _ source: Place.Source) -> [Problem] {
    let tabs = tabs(in: text).map { line, column in
      Problem(Place(source, line: line, column: column), "", .tabIndentation)
    }
    return tabs.isEmpty ? [problem(error, source)] : tabs
  }

  private static func problem(_ error: any Error, _ source: Place.Source) -> Problem {
    func problem(_ fact: Problem.Fact, _ line: Int, _ column: Int) -> Problem {
      Problem(Place(source, line: line, column: column), "", fact)
    }
    switch error as? YamlError {
    case .scanner(let context, let words, let mark, _),
      .parser(let context, let words, let mark, _),
      .composer(let context, let words, let mark, _):
      if words.contains("yaml_set_max_nest_level") {
        return problem(.tooDeep(limit: SourceNode.depthLimit), mark.line, mark.column)
      }
      if words.contains("another document") {
        return problem(.severalDocuments, mark.line, mark.column)
      }
      var text = words.prefix(1).lowercased() + words.dropFirst()
      if let context { text += ", \(context.text) from line \(context.mark.line)" }
      return problem(.syntax(text), mark.line, mark.column)
    case .reader(let words, let offset, _, let yaml):
      var (line, column) = (1, 1)
      for character in yaml.prefix(offset ?? 0) {
        (line, column) = character.isNewline ? (line + 1, 1) : (line, column + 1)
      }
      return problem(.syntax(words.lowercased()), line, column)
    default: return problem(.syntax("it cannot be parsed"), 0, 0)
    }
  }

  /// Lines, from 1, that are indented with a tab, and its column.
  private static func tabs(in text: String) -> [(line: Int, column: Int)] {
    guard text.utf8.contains(0x09) else { return [] }
    var tabs: [(line: Int, column: Int)] = []
    for (number, line) in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
      .enumerated()
    {
      let blank = line.prefix { $0 == 0x20 || $0 == 0x09 }
      guard let tab = blank.firstIndex(of: 0x09), let next = line.dropFirst(blank.count).first,
        next != UInt8(ascii: "#"), next != 0x0D
      else { continue }
      tabs.append((number + 1, line.distance(from: line.startIndex, to: tab) + 1))
    }
    return tabs
  }
}
