/// Parameters of the state at tick 0.
///
/// How the first population is synthesised.
public struct InitialParameters: Sendable, Equatable {
  public var growth: Double = 0.006
  public var paretoExponent: Double = 1.06
  public var smallestFirm: Double = 0.9
  public var largestShare: Double = 0.2
  public var specialisationShape: Double = 2
  public var generationSpacing: Double = 48
  public var adoptionSlope: Double = 0.13
  public var adoptionMidpoint: Double = 40
  public var diffusingShare: Double = 0.9
  public var searchingShare: Double = 0.12
  public var debtShare: Double = 0.35
  public var businessResearchShare: Double = 0.4
}

extension InitialParameters {
  static let descriptions: [ParameterDescription] = [
    .init(
      "initial.growth", \.initial.growth, "1/quarter", (-0.05)...(0.05), .calibrated,
      "Growth that the stocks of tick 0 are assumed to be on.", time: .growth),
    .init(
      "initial.pareto_exponent", \.initial.paretoExponent, "–", (0.5)...(5), .reference,
      "Pareto exponent of firm sizes."),
    .init(
      "initial.smallest_firm", \.initial.smallestFirm, "persons", (0.1)...(100), .assumed,
      "Smallest firm before sizes are scaled to a region's employment."),
    .init(
      "initial.largest_share", \.initial.largestShare, "share of firms", (0.001)...(1), .assumed,
      "Largest firm before scaling, in persons per firm of the country."),
    .init(
      "initial.specialisation_shape", \.initial.specialisationShape, "–", (0.1)...(1000), .assumed,
      "Shape of the gamma distribution of regions' specialisation."),
    .init(
      "initial.generation_spacing", \.initial.generationSpacing, "quarters", (1)...(1000),
      .calibrated,
      "Difference in age between the generations at tick 0.", time: .duration),
    .init(
      "initial.adoption_slope", \.initial.adoptionSlope, "1/quarter", (0.001)...(5), .calibrated,
      "Slope of the logistic curve on which firms stand at tick 0.", time: .rate),
    .init(
      "initial.adoption_midpoint", \.initial.adoptionMidpoint, "quarters", (0)...(1000),
      .calibrated,
      "Age at which half of the firms have adopted a generation at tick 0.", time: .duration),
    .init(
      "initial.diffusing_share", \.initial.diffusingShare, "–", (0)...(1), .calibrated,
      "Share of the expected next adopters that start in diffusion."),
    .init(
      "initial.searching_share", \.initial.searchingShare, "–", (0)...(1), .calibrated,
      "Share of firms that start in search."),
    .init(
      "initial.debt_share", \.initial.debtShare, "share of capital", (0)...(1), .calibrated,
      "Debt of a firm at tick 0, relative to its capital."),
    .init(
      "initial.business_research_share", \.initial.businessResearchShare, "share of R&D", (0)...(1),
      .assumed,
      "Share of a region's R&D done by firms if the region's R&D is given."),
  ]
}
