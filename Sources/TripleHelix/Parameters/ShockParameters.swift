/// Parameters of common shocks and of sudden losses.
///
/// What hits a sector or the country at once, and what takes a firm's market or credit away.
public struct ShockParameters: Sendable, Equatable {
  public var demandPersistence: Double = 0.9
  public var homeDeviation: Double = 0.015
  public var worldDeviation: Double = 0.02
  public var confidencePersistence: Double = 0.9
  public var confidenceDeviation: Double = 0.006
  public var confidenceConsumption: Double = 0.5
  public var confidenceInvestment: Double = 3
  public var lossHazard: Double = 0.008
  public var lossSizeExponent: Double = 0.2
  public var lossShapeKept: Double = 1.5
  public var lossShapeLost: Double = 4
  public var obsolescence: Double = 0.5
  public var recallHazard: Double = 0.4
  public var recallLeverage: Double = 0.7
  public var recallCycle: Double = 1
  public var recallSlump: Double = 0.02
  public var recallMemory: Double = 0.05
}

extension ShockParameters {
  static let descriptions: [ParameterDescription] = [
    .init(
      "shocks.demand_persistence", \.shocks.demandPersistence, "1/quarter", (0)...(0.999), .assumed,
      "Persistence of shocks to a sector's demand, at home and abroad.", time: .persistence),
    .init(
      "shocks.home_deviation", \.shocks.homeDeviation, "log points", (0)...(0.5), .calibrated,
      "Standard deviation of the quarterly shock to a sector's share in home final demand.",
      time: .shock(persistence: \.shocks.demandPersistence)),
    .init(
      "shocks.world_deviation", \.shocks.worldDeviation, "log points", (0)...(0.5), .calibrated,
      "Standard deviation of the quarterly shock to a sector's world market.",
      time: .shock(persistence: \.shocks.demandPersistence)),
    .init(
      "shocks.confidence_persistence", \.shocks.confidencePersistence, "1/quarter", (0)...(0.999),
      .assumed,
      "Persistence of confidence.", time: .persistence),
    .init(
      "shocks.confidence_deviation", \.shocks.confidenceDeviation, "log points", (0)...(0.2),
      .calibrated,
      "Standard deviation of the quarterly shock to confidence.",
      time: .shock(persistence: \.shocks.confidencePersistence)),
    .init(
      "shocks.confidence_consumption", \.shocks.confidenceConsumption, "–", (0)...(10), .assumed,
      "Elasticity of consumption to confidence."),
    .init(
      "shocks.confidence_investment", \.shocks.confidenceInvestment, "–", (0)...(20), .assumed,
      "Elasticity of investment to confidence."),
    .init(
      "shocks.loss_hazard", \.shocks.lossHazard, "1/quarter", (0)...(0.2), .calibrated,
      "Hazard of losing a large customer, for a firm of one size unit on its sector's "
        + "tradition.", time: .share),
    .init(
      "shocks.loss_size_exponent", \.shocks.lossSizeExponent, "–", (0)...(1), .calibrated,
      "Exponent by which the hazard of losing a customer falls with size."),
    .init(
      "shocks.loss_shape_kept", \.shocks.lossShapeKept, "–", (0.1)...(50), .assumed,
      "Second shape of the Beta distribution of the share of orders lost."),
    .init(
      "shocks.loss_shape_lost", \.shocks.lossShapeLost, "–", (0.1)...(50), .assumed,
      "First shape of the Beta distribution of the share of orders lost."),
    .init(
      "shocks.obsolescence", \.shocks.obsolescence, "–", (0)...(20), .assumed,
      "Increase in the hazard of losing a customer with every generation that a firm is "
        + "behind its sector's tradition."),
    .init(
      "shocks.recall_hazard", \.shocks.recallHazard, "1/quarter", (0)...(1), .calibrated,
      "Hazard that the bank recalls the credit of an overindebted firm that makes a loss.",
      time: .share),
    .init(
      "shocks.recall_leverage", \.shocks.recallLeverage, "share of capital in use", (0)...(10),
      .assumed,
      "Debt above which credit can be recalled."),
    .init(
      "shocks.recall_cycle", \.shocks.recallCycle, "–", (0)...(10), .assumed,
      "Increase in the hazard of recalled credit in a full slump of the sector."),
    .init(
      "shocks.recall_slump", \.shocks.recallSlump, "share of sales", (0.001)...(1), .assumed,
      "Fall of a sector's margin under its usual one that is a full slump."),
    .init(
      "shocks.recall_memory", \.shocks.recallMemory, "1/quarter", (0)...(1), .assumed,
      "Speed at which a sector's usual margin follows.", time: .share),
  ]
}
