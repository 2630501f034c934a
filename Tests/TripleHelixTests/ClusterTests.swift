import Chunking
import Testing

@testable import TripleHelix

/// Clusters in a running country.
@Suite struct ClusterTests: SmallCountryWithClusters {
  private func members(_ simulation: Simulation) -> Double {
    simulation.clusterRecords().reduce(0.0) { $0 + ($1.isAlive ? $1.members : 0) }
  }

  @Test func `without trust no cluster is ever founded, with the survey's some are`() throws {
    let none = try run(configuration { $0.parameters.clusters.trustLevel = 0 }, ticks: 40)
    #expect(none.clusterRecords().isEmpty)
    let some = try run(configuration(), ticks: 40)
    #expect(members(some) > 20)
  }

  @Test func `an empty call book leaves a country without clusters`() throws {
    let simulation = try run(
      configuration {
        $0.parameters.clusters.callHazard = 0
        $0.parameters.clusters.leaderCall = 0
      }, ticks: 20)
    #expect(simulation.clusterRecords().isEmpty)
  }

  @Test func `the table of members agrees with the firms and the clusters`() throws {
    let simulation = try run(configuration(), ticks: 40)
    let firms = simulation.firms
    var count = Array(repeating: 0.0, count: simulation.clusters.count)
    for firm in 0..<firms.count where firms.id[firm] != 0 {
      guard let membership = simulation.membership(ofFirm: firm) else { continue }
      let row = simulation.memberships.rows[Int(firms.cluster[firm])]
      #expect(Int(row.firm) == firm)
      count[membership.cluster] += 1
      let cell = Int(simulation.clusters[membership.cluster].cell)
      #expect(cell == Int(firms.region[firm]) * 3 + Int(firms.sector[firm]))
      #expect((0...1).contains(row.trust) && (0...1).contains(row.effort))
    }
    #expect(simulation.clusters.map(\.members) == count)
    #expect(Double(simulation.memberships.memberCount) == count.reduce(0, +))
    let funds = simulation.clusters.reduce(0.0) { $0 + $1.fund }
    #expect(funds > 0)
    #expect(abs(funds / simulation.ledger[.clusterFunds] - 1) < 1e-9)
    for record in simulation.clusterRecords() where record.isAlive {
      #expect(record.fullMembers == record.members)
      #expect((0...1).contains(record.councilStrength) && (0...1).contains(record.brand))
      #expect(record.jointCapital >= 0 && record.heterogeneity >= 0)
    }
  }

  @Test func `threads change no byte of clusters`() throws {
    let big = configuration { $0.regions = SmallCountry.configuration(firms: 9000).regions }
    let bytes = try [1, 2].map { try run(big, ticks: 10, threads: $0).checkpoint() }
    #expect(bytes[0] == bytes[1])
  }

  @Test func `a run with clusters resumes to the same bytes`() throws {
    let configuration = configuration()
    let first = try run(configuration, ticks: 21)
    #expect(members(first) > 0)
    let resumed = try Simulation(configuration, resuming: first.checkpoint(), threads: 2)
    for _ in 0..<8 {
      try first.step()
      try resumed.step()
    }
    #expect(first.checkpoint() == resumed.checkpoint())
  }

  @Test func `where members stand in their table changes nothing`() throws {
    let configuration = configuration()
    let one = try run(configuration, ticks: 24)
    let other = try Simulation(configuration, resuming: one.checkpoint())
    // Everybody out, and in again the other way round.
    var rows: [Membership] = []
    for place in 0..<other.memberships.count where other.memberships.rows[place].firm >= 0 {
      rows.append(other.memberships.rows[place])
      other.memberships.remove(place)
    }
    #expect(rows.count > 10)
    for row in rows.reversed() {
      other.firms.cluster[Int(row.firm)] = Int32(other.memberships.add(row))
    }
    for _ in 0..<12 {
      try one.step()
      try other.step()
    }
    #expect(one.clusterRecords() == other.clusterRecords())
    #expect(one.nation.realGdp == other.nation.realGdp)
  }

  @Test func `the order of regions and sectors changes no cluster`() throws {
    let configuration = configuration()
    let reordered = SmallCountry.reordered(configuration)
    let (one, other) = (try run(configuration, ticks: 24), try run(reordered, ticks: 24))
    #expect(one.clusterRecords() == other.clusterRecords())
  }

  @Test func `the currency unit changes no membership`() throws {
    let one = try run(configuration(), ticks: 24)
    let two = try run(
      configuration { $0.regions = SmallCountry.configuration(currencyUnit: 2).regions },
      ticks: 24)
    #expect(one.clusters.map(\.members) == two.clusters.map(\.members))
    for (a, b) in zip(one.clusters, two.clusters) {
      #expect(abs(b.fund - 2 * a.fund) < 1e-6 * max(1, b.fund))
      #expect(abs(a.trust - b.trust) < 1e-6)
    }
  }

  private static let switches: [any WritableKeyPath<Mechanisms, Bool> & Sendable] = [
    \.clusterScale, \.clusterScope, \.clusterTransaction, \.clusterSynergy, \.clusterTrigger,
    \.clusterMarketEntry, \.clusterRiskSharing,
  ]

  @Test(arguments: 0..<7)
  func `a switch takes its channel from members and leaves the others`(number: Int) throws {
    let configuration = configuration()
    let checkpoint = try run(configuration, ticks: 24).checkpoint()
    var off = configuration
    off.mechanisms[keyPath: Self.switches[number]] = false
    let whole = try Simulation(configuration, resuming: checkpoint)
    let less = try Simulation(off, resuming: checkpoint)
    for simulation in [whole, less] {
      simulation.fillTables()
      simulation.fillClusterBenefits()
    }
    var touched = 0
    for place in 0..<whole.memberships.count where whole.memberships.rows[place].firm >= 0 {
      let (a, b) = (whole.memberships.benefits[place], less.memberships.benefits[place])
      let changed = [
        a.saving != b.saving, a.saving != b.saving, a.saving != b.saving,
        a.research != b.research, a.catchUp != b.catchUp || a.exposure != b.exposure,
        a.marketEntry != b.marketEntry, a.risk != b.risk,
      ]
      if changed[number] { touched += 1 }
      #expect(a.realised >= b.realised && a.saving >= b.saving)
      // Whatever else is not of this channel stands, bit for bit.
      if number > 2 { #expect(a.saving == b.saving) }
      if number != 3 { #expect(a.research == b.research) }
      if number != 4 { #expect(a.catchUp == b.catchUp && a.exposure == b.exposure) }
      if number != 5 { #expect(a.marketEntry == b.marketEntry) }
      if number != 6 { #expect(a.risk == b.risk) }
    }
    #expect(touched > 0)
    if number == 3 {
      for place in 0..<less.memberships.count {
        #expect(less.memberships.benefits[place].research == 1)
      }
    }
    if number == 6 {
      for place in 0..<less.memberships.count {
        #expect(less.memberships.benefits[place].risk == 0)
      }
    }
  }

  @Test func `fees are what parameters and policy make them`() throws {
    let simulation = try run(configuration(), ticks: 1)
    var cluster = RegionalCluster()
    #expect(simulation.ownFee(cluster, isFull: true) == 0.002)
    cluster.hasBroker = true
    #expect(abs(simulation.ownFee(cluster, isFull: true) - 0.009) < 1e-15)
    simulation.clusterLevers[0].feeShare = 0.5
    simulation.clusterLevers[0].brokerShare = 1
    #expect(abs(simulation.ownFee(cluster, isFull: true) - 0.001) < 1e-15)
    #expect(abs(simulation.ownFee(cluster, isFull: false) - 0.00035) < 1e-15)
  }

  @Test func `the provision adds delegation and takes autonomy's cost`() throws {
    let simulation = try run(configuration(), ticks: 1)
    func cost(_ isFull: Bool) -> Double {
      simulation.autonomyCost(sense: 0.01, trust: 0.5, isFull: isFull, hierarchy: 0, cell: 0)
    }
    // d = 0.35: 0.01 (0.3 + 0.245); an associate gives up a quarter of u.
    #expect(abs(cost(true) - 0.00545) < 1e-12)
    #expect(abs(cost(false) - 0.0025) < 1e-12)
    simulation.clusterLevers[0].hasProvision = true
    simulation.clusterLevers[0].autonomyFactor = 0.7
    #expect(simulation.delegation(trust: 0.5, hierarchy: 0, cell: 0) == 0.5)
    #expect(abs(cost(true) - 0.007 * 0.65) < 1e-12)
    // A leader takes a part of what members keep.
    #expect(simulation.delegation(trust: 0.5, hierarchy: 1, cell: 0) > 0.5)
  }

  @Test func `associates are taken under the provision only`() throws {
    let simulation = try run(configuration(), ticks: 1)
    let applicant = Applicant(trust: 0.5, cooperativeness: 0.5, autonomy: 0.012, interest: 0.5)
    func choice() -> UInt8? {
      simulation.choice(applicant, cluster: RegionalCluster(), expected: 0.02, match: 0)
    }
    // Full: 0.5 · 0.02 − 0.002 − 0.012 · 0.545 − 0.0025 < 0.
    #expect(choice() == nil)
    simulation.clusterLevers[0].hasProvision = true
    simulation.clusterLevers[0].autonomyFactor = 0.7
    // Associate: 0.0045 − 0.0007 − 0.0021 − 0.00125 = 0.00045; full: 0.00004.
    #expect(choice() == Membership.associate)
    #expect(
      simulation.choice(applicant, cluster: RegionalCluster(), expected: 0.03, match: 0)
        == Membership.full)
  }

  @Test func `the fund saves a member from insolvency, and the books close`() throws {
    let simulation = try run(configuration(), ticks: 24)
    let firms = simulation.firms
    let firm = try #require(
      (0..<firms.count).first { firms.id[$0] != 0 && firms.cluster[$0] >= 0 })
    let place = Int(firms.cluster[firm])
    let cluster = Int(simulation.memberships.rows[place].cluster)
    let need = 0.01
    let gift = 1.0
    simulation.ledger.move(.policies, from: .nationalGovernment, to: .clusterFunds, gift)
    simulation.clusters[cluster].fund += gift
    simulation.ledger.move(.dividends, from: .firms, to: .households(0), firms.cash[firm] + need)
    firms.cash[firm] = -need
    simulation.memberships.benefits[place].risk = 0.5
    firms.events[firm] = FirmEvent.insolvent
    let before = simulation.clusters[cluster].fund
    simulation.helpMembers()
    #expect(firms.cash[firm] == 0 && firms.events[firm] == 0)
    #expect(abs(before - simulation.clusters[cluster].fund - need) < 1e-12)
    try simulation.closeBooks()
    // Of what the fund cannot cover it covers nothing.
    simulation.ledger.move(.dividends, from: .firms, to: .households(0), 10)
    firms.cash[firm] = -10
    firms.events[firm] = FirmEvent.insolvent
    simulation.helpMembers()
    #expect(firms.cash[firm] == -10 && firms.events[firm] == FirmEvent.insolvent)
  }

  @Test func `what the state promises it pays within its budget, and members the rest`() throws {
    let configuration = configuration {
      $0.policies = [
        PolicyDescription(
          name: "net", instrument: .networkProgramme, start: 20, end: 40, budget: 0.4,
          settings: ["rate": 0.5, "brokers": 0])
      ]
    }
    let simulation = try run(configuration, ticks: 20)
    try simulation.step()
    let spent = simulation.policyStates[0].spent
    #expect(spent > 0 && spent <= 0.1 * (1 + 1e-9))
    #expect(abs(simulation.ledger.paid(.policies) - spent) < 1e-9)
  }

  @Test func `members drop a broker that is dearer than what they have from it`() throws {
    let configuration = configuration {
      $0.policies = [
        PolicyDescription(
          name: "net", instrument: .networkProgramme, start: 4, end: 12, budget: 100,
          settings: ["brokers": 5])
      ]
    }
    func brokers(surcharge: Double) throws -> (during: Int, after: Int, living: Int) {
      var configuration = configuration
      configuration.parameters.clusters.brokerFee = surcharge
      let simulation = try run(configuration, ticks: 12)
      let during = simulation.clusters.count { $0.isAlive && $0.hasBroker }
      // A year, in which every cluster meets once.
      for _ in 0..<4 { try simulation.step() }
      return (
        during, simulation.clusters.count { $0.isAlive && $0.hasBroker },
        simulation.clusters.count(where: \.isAlive)
      )
    }
    let dear = try brokers(surcharge: 0.05)
    #expect(dear.during > 0 && dear.after == 0 && dear.living > 0)
    let cheap = try brokers(surcharge: 1e-6)
    #expect(cheap.after > 0)
  }

  @Test func `a full fund asks for the secretariat alone`() throws {
    let simulation = try run(configuration(), ticks: 1)
    var cluster = RegionalCluster()
    cluster.sales = 1000
    // Eight quarters of half of 0.002 · 1000.
    cluster.fund = 7.9
    #expect(simulation.ownFee(cluster, isFull: true) == 0.002)
    cluster.fund = 8.1
    #expect(simulation.ownFee(cluster, isFull: true) == 0.001)
  }

  @Test func `clusters that admit no strangers grow by kin alone`() throws {
    let open = try run(configuration(), ticks: 40)
    let closed = try run(configuration { $0.parameters.clusters.admission = 0 }, ticks: 40)
    // Founders are no strangers: clusters there are.
    #expect(members(closed) > 0 && members(closed) < members(open))
  }

  @Test func `an agent that stands for many firms counts as many`() throws {
    let simulation = try run(
      configuration {
        $0.regions = SmallCountry.configuration(firms: 8000).regions
        $0.scale = 10
      }, ticks: 40)
    let records = simulation.clusterRecords()
    #expect(!records.isEmpty)
    for record in records where record.isAlive && record.members > 0 {
      #expect(record.members.truncatingRemainder(dividingBy: 10) == 0)
    }
  }
}
