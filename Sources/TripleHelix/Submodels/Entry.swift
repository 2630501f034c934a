import Chunking
import Randomness

/// Entry: start-ups, spin-offs of firms, spin-offs of universities.
extension Simulation {
  /// A firm about to be founded.
  struct Founding {
    var id: UInt64
    var lineage: UInt64
    /// The firm that its founders leave, 0 without one.
    var parent: UInt64 = 0
    var region: Int
    var sector: Int
    var origin: Origin
    /// Employees, persons.
    var employees: Double
    /// Efficiency, log points.
    var efficiency: Double
    var line: Int
    /// Knowledge stock of the founders.
    var knowledge: Double
    /// Where the founders' knowledge lies; at the line's centre unless they bring it along.
    var position: SIMD2<Float>?
    var ownership = Ownership.domestic
    /// Whether employees, efficiency, knowledge, line and the firm left are still to be drawn.
    var awaitsDraws = false
    /// Probability that the founders leave a firm of their sector and region.
    var experience = 0.0
  }

  /// Founds the quarter's firms, in an order that depends on where they are born alone.
  func foundFirms() throws(SimulationError) {
    var stream = RandomStream()
    foundInitiators()
    foundSpinOffs(&stream)
    try foundStartUps(&stream)
    foundUniversitySpinOffs(&stream)
    nation.foundedByTick.append(sectors.entries.reduce(0, +))
    foundPolicyFirms()
    drawTraits(of: newborns)
    newborns.removeAll(keepingCapacity: true)
    freeSlots.removeFirst(nextFreeSlot)
    nextFreeSlot = 0
    for s in 0..<layout.sectorCount {
      sectors.homeScale[s] = openShare[s] > .leastNormalMagnitude ? 1 / openShare[s] : 1
    }
  }

  /// Start-ups by region: Poisson at `startUpRate(ofRegion:)`, sector by `founderWeights(ofRegion:)`.
  private func foundStartUps(_ stream: inout RandomStream) throws(SimulationError) {
    guard mechanisms.startUps else { return }
    for r in 0..<layout.regionCount {
      let weights = founderWeights(ofRegion: r)
      let rate = startUpRate(ofRegion: r, weights: weights)
      guard let choice = try? AliasTable(weights: weights.all) else { continue }
      stream.reset(key: keys[.startUp], entity: regions.key[r], tick: UInt32(tick))
      try expectEvents(rate / scale, of: "start-ups", in: r)
      let count = stream.poissonByInversion(mean: rate / scale)
      var ordinals = Array(repeating: UInt64(0), count: layout.sectorCount)
      var startUps: [Founding] = []
      for _ in 0..<count {
        let s = choice.draw(from: &stream)
        let id = EntityID.startUp(
          region: regions.key[r], sector: sectors.key[s], tick: UInt32(tick), ordinal: ordinals[s])
        ordinals[s] += 1
        guard !isDisplaced(id, from: r) else { continue }
        startUps.append(
          Founding(startUp: id, region: r, sector: s, experience: weights.experience(s)))
      }
      found(startUps)
      nation.startUps += Double(startUps.count) * scale
      try foundSupportedStartUps(
        region: r, rate: startUpRate(ofRegion: r, weights: weights, replacing: false),
        weights: weights, &stream)
    }
  }

  /// Start-ups of a region in a quarter, real firms: base · firms₀ · labour force now over then ·
  /// exp(κ (margin − margin₀)), part of which takes the place of the year's closed firms.
  ///
  /// Those who closed, and who worked for them, found again, and their premises and customers are to
  /// be had (the revolving door: Geroski 1995; Pe'er and Vertinsky 2008). Novelties near by draw
  /// founders (Gort and Klepper 1982; Audretsch and Lehmann 2005).
  ///
  /// - Parameters:
  ///   - weights: `founderWeights(ofRegion:)`, where they are at hand.
  ///   - replacing: Whether some take the place of closed firms. What policies add is counted
  ///     without: else each of their failures would bring several more.
  func startUpRate(
    ofRegion r: Int, weights: FounderWeights? = nil, replacing: Bool = true
  ) -> Double {
    let entry = parameters.entry
    let margin = margin(ofRegion: r)
    var rate =
      entry.startUpRate * regions.initialFirms[r] * regions.labourForce[r]
      / max(regions.initialLabourForce[r], .leastNormalMagnitude)
      * exponential(clamp(entry.marginElasticity * (margin - regions.initialMargin[r]), -3, 3))
    if mechanisms.revolvingDoor, replacing {
      let closed = regions.year.total(.exits, region: r) / Double(min(tick, timeStep.ticksPerYear))
      rate = (1 - entry.revolvingDoor) * rate + entry.revolvingDoor * closed
      rate *= (weights ?? founderWeights(ofRegion: r)).pull
    }
    return rate * power(regions.landPrice[r], -parameters.space.landEntry)
  }

  /// Weights of the sectors among a region's founders.
  struct FounderWeights {
    /// Of founders who leave a firm of the sector and region.
    var experienced: [Double]
    /// Of all founders.
    var all: [Double]
    /// Sum of `all` if no new generation drew founders.
    var plain = 0.0

    /// How many times as many found as if no new generation drew them.
    var pull: Double { plain > 0 ? all.reduce(0, +) / plain : 1 }

    /// Probability that a founder in a sector has worked in it here.
    func experience(_ s: Int) -> Double { all[s] > 0 ? experienced[s] / all[s] : 0 }
  }

  /// Most founders know a trade, having worked in a firm of it here: value added here. Some enter one
  /// that they have not worked in: value added in the country. Both times the margin, and more where a
  /// new generation spreads here.
  ///
  /// Without spin-offs nobody founds in the trade that he works in.
  func founderWeights(ofRegion r: Int) -> FounderWeights {
    let entry = parameters.entry
    let elsewhere = mechanisms.spinOffs ? entry.elsewhere : 1
    // Who cannot see a new line is not drawn by it.
    let isDrawn = mechanisms.revolvingDoor && mechanisms.spillovers
    let pull = isDrawn ? entry.generationPull : 0
    let here = (0..<layout.sectorCount).map { max(0, sum(.valueAdded, region: r, sector: $0)) }
    let everywhere = (0..<layout.sectorCount).map { max(0, sum(.valueAdded, sector: $0)) }
    let part =
      elsewhere * here.reduce(0, +) / max(everywhere.reduce(0, +), .leastNormalMagnitude)
    var weights = FounderWeights(experienced: [], all: [])
    for s in 0..<layout.sectorCount {
      let output = sum(.output, region: r, sector: s)
      let spreading = output > 0 ? sum(.outputNewer, region: r, sector: s) / output : 0
      let margin = max(0.01, sectors.margin[s])
      let factor = margin * (1 + pull * spreading)
      let known = (1 - elsewhere) * here[s] * factor
      weights.experienced.append(known)
      weights.all.append(known + part * everywhere[s] * factor)
      weights.plain += (1 - elsewhere) * here[s] * margin + part * everywhere[s] * margin
    }
    return weights
  }

  /// Margin of the sectors at home in a region, weighted by value added.
  func margin(ofRegion r: Int) -> Double {
    var value = 0.0
    var profit = 0.0
    for s in 0..<layout.sectorCount {
      let added = max(0, sum(.valueAdded, region: r, sector: s))
      value += added
      profit += added * sectors.margin[s]
    }
    return value > 0 ? profit / value : 0
  }

  /// Spin-offs of good incumbents: near the parent, of its efficiency and newest line (Klepper),
  /// unless heredity is off.
  private func foundSpinOffs(_ stream: inout RandomStream) {
    let entry = parameters.entry
    // Parents first: a newborn in a freed slot is none.
    let parents = firms.living(with: FirmEvent.spinsOff)
    let kernel = kernel()
    var spinOffs: [Founding] = []
    for parent in parents {
      let id = EntityID.spinOff(parent: firms.id[parent], tick: UInt32(tick))
      stream.reset(key: keys[.entrant], entity: id, tick: UInt32(tick))
      let home = Int(firms.region[parent])
      let sector = Int(firms.sector[parent])
      let size = kernel.startUpSize(&stream)
      let efficiency =
        Double(firms.efficiency[parent])
        + stream.gaussian(standardDeviation: entry.spinOffDeviation)
      let stays = stream.uniform() < entry.spinOffStays
      let region = stays ? home : neighbour(of: home, &stream)
      var founding = Founding(
        id: id, lineage: firms.lineage[parent], parent: firms.id[parent], region: region,
        sector: sector, origin: .spinOff, employees: size, efficiency: efficiency,
        line: PublicProfile(bits: firms.publicProfile[parent]).line,
        knowledge: Double(firms.knowledge[parent]), position: firms.position[parent])
      if !mechanisms.spinOffHeredity {
        // The founders take nothing along: they start as others do.
        founding.efficiency = entry.efficiencyMinimum + entry.efficiencyWidth * stream.beta(2, 4)
        founding.knowledge = kernel.foundersKnowledge(&stream)
        founding.position = nil
        founding.line = kernel.lineInSight(region: region, sector: sector, &stream)
      }
      founding.employees *=
        kernel.ability(founding.efficiency)
        * tables.sizeUnit[region * layout.sectorCount + sector]
      spinOffs.append(founding)
    }
    found(spinOffs)
    nation.spinOffs += Double(spinOffs.count) * scale
  }

  /// Another region, drawn by proximity and labour force.
  private func neighbour(of region: Int, _ stream: inout RandomStream) -> Int {
    let count = layout.regionCount
    var total = 0.0
    for other in 0..<count where other != region {
      total += geography.proximity[region * count + other] * regions.labourForce[other]
    }
    guard total > 0 else { return region }
    var remaining = stream.uniform() * total
    var last = region
    for other in 0..<count where other != region {
      last = other
      remaining -= geography.proximity[region * count + other] * regions.labourForce[other]
      if remaining < 0 { break }
    }
    return last
  }

  /// After a discovery, spin-offs in its region and sector on its generation.
  private func foundUniversitySpinOffs(_ stream: inout RandomStream) {
    spinOffSources.removeAll { Int($0.until) < tick }
    guard mechanisms.universitySpinOffs else { return }
    let entry = parameters.entry
    let kernel = kernel()
    // Several discoveries of one quarter may improve one generation: they are told by their order.
    var twins: [UInt64: UInt64] = [:]
    for source in spinOffSources {
      let region = Int(source.region)
      let sector = Int(source.sector)
      let discovery = EntityID.combined(
        regions.key[region], sectors.key[sector],
        UInt64(source.generation) << 32 | UInt64(source.until))
      let origin = EntityID.combined(discovery, twins[discovery, default: 0])
      twins[discovery, default: 0] += 1
      stream.reset(key: keys[.universitySpinOff], entity: origin, tick: UInt32(tick))
      let count = stream.poissonByInversion(
        mean: entry.universitySpinOffRate * spinOffFactor(region) / scale)
      for ordinal in 0..<count {
        let id = EntityID.universitySpinOff(
          region: regions.key[region], sector: sectors.key[sector], tick: UInt32(tick),
          ordinal: EntityID.combined(origin, UInt64(ordinal)))
        stream.reset(key: keys[.entrant], entity: id, tick: UInt32(tick))
        let size = kernel.startUpSize(&stream)
        let efficiency = entry.efficiencyMinimum + entry.efficiencyWidth * stream.beta(2, 4)
        found([
          Founding(
            id: id, lineage: id, region: region, sector: sector, origin: .universitySpinOff,
            employees: size * kernel.ability(efficiency)
              * tables.sizeUnit[region * layout.sectorCount + sector],
            efficiency: efficiency, line: Int(source.generation),
            knowledge: kernel.foundersKnowledge(&stream))
        ])
        nation.universitySpinOffs += scale
        universities.year.add(.spinOffs, region: region, tick: tick, scale)
      }
    }
  }

  /// Puts firms into slots, in the order of the list. Households of its region give a firm's equity;
  /// part of its capital is lent. What its capital costs is spent on investment goods next quarter.
  ///
  /// What a firm is and wants follows from itself alone: threads share the list for that. Then the
  /// books are kept, one firm after the other.
  func found(_ foundings: [Founding]) {
    guard !foundings.isEmpty else { return }
    let slots = foundings.map { _ in takeSlot() }
    // After the slots: more room means other columns.
    let kernel = kernel()
    let margins = sectors.margin
    let plan = ChunkPlan(count: foundings.count, chunkSize: 64)
    let roster = roster
    // Before any of them is written: the firm that founders leave may have closed, its slot be taken.
    let employers = Column<Employer>(repeating: .none, capacity: foundings.count)
    team.forEachChunk(of: plan) { [benches] worker, _, elements in
      let bench = benches[worker]
      for place in elements where foundings[place].experience > 0 {
        employers[place] = kernel.employer(of: foundings[place], roster, &bench.stream)
      }
    }
    team.forEachChunk(of: plan) { [benches] worker, _, elements in
      kernel.firms.clear(slots[elements])
      for place in elements {
        var founding = foundings[place]
        if founding.awaitsDraws {
          kernel.drawFounder(&founding, from: employers[place], &benches[worker].stream)
        }
        kernel.settle(founding, in: slots[place], margin: margins[founding.sector])
      }
    }
    newborns += slots
    for place in foundings.indices { enter(foundings[place], in: slots[place]) }
  }

  /// Books what the founding of a firm moves.
  private func enter(_ founding: Founding, in slot: Int) {
    let region = founding.region
    let sector = founding.sector
    let cell = region * layout.sectorCount + sector
    openShare[sector] += firms.homeShare[slot]
    let cost = firms.capital[slot] * nation.investmentPrice
    let debt = firms.debt[slot]
    let aid = aidFounding(of: slot, cell: cell, cost: cost)
    ledger.lend(debt * scale)
    ledger.move(
      .startUpEquity,
      from: founding.ownership == .foreign ? .restOfWorld : .households(region), to: .firms,
      (cost - debt + firms.cash[slot] - aid) * scale)
    ledger.move(.startUpEquity, from: .firms, to: .foundations, cost * scale)
    usedCapital.wanted[cell] += firms.capital[slot] * scale
    sectors.entries[sector] += scale
    regions.year.add(.entries, region: region, tick: tick, scale)
    regions.year.add(
      .investment, region: region, tick: tick, cost * scale / nation.consumerPrice)
    countFirm(in: cell, phase: .tradition, scale)
    let line = Int(firms.traditionLine[slot])
    lineFirms[cell * tables.stride + line] += scale
    // Its first output is that of the next quarter.
    generations.noteUse(of: generations.place(sector, line), by: founding.id, from: tick + 1)
  }

  /// Adds `change` real firms to the counts of a cell, or takes them away.
  func countFirm(in cell: Int, phase: Phase, _ change: Double) {
    let place = cell * ProductionTally.cellFields
    cells[place + ProductionTally.Cell.firms.rawValue] += change
    cells[place + ProductionTally.Cell.firmsTradition.rawValue + Int(phase.rawValue)] += change
  }

  private func takeSlot() -> Int {
    if nextFreeSlot < freeSlots.count {
      defer { nextFreeSlot += 1 }
      return Int(freeSlots[nextFreeSlot])
    }
    firms.reserve(firms.count + 1)
    defer { firms.count += 1 }
    return firms.count
  }

  /// Persistent traits: risk propensity, the first intensity of orders, and the eight factors of social
  /// capital. Keyed by the firm alone, so that firms draw them in any order.
  func drawTraits(of slots: [Int]) {
    let firms = firms
    let kernel = kernel()
    let key = keys[.traits]
    let riskDeviation = parameters.search.riskDeviation
    let trustLevel = parameters.clusters.trustLevel
    let kinTrust = mechanisms.spinOffHeredity ? parameters.entry.kinTrust : 0
    let plan = ChunkPlan(count: slots.count, chunkSize: 1024)
    team.forEachChunk(of: plan) { [benches] worker, _, elements in
      let bench = benches[worker]
      for firm in slots[elements] {
        bench.stream.reset(key: key, entity: firms.id[firm], tick: 0)
        firms.risk[firm] = Float(bench.stream.lognormal(zeta: 0, sigma: riskDeviation))
        firms.orderIntensity[firm] = Float(bench.stream.exponential(mean: 1))
        firms.socialCapital[firm] = SocialCapital.draw(&bench.stream)
        firms.trust[firm] = Float(
          SocialCapital.generalTrust(
            firms.socialCapital[firm], level: trustLevel,
            kinTrust: firms.origin[firm] == .spinOff ? kinTrust : 0))
        kernel.scatter(firm, &bench.stream)
      }
    }
  }
}
