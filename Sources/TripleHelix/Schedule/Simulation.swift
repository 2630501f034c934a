import Chunking
import Randomness
import WardClustering

/// One run in progress: the state of a country, and the clock.
///
/// The state is a pure function of configuration, seed, replicate and tick: neither the number of
/// threads nor what is recorded changes a byte of it. Regions and sectors are held in the order of
/// their identifiers, so that their order in a scenario does not matter either.
public final class Simulation {
  public let configuration: Configuration
  /// Parameters and policies of the configuration as they hold for one tick.
  let parameters: Parameters
  let policies: [PolicyDescription]
  public let seed: UInt64
  public let replicate: UInt32

  /// Ticks that have passed.
  public internal(set) var tick = 0

  // State.
  var firms: FirmColumns
  var freeSlots: [Int32] = []
  var generations: GenerationTable
  var regions = RegionState()
  var sectors = SectorState()
  var nation = NationState()
  var ledger: Ledger
  var roster: Roster
  var knowledge: KnowledgeState
  var universities: UniversityState
  var stages: StageState
  var spinOffSources: [SpinOffSource] = []
  var discoveryLog: [DiscoveryEvent] = []
  var policyStates: [PolicyState]
  var policyContacts = PolicyContacts()
  var clusters: [RegionalCluster] = []
  var memberships = Memberships()
  var standing = CellStanding()
  var usedCapital: UsedCapital
  var grouping = GroupingState()
  /// Sums of the last quarter by cell, `ProductionTally.Cell` fields each, in real firms.
  var cells: [Double]
  /// Firms by cell and newest line, at `cell * generations.stride + line`, in real firms.
  var lineFirms: [Double]
  /// R&D of firms by cell in the last quarter, million.
  var cellResearch: [Double]

  // What is computed each quarter, or constant.
  /// Mean quality by sector at tick 0.
  var initialQuality: [Double]
  /// Access to buyers and suppliers and the sector's employment by cell at tick 0.
  var initialSpace = SpatialState()
  let layout: Layout
  let keys: StreamKeys
  let geography: Geography
  let ties: SectorTies
  var tables: KernelTables
  let team: WorkerTeam
  /// One a worker of `team`.
  let benches: [Workbench]
  var decisionSums: Tally
  var orderSums: Tally
  var productionSums: Tally
  var demand = DemandPlan()
  /// What policies need and change within a quarter.
  var policyLedger: PolicyLedger
  /// What policies do to clusters this quarter, one entry a cell.
  var clusterLevers: [ClusterLevers]
  /// What policies do to universities this quarter, one entry a region.
  var universityLevers: [UniversityLevers]
  /// By sector: stored home shares of this quarter, closed firms left out.
  var openShare: [Double]
  /// First of `freeSlots` that has not been taken this quarter.
  var nextFreeSlot = 0
  /// Slots of the firms founded this quarter.
  var newborns: [Int] = []

  /// Length of a tick.
  public var timeStep: TimeStep { configuration.timeStep }
  var mechanisms: Mechanisms { configuration.mechanisms }
  /// Real firms that one agent stands for.
  var scale: Double { Double(configuration.scale) }

  /// Synthesises the initial state of `configuration`.
  ///
  /// - Parameters:
  ///   - seed: Any number; the same seed gives the same bytes.
  ///   - replicate: Number of the run among runs of one seed.
  ///   - threads: Threads to use, at least one; they change nothing but the time.
  public init(
    _ configuration: Configuration, seed: UInt64, replicate: UInt32 = 0, threads: Int = 1
  ) throws(SimulationError) {
    let problems = configuration.problems()
    guard problems.isEmpty else { throw .invalidConfiguration(problems) }
    self.configuration = configuration
    parameters = configuration.parameters.per(configuration.timeStep)
    policies = configuration.policies.map { $0.per(configuration.timeStep) }
    self.seed = seed
    self.replicate = replicate
    layout = Layout(configuration)
    keys = StreamKeys(seed: seed, replicate: replicate)
    let team = WorkerTeam(threadCount: max(1, threads))
    self.team = team
    benches = (0..<team.threadCount).map { [parameters] _ in Workbench(parameters) }
    let regionCount = layout.regionCount
    let sectorCount = layout.sectorCount
    geography = Geography(layout, parameters: configuration.parameters)
    ties = SectorTies(layout, parameters: configuration.parameters)
    firms = FirmColumns(capacity: 1)
    generations = GenerationTable(sectorCount: sectorCount)
    ledger = Ledger(regionCount: regionCount)
    roster = Roster(regionCount: regionCount, sectorCount: sectorCount, capacity: 1)
    knowledge = KnowledgeState(cellCount: layout.cellCount)
    usedCapital = UsedCapital(cellCount: layout.cellCount, regionCount: regionCount)
    policyStates = policies.map(PolicyState.init)
    cells = []
    lineFirms = []
    cellResearch = []
    initialQuality = []
    openShare = Array(repeating: 0, count: layout.sectorCount)
    universities = UniversityState(
      regionCount: regionCount, fieldCount: layout.fields.count,
      ticksPerYear: configuration.timeStep.ticksPerYear)
    stages = StageState(regionCount: regionCount)
    universityLevers = Array(repeating: .neutral, count: regionCount)
    policyLedger = PolicyLedger(regionCount: regionCount, sectorCount: sectorCount)
    clusterLevers = Array(repeating: .neutral, count: layout.cellCount)
    tables = KernelTables(
      regionCount: regionCount, sectorCount: sectorCount, stride: generations.stride)
    decisionSums = Tally(
      width: DecisionTally(regionCount: regionCount, sectorCount: sectorCount).width,
      chunkCount: 1)
    orderSums = Tally(
      width: OrderTally(regionCount: regionCount, sectorCount: sectorCount).width, chunkCount: 1)
    productionSums = Tally(
      width: ProductionTally(
        regionCount: regionCount, sectorCount: sectorCount, stride: generations.stride
      ).width, chunkCount: 1)
    try synthesise()
  }
}

extension Simulation {
  /// How the firms are cut into chunks: a function of their number alone.
  ///
  /// At most 64 chunks, so that the sums by chunk stay small beside the firms.
  var plan: ChunkPlan {
    ChunkPlan(count: firms.count, chunkSize: max(2048, (firms.count + 63) / 64))
  }

  /// The kernel over the present state.
  func kernel() -> FirmKernel {
    FirmKernel(
      firms: firms, tables: tables, lineProductivity: generations.productivity,
      lineQuality: generations.quality, lineResources: generations.resources,
      lineCenter: generations.center,
      generationStride: generations.stride,
      parameters: parameters, mechanisms: mechanisms, keys: keys, tick: Int32(tick),
      investmentPrice: nation.investmentPrice, exchangeRate: nation.exchangeRate,
      investmentPace: investmentPace, interest: parameters.accounts.interest + nation.rateGap,
      memberBenefits: memberships.benefits, ticksPerYear: Int32(timeStep.ticksPerYear),
      startsYear: timeStep.startsYear(tick))
  }

  var decisionTally: DecisionTally {
    DecisionTally(regionCount: layout.regionCount, sectorCount: layout.sectorCount)
  }

  var orderTally: OrderTally {
    OrderTally(regionCount: layout.regionCount, sectorCount: layout.sectorCount)
  }

  var productionTally: ProductionTally {
    ProductionTally(
      regionCount: layout.regionCount, sectorCount: layout.sectorCount, stride: generations.stride)
  }

  /// Sum of `field` over the sectors of a region, or over the country without one, in real firms.
  func sum(_ field: ProductionTally.Cell, region: Int? = nil, sector: Int? = nil) -> Double {
    var total = 0.0
    for r in 0..<layout.regionCount where region == nil || region == r {
      for s in 0..<layout.sectorCount where sector == nil || sector == s {
        total +=
          cells[
            (r * layout.sectorCount + s) * ProductionTally.cellFields + field.rawValue]
      }
    }
    return total
  }
}
