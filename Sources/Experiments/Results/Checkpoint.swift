import Scenarios
import TripleHelix

/// A point from which a run goes on: a file of the model's state, or of the rows recorded until then.
///
/// The two are kept apart because the state does not depend on what is recorded. A file is a header
/// of lines "key value" and an empty line, the payload, and a line with the hash of all before it.
struct Checkpoint: Sendable, Equatable {
  enum Content: String, Sendable {
    case state, rows
  }

  /// What a run must share to be the same.
  struct Identity: Sendable, Equatable {
    var version: String
    /// Hash of the configuration without what only says what is recorded.
    var configuration: String
    var seed: UInt64
    var replicate: UInt32
  }

  var content: Content
  var identity: Identity
  var tick: Int
  var payload: [UInt8]

  /// Name of the final state in a results folder.
  static let finalName = "checkpoint"
  private static let magic = "triskele-checkpoint"
  private static let format = 3
}

extension Checkpoint.Identity {
  init(_ plan: RunPlan) {
    var configuration = plan.configuration
    configuration.recordEvery = 1
    configuration.firmsEvery = 0
    self.init(
      version: Program.version,
      configuration: SHA256.hexadecimal(of: Array(canonicalText(configuration).utf8)),
      seed: plan.seed, replicate: plan.replicate)
  }
}

extension Checkpoint {
  /// The file, in pieces, so that a large payload is not copied, and its hash.
  func pieces() -> (pieces: [[UInt8]], sha256: String) {
    let header = Array(
      """
      \(Checkpoint.magic) \(Checkpoint.format)
      version \(identity.version)
      content \(content.rawValue)
      configuration \(identity.configuration)
      seed \(identity.seed)
      replicate \(identity.replicate)
      tick \(tick)
      bytes \(payload.count)


      """.utf8)
    var hash = SHA256()
    hash.update(header)
    hash.update(payload)
    let seal = Checkpoint.seal(hash)
    hash.update(seal)
    return ([header, payload, seal], hash.hexadecimal())
  }

  /// Reads a file that ``pieces()`` made.
  ///
  /// - Parameter path: Where `bytes` come from, for the error.
  init(_ bytes: [UInt8], path: String) throws(ResultsError) {
    var lines = HeaderLines(bytes: bytes, path: path)
    let format = try lines.value(Checkpoint.magic, else: "is not a checkpoint of \(Program.name)")
    guard format == "\(Checkpoint.format)" else {
      throw .damaged(
        path: path,
        reason: "is a checkpoint of format \(format); version \(Program.version) reads format "
          + "\(Checkpoint.format)")
    }
    let version = try lines.value("version")
    let content = try lines.value("content")
    let configuration = try lines.value("configuration")
    let seed = try lines.value("seed")
    let replicate = try lines.value("replicate")
    let tick = try lines.value("tick")
    let byteCount = try lines.value("bytes")
    guard try lines.next().isEmpty,
      let content = Content(rawValue: content), let seed = UInt64(seed),
      let replicate = UInt32(replicate), let tick = Int(tick), let byteCount = Int(byteCount),
      (0..<1 << 50).contains(byteCount)
    else { throw lines.damage("its header is damaged") }
    let length = lines.place + byteCount + Checkpoint.seal(SHA256()).count
    guard bytes.count == length else {
      throw .damaged(path: path, reason: "has \(bytes.count) bytes, \(length) are expected")
    }
    let end = lines.place + byteCount
    var hash = SHA256()
    hash.update(bytes.span.extracting(0..<end))
    guard Array(bytes[end...]) == Checkpoint.seal(hash) else {
      throw .damaged(path: path, reason: "was changed since it was written (its hash differs)")
    }
    self.init(
      content: content,
      identity: Identity(
        version: version, configuration: configuration, seed: seed, replicate: replicate),
      tick: tick, payload: Array(bytes[lines.place..<end]))
  }

  private static func seal(_ hash: SHA256) -> [UInt8] {
    Array("\nsha256 \(hash.hexadecimal())\n".utf8)
  }
}

/// Takes a header apart, line by line.
private struct HeaderLines {
  let bytes: [UInt8]
  let path: String
  var place = 0

  mutating func next() throws(ResultsError) -> String {
    let limit = min(bytes.count, place + 200)
    guard let end = bytes[place..<limit].firstIndex(of: UInt8(ascii: "\n")) else {
      throw damage(limit == bytes.count ? "ends within its header" : "its header is damaged")
    }
    defer { place = end + 1 }
    return String(decoding: bytes[place..<end], as: UTF8.self)
  }

  mutating func value(_ key: String, else reason: String? = nil) throws(ResultsError) -> String {
    let line: String
    do {
      line = try next()
    } catch {
      throw reason.map(damage) ?? error
    }
    guard line.hasPrefix("\(key) ") else { throw damage(reason ?? "its header is damaged") }
    return String(line.dropFirst(key.count + 1))
  }

  func damage(_ reason: String) -> ResultsError { .damaged(path: path, reason: reason) }
}

extension Recording {
  /// All rows, table by table: a line with the name and the number of bytes, then the CSV file.
  func checkpointPayload() -> [UInt8] {
    var bytes: [UInt8] = []
    for table in tables {
      let csv = table.csv()
      bytes += Array("\(table.name) \(csv.count)\n".utf8) + csv
    }
    return bytes
  }

  init(checkpointPayload bytes: [UInt8], path: String) throws(ResultsError) {
    self.init()
    var place = 0
    for table in Recording.places {
      let name = self[keyPath: table].name
      guard let end = bytes[place...].firstIndex(of: UInt8(ascii: "\n")) else {
        throw .damaged(path: path, reason: "table \(name) is missing")
      }
      let heading = String(decoding: bytes[place..<end], as: UTF8.self).split(separator: " ")
      guard heading.count == 2, heading[0] == name, let count = Int(heading[1]), count >= 0,
        count <= bytes.count - end - 1
      else { throw .damaged(path: path, reason: "table \(name) is missing or cut short") }
      place = end + 1 + count
      try self[keyPath: table].appendRows(of: Array(bytes[(end + 1)..<place]), path: path)
    }
  }
}
