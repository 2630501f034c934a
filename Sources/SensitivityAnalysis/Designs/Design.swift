import Randomness

/// How the points of a study are placed in the space of its factors.
///
/// Points come in an order, and `makePoints` says what each is for. In designs that can be prolonged
/// (`isExtensible`) point *k* is the same whatever the number of points asked for, so that a study
/// keeps its runs when it grows.
public enum Design: Sendable, Hashable {
  /// Every combination of levels; the last factor changes fastest.
  ///
  /// - levels: For ranges, and for integers of which not all are wanted, by the factor's name.
  /// - otherwise: For ranges that `levels` does not name.
  case fullFactorial(levels: [String: Int] = [:], otherwise: Int = 5)

  /// As many equal slices of every factor as points, one point in each: McKay, Beckman and Conover
  /// (1979), doi:10.1080/00401706.1979.10489755. The place within a slice is random.
  case latinHypercube(points: Int, seed: UInt64)

  /// Sobol' points with a random shift, which the seed chooses: see `SobolSequence`. 2ᵐ points are
  /// balanced: in every factor, each of 2ᵐ equal slices has one point.
  case sobolSequence(points: Int, seed: UInt64 = 1)

  /// Trajectories that change one input after the other by Δ = p / (2 (p − 1)) on a grid of p levels:
  /// Morris (1991), doi:10.1080/00401706.1991.10484804.
  ///
  /// - levels: p, even.
  /// - candidates: If given, the trajectories are chosen out of so many to be far from each other:
  ///   Campolongo, Cariboni and Saltelli (2007), doi:10.1016/j.envsoft.2006.10.004.
  case morris(trajectories: Int, levels: Int = 4, candidates: Int? = nil, seed: UInt64)

  /// Blocks of points for indices of variance: a point of A, for every input the same point with that
  /// input from B, the point of B. Saltelli and others (2010), doi:10.1016/j.cpc.2009.09.018.
  ///
  /// A and B take the coordinates of one randomly shifted Sobol' sequence by turns.
  ///
  /// - base: Number of blocks N, a power of 2 for points that are balanced. N (k + 2) points for k
  ///   inputs.
  /// - secondOrder: Adds the points of B with one input from A: N (2 k + 2) points.
  case saltelli(base: Int, secondOrder: Bool = false, seed: UInt64 = 1)

  /// Points that the caller gives: a row a point, a text a factor.
  ///
  /// - placements: What each point is for, where a table says it: one entry a point, or none for points by
  ///   themselves. Its units are those of the factors.
  case points([[String]], placements: [DesignPoints.Placement] = [])
}

extension Design {
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    case fullFactorial = "full_factorial"
    case latinHypercube = "latin_hypercube"
    case sobolSequence = "sobol_sequence"
    case morris, saltelli, points
  }

  public var kind: Kind {
    switch self {
    case .fullFactorial: .fullFactorial
    case .latinHypercube: .latinHypercube
    case .sobolSequence: .sobolSequence
    case .morris: .morris
    case .saltelli: .saltelli
    case .points: .points
    }
  }

  /// Whether asking for more points keeps those that there are.
  public var isExtensible: Bool {
    switch self {
    case .sobolSequence, .saltelli, .points: true
    case .morris(_, _, let candidates, _): candidates == nil
    case .fullFactorial, .latinHypercube: false
    }
  }

  /// The most points that a design may have.
  public static let greatestPointCount = 10_000_000
}

extension Design {
  /// Places the points, all at once; `DesignPlan` makes them one after the other.
  ///
  /// - Throws: Everything that is wrong with the design for these factors.
  public func makePoints(
    _ factors: [Factor], constraints: [Constraint] = []
  ) throws(DesignProblems) -> DesignPoints {
    try DesignPlan(self, factors, constraints: constraints).makePoints()
  }
}

// Checks.
extension Design {
  static func problems(of factors: [Factor]) -> [DesignProblem] {
    var problems: [DesignProblem] = []
    if factors.isEmpty {
      problems.append(DesignProblem("factors", found: "none", allowed: "at least one"))
    }
    let names = factors.map(\.name)
    for (index, name) in names.enumerated() where names[..<index].contains(name) {
      problems.append(DesignProblem("factor \(name)", found: "it twice", allowed: "once"))
    }
    for group in Set(factors.compactMap(\.group)).sorted() where names.contains(group) {
      problems.append(
        DesignProblem("group \(group)", found: "a factor's name", allowed: "a name of its own"))
    }
    return problems
  }

  func problems(with factors: [Factor]) -> [DesignProblem] {
    var problems: [DesignProblem] = []
    func require(_ value: Int, _ name: String, _ range: ClosedRange<Int>) {
      if !range.contains(value) {
        problems.append(
          DesignProblem(
            "design \(kind.rawValue): \(name)", found: "\(value)",
            allowed: "\(range.lowerBound) to \(range.upperBound)"))
      }
    }
    func limit(_ count: Double) {
      if count > Double(Self.greatestPointCount) {
        problems.append(
          DesignProblem(
            "design \(kind.rawValue)", found: "\(Factor.text(count)) points",
            allowed: "at most \(Self.greatestPointCount)"))
      }
    }
    let units = Double(Set(factors.map(\.unit)).count)
    let most = Self.greatestPointCount
    if [.fullFactorial, .morris].contains(kind) {
      for factor in factors {
        guard case .distribution(let distribution) = factor.domain, !distribution.isBounded else {
          continue
        }
        problems.append(
          DesignProblem(
            "factor \(factor.name)",
            found: "a \(distribution.shape.name) distribution without limits",
            allowed:
              "one with a lowest and a highest value in the design \(kind.rawValue), which takes "
              + "both"))
      }
    }
    switch self {
    case .fullFactorial(let levels, let otherwise):
      require(otherwise, "levels", 1...most)
      for (name, count) in levels.sorted(by: { $0.key < $1.key }) {
        require(count, "levels of \(name)", 1...most)
        if !factors.contains(where: { $0.name == name }) {
          problems.append(
            DesignProblem(
              "design \(kind.rawValue): levels", found: "the factor \(name)",
              allowed: factors.map(\.name).joined(separator: ", ")))
        }
      }
      if problems.isEmpty {
        limit(
          factors.reduce(1.0) { product, factor in
            product
              * Double(factor.gridCount(factor.gridLevels(levels, otherwise: otherwise)))
          })
      }
    case .latinHypercube(let points, _):
      require(points, "points", 1...most)
    case .sobolSequence(let points, _):
      require(points, "points", 1...most)
      require(factors.count, "number of factors", 1...SobolSequence.greatestDimensionCount)
    case .morris(let trajectories, let levels, let candidates, _):
      require(trajectories, "trajectories", 1...most)
      require(levels, "levels", 2...1000)
      if levels % 2 != 0 {
        problems.append(
          DesignProblem(
            "design \(kind.rawValue): levels", found: "\(levels)", allowed: "even numbers"))
      }
      if let candidates {
        require(candidates, "candidates", max(trajectories, 2)...max(trajectories, 2000))
      }
      limit(Double(trajectories) * (units + 1))
    case .saltelli(let base, let secondOrder, _):
      require(base, "base", 1...most)
      require(factors.count, "number of factors", 1...SobolSequence.greatestDimensionCount / 2)
      limit(Double(base) * (secondOrder ? 2 * units + 2 : units + 2))
    case .points(let rows, _):
      require(rows.count, "number of points", 1...most)
      for (index, row) in rows.enumerated() where row.count != factors.count {
        problems.append(
          DesignProblem(
            "point \(index)", found: "\(row.count) values", allowed: "\(factors.count)"))
      }
      if problems.isEmpty {
        for (place, factor) in factors.enumerated() {
          for (index, row) in rows.enumerated() where factor.coordinate(of: row[place]) == nil {
            problems.append(
              DesignProblem(
                "point \(index), factor \(factor.name)", found: "\(row[place].quoted)",
                allowed: factor.domain.words))
          }
        }
      }
    }
    return problems
  }
}

extension Factor {
  /// How many levels a full factorial design takes of the factor; nothing for all.
  func gridLevels(_ levels: [String: Int], otherwise: Int) -> Int? {
    switch domain {
    case .range, .distribution: levels[name] ?? otherwise
    case .integers, .levels: levels[name]
    }
  }
}
