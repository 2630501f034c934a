public import TripleHelix

/// A base and one or more other scenarios under common random numbers: replicate by replicate the same
/// seed for all of them, so that all they differ in is what they change.
public struct Comparison: Sendable {
  /// A scenario that is compared with the base.
  public struct Alternative: Sendable {
    /// Identifier in tables, unique.
    public let id: String
    public let configuration: Configuration

    public init(_ id: String, _ configuration: Configuration) {
      self.id = id
      self.configuration = configuration
    }
  }

  /// Identifier of the base in tables.
  public static let baseID = "base"

  public let base: Configuration
  public let alternatives: [Alternative]
  /// One seed a replicate.
  public let seeds: [UInt64]
  public let plan: ComparisonPlan

  /// - Throws: ``ComparisonError`` where the scenarios cannot be compared.
  public init(
    base: Configuration, alternatives: [Alternative], seeds: [UInt64]
  ) throws(ComparisonError) {
    precondition(!alternatives.isEmpty, "something is compared with the base")
    var differences: [String] = []
    for alternative in alternatives {
      let found = Self.differences(base, alternative.configuration)
      let prefix = alternatives.count > 1 ? "\(alternative.id): " : ""
      differences += found.map { prefix + $0 }
    }
    guard differences.isEmpty else { throw .notComparable(differences) }
    self.base = base
    self.alternatives = alternatives
    self.seeds = seeds
    plan = ComparisonPlan(base: base, policies: alternatives.map(\.configuration))
  }

  /// Compares two scenarios.
  public init(
    base: Configuration, policy: Configuration, seeds: [UInt64]
  ) throws(ComparisonError) {
    try self.init(base: base, alternatives: [Alternative("policy", policy)], seeds: seeds)
  }

  /// What must be the same and is not.
  private static func differences(_ base: Configuration, _ other: Configuration) -> [String] {
    var differences: [String] = []
    func compare(_ name: String, _ first: [String], _ second: [String]) {
      if first != second {
        let only = first.filter { !second.contains($0) } + second.filter { !first.contains($0) }
        differences.append(
          only.isEmpty
            ? "\(name): the same, in another order"
            : "\(name): in one scenario only: \(only.joined(separator: ", "))")
      }
    }
    func compare(
      _ name: String, _ first: Int, _ second: Int, _ unit: String, remedy: String = ""
    ) {
      if first != second { differences.append("\(name): \(first) and \(second) \(unit)\(remedy)") }
    }
    compare("regions", base.regions.map(\.id), other.regions.map(\.id))
    compare("sectors", base.sectors.map(\.id), other.sectors.map(\.id))
    compare("start_year", base.startYear, other.startYear, "")
    compare(
      "ticks_per_year", base.timeStep.ticksPerYear, other.timeStep.ticksPerYear, "ticks a year")
    compare(
      "quarters", base.quarters, other.quarters, "quarters",
      remedy: "; --years gives all scenarios one length")
    compare(
      "scale", base.scale, other.scale, "firms per agent",
      remedy: "; --set scale=\(max(base.scale, other.scale)) sets the same for all")
    return differences
  }

  /// A replicate in which a run failed.
  public struct Failure: Sendable, Equatable {
    public let seed: UInt64
    /// Which scenario: "base" or the identifier of the other one.
    public let side: String
    public let reason: String
  }

  /// Runs all replicates, one run a core, and sums them up in the order of the seeds. The base runs
  /// once with each seed, however many scenarios are compared with it.
  ///
  /// Memory grows with the number of replicates only by the totals of each.
  ///
  /// - Parameters:
  ///   - threads: Runs at the same time.
  ///   - progress: Called after every run with the number of runs done and of all.
  /// - Throws: `CancellationError` when the task is cancelled.
  @concurrent
  public func run(
    threads: Int, progress: @Sendable (Int, Int) -> Void = { _, _ in }
  ) async throws -> ComparisonResult {
    let arms =
      [StudyArm(Self.baseID, base.title, base)]
      + alternatives.map { StudyArm($0.id, $0.configuration.title, $0.configuration) }
    let plan = plan
    var result = ComparisonResult(self)
    // Some replicates at a time: enough that no core waits long for the last of them.
    let stretch = 8 * max(1, threads)
    var done = 0
    for start in stride(from: 0, to: seeds.count, by: stretch) {
      let part = Array(seeds[start..<min(seeds.count, start + stretch)])
      let study = ArmStudy(arms: arms, seeds: part, horizon: base.horizon)
      let before = done
      let all = arms.count * seeds.count
      let outcomes = try await study.run(
        threads: threads, observer: { _, _ in FigureObserver(plan) },
        progress: { done, _ in progress(before + done, all) })
      done += arms.count * part.count
      for (place, seed) in part.enumerated() {
        result.add(outcomes.map { $0[place] }, seed: seed)
      }
    }
    return result
  }
}

/// Why scenarios cannot be compared.
public enum ComparisonError: Error, Equatable {
  case notComparable([String])
}

extension ComparisonError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notComparable(let differences):
      "the scenarios cannot be compared, because they differ in what must be the same:\n"
        + differences.map { "  \($0)" }.joined(separator: "\n")
    }
  }
}
