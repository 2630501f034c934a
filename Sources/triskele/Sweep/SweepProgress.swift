import Experiments
import Synchronization

/// Shows how far a study has come on standard error: a bar on a terminal, a line now and then
/// elsewhere.
final class SweepProgress: Sendable {
  private struct State {
    var lastShown = 0.0
    var isOnLine = false
  }

  private let state = Mutex(State())
  private static let secondsBetweenBars = 0.1
  private static let secondsBetweenLines = 10.0

  func show(_ progress: StudyProgress) {
    state.withLock { state in
      let pause = Terminal.isWatched ? Self.secondsBetweenBars : Self.secondsBetweenLines
      let isLast = progress.finished >= progress.wanted
      guard progress.seconds - state.lastShown >= pause || (Terminal.isWatched && isLast) else {
        return
      }
      state.lastShown = progress.seconds
      if Terminal.isWatched {
        Terminal.write("\r\u{1B}[2K" + String(words(progress).prefix(max(0, Terminal.width - 1))))
        state.isOnLine = true
      } else {
        Terminal.note(words(progress))
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

  private func words(_ progress: StudyProgress) -> String {
    let share = Double(progress.finished) / Double(max(1, progress.wanted))
    let failed = progress.failed > 0 ? ", \(progress.failed) failed" : ""
    let left = progress.secondsLeft.map { ", \(duration($0)) left" } ?? ""
    return "\(Int(100 * min(1, share))) %, \(FigureText.count(Double(progress.finished))) of "
      + "\(FigureText.count(Double(progress.wanted))) runs, "
      + "\(SweepReport.pace(progress.runsPerSecond))\(failed)\(left)"
  }
}
