public import Foundation
public import Scenarios
public import TripleHelix

/// What a folder with a comparison says about itself: enough to repeat it.
public struct ComparisonManifest: TablesManifest, Codable, Sendable, Equatable {
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

  static let kind = ResultsKind.comparison
}

extension ResultsFolder {
  /// Writes a comparison; the manifest comes last.
  public func write(
    _ tables: [Table], base: Scenario, policy: Scenario, manifest: ComparisonManifest,
    attachments: [Run.Attachment]
  ) throws(ResultsError) {
    try write(
      manifest, scenarios: [("base.yaml", base), ("policy.yaml", policy)], tables: tables,
      as: (
        "\(manifest.base.scenario)-against-\(manifest.policy.scenario)",
        "\(policy.configuration.title) against \(base.configuration.title)",
        policy.configuration.summary
      ), attachments: attachments)
  }
}
