import Chunking
import Randomness

/// The firms of tick 0, cell by cell: identity, size in units, efficiency, lines and phase.
extension Simulation {
  /// Fills the columns that do not depend on wages or demand. Employees are in size units here.
  func populate(_ draft: PopulationDraft) {
    let count = draft.starts[layout.cellCount]
    firms = FirmColumns(capacity: count + count / 50 + 256)
    firms.count = count
    let initial = parameters.initial
    let agents = Double(count)
    let firms = firms
    let layout = layout
    let keys = keys
    let parameters = parameters
    let timeStep = timeStep
    let adoption = (0..<layout.sectorCount).map { s in
      (0..<generations.counts[s]).map { initialAdoption(sector: s, generation: $0) }
    }
    let largest = max(4 * initial.smallestFirm, initial.largestShare * agents * scale)
    team.forEachChunk(of: ChunkPlan(count: layout.cellCount, chunkSize: 1)) { _, cell, _ in
      var stream = RandomStream()
      let region = cell / layout.sectorCount
      let sector = cell % layout.sectorCount
      let start = draft.starts[cell]
      let agents = draft.agents[cell]
      for ordinal in 0..<agents {
        let firm = start + ordinal
        let id = EntityID.initial(
          region: layout.regionKeys[region], sector: layout.sectorKeys[sector],
          ordinal: UInt64(ordinal))
        firms.id[firm] = id
        firms.lineage[firm] = id
        firms.region[firm] = UInt16(region)
        firms.sector[firm] = UInt16(sector)
        firms.origin[firm] = .initial
        firms.events[firm] = FirmEvent.seeksPartner | FirmEvent.seeksSupplier
        firms.cycleStart[firm] = .min

        stream.reset(key: keys[.initialSize], entity: id, tick: 0)
        firms.birth[firm] =
          -1 - Int16(min(timeStep.duration(400), stream.exponential(mean: timeStep.duration(56))))
        // One draw a stratum, so that a cell's employment hardly depends on chance in its tail.
        let quantile = (Double(ordinal) + stream.uniform()) / Double(agents)
        firms.employees[firm] = truncatedPareto(
          quantile, exponent: initial.paretoExponent, smallest: initial.smallestFirm,
          largest: largest)
        firms.efficiency[firm] = Float(
          drawEfficiency(
            age: -Double(firms.birth[firm]), isSmall: firms.employees[firm] < smallSize,
            parameters: parameters, &stream))
        firms.knowledge[firm] = Float(stream.gamma(shape: 2, scale: parameters.entry.knowledge / 2))

        stream.reset(key: keys[.initialLine], entity: id, tick: 0)
        drawLine(firm, in: firms, adoption: adoption[sector], parameters: parameters, &stream)
      }
    }
    for firm in 0..<count { firms.position[firm] = startingPosition(firm, in: firms) }
    drawTraits(of: Array(0..<count))
  }
}

/// Size, in units, under which a young firm of tick 0 still shows how it started.
private let smallSize = 3.0

/// Efficiency of a firm of tick 0, log points: stationary, and for a small young one with what is left
/// of the poor efficiency that start-ups have. Without these hardly a firm would close in the first
/// years.
private func drawEfficiency(
  age: Double, isSmall: Bool, parameters: Parameters, _ stream: inout RandomStream
) -> Double {
  let knowledge = parameters.knowledge
  let entry = parameters.entry
  let persistence = knowledge.efficiencyPersistence
  let stationary = stream.gaussian(
    standardDeviation: knowledge.efficiencyShock / (1 - persistence * persistence).squareRoot())
  let start = entry.efficiencyMinimum + entry.efficiencyWidth * stream.beta(2, 4)
  return stationary + (isSmall ? start * power(persistence, age) : 0)
}

/// Inverse of a Pareto distribution that is cut at `largest`.
private func truncatedPareto(
  _ quantile: Double, exponent: Double, smallest: Double, largest: Double
) -> Double {
  let cut = 1 - power(smallest / largest, exponent)
  return smallest * power(1 - quantile * cut, -1 / exponent)
}

/// Puts a firm on a line of the logistic curve, and perhaps inside search or diffusion.
private func drawLine(
  _ firm: Int, in firms: FirmColumns, adoption: [Double], parameters: Parameters,
  _ stream: inout RandomStream
) {
  let initial = parameters.initial
  let position = stream.uniform()
  let line = adoption.indices.last { position < adoption[$0] } ?? 0
  firms.traditionLine[firm] = UInt16(line)
  firms.innovationLine[firm] = UInt16(line)
  let next = line + 1
  let state = stream.uniform()
  if next < adoption.count, state < initial.diffusingShare * adoption[next] {
    firms.phase[firm] = .diffusion
    firms.innovationLine[firm] = UInt16(next)
    let first = parameters.diffusion.initialShare
    firms.displacement[firm] = Float(first + (0.98 - first) * stream.uniform())
  } else if stream.uniform() < initial.searchingShare {
    firms.phase[firm] = .search
    // What is left of the search budget, in quarters of R&D until sales are known.
    firms.searchBudget[firm] = Float(
      stream.gamma(shape: parameters.research.purseShape, scale: 1 / parameters.research.purseShape)
        * parameters.research.purseQuarters * stream.uniform())
  }
  firms.publicProfile[firm] =
    PublicProfile(
      id: firms.id[firm], line: Int(max(firms.traditionLine[firm], firms.innovationLine[firm]))
    ).bits
}
