import Scenarios
public import TripleHelix

/// A finished or interrupted run, read back from its folder.
public struct StoredRun: Sendable {
  public let folder: ResultsFolder
  public let manifest: Manifest
  /// The scenario with everything resolved.
  public let scenarioText: String
  public let recording: Recording

  /// Reads the folder at `path`, and checks every file against the manifest.
  public init(at path: String) throws(ResultsError) {
    guard try Manifest.read(in: path) != nil else { throw .noRun(folder: path) }
    let folder = try ResultsFolder(path: path)
    guard let manifest = try folder.manifest() else { throw .noRun(folder: path) }
    self.folder = folder
    self.manifest = manifest
    let scenario = try StoredRun.read(Run.scenarioFileName, in: path, of: manifest)
    scenarioText = String(decoding: scenario, as: UTF8.self)
    var recording = Recording()
    for table in Recording.places {
      let name = "\(recording[keyPath: table].name).csv"
      let bytes = try StoredRun.read(name, in: path, of: manifest)
      try recording[keyPath: table].appendRows(of: bytes, path: "\(path)/\(name)")
    }
    self.recording = recording
  }

  /// Writes further files and lists them in the manifest.
  public func attach(_ attachments: [Run.Attachment]) throws(ResultsError) {
    var manifest = manifest
    for attachment in attachments {
      manifest.list(try folder.write(attachment.bytes, as: attachment.name))
    }
    try folder.save(manifest)
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
          : "the run was stopped before it listed \(name); go on with run … --resume")
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
