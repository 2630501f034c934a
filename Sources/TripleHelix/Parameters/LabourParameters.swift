/// Parameters of labour and wages.
///
/// Regional labour markets with hoarding, a wage curve, commuting and migration.
public struct LabourParameters: Sendable, Equatable {
  public var overhead: Double = 0.25
  public var attrition: Double = 0.15
  public var frictionalUnemployment: Double = 0.01
  public var indexation: Double = 0.7
  public var wageCurve: Double = -0.1
  public var wageSpeed: Double = 0.15
  public var normSpeed: Double = 0.03
  public var regionalShare: Double = 0.5
  public var participation: Double = -0.3
  public var migration: Double = 0.05
  public var migrationDistance: Double = 800
  public var commuting: Double = 1
  public var commutingDistance: Double = 40
  public var commutingSpeed: Double = 0.2
  public var researcherPay: Double = 1.3
  public var populationGrowth: Double = 0
}

extension LabourParameters {
  static let descriptions: [ParameterDescription] = [
    .init(
      "labour.overhead", \.labour.overhead, "persons", (0)...(10), .assumed,
      "Staff of a firm that does not depend on output, per unit of the minimum efficient "
        + "size."),
    .init(
      "labour.attrition", \.labour.attrition, "1/quarter", (0)...(1), .assumed,
      "Largest share of staff that leaves in a quarter.", time: .share),
    .init(
      "labour.frictional_unemployment", \.labour.frictionalUnemployment, "–", (0)...(0.2), .assumed,
      "Unemployment below which all firms of a region are short of staff."),
    .init(
      "labour.indexation", \.labour.indexation, "–", (0)...(1), .calibrated,
      "Elasticity of the wage target to consumer prices."),
    .init(
      "labour.wage_curve", \.labour.wageCurve, "–", (-1)...(0), .reference,
      "Elasticity of the wage to unemployment."),
    .init(
      "labour.wage_speed", \.labour.wageSpeed, "1/quarter", (0)...(1), .assumed,
      "Share of the gap to the wage target that closes in a quarter.", time: .share),
    .init(
      "labour.norm_speed", \.labour.normSpeed, "1/quarter", (0)...(1), .assumed,
      "Speed at which the norms for wages (their share of product and its growth) follow "
        + "actual values.", time: .share),
    .init(
      "labour.regional_share", \.labour.regionalShare, "–", (0)...(1), .assumed,
      "Weight of the region's own productivity in its wage target; the rest is the country's."),
    .init(
      "labour.participation", \.labour.participation, "–", (-2)...(2), .assumed,
      "Response of the labour force to unemployment above that of tick 0."),
    .init(
      "labour.migration", \.labour.migration, "1/quarter", (0)...(1), .assumed,
      "Migration per log point of difference in net wages since tick 0.", time: .rate),
    .init(
      "labour.migration_distance", \.labour.migrationDistance, "km", (1)...(100000), .assumed,
      "Distance over which migration falls by the factor e."),
    .init(
      "labour.commuting", \.labour.commuting, "–", (0)...(20), .assumed,
      "Share of a labour force that commutes per log point of difference in net wages since "
        + "tick 0, before distance."),
    .init(
      "labour.commuting_distance", \.labour.commutingDistance, "km", (1)...(100000), .assumed,
      "Distance over which commuting falls by the factor e."),
    .init(
      "labour.commuting_speed", \.labour.commutingSpeed, "1/quarter", (0)...(1), .assumed,
      "Share of the gap to the number of commuters wanted that closes in a quarter.", time: .share),
    .init(
      "labour.researcher_pay", \.labour.researcherPay, "wages", (0.1)...(10), .assumed,
      "Pay of a researcher in a firm."),
    .init(
      "labour.population_growth", \.labour.populationGrowth, "1/quarter", (-0.02)...(0.02),
      .assumed,
      "Natural growth of population and labour force.", time: .growth),
  ]
}
