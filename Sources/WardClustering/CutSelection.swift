/// A measure by which one of several cuts of a tree is preferred.
public enum CutCriterion: String, Sendable, CaseIterable {
  /// The greatest mean silhouette width.
  case silhouette
  /// The greatest ratio of Caliński and Harabasz.
  case calinskiHarabasz = "calinski-harabasz"
  /// The gap statistic: the smallest number of groups within one standard error of the next.
  case gap
}

/// The cut of a tree that a criterion prefers, and how the others did.
public struct CutSelection: Sendable, Equatable {
  public let criterion: CutCriterion

  /// The numbers of groups that were compared.
  public let candidates: ClosedRange<Int>

  /// The criterion for each candidate; `nil` where it is not defined.
  public let scores: [Double?]

  /// The preferred cut; the smallest candidate where the criterion is defined for none.
  public let grouping: Grouping

  /// The silhouette of the preferred cut, where that is the criterion.
  public let silhouette: Silhouette?
}

extension Dendrogram {
  /// The numbers of groups compared when none are named: 2 to 10, as far as there are fewer groups
  /// than observations; 2 alone for two of them, 1 for one.
  public var usualCandidates: ClosedRange<Int> {
    let lowest = min(2, leafCount)
    return lowest...max(lowest, min(10, leafCount - 1))
  }

  /// Cuts the tree where `criterion` is best; among equals at the smallest number of groups.
  ///
  /// - Parameters:
  ///   - observations: The rows that the tree was made from.
  ///   - candidates: Numbers of groups to compare, by default ``usualCandidates``; for the gap also
  ///     1 group.
  ///   - seed: Decides the reference sets of the gap statistic, and nothing else.
  /// - Throws: ``WardError/groupCount(found:allowed:)`` if a candidate lies outside
  ///   `1...leafCount`.
  /// - Precondition: The tree was made from as many rows.
  public func bestGrouping(
    by criterion: CutCriterion, of observations: Observations,
    among candidates: ClosedRange<Int>? = nil, threadCount: Int = 1, seed: UInt64 = 1,
    progress: WorkProgress? = nil
  ) throws(WardError) -> CutSelection {
    precondition(observations.rowCount == leafCount, "one leaf for every observation")
    if criterion == .gap {
      let gap = try GapStatistic(
        of: observations, tree: self, among: candidates ?? 1...usualCandidates.upperBound,
        threadCount: threadCount, seed: seed, progress: progress)
      return CutSelection(
        criterion: criterion, candidates: gap.candidates, scores: gap.gaps,
        grouping: try grouping(count: gap.preferredCount), silhouette: nil)
    }
    let candidates = candidates ?? usualCandidates
    let finest = try grouping(count: candidates.upperBound)
    let distances =
      criterion == .silhouette
      ? GroupDistances(
        of: observations, in: finest, threadCount: threadCount, progress: progress) : nil
    var scores: [Double?] = []
    var best = (
      score: -Double.infinity, grouping: try grouping(count: candidates.lowerBound),
      silhouette: Silhouette?.none
    )
    for count in candidates {
      let grouping = try grouping(count: count)
      let silhouette = count > 1 ? distances?.silhouette(of: grouping) : nil
      let score =
        criterion == .silhouette ? silhouette?.mean : grouping.calinskiHarabasz(of: observations)
      scores.append(score)
      if let score, score > best.score { best = (score, grouping, silhouette) }
    }
    return CutSelection(
      criterion: criterion, candidates: candidates, scores: scores, grouping: best.grouping,
      silhouette: best.silhouette)
  }
}
