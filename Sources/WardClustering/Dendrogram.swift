/// The tree of merges that an agglomerative clustering leaves behind.
///
/// Clusters are numbered as in SciPy: the leaves are `0..<leafCount` in the order of the rows, and
/// merge *k* makes cluster `leafCount + k`. Merges stand in the order of their heights.
public struct Dendrogram: Sendable, Equatable {
  public struct Merge: Sendable, Equatable {
    /// The smaller number of the two clusters joined.
    public let first: Int
    /// The greater number of the two clusters joined.
    public let second: Int
    /// Distance at which the two are joined, on the scale of the observations.
    public let height: Double
    /// Number of leaves below.
    public let size: Int

    public init(first: Int, second: Int, height: Double, size: Int) {
      self.first = first
      self.second = second
      self.height = height
      self.size = size
    }
  }

  /// Number of observations, at least one.
  public let leafCount: Int

  /// One entry a merge, `leafCount - 1` in all, heights never falling.
  public let merges: [Merge]

  /// Takes over a tree made elsewhere.
  ///
  /// - Throws: ``WardError/brokenTree(merge:reason:)`` where the merges make no such tree.
  public init(leafCount: Int, merges: [Merge]) throws(WardError) {
    guard leafCount > 0 else { throw .noRows }
    guard merges.count == leafCount - 1 else {
      throw .wrongCount(of: "merges", expected: leafCount - 1, found: merges.count)
    }
    var sizes = [Int](repeating: 1, count: leafCount)
    var isJoined = [Bool](repeating: false, count: 2 * leafCount - 1)
    var height = 0.0
    for (index, merge) in merges.enumerated() {
      let members = [merge.first, merge.second]
      guard 0 <= merge.first, merge.first < merge.second, merge.second < sizes.count else {
        throw .brokenTree(
          merge: index,
          reason: "found clusters \(members), allowed: two rising numbers below \(sizes.count)")
      }
      if let twice = members.first(where: { isJoined[$0] }) {
        throw .brokenTree(merge: index, reason: "cluster \(twice) is joined a second time")
      }
      let size = sizes[merge.first] + sizes[merge.second]
      guard merge.size == size else {
        throw .brokenTree(merge: index, reason: "found size \(merge.size), allowed: \(size)")
      }
      guard merge.height >= height, merge.height.isFinite else {
        throw .brokenTree(
          merge: index, reason: "found height \(merge.height), allowed: \(height) or more")
      }
      for member in members { isJoined[member] = true }
      sizes.append(size)
      height = merge.height
    }
    self.leafCount = leafCount
    self.merges = merges
  }

  /// Puts joins in the order of their heights and numbers the clusters they make.
  ///
  /// - Parameter joins: Two leaves, one from each side, and a height no lower than that of any
  ///   join below it. Every join stands behind those below it.
  init(leafCount: Int, joins: [(leaf: Int, otherLeaf: Int, height: Double)]) {
    let order = joins.indices.sorted { (joins[$0].height, $0) < (joins[$1].height, $1) }
    var parents = Array(0..<max(2 * leafCount - 1, 1))
    func cluster(of leaf: Int) -> Int {
      var cluster = leaf
      while parents[cluster] != cluster {
        parents[cluster] = parents[parents[cluster]]
        cluster = parents[cluster]
      }
      return cluster
    }
    var merges: [Merge] = []
    merges.reserveCapacity(joins.count)
    for index in order {
      let join = joins[index]
      let (one, other) = (cluster(of: join.leaf), cluster(of: join.otherLeaf))
      let size = [one, other].reduce(0) { $0 + ($1 < leafCount ? 1 : merges[$1 - leafCount].size) }
      parents[one] = leafCount + merges.count
      parents[other] = leafCount + merges.count
      merges.append(
        Merge(first: min(one, other), second: max(one, other), height: join.height, size: size))
    }
    self.leafCount = leafCount
    self.merges = merges
  }
}

extension Dendrogram {
  /// Whether `cluster` is one observation.
  func isLeaf(_ cluster: Int) -> Bool { cluster < leafCount }

  /// The merge that made `cluster`, which is no leaf.
  func merge(making cluster: Int) -> Merge { merges[cluster - leafCount] }

  /// Number of the cluster that holds all leaves.
  var root: Int { leafCount + merges.count - 1 }
}
