import Randomness
import Testing

@testable import TripleHelix

/// The rules of clusters on cases with an answer on paper.
@Suite struct ClusterRuleTests {
  private let rates = ClusterParameters()

  private func factors(_ values: [Double]) -> SocialCapital.Factors {
    var factors = SocialCapital.Factors(repeating: 0)
    for (k, value) in values.enumerated() { factors[k] = UInt8((value * 255).rounded()) }
    return factors
  }

  @Test func `the weakest block rules readiness`() {
    let even = factors(Array(repeating: 0.6, count: 8))
    #expect(abs(SocialCapital.readiness(even) - 0.6) < 1e-12)
    // Without education and knowledge (factor 8) nobody is ready, however good the rest.
    #expect(SocialCapital.readiness(factors([1, 1, 1, 1, 1, 1, 1, 0])) == 0)
    // One block at a sixteenth halves the geometric mean of four.
    let weak = SocialCapital.readiness(factors([1, 1, 1, 1, 1, 1, 1, 1.0 / 15]))
    #expect(abs(weak - (1.0 / 15).squareRoot().squareRoot()) < 1e-9)
  }

  @Test func `half of firms pass the gate at its threshold`() {
    let traits = ClusterTraits(parameters: rates, keys: StreamKeys(seed: 1, replicate: 0))
    #expect(traits.gate(readiness: 0.54) == 0.5)
    // e^−1 below one width above: 1/(1 + 1/e) = 0.7310586.
    #expect(abs(traits.gate(readiness: 0.61) - 0.731_058_6) < 1e-6)
    #expect(abs(traits.gate(readiness: 0.47) - 0.268_941_4) < 1e-6)
  }

  @Test func `trust is the level times the survey, kin included`() {
    let f = factors([0, 0.2, 0, 0.4, 0.6, 0, 0.8, 0])
    #expect(abs(SocialCapital.generalTrust(f, level: 1, kinTrust: 0) - 0.7) < 1e-12)
    #expect(abs(SocialCapital.generalTrust(f, level: 1, kinTrust: 0.4) - 0.82) < 1e-12)
    #expect(abs(SocialCapital.generalTrust(f, level: 0.5, kinTrust: 0) - 0.35) < 1e-12)
    #expect(SocialCapital.generalTrust(f, level: 0, kinTrust: 0.4) == 0)
    // 0.5 · 0.6 + 0.3 · 0.4 + 0.2 · 0.2.
    #expect(abs(SocialCapital.cooperativeness(f) - 0.46) < 1e-12)
  }

  @Test func `each precondition is half-way or 1/e at its scale`() {
    typealias C = FoundingConditions
    #expect(C.criticalMass(competitiveFirms: 14, half: 14) == 0.5)
    #expect(C.criticalMass(competitiveFirms: 0, half: 14) == 0)
    #expect(C.regionalAdvantage(locationQuotient: 0.7, half: 0.7) == 0.5)
    #expect(abs(C.proximity(radius: 80, reach: 80) - 0.367_879_4) < 1e-6)
    #expect(C.breadth(roleEntropy: 0.9) == 0.9)
    #expect(C.interaction(readiness: 0.3, enough: 0.6) == 0.5)
    #expect(C.interaction(readiness: 0.9, enough: 0.6) == 1)
    let none = FoundingConditions(
      criticalMass: 1, regionalAdvantage: 1, proximity: 1, breadth: 0, interaction: 1)
    #expect(none.product == 0)
  }

  @Test func `roles of one kind have no entropy and all alike have the most`() {
    #expect(Role.entropy([7, 0, 0, 0, 0], classes: 5) == 0)
    #expect(abs(Role.entropy([2, 2, 2, 2, 2], classes: 5) - 1) < 1e-12)
    #expect((0..<5).map { Role.at([0.1, 0.4, 0.7, 0.8, 0.99][$0]) } == [0, 1, 2, 3, 4])
    #expect(abs(Role.shares.reduce(0, +) - 1) < 1e-12)
  }

  @Test func `understanding is an inverted U`() {
    func phi(_ h: Double) -> Double { ClusterOffer.understanding(h, optimum: 0.45) }
    #expect(phi(0) == 0)
    #expect(phi(0.45) == 1)
    // 2 e^−1.
    #expect(abs(phi(0.9) - 0.735_758_9) < 1e-6)
    #expect(phi(0.2) < 1 && phi(2) < phi(0.9))
  }

  /// Ten members who all work, half of whose powers are delegated, with half of the facilities.
  private var ten: RegionalCluster {
    var cluster = RegionalCluster()
    cluster.members = 10
    cluster.fullMembers = 10
    cluster.activeMembers = 10
    cluster.councilStrength = 0.5
    cluster.capital = 400
    cluster.jointCapital = 400 * rates.jointHalf
    cluster.brand = 0.4
    cluster.roleEntropy = 0.9
    cluster.heterogeneity = 0.45
    cluster.upperQuartile = 0.3
    cluster.newestShare = 0.5
    return cluster
  }

  private func terms(
    _ cluster: RegionalCluster, isFull: Bool = true, _ mechanisms: Mechanisms = Mechanisms()
  ) -> BenefitTerms {
    ClusterOffer(cluster, specialisation: 0.5, hierarchy: 0, levers: .neutral, rates)
      .terms(
        isFull: isFull, size: 0.6, trust: 0.8, fit: 1, capacity: 0.5, level: 0.1, rates,
        mechanisms)
  }

  @Test func `ten members get what the equations say`() {
    let found = terms(ten)
    let crowding = 36.0 / 37
    let met = 10.0 / 18
    let expected = BenefitTerms(
      scale: 0.014 * 0.5 * 0.5 * 0.7 * crowding,
      scope: 0.010 * 0.9 * 1.5 * met * crowding,
      transaction: 0.012 * 0.8 * met * 0.75 * crowding,
      synergy: 1.6 * 0.8 * 0.5 * 1 * met * 0.75 * crowding,
      catchUp: 0.014 * 0.8 * 0.5 * 0.2 * 0.75 * crowding,
      reach: 1.5 * 0.8 * 0.5 * crowding,
      marketEntry: 5 * 0.5 * 0.4 * crowding,
      risk: 0.45 * 0.5 * 0.5 * crowding)
    for term in Self.all {
      #expect(abs(found[keyPath: term] - expected[keyPath: term]) < 1e-12)
    }
  }

  private static let all: [any KeyPath<BenefitTerms, Double> & Sendable] = [
    \.scale, \.scope, \.transaction, \.synergy, \.catchUp, \.reach, \.marketEntry, \.risk,
  ]

  @Test func `an associate gets its parts`() {
    let (full, associate) = (terms(ten), terms(ten, isFull: false))
    #expect(abs(associate.scale / full.scale - 0.3) < 1e-12)
    #expect(abs(associate.risk / full.risk - 0.3) < 1e-12)
    #expect(abs(associate.transaction / full.transaction - 0.45) < 1e-12)
    #expect(abs(associate.synergy / full.synergy - 0.45) < 1e-12)
  }

  @Test func `sixty members crowd each other to half`() {
    var crowd = ten
    crowd.members = 60
    #expect(
      ClusterOffer(crowd, specialisation: 0, hierarchy: 0, levers: .neutral, rates).crowding
        == 0.5)
  }

  private static let switches: [(any WritableKeyPath<Mechanisms, Bool> & Sendable, [Int])] = [
    (\.clusterScale, [0]), (\.clusterScope, [1]), (\.clusterTransaction, [2]),
    (\.clusterSynergy, [3]), (\.clusterTrigger, [4, 5]), (\.clusterMarketEntry, [6]),
    (\.clusterRiskSharing, [7]),
  ]

  @Test(arguments: 0..<7)
  func `a switch takes its own benefit and no other`(number: Int) {
    let (path, off) = Self.switches[number]
    var mechanisms = Mechanisms()
    mechanisms[keyPath: path] = false
    let (whole, less) = (terms(ten), terms(ten, mechanisms))
    for (place, term) in Self.all.enumerated() {
      #expect(whole[keyPath: term] > 0)
      #expect(less[keyPath: term] == (off.contains(place) ? 0 : whole[keyPath: term]))
    }
  }

  @Test func `trust stands still where nothing is gained and all work`() {
    func next(_ trust: Double, net: Double, effort: Double = 0.8, interaction: Double = 1) -> Double
    {
      Simulation.trust(
        after: trust, net: net, meanEffort: effort, interaction: interaction, rates)
    }
    #expect(next(0.5, net: 0) == 0.5)
    // A large gain closes 6 % of the gap, a large loss takes 6 %.
    #expect(abs(next(0.5, net: 1) - 0.53) < 1e-9)
    #expect(abs(next(0.5, net: -1) - 0.47) < 1e-9)
    // Nobody works: 5 % go; no interaction: 3 %.
    #expect(abs(next(0.5, net: 0, effort: 0) - 0.475) < 1e-9)
    #expect(abs(next(0.5, net: 0, interaction: 0) - 0.485) < 1e-9)
    #expect(next(0, net: 0, effort: 0, interaction: 0) == 0)
  }

  @Test func `who does not trust gains from no cluster`() {
    let applicant = Applicant(trust: 0, cooperativeness: 0.2, autonomy: 0.001, interest: 1)
    #expect(
      applicant.utility(
        expected: 1, match: 1, fee: 0.002, autonomyCost: 0.0003, effortCost: 0.005) < 0)
    #expect(applicant.vouchedFor(by: true, rates).trust == 0)
  }

  @Test func `stages follow the two axes`() {
    func stage(
      _ before: ClusterStage, members: Double = 20, age: Int = 40, growth: Double, change: Double
    ) -> ClusterStage {
      Simulation.stage(
        after: before, members: members, age: age, growth: growth, heterogeneityChange: change,
        rates)
    }
    #expect(stage(.emergence, members: 5, age: 3, growth: 0.3, change: -0.1) == .emergence)
    #expect(stage(.emergence, members: 40, age: 3, growth: 0.3, change: -0.1) == .emergence)
    #expect(stage(.emergence, members: 40, age: 4, growth: 0.3, change: -0.1) == .growth)
    #expect(stage(.emergence, members: 5, age: 12, growth: 0.3, change: -0.1) == .growth)
    #expect(stage(.growth, growth: 0.001, change: -0.001) == .maturity)
    #expect(stage(.maturity, growth: -0.1, change: -0.02) == .decline)
    #expect(stage(.decline, growth: 0.01, change: 0.05) == .renewal)
    // New knowledge does not renew what still grows by itself, nor what shrinks.
    #expect(stage(.growth, growth: 0.1, change: 0.05) == .growth)
    #expect(stage(.decline, growth: -0.1, change: 0.05) == .decline)
    // What moves by less than enters a stage does not leave it yet.
    let little = 0.7 * rates.stageGrowth
    #expect(stage(.growth, growth: little, change: 0) == .growth)
    #expect(stage(.maturity, growth: little, change: 0) == .maturity)
    #expect(stage(.decline, growth: -little, change: 0) == .decline)
    #expect(stage(.maturity, growth: -little, change: 0) == .maturity)
    let rising = 0.5 * rates.stageHeterogeneity
    #expect(stage(.renewal, growth: 0, change: rising) == .renewal)
    #expect(stage(.maturity, growth: 0, change: rising) == .maturity)
  }
}
