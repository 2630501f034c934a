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
  /// the manifest, which lists all of them. What was there before gives way only when all of it is on
  /// the disk, so that a full one leaves the folder as it was.
  func write(
    _ manifest: some TablesManifest, scenarios: [(name: String, scenario: Scenario)],
    tables: [Table], as package: (name: String, title: String, description: String),
    attachments: [Run.Attachment]
  ) throws(ResultsError) {
    var manifest = manifest
    let texts = scenarios.map { ($0.name, Array($0.scenario.resolvedText.utf8)) }
    manifest.files = try stage(texts)
    let files = try stage(tables.map { ("\($0.name).csv", $0.csv()) })
    let description = DataPackage(
      name: package.name, title: package.title, description: package.description, tables: tables,
      files: files)
    manifest.files += files
    manifest.files += try stage([(DataPackage.fileName, description.json())])
    manifest.files += try stage(attachments.map { ($0.name, $0.bytes) })
    let name = type(of: manifest).fileName
    _ = try stage([(name, Manifest.json(of: manifest))])
    let names = manifest.files.map(\.name)
    for old in listed(in: name) where !names.contains(old) { try Files.remove("\(path)/\(old)") }
    for file in names + [name] {
      try Files.move("\(path)/\(Self.stageName)/\(file)", to: "\(path)/\(file)")
    }
    clearStage()
  }

  /// Folder in which files wait until all are there.
  private static let stageName = ".new"

  /// Writes files aside; if one cannot be written, none is left.
  private func stage(
    _ files: [(name: String, bytes: [UInt8])]
  ) throws(ResultsError) -> [Manifest.File] {
    do throws(ResultsError) {
      var written: [Manifest.File] = []
      for (name, bytes) in files {
        var file = try write(bytes, as: "\(Self.stageName)/\(name)")
        file.name = name
        written.append(file)
      }
      return written
    } catch {
      clearStage()
      switch error {
      case .cannotWrite(let aside, let reason), .cannotCreate(let aside, let reason):
        throw .cannotWrite(path: aside.replacing("/\(Self.stageName)", with: ""), reason: reason)
      default: throw error
      }
    }
  }

  private func clearStage() {
    try? FileManager.default.removeItem(atPath: "\(path)/\(Self.stageName)")
  }

  /// Names of the files of a manifest that is there already.
  private func listed(in name: String) -> [String] {
    struct Listing: Decodable { let files: [Manifest.File] }
    guard let bytes = try? Files.read("\(path)/\(name)") else { return [] }
    let listing = try? JSONDecoder().decode(Listing.self, from: Data(bytes))
    // A name that leads elsewhere is not ours.
    return listing?.files.map(\.name).filter { !$0.hasPrefix("/") && !$0.contains("..") } ?? []
  }
}
