/// Life cycle by the two axes of Menzel and Fornahl (2010): growth of size against change of the
/// heterogeneity of knowledge.
extension MemberSurvey {
  /// Smooths the yearly growth of size, as √output, and the yearly change of heterogeneity.
  ///
  /// Sizes are Pareto, so that the sum follows the largest member; its root does so less. Both are
  /// zero in the first quarter, in which there is nothing to compare with.
  func smoothLifeCycle(
    of cluster: inout RegionalCluster, heterogeneity: Double, output: Double, isEmpty: Bool
  ) {
    defer {
      cluster.heterogeneity = heterogeneity
      cluster.output = output
    }
    guard !isEmpty, Int(cluster.founded) < tick, cluster.output > 0, output > 0 else { return }
    let weight = rates.stageSmoothing
    let year = Double(kernel.ticksPerYear)
    let growth = year * clamp(0.5 * logarithm(output / cluster.output), -2 / year, 2 / year)
    cluster.growth += weight * (growth - cluster.growth)
    cluster.heterogeneityChange +=
      weight * (year * (heterogeneity - cluster.heterogeneity) - cluster.heterogeneityChange)
  }
}

extension Simulation {
  /// The stage that the two axes speak for.
  ///
  /// Emergence lasts until a cluster has ten members or is three years old. After that falling size is
  /// decline, rising size growth, and neither maturity; rising heterogeneity renews a cluster
  /// that was mature or in decline, unless it shrinks.
  static func stage(
    after stage: ClusterStage, members: Double, age: Int, growth: Double,
    heterogeneityChange: Double, _ rates: ClusterParameters
  ) -> ClusterStage {
    if stage == .emergence, members < rates.stageSize, Double(age) < rates.stageAge {
      return .emergence
    }
    let wasGrown = stage == .maturity || stage == .decline || stage == .renewal
    if wasGrown, heterogeneityChange > rates.stageHeterogeneity, growth > -rates.stageGrowth {
      return .renewal
    }
    if growth > rates.stageGrowth { return .growth }
    return growth < -rates.stageGrowth ? .decline : .maturity
  }

  func advanceStage(of place: Int) {
    let cluster = clusters[place]
    clusters[place].stage = Self.stage(
      after: cluster.stage, members: cluster.members, age: tick - Int(cluster.founded),
      growth: cluster.growth, heterogeneityChange: cluster.heterogeneityChange,
      parameters.clusters)
  }
}
