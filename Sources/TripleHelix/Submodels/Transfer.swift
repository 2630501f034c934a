import Chunking

/// Technology transfer and what is seen in space: which newer lines a firm of each cell can know of.
extension Simulation {
  /// How far generation `generation` of `sector` has reached `region`, in [0, 1].
  ///
  /// e + (1 − e)(1 − exp(−age/T)) with e = exp(−d/δ) from the region of its discovery.
  func reach(region: Int, sector: Int, generation: Int) -> Double {
    let place = generations.place(sector, generation)
    let origin = generations.region[place]
    guard mechanisms.transfer else { return origin == region ? 1 : 0 }
    let near = geography.proximity[origin * layout.regionCount + region]
    let age = Double(max(0, tick - generations.discovered[place]))
    return near + (1 - near) * (1 - exponential(-age / parameters.transfer.transferTime))
  }

  /// Fills what firms see: who is on newer lines around them, and what research could aim at.
  func surveyTechnology() {
    let stride = generations.stride
    let regionCount = layout.regionCount
    let sectorCount = layout.sectorCount
    for s in 0..<sectorCount {
      let count = generations.counts[s]
      for r in 0..<regionCount {
        let row = (r * sectorCount + s) * stride
        var inSight = 0.0
        for g in 0..<stride {
          var weighted = 0.0
          if g < count {
            for other in 0..<regionCount {
              weighted +=
                geography.proximity[r * regionCount + other]
                * lineFirms[(other * sectorCount + s) * stride + g]
            }
          }
          tables.seen[row + g] = weighted
          inSight += weighted
        }
        // Thin places see less: M/(M + half).
        let visibility =
          inSight > 0
          ? 1 / (inSight + parameters.knowledge.visibilityHalf) : 0
        // Research aims at the newest generation within reach.
        let target = (0..<count).last { reach(region: r, sector: s, generation: $0) > 0 } ?? 0
        let targetReach = reach(region: r, sector: s, generation: target)
        var newer = 0.0
        var reachNewer = 0.0
        for g in (0..<count).reversed() {
          tables.sight[row + g] = mechanisms.spillovers ? newer * visibility : 0
          tables.target[row + g] = UInt16(max(target, g))
          tables.targetFactor[row + g] =
            target > g
            ? targetReach * exponential(-parameters.research.leapPenalty * Double(target - g - 1))
            : 0
          tables.reachNewer[row + g] = reachNewer
          newer += tables.seen[row + g]
          let reach = reach(region: r, sector: s, generation: g)
          reachNewer = max(reachNewer, reach)
        }
      }
    }
  }
}
