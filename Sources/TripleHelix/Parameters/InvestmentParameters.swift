/// Parameters of investment and credit.
///
/// Capital follows expected output; cash and credit limit it.
public struct InvestmentParameters: Sendable, Equatable {
  public var depreciation: Double = 0.015
  public var adjustment: Double = 0.2
  public var capitalOutput: Double = 4
  public var expectationSmoothing: Double = 0.3
  public var debtLimit: Double = 0.6
  public var borrowedShare: Double = 0.35
  public var cashFloor: Double = 0.25
  public var ventureAge: Double = 40
  public var ventureLimit: Double = 0.05
  public var ventureSupply: Double = 0.0005
}

extension InvestmentParameters {
  static let descriptions: [ParameterDescription] = [
    .init(
      "investment.depreciation", \.investment.depreciation, "1/quarter", (0)...(0.5), .reference,
      "Depreciation of capital.", time: .share),
    .init(
      "investment.adjustment", \.investment.adjustment, "1/quarter", (0)...(1), .assumed,
      "Speed at which capital follows its target.", time: .share),
    .init(
      "investment.capital_output", \.investment.capitalOutput, "quarters of output", (0.1)...(100),
      .calibrated,
      "Capital per unit of quarterly output, unless a region's investment implies another "
        + "value.", time: .duration),
    .init(
      "investment.expectation_smoothing", \.investment.expectationSmoothing, "1/quarter",
      (0.001)...(1), .assumed,
      "Speed at which expected output follows output.", time: .share),
    .init(
      "investment.debt_limit", \.investment.debtLimit, "share of capital", (0)...(1), .assumed,
      "Debt up to which the bank lends."),
    .init(
      "investment.borrowed_share", \.investment.borrowedShare, "share of investment", (0)...(1),
      .assumed,
      "Share of investment that is borrowed even if cash would cover it."),
    .init(
      "investment.cash_floor", \.investment.cashFloor, "quarters of cost", (0)...(4), .assumed,
      "Cash that is not used for investment.", time: .duration),
    .init(
      "investment.venture_age", \.investment.ventureAge, "quarters", (0)...(400), .assumed,
      "Age up to which firms can sell equity for venture capital.", time: .duration),
    .init(
      "investment.venture_limit", \.investment.ventureLimit, "share of capital", (0)...(1),
      .assumed, "Equity that a firm can sell in a quarter.", time: .rate),
    .init(
      "investment.venture_supply", \.investment.ventureSupply, "share of GDP", (0)...(0.1),
      .assumed,
      "Venture capital that households offer per quarter."),
  ]
}
