import Chunking
import Testing

@testable import TripleHelix

@Suite struct UniversityTests {
  private func run(
    _ configuration: Configuration, ticks: Int, threads: Int = 1,
    each quarter: (Simulation) throws -> Void = { _ in }
  ) throws -> Simulation {
    let simulation = try Simulation(configuration, seed: 1, threads: threads)
    for _ in 0..<ticks {
      try simulation.step()
      try quarter(simulation)
    }
    return simulation
  }

  /// A country whose firms find universities quickly.
  private func linked(firms: Double = 2000) -> Configuration {
    var configuration = SmallCountry.configuration(firms: firms)
    configuration.parameters.universities.linkHazard = 1
    configuration.parameters.universities.licenceHazard = 1
    return configuration
  }

  @Test func `every factor of universities is neutral at the start`() throws {
    let simulation = try Simulation(SmallCountry.configuration(), seed: 1)
    for r in 0..<4 {
      #expect(simulation.tables.absorption[r] == 1)
      #expect(abs(simulation.discoveryFactor(r) - 1) < 1e-12)
      #expect(abs(simulation.spinOffFactor(r) - 1) < 1e-12)
      #expect(simulation.tables.contractRate[r] == 0.15)
    }
    // Every field makes the discoveries of its parameter, whoever makes them.
    for f in simulation.layout.fields.indices {
      let weights = (0..<4).map {
        simulation.universities.discoveryWeight[simulation.universities.place($0, f)]
      }
      #expect(abs(weights.reduce(0, +) - 1) < 1e-12)
    }
  }

  @Test func `orientation rests where industry's pull and basic funding balance`() throws {
    var configuration = SmallCountry.configuration()
    configuration.parameters.universities.basicShare = 0.5
    let simulation = try Simulation(configuration, seed: 1)
    simulation.universities.stateFunding[0] = 60
    simulation.universities.contractFunding[0] = 30
    simulation.universities.ownFunding[0] = 10
    // i = 0.4, s = 0.6, b = 0.5: θ* = 0.4/(0.4 + 0.3).
    #expect(abs(simulation.orientationTarget(0) - 4.0 / 7) < 1e-12)
    simulation.universities.orientation[0] = simulation.orientationTarget(0)
    simulation.adjustUniversities()
    #expect(abs(simulation.universities.orientation[0] - 4.0 / 7) < 1e-12)
    // From basic, one step goes v · i; without industry θ decays by v · b · s.
    simulation.universities.orientation[0] = 0
    simulation.adjustUniversities()
    #expect(abs(simulation.universities.orientation[0] - 0.05 * 0.4) < 1e-12)
    simulation.universities.contractFunding[0] = 0
    simulation.universities.ownFunding[0] = 0
    simulation.universities.orientation[0] = 1
    simulation.adjustUniversities()
    #expect(abs(simulation.universities.orientation[0] - (1 - 0.05 * 0.5)) < 1e-12)
  }

  @Test func `money for basic research makes discoveries, industry's money contracts`() throws {
    let simulation = try Simulation(SmallCountry.configuration(), seed: 1)
    simulation.universities.orientation[1] = 1
    simulation.universities.orientation[2] = 0
    simulation.fillUniversities()
    #expect(simulation.discoveryFactor(1) < 0.75 && simulation.discoveryFactor(2) > 1)
    #expect(simulation.tables.contractRate[1] > 0.2 && simulation.tables.contractRate[2] < 0.15)
    #expect(simulation.spinOffFactor(1) > 1.5 && simulation.spinOffFactor(2) < 1)
  }

  @Test func `graduates all arrive, and replace those who retire`() throws {
    let simulation = try Simulation(SmallCountry.configuration(), seed: 1)
    let made =
      simulation.universities.graduationRate * simulation.regions.researchStaff.reduce(0, +)
    let arrived: Double = simulation.graduates().reduce(0, +)
    #expect(abs(arrived / made - 1) < 1e-12)
    let force = simulation.regions.labourBase.reduce(0, +)
    let tertiary: Double = simulation.universities.tertiary.reduce(0, +)
    #expect(abs(tertiary / force - 0.3) < 1e-12)
    let before = simulation.universities.tertiary
    simulation.parametersAreNeutralForStaff()
    simulation.adjustUniversities()
    for r in 0..<4 { #expect(abs(simulation.universities.tertiary[r] / before[r] - 1) < 1e-9) }
  }

  @Test func `more staff lifts the tertiary share towards its new balance`() throws {
    let simulation = try Simulation(SmallCountry.configuration(), seed: 1)
    let universities = simulation.universities
    let before = universities.tertiary[0]
    simulation.regions.researchStaff[0] *= 2
    for f in simulation.layout.fields.indices {
      simulation.universities.staff[simulation.universities.place(0, f)] *= 2
    }
    let inflow = simulation.graduates()[0]
    simulation.parametersAreNeutralForStaff()
    simulation.adjustUniversities()
    let after = simulation.universities.tertiary[0]
    #expect(after > before)
    let expected: Double = before + inflow - before / 160
    #expect(abs(after - expected) < 1e-3 * inflow)
  }

  @Test func `researchers who move are neither made nor lost, in any field`() throws {
    let simulation = try Simulation(SmallCountry.configuration(), seed: 1)
    let fields = simulation.layout.fields.count
    func people(_ f: Int) -> Double {
      (0..<4).reduce(0.0) {
        $0 + simulation.universities.staff[simulation.universities.place($1, f)]
      }
    }
    let before = (0..<fields).map(people)
    let north = simulation.regions.researchStaff[2]
    simulation.regions.universityFunding[2] *= 3
    for _ in 0..<10 { simulation.moveResearchers() }
    for f in 0..<fields { #expect(abs(people(f) / before[f] - 1) < 1e-12) }
    #expect(simulation.regions.researchStaff[2] > 1.01 * north)
    let after: Double = simulation.regions.researchStaff.reduce(0, +)
    let all: Double = before.reduce(0, +)
    #expect(abs(after / all - 1) < 1e-12)
  }

  @Test func `fields of a university sum to its staff`() throws {
    let simulation = try run(SmallCountry.configuration(), ticks: 30)
    for r in 0..<4 {
      let sum = simulation.layout.fields.indices.reduce(0.0) {
        $0 + simulation.universities.staff[simulation.universities.place(r, $1)]
      }
      #expect(abs(sum / simulation.regions.researchStaff[r] - 1) < 1e-9)
    }
  }

  @Test func `firms that search link with universities, take licences and pay for them`() throws {
    var royalties = 0.0
    let simulation = try run(linked(), ticks: 30) { royalties += $0.ledger.paid(.royalties) }
    let firms = simulation.firms
    let links = (0..<firms.count).count { firms.id[$0] != 0 && firms.university[$0] != .max }
    #expect(links > 50)
    #expect(royalties > 0)
    let licences = (0..<4).reduce(0.0) {
      $0 + simulation.universities.year.total(.licences, region: $1)
    }
    #expect(licences > 0)
    let booked = (0..<4).reduce(0.0) { $0 + simulation.universities.year.total(.own, region: $1) }
    #expect(booked > 0)
  }

  @Test func `without links to universities no parameter of theirs matters`() throws {
    var configuration = linked()
    configuration.mechanisms.universityLinks = false
    let base = try run(configuration, ticks: 12)
    #expect((0..<base.firms.count).allSatisfy { base.firms.university[$0] == .max })
    configuration.parameters.universities.licenceGain = 50
    configuration.parameters.universities.linkGain = 5
    configuration.parameters.universities.linkEnd = 0.5
    #expect(try run(configuration, ticks: 12).checkpoint() == base.checkpoint())
  }

  @Test func `links, licences and suppliers change no byte with the number of threads`() throws {
    let one = try run(linked(firms: 9000), ticks: 12).checkpoint()
    #expect(try run(linked(firms: 9000), ticks: 12, threads: 2).checkpoint() == one)
  }

  @Test func `a resumed run of linked firms ends in the same bytes`() throws {
    let whole = try run(linked(), ticks: 14)
    let half = try run(linked(), ticks: 7)
    let resumed = try Simulation(linked(), resuming: half.checkpoint())
    var recording = Recording()
    resumed.record(into: &recording)
    while resumed.tick < 14 { try resumed.step() }
    #expect(resumed.checkpoint() == whole.checkpoint())
  }

  @Test func `levers move what they are for`() throws {
    let simulation = try Simulation(SmallCountry.configuration(), seed: 1)
    var levers = UniversityLevers.neutral
    levers.licensingOffice = 0.5
    levers.leaveShare = 0.2
    levers.spinOffEquity = 0.5
    levers.licencePrice = 0.03
    simulation.universityLevers[0] = levers
    simulation.fillUniversities()
    #expect(abs(simulation.office(0) - 0.8) < 1e-12)
    #expect(simulation.tables.royalty[0] == 0.03)
    #expect(simulation.tables.royalty[1] == simulation.parameters.universities.royalty)
    #expect(simulation.tables.absorption[0] > 1)
    // (0.5 + 0.8)/(0.5 + 0.3) · 1.5 · (0.1 + 0.02 + 0.2)/(0.1 + 0.02).
    let expected: Double = 1.3 / 0.8 * 1.5 * 0.32 / 0.12
    #expect(abs(simulation.spinOffFactor(0) - expected) < 1e-9)
    #expect(abs(simulation.discoveryFactor(0) - 0.78 / 0.98) < 1e-12)
  }
}

extension Simulation {
  /// Gives universities the funding that keeps their staff where it is.
  fileprivate func parametersAreNeutralForStaff() {
    for r in 0..<layout.regionCount where regions.initialStaff[r] > 0 {
      regions.universityFunding[r] =
        regions.initialFunding[r] * regions.wage[r] * regions.researchStaff[r]
        / regions.initialStaff[r]
    }
  }
}
