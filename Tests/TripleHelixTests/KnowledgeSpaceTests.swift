import Chunking
import Randomness
import Testing

@testable import TripleHelix

@Suite struct KnowledgeSpaceTests {
  private func run(_ configuration: Configuration, ticks: Int) throws -> Simulation {
    let simulation = try Simulation(configuration, seed: 1)
    for _ in 0..<ticks { try simulation.step() }
    return simulation
  }

  @Test func `understanding fades with distance from one to its floor`() {
    var space = PositionParameters()
    space.overlapFloor = 0.2
    space.understanding = 0.5
    #expect(space.overlap(squaredDistance: 0) == 1)
    // At one width the Gaussian is e^(−½) = 0.60653.
    let atOneWidth: Double = 0.2 + 0.8 * 0.6065306597
    #expect(abs(space.overlap(squaredDistance: 0.25) - atOneWidth) < 1e-9)
    #expect(abs(space.overlap(squaredDistance: 100) - 0.2) < 1e-9)
  }

  @Test func `every generation lies a step from the last one, in a direction of its own`() throws {
    var configuration = SmallCountry.configuration(firms: 200)
    configuration.parameters.discovery.ratePerField = 1
    let simulation = try run(configuration, ticks: 40)
    let table = simulation.generations
    var directions: Set<Double> = []
    for s in 0..<3 {
      for g in 1..<table.counts[s] {
        let step = table.center[table.place(s, g)] - table.center[table.place(s, g - 1)]
        #expect(abs((step * step).sum().squareRoot() - 1.6) < 1e-9)
        directions.insert(step.x)
      }
    }
    let opened: Int = table.counts[0] + table.counts[1] + table.counts[2] - 3
    #expect(directions.count == opened)
    #expect(directions.count > 6)
  }

  @Test func `firms start around the centres of their lines`() throws {
    var configuration = SmallCountry.configuration()
    configuration.parameters.position.spread = 0.3
    let simulation = try Simulation(configuration, seed: 1)
    let firms = simulation.firms
    var squares = 0.0
    for firm in 0..<firms.count {
      let gap = SIMD2<Double>(firms.position[firm] - simulation.startingPosition(firm, in: firms))
      squares += (gap * gap).sum()
    }
    // The mean of 2000 squares has a standard error of 0.18/√2000 = 0.004.
    #expect(abs(squares / Double(firms.count) - 2 * 0.09) < 0.016)
  }

  @Test func `a cell's heterogeneity is the root mean square distance from its mean`() throws {
    let simulation = try run(SmallCountry.configuration(), ticks: 1)
    let firms = simulation.firms
    // Nobody was founded or closed between the count and here in the slots of this cell.
    for cell in 0..<12 {
      let members = (0..<firms.count).filter {
        firms.id[$0] != 0 && simulation.cell(of: $0) == cell && firms.birth[$0] < 1
      }
      let positions = members.map { SIMD2<Double>(firms.position[$0]) }
      let total: SIMD2<Double> = positions.reduce(SIMD2<Double>.zero, +)
      let mean: SIMD2<Double> = total / Double(positions.count)
      let squares: [Double] = positions.map { position in
        let gap = position - mean
        return (gap * gap).sum()
      }
      let sum: Double = squares.reduce(0, +)
      let expected = (sum / Double(positions.count)).squareRoot()
      // Firms that closed in the quarter were counted still.
      #expect(abs(simulation.knowledge.heterogeneity[cell] / expected - 1) < 0.05)
    }
  }

  @Test func `learning in the region alone makes firms alike`() throws {
    var configuration = SmallCountry.configuration()
    configuration.mechanisms.universities = false
    configuration.mechanisms.firmResearch = false
    configuration.mechanisms.startUps = false
    configuration.mechanisms.spinOffs = false
    configuration.parameters.position.contactHazard = 0
    configuration.parameters.position.regionalLearning = 0.1
    let start = try run(configuration, ticks: 1).knowledge.heterogeneity
    let end = try run(configuration, ticks: 21).knowledge.heterogeneity
    // (1 − 0.1)^20 = 0.12 of the gap remains; exits and launches that were under way move it.
    for cell in 0..<12 { #expect(end[cell] < 0.35 * start[cell]) }
  }

  @Test func `contacts outside pull firms towards the newest generation`() throws {
    func distance(_ hazard: Double) throws -> Double {
      var configuration = SmallCountry.configuration()
      configuration.mechanisms.firmResearch = false
      configuration.mechanisms.universities = false
      configuration.parameters.position.contactHazard = hazard
      configuration.parameters.position.contactNoise = 0
      configuration.parameters.position.regionalLearning = 0
      let simulation = try run(configuration, ticks: 20)
      let firms = simulation.firms
      var total = 0.0
      var count = 0.0
      for firm in 0..<firms.count where firms.id[firm] != 0 && firms.birth[firm] < 0 {
        let s = Int(firms.sector[firm])
        let table = simulation.generations
        let gap =
          SIMD2<Double>(firms.position[firm]) - table.center[table.place(s, table.newest(of: s))]
        total += (gap * gap).sum().squareRoot()
        count += 1
      }
      return total / count
    }
    #expect(try distance(0.2) < 0.8 * distance(0))
  }

  @Test func `without a space of knowledge positions stay at the origin and nothing is drawn`()
    throws
  {
    var configuration = SmallCountry.configuration()
    configuration.mechanisms.knowledgeSpace = false
    let base = try run(configuration, ticks: 12)
    for firm in 0..<base.firms.count { #expect(base.firms.position[firm] == .zero) }
    configuration.parameters.position.contactHazard = 0.9
    configuration.parameters.position.step = 5
    configuration.parameters.position.overlapFloor = 0
    #expect(try run(configuration, ticks: 12).checkpoint() == base.checkpoint())
  }

  @Test func `spin-offs stand by their parents only where they inherit`() throws {
    func spinOffs(heredity: Bool) throws -> (efficiency: Double, trust: Double, count: Double) {
      var configuration = SmallCountry.configuration()
      configuration.mechanisms.spinOffHeredity = heredity
      configuration.parameters.entry.spinOffHazard = 0.5
      let simulation = try run(configuration, ticks: 8)
      let firms = simulation.firms
      var sums = (efficiency: 0.0, trust: 0.0, count: 0.0)
      for firm in 0..<firms.count
      where firms.id[firm] != 0 && firms.origin[firm] == .spinOff {
        sums.efficiency += Double(firms.efficiency[firm])
        sums.trust += Double(firms.trust[firm])
        sums.count += 1
      }
      return (sums.efficiency / sums.count, sums.trust / sums.count, sums.count)
    }
    let kin = try spinOffs(heredity: true)
    let others = try spinOffs(heredity: false)
    #expect(kin.count > 100 && others.count > 100)
    // Start-ups have a mean efficiency of −0.6 + 1.1/3 = −0.23, parents about 0.
    #expect(kin.efficiency > others.efficiency + 0.1)
    // Kin trust closes 0.4 of the gap to 1.
    let ratio: Double = (1 - kin.trust) / (1 - others.trust)
    #expect(abs(ratio - 0.6) < 0.06)
  }
}
