public import WardClustering

/// A frozen scenario: everything that, with a seed, makes a run.
public struct Configuration: Sendable, Equatable {
  /// Identifier in `snake_case` or `kebab-case`, used for the results' folder.
  public var name: String
  public var title: String
  /// One paragraph on what the scenario is and shows.
  public var summary: String
  /// Whether regions or figures are invented; reports then say so.
  public var isStylised: Bool
  /// Year of tick 0.
  public var startYear: Int
  /// Length of a tick; parameters are stated per quarter all the same.
  public var timeStep = TimeStep.quarter
  /// Ticks to run.
  public var horizon: Int
  /// Name of the currency, as in "tenge"; figures are in millions of it.
  public var currency: String
  /// Real firms that one agent stands for.
  public var scale: Int
  /// Regions, in the order of the scenario; outputs keep it.
  public var regions: [RegionDescription]
  /// Distances between regional centres in km, row by row in the order of `regions`.
  public var distances: [Double]
  /// Regions from which accessibility is measured, one or two identifiers.
  public var capitals: [String]
  public var sectors: [SectorDescription]
  /// Patents of the whole country in the base year.
  public var patentsPerYear: Double
  public var parameters: Parameters
  public var mechanisms: Mechanisms
  public var policies: [PolicyDescription]
  /// Who pays in the end for policies.
  public var policyFinancing = PolicyFinancing.debt
  /// Firms that a scenario founds, and what attracts sectors to regions.
  public var initiators: [InitiatorDescription] = []
  public var attractors: [AttractorDescription] = []
  /// Who owns firms at tick 0, where neither their region nor their sector says so.
  public var ownership = OwnershipShares()
  public var recluster: ReclusterPlan
  /// Ticks between records.
  public var recordEvery: Int
  /// Ticks between rows of the panel of firms; 0 is never.
  public var firmsEvery = 0
  /// Tick from which universities discover nothing more; `nil` is never. For ablations.
  public var universitiesUntil: Int?

  public init(
    name: String, title: String, summary: String, isStylised: Bool, startYear: Int, horizon: Int,
    currency: String, scale: Int, regions: [RegionDescription], distances: [Double],
    capitals: [String], sectors: [SectorDescription], patentsPerYear: Double,
    parameters: Parameters, mechanisms: Mechanisms, policies: [PolicyDescription],
    recluster: ReclusterPlan, recordEvery: Int
  ) {
    self.name = name
    self.title = title
    self.summary = summary
    self.isStylised = isStylised
    self.startYear = startYear
    self.horizon = horizon
    self.currency = currency
    self.scale = scale
    self.regions = regions
    self.distances = distances
    self.capitals = capitals
    self.sectors = sectors
    self.patentsPerYear = patentsPerYear
    self.parameters = parameters
    self.mechanisms = mechanisms
    self.policies = policies
    self.recluster = recluster
    self.recordEvery = recordEvery
  }
}

extension Configuration {
  /// Calendar time of the run, in whole quarters rounded down.
  public var quarters: Int { Int(Double(horizon) / timeStep.quarter) }
}

/// How the regions are regrouped on their indicators P1–P14.
public struct ReclusterPlan: Sendable, Equatable {
  /// How many groups a tree is cut into.
  public enum Cut: Sendable, Equatable {
    case groups(Int)
    /// The number of groups with the best mean silhouette.
    case bestSilhouette
  }

  /// Ticks between groupings; the first is at tick 0.
  public var every: Int
  public var cut: Cut
  public var standardisation: Standardisation
  /// Weights of P1–P14, fourteen of them.
  public var weights: [Double]

  public init(
    every: Int = 4, cut: Cut = .groups(8), standardisation: Standardisation = .zscore,
    weights: [Double] = Array(repeating: 1, count: 14)
  ) {
    self.every = every
    self.cut = cut
    self.standardisation = standardisation
    self.weights = weights
  }
}
