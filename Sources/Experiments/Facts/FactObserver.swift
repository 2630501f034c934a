import TripleHelix

/// Watches one run for what the eight facts need, year by year, and keeps sums only.
struct FactObserver: RunObserver {
  /// Years at the start that statistics leave out: the initial state is synthetic.
  static let burnInYears = Evidence.burnIn / 4
  /// Years between looks at the firms per cell, which move slowly and are dear to test.
  static let yearsBetweenCellCounts = 20

  private let timeStep: TimeStep
  private var recording = Recording()
  private var sizes = ObservedSizesAndGrowth()
  private var perCell: ObservedFirmsPerCell
  private var entrants: ObservedEntrants
  private var leading: ObservedLeadingRegion
  private var heterogeneity: ObservedHeterogeneity
  private var synergy: ObservedSynergy

  init(_ configuration: Configuration, seed: UInt64) {
    timeStep = configuration.timeStep
    let (regions, sectors) = (configuration.regions.count, configuration.sectors.count)
    perCell = ObservedFirmsPerCell(regionCount: regions, sectorCount: sectors, seed: seed)
    entrants = ObservedEntrants(regionCount: regions, sectorCount: sectors)
    leading = ObservedLeadingRegion(regionCount: regions, sectorCount: sectors)
    heterogeneity = ObservedHeterogeneity(regionCount: regions, sectorCount: sectors)
    synergy = ObservedSynergy(regionCount: regions, sectorCount: sectors, seed: seed)
  }

  mutating func observe(_ simulation: Simulation) {
    simulation.record(into: &recording)
    guard timeStep.endsYear(simulation.tick) else { return }
    let year = simulation.tick / timeStep.ticksPerYear
    let firms = simulation.firmRecords()
    let isLate = year > Self.burnInYears
    leading.observe(firms)
    entrants.observe(
      firms, since: simulation.tick - timeStep.ticksPerYear, counts: isLate)
    if year == 0 { perCell.observe(firms, isStart: true) }
    guard isLate else { return }
    sizes.observe(firms)
    heterogeneity.observe(firms)
    synergy.observe(firms)
    if (year - Self.burnInYears) % Self.yearsBetweenCellCounts == 0 {
      perCell.observe(firms, isStart: false)
    }
  }

  func outcome() -> [String: Double] {
    let share = recording.national.values(Table.national.innovationOutput)
    let innovation = synergy.series.indices.map { place in
      let tick = timeStep.ticksPerYear * (Self.burnInYears + 1 + place)
      return tick < share.count ? share[tick] : .nan
    }
    return [
      sizes.statistics, perCell.statistics, entrants.statistics, leading.statistics,
      heterogeneity.statistics, synergy.statistics(innovation: innovation),
      ObservedEntryAndExit.statistics(recording, burnInYears: Self.burnInYears, timeStep),
    ].reduce(into: [:]) { all, part in all.merge(part) { _, new in new } }
  }
}
