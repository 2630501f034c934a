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
    if let first = national.numbers("year").first, let last = national.numbers("year").last {
      years = last - first
    }
    // The record of the start has no flows of its own; a run of one year has nothing else to start from.
    let (times, product) = (national.numbers("year"), national.numbers("real_gdp"))
    growth = yearlyGrowth(years: Array(times.dropFirst()), values: Array(product.dropFirst()))
    if growth == nil, let years, years > 0, let first = product.first, let last = product.last,
      first > 0, last > 0
    {
      growth = pow(last / first, 1 / years) - 1
    }
    unemployment = national.last("unemployment")
    meanUnemployment = mean(national.numbers("unemployment"))
    firmsAtStart = national.numbers("firms").first.flatMap { $0.isFinite ? $0 : nil }
    firmsAtEnd = national.last("firms")
    // The record of tick 0 has no flows.
    let founded = ["start_ups", "spin_offs", "university_spin_offs"].map(national.numbers)
    if let count = founded.first?.count, count > 1 {
      let sums = (1..<count).map { record in founded.reduce(0) { $0 + $1[record] } }
      entriesPerYear = mean(sums).map { 4 * $0 }
      exitsPerYear = mean(Array(national.numbers("exits").dropFirst())).map { 4 * $0 }
    }
    if !national.rows.isEmpty {
      outputShares = RunSummary.phases.compactMap { national.last("output_in_\($0)") }
      firmShares = RunSummary.phases.compactMap { national.last("firms_in_\($0)") }
    }
    generationsOpened = national.last("generations_opened").flatMap { Int(exactly: $0) }

    let names = recording.policies.texts("policy")
    let (spent, forgone) = (
      recording.policies.numbers("spent"), recording.policies.numbers("forgone")
    )
    policies = names.uniqued().compactMap { name in
      names.lastIndex(of: name).map {
        PolicyCost(name: name, spent: spent[$0], forgone: forgone[$0])
      }
    }

    let lastTick = national.numbers("tick").last
    regionalClusters = recording.clusters.numbers("tick").count { $0 == lastTick }
    let memberships = recording.wardMemberships
    let grouped = memberships.numbers("tick")
    if let lastGrouping = grouped.last {
      let groups = zip(grouped, memberships.numbers("group")).filter { $0.0 == lastGrouping }
      wardGroups = Set(groups.map(\.1)).count
      wardMoves = memberships.numbers("moved").count { $0 == 1 }
    }
  }
}

extension Table {
  /// Column `name` as numbers, one a row; what is not one is not a number.
  func numbers(_ name: String) -> [Double] {
    guard let place = index(of: name) else { return [] }
    return rows.map { row in
      switch row[place] {
      case .integer(let integer): Double(integer)
      case .number(let number): number
      case .text: .nan
      }
    }
  }
}

extension Table {
  /// The last value of column `name`, nil if it is not a finite number.
  fileprivate func last(_ name: String) -> Double? {
    numbers(name).last.flatMap { $0.isFinite ? $0 : nil }
  }
}

private func mean(_ values: [Double]) -> Double? {
  let finite = values.filter(\.isFinite)
  return finite.isEmpty ? nil : finite.reduce(0, +) / Double(finite.count)
}
