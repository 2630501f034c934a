extension ClusterPart {
  /// The parts that are arms of one scenario, in the order of the tables; (d) chooses its arms by
  /// what it saw, and stands in `ContestStudy`.
  static let all = [trust, denmark, britain, birth, lives, survey, shapley]
}
