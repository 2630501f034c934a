import Foundation
import Testing
import WardClustering

@Suite struct ValidityTests {
  @Test(arguments: Oracles.all.cases)
  func `silhouettes are those of R`(oracle: Oracles.Case) throws {
    let observations = try oracle.observations
    for cut in oracle.cuts {
      let silhouette = try #require(Grouping(cut.rLabels).silhouette(of: observations))
      // Differences of means of distances; R rounds in another order.
      #expect(agree(silhouette.widths, cut.rSilhouette, within: 1e-9))
      let mean = cut.rSilhouette.reduce(0, +) / Double(cut.rSilhouette.count)
      #expect(abs(silhouette.mean - mean) < 1e-9)
    }
  }

  @Test func `silhouettes on paper`() throws {
    // a = 1 for both of the first group; b = 9.5 and 8.5 for the two.
    let observations = try Observations(rows: [[0], [1], [9], [10], [50]])
    let silhouette = try #require(Grouping([1, 1, 2, 2, 3]).silhouette(of: observations))
    #expect(
      agree(silhouette.widths, [8.5 / 9.5, 7.5 / 8.5, 7.5 / 8.5, 8.5 / 9.5, 0], within: 1e-15))
    #expect(silhouette.neighbours == [2, 2, 1, 1, 2])
    #expect(Grouping([1, 1, 1, 1, 1]).silhouette(of: observations) == nil)
  }

  @Test func `a weighted row counts in silhouettes as equal rows`() throws {
    let rows = noise(12, 2)
    let groups = (0..<12).map { $0 % 3 }
    let copies = (0..<12).flatMap { Array(repeating: $0, count: $0 % 3 + 1) }
    let weighted = try #require(
      Grouping(groups).silhouette(
        of: Observations(rows: rows, rowWeights: (0..<12).map { Double($0 % 3 + 1) })))
    let copied = try #require(
      Grouping(copies.map { groups[$0] }).silhouette(
        of: Observations(rows: copies.map { rows[$0] })))
    #expect(abs(weighted.mean - copied.mean) < 1e-12)
    #expect(agree(copies.map { weighted.widths[$0] }, copied.widths, within: 1e-12))
  }

  @Test func `equal points have silhouettes of 0`() throws {
    let observations = try Observations(rows: Array(repeating: [1, 2], count: 4))
    #expect(Grouping([1, 1, 2, 2]).silhouette(of: observations)?.widths == [0, 0, 0, 0])
  }

  @Test(arguments: Oracles.all.cases)
  func `the ratio of Caliński and Harabasz follows from scatter matrices`(
    oracle: Oracles.Case
  ) throws {
    let observations = try oracle.observations
    // The total less the sum within keeps seven digits fewer a million units from the origin.
    let tolerance = oracle.name == "far from the origin" ? 1e-6 : 1e-10
    for cut in oracle.cuts {
      let ratio = try #require(Grouping(cut.scipyLabels).calinskiHarabasz(of: observations))
      #expect(abs(ratio / cut.calinskiHarabasz - 1) < tolerance)
    }
  }

  @Test func `the ratio of Caliński and Harabasz needs groups and spread`() throws {
    let observations = try Observations(rows: [[0], [1], [2]])
    #expect(Grouping([1, 1, 1]).calinskiHarabasz(of: observations) == nil)
    #expect(Grouping([1, 2, 3]).calinskiHarabasz(of: observations) == nil)
    let points = try Observations(rows: [[0], [0], [1]])
    #expect(Grouping([1, 1, 2]).calinskiHarabasz(of: points) == .infinity)
    let point = try Observations(rows: [[0], [0], [0]])
    #expect(Grouping([1, 1, 2]).calinskiHarabasz(of: point) == nil)
  }

  @Test(arguments: Oracles.all.cases)
  func `cophenetic distances are those of SciPy`(oracle: Oracles.Case) throws {
    let observations = try oracle.observations
    let tree = Dendrogram(joining: observations)
    let tolerance = oracle.name == "far from the origin" ? 1e-9 : 1e-12
    #expect(agree(tree.copheneticDistances().condensed, oracle.cophenetic, within: tolerance))
    let correlation = try #require(tree.copheneticCorrelation(with: observations))
    #expect(abs(correlation - oracle.copheneticCorrelation) < tolerance)
  }

  @Test(arguments: [1, 2, 5])
  func `threads change no byte`(threads: Int) throws {
    let observations = try Observations(rows: noise(203, 3))
    let tree = Dendrogram(joining: observations)
    let grouping = try tree.grouping(count: 4)
    #expect(
      tree.copheneticCorrelation(with: observations, threadCount: threads)?.bitPattern
        == tree.copheneticCorrelation(with: observations)?.bitPattern)
    #expect(
      grouping.silhouette(of: observations, threadCount: threads)
        == grouping.silhouette(of: observations))
  }

  @Test func `without variation there is no cophenetic correlation`() throws {
    for rows in [[[1.0]], [[1], [2]], [[1], [1], [1]]] {
      let observations = try Observations(rows: rows)
      let tree = Dendrogram(joining: observations)
      #expect(tree.copheneticCorrelation(with: observations) == nil)
    }
    // Corners of a regular simplex: all distances are equal, the heights are not.
    let simplex = (0..<6).map { row in (0..<6).map { $0 == row ? 0.3 : 0.1 } }
    let observations = try Observations(rows: simplex)
    let tree = Dendrogram(joining: observations)
    #expect(tree.copheneticCorrelation(with: observations) == nil)
  }

  @Test func `the adjusted Rand index of known divisions`() {
    // Of 15 pairs 3 are together here, 4 there, 2 in both: (2 − 0.8) / (3.5 − 0.8).
    let index = Grouping([1, 1, 2, 2, 3, 3]).adjustedRandIndex(with: Grouping([1, 1, 2, 3, 2, 2]))
    #expect(abs(index - 4.0 / 9) < 1e-15)
    #expect(Grouping(["a", "b", "a"]).adjustedRandIndex(with: Grouping([7, 3, 7])) == 1)
    let crossed = Grouping([1, 1, 2, 2]).adjustedRandIndex(with: Grouping([1, 2, 1, 2]))
    #expect(abs(crossed + 0.5) < 1e-15)
    #expect(Grouping([1]).adjustedRandIndex(with: Grouping([5])) == 1)
    #expect(Grouping([1, 2, 3]).adjustedRandIndex(with: Grouping([4, 5, 6])) == 1)
    #expect(Grouping([1, 2, 3]).adjustedRandIndex(with: Grouping([4, 4, 4])) == 0)
  }

  @Test func `the adjusted Rand index counts pairs`() {
    let (first, second) = (
      noise(40, 1).map { Int($0[0] * 4) }, noise(40, 1, seed: 2).map { Int($0[0] * 3) }
    )
    var table = [[0.0, 0], [0, 0]]
    for one in 0..<40 {
      for other in 0..<one {
        table[first[one] == first[other] ? 0 : 1][second[one] == second[other] ? 0 : 1] += 1
      }
    }
    let (a, b, c, d) = (table[0][0], table[0][1], table[1][0], table[1][1])
    let expected = 2 * (a * d - b * c) / ((a + b) * (b + d) + (a + c) * (c + d))
    #expect(abs(Grouping(first).adjustedRandIndex(with: Grouping(second)) - expected) < 1e-12)
  }
}

@Suite struct KazakhstanTests {
  @Test func `eight groups of regions agree with the paper by 0.354`() throws {
    let (regions, paper) = try kazakhstan()
    let tree = Dendrogram(joining: try regions.standardised(by: .zscore))
    let grouping = try tree.grouping(count: 8)
    // The figure is given to three digits.
    #expect(abs(grouping.adjustedRandIndex(with: paper) - 0.354) < 0.0005)
  }

  @Test func `four groups of the paper come out whole`() throws {
    let (regions, paper) = try kazakhstan()
    let tree = Dendrogram(joining: try regions.standardised(by: .zscore))
    let groups = Set(try tree.grouping(count: 8).members)
    #expect(paper.members.filter { groups.contains($0) }.count == 4)
  }
}
