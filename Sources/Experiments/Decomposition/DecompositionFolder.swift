public import Foundation
public import Scenarios
import TripleHelix

/// What a folder with a decomposition says about itself: enough to repeat it.
public struct DecompositionManifest: Codable, Sendable, Equatable {
  public var format = 1
  public var program = Program.name
  public var version = Program.version
  public var scenario: String
  public var file: String
  /// Overrides of the scenario's keys, as `--set` takes them.
  public var overrides: [String]
  /// Hash of the scenario with everything resolved, before any switch is set.
  public var hash: String
  public var mechanisms: [String]
  /// Identifiers of the outcomes.
  public var outcomes: [String]
  /// Seeds of all replicates, failed ones included.
  public var seeds: [UInt64]
  public var failures: [String]
  public var platform = Machine.platform
  public var gsl = Machine.gslVersion
  public var threads: Int
  public var started: Date
  public var finished: Date
  public var files: [Manifest.File] = []

  public init(
    _ scenario: Scenario, file: String, overrides: [String], shares: MechanismShares,
    threads: Int, started: Date, finished: Date
  ) {
    self.scenario = scenario.configuration.name
    self.file = file
    self.overrides = overrides
    hash = scenario.hash
    mechanisms = shares.decomposition.switches.names
    outcomes = shares.outcomes.map(\.outcome.id)
    seeds = shares.decomposition.seeds
    failures = shares.failures.map { "seed \($0.seed), \($0.setting): \($0.reason)" }
    self.threads = threads
    self.started = started
    self.finished = finished
  }

  static let fileName = "decomposition.json"
}

/// The folder of a decomposition, taken before anything runs so that nothing is computed in vain.
public final class DecompositionFolder: Sendable {
  public let path: String
  private let folder: ResultsFolder

  /// Takes the folder at `path`: one that is new or empty, or with `replacing` one that holds a
  /// decomposition.
  public init(claiming path: String, replacing: Bool) throws(ResultsError) {
    self.path = path
    folder = try ResultsFolder.claim(
      path, marked: DecompositionManifest.fileName, replacing: replacing)
  }

  /// Writes everything; the manifest comes last.
  public func write(
    _ shares: MechanismShares, scenario: Scenario, manifest: DecompositionManifest,
    attachments: [Run.Attachment]
  ) throws(ResultsError) {
    var manifest = manifest
    let text = try folder.write(Array(scenario.resolvedText.utf8), as: Run.scenarioFileName)
    let tables = [shares.sharesTable, shares.valuesTable, shares.runsTable]
    var files: [Manifest.File] = []
    for table in tables { files.append(try folder.write(table.csv(), as: "\(table.name).csv")) }
    let package = DataPackage(
      name: "\(manifest.scenario)-decomposed",
      title: "\(scenario.configuration.title), by mechanisms",
      description: scenario.configuration.summary, tables: tables, files: files)
    manifest.files = [text] + files
    manifest.files.append(try folder.write(package.json(), as: DataPackage.fileName))
    for attachment in attachments {
      manifest.files.append(try folder.write(attachment.bytes, as: attachment.name))
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    guard let data = try? encoder.encode(manifest) else {
      preconditionFailure("a manifest holds nothing that JSON cannot")
    }
    try folder.write(
      Array(data) + [UInt8(ascii: "\n")], as: DecompositionManifest.fileName)
  }
}
