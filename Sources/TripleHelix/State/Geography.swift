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
  /// By region: those whose firms may belong to a cluster that is at home there, itself among them,
  /// in rising order.
  let catchments: [[Catchment]]

  /// A region from which a cluster may have members.
  struct Catchment: Sendable {
    let region: Int
    /// Weight of the cluster's home for firms of the region, exp(−distance/δ); 1 at home.
    let proximity: Double
  }

  /// Weight of the home of a cluster for a region; 1 for itself.
  func proximity(ofRegion region: Int, toCell cell: Int32, _ sectorCount: Int) -> Double {
    let home = Int(cell) / sectorCount
    return home == region ? 1 : proximity[home * regionCount + region]
  }

  /// - Parameter clusterReach: Distance from the home of a cluster within which firms may be its
  ///   members, km; 0 for those at home alone, even where another region lies at the same point.
  init(
    distance: [Double], regionCount: Int, reach: Double, migrationReach: Double,
    clusterReach: Double, commutingReach: Double
  ) {
    self.regionCount = regionCount
    self.distance = distance
    proximity = distance.map { exponential(-$0 / reach) }
    migrationWeight = distance.map { exponential(-$0 / migrationReach) }
    commutingWeight = distance.map { exponential(-$0 / commutingReach) }
    let proximity = proximity
    catchments = (0..<regionCount).map { home in
      (0..<regionCount).compactMap { region in
        if region == home { return Catchment(region: region, proximity: 1) }
        let place = home * regionCount + region
        // A weight that has left the numbers is none.
        guard clusterReach > 0, distance[place] <= clusterReach, proximity[place] > 0 else {
          return nil
        }
        return Catchment(region: region, proximity: proximity[place])
      }
    }
  }
}
