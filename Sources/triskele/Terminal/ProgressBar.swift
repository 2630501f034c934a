import Experiments
import Synchronization

/// Shows how far a run has come on standard error: a bar on a terminal, a line now and then
/// elsewhere.
final class ProgressBar: Sendable {
  private struct State {
    var lastShown = 0.0
    var isOnLine = false
  }

  /// Calendar year of tick 0.
  private let startYear: Int
  private let state = Mutex(State())
  private static let secondsBetweenBars = 0.1
  private static let secondsBetweenLines = 10.0

  init(startYear: Int) {
    self.startYear = startYear
  }

  func show(_ progress: RunProgress) {
    state.withLock { state in
      let pause = Terminal.isWatched ? Self.secondsBetweenBars : Self.secondsBetweenLines
      let isLast = progress.tick == progress.horizon
      guard progress.seconds - state.lastShown >= pause || (Terminal.isWatched && isLast) else {
        return
      }
      state.lastShown = progress.seconds
      if Terminal.isWatched {
        Terminal.write("\r\u{1B}[2K" + bar(progress, width: Terminal.width))
        state.isOnLine = true
      } else {
        Terminal.note(words(progress))
      }
    }
  }

  /// Takes the bar away.
  func finish() {
    state.withLock { state in
      if state.isOnLine { Terminal.write("\r\u{1B}[2K") }
      state.isOnLine = false
    }
  }

  private func words(_ progress: RunProgress) -> String {
    let percent = Int(100 * progress.fraction)
    let left = progress.secondsLeft.map { ", \(duration($0)) left" } ?? ""
    return "\(percent) %, \(startYear + progress.tick / 4), "
      + "tick \(progress.tick) of \(progress.horizon)\(left)"
  }

  private func bar(_ progress: RunProgress, width: Int) -> String {
    let text = words(progress)
    let room = min(40, width - text.count - 3)
    guard room >= 8 else { return String(text.prefix(max(0, width - 1))) }
    let full = Int(Double(room) * progress.fraction)
    return String(repeating: "█", count: full) + String(repeating: "░", count: room - full)
      + "  " + text
  }
}

/// A duration as people say it: "4.2 s", "3 min 20 s", "2 h 5 min".
func duration(_ seconds: Double) -> String {
  if seconds < 10 { return "\((seconds * 10).rounded() / 10) s" }
  let whole = Int(seconds.rounded())
  if whole < 60 { return "\(whole) s" }
  if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
  return "\(whole / 3600) h \(whole / 60 % 60) min"
}
