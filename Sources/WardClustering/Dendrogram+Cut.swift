extension Dendrogram {
  /// Cuts the tree into `count` groups by leaving out the last `count - 1` merges.
  ///
  /// - Throws: ``WardError/groupCount(found:allowed:)`` unless `count` lies in `1...leafCount`.
  public func grouping(count: Int) throws(WardError) -> Grouping {
    guard (1...leafCount).contains(count) else {
      throw .groupCount(found: count, allowed: 1...leafCount)
    }
    return grouping(afterMerges: leafCount - count)
  }

  /// Cuts the tree at a height: observations joined at `height` or below are together.
  ///
  /// - Throws: ``WardError/height(found:)`` if `height` is negative or not a number.
  public func grouping(height: Double) throws(WardError) -> Grouping {
    guard height >= 0 else { throw .height(found: height) }
    return grouping(afterMerges: merges.firstIndex { $0.height > height } ?? merges.count)
  }

  private func grouping(afterMerges mergeCount: Int) -> Grouping {
    // From the top down every cluster takes the mark of the one that it became part of.
    var marks = Array(0..<leafCount + mergeCount)
    for index in stride(from: mergeCount - 1, through: 0, by: -1) {
      let merge = merges[index]
      marks[merge.first] = marks[leafCount + index]
      marks[merge.second] = marks[leafCount + index]
    }
    return Grouping(marks.prefix(leafCount))
  }
}
