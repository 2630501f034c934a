import Chunking
import Randomness

/// What is counted of the state of tick 0, and the first links.
extension Simulation {
  /// Sums by cell and generation, yearly product, and productivity that wages are indexed to.
  func settleStatistics() {
    let fields = ProductionTally.cellFields
    cells = Array(repeating: 0, count: layout.cellCount * fields)
    lineFirms = Array(repeating: 0, count: layout.cellCount * generations.stride)
    cellResearch = Array(repeating: 0, count: layout.cellCount)
    var outputOn = Array(repeating: 0.0, count: layout.sectorCount * generations.stride)
    for firm in 0..<firms.count {
      let cell = cell(of: firm)
      let s = Int(firms.sector[firm])
      let r = Int(firms.region[firm])
      let output = firms.output[firm] * scale
      let sales = output * Double(firms.price[firm])
      let phase = Int(firms.phase[firm].rawValue)
      let share = Double(firms.displacement[firm])
      func add(_ field: ProductionTally.Cell, _ amount: Double, offset: Int = 0) {
        cells[cell * fields + field.rawValue + offset] += amount
      }
      add(.firms, scale)
      add(.employees, firms.employees[firm] * scale)
      add(.output, output)
      // The generations of the start use what the sector's coefficients say.
      add(.inputUse, output)
      add(.valueAdded, sales - layout.sectors[s].inputShare * output)
      add(.exports, firms.worldShare[firm] * sectors.worldDemand[s])
      add(.wages, regions.wage[r] * firms.employees[firm] * scale)
      add(.firmsTradition, scale, offset: phase)
      add(.outputTradition, output, offset: phase)
      if mechanisms.knowledgeSpace {
        let position = SIMD2<Double>(firms.position[firm])
        add(.positionX, position.x * scale)
        add(.positionY, position.y * scale)
        add(.positionSquared, (position * position).sum() * scale)
      }
      lineFirms[cell * generations.stride + PublicProfile(bits: firms.publicProfile[firm]).line] +=
        scale
      outputOn[generations.place(s, Int(firms.traditionLine[firm]))] += output * (1 - share)
      outputOn[generations.place(s, Int(firms.innovationLine[firm]))] += output * share
      cellResearch[cell] += Double(firms.research[firm]) * scale
    }
    if mechanisms.knowledgeSpace {
      measureKnowledge { cell, field in cells[cell * fields + field.rawValue] }
    }
    shareGenerations(outputOn)
    countNewerOutput()
    nation.realGdp = 0
    for r in 0..<layout.regionCount {
      var real = 0.0
      for s in 0..<layout.sectorCount {
        real += realValueAdded(region: r, sector: s)
      }
      regions.realValueAdded[r] = real
      regions.firmEmployees[r] = sum(.employees, region: r)
      regions.initialProductivity[r] =
        regions.valueAdded[r] / nation.consumerPrice / max(regions.firmEmployees[r], 1e-9)
      regions.initialFirms[r] = sum(.firms, region: r)
      regions.dormant[r] = max(0, layout.regions[r].registeredFirms - regions.initialFirms[r])
      nation.realGdp += real
      regions.year.seed(.product, region: r, yearly: timeStep.year * regions.valueAdded[r])
      regions.year.seed(.deflatedProduct, region: r, yearly: timeStep.year * regions.valueAdded[r])
      regions.year.seed(.realProduct, region: r, yearly: timeStep.year * real)
      regions.year.seed(.exports, region: r, yearly: timeStep.year * sum(.exports, region: r))
    }
    nation.initialProductivity =
      regions.valueAdded.reduce(0, +) / nation.consumerPrice / max(sum(.employees), 1e-9)
    for s in 0..<layout.sectorCount {
      var sales = 0.0
      var profit = 0.0
      var squared = 0.0
      for firm in 0..<firms.count where Int(firms.sector[firm]) == s {
        let value = firms.output[firm] * Double(firms.price[firm])
        sales += value
        profit += value * Double(firms.margin[firm])
        squared += firms.homeShare[firm] * firms.homeShare[firm]
      }
      sectors.margin[s] = sales > 0 ? profit / sales : 0
      sectors.usualMargin[s] = sectors.margin[s]
      sectors.herfindahl[s] = squared / scale
    }
    for r in 0..<layout.regionCount { regions.initialMargin[r] = margin(ofRegion: r) }
  }

  private func shareGenerations(_ outputOn: [Double]) {
    for s in 0..<layout.sectorCount {
      let count = generations.counts[s]
      let firmsOn = (0..<count).map { g in
        (0..<layout.regionCount).reduce(0.0) { total, r in
          total + lineFirms[(r * layout.sectorCount + s) * generations.stride + g]
        }
      }
      let allFirms = max(firmsOn.reduce(0, +), 1e-300)
      let output = (0..<count).map { outputOn[generations.place(s, $0)] }
      let allOutput = max(output.reduce(0, +), 1e-300)
      var adopted = 0.0
      for g in (0..<count).reversed() {
        let place = generations.place(s, g)
        generations.firmShare[place] = firmsOn[g] / allFirms
        generations.outputShare[place] = output[g] / allOutput
        generations.launched[place] = firmsOn[g] > 0 ? generations.discovered[place] : .max
        adopted += generations.outputShare[place]
        let status: GenerationTable.Status =
          adopted >= parameters.diffusion.commonShare
          ? .tradition
          : (firmsOn[g] == 0 ? .discovered : (adopted < 0.1 ? .innovation : .spreading))
        generations.status[place] = status
        if status == .tradition { sectors.tradition[s] = max(sectors.tradition[s], g) }
      }
    }
  }

  private func countNewerOutput() {
    for firm in 0..<firms.count {
      let s = Int(firms.sector[firm])
      let share = Double(firms.displacement[firm])
      var newer = 0.0
      if Int(firms.traditionLine[firm]) > sectors.tradition[s] { newer += 1 - share }
      if Int(firms.innovationLine[firm]) > sectors.tradition[s] { newer += share }
      cells[
        cell(of: firm) * ProductionTally.cellFields + ProductionTally.Cell.outputNewer.rawValue] +=
        newer * firms.output[firm] * scale
    }
  }

  /// Gives every firm its first partners: three rounds of search, each with draws of its own.
  func linkFirms() {
    roster.count(firms, plan: plan, team: team, proximity: geography.proximity)
    let roster = roster
    for round in 1...3 {
      var kernel = kernel()
      kernel.tick = Int32(-round)
      let search = kernel
      team.forEachChunk(of: plan) { [benches] worker, _, elements in
        let bench = benches[worker]
        search.seekPartners(
          elements, among: bench.candidates, roster: roster, stream: &bench.stream)
      }
    }
  }
}
