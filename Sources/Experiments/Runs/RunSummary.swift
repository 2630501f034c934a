import Foundation
import RegionalMeasures
public import TripleHelix

/// What a run came to, in a few figures. A figure is nil when its table has no rows for it.
public struct RunSummary: Sendable, Equatable {
  /// Calendar years from the first record to the last.
  public var years: Double?
  /// Mean growth of real gross domestic product, share per year: from the first year of flows to the
  /// last, or over a run of one year from its first record to its last.
  public var growth: Double?
  /// Unemployment over the labour force at the end, and its mean over all records.
  public var unemployment: Double?
  public var meanUnemployment: Double?
  public var firmsAtStart: Double?
  public var firmsAtEnd: Double?
  /// Enterprises founded and closed, per year.
  public var entriesPerYear: Double?
  public var exitsPerYear: Double?
  /// Shares of the output of firms in tradition, search, innovation and diffusion, at the end.
  public var outputShares: [Double] = []
  /// Shares of the number of firms in the same phases.
  public var firmShares: [Double] = []
  /// Generations of technique discovered since the start.
  public var generationsOpened: Int?
  /// Living regional clusters at the end.
  public var regionalClusters: Int
  /// Ward groups of the last grouping, and moves of regions between groups since the first.
  public var wardGroups: Int?
  public var wardMoves: Int?

  /// What each policy that acted cost since the start.
  public var policies: [PolicyCost] = []

  /// Million, at current prices.
  public struct PolicyCost: Sendable, Equatable {
    public var name: String
    /// Money paid out.
    public var spent: Double
    /// Tax revenue forgone.
    public var forgone: Double
    /// What a finance ministry counts: both together.
    public var cost: Double { spent + forgone }
  }

  public static let phases = ["tradition", "search", "innovation", "diffusion"]

  public init(_ recording: Recording) {
    let national = recording.national
    let times = national.values(Table.national.year)
    if let first = times.first, let last = times.last { years = last - first }
    // The record of the start has no flows of its own; a run of one year has nothing else to start from.
    let product = national.values(Table.national.realGDP)
    growth = yearlyGrowth(years: Array(times.dropFirst()), values: Array(product.dropFirst()))
    if growth == nil, let years, years > 0, let first = product.first, let last = product.last,
      first > 0, last > 0
    {
      growth = pow(last / first, 1 / years) - 1
    }
    unemployment = national.last(Table.national.unemployment)
    meanUnemployment = mean(national.values(Table.national.unemployment))
    firmsAtStart = national.values(Table.national.firms).first.flatMap { $0.isFinite ? $0 : nil }
    firmsAtEnd = national.last(Table.national.firms)
    // The record of tick 0 has no flows.
    let founded = [
      Table.national.startUps, Table.national.spinOffs, Table.national.universitySpinOffs,
    ].map { national.values($0) }
    if let count = founded.first?.count, count > 1 {
      let sums = (1..<count).map { record in founded.reduce(0) { $0 + $1[record] } }
      entriesPerYear = mean(sums).map { 4 * $0 }
      exitsPerYear = mean(Array(national.values(Table.national.exits).dropFirst())).map { 4 * $0 }
    }
    if !national.rows.isEmpty {
      outputShares = Table.national.outputInPhases.columns.compactMap { national.last($0) }
      firmShares = Table.national.firmsInPhases.columns.compactMap { national.last($0) }
    }
    generationsOpened = national.last(Table.national.generationsOpened).flatMap { Int(exactly: $0) }

    let names = recording.policies.texts(Table.policies.policy)
    let spent = recording.policies.values(Table.policies.spent)
    let forgone = recording.policies.values(Table.policies.forgone)
    policies = names.uniqued().compactMap { name in
      names.lastIndex(of: name).map {
        PolicyCost(name: name, spent: spent[$0], forgone: forgone[$0])
      }
    }

    let lastTick = national.values(Table.national.tick).last
    regionalClusters = recording.clusters.values(Table.clusters.tick).count { $0 == lastTick }
    let memberships = recording.wardMemberships
    let grouped = memberships.values(Table.wardMemberships.tick)
    if let lastGrouping = grouped.last {
      let groups = memberships.values(Table.wardMemberships.group)
      wardGroups = Set(zip(grouped, groups).filter { $0.0 == lastGrouping }.map(\.1)).count
      wardMoves = memberships.values(Table.wardMemberships.moved).count { $0 == 1 }
    }
  }
}

extension Table {
  /// The last value of a column, nil if it is not a finite number.
  fileprivate func last(_ column: RecordedColumn<some Any>) -> Double? {
    values(column).last.flatMap { $0.isFinite ? $0 : nil }
  }
}

private func mean(_ values: [Double]) -> Double? {
  let finite = values.filter(\.isFinite)
  return finite.isEmpty ? nil : finite.reduce(0, +) / Double(finite.count)
}
