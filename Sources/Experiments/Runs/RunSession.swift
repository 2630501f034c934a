import Chunking
import Foundation
import Scenarios
import TripleHelix

/// One stretch of work on a run, in which its manifest is kept up to date.
struct RunSession {
  private let plan: RunPlan
  private let folder: ResultsFolder
  private let firstTick: Int
  private let identity: Checkpoint.Identity
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private let secondsBefore: Double
  private let writer: BackgroundWriter<Manifest.File?>
  private(set) var manifest: Manifest

  init(_ run: Run, manifest: Manifest) {
    plan = run.plan
    folder = run.folder
    firstTick = run.firstTick
    identity = Checkpoint.Identity(run.plan)
    start = clock.now
    writer = BackgroundWriter(isAside: run.plan.threads > 1)
    secondsBefore = manifest.seconds
    self.manifest = manifest
  }

  /// Time at work in this session.
  private var seconds: Double { (clock.now - start) / .seconds(1) }

  /// Lets the manifest say why the session broke off, if the disk still takes it.
  mutating func note(failure: ResultsError) {
    manifest.failure = "\(failure)"
    try? folder.save(manifest)
  }

  mutating func run(
    from checkpoint: (state: Checkpoint, recording: Recording)?,
    progress: (RunProgress) -> Void,
    attachments: (Recording, Manifest) -> [Run.Attachment]
  ) throws(ResultsError) -> Run.Outcome {
    try folder.save(manifest)
    // Whatever happens, nothing is written after the session.
    defer { _ = try? writer.finish() }
    var recording = checkpoint?.recording ?? Recording()
    var state: Checkpoint?
    let ending: Run.Ending
    do {
      (ending, state) = try advance(from: checkpoint?.state, into: &recording, progress: progress)
    } catch let error as SimulationError {
      ending = .failed(error)
      manifest.failure = error.explanation(of: plan.configuration)
    } catch let error as ResultsError {
      throw error
    } catch {
      preconditionFailure("a session throws nothing else: \(error)")
    }
    if ending == .complete, let state {
      let folder = folder
      try writer.begin { () throws(ResultsError) in
        try folder.write(state, as: Checkpoint.finalName)
      }
    }
    try writeTables(of: recording)
    manifest.complete = ending == .complete
    noteTime()
    if ending == .complete {
      let attachments = attachments(recording, manifest)
      if let file = try writer.finish() ?? nil { manifest.list(file) }
      let files = try write(attachments.count) { (attachments[$0].name, attachments[$0].bytes) }
      for file in files { manifest.list(file) }
      noteTime()
    }
    _ = try writer.finish()
    try folder.save(manifest)
    if ending == .complete { try folder.removePairs() }
    return Run.Outcome(ending: ending, recording: recording, manifest: manifest)
  }

  private mutating func noteTime() {
    manifest.finished = Date()
    manifest.seconds = secondsBefore + seconds
    manifest.peakMemoryBytes = max(manifest.peakMemoryBytes, Machine.peakMemoryBytes)
  }

  /// Steps and records until the run ends, and gives the state at which it did.
  private mutating func advance(
    from checkpoint: Checkpoint?, into recording: inout Recording,
    progress: (RunProgress) -> Void
  ) throws -> (Run.Ending, Checkpoint) {
    let simulation: Simulation
    if let checkpoint {
      simulation = try Simulation(
        plan.configuration, resuming: checkpoint.payload, threads: plan.threads)
    } else {
      simulation = try Simulation(
        plan.configuration, seed: plan.seed, replicate: plan.replicate, threads: plan.threads)
      simulation.record(into: &recording)
    }
    let horizon = plan.configuration.horizon
    var schedule = CheckpointSchedule(plan.checkpoints, now: seconds)
    manifest.ticksDone = simulation.tick
    while simulation.tick < horizon {
      if Task.isCancelled {
        let state = state(of: simulation)
        if simulation.tick != checkpoint?.tick { try beginPair(state, recording) }
        return (.interrupted, state)
      }
      try simulation.step()
      let tick = simulation.tick
      manifest.ticksDone = tick
      if plan.isRecorded(tick) { simulation.record(into: &recording) }
      if tick < horizon, schedule.isDue(at: tick, now: seconds) {
        let begin = seconds
        try beginPair(state(of: simulation), recording)
        schedule.note(writtenFrom: begin, to: seconds)
      }
      progress(
        RunProgress(tick: tick, horizon: horizon, firstTick: firstTick, seconds: seconds))
    }
    return (.complete, state(of: simulation))
  }

  private func state(of simulation: Simulation) -> Checkpoint {
    Checkpoint(
      content: .state, identity: identity, tick: simulation.tick,
      payload: simulation.checkpoint())
  }

  /// Begins to write the pair of checkpoints of a tick, while the run goes on.
  private mutating func beginPair(
    _ state: Checkpoint, _ recording: Recording
  ) throws(ResultsError) {
    manifest.seconds = secondsBefore + seconds
    let (folder, identity, manifest) = (folder, identity, manifest)
    try writer.begin { () throws(ResultsError) in
      let rows = Checkpoint(
        content: .rows, identity: identity, tick: state.tick,
        payload: recording.checkpointPayload())
      try folder.writePair(state: state, rows: rows)
      try folder.save(manifest)
      return nil
    }
  }

  /// Writes files, several at the same time where there are threads.
  private func write(
    _ count: Int, _ file: @Sendable (Int) -> (name: String, bytes: [UInt8])
  ) throws(ResultsError) -> [Manifest.File] {
    let folder = folder
    let results = WorkerTeam(threadCount: max(1, plan.threads)).map(count) { place in
      Result { () throws(ResultsError) in
        let (name, bytes) = file(place)
        return try folder.write(bytes, as: name)
      }
    }
    var files: [Manifest.File] = []
    for result in results { files.append(try result.get()) }
    return files
  }

  private mutating func writeTables(of recording: Recording) throws(ResultsError) {
    let scenario = Array(plan.scenarioText.utf8)
    manifest.list(
      Manifest.File(
        name: Run.scenarioFileName, bytes: scenario.count,
        sha256: SHA256.hexadecimal(of: scenario)))
    let tables = recording.tables
    let files = try write(tables.count) { ("\(tables[$0].name).csv", tables[$0].csv()) }
    for file in files { manifest.list(file) }
    let package = DataPackage(plan.configuration, recording: recording, files: files)
    manifest.list(try folder.write(package.json(), as: DataPackage.fileName))
  }
}

/// When the next checkpoint is due.
struct CheckpointSchedule {
  private let plan: RunPlan.Checkpoints
  private var lastEnd: Double
  private var lastCost = 0.0

  init(_ plan: RunPlan.Checkpoints, now: Double) {
    self.plan = plan
    lastEnd = now
  }

  func isDue(at tick: Int, now: Double) -> Bool {
    switch plan {
    case .everyTicks(let count): count > 0 && tick % count == 0
    // A checkpoint that takes long is written less often: at most a twentieth of the time.
    case .everySeconds(let interval): now - lastEnd >= max(interval, 20 * lastCost)
    }
  }

  mutating func note(writtenFrom begin: Double, to end: Double) {
    lastCost = end - begin
    lastEnd = end
  }
}
