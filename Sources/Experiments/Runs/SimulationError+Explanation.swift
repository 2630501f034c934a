public import TripleHelix

extension SimulationError {
  /// The error in plain words.
  public var explanation: String {
    switch self {
    case .invalidConfiguration(let problems):
      "the scenario contradicts itself:\n"
        + problems.map { "  \($0)" }.joined(separator: "\n")
    case .accountsBroken(let flow, let tick, let relativeDeviation):
      "the accounts do not close at tick \(tick): \(flow) is off by \(relativeDeviation) of its sum; "
        + "this is a fault of the program, please report it with the scenario and the seed"
    case .notFinite(let variable, let tick):
      "\(variable) is no longer a finite number at tick \(tick); "
        + "an extreme parameter of the scenario is the likely cause"
    case .groupingImpossible(let reason, let tick):
      "the regions cannot be grouped at tick \(tick): \(reason); "
        + "another standardisation under `recluster` may do"
    case .unusableCheckpoint(let reason):
      "the checkpoint cannot be gone on with: \(reason)"
    }
  }
}
