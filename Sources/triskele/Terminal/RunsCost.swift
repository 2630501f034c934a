import Experiments
import Foundation
import Synchronization
import TripleHelix

/// The cost of many runs of a scenario: refused before they begin where the machine's memory is not
/// enough, reported once the first run has shown how long one takes.
final class RunsCost: Sendable {
  /// As in "4,000 firms and 200 ticks each"; empty where the runs differ.
  private let size: String
  private let threadCount: Int
  private let start = ContinuousClock.now
  private let isDone = Mutex(false)

  /// Shorter work is not reported.
  private static let secondsWorthReporting = 60.0

  /// - Parameters:
  ///   - configuration: What is run; nil for runs of several scenarios.
  ///   - ticks: Length of a run; nil for that of the configuration.
  init(_ configuration: Configuration?, ticks: Int? = nil, threadCount: Int) {
    self.threadCount = threadCount
    size =
      configuration.map { configuration in
        let firms =
          configuration.regions.reduce(0) { $0 + $1.activeFirms } / Double(configuration.scale)
        return " of about \(FigureText.count(firms.rounded())) firms and "
          + "\(FigureText.count(Double(ticks ?? configuration.horizon))) ticks"
      } ?? ""
  }

  /// - Throws: Where the runs that are in memory at the same time need more than the machine has.
  static func check(
    _ configuration: Configuration, runCount: Int, threadCount: Int,
    memory: Int = MachineMemory.bytes
  ) throws(CommandFailure) {
    let count = min(threadCount, runCount)
    let bytes = RunCost(configuration, simultaneousRuns: count).bytes
    guard bytes > memory else { return }
    let one = RunCost(configuration).bytes
    let most = memory / max(1, one)
    let wayRound =
      (most > 0 ? "use --threads \(most), " : "") + "raise `scale` from \(configuration.scale)"
    throw CommandFailure(
      "\(count == 1 ? "a run needs" : "\(count) runs at the same time need") about "
        + "\(MachineMemory.words(bytes)) of memory; allowed: \(MachineMemory.words(memory)), which "
        + "this machine has; \(wayRound), or use fewer regions or sectors", status: 2)
  }

  /// What to report when `done` of `all` runs have ended; nothing but after the first one of long work.
  func note(done: Int, of all: Int) -> String? {
    note(done: done, of: all, seconds: (ContinuousClock.now - start) / .seconds(1))
  }

  /// - Parameter seconds: Time since the beginning.
  func note(done: Int, of all: Int, seconds: Double) -> String? {
    let isFirst = isDone.withLock { isDone in
      defer { isDone = true }
      return !isDone
    }
    guard isFirst, done > 0, done < all else { return nil }
    let threads = min(threadCount, all)
    // Runs that began together end together.
    let rounds = (Double(all) / Double(threads)).rounded(.up)
    let left = (rounds - 1) * seconds
    guard left >= Self.secondsWorthReporting else { return nil }
    return "\(FigureText.count(Double(all))) runs\(size) on "
      + "\(threads) \(threads == 1 ? "thread" : "threads"): about \(duration(left)) left"
  }
}
