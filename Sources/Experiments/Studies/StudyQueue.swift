import Randomness
import Scenarios
import StudyStore
import Synchronization

/// The runs of a study that are due, one replicate of all points before the next, so that early
/// results say something of every point.
///
/// Only a few are held at a time, whatever the size of the study. A thread asks for the next run
/// while others are at work; a run that is at work is not handed out again.
final class StudyQueue: Sendable {
  private struct State {
    var replicate = 0
    var last = -1
    var waiting: ArraySlice<PendingRun> = []
    var handedOut = 0
  }

  private let store: StudyStore
  private let study: StudyDefinition
  private let shard: StudyShard
  private let limit: Int?
  private let stopping: StoppingRule?
  private let state: Mutex<State>
  private static let chunk = 256

  /// - Parameters:
  ///   - limit: Most runs to hand out.
  ///   - only: The one run to hand out, and no other.
  init(
    _ store: StudyStore, _ study: StudyDefinition, shard: StudyShard, limit: Int?,
    stopping: StoppingRule?, only: PendingRun? = nil
  ) {
    self.store = store
    self.study = study
    self.shard = shard
    self.limit = limit
    self.stopping = stopping
    var state = State()
    if let only {
      state.waiting = [only]
      state.replicate = study.replicates
    }
    self.state = Mutex(state)
  }

  /// The next run; nil when all are handed out.
  func next() throws(StudyStoreError) -> PendingRun? {
    try state.withLock { state throws(StudyStoreError) -> PendingRun? in
      if let limit, state.handedOut >= limit { return nil }
      while true {
        while let run = state.waiting.popFirst() {
          if try isEnough(run) { continue }
          state.handedOut += 1
          return run
        }
        guard state.replicate < study.replicates else { return nil }
        let pending = try store.pending(
          replicate: state.replicate, after: state.last, shard: shard, study: study,
          limit: Self.chunk)
        if let last = pending.last {
          state.last = last.point
          state.waiting = pending[...]
        } else {
          state.replicate += 1
          state.last = -1
        }
      }
    }
  }

  /// Whether the replicates before a run make it needless; notes it then.
  ///
  /// A replicate that is still at work is not waited for: a run more than needed is kept, but is no
  /// part of the study's results, so that these do not depend on who was quick.
  private func isEnough(_ run: PendingRun) throws(StudyStoreError) -> Bool {
    guard let stopping, run.replicate >= stopping.atLeast else { return false }
    return try decide(run.point, stopping)
  }

  private func decide(
    _ point: Int, _ rule: StoppingRule
  ) throws(StudyStoreError) -> Bool {
    let values = try store.values(of: rule.output, point: point, study: study)
    guard let count = rule.replicatesNeeded(values) else { return false }
    try store.setReplicates(count, ofPoint: point)
    return true
  }

  /// Decides every point that can be decided, once no run is at work.
  func decideAll() throws(StudyStoreError) {
    guard let stopping else { return }
    var last = -1
    while true {
      let points = try store.undecidedPoints(after: last, shard: shard, limit: Self.chunk)
      guard let end = points.last else { return }
      for point in points { _ = try decide(point, stopping) }
      last = end
    }
  }
}

extension StoppingRule {
  /// The least number of replicates, from the first on, after which the interval is narrow enough, or
  /// `atMost` if there are so many; nil if more are needed.
  ///
  /// The half-width is t₀.₉₇₅(n − 1) s / √n over the n values that are numbers.
  func replicatesNeeded(_ values: [Double]) -> Int? {
    // Welford's way: mean and sum of squares of the values so far.
    var (count, mean, squares) = (0, 0.0, 0.0)
    for (place, value) in values.prefix(atMost).enumerated() {
      if value.isFinite {
        count += 1
        let difference = value - mean
        mean += difference / Double(count)
        squares += difference * (value - mean)
      }
      guard place + 1 >= atLeast, count >= 2 else { continue }
      let error = (squares / Double(count - 1) / Double(count)).squareRoot()
      let half = StudentDistribution(freedom: count - 1).quantile(0.975) * error
      if half <= halfWidth * (isRelative ? abs(mean) : 1) { return place + 1 }
    }
    return values.count >= atMost ? atMost : nil
  }
}
