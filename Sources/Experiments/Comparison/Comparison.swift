public import TripleHelix

/// Two scenarios under common random numbers: replicate by replicate the same seed on both sides, so
/// that all they differ in is what the second one changes.
public struct Comparison: Sendable {
  public let base: Configuration
  public let policy: Configuration
  /// One seed a replicate.
  public let seeds: [UInt64]

  /// - Throws: ``ComparisonError`` where the two cannot be held against each other.
  public init(
    base: Configuration, policy: Configuration, seeds: [UInt64]
  ) throws(ComparisonError) {
    var differences: [String] = []
    func compare(_ name: String, _ first: [String], _ second: [String]) {
      if first != second {
        let only = first.filter { !second.contains($0) } + second.filter { !first.contains($0) }
        differences.append(
          only.isEmpty
            ? "\(name): the same, in another order"
            : "\(name): on one side only: \(only.joined(separator: ", "))")
      }
    }
    func compare(_ name: String, _ first: Int, _ second: Int, _ unit: String) {
      if first != second { differences.append("\(name): \(first) and \(second) \(unit)") }
    }
    compare("regions", base.regions.map(\.id), policy.regions.map(\.id))
    compare("sectors", base.sectors.map(\.id), policy.sectors.map(\.id))
    compare("start_year", base.startYear, policy.startYear, "")
    compare(
      "ticks_per_year", base.timeStep.ticksPerYear, policy.timeStep.ticksPerYear, "ticks a year")
    compare(
      "quarters", base.quarters, policy.quarters, "quarters")
    compare("scale", base.scale, policy.scale, "firms an agent")
    guard differences.isEmpty else { throw .notComparable(differences) }
    self.base = base
    self.policy = policy
    self.seeds = seeds
  }

  /// A replicate of which one side failed.
  public struct Failure: Sendable, Equatable {
    public let seed: UInt64
    /// Which side: "base" or "policy".
    public let side: String
    public let reason: String
  }

  /// Runs all replicates, one run a core, and sums them up in the order of the seeds.
  ///
  /// Memory does not grow with the number of replicates but for the totals of each.
  ///
  /// - Parameters:
  ///   - threads: Runs at the same time.
  ///   - progress: Called after every run with the number of runs done and of all.
  /// - Throws: `CancellationError` when the task is cancelled.
  @concurrent
  public func run(
    threads: Int, progress: @Sendable (Int, Int) -> Void = { _, _ in }
  ) async throws -> ComparisonEffects {
    let arms = [
      StudyArm("base", base.title, base), StudyArm("policy", policy.title, policy),
    ]
    var result = ComparisonEffects(base: base, policy: policy)
    // Some replicates at a time: enough that no core waits long for the last of them.
    let stretch = 8 * max(1, threads)
    var done = 0
    for start in stride(from: 0, to: seeds.count, by: stretch) {
      let part = Array(seeds[start..<min(seeds.count, start + stretch)])
      let study = ArmStudy(arms: arms, seeds: part, horizon: base.horizon)
      let before = done
      let outcomes = try await study.run(
        threads: threads, observer: { _, _ in FigureObserver() },
        progress: { done, _ in progress(before + done, 2 * seeds.count) })
      done += 2 * part.count
      for (place, seed) in part.enumerated() {
        result.add(base: outcomes[0][place], policy: outcomes[1][place], seed: seed)
      }
    }
    return result
  }
}

/// Why two scenarios cannot be compared.
public enum ComparisonError: Error, Equatable {
  case notComparable([String])
}

extension ComparisonError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notComparable(let differences):
      "the two scenarios cannot be compared, since they differ in what must be the same:\n"
        + differences.map { "  \($0)" }.joined(separator: "\n")
    }
  }
}

/// The effects of one scenario against another.
public struct ComparisonEffects: Sendable {
  public let base: Configuration
  public let policy: Configuration
  /// Seeds of the pairs that came to their end.
  public private(set) var seeds: [UInt64] = []
  public private(set) var failures: [Comparison.Failure] = []
  private var layout: RunFigures.Layout?
  private var effects: [PairedEffect] = []
  /// Totals by pair, of the two sides.
  private var totals: [(base: [Double], policy: [Double])] = []

  init(base: Configuration, policy: Configuration) {
    self.base = base
    self.policy = policy
  }

  mutating func add(
    base: ArmStudy.Outcome<RunFigures>, policy: ArmStudy.Outcome<RunFigures>, seed: UInt64
  ) {
    for (side, outcome) in [("base", base), ("policy", policy)] {
      if case .failed(let reason) = outcome {
        failures.append(.init(seed: seed, side: side, reason: reason))
      }
    }
    guard let base = base.value, let policy = policy.value else { return }
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
  }
}

extension ComparisonEffects {
  /// The effect on one figure of one entity.
  public struct Row: Sendable {
    public let table: String
    /// Region or sector; empty for the country.
    public let entity: String
    public let column: TableColumn
    /// Calendar time of the year's end; `nil` for the mean of all years.
    public let year: Double?
    public let effect: PairedEffect
  }

  /// All effects: tables, columns and entities in their order, years after each other, then the mean.
  public var rows: [Row] {
    guard let layout else { return [] }
    var rows: [Row] = []
    rows.reserveCapacity(effects.count)
    for (place, series) in layout.series.enumerated() {
      for year in 0..<layout.width {
        rows.append(
          Row(
            table: series.table, entity: series.entity, column: series.column,
            year: year < layout.years.count ? layout.years[year] : nil,
            effect: effects[place * layout.width + year]))
      }
    }
    return rows
  }

  /// What the second scenario did in all, and what that cost.
  public struct TotalRow: Sendable {
    public let column: TableColumn
    public let effect: PairedEffect
    /// Money a unit of the effect: policies' money, and what remains for the public purse.
    public let spentPerUnit: CostPerUnit
    public let netCostPerUnit: CostPerUnit
  }

  public var totalRows: [TotalRow] {
    func differences(_ total: RunFigures.Total) -> [Double] {
      totals.map { $0.policy[total.rawValue] - $0.base[total.rawValue] }
    }
    return RunFigures.Total.allCases.map { total in
      var effect = PairedEffect()
      for pair in totals {
        effect.add(base: pair.base[total.rawValue], policy: pair.policy[total.rawValue])
      }
      let isMoney = total == .spent || total == .netCost
      func perUnit(_ cost: RunFigures.Total) -> CostPerUnit {
        CostPerUnit(
          costs: isMoney ? [] : differences(cost), effects: isMoney ? [] : differences(total))
      }
      return TotalRow(
        column: total.column, effect: effect, spentPerUnit: perUnit(.spent),
        netCostPerUnit: perUnit(.netCost))
    }
  }

  /// One row a replicate: totals of both sides.
  public var pairs: [(seed: UInt64, base: [Double], policy: [Double])] {
    zip(seeds, totals).map { ($0, $1.base, $1.policy) }
  }

  /// Names of the totals, in the order of their values.
  public static var totalColumns: [TableColumn] { RunFigures.Total.allCases.map(\.column) }
}
