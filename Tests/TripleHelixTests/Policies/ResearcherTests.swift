import Testing

@testable import TripleHelix

/// Policies that move researchers, and money that is bound to basic research.
@Suite struct ResearcherTests {
  private static func staff(_ simulation: Simulation, _ id: String) throws -> Double {
    let r = try #require(simulation.layout.regions.firstIndex { $0.id == id })
    let byField = simulation.layout.fields.indices.reduce(0.0) {
      $0 + simulation.universities.staff[simulation.universities.place(r, $1)]
    }
    // Discoveries read the fields, all else the sum.
    #expect(abs(byField / simulation.regions.researchStaff[r] - 1) < 1e-9)
    return simulation.regions.researchStaff[r]
  }

  @Test func `a park takes researchers from the largest university, who stay`() throws {
    var policy = PolicyTests.policy(.init(Technopolis.self))
    policy.regions = ["west"]
    let plain = try PolicyTests.run(PolicyTests.country(), ticks: 4)
    let park = try PolicyTests.run(PolicyTests.country([policy]), ticks: 4)
    let moved = try park.instrument(Technopolis.self).staffMoved
    #expect(moved > 1)
    #expect(try Self.staff(park, "west") - Self.staff(plain, "west") > 0.8 * moved)
    #expect(try Self.staff(plain, "north") - Self.staff(park, "north") > 0.8 * moved)
  }

  @Test func `researchers who leave for firms leave the staff and work there`() throws {
    var policy = PolicyTests.policy(.init(ResearcherMobility.self))
    policy.settings["leave_share"] = 0.4
    let plain = try PolicyTests.run(PolicyTests.country(), ticks: 3)
    let law = try Simulation(PolicyTests.country([policy]), seed: 3)
    var recording = Recording()
    for _ in 0..<3 {
      try law.step()
      law.record(into: &recording)
    }
    let left = recording.policyReports.number("value", row: 0)
    #expect(left >= 1)
    #expect(try Self.staff(plain, "north") - Self.staff(law, "north") > 0.8 * left)
  }

  @Test(arguments: [(1.0, true), (0.0, false)])
  func `money that is bound to basic research changes what is asked for by its part in all`(
    share: Double, isMore: Bool
  ) throws {
    var policy = PolicyTests.policy(.init(UniversityFunding.self))
    policy.settings["basic_share"] = share
    let simulation = try PolicyTests.run(PolicyTests.country([policy]), ticks: 4)
    let r = try #require(simulation.layout.regions.firstIndex { $0.id == "north" })
    let usual = simulation.parameters.universities.basicShare
    let change = simulation.universityLevers[r].basicShare
    #expect((change > 0) == isMore && change != 0)
    // All of the money would be bound by the share if there were none but the policy's.
    #expect(isMore ? change < share - usual : change > share - usual)
  }
}
