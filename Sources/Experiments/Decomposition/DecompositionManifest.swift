public import Foundation
public import Scenarios
import TripleHelix

/// What a folder with a decomposition says about itself: enough to repeat it.
public struct DecompositionManifest: TablesManifest, Codable, Sendable, Equatable {
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

  static let kind = ResultsKind.decomposition
}

extension ResultsFolder {
  /// Writes a decomposition; the manifest comes last.
  public func write(
    _ shares: MechanismShares, scenario: Scenario, manifest: DecompositionManifest,
    attachments: [Run.Attachment]
  ) throws(ResultsError) {
    try write(
      manifest, scenarios: [(Run.scenarioFileName, scenario)],
      tables: [shares.sharesTable, shares.valuesTable, shares.runsTable],
      as: (
        "\(manifest.scenario)-decomposed", "\(scenario.configuration.title), by mechanisms",
        scenario.configuration.summary
      ), attachments: attachments)
  }
}
