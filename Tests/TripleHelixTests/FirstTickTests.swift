import Testing

@testable import TripleHelix

/// The initial state is made by the rules of the step: what tick 0 records goes on at tick 1.
@Suite struct FirstTickTests {
  /// Tick 0 and the mean of the first year, over seeds.
  private static func flows(
    _ change: (inout Configuration) -> Void = { _ in }
  ) throws -> [(name: String, start: Double, firstYear: Double)] {
    let columns: [RecordedColumn<NationRow>] = [
      Table.national.gdp, Table.national.consumption, Table.national.government,
      Table.national.investment, Table.national.exports, Table.national.imports,
      Table.national.wages, Table.national.research,
    ]
    var sums = Array(repeating: (start: 0.0, year: 0.0), count: columns.count)
    var configuration = SmallCountry.configuration(firms: 4000)
    change(&configuration)
    for seed in 1...3 {
      let simulation = try Simulation(configuration, seed: UInt64(seed))
      var recording = Recording()
      simulation.record(into: &recording, .national)
      for _ in 0..<4 {
        try simulation.step()
        simulation.record(into: &recording, .national)
      }
      for (place, column) in columns.enumerated() {
        let values = recording.national.numbers(column).compactMap { $0 }
        sums[place].start += values[0]
        sums[place].year += values[1...].reduce(0, +) / 4
      }
    }
    return zip(columns, sums).map { ($0.name, $1.start, $1.year) }
  }

  @Test func `flows of the first year go on from those of tick 0`() throws {
    for flow in try Self.flows() {
      #expect(abs(flow.firstYear / flow.start - 1) < 0.15, "\(flow)")
    }
  }

  @Test func `a change of the research rule acts at tick 0 and after it alike`() throws {
    let before = try Self.flows().first { $0.name == "research" }!
    let after = try Self.flows { $0.parameters.research.shareOfSales *= 2 }
      .first { $0.name == "research" }!
    let (atStart, inYear) = (after.start / before.start, after.firstYear / before.firstYear)
    #expect(abs(inYear / atStart - 1) < 0.1, "\(atStart) \(inYear)")
  }
}
