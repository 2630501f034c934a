import Chunking
import Testing

@Suite struct WorkerTeamTests {
  @Test(arguments: [0, 1, 7, 4096, 4097, 100_003], [1, 2, 5])
  func `every element is visited once`(count: Int, threads: Int) {
    let visits = Column<Int32>(repeating: 0, capacity: count)
    WorkerTeam(threadCount: threads).forEachChunk(of: ChunkPlan(count: count)) { _, _, elements in
      for element in elements { visits[element] += 1 }
    }
    for element in 0..<count { #expect(visits[element] == 1) }
  }

  @Test func `sums by chunk do not depend on the threads`() {
    let plan = ChunkPlan(count: 50_000, chunkSize: 777)
    let sums = [1, 2, 3].map { threads in
      let partial = Column<Double>(repeating: 0, capacity: plan.chunkCount)
      WorkerTeam(threadCount: threads).forEachChunk(of: plan) { _, chunk, elements in
        for element in elements { partial[chunk] += 1 / Double(element + 1) }
      }
      return (0..<plan.chunkCount).reduce(0.0) { $0 + partial[$1] }
    }
    #expect(sums[0].bitPattern == sums[1].bitPattern)
    #expect(sums[0].bitPattern == sums[2].bitPattern)
  }

  @Test(arguments: [0, 1, 2, 300], [1, 2, 5])
  func `what is mapped stands in the order of its indices`(count: Int, threads: Int) {
    let squares = WorkerTeam(threadCount: threads).map(count) { "\($0 * $0)" }
    #expect(squares == (0..<count).map { "\($0 * $0)" })
  }

  @Test(arguments: [1, 2, 5])
  func `both bodies give what they give, and may share the team`(threads: Int) {
    let team = WorkerTeam(threadCount: threads)
    let (sum, texts) = team.both(
      { team.map(100) { $0 }.reduce(0, +) }, { team.map(3) { "\($0)" } })
    #expect(sum == 4950)
    #expect(texts == ["0", "1", "2"])
  }

  @Test func `a column keeps its elements when it grows`() {
    var column = Column<Double>(repeating: 1, capacity: 3)
    column[2] = 5
    column = column.resized(to: 6, keeping: 3, filler: -1)
    #expect((0..<6).map { column[$0] } == [1, 1, 5, -1, -1, -1])
  }
}
