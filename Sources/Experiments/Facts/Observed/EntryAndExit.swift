import RegionalMeasures
import TripleHelix

/// Fact 3 in one run: yearly rates of entry and exit, and how they go together.
enum ObservedEntryAndExit {
  /// - Parameter recording: Every tick from the initial state on.
  static func statistics(
    _ recording: Recording, burnInYears: Int, _ timeStep: TimeStep = .quarter
  ) -> [String: Double] {
    let length = timeStep.ticksPerYear
    let table = recording.sectors
    let names = table.texts(Table.sectors.sector)
    let ticks = table.values(Table.sectors.tick)
    let columns = [Table.sectors.firms, Table.sectors.entries, Table.sectors.exits].map {
      table.values($0)
    }
    let rows = names.uniqued().map { name in names.indices.filter { names[$0] == name } }
    let years = (ticks.max().map { Int($0) } ?? 0) / length
    guard burnInYears < years, columns.allSatisfy({ !$0.isEmpty }) else { return [:] }

    // By sector and year: mean firms, entries and exits.
    let bySector = rows.map { rows in
      ((burnInYears + 1)...years).map { year in
        let ofYear = rows.filter {
          (length * (year - 1) + 1...length * year).contains(Int(ticks[$0]))
        }
        return columns.enumerated().map { place, column in
          ofYear.reduce(0) { $0 + column[$1] } / (place == 0 ? timeStep.year : timeStep.quarter)
        }
      }
    }
    func rates(_ cells: [[Double]]) -> (entry: [Double], exit: [Double]) {
      let used = cells.filter { $0[0] > 0 }
      return (used.map { $0[1] / $0[0] }, used.map { $0[2] / $0[0] })
    }
    let country = (0..<(years - burnInYears)).map { year in
      (0..<3).map { column in bySector.reduce(0) { $0 + $1[year][column] } }
    }
    let national = rates(country)

    // Sector-years less their sector's mean: do good and bad years of a sector show in both?
    var within = (entry: [Double](), exit: [Double]())
    var means = (entry: [Double](), exit: [Double]())
    for sector in bySector {
      let rate = rates(sector)
      guard !rate.entry.isEmpty else { continue }
      let (entry, exit) = (mean(of: rate.entry), mean(of: rate.exit))
      within.entry += rate.entry.map { $0 - entry }
      within.exit += rate.exit.map { $0 - exit }
      means.entry.append(entry)
      means.exit.append(exit)
    }
    func together(_ pairs: (entry: [Double], exit: [Double])) -> Double {
      pairs.entry.count < 3 ? .nan : correlation(pairs.entry, pairs.exit)
    }
    return [
      "entry": finiteMean(of: national.entry), "exit": finiteMean(of: national.exit),
      "entry_exit_years": together(national), "entry_exit_sector_years": together(within),
      "entry_exit_sectors": together(means),
    ]
  }
}
