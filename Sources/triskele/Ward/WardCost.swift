import WardClustering

/// The time and memory that grouping a table needs, to be reported, or refused, before it begins.
struct WardCost {
  let rowCount: Int
  let seconds: Double
  let bytes: Int

  /// Shorter work is not reported.
  private static let secondsWorthReporting = 10.0

  /// - Parameters:
  ///   - fileColumnCount: Columns of the file, whose cells are all in memory.
  ///   - treeCount: Trees to make besides the first, of resampled or of reference tables.
  init(
    rowCount: Int, columnCount: Int, fileColumnCount: Int, treeCount: Int, threadCount: Int
  ) {
    self.rowCount = rowCount
    let (rows, columns) = (Double(rowCount), Double(columnCount))
    // Measured on a core of 2024 with 10,000 and 20,000 rows of 2 and 14 columns: the tree takes about
    // four tenths of it, the silhouettes and the cophenetic correlation three tenths each.
    let pass = rows * rows * (6.5e-9 + 1.1e-9 * columns)
    seconds = pass * (1 + 0.4 * Double(treeCount)) / Double(threadCount)
    // The cells as text, twice for those in use; numbers in seven layouts; the tree.
    bytes = Int(rows * (400 + 40 * Double(fileColumnCount) + 96 * columns))
  }

  /// What to report beforehand; nothing for work of a few seconds.
  var note: String? {
    guard seconds >= Self.secondsWorthReporting else { return nil }
    return "\(FigureText.count(Double(rowCount))) rows take about \(duration(seconds)) and "
      + "\(MachineMemory.words(bytes)); time grows with the square of the rows, so that a sample of "
      + "10,000 takes seconds"
  }

  /// - Throws: Where the machine's memory is not enough.
  func check(path: String, memory: Int = MachineMemory.bytes) throws(TableProblems) {
    guard bytes > memory else { return }
    var problems = TableProblems(path: path)
    problems.add(
      "\(FigureText.count(Double(rowCount))) rows need about \(MachineMemory.words(bytes)) of "
        + "memory; allowed: \(MachineMemory.words(memory)), which this machine has; group a random "
        + "sample of the rows, or join rows that are alike")
    throw problems
  }
}
