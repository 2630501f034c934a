import Chunking
import Foundation
import Testing

@testable import TripleHelix

/// What holds for every instrument on the list.
@Suite struct PolicyTests {
  typealias Instrument = PolicyDescription.Instrument

  /// Settings that let an instrument act within a few quarters.
  static let strong: [String: [String: Double]] = [
    "trade_restriction": ["tariff": 0.3, "duty": 0.2],
    "exit_support": ["probability": 1],
    "contest": ["winners": 2, "every": 2],
    "pilot_clusters": ["winners": 2, "every": 2],
    "venture_capital_fund": ["return_target": -1, "holding": 1],
    "research_procurement": ["contract": 0.5],
    "foreign_investment_zone": ["arrivals": 20],
    "licensing_office": ["royalty": 0.2],
    "state_share": ["share": 0.1],
  ]

  /// Settings with which a rule that takes no money says nothing.
  static let silent: [String: [String: Double]] = [
    "trade_restriction": ["tariff": 0, "duty": 0],
    "researcher_mobility": ["leave_share": 0],
    "exit_support": ["probability": 0],
  ]

  /// Settings with which an instrument that has money offers nothing for it.
  static let idle: [String: [String: Double]] = [
    "research_grant": ["rate": 0],
    "research_tax_credit": ["rate": 0],
    "state_laboratories": ["capacity": 0],
    "advisory_service": ["visits": 0],
    "training_and_information": ["reach": 0, "information": 0],
    "network_programme": ["rate": 0, "brokers": 0, "broker_share": 0],
    "technopolis": ["sites": 0, "staff": 0, "lab_places": 0],
    "industrial_park": ["plots": 0],
    "land_lease": ["area": 0],
    "foreign_investment_zone": ["arrivals": 0],
    "university_funding": ["staff": 0],
    "export_support": ["discount": 0, "cover": 0, "hazard_factor": 1],
    "state_share": ["firms": 0, "share": 0],
    "infrastructure": ["capacity": 0],
  ]

  static func country(_ policies: [PolicyDescription] = []) -> Configuration {
    var configuration = SmallCountry.configuration(firms: 600)
    configuration.mechanisms.clusters = true
    configuration.policies = policies
    return configuration
  }

  static func policy(
    _ instrument: Instrument, start: Int = 2, budget: Double? = nil
  )
    -> PolicyDescription
  {
    PolicyDescription(
      name: "aid", instrument: instrument, start: start, end: 1000, regions: ["north"],
      budget: budget ?? (instrument.budget == .none ? 0 : 60),
      settings: strong[instrument.rawValue] ?? [:])
  }

  static func run(
    _ configuration: Configuration, ticks: Int = 16, threads: Int = 1
  ) throws -> Simulation {
    let simulation = try Simulation(configuration, seed: 3, threads: threads)
    for _ in 0..<ticks { try simulation.step() }
    return simulation
  }

  /// Compares bytes; `==` inside `#expect` would list their differences, which takes minutes.
  static func areSame(_ one: [UInt8], _ other: [UInt8]) -> Bool { one == other }

  static let baseline: [UInt8] = (try? run(country()).stateWithoutPolicies) ?? []

  @Test(arguments: Instrument.allCases)
  func `a policy that begins after the run changes no byte`(instrument: Instrument) throws {
    let other = try Self.run(Self.country([Self.policy(instrument, start: 500)]))
    #expect(Self.areSame(other.stateWithoutPolicies, Self.baseline))
  }

  @Test(arguments: Instrument.allCases)
  func `a policy without money or without a rule changes no byte`(instrument: Instrument) throws {
    var policy = Self.policy(instrument, budget: 0)
    if instrument.budget != .required {
      guard let silent = Self.silent[instrument.rawValue] else { return }
      policy.settings.merge(silent) { $1 }
    }
    let other = try Self.run(Self.country([policy]))
    #expect(Self.areSame(other.stateWithoutPolicies, Self.baseline))
  }

  @Test(arguments: idle.keys.sorted())
  func `a policy that offers nothing for its money changes no byte`(name: String) throws {
    let instrument = try #require(Instrument.allCases.first { $0.rawValue == name })
    var policy = Self.policy(instrument)
    policy.settings.merge(try #require(Self.idle[name])) { $1 }
    let other = try Self.run(Self.country([policy]))
    #expect(Self.areSame(other.stateWithoutPolicies, Self.baseline))
    #expect(other.policyStates[0].spent == 0 && other.policyStates[0].forgone == 0)
  }

  @Test(arguments: Instrument.allCases)
  func `a policy changes the country, within its budget and with closed books`(
    instrument: Instrument
  ) throws {
    let policy = Self.policy(instrument)
    let simulation = try Simulation(Self.country([policy]), seed: 3)
    var recording = Recording()
    for _ in 0..<16 {
      try simulation.step()
      simulation.record(into: &recording)
      let state = simulation.policyStates[0]
      #expect(state.spentThisYear >= 0 && state.forgoneThisYear >= 0)
      #expect(state.spentThisYear + state.forgoneThisYear <= policy.budget * (1 + 1e-9))
      #expect(abs(simulation.ledger.drift) < 1e-9)
    }
    if instrument.rawValue == "cluster_council" {
      // It writes a lever that the clusters read.
      let sectors = simulation.layout.sectorCount
      let north = simulation.layout.regions.firstIndex { $0.id == "north" } ?? 0
      #expect(simulation.clusterLevers[north * sectors].hasProvision)
      #expect(simulation.clusterLevers.count { $0.hasProvision } == sectors)
    } else {
      #expect(!Self.areSame(simulation.stateWithoutPolicies, Self.baseline))
    }
    if instrument.budget == .required {
      let state = simulation.policyStates[0]
      #expect(state.spent + state.forgone > 0)
    }
    let table = recording.policies
    #expect(table.numbers("tick") == (3...16).map(Double.init))
    // The provision reaches members, of whom so small a country may have none yet.
    let reachesSomebody = instrument.rawValue != "cluster_council"
    #expect(!reachesSomebody || table.numbers("reached").contains { $0 > 0 })
    #expect(zip(table.numbers("reached"), table.numbers("eligible")).allSatisfy { $0 <= $1 })
    let reports = recording.policyReports
    #expect(reports.rows.count == 14 * instrument.measures.count)
    #expect(reports.numbers("value").allSatisfy { $0.isFinite })
    #expect(!reachesSomebody || reports.numbers("value").contains { $0 != 0 })
  }

  @Test(arguments: Instrument.allCases)
  func `a policy has the same bytes for one and two threads, and over a checkpoint`(
    instrument: Instrument
  ) throws {
    let configuration = Self.country([Self.policy(instrument)])
    let one = try Self.run(configuration)
    let two = try Self.run(configuration, threads: 2)
    #expect(Self.areSame(two.checkpoint(), one.checkpoint()), "threads")
    let half = try Self.run(configuration, ticks: 7)
    let resumed = try Simulation(configuration, resuming: half.checkpoint())
    for _ in 7..<16 { try resumed.step() }
    #expect(Self.areSame(resumed.checkpoint(), one.checkpoint()), "resumed")
  }

  @Test func `all instruments at once keep to their budgets and close the books`() throws {
    var policies: [PolicyDescription] = []
    for instrument in Instrument.allCases {
      var policy = Self.policy(instrument, start: 1)
      policy.name = instrument.rawValue
      policy.end = 10
      policy.ramp = 2
      policies.append(policy)
    }
    let configuration = Self.country(policies)
    let one = try Self.run(configuration)
    for (policy, state) in zip(policies, one.policyStates) {
      #expect(state.spent + state.forgone <= policy.budget * 2.25 * (1 + 1e-9), "\(policy.name)")
    }
    let two = try Self.run(configuration, threads: 2)
    #expect(Self.areSame(two.checkpoint(), one.checkpoint()), "threads")
    var reversed = configuration
    reversed.policies.reverse()
    let other = try Self.run(reversed)
    #expect(Self.areSame(other.stateWithoutPolicies, one.stateWithoutPolicies), "order")
  }

  @Test func `every file of an instrument is on the list`() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Sources/TripleHelix/Policies/Instruments")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let types = PolicyInstruments.all.map { "\($0).swift" }
    #expect(Set(files).subtracting(types).isEmpty, "missing from PolicyInstruments.all")
    #expect(Set(types).subtracting(files).isEmpty, "each type has a file of its name")
  }

  /// Stored properties that are declared by no wrapper, whose storage starts with an underscore, and are
  /// no groups of such.
  private static func plainProperties(of value: Any) -> [String] {
    Mirror(reflecting: value).children.filter { $0.label?.first != "_" }.flatMap { label, value in
      Mirror(reflecting: value).children.isEmpty
        ? [label ?? ""] : plainProperties(of: value)
    }
  }

  private static func repeated(_ names: [String]) -> [String] {
    Dictionary(grouping: names, by: \.self).filter { $1.count > 1 }.keys.sorted()
  }

  @Test(arguments: Instrument.allCases)
  func `an instrument reports every measure that it declares`(instrument: Instrument) throws {
    var policy = Self.policy(instrument)
    policy.end = 12
    let simulation = try Simulation(Self.country([policy]), seed: 3)
    var silent = Set(instrument.measures.map(\.name))
    for _ in 0..<16 {
      try simulation.step()
      for (measure, value) in simulation.policyStates[0].report where value != nil {
        silent.remove(measure.name)
      }
    }
    #expect(silent.isEmpty, "declared and never reported")
  }

  @Test(arguments: Instrument.allCases)
  func `an instrument has the settings of its policy`(instrument: Instrument) {
    var policy = Self.policy(instrument)
    // The lower ends of all ranges, and on a second pass the upper ones.
    for end in [\ClosedRange<Double>.lowerBound, \.upperBound] {
      for setting in instrument.settings {
        policy.settings[setting.name] = setting.range[keyPath: end]
      }
      let properties = InstrumentProperties(of: PolicyState(policy).instrument)
      for (setting, box) in properties.settings {
        #expect(box.value == setting.range[keyPath: end], "\(setting.name)")
      }
    }
  }

  @Test(arguments: Instrument.allCases)
  func `an instrument is described`(instrument: Instrument) {
    let common = [
      "name", "instrument", "start", "end", "ramp", "regions", "ward_group_of", "sectors",
      "smallest", "largest", "members_only", "budget", "paid_by", "taken_from",
    ]
    #expect(Self.repeated(instrument.settings.map(\.name) + common).isEmpty)
    let measures = instrument.measures + instrument.measuresAfterEnd
    #expect(Self.repeated(measures.map(\.name)).isEmpty)
    #expect(!instrument.measures.isEmpty)
    #expect(
      Self.plainProperties(of: instrument.type.init()).isEmpty,
      "without @Setting, @Flag, @Measure or @Remembered, and so neither set, reported nor saved")
    let memory = InstrumentProperties(of: instrument.type.init()).memory
    #expect(memory.dropLast().allSatisfy { $0.numbers.count == 1 }, "a list comes last")
    for setting in instrument.settings {
      #expect(setting.range.contains(setting.defaultValue), "\(setting.name)")
      #expect(setting.meaning.hasSuffix("."), "\(setting.name)")
    }
    for measure in measures { #expect(measure.meaning.hasSuffix("."), "\(measure.name)") }
    #expect(instrument.summary.hasSuffix(".") && instrument.channel.hasSuffix("."))
  }

  @Test func `a policy comes to strength and fades along its ramp`() {
    let policy = PolicyDescription(
      name: "slow", instrument: .researchGrant, start: 2, end: 10, ramp: 4, budget: 1)
    #expect(
      (1...12).map { policy.strength(at: $0) }
        == [0, 0, 0.25, 0.5, 0.75, 1, 1, 0.75, 0.5, 0.25, 0, 0])
  }

  @Test func `a policy for a Ward group follows the grouping`() throws {
    var policy = Self.policy(.researchGrant)
    policy.regions = []
    policy.wardGroupOf = "north"
    let simulation = try Self.run(Self.country([policy]), ticks: 4)
    let ids = simulation.configuration.regions.map(\.id)
    let groups = simulation.grouping.groups
    let north = try #require(ids.firstIndex(of: "north"))
    func reached() -> Set<String> {
      Set(simulation.runningPolicy(0).regions.map { simulation.layout.regions[$0].id })
    }
    #expect(reached() == Set(ids.indices.filter { groups[$0] == groups[north] }.map { ids[$0] }))
    // As soon as another region is grouped with it, that one is reached too.
    let other = try #require(ids.indices.first { groups[$0] != groups[north] })
    simulation.grouping.groups[other] = groups[north]
    #expect(reached().contains(ids[other]))
  }

  @Test func `only the size class and the members that are meant are reached`() throws {
    var policy = Self.policy(.researchGrant)
    (policy.smallest, policy.largest, policy.membersOnly) = (5, 20, true)
    let simulation = try Self.run(Self.country([policy]), ticks: 8)
    simulation.firms.cluster[0] = -1
    let running = simulation.runningPolicy(0)
    for firm in simulation.target(running) {
      #expect((5.0...20).contains(simulation.firms.employees[firm]))
      #expect(simulation.firms.cluster[firm] >= 0)
    }
    #expect(!simulation.isTarget(0, of: running))
  }

  @Test func `settings out of range or of another instrument are no configuration`() {
    var configuration = Self.country([Self.policy(.researchGrant)])
    configuration.policies[0].settings = ["rate": 2, "brokers": 5, "cap": 1]
    #expect(
      configuration.problems() == [
        "policies.aid.brokers: research_grant has no such setting",
        "policies.aid.rate: must lie in 0.0...1.0, found 2.0",
      ])
  }
}
