import Scenarios
import Testing
import TripleHelix

@testable import Experiments

@Suite struct CheckpointTests {
  private let checkpoint = Checkpoint(
    content: .state,
    identity: .init(version: "0.1.0", configuration: "abc", seed: .max, replicate: 3),
    tick: 40, payload: [1, 2, 3, 255, 10, 0])

  private var bytes: [UInt8] { checkpoint.pieces().pieces.flatMap { $0 } }

  private func message(_ bytes: [UInt8]) -> String? {
    do throws(ResultsError) {
      _ = try Checkpoint(bytes, path: "c")
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test func `a checkpoint comes back as it was`() throws {
    #expect(try Checkpoint(bytes, path: "c") == checkpoint)
    #expect(checkpoint.pieces().sha256 == SHA256.hexadecimal(of: bytes))
  }

  @Test func `equal values have one text, whatever the order of their dictionaries`() {
    struct Policy {
      var settings: [String: Double]
      var kind: Kind?
    }
    enum Kind { case plain, sized(Double) }
    let names = (0..<40).map { "setting\($0)" }
    let one = Dictionary(uniqueKeysWithValues: zip(names, names.indices.map(Double.init)))
    // Another capacity is another order.
    var other = Dictionary<String, Double>(minimumCapacity: 1000)
    for name in names.reversed() { other[name] = one[name] }
    let text = canonicalText([Policy(settings: one, kind: .sized(0.1))])
    #expect(text == canonicalText([Policy(settings: other, kind: .sized(0.1))]))
    #expect(text.contains("\"setting7\",value:7.0"))
    other["setting7"] = 7.5
    #expect(text != canonicalText([Policy(settings: other, kind: .sized(0.1))]))
    #expect(text != canonicalText([Policy(settings: one, kind: .plain)]))
    #expect(text != canonicalText([Policy(settings: one, kind: nil)]))
  }

  @Test func `every flipped bit and every cut is noticed`() {
    for place in bytes.indices {
      for bit in 0..<8 {
        var damaged = bytes
        damaged[place] ^= 1 << UInt8(bit)
        #expect(message(damaged) != nil, "bit \(bit) of byte \(place)")
      }
      #expect(message(Array(bytes[..<place])) != nil, "cut at \(place)")
    }
    #expect(message(bytes + [0]) == "c: has \(bytes.count + 1) bytes, \(bytes.count) are expected")
  }

  @Test func `what is wrong is told`() {
    #expect(message([]) == "c: is not a checkpoint of triskele")
    #expect(message(Array("PK\u{3}\u{4}…".utf8)) == "c: is not a checkpoint of triskele")
    #expect(
      message(Array(bytes.dropLast(2)))
        == "c: has \(bytes.count - 2) bytes, \(bytes.count) are expected")
    #expect(message(Array(bytes.prefix(60))) == "c: ends within its header")
    let huge = Array(
      String(decoding: bytes.prefix(200), as: UTF8.self)
        .replacing("bytes 6", with: "bytes \(Int.max)").utf8)
    #expect(message(huge) == "c: its header is damaged")
    var changed = bytes
    changed[changed.count - 75] ^= 9
    #expect(message(changed) == "c: was changed since it was written (its hash differs)")
    let later = Array(
      String(decoding: bytes, as: UTF8.self)
        .replacing("triskele-checkpoint 3", with: "triskele-checkpoint 4").utf8)
    #expect(
      message(later) == "c: is a checkpoint of format 4; version 0.1.0 reads format 3")
  }

  @Test func `recorded rows come back as they were`() throws {
    var recording = Recording()
    recording.wardMerges.append([
      .integer(0), .number(2010), .integer(1), .integer(0), .integer(3), .number(0.25), .integer(2),
    ])
    recording.discoveries.append([
      .integer(3), .number(2010.75), .text("almaty"), .text("life, and \"more\""), .text("food"),
      .integer(3), .number(0.07), .integer(0), .integer(1),
    ])
    let payload = recording.checkpointPayload()
    #expect(try Recording(checkpointPayload: payload, path: "r") == recording)
    for end in stride(from: 0, to: payload.count, by: 97) {
      #expect(throws: ResultsError.self) {
        try Recording(checkpointPayload: Array(payload[..<end]), path: "r")
      }
    }
  }

  @Test func `a schedule by ticks keeps to them`() {
    let schedule = CheckpointSchedule(.everyTicks(4), now: 0)
    #expect((1...9).filter { schedule.isDue(at: $0, now: 1e9) } == [4, 8])
    #expect(!CheckpointSchedule(.everyTicks(0), now: 0).isDue(at: 0, now: 0))
  }

  @Test func `a schedule by time bears costly checkpoints`() {
    var schedule = CheckpointSchedule(.everySeconds(10), now: 100)
    #expect(!schedule.isDue(at: 1, now: 109))
    #expect(schedule.isDue(at: 2, now: 110))
    schedule.note(writtenFrom: 110, to: 113)
    #expect(!schedule.isDue(at: 3, now: 172))
    #expect(schedule.isDue(at: 3, now: 173))
  }
}
