public import TripleHelix

/// A frozen scenario with all that makes one run of it.
public struct RunPlan: Sendable {
  /// When the state is written out, so that a run can be gone on with.
  public enum Checkpoints: Sendable, Equatable {
    /// Whenever about so much time has passed. Time chooses only the ticks at which the state is
    /// written, never what the state is.
    case everySeconds(Double)
    case everyTicks(Int)
  }

  public var configuration: Configuration
  /// The scenario with everything resolved, kept beside the results.
  public var scenarioText: String
  /// Hash of the resolved scenario.
  public var scenarioHash: String
  public var seed: UInt64
  public var replicate: UInt32
  public var threads: Int
  public var checkpoints: Checkpoints

  /// - Parameter checkpoints: Every 10 seconds by default: as much as one likes to lose, and under
  ///   one part in twenty of the time.
  public init(
    _ configuration: Configuration, scenarioText: String, scenarioHash: String, seed: UInt64,
    replicate: UInt32 = 0, threads: Int = 1, checkpoints: Checkpoints = .everySeconds(30)
  ) {
    self.configuration = configuration
    self.scenarioText = scenarioText
    self.scenarioHash = scenarioHash
    self.seed = seed
    self.replicate = replicate
    self.threads = threads
    self.checkpoints = checkpoints
  }

  /// Whether `tick` is recorded: every so many ticks from the start, and the last one.
  func isRecorded(_ tick: Int) -> Bool {
    tick % max(1, configuration.recordEvery) == 0 || tick == configuration.horizon
  }
}
