public import Randomness

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
    /// Real numbers from `low` to `high`, uniform on the scale.
    case range(low: Double, high: Double, scale: Scale)
    /// Whole numbers, both ends included, equally likely.
    case integers(low: Int, high: Int)
    /// Texts, which may be numbers: equally likely, or by the factor's weights.
    case levels([String])
    /// Real numbers that follow a distribution: the coordinate is a probability.
    case distribution(ContinuousDistribution)
  }

  public let name: String
  public let domain: Domain
  /// Factors of one group move together in designs of elementary effects and of variances, which then
  /// count a group as one input.
  public let group: String?
  /// How likely the levels are, relative to each other; nothing if they are equally likely.
  public let weights: [Double]?

  /// - Parameter weights: One positive number for each level; they need not sum to 1.
  /// - Throws: Everything that is wrong with the factor.
  public init(
    _ name: String, _ domain: Domain, group: String? = nil, weights: [Double]? = nil
  ) throws(DesignProblems) {
    let place = "factor \(name.isEmpty ? "without a name" : name)"
    var problems: [DesignProblem] = []
    if name.isEmpty || name.contains(where: \.isNewline) {
      problems.append(
        DesignProblem(place, found: "\(name.quoted)", allowed: "a name in one line"))
    }
    if DesignColumn.isReserved(name) {
      problems.append(
        DesignProblem(
          place, found: "the name of a column that tables of points have",
          allowed: "any but `\(DesignColumn.point)` and names that begin with "
            + "`\(DesignColumn.prefix)`"))
    }
    problems += domain.problems(at: place)
    if let weights { problems += domain.problems(ofWeights: weights, at: place) }
    guard problems.isEmpty else { throw DesignProblems(problems) }
    self.name = name
    self.domain = domain
    self.group = group
    self.weights = weights
  }

  /// What moves when a design changes one input: the group, or the factor itself.
  public var unit: String { group ?? name }
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
  /// A domain of a distribution.
  ///
  /// - Throws: The parameter that the distribution does not take, for the factor `name`.
  public static func distribution(
    _ shape: ContinuousDistribution.Shape, limits: (low: Double, high: Double)? = nil,
    of name: String
  ) throws(DesignProblems) -> Factor.Domain {
    do throws(DistributionError) {
      return .distribution(try ContinuousDistribution(shape, limits: limits))
    } catch {
      throw DesignProblems(
        "factor \(name): \(error.parameter)", found: error.found, allowed: error.allowed)
    }
  }

  /// The domain in words.
  public var words: String {
    switch self {
    case .range(let low, let high, _): "\(Factor.text(low)) to \(Factor.text(high))"
    case .integers(let low, let high): "whole numbers from \(low) to \(high)"
    case .levels(let levels):
      levels.prefix(12).joined(separator: ", ")
        + (levels.count > 12 ? " and \(levels.count - 12) more" : "")
    case .distribution(let distribution): distribution.words
    }
  }

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
    case .levels(let levels): return Self.problems(of: levels, at: place)
    case .distribution: return []
    }
  }

  private static func problems(of levels: [String], at place: String) -> [DesignProblem] {
    if levels.isEmpty {
      return [DesignProblem(place, found: "no levels", allowed: "at least one")]
    }
    var texts: Set<String> = []
    var numbers: [Double: String] = [:]
    for level in levels {
      if !texts.insert(level).inserted {
        return [DesignProblem(place, found: "the level \(level.quoted) twice", allowed: "once")]
      }
      guard let number = Double(level), number.isFinite else { continue }
      if let first = numbers.updateValue(level, forKey: number) {
        return [
          DesignProblem(
            place,
            found: "the levels \(first.quoted) and \(level.quoted), which are the same number",
            allowed: "each value once")
        ]
      }
    }
    return []
  }

  fileprivate func problems(ofWeights weights: [Double], at place: String) -> [DesignProblem] {
    guard case .levels(let levels) = self else {
      return [DesignProblem(place, found: "weights", allowed: "weights of listed values only")]
    }
    if weights.count != levels.count {
      return [
        DesignProblem(
          place, found: "\(weights.count) weights",
          allowed: "one for each of \(levels.count) values")
      ]
    }
    let sum = weights.reduce(0, +)
    if let wrong = weights.first(where: { !($0 > 0 && $0.isFinite) }) {
      return [
        DesignProblem(
          place, found: "the weight \(Factor.text(wrong))", allowed: "positive numbers")
      ]
    }
    return sum.isFinite
      ? [] : [DesignProblem(place, found: "weights without a finite sum", allowed: "smaller ones")]
  }
}

extension ContinuousDistribution {
  fileprivate var words: String {
    let text = Factor.text
    let between =
      if let low, let high { " from \(text(low)) to \(text(high))" } else { "" }
    return switch shape {
    case .normal(let mean, let deviation):
      "normal with mean \(text(mean)) and standard deviation \(text(deviation))\(between)"
    case .lognormal(let mean, let deviation):
      "lognormal, its logarithm with mean \(text(mean)) and standard deviation \(text(deviation))"
        + (high == nil ? "" : between)
    case .triangular(let low, let mode, let high):
      "triangular from \(text(low)) over \(text(mode)) to \(text(high))"
    case .beta(let a, let b): "beta with a \(text(a)) and b \(text(b))\(between)"
    }
  }
}
