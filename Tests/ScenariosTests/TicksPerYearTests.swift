import Testing
import TripleHelix

@testable import Scenarios

/// Times of a scenario are quarters and years; a run has ticks.
@Suite struct TicksPerYearTests {
  private func load(_ overrides: [String]) throws(ScenarioErrors) -> Configuration {
    try Scenario.load("\(Fixtures.broken)/good.yaml", overrides: overrides).configuration
  }

  private func complaints(_ overrides: [String]) -> String {
    do throws(ScenarioErrors) {
      _ = try load(overrides)
      return "in order"
    } catch {
      return error.description.replacing(Fixtures.broken + "/", with: "")
    }
  }

  static let timeline = [
    "years=6", "recluster.every=2", "outputs.firms=4",
    "policies=[{name: help, instrument: university_funding, budget: 3, start: 1.5, end: 4, ramp: 2}]",
    "initiators=[{name: first, region: north, sector: mining, start: 2, employees: 20, efficiency: 0}]",
  ]

  @Test(arguments: [2, 4, 6, 12])
  func `quarters and years become ticks`(ticksPerYear: Int) throws {
    let configuration = try load(Self.timeline + ["ticks_per_year=\(ticksPerYear)"])
    #expect(configuration.timeStep == TimeStep(ticksPerYear: ticksPerYear))
    #expect(configuration.horizon == 6 * ticksPerYear)
    #expect(configuration.recluster.every == ticksPerYear / 2)
    #expect(configuration.firmsEvery == ticksPerYear)
    #expect(configuration.recordEvery == 1)
    #expect(configuration.policies[0].start == 3 * ticksPerYear / 2)
    #expect(configuration.policies[0].end == 4 * ticksPerYear)
    #expect(configuration.policies[0].ramp == ticksPerYear / 2)
    #expect(configuration.initiators[0].start == 2 * ticksPerYear)
  }

  @Test func `a tick is a quarter unless the scenario says otherwise`() throws {
    #expect(try load([]).timeStep == .quarter)
    #expect(try load(Self.timeline) == load(Self.timeline + ["ticks_per_year=4"]))
  }

  @Test func `another number of ticks is refused with those that are allowed`() {
    #expect(
      complaints(["ticks_per_year=5"])
        == "--set ticks_per_year=5: error: ticks_per_year: must be \(TimeStep.allowedWords), found 5"
    )
    #expect(
      complaints(["ticks_per_year=1"])
        == "--set ticks_per_year=1: error: ticks_per_year: must be \(TimeStep.allowedWords), found "
        + "1; firms decide once a tick, for which a year is too long")
  }

  @Test func `times that are no whole ticks are named, all of them`() {
    let found = complaints([
      "quarters=25", "recluster.every=1", "outputs.firms=3", "ticks_per_year=6",
      "policies=[{name: help, instrument: university_funding, budget: 3, start: 1.25, ramp: 1}]",
    ])
    let lines = found.split(separator: "\n").map { $0.split(separator: "error: ").last ?? "" }
    func line(_ key: String, _ found: String, _ step: String) -> String {
      "\(key): must be a whole number of ticks at `ticks_per_year: 6`, found \(found); allowed are "
        + "steps of \(step)"
    }
    #expect(
      Set(lines.map(String.init)) == [
        line("quarters", "25", "2 quarters"), line("recluster.every", "1", "2 quarters"),
        line("outputs.firms", "3", "2 quarters"),
        line("policies[1].start (help)", "1.25", "0.5 years"),
        line("policies[1].ramp (help)", "1", "2 quarters"),
      ])
  }
}
