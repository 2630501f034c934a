import SensitivityAnalysis
public import StudyStore

/// How one output is distributed over the points of a study, and how much the seeds move it at a point;
/// of a study of seeds only how it is distributed over the runs.
public struct OutputSummary: Sendable, Equatable {
  public let output: StudyDefinition.Output
  /// Points with a value, and those without that could have one; runs in a study of seeds only.
  public let pointCount: Int
  public let missingPointCount: Int
  /// Of the points' means over their replicates; quartiles are of type 7.
  public let mean: Double
  /// Divisor n − 1; not a number with one point.
  public let deviation: Double
  public let minimum: Double
  public let lowerQuartile: Double
  public let median: Double
  public let upperQuartile: Double
  public let maximum: Double
  /// √ of the mean variance of replicates within a point; not a number where no point has two.
  public let deviationWithinPoints: Double
  /// Points with at least two replicates.
  public let repeatedPointCount: Int
  /// Half of the 95 % interval of the mean over the seeds of a study of seeds only (Student's t); not a
  /// number in other studies.
  public let halfWidth: Double
  public let noise: OutputNoise
}

extension StudyOutcomes {
  /// One entry an output.
  public func summaries() -> [OutputSummary] {
    let isOfSeedsOnly = study.parameters.isEmpty
    let noise = noise
    return study.outputs.indices.map { output in
      let means = (isOfSeedsOnly ? values : means)[output].filter(\.isFinite).sorted()
      let (within, repeated) = variationWithinPoints(output: output)
      func quantile(_ probability: Double) -> Double { Self.quantile(probability, of: means) }
      let mean = means.isEmpty ? .nan : means.reduce(0, +) / Double(means.count)
      let squares = means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      return OutputSummary(
        output: study.outputs[output], pointCount: means.count,
        missingPointCount: isOfSeedsOnly
          ? values[output].count - means.count : missingCount(output: output), mean: mean,
        deviation: means.count > 1 ? (squares / Double(means.count - 1)).squareRoot() : .nan,
        minimum: means.first ?? .nan, lowerQuartile: quantile(0.25), median: quantile(0.5),
        upperQuartile: quantile(0.75), maximum: means.last ?? .nan,
        deviationWithinPoints: within, repeatedPointCount: repeated,
        halfWidth: isOfSeedsOnly ? MeanInterval(means).halfWidth : .nan, noise: noise[output])
    }
  }

  private func variationWithinPoints(output: Int) -> (deviation: Double, points: Int) {
    var squares = [Double](repeating: 0, count: points.count)
    var counts = [Int](repeating: 0, count: points.count)
    for (run, value) in zip(runs, values[output]) where value.isFinite {
      let difference = value - means[output][run.point]
      squares[run.point] += difference * difference
      counts[run.point] += 1
    }
    let variances = zip(squares, counts).filter { $1 > 1 }.map { $0 / Double($1 - 1) }
    guard !variances.isEmpty else { return (.nan, 0) }
    return (
      (variances.reduce(0, +) / Double(variances.count)).squareRoot(), variances.count
    )
  }

  /// Linear between order statistics: type 7 of Hyndman and Fan (1996), doi:10.2307/2684934.
  static func quantile(_ probability: Double, of sorted: [Double]) -> Double {
    guard let last = sorted.last else { return .nan }
    let rank = Double(sorted.count - 1) * probability
    let below = Int(rank)
    guard below + 1 < sorted.count else { return last }
    return sorted[below] + (rank - Double(below)) * (sorted[below + 1] - sorted[below])
  }
}
