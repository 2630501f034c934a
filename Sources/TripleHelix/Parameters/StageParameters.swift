/// Parameters by which the stage in the life of a region is told; nothing else reads them.
public struct StageParameters: Sendable, Equatable {
  /// Weight of the last year in smoothed growth and change.
  /// Unit: 1/year.
  public var smoothing: Double = 0.4
  /// Growth of employment from which a region counts as growing, or shrinking.
  /// Unit: 1/year.
  public var growthThreshold: Double = 0.005
  /// Rise of heterogeneity from which knowledge counts as widening.
  /// Unit: 1/year.
  public var wideningThreshold: Double = 0.01
}

extension StageParameters {
  static let descriptions: [ParameterDescription] = [
    .init(
      "stage.smoothing", \.stage.smoothing, "1/year", (0.01)...(1), .assumed,
      "Weight of the last year in smoothed growth and change."),
    .init(
      "stage.growth_threshold", \.stage.growthThreshold, "1/year", (0)...(1), .assumed,
      "Growth of employment above which a region counts as growing, or below the negative of "
        + "which as shrinking."),
    .init(
      "stage.widening_threshold", \.stage.wideningThreshold, "1/year", (0)...(10), .assumed,
      "Increase in heterogeneity above which knowledge counts as widening."),
  ]
}
