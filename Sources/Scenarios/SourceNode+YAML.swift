import Tables
import Yams

extension SourceNode {
  /// Levels of lists and groups within each other.
  static let depthLimit = 32
  /// Values of one file, aliases written out.
  static let nodeLimit = 1_000_000
  static let anchorLimit = 1000

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
    guard isHarmless(bytes, source: source, problems: &problems) else { return nil }
    let composition = Composition(text: text, source: source, problems: problems)
    let node = composition.node.flatMap {
      var conversion = Conversion(composition: composition)
      let node = conversion.node($0, depth: 0, key: "")
      problems = conversion.problems
      return node
    }
    if composition.node == nil { problems = composition.problems }
    if case .scalar("", _) = node?.content {
      problems.append(Problem(Place(source), "", .empty))
      return nil
    }
    return node
  }

  /// Reads the value of an override, which is YAML on one line.
  static func yaml(override value: String, text: String, problems: inout [Problem]) -> SourceNode? {
    let source = Place.Source.override(text)
    guard isHarmless(Array(value.utf8), source: source, problems: &problems) else { return nil }
    let composition = Composition(text: value, source: source, problems: [])
    guard let root = composition.node else {
      problems += composition.problems.map { Problem(Place(source), "", $0.fact) }
      return nil
    }
    var conversion = Conversion(composition: composition)
    let node = conversion.node(root, depth: 0, key: "")
    problems += conversion.problems
    return node
  }

  /// Refuses what would make the composer work without end: Yams hashes keys, and a key that
  /// contains aliases of aliases grows exponentially; long chains of anchors would end in a deep
  /// recursion. Values are shared, so aliases in them cost nothing before `Conversion` counts them.
  private static func isHarmless(
    _ bytes: [UInt8], source: Place.Source, problems: inout [Problem]
  ) -> Bool {
    func isName(_ byte: UInt8) -> Bool {
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || byte == 0x5F || byte == 0x2D || byte >= 0x80
    }
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    func starts(_ mark: UInt8, at index: Int) -> Bool {
      bytes[index] == mark && index + 1 < bytes.count && isName(bytes[index + 1])
    }

    let anchorCount = bytes.indices.count { starts(UInt8(ascii: "&"), at: $0) }
    guard anchorCount > 0 else { return true }
    guard anchorCount <= anchorLimit else {
      problems.append(Problem(Place(source), "", .tooManyAnchors(limit: anchorLimit)))
      return false
    }
    for (number, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
      .enumerated()
    {
      var hasAlias = false
      for index in line.indices {
        if bytes[index] == UInt8(ascii: "*"), index + 1 < line.endIndex, isName(bytes[index + 1]) {
          hasAlias = true
        }
        let isComplexKey =
          bytes[index] == UInt8(ascii: "?")
          && (index + 1 == line.endIndex || isBlank(bytes[index + 1]) || bytes[index + 1] == 0x0D)
          && (index == line.startIndex || !isName(bytes[index - 1]))
        var isAliasKey = false
        if hasAlias, bytes[index] == UInt8(ascii: ":") {
          var before = index - 1
          while before > line.startIndex, isBlank(bytes[before]) { before -= 1 }
          let isClosed =
            bytes[before] == UInt8(ascii: "]") || bytes[before] == UInt8(ascii: "}")
          var start = before
          while start > line.startIndex, isName(bytes[start]) { start -= 1 }
          isAliasKey = isClosed || bytes[start] == UInt8(ascii: "*")
        }
        if isComplexKey || isAliasKey {
          let place = Place(source, line: number + 1, column: index - line.startIndex + 1)
          problems.append(Problem(place, "", .aliasInKey))
          return false
        }
      }
    }
    return true
  }
}

/// The nodes that Yams makes of a text, with duplicate keys masked.
///
/// Yams stops at the first mapping with a duplicate key. To report all of them together with all
/// other mistakes, the first of the two keys is overwritten by as many private-use characters, which
/// leaves every place as it is, and the text is composed again.
private struct Composition {
  private(set) var node: Node?
  private(set) var problems: [Problem]
  /// What masked keys were called.
  private(set) var masked: [String: String] = [:]
  let source: Place.Source

  init(text: String, source: Place.Source, problems: [Problem]) {
    self.source = source
    self.problems = problems
    var lines = Self.lines(of: text)
    var text = text
    for attempt in UInt32(0)... {
      do {
        node = try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
        if node == nil { report(.empty, at: nil) }
        return
      } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
        let (line, column) = (context.mark.line - 1, context.mark.column - 1)
        guard attempt < 1000, let key = keys.first, lines.indices.contains(line),
          let mask = Unicode.Scalar(0xE000 + attempt), !key.isEmpty,
          lines[line].dropFirst(column).starts(with: key.unicodeScalars)
        else {
          report(.syntax("duplicate keys: \(keys.joined(separator: ", "))"), at: context.mark)
          return
        }
        let count = key.unicodeScalars.count
        let mapped = [Unicode.Scalar](repeating: mask, count: count)
        lines[line].replaceSubrange(column..<column + count, with: mapped)
        var name = String.UnicodeScalarView()
        name.append(contentsOf: mapped)
        masked[String(name)] = key
        var all = String.UnicodeScalarView()
        for line in lines { all.append(contentsOf: line) }
        text = String(all)
      } catch {
        reportSyntax(error, in: lines)
        return
      }
    }
  }

  /// Lines with their ends, broken where libyaml breaks them.
  private static func lines(of text: String) -> [[Unicode.Scalar]] {
    var lines: [[Unicode.Scalar]] = [[]]
    var wasReturn = false
    for scalar in text.unicodeScalars {
      if wasReturn, scalar != "\n" { lines.append([]) }
      lines[lines.count - 1].append(scalar)
      wasReturn = scalar == "\r"
      if scalar == "\n" || scalar == "\u{85}" || scalar == "\u{2028}" || scalar == "\u{2029}" {
        lines.append([])
      }
    }
    return lines
  }

  private mutating func report(_ fact: Problem.Fact, at mark: Mark?) {
    report(fact, line: mark?.line ?? 0, column: mark?.column ?? 0)
  }

  private mutating func report(_ fact: Problem.Fact, line: Int, column: Int) {
    problems.append(Problem(Place(source, line: line, column: column), "", fact))
  }

  /// Puts libyaml's complaint in our words; tabs are named as what they are.
  private mutating func reportSyntax(_ error: any Error, in lines: [[Unicode.Scalar]]) {
    var hasTabs = false
    for (number, line) in lines.enumerated() {
      let blank = line.prefix { $0 == " " || $0 == "\t" }
      guard let tab = blank.firstIndex(of: "\t"), let next = line.dropFirst(blank.count).first,
        next != "#", next != "\n", next != "\r"
      else { continue }
      hasTabs = true
      report(.tabIndentation, line: number + 1, column: tab + 1)
    }
    guard !hasTabs else { return }
    switch error as? YamlError {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      var text = problem.prefix(1).lowercased() + problem.dropFirst()
      if text.contains("yaml_set_max_nest_level") {
        report(.tooDeep(limit: SourceNode.depthLimit), at: mark)
        return
      }
      if text.contains("another document") {
        report(.severalDocuments, at: mark)
        return
      }
      if let context { text += ", \(context.text) from line \(context.mark.line)" }
      report(.syntax(text), at: mark)
    case .reader(let problem, let offset, _, let yaml):
      var (line, column) = (1, 1)
      for character in yaml.prefix(offset ?? 0) {
        (line, column) = character.isNewline ? (line + 1, 1) : (line, column + 1)
      }
      report(.syntax(problem.lowercased()), line: line, column: column)
    default:
      report(.syntax("it cannot be parsed"), at: nil)
    }
  }
}

/// Turns the nodes of Yams into nodes with places, counting what aliases write out.
private struct Conversion {
  var problems: [Problem]
  private let composition: Composition
  private var nodeCount = 0
  private var hasGivenUp = false

  init(composition: Composition) {
    self.composition = composition
    problems = composition.problems
  }

  mutating func node(_ node: Node, depth: Int, key: String) -> SourceNode? {
    guard !hasGivenUp else { return nil }
    let place = place(node.mark)
    nodeCount += 1
    if depth > SourceNode.depthLimit {
      return giveUp(Problem(place, key, .tooDeep(limit: SourceNode.depthLimit)))
    }
    if nodeCount > SourceNode.nodeLimit {
      return giveUp(Problem(place, key, .tooManyNodes(limit: SourceNode.nodeLimit)))
    }
    switch node {
    case .scalar(let scalar):
      let style: SourceNode.Style =
        scalar.style == .plain || scalar.style == .any ? .plain : .quoted
      return SourceNode(.scalar(scalar.string, style), at: place)
    case .sequence(let sequence):
      var items: [SourceNode] = []
      for (index, item) in sequence.enumerated() {
        if let item = self.node(item, depth: depth + 1, key: join(key, "\(index + 1)")) {
          items.append(item)
        }
      }
      return hasGivenUp ? nil : SourceNode(.list(items), at: place)
    case .mapping(let mapping):
      return self.mapping(mapping, depth: depth, key: key, at: place)
    case .alias:
      return giveUp(Problem(place, key, .syntax("an alias stands where it cannot be resolved")))
    }
  }

  private mutating func mapping(
    _ mapping: Node.Mapping, depth: Int, key: String, at place: Place
  ) -> SourceNode? {
    var entries: [SourceNode.Entry] = []
    var firstPlaces: [String: Place] = [:]
    for (name, value) in mapping {
      guard case .scalar(let scalar) = name else {
        problems.append(Problem(self.place(name.mark), key, .aliasInKey))
        continue
      }
      let keyPlace = self.place(scalar.mark)
      let text = composition.masked[scalar.string] ?? scalar.string
      let inner = join(key, text)
      let value = node(value, depth: depth + 1, key: inner)
      if let first = firstPlaces[text] {
        problems.append(Problem(keyPlace, inner, .duplicateKey(first: first)))
      } else if let value {
        firstPlaces[text] = keyPlace
        entries.append(SourceNode.Entry(key: text, place: keyPlace, value: value))
      }
    }
    return hasGivenUp ? nil : SourceNode(.mapping(entries), at: place)
  }

  private mutating func giveUp(_ problem: Problem) -> SourceNode? {
    hasGivenUp = true
    problems.append(problem)
    return nil
  }

  private func join(_ key: String, _ name: String) -> String {
    key.isEmpty ? name : "\(key).\(name)"
  }

  private func place(_ mark: Mark?) -> Place {
    if case .override = composition.source { return Place(composition.source) }
    return Place(composition.source, line: mark?.line ?? 0, column: mark?.column ?? 0)
  }
}
