import Chunking
import RegionalMeasures

/// The firms of a run as a table of establishments, and what only a run knows of them beside it.
struct FirmMeasures {
  let indicators: RegionalIndicators
  /// Output and exports by region and small, medium and large firms, `region * 3 + scale`.
  let outputByScale: [Double]
  let exportsByScale: [Double]
  /// Output by cell, million a quarter.
  let output: [Double]
  /// Firms founded in the year that ended one and five years ago that still live, over all founded.
  let survivalOneYear: Double
  let survivalFiveYears: Double
  /// Firms by their links to universities, other firms and government, one entry a region.
  let links: [HelixLinks]
  /// Employment by who owns the firms, one entry a region.
  let owners: [EmploymentByOwner]

  var nationalLinks: HelixLinks { links.reduce(into: HelixLinks()) { $0.add($1) } }
  var nationalOwners: EmploymentByOwner { owners.reduce(into: EmploymentByOwner()) { $0.add($1) } }
}

extension Simulation {
  /// Throws of the location null for a record: enough for a mean and a rough bound.
  ///
  /// γ above the largest of 19 has a probability of 5 % under the null.
  static let recordedNullDraws = 19

  /// Measures the living firms, while `work` is done on another thread if there is one; draws are of
  /// streams that no process of the model uses.
  ///
  /// - Parameters:
  ///   - withNull: Whether the location null is thrown.
  ///   - survey: Of the effect of clusters, whose rows are worked out beside.
  func measureFirms<Work: Sendable>(
    withNull: Bool = true, comparing survey: ClusterEffectSurvey? = nil,
    meanwhile work: @Sendable () -> Work
  ) -> (FirmMeasures, Work, effects: [ClusterEffectRow]) {
    let (firms, scale, plan) = (firms, scale, plan)
    let (regionCount, sectorCount) = (layout.regionCount, layout.sectorCount)
    let years = [1, 5].map { births(inYearEndingBefore: $0) }
    let hasGovernment = firmsLinkedToGovernment()
    let parts = team.map(plan.chunkCount) { chunk in
      var rows = FirmRows(regionCount: regionCount, sectorCount: sectorCount)
      rows.add(
        plan.range(ofChunk: chunk), of: firms, scale: scale, bornIn: years,
        linkedToGovernment: hasGovernment)
      return rows
    }
    // In the order of chunks, so that sums are the same whoever took them.
    let rows = FirmRows(joining: parts, regionCount: regionCount, sectorCount: sectorCount)
    var exportsByScale = rows.outputByScale.map { _ in 0.0 }
    for cell in 0..<layout.cellCount {
      let whole = rows.abroad[3 * cell..<3 * cell + 3].reduce(0, +)
      guard whole > 0 else { continue }
      let exports = sum(.exports, region: cell / sectorCount, sector: cell % sectorCount)
      for size in 0..<3 {
        exportsByScale[3 * (cell / sectorCount) + size] +=
          exports * rows.abroad[3 * cell + size] / whole
      }
    }
    let establishments = Establishments(
      regionNames: layout.regions.map(\.id), sectorNames: layout.sectors.map(\.id),
      region: rows.region, sector: rows.sector, employees: rows.employees, uniformCount: scale)
    let options = measureOptions(withNull: withNull)
    let ((draft, strata), done) = team.both(
      {
        (RegionalIndicatorsDraft(establishments, options), survey?.strataWithMembers() ?? [])
      }, work)
    let pieces = measurePieces(draft, survey, in: strata)
    let measures = FirmMeasures(
      indicators: RegionalIndicators(draft, sectors: pieces.compactMap(\.sector)),
      outputByScale: rows.outputByScale, exportsByScale: exportsByScale,
      output: rows.output, survivalOneYear: survival(rows.survivors[0], yearEndingBefore: 1),
      survivalFiveYears: survival(rows.survivors[1], yearEndingBefore: 5), links: rows.links,
      owners: rows.owners)
    return (measures, done, survey?.rows(of: pieces.compactMap(\.effect)) ?? [])
  }

  /// A part of the survey of clusters' effects, or a sector of the measures.
  private struct MeasurePiece: Sendable {
    var effect: ClusterEffectSurvey.Part?
    var sector: RegionalIndicators.Sector?
  }

  /// Both kinds of pieces in one list that threads share, each kind in its order.
  private func measurePieces(
    _ draft: RegionalIndicatorsDraft, _ survey: ClusterEffectSurvey?, in strata: [Bool]
  ) -> [MeasurePiece] {
    let plan = survey?.plan ?? ChunkPlan(count: 0)
    return team.map(plan.chunkCount + layout.sectorCount) { place in
      if let survey, place < plan.chunkCount {
        return MeasurePiece(effect: survey.compare(plan.range(ofChunk: place), in: strata))
      }
      return MeasurePiece(sector: draft.sector(place - plan.chunkCount))
    }
  }

  private func measureOptions(withNull: Bool) -> RegionalIndicators.Options {
    var options = RegionalIndicators.Options()
    // An agent decides once for the firms that it stands for.
    options.locationUnit = configuration.scale > 1 ? .rows : .establishments
    options.nullDraws = withNull ? Self.recordedNullDraws : 0
    options.seed = seed
    options.replicate = replicate
    options.tick = UInt32(tick)
    options.groups = canonicalGroups
    return options
  }

  /// Ward groups in canonical order of regions; nil before the first grouping.
  var canonicalGroups: [Int]? {
    guard !grouping.groups.isEmpty else { return nil }
    var groups = Array(repeating: 0, count: layout.regionCount)
    for (place, region) in layout.canonicalRegion.enumerated() {
      groups[region] = grouping.groups[place]
    }
    return groups
  }

  /// Ticks of birth that lie in the year that ended `years` ago; firms of the start were not born.
  private func births(inYearEndingBefore years: Int) -> Range<Int> {
    let end = tick - years * timeStep.ticksPerYear + 1
    return max(1, end - timeStep.ticksPerYear)..<max(1, end)
  }

  /// Survivors over all founded in the year that ended `years` ago; NaN before a whole year.
  private func survival(_ survivors: Double, yearEndingBefore years: Int) -> Double {
    let year = timeStep.ticksPerYear
    let last = tick - years * year
    guard last >= year, last <= nation.foundedByTick.count else { return .nan }
    let founded = nation.foundedByTick[last - year..<last].reduce(0, +)
    return founded > 0 ? survivors / founded : .nan
  }
}

/// Living firms as rows of a table of establishments, and sums over them.
private struct FirmRows: Sendable {
  var region: [Int32] = []
  var sector: [Int32] = []
  var employees: [Double] = []
  /// By cell.
  var output: [Double]
  /// By region and small, medium and large firms.
  var outputByScale: [Double]
  /// Shares abroad by cell and small, medium and large firms: exports of a firm are in proportion to
  /// them, the same within a cell.
  var abroad: [Double]
  /// Of the years asked for.
  var survivors = [0.0, 0.0]
  var links: [HelixLinks]
  var owners: [EmploymentByOwner]

  init(regionCount: Int, sectorCount: Int) {
    let cellCount = regionCount * sectorCount
    output = [Double](repeating: 0, count: cellCount)
    outputByScale = [Double](repeating: 0, count: 3 * regionCount)
    abroad = [Double](repeating: 0, count: 3 * cellCount)
    links = Array(repeating: HelixLinks(), count: regionCount)
    owners = Array(repeating: EmploymentByOwner(), count: regionCount)
  }

  /// All rows and sums of `parts`, in their order.
  init(joining parts: [FirmRows], regionCount: Int, sectorCount: Int) {
    self.init(regionCount: regionCount, sectorCount: sectorCount)
    let count = parts.reduce(0) { $0 + $1.region.count }
    region.reserveCapacity(count)
    sector.reserveCapacity(count)
    employees.reserveCapacity(count)
    for part in parts {
      region += part.region
      sector += part.sector
      employees += part.employees
      for place in output.indices { output[place] += part.output[place] }
      for place in outputByScale.indices { outputByScale[place] += part.outputByScale[place] }
      for place in abroad.indices { abroad[place] += part.abroad[place] }
      for place in survivors.indices { survivors[place] += part.survivors[place] }
      for place in links.indices {
        links[place].add(part.links[place])
        owners[place].add(part.owners[place])
      }
    }
  }

  mutating func add(
    _ slots: Range<Int>, of firms: FirmColumns, scale: Double, bornIn years: [Range<Int>],
    linkedToGovernment: [Bool]
  ) {
    region.reserveCapacity(slots.count)
    sector.reserveCapacity(slots.count)
    employees.reserveCapacity(slots.count)
    let sectorCount = output.count / links.count
    for firm in slots where firms.id[firm] != 0 {
      let (home, trade) = (Int(firms.region[firm]), Int(firms.sector[firm]))
      let cell = home * sectorCount + trade
      let size = firms.employees[firm]
      region.append(Int32(home))
      sector.append(Int32(trade))
      employees.append(size * scale)
      let firmScale = FirmScale(size: size).rawValue
      let made = firms.output[firm] * scale
      output[cell] += made
      outputByScale[3 * home + firmScale] += made
      abroad[3 * cell + firmScale] += firms.worldShare[firm]
      links[home].add(
        university: firms.university[firm] != .max, industry: firms.isLinkedToIndustry(firm),
        government: linkedToGovernment[firm], count: scale)
      owners[home].add(size * scale, of: firms.ownership[firm])
      let birth = Int(firms.birth[firm])
      for (place, year) in years.enumerated() where year.contains(birth) {
        survivors[place] += scale
      }
    }
  }
}
