extension Dendrogram {
  /// The tree in Newick form, as phylogenetics programs and R's `ape` read it.
  ///
  /// A branch is half the difference of the heights at its ends, so the path between two leaves is as
  /// long as the height at which they are joined.
  ///
  /// - Parameter names: One entry a leaf. Names with anything but letters, digits, dots and hyphens
  ///   are quoted.
  /// - Precondition: There are as many names as leaves.
  public func newick(names: [String]) -> String {
    precondition(names.count == leafCount, "one name for every leaf")
    enum Piece {
      case cluster(Int, below: Double)
      case text(String)
    }
    var text = ""
    var pending: [Piece] = [.cluster(root, below: height(of: root))]
    while let piece = pending.popLast() {
      switch piece {
      case .text(let piece): text += piece
      case .cluster(let cluster, let parentHeight):
        let height = height(of: cluster)
        let branch = cluster == root ? "" : ":\((parentHeight - height) / 2)"
        if isLeaf(cluster) {
          text += quoted(names[cluster]) + branch
        } else {
          let merge = merge(making: cluster)
          text += "("
          pending.append(.text(")" + branch))
          pending.append(.cluster(merge.second, below: height))
          pending.append(.text(","))
          pending.append(.cluster(merge.first, below: height))
        }
      }
    }
    return text + ";"
  }

  private func height(of cluster: Int) -> Double {
    isLeaf(cluster) ? 0 : merge(making: cluster).height
  }

  /// Newick reads a bare underscore as a blank, and doubles quotes inside quotes.
  private func quoted(_ name: String) -> String {
    let isBare =
      !name.isEmpty
      && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "." || $0 == "-" }
    return isBare
      ? name
      : "'"
        + name.split(separator: "'", omittingEmptySubsequences: false)
        .joined(separator: "''") + "'"
  }
}
