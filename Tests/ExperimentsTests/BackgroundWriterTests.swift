import Synchronization
import Testing

@testable import Experiments

@Suite struct BackgroundWriterTests {
  @Test(arguments: [false, true])
  func `jobs run one after the other, and the last one's value is handed over once`(
    isAside: Bool
  ) throws {
    let writer = BackgroundWriter<Int>(isAside: isAside)
    let done = Mutex<[Int]>([])
    #expect(try writer.finish() == nil)
    for job in 1...20 {
      try writer.begin { () throws(ResultsError) in
        done.withLock { $0.append(job) }
        return job
      }
    }
    #expect(try writer.finish() == 20)
    #expect(done.withLock { $0 } == Array(1...20))
    #expect(try writer.finish() == nil)
  }

  @Test(arguments: [false, true])
  func `what goes wrong is told to who asks next`(isAside: Bool) throws {
    let writer = BackgroundWriter<Int>(isAside: isAside)
    let failing: @Sendable () throws(ResultsError) -> Int = { () throws(ResultsError) in
      throw .cannotWrite(path: "p", reason: "no space left on device")
    }
    try writer.begin(failing)
    #expect(throws: ResultsError.self) { try writer.finish() }
    #expect(try writer.finish() == nil)
    try writer.begin(failing)
    #expect(throws: ResultsError.self) {
      try writer.begin { () throws(ResultsError) in 1 }
    }
  }
}
