/// Parameters of research and innovation.
///
/// A searching firm spends its search budget on R&D and innovates, imitates, or fails.
public struct ResearchParameters: Sendable, Equatable {
  /// R&D of a searching firm; regions with a table of R&D scale it.
  /// Unit: share of sales.
  public var shareOfSales: Double = 0.03
  /// Mean length of a search that its budget pays for.
  /// Unit: quarters.
  public var purseQuarters: Double = 8
  /// Shape of the gamma distribution of search budgets.
  /// Unit: –.
  public var purseShape: Double = 4
  /// Elasticity of success to R&D in wages.
  /// Unit: –.
  public var sizeExponent: Double = 0.05
  /// Elasticity of success to R&D that is added to a firm's own budget.
  /// Unit: –.
  public var additionExponent: Double = 0.6
  /// Elasticity of R&D to its price, where a policy pays a share of it; sign turned.
  /// Unit: –.
  public var priceElasticity: Double = 0.5
  /// Gain of own research from exposure.
  /// Unit: –.
  public var exposureGain: Double = 0.5
  /// Rate of innovation from what the universities offer.
  /// Unit: 1/quarter.
  public var innovationRate: Double = 0.06
  /// Loss of success with every generation leapt over.
  /// Unit: –.
  public var leapPenalty: Double = 0.3
  /// Rate of imitation of what is seen.
  /// Unit: 1/quarter.
  public var imitationRate: Double = 1.8
  /// Rate of small gains in efficiency.
  /// Unit: 1/quarter.
  public var sideProductRate: Double = 0.05
  /// Smallest side product; negative ones are dropped.
  /// Unit: log points.
  public var sideProductMinimum: Double = -0.02
  /// Width of the Beta(3,3) side product.
  /// Unit: log points.
  public var sideProductWidth: Double = 0.07
  /// Appropriability at which the rates of innovation and imitation hold as they are.
  /// Unit: –.
  public var appropriabilityMean: Double = 0.3
  /// Rise of success in own research with appropriability above that.
  /// Unit: –.
  public var appropriabilityGain: Double = 2
}

extension ResearchParameters {
  static let descriptions: [ParameterDescription] = [
    .init(
      "research.share_of_sales", \.research.shareOfSales, "share of sales", (0)...(1), .reference,
      "R&D of a searching firm; scaled in regions whose R&D is given."),
    .init(
      "research.purse_quarters", \.research.purseQuarters, "quarters", (0.5)...(100), .assumed,
      "Mean number of quarters of search that a search budget pays for."),
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
