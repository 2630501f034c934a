/// Boxes of inputs in which outcomes of interest are frequent: the patient rule induction method.
///
/// A box holds all points at first. Again and again that share `peel` of its points is taken off at
/// one face, or that level, which leaves the greatest density of points of interest; the boxes on the
/// way are the trajectory. The chosen box is then pasted: grown at a face as long as its density does
/// not fall.
///
/// Of a box, *coverage* is its share of all points of interest, *density* the share of its points that
/// are of interest, *mass* its share of all points.
///
/// Source: Friedman and Fisher (1999), doi:10.1023/A:1008894516817; coverage, density and quasi-p-values
/// by Bryant and Lempert (2010), doi:10.1016/j.techfore.2009.08.002.
public struct ScenarioDiscovery: Sendable, Equatable {
  public struct Options: Sendable, Hashable {
    /// Share of a box's points taken off at a time, patience: above 0 and below 1/2.
    public var peel = 0.05
    /// Least mass of a box.
    public var leastMass = 0.05
    /// How many boxes to look for, each among the points outside the earlier ones.
    public var boxCount = 1

    public init(peel: Double = 0.05, leastMass: Double = 0.05, boxCount: Int = 1) {
      precondition(peel > 0 && peel < 0.5, "a share to peel lies between 0 and 1/2")
      precondition(leastMass > 0 && leastMass < 1, "a mass lies between 0 and 1")
      precondition(boxCount > 0, "at least one box is looked for")
      (self.peel, self.leastMass, self.boxCount) = (peel, leastMass, boxCount)
    }
  }

  /// What a box asks of a factor.
  public struct Limit: Sendable, Equatable {
    public let factor: String
    /// Least and greatest value inside; nothing on a side that the box leaves open.
    public let low: Double?
    public let high: Double?
    /// The levels inside; nothing for a factor of numbers.
    public let levels: [String]?
    /// The probability that the box without this limit would show as many points of interest by chance
    /// in the place of those that the limit keeps. Quasi, because the limit was sought in the same
    /// data.
    public let quasiPValue: Double
  }

  public struct Box: Sendable, Equatable {
    /// Of the factors that the box limits.
    public let limits: [Limit]
    public let coverage: Double
    public let density: Double
    public let mass: Double
    public let pointCount: Int
    public let interestCount: Int
  }

  public struct Search: Sendable, Equatable {
    /// From all points to the last peel.
    public let trajectory: [Box]
    /// The box with the greatest harmonic mean of coverage and density. Whoever reads the trajectory may
    /// want another trade between the two.
    public let chosen: Int
    /// The chosen box after pasting.
    public let box: Box
  }

  public let searches: [Search]
  public let usedPointCount: Int
  public let missingPointCount: Int
  public let interestCount: Int
}

extension ScenarioDiscovery {
  /// - Parameter isOfInterest: One entry a point; nothing where there is no output.
  public init(
    _ points: DesignPoints, isOfInterest: [Bool?], options: Options = Options()
  ) throws(AnalysisProblem) {
    precondition(isOfInterest.count == points.count, "outcomes are one a point")
    let used = points.placements.indices.filter {
      !points.placements[$0].isHole && isOfInterest[$0] != nil
    }
    let interest = used.map { isOfInterest[$0] == true }
    let wanted = interest.count { $0 }
    guard used.count >= 20 else {
      throw AnalysisProblem(found: "\(used.count) points with an output", allowed: "at least 20")
    }
    guard wanted > 0, wanted < used.count else {
      throw AnalysisProblem(
        found: "\(wanted == 0 ? "no" : "every") point of interest",
        allowed: "a condition that some points meet and some do not")
    }
    let columns = points.factors.indices.map { factor in
      let numbers = points.numbers(of: factor)
      return used.map { numbers[$0] }
    }
    var miner = BoxMiner(
      factors: points.factors, columns: columns, interest: interest, options: options)
    var searches: [Search] = []
    for _ in 0..<options.boxCount {
      guard let search = miner.search() else { break }
      searches.append(search)
    }
    self.searches = searches
    usedPointCount = used.count
    missingPointCount = points.count - used.count
    interestCount = wanted
  }
}
