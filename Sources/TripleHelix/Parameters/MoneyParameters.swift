/// Parameters of the central bank and the selected world.
///
/// A rule for the interest rate, and what rivals abroad learn from exporters.
public struct MoneyParameters: Sendable, Equatable {
  public var priceReaction: Double = 0.1
  public var inflationReaction: Double = 1.5
  public var rateSmoothing: Double = 0.2
  public var investmentSensitivity: Double = 12
  public var consumptionSensitivity: Double = 3
  public var worldImitation: Double = 0.01
}

extension MoneyParameters {
  static let descriptions: [ParameterDescription] = [
    .init(
      "money.price_reaction", \.money.priceReaction, "1/quarter", (0)...(1), .calibrated,
      "Response of the quarterly interest rate to consumer prices above those of tick 0, in "
        + "log points.", time: .share),
    .init(
      "money.inflation_reaction", \.money.inflationReaction, "–", (0)...(10), .reference,
      "Response of the interest rate to inflation, both per quarter.", time: .rate),
    .init(
      "money.rate_smoothing", \.money.rateSmoothing, "1/quarter", (0)...(1), .reference,
      "Speed at which the interest rate moves to the rate of the rule.", time: .share),
    .init(
      "money.investment_sensitivity", \.money.investmentSensitivity, "quarters", (0)...(200),
      .assumed,
      "Fall of investment plans, in log points, per unit of the quarterly interest rate above "
        + "its usual level.", time: .duration),
    .init(
      "money.consumption_sensitivity", \.money.consumptionSensitivity, "quarters", (0)...(200),
      .assumed,
      "Fall of consumption, in log points, per unit of the quarterly interest rate above its "
        + "usual level.", time: .duration),
    .init(
      "money.world_imitation", \.money.worldImitation, "1/quarter", (0)...(1), .calibrated,
      "Speed at which rivals abroad adopt the lead of the exporters that they lose to.", time: .rate
    ),
  ]
}
