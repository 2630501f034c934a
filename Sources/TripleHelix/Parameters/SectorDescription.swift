/// What is known of a sector before tick 0: one row of a scenario's table of sectors.
public struct SectorDescription: Sendable, Equatable {
  public enum Class: String, Sendable, CaseIterable {
    case agriculture, industry, construction, services
  }

  /// Identifier in `snake_case`, unique in the country. Random streams are keyed by it.
  public var id: String
  public var name: String
  public var `class`: Class
  /// Field of science that the sector draws on.
  public var field: String
  /// Relative weight of the sector in the employment of its class.
  public var employmentWeight: Double
  /// Weights of the sector in households' consumption, public purchases, investment and the inputs
  /// of all sectors; each column is scaled to one.
  public var consumptionWeight: Double
  public var governmentWeight: Double
  public var investmentWeight: Double
  public var inputWeight: Double
  /// Weight of the sector in exports: a floor under what is left for export at tick 0.
  public var exportWeight: Double
  /// Share of home demand that is imported, before markets are cleared at tick 0.
  public var importShare: Double
  /// Inputs per unit of output.
  public var inputShare: Double
  /// Share of inputs that come from the sector itself.
  public var ownInputShare: Double
  /// Probability that a discovery in the field opens a generation here, or improves the newest.
  public var opportunity: Double
  /// Patents per innovation relative to other sectors.
  public var patentPropensity: Double
  /// Minimum efficient size relative to other sectors.
  public var minimumEfficientSize: Double
  /// Growth of home and world demand for the sector's goods over that for others, log points a year,
  /// and for how many years from the start: the market of a young industry.
  public var demandGrowth = 0.0
  public var growthYears = 20.0
  /// Cost of carrying what the sector sells over a distance, relative to ordinary goods; without
  /// one, that of its class.
  public var transportCost: Double?
  /// How much of a novelty is kept from imitators, [0, 1); without one, that of its class.
  public var appropriability: Double?
  /// Who owns its firms.
  public var ownership = OwnershipShares()

  public init(
    id: String, name: String, class: Class, field: String, employmentWeight: Double,
    consumptionWeight: Double, governmentWeight: Double, investmentWeight: Double,
    inputWeight: Double, exportWeight: Double, importShare: Double, inputShare: Double,
    ownInputShare: Double = 0.3, opportunity: Double, patentPropensity: Double = 1,
    minimumEfficientSize: Double = 1, transportCost: Double? = nil, appropriability: Double? = nil
  ) {
    self.id = id
    self.name = name
    self.class = `class`
    self.field = field
    self.employmentWeight = employmentWeight
    self.consumptionWeight = consumptionWeight
    self.governmentWeight = governmentWeight
    self.investmentWeight = investmentWeight
    self.inputWeight = inputWeight
    self.exportWeight = exportWeight
    self.importShare = importShare
    self.inputShare = inputShare
    self.ownInputShare = ownInputShare
    self.opportunity = opportunity
    self.patentPropensity = patentPropensity
    self.minimumEfficientSize = minimumEfficientSize
    self.transportCost = transportCost
    self.appropriability = appropriability
  }
}

extension SectorDescription.Class {
  /// Transport cost of a class whose sectors say nothing: goods travel, building and most services
  /// are made where they are used.
  public var transportCost: Double {
    switch self {
    case .agriculture, .industry: 1
    case .construction, .services: 3
    }
  }

  /// Appropriability of a class whose sectors say nothing: suppliers give agriculture, building and
  /// most services their novelties, and industry protects its own (Pavitt 1984; Klevorick, Levin,
  /// Nelson and Winter 1995).
  public var appropriability: Double {
    switch self {
    case .agriculture: 0.1
    case .industry: 0.45
    case .construction: 0.15
    case .services: 0.25
    }
  }
}
