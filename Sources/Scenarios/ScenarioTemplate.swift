public import TripleHelix

/// A scenario file that was read once, with all that it extends and refers to, and of which variants
/// are made by putting other values in the place of what it says.
public struct ScenarioTemplate: Sendable {
  let path: String
  let layers: Layers
  let tree: SourceNode

  /// Reads a scenario file and all that it extends and refers to; values are checked only when a
  /// scenario is made.
  ///
  /// - Throws: All mistakes together, when nothing can be made of the files.
  public init(_ path: String, overrides: [String] = []) throws(ScenarioErrors) {
    try self.init(path, under: nil, askedAt: nil, overrides: overrides)
  }

  init(
    _ path: String, under fragment: SourceNode?, askedAt asked: Place?, overrides: [String] = []
  ) throws(ScenarioErrors) {
    var layers = Layers()
    guard
      let tree = layers.tree(path, under: fragment, overrides: overrides, askedAt: asked)
    else { throw ScenarioErrors(layers.files.problems) }
    self.path = path
    self.layers = layers
    self.tree = tree
  }

  /// The scenario as the files say.
  public func scenario() throws(ScenarioErrors) -> Scenario {
    let keys = Key<Draft>.scenario
    let (draft, distances, resolved) = try VariantReader(self, keys: keys).read(tree)
    var text = ""
    resolved.appendBlock(to: &text, indentation: 0)
    return Scenario(
      configuration: draft.configuration(distances: distances), seed: UInt64(draft.seed),
      targets: draft.expect, referenceGroups: draft.referenceGroups,
      referenceSource: draft.referenceSource, resolvedText: text,
      hash: SHA256.hexadecimal(of: text.utf8),
      files: layers.files.paths,
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

  init(_ template: ScenarioTemplate, keys: [Key<Draft>] = Key<Draft>.scenario) {
    self.template = template
    self.keys = keys
  }

  /// The scenario with values in place of its own.
  func variant(_ overrides: [Override]) throws(ScenarioErrors) -> ScenarioVariant {
    let (tree, problems) = template.layers.replacing(overrides, in: template.tree)
    guard problems.isEmpty else { throw ScenarioErrors(problems) }
    let (draft, distances, resolved) = try read(tree)
    var text = ""
    resolved.appendBlock(to: &text, indentation: 0)
    return ScenarioVariant(
      configuration: draft.configuration(distances: distances),
      hash: SHA256.hexadecimal(of: text.utf8))
  }

  /// Reads and checks a whole tree.
  func read(
    _ tree: SourceNode
  ) throws(ScenarioErrors) -> (Draft, distances: [Double], ResolvedNode) {
    var draft = Draft()
    draft.name = Scenario.defaultName(of: template.path)
    var reader = Reader()
    reader.group(tree, "", keys, into: &draft)
    draft.complete()
    var checks = Checks(draft: draft, tree: tree, reader: reader)
    checks.run()
    let distances = checks.distances()
    let problems =
      template.layers.files.problems
      + checks.reader.problems.filter { problem in
        problem.fact != .missingKey || !template.layers.unreadKeys.contains(problem.key)
      }
    guard problems.isEmpty else { throw ScenarioErrors(problems) }
    if case .written = draft.distances { draft.distances = .resolved(distances) }
    return (draft, distances, .group(keys, of: draft))
  }
}
