import Chunking
import Testing

@testable import TripleHelix

/// Who calls for clusters beside firms, and clusters that reach over the borders of regions.
@Suite struct ClusterReachTests: SmallCountryWithClusters {
  /// Firms never call by themselves.
  private func silent(_ change: (inout ClusterParameters) -> Void) -> Configuration {
    configuration {
      $0.parameters.clusters.callHazard = 0
      $0.parameters.clusters.leaderCall = 0
      change(&$0.parameters.clusters)
    }
  }

  private static let callers:
    [(ClusterInitiator, any WritableKeyPath<ClusterParameters, Double> & Sendable)] = [
      (.university, \.universityCall), (.government, \.governmentCall),
    ]

  @Test(arguments: 0..<2)
  func `an institution's call founds clusters where firms are ready, and none without trust`(
    number: Int
  ) throws {
    let (initiator, rate) = Self.callers[number]
    let simulation = try run(silent { $0[keyPath: rate] = 1 }, ticks: 24)
    #expect(!simulation.clusters.isEmpty)
    for (cluster, record) in zip(simulation.clusters, simulation.clusterRecords()) {
      #expect(cluster.initiator == initiator)
      #expect(cluster.caller == simulation.regions.key[Int(cluster.cell) / 3])
      // The calling region is that of the cluster: no firm is named.
      #expect(record.initiatorFirm.isEmpty)
    }
    let distrust = silent {
      $0[keyPath: rate] = 1
      $0.trustLevel = 0.03
    }
    #expect(try run(distrust, ticks: 24).clusters.isEmpty)
    #expect(try run(silent { $0[keyPath: rate] = 0 }, ticks: 24).clusters.isEmpty)
  }

  @Test func `universities call by orientation, office, staff and command of the field`() throws {
    let simulation = try run(configuration { $0.parameters.clusters.universityCall = 1 }, ticks: 4)
    // Everybody calls who may, so that the hazards are seen.
    let sure = Array(repeating: 1e9, count: 12)
    func hazards() -> [Double] { simulation.callsOfUniversities(sure).map(\.specialHazard) }
    let before = hazards()
    #expect(before.count == 12 && before.allSatisfy { $0 > 0 })
    // Larger universities call more often: north has four times the staff of west.
    let regions = simulation.layout.regions.map(\.id)
    let north = try #require(regions.firstIndex(of: "north"))
    let west = try #require(regions.firstIndex(of: "west"))
    #expect(before[north * 3] > before[west * 3])
    simulation.universities.orientation[north] += 0.2
    let applied = hazards()
    let theta = simulation.universities.orientation[north]
    #expect(abs(applied[north * 3] / before[north * 3] - (0.5 + theta) / (0.3 + theta)) < 1e-9)
    #expect(applied[west * 3] == before[west * 3])
    simulation.universityLevers[north].licensingOffice = 0.2
    let office = hazards()
    #expect(abs(office[north * 3] / applied[north * 3] - 1 / 0.8) < 1e-9)
    // One unit behind in one field: the sectors of other fields do not feel it.
    let field = simulation.sectors.field[0]
    simulation.universities.frontier[simulation.universities.place(north, field)] =
      simulation.universities.nationalFrontier[field] - 1
    let behind = hazards()
    #expect(behind[north * 3] < office[north * 3] && behind[north * 3 + 1] == office[north * 3 + 1])
    // Without staff nobody calls.
    simulation.universities.staff[simulation.universities.place(west, field)] = 0
    #expect(!simulation.callsOfUniversities(sure).contains { $0.cell == west * 3 && $0.draw > 0 })
  }

  @Test func `a university is heard by its partners before others`() throws {
    func partners(_ factor: Double) throws -> Double {
      let simulation = try run(
        silent {
          $0.universityCall = 1
          $0.hearing = 0.1
          $0.hearingPartner = factor
        }, ticks: 16)
      let firms = simulation.firms
      var linked = 0
      for place in 0..<simulation.memberships.count {
        let firm = Int(simulation.memberships.rows[place].firm)
        guard firm >= 0, firms.university[firm] == firms.region[firm] else { continue }
        linked += 1
      }
      return Double(linked) / Double(max(1, simulation.memberships.memberCount))
    }
    #expect(try partners(10) > partners(0))
  }

  /// Neighbours at 150 km each.
  private func reaching(_ reach: Double) -> Configuration {
    configuration { $0.parameters.clusters.reach = reach }
  }

  @Test func `no reach, and one that ends before the next region, is the home alone`() throws {
    let none = try run(reaching(0), ticks: 24)
    let short = try run(reaching(149), ticks: 24)
    #expect(!none.clusters.isEmpty && none.checkpoint() == short.checkpoint())
    for record in none.clusterRecords() where record.isAlive { #expect(record.regionCount == 1) }
  }

  @Test func `members come from regions in reach, and the books close every quarter`() throws {
    let simulation = try run(reaching(150), ticks: 40)
    let firms = simulation.firms
    var regions = Array(repeating: Set<UInt16>(), count: simulation.clusters.count)
    var count = Array(repeating: 0.0, count: simulation.clusters.count)
    for place in 0..<simulation.memberships.count {
      let row = simulation.memberships.rows[place]
      guard row.firm >= 0 else { continue }
      let cluster = simulation.clusters[Int(row.cluster)]
      let (home, region) = (Int(cluster.cell) / 3, Int(firms.region[Int(row.firm)]))
      #expect(Int(cluster.cell) % 3 == Int(firms.sector[Int(row.firm)]))
      #expect(simulation.geography.distance[home * 4 + region] <= 150)
      #expect(simulation.homeOfCluster(ofFirm: Int(row.firm)) == Int(cluster.cell))
      regions[Int(row.cluster)].insert(UInt16(region))
      count[Int(row.cluster)] += 1
    }
    #expect(simulation.clusters.map(\.members) == count)
    #expect(simulation.clusters.map { Int($0.regionCount) } == regions.map(\.count))
    #expect(regions.contains { $0.count > 1 })
    // Members 150 km apart are no dense cluster.
    for (cluster, record) in zip(simulation.clusters, simulation.clusterRecords())
    where cluster.regionCount > 1 {
      #expect(abs(cluster.area - 10_000 * cluster.regionCount) < 1e-6)
      #expect(abs(record.density - record.members / (10 * cluster.regionCount)) < 1e-9)
      #expect(record.coverage > 40)
    }
    let funds = simulation.clusters.reduce(0.0) { $0 + $1.fund }
    #expect(abs(funds / simulation.ledger[.clusterFunds] - 1) < 1e-9)
  }

  @Test func `what takes meeting is less from afar, what does not is not`() {
    var cluster = RegionalCluster()
    cluster.members = 10
    cluster.activeMembers = 10
    cluster.councilStrength = 0.5
    cluster.capital = 400
    cluster.brand = 0.4
    cluster.roleEntropy = 0.9
    cluster.heterogeneity = 0.45
    cluster.upperQuartile = 0.3
    cluster.newestShare = 0.5
    let rates = ClusterParameters()
    func terms(_ proximity: Double) -> BenefitTerms {
      ClusterOffer(cluster, specialisation: 0, hierarchy: 0, levers: .neutral, rates).terms(
        isFull: true, size: 0.4, trust: 0.8, fit: 1, capacity: 0.5, level: 0,
        proximity: proximity, rates, Mechanisms())
    }
    let (home, away) = (terms(1), terms(0.5))
    for near in [\BenefitTerms.scope, \.transaction, \.synergy, \.catchUp, \.reach] {
      #expect(home[keyPath: near] > 0)
      #expect(abs(away[keyPath: near] / home[keyPath: near] - 0.5) < 1e-12)
    }
    for anywhere in [\BenefitTerms.scale, \.marketEntry, \.risk] {
      #expect(home[keyPath: anywhere] > 0)
      #expect(away[keyPath: anywhere] == home[keyPath: anywhere])
    }
  }

  @Test func `a firm elsewhere expects less of the same cluster`() throws {
    let simulation = try run(reaching(150), ticks: 24)
    let firms = simulation.firms
    let cluster = try #require(simulation.clusters.first { $0.isAlive && $0.meanBenefit > 0 })
    let (home, sector) = (Int(cluster.cell) / 3, Int(cluster.cell) % 3)
    func firm(where isThere: (Int) -> Bool) throws -> Int {
      try #require(
        (0..<firms.count).first {
          firms.id[$0] != 0 && Int(firms.sector[$0]) == sector && isThere(Int(firms.region[$0]))
        })
    }
    let near = try firm { $0 == home }
    let far = try firm { simulation.geography.distance[home * 4 + $0] == 150 }
    let applicant = Applicant(trust: 0.5, cooperativeness: 0.5, autonomy: 0.01, interest: 0.5)
    let here = simulation.expectedBenefit(applicant, of: cluster, for: near)
    let there = simulation.expectedBenefit(applicant, of: cluster, for: far)
    let weight = exponential(-150 / simulation.parameters.transfer.reachDistance)
    #expect(abs(there / here - weight) < 1e-9)
  }

  @Test func `thin regions reach critical mass together`() throws {
    let (alone, together) = (try run(reaching(0), ticks: 1), try run(reaching(150), ticks: 1))
    for cell in 0..<12 {
      let (one, both) = (alone.foundingConditions(cell), together.foundingConditions(cell))
      #expect(both.criticalMass > one.criticalMass)
      #expect(both.regionalAdvantage == one.regionalAdvantage && both.breadth == one.breadth)
    }
  }

  @Test func `the order of regions changes no cluster that spans some`() throws {
    let configuration = reaching(300)
    let reordered = SmallCountry.reordered(configuration)
    let (one, other) = (try run(configuration, ticks: 24), try run(reordered, ticks: 24))
    #expect(one.clusterRecords().contains { $0.regionCount > 1 })
    #expect(one.clusterRecords() == other.clusterRecords())
  }

  /// Everything of this suite at once.
  private var whole: Configuration {
    configuration {
      $0.parameters.clusters.reach = 150
      $0.parameters.clusters.universityCall = 0.3
      $0.parameters.clusters.governmentCall = 0.3
      $0.parameters.clusters.feeAdjustment = 0.2
    }
  }

  @Test func `a run with all of it resumes to the same bytes`() throws {
    let first = try run(whole, ticks: 21)
    #expect(first.clusters.contains { $0.regionCount > 1 && $0.feeFactor != 1 })
    #expect(Set(first.clusters.map(\.initiator)).isSuperset(of: [.university, .government]))
    try expectSameBytesOnResuming(first, under: whole) { resumed in
      #expect(resumed.clusters.map(\.feeFactor) == first.clusters.map(\.feeFactor))
      #expect(resumed.clusters.map(\.regionCount) == first.clusters.map(\.regionCount))
      #expect(resumed.clusters.map(\.initiator) == first.clusters.map(\.initiator))
    }
  }

  @Test func `threads change no byte of it`() throws {
    try expectSameBytesForThreads(whole)
  }
}
