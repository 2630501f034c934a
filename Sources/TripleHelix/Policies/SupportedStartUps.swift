import Randomness

/// Start-ups that come, or go elsewhere, because of policies.
extension Simulation {
  /// Founds what policies add to a region's start-ups: Poisson with mean Σ rate · share · (factor − 1)
  /// over its sectors, from streams of their own, so that the others stay the same firms.
  ///
  /// - Parameter weights: Of the sectors in the region's start-ups.
  func foundSupportedStartUps(
    region r: Int, rate: Double, weights: FounderWeights, _ stream: inout RandomStream
  ) throws(SimulationError) {
    let all = weights.all.reduce(0, +)
    guard all > 0 else { return }
    for s in 0..<layout.sectorCount {
      let cell = r * layout.sectorCount + s
      let factor = policyLedger.levers.startUps[cell]
      guard factor > 1 else { continue }
      let mean = rate * weights.all[s] / all * (factor - 1) / scale
      try expectEvents(mean, of: "start-ups that policies bring", in: r)
      stream.reset(
        key: keys[.supportedStartUp],
        entity: EntityID.combined(regions.key[r], sectors.key[s]), tick: UInt32(tick))
      let count = stream.poissonByInversion(mean: mean)
      let startUps = (0..<count).map { ordinal in
        Founding(
          startUp: EntityID.startUp(
            region: regions.key[r], sector: sectors.key[s], tick: UInt32(tick),
            ordinal: 1 << 32 + UInt64(ordinal)),
          region: r, sector: s, experience: weights.experience(s))
      }
      found(startUps)
      nation.startUps += Double(count) * scale
      policyLedger.supportedStartUps[cell] += Double(count) * scale
    }
  }

  /// Whether a start-up of a region goes to a zone elsewhere.
  func isDisplaced(_ id: UInt64, from region: Int) -> Bool {
    let share = policyLedger.displacement[region]
    guard share > 0 else { return false }
    var stream = RandomStream()
    stream.reset(key: keys[.displacement], entity: id, tick: UInt32(tick))
    guard stream.uniform() < share else { return false }
    policyLedger.displacedStartUps += scale
    return true
  }
}
