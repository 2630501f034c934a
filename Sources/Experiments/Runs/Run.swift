public import TripleHelix

/// One run of a plan, from its start or its last checkpoint to its horizon, into a results folder.
public struct Run: Sendable {
  public let plan: RunPlan
  public let folder: ResultsFolder
  /// Tick at which this session begins.
  public let firstTick: Int
  private let manifest: Manifest
  private let checkpoint: (state: Checkpoint, recording: Recording)?

  public static let scenarioFileName = "scenario.yaml"

  /// Begins a run in the folder at `path`.
  ///
  /// - Parameter replacing: Whether a run in the folder, finished or not, gives way.
  public init(
    beginning plan: RunPlan, in path: String, replacing: Bool = false
  ) throws(ResultsError) {
    self.plan = plan
    firstTick = 0
    checkpoint = nil
    manifest = Manifest(beginning: plan)
    folder = try ResultsFolder.claim(path, for: manifest, replacing: replacing)
    try folder.write(Array(plan.scenarioText.utf8), as: Run.scenarioFileName)
  }

  /// Goes on with the run in the folder at `path`; nil if it is complete.
  ///
  /// A run that was killed before its first checkpoint begins again.
  ///
  /// - Throws: ``ResultsError/differentRun(folder:differences:)`` when the run there is not one of
  ///   `plan`.
  public init?(resuming plan: RunPlan, in path: String) throws(ResultsError) {
    guard try Manifest.read(in: path) != nil else { throw .noRun(folder: path) }
    self.plan = plan
    folder = try ResultsFolder(path: path)
    guard var manifest = try folder.manifest() else { throw .noRun(folder: path) }
    let text = try Files.read("\(path)/\(Run.scenarioFileName)") ?? []
    let differences = manifest.differences(
      from: plan, scenarioText: String(decoding: text, as: UTF8.self))
    guard differences.isEmpty else {
      throw .differentRun(folder: path, differences: differences)
    }
    if manifest.complete { return nil }
    if text.isEmpty { try folder.write(Array(plan.scenarioText.utf8), as: Run.scenarioFileName) }

    do throws(ResultsError) {
      checkpoint = try Run.checkpoint(of: plan, in: folder)
    } catch {
      guard case .damaged(let path, let line, let reason) = error else { throw error }
      throw .damaged(
        path: path, line: line,
        reason: reason + "; delete the files \(folder.path)/checkpoint-*.state and .rows, and "
          + "--resume begins the run again, with the same results")
    }
    firstTick = checkpoint?.state.tick ?? 0
    manifest.resumedAt.append(firstTick)
    manifest.threads = plan.threads
    manifest.cores = Machine.coreCount
    manifest.failure = nil
    manifest.finished = nil
    self.manifest = manifest
  }

  /// The newest pair of checkpoints of an unfinished run of `plan`, nil if there is none yet.
  private static func checkpoint(
    of plan: RunPlan, in folder: ResultsFolder
  ) throws(ResultsError) -> (state: Checkpoint, recording: Recording)? {
    guard let (state, rows) = try folder.newestPair() else { return nil }
    let identity = Checkpoint.Identity(plan)
    guard state.identity == identity, rows.identity == identity, state.tick == rows.tick,
      state.content == .state, rows.content == .rows
    else {
      throw .damaged(
        path: "\(folder.path)/\(ResultsFolder.pairName(.state, tick: state.tick))",
        reason: "is a checkpoint of another run")
    }
    let rowsPath = "\(folder.path)/\(ResultsFolder.pairName(.rows, tick: rows.tick))"
    return (state, try Recording(checkpointPayload: rows.payload, path: rowsPath))
  }

  /// Tick of the checkpoint at `path`, and the state in it.
  public static func state(
    inCheckpointAt path: String
  ) throws(ResultsError) -> (
    tick: Int, bytes: [UInt8]
  ) {
    guard let bytes = try Files.read(path) else {
      throw .cannotRead(path: path, reason: "no such file or directory")
    }
    let checkpoint = try Checkpoint(bytes, path: path)
    return (checkpoint.tick, checkpoint.payload)
  }
}

extension Run {
  /// A file that others make of a run, such as its report.
  public struct Attachment: Sendable {
    /// Path in the results folder.
    public var name: String
    public var bytes: [UInt8]

    public init(name: String, text: String) {
      self.name = name
      bytes = Array(text.utf8)
    }
  }

  /// How a run ended.
  public enum Ending: Sendable, Equatable {
    case complete
    /// The task was cancelled; the run can be gone on with.
    case interrupted
    case failed(SimulationError)
  }

  /// What a session of a run left.
  public struct Outcome: Sendable {
    public let ending: Ending
    public let recording: Recording
    public let manifest: Manifest
  }

  /// Runs to the horizon, until the task is cancelled, or until the model fails; writes what there
  /// is then.
  ///
  /// - Parameters:
  ///   - progress: Called after every tick.
  ///   - attachments: Makes further files of a run that reached its horizon.
  @concurrent
  public func execute(
    progress: @Sendable (RunProgress) -> Void = { _ in },
    attachments: @Sendable (Recording, Manifest) -> [Attachment] = { _, _ in [] }
  ) async throws(ResultsError) -> Outcome {
    var session = RunSession(self, manifest: manifest)
    do {
      return try session.run(from: checkpoint, progress: progress, attachments: attachments)
    } catch {
      session.note(failure: error)
      throw error
    }
  }
}
