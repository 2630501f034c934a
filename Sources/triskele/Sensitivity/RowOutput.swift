/// Rows of a table on their way to standard output, many at a time: a call for each of ten million rows
/// would take longer than making them.
struct RowOutput {
  private var buffer = ""

  /// Whether more can be written.
  var isOpen: Bool { StandardOutput.isOpen }

  mutating func write(_ line: String) {
    buffer += line
    if buffer.utf8.count >= 1 << 15 { finish() }
  }

  /// Writes what is left; what cannot be written is told when the command ends.
  mutating func finish() {
    Terminal.printData(buffer)
    buffer.removeAll(keepingCapacity: true)
  }
}
