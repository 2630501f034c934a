import Chunking
import Testing

@testable import TripleHelix

/// What holds while every instrument acts at once, in a country that threads share.
@Suite struct AllInstrumentsTests {
  /// All instruments for part of the country, those that can be so paid by the regions, in a country
  /// with clusters, owners from abroad and commuters.
  private static func configuration(
    firms: Double = 2000, unit: Double = 1, ticksPerYear: Int = 4
  ) throws -> Configuration {
    var configuration = SmallCountry.configuration(firms: firms, currencyUnit: unit)
    configuration.timeStep = TimeStep(ticksPerYear: ticksPerYear)
    configuration.mechanisms.clusters = true
    configuration.parameters.labour.commuting = 4
    configuration.policies = PolicyDescription.Instrument.allCases.map { instrument in
      var policy = PolicyTests.policy(instrument, start: 1)
      policy.name = instrument.rawValue
      policy.regions = ["north", "south"]
      policy.budget *= unit
      for setting in instrument.settings where setting.unit.contains("million") {
        // The largest value stands for no limit.
        let value = policy.settings[setting.name] ?? setting.defaultValue
        policy.settings[setting.name] = min(unit * value, setting.range.upperBound)
      }
      return policy
    }
    #expect(configuration.problems().isEmpty)
    return configuration
  }

  private static func run(
    _ configuration: Configuration, ticks: Int = 12, threads: Int = 1, records: Bool = false
  ) throws -> (simulation: Simulation, recording: Recording) {
    let simulation = try Simulation(configuration, seed: 7, threads: threads)
    var recording = Recording()
    for _ in 0..<ticks {
      try simulation.step()
      if records { simulation.record(into: &recording) }
    }
    return (simulation, recording)
  }

  @Test func `threads and recording change no byte, and no recorded value`() throws {
    let configuration = try Self.configuration(firms: 9000)
    let one = try Self.run(configuration, records: true)
    let two = try Self.run(configuration, threads: 2, records: true)
    let silent = try Self.run(configuration, threads: 2)
    try #require(two.simulation.plan.chunkCount > 1)
    let bytes = one.simulation.checkpoint()
    #expect(PolicyTests.areSame(two.simulation.checkpoint(), bytes), "threads")
    #expect(PolicyTests.areSame(silent.simulation.checkpoint(), bytes), "recording")
    for place in Recording.places {
      let (first, second) = (one.recording[keyPath: place], two.recording[keyPath: place])
      // Values that are not defined are NaN, which equals nothing: compare descriptions.
      #expect("\(first.rows)" == "\(second.rows)", "\(first.name)")
    }
  }

  @Test func `people are neither made nor lost`() throws {
    let configuration = try Self.configuration()
    let simulation = try Simulation(configuration, seed: 7)
    let people = simulation.regions.population.reduce(0, +)
    let force = simulation.regions.labourBase.reduce(0, +)
    for _ in 0..<12 {
      try simulation.step()
      #expect(abs(simulation.regions.population.reduce(0, +) / people - 1) < 1e-12)
      #expect(abs(simulation.regions.labourBase.reduce(0, +) / force - 1) < 1e-12)
    }
    #expect(simulation.policyStates.count { $0.spent > 0 } > 10)
  }

  @Test func `the order of regions and sectors changes no aggregate`() throws {
    let configuration = try Self.configuration()
    let reordered = SmallCountry.reordered(configuration)
    let one = try Self.run(configuration, records: true).recording
    let other = try Self.run(reordered, records: true).recording
    #expect("\(one.national.rows)" == "\(other.national.rows)")
    #expect("\(one.policies.rows)" == "\(other.policies.rows)")
  }

  @Test func `doubling the currency unit leaves real outcomes alone`() throws {
    let one = try Self.run(try Self.configuration(), records: true).recording.national
    let two = try Self.run(try Self.configuration(unit: 2), records: true).recording.national
    for row in one.rows.indices {
      for column in [
        "firms", "unemployment", "consumer_price", "exchange_rate", "firms_in_search", "exits",
        "start_ups", "innovations", "hill_exponent", "interest_rate",
      ] {
        let (a, b) = (one.number(column, row: row), two.number(column, row: row))
        #expect(abs(a - b) <= 1e-9 * abs(a) || a.isNaN && b.isNaN, "\(column), row \(row)")
      }
      for column in ["gdp", "research", "credit", "government"] {
        let (a, b) = (one.number(column, row: row), two.number(column, row: row))
        #expect(abs(b / a - 2) < 2e-9, "\(column), row \(row)")
      }
    }
  }

  @Test(arguments: TimeStep.allowed)
  func `a budget is one of a year at any step`(ticksPerYear: Int) throws {
    let configuration = try Self.configuration(ticksPerYear: ticksPerYear)
    let simulation = try Simulation(configuration, seed: 7)
    var spent = Array(repeating: 0.0, count: configuration.policies.count)
    for _ in 0..<2 * ticksPerYear {
      try simulation.step()
      for (place, policy) in configuration.policies.enumerated() {
        let state = simulation.policyStates[place]
        spent[place] = max(spent[place], state.spentThisYear + state.forgoneThisYear)
        #expect(spent[place] <= policy.budget * (1 + 1e-9), "\(policy.name)")
      }
    }
    // Those who have more takers than money use it up in the year that they act in from its start.
    #expect(
      zip(spent, configuration.policies).contains { $0 > 0.9 * $1.budget && $1.budget > 0 })
  }
}
