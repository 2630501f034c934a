import Foundation
import TripleHelix

/// What a report states of a run, computed once from its tables.
struct Findings {
  let results: RunResults
  let national: Columns<NationalColumns>
  let sectors: Columns<SectorColumns>
  let regions: Columns<RegionColumns>
  let clusters: Columns<ClusterColumns>
  let clusterLives: [ClusterLife]
  let policyAccounts: [PolicyAccount]
  let generationLives: [GenerationLife]
  let groupings: [RegionGrouping]
  let moves: [GroupMove]
  let groupLooks: GroupLooks
  let comparison: ReferenceComparison?

  init(_ results: RunResults) {
    self.results = results
    national = Columns(results.recording.national, Table.national)
    sectors = Columns(results.recording.sectors, Table.sectors)
    regions = Columns(results.recording.regions, Table.regions)
    clusters = Columns(results.recording.clusters, Table.clusters)
    let ticks = national.integers(\.tick) + clusters.integers(\.tick)
    clusterLives = ClusterLife.all(in: clusters, ticks: Set(ticks.compactMap { $0 }).sorted())
    policyAccounts = PolicyAccount.all(in: results)
    generationLives = GenerationLife.all(in: results)
    groupings = RegionGrouping.all(in: results)
    moves = GroupMove.all(in: groupings)
    groupLooks = GroupLooks(groupings)
    comparison = ReferenceComparison(results, groupings: groupings)
  }

  var configuration: Configuration { results.configuration }
  var facts: RunFacts { results.facts }

  /// Last tick that was recorded.
  var lastTick: Int {
    (national.integers(\.tick) + regions.integers(\.tick)).compactMap { $0 }.max() ?? 0
  }
  var yearsRun: Double { timeStep.years(lastTick) }
  var timeStep: TimeStep { configuration.timeStep }
  var isComplete: Bool { facts.incompleteBecause == nil && lastTick >= configuration.horizon }

  func regionName(_ id: String) -> String {
    configuration.regions.first { $0.id == id }?.name ?? id
  }

  func sectorName(_ id: String) -> String {
    configuration.sectors.first { $0.id == id }?.name ?? id
  }
}

/// The country as a whole.
extension Findings {
  func nationalSeries<Row>(_ column: KeyPath<NationalColumns, RecordedColumn<Row>>) -> Series {
    national.series(column)
  }

  /// Shares of the four phases, in the order of `Phases.names`.
  func phaseSeries(_ columns: KeyPath<NationalColumns, PhaseColumns<NationRow>>) -> [Series] {
    [
      nationalSeries(columns.appending(path: \.tradition)),
      nationalSeries(columns.appending(path: \.search)),
      nationalSeries(columns.appending(path: \.innovation)),
      nationalSeries(columns.appending(path: \.diffusion)),
    ]
  }

  /// Growth of real gross domestic product a year, between the first and the last year.
  var growth: Double? {
    let product = nationalSeries(\.realGDP).afterStart()
    return yearlyGrowth(years: product.years, values: product.values.map { $0 ?? .nan })
  }

  /// Real gross domestic product of each year over that of the first.
  var outputIndex: Series {
    let series = nationalSeries(\.realGDP).afterStart().yearly()
    guard let base = series.defined.first, base > 0 else { return series.map { _ in .nan } }
    return series.map { $0 / base }
  }

  /// Growth of real gross domestic product, year on year.
  var growthByYear: Series {
    let series = nationalSeries(\.realGDP).afterStart().yearly()
    var growth = series
    for place in series.values.indices {
      guard place > 0, let before = series.values[place - 1], let now = series.values[place],
        before > 0
      else {
        growth.values[place] = nil
        continue
      }
      growth.values[place] = now / before - 1
    }
    return growth
  }

  /// A quarterly column over the number of firms, as a rate a year.
  func firmRate(_ columns: [ColumnPath<NationalColumns>]) -> Series {
    let firms = nationalSeries(\.firms)
    var sum = firms.map { _ in 0 }
    for column in columns {
      let values = nationalSeries(column).values
      for place in sum.values.indices {
        guard let total = sum.values[place], let value = values[place],
          let all = firms.values[place],
          all > 0
        else {
          sum.values[place] = nil
          continue
        }
        sum.values[place] = total + 4 * value / all
      }
    }
    return sum.afterStart()
  }

  static var entries: [ColumnPath<NationalColumns>] {
    [\.startUps, \.spinOffs, \.universitySpinOffs]
  }

  /// A column over nominal gross domestic product.
  func shareOfOutput(_ column: ColumnPath<NationalColumns>) -> Series {
    let output = nationalSeries(\.gdp).values
    var share = nationalSeries(column)
    for place in share.values.indices {
      guard let value = share.values[place], let all = output[place], all > 0 else {
        share.values[place] = nil
        continue
      }
      share.values[place] = value / all
    }
    return share
  }
}

/// The life of one technology generation of one sector.
struct GenerationLife: Sendable, Equatable {
  var sector: String
  var generation: Int
  var discovered: Int
  var launched: Int?
  /// Calendar time at which half of the sector's output was on it or a newer one.
  var halfway: Double?
  /// Tick at which it was first found to be tradition.
  var traditionFrom: Int?
  var lastStatus: String

  /// Whether it was opened by a discovery of the run.
  var isNew: Bool { discovered > 0 || generation > 2 }

  static func all(in results: RunResults) -> [GenerationLife] {
    let columns = Columns(results.recording.generations, Table.generations)
    let (ticks, years) = (columns.integers(\.tick), columns.numbers(\.year))
    let generations = columns.integers(\.generation)
    let (discovered, launched) = (columns.integers(\.discovered), columns.integers(\.launched))
    let (adopted, status) = (columns.numbers(\.adoptedOutput), columns.texts(\.status))
    return columns.rows(by: \.sector).flatMap { sector, rows -> [GenerationLife] in
      let numbers = Set(rows.compactMap { generations[$0] }).sorted()
      return numbers.compactMap { number in
        let own = rows.filter { generations[$0] == number }
        guard let last = own.last else { return nil }
        var halfway: Double?
        for (before, after) in zip(own, own.dropFirst()) {
          guard let low = adopted[before], let high = adopted[after], low < 0.5, high >= 0.5,
            let start = years[before], let end = years[after]
          else { continue }
          halfway = start + (end - start) * (0.5 - low) / (high - low)
          break
        }
        return GenerationLife(
          sector: sector, generation: number, discovered: discovered[last] ?? 0,
          launched: own.compactMap { launched[$0] }.last, halfway: halfway,
          traditionFrom: own.first { status[$0] == "tradition" }.flatMap { ticks[$0] },
          lastStatus: status[last])
      }
    }
  }
}

extension Findings {
  private var newGenerations: [GenerationLife] { generationLives.filter(\.isNew) }
  var openedCount: Int { newGenerations.count }
  var launchedCount: Int { newGenerations.count { $0.launched != nil } }
  var becameTraditionCount: Int { newGenerations.count { $0.traditionFrom != nil } }
  /// Generations in use at the start that became tradition later.
  var olderTraditionCount: Int {
    generationLives.count { !$0.isNew && ($0.traditionFrom ?? 0) > 0 }
  }

  /// Median years from first use to half of a sector's output, of generations that got there.
  var medianYearsToHalf: Double? {
    let years = newGenerations.compactMap { life -> Double? in
      guard let halfway = life.halfway, let launched = life.launched else { return nil }
      return halfway - (Double(configuration.startYear) + timeStep.years(launched))
    }
    return Self.median(years)
  }

  static func median(_ values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  /// The sector that had the largest share of output on new lines, and when.
  var strongestWave: (sector: String, share: Double, year: Double)? {
    let (names, years) = (sectors.texts(\.sector), sectors.numbers(\.year))
    let shares = sectors.numbers(\.innovationOutput)
    var best: (sector: String, share: Double, year: Double)?
    for row in 0..<sectors.count {
      guard let share = shares[row], let year = years[row], share > best?.share ?? 0 else {
        continue
      }
      best = (names[row], share, year)
    }
    return best
  }
}

/// One region over the run.
struct RegionCourse: Sendable {
  var region: Int
  /// Real gross regional product per inhabitant, million a year.
  var incomeAtStart: Double?
  var incomeAtEnd: Double?
  /// Growth a year of real gross regional product.
  var growth: Double?
  var unemploymentAtEnd: Double?
  /// Highest unemployment, and when.
  var unemploymentHighest: (share: Double, year: Double)?
  var firmsAtStart: Double?
  var firmsAtEnd: Double?
  var innovationAtEnd: Double?
  var discoveries: Double?
  /// Persons that moved in less those that moved out, all years.
  var netMigration: Double?
}

extension Findings {
  /// The region with the highest unemployment of all times.
  var hardestHit: RegionCourse? {
    regionCourses.filter { $0.unemploymentHighest != nil }.max {
      ($0.unemploymentHighest?.share ?? 0) < ($1.unemploymentHighest?.share ?? 0)
    }
  }

  var regionCourses: [RegionCourse] {
    let rowsByRegion = Dictionary(
      regions.rows(by: \.region).map { ($0.key, $0.rows) }, uniquingKeysWith: { first, _ in first })
    let (output, population) = (regions.numbers(\.realProduct), regions.numbers(\.population))
    let (unemployment, firms) = (regions.numbers(\.unemployment), regions.numbers(\.firms))
    let (innovation, calendar) = (
      regions.numbers(\.innovationOutput), regions.numbers(\.year)
    )
    let (discoveries, ticks) = (regions.numbers(\.discoveries), regions.integers(\.tick))
    return configuration.regions.enumerated().map { index, region in
      guard let rows = rowsByRegion[region.id], let first = rows.first, let last = rows.last else {
        return RegionCourse(region: index)
      }
      func income(_ row: Int) -> Double? {
        guard let output = output[row], let people = population[row], people > 0 else { return nil }
        return output / people
      }
      var growth: Double?
      let years = timeStep.years((ticks[last] ?? 0) - (ticks[first] ?? 0))
      if let start = output[first], let end = output[last], start > 0, end > 0, years > 0 {
        growth = pow(end / start, 1 / years) - 1
      }
      var netMigration: Double?
      if let start = population[first], let end = population[last] { netMigration = end - start }
      return RegionCourse(
        region: index, incomeAtStart: income(first), incomeAtEnd: income(last), growth: growth,
        unemploymentAtEnd: unemployment[last],
        unemploymentHighest: rows.compactMap { row in
          unemployment[row].flatMap { share in calendar[row].map { (share, $0) } }
        }.max { $0.0 < $1.0 },
        firmsAtStart: firms[first], firmsAtEnd: firms[last],
        innovationAtEnd: innovation[last], discoveries: discoveries[last],
        netMigration: netMigration)
    }
  }
}
