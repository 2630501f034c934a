import Experiments
import Synchronization
import TripleHelix

/// Shows on standard error how far some work has come: one line that is written over on a terminal, a
/// line now and then elsewhere.
final class ProgressLine: Sendable {
  private struct State {
    var lastShown = 0.0
    var isOnLine = false
  }

  private let start = ContinuousClock.now
  private let state = Mutex(State())
  private static let secondsBetweenBars = 0.1
  private static let secondsBetweenLines = 10.0

  /// - Parameters:
  ///   - fraction: Of a bar before the words, where there is room for one.
  ///   - isLast: Whether all is done, which a terminal shows in any case.
  ///   - words: Asked for only if they are shown.
  func show(fraction: Double? = nil, isLast: Bool, _ words: () -> String) {
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    state.withLock { state in
      let pause = Terminal.isWatched ? Self.secondsBetweenBars : Self.secondsBetweenLines
      guard seconds - state.lastShown >= pause || (Terminal.isWatched && isLast) else { return }
      state.lastShown = seconds
      let words = words()
      if Terminal.isWatched {
        let line = Self.bar(fraction, before: words, width: Terminal.width)
        Terminal.write("\r\u{1B}[2K" + line.prefix(max(0, Terminal.width - 1)))
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

  private static func bar(_ fraction: Double?, before words: String, width: Int) -> String {
    let room = min(40, width - words.count - 3)
    guard let fraction, room >= 8 else { return words }
    let full = Int(Double(room) * fraction)
    return String(repeating: "█", count: full) + String(repeating: "░", count: room - full)
      + "  " + words
  }
}

// What is counted.
extension ProgressLine {
  /// One run; `startYear` is the calendar year of tick 0.
  func show(_ progress: RunProgress, startYear: Int, timeStep: TimeStep) {
    show(fraction: progress.fraction, isLast: progress.tick == progress.horizon) {
      "\(Int(100 * progress.fraction)) %, \(startYear + progress.tick / timeStep.ticksPerYear), "
        + "tick \(progress.tick) of \(progress.horizon)\(Self.left(progress.secondsLeft))"
    }
  }

  /// Runs of equal length.
  func show(runs done: Int, of all: Int) {
    show(isLast: done == all) {
      let seconds = (ContinuousClock.now - start) / .seconds(1)
      let left = done > 0 && done < all ? Double(all - done) * seconds / Double(done) : nil
      return "run \(done) of \(all)\(Self.left(left))"
    }
  }

  /// A study.
  func show(_ progress: StudyProgress) {
    show(isLast: progress.finished >= progress.wanted) {
      let share = Double(progress.finished) / Double(max(1, progress.wanted))
      let failed = progress.failed > 0 ? ", \(progress.failed) failed" : ""
      return "\(Int(100 * min(1, share))) %, \(FigureText.count(Double(progress.finished))) of "
        + "\(FigureText.count(Double(progress.wanted))) runs, "
        + "\(SweepReport.pace(progress.runsPerSecond))\(failed)\(Self.left(progress.secondsLeft))"
    }
  }

  private static func left(_ seconds: Double?) -> String {
    seconds.map { ", \(duration($0)) left" } ?? ""
  }
}

/// A duration as people say it: "4.2 s", "3 min 20 s", "2 h 5 min".
func duration(_ seconds: Double) -> String {
  guard seconds < 1e9 else { return "many years" }
  if seconds < 10 { return "\((seconds * 10).rounded() / 10) s" }
  let whole = Int(seconds.rounded())
  if whole < 60 { return "\(whole) s" }
  if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
  return "\(whole / 3600) h \(whole / 60 % 60) min"
}
