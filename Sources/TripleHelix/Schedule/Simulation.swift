/// One run in progress: the state of a country, and the clock.
public final class Simulation {
  public let configuration: Configuration
  public let seed: UInt64
  public let replicate: UInt32

  /// Quarters that have passed.
  public private(set) var tick = 0

  /// Synthesises the initial state of `configuration`.
  public init(
    _ configuration: Configuration, seed: UInt64, replicate: UInt32 = 0, threads: Int = 1
  ) throws(SimulationError) {
    self.configuration = configuration
    self.seed = seed
    self.replicate = replicate
  }

  /// Goes on from a checkpoint of the same configuration.
  public init(
    _ configuration: Configuration, resuming checkpoint: [UInt8], threads: Int = 1
  ) throws(SimulationError) {
    throw .unusableCheckpoint("not written yet")
  }

  /// Lets one quarter pass.
  public func step() throws(SimulationError) {
    tick += 1
  }

  /// Adds the current state to `recording`. Draws nothing and changes nothing.
  public func record(into recording: inout Recording) {}

  /// The whole state, from which a run goes on to the same bytes.
  public func checkpoint() -> [UInt8] { [] }
}
