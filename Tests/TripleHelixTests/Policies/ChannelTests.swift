import Chunking
import RegionalMeasures
import Testing

@testable import TripleHelix

/// That each instrument works through the channel that it names, held against the same seed without.
@Suite struct ChannelTests {
  private static func country(_ policies: [PolicyDescription]) -> Configuration {
    var configuration = SmallCountry.configuration(firms: 1500)
    configuration.mechanisms.clusters = true
    configuration.policies = policies
    return configuration
  }

  private func pair(
    _ name: String, budget: Double = 0, regions: [String] = ["north"], ticks: Int = 24,
    end: Int = 1000, _ settings: [String: Double] = [:]
  ) throws -> (base: Simulation, with: Simulation) {
    let instrument = try #require(PolicyDescription.Instrument(rawValue: name))
    let policy = PolicyDescription(
      name: "aid", instrument: instrument, start: 1, end: end, regions: regions, budget: budget,
      settings: settings)
    var runs: [Simulation] = []
    for policies in [[], [policy]] {
      let simulation = try Simulation(Self.country(policies), seed: 5)
      for _ in 0..<ticks { try simulation.step() }
      runs.append(simulation)
    }
    return (runs[0], runs[1])
  }

  private func north(_ simulation: Simulation) -> Int {
    simulation.layout.regions.firstIndex { $0.id == "north" } ?? 0
  }

  private func mean(_ simulation: Simulation, _ value: (Int) -> Double) -> Double {
    let home = north(simulation)
    var (sum, count) = (0.0, 0.0)
    for firm in 0..<simulation.firms.count
    where simulation.firms.id[firm] != 0 && Int(simulation.firms.region[firm]) == home {
      sum += value(firm)
      count += 1
    }
    return sum / count
  }

  @Test func `a grant pays firms without profit, a tax credit does not`() throws {
    let grant = try pair("research_grant", budget: 1e6, ["rate": 0.4]).with
    let credit = try pair("research_tax_credit", budget: 1e6, ["rate": 0.4]).with
    #expect(try abs(grant.instrument(ResearchGrant.self).report.ratePaid - 0.4) < 1e-9)
    #expect(grant.policyStates[0].forgone == 0 && credit.policyStates[0].spent == 0)
    #expect(credit.policyStates[0].forgone > 0)
    #expect(
      try credit.instrument(ResearchTaxCredit.self).report.withoutTax > 0,
      "some spend on R&D and owe no tax")
    #expect(credit.policyStates[0].forgone < grant.policyStates[0].spent)
  }

  @Test(arguments: ["research_grant", "research_tax_credit"])
  func `firms answer a lower price of R&D by its elasticity`(_ name: String) throws {
    // In its first quarter nothing else has moved yet: who searches in both runs does so alike.
    let (base, with) = try pair(name, budget: 1e6, ticks: 2, ["rate": 0.5])
    var answers: [Double] = []
    for firm in 0..<base.firms.count
    where base.firms.research[firm] > 0 && with.firms.research[firm] > 0
      && Int(base.firms.region[firm]) == north(base) && base.firms.margin[firm] > 0
    {
      answers.append(Double(with.firms.research[firm] / base.firms.research[firm]))
    }
    #expect(answers.count > 10)
    let expected = 0.5.squareRoot()
    #expect(answers.filter { abs($0 * expected - 1) < 1e-6 }.count * 10 >= answers.count * 9)
  }

  @Test func `what was paid of R&D can still be told at the end of the quarter`() throws {
    let (base, with) = try pair("research_grant", budget: 1e6, ["rate": 0.4])
    let support = with.tables.support
    let searching = (0..<with.firms.count).filter {
      with.firms.id[$0] != 0 && with.firms.research[$0] > 0 && with.firms.output[$0] > 0
        && Int(with.firms.region[$0]) == north(with)
    }
    #expect(searching.count > 10)
    #expect(searching.allSatisfy { abs(support.researchPaid($0) - 0.4) < 1e-9 })
    #expect((0..<base.firms.count).allSatisfy { base.tables.support.researchPaid($0) == 0 })
  }

  @Test func `an incremental credit costs less than one on all R&D`() throws {
    let all = try pair("research_tax_credit", budget: 1e6).with.policyStates[0].forgone
    let more = try pair("research_tax_credit", budget: 1e6, ["incremental": 1]).with
      .policyStates[0].forgone
    #expect(more < all)
  }

  @Test func `the state bears the rents of firms on leased land`() throws {
    let lease = try pair("land_lease", budget: 1e6, ticks: 12).with
    let home = north(lease)
    let expected = lease.policyStates[0].participants.reduce(0.0) {
      $0 + lease.landRent(home) * lease.wageBill(of: Int($1.slot)) * lease.scale
    }
    // What was borne are the rents of the quarter before, of those who had settled by then.
    let borne = try lease.instrument(LandLease.self).report.rent
    #expect(borne > 0.3 * expected)
    #expect(borne < 1.5 * expected)
    #expect(expected > 0)
  }

  @Test func `faster write-offs put tax off and make it due later`() throws {
    let with = try pair("accelerated_depreciation", budget: 1e6, ticks: 40, ["write_off": 2]).with
    #expect(with.policyStates[0].forgone > 0)
    #expect(try with.instrument(AcceleratedDepreciation.self).report.relief > 0)
  }

  @Test func `a tariff lowers imports and raises revenue`() throws {
    let (base, with) = try pair("trade_restriction", regions: [], ["tariff": 0.3])
    #expect(
      zip(with.sectors.importShare, base.sectors.importShare).allSatisfy { $0 < $1 })
    #expect(try with.instrument(TradeRestriction.self).report.tariffs > 0)
  }

  @Test func `a duty moves markets to firms inside its border`() throws {
    let (base, with) = try pair("trade_restriction", ["tariff": 0, "duty": 0.3])
    #expect(
      with.sum(.output, region: north(with)) / with.sum(.output)
        > base.sum(.output, region: north(base)) / base.sum(.output))
    #expect(try with.instrument(TradeRestriction.self).report.duties > 0)
  }

  @Test func `infrastructure raises productivity and wears out after its end`() throws {
    let (base, with) = try pair("infrastructure", budget: 500, end: 12)
    let gain =
      mean(with) { Double(with.firms.productivity[$0]) }
      / mean(base) { Double(base.firms.productivity[$0]) }
    #expect(gain > 1.01)
    let report = try with.instrument(Infrastructure.self).report
    let stock = report.stock
    try with.step()
    #expect(report.stock < stock && stock > 0)
  }

  @Test func `bail-outs keep firms alive, and a policy can switch the country's own off`() throws {
    let (base, with) = try pair("exit_support", budget: 1e7, regions: [], ["probability": 1])
    #expect(with.sum(.firms) > base.sum(.firms))
    var soft = Self.country([])
    soft.parameters.exit.bailOutProbability = 0.5
    var hard = Self.country([
      PolicyDescription(
        name: "aid", instrument: try #require(.init(rawValue: "exit_support")), start: 0, end: 1000)
    ])
    hard.parameters.exit.bailOutProbability = 0.5
    let runs = try [Self.country([]), soft, hard].map { configuration in
      let simulation = try Simulation(configuration, seed: 5)
      for _ in 0..<16 { try simulation.step() }
      return simulation
    }
    #expect(runs[1].sum(.firms) > runs[0].sum(.firms))
    let isHard = runs[2].stateWithoutPolicies == runs[0].stateWithoutPolicies
    #expect(isHard)
  }

  @Test func `training raises social capital and fades after the campaign`() throws {
    let (base, with) = try pair(
      "training_and_information", budget: 1e6, end: 8, ["reach": 0.5, "fade": 0.1])
    func readiness(_ simulation: Simulation) -> Double {
      mean(simulation) { SocialCapital.readiness(simulation.firms.socialCapital[$0]) }
    }
    #expect(readiness(with) > readiness(base))
    let before = readiness(with)
    for _ in 0..<16 { try with.step() }
    #expect(readiness(with) < before)
  }

  @Test func `advice raises efficiency`() throws {
    let (base, with) = try pair("advisory_service", budget: 1e6, ["visits": 300])
    #expect(
      mean(with) { Double(with.firms.efficiency[$0]) }
        > mean(base) { Double(base.firms.efficiency[$0]) })
  }

  @Test(arguments: ["state_laboratories", "cooperative_research_centre", "researcher_mobility"])
  func `knowledge of firms grows`(name: String) throws {
    let (base, with) = try pair(
      name, budget: name == "researcher_mobility" ? 0 : 500,
      name == "researcher_mobility" ? ["leave_share": 0.5] : [:])
    #expect(
      mean(with) { Double(with.firms.knowledge[$0]) }
        > mean(base) { Double(base.firms.knowledge[$0]) })
  }

  @Test(
    arguments: [
      ("technopolis", ["sites": 5000]), ("industrial_park", ["plots": 5000]), ("land_lease", [:]),
      ("special_economic_zone", [:]), ("venture_capital_fund", [:]), ("contest", [:]),
    ] as [(String, [String: Double])])
  func `more firms start in the region`(name: String, settings: [String: Double]) throws {
    let (base, with) = try pair(name, budget: 1000, settings)
    func founded(_ simulation: Simulation) -> Int {
      let home = north(simulation)
      return (0..<simulation.firms.count).count {
        simulation.firms.id[$0] != 0 && Int(simulation.firms.region[$0]) == home
          && simulation.firms.birth[$0] > 0
      }
    }
    #expect(founded(with) > founded(base))
  }

  @Test func `a zone takes founders from other regions`() throws {
    let with = try pair("special_economic_zone", budget: 1000, ticks: 40, ["start_up_factor": 5])
      .with
    #expect(try with.instrument(SpecialEconomicZone.self).report.settled > 0)
    #expect(with.policyLedger.displacement.contains { $0 > 0 })
    #expect(with.policyLedger.displacement[north(with)] == 0)
  }

  @Test func `discounts and guarantees raise exports`() throws {
    let (base, with) = try pair("export_support", budget: 1e6, regions: [], ["discount": 0.1])
    #expect(with.nation.exports > base.nation.exports)
  }

  @Test func `foreign firms settle, are owned abroad and link to neighbours`() throws {
    let with = try pair("foreign_investment_zone", budget: 1e4, ["arrivals": 20]).with
    let foreign = (0..<with.firms.count).filter {
      with.firms.id[$0] != 0 && with.firms.ownership[$0] == .foreign
    }
    #expect(!foreign.isEmpty)
    #expect(foreign.allSatisfy { Int(with.firms.region[$0]) == north(with) })
    let slots = Set(foreign.map(Int32.init))
    #expect(
      (0..<with.firms.count).contains { firm in
        with.firms.id[firm] != 0
          && (0..<3).contains { slots.contains(with.firms.partners[firm][$0]) }
      })
  }

  @Test func `what a zone's firms pay out leaves, and goes on leaving when the zone has ended`()
    throws
  {
    let instrument = try #require(
      PolicyDescription.Instrument(rawValue: "foreign_investment_zone"))
    let policy = PolicyDescription(
      name: "zone", instrument: instrument, start: 1, end: 16, regions: ["north"],
      budget: 1e4, settings: ["arrivals": 40])
    let simulation = try Simulation(Self.country([policy]), seed: 5)
    var left = 0.0
    for tick in 1...32 {
      try simulation.step()
      let abroad = simulation.regions.dividendsAbroad
      #expect(abroad.indices.allSatisfy { $0 == north(simulation) || abroad[$0] == 0 })
      let reported = try simulation.instrument(ForeignInvestmentZone.self).report.dividendsAbroad
      let all = abroad.reduce(0, +)
      if tick < 16 { #expect(abs(reported - all) <= 1e-9 * max(1, all)) }
      if tick > 20 { left += all }
      #expect(simulation.ledger.paid(.policyReturns) == 0)
    }
    #expect(left > 0)
  }

  @Test func `the state buys the largest firms and sells them at the end`() throws {
    let with = try pair("state_share", budget: 1e6, ticks: 10, end: 20, ["firms": 5]).with
    func owned() -> [Int] {
      (0..<with.firms.count).filter {
        with.firms.id[$0] != 0 && with.firms.ownership[$0] == .state
      }
    }
    #expect((1...5).contains(owned().count))
    #expect(try with.instrument(StateShare.self).report.dividends > 0)
    for _ in 10..<21 { try with.step() }
    #expect(owned().isEmpty)
    #expect(with.ledger.paid(.policyReturns) > 0)
  }

  @Test func `a fund sells its stakes`() throws {
    let instrument = try #require(PolicyDescription.Instrument(rawValue: "venture_capital_fund"))
    let policy = PolicyDescription(
      name: "fund", instrument: instrument, start: 0, end: 8, budget: 1e5,
      settings: ["holding": 1, "return_target": -1])
    let simulation = try Simulation(Self.country([policy]), seed: 5)
    let report = try simulation.instrument(VentureCapitalFund.self).report
    var (exits, returns) = (0.0, 0.0)
    for _ in 0..<14 {
      try simulation.step()
      exits += report.exits
      returns += report.returns
    }
    #expect(exits > 0 && returns > 0)
    #expect(simulation.policyStates[0].participants.isEmpty)
  }

  @Test func `loans of a growth pole are repaid`() throws {
    let with = try pair("growth_pole", budget: 2000, ticks: 40, end: 8, ["term": 2]).with
    #expect(with.policyStates[0].spent > 0)
    let outstanding = try with.instrument(GrowthPole.self).report.loans
    #expect(outstanding < 0.2 * with.policyStates[0].spent)
  }

  @Test func `contracts start searches and are paid in full`() throws {
    let with = try pair("research_procurement", budget: 500, ticks: 12, ["contract": 2]).with
    let list = with.policyStates[0].participants
    #expect(!list.isEmpty)
    #expect(with.policyStates[0].spent > 0)
    #expect(list.contains { $0.amount < 2 })
    for contract in list { #expect(contract.amount > -1e-9) }
  }

  @Test func `brokers bring members`() throws {
    let (base, with) = try pair("network_programme", budget: 1e5, regions: [], ["brokers": 10])
    let everywhere = Array(repeating: true, count: with.layout.cellCount)
    #expect(with.members(ofCells: everywhere) > base.members(ofCells: everywhere))
  }

  @Test func `money for universities raises their staff, and a licensing office their reach`()
    throws
  {
    let (base, with) = try pair("university_funding", budget: 1000)
    #expect(with.regions.researchStaff[north(with)] > base.regions.researchStaff[north(base)])
    let office = try pair("licensing_office", budget: 1000, ["royalty": 0.04]).with
    #expect(office.policyLedger.levers.licensing[north(office)] == 0.5)
    // A licence has one price: the office's where there is one, else the parameters'.
    let prices = (0..<office.layout.regionCount).map { office.tables.royalty[$0] }
    #expect(prices[north(office)] == 0.04)
    #expect(prices.count { $0 == office.parameters.universities.royalty } == prices.count - 1)
  }

  @Test func `whoever is ready answers a contest, and winners do more R&D`() throws {
    let (base, with) = try pair(
      "contest", budget: 1000, ["winners": 100, "noise": 0, "every": 50, "award": 2])
    let policy = try #require(with.policyLedger.running.first)
    let consortium = Set(try with.instrument(Contest.self).rules.consortium(policy, with))
    let home = north(with)
    var (all, ready, others) = (0, 0.0, 0.0)
    for firm in 0..<with.firms.count
    where with.firms.id[firm] != 0 && Int(with.firms.region[firm]) == home {
      all += 1
      let readiness = SocialCapital.readiness(with.firms.socialCapital[firm])
      if consortium.contains(firm) { ready += readiness } else { others += readiness }
      if with.firms.cluster[firm] >= 0, with.isTarget(firm, of: policy),
        with.policyStates[0].winners.contains(Int32(with.cell(of: firm)))
      {
        #expect(consortium.contains(firm), "members answer")
      }
    }
    #expect(consortium.count > all / 5 && consortium.count < all)
    #expect(ready / Double(consortium.count) > others / Double(all - consortium.count))
    let research = [base, with].map { run in
      (0..<run.layout.sectorCount).reduce(0.0) {
        $0 + run.cellResearch[home * run.layout.sectorCount + $1]
      }
    }
    #expect(research[1] > 1.2 * research[0])
  }
}

extension Simulation {
  /// The instrument of the first policy.
  func instrument<Instrument: PolicyInstrument>(_ type: Instrument.Type) throws -> Instrument {
    try #require(policyStates[0].instrument as? Instrument)
  }
}
