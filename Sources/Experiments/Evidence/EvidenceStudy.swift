public import TripleHelix

/// Runs a configuration, and changes of it, over several seeds and measures what they show.
public struct EvidenceStudy: Sendable {
  public let configuration: Configuration
  public let seeds: [UInt64]
  /// Changes that are run with every seed, the first being the configuration as it is.
  public let ablations: [Ablation]

  /// - Parameters:
  ///   - configuration: Is run for ``Evidence/horizon`` quarters, each of them recorded.
  ///   - ablations: Changes to be run besides.
  public init(_ configuration: Configuration, seeds: [UInt64], ablations: [Ablation] = []) {
    var configuration = configuration
    configuration.horizon = Evidence.horizon
    configuration.recordEvery = 1
    self.configuration = configuration
    self.seeds = seeds
    self.ablations = [.defaults] + ablations
  }

  /// What one run came to.
  public enum Outcome: Sendable, Equatable {
    case measured([String: Double])
    /// The run failed; the others are not touched by it.
    case failed(SimulationError)
  }

  /// Outcomes of one ablation, one entry per seed.
  public struct Variant: Sendable {
    public let ablation: Ablation
    public let seeds: [UInt64]
    public let outcomes: [Outcome]

    /// The finite values of a statistic, in the order of the seeds.
    public func values(_ statistic: String) -> [Double] {
      outcomes.compactMap { outcome in
        guard case .measured(let statistics) = outcome, let value = statistics[statistic],
          value.isFinite
        else { return nil }
        return value
      }
    }
  }

  /// Runs everything, one run a core, and returns the variants in the order of ``ablations``.
  ///
  /// Results are placed by index and every run is on one thread, so that they do not depend on
  /// `threads`.
  ///
  /// - Parameters:
  ///   - threads: Runs at the same time.
  ///   - progress: Called after every run with the number of runs done and of all.
  /// - Throws: `CancellationError` when the task is cancelled.
  @concurrent
  public func run(
    threads: Int, progress: @Sendable (Int, Int) -> Void = { _, _ in }
  ) async throws -> [Variant] {
    struct Job: Sendable {
      var variant: Int
      var seed: Int
    }
    let jobs = ablations.indices.flatMap { variant in
      seeds.indices.map { Job(variant: variant, seed: $0) }
    }
    var outcomes = ablations.map { _ in [Outcome?](repeating: nil, count: seeds.count) }
    try await withThrowingTaskGroup(of: (Job, Outcome).self) { group in
      func add(_ job: Job) {
        group.addTask { (job, try outcome(of: ablations[job.variant], seed: seeds[job.seed])) }
      }
      var waiting = jobs.makeIterator()
      for _ in 0..<max(1, threads) {
        if let job = waiting.next() { add(job) }
      }
      var done = 0
      for try await (job, outcome) in group {
        outcomes[job.variant][job.seed] = outcome
        done += 1
        progress(done, jobs.count)
        if let job = waiting.next() { add(job) }
      }
    }
    return zip(ablations, outcomes).map { ablation, outcomes in
      Variant(ablation: ablation, seeds: seeds, outcomes: outcomes.compactMap { $0 })
    }
  }

  private func outcome(
    of ablation: Ablation, seed: UInt64
  ) throws(CancellationError) -> Outcome {
    var configuration = configuration
    ablation.apply(&configuration)
    var recording = Recording()
    do throws(SimulationError) {
      let simulation = try Simulation(configuration, seed: seed)
      simulation.record(into: &recording)
      while simulation.tick < configuration.horizon, !Task.isCancelled {
        try simulation.step()
        simulation.record(into: &recording)
      }
    } catch {
      return .failed(error)
    }
    if Task.isCancelled { throw CancellationError() }
    return .measured(Evidence.measure(recording: recording, configuration: configuration))
  }
}
