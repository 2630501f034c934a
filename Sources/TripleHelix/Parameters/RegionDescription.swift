/// What is known of a region before tick 0: one row of a scenario's table of regions.
///
/// Money is in million units of local currency of the base year and flows are per year.
public struct RegionDescription: Sendable, Equatable {
  /// Identifier in `snake_case`, unique in the country. Random streams are keyed by it.
  public var id: String
  public var name: String
  /// Centre, degrees north and east.
  public var latitude: Double
  public var longitude: Double
  /// km².
  public var area: Double
  /// Persons.
  public var population: Double
  /// Employed persons, own-account workers included.
  public var employed: Double
  /// Employed and unemployed persons.
  public var labourForce: Double
  /// Gross regional product, million a year.
  public var grossRegionalProduct: Double
  /// Employed in industry and in services, as shares of the employed.
  public var industryShare: Double
  public var servicesShare: Double
  /// All fixed investment, and the part of it that public budgets pay, million a year.
  public var fixedInvestment: Double
  public var budgetInvestment: Double
  /// Outlays of the regional budget, its investment included, million a year.
  public var publicExpenditure: Double
  /// Gross expenditure on R&D, million a year; `nil` lets the model's own intensity stand.
  public var researchExpenditure: Double?
  /// Research personnel, persons.
  public var researchPersonnel: Double
  /// Share of the country's patents.
  public var patentShare: Double
  /// Active and registered enterprises.
  public var activeFirms: Double
  public var registeredFirms: Double
  /// Its names in other languages, by which policies may name it.
  public var otherNames: [String] = []
  /// Who owns its firms.
  public var ownership = OwnershipShares()

  public init(
    id: String, name: String, latitude: Double, longitude: Double, area: Double,
    population: Double, employed: Double, labourForce: Double, grossRegionalProduct: Double,
    industryShare: Double, servicesShare: Double, fixedInvestment: Double,
    budgetInvestment: Double, publicExpenditure: Double, researchExpenditure: Double?,
    researchPersonnel: Double, patentShare: Double, activeFirms: Double, registeredFirms: Double
  ) {
    self.id = id
    self.name = name
    self.latitude = latitude
    self.longitude = longitude
    self.area = area
    self.population = population
    self.employed = employed
    self.labourForce = labourForce
    self.grossRegionalProduct = grossRegionalProduct
    self.industryShare = industryShare
    self.servicesShare = servicesShare
    self.fixedInvestment = fixedInvestment
    self.budgetInvestment = budgetInvestment
    self.publicExpenditure = publicExpenditure
    self.researchExpenditure = researchExpenditure
    self.researchPersonnel = researchPersonnel
    self.patentShare = patentShare
    self.activeFirms = activeFirms
    self.registeredFirms = registeredFirms
  }
}
