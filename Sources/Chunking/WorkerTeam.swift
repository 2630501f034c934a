import Dispatch
import Synchronization

/// A number of threads that work through the chunks of a plan, one fork a pass.
///
/// Chunks are taken from a shared counter, so a busy neighbour on one core slows only the chunk it
/// hits. Which worker takes which chunk is left to chance: a body may keep scratch space by worker,
/// and must keep results by chunk.
public struct WorkerTeam: Sendable {
  /// Number of threads, at least one.
  public let threadCount: Int

  public init(threadCount: Int) {
    precondition(threadCount > 0, "a team needs at least one thread")
    self.threadCount = threadCount
  }

  /// Calls `body` once for every chunk, and returns when all are done.
  ///
  /// - Parameter body: Receives the worker (below `threadCount`), the chunk and its elements. Calls
  ///   with different chunks run at the same time; calls with the same worker never do.
  public func forEachChunk(
    of plan: ChunkPlan,
    _ body: @Sendable (_ worker: Int, _ chunk: Int, _ elements: Range<Int>) -> Void
  ) {
    let chunkCount = plan.chunkCount
    let workers = min(threadCount, chunkCount)
    if workers <= 1 {
      for chunk in 0..<chunkCount { body(0, chunk, plan.range(ofChunk: chunk)) }
      return
    }
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      while true {
        let chunk = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if chunk >= chunkCount { break }
        body(worker, chunk, plan.range(ofChunk: chunk))
      }
    }
  }
}
