import Chunking
import Randomness

/// Knowledge as a place: every sector has a plane of technology in which each generation has a
/// centre κ and each firm a position k. What is near is understood, what is far is new.
extension FirmKernel {
  /// How well a firm understands a line: floor + (1 − floor) · exp(−|k − κ|²/2w²), relative to the
  /// mean of searching firms; at most 1/mean.
  ///
  /// Cohen and Levinthal (1990): what can be taken up depends on its nearness to what is known.
  @inline(__always)
  func overlap(_ firm: Int, line: Int) -> Double {
    guard mechanisms.knowledgeSpace else { return 1 }
    let space = parameters.position
    let gap =
      SIMD2<Double>(firms.position[firm])
      - lineCenter[Int(firms.sector[firm]) * generationStride + line]
    return space.overlap(squaredDistance: (gap * gap).sum()) / space.meanOverlap
  }

  /// Launching a line takes a firm part of the way to its centre, and a random step besides.
  @inline(__always)
  func approach(_ line: Int, _ firm: Int, _ stream: inout RandomStream) {
    guard mechanisms.knowledgeSpace else { return }
    let space = parameters.position
    let center = lineCenter[Int(firms.sector[firm]) * generationStride + line]
    let position = SIMD2<Double>(firms.position[firm])
    let noise = SIMD2(
      stream.gaussian(standardDeviation: space.launchNoise),
      stream.gaussian(standardDeviation: space.launchNoise))
    firms.position[firm] = SIMD2<Float>(
      position + space.launchShare * (center - position) + noise)
  }

  /// k ← k + v (k̄ − k): firms of one region and sector grow alike; members of a cluster that is
  /// closed to what is outside do so by its access o.
  @inline(__always)
  func learnFromNeighbours(_ firm: Int) {
    guard mechanisms.knowledgeSpace else { return }
    let position = firms.position[firm]
    var speed = tables.learning
    if mechanisms.clusters, firms.cluster[firm] >= 0 {
      speed *= memberBenefits[Int(firms.cluster[firm])].access
    }
    firms.position[firm] =
      position + speed * (tables.knowledgeCenter[cell(of: firm)] - position)
  }

  /// Contacts outside the region pull a firm to what is newest there:
  /// k ← k + pull · b · (κ_new + noise · ε − k), with hazard `contactHazard · (½ + b)`, more for
  /// exporters, firms with a university and firms with partners in other regions.
  ///
  /// - Parameter uniformDraw: A uniform number in [0, 1) of this firm and quarter that events of low
  ///   hazard compare from below; contacts compare it from above, so that nothing more is drawn.
  @inline(__always)
  func meetOutside(_ firm: Int, uniformDraw: Double, _ stream: inout RandomStream) {
    let space = parameters.position
    guard mechanisms.knowledgeSpace else { return }
    // What is dear to look up comes last, and only where it can still matter: capacity at most
    // doubles the hazard, partners elsewhere double it again.
    var hazard = space.contactHazard
    if firms.worldShare[firm] > 0 { hazard *= space.contactGain }
    if firms.university[firm] != .max { hazard *= space.contactGain }
    guard uniformDraw >= 1 - 4 * hazard else { return }
    let capacity = absorptiveCapacity(firm)
    hazard *= 0.5 + capacity
    guard uniformDraw >= 1 - 2 * hazard else { return }
    hazard *= 1 + distantPartnerShare(firm)
    if mechanisms.clusters, firms.cluster[firm] >= 0 {
      hazard *= Double(memberBenefits[Int(firms.cluster[firm])].openness)
    }
    guard uniformDraw >= 1 - hazard else { return }
    stream.reset(key: keys[.contact], entity: firms.id[firm], tick: UInt32(bitPattern: tick))
    let line = newestLine(firm)
    let newest = max(line, Int(tables.target[cell(of: firm) * tables.stride + line]))
    let center = lineCenter[Int(firms.sector[firm]) * generationStride + newest]
    let noise = SIMD2(
      stream.gaussian(standardDeviation: space.contactNoise),
      stream.gaussian(standardDeviation: space.contactNoise))
    let position = SIMD2<Double>(firms.position[firm])
    firms.position[firm] = SIMD2<Float>(
      position + space.contactPull * capacity * (center + noise - position))
  }

  /// Moves a firm off the point that it was founded at, by a lasting draw of its own.
  ///
  /// A spin-off is founded where its parent stands and strays less, if it inherits at all.
  func scatter(_ firm: Int, _ stream: inout RandomStream) {
    guard mechanisms.knowledgeSpace else { return }
    let space = parameters.position
    let isKin =
      mechanisms.spinOffHeredity && firms.origin[firm] == .spinOff
    let spread = isKin ? space.kinSpread : space.spread
    stream.reset(key: keys[.position], entity: firms.id[firm], tick: 0)
    firms.position[firm] += SIMD2<Float>(
      SIMD2(
        stream.gaussian(standardDeviation: spread), stream.gaussian(standardDeviation: spread)))
  }

  /// Share of the three peers that are alive and in another region.
  private func distantPartnerShare(_ firm: Int) -> Double {
    let slots = firms.partners[firm]
    let tags = firms.partnerTags[firm]
    var distant = 0
    for lane in 0..<3 where slots[lane] >= 0 {
      let partner = Int(slots[lane])
      if PublicProfile(bits: firms.publicProfile[partner]).tag == tags[lane],
        firms.region[partner] != firms.region[firm]
      {
        distant += 1
      }
    }
    return Double(distant) / 3
  }
}

extension PositionParameters {
  /// floor + (1 − floor) · exp(−d²/2w²).
  @inline(__always)
  func overlap(squaredDistance: Double) -> Double {
    overlapFloor
      + (1 - overlapFloor)
      * exponential(-squaredDistance / (2 * understanding * understanding))
  }
}

extension Simulation {
  /// Centre of the next generation of `sector`: a step from the newest one in a random direction,
  /// keyed by sector and generation alone.
  func nextCenter(of sector: Int) -> SIMD2<Double> {
    guard mechanisms.knowledgeSpace, generations.counts[sector] > 0 else { return .zero }
    let newest = generations.newest(of: sector)
    var stream = RandomStream()
    stream.reset(
      key: keys[.technology], entity: EntityID.combined(sectors.key[sector], UInt64(newest + 1)),
      tick: 0)
    // Two normal numbers point in a uniform direction.
    let direction = SIMD2(stream.gaussian(), stream.gaussian())
    let length = max((direction * direction).sum().squareRoot(), 1e-12)
    return generations.center[generations.place(sector, newest)]
      + parameters.position.step / length * direction
  }

  /// Where a firm of tick 0 stands before its spread: at its line's centre, or half-way to the one
  /// that it has begun.
  func startingPosition(_ firm: Int, in firms: FirmColumns) -> SIMD2<Float> {
    let sector = Int(firms.sector[firm])
    let old = generations.center[generations.place(sector, Int(firms.traditionLine[firm]))]
    let new = generations.center[generations.place(sector, Int(firms.innovationLine[firm]))]
    return SIMD2<Float>(old + parameters.position.launchShare * (new - old))
  }
}
