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
