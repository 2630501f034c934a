/// Exact Shapley values of a game over subsets of up to twenty players.
///
/// φ_i = Σ_{S ∌ i} |S|! (n−|S|−1)! / n! · (v(S ∪ i) − v(S)). The values add up to v(all) − v(none),
/// which taking away one player at a time does not.
/// Source: Shapley (1953), doi:10.1515/9781400881970-018.
public enum Shapley {
  /// - Parameter worth: One entry per subset, player i being in subset s where bit i of s is set;
  ///   2ⁿ entries.
  /// - Returns: One value per player.
  public static func values(_ worth: [Double]) -> [Double] {
    precondition(worth.count.nonzeroBitCount == 1, "worths are of all subsets")
    let players = worth.count.trailingZeroBitCount
    precondition(players <= 20, "2ⁿ subsets are looked at")
    // |S|! (n−|S|−1)! / n! = 1 / (n · C(n−1, |S|)).
    var weights: [Double] = []
    var choose = 1.0
    for size in 0..<players {
      weights.append(1 / (Double(players) * choose))
      choose = choose * Double(players - 1 - size) / Double(size + 1)
    }
    return (0..<players).map { player in
      let bit = 1 << player
      return worth.indices.reduce(0) { sum, subset in
        guard subset & bit == 0 else { return sum }
        return sum + weights[subset.nonzeroBitCount] * (worth[subset | bit] - worth[subset])
      }
    }
  }

  /// Values as shares of v(all) − v(none); not numbers if that is zero.
  public static func shares(_ worth: [Double]) -> [Double] {
    let total = (worth.last ?? .nan) - (worth.first ?? .nan)
    return values(worth).map { total == 0 ? .nan : $0 / total }
  }
}

/// Shapley shares of switches, by replicates that differ in their draws only.
public struct ShapleyDecomposition: Sendable, Equatable {
  public struct Share: Sendable, Equatable {
    public let name: String
    /// Mean over the replicates, in the unit of the outcome, with its bootstrap interval.
    public let value: Estimate
    /// Mean value over the mean of the whole effect.
    public let share: Estimate
  }

  /// One replicate by itself.
  public struct Replicate: Sendable, Equatable {
    /// Its row among those that were given.
    public let row: Int
    /// v(all) and v(none).
    public let all: Double
    public let none: Double
    /// Shapley values, one a switch.
    public let values: [Double]
    /// v(all) − v(all but i): what is lost where one switch alone goes off. These do not add up.
    public let removals: [Double]
    /// v(i) − v(none): what is won where one switch alone goes on. These do not add up either.
    public let additions: [Double]
    /// Greatest size of an outcome over the subsets, against which rounding is to be seen.
    public let magnitude: Double

    public var effect: Double { all - none }

    /// How far the values are from adding up to the effect, as a share of `magnitude`.
    public var additivityError: Double {
      guard magnitude > 0 else { return 0 }
      return (values.reduce(0, +) - effect).magnitude / magnitude
    }

    /// - Parameter worth: An entry a subset, 2ⁿ of them.
    init(row: Int, worth: [Double]) {
      let full = worth.count - 1
      let players = worth.count.trailingZeroBitCount
      self.row = row
      all = worth[full]
      none = worth[0]
      values = Shapley.values(worth)
      removals = (0..<players).map { worth[full] - worth[full & ~(1 << $0)] }
      additions = (0..<players).map { worth[1 << $0] - worth[0] }
      magnitude = worth.reduce(0) { max($0, $1.magnitude) }
    }
  }

  /// v(all) − v(none), mean over the replicates.
  public let effect: Estimate
  public let shares: [Share]
  /// The replicates that are counted, in their order.
  public let replicates: [Replicate]
  /// Replicates left out because a run of theirs has no finite outcome.
  public let droppedReplicateCount: Int

  public var replicateCount: Int { replicates.count }

  /// - Parameters:
  ///   - names: The switches, the first being bit 0 of a subset.
  ///   - worth: A row a replicate, with an entry a subset of switches that are on: 2ⁿ entries.
  public init(
    names: [String], worth: [[Double]], resampling: Resampling = Resampling()
  ) throws(AnalysisProblem) {
    let width = names.count
    guard (1...20).contains(width) else {
      throw AnalysisProblem(found: "\(width) switches", allowed: "1 to 20")
    }
    if let row = worth.first(where: { $0.count != 1 << width }) {
      throw AnalysisProblem(
        found: "\(row.count) outcomes of a replicate", allowed: "2^\(width) = \(1 << width)")
    }
    let complete = worth.indices.filter { worth[$0].allSatisfy(\.isFinite) }
      .map { Replicate(row: $0, worth: worth[$0]) }
    guard !complete.isEmpty else {
      throw AnalysisProblem(found: "no replicate with all outcomes", allowed: "at least one")
    }
    // A last entry for the whole effect.
    let values = complete.map { $0.values + [$0.effect] }
    func means(_ counts: [Int32]?) -> [Double] {
      var sums = [Double](repeating: 0, count: width + 1)
      for (index, row) in values.enumerated() {
        for place in sums.indices { sums[place] += Double(counts?[index] ?? 1) * row[place] }
      }
      return sums.map { $0 / Double(values.count) }
    }
    let own = means(nil)
    var drawn: [[Double]] = []
    resampling.forEachReplicate(of: values.count) { drawn.append(means($0)) }
    func share(_ means: [Double], _ place: Int) -> Double {
      means[width] == 0 ? .nan : means[place] / means[width]
    }
    effect = resampling.estimate(own[width], replicates: drawn.map { $0[width] })
    shares = names.enumerated().map { place, name in
      Share(
        name: name,
        value: resampling.estimate(own[place], replicates: drawn.map { $0[place] }),
        share: resampling.estimate(
          share(own, place), replicates: drawn.map { share($0, place) }))
    }
    replicates = complete
    droppedReplicateCount = worth.count - complete.count
  }
}
