import Scenarios
public import TripleHelix

extension SimulationError {
  /// The error in plain words.
  public var explanation: String { explanation(of: nil) }

  /// The error in plain words, with what of `configuration` is its likely cause.
  public func explanation(of configuration: Configuration?) -> String {
    switch self {
    case .invalidConfiguration(let problems):
      "the scenario contradicts itself:\n"
        + problems.map { "  \($0)" }.joined(separator: "\n")
    case .accountsBroken(let flow, let tick, let relativeDeviation):
      "the accounts do not balance at tick \(tick): \(flow) is off by \(relativeDeviation) of the sum "
        + "of all entries; this is a fault of the program, please report it with the scenario and "
        + "the seed"
    case .notFinite(let variable, let region, let tick):
      "\(Self.quantity(variable, region, configuration)) is no longer a finite number at "
        + Self.time(tick, configuration) + Self.cause(configuration)
    case .groupingImpossible(let reason, let tick):
      "the regions cannot be grouped at \(Self.time(tick, configuration)): \(reason); "
        + "try another value of recluster.standardise"
    case .unusableCheckpoint(let reason):
      "the run cannot continue from its checkpoint: \(reason)"
    }
  }

  private static func quantity(
    _ variable: String, _ region: String?, _ configuration: Configuration?
  ) -> String {
    guard let region else { return variable }
    let name = configuration?.regions.first { $0.id == region }?.name ?? region
    return "\(variable) in \(name)"
  }

  private static func time(_ tick: Int, _ configuration: Configuration?) -> String {
    guard let configuration, tick > 0 else { return "tick \(tick)" }
    let step = configuration.timeStep.ticksPerYear
    let year = configuration.startYear + (tick - 1) / step
    return "tick \(tick), \(step == 4 ? "quarter \((tick - 1) % 4 + 1) of " : "in ")\(year)"
  }

  private static func cause(_ configuration: Configuration?) -> String {
    guard let configuration else { return "" }
    let mistake = configuration.likelyMistake
    let suspects =
      (mistake.map { ["\($0.key): \($0.message)"] } ?? [])
      + configuration.suspects(besides: mistake?.key)
    guard !suspects.isEmpty else {
      return
        "; every parameter has its default, so a value of a region or sector is the likely cause"
    }
    let most = 8
    let more = suspects.count > most ? "\n  and \(suspects.count - most) more" : ""
    return "; likely causes, in order:\n"
      + suspects.prefix(most).map { "  \($0)" }.joined(separator: "\n") + more
  }
}
