import Chunking
import Testing

@testable import TripleHelix

@Suite struct LandRentTests {
  @Test func `rents change who earns the product of tick 0, and neither it nor prices`() throws {
    let without = try SmallCountry.simulation(ticks: 0) { $0.mechanisms.landRents = false }
    let with = try SmallCountry.simulation(ticks: 0) { $0.parameters.space.rent = 0.1 }
    #expect(abs(with.nation.gdp / without.nation.gdp - 1) < 1e-9)
    for firm in 0..<with.firms.count {
      #expect(abs(with.firms.price[firm] / without.firms.price[firm] - 1) < 1e-5)
    }
    for r in 0..<4 {
      // A tenth of the wage goes to land, so that the wage is a tenth lower.
      #expect(abs(with.regions.wage[r] * 1.1 / without.regions.wage[r] - 1) < 1e-6)
      #expect(with.regions.ownRevenue[r] > without.regions.ownRevenue[r])
    }
  }

  @Test func `the first quarter pays the rents that the start says`() throws {
    let simulation = try SmallCountry.simulation(ticks: 1) { $0.parameters.space.rent = 0.1 }
    var wages = 0.0
    for r in 0..<4 { wages += simulation.sum(.wages, region: r) }
    #expect(abs(simulation.ledger.paid(.landRents) / (0.1 * wages) - 1) < 1e-9)
  }

  @Test func `land of the state gives its regional governments the rents of it`() throws {
    func revenue(_ stateLand: Double) throws -> Double {
      try SmallCountry.simulation(ticks: 1) {
        $0.parameters.space.stateLand = stateLand
        $0.parameters.accounts.incomeTax = 0
      }.regions.ownRevenue.reduce(0, +)
    }
    let all = try SmallCountry.simulation(ticks: 1) {
      $0.parameters.space.stateLand = 1
      $0.parameters.accounts.incomeTax = 0
    }
    #expect(try revenue(0) == 0)
    #expect(abs(try revenue(1) / all.ledger.paid(.landRents) - 1) < 1e-9)
  }

  @Test func `rents follow the price of land`() throws {
    let simulation = try SmallCountry.simulation(ticks: 1)
    let before = simulation.tables.rent[0] / simulation.tables.wage[0]
    simulation.regions.population[0] *= 2
    simulation.surveySpace()
    simulation.fillTables()
    let after = simulation.tables.rent[0] / simulation.tables.wage[0]
    #expect(simulation.regions.landPrice[0] > 1.2)
    #expect(abs(after / (before * simulation.regions.landPrice[0]) - 1) < 1e-9)
  }

  @Test func `no rent, or none because the switch is off, gives the same bytes`() throws {
    let off = try SmallCountry.simulation(ticks: 8) { $0.mechanisms.landRents = false }
    let none = try SmallCountry.simulation(ticks: 8) { $0.parameters.space.rent = 0 }
    #expect(off.checkpoint() == none.checkpoint())
  }
}
