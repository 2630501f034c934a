import Foundation

/// One input that a study varies: its name, and the values that it may take.
///
/// A design works in the unit cube; a factor turns its coordinate there into a value. Values are
/// texts, as a scenario file, a command line or a table takes them: a number is the shortest text that
/// reads back as the same `Double`.
public struct Factor: Sendable, Hashable, Codable {
  public enum Scale: String, Sendable, Hashable, Codable {
    /// Equal steps in the unit cube are equal differences.
    case linear
    /// Equal steps in the unit cube are equal ratios.
    case logarithmic
  }

  /// The values, in the order of the unit coordinate.
  public enum Domain: Sendable, Hashable, Codable {
    /// Real numbers from `low` to `high`.
    case range(low: Double, high: Double, scale: Scale)
    /// Whole numbers, both ends included, equally likely.
    case integers(low: Int, high: Int)
    /// Texts, which may be numbers, equally likely.
    case levels([String])
  }

  public let name: String
  public let domain: Domain
  /// Factors of one group move together in designs of elementary effects and of variances, which then
  /// count a group as one input.
  public let group: String?

  public init(_ name: String, _ domain: Domain, group: String? = nil) throws(DesignProblems) {
    let place = "factor \(name.isEmpty ? "without a name" : name)"
    var problems: [DesignProblem] = []
    if name.isEmpty || name.contains(where: \.isNewline) {
      problems.append(
        DesignProblem(place, found: "`\(name)`", allowed: "a name in one line"))
    }
    if DesignColumn.isReserved(name) {
      problems.append(
        DesignProblem(
          place, found: "the name of a column that tables of points have",
          allowed: "any but `\(DesignColumn.point)` and names that begin with "
            + "`\(DesignColumn.prefix)`"))
    }
    problems += domain.problems(at: place)
    guard problems.isEmpty else { throw DesignProblems(problems) }
    self.name = name
    self.domain = domain
    self.group = group
  }

  /// What moves when a design changes one input: the group, or the factor itself.
  public var unit: String { group ?? name }
}

// Values.
extension Factor {
  /// The value at a coordinate in [0, 1]; both ends belong to it.
  public func value(at coordinate: Double) -> String {
    switch domain {
    case .range: Self.text(number(at: coordinate) ?? .nan)
    case .integers(let low, let high):
      "\(low + Self.cell(of: coordinate, among: high - low + 1))"
    case .levels(let levels): levels[Self.cell(of: coordinate, among: levels.count)]
    }
  }

  /// The value at a coordinate as a number; nothing if it is a text that is none.
  public func number(at coordinate: Double) -> Double? {
    switch domain {
    case .range(let low, let high, let scale):
      if coordinate <= 0 { return low }
      if coordinate >= 1 { return high }
      let value =
        scale == .linear
        ? low + coordinate * (high - low) : exp(log(low) + coordinate * (log(high) - log(low)))
      return min(max(value, low), high)
    case .integers, .levels: return Double(value(at: coordinate))
    }
  }

  /// The coordinate in [0, 1] whose value is `value`, at the middle of its cell where the domain
  /// has cells; nothing if the domain does not have it.
  public func coordinate(of value: String) -> Double? {
    switch domain {
    case .range(let low, let high, let scale):
      guard let number = Double(value), (low...high).contains(number) else { return nil }
      if low == high { return 0 }
      return scale == .linear
        ? (number - low) / (high - low) : (log(number) - log(low)) / (log(high) - log(low))
    case .integers(let low, let high):
      guard let number = Double(value), let whole = Int(exactly: number),
        (low...high).contains(whole)
      else { return nil }
      return (Double(whole - low) + 0.5) / Double(high - low + 1)
    case .levels(let levels):
      let place =
        levels.firstIndex(of: value)
        ?? Double(value).flatMap { number in levels.firstIndex { Double($0) == number } }
      return place.map { (Double($0) + 0.5) / Double(levels.count) }
    }
  }

  /// The shortest text that reads back as `number`, without a point where it is whole.
  static func text(_ number: Double) -> String {
    if let whole = Int(exactly: number), whole.magnitude < 1 << 53,
      number.sign == .plus || whole != 0
    {
      return "\(whole)"
    }
    return "\(number)"
  }

  /// The cell of a coordinate among equal ones. A grid's coordinates, such as 2/3, may lie on an edge
  /// and a rounding error below it.
  private static func cell(of coordinate: Double, among count: Int) -> Int {
    min(max(Int(coordinate * Double(count) + 1e-9), 0), count - 1)
  }

  /// Coordinates that a full factorial design visits.
  ///
  /// - Parameter levels: How many, for a range and for more integers than that; all if nothing.
  func gridCoordinates(_ levels: Int?) -> [Double] {
    let count =
      switch domain {
      case .range: max(levels ?? 1, 1)
      case .integers(let low, let high): high - low + 1
      case .levels(let levels): levels.count
      }
    if case .range = domain {
      return count == 1 ? [0.5] : (0..<count).map { Double($0) / Double(count - 1) }
    }
    let taken = min(levels ?? count, count)
    if case .integers = domain, taken < count {
      return (0..<taken).map { place in
        let share = taken == 1 ? 0.5 : Double(place) / Double(taken - 1)
        return ((share * Double(count - 1)).rounded() + 0.5) / Double(count)
      }
    }
    return (0..<count).map { (Double($0) + 0.5) / Double(count) }
  }
}

extension Factor {
  /// A factor whose domain is what a column of values shows: the range of numbers, or the texts in the
  /// order in which they first occur.
  public init(_ name: String, observed values: [String]) throws(DesignProblems) {
    let numbers = values.compactMap { Double($0) }.filter(\.isFinite)
    if numbers.count == values.count, let low = numbers.min(), let high = numbers.max() {
      try self.init(name, .range(low: low, high: high, scale: .linear))
    } else {
      var seen: Set<String> = []
      try self.init(name, .levels(values.filter { seen.insert($0).inserted }))
    }
  }
}

extension Factor.Domain {
  fileprivate func problems(at place: String) -> [DesignProblem] {
    switch self {
    case .range(let low, let high, let scale):
      guard low.isFinite, high.isFinite, low <= high, (high - low).isFinite else {
        return [
          DesignProblem(
            place, found: "the range \(Factor.text(low)) to \(Factor.text(high))",
            allowed: "finite numbers, the lower first")
        ]
      }
      if scale == .logarithmic, low <= 0 {
        return [
          DesignProblem(
            place, found: "a logarithmic range from \(Factor.text(low))",
            allowed: "a lower end above 0")
        ]
      }
      return []
    case .integers(let low, let high):
      let (difference, overflows) = high.subtractingReportingOverflow(low)
      if overflows || difference < 0 || difference >= 1 << 31 {
        return [
          DesignProblem(
            place, found: "the whole numbers \(low) to \(high)",
            allowed: "the lower first, at most 2147483648 of them")
        ]
      }
      return []
    case .levels(let levels):
      var problems: [DesignProblem] = []
      if levels.isEmpty {
        problems.append(DesignProblem(place, found: "no levels", allowed: "at least one"))
      }
      if let again = levels.indices.first(where: { levels[..<$0].contains(levels[$0]) }) {
        problems.append(
          DesignProblem(place, found: "the level `\(levels[again])` twice", allowed: "once"))
      }
      return problems
    }
  }
}
