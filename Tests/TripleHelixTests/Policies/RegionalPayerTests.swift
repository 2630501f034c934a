import Testing

@testable import TripleHelix

/// Policies that regional governments pay, each for recipients of its own region.
@Suite struct RegionalPayerTests {
  typealias Instrument = PolicyDescription.Instrument

  /// Instruments that spend money, and so have somebody who pays.
  static let spending = Instrument.allCases.filter(\.spends)

  /// A policy in two of four regions; its regional twin differs in the payer alone.
  static func policy(
    _ instrument: Instrument, paidBy payer: PolicyPayer, start: Int = 2, budget: Double = 60
  ) -> PolicyDescription {
    PolicyDescription(
      name: "aid", instrument: instrument, start: start, end: 14, regions: ["north", "east"],
      budget: budget, paidBy: payer, settings: PolicyTests.strong[instrument.rawValue] ?? [:])
  }

  private static func run(
    _ policies: [PolicyDescription], _ financing: PolicyFinancing = .debt, ticks: Int
  ) throws -> Simulation {
    var configuration = PolicyTests.country(policies)
    configuration.policyFinancing = financing
    return try PolicyTests.run(configuration, ticks: ticks)
  }

  private static func deposits(_ simulation: Simulation) -> [Double] {
    (0..<simulation.layout.regionCount).map { simulation.ledger[.government($0)] }
  }

  @Test(arguments: Self.spending)
  func `each quarter's payments are outlays of the regions that they go to`(
    instrument: Instrument
  ) throws {
    let simulation = try Simulation(
      PolicyTests.country([Self.policy(instrument, paidBy: .regions)]), seed: 3)
    var spentBefore = 0.0
    for _ in 0..<18 {
      let before = Self.deposits(simulation)
      try simulation.step()
      let state = simulation.policyStates[0]
      let outlays = simulation.policyLedger.regionalOutlays
      let spent = state.spent - spentBefore
      spentBefore = state.spent
      #expect(abs(outlays.reduce(0, +) - spent) <= 1e-9 * max(1, spent))
      // Besides taxes, transfers and outlays only returns of policies change a deposit.
      var returns = 0.0
      for r in outlays.indices {
        let region = simulation.layout.regions[r].id
        #expect(outlays[r] == 0 || region == "north" || region == "east")
        let regions = simulation.regions
        let purchases = simulation.demand.regionalPurchases[r]
        #expect(abs(regions.outlays[r] - purchases - outlays[r]) <= 1e-9 * regions.outlays[r])
        let balance = regions.ownRevenue[r] + regions.transfers[r] - regions.outlays[r]
        returns += Self.deposits(simulation)[r] - before[r] - balance
      }
      #expect(abs(returns - simulation.ledger.paid(.policyReturns)) < 1e-6)
      #expect(abs(simulation.ledger.drift) < 1e-9)
    }
    #expect(simulation.policyStates[0].spent > 0 || instrument.rawValue == "pilot_clusters")
  }

  @Test(arguments: Self.spending)
  func `what one payer loses the other keeps, in the first quarter that pays`(
    instrument: Instrument
  ) throws {
    // Regions so rich that they buy as much as they may: then nothing else differs in that quarter.
    func start(_ payer: PolicyPayer) throws -> Simulation {
      let simulation = try Simulation(
        PolicyTests.country([Self.policy(instrument, paidBy: payer)]), seed: 3)
      let gift = 2 * simulation.nation.gdp
      for r in 0..<simulation.layout.regionCount {
        simulation.ledger.move(.transfers, from: .nationalGovernment, to: .government(r), gift)
      }
      return simulation
    }
    let (nation, regions) = (try start(.nation), try start(.regions))
    var paid = [0.0]
    for _ in 0..<16 where paid.allSatisfy({ $0 == 0 }) {
      try nation.step()
      try regions.step()
      paid = regions.policyLedger.regionalOutlays
    }
    let spent = regions.policyStates[0].spent
    // Pilots and exporters' guarantees may not come about in so small a country.
    guard spent > 0 else { return }
    #expect(nation.policyStates[0].spent == spent)
    let returned = regions.ledger.paid(.policyReturns)
    let falls = zip(Self.deposits(nation), Self.deposits(regions)).map { $0 - $1 }
    let tolerance = 1e-9 * regions.ledger.gross
    for (fall, paid) in zip(falls, paid) {
      #expect(fall <= paid + tolerance)
      #expect(returned > 0 || abs(fall - paid) < tolerance)
    }
    let lost: Double = falls.reduce(0, +)
    let kept = regions.ledger[.nationalGovernment] - nation.ledger[.nationalGovernment]
    #expect(abs(lost - (spent - returned)) < tolerance)
    #expect(abs(lost - kept) < tolerance)
  }

  @Test(arguments: Self.spending)
  func `who would pay changes no byte while a policy is off`(instrument: Instrument) throws {
    var off = Self.policy(instrument, paidBy: .regions, start: 500)
    off.end = 600
    let later = try Self.run([off], ticks: 16)
    #expect(PolicyTests.areSame(later.stateWithoutPolicies, PolicyTests.baseline))
    guard instrument.budget == .required else { return }
    let poor = try Self.run([Self.policy(instrument, paidBy: .regions, budget: 0)], ticks: 16)
    #expect(PolicyTests.areSame(poor.stateWithoutPolicies, PolicyTests.baseline))
  }

  @Test func `regional payers have the same bytes for two threads and over a checkpoint`() throws {
    let policies = Self.spending.map { instrument in
      var policy = Self.policy(instrument, paidBy: .regions)
      policy.name = instrument.rawValue
      return policy
    }
    let configuration = PolicyTests.country(policies)
    let one = try PolicyTests.run(configuration)
    let two = try PolicyTests.run(configuration, threads: 2)
    #expect(PolicyTests.areSame(two.checkpoint(), one.checkpoint()), "threads")
    let half = try PolicyTests.run(configuration, ticks: 7)
    let resumed = try Simulation(configuration, resuming: half.checkpoint())
    for _ in 7..<16 { try resumed.step() }
    #expect(PolicyTests.areSame(resumed.checkpoint(), one.checkpoint()), "resumed")
  }

  @Test func `a region's purchases give way to what it paid, year after year`() throws {
    let nation = try Self.run([Self.policy(.researchGrant, paidBy: .nation)], ticks: 14)
    let regions = try Self.run([Self.policy(.researchGrant, paidBy: .regions)], ticks: 14)
    let paying = Set(
      regions.layout.regions.indices.filter {
        ["north", "east"].contains(regions.layout.regions[$0].id)
      })
    // The two runs differ a little in the other regions as well; what a region has paid itself is to
    // stand out of that, and to be more than a thousandth.
    let saved = regions.layout.regions.indices.map {
      1 - regions.demand.regionalPurchases[$0] / nation.demand.regionalPurchases[$0]
    }
    let others = saved.indices.filter { !paying.contains($0) }.map { abs(saved[$0]) }.max() ?? 0
    for r in paying {
      #expect(saved[r] > max(0.001, 3 * others), "\(r): \(saved)")
      #expect(Self.deposits(nation)[r] > Self.deposits(regions)[r], "\(r)")
    }
  }

  @Test func `regions share a payment by what is due in each`() throws {
    var grant = Self.policy(.researchGrant, paidBy: .regions, budget: 2)
    grant.settings["cap"] = 1e9
    let simulation = try Self.run([grant], ticks: 10)
    // The grant is a share of R&D, and its small budget is used up.
    let (paid, research) = (simulation.policyLedger.regionalOutlays, simulation.demand.research)
    #expect(abs(paid.reduce(0, +) - grant.budget / 4) < 1e-9)
    let places = simulation.layout.regions.indices.filter { paid[$0] > 0 }
    #expect(places.count == 2)
    let ratios = places.map { paid[$0] / research[$0] }
    #expect(abs(ratios[0] / ratios[1] - 1) < 1e-4)
  }

  @Test func `the nation finances what it pays, and not what regions pay`() throws {
    for payer in PolicyPayer.allCases {
      let grant = Self.policy(.researchGrant, paidBy: payer)
      let states = try PolicyFinancing.allCases.map {
        try Self.run([grant], $0, ticks: 10).stateWithoutPolicies
      }
      let areAlike = states.dropFirst().allSatisfy { PolicyTests.areSame($0, states[0]) }
      #expect(areAlike == (payer == .regions), "\(payer)")
    }
  }

  @Test func `tax that is given back stays the nation's`() throws {
    let instrument = try #require(Instrument(rawValue: "special_economic_zone"))
    var zone = Self.policy(instrument, paidBy: .regions)
    zone.settings["infrastructure_share"] = 0
    let simulation = try Self.run([zone], ticks: 10)
    #expect(simulation.policyStates[0].forgone > 0 && simulation.policyStates[0].spent == 0)
    #expect(simulation.nation.policyCost > 0)
    #expect(simulation.policyLedger.regionalOutlays.allSatisfy { $0 == 0 })
  }

  @Test func `loans, dividends and sales of stakes go back to the region that paid`() throws {
    for name in ["growth_pole", "venture_capital_fund", "state_share"] {
      let instrument = try #require(Instrument(rawValue: name))
      var policy = Self.policy(instrument, paidBy: .regions, budget: 600)
      policy.end = 10
      let simulation = try Simulation(PolicyTests.country([policy]), seed: 3)
      var returned = 0.0
      for _ in 0..<16 {
        let before = Self.deposits(simulation)
        try simulation.step()
        for (r, deposit) in Self.deposits(simulation).enumerated() {
          let regions = simulation.regions
          let balance = regions.ownRevenue[r] + regions.transfers[r] - regions.outlays[r]
          let rest = deposit - before[r] - balance
          #expect(rest > -1e-6, "\(name)")
          if rest > 1e-6 {
            returned += rest
            #expect(["north", "east"].contains(simulation.layout.regions[r].id), "\(name)")
          }
        }
      }
      #expect(returned > 0, "\(name)")
    }
  }

  @Test func `only what spends can be paid by regions, and money moves between equal payers`()
    throws
  {
    var configuration = PolicyTests.country()
    let credit = try #require(Instrument(rawValue: "research_tax_credit"))
    configuration.policies = [Self.policy(credit, paidBy: .regions)]
    #expect(
      configuration.problems().contains(
        "policies.aid.paid_by: research_tax_credit spends nothing that regions could pay"))
    for (payer, isRefused) in [(PolicyPayer.nation, true), (.regions, false)] {
      var roads = Self.policy(
        try #require(Instrument(rawValue: "infrastructure")), paidBy: payer)
      roads.name = "roads"
      var grant = Self.policy(.researchGrant, paidBy: .regions)
      grant.takenFrom = "roads"
      configuration.policies = [roads, grant]
      let problem = "policies.aid.taken_from: must be a policy paid by the regions too, found roads"
      #expect(configuration.problems().contains(problem) == isRefused)
    }
  }

  @Test func `the table says who pays`() throws {
    for payer in PolicyPayer.allCases {
      let simulation = try Self.run([Self.policy(.researchGrant, paidBy: payer)], ticks: 4)
      var recording = Recording()
      simulation.record(into: &recording)
      let column = try #require(recording.policies.index(of: "paid_by"))
      #expect(recording.policies.rows.map { $0[column] } == [.text(payer.rawValue)])
    }
  }
}
