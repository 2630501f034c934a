/// Parameters of market shares and orders.
///
/// Replicator selection on relative competitiveness, with lumpy orders.
public struct MarketParameters: Sendable, Equatable {
  public var selection: Double = 0.08
  public var selectionAbroad: Double = 0.04
  public var priceElasticity: Double = 1.5
  public var lotDeviation: Double = 0.11
  public var lotSizeExponent: Double = 0.25
  public var lotRenewal: Double = 0.15
  public var exporterHazard: Double = 0.01
  public var exporterSize: Double = 20
  public var exporterShare: Double = 0.03
  public var worldShare: Double = 0.05
  public var overload: Double = 1.4
}

extension MarketParameters {
  static let descriptions: [ParameterDescription] = [
    .init(
      "market.selection", \.market.selection, "1/quarter", (0)...(1), .calibrated,
      "Strength of selection (replicator dynamics) at home.", time: .rate),
    .init(
      "market.selection_abroad", \.market.selectionAbroad, "1/quarter", (0)...(1), .calibrated,
      "Strength of selection (replicator dynamics) abroad.", time: .rate),
    .init(
      "market.price_elasticity", \.market.priceElasticity, "–", (0)...(10), .assumed,
      "Elasticity of competitiveness to price."),
    .init(
      "market.lot_deviation", \.market.lotDeviation, "–", (0)...(1), .calibrated,
      "Standard deviation of growth per square root of contested lots, for a firm of one size "
        + "unit.", time: .walk),
    .init(
      "market.lot_size_exponent", \.market.lotSizeExponent, "–", (0)...(1), .calibrated,
      "Exponent by which the deviation of growth falls with size."),
    .init(
      "market.lot_renewal", \.market.lotRenewal, "1/quarter", (0)...(1), .calibrated,
      "Hazard that a firm's intensity of orders is drawn again.", time: .share),
    .init(
      "market.exporter_hazard", \.market.exporterHazard, "1/quarter", (0)...(1), .calibrated,
      "Hazard that a firm of the reference size starts to export.", time: .share),
    .init(
      "market.exporter_size", \.market.exporterSize, "persons", (0.1)...(10000), .assumed,
      "Reference size for the hazard of starting to export, per unit of the minimum efficient "
        + "size."),
    .init(
      "market.exporter_share", \.market.exporterShare, "share of sales", (0)...(1), .assumed,
      "First exports of a new exporter."),
    .init(
      "market.world_share", \.market.worldShare, "share", (0.0001)...(0.9), .assumed,
      "The country's share of the world market at the start."),
    .init(
      "market.overload", \.market.overload, "–", (0.5)...(10), .assumed,
      "Largest orders that a firm can take, relative to normal output."),
  ]
}
