import Foundation

/// Borgonovo's δ: half the mean area between the density of an output and its density with a factor
/// known; 0 if the factor does nothing, at most 1.
///
/// δᵢ = ½ E[ ∫ |f(y) − f(y | xᵢ)| dy ], estimated from given data by classes of the factor with as many
/// points each, Gaussian kernels of Silverman's width, and 100 places between the least and the
/// greatest output. The number of classes grows with the number of points n as
/// min(⌈n^(2 / (7 + tanh((1500 − n) / 500)))⌉, 48). The bias is estimated by the bootstrap and taken
/// off: δ = 2 δ̂ − mean of δ̂*; it can come out slightly below 0.
///
/// Source: Borgonovo (2007), doi:10.1016/j.ress.2006.04.015; the estimator by Plischke, Borgonovo and
/// Smith (2013), doi:10.1016/j.ejor.2012.11.047, equations 26 and 30.
public enum BorgonovoDelta {
  /// Places where densities are compared.
  static let gridCount = 100

  /// - Parameter outputs: One entry a point; not finite where there is none.
  /// - Complexity: O(*kn*) a replicate for *k* factors and *n* points, with 100 places a point.
  public static func indices(
    _ points: DesignPoints, outputs: [Double], resampling: Resampling = Resampling(replicates: 100),
    blocks: Int? = nil
  ) throws(AnalysisProblem) -> DistributionIndices {
    let data = try GivenData(points, outputs: outputs, blocks: blocks, least: 20)
    let grid = Grid(data.outputs)
    let classes = classCount(data.count)
    let all = grid.density(data.outputs)
    func index(_ inputs: [Double], _ outputs: [Double], _ density: [Double]) -> Double {
      uncorrected(inputs, outputs, density, grid, classes: classes)
    }
    let own = data.inputs.map { index($0, data.outputs, all) }
    var replicates = [[Double]](repeating: [], count: own.count)
    data.forEachReplicate(resampling) { rows in
      let outputs = rows.map { data.outputs[$0] }
      let density = grid.density(outputs)
      for factor in own.indices {
        replicates[factor].append(index(rows.map { data.inputs[factor][$0] }, outputs, density))
      }
    }
    var shuffled = [[Double]](repeating: [], count: own.count)
    data.forEachShuffle(resampling) { outputs in
      for factor in own.indices {
        shuffled[factor].append(index(data.inputs[factor], outputs, all))
      }
    }
    return DistributionIndices(
      inputs: own.indices.map { factor in
        let corrected = replicates[factor].map { 2 * own[factor] - $0 }
        let value =
          corrected.isEmpty ? own[factor] : corrected.reduce(0, +) / Double(corrected.count)
        return DistributionIndices.Input(
          name: data.factors[factor].name,
          index: data.checked(resampling.estimate(value, replicates: corrected)),
          uncorrected: own[factor],
          zeroLevel: Resampling.quantile(
            resampling.confidence, ofSorted: shuffled[factor].sorted()))
      }, usedPointCount: data.count, missingPointCount: data.missingCount)
  }

  /// The same with an eighth, a quarter, half and all of the blocks. Stages before the last take 20
  /// replicates, enough for their bias.
  public static func convergence(
    _ points: DesignPoints, outputs: [Double],
    resampling: Resampling = Resampling(replicates: 100)
  ) -> [Stage<DistributionIndices>] {
    let all = Blocks(points).members.count
    var few = resampling
    few.replicates = min(few.replicates, 20)
    return DistributionIndices.stages(points) { size in
      try? indices(
        points, outputs: outputs, resampling: size == all ? resampling : few, blocks: size)
    }
  }

  static func classCount(_ points: Int) -> Int {
    let exponent = 2 / (7 + tanh((1500 - Double(points)) / 500))
    return min(Int(pow(Double(points), exponent).rounded(.up)), 48)
  }

  /// δ̂ of one factor. A class whose outputs are all the same is a peak as narrow as the places allow, as of
  /// counts or of yes and no; a class with a single point has no density and adds nothing.
  static func uncorrected(
    _ inputs: [Double], _ outputs: [Double], _ density: [Double], _ grid: Grid, classes: Int
  ) -> Double {
    let members = Classes(inputs, most: classes) { Classes.byRank($0, count: classes) }.members
    return members.reduce(0) { sum, points in
      let own = points.map { outputs[$0] }
      guard own.count > 1 else { return sum }
      let area = grid.areaBetween(density, grid.density(own))
      return sum + Double(own.count) / Double(2 * outputs.count) * area
    }
  }

  /// Equally spaced places from the least to the greatest output.
  struct Grid {
    let places: [Double]
    private let spacing: Double

    init(_ outputs: [Double]) {
      let (low, high) = (outputs.min() ?? 0, outputs.max() ?? 0)
      let step = (high - low) / Double(gridCount - 1)
      places = (0..<gridCount).map { $0 == gridCount - 1 ? high : low + Double($0) * step }
      spacing = step
    }

    /// Sum of Gaussian kernels of width s (3n/4)^(−1/5), s the standard deviation, at every place; at
    /// least as wide as places are apart.
    func density(_ sample: [Double]) -> [Double] {
      let count = Double(sample.count)
      let mean = sample.reduce(0, +) / count
      let squares = sample.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      // Narrower ones would stand between two places, or be seen as a peak alone.
      let width = max(
        spacing, (squares / (count - 1)).squareRoot() * pow(count * 3 / 4, -0.2))
      var density = [Double](repeating: 0, count: places.count)
      // Beyond nine widths a kernel is below 10⁻¹⁷ of its height.
      let reach = Int(min(9 * width / spacing, Double(places.count))) + 1
      let step = spacing / width
      for value in sample {
        let middle = Int((value - places[0]) / spacing)
        let (first, last) = (max(middle - reach, 0), min(middle + reach + 1, places.count - 1))
        let z = (places[middle] - value) / width
        if step < 1 {
          // exp(−(z + s)²/2) is exp(−z²/2) times exp(−zs − s²/2), and that factor itself changes by
          // exp(−s²) from place to place: three exponentials instead of a hundred, for an error of some
          // hundred roundings. Steps of a width or more could overflow on the way.
          let change = exp(-step * step)
          var (height, factor) = (exp(-z * z / 2), exp(-z * step - step * step / 2))
          for place in middle...last {
            density[place] += height
            height *= factor
            factor *= change
          }
          height = exp(-(z - step) * (z - step) / 2)
          factor = exp((z - step) * step - step * step / 2)
          for place in stride(from: middle - 1, through: first, by: -1) {
            density[place] += height
            height *= factor
            factor *= change
          }
        } else {
          for place in first...last {
            let z = (places[place] - value) / width
            density[place] += exp(-z * z / 2)
          }
        }
      }
      let scale = 1 / (count * width * (2 * Double.pi).squareRoot())
      return density.map { $0 * scale }
    }

    /// By trapezoids.
    func areaBetween(_ one: [Double], _ other: [Double]) -> Double {
      var area = 0.0
      for place in 1..<places.count {
        let left = (one[place - 1] - other[place - 1]).magnitude
        let right = (one[place] - other[place]).magnitude
        area += (places[place] - places[place - 1]) * (left + right) / 2
      }
      return area
    }
  }
}
