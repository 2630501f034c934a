import Randomness

/// A design for the factors of one study: checked, and ready to make its points one after the other.
public struct DesignPlan: Sendable {
  public let design: Design
  public let factors: [Factor]
  public let constraints: [Constraint]
  /// Names of the inputs that move by themselves: groups, and factors of no group.
  public let units: [String]

  /// - Throws: Everything that is wrong with the design for these factors.
  public init(
    _ design: Design, _ factors: [Factor], constraints: [Constraint] = []
  ) throws(DesignProblems) {
    let problems =
      Design.problems(of: factors) + design.problems(with: factors)
      + constraints.flatMap { $0.problems(with: factors) }
    guard problems.isEmpty else { throw DesignProblems(problems) }
    self.design = design
    self.factors = factors
    self.constraints = constraints
    units = DesignPoints.units(of: factors)
  }

  /// All points together.
  ///
  /// - Throws: As `forEachPoint`.
  public func makePoints() throws(DesignProblems) -> DesignPoints {
    var points = DesignPoints(factors: factors, kind: design.kind, units: units)
    points.rejectedCount = try forEachPoint { point in
      points.append(point)
      return true
    }
    return points
  }
}

extension DesignPlan {
  /// Whether the constraints leave a point to run.
  ///
  /// - Throws: As `forEachPoint`.
  public func hasPointToRun() throws(DesignProblems) -> Bool {
    // A table of points may have holes of its own.
    if constraints.isEmpty, design.kind != .points { return true }
    var isThere = false
    try forEachPoint { point in
      isThere = !point.placement.isHole
      return !isThere
    }
    return isThere
  }
}

/// A point of a design as it is made.
public struct DesignPoint: Sendable, Equatable {
  /// One entry a factor, in [0, 1].
  public let coordinates: [Double]
  public internal(set) var placement: DesignPoints.Placement
  /// Values that were given as texts; otherwise the factors have them.
  let given: [String]?

  /// One text a factor.
  func values(_ factors: [Factor]) -> [String] {
    given ?? zip(factors, coordinates).map { $0.value(at: $1) }
  }
}

// What the user should know.
extension DesignPlan {
  /// What is lost by the number of points, although it is no error.
  public var notes: [String] {
    switch design {
    case .sobolSequence(let points, _) where constraints.isEmpty:
      Self.note(points, "points").map { [$0] } ?? []
    case .saltelli(let base, _, _): Self.note(base, "blocks").map { [$0] } ?? []
    default: []
    }
  }

  private static func note(_ count: Int, _ unit: String) -> String? {
    guard count.nonzeroBitCount != 1 else { return nil }
    let above = 1 << (Int.bitWidth - count.leadingZeroBitCount)
    return "\(count) \(unit) are not a power of 2: the points do not cover the space evenly, and "
      + "estimates are less precise than they could be; use \(above / 2) or \(above) \(unit)"
  }

  /// Bytes that are needed to make the points, besides the points themselves.
  public var workingMemory: Double {
    let width = Double(factors.count)
    switch design {
    case .latinHypercube(let points, _): return 4 * Double(points) * width
    case .morris(_, _, let candidates?, _):
      let count = Double(candidates)
      return count * (Double(units.count) + 1) * (8 * width + 32) + 8 * count * count
    default: return 0
    }
  }

  /// Seconds until the first point, roughly: of one core in 2025.
  public var secondsToFirstPoint: Double {
    let width = Double(factors.count)
    switch design {
    case .latinHypercube(let points, _): return 2e-8 * Double(points) * width
    case .morris(_, _, let candidates?, _):
      let (count, steps) = (Double(candidates), Double(units.count) + 1)
      return 1e-9 * count * count / 2 * steps * steps * width
    default: return 0
    }
  }
}

// The table.
extension DesignPlan {
  /// Names of the table's columns: those of the design, then the factors.
  public var columnNames: [String] { DesignColumn.all + factors.map(\.name) }

  /// The row of point `index` in the table, as comma-separated values and a line feed.
  public func line(_ point: DesignPoint, index: Int) -> String {
    let (placement, isStep) = (point.placement, point.placement.step != 0)
    var line = "\(index),\(placement.block),\(placement.role.rawValue),"
    if placement.unit >= 0 { line += DesignColumn.field(units[placement.unit]) }
    line += isStep ? ",\(Factor.text(placement.step))" : ","
    line += placement.isHole ? ",1" : ",0"
    for (place, factor) in factors.enumerated() {
      line.append(",")
      line += DesignColumn.field(point.given?[place] ?? factor.value(at: point.coordinates[place]))
    }
    line.append("\n")
    return line
  }
}
