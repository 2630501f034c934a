/// What a scenario is expected to show, with its source: an entry under `expect:`.
public struct Target: Sendable, Equatable {
  /// A column of the results, as in `national.unemployment`.
  public var indicator: String
  public var target: Double
  /// How far from the target still meets it, in the indicator's unit.
  public var tolerance: Double
  public var source: String
}
