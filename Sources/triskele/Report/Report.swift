import Experiments
import Foundation
import Reporting
import Scenarios
import TripleHelix

/// The report of a run and its charts, as files beside its tables.
struct Report: Sendable {
  let scenario: Scenario
  /// The script that draws the charts in the page.
  let vegaBundle: String?

  func attachments(_ recording: Recording, _ manifest: Manifest) -> [Run.Attachment] {
    let results = RunResults(
      configuration: scenario.configuration, recording: recording, facts: RunFacts(manifest),
      referenceGrouping: ReferenceGrouping(scenario))
    return charts(for: results).map { chart in
      Run.Attachment(name: "\(ResultsFolder.chartsName)/\(chart.name).vl.json", text: chart.json)
    } + [
      Run.Attachment(
        name: ResultsFolder.reportName, text: report(for: results, vegaBundle: vegaBundle))
    ]
  }
}

extension ReferenceGrouping {
  /// What the scenario gives, nil if it gives nothing.
  fileprivate init?(_ scenario: Scenario) {
    if scenario.referenceGroups.isEmpty { return nil }
    self.init(
      source: scenario.referenceSource.isEmpty ? "the scenario" : scenario.referenceSource,
      groups: Dictionary(scenario.referenceGroups.map { ($0.region, $0.group) }) { first, _ in
        first
      })
  }
}

extension RunFacts {
  fileprivate init(_ manifest: Manifest) {
    self.init(
      version: manifest.version, seed: manifest.seed, replicate: Int(manifest.replicate),
      scenarioHash: manifest.scenarioHash, started: manifest.started.formatted(.iso8601),
      finished: manifest.finished?.formatted(.iso8601), durationInSeconds: manifest.seconds,
      gslVersion: manifest.gsl, machine: "\(manifest.platform), \(manifest.cores) processors",
      threadCount: manifest.threads,
      incompleteBecause: manifest.complete
        ? nil
        : manifest.failure
          ?? "it was stopped at tick \(manifest.ticksDone) of \(manifest.horizon)")
  }
}
