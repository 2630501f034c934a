public import TripleHelix

/// What came of a comparison.
public struct ComparisonResult: Sendable {
  public let base: Configuration
  public let plan: ComparisonPlan
  /// In the order in which they were given.
  public private(set) var alternatives: [ComparisonEffects]
  public private(set) var failures: [Comparison.Failure] = []
  /// Aims by seed, scenario (the base first) and period; seeds with which every run ended.
  private(set) var aims: [[[[Double]]]] = []
  /// What policies of the base did.
  private(set) var baseAccounts: [[PolicyFigures]] = []

  init(_ comparison: Comparison) {
    base = comparison.base
    plan = comparison.plan
    alternatives = comparison.alternatives.enumerated().map { place, alternative in
      ComparisonEffects(
        id: alternative.id, place: place, base: comparison.base, policy: alternative.configuration)
    }
  }

  /// The effects of the first scenario that is compared with the base.
  public var first: ComparisonEffects { alternatives[0] }

  mutating func add(_ outcomes: [ArmStudy.Outcome<RunFigures>], seed: UInt64) {
    let sides = [Comparison.baseID] + alternatives.map(\.id)
    for (side, outcome) in zip(sides, outcomes) {
      if case .failed(let reason) = outcome {
        failures.append(.init(seed: seed, side: side, reason: reason))
      }
    }
    guard let base = outcomes[0].value else { return }
    baseAccounts.append(base.accounts)
    for place in alternatives.indices {
      guard let policy = outcomes[place + 1].value else { continue }
      alternatives[place].add(base: base, policy: policy, seed: seed)
    }
    let figures = outcomes.compactMap(\.value)
    if figures.count == outcomes.count { aims.append(figures.map(\.aims)) }
  }
}

/// The effects of one scenario against the base.
public struct ComparisonEffects: Sendable {
  public let id: String
  /// Place among the scenarios that are compared with the base.
  private let place: Int
  public let base: Configuration
  public let policy: Configuration
  /// Seeds of the pairs that came to their end.
  public private(set) var seeds: [UInt64] = []
  private var layout: RunFigures.Layout?
  private var effects: [PairedEffect] = []
  /// Totals by pair and period, of the two sides.
  private var totals: [(base: [[Double]], policy: [[Double]])] = []
  /// What policies of this scenario did, by seed.
  private(set) var accounts: [[PolicyFigures]] = []

  init(id: String, place: Int, base: Configuration, policy: Configuration) {
    self.id = id
    self.place = place
    self.base = base
    self.policy = policy
  }

  mutating func add(base: RunFigures, policy: RunFigures, seed: UInt64) {
    if layout == nil {
      layout = base.layout
      effects = Array(repeating: PairedEffect(), count: base.values.count)
    }
    precondition(
      base.layout == layout && policy.layout == layout, "both sides have the same figures")
    seeds.append(seed)
    for place in effects.indices {
      effects[place].add(base: base.values[place], policy: policy.values[place])
    }
    totals.append((base.totals, policy.totals))
    accounts.append(policy.accounts)
  }
}

extension ComparisonEffects {
  /// The effect on one figure of one entity.
  public struct Row: Sendable {
    public let table: String
    /// Region, sector or group of firms; empty for the country.
    public let entity: String
    public let column: TableColumn
    /// Calendar time of the year's end; `nil` for the mean of all years, and for a window.
    public let year: Double?
    public let effect: PairedEffect
  }

  /// Effects by year: tables, columns and entities in their order, years after each other, then the
  /// mean.
  public var rows: [Row] {
    guard let layout else { return [] }
    var rows: [Row] = []
    rows.reserveCapacity(effects.count)
    for (place, series) in layout.series.enumerated() where isOwn(series) {
      for year in 0...layout.years.count {
        rows.append(
          Row(
            table: series.table, entity: series.entity, column: series.column,
            year: year < layout.years.count ? layout.years[year] : nil,
            effect: effects[place * layout.width + year]))
      }
    }
    return rows
  }

  /// Effects in one window of the plan.
  public func rows(window: Int) -> [Row] {
    guard let layout else { return [] }
    return layout.series.enumerated().compactMap { place, series in
      guard isOwn(series) else { return nil }
      return Row(
        table: series.table, entity: series.entity, column: series.column, year: nil,
        effect: effects[place * layout.width + layout.years.count + 1 + window])
    }
  }

  /// Whether a series is not about the targets of another scenario.
  private func isOwn(_ series: RunFigures.Layout.Series) -> Bool {
    series.alternative == nil || series.alternative == place
  }

  /// What the scenario did in all, and what that cost.
  public struct TotalRow: Sendable {
    public let column: TableColumn
    public let effect: PairedEffect
    /// Money per unit of the effect: direct cost of the policies, and net cost before financing.
    public let policyCostPerUnit: CostPerUnit
    public let netCostPerUnit: CostPerUnit
  }

  /// Totals of the whole run.
  public var totalRows: [TotalRow] { totalRows(period: 0) }

  /// - Parameter period: 0 for the whole run, then the windows from 1.
  public func totalRows(period: Int) -> [TotalRow] {
    func differences(_ total: RunFigures.Total) -> [Double] {
      totals.map { $0.policy[period][total.rawValue] - $0.base[period][total.rawValue] }
    }
    return RunFigures.Total.allCases.map { total in
      var effect = PairedEffect()
      for pair in totals {
        effect.add(
          base: pair.base[period][total.rawValue], policy: pair.policy[period][total.rawValue])
      }
      func perUnit(_ cost: RunFigures.Total) -> CostPerUnit {
        CostPerUnit(
          costs: total.isMoney ? [] : differences(cost),
          effects: total.isMoney ? [] : differences(total))
      }
      return TotalRow(
        column: total.column, effect: effect, policyCostPerUnit: perUnit(.policyCost),
        netCostPerUnit: perUnit(.netCost))
    }
  }

  /// One row per replicate: totals of both sides in a period.
  public func pairs(period: Int) -> [(seed: UInt64, base: [Double], policy: [Double])] {
    zip(seeds, totals).map { ($0, $1.base[period], $1.policy[period]) }
  }

  /// Names of the totals, in the order of their values.
  public static var totalColumns: [TableColumn] { RunFigures.Total.allCases.map(\.column) }

  /// The effect on a figure of the country, by mean over the years; `nil` where there is none.
  public func meanEffect(_ table: String, _ column: String) -> PairedEffect? {
    rows.first {
      $0.table == table && $0.entity.isEmpty && $0.column.name == column && $0.year == nil
    }?.effect
  }
}
