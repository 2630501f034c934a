import Chunking
import Testing

@testable import TripleHelix

@Suite struct BirthTests {
  @Test func `an attractor raises the productivity of its sector at its place alone`() throws {
    let plain = try SmallCountry.simulation(ticks: 0)
    let drawn = try SmallCountry.simulation(ticks: 0) {
      $0.attractors = [AttractorDescription(region: "east", sector: "machines", advantage: 0.2)]
    }
    let sectors = plain.layout.sectorCount
    let region = try #require(plain.layout.regions.firstIndex { $0.id == "east" })
    let sector = try #require(plain.layout.sectors.firstIndex { $0.id == "machines" })
    for cell in 0..<plain.layout.cellCount {
      let ratio = drawn.tables.cellProductivity[cell] / plain.tables.cellProductivity[cell]
      let expected = cell == region * sectors + sector ? exponential(0.2) : 1
      #expect(abs(ratio - expected) < 1e-12, "cell \(cell)")
    }
  }

  @Test func `an initiator is founded when it is due, and a resumed run has it too`() throws {
    func change(_ configuration: inout Configuration) {
      configuration.initiators = [
        InitiatorDescription(
          name: "works", region: "west", sector: "machines", start: 3, employees: 120,
          efficiency: 0.3)
      ]
    }
    func founded(_ ticks: Int) throws -> Int {
      let simulation = try SmallCountry.simulation(ticks: ticks, change)
      let firms = simulation.firms
      return (0..<firms.count).count {
        firms.id[$0] != 0 && firms.employees[$0] > 100 && Int(firms.birth[$0]) == 4
      }
    }
    #expect(try founded(3) == 0)
    #expect(try founded(4) == 1)
    let before = try SmallCountry.simulation(ticks: 2, change)
    let resumed = try Simulation(before.configuration, resuming: before.checkpoint())
    for _ in 2..<8 { try resumed.step() }
    let whole = try SmallCountry.simulation(ticks: 8, change)
    #expect(PolicyTests.areSame(resumed.checkpoint(), whole.checkpoint()))
  }
}
