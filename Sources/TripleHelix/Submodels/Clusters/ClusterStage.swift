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
  /// Emergence is a cluster's first year, and lasts up to its third while it has fewer than ten members.
  /// After that falling size is decline, rising size growth, and neither maturity; rising heterogeneity
  /// renews a cluster that was mature or in decline, unless it shrinks. A stage once entered lasts until
  /// size moves by less than half of what it took to enter it, and renewal as long as heterogeneity
  /// rises: else a cluster at a threshold would change its stage every quarter.
  static func stage(
    after stage: ClusterStage, members: Double, age: Int, growth: Double,
    heterogeneityChange: Double, _ rates: ClusterParameters
  ) -> ClusterStage {
    let age = Double(age)
    let isSmall = members < rates.stageSize && age < rates.stageAge
    if stage == .emergence, isSmall || age < rates.stageYouth { return .emergence }
    func threshold(_ other: ClusterStage) -> Double {
      stage == other ? 0.5 * rates.stageGrowth : rates.stageGrowth
    }
    let wasGrown = stage == .maturity || stage == .decline || stage == .renewal
    let rise = stage == .renewal ? 0 : rates.stageHeterogeneity
    if wasGrown, heterogeneityChange > rise, growth > -rates.stageGrowth { return .renewal }
    if growth > threshold(.growth) { return .growth }
    return growth < -threshold(.decline) ? .decline : .maturity
  }

  func advanceStage(of place: Int) {
    let cluster = clusters[place]
    clusters[place].stage = Self.stage(
      after: cluster.stage, members: cluster.members, age: tick - Int(cluster.founded),
      growth: cluster.growth, heterogeneityChange: cluster.heterogeneityChange,
      parameters.clusters)
  }
}
