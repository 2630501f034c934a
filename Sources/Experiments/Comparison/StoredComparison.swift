import Foundation
public import Scenarios
public import TripleHelix

/// A comparison, read back from its folder.
public struct StoredComparison: Sendable {
  public let manifest: ComparisonManifest
  /// As ``ComparisonTables/schemas(precision:)`` lists them.
  public let tables: [Table]
  public let path: String

  /// Whether the folder at `path` holds a comparison.
  public static func isThere(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(path)/\(ComparisonManifest.fileName)")
  }

  /// Reads the folder at `path`, and checks tables and scenarios against the manifest.
  public init(at path: String) throws(ResultsError) {
    let name = "\(path)/\(ComparisonManifest.fileName)"
    guard let bytes = try Files.read(name) else {
      throw .cannotRead(path: name, reason: "no such file or directory")
    }
    struct Format: Decodable { let format: Int }
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    let manifest: ComparisonManifest
    do {
      let format = try decoder.decode(Format.self, from: Data(bytes)).format
      guard format == ComparisonManifest.currentFormat else {
        throw ResultsError.damaged(
          path: name,
          reason:
            "has format \(format), but this version reads \(ComparisonManifest.currentFormat); "
            + "run the comparison again")
      }
      manifest = try decoder.decode(ComparisonManifest.self, from: Data(bytes))
    } catch let error as ResultsError {
      throw error
    } catch {
      throw .damaged(
        path: name,
        reason: "is not a manifest of a comparison, or was cut short or changed; put back a copy "
          + "of it, or run the comparison again into another folder")
    }
    self.manifest = manifest
    self.path = path
    var tables = ComparisonTables.schemas(precision: manifest.precision)
    for place in tables.indices {
      let file = "\(tables[place].name).csv"
      let bytes = try Self.read(file, in: path, manifest.files)
      try tables[place].appendRows(of: bytes, path: "\(path)/\(file)")
    }
    self.tables = tables
    _ = try Self.read(ComparisonManifest.baseFile, in: path, manifest.files)
    for place in manifest.policies.indices {
      _ = try Self.read(manifest.file(of: place), in: path, manifest.files)
    }
  }

  /// The base, and the scenarios that were compared with it.
  public func scenarios() throws(ScenarioErrors) -> (base: Scenario, policies: [Scenario]) {
    let base = try Scenario.load("\(path)/\(ComparisonManifest.baseFile)")
    var policies: [Scenario] = []
    for place in manifest.policies.indices {
      policies.append(try Scenario.load("\(path)/\(manifest.file(of: place))"))
    }
    return (base, policies)
  }

  /// Writes files beside the tables and lists them in the manifest.
  public func attach(_ attachments: [Run.Attachment]) throws(ResultsError) {
    let folder = try ResultsFolder(path: path)
    var manifest = manifest
    for attachment in attachments {
      let file = try folder.write(attachment.bytes, as: attachment.name)
      if let place = manifest.files.firstIndex(where: { $0.name == file.name }) {
        manifest.files[place] = file
      } else {
        manifest.files.append(file)
      }
    }
    try folder.write(Manifest.json(of: manifest), as: ComparisonManifest.fileName)
  }

  private static func read(
    _ name: String, in folder: String, _ files: [Manifest.File]
  ) throws(ResultsError) -> [UInt8] {
    let path = "\(folder)/\(name)"
    guard let file = files.first(where: { $0.name == name }) else {
      throw .damaged(
        path: "\(folder)/\(ComparisonManifest.fileName)", reason: "does not list \(name)")
    }
    guard let bytes = try Files.read(path) else {
      throw .cannotRead(path: path, reason: "no such file or directory")
    }
    guard SHA256.hexadecimal(of: bytes) == file.sha256 else {
      throw .damaged(
        path: path, reason: "was changed since the comparison wrote it (its hash differs)")
    }
    return bytes
  }
}
