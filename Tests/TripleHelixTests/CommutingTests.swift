import Testing

@testable import TripleHelix

@Suite struct CommutingTests {
  /// Four regions 150 km apart, where people go far to work.
  private func simulation(
    ticks: Int, _ change: (inout Configuration) -> Void = { _ in }
  ) throws -> Simulation {
    try SmallCountry.simulation(ticks: ticks) {
      $0.parameters.labour.commuting = 4
      $0.parameters.labour.commutingDistance = 200
      change(&$0)
    }
  }

  @Test func `jobs and residents at work are as many, in every quarter`() throws {
    let simulation = try simulation(ticks: 0)
    #expect(simulation.regions.commuters.allSatisfy { $0 == 0 })
    for _ in 0..<30 {
      try simulation.step()
      var (jobs, residents, net) = (0.0, 0.0, 0.0)
      for r in 0..<4 {
        jobs += simulation.employedPersons(r)
        residents += simulation.residentsAtWork(r)
        net += simulation.netCommuters(r)
        let force = simulation.regions.labourForce[r]
        let unemployed = force * simulation.regions.unemployment[r]
        #expect(abs(unemployed + simulation.residentsAtWork(r) - force) < 1e-9 * force)
        #expect(simulation.regions.commuters[r * 4 + r] == 0)
      }
      #expect(abs(residents / jobs - 1) < 1e-12)
      #expect(abs(net) < 1e-9 * jobs)
    }
    #expect(simulation.regions.commuters.contains { $0 > 0 })
    #expect(simulation.regions.commuters.allSatisfy { $0 >= 0 })
  }

  @Test func `people commute to where wages have risen, the more the nearer they live`() throws {
    let simulation = try simulation(ticks: 1)
    simulation.regions.wage[0] *= 1.3
    try simulation.step()
    let count = simulation.layout.regionCount
    #expect(simulation.netCommuters(0) > 0)
    // What of a labour force goes to region 0 falls with distance.
    let shares = (0..<count).filter { $0 != 0 }
      .map { a in
        (
          distance: simulation.geography.distance[a * count],
          share: simulation.regions.commuters[a * count] / simulation.regions.labourForce[a]
        )
      }
      .sorted { $0.distance < $1.distance }
    #expect(shares[0].share > shares[shares.count - 1].share)
  }

  @Test func `what commuters earn goes to the households of their homes`() throws {
    let simulation = try simulation(ticks: 1)
    simulation.regions.wage[0] *= 1.3
    try simulation.step()
    let before = (0..<4).map { a in
      (0..<4).reduce(0.0) {
        $0 + simulation.regions.commuters[a * 4 + $1] * simulation.regions.wage[$1]
      }
    }
    let expected = before.reduce(0, +)
    #expect(expected > 0)
    try simulation.step()
    #expect(abs(simulation.ledger.paid(.commutersWages) / expected - 1) < 1e-9)
  }

  @Test func `at a readiness of zero, or with the switch off, nobody commutes`() throws {
    let off = try simulation(ticks: 12) { $0.mechanisms.commuting = false }
    let none = try simulation(ticks: 12) { $0.parameters.labour.commuting = 0 }
    #expect(off.checkpoint() == none.checkpoint())
    #expect(try simulation(ticks: 12).checkpoint() != off.checkpoint())
  }

  @Test func `a run of commuters goes on from a checkpoint to the same bytes`() throws {
    let first = try simulation(ticks: 7)
    let resumed = try Simulation(first.configuration, resuming: first.checkpoint(), threads: 2)
    for _ in 0..<5 {
      try first.step()
      try resumed.step()
    }
    #expect(first.checkpoint() == resumed.checkpoint())
  }
}
