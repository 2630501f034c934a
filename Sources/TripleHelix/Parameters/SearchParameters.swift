/// Parameters of the start of search.
///
/// A satisficing firm starts to search when profit disappoints, peers profit, or a discovery is near.
public struct SearchParameters: Sendable, Equatable {
  public var baseHazard: Double = 0.006
  public var gapWeight: Double = 4
  public var gapScale: Double = 0.05
  public var exposureWeight: Double = 25
  public var reachWeight: Double = 3
  public var unfundedFactor: Double = 0.2
  public var aspirationSpeed: Double = 0.05
  public var ownShare: Double = 0.5
  public var marginSmoothing: Double = 0.25
  public var riskDeviation: Double = 0.4
  public var failureAdjustment: Double = 0.5
}

extension SearchParameters {
  static let descriptions: [ParameterDescription] = [
    .init(
      "search.base_hazard", \.search.baseHazard, "1/quarter", (0)...(1), .calibrated,
      "Hazard of starting to search.", time: .share),
    .init(
      "search.gap_weight", \.search.gapWeight, "–", (0)...(100), .assumed,
      "Weight of the gap between aspiration and margin in the hazard of starting to search."),
    .init(
      "search.gap_scale", \.search.gapScale, "share of sales", (0.001)...(1), .assumed,
      "Gap between aspiration and margin at which its effect is full."),
    .init(
      "search.exposure_weight", \.search.exposureWeight, "–", (0)...(1000), .calibrated,
      "Weight of exposure to newer lines in the hazard of starting to search."),
    .init(
      "search.reach_weight", \.search.reachWeight, "–", (0)...(100), .assumed,
      "Weight of how far a newer generation is within reach in the hazard of starting to "
        + "search."),
    .init(
      "search.unfunded_factor", \.search.unfundedFactor, "–", (0)...(1), .assumed,
      "Factor on the hazard of starting to search if cash and credit do not cover a year of "
        + "R&D."),
    .init(
      "search.aspiration_speed", \.search.aspirationSpeed, "1/quarter", (0)...(1), .assumed,
      "Speed at which aspiration follows margins.", time: .share),
    .init(
      "search.own_share", \.search.ownShare, "–", (0)...(1), .assumed,
      "Weight of the firm's own margin, relative to its sector's, in aspiration."),
    .init(
      "search.margin_smoothing", \.search.marginSmoothing, "1/quarter", (0.001)...(1), .assumed,
      "Smoothing of a firm's margin.", time: .share),
    .init(
      "search.risk_deviation", \.search.riskDeviation, "log points", (0)...(2), .assumed,
      "Standard deviation of the logarithm of risk propensity."),
    .init(
      "search.failure_adjustment", \.search.failureAdjustment, "–", (0)...(1), .assumed,
      "Share of the gap to its margin by which a failed search lowers a firm's aspiration."),
  ]
}
