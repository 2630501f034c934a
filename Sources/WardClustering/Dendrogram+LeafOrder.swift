extension Dendrogram {
  /// Beyond this number of leaves ``leafOrder(optimalFor:)`` returns the plain order: the work
  /// grows with the cube.
  public static let greatestOptimalLeafCount = 500

  /// The leaves from left to right with no lines crossing, at each merge `first` before `second`.
  public var leafOrder: [Int] {
    var order: [Int] = []
    order.reserveCapacity(leafCount)
    var pending = [root]
    while let cluster = pending.popLast() {
      if isLeaf(cluster) {
        order.append(cluster)
      } else {
        pending.append(merge(making: cluster).second)
        pending.append(merge(making: cluster).first)
      }
    }
    return order
  }

  /// The leaves in the order, among all without crossing lines, that keeps neighbours nearest: the
  /// sum of distances between adjacent leaves is least.
  ///
  /// Source: Bar-Joseph, Gifford & Jaakkola (2001), doi:10.1093/bioinformatics/17.suppl_1.S22.
  ///
  /// - Parameter distances: Between the leaves.
  /// - Returns: The plain ``leafOrder`` beyond ``greatestOptimalLeafCount`` leaves.
  /// - Precondition: `distances` has one entry for each pair of leaves.
  /// - Complexity: O(*n*³) time, O(*n*²) memory.
  public func leafOrder(optimalFor distances: DistanceMatrix) -> [Int] {
    precondition(distances.count == leafCount, "one distance for every pair of leaves")
    guard leafCount > 2, leafCount <= Self.greatestOptimalLeafCount else { return leafOrder }
    return OptimalLeafOrder(tree: self, distances: distances).order()
  }
}

/// The dynamic programme behind ``Dendrogram/leafOrder(optimalFor:)``.
private struct OptimalLeafOrder {
  let tree: Dendrogram
  /// Distances as a full square.
  var distances: [Double]
  /// For leaves i and j, the length of the best order of the smallest cluster with both that has i
  /// and j at its ends.
  var lengths: [Double]
  /// The leaves of each cluster.
  var leaves: [[Int]]

  init(tree: Dendrogram, distances: DistanceMatrix) {
    let count = tree.leafCount
    self.tree = tree
    self.distances = [Double](repeating: 0, count: count * count)
    for row in 0..<count {
      for column in 0..<count { self.distances[row * count + column] = distances[row, column] }
    }
    lengths = [Double](repeating: 0, count: count * count)
    leaves = (0..<count).map { [$0] }
    for merge in tree.merges {
      leaves.append(leaves[merge.first] + leaves[merge.second])
      measure(merge)
    }
  }

  /// The leaves that can stand at the other end of `cluster` when `leaf` stands at one.
  private func ends(of cluster: Int, opposite leaf: Int) -> [Int] {
    if tree.isLeaf(cluster) { return [leaf] }
    let merge = tree.merge(making: cluster)
    return leaves[leaves[merge.first].contains(leaf) ? merge.second : merge.first]
  }

  private mutating func measure(_ merge: Dendrogram.Merge) {
    let count = tree.leafCount
    let (left, right) = (leaves[merge.first], leaves[merge.second])
    let rightEnds = right.map { ends(of: merge.second, opposite: $0) }
    var reach = [Double](repeating: 0, count: count)
    for outer in left {
      // The best way from `outer` through the left cluster and over to each leaf on the right …
      let inner = ends(of: merge.first, opposite: outer)
      for leaf in right {
        var best = Double.infinity
        for end in inner {
          best = min(best, lengths[outer * count + end] + distances[end * count + leaf])
        }
        reach[leaf] = best
      }
      // … and on through the right cluster to its far end.
      for (index, far) in right.enumerated() {
        var best = Double.infinity
        for leaf in rightEnds[index] {
          best = min(best, reach[leaf] + lengths[leaf * count + far])
        }
        lengths[outer * count + far] = best
        lengths[far * count + outer] = best
      }
    }
  }

  func order() -> [Int] {
    let top = tree.merge(making: tree.root)
    var ends = (left: top.first, right: top.second)
    var best = Double.infinity
    for left in leaves[top.first] {
      for right in leaves[top.second] where length(left, right) < best {
        best = length(left, right)
        ends = (left, right)
      }
    }
    // Clusters still to be written out, the leftmost last, each with the leaves at its ends.
    var pending = [(cluster: tree.root, left: ends.left, right: ends.right)]
    var order: [Int] = []
    while let (cluster, left, right) = pending.popLast() {
      if tree.isLeaf(cluster) {
        order.append(cluster)
        continue
      }
      let merge = tree.merge(making: cluster)
      let isTurned = !leaves[merge.first].contains(left)
      let near = isTurned ? merge.second : merge.first
      let far = isTurned ? merge.first : merge.second
      var joint = (left: left, right: right)
      var shortest = Double.infinity
      for end in self.ends(of: near, opposite: left) {
        for start in self.ends(of: far, opposite: right) {
          let length =
            length(left, end) + distances[end * tree.leafCount + start] + length(start, right)
          if length < shortest {
            shortest = length
            joint = (end, start)
          }
        }
      }
      pending.append((far, joint.right, right))
      pending.append((near, left, joint.left))
    }
    return order
  }

  private func length(_ first: Int, _ second: Int) -> Double {
    lengths[first * tree.leafCount + second]
  }
}
