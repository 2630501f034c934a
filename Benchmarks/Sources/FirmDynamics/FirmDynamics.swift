import Chunking
import Randomness

/// The workload "firm dynamics" on the engine's columns, chunks and random streams.
public struct FirmDynamics: ~Copyable {
  public let firms: FirmColumns
  public let firmCount: Int
  public private(set) var tickCount: UInt32 = 0
  /// Firms that left, over all ticks.
  public private(set) var exitCount = 0

  private let surroundings = Surroundings()
  private let table = Column<Double>(repeating: 0, capacity: RegionTable.width)
  private let key: StreamKey
  private let plan: ChunkPlan
  private let team: WorkerTeam
  private let fitness: PartialSums
  private let nextShare: PartialSums
  private let tables: PartialSums
  private let exits: Column<Int>

  /// A chunk of 1,024 firms takes some 0.07 milliseconds in the first pass, so that even 10,000
  /// firms divide evenly between two threads.
  public init(firmCount: Int, seed: UInt64, threadCount: Int = 1, chunkSize: Int = 1024) {
    self.firmCount = firmCount
    key = StreamKey(seed: seed)
    plan = ChunkPlan(count: firmCount, chunkSize: chunkSize)
    team = WorkerTeam(threadCount: threadCount)
    firms = FirmColumns(count: firmCount)
    fitness = PartialSums(chunkCount: plan.chunkCount, width: FirmColumns.sectorCount)
    nextShare = PartialSums(chunkCount: plan.chunkCount, width: FirmColumns.sectorCount)
    tables = PartialSums(chunkCount: plan.chunkCount, width: RegionTable.width)
    exits = Column(repeating: 0, capacity: plan.chunkCount)
    for firm in 0..<firmCount { surroundings.marketSize[Int(firms.sector[firm])] += 1 }
    for firm in 0..<firmCount {
      firms.share[firm] = 1 / surroundings.marketSize[Int(firms.sector[firm])]
    }
  }

  /// Advances all firms by one tick: three passes with a sum after each.
  public mutating func tick() {
    let (firms, surroundings, key, tick) = (firms, surroundings, key, tickCount)
    let (fitness, nextShare, tables, exits) = (fitness, nextShare, tables, exits)

    team.forEachChunk(of: plan) { _, chunk, elements in
      firms.produce(
        elements, in: surroundings, key: key, tick: tick, fitness: fitness.row(chunk))
    }
    fitness.add(into: surroundings.fitness)

    team.forEachChunk(of: plan) { _, chunk, elements in
      firms.select(
        elements, in: surroundings, total: nextShare.row(chunk), exits: exits, chunk: chunk)
    }
    nextShare.add(into: surroundings.totalShare)
    for chunk in 0..<plan.chunkCount { exitCount += exits[chunk] }

    team.forEachChunk(of: plan) { _, chunk, elements in
      firms.observe(elements, in: surroundings, table: tables.row(chunk))
    }
    tables.add(into: table)
    for region in 0..<FirmColumns.regionCount {
      let row = region * RegionTable.columnCount
      if table[row] > 0 { surroundings.regionalProductivity[region] = table[row + 1] / table[row] }
    }
    tickCount += 1
  }

  /// Sum of the market shares over all firms: the number of sectors, up to rounding.
  public var totalShare: Double { (0..<firmCount).reduce(0) { $0 + firms.share[$1] } }

  /// Exits so far over firms and ticks.
  public var exitsPerFirmTick: Double { Double(exitCount) / Double(firmCount * Int(tickCount)) }

  /// The table of the last tick.
  public var regions: RegionTable { RegionTable((0..<RegionTable.width).map { table[$0] }) }
}
