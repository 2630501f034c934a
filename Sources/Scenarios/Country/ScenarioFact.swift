import TripleHelix

/// A figure that follows from a scenario's table of regions, of the country and of its extremes.
public struct ScenarioFact: Sendable, Equatable {
  /// In `snake_case`, for programs.
  public let name: String
  /// As people read it.
  public let label: String
  public let unit: String
  public let country: Double
  /// The regions where it is lowest and highest; `nil` where it belongs to the country alone.
  public let lowest: Extreme?
  public let highest: Extreme?

  public struct Extreme: Sendable, Equatable {
    public let region: String
    public let value: Double
  }
}

extension Scenario {
  /// What follows from the table of regions, in the order of a report.
  public var facts: [ScenarioFact] { ScenarioFacts(configuration).all }
}

/// Works the facts of a configuration out.
struct ScenarioFacts {
  let configuration: Configuration
  private var regions: [RegionDescription] { configuration.regions }

  init(_ configuration: Configuration) { self.configuration = configuration }

  var all: [ScenarioFact] {
    let currency = configuration.currency
    let wages = wages
    return [
      ratio("population", "population", "persons", { $0.population }, over: nil),
      ratio(
        "product_per_head", "product a head", "\(currency) a year",
        { $0.grossRegionalProduct * 1e6 },
        over: { $0.population }),
      ratio(
        "product_per_employed", "product per employed", "\(currency) a year",
        { $0.grossRegionalProduct * 1e6 }, over: { $0.employed }),
      ratio(
        "wage", "wage, about", "\(currency) a month",
        { wages[$0.id, default: .nan] / 12 * 1e6 * $0.employed }, over: { $0.employed }),
      ratio(
        "employed_share", "employed", "% of inhabitants", { 100 * $0.employed },
        over: { $0.population }),
      ratio(
        "unemployment", "unemployment", "% of labour force",
        { 100 * ($0.labourForce - $0.employed) }, over: { $0.labourForce }),
      ratio(
        "industry_share", "industry", "% of employed", { 100 * $0.industryShare * $0.employed },
        over: { $0.employed }),
      ratio(
        "services_share", "services", "% of employed", { 100 * $0.servicesShare * $0.employed },
        over: { $0.employed }),
      ratio(
        "investment_share", "fixed investment", "% of product", { 100 * $0.fixedInvestment },
        over: { $0.grossRegionalProduct }),
      ratio(
        "budget_investment_share", "paid by budgets", "% of investment",
        { 100 * $0.budgetInvestment }, over: { $0.fixedInvestment }),
      ratio(
        "public_expenditure_share", "public expenditure", "% of product",
        { 100 * $0.publicExpenditure }, over: { $0.grossRegionalProduct }),
      ratio(
        "research_share", "R&D", "% of product",
        { $0.researchExpenditure.map { 100 * $0 } ?? .nan }, over: { $0.grossRegionalProduct }),
      ratio(
        "research_personnel_share", "R&D personnel", "per 1,000 employed",
        { 1000 * $0.researchPersonnel }, over: { $0.employed }),
      ratio("active_firms", "active firms", "firms", { $0.activeFirms }, over: nil),
      ratio(
        "employed_per_firm", "employed per firm", "persons", { $0.employed },
        over: { $0.activeFirms }),
      country(
        "patents_per_million", "patents a year", "per million inhabitants",
        configuration.patentsPerYear / sum { $0.population } * 1e6),
      share("largest_region_population", "population of the largest region") { $0.population },
      share("largest_region_product", "product of the largest region") {
        $0.grossRegionalProduct
      },
      ratio("density", "density", "inhabitants per km²", { $0.population }, over: { $0.area }),
      distances,
    ].compactMap(\.self)
  }

  private func sum(_ value: (RegionDescription) -> Double) -> Double {
    regions.reduce(0) { $0 + value($1) }
  }

  private func country(
    _ name: String, _ label: String, _ unit: String, _ value: Double
  ) -> ScenarioFact {
    ScenarioFact(
      name: name, label: label, unit: unit, country: value, lowest: nil, highest: nil)
  }

  /// The sum of a figure over regions, or its ratio to another.
  private func ratio(
    _ name: String, _ label: String, _ unit: String, _ value: (RegionDescription) -> Double,
    over other: ((RegionDescription) -> Double)?
  ) -> ScenarioFact? {
    let known = regions.filter { !value($0).isNaN }
    guard !known.isEmpty else { return nil }
    let under = other.map { other in known.reduce(0.0) { $0 + other($1) } } ?? 1
    let values = known.map { region in
      ScenarioFact.Extreme(
        region: region.id, value: value(region) / (other.map { $0(region) } ?? 1))
    }
    let isAlone = known.count < 2
    return ScenarioFact(
      name: name, label: label, unit: unit,
      country: known.reduce(0.0) { $0 + value($1) } / under,
      lowest: isAlone ? nil : values.min { $0.value < $1.value },
      highest: isAlone ? nil : values.max { $0.value < $1.value })
  }

  /// The part of the country that its largest region has.
  private func share(
    _ name: String, _ label: String, _ value: (RegionDescription) -> Double
  ) -> ScenarioFact? {
    guard regions.count > 1, let largest = regions.max(by: { value($0) < value($1) }) else {
      return nil
    }
    let share = 100 * value(largest) / sum(value)
    return ScenarioFact(
      name: name, label: label, unit: "% of country", country: share, lowest: nil,
      highest: .init(region: largest.id, value: share))
  }

  private var distances: ScenarioFact? {
    let count = regions.count
    guard count > 1 else { return nil }
    var pairs: [ScenarioFact.Extreme] = []
    for one in 0..<count {
      for other in (one + 1)..<count {
        pairs.append(
          .init(
            region: "\(regions[one].id)–\(regions[other].id)",
            value: configuration.distances[one * count + other]))
      }
    }
    return ScenarioFact(
      name: "distance", label: "distance of two centres", unit: "km, mean of all",
      country: pairs.reduce(0) { $0 + $1.value } / Double(pairs.count),
      lowest: pairs.min { $0.value < $1.value }, highest: pairs.max { $0.value < $1.value })
  }

  /// Yearly wages by region, million: what the shares of labour in the product of the sectors leave.
  ///
  /// A sector with inputs a to a unit of output pays labour the share (1 / (1 + mark-up) − a) / (1 − a)
  /// of its value added, land rents included. Specialisation within classes is drawn and left out.
  private var wages: [String: Double] {
    let parameters = configuration.parameters
    let rent = configuration.mechanisms.landRents ? parameters.space.rent : 0
    func labourShare(_ classes: Set<SectorDescription.Class>) -> Double? {
      let sectors = configuration.sectors.filter { classes.contains($0.class) }
      let weight = sectors.reduce(0) { $0 + $1.employmentWeight }
      guard weight > 0 else { return nil }
      // Product per wage of the class: the mean over its employed.
      let product = sectors.reduce(0.0) { sum, sector in
        let labour = 1 / (1 + parameters.pricing.markUp) - sector.inputShare
        return sum + sector.employmentWeight / weight * (1 - sector.inputShare) * (1 + rent)
          / max(labour, 1e-6)
      }
      return 1 / product
    }
    let industry = labourShare([.industry]) ?? 1
    let services = labourShare([.services]) ?? 1
    let others = labourShare([.agriculture, .construction]) ?? 1
    var wages: [String: Double] = [:]
    for region in regions {
      let rest = max(0, 1 - region.industryShare - region.servicesShare)
      let perWage =
        region.industryShare / industry + region.servicesShare / services + rest / others
      wages[region.id] = region.grossRegionalProduct / region.employed / perWage
    }
    return wages
  }
}

extension ScenarioFact: Encodable {
  private enum CodingKeys: String, CodingKey {
    case name, label, unit, country, lowest, highest
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    try container.encode(label, forKey: .label)
    try container.encode(unit, forKey: .unit)
    try container.encode(country.isFinite ? country : nil, forKey: .country)
    try container.encodeIfPresent(lowest, forKey: .lowest)
    try container.encodeIfPresent(highest, forKey: .highest)
  }
}

extension ScenarioFact.Extreme: Encodable {
  private enum CodingKeys: String, CodingKey { case region, value }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(region, forKey: .region)
    try container.encode(value.isFinite ? value : nil, forKey: .value)
  }
}
