import Synchronization

/// Work of which the team keeps what comes out.
extension WorkerTeam {
  /// What `body` makes of each of `0..<count`, in that order.
  ///
  /// - Parameter body: Called once for every index, for different ones at the same time. What it
  ///   gives must depend on the index alone.
  public func map<Result: Sendable>(
    _ count: Int, _ body: @Sendable (Int) -> Result
  ) -> [Result] {
    let results = Mutex([Result?](repeating: nil, count: count))
    forEachChunk(of: ChunkPlan(count: count, chunkSize: 1)) { _, index, _ in
      let result = body(index)
      results.withLock { $0[index] = result }
    }
    return results.withLock {
      $0.map { result in
        guard let result else { preconditionFailure("every index was worked through") }
        return result
      }
    }
  }

  /// What both bodies give; they run at the same time where there are threads.
  public func both<First: Sendable, Second: Sendable>(
    _ first: @Sendable () -> First, _ second: @Sendable () -> Second
  ) -> (First, Second) {
    let results = Mutex<(First?, Second?)>((nil, nil))
    forEachChunk(of: ChunkPlan(count: 2, chunkSize: 1)) { _, index, _ in
      if index == 0 {
        let result = first()
        results.withLock { $0.0 = result }
      } else {
        let result = second()
        results.withLock { $0.1 = result }
      }
    }
    guard case (let first?, let second?) = results.withLock({ $0 }) else {
      preconditionFailure("both bodies ran")
    }
    return (first, second)
  }
}
