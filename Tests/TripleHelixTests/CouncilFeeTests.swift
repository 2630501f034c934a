import Chunking
import Testing

@testable import TripleHelix

/// The fee that a council sets, and what shakes a cluster.
@Suite struct CouncilFeeTests {
  private func run(
    ticks: Int, _ change: (inout Configuration) -> Void = { _ in }
  ) throws -> Simulation {
    var configuration = SmallCountry.configuration()
    configuration.mechanisms.clusters = true
    change(&configuration)
    let simulation = try Simulation(configuration, seed: 1)
    for _ in 0..<ticks { try simulation.step() }
    return simulation
  }

  private var council: RegionalCluster {
    var cluster = RegionalCluster()
    cluster.members = 20
    cluster.activeMembers = 15
    cluster.sales = 1000
    cluster.capital = 8000
    cluster.councilStrength = 0.5
    cluster.roleEntropy = 0.9
    cluster.trust = 0.6
    return cluster
  }

  @Test func `an empty fund with projects ahead raises the fee, an idle one lowers it`() throws {
    let simulation = try run(ticks: 1) { $0.parameters.clusters.feeAdjustment = 0.2 }
    var cluster = council
    let cost = simulation.projectCost(of: cluster)
    #expect(cost > 0)
    let poor = simulation.feeFactor(of: cluster)
    #expect(poor > 1 && poor <= simulation.parameters.clusters.feeMost)
    cluster.fund = 100 * cost
    let rich = simulation.feeFactor(of: cluster)
    // Bounded below: 1 + 0.2 · 0.5 (0.5 − 1).
    #expect(abs(rich - 0.95) < 1e-12)
    // Who is given no powers sets no fee, and who is given all moves twice as fast.
    cluster.councilStrength = 0
    #expect(simulation.feeFactor(of: cluster) == 1)
    cluster.councilStrength = 1
    #expect(abs(simulation.feeFactor(of: cluster) - 0.9) < 1e-12)
  }

  @Test func `facilities are wanted up to where the next one costs what it saves`() throws {
    let simulation = try run(ticks: 1)
    let rates = simulation.parameters.clusters
    var cluster = council
    // Wear is the only cost where nothing is missing: read the wanted stock off the cost.
    cluster.jointCapital = 1e9
    let price = simulation.nation.investmentPrice
    let wear = simulation.projectCost(of: cluster) - rates.marketingHalf * cluster.sales
    let wanted = wear / (price * rates.facilityDepreciation)
    #expect(wanted > 0)
    /// What members save a quarter less what facilities cost, million.
    func net(_ joint: Double) -> Double {
      cluster.jointCapital = joint
      let terms = simulation.clusterOffer(cluster).terms(
        isFull: true, size: 0.4, trust: cluster.trust, fit: 1, capacity: 0, level: 0, rates,
        simulation.mechanisms)
      let interest = simulation.parameters.accounts.interest + simulation.nation.rateGap
      return (terms.scale + terms.scope) * cluster.sales
        - price * (rates.facilityDepreciation + interest) * joint
    }
    // No better stock within two fifths of it on either side.
    for step in 1...20 {
      #expect(net(wanted) >= net(wanted * (1 + 0.02 * Double(step))))
      #expect(net(wanted) >= net(wanted * (1 - 0.02 * Double(step))))
    }
  }

  @Test func `the fee moves within its bounds, and stands still where nobody moves it`() throws {
    let still = try run(ticks: 30)
    #expect(still.clusters.allSatisfy { $0.feeFactor == 1 })
    let moved = try run(ticks: 30) { $0.parameters.clusters.feeAdjustment = 0.5 }
    let rates = moved.parameters.clusters
    let factors = moved.clusters.filter(\.isAlive).map(\.feeFactor)
    #expect(factors.contains { $0 != 1 })
    #expect(factors.allSatisfy { $0 >= rates.feeLeast && $0 <= rates.feeMost })
    #expect(Set(factors).count > 1)
    for (cluster, record) in zip(moved.clusters, moved.clusterRecords()) {
      #expect(record.fee == rates.fee * cluster.feeFactor)
    }
    // Members pay it: a full fund aside, fee times factor.
    var asked = RegionalCluster()
    asked.feeFactor = 1.5
    #expect(abs(moved.ownFee(asked, isFull: true) - 1.5 * rates.fee) < 1e-15)
  }
}
