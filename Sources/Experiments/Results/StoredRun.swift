import Scenarios
public import TripleHelix

/// A run that is finished, was interrupted or was killed, read back from its folder.
public struct StoredRun: Sendable {
  public let folder: ResultsFolder
  public let manifest: Manifest
  /// The scenario with everything resolved.
  public let scenarioText: String
  public let recording: Recording

  /// Reads the folder at `path`, and checks every file against the manifest, and the manifest against
  /// the run's checkpoint.
  ///
  /// Of a run that was killed, what was recorded until its last checkpoint is read.
  public init(at path: String) throws(ResultsError) {
    guard try Manifest.read(in: path) != nil else { throw .noRun(folder: path) }
    let folder = try ResultsFolder(reading: path)
    guard let manifest = try folder.manifest() else { throw .noRun(folder: path) }
    self.folder = folder
    self.manifest = manifest
    guard manifest.complete || !manifest.files.isEmpty else {
      (scenarioText, recording) = try StoredRun.killed(in: folder, manifest)
      return
    }
    let scenario = try StoredRun.read(Run.scenarioFileName, in: path, of: manifest)
    scenarioText = String(decoding: scenario, as: UTF8.self)
    if manifest.complete {
      let bytes = try StoredRun.read(Checkpoint.finalName, in: path, of: manifest)
      let checkpointPath = "\(path)/\(Checkpoint.finalName)"
      try manifest.check(against: try Checkpoint(bytes, path: checkpointPath), in: path)
    }
    var recording = Recording()
    for table in Recording.places {
      let name = "\(recording[keyPath: table].name).csv"
      let bytes = try StoredRun.read(name, in: path, of: manifest)
      try recording[keyPath: table].appendRows(of: bytes, path: "\(path)/\(name)")
    }
    self.recording = recording
  }

  /// Scenario and rows of a run that was killed before it could write its tables.
  private static func killed(
    in folder: ResultsFolder, _ manifest: Manifest
  ) throws(ResultsError) -> (scenario: String, recording: Recording) {
    let path = folder.path
    guard let scenario = try Files.read("\(path)/\(Run.scenarioFileName)"),
      let (_, rows) = try folder.newestPair()
    else {
      throw .damaged(
        path: path,
        reason: "the run was stopped before its first checkpoint, and nothing of it is recorded; "
          + "triskele run with --resume begins it again")
    }
    try manifest.check(against: rows, in: path)
    let rowsPath = "\(path)/\(ResultsFolder.pairName(.rows, tick: rows.tick))"
    return (
      String(decoding: scenario, as: UTF8.self),
      try Recording(checkpointPayload: rows.payload, path: rowsPath)
    )
  }

  /// Writes further files and lists them in the manifest.
  ///
  /// - Returns: The manifest as it is then.
  @discardableResult
  public func attach(_ attachments: [Run.Attachment]) throws(ResultsError) -> Manifest {
    var manifest = manifest
    for attachment in attachments {
      let file = try folder.write(attachment.bytes, as: attachment.name)
      // The manifest of a run that was killed lists no files: that tells that its tables are missing.
      if manifest.complete || !manifest.files.isEmpty { manifest.list(file) }
    }
    try folder.save(manifest)
    return manifest
  }

  private static func read(
    _ name: String, in folder: String, of manifest: Manifest
  ) throws(ResultsError) -> [UInt8] {
    let path = "\(folder)/\(name)"
    guard let file = manifest.files.first(where: { $0.name == name }) else {
      throw .damaged(
        path: "\(folder)/\(Manifest.fileName)",
        reason: manifest.complete
          ? "does not list \(name)"
          : "the run was stopped before it listed \(name); triskele run with --resume continues it")
    }
    guard let bytes = try Files.read(path) else {
      throw .cannotRead(path: path, reason: "no such file or directory")
    }
    guard bytes.count == file.bytes else {
      throw .damaged(
        path: path,
        reason: "has \(bytes.count) bytes, the manifest says \(file.bytes)")
    }
    guard SHA256.hexadecimal(of: bytes) == file.sha256 else {
      throw .damaged(
        path: path, reason: "was changed since the run wrote it (its hash differs)")
    }
    return bytes
  }
}
