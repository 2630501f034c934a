public import TripleHelix

/// Runs a configuration, and changes of it, over several seeds and measures what they show.
public struct EvidenceStudy: Sendable {
  public let configuration: Configuration
  public let seeds: [UInt64]
  /// Changes that are run with every seed, the first being the configuration as it is.
  public let ablations: [Ablation]

  /// - Parameters:
  ///   - configuration: Is run for ``Evidence/horizon`` quarters, every tick of them recorded.
  ///   - ablations: Changes to be run besides.
  public init(_ configuration: Configuration, seeds: [UInt64], ablations: [Ablation] = []) {
    var configuration = configuration
    configuration.horizon = configuration.timeStep.ticks(quarters: Evidence.horizon)
    configuration.recordEvery = 1
    self.configuration = configuration
    self.seeds = seeds
    self.ablations = [.defaults] + ablations
  }

  /// What one run came to: statistics by name, or why it failed.
  public typealias Outcome = ArmStudy.Outcome<[String: Double]>

  /// Outcomes of one ablation, one entry per seed.
  public struct Variant: Sendable {
    public let ablation: Ablation
    public let seeds: [UInt64]
    public let outcomes: [Outcome]

    /// The finite values of a statistic, in the order of the seeds.
    public func values(_ statistic: String) -> [Double] {
      outcomes.compactMap { outcome in
        outcome.value?[statistic].flatMap { $0.isFinite ? $0 : nil }
      }
    }
  }

  /// Runs everything, one run a core, and returns the variants in the order of ``ablations``; what a
  /// run shows does not depend on `threads`.
  ///
  /// - Parameters:
  ///   - threads: Runs at the same time.
  ///   - progress: Called after every run with the number of runs done and of all.
  /// - Throws: `CancellationError` when the task is cancelled.
  @concurrent
  public func run(
    threads: Int, progress: @Sendable (Int, Int) -> Void = { _, _ in }
  ) async throws -> [Variant] {
    let arms = ablations.map { ablation in
      var changed = configuration
      ablation.apply(&changed)
      return StudyArm(ablation.id, ablation.name, changed)
    }
    let study = ArmStudy(arms: arms, seeds: seeds, horizon: configuration.horizon)
    let outcomes = try await study.run(
      threads: threads,
      observer: { arm, _ in
        EvidenceObserver(configuration: arms[arm].configuration ?? configuration)
      }, progress: progress)
    return zip(ablations, outcomes).map {
      Variant(ablation: $0, seeds: seeds, outcomes: $1)
    }
  }
}

/// Records a run, and measures the patterns at its end.
private struct EvidenceObserver: RunObserver {
  let configuration: Configuration
  private var recording = Recording()

  init(configuration: Configuration) {
    self.configuration = configuration
  }

  mutating func observe(_ simulation: Simulation) {
    simulation.record(into: &recording)
  }

  func outcome() -> [String: Double] {
    Evidence.measure(recording: recording, configuration: configuration)
  }
}
