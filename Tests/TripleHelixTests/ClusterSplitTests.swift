import Chunking
import Testing

@testable import TripleHelix

/// Clusters that divide: part of the members leave together and found their own.
@Suite struct ClusterSplitTests: SmallCountryWithClusters {
  /// Nobody leaves but by a split, a cluster without trust debates one for certain, and what members have
  /// of each other is joint research, of which they think much.
  private var dividing: Configuration {
    configuration {
      $0.parameters.clusters.splitHazard = 1
      $0.parameters.clusters.breachHazard = 0
      $0.parameters.clusters.reviewHazard = 0
      $0.parameters.clusters.synergyGain = 0.05
      $0.mechanisms.clusterScale = false
      $0.mechanisms.clusterScope = false
      $0.mechanisms.clusterTransaction = false
      $0.mechanisms.clusterTrigger = false
      $0.mechanisms.clusterMarketEntry = false
      $0.mechanisms.clusterRiskSharing = false
    }
  }

  private func country() throws -> Simulation {
    let simulation = try run(
      configuration { $0.parameters.clusters.breachHazard = 0 }, ticks: 24)
    return try Simulation(dividing, resuming: simulation.checkpoint())
  }

  private func members(_ simulation: Simulation, of cluster: Int) -> [Int32] {
    simulation.memberships.order(
      clusterCount: simulation.clusters.count, ids: simulation.firms.id, team: simulation.team
    ).members(of: cluster)
  }

  private func largest(_ simulation: Simulation) throws -> Int {
    let cluster = try #require(
      simulation.clusters.indices.filter { simulation.clusters[$0].isAlive }
        .max { simulation.clusters[$0].members < simulation.clusters[$1].members })
    try #require(simulation.clusters[cluster].members >= 12)
    return cluster
  }

  /// Puts every third member `distance` from the others, the leader among these; members think of
  /// their benefit as `learned`.
  private func camps(
    _ simulation: Simulation, distance: Float, learned: Float = 0.05
  ) throws -> (cluster: Int, outsiders: Set<UInt64>) {
    let firms = simulation.firms
    let cluster = try largest(simulation)
    var outsiders: Set<UInt64> = []
    for (number, at) in members(simulation, of: cluster).enumerated() {
      let firm = Int(simulation.memberships.rows[Int(at)].firm)
      let isOutside = number % 3 == 0 && firms.id[firm] != simulation.clusters[cluster].leader
      if isOutside { outsiders.insert(firms.id[firm]) }
      // Each camp has a width of its own.
      firms.position[firm] = SIMD2(
        isOutside ? distance : 0, 0.4 * Float(number % 5) / 5)
      simulation.memberships.rows[Int(at)].tenure = 40
      simulation.memberships.rows[Int(at)].learned = learned
      simulation.memberships.rows[Int(at)].trust = 0.8
      simulation.memberships.rows[Int(at)].contributed = isOutside ? 2 : 1
    }
    simulation.takeClusterAggregates()
    return (cluster, outsiders)
  }

  private func ids(_ simulation: Simulation, _ places: [Int32]) -> Set<UInt64> {
    Set(places.map { simulation.firms.id[Int(simulation.memberships.rows[Int($0)].firm)] })
  }

  @Test func `the main axis is where points differ most`() {
    let diagonal = KnowledgeSpread.mainAxis([SIMD2(0, 0), SIMD2(1, 1), SIMD2(2, 2.1)])
    #expect(abs((diagonal * diagonal).sum() - 1) < 1e-12)
    #expect(abs(abs(diagonal.x / diagonal.y) - 1) < 0.1)
    let upright = KnowledgeSpread.mainAxis([SIMD2(0, -3), SIMD2(0.1, 0), SIMD2(0, 3)])
    #expect(abs(upright.y) > 0.99)
    let level = KnowledgeSpread.mainAxis([SIMD2(-3, 0), SIMD2(0, 0.1), SIMD2(3, 0)])
    #expect(abs(level.x) > 0.99)
    #expect(KnowledgeSpread.mainAxis([]) == SIMD2(1, 0))
    #expect(KnowledgeSpread.mainAxis([SIMD2(1, 1), SIMD2(1, 1)]) == SIMD2(1, 0))
  }

  @Test func `the divide runs between two camps, the sharper the farther apart they are`() throws {
    let simulation = try country()
    var strengths: [Double] = []
    for distance: Float in [1, 2, 4] {
      let (cluster, outsiders) = try camps(simulation, distance: distance)
      let divide = try #require(
        simulation.memberSurvey.divide(of: cluster, members: members(simulation, of: cluster)))
      #expect(ids(simulation, divide.leaving) == outsiders)
      strengths.append(divide.strength)
    }
    #expect(strengths == strengths.sorted() && strengths[2] > 0.98 && strengths[0] < 0.97)
    // Where all know the same there is no divide.
    let (cluster, _) = try camps(simulation, distance: 0)
    for at in members(simulation, of: cluster) {
      simulation.firms.position[Int(simulation.memberships.rows[Int(at)].firm)] = .zero
    }
    #expect(
      simulation.memberSurvey.divide(of: cluster, members: members(simulation, of: cluster)) == nil)
  }

  @Test func `a sector among others is a camp, though all stand at the same point of their planes`()
    throws
  {
    let simulation = try run(
      configuration {
        $0.sectors[2].field = "engineering"
        $0.parameters.clusters.group = 2
        $0.parameters.clusters.reach = 300
      }, ticks: 40)
    let firms = simulation.firms
    let cluster = try #require(
      simulation.clusters.indices.first {
        simulation.clusters[$0].parts.count { $0.members >= 4 } > 1
      })
    let all = members(simulation, of: cluster)
    for at in all {
      simulation.memberships.rows[Int(at)].tenure = 8
      firms.position[Int(simulation.memberships.rows[Int(at)].firm)] = .zero
    }
    let divide = try #require(simulation.memberSurvey.divide(of: cluster, members: all))
    func sectors(_ places: [Int32]) -> Set<UInt16> {
      Set(places.map { UInt16(firms.sector[Int(simulation.memberships.rows[Int($0)].firm)]) })
    }
    let gone = Set(divide.leaving)
    #expect(
      sectors(divide.leaving).isDisjoint(with: sectors(all.filter { !gone.contains($0) })))
  }

  @Test func `a camp that would learn more by itself goes with its share of the fund`() throws {
    let simulation = try country()
    let (cluster, outsiders) = try camps(simulation, distance: 8)
    simulation.clusters[cluster].trust = 0
    simulation.clusters[cluster].fund += 3
    simulation.ledger.move(.clusterFees, from: .foundations, to: .clusterFunds, 3)
    let before = simulation.clusters
    let people = members(simulation, of: cluster)
    let everybody = ids(simulation, people)
    let count = simulation.memberships.memberCount
    // Others have trust: they do not debate.
    for place in before.indices where place != cluster { simulation.clusters[place].trust = 1 }
    let net = simulation.ledger.net
    simulation.splitClusters()

    try #require(simulation.clusters.count == before.count + 1)
    let (old, new) = (simulation.clusters[cluster], try #require(simulation.clusters.last))
    let (stayed, gone) = (
      members(simulation, of: cluster), members(simulation, of: before.count)
    )
    #expect(simulation.memberships.memberCount == count)
    #expect(ids(simulation, stayed).union(ids(simulation, gone)) == everybody)
    #expect(ids(simulation, stayed).contains(old.leader))
    #expect(ids(simulation, gone).isSubset(of: outsiders) && gone.count >= 4 && stayed.count >= 4)
    #expect(ids(simulation, gone).contains(new.caller))
    #expect(new.initiator == .split && new.parent == Int32(cluster) && new.cell == old.cell)
    #expect(Int(new.ordinal) == before.count { $0.cell == new.cell })
    #expect(new.id == simulation.clusterID(cell: Int(new.cell), ordinal: new.ordinal))
    #expect(new.founded == 24 && new.feeFactor == old.feeFactor && !new.hasBroker)

    // The fund parts as it was paid in: 2 for each of those who go, 1 or 2 for each of the others.
    let paid = people.reduce(0.0) { $0 + simulation.memberships.rows[Int($1)].contributed }
    let share = 2 * Double(gone.count) / paid
    #expect(abs(new.fund - share * before[cluster].fund) < 1e-9)
    #expect(abs(new.fund + old.fund - before[cluster].fund) < 1e-9 && new.fund > 0)
    let funds = simulation.clusters.reduce(0.0) { $0 + $1.fund }
    #expect(abs(funds - simulation.ledger[.clusterFunds]) < 1e-9)
    #expect(abs(simulation.ledger.net - net) < 1e-9)
    #expect(new.jointCapital == 0 && old.jointCapital == before[cluster].jointCapital)
    // Trust and experience go along.
    for at in gone {
      #expect(simulation.memberships.rows[Int(at)].trust == 0.8)
      #expect(simulation.memberships.rows[Int(at)].tenure == 40)
    }
    // Parting alone is neither decline nor a change of what members know.
    let (growth, change) = (old.growth, old.heterogeneityChange)
    simulation.takeClusterAggregates()
    let weight = simulation.parameters.clusters.stageSmoothing
    #expect(abs(simulation.clusters[cluster].growth - (1 - weight) * growth) < 1e-6)
    #expect(
      abs(simulation.clusters[cluster].heterogeneityChange - (1 - weight) * change) < 1e-6)
    #expect(simulation.clusterRecords().last?.parent == simulation.clusterRecords()[cluster].id)
    #expect(simulation.clusters.last?.members == Double(gone.count))
  }

  @Test func `a camp that would lose by it stays, as do members who trust each other`() throws {
    let simulation = try country()
    // Near camps learn the most from each other.
    let (cluster, _) = try camps(simulation, distance: 0.6)
    for place in simulation.clusters.indices { simulation.clusters[place].trust = 1 }
    simulation.clusters[cluster].trust = 0
    let count = simulation.clusters.count
    simulation.splitClusters()
    #expect(simulation.clusters.count == count)
    // Far ones would part, but who trusts each other does not debate it.
    _ = try camps(simulation, distance: 8)
    simulation.clusters[cluster].trust = 1
    simulation.splitClusters()
    #expect(simulation.clusters.count == count)
    simulation.clusters[cluster].trust = 0
    simulation.splitClusters()
    #expect(simulation.clusters.count == count + 1)
  }

  /// Clusters grow crowded in a country of many firms.
  private func crowded(_ hazard: Double) -> Configuration {
    var crowded = configuration {
      $0.parameters.clusters.splitHazard = hazard
      $0.parameters.clusters.lookHazard = 0.3
    }
    crowded.regions = SmallCountry.configuration(firms: 6000).regions
    return crowded
  }

  @Test func `without the hazard nothing is drawn, and without an event draws change nothing`()
    throws
  {
    let bytes = try [0, 1e-12].map { try run(crowded($0), ticks: 24).checkpoint() }
    #expect(bytes[0] == bytes[1])
  }

  @Test func `clusters split in a run, their books close, and it resumes to the same bytes`() throws
  {
    let configuration = crowded(0.5)
    let first = try run(configuration, ticks: 30)
    let children = first.clusters.indices.filter { first.clusters[$0].parent >= 0 }
    #expect(!children.isEmpty)
    for place in children {
      let (child, parent) = (
        first.clusters[place], first.clusters[Int(first.clusters[place].parent)]
      )
      #expect(child.cell == parent.cell && child.ordinal > parent.ordinal)
      #expect(child.initiator == .split && child.founded > parent.founded)
    }
    #expect(Set(first.clusters.map(\.id)).count == first.clusters.count)
    let funds = first.clusters.reduce(0.0) { $0 + $1.fund }
    #expect(abs(funds / first.ledger[.clusterFunds] - 1) < 1e-9)
    try expectSameBytesOnResuming(first, under: configuration, ticks: 6)
  }

  @Test func `threads change no byte of a run with splits`() throws {
    let bytes = try [1, 2].map { try run(crowded(0.5), ticks: 24, threads: $0).checkpoint() }
    #expect(bytes[0] == bytes[1])
  }
}
