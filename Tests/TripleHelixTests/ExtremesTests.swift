import Testing
import WardClustering

@testable import TripleHelix

/// That a country lives with every value that is allowed, or is refused in words before it starts.
@Suite struct ExtremesTests {
  /// Why a small country cannot live through `quarters`; nil where it can, or where its
  /// configuration is refused.
  private static func failure(
    _ configuration: Configuration, quarters: Int = 24
  ) -> SimulationError? {
    guard configuration.problems().isEmpty else { return nil }
    do throws(SimulationError) {
      let country = try Simulation(configuration, seed: 3)
      for _ in 0..<quarters { try country.step() }
      return nil
    } catch {
      return error
    }
  }

  private static var country: Configuration {
    var configuration = SmallCountry.configuration(firms: 120)
    configuration.mechanisms.clusters = true
    return configuration
  }

  private static func ends(_ description: ParameterDescription) -> [Double] {
    [description.range.lowerBound, description.range.upperBound]
      .filter { $0 != description.defaultValue }
  }

  static let groups = Set(
    Parameters.descriptions.map { String($0.name.prefix { $0 != "." }) }
  ).sorted()

  @Test(arguments: groups)
  func `each end of a parameter's range is one that a country lives with`(group: String) {
    for description in Parameters.descriptions where description.name.hasPrefix("\(group).") {
      for end in Self.ends(description) {
        var configuration = Self.country
        configuration.parameters[keyPath: description.keyPath] = end
        let failure = Self.failure(configuration)
        #expect(failure == nil, "\(description.name): \(end)")
      }
    }
  }

  @Test(arguments: 1...48)
  func `so is each pair of ends`(draw: Int) {
    var state = UInt64(draw) &* 0x9e37_79b9_7f4a_7c15
    func index(below bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for _ in 0..<4 {
      var configuration = Self.country
      var names: [String] = []
      for _ in 0..<2 {
        let description = Parameters.descriptions[index(below: Parameters.descriptions.count)]
        let ends = Self.ends(description)
        let end = ends[index(below: ends.count)]
        configuration.parameters[keyPath: description.keyPath] = end
        names.append("\(description.name): \(end)")
      }
      let failure = Self.failure(configuration)
      #expect(failure == nil, "\(names)")
    }
  }

  static let regionChanges: [(name: String, change: @Sendable (inout RegionDescription) -> Void)] =
    [
      ("no R&D", { $0.researchExpenditure = 0 }),
      ("R&D not known", { $0.researchExpenditure = nil }),
      ("no researchers", { $0.researchPersonnel = 0 }),
      (
        "neither",
        {
          $0.researchExpenditure = 0
          $0.researchPersonnel = 0
        }
      ),
      ("no patents", { $0.patentShare = 0 }),
      (
        "no public outlays",
        {
          $0.publicExpenditure = 0
          $0.budgetInvestment = 0
        }
      ),
      (
        "no investment",
        {
          $0.fixedInvestment = 0
          $0.budgetInvestment = 0
        }
      ),
      ("no unemployed", { $0.labourForce = $0.employed }),
      ("half unemployed", { $0.labourForce = 2 * $0.employed }),
      (
        "no industry or services",
        {
          $0.industryShare = 0
          $0.servicesShare = 0
        }
      ),
      ("as much R&D as product", { $0.researchExpenditure = $0.grossRegionalProduct }),
      ("one firm", { $0.activeFirms = 1 }),
    ]

  @Test(arguments: regionChanges.indices)
  func `a figure of one region, or of all, may be none`(change: Int) {
    let (name, change) = Self.regionChanges[change]
    for isEverywhere in [false, true] {
      var configuration = Self.country
      for region in configuration.regions.indices where isEverywhere || region == 0 {
        change(&configuration.regions[region])
      }
      let failure = Self.failure(configuration)
      #expect(failure == nil, "\(name), \(isEverywhere ? "everywhere" : "in one region")")
    }
  }

  @Test(arguments: Standardisation.allCases)
  func `regions are grouped on every scale`(standardisation: Standardisation) {
    for cut in [ReclusterPlan.Cut.groups(2), .groups(100), .bestSilhouette] {
      var configuration = Self.country
      configuration.recluster = .init(every: 1, cut: cut, standardisation: standardisation)
      configuration.regions[0].researchExpenditure = 0
      configuration.regions[1].patentShare = 0
      let failure = Self.failure(configuration)
      #expect(failure == nil, "\(cut)")
    }
  }

  @Test(arguments: PolicyDescription.Instrument.allCases)
  func `a policy may spend without bound, and have any setting`(
    instrument: PolicyDescription.Instrument
  ) {
    func policy(budget: Double, _ settings: [String: Double]) -> Configuration {
      var configuration = Self.country
      configuration.policies = [
        PolicyDescription(
          name: "aid", instrument: instrument, start: 1, end: 1000,
          regions: [configuration.regions[0].id], budget: budget, settings: settings)
      ]
      return configuration
    }
    let budgets: [Double] = instrument.budget == .none ? [0] : [1e3, 1e15]
    for budget in budgets {
      let failure = Self.failure(policy(budget: budget, [:]))
      #expect(failure == nil, "budget \(budget)")
    }
    for setting in instrument.settings {
      for end in [setting.range.lowerBound, setting.range.upperBound] {
        let failure = Self.failure(policy(budget: budgets[0], [setting.name: end]))
        #expect(failure == nil, "\(setting.name): \(end)")
      }
    }
  }

  @Test func `what a country starts with does not explode as a rate nears nothing`() throws {
    func cash(_ change: (inout Configuration) -> Void) throws -> Double {
      let simulation = try SmallCountry.simulation(ticks: 0, firms: 300, change)
      return simulation.ledger[.firms] / simulation.nation.gdp
    }
    let usual = try cash { _ in }
    for payout in [0, 1e-9, 0.001, 0.01] {
      #expect(try cash { $0.parameters.accounts.payout = payout } < 15 * usual)
    }
    let gap = try abs(
      cash { $0.parameters.accounts.payout = 0 } - cash { $0.parameters.accounts.payout = 1e-9 })
    #expect(gap < 1e-3 * usual, "no pay-out is the end of a small one")
  }

  @Test func `universities without money discover nothing until somebody pays`() throws {
    func discoveries(_ ticks: Int, paying: Bool) throws -> Double {
      let simulation = try SmallCountry.simulation(ticks: ticks, firms: 300) {
        $0.parameters.discovery.ratePerField = 1
        $0.parameters.accounts.universityFunding = 0
        $0.parameters.accounts.contractShare = 0
        for region in $0.regions.indices { $0.regions[region].researchExpenditure = nil }
        guard paying, let instrument = PolicyDescription.Instrument(rawValue: "university_funding")
        else { return }
        $0.policies = [
          PolicyDescription(
            name: "aid", instrument: instrument, start: 1, end: 1000, regions: ["north"],
            budget: 1000)
        ]
      }
      return simulation.regions.discoveries.reduce(0, +)
    }
    #expect(try discoveries(24, paying: false) == 0)
    #expect(try discoveries(24, paying: true) > 0)
  }

  @Test func `money that one region lacks does not change what the others discover at first`()
    throws
  {
    func weights(_ change: (inout Configuration) -> Void) throws -> [Double] {
      let simulation = try SmallCountry.simulation(ticks: 0, firms: 300, change)
      return (0..<simulation.layout.regionCount).map { r in
        simulation.regions.initialFunding[r] > 0
          ? simulation.universities.discoveryWeight[simulation.universities.place(r, 0)] : 0
      }
    }
    #expect(try abs(weights { _ in }.reduce(0, +) - 1) < 1e-12)
    let without = try weights { $0.regions[0].researchExpenditure = 0 }
    #expect(abs(without.reduce(0, +) - 1) < 1e-12)
  }
}
