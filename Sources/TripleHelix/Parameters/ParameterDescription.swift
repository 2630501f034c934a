/// What one behavioural parameter is called, means, and may be.
///
/// The list `Parameters.descriptions` is the only place where names, units and ranges stand: the
/// scenario reader, its JSON Schema, `--set` and the ODD's parameter table are all generated from it.
public struct ParameterDescription: Sendable {
  /// Where a value of the default comes from.
  public enum Source: String, Sendable {
    /// From the literature named in the ODD.
    case reference
    /// Calibrated on the patterns of the model.
    case calibrated
    /// An accounting norm or an institution.
    case accounting
    /// Assumed, for want of a source.
    case assumed
  }

  /// Dotted name in `snake_case`, as written in a scenario under `parameters:`.
  public let name: String

  /// Unit, `–` for a pure number.
  public let unit: String

  /// What the value has to do with time: how it goes over to ticks of another length.
  public let time: TimeDimension

  /// Values that a scenario may give.
  public let range: ClosedRange<Double>

  /// Whether it counts things and so is a whole number.
  public let isWhole: Bool

  /// One sentence on what the parameter does.
  public let meaning: String

  /// Where the default comes from.
  public let source: Source

  /// Place of the value.
  public let keyPath: any WritableKeyPath<Parameters, Double> & Sendable

  init(
    _ name: String, _ keyPath: any WritableKeyPath<Parameters, Double> & Sendable, _ unit: String,
    _ range: ClosedRange<Double>, _ source: Source, _ meaning: String,
    isWhole: Bool = false, time: TimeDimension = .timeless
  ) {
    self.name = name
    self.unit = unit
    self.time = time
    self.range = range
    self.isWhole = isWhole
    self.meaning = meaning
    self.source = source
    self.keyPath = keyPath
  }

  /// Whether a value lies in the range, and is whole where it counts things.
  public func allows(_ value: Double) -> Bool {
    range.contains(value) && (!isWhole || value == value.rounded())
  }

  /// The value that holds when a scenario says nothing.
  public var defaultValue: Double { Parameters()[keyPath: keyPath] }
}
