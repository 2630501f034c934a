import Testing
import WardClustering

@Suite struct GapStatisticTests {
  @Test func `gaps are those of R in distribution`() throws {
    let oracle = Oracles.all.gap
    let observations = try Observations(rows: oracle.rows)
    let tree = Dendrogram(joining: observations)
    let gap = try GapStatistic(of: observations, tree: tree, among: 1...6, referenceCount: 400)
    for index in 0..<6 {
      let (found, error) = try (
        #require(gap.gaps[index]), #require(gap.standardErrors[index])
      )
      // Both gaps are means over random references, 1000 in R: their difference has a standard error
      // of error · √(1/400 + 1/1000). Six values within four of them fail once in 2,600 seeds.
      let tolerance = 4 * oracle.errors[index] * (1 / 400.0 + 1 / 1000.0).squareRoot()
      #expect(abs(found - oracle.gaps[index]) < tolerance)
      // The relative standard error of a deviation is about √(1/2B), here 0.042 combined.
      #expect(abs(error / oracle.errors[index] - 1) < 4 * 0.042)
    }
    #expect(gap.preferredCount == oracle.preferred)
  }

  @Test func `a table without structure is one group`() throws {
    let observations = try Observations(rows: noise(60, 3, seed: 4))
    let gap = try GapStatistic(
      of: observations, tree: Dendrogram(joining: observations), among: 1...6)
    #expect(gap.preferredCount == 1)
  }

  @Test func `the seed decides, threads do not`() throws {
    let observations = try Observations(rows: noise(30, 2))
    let tree = Dendrogram(joining: observations)
    func gap(threads: Int, seed: UInt64) throws -> GapStatistic {
      try GapStatistic(
        of: observations, tree: tree, among: 1...5, referenceCount: 10, threadCount: threads,
        seed: seed)
    }
    let first = try gap(threads: 1, seed: 1)
    #expect(try gap(threads: 2, seed: 1) == first)
    #expect(try gap(threads: 5, seed: 1) == first)
    #expect(try gap(threads: 1, seed: 2) != first)
  }

  @Test func `groups without spread have no gap`() throws {
    let observations = try Observations(rows: [[0], [0], [5], [5]])
    let tree = Dendrogram(joining: observations)
    let gap = try GapStatistic(of: observations, tree: tree, among: 1...4)
    #expect(gap.gaps.map { $0 != nil } == [true, false, false, false])
    #expect(gap.preferredCount == 1)
  }
}

@Suite struct StabilityTests {
  @Test(arguments: Stability.Resampling.allCases)
  func `plain groups are stable`(resampling: Stability.Resampling) throws {
    // Two groups that every column alone tells apart.
    let rows = noise(30, 3).enumerated().map { index, row in row.map { $0 + (index < 15 ? 0 : 9) } }
    let stability = try Observations(rows: rows).stability(
      ofGroups: 2, resampling: resampling, replicateCount: 40)
    #expect(stability.adjustedRandIndices == Array(repeating: 1, count: 40))
    #expect(stability.groupJaccards == [1, 1])
  }

  @Test(arguments: Stability.Resampling.allCases)
  func `groups in noise are not stable`(resampling: Stability.Resampling) throws {
    let stability = try Observations(rows: noise(60, 4, seed: 8)).stability(
      ofGroups: 6, resampling: resampling, replicateCount: 40)
    #expect(stability.meanAdjustedRandIndex < 0.7)
    #expect(stability.groupJaccards.allSatisfy { (0...1).contains($0 ?? 0) })
  }

  @Test(arguments: Stability.Resampling.allCases)
  func `the seed decides, threads do not`(resampling: Stability.Resampling) throws {
    let observations = try Observations(rows: noise(40, 5), columnWeights: [1, 1, 0, 1e12, 1])
    func stability(threads: Int, seed: UInt64) throws -> Stability {
      try observations.stability(
        ofGroups: 4, resampling: resampling, replicateCount: 12, threadCount: threads, seed: seed)
    }
    let first = try stability(threads: 1, seed: 1)
    #expect(try stability(threads: 3, seed: 1) == first)
    if resampling == .rows { #expect(try stability(threads: 1, seed: 2) != first) }
  }

  @Test func `as many groups as rows, or one, can be resampled`() throws {
    let observations = try Observations(rows: noise(6, 2))
    #expect(
      try observations.stability(ofGroups: 6, resampling: .rows, replicateCount: 5)
        .adjustedRandIndices.allSatisfy { $0 == 1 })
    #expect(
      try observations.stability(ofGroups: 1, resampling: .rows, replicateCount: 5)
        .groupJaccards == [1])
    #expect(throws: WardError.groupCount(found: 7, allowed: 1...6)) {
      try observations.stability(ofGroups: 7, resampling: .rows)
    }
  }
}
