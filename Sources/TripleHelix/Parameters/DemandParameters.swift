/// Parameters of final demand and the world.
///
/// Households, governments and the rest of the world.
public struct DemandParameters: Sendable, Equatable {
  public var incomePropensity: Double = 0.8
  public var wealthPropensity: Double = 0.05
  public var revenueSmoothing: Double = 0.15
  public var balanceReaction: Double = 0.02
  public var balanceTarget: Double = -1.2
  public var unemploymentReaction: Double = 1.2
  public var importSpeed: Double = 0.1
  public var worldGrowth: Double = 0.007
  public var worldQualityGrowth: Double = 0.0035
  public var worldQualityShock: Double = 0.002
}

extension DemandParameters {
  static let descriptions: [ParameterDescription] = [
    .init(
      "demand.income_propensity", \.demand.incomePropensity, "–", (0)...(1), .reference,
      "Propensity to consume out of disposable income."),
    .init(
      "demand.wealth_propensity", \.demand.wealthPropensity, "1/quarter", (0)...(1), .reference,
      "Propensity to consume out of deposits.", time: .rate),
    .init(
      "demand.revenue_smoothing", \.demand.revenueSmoothing, "1/quarter", (0.001)...(1), .assumed,
      "Speed at which government spending follows revenue.", time: .share),
    .init(
      "demand.balance_reaction", \.demand.balanceReaction, "1/quarter", (0)...(1), .calibrated,
      "Response of government spending to the gap between deposit and target.", time: .rate),
    .init(
      "demand.balance_target", \.demand.balanceTarget, "quarters of GDP", (-40)...(40), .assumed,
      "Target for the government's deposit; negative values are debt.", time: .duration),
    .init(
      "demand.unemployment_reaction", \.demand.unemploymentReaction, "–", (0)...(10), .calibrated,
      "Response of government spending, in GDP, to unemployment above that of tick 0."),
    .init(
      "demand.import_speed", \.demand.importSpeed, "1/quarter", (0)...(1), .assumed,
      "Speed at which import shares move to their target.", time: .share),
    .init(
      "demand.world_growth", \.demand.worldGrowth, "1/quarter", (-0.1)...(0.1), .assumed,
      "Growth of world demand.", time: .growth),
    .init(
      "demand.world_quality_growth", \.demand.worldQualityGrowth, "1/quarter", (-0.1)...(0.1),
      .assumed,
      "Growth of quality abroad.", time: .growth),
    .init(
      "demand.world_quality_shock", \.demand.worldQualityShock, "–", (0)...(0.1), .assumed,
      "Standard deviation of the growth of quality abroad.", time: .walk),
  ]
}
