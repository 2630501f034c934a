public import Foundation
public import Scenarios
public import TripleHelix

/// What a folder with a comparison says about itself: enough to repeat it.
public struct ComparisonManifest: Codable, Sendable, Equatable {
  /// One of the two scenarios.
  public struct Side: Codable, Sendable, Equatable {
    public var scenario: String
    public var file: String
    /// Overrides of its keys, as `--set` takes them.
    public var overrides: [String]
    /// Hash of the scenario with everything resolved.
    public var hash: String

    public init(_ scenario: Scenario, file: String, overrides: [String]) {
      self.scenario = scenario.configuration.name
      self.file = file
      self.overrides = overrides
      hash = scenario.hash
    }
  }

  public var format = 1
  public var program = Program.name
  public var version = Program.version
  public var base: Side
  public var policy: Side
  /// Seeds of all replicates, failed ones included.
  public var seeds: [UInt64]
  public var failures: [String]
  /// Share of the base's mean that the needed replicates are about.
  public var precision: Double
  public var platform = Machine.platform
  public var gsl = Machine.gslVersion
  public var threads: Int
  public var started: Date
  public var finished: Date
  public var files: [Manifest.File] = []

  public init(
    base: Side, policy: Side, seeds: [UInt64], failures: [String], precision: Double,
    threads: Int, started: Date, finished: Date
  ) {
    self.base = base
    self.policy = policy
    self.seeds = seeds
    self.failures = failures
    self.precision = precision
    self.threads = threads
    self.started = started
    self.finished = finished
  }

  static let fileName = "comparison.json"
}

/// The folder of a comparison, taken before anything runs so that nothing is computed in vain.
public final class ComparisonFolder: Sendable {
  public let path: String
  private let folder: ResultsFolder

  /// Takes the folder at `path`: one that is new or empty, or with `replacing` one that holds a
  /// comparison.
  public init(claiming path: String, replacing: Bool) throws(ResultsError) {
    self.path = path
    folder = try ResultsFolder.claim(
      path, marked: ComparisonManifest.fileName, replacing: replacing)
  }

  /// Writes everything; the manifest comes last.
  public func write(
    _ tables: [Table], base: Scenario, policy: Scenario, manifest: ComparisonManifest,
    attachments: [Run.Attachment]
  ) throws(ResultsError) {
    var manifest = manifest
    manifest.files = []
    for (text, name) in [(base.resolvedText, "base.yaml"), (policy.resolvedText, "policy.yaml")] {
      manifest.files.append(try folder.write(Array(text.utf8), as: name))
    }
    var files: [Manifest.File] = []
    for table in tables { files.append(try folder.write(table.csv(), as: "\(table.name).csv")) }
    manifest.files += files
    let package = DataPackage(
      name: "\(manifest.base.scenario)-against-\(manifest.policy.scenario)",
      title: "\(policy.configuration.title) against \(base.configuration.title)",
      description: policy.configuration.summary, tables: tables, files: files)
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
    try folder.write(Array(data) + [UInt8(ascii: "\n")], as: ComparisonManifest.fileName)
  }
}
