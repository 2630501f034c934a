import Chunking
import Testing

@testable import TripleHelix

@Suite struct MarketsAndShocksTests {
  private func simulation(
    ticks: Int = 0, _ change: (inout Configuration) -> Void = { _ in }
  ) throws -> Simulation {
    try SmallCountry.simulation(ticks: ticks, seed: 3, change)
  }

  /// A mechanism, and a parameter that only it reads.
  struct Switch: CustomTestStringConvertible, Sendable {
    let name: String
    let mechanism: any WritableKeyPath<Mechanisms, Bool> & Sendable
    let parameter: any WritableKeyPath<Parameters, Double> & Sendable
    let value: Double
    var testDescription: String { name }
  }

  static let switches = [
    Switch(
      name: "home demand", mechanism: \.demandShocks, parameter: \.shocks.homeDeviation,
      value: 0.1),
    Switch(
      name: "world demand", mechanism: \.demandShocks, parameter: \.shocks.worldDeviation,
      value: 0.1),
    Switch(
      name: "confidence", mechanism: \.confidence, parameter: \.shocks.confidenceDeviation,
      value: 0.1),
    Switch(
      name: "customers", mechanism: \.customerLosses, parameter: \.shocks.lossHazard, value: 0.1),
    Switch(
      name: "credit", mechanism: \.creditRecall, parameter: \.shocks.recallHazard, value: 0.9),
    Switch(
      name: "revolving door", mechanism: \.revolvingDoor, parameter: \.entry.revolvingDoor,
      value: 0.9),
    Switch(
      name: "used capital", mechanism: \.usedCapital, parameter: \.exit.salvage, value: 0.9),
    Switch(
      name: "interest", mechanism: \.monetaryRule, parameter: \.money.priceReaction, value: 0.9),
    Switch(
      name: "world", mechanism: \.worldImitation, parameter: \.money.worldImitation, value: 0.2),
    Switch(name: "transport", mechanism: \.transportCosts, parameter: \.space.access, value: 2),
    Switch(
      name: "Marshall", mechanism: \.marshallSpillovers, parameter: \.space.marshallProductivity,
      value: 0.3),
    Switch(
      name: "Jacobs", mechanism: \.jacobsSpillovers, parameter: \.space.jacobsResearch, value: 9),
    Switch(
      name: "commuting", mechanism: \.commuting, parameter: \.labour.commuting, value: 15),
    Switch(
      name: "wage norms", mechanism: \.wageNorms, parameter: \.labour.normSpeed, value: 0.3),
    Switch(name: "rents", mechanism: \.landRents, parameter: \.space.rent, value: 0.2),
    Switch(name: "land", mechanism: \.landPrices, parameter: \.space.landSupply, value: 4),
    Switch(
      name: "appropriability", mechanism: \.appropriability,
      parameter: \.research.appropriabilityGain, value: 9),
  ]

  @Test(arguments: switches)
  func `a mechanism acts when it is on and changes no byte when it is off`(
    _ item: Switch
  ) throws {
    func bytes(on: Bool, _ value: Double?) throws -> [UInt8] {
      try simulation(ticks: 20) { configuration in
        configuration.mechanisms[keyPath: item.mechanism] = on
        if let value { configuration.parameters[keyPath: item.parameter] = value }
      }.checkpoint()
    }
    #expect(try bytes(on: false, nil) == bytes(on: false, item.value))
    #expect(try bytes(on: true, nil) != bytes(on: true, item.value))
  }

  @Test func `space changes no firm's position in the first quarter`() throws {
    let simulation = try simulation(ticks: 1)
    for cell in 0..<simulation.layout.cellCount {
      #expect(simulation.tables.access[cell] == 1)
      #expect(simulation.tables.productivity[cell] == simulation.tables.cellProductivity[cell])
    }
    #expect(simulation.regions.landPrice.allSatisfy { $0 == 1 })
  }

  @Test func `a region with better roads comes nearer to its buyers`() throws {
    let simulation = try simulation(ticks: 1)
    simulation.regions.infrastructure[0] *= 3
    simulation.surveySpace()
    let count = simulation.layout.sectorCount
    for s in 0..<count {
      #expect(simulation.tables.access[s] > simulation.tables.access[3 * count + s])
    }
  }

  @Test func `local sectors feel distance more`() throws {
    let simulation = try simulation(ticks: 1)
    simulation.regions.disposableIncome[0] *= 2
    simulation.surveySpace()
    let machines = simulation.tables.access[1]
    let services = simulation.tables.access[2]
    #expect(services > machines)
    #expect(machines > 1)
  }

  @Test func `crowding makes land dear and lowers productivity`() throws {
    let simulation = try simulation(ticks: 1)
    simulation.regions.population[1] *= 1.5
    simulation.surveySpace()
    #expect(simulation.regions.landPrice[1] > 1.2)
    let cell = simulation.layout.sectorCount
    #expect(simulation.tables.productivity[cell] < simulation.tables.cellProductivity[cell])
  }

  @Test func `what a sector keeps from imitators is worth more research`() throws {
    let simulation = try simulation(ticks: 1) { configuration in
      configuration.sectors[1].appropriability = 0.8
    }
    let tables = simulation.tables
    let place = simulation.layout.canonicalSector
    #expect(tables.imitationFactor[place[1]] < tables.imitationFactor[place[0]])
    #expect(tables.innovationFactor[place[1]] > tables.innovationFactor[place[0]])
  }

  @Test func `dear goods raise the rate, and it never falls under zero`() throws {
    let simulation = try simulation(ticks: 1)
    simulation.nation.rateGap = 0
    simulation.nation.consumerPrice = 1.1
    simulation.nation.lastConsumerPrice = 1.1
    simulation.setInterest()
    #expect(simulation.nation.rateGap > 0)
    for _ in 0..<40 {
      simulation.nation.consumerPrice = 0.2
      simulation.setInterest()
    }
    #expect(simulation.nation.rateGap == -simulation.parameters.accounts.interest)
    #expect(simulation.investmentPace > 1)
  }

  @Test func `rivals abroad learn from those they lose to`() throws {
    let simulation = try simulation(ticks: 1)
    simulation.sectors.exportersLead = [0.5, 0, -0.5]
    #expect(simulation.worldLearning(0) > 0)
    #expect(simulation.worldLearning(1) == 0)
    #expect(simulation.worldLearning(2) == -simulation.worldLearning(0))
  }

  @Test func `banks recall credit where sales do not need the capital`() throws {
    let simulation = try simulation(ticks: 1)
    simulation.fillTables()
    let kernel = simulation.kernel()
    let firms = simulation.firms
    let firm = try #require((0..<firms.count).first { firms.id[$0] != 0 })
    let needed = simulation.regions.capitalOutput[Int(firms.region[firm])] * firms.output[firm]
    firms.capital[firm] = needed
    firms.debt[firm] = 0.5 * needed * kernel.investmentPrice
    #expect(kernel.creditRecall(firm) == 0)
    firms.output[firm] *= 0.4
    #expect(kernel.creditRecall(firm) >= simulation.parameters.shocks.recallHazard)
  }

  @Test func `lost customers close firms of every size`() throws {
    func exits(_ hazard: Double) throws -> [Double] {
      let simulation = try Simulation(
        {
          var configuration = SmallCountry.configuration(firms: 4000)
          configuration.parameters.shocks.lossHazard = hazard
          return configuration
        }(), seed: 3)
      var sums = Array(repeating: 0.0, count: 4)
      for _ in 0..<24 {
        try simulation.step()
        for place in 0..<4 { sums[place] += simulation.nation.exitHazards[place] }
      }
      return sums
    }
    let (few, many) = (try exits(0), try exits(0.05))
    for place in 0..<4 { #expect(many[place] > few[place]) }
  }

  @Test func `closed firms are replaced, the more the door revolves`() throws {
    let simulation = try simulation(ticks: 4)
    let before = simulation.startUpRate(ofRegion: 0)
    simulation.regions.year.add(.exits, region: 0, tick: 4, 100)
    let after = simulation.startUpRate(ofRegion: 0)
    let part = simulation.parameters.entry.revolvingDoor * 100 / 4
    #expect(after - before >= part)
    #expect(after - before < 3 * part)
  }

  @Test func `a cell without firms can have founders again`() throws {
    let simulation = try simulation(ticks: 1)
    for field in 0..<ProductionTally.cellFields { simulation.cells[field] = 0 }
    #expect(simulation.founderWeights(ofRegion: 0).all[0] > 0)
  }

  @Test func `firms by newest line are those that live`() throws {
    let simulation = try simulation(ticks: 12)
    var counted = Array(repeating: 0.0, count: simulation.lineFirms.count)
    let firms = simulation.firms
    for firm in 0..<firms.count where firms.id[firm] != 0 {
      let line = Int(max(firms.traditionLine[firm], firms.innovationLine[firm]))
      counted[simulation.cell(of: firm) * simulation.tables.stride + line] += 1
    }
    #expect(counted == simulation.lineFirms)
  }

  @Test func `market shares sum to one where labour is short`() throws {
    let simulation = try simulation(ticks: 8) {
      $0.parameters.labour.frictionalUnemployment = 0.2
    }
    #expect((0..<4).contains { simulation.tables.labourSupply[$0] < 1 })
    for s in 0..<3 {
      var share = 0.0
      for firm in 0..<simulation.firms.count
      where simulation.firms.id[firm] != 0 && Int(simulation.firms.sector[firm]) == s {
        share += simulation.firms.homeShare[firm] * simulation.sectors.homeScale[s]
      }
      #expect(abs(share - 1) < 1e-9)
    }
  }

  @Test func `the first quarter buys what the start says`() throws {
    let simulation = try simulation {
      $0.mechanisms.confidence = false
      $0.mechanisms.demandShocks = false
    }
    let (purchases, investment) = (simulation.nation.government, simulation.nation.investment)
    let gdp = simulation.nation.gdp
    try simulation.step()
    #expect(abs(simulation.nation.government - purchases) < 0.001 * gdp)
    #expect(abs(simulation.nation.investment - investment) < 0.01 * gdp)
  }

  @Test func `shocks and space survive a checkpoint`() throws {
    let first = try simulation(ticks: 6)
    let second = try Simulation(first.configuration, resuming: first.checkpoint())
    try first.step()
    try second.step()
    #expect(first.checkpoint() == second.checkpoint())
  }

  @Test func `a young sector's market grows as it is told, and others make room`() throws {
    var configuration = SmallCountry.configuration()
    configuration.mechanisms.demandShocks = false
    let plain = try Simulation(configuration, seed: 1)
    #expect(plain.shifted(plain.sectors.consumptionShare) == plain.sectors.consumptionShare)
    let young = try #require(
      configuration.sectors.indices.first { configuration.sectors[$0].consumptionWeight > 0 })
    configuration.sectors[young].demandGrowth = 0.1
    configuration.sectors[young].growthYears = 2
    let simulation = try Simulation(configuration, seed: 1)
    let place = try #require(
      simulation.layout.sectors.firstIndex { $0.id == configuration.sectors[young].id })
    for _ in 0..<12 { try simulation.step() }
    // Two of the three years.
    #expect(abs(simulation.demandTrend(place) - 0.2) < 1e-12)
    let before = simulation.sectors.consumptionShare
    let after = simulation.shifted(before)
    #expect(abs(after.reduce(0, +) - before.reduce(0, +)) < 1e-12)
    let odds = after[place] / (1 - after[place]) / (before[place] / (1 - before[place]))
    #expect(abs(odds - exponential(0.2)) < 1e-9)
    #expect(simulation.sectors.growth[place] > 0)
    #expect(simulation.marketFactor(place) > 1 && simulation.marketFactor(place) <= 3)
  }
}
