import Chunking
import RegionalMeasures

/// What a run writes down. Recording draws nothing and changes nothing.
extension Simulation {
  /// Adds the current state to `recording`.
  ///
  /// - Parameter parts: What of it; everything by default.
  public func record(into recording: inout Recording, _ parts: RecordedParts = .all) {
    let (measures, distribution, effects) = surveyFirms(parts)
    if parts.contains(.regions) { recordRegions(measures, &recording.regions) }
    if parts.contains(.sectors) { recordSectors(measures, &recording.sectors) }
    if parts.contains(.national) { recordNation(measures, distribution, &recording.national) }
    if parts.contains(.generations) { recordGenerations(&recording.generations) }
    if parts.contains(.discoveries) { recordDiscoveries(&recording.discoveries) }
    if parts.contains(.clusters) { recordClusters(&recording.clusters) }
    if parts.contains(.policies) {
      recordPolicies(&recording.policies, reports: &recording.policyReports)
    }
    if parts.contains(.groupings) { recordGrouping(&recording) }
    if timeStep.endsYear(tick) {
      if parts.contains(.universities) { recordUniversities(&recording.universities) }
      if parts.contains(.sizes) { recordSizes(&recording.sizes) }
      if parts.contains(.cells), let measures { recordCells(measures, &recording.cells) }
      for row in effects { write(row, to: &recording.clusterEffects) }
    }
    if parts.contains(.firms), configuration.firmsEvery > 0, tick % configuration.firmsEvery == 0 {
      recordFirms(&recording.firms)
    }
  }

  /// What takes a pass over all firms: measures and cluster effects once a year, and the
  /// distribution of sizes.
  private func surveyFirms(
    _ parts: RecordedParts
  ) -> (FirmMeasures?, SizesAndGrowth, effects: [[TableValue]]) {
    let (firms, scale) = (firms, scale)
    let yearIsWhole = timeStep.endsYear(tick) && tick >= 2 * timeStep.ticksPerYear
    let survey =
      timeStep.endsYear(tick) && parts.contains(.clusterEffects) ? clusterEffectSurvey : nil
    let distribution: @Sendable () -> SizesAndGrowth = {
      parts.contains(.sizesAndGrowth)
        ? SizesAndGrowth(firms, scale: scale, yearIsWhole: yearIsWhole) : SizesAndGrowth()
    }
    guard timeStep.endsYear(tick), !parts.isDisjoint(with: [.firmMeasures, .locationNull, .cells])
    else { return (nil, distribution(), survey?.rows(team: team) ?? []) }
    return measureFirms(
      withNull: parts.contains(.locationNull), comparing: survey, meanwhile: distribution)
  }

  /// Calendar time of the end of the quarter.
  var year: Double { year(ofTick: tick) }

  private func year(ofTick tick: Int) -> Double {
    Double(configuration.startYear) + timeStep.years(tick)
  }

  /// Appends a row of flows of a tick, which the table has per quarter.
  func write(_ row: [TableValue], to table: inout Table) {
    timeStep == .quarter ? table.append(row) : table.append(row, timesFlows: timeStep.quarter)
  }

  private var time: [TableValue] { [.integer(tick), .number(year)] }

  private func shares(
    _ first: ProductionTally.Cell, of whole: ProductionTally.Cell, region: Int? = nil,
    sector: Int? = nil
  ) -> [TableValue] {
    let total = sum(whole, region: region, sector: sector)
    return (0..<4).map { phase in
      guard let field = ProductionTally.Cell(rawValue: first.rawValue + phase), total > 0 else {
        return .number(.nan)
      }
      return .number(sum(field, region: region, sector: sector) / total)
    }
  }

  private func newerShare(region: Int? = nil, sector: Int? = nil) -> TableValue {
    .number(
      sum(.outputNewer, region: region, sector: sector)
        / sum(.output, region: region, sector: sector))
  }

  private func recordRegions(_ measures: FirmMeasures?, _ table: inout Table) {
    for (place, region) in configuration.regions.enumerated() {
      let r = layout.canonicalRegion[place]
      func yearly(_ flow: YearlyFlows.Flow) -> TableValue {
        .number(regions.year.total(flow, region: r))
      }
      // Flows that no table gives for the year before tick 0 are known after a year only.
      func known(_ flow: YearlyFlows.Flow) -> TableValue {
        tick < timeStep.ticksPerYear ? .number(.nan) : yearly(flow)
      }
      var row = time + [.text(region.id)]
      row += indicators(ofRegion: r).map { .number($0) }
      row += [
        .number(regions.population[r]), .number(regions.labourForce[r]),
        .number(employedPersons(r)), .number(regions.unemployment[r]), .number(regions.wage[r]),
        yearly(.product), yearly(.realProduct), yearly(.exports),
        .number(sum(.firms, region: r)), known(.entries), known(.exits), known(.migration),
        .number(netCommuters(r)),
      ]
      row += shares(.firmsTradition, of: .firms, region: r)
      row += shares(.outputTradition, of: .output, region: r)
      row += [
        newerShare(region: r), .number(regions.researchStaff[r]), .number(regions.discoveries[r]),
        .number(ledger[.households(r)]), .number(regions.landPrice[r]),
        .number(resourceIntensity(region: r)),
      ]
      row += stageRow(r) + [.number(tertiaryShare(r))] + governmentRow(r)
      row += [
        .number(regions.disposableIncome[r]), .number(regions.dividendsAbroad[r]),
        .number(regions.stateDividends[r]),
      ]
      row += values(measures, ofRegion: r)
      write(row, to: &table)
    }
  }

  private func recordSectors(_ measures: FirmMeasures?, _ table: inout Table) {
    for (place, sector) in configuration.sectors.enumerated() {
      let s = layout.canonicalSector[place]
      let output = sum(.output, sector: s)
      let sales = sectors.homeSales[s] + sectors.exports[s]
      var dominant = 0
      var visible = 0
      for g in 0..<generations.counts[s] {
        let share = generations.outputShare[generations.place(s, g)]
        if share > generations.outputShare[generations.place(s, dominant)] { dominant = g }
        if share > 0.05 { visible += 1 }
      }
      var row = time + [.text(sector.id)]
      row += [
        .number(sum(.firms, sector: s)), .number(sum(.employees, sector: s)), .number(output),
        .number(sectors.price[s]), .number(sectors.quality[s] / initialQuality[s]),
        .number(output / sum(.employees, sector: s)), .number(sectors.margin[s]),
        .number(sectors.importShare[s]),
        .number(sales > 0 ? sectors.exports[s] / sales : .nan), .number(sectors.unserved[s]),
      ]
      row += shares(.firmsTradition, of: .firms, sector: s)
      row += shares(.outputTradition, of: .output, sector: s)
      row += [
        newerShare(sector: s), .integer(sectors.tradition[s]),
        .integer(generations.newest(of: s)), .integer(dominant), .integer(visible),
        .number(sectors.herfindahl[s]), .number(sectors.entries[s]), .number(sectors.exits[s]),
        .number(sectors.innovations[s]), .number(sectors.imitations[s]),
        mechanisms.knowledgeSpace ? .number(heterogeneity(sector: s)) : .number(.nan),
        .number(traditionAge(ofSector: s)), .number(resourceIntensity(sector: s)),
      ]
      row += measures?.indicators.values(ofSector: s) ?? empty(Table.sectorMeasures.count)
      write(row, to: &table)
    }
  }

  /// Years since the first use of the generation that is tradition.
  func traditionAge(ofSector s: Int) -> Double {
    let launched = generations.launched[generations.place(s, sectors.tradition[s])]
    return launched == .max ? .nan : timeStep.years(tick - launched)
  }

  /// Age of tradition in the country, weighted by the sectors' sales; not known before there are
  /// any.
  private var traditionAge: Double {
    var (age, sales) = (0.0, 0.0)
    for s in 0..<layout.sectorCount {
      let own = sectors.homeSales[s] + sectors.exports[s]
      let years = traditionAge(ofSector: s)
      guard own > 0, years.isFinite else { continue }
      age += own * years
      sales += own
    }
    return sales > 0 ? age / sales : .nan
  }

  private func recordNation(
    _ measures: FirmMeasures?, _ distribution: SizesAndGrowth, _ table: inout Table
  ) {
    var row = time
    row += [
      nation.gdp, nation.realGdp, nation.consumption, nation.government, nation.investment,
      nation.exports, nation.imports, nation.wages, nation.research,
      (0..<layout.regionCount).reduce(0.0) { $0 + employedPersons($1) }, nation.unemployment,
      meanWage, nation.consumerPrice, nation.exchangeRate,
      parameters.accounts.interest + nation.rateGap, sum(.firms), nation.startUps,
      nation.spinOffs, nation.universitySpinOffs, nation.exits, nation.insolvencies,
    ].map { .number($0) }
    row += shares(.firmsTradition, of: .firms)
    row += shares(.outputTradition, of: .output)
    row += [
      newerShare(), .number(nation.innovations), .number(nation.imitations),
      .number(nation.patents), .integer(nation.generationsOpened), .integer(nation.improvements),
      .number(nation.cycles), .number(nation.cycleLength), .number(ledger.loans),
      .number(nation.ventureCapital), .number(governmentDeposit), .number(distribution.hill),
      .number(distribution.largest),
      .number(distribution.shape), .number(distribution.shapeSmall),
      .number(distribution.slope),
    ]
    row += nation.exitHazards.map { .number(tick == 0 ? .nan : $0) }
    row += [
      .number(ledger.drift), .number(traditionAge), .number(resourceIntensity()),
      .number(currentAccount), .number(regions.dividendsAbroad.reduce(0, +)),
      .number(regions.stateDividends.reduce(0, +)),
    ]
    row += nationalValues(measures)
    write(row, to: &table)
  }

  private var meanWage: Double {
    var pay = 0.0
    var people = 0.0
    for r in 0..<layout.regionCount {
      pay += regions.wage[r] * regions.firmEmployees[r]
      people += regions.firmEmployees[r]
    }
    return pay / people
  }

  private func recordGenerations(_ table: inout Table) {
    for (place, sector) in configuration.sectors.enumerated() {
      let s = layout.canonicalSector[place]
      var adoptedFirms = 0.0
      var adoptedOutput = 0.0
      var rows: [[TableValue]] = []
      for g in (0..<generations.counts[s]).reversed() {
        let at = generations.place(s, g)
        adoptedFirms += generations.firmShare[at]
        adoptedOutput += generations.outputShare[at]
        // Generations that everybody has left need no more rows; firms may still shift away from one
        // that is nobody's newest line.
        let isInUse = generations.firmShare[at] > 0 || generations.outputShare[at] > 0
        if !isInUse, generations.launched[at] != .max { continue }
        let status = GenerationTable.Status(rawValue: generations.status[at]) ?? .discovered
        rows.append(
          time + [
            .text(sector.id), .integer(g), .number(generations.firmShare[at]),
            .number(generations.outputShare[at]), .number(adoptedFirms), .number(adoptedOutput),
            .text("\(status)"), .integer(generations.discovered[at]),
            generations.launched[at] == .max ? .number(.nan) : .integer(generations.launched[at]),
            .number(generations.productivity[at]), .number(generations.quality[at]),
            .text(generations.launched[at] == .max ? "" : identifier(generations.firstUser[at])),
            .number(generations.resources[at]),
          ])
      }
      for row in rows.reversed() { write(row, to: &table) }
    }
  }

  /// Writes the discoveries that the table does not hold yet.
  private func recordDiscoveries(_ table: inout Table) {
    for event in discoveryLog.dropFirst(table.rows.count) {
      write(
        [
          .integer(Int(event.tick)),
          .number(year(ofTick: Int(event.tick))),
          .text(layout.regions[Int(event.region)].id), .text(layout.fields[Int(event.field)]),
          .text(layout.sectors[Int(event.sector)].id), .integer(Int(event.generation)),
          .number(event.step), .integer(event.kind & DiscoveryEvent.radical != 0 ? 1 : 0),
          .integer(event.kind & DiscoveryEvent.improvement != 0 ? 1 : 0),
        ], to: &table)
    }
  }

  private func recordClusters(_ table: inout Table) {
    for record in clusterRecords() where record.isAlive {
      write(
        time + [
          .text(record.id), .text(record.region), .text(record.sector), .integer(record.founded),
          .number(record.members), .number(record.employees), .number(record.trust),
          .number(record.fund), .number(record.fullMembers), .number(record.sales),
          .number(record.effort), .number(record.benefit), .number(record.councilStrength),
          .number(record.jointCapital), .number(record.brand), .integer(record.hasBroker ? 1 : 0),
          .number(record.heterogeneity), .number(record.growth),
          .number(record.heterogeneityChange), .text("\(record.stage)"),
          .number(record.coverage), .number(record.density), .number(record.breadth),
          .number(record.depth), .number(record.activity), .number(record.newestShare),
          .number(record.innovationRate), .number(record.leaderShare),
          .number(record.herfindahl), .number(record.tenure), .text("\(record.initiator)"),
          .text(record.initiatorFirm), .integer(record.regionCount), .number(record.fee),
          .text(record.group.joined(separator: " ")), .integer(record.sectorCount),
          .text(record.parent),
        ], to: &table)
    }
  }

  private func recordPolicies(_ table: inout Table, reports: inout Table) {
    for (place, policy) in configuration.policies.enumerated() {
      let strength = policy.strength(at: tick)
      let names: [TableValue] = [.text(policy.name), .text(policy.instrument.rawValue)]
      func report(_ measure: PolicyMeasure, _ value: Double) {
        write(
          time + names + [.text(measure.name), .text(measure.unit), .number(value)], to: &reports)
      }
      for (measure, value) in zip(
        policy.instrument.measuresAfterEnd, valuesAfterEnd(ofPolicy: place))
      {
        report(measure, value)
      }
      guard strength > 0 else { continue }
      let state = policyStates[place]
      let figures = [
        state.spent, state.reached, state.spentThisYear, state.forgone, state.forgoneThisYear,
        policy.budget, strength, state.eligible,
        state.eligible > 0 ? state.reached / state.eligible : .nan, state.participations,
      ]
      write(
        time + names + figures.map { .number($0) } + [.text(policy.paidBy.rawValue)], to: &table)
      for (number, measure) in policy.instrument.measures.enumerated() {
        report(measure, state.measures[number])
      }
    }
  }

  /// Writes the last grouping, unless it stands in the tables already.
  private func recordGrouping(_ recording: inout Recording) {
    let written = recording.wardMemberships.rows.last.map { $0[0] }
    guard grouping.tick >= 0, written != .integer(grouping.tick) else { return }
    let at: [TableValue] = [
      .integer(grouping.tick),
      .number(year(ofTick: grouping.tick)),
    ]
    for (place, region) in configuration.regions.enumerated() {
      let group = grouping.groups[place]
      let moved = !grouping.previous.isEmpty && grouping.previous[place] != group
      write(
        at + [
          .text(region.id), .integer(group), .number(grouping.silhouettes[place]),
          .integer(moved ? 1 : 0),
        ], to: &recording.wardMemberships)
    }
    let moved =
      grouping.previous.isEmpty
      ? 0 : zip(grouping.groups, grouping.previous).count { $0 != $1 }
    write(
      at + [
        .integer(grouping.groupCount), .number(grouping.copheneticCorrelation),
        .number(grouping.meanSilhouette), .number(grouping.agreementWithPrevious),
        .number(grouping.agreementWithInitial), .integer(moved),
      ], to: &recording.wardGroupings)
    for step in 0..<grouping.merges.count / 4 {
      write(
        at + [
          .integer(step + 1), .integer(Int(grouping.merges[4 * step])),
          .integer(Int(grouping.merges[4 * step + 1])), .number(grouping.merges[4 * step + 2]),
          .integer(Int(grouping.merges[4 * step + 3])),
        ], to: &recording.wardMerges)
    }
  }

  private func recordSizes(_ table: inout Table) {
    for sizeClass in sizeClasses(of: firms.livingSizes()) {
      write(
        time + [
          .number(sizeClass.lower), .number(sizeClass.upper),
          .number(Double(sizeClass.firmCount) * scale), .number(sizeClass.employees * scale),
          .number(sizeClass.shareAbove),
        ], to: &table)
    }
  }
}

/// The size distribution and the growth of the last year, as of one tick.
private struct SizesAndGrowth: Sendable {
  var hill = Double.nan
  var largest = Double.nan
  var shape = Double.nan
  var shapeSmall = Double.nan
  var slope = Double.nan

  /// Nothing that is known.
  init() {}

  init(_ firms: FirmColumns, scale: Double, yearIsWhole: Bool) {
    let sizes = firms.livingSizes()
    hill = hillExponent(of: sizes)
    let all = sizes.reduce(0, +)
    // An agent stands for as many firms that are alike.
    if all > 0 { largest = (sizes.max() ?? .nan) / (all * scale) }
    guard yearIsWhole else { return }
    var growth: [Double] = []
    var size: [Double] = []
    growth.reserveCapacity(firms.count)
    size.reserveCapacity(firms.count)
    for firm in 0..<firms.count
    where firms.id[firm] != 0 && firms.salesLastYear[firm] > 0 && firms.salesThisYear[firm] > 0 {
      let rate = logarithm(
        Double(firms.salesThisYear[firm]) / Double(firms.salesLastYear[firm]))
      // Classed by size before the growth, else large sizes select large growth.
      let before =
        firms.employees[firm] * Double(firms.salesLastYear[firm])
        / Double(firms.salesThisYear[firm])
      guard before >= 1.5 else { continue }
      growth.append(rate)
      size.append(before)
    }
    shape = subbotinShape(of: growth)
    shapeSmall = subbotinShape(
      of: growth.indices.filter { size[$0] >= 10 && size[$0] < 50 }.map { growth[$0] })
    slope = logLogSlope(ofGrowth: growth, onSize: size)
  }
}

extension FirmColumns {
  /// Employees of all living firms, in the order of slots.
  func livingSizes() -> [Double] {
    var sizes: [Double] = []
    sizes.reserveCapacity(count)
    for firm in 0..<count where id[firm] != 0 { sizes.append(employees[firm]) }
    return sizes
  }
}
