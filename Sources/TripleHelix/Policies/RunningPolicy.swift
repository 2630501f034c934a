import Randomness

/// A policy in one quarter: its strength and its target, worked out once.
struct RunningPolicy {
  /// Place among the policies of the scenario.
  let place: Int
  let description: PolicyDescription
  let instrument: any PolicyInstrument
  /// 0 to 1 along the ramp; 0 after the end.
  let strength: Double
  /// Hash of the name, by which its draws are keyed.
  let key: UInt64
  /// Cells and regions of the target, ascending.
  let cells: [Int]
  let regions: [Int]
  /// By cell: whether it belongs to the target.
  let reaches: [Bool]
}

extension PolicyDescription {
  /// Strength in the quarter that ends at `tick`.
  func strength(at tick: Int) -> Double {
    guard start < tick, tick <= end else { return 0 }
    guard ramp > 0 else { return 1 }
    return min(1, Double(tick - start) / Double(ramp), Double(end - tick + 1) / Double(ramp))
  }
}

extension Simulation {
  /// A policy as of this quarter.
  func runningPolicy(_ place: Int) -> RunningPolicy {
    let policy = policies[place]
    var reached = policy.regions
    if let center = policy.wardGroupOf { reached += wardGroup(of: center) }
    let everywhere = policy.regions.isEmpty && policy.wardGroupOf == nil
    var cells: [Int] = []
    var regions: [Int] = []
    var reaches = Array(repeating: false, count: layout.cellCount)
    for r in 0..<layout.regionCount where everywhere || reached.contains(layout.regions[r].id) {
      regions.append(r)
      for s in 0..<layout.sectorCount
      where policy.sectors.isEmpty || policy.sectors.contains(layout.sectors[s].id) {
        cells.append(r * layout.sectorCount + s)
        reaches[r * layout.sectorCount + s] = true
      }
    }
    return RunningPolicy(
      place: place, description: policy, instrument: policyStates[place].instrument,
      strength: policy.strength(at: tick), key: stableHash(policy.name), cells: cells,
      regions: regions, reaches: reaches)
  }

  /// Regions that the last grouping put into one group with `center`; it alone before any grouping.
  func wardGroup(of center: String) -> [String] {
    let ids = configuration.regions.map(\.id)
    guard let place = ids.firstIndex(of: center), grouping.groups.count == ids.count else {
      return [center]
    }
    return ids.indices.filter { grouping.groups[$0] == grouping.groups[place] }.map { ids[$0] }
  }
}
