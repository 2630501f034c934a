/// Elementary effects of a design of trajectories: which inputs matter at all, for few runs.
///
/// dᵢ = (y(x + Δeᵢ) − y(x)) / Δ on the scale where every factor goes from 0 to 1. μ is their mean,
/// μ* the mean of their magnitudes, σ their standard deviation (divisor *r* − 1).
///
/// An effect is left out if one of its two points has no finite output, since it is a hole or its run
/// failed; the other effects of the trajectory stay.
///
/// Source: Morris (1991), doi:10.1080/00401706.1991.10484804; μ* by Campolongo, Cariboni and Saltelli
/// (2007), doi:10.1016/j.envsoft.2006.10.004.
public struct ElementaryEffects: Sendable, Equatable {
  public struct Input: Sendable, Equatable {
    public let name: String
    /// Mean effect; not defined for a group, whose factors move in different directions.
    public let mean: Estimate
    /// Mean magnitude.
    public let meanMagnitude: Estimate
    /// Standard deviation: curvature or interaction; not defined for a group.
    public let standardDeviation: Estimate
    /// Number of effects.
    public let effectCount: Int
  }

  /// One entry a unit of the design.
  public let inputs: [Input]
  public let trajectoryCount: Int
  /// Effects left out.
  public let missingEffectCount: Int
}

extension ElementaryEffects {
  /// - Parameters:
  ///   - outputs: One entry a point; not finite where there is none.
  ///   - blocks: How many trajectories to use, from the first; all if nothing.
  public init(
    _ points: DesignPoints, outputs: [Double], resampling: Resampling = Resampling(),
    blocks limit: Int? = nil
  ) throws(AnalysisProblem) {
    precondition(outputs.count == points.count, "outputs are one a point")
    guard points.placements.contains(where: { $0.role == .step }) else {
      throw AnalysisProblem(
        found: "a design without trajectories", allowed: "a design of the kind morris")
    }
    let blocks = Blocks(points).members.prefix(limit ?? .max)
    let width = points.units.count
    var effects = [[Double]](
      repeating: [Double](repeating: .nan, count: blocks.count), count: width)
    var missing = 0
    for (number, block) in blocks.enumerated() {
      for (before, after) in zip(block, block.dropFirst()) {
        let placement = points.placements[after]
        guard placement.role == .step else { continue }
        let effect = (outputs[after] - outputs[before]) / placement.step
        if effect.isFinite { effects[placement.unit][number] = effect } else { missing += 1 }
      }
    }
    if let empty = effects.firstIndex(where: { $0.count(where: \.isFinite) < 2 }) {
      throw AnalysisProblem(
        found: "\(effects[empty].count(where: \.isFinite)) effects of \(points.units[empty])",
        allowed: "at least 2 of every input")
    }

    let isGroup = points.units.map { unit in !points.factors.contains { $0.name == unit } }
    let own = effects.map { Moments($0, counts: nil) }
    var replicates = [[Moments]](repeating: [], count: width)
    resampling.forEachReplicate(of: blocks.count) { counts in
      for unit in 0..<width { replicates[unit].append(Moments(effects[unit], counts: counts)) }
    }
    inputs = points.units.indices.map { unit in
      func estimate(_ path: KeyPath<Moments, Double>) -> Estimate {
        resampling.estimate(
          own[unit][keyPath: path], replicates: replicates[unit].map { $0[keyPath: path] })
      }
      return Input(
        name: points.units[unit], mean: isGroup[unit] ? .undefined : estimate(\.mean),
        meanMagnitude: estimate(\.meanMagnitude),
        standardDeviation: isGroup[unit] ? .undefined : estimate(\.deviation),
        effectCount: effects[unit].count(where: \.isFinite))
    }
    trajectoryCount = blocks.count
    missingEffectCount = missing
  }

  /// The same with an eighth, a quarter, half and all of the trajectories.
  public static func convergence(
    _ points: DesignPoints, outputs: [Double], resampling: Resampling = Resampling()
  ) -> [Stage<ElementaryEffects>] {
    Blocks.stages(of: Blocks(points).members.count, least: 2).compactMap { size in
      (try? ElementaryEffects(
        points, outputs: outputs, resampling: resampling, blocks: size)).map {
          Stage(size: size, result: $0)
        }
    }
  }
}

/// Mean, mean magnitude and standard deviation of the finite entries, each counted so often.
private struct Moments {
  let mean: Double
  let meanMagnitude: Double
  let deviation: Double

  init(_ values: [Double], counts: [Int32]?) {
    var (total, sum, magnitudes) = (0.0, 0.0, 0.0)
    for (index, value) in values.enumerated() where value.isFinite {
      let weight = Double(counts?[index] ?? 1)
      total += weight
      sum += weight * value
      magnitudes += weight * value.magnitude
    }
    let mean = sum / total
    var squares = 0.0
    for (index, value) in values.enumerated() where value.isFinite {
      squares += Double(counts?[index] ?? 1) * (value - mean) * (value - mean)
    }
    self.mean = mean
    meanMagnitude = magnitudes / total
    deviation = total > 1 ? (squares / (total - 1)).squareRoot() : .nan
  }
}
