import Chunking

extension Dendrogram {
  /// Joins the rows of a table by Ward's method, step by step the two clusters whose union adds
  /// least to the sum of squares within clusters.
  ///
  /// height(A, B) = √(2|A||B| / (|A| + |B|)) · ‖c_A − c_B‖
  ///
  /// with c the centroids and |A| the sum of row weights: the convention of SciPy's `ward` and of
  /// R's `ward.D2`, also known as Ward2. Distances are taken on the values as they stand; see
  /// ``Observations/standardised(by:)``.
  ///
  /// Where several clusters are equally near, the search prefers the cluster it came from, then
  /// the one whose last row comes first. This is SciPy's rule, so tables with ties give SciPy's
  /// tree, except where rounding decides.
  ///
  /// Source: Murtagh & Legendre (2014), doi:10.1007/s00357-014-9161-z; nearest-neighbour chain
  /// after Müllner (2011), arXiv:1109.2378.
  ///
  /// - Parameters:
  ///   - threadCount: Threads for long searches. The result has the same bytes for any.
  ///   - progress: Hears about once in 256 merges how far the work has come.
  /// - Complexity: O(*n*² · *d*) time and O(*n* · *d*) memory for *n* rows and *d* columns.
  public init(
    joining observations: Observations, threadCount: Int = 1, progress: WorkProgress? = nil
  ) {
    // Starting threads takes about as long as passing over some thousand clusters.
    self.init(
      joining: observations, threadCount: threadCount, blocksPerChunk: 2048, progress: progress)
  }

  /// - Parameter blocksPerChunk: Clusters that a thread takes on at a time, in eights; searches
  ///   of fewer than three times as many stay on one thread.
  package init(
    joining observations: Observations, threadCount: Int, blocksPerChunk: Int,
    progress: WorkProgress? = nil
  ) {
    let points = Coordinates(observations)
    let count = points.count
    let team = WorkerTeam(threadCount: threadCount)
    var clusters = LiveClusters(
      points, weights: observations.rowWeights, team: team, blocksPerChunk: blocksPerChunk)

    var joins: [(leaf: Int, otherLeaf: Int, height: Double)] = []
    joins.reserveCapacity(count - 1)
    // A cluster bears the number of its last row.
    var heights = [Double](repeating: 0, count: count)
    var isGone = [Bool](repeating: false, count: count)
    var isOnChain = [Bool](repeating: false, count: count)
    var chain: [Int] = []
    var start = 0

    while clusters.count > 1 {
      if chain.isEmpty {
        while isGone[start] { start += 1 }
        chain.append(start)
        isOnChain[start] = true
      }
      let tip = chain[chain.count - 1]
      let previous = chain.count > 1 ? chain[chain.count - 2] : nil
      let nearest = clusters.nearest(to: tip, favouring: previous)
      guard nearest.cluster == previous else {
        // In exact arithmetic the chain never meets itself. If rounding makes it, go back there.
        if isOnChain[nearest.cluster] {
          while chain[chain.count - 1] != nearest.cluster { isOnChain[chain.removeLast()] = false }
        } else {
          chain.append(nearest.cluster)
          isOnChain[nearest.cluster] = true
        }
        continue
      }
      chain.removeLast(2)
      let (first, second) = (min(tip, nearest.cluster), max(tip, nearest.cluster))
      (isOnChain[first], isOnChain[second]) = (false, false)
      clusters.merge(first, into: second)
      isGone[first] = true
      // Heights never fall along a branch; the maximum keeps that true of the rounded ones.
      let height = (2 * nearest.cost).squareRoot() * points.unit
      heights[second] = max(height, heights[first], heights[second])
      joins.append((first, second, heights[second]))
      if joins.count % 256 == 0 {
        // A search passes over all clusters that are left.
        let left = Double(clusters.count) / Double(count)
        progress?(1 - left * left)
      }
    }
    self.init(leafCount: count, joins: joins)
  }
}
