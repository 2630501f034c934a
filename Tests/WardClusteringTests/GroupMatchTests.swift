import Testing
import WardClustering

@Suite struct GroupMatchTests {
  @Test func `labels are kept however the groups are numbered`() {
    let match = GroupMatch(from: [4, 4, 7, 7, 2], to: [1, 1, 2, 2, 3])
    #expect(match.labels == [4, 4, 7, 7, 2])
    #expect(
      match.pairs.map { [$0.old, $0.new, $0.overlap] } == [[2, 3, 1], [4, 1, 2], [7, 2, 2]])
    #expect(match.births.isEmpty && match.deaths.isEmpty)
    #expect(match.merges.isEmpty && match.splits.isEmpty && match.moved.isEmpty)
  }

  @Test func `an observation that changes company is moved`() {
    let match = GroupMatch(from: [1, 1, 1, 2, 2, 2], to: [1, 1, 2, 2, 2, 2])
    #expect(match.labels == [1, 1, 2, 2, 2, 2])
    #expect(match.moved == [2])
    #expect(match.merges.isEmpty && match.splits.isEmpty)
  }

  @Test func `a split keeps the label with the greater part`() {
    let match = GroupMatch(from: [1, 1, 1, 1, 1, 2], to: [1, 1, 2, 2, 2, 3])
    #expect(match.labels == [3, 3, 1, 1, 1, 2])
    #expect(match.births == [1])
    #expect(match.splits.map { [$0.group] + $0.parts } == [[1, 1, 2]])
    #expect(match.merges.isEmpty)
  }

  @Test func `a merger keeps the label of the greater part`() {
    let match = GroupMatch(from: [1, 1, 2, 2, 2, 3], to: [1, 1, 1, 1, 1, 2])
    #expect(match.labels == [2, 2, 2, 2, 2, 3])
    #expect(match.deaths == [1])
    #expect(match.merges.map { [$0.group] + $0.parts } == [[1, 1, 2]])
    #expect(match.splits.isEmpty)
  }

  @Test func `labels given up are not given out again`() {
    let match = GroupMatch(from: [1, 1, 2, 2], to: [1, 1, 2, 3], firstFreshLabel: 9)
    #expect(match.labels == [1, 1, 2, 9])
    #expect(GroupMatch(from: [1, 5, 5], to: [1, 2, 3], firstFreshLabel: 2).labels == [1, 5, 6])
  }

  @Test func `empty divisions match`() {
    let match = GroupMatch(from: [], to: [])
    #expect(match.labels.isEmpty && match.pairs.isEmpty)
  }

  @Test(arguments: [UInt64](1...20))
  func `no other pairing keeps more observations`(seed: UInt64) throws {
    let old = noise(60, 1, seed: seed).map { Int($0[0] * Double(2 + seed % 5)) }
    let new = noise(60, 1, seed: seed + 50).map { Int($0[0] * Double(2 + seed % 4)) }
    let match = GroupMatch(from: old, to: new)
    let (rows, columns) = (Set(old).sorted(), Set(new).sorted())
    func overlap(_ row: Int, _ column: Int) -> Int {
      zip(old, new).filter { $0 == (row, column) }.count
    }
    // Every way to give each old group a new one or none.
    func best(_ rows: ArraySlice<Int>, _ columns: [Int]) -> Int {
      guard let row = rows.first else { return 0 }
      let without = best(rows.dropFirst(), columns)
      return columns.map { column in
        overlap(row, column) + best(rows.dropFirst(), columns.filter { $0 != column })
      }.reduce(without, max)
    }
    #expect(match.pairs.reduce(0) { $0 + $1.overlap } == best(rows[...], columns))
    #expect(match.moved.count == 60 - match.pairs.reduce(0) { $0 + $1.overlap })
  }
}
