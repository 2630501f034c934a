public import TripleHelix

/// Holds a scenario against the eight facts that the model must show without being tuned to each.
public struct FactStudy: Sendable {
  public let configuration: Configuration
  public let seeds: [UInt64]

  public init(_ configuration: Configuration, seeds: [UInt64]) {
    self.configuration = configuration
    self.seeds = seeds
  }

  /// Runs the scenario for ``Evidence/horizon`` quarters with every seed, and once more without
  /// universities, whose discoveries are what turns the cycle: the control of the eighth fact.
  ///
  /// - Throws: `CancellationError` when the task is cancelled.
  @concurrent
  public func run(
    threads: Int, progress: @Sendable (Int, Int) -> Void = { _, _ in }
  ) async throws -> ClaimReport {
    var still = configuration
    still.mechanisms.universities = false
    let study = ArmStudy(
      arms: [
        StudyArm("defaults", "as it is", configuration),
        StudyArm("universities_off", "universities off", still),
      ], seeds: seeds, horizon: configuration.timeStep.ticks(quarters: Evidence.horizon))
    let outcomes = try await study.run(
      threads: threads,
      observer: { [configuration, seeds] _, seed in
        FactObserver(configuration, seed: seeds[seed])
      }, progress: progress)
    var statistics = outcomes[0].map { $0.value ?? [:] }
    for seed in seeds.indices {
      guard let control = outcomes[1][seed].value else { continue }
      for name in ["synergy_amplitude", "synergy_cycle_correlation"] {
        statistics[seed]["\(name)_control"] = control[name]
      }
      for (gain, name) in [
        ("synergy_amplitude_gain", "synergy_amplitude"),
        ("synergy_scaled_gain", "synergy_scaled_amplitude"),
      ] {
        if let own = statistics[seed][name], let other = control[name] {
          statistics[seed][gain] = own - other
        }
      }
    }
    var failures: [String] = []
    for (arm, outcomes) in zip(study.arms, outcomes) {
      for (seed, outcome) in zip(seeds, outcomes) {
        if case .failed(let why) = outcome { failures.append("\(arm.name), seed \(seed): \(why)") }
      }
    }
    let count = seeds.count
    return ClaimReport(
      name: "facts-\(configuration.name)", title: "Facts: \(configuration.name)",
      introduction: """
        \(count) seed\(count == 1 ? "" : "s") of \(Evidence.horizon / 4) years, statistics from year \
        \(FactObserver.burnInYears) on; one parameter set.
        """,
      groups: Fact.all.map { $0.group(statistics) }, failures: failures)
  }
}
