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

  /// v(all) − v(none), mean over the replicates.
  public let effect: Estimate
  public let shares: [Share]
  public let replicateCount: Int
  /// Replicates left out because a run of theirs has no finite outcome.
  public let droppedReplicateCount: Int

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
    let complete = worth.filter { $0.allSatisfy(\.isFinite) }
    guard !complete.isEmpty else {
      throw AnalysisProblem(found: "no replicate with all outcomes", allowed: "at least one")
    }
    // A last entry for the whole effect.
    let values = complete.map { Shapley.values($0) + [$0[$0.count - 1] - $0[0]] }
    func means(_ counts: [Int32]?) -> [Double] {
      var sums = [Double](repeating: 0, count: width + 1)
      for (index, row) in values.enumerated() {
        for place in sums.indices { sums[place] += Double(counts?[index] ?? 1) * row[place] }
      }
      return sums.map { $0 / Double(values.count) }
    }
    let own = means(nil)
    var replicates: [[Double]] = []
    resampling.forEachReplicate(of: values.count) { replicates.append(means($0)) }
    func share(_ means: [Double], _ place: Int) -> Double {
      means[width] == 0 ? .nan : means[place] / means[width]
    }
    effect = resampling.estimate(own[width], replicates: replicates.map { $0[width] })
    shares = names.enumerated().map { place, name in
      Share(
        name: name,
        value: resampling.estimate(own[place], replicates: replicates.map { $0[place] }),
        share: resampling.estimate(
          share(own, place), replicates: replicates.map { share($0, place) }))
    }
    replicateCount = values.count
    droppedReplicateCount = worth.count - values.count
  }
}
