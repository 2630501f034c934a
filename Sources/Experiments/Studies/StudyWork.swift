import Foundation
import Glibc
public import Scenarios
public import StudyStore
import Synchronization

/// Works on a study until it is complete, somebody interrupts it, or a limit is reached.
public struct StudyWork: Sendable {
  public let study: StudyFile
  public let folder: StudyFolder
  public var threads = 1
  public var shard = StudyShard.whole
  /// Most runs of this session.
  public var runLimit: Int?
  /// Seconds after which no run is begun.
  public var timeLimit: Double?
  /// The one run to do, by point and replicate.
  public var only: (point: Int, replicate: Int)?

  public init(_ study: StudyFile, in folder: StudyFolder) {
    self.study = study
    self.folder = folder
  }

  /// How a session of work ended.
  public enum Ending: Sendable, Equatable {
    case complete
    case interrupted
    /// A limit of runs or of time was reached.
    case limited
  }

  public struct Outcome: Sendable {
    public let ending: Ending
    /// The study, or the part of it that was worked on.
    public let counts: StudyStore.Counts
    /// Runs that this session did.
    public let runs: Int
    public let seconds: Double
    /// Time that all threads together spent in the model, and in all else.
    public let modelSeconds: Double
    public let overheadSeconds: Double
  }

  /// - Throws: Where the one run to do is none of the study.
  public func check(_ definition: StudyDefinition) throws(StudyError) {
    guard let only else { return }
    do {
      let run = try folder.store.run(
        point: only.point, replicate: only.replicate, study: definition)
      if run != nil, only.replicate < definition.replicates { return }
      throw StudyError.noSuchRun(
        point: only.point, replicate: only.replicate,
        points: try folder.store.counts(study: definition).points,
        replicates: definition.replicates)
    } catch let error as StudyError {
      throw error
    } catch let error as StudyStoreError {
      throw .store(error)
    } catch {
      preconditionFailure("nothing else is thrown: \(error)")
    }
  }

  /// Runs what is due, one run a thread.
  ///
  /// Every run is on one thread and a function of the scenario at its point and of its seed alone, so
  /// that neither `threads` nor the order of runs changes a value.
  ///
  /// - Parameter progress: Called after every run.
  @concurrent
  public func execute(
    progress: @escaping @Sendable (StudyProgress) -> Void = { _ in }
  ) async throws(StudyError) -> Outcome {
    let definition = try folder.definition()
    do throws(StudyStoreError) {
      return try await execute(definition, progress)
    } catch {
      throw .store(error)
    }
  }

  private func execute(
    _ definition: StudyDefinition, _ progress: @escaping @Sendable (StudyProgress) -> Void
  ) async throws(StudyStoreError) -> Outcome {
    let store = folder.store
    let pending = try only.flatMap { only throws(StudyStoreError) in
      try store.run(point: only.point, replicate: only.replicate, study: definition)
    }
    let counts = try store.counts(shard: shard, study: definition)
    let session = try store.begin(
      StudySession(
        started: StudyTime.now, host: Machine.hostName, process: Int(getpid()),
        threads: threads, platform: Machine.platform, gsl: Machine.gslVersion,
        shard: shard == .whole ? "" : "\(shard.number)/\(shard.count)"), study: definition)
    let stopping: StoppingRule? =
      if case .until(let rule) = study.replicates { rule } else { nil }
    let queue = StudyQueue(
      store, definition, shard: shard, limit: runLimit, stopping: stopping, only: pending)
    let meter = StudyMeter(counts, progress)
    let known = KnownVariants()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<max(1, threads) {
        group.addTask { work(queue, meter, known, definition, session) }
      }
    }
    if let failure = meter.failure { throw failure }
    let isInterrupted = Task.isCancelled
    if only == nil { try queue.decideAll() }
    try store.end(session, at: StudyTime.now)
    let last = try store.counts(shard: shard, study: definition)
    let isComplete = last.finished >= last.wanted
    return meter.outcome(
      only != nil ? .complete : isComplete ? .complete : isInterrupted ? .interrupted : .limited,
      last)
  }

  /// One thread: takes runs from the queue until there are no more.
  private func work(
    _ queue: StudyQueue, _ meter: StudyMeter, _ known: KnownVariants,
    _ definition: StudyDefinition, _ session: Int64
  ) {
    let runner = StudyRunner(study, known)
    let clock = ContinuousClock()
    let begin = clock.now
    var modelSeconds = 0.0
    defer { meter.add(seconds: (clock.now - begin) / .seconds(1), ofModel: modelSeconds) }
    do throws(StudyStoreError) {
      while !Task.isCancelled, meter.failure == nil,
        timeLimit.map({ meter.seconds < $0 }) ?? true, let pending = try queue.next()
      {
        let plan = runner.plan(pending)
        let isThere = try folder.store.contains(
          point: pending.point, scenario: plan.hash, replicate: pending.replicate,
          study: definition)
        if isThere, only == nil { continue }
        guard let run = runner.execute(plan, pending) else { return }
        modelSeconds += run.seconds
        try folder.store.save(
          run, point: pending.point, session: session, study: definition)
        meter.note(run)
      }
    } catch {
      meter.fail(error)
    }
  }
}

/// How far a study has come.
public struct StudyProgress: Sendable, Equatable {
  /// Runs that are in the store, and that the study has or at most has.
  public let finished: Int
  public let wanted: Int
  /// Among them, those that failed or are not finite.
  public let failed: Int
  /// Runs of this session.
  public let runs: Int
  /// Time at work in this session.
  public let seconds: Double

  public var runsPerSecond: Double { seconds > 0 ? Double(runs) / seconds : 0 }

  /// Time that the rest will take at the pace of this session.
  public var secondsLeft: Double? {
    runs > 0 ? seconds / Double(runs) * Double(max(0, wanted - finished)) : nil
  }
}

/// Counts runs and time of one session, over all threads.
private final class StudyMeter: Sendable {
  private struct State {
    var runs = 0
    var failed = 0
    var modelSeconds = 0.0
    var threadSeconds = 0.0
    var failure: StudyStoreError?
  }

  private let before: StudyStore.Counts
  private let progress: @Sendable (StudyProgress) -> Void
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private let state = Mutex(State())

  init(_ before: StudyStore.Counts, _ progress: @escaping @Sendable (StudyProgress) -> Void) {
    self.before = before
    self.progress = progress
    start = clock.now
  }

  var seconds: Double { (clock.now - start) / .seconds(1) }
  var failure: StudyStoreError? { state.withLock { $0.failure } }

  func note(_ run: StudyRun) {
    let now = state.withLock { state in
      state.runs += 1
      if run.status != .done { state.failed += 1 }
      return state
    }
    progress(
      StudyProgress(
        finished: before.finished + now.runs, wanted: before.wanted,
        failed: before.nonFinite + before.failed + now.failed, runs: now.runs, seconds: seconds))
  }

  func fail(_ error: StudyStoreError) {
    state.withLock { $0.failure = $0.failure ?? error }
  }

  func add(seconds: Double, ofModel modelSeconds: Double) {
    state.withLock { state in
      state.threadSeconds += seconds
      state.modelSeconds += modelSeconds
    }
  }

  func outcome(_ ending: StudyWork.Ending, _ counts: StudyStore.Counts) -> StudyWork.Outcome {
    let now = state.withLock { $0 }
    return StudyWork.Outcome(
      ending: ending, counts: counts, runs: now.runs, seconds: seconds,
      modelSeconds: now.modelSeconds, overheadSeconds: now.threadSeconds - now.modelSeconds)
  }
}
