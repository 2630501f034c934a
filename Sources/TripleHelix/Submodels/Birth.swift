import Chunking
import Randomness

/// Births: initiators that a scenario names, and what attracts firms to a place.
extension Simulation {
  /// Founds the initiators of the quarter, on the newest line in use in their sector.
  ///
  /// An initiator is found like any start-up, but of its own size and efficiency; nothing is drawn.
  /// What it has later, spin-offs among it, comes as to others.
  func foundInitiators() {
    for initiator in configuration.initiators where initiator.start + 1 == tick {
      guard let region = layout.regions.firstIndex(where: { $0.id == initiator.region }),
        let sector = layout.sectors.firstIndex(where: { $0.id == initiator.sector })
      else { continue }
      let id = EntityID.combined(
        stableHash(initiator.name), layout.regionKeys[region], layout.sectorKeys[sector])
      let inUse = (0..<generations.counts[sector]).last {
        generations.firmShare[generations.place(sector, $0)] > 0
      }
      found([
        Founding(
          id: id, lineage: id, region: region, sector: sector, origin: .startUp,
          employees: initiator.employees, efficiency: initiator.efficiency,
          line: max(inUse ?? 0, sectors.tradition[sector]),
          knowledge: parameters.entry.knowledge)
      ])
      nation.startUps += scale
    }
  }

  /// Raises labour productivity where a place attracts a sector. Wages and prices are settled
  /// before, so that the advantage is one.
  func settleAttractors() {
    for attractor in configuration.attractors {
      guard let region = layout.regions.firstIndex(where: { $0.id == attractor.region }),
        let sector = layout.sectors.firstIndex(where: { $0.id == attractor.sector })
      else { continue }
      tables.cellProductivity[region * layout.sectorCount + sector] *=
        exponential(attractor.advantage)
    }
  }
}
