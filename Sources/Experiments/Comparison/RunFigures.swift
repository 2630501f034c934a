import TripleHelix

/// The figures of a run that runs are compared by: every numeric column of the country, its regions
/// and sectors by year and by window, and what the run did in all.
struct RunFigures: Sendable {
  /// What the values are, the same for all runs of a scenario's regions and sectors.
  struct Layout: Sendable, Equatable {
    struct Series: Sendable, Equatable {
      let table: String
      /// Region, sector or group of firms; empty for the country.
      let entity: String
      let column: TableColumn
      /// The scenario whose targets it is about, by place; `nil` where it is about all scenarios.
      var alternative: Int?
    }

    let series: [Series]
    /// Calendar time of the ends of years, the initial state first; quarters that do not complete a
    /// year count as one.
    let years: [Double]
    let windowCount: Int

    /// Values of one series: one a year, the mean of all years but the initial state, then the means
    /// of the windows.
    var width: Int { years.count + 1 + windowCount }
  }

  let layout: Layout
  /// Series after series; what is not defined is not a number.
  let values: [Double]
  /// By period, the whole run first and then the windows, in the order of ``Total``.
  let totals: [[Double]]
  /// By period, in the order of ``ComparisonAim``.
  let aims: [[Double]]
  /// In the order of the scenario's policies.
  let accounts: [PolicyFigures]

  /// - Parameters:
  ///   - recording: Every tick from the initial state on.
  ///   - trace: What else was seen, one entry a tick.
  init(
    _ recording: Recording, _ trace: PolicyTrace, _ plan: ComparisonPlan,
    _ timeStep: TimeStep = .quarter
  ) {
    let length = timeStep.ticksPerYear
    let ticks = recording.national.values(Table.national.tick)
    let times = recording.national.values(Table.national.year)
    let last = ticks.count - 1
    let ends =
      Array(stride(from: 0, through: last, by: length)) + (last % length == 0 ? [] : [last])
    var series: [Layout.Series] = []
    var values: [Double] = []

    func add(
      _ table: String, _ entity: String, _ column: TableColumn, of alternative: Int? = nil,
      _ value: (Int) -> Double
    ) {
      // A flow per quarter counts by its mean over the year; the start has none.
      let isFlow = column.unit.hasSuffix("/quarter") || column.unit == "per quarter"
      let yearly = ends.enumerated().map { index, end -> Double in
        guard isFlow else { return value(end) }
        guard index > 0 else { return .nan }
        let ticks = (ends[index - 1] + 1)...end
        return ticks.reduce(0) { $0 + value($1) } / Double(ticks.count)
      }
      series.append(
        Layout.Series(table: table, entity: entity, column: column, alternative: alternative))
      values += yearly
      values.append(finiteMean(yearly.dropFirst()))
      for window in plan.windows {
        values.append(finiteMean(window.ticks.clamped(to: 0...max(0, last)).map(value)))
      }
    }

    for (table, key) in [
      (recording.national, ""), (recording.regions, "region"), (recording.sectors, "sector"),
    ] {
      let entities = key.isEmpty ? [""] : table.texts(key).uniqued()
      let count = entities.count
      for (place, column) in table.columns.enumerated()
      where column.kind != .text && column.name != "tick" && column.name != "year" {
        for entity in 0..<count {
          add(table.name, entities[entity], column) { tick in
            switch table.rows[tick * count + entity][place] {
            case .integer(let integer): Double(integer)
            case .number(let number): number
            case .text: .nan
            }
          }
        }
      }
    }
    for (column, counts) in Self.clusterFigures(recording.clusters, ticks: last + 1) {
      add("clusters", "", column) { counts[$0] }
    }
    // R&D in one measure in all tables: at consumer prices of the start.
    let prices = recording.national.values("consumer_price")
    func real(_ amount: Double, _ tick: Int) -> Double { amount / prices[tick] * prices[0] }
    let employed = recording.national.values("employed")
    let research = recording.national.values("research").enumerated().map { real($1, $0) }
    add("national", "", Self.realResearch) { research[$0] }
    for (place, targets) in plan.targets.enumerated() where !targets.isEmpty {
      func value(_ group: FirmGroup, _ figure: FirmGroup.Figure, _ tick: Int) -> Double {
        let value = group.value(figure, of: trace.totals[place][tick], timeStep)
        return figure == .research ? real(value, tick) : value
      }
      for group in FirmGroup.allCases {
        for figure in FirmGroup.Figure.allCases {
          add("targets", group.rawValue, figure.column, of: place) { value(group, figure, $0) }
        }
      }
      for (figure, whole) in [(FirmGroup.Figure.jobs, employed), (.research, research)] {
        add("targets", FirmGroup.rest, figure.column, of: place) {
          whole[$0] - value(.all, figure, $0)
        }
      }
    }
    let layout = Layout(
      series: series, years: ends.map { times[$0] }, windowCount: plan.windows.count)
    self.layout = layout
    self.values = values
    accounts = PolicyFigures.all(recording, trace)
    let periods = [1...max(1, last)] + plan.windows.map(\.ticks)
    let sums = RunTotals(recording, trace, plan, timeStep)
    let totals = periods.map { sums.values(in: $0) }
    self.totals = totals
    aims = periods.indices.map { period in
      ComparisonAim.allCases.map { aim in
        switch aim.source {
        case .total(let total): return totals[period][total.rawValue]
        case .mean(let column):
          let place = series.firstIndex {
            $0.table == "national" && $0.entity.isEmpty && $0.column.name == column
          }
          return place.map { values[$0 * layout.width + layout.years.count + period] } ?? .nan
        }
      }
    }
  }

  private static let realResearch = TableColumn(
    "real_research", .number, "million/quarter",
    "R&D of firms and universities at consumer prices of the start.")

  /// Living clusters and their members, by tick.
  private static func clusterFigures(
    _ clusters: Table, ticks count: Int
  ) -> [(TableColumn, [Double])] {
    let ticks = clusters.values(Table.clusters.tick)
    let members = clusters.values(Table.clusters.members)
    var living = Array(repeating: 0.0, count: count)
    var all = living
    for row in ticks.indices {
      guard let tick = Int(exactly: ticks[row]), living.indices.contains(tick) else { continue }
      living[tick] += 1
      all[tick] += members[row]
    }
    return [
      (TableColumn("clusters", .number, "clusters", "Active regional clusters."), living),
      (TableColumn("members", .number, "firms", "Members of clusters, full and associate."), all),
    ]
  }
}

/// Mean of the finite values; not a number without one.
func finiteMean(_ values: some Sequence<Double>) -> Double {
  var (sum, count) = (0.0, 0)
  for value in values where value.isFinite {
    sum += value
    count += 1
  }
  return count > 0 ? sum / Double(count) : .nan
}

/// Firms that the policies aim at, the others, and all.
enum FirmGroup: String, CaseIterable, Sendable {
  case inside, outside, all

  /// What the country has beside all firms: their R&D staff and the universities.
  static let rest = "rest"

  /// A figure of a group.
  enum Figure: CaseIterable, Sendable {
    case jobs, firms, research, output

    var column: TableColumn {
      switch self {
      case .jobs: TableColumn("jobs", .number, "persons", "Employees of firms but R&D staff.")
      case .firms: TableColumn("firms", .number, "firms", "Active enterprises.")
      case .research:
        TableColumn("research", .number, "million/quarter", "R&D at consumer prices of the start.")
      case .output:
        TableColumn("output", .number, "million/quarter", "Output of firms at base-year prices.")
      }
    }

    /// Flows of a tick are given per quarter.
    func value(of totals: FirmTotals, _ timeStep: TimeStep) -> Double {
      switch self {
      case .jobs: totals.employees
      case .firms: totals.firms
      case .research: totals.research * timeStep.quarter
      case .output: totals.output * timeStep.quarter
      }
    }
  }

  func value(
    _ figure: Figure, of totals: (inside: FirmTotals, outside: FirmTotals), _ timeStep: TimeStep
  ) -> Double {
    let inside = figure.value(of: totals.inside, timeStep)
    let outside = figure.value(of: totals.outside, timeStep)
    return switch self {
    case .inside: inside
    case .outside: outside
    case .all: inside + outside
    }
  }
}

/// Records every tick what figures are made of, and keeps the figures only.
struct FigureObserver: RunObserver {
  let plan: ComparisonPlan
  private var recording = Recording()
  private var trace = PolicyTrace()
  private var timeStep = TimeStep.quarter
  private static let parts: RecordedParts = [
    .national, .regions, .sectors, .clusters, .policies, .firmMeasures, .locationNull,
    .sizesAndGrowth,
  ]

  init(_ plan: ComparisonPlan) { self.plan = plan }

  mutating func observe(_ simulation: Simulation) {
    timeStep = simulation.timeStep
    simulation.record(into: &recording, Self.parts)
    trace.observe(simulation, plan)
  }

  func outcome() -> RunFigures { RunFigures(recording, trace, plan, timeStep) }
}

/// What no table of a run holds, tick by tick.
struct PolicyTrace: Sendable {
  /// By scenario that is compared: totals of its targets and of other firms; empty without targets.
  private(set) var totals: [[(inside: FirmTotals, outside: FirmTotals)]] = []
  /// Surcharge on the income tax, million a tick.
  private(set) var surcharge: [Double] = []
  /// Public purchases that policies are paid with, million a tick.
  private(set) var purchaseCut: [Double] = []
  /// Cells that a contest or a choice of pilots ever chose.
  private(set) var chosen: [ChosenCell] = []

  mutating func observe(_ simulation: Simulation, _ plan: ComparisonPlan) {
    surcharge.append(simulation.policySurcharge)
    purchaseCut.append(simulation.policyPurchaseCut)
    if totals.isEmpty { totals = plan.targets.map { _ in [] } }
    for (place, targets) in plan.targets.enumerated() where !targets.isEmpty {
      totals[place].append(simulation.totals(of: targets))
    }
    for (policy, region, sector) in simulation.chosenByPolicies {
      let cell = ChosenCell(policy: policy, region: region, sector: sector)
      if !chosen.contains(cell) { chosen.append(cell) }
    }
  }
}

/// Firms of a sector in a region that a policy chose.
struct ChosenCell: Sendable, Hashable {
  let policy: String
  let region: String
  let sector: String
}
