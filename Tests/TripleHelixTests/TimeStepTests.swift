import Testing

@testable import TripleHelix

/// What a tick is, and that quarters and years come to the same whatever it is.
@Suite struct TimeStepTests {
  static let steps = TimeStep.allowed.map(TimeStep.init)

  private func isNear(_ a: Double, _ b: Double, _ tolerance: Double = 1e-12) -> Bool {
    abs(a - b) <= tolerance * max(abs(a), abs(b))
  }

  private func repeated(_ times: Int, _ start: Double, _ next: (Double) -> Double) -> Double {
    (0..<times).reduce(start) { value, _ in next(value) }
  }

  // Years step by step, as a run would take them.

  @Test(arguments: steps)
  func `what survives a year is the same`(step: TimeStep) {
    let left = repeated(step.ticksPerYear, 1) { $0 * (1 - step.share(0.15)) }
    #expect(isNear(left, 0.85 * 0.85 * 0.85 * 0.85))
    let kept = repeated(step.ticksPerYear, 1) { $0 * step.persistence(0.97) }
    #expect(isNear(kept, 0.97 * 0.97 * 0.97 * 0.97))
    // Who meets a hazard h in a tick with 1 − exp(−h) survives a year with exp(−4 · 0.06).
    let spared = repeated(step.ticksPerYear, 1) { $0 * exponential(-step.rate(0.06)) }
    #expect(isNear(spared, exponential(-0.24)))
  }

  @Test(arguments: steps)
  func `a year's growth and sum are the same`(step: TimeStep) {
    let grown = repeated(step.ticksPerYear, 1) { $0 * (1 + step.growth(0.007)) }
    #expect(isNear(grown, 1.007 * 1.007 * 1.007 * 1.007))
    #expect(isNear(repeated(step.ticksPerYear, 0) { $0 + step.rate(0.02) }, 0.08))
    #expect(isNear(step.duration(8), 2 * step.year))
  }

  @Test(arguments: steps)
  func `variances of states, walks and smoothed errors are the same`(step: TimeStep) {
    let (persistence, deviation) = (step.persistence(0.9), step.shock(0.015, persistence: 0.9))
    let state = repeated(20_000, 0) { persistence * persistence * $0 + deviation * deviation }
    let ofQuarters = repeated(20_000, 0) { 0.9 * 0.9 * $0 + 0.015 * 0.015 }
    #expect(isNear(state, ofQuarters, 1e-9))
    let walked = repeated(step.ticksPerYear, 0) { $0 + step.walk(0.11) * step.walk(0.11) }
    #expect(isNear(walked, 4 * 0.11 * 0.11))
    let (share, error) = (step.share(0.1), step.error(0.35, smoothing: 0.1))
    func next(_ variance: Double, _ s: Double, _ e: Double) -> Double {
      (1 - s) * (1 - s) * variance + s * s * e * e
    }
    #expect(
      isNear(
        repeated(20_000, 0) { next($0, share, error) },
        repeated(20_000, 0) { next($0, 0.1, 0.35) }, 1e-9))
  }

  @Test func `nothing changes at a quarter, to the last bit`() {
    var parameters = Parameters()
    for description in Parameters.descriptions {
      // Anything but round numbers.
      let range = description.range
      parameters[keyPath: description.keyPath] =
        range.lowerBound + 0.137 * (range.upperBound - range.lowerBound)
    }
    #expect(parameters.per(.quarter) == parameters)
    for (value, converted) in [
      (0.1, TimeStep.quarter.share(0.1)), (0.1, TimeStep.quarter.rate(0.1)),
      (0.1, TimeStep.quarter.growth(0.1)), (0.1, TimeStep.quarter.walk(0.1)),
      (0.1, TimeStep.quarter.persistence(0.1)), (0.1, TimeStep.quarter.duration(0.1)),
      (0.1, TimeStep.quarter.shock(0.1, persistence: 0.9)),
      (0.1, TimeStep.quarter.error(0.1, smoothing: 0.3)),
    ] { #expect(value == converted) }
  }

  @Test func `every parameter and setting that speaks of a quarter says what becomes of it`() {
    // The contact of a quarter, a share of the product of the same time, and what a licence is worth
    // in the tick for which it is taken.
    let timeless: Set = [
      "clusters.contact_call", "investment.venture_supply", "universities.licence_hazard",
    ]
    var left: Set<String> = []
    for description in Parameters.descriptions {
      guard case .timeless = description.time else { continue }
      if (description.unit + description.meaning).contains("quarter") {
        left.insert(description.name)
      }
    }
    // A quartile, and quarters of a doubling, are no time.
    left = left.filter { !$0.hasSuffix("catch_up") && !$0.hasSuffix("gain_scale") }
    #expect(left == timeless)
    for instrument in PolicyDescription.Instrument.allCases {
      for setting in instrument.settings {
        guard case .timeless = setting.time else { continue }
        #expect(!(setting.unit + setting.meaning).contains("quarter"), "\(setting.name)")
      }
    }
  }

  @Test func `a year begins with its first tick and ends with its last`() {
    for step in Self.steps {
      let year = 1...step.ticksPerYear
      #expect(year.filter(step.startsYear) == [1])
      #expect(year.filter(step.endsYear) == [step.ticksPerYear])
    }
    #expect(TimeStep(ticksPerYear: 12).wholeTicks(quarters: 1) == 3)
    #expect(TimeStep(ticksPerYear: 6).wholeTicks(quarters: 1) == nil)
    #expect(TimeStep(ticksPerYear: 6).wholeTicks(quarters: 2) == 3)
    for step in Self.steps {
      #expect(step.wholeTicks(quarters: Double(step.quartersOfWholeTicks)) != nil)
    }
  }
}

/// Runs at other steps than a quarter.
@Suite struct StepOfRunTests {
  private func configuration(
    _ ticksPerYear: Int, years: Int = 10, firms: Double = 2000
  )
    -> Configuration
  {
    var configuration = SmallCountry.configuration(firms: firms, horizon: years * ticksPerYear)
    configuration.timeStep = TimeStep(ticksPerYear: ticksPerYear)
    configuration.recluster.every = ticksPerYear
    return configuration
  }

  private func run(
    _ configuration: Configuration, to tick: Int? = nil
  ) throws -> (
    simulation: Simulation, recording: Recording
  ) {
    let simulation = try Simulation(configuration, seed: 1)
    var recording = Recording()
    simulation.record(into: &recording)
    while simulation.tick < tick ?? configuration.horizon {
      try simulation.step()
      simulation.record(into: &recording)
    }
    return (simulation, recording)
  }

  @Test(arguments: TimeStep.allowed)
  func `the country at the start is the same`(ticksPerYear: Int) throws {
    let quarter = try run(configuration(4, years: 0)).recording
    let other = try run(configuration(ticksPerYear, years: 0)).recording
    for place in 1...14 {
      for row in 0..<4 {
        let (a, b) = (
          quarter.regions.number("p\(place)", row: row), other.regions.number("p\(place)", row: row)
        )
        #expect(abs(b / a - 1) < 0.005, "p\(place)")
      }
    }
    // Flows are told per quarter, stocks are what they are; ages, and with them efficiencies, are
    // other draws.
    for column in ["gdp", "consumption", "wages", "investment", "wage", "credit", "employed"] {
      let (a, b) = (
        quarter.national.number(column, row: 0), other.national.number(column, row: 0)
      )
      #expect(abs(b / a - 1) < 0.1, "\(column): \(a) and \(b)")
    }
    #expect(
      abs(quarter.national.number("gdp", row: 0) / other.national.number("gdp", row: 0) - 1) < 0.01)
  }

  @Test func `a year has twelve rows, and the last ends it`() throws {
    let table = try run(configuration(12, years: 2)).recording.national
    #expect(table.numbers("tick") == (0...24).map(Double.init))
    for (tick, year) in table.numbers("year").enumerated() {
      #expect(abs(year - (2000 + Double(tick) / 12)) < 1e-9)
    }
    #expect(table.number("year", row: 12) == 2001)
  }

  /// Some 900 firms are founded and closed in ten years, so that luck is about 4 %, and paths of the
  /// business cycle differ; a step that did not convert hazards would be off by a factor of three.
  @Test func `as many firms come and go in a year of months as of quarters`() throws {
    let (quarters, months) = (
      try run(configuration(4)).recording.national, try run(configuration(12)).recording.national
    )
    func perYear(_ columns: [String], _ table: Table) -> Double {
      let rates = columns.map { table.numbers($0).dropFirst().reduce(0, +) }
      return 4 * rates.reduce(0, +) / Double(table.rows.count - 1)
    }
    for columns in [["start_ups", "spin_offs", "university_spin_offs"], ["exits"]] {
      let (a, b) = (perYear(columns, quarters), perYear(columns, months))
      #expect(a > 50)
      #expect((0.7...1.4).contains(b / a), "\(columns[0]): \(a) and \(b) a year")
    }
    let growth = [quarters, months].map { table in
      let product = table.numbers("real_gdp")
      return product[product.count - 1] / product[1]
    }
    #expect(abs(growth[1] / growth[0] - 1) < 0.15)
  }

  @Test(arguments: [5, 18])
  func `a resumed run of months ends in the same bytes`(stop: Int) throws {
    var configuration = configuration(12, years: 2, firms: 600)
    configuration.mechanisms.clusters = true
    let whole = try run(configuration).simulation
    let first = try run(configuration, to: stop).simulation
    let resumed = try Simulation(configuration, resuming: first.checkpoint(), threads: 2)
    while resumed.tick < configuration.horizon { try resumed.step() }
    #expect(resumed.checkpoint() == whole.checkpoint())
  }

  @Test(arguments: [(4, 12), (12, 4), (2, 12)])
  func `a checkpoint is refused at another step`(written: Int, read: Int) throws {
    let bytes = try run(configuration(written, years: 1, firms: 200)).simulation.checkpoint()
    #expect(
      throws: SimulationError.unusableCheckpoint(
        "it is of a run with \(written) ticks per year, the configuration has \(read)")
    ) {
      _ = try Simulation(configuration(read, years: 1, firms: 200), resuming: bytes)
    }
  }

  @Test func `a step that is not allowed is named with those that are`() {
    var configuration = configuration(4)
    configuration.timeStep = TimeStep(ticksPerYear: 5)
    #expect(
      configuration.problems() == [
        "ticks_per_year: must be \(TimeStep.allowedWords), found 5"
      ])
    configuration.timeStep = TimeStep(ticksPerYear: 12)
    configuration.parameters.diffusion.trialQuarters = 90
    #expect(
      configuration.problems() == [
        "parameters.diffusion.trial_quarters: must not exceed 85 at 12 ticks a year, found 90.0"
      ])
  }
}
