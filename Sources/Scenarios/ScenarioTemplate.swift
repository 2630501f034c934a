public import TripleHelix

/// A scenario file that was read once, with all that it extends and refers to, and of which variants
/// are made by putting other values in the place of what it says.
public struct ScenarioTemplate: Sendable {
  let path: String
  let layers: Layers
  private(set) var tree: SourceNode

  /// Reads a scenario file and all that it extends and refers to; values are checked only when a
  /// scenario is made.
  ///
  /// - Throws: All mistakes together, when nothing can be made of the files.
  public init(
    _ path: String, overrides: [String] = [], access: FileAccess = .anywhere
  ) throws(ScenarioErrors) {
    try self.init(
      path, under: nil, askedAt: nil, overrides: overrides,
      files: SourceFiles(of: path, access: access))
  }

  /// - Parameter files: Opens the files; it knows which may be read.
  init(
    _ path: String, under fragment: SourceNode?, askedAt asked: Place?, overrides: [String] = [],
    files: SourceFiles
  ) throws(ScenarioErrors) {
    var layers = Layers(files)
    guard
      let tree = layers.tree(path, under: fragment, overrides: overrides, askedAt: asked)
    else { throw ScenarioErrors(layers.files.problems, moreCount: layers.files.moreCount) }
    self.path = path
    self.layers = layers
    self.tree = tree
  }

  /// The scenario as the files say.
  public func scenario() throws(ScenarioErrors) -> Scenario {
    let keys = Key<Draft>.scenario
    let (draft, distances, resolved) = try VariantReader.read(tree, of: self, keys)
    return Scenario(
      configuration: draft.configuration(distances: distances), seed: draft.seed,
      targets: draft.expect, referenceGroups: draft.referenceGroups,
      referenceSource: draft.referenceSource, resolved: resolved, files: layers.files.paths,
      settings: Setting.all(keys.map(\.description), resolved, source: tree))
  }
}

/// A variant of a scenario: what makes a run, and by what it is known.
public struct ScenarioVariant: Sendable {
  public let configuration: Configuration
  /// SHA-256 of the variant with every key written out, in hexadecimal.
  public let hash: String
}

/// Makes variants of one template, one after the other.
struct VariantReader {
  private let template: ScenarioTemplate
  private let keys: [Key<Draft>]
  /// The template itself; nil where something is wrong with it.
  private let base: Base?

  /// A scenario that was read, and what it is known by, key after key.
  private struct Base {
    let draft: Draft
    let distances: [Double]
    let blocks: [(name: String, text: String)]
  }

  /// Keys of which no other is derived, so that the others of a template hold for all variants that
  /// differ in these alone.
  private static let independentKeys: Set = ["parameters", "mechanisms"]

  init(_ template: ScenarioTemplate, keys: [Key<Draft>] = Key<Draft>.scenario) {
    self.template = template
    self.keys = keys
    guard let (draft, distances, resolved) = try? Self.read(template.tree, of: template, keys)
    else {
      base = nil
      return
    }
    base = Base(draft: draft, distances: distances, blocks: Self.blocks(resolved))
  }

  /// The scenario with values in place of its own.
  func variant(_ overrides: [Override]) throws(ScenarioErrors) -> ScenarioVariant {
    let (tree, problems) = template.layers.replacing(overrides, in: template.tree)
    guard problems.isEmpty else { throw ScenarioErrors(problems) }
    let changed = Set(overrides.compactMap(\.path.first))
    if let base, changed.isSubset(of: Self.independentKeys) {
      return try variant(of: base, tree, changed)
    }
    let (draft, distances, resolved) = try Self.read(tree, of: template, keys)
    return Self.variant(draft, distances, Self.blocks(resolved).map(\.text))
  }

  /// The same where only some keys are other ones: they alone are read, and the whole is checked.
  private func variant(
    of base: Base, _ tree: SourceNode, _ changed: Set<String>
  ) throws(ScenarioErrors) -> ScenarioVariant {
    var draft = base.draft
    draft.parameters = Parameters()
    draft.mechanisms = Mechanisms()
    var part = tree
    part.content = .mapping(tree.entries.filter { Self.independentKeys.contains($0.key) })
    let own = keys.filter { Self.independentKeys.contains($0.name) }
    var reader = Reader(itemStyle: .number)
    reader.group(part, "", own, into: &draft)
    var checks = Checks(draft: draft, tree: tree, reader: reader)
    checks.run()
    guard checks.reader.problems.isEmpty else { throw ScenarioErrors(checks.reader.problems) }
    let written = Self.blocks(.group(own.filter { changed.contains($0.name) }, of: draft))
    return Self.variant(
      draft, base.distances,
      base.blocks.map { block in written.first { $0.name == block.name }?.text ?? block.text })
  }

  private static func variant(
    _ draft: Draft, _ distances: [Double], _ blocks: [String]
  ) -> ScenarioVariant {
    ScenarioVariant(
      configuration: draft.configuration(distances: distances),
      hash: SHA256.hexadecimal(of: blocks.joined().utf8))
  }

  /// The resolved text in parts, one a key.
  private static func blocks(_ resolved: ResolvedNode) -> [(name: String, text: String)] {
    guard case .group(let entries) = resolved else { return [] }
    return entries.map { entry in
      var text = ""
      ResolvedNode.group([entry]).appendBlock(to: &text, indentation: 0)
      return (entry.name, text)
    }
  }

  /// Reads and checks a whole tree.
  static func read(
    _ tree: SourceNode, of template: ScenarioTemplate, _ keys: [Key<Draft>]
  ) throws(ScenarioErrors) -> (Draft, distances: [Double], ResolvedNode) {
    var draft = Draft()
    draft.name = Scenario.defaultName(of: template.path)
    var reader = Reader(itemStyle: .number)
    reader.group(tree, "", keys, into: &draft)
    draft.complete()
    let known = tree.entries.filter { entry in keys.contains { $0.name == entry.key } }
    let knownTree = SourceNode(.mapping(known), at: tree.place)
    var checks = Checks(draft: draft, tree: knownTree, reader: reader)
    checks.run()
    let distances = checks.distances()
    let problems =
      template.layers.files.problems
      + checks.reader.problems.filter { problem in
        problem.fact != .missingKey || !template.layers.unreadKeys.contains(problem.key)
      }
    guard problems.isEmpty else {
      throw ScenarioErrors(
        problems, moreCount: template.layers.files.moreCount + checks.reader.moreCount)
    }
    if case .written = draft.distances { draft.distances = .resolved(distances) }
    return (draft, distances, .group(keys, of: draft))
  }
}

extension ScenarioTemplate {
  /// The template without the policies whose names `isKept` refuses.
  public func keepingPolicies(_ isKept: (String) -> Bool) -> ScenarioTemplate {
    guard case .mapping(var entries) = tree.content,
      let place = entries.firstIndex(where: { $0.key == "policies" }),
      case .list(let items) = entries[place].value.content
    else { return self }
    entries[place].value.content = .list(items.filter { isKept($0["name"]?.text ?? "") })
    var copy = self
    copy.tree.content = .mapping(entries)
    return copy
  }
}
