public import TripleHelix

/// A comparison of a base with one or more scenarios, as its page and the terminal need it.
public struct ComparisonResults: Sendable {
  /// One effect: of a figure of the country, a region, a sector or a group of firms.
  public struct Effect: Sendable {
    public var table: String
    /// Region, sector or group; empty for the country.
    public var entity: String
    public var indicator: String
    public var unit: String
    /// Calendar time of the year's end; `nil` for a mean.
    public var year: Double?
    public var base: Double
    public var policy: Double
    public var effect: Double
    /// Halves of the 95 % intervals by pairs, and of independent runs.
    public var halfWidth: Double
    public var unpairedHalfWidth: Double
    /// p-value; not a number where there is none.
    public var probability: Double
    /// Replicates for the wanted precision, and to find an effect of this size; `nil` where not known.
    public var needed: Int?
    public var toTell: Int?
  }

  /// A part of the time: run, in_force, after or end.
  public struct Window: Sendable, Equatable {
    public var kind: String
    /// Calendar time of its start and end.
    public var from: Double
    public var to: Double
  }

  /// Mean and ends of a 95 % interval; not numbers where the effect's interval includes zero.
  public struct UnitCost: Sendable {
    public var cost: Double
    public var lower: Double
    public var upper: Double
  }

  /// What was done in a window in all, and what a unit of it costs, million.
  public struct Total: Sendable {
    public var indicator: String
    public var unit: String
    public var base: Double
    public var effect: Double
    public var halfWidth: Double
    public var probability: Double
    public var policyCostPerUnit: UnitCost
    public var netCostPerUnit: UnitCost
    /// Difference of each replicate, in their order.
    public var differences: [Double]

    public var includesZero: Bool { !(effect - halfWidth > 0 || effect + halfWidth < 0) }
  }

  /// What one policy cost and whom it reached, by mean over the runs.
  public struct Account: Sendable {
    public var policy: String
    public var instrument: String
    public var from: Double
    public var to: Double
    public var paidBy: String
    /// Million at consumer prices of the start, with halves of 95 % intervals.
    public var spent: (mean: Double, halfWidth: Double)
    public var forgone: (mean: Double, halfWidth: Double)
    public var cost: (mean: Double, halfWidth: Double)
    public var reached: Double
    public var takeUp: Double
    public var participations: Double
    /// Regions and sectors that it chose, with the number of runs, the most frequent first.
    public var chosen: [(region: String, sector: String, runs: Int, of: Int)]
  }

  /// A scenario that is compared with the base.
  public struct Alternative: Sendable {
    public var id: String
    /// As people read it; unique.
    public var title: String
    public var configuration: Configuration
    /// By year, and the mean of all years.
    public var effects: [Effect] = []
    /// By window, in the order of ``ComparisonResults/windows``.
    public var windows: [[Effect]] = []
    /// By kind of window.
    public var totals: [String: [Total]] = [:]
    public var accounts: [Account] = []
    public var replicates = 0
  }

  /// One scenario in the order by one aim.
  public struct Rank: Sendable {
    public var aim: String
    public var unit: String
    public var window: String
    public var rank: Int
    public var scenario: String
    public var base: Double
    public var effect: Double
    public var halfWidth: Double
    public var behindBest: Double
    public var behindBestHalfWidth: Double
    public var probabilityOfBest: Double
  }

  /// One scenario less another, by one aim; neither is the base.
  public struct Difference: Sendable {
    public var aim: String
    public var window: String
    public var scenario: String
    public var other: String
    public var difference: Double
    public var halfWidth: Double

    var includesZero: Bool { !(difference.magnitude > halfWidth) }
  }

  /// All policies of a file together, less the sum of each alone.
  public struct Interaction: Sendable {
    public var aim: String
    public var unit: String
    public var window: String
    public var difference: Double
    public var halfWidth: Double
  }

  /// What is known beside tables and scenarios.
  public struct Facts: Sendable {
    public var failures: [String]
    public var precision: Double
    public var command: String
    public var version: String
    public var gslVersion: String
    /// When it was made, ISO 8601.
    public var finished: String

    public init(
      failures: [String], precision: Double, command: String, version: String,
      gslVersion: String, finished: String
    ) {
      self.failures = failures
      self.precision = precision
      self.command = command
      self.version = version
      self.gslVersion = gslVersion
      self.finished = finished
    }
  }

  public static let baseID = "base"

  public var base: Configuration
  public var baseTitle: String
  public var alternatives: [Alternative]
  public var windows: [Window]
  public var baseAccounts: [Account]
  public var ranks: [Rank]
  public var differences: [Difference]
  public var interactions: [Interaction]
  public var facts: Facts

  /// Replicates that every scenario has.
  public var replicates: Int { alternatives.map(\.replicates).min() ?? 0 }

  /// When the policies that differ are in force; `nil` where none does.
  public var inForce: Window? { windows.first { $0.kind == "in_force" } }

  /// The title of a scenario by its identifier.
  public func title(of id: String) -> String {
    alternatives.first { $0.id == id }?.title ?? baseTitle
  }

  /// - Parameters:
  ///   - tables: Those that a comparison writes, by name; read back they give the same page.
  ///   - alternatives: Identifiers, titles and scenarios, in order.
  public init(
    tables: [Table], base: Configuration,
    alternatives: [(id: String, title: String, configuration: Configuration)], facts: Facts
  ) {
    self.base = base
    self.facts = facts
    var titles: Set<String> = []
    func unique(_ title: String, _ id: String) -> String {
      let title = titles.contains(title) || title.isEmpty ? "\(title) (\(id))" : title
      titles.insert(title)
      return title
    }
    baseTitle = unique(base.title.isEmpty ? base.name : base.title, "base")
    self.alternatives = alternatives.map {
      Alternative(id: $0.id, title: unique($0.title, $0.id), configuration: $0.configuration)
    }
    func columns(_ name: String) -> NamedColumns? {
      tables.first { $0.name == name }.map { NamedColumns($0) }
    }
    let reader = ComparisonReader(
      effects: columns("effects"), windows: columns("windows"), totals: columns("totals"),
      pairs: columns("pairs"), policies: columns("policies"), chosen: columns("chosen"))
    windows = reader.windowList
    baseAccounts = reader.accounts(of: Self.baseID)
    ranks = columns("ranking").map(ComparisonReader.ranks) ?? []
    differences = columns("differences").map(ComparisonReader.differences) ?? []
    interactions = columns("differences").map(ComparisonReader.interactions) ?? []
    let effects = reader.effectsByScenario
    let windowEffects = reader.windowEffectsByScenario
    let totals = reader.totalsByScenario
    for place in self.alternatives.indices {
      let id = self.alternatives[place].id
      self.alternatives[place].effects = effects[id] ?? []
      self.alternatives[place].windows = windows.map { windowEffects[id]?[$0.kind] ?? [] }
      self.alternatives[place].totals = totals[id] ?? [:]
      self.alternatives[place].accounts = reader.accounts(of: id)
      self.alternatives[place].replicates = totals[id]?["run"]?.first?.differences.count ?? 0
    }
  }
}

/// The charts of a comparison as Vega-Lite specifications that stand alone.
public func charts(for results: ComparisonResults) -> [(name: String, json: String)] {
  ComparisonPage(results).charts.map { ($0.name, $0.standaloneSpecification.pretty) }
}

/// One page on a comparison, which asks nothing of any network.
public func report(for results: ComparisonResults, vegaBundle: String?) -> String {
  ComparisonPage(results).page(vegaBundle: vegaBundle)
}
