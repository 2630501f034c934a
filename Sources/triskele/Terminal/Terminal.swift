import Foundation
import Glibc
import Synchronization
import Tables

/// Where the command writes: results to standard output, all else to standard error.
///
/// Control characters in what was read from files never reach a terminal: see `VisibleText`.
enum Terminal {
  /// Whether somebody watches standard error on a terminal.
  static let isWatched = isatty(STDERR_FILENO) == 1 && environment("TERM") != "dumb"

  /// Whether standard output takes colours: a terminal, and `NO_COLOR` is not set.
  static let hasColours =
    isatty(STDOUT_FILENO) == 1 && environment("TERM") != "dumb"
    && (environment("NO_COLOR") ?? "").isEmpty

  /// Writes text for people, or JSON, to standard output, and ends the line.
  static func print(_ text: String) { printPart(text + "\n") }

  /// Writes text for people, or JSON, to standard output.
  static func printPart(_ text: String) {
    StandardOutput.write(coloured(VisibleText.escaped(text)))
  }

  /// Writes data for programs, such as CSV, to standard output: as they are, unless it is a terminal.
  static func printData(_ text: String) {
    StandardOutput.write(isatty(STDOUT_FILENO) == 1 ? VisibleText.escaped(text) : text)
  }

  /// Writes a line, or lines, to standard error.
  static func note(_ text: String) { write(VisibleText.escaped(text) + "\n") }

  /// Writes to standard error as it is.
  static func write(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }

  /// A heading, in one line.
  static func bold(_ text: String) -> String { marked(text, by: Mark.bold) }

  /// A name beside its value, in one line.
  static func faint(_ text: String) -> String { marked(text, by: Mark.faint) }

  /// Columns of the terminal, 80 if it does not say.
  static var width: Int {
    var size = winsize()
    guard unsafe ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return 80
    }
    return Int(size.ws_col)
  }

  private static func environment(_ name: String) -> String? {
    ProcessInfo.processInfo.environment[name]
  }
}

// Colours.
extension Terminal {
  /// Characters that stand for colours until all others are escaped: of the private use area, which texts do not use.
  private enum Mark {
    static let bold: Unicode.Scalar = "\u{10FFF0}"
    static let faint: Unicode.Scalar = "\u{10FFF1}"
    static let plain: Unicode.Scalar = "\u{10FFF2}"
  }

  private static func marked(_ text: String, by mark: Unicode.Scalar) -> String {
    let line = VisibleText.inLine(text)
    return hasColours ? "\(mark)\(line)\(Mark.plain)" : line
  }

  private static func coloured(_ text: String) -> String {
    guard hasColours else { return text }
    return text.replacing("\(Mark.bold)", with: "\u{1B}[1m")
      .replacing("\(Mark.faint)", with: "\u{1B}[2m").replacing("\(Mark.plain)", with: "\u{1B}[0m")
  }
}

/// Writes text for people to standard output, in the place of the standard library's `print`, which
/// loses without a word what cannot be written.
func print(_ text: String, terminator: String = "\n") { Terminal.printPart(text + terminator) }

/// Standard output, and what became of it.
enum StandardOutput {
  private struct State {
    var failure: String?
    var hasReader = true
  }

  private static let state = Mutex(State())

  /// False once the reader went away, as `head` does, or nothing can be written any more: the rest of a
  /// long output need not be made.
  static var isOpen: Bool { state.withLock { $0.hasReader && $0.failure == nil } }

  /// Why something could not be written; nothing if all was, or if the reader went away.
  static var failure: String? { state.withLock { $0.failure } }

  static func write(_ text: String) {
    var text = text
    state.withLock { state in
      guard state.hasReader, state.failure == nil else { return }
      let code = text.withUTF8 { unsafe write($0) }
      // A reader that has enough is no failure.
      if code == EPIPE {
        state.hasReader = false
      } else if code != 0 {
        state.failure = unsafe String(cString: strerror(code))
      }
    }
  }

  /// - Returns: 0, or the error of the operating system.
  private static func write(_ bytes: UnsafeBufferPointer<UInt8>) -> Int32 {
    var done = 0
    while done < bytes.count {
      let rest = unsafe UnsafeBufferPointer(rebasing: bytes[done...])
      let count = unsafe systemWrite(STDOUT_FILENO, rest.baseAddress, rest.count)
      if count >= 0 {
        done += count
      } else if errno == EAGAIN {
        var place = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
        _ = unsafe poll(&place, 1, -1)
      } else if errno != EINTR {
        return errno
      }
    }
    return 0
  }

  /// Takes the place of standard streams that are closed, so that no file that is opened later gets
  /// their number and the messages with it.
  static func holdStandardStreams() {
    for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
    where fcntl(stream, F_GETFD) == -1 && errno == EBADF {
      // Standard output is opened for reading, so that writing to it fails.
      _ = unsafe open("/dev/null", stream == STDERR_FILENO ? O_WRONLY : O_RDONLY)
    }
  }

  /// Ends the process, with 1 instead of 0 if something could not be written.
  static func exit(_ status: Int32) -> Never {
    var reason = failure
    // Some file systems say only now that the disk is full.
    if close(STDOUT_FILENO) != 0, errno != EBADF, reason == nil {
      reason = unsafe String(cString: strerror(errno))
    }
    if let reason { Terminal.note("error: cannot write to standard output: \(reason)") }
    Foundation.exit(status == 0 && reason != nil ? 1 : status)
  }
}

private func systemWrite(_ file: Int32, _ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int {
  unsafe Glibc.write(file, bytes, count)
}
