/// What a scenario is expected to show, with its source: an entry under `expect:`.
public struct Target: Sendable, Equatable {
  /// What of a run is held against the target.
  public enum Moment: String, Sendable, CaseIterable {
    /// The last record.
    case end
    /// The mean over the records from `from` to `to`.
    case mean
    /// The last record up to `year`.
    case year
  }

  /// A column of the results, as in `national.unemployment`; of a table with several rows a quarter
  /// also whose row, as in `regions.karaganda.p14`, or `count` for the number of rows, as in
  /// `clusters.count`.
  public var indicator: String
  public var target: Double
  /// How far from the target still meets it, in the indicator's unit.
  public var tolerance: Double
  public var source: String
  public var at: Moment
  /// Years from the start of the run; nil is the end.
  public var year: Double?
  /// Span of a mean, years from the start of the run; nil are the start and the end.
  public var from: Double?
  public var to: Double?

  public init(
    indicator: String, target: Double, tolerance: Double, source: String, at: Moment = .end,
    year: Double? = nil, from: Double? = nil, to: Double? = nil
  ) {
    self.indicator = indicator
    self.target = target
    self.tolerance = tolerance
    self.source = source
    self.at = at
    self.year = year
    self.from = from
    self.to = to
  }
}
