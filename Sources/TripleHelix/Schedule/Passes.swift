import Chunking
import Randomness

/// The parallel passes over the firms, and what the tables hold for them.
extension Simulation {
  /// Refuses a mean number of events in a tick that is no number, or that no machine could hold.
  func expectEvents(
    _ mean: Double, of events: String, in region: Int, most: Double = 1e6
  ) throws(SimulationError) {
    guard mean >= 0, mean <= most else {
      throw .notFinite(
        variable: "the rate of \(events)", region: layout.regions[region].id, tick: tick)
    }
  }

  /// Clears what is counted by quarter.
  func openQuarter() {
    ledger.openQuarter()
    regions.year.open(tick: tick)
    universities.year.open(tick: tick)
    nation.startUps = 0
    nation.spinOffs = 0
    nation.universitySpinOffs = 0
    nation.patents = 0
    for s in 0..<layout.sectorCount {
      sectors.entries[s] = 0
      sectors.exits[s] = 0
    }
    let chunks = plan.chunkCount
    decisionSums.reserve(chunkCount: chunks)
    orderSums.reserve(chunkCount: chunks)
    if productionSums.width != productionTally.width {
      productionSums = Tally(width: productionTally.width, chunkCount: chunks)
    }
    productionSums.reserve(chunkCount: chunks)
  }

  /// Copies what kernels look up from the state of last quarter.
  func fillTables() {
    for r in 0..<layout.regionCount {
      tables.wage[r] = regions.wage[r]
      tables.rent[r] = regions.wage[r] * landRent(r)
      tables.labourCost[r] = tables.wage[r] + tables.rent[r]
      tables.capitalOutput[r] = regions.capitalOutput[r]
      tables.researchIntensity[r] = regions.researchIntensity[r]
      for s in 0..<layout.sectorCount {
        tables.patentsPerInnovation[r * layout.sectorCount + s] =
          parameters.discovery.patentsPerInnovation * regions.patentPropensity[r]
          * layout.sectors[s].patentPropensity
      }
    }
    let supply = parameters.investment.ventureSupply * nation.productForBudgets
    tables.ventureSupply =
      nation.ventureDemand > 0 ? min(1, supply / nation.ventureDemand) : 1
    tables.learning = Float(parameters.position.regionalLearning)
    for cell in 0..<layout.cellCount {
      tables.knowledgeCenter[cell] = SIMD2<Float>(knowledge.center[cell])
    }
    for s in 0..<layout.sectorCount {
      tables.price[s] = sectors.price[s]
      tables.quality[s] = sectors.quality[s]
      tables.competitiveness[s] = sectors.competitiveness[s]
      tables.competitivenessAbroad[s] = sectors.competitivenessAbroad[s]
      tables.homeScale[s] = sectors.homeScale[s]
      tables.worldScale[s] = sectors.worldScale[s]
      tables.inputCost[s] = sectors.inputCost[s]
      tables.margin[s] = sectors.margin[s]
      tables.worldQuality[s] = sectors.worldQuality[s]
      tables.tradition[s] = sectors.tradition[s]
      tables.homeDemand[s] = sectors.homeDemand[s] / scale
      tables.worldDemand[s] = worldOrders(s) / scale
      tables.recall[s] = recallHazard(s)
      tables.founding[s] = marketFactor(s)
    }
  }

  /// First pass: the cycle, investment, prices, market shares.
  func decideFirms() {
    fillTables()
    fillUniversities()
    fillClusterBenefits()
    let kernel = kernel()
    let tally = decisionTally
    let sums = decisionSums
    let plan = plan
    team.forEachChunk(of: plan) { [benches] worker, chunk, elements in
      let bench = benches[worker]
      let row = sums.open(chunk: chunk)
      kernel.decide(
        elements, in: bench.decisions, sums: sums.rows, at: row, tally: tally,
        stream: &bench.stream)
    }
    sums.collect(chunkCount: plan.chunkCount)
    for cell in 0..<layout.cellCount {
      cellResearch[cell] = sums.total[tally.research(cell)] * scale
    }
    takeMarketMeans()
  }

  /// Means over the market, weighted by the new shares, and the scales that make shares sum to one.
  private func takeMarketMeans() {
    let tally = decisionTally
    let total = decisionSums.total
    for s in 0..<layout.sectorCount {
      let share = total[tally.share(s)]
      if share > .leastNormalMagnitude {
        sectors.homeScale[s] = 1 / share
        sectors.price[s] = total[tally.price(s)] / share
        sectors.quality[s] = total[tally.quality(s)] / share
        sectors.competitiveness[s] = total[tally.competitiveness(s)] / share
        if share * share > 0 {
          sectors.herfindahl[s] = total[tally.squaredShare(s)] / (share * share) / scale
        }
      }
      // The world is one competitor of competitiveness 1 with what home firms leave.
      let rest = max(0, 1 - sectors.worldShare[s])
      let restGrowth =
        mechanisms.selection
        ? clamp(
          1 + parameters.market.selectionAbroad * (1 / sectors.competitivenessAbroad[s] - 1), 0.4, 2
        ) : 1
      let world = total[tally.world(s)]
      sectors.exportersLead[s] =
        world > 0 ? logarithm(max(total[tally.worldCompetitiveness(s)] / world, 1e-6)) : 0
      sectors.worldScale[s] = 1 / max(world + rest * restGrowth, .leastNormalMagnitude)
      let scaled = world * sectors.worldScale[s]
      sectors.competitivenessAbroad[s] =
        total[tally.worldCompetitiveness(s)] * sectors.worldScale[s] + (1 - scaled)
      tables.homeScale[s] = sectors.homeScale[s]
      tables.worldScale[s] = sectors.worldScale[s]
    }
  }

  /// Second pass: orders against capacity; what is passed on, and what labour can make.
  func takeOrders() {
    let kernel = kernel()
    let tally = orderTally
    let sums = orderSums
    let plan = plan
    team.forEachChunk(of: plan) { _, chunk, elements in
      let row = sums.open(chunk: chunk)
      kernel.takeOrders(elements, sums: sums.rows, at: row, tally: tally)
    }
    sums.collect(chunkCount: plan.chunkCount)
    for s in 0..<layout.sectorCount {
      let unserved = sums.total[tally.unserved(s)]
      let room = sums.total[tally.room(s)]
      tables.passedOn[s] = room > 0 ? min(1, unserved / room) : 0
      sectors.unserved[s] =
        tables.homeDemand[s] > 0
        ? max(0, unserved - room * tables.passedOn[s]) / tables.homeDemand[s] : 0
    }
    for r in 0..<layout.regionCount {
      let wanted = sums.total[tally.labour(r)] * scale
      let available =
        (1 - parameters.labour.frictionalUnemployment) * regions.labourForce[r] + netCommuters(r)
        - regions.researchStaff[r] - regions.firmResearchers[r]
      tables.labourSupply[r] = wanted > 0 ? clamp(available / wanted, 0, 1) : 1
    }
  }

  /// Third pass: production, employment and the firms' accounts.
  func produce() {
    let kernel = kernel()
    let tally = productionTally
    let sums = productionSums
    let plan = plan
    team.forEachChunk(of: plan) { [benches] worker, chunk, elements in
      let row = sums.open(chunk: chunk)
      kernel.produce(
        elements, sums: sums.rows, at: row, tally: tally, stream: &benches[worker].stream)
    }
    sums.collect(chunkCount: plan.chunkCount)
    for place in 0..<layout.cellCount * ProductionTally.cellFields {
      cells[place] = sums.total[place] * scale
    }
    if mechanisms.knowledgeSpace {
      measureKnowledge { cell, field in sums.total[tally.cell(cell, field)] }
    }
    let stride = generations.stride
    if lineFirms.count != layout.cellCount * stride {
      lineFirms = Array(repeating: 0, count: layout.cellCount * stride)
    }
    for place in 0..<layout.cellCount * stride {
      lineFirms[place] = sums.total[tally.lineFirms(0, 0) + place] * scale
    }
  }

  /// Fourth pass: firms that want a partner look for one; once a year the roster is counted again.
  func seekPartners() {
    if timeStep.endsYear(tick) {
      roster.count(firms, plan: plan, team: team, proximity: geography.proximity)
    }
    let kernel = kernel()
    let roster = roster
    team.forEachChunk(of: plan) { [benches] worker, _, elements in
      let bench = benches[worker]
      kernel.seekPartners(
        elements, among: bench.candidates, roster: roster, stream: &bench.stream)
    }
  }
}
