import TripleHelix

/// The tree of a scenario: its file over those it extends, overrides over both, tables written out.
struct Layers: Sendable {
  private(set) var files: SourceFiles
  /// Keys whose tables could not be read; they are not missing.
  private(set) var unreadKeys: Set<String> = []
  private let keys = Key<Draft>.scenario.map(\.description)
  private let defaults = ResolvedNode.group(Key<Draft>.scenario, of: Draft())

  init(_ files: SourceFiles) { self.files = files }

  /// Reads `path` and everything under it. What cannot be read is left out and reported.
  ///
  /// - Parameters:
  ///   - fragment: Part of a scenario written elsewhere, laid over the file; a dotted key in it is an
  ///     override.
  ///   - asked: Where the file is named, if it is.
  mutating func tree(
    _ path: String, under fragment: SourceNode? = nil, overrides: [String],
    askedAt asked: Place? = nil
  ) -> SourceNode? {
    guard var root = load(path, chain: [], askedAt: asked, key: "scenario") else { return nil }
    var later: [Override] = []
    if let fragment, fragment.isMapping, root.isMapping {
      let dotted = fragment.entries.filter { $0.key.contains(".") }
      let rest = fragment.entries.filter { !$0.key.contains(".") && $0.key != "extends" }
      if let entry = fragment.entries.first(where: { $0.key == "extends" }) {
        apply(Override(entry.key, entry.value, at: entry.place), to: &root)
      }
      root = Self.merge(SourceNode(.mapping(rest), at: root.place), over: root, keys)
      for entry in dotted {
        let override = Override(entry.key, entry.value, at: entry.place)
        if override.reachesIntoTable(of: root) {
          later.append(override)
        } else {
          apply(override, to: &root)
        }
      }
    }
    for text in overrides {
      guard let override = Override(text, files: &files) else { continue }
      if override.reachesIntoTable(of: root) {
        later.append(override)
      } else {
        apply(override, to: &root)
      }
    }
    expandTables(of: &root)
    for override in later { apply(override, to: &root) }
    return root
  }

  /// The tree with values put in place of those that it has, its tables being written out.
  ///
  /// - Returns: The tree, and what is wrong with the keys.
  func replacing(_ overrides: [Override], in root: SourceNode) -> (SourceNode, [Problem]) {
    var layers = self
    layers.files = SourceFiles()
    var root = root
    for override in overrides { layers.apply(override, to: &root) }
    return (root, layers.files.problems)
  }

  private mutating func load(
    _ path: String, chain: [(path: String, identity: String)], askedAt asked: Place?,
    key: String = "extends"
  ) -> SourceNode? {
    let identity = SourceFiles.identity(of: path)
    let chain = chain + [(path, identity)]
    if let start = chain.dropLast().firstIndex(where: { $0.identity == identity }) {
      files.report(
        asked ?? Place(.file(path)), "extends", .circular(chain: chain[start...].map(\.path)))
      return nil
    }
    guard let bytes = files.bytes(of: path, askedAt: asked, key: asked == nil ? "" : key)
    else { return nil }
    var problems: [Problem] = []
    let node = SourceNode.yaml(bytes, path: path, problems: &problems)
    files.report(problems)
    guard let node else { return nil }
    guard node.isMapping else {
      files.report(
        node.place, "", .wrongType(expected: "a group of keys", found: node.kind, near: nil))
      return nil
    }
    guard !isStudy(node) else {
      files.report(Place(.file(path)), "", .isStudy(path: path))
      return nil
    }
    guard let extended = node["extends"] else { return node }
    var base: SourceNode?
    if let relative = extended.text, extended.isText {
      base = load(SourceFiles.path(relative, from: path), chain: chain, askedAt: extended.place)
    }
    guard var base else {
      // Whatever the node lacks may be in what could not be read.
      unreadKeys.formUnion(keys.map(\.name))
      return node
    }
    base.remove("name")
    return Self.merge(node, over: base, keys)
  }

  /// Lays groups of keys over each other; lists and scalars replace what is under them.
  private static func merge(
    _ over: SourceNode, over base: SourceNode, _ keys: [KeyDescription]
  ) -> SourceNode {
    guard base.isMapping, over.isMapping else { return over }
    let overPlaces = over.entryPlaces
    let rivals = Set(
      keys.lazy.filter { overPlaces[$0.name] != nil }.flatMap(\.rivals)
        .filter { overPlaces[$0] == nil })
    var entries = base.entries.filter { !rivals.contains($0.key) }
    let places = SourceNode(.mapping(entries), at: base.place).entryPlaces
    for var entry in over.entries {
      guard let place = places[entry.key] else {
        entries.append(entry)
        continue
      }
      let key = keys.first { $0.name == entry.key }
      let below = entries[place].value
      if let inner = key?.shape.mergeableKeys(below, entry.value) {
        entry.value = merge(entry.value, over: below, inner)
      }
      entries[place] = entry
    }
    return SourceNode(.mapping(entries), at: over.place)
  }

  /// Whether a file is a study, which scenarios share a few keys with.
  private func isStudy(_ node: SourceNode) -> Bool {
    guard node["regions"] == nil, node["extends"] == nil else { return false }
    if let parameters = node["parameters"], case .list = parameters.content { return true }
    return node["scenario"] != nil && (node["outputs"] != nil || node["design"] != nil)
  }
}

extension Shape {
  /// The keys by which two groups are laid over each other; `nil` if one replaces the other.
  func mergeableKeys(_ base: SourceNode, _ over: SourceNode) -> [KeyDescription]? {
    guard base.isMapping, over.isMapping else { return nil }
    switch self {
    case .group(let keys): return keys
    case .either(let shapes): return shapes.lazy.compactMap { $0.mergeableKeys(base, over) }.first
    case .table(let columns): return columns.isEmpty ? nil : Self.tableKeys(columns)
    default: return nil
    }
  }

  /// The keys of a reference to a table.
  static func tableKeys(_ columns: [KeyDescription]) -> [KeyDescription] {
    func text(_ name: String, isRequired: Bool, _ meaning: String) -> KeyDescription {
      KeyDescription(
        name: name, shape: .text(isIdentifier: false), meaning: meaning, isRequired: isRequired)
    }
    let file = text(
      "table", isRequired: true, "A CSV file with a header, seen from the scenario's folder.")
    guard !columns.isEmpty else { return [file] }
    let inner = columns.map { column in
      text(
        column.name, isRequired: false,
        "Column, or columns and numbers with ` * ` and ` / ` between them, for: \(column.meaning)")
    }
    let mapping = KeyDescription(
      name: "columns", shape: .group(inner),
      meaning: "Where keys are found in the table; a key that is not named has its own column.",
      isRequired: false, defaultWords: "a column of the same name for every key")
    return [file, mapping]
  }
}

extension SourceNode {
  /// Places of entries by their keys, the first of each.
  fileprivate var entryPlaces: [String: Int] {
    Dictionary(
      entries.enumerated().map { ($0.element.key, $0.offset) }, uniquingKeysWith: { one, _ in one })
  }

  /// Whether this is a text and no number, truth value or the like.
  fileprivate var isText: Bool {
    guard case .scalar(let text, let style) = content else { return false }
    return style != .plain || PlainScalar(text) == .text
  }

  mutating func remove(_ key: String) {
    content = .mapping(entries.filter { $0.key != key })
  }

  /// Replaces or appends an entry.
  mutating func set(_ key: String, _ value: SourceNode, at place: Place) {
    var entries = entries
    let entry = Entry(key: key, place: place, value: value)
    if let index = entries.firstIndex(where: { $0.key == key }) {
      entries[index] = entry
    } else {
      entries.append(entry)
    }
    content = .mapping(entries)
  }
}

/// Dotted keys as a person writes them, on the command line and in studies.
enum DottedKey {
  /// The parts of a key. An item of a list may be in brackets, as error messages have it, and
  /// `parameters.` may be left out.
  static func parts(_ key: String) -> [String] {
    var parts: [String] = []
    for part in key.split(separator: ".", omittingEmptySubsequences: false) {
      if part.hasSuffix("]"), let bracket = part.firstIndex(of: "["), bracket > part.startIndex {
        parts.append(String(part[..<bracket]))
        parts.append(String(part[part.index(after: bracket)...].dropLast()))
      } else {
        parts.append(String(part))
      }
    }
    return isShort(parts) ? ["parameters"] + parts : parts
  }

  /// The whole key, with points between its parts.
  static func full(_ key: String) -> String { parts(key).joined(separator: ".") }

  private static func isShort(_ parts: [String]) -> Bool {
    guard let group = parts.first, !scenarioKeys.contains(group) else { return false }
    return parameterGroups.contains(group)
  }

  private static let scenarioKeys = Set(Key<Draft>.scenario.map(\.name))
  private static let parameterGroups = Set(Key<Parameters>.parameters.map(\.name))
}

/// A value given by its key, on the command line as in `parameters.entry.rate=0.02`, or by a study.
struct Override: Sendable {
  let path: [String]
  let value: SourceNode
  let place: Place

  init(_ key: String, _ value: SourceNode, at place: Place) {
    path = DottedKey.parts(key)
    self.value = value
    self.place = place
  }

  init?(_ text: String, files: inout SourceFiles) {
    let place = Place(.override(text))
    self.place = place
    guard let sign = text.firstIndex(of: "=") else {
      files.report(place, "", .badOverride("there is no `=`"))
      return nil
    }
    let path = DottedKey.parts(String(text[..<sign]))
    guard !path.contains("") else {
      files.report(place, "", .badOverride("the key is not complete"))
      return nil
    }
    let key = path.joined(separator: ".")
    var problems: [Problem] = []
    let node = SourceNode.yaml(
      override: String(text[text.index(after: sign)...]), text: text, problems: &problems)
    files.report(
      problems.map { problem in
        problem.fact == .empty
          ? Problem(place, key, .badOverride("there is no value")) : problem
      })
    guard let node, problems.isEmpty else { return nil }
    self.path = path
    value = node
  }

  /// Whether the key is inside a list that still stands in a table.
  func reachesIntoTable(of root: SourceNode) -> Bool {
    path.count > 1 && path[1] != "table" && path[1] != "columns"
      && root[path[0]]?["table"] != nil
  }
}

extension Layers {
  private mutating func apply(_ override: Override, to root: inout SourceNode) {
    guard root.isMapping else { return }
    guard override.path.first != "extends" else {
      files.report(
        override.place, "extends",
        .badOverride("a file that is extended is named in the file itself"))
      return
    }
    root = replace(override, path: override.path[...], in: root, keys, defaults, key: "")
  }

  /// The node with the override in it, groups and lists on its way made from `defaults` if need be.
  private mutating func replace(
    _ override: Override, path: ArraySlice<String>, in node: SourceNode, _ keys: [KeyDescription],
    _ defaults: ResolvedNode?, key: String
  ) -> SourceNode {
    guard let name = path.first else { return override.value }
    var node = node
    if case .list(var items) = node.content {
      let names = items.enumerated().map { index, item in
        item.text ?? item.name(identity: Self.identity(of: item), index: index)
      }
      let index =
        names.firstIndex(of: name) ?? Int(name).map { $0 - 1 }
        ?? names.firstIndex { Directory.folded($0) == Directory.folded(name) }
      guard let index, items.indices.contains(index) else {
        files.report(
          override.place, key,
          .noSuchItem(
            found: name, allowed: names, near: Spelling.nearest(to: name, among: names)))
        return node
      }
      items[index] = replace(
        override, path: path.dropFirst(), in: items[index], keys, nil,
        key: Reader.join(key, name))
      node.content = .list(items)
      return node
    }
    if !node.isMapping { node = SourceNode(.mapping([]), at: override.place) }
    let description = keys.first { $0.name == name }
    for rival in description?.rivals ?? [] { node.remove(rival) }
    let inner =
      node[name] ?? defaults?[name].flatMap { SourceNode(list: $0, at: override.place) }
      ?? SourceNode(.mapping([]), at: override.place)
    let value = replace(
      override, path: path.dropFirst(), in: inner, description?.shape.innerKeys ?? [],
      defaults?[name], key: Reader.join(key, name))
    node.set(name, value, at: override.place)
    return node
  }

  private static func identity(of item: SourceNode) -> String {
    ["id", "name", "indicator"].first { item[$0] != nil } ?? "id"
  }
}

extension Shape {
  /// The keys inside a group or an item of a list.
  fileprivate var innerKeys: [KeyDescription] {
    switch self {
    case .group(let keys), .list(let keys, identity: _, _): keys
    case .either(let shapes): shapes.lazy.map(\.innerKeys).first { !$0.isEmpty } ?? []
    default: []
    }
  }
}

extension Layers {
  /// Writes tables out as if their rows had been written in the scenario.
  private mutating func expandTables(of root: inout SourceNode) {
    for key in keys {
      guard let node = root[key.name], node["table"] != nil, let columns = key.shape.tableColumns
      else { continue }
      let reader = TableReader(node: node, key: key.name, columns: columns)
      if let expanded = reader.expand(&files) {
        let place = root.entries.first { $0.key == key.name }?.place ?? node.place
        root.set(key.name, expanded, at: place)
      } else {
        root.remove(key.name)
        unreadKeys.insert(key.name)
      }
    }
  }
}

extension Shape {
  /// Columns of a table that may stand here; empty for a square table of pairs.
  fileprivate var tableColumns: [KeyDescription]? {
    switch self {
    case .table(let columns): columns
    case .either(let shapes): shapes.lazy.compactMap(\.tableColumns).first
    default: nil
    }
  }
}

extension SourceNode {
  /// A list that holds by default, as if it had been written.
  fileprivate init?(list: ResolvedNode, at place: Place) {
    guard case .list = list else { return nil }
    self.init(list, at: place)
  }

  private init(_ node: ResolvedNode, at place: Place) {
    switch node {
    case .text(let text), .name(let text): self.init(.scalar(text, .quoted), at: place)
    case .number, .whole, .seed, .flag: self.init(.scalar(node.line, .plain), at: place)
    case .list(let items): self.init(.list(items.map { SourceNode($0, at: place) }), at: place)
    case .row(let entries):
      self.init(.group(entries.map { ($0.name, ResolvedNode.number($0.value)) }), at: place)
    case .group(let entries):
      self.init(
        .mapping(
          entries.map { entry in
            Entry(key: entry.name, place: place, value: SourceNode(entry.value, at: place))
          }), at: place)
    }
  }
}
