import Chunking
import Testing

@testable import TripleHelix

/// Clusters of several related sectors.
@Suite struct ClusterGroupTests: SmallCountryWithClusters {
  /// Machines and services draw on one field; in the order of identifiers they are 1 and 2.
  private func grouped(
    _ related: Double, _ change: (inout Configuration) -> Void = { _ in }
  )
    -> Configuration
  {
    configuration {
      $0.sectors[2].field = "engineering"
      $0.parameters.clusters.group = related
      change(&$0)
    }
  }

  private func ties(_ related: Double) -> SectorTies {
    SectorTies(grouped(related).sectors, related: related, understanding: 0.6)
  }

  @Test func `sectors are related by field and by what they buy of each other`() {
    let ties = ties(1)
    // Three tenths of inputs are of the own sector; weights of inputs are 0.15, 0.45, 0.4.
    #expect(abs(ties.relatedness(1, 2) - (0.5 + 0.5 * 0.7 * 0.45)) < 1e-12)
    #expect(abs(ties.relatedness(0, 2) - 0.5 * 0.7 * 0.4) < 1e-12)
    for a in 0..<3 {
      #expect(ties.relatedness(a, a) == 1 && ties.commonPurchases(a, a) == 1)
      #expect(ties.squaredDistance(a, a) == 0)
      for b in 0..<3 where b != a {
        #expect(ties.relatedness(a, b) == ties.relatedness(b, a))
        #expect(ties.commonPurchases(a, b) == ties.commonPurchases(b, a))
        #expect(ties.commonPurchases(a, b) > 0.5 && ties.commonPurchases(a, b) < 1)
        // Understanding at that distance is what the two have in common.
        let understood = exponential(-ties.squaredDistance(a, b) / (2 * 0.6 * 0.6))
        #expect(abs(understood - ties.relatedness(a, b)) < 1e-12)
      }
    }
  }

  @Test func `the most related come first, and whoever one counts counts it too`() {
    #expect(ties(0).groups == [[0], [1], [2]] && !ties(0).isGrouping)
    // Farming is next to machines, which are next to services.
    #expect(ties(1).groups == [[0, 1], [0, 1, 2], [1, 2]] && ties(1).isGrouping)
    #expect(ties(2).groups == [[0, 1, 2], [0, 1, 2], [0, 1, 2]])
    #expect(ties(100).groups == ties(2).groups)
  }

  @Test func `sectors without any tie are in no group`() {
    var sectors = grouped(2).sectors
    for place in sectors.indices { sectors[place].ownInputShare = 1 }
    let ties = SectorTies(sectors, related: 2, understanding: 0.6)
    #expect(ties.groups == [[0], [1, 2], [1, 2]])
  }

  @Test func `fellow members of other sectors count by relatedness`() {
    let ties = ties(1)
    func part(_ members: Double, lead: Double) -> SectorPart {
      SectorPart(members: members, active: members / 2, newestShare: 0.5, upperQuartile: lead)
    }
    let alone = ties.fellows(
      ofSector: 1, in: [SectorPart(), part(10, lead: 0.3), SectorPart()])
    #expect(alone.active == 5 && alone.buying == 5 && alone.alike == 5)
    #expect(alone.relatedness == 1 && alone.upperQuartile == 0.3 && alone.newestShare == 0.5)
    let parts = [SectorPart(), part(10, lead: 0.3), part(30, lead: 0.1)]
    let r = ties.relatedness(1, 2)
    let mixed = ties.fellows(ofSector: 1, in: parts)
    #expect(abs(mixed.active - (5 + 15 * r)) < 1e-12)
    #expect(abs(mixed.buying - (5 + 15 * ties.commonPurchases(1, 2))) < 1e-12)
    #expect(mixed.alike == 5)
    #expect(abs(mixed.relatedness - (0.25 + 0.75 * r)) < 1e-12)
    #expect(abs(mixed.newestShare - 0.5 * mixed.relatedness) < 1e-12)
    let best = (0.25 * 0.3 + 0.75 * r * 0.1) / (0.25 + 0.75 * r)
    #expect(abs(mixed.upperQuartile - best) < 1e-12)
    // The few have more of the many than the many of the few.
    #expect(ties.fellows(ofSector: 2, in: parts).relatedness > mixed.relatedness)
  }

  @Test func `members of a related sector add to what takes numbers, and no orders to share`()
    throws
  {
    let simulation = try run(grouped(1), ticks: 5)
    var cluster = RegionalCluster(cell: 1)
    cluster.councilStrength = 0.5
    cluster.brand = 0.4
    cluster.roleEntropy = 0.9
    cluster.capital = 400
    cluster.sales = 100
    func offer(own: Double, related: Double) -> ClusterOffer {
      cluster.members = own + related
      cluster.activeMembers = own + related
      cluster.parts = [own, related].map { SectorPart(members: $0, active: $0) }
      cluster.parts.insert(SectorPart(), at: 0)
      return simulation.clusterOffer(cluster)
    }
    let (few, joined, many) = (
      offer(own: 10, related: 0), offer(own: 10, related: 5), offer(own: 15, related: 0)
    )
    for term in [\ClusterOffer.scale, \.scope, \.interaction] {
      #expect(few[keyPath: term] < joined[keyPath: term])
      #expect(joined[keyPath: term] < many[keyPath: term])
    }
    #expect(joined.guarantee == few.guarantee && joined.guarantee < many.guarantee)
    #expect(joined.marketing < few.marketing && many.marketing == few.marketing)
    #expect(simulation.projectCost(of: cluster) > 0)
  }

  @Test func `knowledge of two sectors lies in planes apart`() {
    let ties = ties(2)
    var spread = KnowledgeSpread(sectorCount: 3)
    for position in [SIMD2(1.0, 0), SIMD2(-1.0, 0)] { spread.add(position, sector: 1) }
    #expect(abs(spread.total(ties) - 2) < 1e-12)
    // Two firms, each alone in its plane: wherever they stand, they are D apart.
    var pair = KnowledgeSpread(sectorCount: 3)
    pair.add(SIMD2(5, 5), sector: 1)
    pair.add(SIMD2(-3, 2), sector: 2)
    #expect(abs(pair.total(ties) - ties.squaredDistance(1, 2) / 2) < 1e-9)
    pair.remove(SIMD2(5, 5), sector: 1)
    #expect(abs(pair.total(ties)) < 1e-12)
    // By coordinates: planes (x, y, 0, 0, 0) and (0, 0, x, y, D).
    spread.add(SIMD2(0.5, 0), sector: 2)
    let between = 2 * ties.squaredDistance(1, 2) / 3
    #expect(abs(spread.total(ties) - (2 + between)) < 1e-12)
  }

  @Test func `parts of a sector are refused`() {
    let problem = "parameters.clusters.group: must be whole and lie in 0.0...100.0, found 0.9"
    #expect(throws: SimulationError.invalidConfiguration([problem])) {
      _ = try Simulation(grouped(0.9), seed: 1)
    }
  }

  @Test func `without sectors beside its own, a cluster is of one`() throws {
    let none = try run(grouped(0), ticks: 24)
    #expect(!none.clusters.isEmpty)
    for record in none.clusterRecords() {
      #expect(record.group.isEmpty && record.sectorCount == (record.isAlive ? 1 : 0))
    }
  }

  @Test func `members come from the group alone, and the books close every quarter`() throws {
    let simulation = try run(grouped(1) { $0.parameters.clusters.reach = 150 }, ticks: 40)
    let firms = simulation.firms
    var counts = simulation.clusters.map { _ in [0.0, 0, 0] }
    for place in 0..<simulation.memberships.count {
      let row = simulation.memberships.rows[place]
      guard row.firm >= 0 else { continue }
      let cluster = simulation.clusters[Int(row.cluster)]
      let sector = Int(firms.sector[Int(row.firm)])
      #expect(simulation.ties.groups[Int(cluster.cell) % 3].contains(sector))
      counts[Int(row.cluster)][sector] += 1
    }
    for ((cluster, record), count) in zip(
      zip(simulation.clusters, simulation.clusterRecords()), counts)
    {
      #expect(cluster.members == count.reduce(0, +))
      #expect(record.sectorCount == count.count { $0 > 0 })
      #expect(!cluster.isAlive || cluster.parts.map(\.members) == count)
      #expect(
        record.group
          == [
            "farming": ["farming", "machines"], "machines": ["farming", "machines", "services"],
            "services": ["machines", "services"],
          ][record.sector])
    }
    let mixed = simulation.clusters.filter { $0.parts.count { $0.members > 0 } > 1 }
    #expect(!mixed.isEmpty)
    // They know more different things than any of their sectors by itself.
    #expect(mixed.allSatisfy { $0.heterogeneity > 0 })
    let funds = simulation.clusters.reduce(0.0) { $0 + $1.fund }
    #expect(abs(funds / simulation.ledger[.clusterFunds] - 1) < 1e-9)
  }

  @Test func `related sectors near by help a thin one to critical mass`() throws {
    let (alone, together) = (try run(grouped(0), ticks: 1), try run(grouped(1), ticks: 1))
    for cell in 0..<12 {
      let (one, both) = (alone.foundingConditions(cell), together.foundingConditions(cell))
      #expect(both.criticalMass > one.criticalMass)
      #expect(both.regionalAdvantage == one.regionalAdvantage && both.breadth == one.breadth)
    }
  }

  @Test func `convergence draws a member to those of its own sector`() throws {
    let simulation = try run(grouped(1), ticks: 40)
    let firms = simulation.firms
    let survey = simulation.memberSurvey
    let cluster = try #require(
      simulation.clusters.first { $0.parts.count { $0.members > 0 } > 1 })
    for sector in 0..<3 {
      let pull = survey.pull(of: cluster, onSector: sector)
      #expect(pull.center == cluster.parts[sector].center)
      #expect(pull.share == cluster.parts[sector].members / cluster.members)
    }
    // Whoever is the only one of its sector stays where it is.
    let lone = try #require(
      (0..<simulation.memberships.count).first {
        let row = simulation.memberships.rows[$0]
        guard row.firm >= 0 else { return false }
        let parts = simulation.clusters[Int(row.cluster)].parts
        return parts[Int(firms.sector[Int(row.firm)])].members == 1
      })
    let firm = Int(simulation.memberships.rows[lone].firm)
    let before = firms.position[firm]
    let order = simulation.memberships.order(
      clusterCount: simulation.clusters.count, ids: firms.id, team: simulation.team)
    simulation.reviewMemberships(order)
    let moved = firms.position[firm] - before
    #expect(abs(moved.x) < 1e-6 && abs(moved.y) < 1e-6)
  }

  @Test func `the order of sectors and regions changes no cluster that holds some`() throws {
    let configuration = grouped(1) { $0.parameters.clusters.splitHazard = 0.5 }
    let reordered = SmallCountry.reordered(configuration)
    let (one, other) = (try run(configuration, ticks: 24), try run(reordered, ticks: 24))
    #expect(one.clusterRecords().contains { $0.sectorCount > 1 })
    #expect(one.clusterRecords() == other.clusterRecords())
  }

  private var whole: Configuration {
    grouped(2) {
      $0.parameters.clusters.reach = 150
      $0.parameters.clusters.splitHazard = 0.5
      $0.parameters.clusters.feeAdjustment = 0.2
    }
  }

  @Test func `a run with groups resumes to the same bytes`() throws {
    let first = try run(whole, ticks: 21)
    #expect(first.clusters.contains { $0.parts.count { $0.members > 0 } > 1 })
    try expectSameBytesOnResuming(first, under: whole)
  }

  @Test func `threads change no byte of it`() throws {
    try expectSameBytesForThreads(whole)
  }
}
