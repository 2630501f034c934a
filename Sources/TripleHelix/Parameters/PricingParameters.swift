/// Parameters of prices.
///
/// Half mark-up on unit cost, half pricing to market.
public struct PricingParameters: Sendable, Equatable {
  public var markUp: Double = 0.25
  public var marketWeight: Double = 0.5
  public var costFloor: Double = 0.9
}

extension PricingParameters {
  static let descriptions: [ParameterDescription] = [
    .init(
      "pricing.mark_up", \.pricing.markUp, "–", (0)...(2), .calibrated,
      "Mark-up on unit cost."),
    .init(
      "pricing.market_weight", \.pricing.marketWeight, "–", (0)...(1), .calibrated,
      "Weight of the market price, adjusted for quality, in a firm's price."),
    .init(
      "pricing.cost_floor", \.pricing.costFloor, "share of unit cost", (0)...(1), .assumed,
      "Lowest price, relative to unit cost."),
  ]
}
