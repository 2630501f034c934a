import TripleHelix

/// The figures of a run that two runs are compared by: every numeric column of the country, its
/// regions and sectors by year, and what the run did over all its years.
struct RunFigures: Sendable {
  /// What the values are, the same for all runs of a scenario's regions and sectors.
  struct Layout: Sendable, Equatable {
    struct Series: Sendable, Equatable {
      let table: String
      /// Region or sector; empty for the country.
      let entity: String
      let column: TableColumn
    }

    let series: [Series]
    /// Calendar time of the ends of years, the initial state first; quarters that do not complete a
    /// year count as one.
    let years: [Double]

    /// Values of one series: one a year, then the mean of all years but the initial state.
    var width: Int { years.count + 1 }
  }

  let layout: Layout
  /// Series after series; what is not defined is not a number.
  let values: [Double]
  /// In the order of ``Total``.
  let totals: [Double]

  /// What a run comes to over all its quarters.
  enum Total: Int, CaseIterable, Sendable {
    case jobYears, patents, output, research, founded, spent, netCost
  }

  /// - Parameter recording: Every tick from the initial state on.
  init(_ recording: Recording, _ timeStep: TimeStep = .quarter) {
    let length = timeStep.ticksPerYear
    let tables = [
      (recording.national, ""), (recording.regions, "region"), (recording.sectors, "sector"),
    ]
    let ticks = recording.national.values("tick")
    let times = recording.national.values("year")
    let last = ticks.count - 1
    let ends =
      Array(stride(from: 0, through: last, by: length)) + (last % length == 0 ? [] : [last])
    var series: [Layout.Series] = []
    var values: [Double] = []
    for (table, key) in tables {
      let entities = key.isEmpty ? [""] : table.texts(key).uniqued()
      let count = entities.count
      for (place, column) in table.columns.enumerated()
      where column.kind != .text && column.name != "tick" && column.name != "year" {
        let isFlow = column.unit.hasSuffix("/quarter") || column.unit == "per quarter"
        for entity in 0..<count {
          func value(_ tick: Int) -> Double {
            switch table.rows[tick * count + entity][place] {
            case .integer(let integer): Double(integer)
            case .number(let number): number
            case .text: .nan
            }
          }
          // A flow per quarter counts by its mean over the year; the start has none.
          let yearly = ends.enumerated().map { index, end -> Double in
            guard isFlow else { return value(end) }
            guard index > 0 else { return .nan }
            let ticks = (ends[index - 1] + 1)...end
            return ticks.reduce(0) { $0 + value($1) } / Double(ticks.count)
          }
          let defined = yearly.dropFirst().filter(\.isFinite)
          series.append(Layout.Series(table: table.name, entity: entities[entity], column: column))
          values += yearly
          values.append(
            defined.isEmpty ? .nan : defined.reduce(0, +) / Double(defined.count))
        }
      }
    }
    for (column, yearly) in Self.clusterFigures(recording.clusters, at: ends) {
      series.append(Layout.Series(table: "clusters", entity: "", column: column))
      values += yearly
      let later = yearly.dropFirst()
      values.append(later.isEmpty ? .nan : later.reduce(0, +) / Double(later.count))
    }
    layout = Layout(series: series, years: ends.map { times[$0] })
    self.values = values
    totals = Self.totals(recording, timeStep)
  }

  /// Living clusters and their members at the ends of years.
  private static func clusterFigures(
    _ clusters: Table, at ends: [Int]
  ) -> [(TableColumn, [Double])] {
    let ticks = clusters.values("tick")
    let members = clusters.values("members")
    var count = Array(repeating: 0.0, count: ends.count)
    var all = count
    let places = Dictionary(uniqueKeysWithValues: ends.enumerated().map { ($1, $0) })
    for row in ticks.indices {
      guard let tick = Int(exactly: ticks[row]), let place = places[tick] else { continue }
      count[place] += 1
      all[place] += members[row]
    }
    return [
      (TableColumn("clusters", .number, "clusters", "Living regional clusters."), count),
      (TableColumn("members", .number, "firms", "Members of clusters, full and associate."), all),
    ]
  }

  private static func totals(_ recording: Recording, _ timeStep: TimeStep) -> [Double] {
    let national = recording.national
    // Flows are recorded per quarter.
    func sum(_ column: String) -> Double {
      national.values(column).dropFirst().reduce(0, +) / timeStep.quarter
    }
    let prices = national.values("consumer_price")
    let deposits = national.values("government_deposit")
    var spent = 0.0
    // Money that policies had used by each tick, at prices of tick 0.
    var before: [String: Double] = [:]
    let policies = recording.policies
    let (ticks, names) = (policies.values("tick"), policies.texts("policy"))
    let (paid, forgone) = (policies.values("spent"), policies.values("forgone"))
    for row in names.indices {
      guard let tick = Int(exactly: ticks[row]), prices.indices.contains(tick) else {
        continue
      }
      let total = paid[row] + forgone[row]
      spent += (total - before[names[row], default: 0]) / prices[tick] * prices[0]
      before[names[row]] = total
    }
    let research =
      zip(national.values("research"), prices).dropFirst()
      .reduce(0) { $0 + $1.0 / $1.1 * prices[0] } / timeStep.quarter
    return Total.allCases.map { total in
      switch total {
      case .jobYears: sum("employed") / 4
      case .patents: sum("patents")
      case .output: sum("real_gdp")
      case .research: research
      case .founded: sum("start_ups") + sum("spin_offs") + sum("university_spin_offs")
      case .spent: spent
      case .netCost:
        -((deposits.last ?? .nan) / (prices.last ?? .nan) - deposits[0] / prices[0]) * prices[0]
      }
    }
  }
}

extension RunFigures.Total {
  /// Identifier, name, unit and meaning.
  var column: TableColumn {
    switch self {
    case .jobYears:
      TableColumn("job_years", .number, "person-years", "Years of work of employed persons.")
    case .patents: TableColumn("patents", .number, "patents", "Patents.")
    case .output:
      TableColumn("output", .number, "million", "Gross domestic product at base-year prices.")
    case .research:
      TableColumn(
        "research", .number, "million",
        "R&D of firms and universities, at consumer prices of the start.")
    case .founded: TableColumn("founded", .number, "firms", "Enterprises founded.")
    case .spent:
      TableColumn(
        "spent", .number, "million",
        "Money that policies spent and tax that they gave back, at consumer prices of the start.")
    case .netCost:
      TableColumn(
        "net_cost", .number, "million",
        "Fall of all governments' deposits, at consumer prices: what remains after all that follows."
      )
    }
  }
}

/// Records every tick what figures are made of, and keeps the figures only.
struct FigureObserver: RunObserver {
  private var recording = Recording()
  private var timeStep = TimeStep.quarter
  private static let parts: RecordedParts = [
    .national, .regions, .sectors, .clusters, .policies, .firmMeasures, .locationNull,
    .sizesAndGrowth,
  ]

  mutating func observe(_ simulation: Simulation) {
    timeStep = simulation.timeStep
    simulation.record(into: &recording, Self.parts)
  }

  func outcome() -> RunFigures { RunFigures(recording, timeStep) }
}
