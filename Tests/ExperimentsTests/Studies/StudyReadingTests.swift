import Scenarios
import Testing
import TripleHelix

@testable import Experiments

@Suite struct StudyReadingTests {
  private static let scenario = BuiltScenario.path("teaching/two-regions.yaml")

  private func output(
    _ table: String, _ column: String, _ rows: StudyOutput.Rows = .only,
    at: StudyOutput.Moment = .end, year: Double? = nil, from: Double? = nil, to: Double? = nil
  ) -> StudyOutput {
    StudyOutput(
      name: "y", table: table, column: column, rows: rows, at: at, year: year, from: from, to: to,
      unit: "", meaning: "")
  }

  /// Values of outputs, and the record of every tick of the same run, however seldom the scenario
  /// records.
  private func read(
    _ outputs: [StudyOutput], every: Int = 1
  ) throws -> (values: [Double], recording: Recording) {
    var configuration = try Scenario.load(
      Self.scenario, overrides: ["years=3", "outputs.record_every=\(every)"]
    ).configuration
    configuration.horizon = 11
    let simulation = try Simulation(configuration, seed: 3)
    var reading = StudyReading(outputs, configuration)
    var recording = Recording()
    simulation.record(into: &recording)
    reading.observe(simulation)
    while simulation.tick < configuration.horizon {
      try simulation.step()
      simulation.record(into: &recording)
      reading.observe(simulation)
    }
    return (reading.values, recording)
  }

  @Test(arguments: [1, 4])
  func `what is read on the way is what a full record has`(every: Int) throws {
    let (values, recording) = try read(
      [
        output("national", "real_gdp"),
        output("national", "real_gdp", at: .year, year: 1.9),
        output("national", "unemployment", at: .mean, from: 1, to: 2),
        output("national", "unemployment", at: .max),
        output("national", "unemployment", at: .min),
        output("regions", "firms", .sum),
        output("regions", "p14", .named("valley")),
        output("sectors", "", .count),
        output("national", "real_gdp", at: .slope),
      ], every: every)
    let national = recording.national
    let (ticks, gdp) = (national.values("tick"), national.values("real_gdp"))
    let jobless = national.values("unemployment")
    #expect(values[0] == gdp.last)
    #expect(values[1] == gdp[try #require(ticks.lastIndex { $0 <= 7.6 })])
    let span = ticks.indices.filter { (4...8).contains(ticks[$0]) }
    #expect(abs(values[2] - span.map { jobless[$0] }.reduce(0, +) / Double(span.count)) < 1e-12)
    #expect(values[3] == jobless.max())
    #expect(values[4] == jobless.min())
    let regions = recording.regions
    let last = regions.values("tick").indices.filter { regions.values("tick")[$0] == 11 }
    #expect(values[5] == last.map { regions.values("firms")[$0] }.reduce(0, +))
    let valley = last.first { regions.texts("region")[$0] == "valley" }
    #expect(valley.map { regions.values("p14")[$0] == values[6] } ?? values[6].isNaN)
    #expect(values[7] == Double(Set(recording.sectors.texts("sector")).count))
    // The slope by Cramer's rule, in quarters.
    let n = Double(ticks.count)
    let (sx, sy) = (ticks.reduce(0, +), gdp.reduce(0, +))
    let sxy = zip(ticks, gdp).map(*).reduce(0, +)
    let sxx = ticks.map { $0 * $0 }.reduce(0, +)
    let slope = 4 * (n * sxy - sx * sy) / (n * sxx - sx * sx)
    #expect(abs(values[8] - slope) < 1e-6 * abs(slope))
  }

  @Test func `nothing adds up to nothing and has no mean`() throws {
    let (values, _) = try read([
      output("clusters", "members", .sum), output("clusters", "trust", .mean),
      output("clusters", "", .count),
    ])
    #expect(values[0] == 0 && values[2] == 0)
    #expect(values[1].isNaN)
  }
}

enum BuiltScenario {
  static func path(_ name: String) -> String {
    let here = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    return "/\(here)/scenarios/\(name)"
  }
}
