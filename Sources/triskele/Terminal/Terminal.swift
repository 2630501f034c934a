import Foundation

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where the command writes: results to standard output, all else to standard error.
enum Terminal {
  /// Whether somebody watches standard error on a terminal.
  static let isWatched = isatty(STDERR_FILENO) == 1 && environment("TERM") != "dumb"

  /// Whether standard output takes colours: a terminal, and `NO_COLOR` is not set.
  static let hasColours =
    isatty(STDOUT_FILENO) == 1 && environment("TERM") != "dumb"
    && (environment("NO_COLOR") ?? "").isEmpty

  /// Writes to standard output. A reader that went away stops nothing.
  static func print(_ text: String) {
    try? FileHandle.standardOutput.write(contentsOf: Data((text + "\n").utf8))
  }

  /// Writes a line to standard error.
  static func note(_ text: String) {
    write(text + "\n")
  }

  /// Writes to standard error as it is.
  static func write(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }

  static func bold(_ text: String) -> String {
    hasColours ? "\u{1B}[1m\(text)\u{1B}[0m" : text
  }

  static func faint(_ text: String) -> String {
    hasColours ? "\u{1B}[2m\(text)\u{1B}[0m" : text
  }

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
