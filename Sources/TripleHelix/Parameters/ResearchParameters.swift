/// Parameters of research and innovation.
///
/// A searching firm spends its search budget on R&D and innovates, imitates, or fails.
public struct ResearchParameters: Sendable, Equatable {
  public var shareOfSales: Double = 0.03
  public var purseQuarters: Double = 8
  public var purseShape: Double = 4
  public var sizeExponent: Double = 0.05
  public var additionExponent: Double = 0.6
  public var priceElasticity: Double = 0.5
  public var exposureGain: Double = 0.5
  public var innovationRate: Double = 0.06
  public var leapPenalty: Double = 0.3
  public var imitationRate: Double = 1.8
  public var sideProductRate: Double = 0.05
  public var sideProductMinimum: Double = -0.02
  public var sideProductWidth: Double = 0.07
  public var appropriabilityMean: Double = 0.3
  public var appropriabilityGain: Double = 2
}

extension ResearchParameters {
  static let descriptions: [ParameterDescription] = [
    .init(
      "research.share_of_sales", \.research.shareOfSales, "share of sales", (0)...(1), .reference,
      "R&D of a searching firm; scaled in regions whose R&D is given."),
    .init(
      "research.purse_quarters", \.research.purseQuarters, "quarters", (0.5)...(100), .assumed,
      "Mean number of quarters of search that a search budget pays for.", time: .duration),
    .init(
      "research.purse_shape", \.research.purseShape, "–", (0.5)...(100), .assumed,
      "Shape of the gamma distribution of search budgets."),
    .init(
      "research.size_exponent", \.research.sizeExponent, "–", (0)...(1), .calibrated,
      "Elasticity of success in research to R&D, measured in wages."),
    .init(
      "research.addition_exponent", \.research.additionExponent, "–", (0)...(2), .assumed,
      "Elasticity of success in research to R&D added to a firm's own budget."),
    .init(
      "research.price_elasticity", \.research.priceElasticity, "–", (0)...(2), .reference,
      "Elasticity of R&D to its price if a policy pays a share of it, as a positive number."),
    .init(
      "research.exposure_gain", \.research.exposureGain, "–", (0)...(10), .assumed,
      "Gain in own research from exposure to newer lines."),
    .init(
      "research.innovation_rate", \.research.innovationRate, "1/quarter", (0)...(5), .calibrated,
      "Rate at which firms innovate from what universities have discovered.", time: .rate),
    .init(
      "research.leap_penalty", \.research.leapPenalty, "–", (0)...(5), .assumed,
      "Loss of success for every generation that is skipped."),
    .init(
      "research.imitation_rate", \.research.imitationRate, "1/quarter", (0)...(50), .calibrated,
      "Rate at which firms imitate lines that they see.", time: .rate),
    .init(
      "research.side_product_rate", \.research.sideProductRate, "1/quarter", (0)...(5), .assumed,
      "Rate of small gains in efficiency.", time: .rate),
    .init(
      "research.side_product_minimum", \.research.sideProductMinimum, "log points", (-1)...(1),
      .reference,
      "Smallest side product of research; negative draws are dropped."),
    .init(
      "research.side_product_width", \.research.sideProductWidth, "log points", (0)...(1),
      .reference,
      "Width of the Beta(3,3) distribution of side products."),
    .init(
      "research.appropriability_mean", \.research.appropriabilityMean, "–", (0)...(0.95), .assumed,
      "Appropriability at which the rates of innovation and imitation apply unchanged."),
    .init(
      "research.appropriability_gain", \.research.appropriabilityGain, "–", (0)...(20), .calibrated,
      "Increase in success of own research with appropriability above its mean."),
  ]
}

extension ResearchParameters {
  /// R&D of a quarter of search over expected sales, at the intensity of a region: the rule of every
  /// quarter, by which the initial state is made as well.
  func share(ofSalesAt intensity: Double) -> Double { shareOfSales * intensity }
}
