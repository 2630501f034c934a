import Foundation
import Scenarios
import TripleHelix

/// What a folder of several runs says about itself; its file is written last.
protocol TablesManifest: Encodable {
  static var kind: ResultsKind { get }
  var files: [Manifest.File] { get set }
}

extension TablesManifest {
  /// Name of the file by which such a folder is known.
  static var fileName: String { "\(kind).json" }
}

extension ResultsFolder {
  /// Takes a folder for what is no run: one that is new or empty, or with `replacing` one that holds
  /// another of `kind`.
  public static func claim(
    _ path: String, for kind: ResultsKind, replacing: Bool
  ) throws(ResultsError) -> ResultsFolder {
    let isOurs = try isOurs(path, marked: "\(kind).json", kind)
    if isOurs, !replacing { throw .finished(folder: path, kind: kind) }
    return try ResultsFolder(path: path)
  }

  /// Writes scenarios with everything resolved, tables with their description, attachments, and last
  /// the manifest, which lists all of them.
  func write(
    _ manifest: some TablesManifest, scenarios: [(name: String, scenario: Scenario)],
    tables: [Table], as package: (name: String, title: String, description: String),
    attachments: [Run.Attachment]
  ) throws(ResultsError) {
    var manifest = manifest
    manifest.files = []
    for (name, scenario) in scenarios {
      manifest.files.append(try write(Array(scenario.resolvedText.utf8), as: name))
    }
    var files: [Manifest.File] = []
    for table in tables { files.append(try write(table.csv(), as: "\(table.name).csv")) }
    manifest.files += files
    let description = DataPackage(
      name: package.name, title: package.title, description: package.description, tables: tables,
      files: files)
    manifest.files.append(try write(description.json(), as: DataPackage.fileName))
    for attachment in attachments {
      manifest.files.append(try write(attachment.bytes, as: attachment.name))
    }
    try write(Manifest.json(of: manifest), as: type(of: manifest).fileName)
  }
}
