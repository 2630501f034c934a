import Chunking
import RegionalMeasures
import Testing

@testable import TripleHelix

/// Links of firms to universities, other firms and government, as a run records them.
@Suite struct LinkMeasuresTests {
  private static let columns = [
    "university_links", "industry_links", "government_links", "link_synergy",
  ]

  private func country(_ policies: [PolicyDescription] = []) -> Configuration {
    var configuration = SmallCountry.configuration()
    configuration.mechanisms.clusters = true
    configuration.policies = policies
    return configuration
  }

  private func instrument(_ name: String) throws -> PolicyDescription.Instrument {
    try #require(PolicyDescription.Instrument(rawValue: name))
  }

  private func policy(
    _ instrument: PolicyDescription.Instrument, end: Int = 100, regions: [String] = ["north"],
    settings: [String: Double] = [:]
  ) -> PolicyDescription {
    PolicyDescription(
      name: "aid", instrument: instrument, start: 2, end: end, regions: regions, budget: 60,
      settings: settings)
  }

  private func run(
    _ configuration: Configuration, ticks: Int = 24, _ observe: (Simulation) -> Void = { _ in }
  ) throws -> (simulation: Simulation, recording: Recording) {
    let simulation = try Simulation(configuration, seed: 3)
    var recording = Recording()
    for _ in 0..<ticks {
      try simulation.step()
      simulation.record(into: &recording)
      observe(simulation)
    }
    return (simulation, recording)
  }

  /// Values of a column in the last rows of `table`, by the first of its texts.
  private func last(_ column: String, of table: Table) -> [Double] {
    let ticks = table.numbers("tick")
    return zip(ticks, table.numbers(column)).filter { $0.0 == ticks.last }.map(\.1)
  }

  @Test func `links by region add up to the country's, and T is that of their table`() throws {
    let (simulation, recording) = try run(country([policy(.researchGrant)]))
    let firms = simulation.firms
    let government = simulation.firmsLinkedToGovernment()
    var links = Array(repeating: HelixLinks(), count: 4)
    var peers = 0.0
    for firm in 0..<firms.count where firms.id[firm] != 0 {
      let supplier = Int(firms.partners[firm][3])
      let hasSupplier =
        supplier >= 0 && firms.id[supplier] != 0
        && PublicProfile.tag(of: firms.id[supplier]) == firms.partnerTags[firm][3]
      links[Int(firms.region[firm])].add(
        university: firms.university[firm] != .max,
        industry: hasSupplier || firms.cluster[firm] >= 0, government: government[firm])
      if firms.partners[firm][0] >= 0 { peers += 1 }
    }
    var all = HelixLinks()
    for part in links { all.add(part) }
    // In the order of the scenario.
    let order = simulation.layout.canonicalRegion
    for (column, value) in zip(
      Self.columns,
      [
        \HelixLinks.university, \.industry, \.government, \.mutualInformation,
      ] as [KeyPath<HelixLinks, Double>])
    {
      #expect(last(column, of: recording.regions) == order.map { links[$0][keyPath: value] })
      #expect(last(column, of: recording.national) == [all[keyPath: value]])
    }
    #expect(all.firms == last("firms", of: recording.national)[0])
    #expect(all.university == last("linked_firms", of: recording.universities).reduce(0, +))
    #expect(all.university > 20 && all.government > 20 && all.mutualInformation != 0)
    // A supplier that has closed is no link, and peers are none.
    #expect(all.industry > 0.5 * all.firms && all.industry < 0.95 * all.firms)
    #expect(peers > 0.99 * all.firms)
  }

  @Test func `links are taken once a year; without policies government has none, and T is 0`()
    throws
  {
    let recording = try run(country()).recording
    for column in Self.columns {
      for (row, tick) in recording.national.numbers("tick").enumerated() {
        #expect(recording.national.number(column, row: row).isFinite == (Int(tick) % 4 == 0))
      }
    }
    #expect(last("government_links", of: recording.regions) == [0, 0, 0, 0])
    #expect(last("link_synergy", of: recording.regions) == [0, 0, 0, 0])
    #expect(last("link_synergy", of: recording.national) == [0])
  }

  /// A grant with money enough reaches every firm of the north that does research.
  @Test func `whom a grant paid in the last four quarters is linked to government, and no other`()
    throws
  {
    var paid: [Set<UInt64>] = []
    let (simulation, recording) = try run(country([policy(.researchGrant)])) { simulation in
      let firms = simulation.firms
      let north = simulation.layout.regions.firstIndex { $0.id == "north" }
      paid.append(
        Set(
          (0..<firms.count).filter {
            firms.research[$0] > 0 && Int(firms.region[$0]) == north && firms.id[$0] != 0
          }.map { firms.id[$0] }))
    }
    let alive = Set(simulation.firmRecords().map(\.id))
    let expected = paid.suffix(4).reduce(Set()) { $0.union($1) }.intersection(alive)
    #expect(expected.count > paid[23].intersection(alive).count)
    #expect(last("government_links", of: recording.regions) == [Double(expected.count), 0, 0, 0])
  }

  @Test func `a grant that has ended a year ago links nobody`() throws {
    let configuration = country([policy(.researchGrant, end: 12)])
    #expect(
      last("government_links", of: try run(configuration, ticks: 12).recording.national)[0] > 0)
    #expect(
      last("government_links", of: try run(configuration, ticks: 16).recording.national) == [0])
  }

  @Test func `firms that the state owns in part, and members whom a programme reaches, are linked`()
    throws
  {
    let owned = try run(country([policy(try instrument("state_share"), settings: ["share": 0.1])]))
    let count = (0..<owned.simulation.firms.count).count {
      owned.simulation.firms.id[$0] != 0
        && owned.simulation.firms.ownership[$0] == .state
    }
    #expect(count > 0)
    #expect(last("government_links", of: owned.recording.national) == [Double(count)])

    let network = try run(country([policy(.networkProgramme)]))
    let members = network.simulation.clusterRecords().reduce(into: ["north": 0.0]) {
      if $1.isAlive { $0[$1.region, default: 0] += $1.members }
    }
    #expect(members["north"] ?? 0 > 0 && members.count > 1)
    #expect(
      last("government_links", of: network.recording.regions) == [members["north"] ?? 0, 0, 0, 0])
  }

  @Test func `books of all firms are no list of those who take part`() throws {
    let (simulation, recording) = try run(
      country([policy(try instrument("accelerated_depreciation"))]))
    let linked = last("government_links", of: recording.national)[0]
    #expect(linked > 0 && linked < Double(simulation.policyStates[0].participants.count))
  }

  @Test func `links are the same after a checkpoint`() throws {
    let configuration = country(
      [policy(.researchGrant), policy(try instrument("advisory_service"))].enumerated().map {
        var policy = $1
        policy.name = "aid \($0)"
        return policy
      })
    let whole = try run(configuration)
    let half = try run(configuration, ticks: 22).simulation
    let resumed = try Simulation(configuration, resuming: half.checkpoint())
    for _ in 22..<24 { try resumed.step() }
    var recording = Recording()
    resumed.record(into: &recording)
    for column in Self.columns {
      #expect(last(column, of: recording.regions) == last(column, of: whole.recording.regions))
    }
    #expect(last("government_links", of: recording.regions)[0] > 0)
  }

  @Test func `a contact is recent for four quarters, and none of whoever takes the slot`() {
    var contacts = PolicyContacts()
    #expect(!contacts.isRecent(5, born: 0, tick: 10, ticksPerYear: 4))
    contacts.note(5, tick: 10, count: 3)
    #expect(
      (9...15).map { contacts.isRecent(5, born: 0, tick: $0, ticksPerYear: 4) }
        == [true, true, true, true, true, false, false])
    #expect(!contacts.isRecent(5, born: 10, tick: 11, ticksPerYear: 4))
    #expect(
      !contacts.isRecent(4, born: 0, tick: 11, ticksPerYear: 4)
        && !contacts.isRecent(6, born: 0, tick: 11, ticksPerYear: 4))
  }
}
