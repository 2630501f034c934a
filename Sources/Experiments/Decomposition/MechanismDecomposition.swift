import SensitivityAnalysis
public import TripleHelix

/// Divides outcomes of a scenario among its mechanisms: every combination of their switches runs
/// with every seed, and each mechanism gets its Shapley value.
///
/// Runs of one seed share their random numbers, so that they differ by the switches alone.
public struct MechanismDecomposition: Sendable {
  public let configuration: Configuration
  public let switches: SwitchSet
  public let outcomes: [DecomposedOutcome]
  /// One seed a replicate.
  public let seeds: [UInt64]

  public init(
    _ configuration: Configuration, switches: SwitchSet, outcomes: [DecomposedOutcome],
    seeds: [UInt64]
  ) {
    self.configuration = configuration
    self.switches = switches
    self.outcomes = outcomes
    self.seeds = seeds
  }

  /// The scenario with some of the switches on and the others off.
  public func configuration(of subset: Int) -> Configuration {
    var configuration = configuration
    switches.apply(subset, to: &configuration.mechanisms)
    return configuration
  }

  /// Runs all combinations with all seeds, one run a core.
  ///
  /// - Parameters:
  ///   - threads: Runs at the same time; changes no result.
  ///   - progress: Called after every run with the number of runs done and of all.
  /// - Throws: `CancellationError` when the task is cancelled.
  @concurrent
  public func run(
    threads: Int, progress: @Sendable (Int, Int) -> Void = { _, _ in }
  ) async throws -> MechanismShares {
    let arms = switches.subsets.map { subset in
      StudyArm("subset_\(subset)", switches.words(subset), configuration(of: subset))
    }
    let study = ArmStudy(arms: arms, seeds: seeds, horizon: configuration.horizon)
    let runs = try await study.run(
      threads: threads, observer: { _, _ in OutcomeObserver(outcomes, configuration) },
      progress: progress)
    var failures: [MechanismShares.Failure] = []
    for (place, seed) in seeds.enumerated() {
      for subset in switches.subsets {
        if case .failed(let reason) = runs[subset][place] {
          failures.append(.init(seed: seed, setting: switches.words(subset), reason: reason))
        }
      }
    }
    let worth = outcomes.indices.map { outcome in
      seeds.indices.map { seed in
        switches.subsets.map { runs[$0][seed].value?[outcome] ?? .nan }
      }
    }
    return MechanismShares(self, worth: worth, failures: failures)
  }
}

/// What each mechanism is worth in each outcome.
public struct MechanismShares: Sendable {
  /// A run that did not come to its end.
  public struct Failure: Sendable, Equatable {
    public let seed: UInt64
    /// The switches that were on, in words.
    public let setting: String
    public let reason: String
  }

  public let decomposition: MechanismDecomposition
  public let failures: [Failure]
  /// In the order of the decomposition's outcomes.
  public let outcomes: [OutcomeShares]
  /// By outcome, seed and subset.
  let worth: [[[Double]]]

  /// - Parameter worth: By outcome, seed and subset; not a number where a run has no such outcome.
  init(_ decomposition: MechanismDecomposition, worth: [[[Double]]], failures: [Failure]) {
    self.decomposition = decomposition
    self.failures = failures
    self.worth = worth
    outcomes = zip(decomposition.outcomes, worth).map { outcome, worth in
      OutcomeShares(
        outcome, names: decomposition.switches.names, seeds: decomposition.seeds, worth: worth)
    }
  }
}

/// One outcome, divided.
public struct OutcomeShares: Sendable {
  /// What one mechanism is worth.
  public struct Row: Sendable {
    public let name: String
    /// Shapley value, mean over the seeds.
    public let value: MeanInterval
    /// Mean value over the mean effect of all, and ends of its 95 % interval by the theorem of Fieller,
    /// which are not numbers where the effect of all may be none.
    public let share: (mean: Double, lower: Double, upper: Double)
    /// What is lost where it alone goes off, and won where it alone goes on.
    public let removal: MeanInterval
    public let addition: MeanInterval
  }

  public let outcome: DecomposedOutcome
  /// All switches on, all off, and the difference.
  public let all: MeanInterval
  public let none: MeanInterval
  public let effect: MeanInterval
  /// One entry a mechanism.
  public let rows: [Row]
  /// Sums over the mechanisms of removals and of additions: what they miss of the effect, or count
  /// twice, is interaction.
  public let removals: MeanInterval
  public let additions: MeanInterval
  /// Greatest distance of a seed's values from adding up to its effect, as a share of the greatest
  /// size of the outcome: rounding.
  public let additivityError: Double
  /// Seeds that are counted: those of which every run has the outcome.
  public let seeds: [UInt64]
  let replicates: [ShapleyDecomposition.Replicate]

  /// What rounding may leave of `additivityError`.
  public static let additivityTolerance = 1e-9

  public var isAdditive: Bool { additivityError <= Self.additivityTolerance }
  /// Whether the 95 % interval of the effect leaves out zero; else shares say nothing.
  public var isDistinct: Bool {
    effect.halfWidth.isFinite && effect.mean.magnitude > effect.halfWidth
  }

  init(_ outcome: DecomposedOutcome, names: [String], seeds: [UInt64], worth: [[Double]]) {
    self.outcome = outcome
    // No replicate is an outcome without values, and not a mistake.
    let resampling = Resampling(replicates: 0)
    let decomposition = try? ShapleyDecomposition(
      names: names, worth: worth, resampling: resampling)
    let replicates = decomposition?.replicates ?? []
    func interval(_ value: (ShapleyDecomposition.Replicate) -> Double) -> MeanInterval {
      MeanInterval(replicates.map(value))
    }
    all = interval(\.all)
    none = interval(\.none)
    effect = interval(\.effect)
    removals = interval { $0.removals.reduce(0, +) }
    additions = interval { $0.additions.reduce(0, +) }
    additivityError = replicates.map(\.additivityError).max() ?? 0
    let effect = effect
    rows = names.enumerated().map { place, name in
      let value = interval { $0.values[place] }
      let ratio = CostPerUnit(
        costs: replicates.map { $0.values[place] }, effects: replicates.map(\.effect))
      return Row(
        name: name, value: value,
        share: (
          effect.mean == 0 ? .nan : value.mean / effect.mean, ratio.lower, ratio.upper
        ),
        removal: interval { $0.removals[place] }, addition: interval { $0.additions[place] })
    }
    self.seeds = replicates.map { seeds[$0.row] }
    self.replicates = replicates
  }
}
