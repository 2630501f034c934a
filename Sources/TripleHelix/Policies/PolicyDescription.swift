/// One instrument on the timeline of a scenario.
public struct PolicyDescription: Sendable, Equatable {
  /// The instruments of this version.
  public enum Instrument: String, Sendable, CaseIterable {
    /// Pays the share `rate` of the R&D of firms, as far as the budget goes.
    case researchGrant = "research_grant"
    /// Adds its budget to the public funding of universities, in equal parts; takes no sectors.
    case universityFunding = "university_funding"
    /// Lets more firms look at their cluster and makes its fee seem lower by the share `rate`. It
    /// spends nothing in this version.
    case networkProgramme = "network_programme"
  }

  /// Name in the scenario, unique.
  public var name: String
  public var instrument: Instrument
  /// It acts in the quarters that end at ticks `start + 1` to `end`.
  public var start: Int
  public var end: Int
  /// Identifiers of regions and sectors reached; empty means all.
  public var regions: [String]
  public var sectors: [String]
  /// Million a year; nothing more is spent.
  public var budget: Double
  /// Share of the cost that the instrument pays; university funding has none.
  public var rate: Double

  public init(
    name: String, instrument: Instrument, start: Int, end: Int, regions: [String] = [],
    sectors: [String] = [], budget: Double, rate: Double = 0.5
  ) {
    self.name = name
    self.instrument = instrument
    self.start = start
    self.end = end
    self.regions = regions
    self.sectors = sectors
    self.budget = budget
    self.rate = rate
  }
}
