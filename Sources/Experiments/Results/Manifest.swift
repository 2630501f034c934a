public import Foundation
import TripleHelix

/// What a results folder says about itself: enough to reproduce the run, and whether it is whole.
public struct Manifest: Codable, Sendable, Equatable {
  /// One file of the results.
  public struct File: Codable, Sendable, Equatable {
    /// Path in the folder.
    public var name: String
    public var bytes: Int
    public var sha256: String

    public init(name: String, bytes: Int, sha256: String) {
      self.name = name
      self.bytes = bytes
      self.sha256 = sha256
    }
  }

  /// Layout of the folder, raised when a reader must know.
  public var format = 1
  public var program = Program.name
  public var version = Program.version
  /// Name of the scenario.
  public var scenario: String
  /// Hash of the scenario with everything resolved.
  public var scenarioHash: String
  public var seed: UInt64
  public var replicate: UInt32
  /// Threads of the last session; results do not depend on them.
  public var threads: Int
  /// Ticks between records.
  public var recordEvery: Int
  /// Ticks to run.
  public var horizon: Int
  /// Ticks that have passed.
  public var ticksDone = 0
  /// Whether the run reached its horizon and every file is in place.
  public var complete = false
  /// Why the run could not go on, when it could not.
  public var failure: String?
  /// Operating system and processor.
  public var platform: String
  /// Processors that the program may use.
  public var cores: Int
  /// Version of the GNU Scientific Library.
  public var gsl: String
  /// When the first session began and the last one ended, in ISO 8601.
  public var started: Date
  public var finished: Date?
  /// Time at work, over all sessions.
  public var seconds = 0.0
  /// Ticks at which later sessions took up the run.
  public var resumedAt: [Int] = []
  /// Largest amount of memory held, over all sessions.
  public var peakMemoryBytes = 0
  /// The files of the results, this one left out.
  public var files: [File] = []

  static let fileName = "manifest.json"

  /// A run of `plan` that begins now.
  init(beginning plan: RunPlan) {
    scenario = plan.configuration.name
    scenarioHash = plan.scenarioHash
    seed = plan.seed
    replicate = plan.replicate
    threads = plan.threads
    recordEvery = plan.configuration.recordEvery
    horizon = plan.configuration.horizon
    platform = Machine.platform
    cores = Machine.coreCount
    gsl = Machine.gslVersion
    started = Date()
  }

  enum CodingKeys: String, CodingKey {
    case format, program, version, scenario
    case scenarioHash = "scenario_hash"
    case seed, replicate, threads
    case recordEvery = "record_every"
    case horizon
    case ticksDone = "ticks_done"
    case complete, failure, platform, cores, gsl, started, finished, seconds
    case resumedAt = "resumed_at"
    case peakMemoryBytes = "peak_memory_bytes"
    case files
  }
}

extension Manifest {
  /// Puts `file` in the place of the one of the same name.
  mutating func list(_ file: File) {
    if let place = files.firstIndex(where: { $0.name == file.name }) {
      files[place] = file
    } else {
      files.append(file)
    }
  }

  /// Refuses a checkpoint of another seed, replicate or version than the manifest says: one of the two
  /// was changed by hand.
  ///
  /// - Parameter folder: Where both are.
  func check(against checkpoint: Checkpoint, in folder: String) throws(ResultsError) {
    let identity = checkpoint.identity
    var differences: [String] = []
    func compare(_ what: String, _ here: some Equatable, _ there: some Equatable) {
      let (here, there) = ("\(here)", "\(there)")
      if here != there { differences.append("\(what) \(here), but the checkpoint has \(there)") }
    }
    compare("seed", seed, identity.seed)
    compare("replicate", replicate, identity.replicate)
    compare("version", version, identity.version)
    if complete { compare("ticks_done", ticksDone, checkpoint.tick) }
    guard differences.isEmpty else {
      throw .damaged(
        path: "\(folder)/\(Self.fileName)",
        reason: "was changed since the run wrote it: it says "
          + differences.joined(separator: "; "))
    }
  }

  /// What makes a run of `plan` another one than this, in words; empty if nothing does.
  func differences(from plan: RunPlan, scenarioText: String) -> [String] {
    let other = Manifest(beginning: plan)
    var differences: [String] = []
    func compare(_ what: String, _ there: some Equatable, _ here: some Equatable) {
      let (there, here) = ("\(there)", "\(here)")
      if there != here { differences.append("\(what): \(there) there, \(here) here") }
    }
    compare("scenario", scenario, other.scenario)
    compare("seed", seed, other.seed)
    compare("replicate", replicate, other.replicate)
    compare("horizon in ticks", horizon, other.horizon)
    compare("ticks between records", recordEvery, other.recordEvery)
    compare("version of \(Program.name)", version, other.version)
    compare("version of GSL", gsl, other.gsl)
    compare("platform", platform, other.platform)
    if scenario == other.scenario, scenarioHash != other.scenarioHash {
      differences += lineDifferences(there: scenarioText, here: plan.scenarioText)
    }
    return differences
  }

  private func lineDifferences(there: String, here: String) -> [String] {
    let shown = 6
    let changes = lines(here).difference(from: lines(there))
    let removals = changes.removals.compactMap { change -> String? in
      guard case .remove(_, let line, _) = change else { return nil }
      return "\(Run.scenarioFileName), there: \(line)"
    }
    let insertions = changes.insertions.compactMap { change -> String? in
      guard case .insert(_, let line, _) = change else { return nil }
      return "\(Run.scenarioFileName), here: \(line)"
    }
    let all = removals.prefix(shown) + insertions.prefix(shown)
    let rest = removals.count + insertions.count - all.count
    if all.isEmpty { return ["scenario: contents differ"] }
    return all + (rest > 0 ? ["and \(rest) more lines"] : [])
  }

  private func lines(_ text: String) -> [String] {
    text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
  }
}

extension Manifest {
  func json() -> [UInt8] { Self.json(of: self) }

  /// A manifest of any kind as it is written.
  static func json(of manifest: some Encodable) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    guard let data = try? encoder.encode(manifest) else {
      preconditionFailure("a manifest holds nothing that JSON cannot")
    }
    return Array(data) + [UInt8(ascii: "\n")]
  }

  init(json: [UInt8], path: String) throws(ResultsError) {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    do {
      self = try decoder.decode(Manifest.self, from: Data(json))
    } catch {
      throw .damaged(
        path: path,
        reason: "is not a manifest of \(Program.name), or was cut short or changed; put back a "
          + "copy of it, or run the scenario again into another folder")
    }
    guard program == Program.name else {
      throw .damaged(path: path, reason: "is a manifest of \(program)")
    }
    guard format == 1 else {
      throw .damaged(
        path: path,
        reason: "describes results of format \(format), written by version \(version); "
          + "this is version \(Program.version), which reads format 1")
    }
  }
}
