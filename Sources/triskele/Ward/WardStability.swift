import WardClustering

/// Whether the groups are found again in tables whose rows or columns are drawn again.
struct WardStability {
  struct Request {
    var replicateCount: Int
    var seed: UInt64
  }

  let request: Request
  let rows: Stability
  /// Nothing where only one column differs between rows.
  let columns: Stability?

  /// - Returns: `nil` for a single group, which every table has.
  init?(
    of observations: Observations, groupCount: Int, _ request: Request, threadCount: Int,
    progress: @escaping @Sendable (Stability.Resampling, Double) -> Void
  ) {
    guard groupCount > 1 else { return nil }
    func stability(_ resampling: Stability.Resampling) -> Stability {
      do throws(WardError) {
        return try observations.stability(
          ofGroups: groupCount, resampling: resampling, replicateCount: request.replicateCount,
          threadCount: threadCount, seed: request.seed
        ) { progress(resampling, $0) }
      } catch {
        preconditionFailure("a table can be divided into as many groups as it was: \(error)")
      }
    }
    self.request = request
    rows = stability(.rows)
    let constant = Set(observations.constantColumns)
    let weights = observations.columnWeights
    let telling = (0..<observations.columnCount).filter {
      !constant.contains($0) && weights?[$0] != 0
    }
    columns = telling.count > 1 ? stability(.columns) : nil
  }

  /// The divisions that were made, with what was drawn for them.
  var parts: [(name: String, stability: Stability)] {
    [("rows", rows)] + (columns.map { [("columns", $0)] } ?? [])
  }
}
