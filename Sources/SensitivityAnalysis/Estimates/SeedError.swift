import Randomness

/// What other seeds would do to an index, where all points share the seeds of their replicates: a seed can
/// change what a factor does at every point, and drawing points again does not show it.
///
/// Standard errors are those of the jackknife over the replicates, in at most 20 groups.
public enum SeedError {
  private static let greatestGroupCount = 20

  /// - Parameters:
  ///   - index: Values of the indices for one output a point, nil where there are none.
  /// - Returns: One standard error an index; nil with one replicate, with seeds of their own, or where
  ///   the indices cannot be made without some replicates.
  public static func errors(
    _ outputs: ReplicatedOutputs, _ index: (_ outputs: [Double]) -> [Double]?
  ) -> [Double]? {
    guard outputs.sharesSeeds, outputs.isRepeated else { return nil }
    let groups = min(outputs.replicateCount, greatestGroupCount)
    var results: [[Double]] = []
    for group in 0..<groups {
      let means = outputs.values.map { values in
        var (sum, count) = (0.0, 0)
        for (replicate, value) in values.enumerated()
        where value.isFinite && replicate % groups != group {
          sum += value
          count += 1
        }
        return count == 0 ? .nan : sum / Double(count)
      }
      guard let result = index(means) else { return nil }
      results.append(result)
    }
    let size = Double(groups)
    return results[0].indices.map { place in
      let mean = results.reduce(0) { $0 + $1[place] } / size
      let squares = results.reduce(0) { $0 + ($1[place] - mean) * ($1[place] - mean) }
      return ((size - 1) / size * squares).squareRoot()
    }
  }
}

extension Estimate {
  /// The estimate with an interval that also holds an error with this standard error, independent of
  /// what the interval holds already: half-widths are added by their squares.
  public func widened(by error: Double, confidence: Double) -> Estimate {
    guard error.isFinite, error > 0, lower.isFinite, upper.isFinite else { return self }
    let more = standardNormalQuantile((1 + confidence) / 2) * error
    func half(_ end: Double) -> Double {
      let width = (end - value).magnitude
      return (width * width + more * more).squareRoot()
    }
    return Estimate(
      value: value, lower: min(lower, value - half(lower)), upper: max(upper, value + half(upper)))
  }
}

extension ElementaryEffects {
  /// μ* that the noise of the seeds alone gives an input without any effect, one entry a unit: the mean
  /// size √(2 / π) s / √R of a mean over R replicates whose differences have the standard deviation s.
  ///
  /// - Returns: nil without replicates.
  public static func noiseLevels(
    _ points: DesignPoints, outputs: ReplicatedOutputs
  ) -> [Double]? {
    guard outputs.isRepeated else { return nil }
    var sums = [Double](repeating: 0, count: points.units.count)
    var counts = [Int](repeating: 0, count: points.units.count)
    for block in Blocks(points).members {
      for (before, after) in zip(block, block.dropFirst()) {
        let placement = points.placements[after]
        guard placement.role == .step else { continue }
        let differences = zip(outputs.values[after], outputs.values[before]).map { $0 - $1 }
          .filter(\.isFinite)
        guard differences.count > 1 else { continue }
        let size = Double(differences.count)
        let mean = differences.reduce(0, +) / size
        let squares = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        sums[placement.unit] +=
          (squares / (size - 1) / size).squareRoot() / placement.step.magnitude
        counts[placement.unit] += 1
      }
    }
    return zip(sums, counts).map { sum, count in
      count == 0 ? .nan : (2 / Double.pi).squareRoot() * sum / Double(count)
    }
  }
}
