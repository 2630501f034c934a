/// Parameters by which the stage in the life of a region is told; nothing else reads them.
public struct StageParameters: Sendable, Equatable {
  public var smoothing: Double = 0.4
  public var growthThreshold: Double = 0.005
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
