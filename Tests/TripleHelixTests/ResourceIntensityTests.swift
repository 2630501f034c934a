import Chunking
import Testing

@testable import TripleHelix

@Suite struct ResourceIntensityTests {
  private func simulation(
    ticks: Int, _ change: (inout Configuration) -> Void = { _ in }
  ) throws -> Simulation {
    try SmallCountry.simulation(ticks: ticks, firms: 1000) {
      $0.parameters.discovery.ratePerField = 1
      $0.parameters.discovery.resourceSaving = 0.1
      change(&$0)
    }
  }

  @Test func `a generation passes on what those before it saved`() {
    var table = GenerationTable(sectorCount: 1, stride: 1)
    for resources in [1, 0.9, 0.9 * 0.8] {
      table.open(
        sector: 0, productivity: 1, quality: 1, resources: resources, discovered: 0, region: 0)
    }
    table.improve(sector: 0, productivity: 1, quality: 1, resources: 0.5)
    #expect(table.resources[0] == 1)
    #expect(table.resources[1] == 0.9)
    #expect(abs(table.resources[2] - 0.36) < 1e-12)
    table.improve(sector: 0, productivity: 1, quality: 1, resources: 100)
    #expect(table.resources[2] == 1.2)
  }

  @Test func `firms on newer lines buy less, and the books close`() throws {
    let simulation = try simulation(ticks: 40)
    let kernel = simulation.kernel()
    #expect(simulation.resourceIntensity() < 0.999)
    #expect(abs(simulation.ledger.drift) < 1e-12)
    // Between the lines of a firm, inputs are those of its shares.
    var mixed = 0
    for firm in 0..<simulation.firms.count where simulation.firms.id[firm] != 0 {
      let s = Int(simulation.firms.sector[firm])
      let old = simulation.generations.place(s, Int(simulation.firms.traditionLine[firm]))
      let new = simulation.generations.place(s, Int(simulation.firms.innovationLine[firm]))
      let share = Double(simulation.firms.displacement[firm])
      let expected =
        (1 - share) * simulation.generations.resources[old]
        + share * simulation.generations.resources[new]
      #expect(abs(kernel.inputUse(of: firm) - expected) < 1e-12)
      if old != new { mixed += 1 }
    }
    #expect(mixed > 0)
    // Value added at base-year prices is output less the inputs that were used.
    var real = 0.0
    for r in 0..<simulation.layout.regionCount {
      for s in 0..<simulation.layout.sectorCount {
        real +=
          simulation.sum(.output, region: r, sector: s)
          - simulation.layout.sectors[s].inputShare
          * simulation.sum(.inputUse, region: r, sector: s)
      }
    }
    #expect(abs(real / simulation.nation.realGdp - 1) < 1e-9)
  }

  @Test func `what is saved moves no other draw`() throws {
    let (one, other) = (
      try simulation(ticks: 2),
      try simulation(ticks: 2) { $0.parameters.discovery.resourceSaving = 0 }
    )
    #expect(one.discoveryLog.map(\.step) == other.discoveryLog.map(\.step))
    #expect(!one.discoveryLog.isEmpty)
  }

  @Test func `without saving all lines need what the sector's coefficients say`() throws {
    let simulation = try simulation(ticks: 16) {
      $0.parameters.discovery.resourceSaving = 0
      $0.parameters.discovery.resourceDeviation = 0
    }
    #expect(simulation.resourceIntensity() == 1)
    for s in 0..<3 {
      for g in 0..<simulation.generations.counts[s] {
        #expect(simulation.generations.resources[simulation.generations.place(s, g)] == 1)
      }
    }
  }

  @Test func `a run goes on from a checkpoint to the same bytes`() throws {
    let first = try simulation(ticks: 9)
    let resumed = try Simulation(first.configuration, resuming: first.checkpoint(), threads: 2)
    for _ in 0..<5 {
      try first.step()
      try resumed.step()
    }
    let same = first.checkpoint() == resumed.checkpoint()
    #expect(same)
  }
}
