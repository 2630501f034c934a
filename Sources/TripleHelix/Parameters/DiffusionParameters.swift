/// Parameters of innovation and its diffusion in the firm.
///
/// A first line at a small share, then capital shifts if it pays back.
public struct DiffusionParameters: Sendable, Equatable {
  /// Displacement share of a first line.
  /// Unit: share of output.
  public var initialShare: Double = 0.05
  /// Length of the trial before diffusion may start.
  /// Unit: quarters.
  public var trialQuarters: Double = 2
  /// Hazard of dropping a line that does not pay back.
  /// Unit: 1/quarter.
  public var dropHazard: Double = 0.04
  /// Capital that is specific to a line.
  /// Unit: share of capital.
  public var specificCapital: Double = 0.3
  /// Longest pay-back of a diffusion investment.
  /// Unit: quarters.
  public var paybackQuarters: Double = 24
  /// Largest shift of the displacement share in a quarter.
  /// Unit: 1/quarter.
  public var pace: Double = 0.08
  /// Share of the quality gain that the firm expects to keep in its price.
  /// Unit: –.
  public var qualityBenefit: Double = 0.5
  /// Output on a generation and newer ones from which it is its sector's tradition.
  /// Unit: share of output.
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
      "Length of the trial before a new line may spread within the firm."),
    .init(
      "diffusion.drop_hazard", \.diffusion.dropHazard, "1/quarter", (0)...(1), .assumed,
      "Hazard of dropping a line that does not pay back."),
    .init(
      "diffusion.specific_capital", \.diffusion.specificCapital, "share of capital", (0)...(1),
      .calibrated,
      "Share of capital that is specific to a line."),
    .init(
      "diffusion.payback_quarters", \.diffusion.paybackQuarters, "quarters", (0)...(400),
      .calibrated,
      "Longest acceptable payback time of an investment in a new line."),
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
