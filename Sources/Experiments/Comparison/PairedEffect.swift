import Randomness

/// The effect of a change by pairs of runs that share their random numbers.
public struct PairedEffect: Sendable, Equatable {
  /// Pairs in which both sides define the figure.
  public private(set) var count = 0
  /// Means of the two sides and of their difference.
  public private(set) var base = 0.0
  public private(set) var policy = 0.0
  public private(set) var effect = 0.0
  // Sums of squares about those means.
  private var baseSquares = 0.0
  private var policySquares = 0.0
  private var effectSquares = 0.0

  public init() {}

  /// Adds a pair; one in which a side is not finite is left out.
  ///
  /// Means and squares are updated as by Welford (1962), in the order of the pairs.
  public mutating func add(base: Double, policy: Double) {
    let difference = policy - base
    guard base.isFinite, policy.isFinite, difference.isFinite else { return }
    count += 1
    func update(_ mean: inout Double, _ squares: inout Double, _ value: Double) {
      let before = value - mean
      mean += before / Double(count)
      squares += before * (value - mean)
    }
    update(&self.base, &baseSquares, base)
    update(&self.policy, &policySquares, policy)
    update(&effect, &effectSquares, difference)
  }

  /// Standard deviation of the differences; not a number with fewer than two pairs.
  public var deviation: Double { Self.deviation(effectSquares, count) }

  /// Half of the 95 % interval of the effect, by pairs: t₀.₉₇₅ · s / √n.
  public var halfWidth: Double {
    guard count > 1 else { return .nan }
    return StudentDistribution(freedom: count - 1).quantile(0.975) * deviation
      / Double(count).squareRoot()
  }

  /// Half of the 95 % interval that as many runs a side would give, had each its own random numbers.
  ///
  /// By the variances of the two sides and Welch's degrees of freedom.
  public var unpairedHalfWidth: Double {
    guard count > 1 else { return .nan }
    let n = Double(count)
    let (a, b) = (baseSquares / (n - 1) / n, policySquares / (n - 1) / n)
    let variance = a + b
    guard variance > 0 else { return 0 }
    let freedom = variance * variance / ((a * a + b * b) / (n - 1))
    return StudentDistribution(freedom: freedom).quantile(0.975) * variance.squareRoot()
  }

  /// Pairs after which half of the 95 % interval is at most `halfWidth`, by the observed deviation.
  ///
  /// - Returns: `nil` where it is not known, or would take over a million.
  public func replicates(forHalfWidth halfWidth: Double) -> Int? {
    guard count > 1, halfWidth >= 0, deviation.isFinite else { return nil }
    if deviation == 0 { return 2 }
    return pairs(for: halfWidth) { StudentDistribution(freedom: $0 - 1).quantile(0.975) }
  }

  /// Pairs with which an effect as large as this would be found at 95 % with a power of 80 %, by the
  /// observed deviation.
  ///
  /// - Returns: `nil` where it is not known, or would take over a million.
  public var pairsToTell: Int? {
    guard count > 1, effect != 0, deviation.isFinite else { return nil }
    if deviation == 0 { return 2 }
    return pairs(for: effect.magnitude) {
      StudentDistribution(freedom: $0 - 1).quantile(0.975)
        + StudentDistribution(freedom: $0 - 1).quantile(0.8)
    }
  }

  /// Least number n of pairs for which factor(n) · s / √n is `limit` at most.
  private func pairs(for limit: Double, _ factor: (Int) -> Double) -> Int? {
    guard limit > 0 else { return nil }
    func width(_ n: Int) -> Double { factor(n) * deviation / Double(n).squareRoot() }
    var (low, high) = (1, 2)
    while width(high) > limit {
      guard high < 1_000_000 else { return nil }
      (low, high) = (high, 2 * high)
    }
    while high - low > 1 {
      let middle = (low + high) / 2
      if width(middle) > limit { low = middle } else { high = middle }
    }
    return high
  }

  /// Two-sided p-value of the effect by pairs (Student's t); not a number with fewer than two pairs.
  public var probability: Double {
    guard count > 1 else { return .nan }
    if deviation == 0 { return effect == 0 ? 1 : 0 }
    return StudentDistribution(freedom: count - 1).tails(
      effect / deviation * Double(count).squareRoot())
  }

  public var lower: Double { effect - halfWidth }
  public var upper: Double { effect + halfWidth }

  /// Whether the 95 % interval excludes zero.
  public var isDistinct: Bool { halfWidth.isFinite && (lower > 0 || upper < 0) }

  private static func deviation(_ squares: Double, _ count: Int) -> Double {
    count > 1 ? (squares / Double(count - 1)).squareRoot() : .nan
  }
}

/// What one unit of an effect costs, by the pairs that give both.
public struct CostPerUnit: Sendable, Equatable {
  /// Mean cost over mean effect; not a number where the interval of the effect includes zero.
  public let cost: Double
  /// Ends of the 95 % interval; not numbers where the interval of the effect includes zero.
  public let lower: Double
  public let upper: Double

  /// By the theorem of Fieller (1954): the ratios ρ for which cost − ρ·effect may be zero.
  ///
  /// - Parameters:
  ///   - costs: What the policy cost, one entry a pair.
  ///   - effects: What it did, in the same order.
  public init(costs: [Double], effects: [Double]) {
    let pairs = zip(costs, effects).filter { $0.isFinite && $1.isFinite }
    let n = Double(pairs.count)
    guard pairs.count > 1 else {
      (cost, lower, upper) = (.nan, .nan, .nan)
      return
    }
    let meanCost = pairs.reduce(0) { $0 + $1.0 } / n
    let meanEffect = pairs.reduce(0) { $0 + $1.1 } / n
    var (cc, ee, ce) = (0.0, 0.0, 0.0)
    for (c, e) in pairs {
      cc += (c - meanCost) * (c - meanCost)
      ee += (e - meanEffect) * (e - meanEffect)
      ce += (c - meanCost) * (e - meanEffect)
    }
    let t = StudentDistribution(freedom: pairs.count - 1).quantile(0.975)
    let scale = t * t / (n * (n - 1))
    // ρ² (ē² − k·ee) − 2ρ (c̄ē − k·ce) + (c̄² − k·cc) ≤ 0, bounded where the effect is distinct.
    let a = meanEffect * meanEffect - scale * ee
    let b = meanCost * meanEffect - scale * ce
    let c = meanCost * meanCost - scale * cc
    let root = b * b - a * c
    guard a > 0, root >= 0 else {
      (cost, lower, upper) = (.nan, .nan, .nan)
      return
    }
    cost = meanCost / meanEffect
    let ends = [(b - root.squareRoot()) / a, (b + root.squareRoot()) / a]
    (lower, upper) = (ends[0], ends[1])
  }
}
