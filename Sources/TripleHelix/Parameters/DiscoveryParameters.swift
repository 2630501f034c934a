/// Parameters of the universities' discoveries.
///
/// Universities draw discoveries; each opens or improves a generation of technology.
public struct DiscoveryParameters: Sendable, Equatable {
  public var ratePerField: Double = 0.1
  public var staffExponent: Double = 0.7
  public var fundingExponent: Double = 0.3
  public var stepMean: Double = 0.2
  public var stepLogDeviation: Double = 0.35
  public var radicalProbability: Double = 0.05
  public var radicalMinimum: Double = 0.3
  public var radicalExponent: Double = 2.5
  public var stepCap: Double = 1.0
  public var qualityShare: Double = 0.5
  public var resourceSaving: Double = 0.005
  public var resourceDeviation: Double = 0.01
  public var improvementThreshold: Double = 0.03
  public var improvementShare: Double = 0.5
  public var patentsPerInnovation: Double = 0.5
}

extension DiscoveryParameters {
  static let descriptions: [ParameterDescription] = [
    .init(
      "discovery.rate_per_field", \.discovery.ratePerField, "1/quarter", (0)...(5), .calibrated,
      "Discoveries per field of science at the staff and funding of tick 0.", time: .rate),
    .init(
      "discovery.staff_exponent", \.discovery.staffExponent, "–", (0)...(2), .assumed,
      "Elasticity of discoveries to research staff."),
    .init(
      "discovery.funding_exponent", \.discovery.fundingExponent, "–", (0)...(2), .assumed,
      "Elasticity of discoveries to funding per researcher, in wages."),
    .init(
      "discovery.step_mean", \.discovery.stepMean, "–", (0)...(1), .calibrated,
      "Mean productivity step of an ordinary discovery."),
    .init(
      "discovery.step_log_deviation", \.discovery.stepLogDeviation, "–", (0)...(2), .assumed,
      "Standard deviation of the step's logarithm."),
    .init(
      "discovery.radical_probability", \.discovery.radicalProbability, "–", (0)...(1), .assumed,
      "Probability that a discovery is radical, with a step drawn from a Pareto distribution."),
    .init(
      "discovery.radical_minimum", \.discovery.radicalMinimum, "–", (0)...(1), .assumed,
      "Smallest radical step."),
    .init(
      "discovery.radical_exponent", \.discovery.radicalExponent, "–", (1)...(10), .assumed,
      "Pareto exponent of radical steps."),
    .init(
      "discovery.step_cap", \.discovery.stepCap, "–", (0)...(5), .assumed,
      "Largest step."),
    .init(
      "discovery.quality_share", \.discovery.qualityShare, "–", (0)...(2), .assumed,
      "Quality step as a share of the productivity step."),
    .init(
      "discovery.resource_saving", \.discovery.resourceSaving, "log points", (0)...(0.2), .assumed,
      "Mean saving of inputs per unit of output from one generation to the next."),
    .init(
      "discovery.resource_deviation", \.discovery.resourceDeviation, "log points", (0)...(0.1),
      .assumed,
      "Standard deviation of the saving of inputs from one generation to the next."),
    .init(
      "discovery.improvement_threshold", \.discovery.improvementThreshold, "–", (0)...(1),
      .calibrated,
      "Share of output below which another discovery improves the newest generation instead "
        + "of opening a new one."),
    .init(
      "discovery.improvement_share", \.discovery.improvementShare, "–", (0)...(1), .assumed,
      "Share of a full step that an improvement adds."),
    .init(
      "discovery.patents_per_innovation", \.discovery.patentsPerInnovation, "–", (0)...(10),
      .assumed,
      "Patents per innovation of a firm, multiplied by the sector's propensity to patent."),
  ]
}
