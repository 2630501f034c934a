import Chunking
import Randomness

/// Entry: start-ups, spin-offs of firms, spin-offs of universities.
extension Simulation {
  /// A firm about to be founded.
  struct Founding {
    var id: UInt64
    var lineage: UInt64
    /// The firm that it is a spin-off of, 0 without one.
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
      sectors.homeScale[s] = openShare[s] > 0 ? 1 / openShare[s] : 1
    }
  }

  /// Start-ups by region: Poisson at `startUpRate(ofRegion:)`, sector by `founderWeights(ofRegion:)`.
  private func foundStartUps(_ stream: inout RandomStream) throws(SimulationError) {
    guard mechanisms.startUps else { return }
    let kernel = kernel()
    for r in 0..<layout.regionCount {
      let weights = founderWeights(ofRegion: r)
      let rate = startUpRate(ofRegion: r)
      guard let choice = try? AliasTable(weights: weights) else { continue }
      stream.reset(key: keys[.startUp], entity: regions.key[r], tick: UInt32(tick))
      try expectEvents(rate / scale, of: "start-ups")
      let count = stream.poissonByInversion(mean: rate / scale)
      var ordinals = Array(repeating: UInt64(0), count: layout.sectorCount)
      var sectorsOfFounders: [Int] = []
      for _ in 0..<count { sectorsOfFounders.append(choice.draw(from: &stream)) }
      for s in sectorsOfFounders {
        let id = EntityID.startUp(
          region: regions.key[r], sector: sectors.key[s], tick: UInt32(tick), ordinal: ordinals[s])
        ordinals[s] += 1
        guard !isDisplaced(id, from: r) else { continue }
        foundStartUp(id, region: r, sector: s, kernel, &stream)
      }
      try foundSupportedStartUps(
        region: r, rate: startUpRate(ofRegion: r, replacing: false), weights: weights, kernel,
        &stream)
    }
  }

  /// Founds one start-up of drawn size, efficiency, knowledge and line.
  func foundStartUp(
    _ id: UInt64, region r: Int, sector s: Int, _ kernel: FirmKernel, _ stream: inout RandomStream
  ) {
    let entry = parameters.entry
    stream.reset(key: keys[.entrant], entity: id, tick: UInt32(tick))
    let size = startUpSize(&stream)
    let efficiency = entry.efficiencyMinimum + entry.efficiencyWidth * stream.beta(2, 4)
    let knowledge = foundersKnowledge(&stream)
    // Last, since it draws nothing where spillovers are off.
    let line = lineInSight(region: r, sector: s, &stream)
    found(
      Founding(
        id: id, lineage: id, region: r, sector: s, origin: .startUp,
        employees: size * ability(efficiency) * tables.sizeUnit[r * layout.sectorCount + s],
        efficiency: efficiency, line: line, knowledge: knowledge), kernel)
    nation.startUps += scale
  }

  /// Start-ups of a region in a quarter, real firms: base · firms₀ · labour force now over then ·
  /// exp(κ (margin − margin₀)), part of which takes the place of the year's closed firms.
  ///
  /// Those who closed, and who worked for them, found anew, and their premises and customers are to
  /// be had (the revolving door: Geroski 1995; Pe'er and Vertinsky 2008). Novelties near by draw
  /// founders (Gort and Klepper 1982; Audretsch and Lehmann 2005).
  ///
  /// - Parameter replacing: Whether some take the place of closed firms. What policies add is counted
  ///   without: else each of their failures would bring several more.
  func startUpRate(ofRegion r: Int, replacing: Bool = true) -> Double {
    let entry = parameters.entry
    let margin = margin(ofRegion: r)
    var rate =
      entry.startUpRate * regions.initialFirms[r] * regions.labourForce[r]
      / max(regions.initialLabourForce[r], .leastNormalMagnitude)
      * exponential(clamp(entry.marginElasticity * (margin - regions.initialMargin[r]), -3, 3))
    if mechanisms.revolvingDoor, replacing {
      let closed = regions.year.total(.exits, region: r) / Double(min(tick, timeStep.ticksPerYear))
      rate = (1 - entry.revolvingDoor) * rate + entry.revolvingDoor * closed
      let plain = founderWeights(ofRegion: r, pull: 0).reduce(0, +)
      if plain > 0 { rate *= founderWeights(ofRegion: r).reduce(0, +) / plain }
    }
    return rate * power(regions.landPrice[r], -parameters.space.landEntry)
  }

  /// Weights of the sectors among founders: value added × margin here, for some in the country, more
  /// where a new generation spreads here.
  func founderWeights(ofRegion r: Int, pull: Double? = nil) -> [Double] {
    let entry = parameters.entry
    // Who cannot see a new line is not drawn by it.
    let isDrawn = mechanisms.revolvingDoor && mechanisms.spillovers
    let pull = pull ?? (isDrawn ? entry.generationPull : 0)
    let here = (0..<layout.sectorCount).map { max(0, sum(.valueAdded, region: r, sector: $0)) }
    let everywhere = (0..<layout.sectorCount).map { max(0, sum(.valueAdded, sector: $0)) }
    let part =
      entry.elsewhere * here.reduce(0, +)
      / max(everywhere.reduce(0, +), .leastNormalMagnitude)
    return (0..<layout.sectorCount).map { s in
      let output = sum(.output, region: r, sector: s)
      let spreading = output > 0 ? sum(.outputNewer, region: r, sector: s) / output : 0
      return ((1 - entry.elsewhere) * here[s] + part * everywhere[s])
        * max(0.01, sectors.margin[s]) * (1 + pull * spreading)
    }
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

  /// In units of the minimum efficient size: small, with a lognormal tail.
  private func startUpSize(_ stream: inout RandomStream) -> Double {
    let entry = parameters.entry
    return entry.sizeMinimum
      + stream.lognormal(zeta: entry.sizeLogMean, sigma: entry.sizeLogDeviation)
  }

  /// Abler founders plan larger firms (Lucas 1978): exp(κ (efficiency − a start-up's mean)).
  private func ability(_ efficiency: Double) -> Double {
    let entry = parameters.entry
    // Beta(2,4) has mean 1/3.
    let usual = entry.efficiencyMinimum + entry.efficiencyWidth / 3
    return exponential(entry.sizeAbility * (efficiency - usual))
  }

  /// Gamma of shape 2: founders have worked elsewhere before.
  private func foundersKnowledge(_ stream: inout RandomStream) -> Double {
    stream.gamma(shape: 2, scale: parameters.entry.knowledge / 2)
  }

  /// A generation drawn from what firms around run; without spillovers, tradition.
  private func lineInSight(region: Int, sector: Int, _ stream: inout RandomStream) -> Int {
    guard mechanisms.spillovers else { return sectors.tradition[sector] }
    let row = (region * layout.sectorCount + sector) * tables.stride
    var total = 0.0
    for g in 0..<generations.counts[sector] { total += tables.seen[row + g] }
    guard total > 0 else { return sectors.tradition[sector] }
    var remaining = stream.uniform() * total
    var last = 0
    for g in 0..<generations.counts[sector] where tables.seen[row + g] > 0 {
      last = g
      remaining -= tables.seen[row + g]
      if remaining < 0 { break }
    }
    return last
  }

  /// Spin-offs of good incumbents: near the parent, of its efficiency and newest line (Klepper),
  /// unless heredity is off.
  private func foundSpinOffs(_ stream: inout RandomStream) {
    let entry = parameters.entry
    // Parents first: a newborn in a freed slot is none.
    let parents = firms.living(with: FirmEvent.spinsOff)
    let kernel = kernel()
    for parent in parents {
      let id = EntityID.spinOff(parent: firms.id[parent], tick: UInt32(tick))
      stream.reset(key: keys[.entrant], entity: id, tick: UInt32(tick))
      let home = Int(firms.region[parent])
      let sector = Int(firms.sector[parent])
      let size = startUpSize(&stream)
      let efficiency =
        Double(firms.efficiency[parent])
        + stream.gaussian(standardDeviation: entry.spinOffDeviation)
      let stays = stream.uniform() < entry.spinOffStays
      let region = stays ? home : neighbour(of: home, &stream)
      var founding = Founding(
        id: id, lineage: firms.lineage[parent], parent: firms.id[parent], region: region,
        sector: sector, origin: .spinOff, employees: size, efficiency: efficiency,
        line: Face(word: firms.face[parent]).line,
        knowledge: Double(firms.knowledge[parent]), position: firms.position[parent])
      if !mechanisms.spinOffHeredity {
        // The founders take nothing along: they start as others do.
        founding.efficiency = entry.efficiencyMinimum + entry.efficiencyWidth * stream.beta(2, 4)
        founding.knowledge = foundersKnowledge(&stream)
        founding.position = nil
        founding.line = lineInSight(region: region, sector: sector, &stream)
      }
      founding.employees *=
        ability(founding.efficiency) * tables.sizeUnit[region * layout.sectorCount + sector]
      found(founding, kernel)
      nation.spinOffs += scale
    }
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
        let size = startUpSize(&stream)
        let efficiency = entry.efficiencyMinimum + entry.efficiencyWidth * stream.beta(2, 4)
        found(
          Founding(
            id: id, lineage: id, region: region, sector: sector, origin: .universitySpinOff,
            employees: size * ability(efficiency)
              * tables.sizeUnit[region * layout.sectorCount + sector],
            efficiency: efficiency,
            line: Int(source.generation), knowledge: foundersKnowledge(&stream)), kernel)
        nation.universitySpinOffs += scale
        universities.year.add(.spinOffs, region: region, tick: tick, scale)
      }
    }
  }

  /// Puts a firm into a slot. Households of its region give its equity; part of its capital is lent.
  /// What its capital costs is spent on investment goods next quarter.
  ///
  /// - Parameter kernel: Of this state; making one for every firm would cost more than founding it.
  func found(_ founding: Founding, _ kernel: FirmKernel) {
    let slot = takeSlot()
    // More room means other columns.
    if kernel.firms.capacity == firms.capacity {
      found(founding, in: slot, kernel)
    } else {
      found(founding, in: slot, self.kernel())
    }
  }

  private func found(_ founding: Founding, in slot: Int, _ kernel: FirmKernel) {
    let region = founding.region
    let sector = founding.sector
    let cell = region * layout.sectorCount + sector
    settle(founding, in: slot)
    let offer = kernel.offer(of: slot)
    let variable = max(
      0.1 * founding.employees,
      founding.employees - parameters.labour.overhead * tables.sizeUnit[cell])
    let output = variable * Double(firms.productivity[slot])
    let capital = regions.capitalOutput[region] * output
    let cost =
      tables.labourCost[region] * founding.employees
      + sectors.inputCost[sector] * kernel.inputUse(of: slot) * output
    let price = nation.investmentPrice
    let debt = parameters.initial.debtShare * capital * price
    let cash = parameters.accounts.cashBuffer * cost

    firms.capital[slot] = capital
    firms.debt[slot] = debt
    firms.cash[slot] = cash
    firms.expectedOutput[slot] = Float(output)
    let share =
      output * offer.price * scale / max(sectors.homeDemand[sector], .leastNormalMagnitude)
    // Stored shares are scaled like those of incumbents before this quarter's cuts.
    let stored = share / max(tables.homeScale[sector], .leastNormalMagnitude)
    firms.homeShare[slot] = stored
    openShare[sector] += stored

    let aid = aidFounding(of: slot, cell: cell, cost: capital * price)
    ledger.lend(debt * scale)
    ledger.move(
      .startUpEquity,
      from: founding.ownership == .foreign ? .restOfWorld : .households(region), to: .firms,
      (capital * price - debt + cash - aid) * scale)
    ledger.move(.startUpEquity, from: .firms, to: .foundations, capital * price * scale)
    sectors.entries[sector] += scale
    regions.year.add(.entries, region: region, tick: tick, scale)
    regions.year.add(
      .investment, region: region, tick: tick, capital * price * scale / nation.consumerPrice)
    countFirm(in: cell, phase: .tradition, scale)
    lineFirms[cell * tables.stride + founding.line] += scale
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

  /// Writes every column of a newborn firm but what follows from its offer and its traits, which
  /// all newborns draw together.
  private func settle(_ founding: Founding, in slot: Int) {
    let firms = firms
    let sector = founding.sector
    firms.id[slot] = founding.id
    firms.lineage[slot] = founding.lineage
    firms.parent[slot] = founding.parent
    firms.region[slot] = UInt16(founding.region)
    firms.sector[slot] = UInt16(sector)
    firms.birth[slot] = Int16(clamping: tick)
    firms.origin[slot] = founding.origin.rawValue
    firms.phase[slot] = Phase.tradition.rawValue
    firms.events[slot] = FirmEvent.seeksPartner | FirmEvent.seeksSupplier
    firms.ownership[slot] = founding.ownership.rawValue
    firms.employees[slot] = founding.employees
    firms.output[slot] = 0
    firms.worldShare[slot] = 0
    firms.efficiency[slot] = Float(founding.efficiency)
    firms.margin[slot] = Float(sectors.margin[sector])
    firms.aspiration[slot] = firms.margin[slot]
    firms.purse[slot] = 0
    firms.research[slot] = 0
    firms.knowledge[slot] = Float(founding.knowledge)
    firms.displacement[slot] = 0
    firms.traditionLine[slot] = UInt16(founding.line)
    firms.innovationLine[slot] = UInt16(founding.line)
    firms.face[slot] = Face(id: founding.id, line: founding.line).word
    firms.phaseAge[slot] = 0
    firms.cycleStart[slot] = Int16(clamping: tick)
    firms.salesThisYear[slot] = -1
    firms.salesLastYear[slot] = -1
    firms.partners[slot] = SIMD4(repeating: -1)
    firms.position[slot] =
      founding.position
      ?? SIMD2(generations.center[generations.place(sector, founding.line)])
    firms.university[slot] = .max
    firms.cluster[slot] = -1
    newborns.append(slot)
    // Its first output is that of the next quarter.
    generations.noteUse(
      of: generations.place(sector, founding.line), by: founding.id, from: tick + 1)
  }

  /// Persistent traits: risk propensity, the first urn of orders, and the eight factors of social
  /// capital. Keyed by the firm alone, so that firms draw them in any order.
  func drawTraits(of slots: [Int]) {
    let firms = firms
    let kernel = kernel()
    let key = keys[.traits]
    let riskDeviation = parameters.search.riskDeviation
    let trustLevel = parameters.clusters.trustLevel
    let kinTrust = mechanisms.spinOffHeredity ? parameters.entry.kinTrust : 0
    team.forEachChunk(of: ChunkPlan(count: slots.count, chunkSize: 1024)) { _, _, elements in
      var stream = RandomStream()
      for firm in slots[elements] {
        stream.reset(key: key, entity: firms.id[firm], tick: 0)
        firms.risk[firm] = Float(stream.lognormal(zeta: 0, sigma: riskDeviation))
        firms.urn[firm] = Float(stream.exponential(mean: 1))
        firms.socialCapital[firm] = SocialCapital.draw(&stream)
        firms.trust[firm] = Float(
          SocialCapital.generalTrust(
            firms.socialCapital[firm], level: trustLevel,
            kinTrust: firms.origin[firm] == Origin.spinOff.rawValue ? kinTrust : 0))
        kernel.scatter(firm, &stream)
      }
    }
  }
}
