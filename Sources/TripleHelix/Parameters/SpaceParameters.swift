/// Parameters of transport, agglomeration and land.
///
/// All but rents act relative to tick 0, which is taken for an equilibrium that rents are part of.
public struct SpaceParameters: Sendable, Equatable {
  public var reach: Double = 400
  public var access: Double = 0.3
  public var supply: Double = 0.05
  public var infrastructure: Double = 0.3
  public var marshallProductivity: Double = 0.05
  public var marshallResearch: Double = 0.2
  public var jacobsResearch: Double = 2
  public var landSupply: Double = 0.7
  public var landCongestion: Double = 0.04
  public var landEntry: Double = 0.3
  public var rent: Double = 0.03
  public var stateLand: Double = 0.2
}

extension SpaceParameters {
  static let descriptions: [ParameterDescription] = [
    .init(
      "space.reach", \.space.reach, "km", (1)...(100000), .assumed,
      "Distance over which demand for goods of transport cost 1 falls to 1/e."),
    .init(
      "space.access", \.space.access, "–", (0)...(5), .calibrated,
      "Elasticity of competitiveness at home to access to buyers."),
    .init(
      "space.supply", \.space.supply, "–", (0)...(1), .assumed,
      "Elasticity of productivity to access to suppliers."),
    .init(
      "space.infrastructure", \.space.infrastructure, "–", (0)...(2), .assumed,
      "Elasticity of effective distance to infrastructure per product, negative."),
    .init(
      "space.marshall_productivity", \.space.marshallProductivity, "–", (0)...(0.5), .reference,
      "Elasticity of productivity to a sector's employment in the region."),
    .init(
      "space.marshall_research", \.space.marshallResearch, "–", (0)...(2), .reference,
      "Elasticity of success in R&D to a sector's employment in the region."),
    .init(
      "space.jacobs_research", \.space.jacobsResearch, "–", (0)...(10), .assumed,
      "Semi-elasticity of success in R&D to the region's diversity of sectors."),
    .init(
      "space.land_supply", \.space.landSupply, "–", (0)...(5), .reference,
      "Elasticity of the price of land to the density of people and firms."),
    .init(
      "space.land_congestion", \.space.landCongestion, "–", (0)...(0.5), .reference,
      "Elasticity of productivity to the price of land, negative."),
    .init(
      "space.land_entry", \.space.landEntry, "–", (0)...(5), .assumed,
      "Elasticity of start-ups to the price of land, negative."),
    .init(
      "space.rent", \.space.rent, "share of the wage bill", (0)...(0.5), .assumed,
      "Rent of land at a land price of 1."),
    .init(
      "space.state_land", \.space.stateLand, "share", (0)...(1), .assumed,
      "Share of the land that belongs to regional governments."),
  ]
}
