import Chunking
import Randomness

/// The first state: a population of firms and books that equal the table of regions.
///
/// 1. Employment by cell from the table's class shares; firms by cell; sizes by strata of a Pareto.
/// 2. Lines on the logistic curve of each sector's generations, some firms inside the cycle.
/// 3. Productivity so that home prices start at 1, wages so that regional product is the table's.
/// 4. Capital so that planned investment is the table's; final demand and trade that clear.
///
/// All stocks are taken to grow at `initial.growth`, so that the first plans contain the growth part;
/// with capital at its target, investment would be a third short in the first year.
extension Simulation {
  /// One step of the synthesis of the first state.
  public struct InitializationStep: Sendable {
    public let name: String
    /// What it sets, in one sentence.
    public let meaning: String
    let run: @Sendable (Simulation, inout PopulationDraft) throws(SimulationError) -> Void

    init(
      _ name: String, _ meaning: String,
      run: @escaping @Sendable (Simulation, inout PopulationDraft) throws(SimulationError) -> Void
    ) {
      self.name = name
      self.meaning = meaning
      self.run = run
    }
  }

  func synthesise() throws(SimulationError) {
    var draft = PopulationDraft(layout: layout, configuration: configuration)
    for step in Self.initialization { try step.run(self, &draft) }
  }

  /// How the first state is made, in order.
  public static let initialization: [InitializationStep] = [
    .init("describeSectors", "Shares in demand, input coefficients, prices and qualities of 1.") {
      simulation, _ in simulation.describeSectors()
    },
    .init("describeRegions", "People, labour force, unemployment and distances of the table.") {
      simulation, _ in simulation.describeRegions()
    },
    .init(
      "openGenerations",
      "Three generations a sector, the newest of uniform age within their spacing."
    ) { simulation, _ in simulation.openGenerations() },
    .init(
      "allocate", "Employment by region and sector from the table's classes; firms by cell."
    ) { _, draft in draft.allocate() },
    .init(
      "populate",
      "Firms: sizes by strata of a Pareto, age, efficiency, knowledge, lines on the logistic curve."
    ) { simulation, draft in simulation.populate(draft) },
    .init(
      "settleWagesAndPrices",
      "Productivity so that home prices start at 1, wages so that product is "
        + "the table's."
    ) { simulation, draft in simulation.settleWagesAndPrices(&draft) },
    .init(
      "settleCapitalAndResearch", "Capital, debt and R&D so that investment and P2 are the table's."
    ) { simulation, draft in simulation.settleCapitalAndResearch(&draft) },
    .init(
      "settleOwners",
      "Firms of the state and of foreigners, by a race in which the large come first."
    ) { simulation, _ in simulation.settleOwners() },
    .init("settleDemand", "Final demand and trade that clear, at stocks that all grow alike.") {
      simulation, draft in simulation.settleDemand(draft)
    },
    .init("settleMarkets", "Market shares, import shares, exports and deposits that go with them.")
    {
      simulation, _ in
      simulation.settleMarkets()
      simulation.initialQuality = simulation.sectors.quality
      simulation.nation.initialConsumerPrice = simulation.nation.consumerPrice
      simulation.nation.lastConsumerPrice = simulation.nation.consumerPrice
    },
    .init("settleAttractors", "What regions give the firms of a sector from the start on.") {
      simulation, _ in simulation.settleAttractors()
    },
    .init("settleStatistics", "Flows of the year before, so that P1–P14 are the table's.") {
      simulation, _ in simulation.settleStatistics()
    },
    .init(
      "settleSpace",
      "Access to markets and suppliers, and land, to which all later change is relative."
    ) {
      simulation, _ in simulation.settleSpace()
    },
    .init(
      "settleUniversities",
      "Fields, orientation, funding and graduates of universities, to which all later change is relative."
    ) { simulation, _ in
      simulation.settleUniversities()
      simulation.fillUniversities()
    },
    .init("linkFirms", "Partners of every firm.") { simulation, _ in simulation.linkFirms() },
    .init("regroup", "The first Ward groups.") { simulation, _ throws(SimulationError) in
      try simulation.regroup()
    },
  ]

  private func describeSectors() {
    let count = layout.sectorCount
    func shares(_ weight: (SectorDescription) -> Double) -> [Double] {
      let weights = layout.sectors.map(weight)
      let total = weights.reduce(0, +)
      return weights.map { total > 0 ? $0 / total : 1 / Double(count) }
    }
    sectors.key = layout.sectorKeys
    sectors.field = layout.sectors.map { sector in
      layout.fields.firstIndex(of: sector.field) ?? 0
    }
    sectors.consumptionShare = shares(\.consumptionWeight)
    sectors.governmentShare = shares(\.governmentWeight)
    sectors.investmentShare = shares(\.investmentWeight)
    let inputs = shares(\.inputWeight)
    sectors.inputCoefficient = Array(repeating: 0, count: count * count)
    for k in 0..<count {
      for s in 0..<count {
        let sector = layout.sectors[s]
        sectors.inputCoefficient[k * count + s] =
          sector.inputShare
          * ((k == s ? sector.ownInputShare : 0) + (1 - sector.ownInputShare) * inputs[k])
      }
    }
    // Suppliers are of other sectors: those of the own one are peers.
    for s in 0..<count {
      var inputs = 0.0
      for k in 0..<count {
        if k != s { inputs += sectors.inputCoefficient[k * count + s] }
        tables.supplierWeight[s * count + k] = inputs
      }
    }
    let zeros = Array(repeating: 0.0, count: count)
    let ones = Array(repeating: 1.0, count: count)
    sectors.initialImportShare = layout.sectors.map(\.importShare)
    sectors.importShare = sectors.initialImportShare
    sectors.price = ones
    sectors.quality = ones
    sectors.competitiveness = ones
    sectors.competitivenessAbroad = ones
    sectors.homeScale = ones
    sectors.worldScale = ones
    sectors.buyPrice = ones
    sectors.inputCost = layout.sectors.map(\.inputShare)
    sectors.worldQuality = ones
    sectors.worldShare = zeros
    sectors.homeDemand = zeros
    sectors.inputBase = zeros
    sectors.worldDemand = zeros
    sectors.output = zeros
    sectors.growth = zeros
    sectors.margin = zeros
    sectors.usualMargin = zeros
    sectors.homeShock = zeros
    sectors.worldShock = zeros
    sectors.exportersLead = zeros
    sectors.homeSales = zeros
    sectors.exports = zeros
    sectors.unserved = zeros
    sectors.tradition = Array(repeating: 0, count: count)
    sectors.herfindahl = zeros
    sectors.entries = zeros
    sectors.exits = zeros
    sectors.innovations = zeros
    sectors.imitations = zeros
  }

  private func describeRegions() {
    let count = layout.regionCount
    let zeros = Array(repeating: 0.0, count: count)
    regions.key = layout.regionKeys
    regions.area = layout.regions.map(\.area)
    regions.accessibility = (0..<count).map {
      geography.accessibility(of: $0, capitals: layout.capitals)
    }
    regions.population = layout.regions.map(\.population)
    regions.labourBase = layout.regions.map { max($0.labourForce, $0.employed) }
    regions.labourForce = regions.labourBase
    regions.initialLabourForce = regions.labourBase
    regions.unemployment = layout.regions.map {
      max(0, 1 - $0.employed / max($0.labourForce, $0.employed))
    }
    regions.initialUnemployment = regions.unemployment
    let employed = layout.regions.map(\.employed).reduce(0, +)
    nation.initialUnemployment = 1 - employed / regions.labourForce.reduce(0, +)
    nation.unemployment = nation.initialUnemployment
    regions.capitalOutput = Array(
      repeating: parameters.investment.capitalOutput, count: count)
    regions.researchIntensity = Array(repeating: 1, count: count)
    regions.patentPropensity = Array(repeating: 1, count: count)
    regions.universityPatentRate = zeros
    regions.universityFundingShare = zeros
    regions.outlayShare = zeros
    regions.budgetInvestmentShare = layout.regions.map {
      $0.publicExpenditure > 0 ? min(1, $0.budgetInvestment / $0.publicExpenditure) : 0
    }
    regions.initialWage = zeros
    regions.wage = zeros
    regions.initialFirms = zeros
    regions.initialProductivity = zeros
    regions.initialMargin = zeros
    regions.initialStaff = zeros
    regions.initialFunding = zeros
    regions.firmEmployees = zeros
    regions.firmResearchers = zeros
    regions.commuters = Array(repeating: 0, count: count * count)
    regions.researchStaff = layout.regions.map(\.researchPersonnel)
    regions.universityFunding = zeros
    regions.discoveries = zeros
    regions.infrastructure = zeros
    regions.landPrice = Array(repeating: 1, count: count)
    regions.dormant = zeros
    regions.ownRevenue = zeros
    regions.transfers = zeros
    regions.outlays = zeros
    regions.disposableIncome = zeros
    regions.dividendsAbroad = zeros
    regions.stateDividends = zeros
    regions.valueAdded = zeros
    regions.realValueAdded = zeros
    regions.year = YearlyFlows(regionCount: count, ticksPerYear: timeStep.ticksPerYear)
  }

  /// Every sector starts with generations 0, 1 and 2: the newest of uniform age within the spacing,
  /// the others older by the spacing each.
  private func openGenerations() {
    let initial = parameters.initial
    let discovery = parameters.discovery
    var stream = RandomStream()
    for s in 0..<layout.sectorCount {
      stream.reset(key: keys[.initialGenerations], entity: sectors.key[s], tick: 0)
      let age = stream.uniform() * initial.generationSpacing
      var productivity = 1.0
      var quality = 1.0
      generations.open(
        sector: s, productivity: 1, quality: 1,
        discovered: -Int(age + 2 * initial.generationSpacing), region: 0)
      for older in [1.0, 0.0] {
        let step = min(
          discovery.stepCap,
          stream.lognormal(
            zeta: logarithm(max(discovery.stepMean, 1e-12)) - discovery.stepLogDeviation
              * discovery.stepLogDeviation / 2, sigma: discovery.stepLogDeviation))
        productivity *= 1 + step
        quality *= 1 + discovery.qualityShare * step
        generations.open(
          sector: s, productivity: productivity, quality: quality, center: nextCenter(of: s),
          discovered: -Int(age + older * initial.generationSpacing),
          region: stream.integer(below: layout.regionCount))
      }
    }
  }

  /// Share of firms that had adopted `generation` of `sector` at tick 0.
  func initialAdoption(sector: Int, generation: Int) -> Double {
    guard generation > 0 else { return 1 }
    let initial = parameters.initial
    let age = -Double(generations.discovered[generations.place(sector, generation)])
    return 1 / (1 + exponential(-initial.adoptionSlope * (age - initial.adoptionMidpoint)))
  }
}

/// How many firms and employees each cell starts with.
struct PopulationDraft {
  let layout: Layout
  let configuration: Configuration
  /// Agents by cell.
  var agents: [Int]
  /// Firms' employees by cell, persons.
  var employees: [Double]
  /// First slot of a cell; one entry more than cells.
  var starts: [Int]
  /// R&D of firms by region, million a quarter; `nil` where no table gives it.
  var firmResearch: [Double?]
  /// By region: capital and cash that start-ups of a quarter are expected to need, million.
  var foundingCapital: [Double]
  var foundingCash: [Double]
  /// Employment in class weights by cell, before the staff of universities is taken out.
  private var classShare: [Double]

  init(layout: Layout, configuration: Configuration) {
    self.layout = layout
    self.configuration = configuration
    agents = Array(repeating: 0, count: layout.cellCount)
    employees = Array(repeating: 0, count: layout.cellCount)
    starts = Array(repeating: 0, count: layout.cellCount + 1)
    classShare = employees
    foundingCapital = Array(repeating: 0, count: layout.regionCount)
    foundingCash = foundingCapital
    firmResearch = layout.regions.map { region in
      region.researchExpenditure.map {
        $0 / configuration.timeStep.year
          * (region.researchPersonnel > 0
            ? configuration.parameters.initial.businessResearchShare : 1)
      }
    }
  }

  /// Splits regional employment by class and sector, and firms by cell.
  mutating func allocate() {
    for r in 0..<layout.regionCount {
      let shares = sectorShares(of: r)
      for s in 0..<layout.sectorCount { classShare[r * layout.sectorCount + s] = shares[s] }
      spread(region: r, researchers: layout.regions[r].researchPersonnel)
      let region = layout.regions[r]
      let total = max(1, Int((region.activeFirms / Double(configuration.scale)).rounded()))
      let weights = (0..<layout.sectorCount).map { s in
        employees[r * layout.sectorCount + s] / layout.sectors[s].minimumEfficientSize
      }
      let counts = apportion(total, weights)
      for s in 0..<layout.sectorCount { agents[r * layout.sectorCount + s] = counts[s] }
    }
    for cell in 0..<layout.cellCount { starts[cell + 1] = starts[cell] + agents[cell] }
  }

  /// Shares of a region's employment by sector: the table's classes, specialised inside a class by
  /// gamma-distributed weights. Farming needs land, so it is scarce where people are dense.
  private func sectorShares(of r: Int) -> [Double] {
    let region = layout.regions[r]
    let parameters = configuration.parameters
    let industry = layout.sectors.contains { $0.class == .industry }
    let services = layout.sectors.contains { $0.class == .services }
    let other = layout.sectors.contains { $0.class != .industry && $0.class != .services }
    var classes = [
      industry ? region.industryShare : 0, services ? region.servicesShare : 0,
      other ? max(0, 1 - region.industryShare - region.servicesShare) : 0,
    ]
    let all = classes.reduce(0, +)
    if all <= 0 { classes = [industry ? 1 : 0, services ? 1 : 0, other ? 1 : 0] }
    let scale = classes.reduce(0, +)
    classes = classes.map { $0 / scale }

    var stream = RandomStream()
    let density = region.population / region.area
    let weights = (0..<layout.sectorCount).map { s -> Double in
      let sector = layout.sectors[s]
      stream.reset(
        key: specialisationKey,
        entity: EntityID.combined(layout.regionKeys[r], layout.sectorKeys[s]),
        tick: 0)
      let shape = parameters.initial.specialisationShape
      let land = sector.class == .agriculture ? 1 / (1 + density / 100) : 1
      return max(1e-12, sector.employmentWeight * land)
        * (layout.regionCount > 1 ? stream.gamma(shape: shape, scale: 1 / shape) : 1)
    }
    func place(_ s: Int) -> Int {
      switch layout.sectors[s].class {
      case .industry: 0
      case .services: 1
      case .agriculture, .construction: 2
      }
    }
    var totals = [0.0, 0.0, 0.0]
    for s in weights.indices { totals[place(s)] += weights[s] }
    return weights.indices.map { s in
      totals[place(s)] > 0 ? classes[place(s)] * weights[s] / totals[place(s)] : 0
    }
  }

  /// What a region specialises in belongs to the country, not to the run: all seeds, and all
  /// scenarios on the same regions and sectors, share it.
  private var specialisationKey: StreamKey {
    StreamKeys(seed: 0, replicate: 0)[.specialisation]
  }

  /// Gives the firms of a region its employed less `researchers`, who count as services.
  mutating func spread(region r: Int, researchers: Double) {
    let employed = layout.regions[r].employed
    let firmsTotal = max(employed - researchers, 0.01 * employed)
    let range = r * layout.sectorCount..<(r + 1) * layout.sectorCount
    let services = range.filter { layout.sectors[$0 - range.lowerBound].class == .services }
    let servicesShare = services.reduce(0.0) { $0 + classShare[$1] }
    for cell in range { employees[cell] = classShare[cell] * employed }
    if servicesShare * employed > 2 * researchers {
      for cell in services {
        employees[cell] *= (servicesShare * employed - researchers) / (servicesShare * employed)
      }
    } else {
      for cell in range { employees[cell] *= firmsTotal / employed }
    }
  }

  /// Splits `total` by largest remainders; every positive weight gets one where there are enough.
  private func apportion(_ total: Int, _ weights: [Double]) -> [Int] {
    let sum = weights.reduce(0, +)
    guard sum > 0 else { return weights.indices.map { $0 == 0 ? total : 0 } }
    let positive = weights.indices.filter { weights[$0] > 0 }
    let quotas = weights.map { $0 / sum * Double(total) }
    var counts = quotas.map { Int($0) }
    if total >= positive.count { for place in positive { counts[place] = max(1, counts[place]) } }
    let order = positive.sorted {
      (quotas[$0] - Double(counts[$0]), $1) > (quotas[$1] - Double(counts[$1]), $0)
    }
    var missing = total - counts.reduce(0, +)
    var turn = 0
    while missing > 0 {
      counts[order[turn % order.count]] += 1
      missing -= 1
      turn += 1
    }
    while missing < 0, let largest = counts.indices.max(by: { counts[$0] < counts[$1] }) {
      counts[largest] -= 1
      missing += 1
    }
    return counts
  }
}
