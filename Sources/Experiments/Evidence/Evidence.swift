public import TripleHelix

/// What a run shows of the patterns that the model is held against.
///
/// Flows and shares are means over the quarters after ``burnIn`` unless said; counts of generations
/// are over the whole run, and only those discovered after the start enter.
public enum Evidence {
  /// Quarters at the start that statistics leave out: the initial state is synthetic.
  public static let burnIn = 40

  /// Quarters over which the patterns are stated: fifty years.
  public static let horizon = 200

  /// All statistics of one run, by the names that ``EvidenceRow`` and ``AblationColumn`` use.
  ///
  /// A statistic that the run leaves undefined is not a number. The recording must hold every
  /// tick from the initial state on; of another one nothing can be said and the result is empty.
  public static func measure(
    recording: Recording, configuration: Configuration
  ) -> [String: Double] {
    guard let run = RecordedRun(recording, configuration.timeStep) else { return [:] }
    return [
      innovation(in: run), adoption(in: run), dominance(in: run), growth(in: run),
      labour(in: run), firms(in: run), accounts(in: run),
    ].reduce(into: [:]) { all, part in all.merge(part) { _, new in new } }
  }
}
