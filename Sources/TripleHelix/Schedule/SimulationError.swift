/// Why a simulation could not be made or could not go on.
public enum SimulationError: Error, Sendable, Equatable {
  /// The configuration contradicts itself; every problem is listed.
  case invalidConfiguration([String])
  /// The books did not close: `flow` is the first one that does not.
  case accountsBroken(flow: String, tick: Int, relativeDeviation: Double)
  /// A state variable left the finite numbers, that of a region if one is named by its identifier.
  case notFinite(variable: String, region: String?, tick: Int)
  /// The regions cannot be grouped, as where a logarithm of nothing would be taken.
  case groupingImpossible(String, tick: Int)
  /// A checkpoint cannot be used with this configuration or program.
  case unusableCheckpoint(String)
}
