import Randomness

/// The state of all firms, one column per variable, and the rules of the three passes.
///
/// The workload is fixed: it is a yardstick, not an economic claim. Every rule works on a range of
/// firms and adds what it sums to a row of its own, so that ranges run on any thread.
public struct FirmColumns: Sendable {
  public let productivity: Column<Double>
  public let capital: Column<Double>
  public let liquidity: Column<Double>
  /// Share of the firm's sector; adds up to 1 in every sector.
  public let share: Column<Double>
  /// This tick's Pareto draw: step of an innovation, size of an entrant.
  let step: Column<Double>
  /// The share before it is divided by the sector's total.
  let nextShare: Column<Double>
  let region: Column<UInt8>
  let sector: Column<UInt8>
  /// 0 entrant, 1 growth, 2 mature, 3 decline.
  public let phase: Column<UInt8>
  /// In ticks since entry.
  let age: Column<Int32>

  static let regionCount = 16
  static let sectorCount = 8
  static let phaseCount = 4

  init(count: Int) {
    productivity = Column(repeating: 1, capacity: count)
    capital = Column(repeating: 1, capacity: count)
    liquidity = Column(repeating: 0.3, capacity: count)
    share = Column(repeating: 0, capacity: count)
    step = Column(repeating: 0, capacity: count)
    nextShare = Column(repeating: 0, capacity: count)
    region = Column(repeating: 0, capacity: count)
    sector = Column(repeating: 0, capacity: count)
    phase = Column(repeating: 0, capacity: count)
    age = Column(repeating: 0, capacity: count)
    for firm in 0..<count {
      region[firm] = UInt8(firm % FirmColumns.regionCount)
      sector[firm] = UInt8(firm / FirmColumns.regionCount % FirmColumns.sectorCount)
    }
  }
}

/// What every firm reads and no firm writes during a pass.
struct Surroundings: Sendable {
  /// Firms per sector, which is also the sector's market size.
  let marketSize: Column<Double>
  /// Mean productivity by region at the end of the previous tick.
  let regionalProductivity: Column<Double>
  /// Share-weighted mean productivity by sector, complete after the first pass.
  let fitness: Column<Double>
  /// Sum of the undivided shares by sector, complete after the second pass.
  let totalShare: Column<Double>
  /// Probability of an innovation by phase.
  let innovationProbability: Column<Double>

  init() {
    marketSize = Column(repeating: 0, capacity: FirmColumns.sectorCount)
    regionalProductivity = Column(repeating: 1, capacity: FirmColumns.regionCount)
    fitness = Column(repeating: 0, capacity: FirmColumns.sectorCount)
    totalShare = Column(repeating: 0, capacity: FirmColumns.sectorCount)
    innovationProbability = Column(repeating: 0, capacity: FirmColumns.phaseCount)
    for (phase, probability) in [0.02, 0.05, 0.10, 0.03].enumerated() {
      innovationProbability[phase] = probability
    }
  }
}

extension FirmColumns {
  /// Pass A: research, profit, growth, phase; adds s · A to `fitness` by sector.
  func produce(
    _ firms: Range<Int>, in surroundings: Surroundings, key: StreamKey, tick: UInt32,
    fitness: Row
  ) {
    var stream = RandomStream()
    for firm in firms {
      let (sector, phase) = (Int(sector[firm]), phase[firm])
      let average = surroundings.regionalProductivity[Int(region[firm])]
      let share = share[firm]
      var (productivity, capital) = (self.productivity[firm], self.capital[firm])

      // All six are drawn whatever the branch, in this order.
      stream.reset(key: key, entity: UInt64(firm), tick: tick)
      let demand = stream.lognormal(zeta: -0.02, sigma: 0.2)
      let yield = stream.gamma(shape: 2, scale: 0.5)
      let innovates = stream.bernoulli(surroundings.innovationProbability[Int(phase)])
      let cost = stream.gaussian(standardDeviation: 0.25)
      let transition = stream.uniform()
      let step = stream.pareto(exponent: 1.5, minimum: 1)

      if innovates { productivity += 0.02 * min(step, 20) * yield }
      if average > productivity { productivity += 0.02 * (average - productivity) }
      let margin = productivity / (productivity + average) - 0.45 * (1 + cost)
      let profit = surroundings.marketSize[sector] * share * demand * margin - 0.06 * capital
      let gain = max(profit, 0)
      capital += 0.1 * gain - 0.02 * capital

      self.productivity[firm] = productivity
      self.capital[firm] = capital
      liquidity[firm] += profit - 0.1 * gain
      age[firm] += 1
      self.step[firm] = step
      self.phase[firm] = nextPhase(after: phase, profit: profit, draw: transition)
      fitness[sector] += share * productivity
    }
  }

  /// Pass B: firms without liquidity leave and are replaced, the others' shares follow their
  /// fitness; adds the undivided shares to `total` by sector and the exits to `exits`.
  func select(
    _ firms: Range<Int>, in surroundings: Surroundings, total: Row, exits: Column<Int>, chunk: Int
  ) {
    var exitCount = 0
    for firm in firms {
      let sector = Int(sector[firm])
      let next: Double
      if liquidity[firm] < 0 {
        let size = 0.5 * min(step[firm], 50)
        capital[firm] = size
        liquidity[firm] = 0.3 * size
        productivity[firm] = 0.95 * surroundings.regionalProductivity[Int(region[firm])]
        phase[firm] = 0
        age[firm] = 0
        exitCount += 1
        next = 0.5 * size / surroundings.marketSize[sector]
      } else {
        next = share[firm] * (1 + 0.1 * (productivity[firm] / surroundings.fitness[sector] - 1))
      }
      nextShare[firm] = next
      total[sector] += next
    }
    exits[chunk] = exitCount
  }

  /// Pass C: divides the shares, and adds to `table` five sums per region, then firms per phase.
  func observe(_ firms: Range<Int>, in surroundings: Surroundings, table: Row) {
    for firm in firms {
      let sector = Int(sector[firm])
      let row = Int(region[firm]) * RegionTable.columnCount
      let share = nextShare[firm] / surroundings.totalShare[sector]
      self.share[firm] = share
      table[row] += 1
      table[row + 1] += productivity[firm]
      table[row + 2] += capital[firm]
      table[row + 3] += liquidity[firm]
      table[row + 4] += share * surroundings.marketSize[sector]
      table[RegionTable.phaseOffset + Int(phase[firm])] += 1
    }
  }
}

/// The phase after `phase`, given the sign of the profit and one uniform.
@inline(__always)
private func nextPhase(after phase: UInt8, profit: Double, draw: Double) -> UInt8 {
  switch phase {
  case 0: profit >= 0 ? (draw < 0.30 ? 1 : 0) : (draw < 0.10 ? 3 : 0)
  case 1: draw < 0.05 ? 2 : (profit < 0 && draw < 0.20 ? 3 : 1)
  case 2: profit < 0 && draw < 0.15 ? 3 : 2
  default: profit >= 0 && draw < 0.20 ? 1 : 3
  }
}
