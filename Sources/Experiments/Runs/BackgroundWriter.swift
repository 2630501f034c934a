import Dispatch
import Synchronization

/// Writes files beside the run, so that it need not wait for hashes and the disk.
///
/// One job at a time: the next begins when the last has ended. Where a run has one thread, a job is
/// done at once, in it.
final class BackgroundWriter<Value: Sendable>: Sendable {
  private let isAside: Bool
  private let running = DispatchGroup()
  private let outcome = Mutex<Result<Value, ResultsError>?>(nil)

  /// - Parameter isAside: Whether jobs take a thread of their own.
  init(isAside: Bool) {
    self.isAside = isAside
  }

  /// Begins `job`, once the one before has ended.
  ///
  /// - Throws: The error of the job before.
  func begin(_ job: @escaping @Sendable () throws(ResultsError) -> Value) throws(ResultsError) {
    _ = try finish()
    let work: @Sendable () -> Void = { [self] in
      let result: Result<Value, ResultsError>
      do throws(ResultsError) {
        result = .success(try job())
      } catch {
        result = .failure(error)
      }
      outcome.withLock { $0 = result }
    }
    if isAside {
      DispatchQueue.global(qos: .userInitiated).async(group: running, execute: work)
    } else {
      work()
    }
  }

  /// Waits for the job that runs, if one does, and gives what came out of the last; nil if nothing
  /// was begun since.
  func finish() throws(ResultsError) -> Value? {
    running.wait()
    let result = outcome.withLock { outcome in
      defer { outcome = nil }
      return outcome
    }
    return try result?.get()
  }
}
