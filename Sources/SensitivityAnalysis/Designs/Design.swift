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

  /// Sobol's sequence (1967) as GSL counts it, from (½, …, ½) on. At most 40 factors.
  ///
  /// - skip: Points left out at the beginning. 2ᵐ points are balanced after a skip of 2ᵐ − 1.
  case sobolSequence(points: Int, skip: Int = 0)

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
  /// A and B are two halves of the coordinates of one Sobol' sequence; above 20 factors, where GSL's
  /// ends, of one Halton sequence with reversed digits.
  ///
  /// - base: Number of blocks N, best a power of 2. N (k + 2) points for k inputs.
  /// - secondOrder: Adds the points of B with one input from A: N (2 k + 2) points.
  /// - skip: Points of the sequence left out at the beginning. In its first point A and B are the same,
  ///   which wastes a block and misleads where there are few.
  case saltelli(base: Int, secondOrder: Bool = false, skip: Int = Design.usualSkip)

  /// Points that the caller gives: a row a point, a text a factor.
  case points([[String]])

  /// Points that Saltelli's blocks leave out: after these every power of 2 of blocks up to 256 is
  /// balanced, more of them begin with the same, and in few dimensions A and B are apart from the first
  /// block on.
  public static let usualSkip = 255
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
  /// Places the points.
  ///
  /// A point that breaks a constraint
  /// - is a *hole* in structured designs (full factorial, Morris, Saltelli) and among given points: it
  ///   keeps its index, and is not to be run;
  /// - is passed over in a Sobol' sequence, which goes on to the number asked for;
  /// - is left out of a Latin hypercube, which then has fewer points than asked for.
  ///
  /// - Throws: Everything that is wrong with the design for these factors.
  /// - Complexity: O(*nk*) for *n* points of *k* factors; of chosen trajectories O(*m*² *k*³) for *m*
  ///   candidates.
  public func makePoints(
    _ factors: [Factor], constraints: [Constraint] = []
  ) throws(DesignProblems) -> DesignPoints {
    var problems = Self.problems(of: factors) + self.problems(with: factors)
    for constraint in constraints { problems += constraint.problems(with: factors) }
    guard problems.isEmpty else { throw DesignProblems(problems) }
    let filter = ConstraintFilter(constraints, factors: factors)
    var points = DesignPoints(factors: factors, kind: kind)
    switch self {
    case .fullFactorial(let levels, let otherwise):
      points.addFullFactorial(levels: levels, otherwise: otherwise)
    case .latinHypercube(let count, let seed):
      points.addLatinHypercube(count, seed: seed, filter)
    case .sobolSequence(let count, let skip):
      try points.addSobolSequence(count, skip: skip, filter)
    case .morris(let trajectories, let levels, let candidates, let seed):
      points.addTrajectories(trajectories, levels: levels, candidates: candidates, seed: seed)
    case .saltelli(let base, let secondOrder, let skip):
      try points.addRadialBlocks(base, secondOrder: secondOrder, skip: skip)
    case .points(let rows):
      points.addGiven(rows)
    }
    points.markHoles(filter)
    return points
  }
}

// Checks.
extension Design {
  private static func problems(of factors: [Factor]) -> [DesignProblem] {
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

  private func problems(with factors: [Factor]) -> [DesignProblem] {
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
            product * Double(factor.gridCount(levels[factor.name], otherwise: otherwise))
          })
      }
    case .latinHypercube(let points, _):
      require(points, "points", 1...most)
    case .sobolSequence(let points, let skip):
      require(points, "points", 1...most)
      require(skip, "skip", 0...(1 << 28))
      let greatest = 40
      require(factors.count, "number of factors", 1...greatest)
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
    case .saltelli(let base, let secondOrder, let skip):
      require(base, "base", 1...most)
      require(skip, "skip", 0...(1 << 28))
      require(factors.count, "number of factors", 1...614)
      limit(Double(base) * (secondOrder ? 2 * units + 2 : units + 2))
    case .points(let rows):
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
                "point \(index), factor \(factor.name)", found: "`\(row[place])`",
                allowed: factor.domain.words))
          }
        }
      }
    }
    return problems
  }
}

extension Factor {
  fileprivate func gridCount(_ levels: Int?, otherwise: Int) -> Int {
    switch domain {
    case .range: levels ?? otherwise
    case .integers(let low, let high): min(levels ?? .max, high - low + 1)
    case .levels(let levels): levels.count
    }
  }
}

extension Factor.Domain {
  /// The domain in words.
  public var words: String {
    switch self {
    case .range(let low, let high, _): "\(Factor.text(low)) to \(Factor.text(high))"
    case .integers(let low, let high): "whole numbers from \(low) to \(high)"
    case .levels(let levels):
      levels.prefix(12).joined(separator: ", ")
        + (levels.count > 12 ? " and \(levels.count - 12) more" : "")
    }
  }
}
