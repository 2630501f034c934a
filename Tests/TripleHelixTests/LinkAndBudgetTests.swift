import Chunking
import Testing

@testable import TripleHelix

@Suite struct LinkAndBudgetTests {
  private func run(_ configuration: Configuration, ticks: Int) throws -> Simulation {
    let simulation = try Simulation(configuration, seed: 1)
    for _ in 0..<ticks { try simulation.step() }
    return simulation
  }

  @Test func `suppliers are of another sector, drawn by what a sector buys`() throws {
    let simulation = try run(SmallCountry.configuration(), ticks: 1)
    let firms = simulation.firms
    var bought = Array(repeating: Array(repeating: 0.0, count: 3), count: 3)
    for firm in 0..<firms.count where firms.id[firm] != 0 && firms.partners[firm][3] >= 0 {
      let supplier = Int(firms.partners[firm][3])
      guard PublicProfile(bits: firms.publicProfile[supplier]).tag == firms.partnerTags[firm][3]
      else { continue }
      bought[Int(firms.sector[firm])][Int(firms.sector[supplier])] += 1
    }
    for s in 0..<3 {
      #expect(bought[s][s] == 0)
      let total = bought[s].reduce(0, +)
      #expect(total > 300)
      let others = (0..<3).filter { $0 != s }
      let inputs = others.map { simulation.sectors.inputCoefficient[$0 * 3 + s] }
      let allInputs: Double = inputs.reduce(0, +)
      for (place, k) in others.enumerated() {
        // Some 600 draws: two standard errors of a share are 0.04.
        let share: Double = bought[s][k] / total
        #expect(abs(share - inputs[place] / allInputs) < 0.06)
      }
    }
  }

  @Test func `a supplier on a newer line than its sector's tradition leads`() throws {
    let simulation = try run(SmallCountry.configuration(), ticks: 1)
    let kernel = simulation.kernel()
    let firms = simulation.firms
    let firm = try #require(
      (0..<firms.count).first {
        firms.id[$0] != 0 && firms.partners[$0][3] >= 0
          && firms.id[Int(firms.partners[$0][3])] != 0
      })
    let supplier = Int(firms.partners[firm][3])
    let tradition = simulation.sectors.tradition[Int(firms.sector[supplier])]
    simulation.fillTables()
    firms.publicProfile[supplier] = PublicProfile(id: firms.id[supplier], line: tradition).bits
    #expect(!kernel.suppliersLead(firm))
    firms.publicProfile[supplier] = PublicProfile(id: firms.id[supplier], line: tradition + 1).bits
    #expect(kernel.suppliersLead(firm))
    // A supplier that has closed is let go.
    firms.publicProfile[supplier] = PublicProfile.none.bits
    #expect(!kernel.suppliersLead(firm))
    #expect(firms.partners[firm][3] == -1)
  }

  @Test func `without supplier links nobody has a supplier and their gain does not matter`() throws
  {
    var configuration = SmallCountry.configuration()
    configuration.mechanisms.supplierLinks = false
    let base = try run(configuration, ticks: 10)
    #expect((0..<base.firms.count).allSatisfy { base.firms.partners[$0][3] == -1 })
    configuration.parameters.knowledge.supplierGain = 9
    configuration.parameters.knowledge.supplierRenewal = 0.4
    #expect(try run(configuration, ticks: 10).checkpoint() == base.checkpoint())
  }

  @Test func `regional governments spend what they get but for their deposits`() throws {
    let simulation = try Simulation(SmallCountry.configuration(), seed: 1)
    for _ in 0..<40 {
      let before = (0..<4).map { simulation.ledger[.government($0)] }
      try simulation.step()
      for r in 0..<4 {
        let saved =
          simulation.regions.ownRevenue[r] + simulation.regions.transfers[r]
          - simulation.regions.outlays[r]
        #expect(
          abs(simulation.ledger[.government(r)] - before[r] - saved)
            < 1e-9 * simulation.regions.outlays[r])
      }
    }
    // The fiscal rule bounds what a region owes or saves: to a few quarters of its outlays.
    for r in 0..<4 {
      #expect(abs(simulation.ledger[.government(r)]) < 5 * simulation.regions.outlays[r])
      #expect(simulation.regions.ownRevenue[r] > 0)
    }
  }

  @Test func `transfers meet all needs in the sum, and each region's under full equalisation`()
    throws
  {
    for equalisation in [0.0, 0.5, 1.0] {
      var configuration = SmallCountry.configuration()
      configuration.parameters.accounts.equalisation = equalisation
      let simulation = try Simulation(configuration, seed: 1)
      let own = simulation.regions.ownRevenue
      try simulation.step()
      let needs = (0..<4).map { simulation.regions.outlays[$0] - own[$0] }
      let transfers = simulation.regions.transfers
      let paid: Double = transfers.reduce(0, +)
      let needed: Double = needs.reduce(0, +)
      let gross: Double = needs.map { abs($0) }.reduce(0, +)
      #expect(abs(paid - needed) < 1e-9 * gross)
      if equalisation == 1 {
        for r in 0..<4 { #expect(abs(transfers[r] - needs[r]) < 1e-9 * abs(needs[r])) }
      }
      if equalisation == 0 {
        let people = simulation.regions.population
        let ratio: Double = people[0] / people[1]
        #expect(abs(transfers[0] / transfers[1] - ratio) < 1e-6)
      }
    }
  }

  @Test func `venture capital goes to firms whose credit has ended, within its supply`() throws {
    var configuration = SmallCountry.configuration()
    configuration.parameters.investment.debtLimit = 0.05
    configuration.parameters.investment.ventureAge = 400
    let simulation = try Simulation(configuration, seed: 1)
    var given = 0.0
    for _ in 0..<24 {
      try simulation.step()
      given += simulation.nation.ventureCapital
      #expect(simulation.nation.ventureCapital <= simulation.nation.ventureDemand * (1 + 1e-9))
      #expect(
        abs(simulation.ledger.paid(.ventureCapital) - simulation.nation.ventureCapital) < 1e-9)
    }
    #expect(given > 0)
    configuration.mechanisms.ventureCapital = false
    let without = try run(configuration, ticks: 24)
    #expect(without.nation.ventureDemand == 0 && without.ledger.paid(.ventureCapital) == 0)
  }

  @Test func `a region's stage follows growth and the spread of knowledge`() {
    let rates = StageParameters()
    func next(_ stage: RegionStage, _ growth: Double, _ widening: Double) -> RegionStage {
      stage.next(growth: growth, widening: widening, by: rates)
    }
    #expect(next(.undefined, 0.03, 0.05) == .emergence)
    #expect(next(.emergence, 0.03, -0.02) == .growth)
    #expect(next(.growth, 0.001, -0.002) == .sustainment)
    #expect(next(.sustainment, -0.02, -0.001) == .decline)
    #expect(next(.decline, -0.02, 0.05) == .renewal)
    #expect(next(.renewal, 0.03, -0.01) == .growth)
  }

  @Test func `stages smooth what two years show`() {
    var rates = StageParameters()
    rates.smoothing = 0.5
    var state = StageState(regionCount: 1)
    state.count(0, employment: 100, heterogeneity: 0.5, by: rates)
    #expect(state.stage[0] == .undefined)
    state.count(0, employment: 110, heterogeneity: 0.4, by: rates)
    #expect(abs(state.widening[0] - -0.1) < 1e-12)
    #expect(state.stage[0] == .growth)
    state.count(0, employment: 110, heterogeneity: 0.4, by: rates)
    #expect(abs(state.widening[0] - -0.05) < 1e-12)
  }
}
