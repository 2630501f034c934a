/// Parameters of innovation and its diffusion in the firm.
///
/// A first line at a small share, then capital shifts if it pays back.
public struct DiffusionParameters: Sendable, Equatable {
  public var initialShare: Double = 0.05
  public var trialQuarters: Double = 2
  public var dropHazard: Double = 0.04
  public var specificCapital: Double = 0.3
  public var paybackQuarters: Double = 24
  public var pace: Double = 0.08
  public var qualityBenefit: Double = 0.5
  public var commonShare: Double = 0.5
}

extension DiffusionParameters {
  static let descriptions: [ParameterDescription] = [
    .init(
      "diffusion.initial_share", \.diffusion.initialShare, "share of output", (0.0001)...(1),
      .assumed,
      "Share of output that a new line starts with."),
    .init(
      "diffusion.trial_quarters", \.diffusion.trialQuarters, "quarters", (0)...(100), .assumed,
      "Length of the trial before a new line may spread within the firm.", time: .duration),
    .init(
      "diffusion.drop_hazard", \.diffusion.dropHazard, "1/quarter", (0)...(1), .assumed,
      "Hazard of dropping a line that does not pay back.", time: .share),
    .init(
      "diffusion.specific_capital", \.diffusion.specificCapital, "share of capital", (0)...(1),
      .calibrated,
      "Share of capital that is specific to a line."),
    .init(
      "diffusion.payback_quarters", \.diffusion.paybackQuarters, "quarters", (0)...(400),
      .calibrated,
      "Longest acceptable payback time of an investment in a new line.", time: .duration),
    .init(
      "diffusion.pace", \.diffusion.pace, "1/quarter", (0.001)...(1), .calibrated,
      "Largest shift of output to the new line in a quarter.", time: .rate),
    .init(
      "diffusion.quality_benefit", \.diffusion.qualityBenefit, "–", (0)...(5), .assumed,
      "Share of a gain in quality that the firm expects to keep in its price."),
    .init(
      "diffusion.common_share", \.diffusion.commonShare, "share of output", (0.01)...(0.99),
      .assumed,
      "Share of output on a generation and newer ones from which the generation is its "
        + "sector's tradition."),
  ]
}
