import Chunking

/// Sums that the threads of a pass take apart and that are then added in chunk order.
///
/// Every chunk of firms has a row of its own; `collect()` adds the rows from the first to the last,
/// so that the totals have the same bytes for any number of threads.
struct Tally: Sendable {
  /// Number of sums.
  let width: Int
  private(set) var rows: Column<Double>
  private(set) var total: Column<Double>
  private var chunkCapacity: Int
  /// Places from one row to the next: two lines of memory lie between the sums of two threads.
  private let step: Int

  init(width: Int, chunkCount: Int) {
    self.width = width
    step = width + 16
    chunkCapacity = max(chunkCount, 1)
    rows = Column(repeating: 0, capacity: step * chunkCapacity)
    total = Column(repeating: 0, capacity: width)
  }

  /// Makes room for `chunkCount` chunks.
  mutating func reserve(chunkCount: Int) {
    guard chunkCount > chunkCapacity else { return }
    chunkCapacity = chunkCount
    rows = rows.resized(to: step * chunkCapacity, keeping: 0, filler: 0)
  }

  /// Sets the row of `chunk` to zero and returns the place of its first sum.
  @inline(__always)
  func open(chunk: Int) -> Int {
    let start = chunk * step
    for place in start..<start + width { rows[place] = 0 }
    return start
  }

  /// Adds up the rows of the first `chunkCount` chunks.
  func collect(chunkCount: Int) {
    for place in 0..<width { total[place] = 0 }
    for chunk in 0..<chunkCount {
      let start = chunk * step
      for place in 0..<width { total[place] += rows[start + place] }
    }
  }
}
