import Testing

@testable import TripleHelix

/// Who pays for policies: whatever they cost comes back where the scenario wants it from.
@Suite struct PolicyFinancingTests {
  private static func policy(
    _ name: String, _ instrument: String, budget: Double, takenFrom: String? = nil
  ) throws -> PolicyDescription {
    PolicyDescription(
      name: name, instrument: try #require(.init(rawValue: instrument)), start: 2, end: 30,
      budget: budget, takenFrom: takenFrom)
  }

  private static func run(
    _ policies: [PolicyDescription], _ financing: PolicyFinancing = .debt, ticks: Int = 40
  ) throws -> Simulation {
    var configuration = SmallCountry.configuration(firms: 1500)
    configuration.policies = policies
    configuration.policyFinancing = financing
    let simulation = try Simulation(configuration, seed: 3)
    for _ in 0..<ticks { try simulation.step() }
    return simulation
  }

  @Test(arguments: PolicyFinancing.allCases)
  func `who pays changes nothing where there is no policy`(financing: PolicyFinancing) throws {
    let (usual, other) = (try Self.run([]), try Self.run([], financing))
    #expect(usual.checkpoint() == other.checkpoint())
  }

  @Test func `a tax raises what policies cost`() throws {
    let grant = try Self.policy("aid", "research_grant", budget: 400)
    let (debt, tax) = (try Self.run([grant]), try Self.run([grant], .incomeTax))
    let cost = tax.policyStates[0].spent
    #expect(cost > 0)
    // Spending that follows the state's debt, and taxes that come back, take part of the difference.
    #expect(tax.governmentDeposit - debt.governmentDeposit > 0.1 * cost)
  }

  @Test func `purchases give way by what policies cost`() throws {
    let grant = try Self.policy("aid", "research_grant", budget: 400)
    let (debt, savings) = (
      try Self.run([grant], ticks: 4), try Self.run([grant], .purchases, ticks: 4)
    )
    // The quarter after the first one in which the policy paid is the first that differs.
    let cost = debt.policyStates[0].spent
    #expect(cost > 0 && savings.nation.government < debt.nation.government)
  }

  @Test func `money taken from another policy is spent once`() throws {
    let roads = try Self.policy("roads", "infrastructure", budget: 100)
    let grant = try Self.policy("grant", "research_grant", budget: 60)
    let taking = try Self.policy("grant", "research_grant", budget: 60, takenFrom: "roads")
    let (alone, both, shared) = (
      try Self.run([roads]), try Self.run([roads, grant]), try Self.run([roads, taking])
    )
    func spent(_ simulation: Simulation) -> [Double] { simulation.policyStates.map(\.spent) }
    #expect(spent(both)[0] == spent(alone)[0])
    #expect(spent(shared)[0] < 0.7 * spent(alone)[0])
    #expect(spent(shared)[1] > 0)
    let most = 700.0 * (1 + 1e-12)
    let total = spent(shared)[0] + spent(shared)[1]
    #expect(total <= most)
  }

  @Test func `a giver must be another policy with money of its own`() throws {
    var configuration = SmallCountry.configuration(firms: 1500)
    for giver in ["nobody", "grant"] {
      configuration.policies = [
        try Self.policy("grant", "research_grant", budget: 60, takenFrom: giver)
      ]
      #expect(configuration.problems().contains { $0.contains("policies.grant.taken_from") })
    }
  }
}
