/// A division of observations into groups 1…*K*, numbered in the order of first appearance.
public struct Grouping: Sendable, Equatable {
  /// The group of each observation, from 1.
  public let labels: [Int]

  /// Number of groups, *K*.
  public let groupCount: Int

  /// Takes any marks that are equal within a group and numbers the groups by first appearance.
  public init<Mark: Hashable>(_ marks: some Sequence<Mark>) {
    var numbers: [Mark: Int] = [:]
    labels = marks.map { mark in
      let next = numbers.count + 1
      let number = numbers[mark, default: next]
      if number == next { numbers[mark] = next }
      return number
    }
    groupCount = numbers.count
  }

  /// The observations of each group, by index; entry *k* − 1 is group *k*.
  public var members: [[Int]] {
    var members = [[Int]](repeating: [], count: groupCount)
    for (index, label) in labels.enumerated() { members[label - 1].append(index) }
    return members
  }

  /// Number of observations in each group.
  public var sizes: [Int] { members.map(\.count) }
}

extension Grouping {
  /// Agreement of two divisions of the same observations, by pairs and corrected for chance.
  ///
  /// (Σ C(n_ij, 2) − E) / ((Σ C(a_i, 2) + Σ C(b_j, 2)) / 2 − E), with
  /// E = Σ C(a_i, 2) · Σ C(b_j, 2) / C(n, 2)
  ///
  /// 1 for equal divisions, about 0 for unrelated ones, at least −1. Where both are all in one group
  /// or all apart, 1.
  ///
  /// Source: Hubert & Arabie (1985), doi:10.1007/BF01908075.
  ///
  /// - Precondition: Both divide equally many observations.
  public func adjustedRandIndex(with other: Grouping) -> Double {
    precondition(labels.count == other.labels.count, "two groupings of the same observations")
    func pairs(_ count: Int) -> Double { Double(count) * Double(count - 1) / 2 }
    let together = overlap(with: other).joined().reduce(0) { $0 + pairs($1) }
    let here = sizes.reduce(0) { $0 + pairs($1) }
    let there = other.sizes.reduce(0) { $0 + pairs($1) }
    let expected = labels.count < 2 ? 0 : here * there / pairs(labels.count)
    let greatest = (here + there) / 2
    return greatest == expected ? 1 : (together - expected) / (greatest - expected)
  }

  /// How many observations each group here (row) shares with each group there (column).
  func overlap(with other: Grouping) -> [[Int]] {
    let row = [Int](repeating: 0, count: other.groupCount)
    var overlap = [[Int]](repeating: row, count: groupCount)
    for (label, otherLabel) in zip(labels, other.labels) {
      overlap[label - 1][otherLabel - 1] += 1
    }
    return overlap
  }
}
