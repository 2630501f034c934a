/// A firm that enters at a known time and place, as the one from which an industry descends.
public struct InitiatorDescription: Sendable, Equatable {
  /// Name in the scenario, unique; the firm's identity follows from it.
  public var name: String
  public var region: String
  public var sector: String
  /// It is founded in the quarter that ends at tick `start + 1`.
  public var start: Int
  /// Persons of one real firm.
  public var employees: Double
  /// Efficiency, log points.
  public var efficiency: Double

  public init(
    name: String, region: String, sector: String, start: Int, employees: Double, efficiency: Double
  ) {
    self.name = name
    self.region = region
    self.sector = sector
    self.start = start
    self.employees = employees
    self.efficiency = efficiency
  }
}

/// What a place gives the firms of a sector from the start on, as its clay, its harbour or the hands
/// of a closed factory do.
public struct AttractorDescription: Sendable, Equatable {
  public var region: String
  public var sector: String
  /// Labour productivity over what it would be, log points.
  public var advantage: Double

  public init(region: String, sector: String, advantage: Double) {
    self.region = region
    self.sector = sector
    self.advantage = advantage
  }
}
