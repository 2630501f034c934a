import Foundation

/// Standard output for rows that are written as they are made: some at a time, and no more once the reader
/// has gone away or the disk is full.
struct RowOutput {
  private var buffer: [UInt8] = []
  private var failure: (any Error)?

  /// Whether more can be written.
  var isOpen: Bool { failure == nil }

  mutating func write(_ line: String) {
    buffer += line.utf8
    if buffer.count >= 1 << 15 { flush() }
  }

  private mutating func flush() {
    guard isOpen, !buffer.isEmpty else { return }
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(buffer))
    } catch {
      failure = error
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// Writes what is left.
  ///
  /// - Throws: `CommandFailure` if the rows could not be written, other than to a reader that went away, as
  ///   `head` does.
  mutating func finish() throws {
    flush()
    guard let failure, !Self.isClosedPipe(failure) else { return }
    throw CommandFailure(
      "standard output: cannot be written: \(failure.localizedDescription)", status: 1)
  }

  private static func isClosedPipe(_ error: any Error) -> Bool {
    let error = error as NSError
    let cause = error.userInfo[NSUnderlyingErrorKey] as? NSError ?? error
    return cause.domain == NSPOSIXErrorDomain && cause.code == Int(EPIPE)
  }
}
