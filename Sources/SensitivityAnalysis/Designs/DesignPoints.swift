/// The points of a design: coordinates, values, and what an analysis needs to know of each.
public struct DesignPoints: Sendable, Equatable {
  /// What a point is for.
  public enum Role: String, Sendable, Hashable, Codable, CaseIterable {
    /// A point by itself.
    case sample
    /// The first point of a trajectory.
    case start
    /// A point of a trajectory that differs from the one before in one input.
    case step
    /// A point of the matrices A and B, of A with one input from B, of B with one input from A.
    case a = "A"
    case b = "B"
    case ab = "AB"
    case ba = "BA"
  }

  /// The place of a point in its design.
  public struct Placement: Sendable, Hashable {
    /// The trajectory or radial block, or the point's own index.
    public var block: Int
    public var role: Role
    /// The input, a place in `units`, that tells the point from its neighbour; −1 if there is none.
    public var unit: Int
    /// By how much a step moved that input's coordinate; 0 if there is none.
    public var step: Double
    /// Whether a constraint forbids the point.
    public var isHole: Bool
  }

  public let factors: [Factor]
  public let kind: Design.Kind
  /// Names of the inputs that move by themselves: groups, and factors of no group.
  public let units: [String]
  public private(set) var placements: [Placement] = []
  /// Row after row, one entry a factor.
  private var flatCoordinates: [Double] = []
  /// Row after row, where the points were given as texts; otherwise empty.
  private var givenValues: [String] = []
  /// Whether the table that the points were read from has the column `point`.
  public internal(set) var isIndexed = true
  /// Whether the rows of that table are in the order of their points, or of their blocks without an index.
  public internal(set) var isInRowOrder = true
  /// How many points a sampled design passed over or left out because of constraints.
  public internal(set) var rejectedCount = 0

  init(factors: [Factor], kind: Design.Kind, units: [String]? = nil) {
    self.factors = factors
    self.kind = kind
    self.units = units ?? Self.units(of: factors)
  }

  /// Names of the inputs that move by themselves, in the order of the factors.
  static func units(of factors: [Factor]) -> [String] {
    var seen: Set<String> = []
    return factors.map(\.unit).filter { seen.insert($0).inserted }
  }
}

extension DesignPoints {
  public var count: Int { placements.count }

  /// Indices of the points to run.
  public var allowedIndices: [Int] { placements.indices.filter { !placements[$0].isHole } }

  public var holeCount: Int { placements.reduce(0) { $0 + ($1.isHole ? 1 : 0) } }

  /// Coordinates of point `index`, one a factor, in [0, 1].
  public func coordinates(of index: Int) -> ArraySlice<Double> {
    flatCoordinates[(index * factors.count)..<((index + 1) * factors.count)]
  }

  /// Values of point `index`, one text a factor.
  public func values(of index: Int) -> [String] {
    givenValues.isEmpty
      ? zip(factors, coordinates(of: index)).map { $0.value(at: $1) }
      : Array(givenValues[(index * factors.count)..<((index + 1) * factors.count)])
  }

  /// The value of one factor at point `index`.
  func value(of factor: Int, at index: Int) -> String {
    let place = index * factors.count + factor
    return givenValues.isEmpty
      ? factors[factor].value(at: flatCoordinates[place]) : givenValues[place]
  }

  /// Values of one factor at all points as numbers, of which those that differ by rounding only are one; a
  /// text that is none counts by its place among the factor's levels, from 0.
  public func numbers(of factor: Int) -> [Double] {
    let (domain, width) = (factors[factor].domain, factors.count)
    if case .levels(let levels) = domain, levels.contains(where: { Double($0) == nil }) {
      let place = Dictionary(uniqueKeysWithValues: levels.enumerated().map { ($1, Double($0)) })
      return (0..<count).map { place[value(of: factor, at: $0)] ?? .nan }
    }
    return Rounding.merged(
      (0..<count).map { index in
        givenValues.isEmpty
          ? factors[factor].number(at: flatCoordinates[index * width + factor]) ?? .nan
          : Double(givenValues[index * width + factor]) ?? .nan
      })
  }
}

// Building.
extension DesignPoints {
  mutating func setBlock(of index: Int, to block: Int) { placements[index].block = block }

  mutating func append(_ point: DesignPoint) {
    flatCoordinates.append(contentsOf: point.coordinates)
    if let given = point.given { givenValues += given }
    placements.append(point.placement)
  }

  mutating func append(values: [String], at placement: Placement) {
    for (factor, value) in zip(factors, values) {
      flatCoordinates.append(factor.coordinate(of: value) ?? .nan)
    }
    givenValues += values
    placements.append(placement)
  }
}
