/// Parameters of market shares and orders.
///
/// Replicator selection on relative competitiveness, with lumpy orders.
public struct MarketParameters: Sendable, Equatable {
  /// Replicator strength at home.
  /// Unit: 1/quarter.
  public var selection: Double = 0.08
  /// Replicator strength abroad.
  /// Unit: 1/quarter.
  public var selectionAbroad: Double = 0.04
  /// Elasticity of competitiveness to price.
  /// Unit: –.
  public var priceElasticity: Double = 1.5
  /// Deviation of growth per root of contested lots, for a firm of one size unit.
  /// Unit: –.
  public var lotDeviation: Double = 0.11
  /// Fall of that deviation with size.
  /// Unit: –.
  public var lotSizeExponent: Double = 0.25
  /// Hazard of a new draw of the intensity of orders.
  /// Unit: 1/quarter.
  public var lotRenewal: Double = 0.15
  /// Hazard of starting to export, for a firm of the reference size.
  /// Unit: 1/quarter.
  public var exporterHazard: Double = 0.01
  /// Reference size of the exporting hazard, per unit of the minimum efficient size.
  /// Unit: persons.
  public var exporterSize: Double = 20
  /// First exports of a new exporter.
  /// Unit: share of sales.
  public var exporterShare: Double = 0.03
  /// The country's share of the world market at the start.
  /// Unit: share.
  public var worldShare: Double = 0.05
  /// Orders that a firm can take, over normal output.
  /// Unit: –.
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
      "Hazard that a firm's intensity of orders is drawn again."),
    .init(
      "market.exporter_hazard", \.market.exporterHazard, "1/quarter", (0)...(1), .calibrated,
      "Hazard that a firm of the reference size starts to export."),
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
