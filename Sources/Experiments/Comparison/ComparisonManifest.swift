public import Foundation
public import Scenarios
public import TripleHelix

/// What a folder with a comparison says about itself: enough to repeat it, and to make its page again.
public struct ComparisonManifest: TablesManifest, Codable, Sendable, Equatable {
  /// One of the scenarios.
  public struct Side: Codable, Sendable, Equatable {
    /// Identifier in the tables.
    public var id: String
    public var scenario: String
    public var file: String
    /// Overrides of its keys, as `--set` takes them.
    public var overrides: [String]
    /// The only policies that were kept of those that the base has not; `nil` for all.
    public var onlyPolicies: [String]?
    /// Hash of the scenario with everything resolved.
    public var hash: String

    public init(
      id: String, _ scenario: Scenario, file: String, overrides: [String],
      onlyPolicies: [String]? = nil
    ) {
      self.id = id
      self.scenario = scenario.configuration.name
      self.file = file
      self.overrides = overrides
      self.onlyPolicies = onlyPolicies
      hash = scenario.hash
    }
  }

  public static let currentFormat = 2

  public var format = Self.currentFormat
  public var program = Program.name
  public var version = Program.version
  public var base: Side
  public var policies: [Side]
  /// Whether the policies of one scenario were run each alone and all together.
  public var isSeparated: Bool
  /// The command that repeats it.
  public var command: String
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
    base: Side, policies: [Side], isSeparated: Bool, command: String,
    seeds: [UInt64], failures: [String], precision: Double, threads: Int, started: Date,
    finished: Date
  ) {
    self.base = base
    self.policies = policies
    self.isSeparated = isSeparated
    self.command = command
    self.seeds = seeds
    self.failures = failures
    self.precision = precision
    self.threads = threads
    self.started = started
    self.finished = finished
  }

  static let kind = ResultsKind.comparison

  public static let baseFile = "base.yaml"

  /// Name of the file of a scenario: `policy.yaml` where there is one, else with its identifier.
  public func file(of place: Int) -> String {
    policies.count == 1 ? "policy.yaml" : "policy-\(policies[place].id).yaml"
  }
}

extension ResultsFolder {
  /// Writes a comparison; the manifest comes last.
  public func write(
    _ tables: [Table], base: Scenario, policies: [Scenario], manifest: ComparisonManifest,
    attachments: [Run.Attachment]
  ) throws(ResultsError) {
    let names = manifest.policies.map(\.scenario).joined(separator: "-and-")
    let titles = policies.map(\.configuration.title).joined(separator: ", ")
    try write(
      manifest,
      scenarios: [(ComparisonManifest.baseFile, base)]
        + policies.enumerated().map { (manifest.file(of: $0.offset), $0.element) },
      tables: tables,
      as: (
        "\(names)-against-\(manifest.base.scenario)",
        "\(titles) against \(base.configuration.title)",
        policies[0].configuration.summary
      ), attachments: attachments)
  }
}
