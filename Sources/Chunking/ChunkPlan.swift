/// A division of `0..<count` into chunks of one fixed size.
///
/// The division depends on the number of elements alone, never on the number of threads, so that
/// sums taken per chunk and added in chunk order have the same bytes on any machine.
public struct ChunkPlan: Sendable, Equatable {
  /// Number of elements divided.
  public let count: Int

  /// Number of elements in every chunk but the last.
  public let chunkSize: Int

  /// Divides `count` elements into chunks of `chunkSize`.
  ///
  /// The default chunk takes about a millisecond in a kernel of 300 ns an element: long against
  /// the cost of handing it to a thread, short against the pass.
  public init(count: Int, chunkSize: Int = 4096) {
    precondition(count >= 0 && chunkSize > 0, "a chunk plan needs count ≥ 0 and chunkSize > 0")
    self.count = count
    self.chunkSize = chunkSize
  }

  /// Number of chunks; zero when there are no elements.
  public var chunkCount: Int { (count + chunkSize - 1) / chunkSize }

  /// The elements of chunk `index`.
  public func range(ofChunk index: Int) -> Range<Int> {
    let start = index * chunkSize
    return start..<min(start + chunkSize, count)
  }
}
