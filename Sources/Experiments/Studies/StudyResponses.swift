import Randomness
import SensitivityAnalysis
public import StudyStore

/// The mean of an output by the values of one parameter, a response curve, or of two, a phase diagram.
///
/// The mean of a class is that of its points' means. Its interval is over what was sampled: where the
/// points are a grid, which holds every combination on purpose, that is the seeds, and the interval is
/// Student's t of the replicates' deviations, each averaged over the points of the class; otherwise it is
/// the points, and the interval is Student's t of their means.
public struct StudyResponses: Sendable {
  public enum Sampling: String, Sendable {
    case replicates, points
  }

  public struct Cell: Sendable {
    /// Class of each parameter.
    public let classes: [Int]
    public let pointCount: Int
    /// Different runs: points with the same scenario share theirs.
    public let runCount: Int
    public let mean: Double
    /// Half of the 95 % interval; not a number with fewer than two replicates or different points.
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

  /// The mean over points with half of its 95 % interval, in which points with the same scenario are one
  /// observation: t₀.₉₇₅(G − 1) √(G / (G − 1) Σ (Σ (m − mean))²) / n over the G scenarios, which is
  /// Student's interval where all differ.
  private func clusteredInterval(
    of members: [Int], output: Int
  ) -> (mean: Double, halfWidth: Double) {
    guard !members.isEmpty else { return (.nan, .nan) }
    let size = Double(members.count)
    let mean = members.reduce(0) { $0 + means[output][$1] } / size
    var sums: [Int: Double] = [:]
    for point in members { sums[originals[point], default: 0] += means[output][point] - mean }
    let groups = Double(sums.count)
    guard sums.count > 1 else { return (mean, .nan) }
    let squares = sums.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value * $1.value }
    return (
      mean,
      StudentDistribution(freedom: sums.count - 1).quantile(0.975)
        * (groups / (groups - 1) * squares).squareRoot() / size
    )
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
    var seen: Set<StudyRunPlace> = []
    var runCounts = [Int](repeating: 0, count: cellCount)
    for (run, value) in zip(runs, values[output]) where value.isFinite {
      let cell = cellOfPoint[run.point]
      let place = StudyRunPlace(
        cell: cell, point: originals[run.point], replicate: run.replicate)
      if seen.insert(place).inserted { runCounts[cell] += 1 }
      let old = deviations[cell][run.replicate] ?? (0, 0)
      deviations[cell][run.replicate] = (
        old.sum + value - means[output][run.point], old.count + 1
      )
    }
    let cells = (0..<cellCount).map { cell -> StudyResponses.Cell in
      let own = members[cell].map { means[output][$0] }
      let overPoints = clusteredInterval(of: members[cell], output: output)
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

/// A run among those of a class.
private struct StudyRunPlace: Hashable {
  let cell: Int
  let point: Int
  let replicate: Int
}
