import Dispatch
import Glibc
import Synchronization

/// Listens for Ctrl-C, for the end that a system asks for, and for a lost connection: the first signal
/// calls a handler, a second one ends the process at once, which loses nothing that was written.
final class Interruption {
  private let sources: [any DispatchSourceSignal]
  static let exitStatus: Int32 = 130

  init(_ handler: @escaping @Sendable () -> Void) {
    let count = SignalCount()
    // A queue of its own gets a thread even where runs keep every thread of the global queues at work.
    let queue = DispatchQueue(label: "interruption")
    sources = Self.signals.map { number in
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

  /// Whoever starts the program under `nohup` has it ignore a lost connection, and that stays so.
  private static var signals: [Int32] {
    var hangUp = sigaction()
    let ignoresHangUp =
      unsafe sigaction(SIGHUP, nil, &hangUp) == 0 && isIgnored(hangUp)
    return ignoresHangUp ? [SIGINT, SIGTERM] : [SIGINT, SIGTERM, SIGHUP]
  }

  private static func isIgnored(_ action: sigaction) -> Bool {
    let handler = unsafe action.__sigaction_handler.sa_handler
    let ignoring = SIG_IGN
    return unsafe unsafeBitCast(handler, to: Int.self) == unsafeBitCast(ignoring, to: Int.self)
  }
}

private final class SignalCount: Sendable {
  private let count = Atomic<Int>(0)

  func next() -> Int { count.wrappingAdd(1, ordering: .relaxed).newValue }
}
