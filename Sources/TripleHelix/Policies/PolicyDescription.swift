/// One instrument on the timeline of a scenario.
public struct PolicyDescription: Sendable, Equatable {
  /// The instruments of this version.
  public enum Instrument: String, Sendable, CaseIterable {
    /// Pays a share of the R&D of firms.
    case researchGrant = "research_grant"
    /// Adds to the public funding of universities.
    case universityFunding = "university_funding"
    /// Raises trust and readiness to cooperate, and lets more firms look at their cluster.
    case networkProgramme = "network_programme"
  }

  /// Name in the scenario, unique.
  public var name: String
  public var instrument: Instrument
  /// First tick, and the tick at which it has ended.
  public var start: Int
  public var end: Int
  /// Identifiers of regions and sectors reached; empty means all.
  public var regions: [String]
  public var sectors: [String]
  /// Million a year; nothing more is spent.
  public var budget: Double
  /// Share of the cost that the instrument pays, where it pays a share.
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
