import Chunking
import Testing

@testable import TripleHelix

/// Firms that the state and foreigners own since the start, and where their dividends go.
@Suite struct OwnershipTests {
  private static let none = OwnershipShares()
  private static let mixed = OwnershipShares(stateOwnedShare: 0.15, foreignOwnedShare: 0.25)
  private static let foreign = OwnershipShares(foreignOwnedShare: 1)
  private static let state = OwnershipShares(stateOwnedShare: 1)

  private func country(
    _ shares: OwnershipShares, unit: Double = 1, _ change: (inout Configuration) -> Void = { _ in }
  ) -> Configuration {
    var configuration = SmallCountry.configuration(currencyUnit: unit)
    configuration.ownership = shares
    change(&configuration)
    return configuration
  }

  /// Nobody founds a firm, so that all firms are those of the start.
  private static func withoutEntry(_ configuration: inout Configuration) {
    configuration.mechanisms.startUps = false
    configuration.mechanisms.spinOffs = false
    configuration.mechanisms.universitySpinOffs = false
  }

  private func employees(
    _ simulation: Simulation, _ owner: Ownership? = nil, where isIn: (Int) -> Bool = { _ in true }
  ) -> [Double] {
    (0..<simulation.firms.count).filter {
      simulation.firms.id[$0] != 0 && isIn($0)
        && (owner == nil || simulation.firms.ownership[$0] == owner)
    }.map { simulation.firms.employees[$0] }
  }

  /// Holds what an owner has of some firms against its share: it is off by at most half of the
  /// largest of its firms.
  private func expectShare(
    _ share: Double, of owner: Ownership, _ simulation: Simulation,
    where isIn: (Int) -> Bool = { _ in true }
  ) {
    let own = employees(simulation, owner, where: isIn)
    let wanted = share * employees(simulation, where: isIn).reduce(0, +)
    #expect(!own.isEmpty)
    #expect(abs(own.reduce(0, +) - wanted) <= (own.max() ?? 0) / 2 + 1e-9 * wanted)
  }

  // MARK: Who owns what at the start

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `shares of the country are met within half a firm`(seed: UInt64) throws {
    let simulation = try Simulation(country(Self.mixed), seed: seed)
    expectShare(0.15, of: .stateSinceStart, simulation)
    expectShare(0.25, of: .foreign, simulation)
  }

  @Test func `shares of regions are met in each, and the country's where none stand`() throws {
    let stated = [0.5, 0.1, 0.3]
    let configuration = country(OwnershipShares(stateOwnedShare: 0.2, foreignOwnedShare: 0.05)) {
      for (place, share) in stated.enumerated() {
        $0.regions[place].ownership.foreignOwnedShare = share
      }
    }
    let simulation = try Simulation(configuration, seed: 3)
    for (place, share) in (stated + [0.05]).enumerated() {
      let r = simulation.layout.canonicalRegion[place]
      expectShare(share, of: .foreign, simulation) {
        Int(simulation.firms.region[$0]) == r
      }
      expectShare(0.2, of: .stateSinceStart, simulation) {
        Int(simulation.firms.region[$0]) == r
      }
    }
  }

  @Test func `shares of sectors are met in each, and without any all firms are domestic`() throws {
    let simulation = try Simulation(
      country(Self.none) { $0.sectors[1].ownership.foreignOwnedShare = 0.6 }, seed: 3)
    let machines = simulation.layout.canonicalSector[1]
    expectShare(0.6, of: .foreign, simulation) {
      Int(simulation.firms.sector[$0]) == machines
    }
    let others = employees(simulation, .foreign) {
      Int(simulation.firms.sector[$0]) != machines
    }
    #expect(others.isEmpty)
    #expect(employees(simulation, .stateSinceStart).isEmpty)
  }

  @Test func `where regions and sectors state shares, both margins are met`() throws {
    let byRegion = [0.3, 0.2, 0.1, 0.4]
    let bySector = [0.1, 0.4, 0.2]
    let configuration = country(OwnershipShares(stateOwnedShare: 0.1)) {
      for place in byRegion.indices {
        $0.regions[place].ownership.foreignOwnedShare = byRegion[place]
      }
      for place in bySector.indices {
        $0.sectors[place].ownership.foreignOwnedShare = bySector[place]
      }
    }
    let simulation = try Simulation(configuration, seed: 3)
    let layout = simulation.layout
    let cells = 0..<layout.cellCount
    let people = cells.map { cell in
      employees(simulation) { simulation.cell(of: $0) == cell }.reduce(0, +)
    }
    let plan = try #require(
      OwnershipPlan(layout, country: configuration.ownership, employees: people))
    #expect(plan.group == Array(cells))
    func ratio(_ part: [Int], _ owner: Int) -> Double {
      part.reduce(0) { $0 + plan.wanted[$1][owner] } / part.reduce(0) { $0 + people[$1] }
    }
    for (place, share) in byRegion.enumerated() {
      let own = cells.filter { $0 / layout.sectorCount == layout.canonicalRegion[place] }
      #expect(abs(ratio(own, 1) - share) < 1e-6)
    }
    // Sectors keep their proportions to each other; their sum is that of the regions.
    let factors = bySector.enumerated().map { place, share in
      ratio(cells.filter { $0 % layout.sectorCount == layout.canonicalSector[place] }, 1) / share
    }
    #expect((factors.max() ?? 0) - (factors.min() ?? 1) < 1e-6)
    #expect(cells.allSatisfy { plan.wanted[$0].allSatisfy { $0 >= 0 } })
    #expect(cells.allSatisfy { plan.wanted[$0].reduce(0, +) <= people[$0] * (1 + 1e-9) })
    #expect(abs(ratio(Array(cells), 0) - 0.1) < 0.02)
    for cell in cells where plan.wanted[cell][1] > 0.05 * people[cell] {
      let own = employees(simulation, .foreign) { simulation.cell(of: $0) == cell }
      #expect(abs(own.reduce(0, +) - plan.wanted[cell][1]) <= (own.max() ?? people[cell]) / 2)
    }
  }

  @Test func `large firms are more often foreign or of the state`() throws {
    let simulation = try Simulation(country(Self.mixed), seed: 1)
    func mean(_ sizes: [Double]) -> Double { sizes.reduce(0, +) / Double(sizes.count) }
    let domestic = mean(employees(simulation, .domestic))
    #expect(mean(employees(simulation, .stateSinceStart)) > 3 * domestic)
    #expect(mean(employees(simulation, .foreign)) > 3 * domestic)
  }

  @Test func `who is founded later is domestic, spin-offs of foreign firms too`() throws {
    let simulation = try Simulation(country(Self.foreign), seed: 1)
    for _ in 0..<40 { try simulation.step() }
    let firms = simulation.firms
    var spinOffs = 0
    for firm in 0..<firms.count where firms.id[firm] != 0 {
      let isOld = firms.origin[firm] == .initial
      #expect(firms.ownership[firm] == (isOld ? .foreign : .domestic))
      if firms.origin[firm] == .spinOff { spinOffs += 1 }
    }
    #expect(spinOffs > 0)
  }

  // MARK: Nothing else moves

  @Test func `shares of zero change no byte`() throws {
    func bytes(_ configuration: Configuration) throws -> [UInt8] {
      let simulation = try Simulation(configuration, seed: 2)
      for _ in 0..<8 { try simulation.step() }
      return simulation.checkpoint()
    }
    let zero = OwnershipShares(stateOwnedShare: 0, foreignOwnedShare: 0)
    let written = country(zero) { configuration in
      for place in configuration.regions.indices { configuration.regions[place].ownership = zero }
      for place in configuration.sectors.indices { configuration.sectors[place].ownership = zero }
    }
    #expect(try bytes(country(Self.none)) == bytes(written))
  }

  @Test func `threads and a checkpoint between change no byte`() throws {
    var configuration = SmallCountry.configuration(firms: 9000)
    configuration.ownership = Self.mixed
    func run(_ threads: Int) throws -> Simulation {
      let simulation = try Simulation(configuration, seed: 1, threads: threads)
      for _ in 0..<4 { try simulation.step() }
      return simulation
    }
    let (one, two) = (try run(1), try run(2))
    #expect(one.checkpoint() == two.checkpoint())
    let resumed = try Simulation(configuration, resuming: one.checkpoint(), threads: 2)
    #expect(resumed.regions.dividendsAbroad == one.regions.dividendsAbroad)
    for _ in 0..<4 {
      try one.step()
      try resumed.step()
    }
    #expect(one.checkpoint() == resumed.checkpoint())
  }

  @Test func `doubling the currency unit leaves real outcomes alone`() throws {
    func national(_ unit: Double) throws -> Table {
      let simulation = try Simulation(country(Self.mixed, unit: unit), seed: 1)
      var recording = Recording()
      for _ in 0..<20 {
        try simulation.step()
        simulation.record(into: &recording)
      }
      return recording.national
    }
    let (one, two) = (try national(1), try national(2))
    for row in one.rows.indices {
      for column in ["firms", "unemployment", "consumer_price", "exchange_rate", "exits"] {
        let (a, b) = (one.number(column, row: row), two.number(column, row: row))
        #expect(abs(a - b) <= 1e-9 * abs(a), "\(column)")
      }
      for column in ["gdp", "dividends_abroad", "state_dividends"] {
        #expect(abs(two.number(column, row: row) / one.number(column, row: row) - 2) < 1e-8)
      }
    }
  }

  // MARK: Where the money goes

  @Test func `the books close with all owners and the policies that touch them`() throws {
    func policy(_ name: String, _ settings: [String: Double]) throws -> PolicyDescription {
      PolicyDescription(
        name: name, instrument: try #require(PolicyDescription.Instrument(rawValue: name)),
        start: 2, end: 24, budget: 1e5, settings: settings)
    }
    var configuration = country(Self.mixed)
    configuration.mechanisms.clusters = true
    configuration.policies = [
      try policy("venture_capital_fund", ["return_target": -1, "oldest": 100]),
      try policy("state_share", ["firms": 5]), try policy("foreign_investment_zone", [:]),
    ]
    let simulation = try Simulation(configuration, seed: 1)
    var owners: Set<Ownership> = []
    var stakes = false
    for _ in 0..<40 {
      try simulation.step()
      #expect(abs(simulation.ledger.drift) < 1e-12)
      let firms = simulation.firms
      for firm in 0..<firms.count where firms.id[firm] != 0 {
        owners.insert(firms.ownership[firm])
      }
      for stake in simulation.policyStates[0].participants
      where firms.ownership[Int(stake.slot)].payee != .households { stakes = true }
    }
    #expect(owners == Set(Ownership.allCases))
    #expect(stakes, "the fund holds stakes of firms that do not pay households")
  }

  @Test func `dividends and estates of foreign firms are all that trade does not explain`() throws {
    let simulation = try Simulation(country(Self.foreign, Self.withoutEntry), seed: 1)
    var expected = 0.0
    var estates = 0.0
    for _ in 0..<16 {
      try simulation.step()
      let abroad = simulation.regions.dividendsAbroad.reduce(0, +)
      #expect(abroad > 0)
      #expect(abs(simulation.ledger.paid(.dividends) / abroad - 1) < 1e-12)
      estates += simulation.ledger.paid(.estates)
      expected += simulation.ledger.paid(.estates) - simulation.currentAccount
      let found = simulation.ledger[.restOfWorld]
      #expect(abs(found - expected) < 1e-9 * simulation.ledger.gross)
    }
    #expect(estates > 0)
  }

  @Test func `the exchange rate answers to dividends abroad as to imports`() throws {
    let simulation = try Simulation(country(Self.foreign), seed: 1)
    try simulation.step()
    let nation = simulation.nation
    let abroad = simulation.regions.dividendsAbroad.reduce(0, +)
    let rate = simulation.parameters.accounts.exchangeSmoothing
    #expect(abroad > 0.01 * nation.gdp)
    let expected = rate * (nation.exports - nation.imports - abroad) / nation.gdp
    #expect(abs(nation.currentAccount - expected) < 1e-12)
    var recording = Recording()
    simulation.record(into: &recording)
    let row = recording.national
    #expect(
      abs(
        row.number("current_account", row: 0) - row.number("exports", row: 0)
          + row.number("imports", row: 0) + row.number("dividends_abroad", row: 0))
        < 1e-9 * nation.gdp)
  }

  @Test func `tax is kept of dividends abroad, and regions get their part`() throws {
    func own(_ shares: OwnershipShares) throws -> (tax: Double, abroad: Double) {
      let simulation = try Simulation(country(shares), seed: 1)
      return (
        simulation.regions.ownRevenue.reduce(0, +), simulation.regions.dividendsAbroad.reduce(0, +)
      )
    }
    let (domestic, foreign) = (try own(Self.none), try own(Self.foreign))
    // What is paid out is the same, and so is the tax on it.
    #expect(abs(foreign.tax / domestic.tax - 1) < 1e-9)
    #expect(domestic.abroad == 0 && foreign.abroad > 0)
  }

  @Test func `dividends and estates of the state's firms arrive with the government`() throws {
    let configuration = country(Self.state) {
      Self.withoutEntry(&$0)
      $0.parameters.accounts.incomeTax = 0
      $0.parameters.accounts.valueAddedTax = 0
      $0.parameters.accounts.profitTax = 0
      $0.parameters.accounts.benefit = 0
      $0.mechanisms.landRents = false
    }
    let simulation = try Simulation(configuration, seed: 1)
    var (dividends, estates) = (0.0, 0.0)
    for _ in 0..<16 {
      let before = simulation.governmentDeposit
      try simulation.step()
      let ledger = simulation.ledger
      let spent =
        simulation.demand.nationalPurchases + simulation.demand.regionalPurchases.reduce(0, +)
        + ledger.paid(.universityGrants)
      let received = ledger.paid(.dividends) + ledger.paid(.estates)
      #expect(
        abs(simulation.governmentDeposit - before - received + spent) < 1e-9 * ledger.gross)
      #expect(
        abs(simulation.regions.stateDividends.reduce(0, +) - ledger.paid(.dividends))
          < 1e-9 * ledger.gross)
      dividends += ledger.paid(.dividends)
      estates += ledger.paid(.estates)
    }
    #expect(dividends > 0 && estates > 0)
  }

  @Test(arguments: [none, mixed, foreign, state])
  func `the first quarter pays what the first state expects`(shares: OwnershipShares) throws {
    let simulation = try Simulation(country(shares), seed: 1)
    let income = simulation.regions.disposableIncome.reduce(0, +)
    let abroad = simulation.regions.dividendsAbroad.reduce(0, +)
    let toState = simulation.regions.stateDividends.reduce(0, +)
    try simulation.step()
    #expect(abs(simulation.regions.disposableIncome.reduce(0, +) / income - 1) < 0.03)
    for (before, after) in [
      (abroad, simulation.regions.dividendsAbroad.reduce(0, +)),
      (toState, simulation.regions.stateDividends.reduce(0, +)),
    ] {
      #expect(abs(after - before) <= 0.15 * before)
    }
  }

  // MARK: What is seen of it

  @Test func `tables and panel tell who owns firms`() throws {
    let simulation = try Simulation(
      country(Self.mixed) { $0.firmsEvery = 1 }, seed: 1)
    var recording = Recording()
    simulation.record(into: &recording)
    let national = recording.national
    #expect(abs(national.number("state_owned_share", row: 0) - 0.15) < 0.01)
    #expect(abs(national.number("foreign_owned_share", row: 0) - 0.25) < 0.01)
    let place = try #require(recording.firms.index(of: "owner"))
    var employees: [String: Double] = [:]
    for row in recording.firms.rows.indices {
      guard case .text(let owner) = recording.firms.rows[row][place] else { continue }
      employees[owner, default: 0] += recording.firms.number("employees", row: row)
    }
    #expect(Set(employees.keys) == ["domestic", "state", "foreign"])
    let share = (employees["foreign"] ?? 0) / employees.values.reduce(0, +)
    #expect(abs(share - national.number("foreign_owned_share", row: 0)) < 1e-9)
    // Firms of the state are linked to government, as those in which it has a share.
    let linked = simulation.firmsLinkedToGovernment()
    #expect(
      (0..<simulation.firms.count).allSatisfy {
        linked[$0] == (simulation.firms.ownership[$0] == .stateSinceStart)
      })
  }

  @Test func `shares that cannot be are refused, all at once`() {
    let configuration = country(OwnershipShares(stateOwnedShare: 0.5)) {
      $0.regions[0].ownership.foreignOwnedShare = 0.6
      $0.sectors[0].ownership.foreignOwnedShare = -0.1
      $0.sectors[1].ownership.foreignOwnedShare = .nan
    }
    let problems = configuration.problems().filter { $0.contains("foreign_owned_share") }
    #expect(problems.count == 3)
    #expect(problems.allSatisfy { $0.contains("must lie in 0...1 and sum to 1 at most") })
  }
}
