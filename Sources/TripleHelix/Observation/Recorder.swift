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
    if parts.contains(.national) {
      write(NationRow(self, measures, distribution), Table.national, to: &recording.national)
    }
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
      for row in effects { write(row, Table.clusterEffects, to: &recording.clusterEffects) }
    }
    if parts.contains(.firms), configuration.firmsEvery > 0, tick % configuration.firmsEvery == 0 {
      recordFirms(&recording.firms)
    }
  }

  /// What takes a pass over all firms: measures and cluster effects once a year, and the
  /// distribution of sizes.
  private func surveyFirms(
    _ parts: RecordedParts
  ) -> (FirmMeasures?, SizesAndGrowth, effects: [ClusterEffectRow]) {
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

  func year(ofTick tick: Int) -> Double {
    Double(configuration.startYear) + timeStep.years(tick)
  }

  /// Appends a row, flows of a tick as flows of a quarter.
  private func write<Columns>(
    _ row: Columns.Row, _ schema: TableSchema<Columns>, to table: inout Table
  ) {
    table.append(schema.values(of: row, timesFlows: timeStep.quarter))
  }

  private func recordRegions(_ measures: FirmMeasures?, _ table: inout Table) {
    for region in layout.canonicalRegion {
      write(
        RegionRow(simulation: self, region: region, measures: measures), Table.regions, to: &table)
    }
  }

  private func recordSectors(_ measures: FirmMeasures?, _ table: inout Table) {
    for sector in layout.canonicalSector {
      write(
        SectorRow(simulation: self, sector: sector, measures: measures), Table.sectors, to: &table)
    }
  }

  private func recordGenerations(_ table: inout Table) {
    for s in layout.canonicalSector {
      var adoptedFirms = 0.0
      var adoptedOutput = 0.0
      var rows: [GenerationRow] = []
      for g in (0..<generations.counts[s]).reversed() {
        let at = generations.place(s, g)
        adoptedFirms += generations.firmShare[at]
        adoptedOutput += generations.outputShare[at]
        // Generations that everybody has left need no more rows; firms may still shift away from one
        // that is nobody's newest line.
        let isInUse = generations.firmShare[at] > 0 || generations.outputShare[at] > 0
        if !isInUse, generations.launched[at] != .max { continue }
        rows.append(
          GenerationRow(
            simulation: self, sector: s, generation: g, adoptedFirms: adoptedFirms,
            adoptedOutput: adoptedOutput))
      }
      for row in rows.reversed() { write(row, Table.generations, to: &table) }
    }
  }

  /// Writes the discoveries that the table does not hold yet.
  private func recordDiscoveries(_ table: inout Table) {
    for event in discoveryLog.dropFirst(table.rows.count) {
      write(DiscoveryRow(simulation: self, event: event), Table.discoveries, to: &table)
    }
  }

  private func recordClusters(_ table: inout Table) {
    for record in clusterRecords() where record.isAlive {
      write(ClusterRow(simulation: self, record: record), Table.clusters, to: &table)
    }
  }

  private func recordPolicies(_ table: inout Table, reports: inout Table) {
    for (place, policy) in configuration.policies.enumerated() {
      func report(_ measure: PolicyMeasure, _ value: Double) {
        write(
          PolicyReportRow(simulation: self, policy: policy, measure: measure, value: value),
          Table.policyReports, to: &reports)
      }
      for (measure, value) in reportAfterEnd(ofPolicy: place) { report(measure, value) }
      guard policy.strength(at: tick) > 0 else { continue }
      let state = policyStates[place]
      write(PolicyRow(simulation: self, policy: policy, state: state), Table.policies, to: &table)
      for (measure, value) in state.report { report(measure, value ?? 0) }
    }
  }

  /// Writes the last grouping, unless it stands in the tables already.
  private func recordGrouping(_ recording: inout Recording) {
    let written = recording.wardMemberships.rows.last.map { $0[0] }
    guard grouping.tick >= 0, written != .integer(grouping.tick) else { return }
    for region in configuration.regions.indices {
      write(
        WardMembershipRow(simulation: self, region: region), Table.wardMemberships,
        to: &recording.wardMemberships)
    }
    write(
      WardGroupingRow(simulation: self), Table.wardGroupings, to: &recording.wardGroupings)
    for step in 0..<grouping.merges.count / 4 {
      write(
        WardMergeRow(simulation: self, step: step), Table.wardMerges, to: &recording.wardMerges)
    }
  }

  private func recordUniversities(_ table: inout Table) {
    var linked = Array(repeating: 0.0, count: layout.regionCount)
    for firm in 0..<firms.count where firms.id[firm] != 0 && firms.university[firm] != .max {
      linked[Int(firms.university[firm])] += scale
    }
    for region in layout.canonicalRegion {
      write(
        UniversityRow(simulation: self, region: region, linkedFirms: linked[region]),
        Table.universities, to: &table)
    }
  }

  private func recordSizes(_ table: inout Table) {
    for sizeClass in sizeClasses(of: firms.livingSizes()) {
      write(SizeClassRow(simulation: self, sizeClass: sizeClass), Table.sizes, to: &table)
    }
  }

  private func recordCells(_ measures: FirmMeasures, _ table: inout Table) {
    for region in layout.canonicalRegion {
      for sector in layout.canonicalSector {
        write(
          CellRow(simulation: self, measures: measures, region: region, sector: sector),
          Table.cells, to: &table)
      }
    }
  }

  /// Adds a row for every living firm, in the order in which they are held.
  private func recordFirms(_ table: inout Table) {
    let groups = canonicalGroups
    for slot in 0..<firms.count where firms.id[slot] != 0 {
      write(FirmRow(simulation: self, slot: slot, groups: groups), Table.firms, to: &table)
    }
  }
}

// Sums that several columns are made of.
extension Simulation {
  /// Gross regional product of the last four quarters, by region in canonical order, million.
  var yearlyProduct: [Double] {
    (0..<layout.regionCount).map { regions.year.total(.product, region: $0) }
  }

  /// Mean over the firms' employees, million a tick.
  var meanWage: Double {
    var pay = 0.0
    var people = 0.0
    for r in 0..<layout.regionCount {
      pay += regions.wage[r] * regions.firmEmployees[r]
      people += regions.firmEmployees[r]
    }
    return pay / people
  }

  /// Years since the first use of the generation that is tradition.
  func traditionAge(ofSector s: Int) -> Double {
    let launched = generations.launched[generations.place(s, sectors.tradition[s])]
    return launched == .max ? .nan : timeStep.years(tick - launched)
  }

  /// Age of tradition in the country, weighted by the sectors' sales; not known before there are
  /// any.
  var traditionAge: Double {
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

  /// Share of firms in a phase.
  func share(ofFirmsIn phase: Phase, region: Int? = nil, sector: Int? = nil) -> Double {
    share(.firms(in: phase), of: .firms, region: region, sector: sector)
  }

  /// Share of output by firms in a phase.
  func share(ofOutputIn phase: Phase, region: Int? = nil, sector: Int? = nil) -> Double {
    share(.output(in: phase), of: .output, region: region, sector: sector)
  }

  /// Share of output on lines newer than the sector's tradition.
  func newerShare(region: Int? = nil, sector: Int? = nil) -> Double {
    sum(.outputNewer, region: region, sector: sector)
      / sum(.output, region: region, sector: sector)
  }

  private func share(
    _ part: ProductionTally.Cell, of whole: ProductionTally.Cell, region: Int?, sector: Int?
  ) -> Double {
    let total = sum(whole, region: region, sector: sector)
    return total > 0 ? sum(part, region: region, sector: sector) / total : .nan
  }

  /// Smoothed growth and change of heterogeneity of a region, once two years are known.
  func stageAxes(ofRegion r: Int) -> (growth: Double, widening: Double)? {
    guard mechanisms.knowledgeSpace, tick >= 2 * timeStep.ticksPerYear else { return nil }
    return (stages.growth[r], stages.widening[r])
  }

  func stage(ofRegion r: Int) -> RegionStage {
    mechanisms.knowledgeSpace ? stages.stage[r] : .undefined
  }
}

/// The size distribution and the growth of the last year, as of one tick.
struct SizesAndGrowth: Sendable {
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
