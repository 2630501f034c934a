import Foundation
public import Scenarios
public import TripleHelix

/// Judges what a scenario says it is expected to show, under `expect:`, over its own years.
public struct ExpectationStudy: Sendable {
  public let configuration: Configuration
  public let targets: [Target]
  public let seeds: [UInt64]

  public init(_ configuration: Configuration, _ targets: [Target], seeds: [UInt64]) {
    self.configuration = configuration
    self.targets = targets
    self.seeds = seeds
  }

  private struct Observer: RunObserver {
    let targets: [Target]
    let timeStep: TimeStep
    var recording = Recording()

    mutating func observe(_ simulation: Simulation) { simulation.record(into: &recording) }

    func outcome() -> [TargetReading.Outcome] {
      targets.map { TargetReading.value(of: $0, in: recording, timeStep) }
    }
  }

  /// Runs the scenario with every seed and holds the mean over the seeds against each target.
  ///
  /// - Throws: `CancellationError` when the task is cancelled.
  @concurrent
  public func run(
    threads: Int, progress: @Sendable (Int, Int) -> Void = { _, _ in }
  ) async throws -> ClaimReport {
    let study = ArmStudy(
      arms: [StudyArm("scenario", configuration.name, configuration)], seeds: seeds,
      horizon: configuration.horizon)
    let outcomes = try await study.run(
      threads: threads,
      observer: { [targets, configuration] _, _ in
        Observer(targets: targets, timeStep: configuration.timeStep)
      }, progress: progress)[0]
    let findings = targets.enumerated().map { place, target in
      let values = outcomes.compactMap { outcome -> TargetReading.Outcome? in outcome.value?[place]
      }
      let problem = values.lazy.compactMap(\.problem).first ?? "no run completed"
      return ClaimFinding(
        Claim(
          target.indicator, "\(target.indicator) \(TargetReading.words(for: target))",
          .fixed(digits: 4),
          .mean(target.target - target.tolerance...target.target + target.tolerance),
          "\(Self.plain(target.target)) ± \(Self.plain(target.tolerance)) (\(target.source))"),
        values: values.map(\.value), unavailable: problem)
    }
    var failures: [String] = []
    for (seed, outcome) in zip(seeds, outcomes) {
      if case .failed(let why) = outcome { failures.append("seed \(seed): \(why)") }
    }
    return ClaimReport(
      name: "expected-\(configuration.name)", title: "Expected: \(configuration.name)",
      introduction: """
        \(seeds.count) seed\(seeds.count == 1 ? "" : "s") of \
        \(Self.plain(configuration.timeStep.years(configuration.horizon))) years; targets of the scenario itself.
        """,
      groups: findings.map { finding in
        ClaimGroup(finding.claim.id, finding.claim.name, [finding])
      }, failures: failures)
  }

  private static func plain(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : "\(value)"
  }
}

/// What one target asks of the tables of a run.
enum TargetReading {
  struct Outcome: Sendable, Equatable {
    var value = Double.nan
    /// Why there is no value; nil where there is one.
    var problem: String?
  }

  static func words(for target: Target) -> String {
    func years(_ value: Double) -> String {
      value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : "\(value)"
    }
    switch target.at {
    case .end: return "at the end"
    case .year: return target.year.map { "in year \(years($0))" } ?? "at the end"
    case .mean:
      let start = target.from.map { " from year \(years($0))" } ?? ""
      let end = target.to.map { " to year \(years($0))" } ?? ""
      return "on average" + start + end
    }
  }

  /// The value of an indicator in the tables of a run.
  static func value(
    of target: Target, in recording: Recording, _ timeStep: TimeStep = .quarter
  ) -> Outcome {
    let parts = target.indicator.split(separator: ".", omittingEmptySubsequences: false)
      .map(String.init)
    guard parts.count == 2 || parts.count == 3, let column = parts.last else {
      return Outcome(problem: "an indicator is a table and a column, as in national.unemployment")
    }
    guard let table = recording.tables.first(where: { $0.name == parts[0] }) else {
      let names = recording.tables.map(\.name).joined(separator: ", ")
      return Outcome(problem: "there is no table \(parts[0]); tables: \(names)")
    }
    let isCount = column == "count" && table.index(of: "count") == nil
    guard isCount || table.index(of: column) != nil else {
      return Outcome(problem: "table \(table.name) has no column \(column)")
    }
    var chosen = Array(table.rows.indices)
    if parts.count == 3 {
      let name = table.columns.first { $0.kind == .text }?.name
      let names = name.map(table.texts) ?? []
      chosen = names.indices.filter { names[$0] == parts[1] }
      guard !chosen.isEmpty || isCount else {
        return Outcome(problem: "table \(table.name) has no row of \(parts[1])")
      }
    }
    let rowTicks = table.values("tick")
    let cells = isCount ? [] : table.values(column)
    // Every tick that was recorded counts, also one at which this table has no row.
    let ticks = recording.national.values(Table.national.tick).filter { tick in
      switch target.at {
      case .end: true
      case .year: tick <= timeStep.year * (target.year ?? .infinity)
      case .mean:
        tick >= timeStep.year * (target.from ?? 0)
          && tick <= timeStep.year * (target.to ?? .infinity)
      }
    }
    guard let last = ticks.last else {
      return Outcome(problem: "no record is within the time span")
    }
    func value(at tick: Double) -> Outcome {
      let rows = chosen.filter { rowTicks[$0] == tick }
      if isCount { return Outcome(value: Double(rows.count)) }
      if rows.count > 1 {
        return Outcome(
          problem: "table \(table.name) has several rows a tick: name one, as in "
            + "\(table.name).NAME.\(column)")
      }
      return Outcome(value: rows.first.map { cells[$0] } ?? .nan)
    }
    guard target.at == .mean else { return value(at: last) }
    let values = ticks.map(value(at:))
    if let problem = values.lazy.compactMap(\.problem).first { return Outcome(problem: problem) }
    return Outcome(value: finiteMean(of: values.map(\.value)))
  }
}
