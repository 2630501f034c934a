/// Parameters of exit of firms.
///
/// Insolvent, vanishing and loss-making firms close.
public struct ExitParameters: Sendable, Equatable {
  public var insolvency: Double = 0.9
  public var minimumSize: Double = 0.6
  public var closingHazard: Double = 0.1
  public var lossScale: Double = 0.1
  public var dormantPurge: Double = 0.02
  public var bailOutProbability: Double = 0
  public var salvage: Double = 0.4
  public var scrapping: Double = 0.25
}

extension ExitParameters {
  static let descriptions: [ParameterDescription] = [
    .init(
      "exit.insolvency", \.exit.insolvency, "share of capital", (0)...(2), .assumed,
      "Debt and cash shortfall above which a firm without cash is insolvent."),
    .init(
      "exit.minimum_size", \.exit.minimumSize, "persons", (0)...(10), .assumed,
      "Employees below which a firm closes, per unit of the minimum efficient size."),
    .init(
      "exit.closing_hazard", \.exit.closingHazard, "1/quarter", (0)...(1), .calibrated,
      "Hazard that a firm closes at a full loss.", time: .share),
    .init(
      "exit.loss_scale", \.exit.lossScale, "share of sales", (0.001)...(1), .assumed,
      "Loss at which the hazard of closing is full."),
    .init(
      "exit.dormant_purge", \.exit.dormantPurge, "1/quarter", (0)...(1), .assumed,
      "Share of closed enterprises that are struck off the register.", time: .share),
    .init(
      "exit.bail_out_probability", \.exit.bailOutProbability, "probability", (0)...(1), .assumed,
      "Probability that the state saves a firm that would close."),
    .init(
      "exit.salvage", \.exit.salvage, "share", (0)...(1), .reference,
      "Capital usable by newcomers, per unit of the capital that closed firms leave."),
    .init(
      "exit.scrapping", \.exit.scrapping, "1/quarter", (0)...(1), .assumed,
      "Share of used capital without a buyer that is scrapped.", time: .share),
  ]
}
