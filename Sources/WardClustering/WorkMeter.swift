import Synchronization

/// Hears from time to time which part of some work is done, from 0 to 1, perhaps on another thread.
public typealias WorkProgress = @Sendable (Double) -> Void

/// Counts the pieces of work that several threads finish.
final class WorkMeter: Sendable {
  private let total: Int
  private let done = Atomic<Int>(0)
  private let progress: WorkProgress?

  init(total: Int, _ progress: WorkProgress?) {
    self.total = max(total, 1)
    self.progress = progress
  }

  func finishPiece() {
    guard let progress else { return }
    let count = done.wrappingAdd(1, ordering: .relaxed).newValue
    progress(Double(count) / Double(total))
  }
}
