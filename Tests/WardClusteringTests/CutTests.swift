import Testing
import WardClustering

@Suite struct CutTests {
  @Test(arguments: Oracles.all.cases)
  func `cuts are those of SciPy and R`(oracle: Oracles.Case) throws {
    let tree = Dendrogram(joining: try oracle.observations)
    for (index, cut) in oracle.cuts.enumerated() {
      let grouping = try tree.grouping(count: index + 2)
      #expect(grouping.labels == cut.scipyLabels)
      #expect(grouping.labels == cut.rLabels)
    }
  }

  @Test func `any number of groups from one to all can be cut`() throws {
    let tree = Dendrogram(joining: try Observations(rows: noise(30, 2)))
    for count in 1...30 {
      let grouping = try tree.grouping(count: count)
      #expect(grouping.groupCount == count)
      // Numbered in the order of first appearance: every label is at most one above those before.
      var greatest = 0
      for label in grouping.labels {
        #expect(label <= greatest + 1)
        greatest = max(greatest, label)
      }
    }
    for count in [-1, 0, 31] {
      #expect(throws: WardError.groupCount(found: count, allowed: 1...30)) {
        try tree.grouping(count: count)
      }
    }
  }

  @Test func `a cut by height joins what lies at or below it`() throws {
    let tree = Dendrogram(joining: try Observations(rows: [[0], [1], [10]]))
    #expect(try tree.grouping(height: 0.99).labels == [1, 2, 3])
    #expect(try tree.grouping(height: 1).labels == [1, 1, 2])
    #expect(try tree.grouping(height: .infinity).labels == [1, 1, 1])
    #expect(throws: WardError.self) { try tree.grouping(height: -1) }
    #expect(throws: WardError.self) { try tree.grouping(height: .nan) }
  }

  @Test(arguments: [CutCriterion.silhouette, .calinskiHarabasz, .gap])
  func `criteria find three plain groups`(criterion: CutCriterion) throws {
    let observations = try Observations(rows: Oracles.all.gap.rows)
    let tree = Dendrogram(joining: observations)
    let selection = try tree.bestGrouping(by: criterion, of: observations)
    #expect(selection.grouping.groupCount == 3)
    #expect(selection.scores.count == selection.candidates.count)
  }

  @Test(arguments: [CutCriterion.silhouette, .calinskiHarabasz])
  func `the preferred cut has the best score of all`(criterion: CutCriterion) throws {
    let observations = try Observations(rows: noise(40, 3, seed: 2))
    let tree = Dendrogram(joining: observations)
    let selection = try tree.bestGrouping(by: criterion, of: observations, among: 2...20)
    let scores = try (2...20).map { count in
      let grouping = try tree.grouping(count: count)
      return criterion == .silhouette
        ? grouping.silhouette(of: observations)?.mean : grouping.calinskiHarabasz(of: observations)
    }
    // Sums of fine groups are added in another order than those of coarse ones.
    #expect(agree(selection.scores.compactMap(\.self), scores.compactMap(\.self), within: 1e-12))
    let best = try #require(selection.scores.compactMap(\.self).max())
    #expect(selection.scores[selection.grouping.groupCount - 2] == best)
  }

  @Test(arguments: CutCriterion.allCases, 1...4)
  func `the smallest tables have a best cut`(criterion: CutCriterion, count: Int) throws {
    let observations = try Observations(rows: noise(count, 2))
    let selection = try Dendrogram(joining: observations).bestGrouping(
      by: criterion, of: observations)
    #expect((1...count).contains(selection.grouping.groupCount))
  }

  @Test func `candidates outside the table are refused`() throws {
    let observations = try Observations(rows: noise(5, 2))
    let tree = Dendrogram(joining: observations)
    for criterion in CutCriterion.allCases {
      #expect(throws: WardError.groupCount(found: 6, allowed: 1...5)) {
        try tree.bestGrouping(by: criterion, of: observations, among: 2...6)
      }
    }
  }
}
