import SensitivityAnalysis
public import StudyStore

/// What an output comes to on average by the values of one parameter, a response curve, or of two, a
/// phase diagram.
///
/// The mean of a class is that of its points' means. Its interval depends on what else could have been:
/// where the points are a grid, which holds every combination on purpose, other seeds could, and the
/// interval is Student's t of the replicates' deviations, each averaged over the points of the class;
/// otherwise other points could, and it is Student's t of the points.
public struct StudyResponses: Sendable {
  public enum Sampling: String, Sendable {
    case replicates, points
  }

  public struct Cell: Sendable {
    /// Class of each parameter.
    public let classes: [Int]
    public let pointCount: Int
    public let runCount: Int
    public let mean: Double
    /// Half of the 95 % interval; not a number with fewer than two replicates or points.
    public let halfWidth: Double
    /// Standard deviation of points' means; not a number with one point.
    public let deviation: Double
  }

  public let output: StudyDefinition.Output
  public let parameters: [ParameterClasses]
  public let sampling: Sampling
  /// One entry a class, or a pair of classes, the last parameter's changing fastest.
  public let cells: [Cell]
}

extension StudyOutcomes {
  /// The shortest text that reads back as the number.
  static func text(_ number: Double) -> String { StudyStore.text(number) }

  /// - Parameters:
  ///   - factor: A place among the parameters.
  ///   - bins: Number of intervals where the parameter has more than a few values.
  public func classes(of factor: Int, bins: Int) -> ParameterClasses {
    ParameterClasses(
      points, factor: factor, scale: study.parameters[factor].scale, bins: bins)
  }

  /// - Parameter parameters: One or two, from ``classes(of:bins:)``.
  public func responses(output: Int, by parameters: [ParameterClasses]) -> StudyResponses {
    let sampling: StudyResponses.Sampling =
      isGrid && study.replicates > 1 ? .replicates : .points
    let counts = parameters.map(\.labels.count)
    let cellCount = counts.reduce(1, *)
    let cellOfPoint = (0..<points.count).map { point in
      zip(parameters, counts).reduce(0) { $0 * $1.1 + $1.0.classOfPoint[point] }
    }
    var members = [[Int]](repeating: [], count: cellCount)
    for point in 0..<points.count where means[output][point].isFinite {
      members[cellOfPoint[point]].append(point)
    }
    // Sums of deviations from the point's mean, by cell and replicate.
    var deviations = [[Int: (sum: Double, count: Int)]](repeating: [:], count: cellCount)
    var runCounts = [Int](repeating: 0, count: cellCount)
    for (run, value) in zip(runs, values[output]) where value.isFinite {
      let cell = cellOfPoint[run.point]
      runCounts[cell] += 1
      let old = deviations[cell][run.replicate] ?? (0, 0)
      deviations[cell][run.replicate] = (
        old.sum + value - means[output][run.point], old.count + 1
      )
    }
    let cells = (0..<cellCount).map { cell -> StudyResponses.Cell in
      let own = members[cell].map { means[output][$0] }
      let overPoints = MeanInterval(own)
      let overReplicates = MeanInterval(
        deviations[cell].sorted { $0.key < $1.key }.map { $1.sum / Double($1.count) })
      let squares = own.reduce(0) { $0 + ($1 - overPoints.mean) * ($1 - overPoints.mean) }
      var (classes, rest) = ([Int](), cell)
      for count in counts.reversed() {
        classes.insert(rest % count, at: 0)
        rest /= count
      }
      return StudyResponses.Cell(
        classes: classes, pointCount: own.count, runCount: runCounts[cell],
        mean: overPoints.mean,
        halfWidth: sampling == .points ? overPoints.halfWidth : overReplicates.halfWidth,
        deviation: own.count > 1 ? (squares / Double(own.count - 1)).squareRoot() : .nan)
    }
    return StudyResponses(
      output: study.outputs[output], parameters: parameters, sampling: sampling, cells: cells)
  }
}
