/// Pianosi and Wagener's index: how far the distribution of an output moves, at most, when a factor is
/// held within a class of its values.
///
/// T = summary over classes c of max_y |F(y) − F(y | x in c)|, the Kolmogorov–Smirnov distance. Needs
/// no structure, so that failed points leave a design usable.
///
/// Classes are the values of a factor if it has no more than there are classes, otherwise the intervals
/// between quantiles, the last one closed.
///
/// A distance of samples is above 0 by chance, the more so the fewer points a class has: `zeroLevel`
/// says how far. Replicates add to that, so intervals are those of the replicates moved to the index.
///
/// Source: Pianosi and Wagener (2018), doi:10.1016/j.envsoft.2018.07.019.
public enum PAWN {
  /// What is taken over the classes.
  public enum Summary: String, Sendable, Hashable, CaseIterable {
    case median, mean, maximum

    func over(_ values: [Double]) -> Double {
      let sorted = values.sorted()
      return switch self {
      case .median: Resampling.quantile(0.5, ofSorted: sorted)
      case .mean: sorted.isEmpty ? .nan : sorted.reduce(0, +) / Double(sorted.count)
      case .maximum: sorted.last ?? .nan
      }
    }
  }

  /// - Parameters:
  ///   - outputs: One entry a point; not finite where there is none.
  ///   - classes: Number of conditioning intervals; the source takes 10 for most samples.
  public static func indices(
    _ points: DesignPoints, outputs: [Double], classes: Int = 10, summary: Summary = .median,
    resampling: Resampling = Resampling(), blocks: Int? = nil
  ) throws(AnalysisProblem) -> DistributionIndices {
    precondition(classes >= 2, "a distribution is compared between classes")
    let data = try GivenData(points, outputs: outputs, blocks: blocks, least: 2 * classes)
    func index(_ members: [[Int]], _ outputs: [Double], _ order: [Int]) -> Double {
      summary.over(distances(members, outputs, order: order))
    }
    let order = ascending(data.outputs)
    let parted = data.inputs.map { members($0, classes: classes) }
    let own = parted.map { index($0, data.outputs, order) }
    var replicates = [[Double]](repeating: [], count: own.count)
    data.forEachReplicate(resampling) { rows in
      let outputs = rows.map { data.outputs[$0] }
      let order = ascending(outputs)
      for factor in own.indices {
        replicates[factor].append(
          index(
            members(rows.map { data.inputs[factor][$0] }, classes: classes), outputs, order))
      }
    }
    var shuffled = [[Double]](repeating: [], count: own.count)
    data.forEachShuffle(resampling) { outputs in
      let order = ascending(outputs)
      for factor in own.indices {
        shuffled[factor].append(index(parted[factor], outputs, order))
      }
    }
    return DistributionIndices(
      inputs: own.indices.map { factor in
        DistributionIndices.Input(
          name: data.factors[factor].name,
          index: data.checked(
            resampling.centredEstimate(own[factor], replicates: replicates[factor])),
          uncorrected: own[factor],
          zeroLevel: Resampling.quantile(
            resampling.confidence, ofSorted: shuffled[factor].sorted()))
      }, usedPointCount: data.count, missingPointCount: data.missingCount)
  }

  public static func convergence(
    _ points: DesignPoints, outputs: [Double], classes: Int = 10, summary: Summary = .median,
    resampling: Resampling = Resampling()
  ) -> [Stage<DistributionIndices>] {
    DistributionIndices.stages(points) {
      try? indices(
        points, outputs: outputs, classes: classes, summary: summary, resampling: resampling,
        blocks: $0)
    }
  }

  private static func ascending(_ values: [Double]) -> [Int] {
    values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
  }

  /// The points of each class.
  static func members(_ inputs: [Double], classes: Int) -> [[Int]] {
    Classes(inputs, most: classes) { Classes.byQuantile($0, count: classes) }.members
  }

  /// Kolmogorov–Smirnov distances between all outputs and those of each class that has points.
  ///
  /// - Parameter order: Points by ascending output.
  static func distances(
    _ members: [[Int]], _ outputs: [Double], order: [Int]
  ) -> [Double] {
    var classOf = [Int](repeating: 0, count: outputs.count)
    for (number, points) in members.enumerated() { for point in points { classOf[point] = number } }
    var below = [Int](repeating: 0, count: members.count)
    var greatest = [Double](repeating: 0, count: members.count)
    var seen = 0
    while seen < order.count {
      let output = outputs[order[seen]]
      // Equal outputs are one step of both distributions.
      while seen < order.count, outputs[order[seen]] == output {
        below[classOf[order[seen]]] += 1
        seen += 1
      }
      let all = Double(seen) / Double(order.count)
      for number in members.indices where !members[number].isEmpty {
        let own = Double(below[number]) / Double(members[number].count)
        greatest[number] = max(greatest[number], (own - all).magnitude)
      }
    }
    return members.indices.filter { !members[$0].isEmpty }.map { greatest[$0] }
  }
}
