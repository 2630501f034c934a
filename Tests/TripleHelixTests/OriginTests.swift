import Chunking
import Testing

@testable import TripleHelix

/// Who began what: the firm that called for a cluster, and the firm that first used a generation.
@Suite struct OriginTests {
  private func clustered(_ change: (inout Configuration) -> Void = { _ in }) -> Configuration {
    var configuration = SmallCountry.configuration()
    configuration.mechanisms.clusters = true
    change(&configuration)
    return configuration
  }

  /// Names of the initiators of all clusters that were ever founded, each checked when it was founded.
  private func initiators(_ configuration: Configuration) throws -> Set<ClusterInitiator> {
    let simulation = try Simulation(configuration, seed: 1)
    for tick in 1...40 {
      try simulation.step()
      let firms = simulation.firms
      for (place, cluster) in simulation.clusters.enumerated() where cluster.founded == tick {
        let caller = (0..<firms.count).first { firms.id[$0] == cluster.caller }
        #expect(cluster.caller != 0)
        #expect(caller.flatMap { simulation.membership(ofFirm: $0)?.cluster } == place)
        #expect(caller.map { simulation.cell(of: $0) } == Int(cluster.cell))
        #expect(
          cluster.initiator != .leader
            || simulation.standing.largest[Int(cluster.cell)] == cluster.caller)
      }
    }
    return Set(simulation.clusterRecords().map(\.initiator))
  }

  @Test func `a cluster knows who called for it`() throws {
    #expect(try initiators(clustered()).isSubset(of: [.firm, .leader]))
    #expect(try initiators(clustered { $0.parameters.clusters.callHazard = 0 }) == [.leader])
    #expect(try initiators(clustered { $0.parameters.clusters.leaderCall = 0 }) == [.firm])
  }

  @Test func `brokers of a programme make firms call that would not by themselves`() throws {
    let programme = PolicyDescription(
      name: "network", instrument: .networkProgramme, start: 0, end: 100, budget: 200)
    let quiet = clustered {
      $0.parameters.clusters.callHazard = 0
      $0.parameters.clusters.leaderCall = 0
      $0.policies = [programme]
    }
    #expect(try initiators(quiet) == [.programme])
  }

  @Test func `tables name the caller as the panel names firms`() throws {
    var configuration = clustered()
    configuration.firmsEvery = 1
    let simulation = try Simulation(configuration, seed: 1)
    var recording = Recording()
    for _ in 0..<24 {
      try simulation.step()
      simulation.record(into: &recording)
    }
    func texts(_ column: String, _ table: Table) -> [String] {
      let place = table.index(of: column) ?? 0
      return table.rows.map { if case .text(let text) = $0[place] { text } else { "" } }
    }
    let panel = Set(texts("id", recording.firms))
    let callers = texts("initiator_firm", recording.clusters)
    #expect(!callers.isEmpty && callers.allSatisfy { panel.contains($0) && $0.count == 16 })
    let kinds = Set(ClusterInitiator.allCases.map { "\($0)" })
    #expect(texts("initiator", recording.clusters).allSatisfy { kinds.contains($0) })
    let launched = recording.generations.numbers("launched")
    let users = texts("launched_by", recording.generations)
    for (tick, user) in zip(launched, users) {
      #expect(user.isEmpty == !(tick > 0))
      #expect(user.isEmpty || panel.contains(user))
    }
    #expect(users.contains { !$0.isEmpty })
  }

  @Test func `the panel names the cluster of every member as the table of clusters does`() throws {
    var configuration = clustered()
    configuration.firmsEvery = 1
    let simulation = try Simulation(configuration, seed: 1)
    for _ in 0..<24 { try simulation.step() }
    var recording = Recording()
    simulation.record(into: &recording)
    var members: [String: Double] = [:]
    for row in recording.firms.rows {
      guard case .text(let name) = row[recording.firms.index(of: "cluster") ?? 0], !name.isEmpty
      else { continue }
      members[name, default: 0] += 1
    }
    let living = simulation.clusterRecords().filter(\.isAlive)
    #expect(!living.isEmpty)
    #expect(members == Dictionary(uniqueKeysWithValues: living.map { ($0.id, $0.members) }))
  }

  @Test func `the first user of a generation is the smallest of those who began in its quarter`()
    throws
  {
    let simulation = try Simulation(SmallCountry.configuration(firms: 4000), seed: 2)
    var seen = 0
    var before: Set<UInt64> = []
    for tick in 1...60 {
      before = Set(simulation.firmRecords().map(\.id))
      try simulation.step()
      let firms = simulation.firms
      let generations = simulation.generations
      for s in 0..<3 {
        for g in 0..<generations.counts[s] {
          let place = generations.place(s, g)
          guard generations.launched[place] == tick else { continue }
          seen += 1
          let user = generations.firstUser[place]
          #expect(before.contains(user))
          for firm in 0..<firms.count
          where firms.id[firm] != 0 && Int(firms.sector[firm]) == s
            && Int(firms.birth[firm]) < tick
            && max(Int(firms.traditionLine[firm]), Int(firms.innovationLine[firm])) == g
          {
            #expect(firms.id[firm] >= user)
          }
        }
      }
      if tick == 60 {
        // Generations of the start were in use before anybody looked.
        #expect((0..<3).allSatisfy { generations.firstUser[generations.place($0, 0)] == 0 })
      }
    }
    #expect(seen > 2)
  }

  @Test func `who founds on a new generation uses it a quarter before those who turn to it then`() {
    var table = GenerationTable(sectorCount: 1, stride: 1)
    for tick in [0, 3] {
      table.open(sector: 0, productivity: 1, quality: 1, discovered: tick, region: 0)
    }
    let place = table.place(0, 1)
    // Founded in quarter 4, it produces in quarter 5; in quarter 4 another one has turned to it.
    table.noteUse(of: place, by: 90, from: 4)
    table.noteUse(of: place, by: 10, from: 5)
    #expect(table.firstUser[place] == 90)
    table.noteUse(of: place, by: 80, from: 4)
    table.noteUse(of: place, by: 85, from: 4)
    #expect(table.firstUser[place] == 80)
    table.launched[place] = 4
    table.noteUse(of: place, by: 1, from: 4)
    #expect(table.firstUser[place] == 80)
    // Wider columns and a checkpoint keep it.
    for tick in 4...6 {
      table.open(sector: 0, productivity: 1, quality: 1, discovered: tick, region: 0)
    }
    #expect(table.firstUser[table.place(0, 1)] == 80 && table.firstUser[table.place(0, 2)] == 0)
    var archive = Archive()
    table.archive(&archive)
    var copy = GenerationTable(sectorCount: 1, stride: 1)
    var reading = Archive(reading: archive.bytes)
    copy.archive(&reading)
    #expect(reading.isComplete && copy.firstUser == table.firstUser)
  }
}
