public import TripleHelix

/// A comparison of two scenarios, as its page needs it.
public struct ComparisonResults: Sendable {
  /// One effect: of a figure of the country, a region or a sector, in a year or over all.
  public struct Effect: Sendable {
    public var table: String
    /// Region or sector; empty for the country.
    public var entity: String
    public var indicator: String
    public var unit: String
    /// Calendar time of the year's end; `nil` for the mean of all years.
    public var year: Double?
    public var base: Double
    public var policy: Double
    public var effect: Double
    /// Halves of the 95 % intervals by pairs, and of independent runs.
    public var halfWidth: Double
    public var unpairedHalfWidth: Double
    /// Probability of as large an effect if there were none; not a number where it cannot be said.
    public var probability: Double
    /// Replicates for the wanted precision, and to tell such an effect from none; `nil` where not known.
    public var needed: Int?
    public var toTell: Int?

    public init(
      table: String, entity: String, indicator: String, unit: String, year: Double?, base: Double,
      policy: Double, effect: Double, halfWidth: Double, unpairedHalfWidth: Double,
      probability: Double, needed: Int?, toTell: Int?
    ) {
      self.table = table
      self.entity = entity
      self.indicator = indicator
      self.unit = unit
      self.year = year
      self.base = base
      self.policy = policy
      self.effect = effect
      self.halfWidth = halfWidth
      self.unpairedHalfWidth = unpairedHalfWidth
      self.probability = probability
      self.needed = needed
      self.toTell = toTell
    }
  }

  /// What was done in all, and what a unit of it costs, million.
  public struct Total: Sendable {
    public var indicator: String
    public var unit: String
    public var meaning: String
    public var base: Double
    public var policy: Double
    public var effect: Double
    public var halfWidth: Double
    /// Mean and ends of the 95 % interval; not numbers where the effect may be none.
    public var spentPerUnit: (cost: Double, lower: Double, upper: Double)
    public var netCostPerUnit: (cost: Double, lower: Double, upper: Double)
    /// Difference of each replicate, in their order.
    public var differences: [Double]

    public init(
      indicator: String, unit: String, meaning: String, base: Double, policy: Double,
      effect: Double, halfWidth: Double,
      spentPerUnit: (cost: Double, lower: Double, upper: Double),
      netCostPerUnit: (cost: Double, lower: Double, upper: Double), differences: [Double]
    ) {
      self.indicator = indicator
      self.unit = unit
      self.meaning = meaning
      self.base = base
      self.policy = policy
      self.effect = effect
      self.halfWidth = halfWidth
      self.spentPerUnit = spentPerUnit
      self.netCostPerUnit = netCostPerUnit
      self.differences = differences
    }
  }

  public var base: Configuration
  public var policy: Configuration
  public var effects: [Effect]
  public var totals: [Total]
  /// Replicates that came to their end, and in words those that did not.
  public var replicates: Int
  public var failures: [String]
  /// Half-width that the needed replicates are about, as a share of the base's mean.
  public var precision: Double
  /// How the costs were met, in words.
  public var financing: String
  /// What a reader should know of the totals, in sentences.
  public var notes: [String]
  /// The command that repeats it.
  public var command: String
  /// Version of the program, and of GSL.
  public var version: String
  public var gslVersion: String
  /// When it was made, ISO 8601.
  public var finished: String

  public init(
    base: Configuration, policy: Configuration, effects: [Effect], totals: [Total],
    replicates: Int, failures: [String], precision: Double, financing: String, notes: [String],
    command: String, version: String, gslVersion: String, finished: String
  ) {
    self.base = base
    self.policy = policy
    self.effects = effects
    self.totals = totals
    self.replicates = replicates
    self.failures = failures
    self.precision = precision
    self.financing = financing
    self.notes = notes
    self.command = command
    self.version = version
    self.gslVersion = gslVersion
    self.finished = finished
  }
}

/// The charts of a comparison as Vega-Lite specifications that stand alone.
public func charts(for results: ComparisonResults) -> [(name: String, json: String)] {
  ComparisonPage(results).charts.map { ($0.name, $0.standaloneSpecification.pretty) }
}

/// One page on a comparison, which asks nothing of any network.
public func report(for results: ComparisonResults, vegaBundle: String?) -> String {
  ComparisonPage(results).page(vegaBundle: vegaBundle)
}
