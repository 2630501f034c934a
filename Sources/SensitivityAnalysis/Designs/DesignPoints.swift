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
  /// How many points a sampled design passed over or left out because of constraints.
  public internal(set) var rejectedCount = 0

  init(factors: [Factor], kind: Design.Kind, units: [String]? = nil) {
    self.factors = factors
    self.kind = kind
    var seen: Set<String> = []
    self.units = units ?? factors.map(\.unit).filter { seen.insert($0).inserted }
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

  /// Values of one factor at all points as numbers; a text that is none counts by its place among the
  /// factor's levels, from 0.
  public func numbers(of factor: Int) -> [Double] {
    let (domain, width) = (factors[factor].domain, factors.count)
    if case .levels(let levels) = domain, levels.contains(where: { Double($0) == nil }) {
      let place = Dictionary(uniqueKeysWithValues: levels.enumerated().map { ($1, Double($0)) })
      return (0..<count).map { place[values(of: $0)[factor]] ?? .nan }
    }
    return (0..<count).map { index in
      givenValues.isEmpty
        ? factors[factor].number(at: flatCoordinates[index * width + factor]) ?? .nan
        : Double(givenValues[index * width + factor]) ?? .nan
    }
  }

  /// The factors that move with each entry of `units`.
  var members: [[Int]] {
    units.map { unit in factors.indices.filter { factors[$0].unit == unit } }
  }
}

// Building.
extension DesignPoints {
  mutating func append(
    _ coordinates: some Sequence<Double>, block: Int, role: Role, unit: Int = -1, step: Double = 0
  ) {
    flatCoordinates.append(contentsOf: coordinates)
    placements.append(
      Placement(block: block, role: role, unit: unit, step: step, isHole: false))
  }

  mutating func append(values: [String], at placement: Placement) {
    for (factor, value) in zip(factors, values) {
      flatCoordinates.append(factor.coordinate(of: value) ?? .nan)
    }
    givenValues += values
    placements.append(placement)
  }

  mutating func markHoles(_ filter: ConstraintFilter) {
    guard !filter.isEmpty else { return }
    for index in placements.indices where !filter.allows(values(of: index)) {
      placements[index].isHole = true
    }
  }
}
