import Dispatch
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Listens for Ctrl-C and for the end that a system asks for: the first one calls a handler, a
/// second one ends the process at once, which loses nothing that was written.
final class Interruption {
  private let sources: [any DispatchSourceSignal]
  static let exitStatus: Int32 = 130

  init(_ handler: @escaping @Sendable () -> Void) {
    let count = SignalCount()
    // A queue of its own gets a thread even where runs keep every thread of the global queues at work.
    let queue = DispatchQueue(label: "interruption")
    sources = [SIGINT, SIGTERM].map { number in
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        if count.next() == 1 {
          handler()
        } else {
          _exit(Interruption.exitStatus)
        }
      }
      source.activate()
      return source
    }
  }

  deinit {
    for source in sources { source.cancel() }
  }
}

private final class SignalCount: Sendable {
  private let count = Atomic<Int>(0)

  func next() -> Int { count.wrappingAdd(1, ordering: .relaxed).newValue }
}
