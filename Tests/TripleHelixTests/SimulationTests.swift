import Chunking
import Testing

@testable import TripleHelix

@Suite struct SimulationTests {
  private func run(
    _ configuration: Configuration, seed: UInt64 = 1, ticks: Int, threads: Int = 1, every: Int = 1
  ) throws -> (simulation: Simulation, recording: Recording) {
    let simulation = try Simulation(configuration, seed: seed, threads: threads)
    var recording = Recording()
    simulation.record(into: &recording)
    for _ in 0..<ticks {
      try simulation.step()
      if simulation.tick % every == 0 { simulation.record(into: &recording) }
    }
    return (simulation, recording)
  }

  @Test(arguments: [1, 10])
  func `the first agents give the table's fourteen indicators`(scale: Int) throws {
    let configuration = SmallCountry.configuration(scale: scale)
    let (_, recording) = try run(configuration, ticks: 0)
    let distanceOfCapitals = 150.0
    for (row, region) in configuration.regions.enumerated() {
      let people = region.population
      let expected = [
        100 * region.patentShare, (region.researchExpenditure ?? 0) / people * 1e6,
        1000 * region.researchPersonnel / region.employed, 1000 * region.employed / people,
        1000 * region.labourForce / people, 1000 * region.fixedInvestment / people,
        1000 * region.budgetInvestment / people, 1000 * region.publicExpenditure / people,
        (150 * Double(row) + 150 * Double(abs(row - 1))) / distanceOfCapitals,
        1000 * region.activeFirms / region.area, 1e5 * region.registeredFirms / people,
        1000 * region.industryShare, 1000 * region.servicesShare,
        1000 * region.grossRegionalProduct / people,
      ]
      for (place, value) in expected.enumerated() {
        let found = recording.regions.number("p\(place + 1)", row: row)
        #expect(abs(found / value - 1) < 0.005, "p\(place + 1) of \(region.id)")
      }
    }
  }

  @Test func `threads change no byte`() throws {
    let configuration = SmallCountry.configuration(firms: 9000)
    let bytes = try [1, 2, 3].map { threads in
      try run(configuration, ticks: 6, threads: threads, every: 2).simulation.checkpoint()
    }
    #expect(bytes[0] == bytes[1])
    #expect(bytes[0] == bytes[2])
  }

  @Test func `recording changes no byte and common rows are the same`() throws {
    let configuration = SmallCountry.configuration()
    let every = try run(configuration, ticks: 12, every: 1)
    let fourth = try run(configuration, ticks: 12, every: 4)
    #expect(every.simulation.checkpoint() == fourth.simulation.checkpoint())
    for place in Recording.places {
      let (often, seldom) = (every.recording[keyPath: place], fourth.recording[keyPath: place])
      // Values that are not defined are NaN, which equals nothing: compare descriptions.
      let known = Set(often.rows.map { "\($0)" })
      for row in seldom.rows { #expect(known.contains("\(row)"), "\(often.name)") }
    }
  }

  @Test(arguments: [1, 5, 8])
  func `a resumed run ends in the same bytes`(stop: Int) throws {
    var configuration = SmallCountry.configuration()
    configuration.mechanisms.clusters = true
    let whole = try run(configuration, ticks: 14).simulation
    let first = try run(configuration, ticks: stop).simulation
    let resumed = try Simulation(configuration, resuming: first.checkpoint(), threads: 2)
    #expect(resumed.tick == stop)
    while resumed.tick < 14 { try resumed.step() }
    #expect(resumed.checkpoint() == whole.checkpoint())
  }

  @Test func `the order of regions and sectors changes no aggregate`() throws {
    let configuration = SmallCountry.configuration()
    let reordered = SmallCountry.reordered(configuration)
    let (one, other) = (try run(configuration, ticks: 10), try run(reordered, ticks: 10))
    for column in ["real_gdp", "firms", "unemployment", "consumer_price", "exits"] {
      #expect(
        one.recording.national.numbers(column) == other.recording.national.numbers(column))
    }
  }

  @Test func `doubling the currency unit leaves real outcomes alone`() throws {
    let one = try run(SmallCountry.configuration(), ticks: 20).recording.national
    let two = try run(SmallCountry.configuration(currencyUnit: 2), ticks: 20).recording.national
    for row in one.rows.indices {
      for column in ["firms", "unemployment", "consumer_price", "firms_in_search", "exits"] {
        let (a, b) = (one.number(column, row: row), two.number(column, row: row))
        #expect(abs(a - b) <= 1e-9 * abs(a), "\(column)")
      }
      #expect(
        abs(two.number("gdp", row: row) / one.number("gdp", row: row) - 2) < 2e-9)
    }
  }

  @Test func `the books close every quarter`() throws {
    var configuration = SmallCountry.configuration()
    configuration.mechanisms.clusters = true
    let national = try run(configuration, ticks: 40).recording.national
    for drift in national.numbers("account_drift") { #expect(abs(drift) < 1e-12) }
  }

  @Test func `money that appears in a firm's till is found`() throws {
    let (simulation, _) = try run(SmallCountry.configuration(), ticks: 2)
    simulation.firms.cash[7] += 1e-3 * simulation.ledger.gross
    #expect {
      try simulation.step()
    } throws: { error in
      guard case SimulationError.accountsBroken(let flow, let tick, let deviation) = error else {
        return false
      }
      return flow == "firms' deposits" && tick == 3 && deviation > 1e-4
    }
  }

  @Test func `a flow that loses money is named`() throws {
    var ledger = Ledger(regionCount: 2)
    ledger.endow(.households(0), 100)
    ledger.endow(.firms, 50)
    ledger.start(loans: 0)
    ledger.pay(.wages, from: .firms, 10)
    ledger.receive(.wages, by: .households(1), 9)
    #expect(
      throws: SimulationError.accountsBroken(
        flow: "wages", tick: 3, relativeDeviation: 1 / (100 + 40 + 9.0))
    ) {
      try ledger.close(firmsCash: 40, firmsDebt: 0, tick: 3)
    }
  }

  @Test func `market shares sum to one after entry and exit`() throws {
    let simulation = try Simulation(SmallCountry.configuration(), seed: 1)
    var turnover = 0.0
    for _ in 0..<24 {
      try simulation.step()
      turnover += simulation.sectors.entries[0] * simulation.sectors.exits[0]
      let firms = simulation.firms
      for s in 0..<3 {
        var (home, world) = (0.0, 0.0)
        for firm in 0..<firms.count where firms.id[firm] != 0 && Int(firms.sector[firm]) == s {
          home += firms.homeShare[firm] * simulation.sectors.homeScale[s]
          world += firms.worldShare[firm] * simulation.sectors.worldScale[s]
        }
        #expect(abs(home - 1) < 1e-9)
        // Abroad the world's own firms have the rest.
        #expect(0...1 ~= world && world > 0)
      }
    }
    // In some quarters firms came and went.
    #expect(turnover > 0)
  }

  @Test func `people are neither made nor lost by migration`() throws {
    let configuration = SmallCountry.configuration()
    let (_, recording) = try run(configuration, ticks: 30)
    let regions = recording.regions
    let start = configuration.regions.map(\.population).reduce(0, +)
    for tick in 0...30 {
      let people = (0..<4).reduce(0.0) { $0 + regions.number("population", row: tick * 4 + $1) }
      #expect(abs(people / start - 1) < 1e-12)
    }
  }

  @Test(arguments: [0, 1, 12])
  func `a discovery has spin-offs for as long as its parameter says`(quarters: Int) throws {
    var configuration = SmallCountry.configuration(firms: 200)
    configuration.parameters.discovery.ratePerField = 3
    configuration.parameters.entry.universitySpinOffQuarters = Double(quarters)
    configuration.parameters.entry.universitySpinOffRate = 10
    configuration.universitiesUntil = 2
    let (_, recording) = try run(configuration, ticks: 15)
    let spinOffs = recording.national.numbers("university_spin_offs")
    #expect(!recording.discoveries.rows.isEmpty)
    for tick in 0...15 {
      #expect((spinOffs[tick] > 0) == (1...max(1, quarters) ~= tick && quarters > 0))
    }
  }

  @Test func `spin-offs of one discovery are the same beside those of another`() throws {
    var configuration = SmallCountry.configuration(firms: 200)
    configuration.mechanisms.universities = false
    configuration.parameters.entry.universitySpinOffRate = 5
    func children(of sources: [SpinOffSource]) throws -> Set<UInt64> {
      let simulation = try Simulation(configuration, seed: 1)
      simulation.spinOffSources = sources
      try simulation.step()
      let firms = simulation.firms
      return Set(
        (0..<firms.count).filter {
          firms.id[$0] != 0 && firms.origin[$0] == .universitySpinOff
            && firms.region[$0] == 1
        }.map { firms.id[$0] })
    }
    let elsewhere = SpinOffSource(region: 0, sector: 0, generation: 2, until: 3)
    let here = SpinOffSource(region: 1, sector: 2, generation: 2, until: 3)
    let alone = try children(of: [here])
    #expect(!alone.isEmpty)
    #expect(try children(of: [elsewhere, here]) == alone)
    #expect(try children(of: [here, here]).isStrictSuperset(of: alone))
  }

  @Test func `the generations of a sector make all of its output`() throws {
    let (_, recording) = try run(SmallCountry.configuration(firms: 300), ticks: 60)
    let table = recording.generations
    var output: [String: Double] = [:]
    for row in table.rows.indices {
      output["\(table.rows[row][0]) \(table.rows[row][2])", default: 0] += table.number(
        "output_share", row: row)
    }
    #expect(output.count == 61 * 3)
    for (place, share) in output { #expect(abs(share - 1) < 1e-9, "\(place)") }
  }

  @Test(arguments: [1, 10])
  func `the largest firm is one real firm`(scale: Int) throws {
    let (simulation, recording) = try run(SmallCountry.configuration(scale: scale), ticks: 0)
    let largest = simulation.firms.livingSizes().max() ?? 0
    let employees = recording.sectors.numbers("employees").reduce(0, +)
    let share = recording.national.number("largest_firm", row: 0)
    #expect(abs(share * employees / largest - 1) < 1e-9)
  }

  @Test func `contract research counts once in the product`() throws {
    let (simulation, _) = try run(SmallCountry.configuration(), ticks: 3)
    let ledger = simulation.ledger
    let contracts = ledger.paid(.contractResearch)
    let goods = simulation.sum(.valueAdded)
    #expect(contracts > 0)
    #expect(
      abs(
        simulation.nation.gdp
          - (goods + ledger.paid(.universityPay) - contracts - ledger.paid(.royalties)))
        < 1e-9 * simulation.nation.gdp)
  }

  @Test func `the country's patents of a year are those of its regions`() throws {
    let simulation = try run(SmallCountry.configuration(), ticks: 5).simulation
    var national = 0.0
    for _ in 0..<4 {
      try simulation.step()
      national += simulation.nation.patents
    }
    let regional = (0..<4).reduce(0.0) { $0 + simulation.regions.year.total(.patents, region: $1) }
    #expect(national > 0)
    #expect(abs(national - regional) < 1e-9 * regional)
  }

  @Test func `without universities nothing is discovered`() throws {
    var configuration = SmallCountry.configuration()
    configuration.mechanisms.universities = false
    let (_, recording) = try run(configuration, ticks: 40)
    #expect(recording.discoveries.rows.isEmpty)
    #expect(recording.national.numbers("generations_opened").allSatisfy { $0 == 0 })
  }

  @Test func `without research of firms nobody searches after the first searches end`() throws {
    var configuration = SmallCountry.configuration()
    configuration.mechanisms.firmResearch = false
    let (_, recording) = try run(configuration, ticks: 40)
    let searching = recording.national.numbers("firms_in_search")
    #expect(searching[0] > 0.05)
    #expect(searching[40] < 0.01)
  }

  @Test func `one region, one sector and ten firms run`() throws {
    var configuration = SmallCountry.configuration(firms: 25)
    configuration.regions = [configuration.regions[0]]
    configuration.sectors = [configuration.sectors[1]]
    configuration.distances = [0]
    configuration.capitals = ["north"]
    let (simulation, _) = try run(configuration, ticks: 40)
    #expect(simulation.tick == 40)
  }

  @Test func `damaged checkpoints are refused`() throws {
    let configuration = SmallCountry.configuration(firms: 300)
    let bytes = try run(configuration, ticks: 2).simulation.checkpoint()
    for length in [0, 7, 20, 100, bytes.count / 2, bytes.count - 1] {
      #expect(throws: SimulationError.self) {
        try Simulation(configuration, resuming: Array(bytes.prefix(length)))
      }
    }
    #expect(throws: SimulationError.self) {
      try Simulation(configuration, resuming: bytes + [0])
    }
  }

  @Test func `contradictions are reported together`() {
    var configuration = SmallCountry.configuration()
    configuration.regions[1].id = "north"
    configuration.regions[2].population = 0
    configuration.scale = 0
    configuration.parameters.search.baseHazard = -1
    #expect(throws: SimulationError.self) { try Simulation(configuration, seed: 1) }
    #expect(configuration.problems().count == 5)
  }

  @Test(arguments: 1...40)
  func `no parameters within their ranges trap`(draw: Int) throws {
    var configuration = SmallCountry.configuration(firms: 200)
    var state = UInt64(draw) &* 0x9e37_79b9_7f4a_7c15
    func uniform() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) * 0x1p-53
    }
    for description in Parameters.descriptions where uniform() < 0.15 {
      let range = description.range
      let spot = [0, 1, uniform()][Int(uniform() * 3)]
      configuration.parameters[keyPath: description.keyPath] =
        range.lowerBound + spot * (range.upperBound - range.lowerBound)
    }
    guard configuration.problems().isEmpty else { return }
    // Wild parameters may break an economy, in words, but neither the program nor its books, as long
    // as money has a price: a currency that is worth a millionth is beyond what digits tell apart.
    var simulation: Simulation?
    do throws(SimulationError) {
      let country = try Simulation(configuration, seed: 1)
      simulation = country
      for _ in 0..<12 { try country.step() }
    } catch {
      switch error {
      case .notFinite, .groupingImpossible: break
      case .accountsBroken
      where !(1e-6...1e6).contains(simulation?.nation.exchangeRate ?? 1):
        break
      default: Issue.record("\(error)")
      }
    }
  }
}
