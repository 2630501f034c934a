import Testing
import WardClustering

@Suite struct LinkageTests {
  // Heights are sums of some tens of rounded terms; SciPy updates distances, R their squares, so
  // each goes its own way in the last digits. 1e-12 is some thousand times that.
  static let tolerance = 1e-12

  @Test(arguments: Oracles.all.cases)
  func `trees are those of SciPy and R`(oracle: Oracles.Case) throws {
    // Centroids a million units from the origin keep seven digits fewer.
    let tolerance = oracle.name == "far from the origin" ? 1e-9 : Self.tolerance
    let tree = Dendrogram(joining: try oracle.observations)
    #expect(
      tree.merges.map { [$0.first, $0.second, $0.size] }
        == oracle.scipyMerges.map { [Int($0[0]), Int($0[1]), Int($0[3])] })
    #expect(agree(tree.heights, oracle.scipyMerges.map { $0[2] }, within: tolerance))
    #expect(agree(tree.heights, oracle.rHeights, within: tolerance))
    #expect(tree.leafOrder == oracle.scipyOrder)
  }

  @Test(arguments: Oracles.all.ties)
  func `ties give SciPy's heights`(oracle: Oracles.Ties) throws {
    let tree = Dendrogram(joining: try Observations(rows: oracle.rows))
    #expect(agree(tree.heights, oracle.scipyMerges.map { $0[2] }, within: Self.tolerance))
  }

  @Test func `among equals the first rows are joined first`() throws {
    // Four points on a line, all one apart.
    let tree = Dendrogram(joining: try Observations(rows: [[0], [1], [2], [3]]))
    #expect(tree.merges.map { [$0.first, $0.second] } == [[0, 1], [2, 3], [4, 5]])
  }

  @Test func `two points are joined at their distance`() throws {
    let tree = Dendrogram(joining: try Observations(rows: [[0, 0], [3, 4]]))
    #expect(tree.merges == [.init(first: 0, second: 1, height: 5, size: 2)])
  }

  @Test func `one point is a tree without merges`() throws {
    let tree = Dendrogram(joining: try Observations(rows: [[7]]))
    #expect(tree.leafCount == 1)
    #expect(tree.merges.isEmpty)
  }

  @Test func `equal points are joined at height 0`() throws {
    let tree = Dendrogram(joining: try Observations(rows: Array(repeating: [2, 3], count: 20)))
    #expect(tree.heights == Array(repeating: 0, count: 19))
    #expect(tree.merges.last?.size == 20)
  }

  @Test(arguments: [UInt64](1...8))
  func `every merge adds least to the sum of squares`(seed: UInt64) throws {
    let rows = noise(24, 3, seed: seed)
    let weights = noise(24, 1, seed: seed + 100).map { 0.1 + 5 * $0[0] }
    let tree = Dendrogram(joining: try Observations(rows: rows, rowWeights: weights))
    let plain = plainWard(rows, weights: weights)
    #expect(agree(tree.heights, plain.map(\.height), within: 1e-10))
    #expect(tree.members == plain.map(\.members))
  }

  @Test func `a weighted row stands for equal rows`() throws {
    let rows = noise(15, 4, seed: 3)
    let weights = (0..<15).map { Double($0 % 4 + 1) }
    let copies = rows.indices.flatMap { Array(repeating: rows[$0], count: $0 % 4 + 1) }
    let tree = Dendrogram(joining: try Observations(rows: rows, rowWeights: weights))
    let copied = Dendrogram(joining: try Observations(rows: copies))
    let merged = copied.heights.suffix(14)
    #expect(copied.heights.dropLast(14).allSatisfy { $0 < 1e-12 })
    #expect(agree(tree.heights, Array(merged), within: 1e-12))
  }

  @Test func `a weighted column stands for equal columns`() throws {
    let rows = noise(20, 3, seed: 5)
    let weighted = try Observations(rows: rows, columnWeights: [1, 2, 0])
    let copied = try Observations(rows: rows.map { [$0[0], $0[1], $0[1]] })
    let (tree, expected) = (Dendrogram(joining: weighted), Dendrogram(joining: copied))
    #expect(agree(tree.heights, expected.heights, within: 1e-12))
    #expect(tree.members == expected.members)
  }

  @Test(arguments: [1e-140, 1e-3, 1e140])
  func `heights follow the unit of the table`(unit: Double) throws {
    let rows = noise(30, 3)
    let tree = Dendrogram(joining: try Observations(rows: rows))
    let scaled = Dendrogram(joining: try Observations(rows: rows.map { $0.map { $0 * unit } }))
    #expect(agree(scaled.heights, tree.heights.map { $0 * unit }, within: 1e-12))
    #expect(scaled.members == tree.members)
  }

  @Test(arguments: [1e-6, 1e-4, 2e-4, 5e-4, 1e-3, 1e-2])
  func `groups far apart keep their inner order`(width: Double) throws {
    // Single precision rounds to 6e-5 here, so it cannot or can hardly tell the points of a group
    // apart.
    let rows = noise(40, 3).enumerated().map { index, row in
      row.map { $0 * width + (index < 20 ? 0 : 1000) }
    }
    let tree = Dendrogram(joining: try Observations(rows: rows))
    let plain = plainWard(Array(rows.prefix(20)), weights: Array(repeating: 1, count: 20))
    let found = tree.members.filter { $0.isSubset(of: Set(0..<20)) }
    #expect(found == plain.map(\.members))
  }

  @Test(arguments: [1, 2, 5], [0, 1])
  func `threads change no byte`(threads: Int, rounding: Double) throws {
    // With rounded values there are many ties between chunks.
    let rows = noise(700, 2, seed: 9).map { $0.map { rounding == 0 ? $0 : ($0 * 20).rounded() } }
    let observations = try Observations(rows: rows)
    let alone = Dendrogram(joining: observations)
    let shared = Dendrogram(joining: observations, threadCount: threads, blocksPerChunk: 3)
    #expect(
      shared.merges.map { [$0.first, $0.second] } == alone.merges.map { [$0.first, $0.second] })
    #expect(shared.heights.map(\.bitPattern) == alone.heights.map(\.bitPattern))
  }

  @Test(arguments: [UInt64](1...20))
  func `grids of ties make whole trees`(seed: UInt64) throws {
    let rows = noise(150, 3, seed: seed).map { $0.map { ($0 * 3).rounded(.down) } }
    let tree = Dendrogram(joining: try Observations(rows: rows))
    // The checking initialiser refuses anything that is no tree with rising heights.
    #expect(try Dendrogram(leafCount: 150, merges: tree.merges) == tree)
  }

  @Test func `merges that make no tree are refused`() {
    func refusal(_ merges: [Dendrogram.Merge]) -> WardError? {
      do {
        _ = try Dendrogram(leafCount: 3, merges: merges)
        return nil
      } catch { return error }
    }
    let first = Dendrogram.Merge(first: 0, second: 1, height: 1, size: 2)
    #expect(refusal([first]) == .wrongCount(of: "merges", expected: 2, found: 1))
    #expect(
      refusal([first, .init(first: 1, second: 2, height: 2, size: 2)])
        == .brokenTree(merge: 1, reason: "cluster 1 is joined a second time"))
    #expect(
      refusal([first, .init(first: 2, second: 3, height: 0.5, size: 3)])
        == .brokenTree(merge: 1, reason: "found height 0.5, allowed: 1.0 or more"))
    #expect(
      refusal([first, .init(first: 2, second: 4, height: 2, size: 3)])
        == .brokenTree(
          merge: 1, reason: "found clusters [2, 4], allowed: two rising numbers below 4"))
    #expect(refusal([first, .init(first: 2, second: 3, height: 2, size: 3)]) == nil)
  }
}
