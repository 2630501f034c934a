import Scenarios
import TripleHelix

/// Takes the outputs of a study from a run as it goes, and keeps no more than they need.
struct StudyReading {
  /// What one output needs of the run.
  private struct Series {
    let output: StudyOutput
    let ticks: Set<Int>
    /// Place of the column; nil where rows are counted.
    let column: Int?
    /// What the named row has in the columns that name it.
    let row: [(column: Int, value: TableValue)]
    let table: any KeyPath<Recording, Table> & Sendable
    /// What of a record the output takes.
    let parts: RecordedParts
    /// Years and values that are finite.
    var years: [Double] = []
    var values: [Double] = []
  }

  private var series: [Series]
  private let wanted: Set<Int>

  init(_ outputs: [StudyOutput], _ configuration: Configuration) {
    let (horizon, timeStep) = (configuration.horizon, configuration.timeStep)
    let tables = Recording().tables
    series = outputs.compactMap { output in
      guard let place = tables.firstIndex(where: { $0.name == output.table }) else { return nil }
      let table = tables[place]
      return Series(
        output: output, ticks: Set(Self.ticks(of: output, horizon: horizon, timeStep)),
        column: table.index(of: output.column),
        row: Self.row(of: output, table),
        table: Recording.places[place],
        parts: RecordedParts(table: output.table, column: output.column))
    }
    wanted = series.reduce(into: []) { $0.formUnion($1.ticks) }
  }

  private static func row(
    of output: StudyOutput, _ table: Table
  ) -> [(column: Int, value: TableValue)] {
    guard case .named(let name) = output.rows else { return [] }
    let columns = StudyOutput.keys(of: table)
    let parts = columns.count == 1 ? [name[...]] : name.split(separator: ".")
    return zip(columns, parts).map { ($0, .text(String($1))) }
  }

  /// The ticks that an output needs, whatever the scenario records: `outputs.record_every` changes
  /// no output.
  static func ticks(
    of output: StudyOutput, horizon: Int, _ timeStep: TimeStep = .quarter
  ) -> [Int] {
    let ticks = 0...horizon
    switch output.at {
    case .end: return [horizon]
    case .year:
      return ticks.last { timeStep.years($0) <= output.year ?? .infinity }.map { [$0] } ?? []
    case .mean, .min, .max, .slope:
      return ticks.filter {
        let year = timeStep.years($0)
        return year >= output.from ?? 0 && year <= output.to ?? .infinity
      }
    }
  }

  /// Looks at the state, if an output needs this tick.
  ///
  /// Every record goes into tables of its own, so that memory does not grow with the length of the run.
  /// Only the parts that outputs take are recorded: a whole record costs as much as some ticks.
  mutating func observe(_ simulation: Simulation) {
    let tick = simulation.tick
    guard wanted.contains(tick) else { return }
    var parts: RecordedParts = []
    for series in series where series.ticks.contains(tick) { parts.formUnion(series.parts) }
    var recording = Recording()
    simulation.record(into: &recording, parts)
    for place in series.indices where series[place].ticks.contains(tick) {
      let value = Self.value(of: series[place], recording)
      guard value.isFinite else { continue }
      series[place].years.append(simulation.timeStep.years(tick))
      series[place].values.append(value)
    }
  }

  private static func value(of series: Series, _ recording: Recording) -> Double {
    let rows = recording[keyPath: series.table].rows
    if case .count = series.output.rows { return Double(rows.count) }
    guard let column = series.column else { return .nan }
    func number(_ row: [TableValue]) -> Double {
      switch row[column] {
      case .integer(let integer): Double(integer)
      case .number(let number): number
      case .text: .nan
      }
    }
    if case .named = series.output.rows {
      return rows.first { row in series.row.allSatisfy { row[$0.column] == $0.value } }
        .map(number) ?? .nan
    }
    let values = rows.map(number).filter(\.isFinite)
    switch series.output.rows {
    case .only: return rows.count == 1 ? number(rows[0]) : .nan
    // Nothing adds up to nothing: without a cluster there are no members.
    case .sum: return values.reduce(0, +)
    case .mean: return finiteMean(of: values)
    case .min: return values.min() ?? .nan
    case .max: return values.max() ?? .nan
    case .named, .count: return .nan
    }
  }

  /// One value an output, not a number where the run defines none.
  var values: [Double] {
    series.map { series in
      switch series.output.at {
      case .end, .year: series.values.last ?? .nan
      case .mean: finiteMean(of: series.values)
      case .min: series.values.min() ?? .nan
      case .max: series.values.max() ?? .nan
      case .slope: Self.slope(series.years, series.values)
      }
    }
  }

  /// Slope of the least-squares line, per year; not a number with fewer than two points.
  static func slope(_ years: [Double], _ values: [Double]) -> Double {
    guard years.count > 1 else { return .nan }
    let (x, y) = (finiteMean(of: years), finiteMean(of: values))
    var (above, below) = (0.0, 0.0)
    for (year, value) in zip(years, values) {
      above += (year - x) * (value - y)
      below += (year - x) * (year - x)
    }
    return above / below
  }
}
