import Synchronization

/// Shows on standard error how many of a number of equal things are done, and how long the rest takes.
final class CountBar: Sendable {
  private struct State {
    var lastShown = 0.0
    var isOnLine = false
  }

  private let what: String
  private let start = ContinuousClock.now
  private let state = Mutex(State())
  private static let secondsBetweenBars = 0.2
  private static let secondsBetweenLines = 10.0

  /// - Parameter what: What is counted, as in "run".
  init(what: String) {
    self.what = what
  }

  func show(_ done: Int, of all: Int) {
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    state.withLock { state in
      let pause = Terminal.isWatched ? Self.secondsBetweenBars : Self.secondsBetweenLines
      guard seconds - state.lastShown >= pause || (Terminal.isWatched && done == all) else {
        return
      }
      state.lastShown = seconds
      let left = done > 0 && done < all ? Double(all - done) * seconds / Double(done) : nil
      let words =
        "\(what) \(done) of \(all)" + (left.map { ", \(duration($0)) left" } ?? "")
      if Terminal.isWatched {
        Terminal.write("\r\u{1B}[2K" + String(words.prefix(max(0, Terminal.width - 1))))
        state.isOnLine = true
      } else {
        Terminal.note(words)
      }
    }
  }

  /// Takes the line away.
  func finish() {
    state.withLock { state in
      if state.isOnLine { Terminal.write("\r\u{1B}[2K") }
      state.isOnLine = false
    }
  }
}
