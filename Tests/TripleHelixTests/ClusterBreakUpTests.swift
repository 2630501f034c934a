import Chunking
import Testing

@testable import TripleHelix

/// What shakes a cluster, and what becomes of it: members vote, divide, or go on.
@Suite struct ClusterBreakUpTests {
  private static let configuration: Configuration = {
    var configuration = SmallCountry.configuration()
    configuration.mechanisms.clusters = true
    // No breach comes in between.
    configuration.parameters.clusters.breachHazard = 0
    return configuration
  }()

  private func country() throws -> Simulation {
    let simulation = try Simulation(Self.configuration, seed: 1)
    for _ in 0..<24 { try simulation.step() }
    return simulation
  }

  /// The same country in which nobody leaves but by a vote.
  private static let voting: Configuration = {
    var configuration = ClusterBreakUpTests.configuration
    configuration.parameters.clusters.reviewHazard = 0
    return configuration
  }()

  private func order(_ simulation: Simulation) -> Memberships.Order {
    simulation.memberships.order(
      clusterCount: simulation.clusters.count, ids: simulation.firms.id, team: simulation.team)
  }

  /// Members of a cluster: their places in the table.
  private func members(_ simulation: Simulation, of cluster: Int) -> [Int] {
    order(simulation).members(of: cluster).map(Int.init)
  }

  private func largest(_ simulation: Simulation) throws -> Int {
    let cluster = try #require(
      simulation.clusters.indices.filter { simulation.clusters[$0].isAlive }
        .max { simulation.clusters[$0].members < simulation.clusters[$1].members })
    try #require(simulation.clusters[cluster].members >= 6)
    return cluster
  }

  @Test func `a cluster that nobody is in any more ends at once`() throws {
    let simulation = try country()
    let cluster = try largest(simulation)
    for member in members(simulation, of: cluster) {
      simulation.leaveCluster(Int(simulation.memberships.rows[member].firm))
    }
    simulation.dissolveClusters(order(simulation))
    #expect(!simulation.clusters[cluster].isAlive)
    #expect(simulation.clusters[cluster].dissolved == 24)
    try simulation.step()
    #expect(abs(simulation.ledger.drift) < 1e-12)
    #expect(simulation.clusters.allSatisfy { !$0.isAlive || $0.members > 0 })
  }

  @Test func `members lose trust with the leader who ruled them, and none with one who did not`()
    throws
  {
    for (share, kept) in [(0.7, 0.6), (0.5, 0.8), (0.3, 1.0)] {
      let bytes = try country().checkpoint()
      func trust(lost: Bool) throws -> [Int32: Float] {
        let simulation = try Simulation(Self.configuration, resuming: bytes)
        let cluster = try largest(simulation)
        simulation.clusters[cluster].leaderShare = share
        let firms = simulation.firms
        let leader = try #require(
          members(simulation, of: cluster).map { Int(simulation.memberships.rows[$0].firm) }
            .first { firms.id[$0] == simulation.clusters[cluster].leader })
        simulation.leaveCluster(leader)
        #expect(simulation.clusters[cluster].hasLostLeader)
        simulation.clusters[cluster].hasLostLeader = lost
        simulation.reviewMemberships(order(simulation))
        #expect(!simulation.clusters[cluster].hasLostLeader)
        return Dictionary(
          uniqueKeysWithValues: members(simulation, of: cluster).map {
            (simulation.memberships.rows[$0].firm, simulation.memberships.rows[$0].trust)
          })
      }
      let (with, without) = (try trust(lost: true), try trust(lost: false))
      // Some may leave at once; of the others every one has lost the same part.
      #expect(!with.isEmpty)
      for (firm, trust) in with {
        guard let before = without[firm] else { continue }
        #expect(abs(Double(trust / before) - kept) < 1e-5)
      }
    }
  }

  /// Lets the members of the largest cluster vote, each with a match of its own.
  private func vote(
    match: (_ number: Int, _ count: Int) -> Float
  ) throws
    -> (before: Int, after: Int, cluster: RegionalCluster, accounts: Double)
  {
    let simulation = try Simulation(Self.voting, resuming: country().checkpoint())
    let cluster = try largest(simulation)
    let rows = members(simulation, of: cluster)
    for (number, place) in rows.enumerated() {
      simulation.memberships.rows[place].match = match(number, rows.count)
      simulation.memberships.rows[place].trust = 0.8
    }
    simulation.clusters[cluster].hasLostLeader = true
    simulation.clusters[cluster].leaderShare = 0
    simulation.reviewMemberships(order(simulation))
    let after = members(simulation, of: cluster).count
    let funds = simulation.clusters.reduce(0.0) { $0 + $1.fund }
    return (
      rows.count, after, simulation.clusters[cluster], funds - simulation.ledger[.clusterFunds]
    )
  }

  @Test func `a shaken cluster that most want goes on whole`() throws {
    let result = try vote { _, _ in 1 }
    #expect(result.after == result.before && result.cluster.isAlive)
  }

  @Test func `two camps part where no majority holds them, and the one that wants to goes on`()
    throws
  {
    let result = try vote { number, count in number < count / 2 ? 1 : -1 }
    #expect(result.after == result.before / 2)
    #expect(result.after >= 3 && result.cluster.isAlive)
  }

  @Test func `too few who want to go on are no cluster: it dissolves and shares out its fund`()
    throws
  {
    let result = try vote { number, _ in number < 2 ? 1 : -1 }
    #expect(result.after == 0 && !result.cluster.isAlive)
    #expect(result.cluster.fund == 0 && result.cluster.dissolved == 24)
    #expect(abs(result.accounts) < 1e-9)
  }

  @Test func `whom joint research alone holds together parts once camps know nothing in common`()
    throws
  {
    var configuration = Self.voting
    configuration.mechanisms.clusterScale = false
    configuration.mechanisms.clusterScope = false
    configuration.mechanisms.clusterTransaction = false
    configuration.mechanisms.clusterTrigger = false
    configuration.mechanisms.clusterMarketEntry = false
    configuration.mechanisms.clusterRiskSharing = false
    // Members think much of it.
    configuration.parameters.clusters.synergyGain = 0.05
    let bytes = try country().checkpoint()
    func remaining(apart: Float) throws -> (before: Int, after: Int, research: Double) {
      let simulation = try Simulation(configuration, resuming: bytes)
      let firms = simulation.firms
      let living = simulation.clusters.indices.filter { simulation.clusters[$0].isAlive }
      for cluster in living {
        for (number, place) in members(simulation, of: cluster).enumerated() {
          let side: Float = number % 2 == 0 ? -0.5 : 0.5
          let row = simulation.memberships.rows[place]
          firms.position[Int(row.firm)] = SIMD2(apart * side, 0)
          simulation.memberships.rows[place].match = 0
          simulation.memberships.rows[place].trust = 0.8
        }
      }
      simulation.takeClusterAggregates()
      simulation.fillTables()
      simulation.fillClusterBenefits()
      var research = 0.0
      for place in 0..<simulation.memberships.count
      where simulation.memberships.rows[place].firm >= 0 {
        // They have been together for long and know what they get.
        let benefits = simulation.memberships.benefits[place]
        simulation.memberships.rows[place].tenure = 4000
        simulation.memberships.rows[place].learned = benefits.realised
        research += Double(benefits.research - 1)
      }
      for cluster in living {
        simulation.clusters[cluster].hasLostLeader = true
        simulation.clusters[cluster].leaderShare = 0
      }
      let before = simulation.memberships.memberCount
      simulation.reviewMemberships(order(simulation))
      return (before, simulation.memberships.memberCount, research)
    }
    // Camps 0.9 apart: H is 0.45, at which partners learn most.
    let (near, far) = (try remaining(apart: 0.9), try remaining(apart: 9))
    #expect(near.research > 100 * far.research && far.research > 0)
    #expect(near.before == far.before && near.after > 0 && far.after == 0)
  }
}
