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
}

extension Simulation {
  /// Throws of the location null for a record: enough for a mean and a rough bound.
  ///
  /// γ above the largest of 19 has a probability of 5 % under the null.
  static let recordedNullDraws = 19

  /// Measures the living firms in one pass, while `work` is done on another thread if there is one;
  /// draws are of streams that no process of the model uses.
  ///
  /// - Parameter withNull: Whether the location null is thrown, which takes longest.
  func measureFirms<Work: Sendable>(
    withNull: Bool = true, meanwhile work: @Sendable () -> Work
  ) -> (FirmMeasures, Work) {
    let firms = firms
    let sectorCount = layout.sectorCount
    var regions: [Int32] = []
    var sectors: [Int32] = []
    var employees: [Double] = []
    regions.reserveCapacity(firms.count)
    sectors.reserveCapacity(firms.count)
    employees.reserveCapacity(firms.count)
    var output = [Double](repeating: 0, count: layout.cellCount)
    var outputByScale = [Double](repeating: 0, count: 3 * layout.regionCount)
    // Exports of a firm are in proportion to its share abroad, the same within a cell.
    var abroad = [Double](repeating: 0, count: 3 * layout.cellCount)
    var survivors = [0.0, 0.0]
    var links = Array(repeating: HelixLinks(), count: layout.regionCount)
    var owners = Array(repeating: EmploymentByOwner(), count: layout.regionCount)
    let hasGovernment = firmsLinkedToGovernment()
    for firm in 0..<firms.count where firms.id[firm] != 0 {
      let (region, sector) = (Int(firms.region[firm]), Int(firms.sector[firm]))
      let cell = region * sectorCount + sector
      let size = firms.employees[firm]
      regions.append(Int32(region))
      sectors.append(Int32(sector))
      employees.append(size * scale)
      let firmScale = FirmScale(size: size).rawValue
      let made = firms.output[firm] * scale
      output[cell] += made
      outputByScale[3 * region + firmScale] += made
      abroad[3 * cell + firmScale] += firms.worldShare[firm]
      links[region].add(
        university: firms.university[firm] != .max, industry: isLinkedToIndustry(firm),
        government: hasGovernment[firm], count: scale)
      owners[region].add(size * scale, of: firms.owner(of: firm))
      let birth = Int(firms.birth[firm])
      if birth > 0 {
        if isYear(birth, endingBefore: 1) { survivors[0] += scale }
        if isYear(birth, endingBefore: 5) { survivors[1] += scale }
      }
    }
    var exportsByScale = outputByScale.map { _ in 0.0 }
    for cell in 0..<layout.cellCount {
      let whole = abroad[3 * cell..<3 * cell + 3].reduce(0, +)
      guard whole > 0 else { continue }
      let exports = sum(.exports, region: cell / sectorCount, sector: cell % sectorCount)
      for size in 0..<3 {
        exportsByScale[3 * (cell / sectorCount) + size] += exports * abroad[3 * cell + size] / whole
      }
    }
    let establishments = Establishments(
      regionNames: layout.regions.map(\.id), sectorNames: layout.sectors.map(\.id),
      region: regions, sector: sectors, employees: employees, uniformCount: scale)
    let (team, options) = (team, measureOptions(withNull: withNull))
    let (indicators, done) = team.both(
      { RegionalIndicators(establishments, options, team: team) }, work)
    let measures = FirmMeasures(
      indicators: indicators, outputByScale: outputByScale, exportsByScale: exportsByScale,
      output: output, survivalOneYear: survival(survivors[0], yearEndingBefore: 1),
      survivalFiveYears: survival(survivors[1], yearEndingBefore: 5), links: links,
      owners: owners)
    return (measures, done)
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

  /// Whether `birth` lies in the year that ended `years` ago.
  private func isYear(_ birth: Int, endingBefore years: Int) -> Bool {
    let last = tick - years * timeStep.ticksPerYear
    return birth > last - timeStep.ticksPerYear && birth <= last
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
