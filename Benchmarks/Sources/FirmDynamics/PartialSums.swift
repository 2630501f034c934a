/// Sums kept by chunk and added in chunk order, so that their bytes do not depend on the threads.
///
/// Rows are a cache line longer than their sums: two threads never write to one line.
struct PartialSums: Sendable {
  private let sums: Column<Double>
  private let width: Int
  private let stride: Int
  private let chunkCount: Int

  init(chunkCount: Int, width: Int) {
    self.width = width
    self.chunkCount = chunkCount
    stride = width + 8
    sums = Column(repeating: 0, capacity: chunkCount * stride)
  }

  /// The row of one chunk, set to zero.
  func row(_ chunk: Int) -> Row {
    let row = Row(sums: sums, offset: chunk * stride)
    for index in 0..<width { row[index] = 0 }
    return row
  }

  /// Writes the sums over all chunks to `totals`.
  func add(into totals: Column<Double>) {
    for index in 0..<width { totals[index] = 0 }
    for chunk in 0..<chunkCount {
      for index in 0..<width { totals[index] += sums[chunk * stride + index] }
    }
  }
}

/// One chunk's sums.
struct Row: Sendable {
  let sums: Column<Double>
  let offset: Int

  @inline(__always)
  subscript(index: Int) -> Double {
    get { sums[offset + index] }
    nonmutating _modify { yield &sums[offset + index] }
  }
}
