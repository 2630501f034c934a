import Chunking
import Randomness

/// A discovery, as it is logged.
struct DiscoveryEvent: Sendable {
  var tick: Int32
  var region: Int32
  var field: Int32
  var sector: Int32
  var generation: Int32
  /// Sum of `radical` and `improvement`, where they hold.
  var kind: Int32
  var step: Double

  static let radical: Int32 = 1
  static let improvement: Int32 = 2
}

/// Spin-offs that a university still has coming from a discovery.
struct SpinOffSource: Sendable {
  var region: Int32
  var sector: Int32
  var generation: Int32
  /// Tick after which nobody spins off any more.
  var until: Int32
}

/// Universities: discoveries in fields of science, patents, and how knowledge travels.
extension Simulation {
  /// Draws discoveries in every region and field, and the patents of universities.
  ///
  /// Poisson, rate λ · (staff/staff₀)^β · (funding per researcher in wages, over that of tick 0)^γ,
  /// with the staff of the field, less what goes to applied work and guests in firms.
  /// Funding is divided by the wage: in money the rate would drift with nominal growth.
  func discover() throws(SimulationError) {
    var stream = RandomStream()
    let discovery = parameters.discovery
    let isOn =
      mechanisms.universities && tick < configuration.universitiesUntil ?? .max
    for r in 0..<layout.regionCount {
      let staff = regions.researchStaff[r]
      guard staff > 0, regions.initialStaff[r] > 0 else { continue }
      if isOn {
        let common =
          discovery.ratePerField * power(relativeFunding(r), discovery.fundingExponent)
          * discoveryFactor(r)
        for field in layout.fields.indices {
          let place = universities.place(r, field)
          guard universities.initialStaff[place] > 0 else { continue }
          let rate =
            common * universities.discoveryWeight[place]
            * power(
              max(0, universities.staff[place]) / universities.initialStaff[place],
              discovery.staffExponent)
          try expectEvents(rate, of: "discoveries", in: r)
          stream.reset(
            key: keys[.discovery],
            entity: EntityID.combined(regions.key[r], stableHash(layout.fields[field])),
            tick: UInt32(tick))
          for _ in 0..<stream.poissonByInversion(mean: rate) {
            regions.discoveries[r] += 1
            universities.year.add(.discoveries, region: r, tick: tick, 1)
            open(field: field, in: r, &stream)
          }
        }
      }
      try expectEvents(
        regions.universityPatentRate[r] * staff, of: "patents", in: r, most: Poisson.largestMean)
      stream.reset(key: keys[.patents], entity: regions.key[r], tick: UInt32(tick))
      let patents = Double(
        stream.poissonByInversion(mean: regions.universityPatentRate[r] * staff))
      regions.year.add(.patents, region: r, tick: tick, patents)
      nation.patents += patents
    }
  }

  /// Funding per researcher in wages, over that of tick 0.
  ///
  /// A university that had none at tick 0 is measured by one wage a researcher, as
  /// `settleUniversities` weighs it: without money it discovers nothing, and with money of a policy
  /// it does. Beyond a hundred times the funding of tick 0 more money discovers no more.
  private func relativeFunding(_ r: Int) -> Double {
    let perResearcher = regions.universityFunding[r] / (regions.wage[r] * regions.researchStaff[r])
    guard regions.initialFunding[r] > 0 else { return clamp(perResearcher, 0, 100) }
    return clamp(
      perResearcher * (regions.initialStaff[r] / regions.initialFunding[r]), 0, 100)
  }

  /// A discovery touches each sector of its field by chance: it opens a generation, or improves the
  /// newest one while hardly anybody uses it. Else generations would leapfrog before they spread.
  private func open(field: Int, in region: Int, _ stream: inout RandomStream) {
    let discovery = parameters.discovery
    var advance = 0.0
    for s in 0..<layout.sectorCount where sectors.field[s] == field {
      let isTouched = stream.uniform() < layout.sectors[s].opportunity
      let isRadical = stream.uniform() < discovery.radicalProbability
      let step = min(
        discovery.stepCap,
        isRadical
          ? stream.pareto(
            exponent: discovery.radicalExponent, minimum: max(discovery.radicalMinimum, 1e-9))
          : stream.lognormal(
            zeta: logarithm(max(discovery.stepMean, 1e-12)) - discovery.stepLogDeviation
              * discovery.stepLogDeviation / 2,
            sigma: discovery.stepLogDeviation))
      guard isTouched else { continue }
      advance = max(advance, logarithm(1 + step))
      let newest = generations.newest(of: s)
      let place = generations.place(s, newest)
      let improves =
        generations.outputShare[place] < discovery.improvementThreshold
        || newest + 1 >= GenerationTable.largestCount
      let effective = improves ? discovery.improvementShare * step : step
      let resources = resourceFactor(
        sector: s, region: region, share: improves ? discovery.improvementShare : 1)
      if improves {
        generations.improve(
          sector: s, productivity: 1 + effective, quality: 1 + discovery.qualityShare * effective,
          resources: resources)
        nation.improvements += 1
      } else {
        generations.open(
          sector: s, productivity: generations.productivity[place] * (1 + effective),
          quality: generations.quality[place] * (1 + discovery.qualityShare * effective),
          resources: generations.resources[place] * resources,
          center: nextCenter(of: s), discovered: tick, region: region)
        nation.generationsOpened += 1
        widenGenerations()
      }
      let generation = generations.newest(of: s)
      spinOffSources.append(
        SpinOffSource(
          region: Int32(region), sector: Int32(s), generation: Int32(generation),
          until: Int32(tick) + Int32(parameters.entry.universitySpinOffQuarters) - 1))
      discoveryLog.append(
        DiscoveryEvent(
          tick: Int32(tick), region: Int32(region), field: Int32(field), sector: Int32(s),
          generation: Int32(generation),
          kind: (isRadical ? DiscoveryEvent.radical : 0)
            + (improves ? DiscoveryEvent.improvement : 0), step: effective))
    }
    // Who discovers stands at the frontier that it moves.
    universities.nationalFrontier[field] += advance
    if advance > 0 {
      universities.frontier[universities.place(region, field)] =
        universities.nationalFrontier[field]
    }
  }

  /// What a discovery does to the inputs per unit of a sector's newest generation, as a factor: e^−x,
  /// x normal, of which an improvement takes `share`.
  ///
  /// The draw is of a process of its own, told by the region's count of discoveries, so that steps
  /// are the same whatever is saved.
  private func resourceFactor(sector: Int, region: Int, share: Double) -> Double {
    let discovery = parameters.discovery
    guard discovery.resourceSaving > 0 || discovery.resourceDeviation > 0 else { return 1 }
    var stream = RandomStream()
    stream.reset(
      key: keys[.resourceSaving],
      entity: EntityID.combined(
        regions.key[region], sectors.key[sector], UInt64(regions.discoveries[region])),
      tick: UInt32(tick))
    let saving =
      discovery.resourceSaving + stream.gaussian(standardDeviation: discovery.resourceDeviation)
    return exponential(-share * saving)
  }

  /// Lets everything that is kept by generation follow a wider table of generations.
  private func widenGenerations() {
    let old = tables.stride
    guard generations.stride > old else { return }
    var wider = Array(repeating: 0.0, count: layout.cellCount * generations.stride)
    for cell in 0..<layout.cellCount {
      for line in 0..<old { wider[cell * generations.stride + line] = lineFirms[cell * old + line] }
    }
    lineFirms = wider
    tables.widen(to: generations.stride)
    productionSums = Tally(width: productionTally.width, chunkCount: plan.chunkCount)
  }
}
