/// Distances between regions and what follows from them; constant over a run.
struct Geography: Sendable {
  let regionCount: Int
  /// km, row by row.
  let distance: [Double]
  /// Weight of what happens in region b for region a, exp(−distance/δ), at `a * regionCount + b`.
  let proximity: [Double]
  /// Weight of migration between two regions.
  let migrationWeight: [Double]
  /// Weight of commuting between two regions.
  let commutingWeight: [Double]

  init(
    distance: [Double], regionCount: Int, reach: Double, migrationReach: Double,
    commutingReach: Double
  ) {
    self.regionCount = regionCount
    self.distance = distance
    proximity = distance.map { exponential(-$0 / reach) }
    migrationWeight = distance.map { exponential(-$0 / migrationReach) }
    commutingWeight = distance.map { exponential(-$0 / commutingReach) }
  }
}
