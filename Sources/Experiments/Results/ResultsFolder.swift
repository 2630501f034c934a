import Scenarios
import TripleHelix

/// A folder of results that this process alone may write to, until the value goes away.
///
/// Every file is written aside and renamed, so each is whole or not there. The manifest is written
/// last: what it calls complete is on the disk.
public final class ResultsFolder: Sendable {
  public let path: String
  /// Nil where the folder may only be read.
  private let lock: FolderLock?

  /// Takes the folder at `path`, which is there.
  ///
  /// - Throws: ``ResultsError/inUse(folder:holder:)`` when another process works in it.
  init(path: String) throws(ResultsError) {
    self.path = path
    lock = try FolderLock(folder: path)
    try Files.removePartialFiles(in: path)
  }

  /// Takes the folder at `path` to read it, and to write where that is allowed.
  init(reading path: String) throws(ResultsError) {
    self.path = path
    lock = Files.isWritable(path) ? try FolderLock(folder: path) : nil
  }

  /// Writes a file, whole.
  ///
  /// - Parameter name: Path in the folder; a folder in it is made.
  @discardableResult
  func write(_ bytes: [UInt8], as name: String) throws(ResultsError) -> Manifest.File {
    if let slash = name.lastIndex(of: "/") { try Files.makeFolder("\(path)/\(name[..<slash])") }
    try Files.write([bytes], to: "\(path)/\(name)")
    return Manifest.File(
      name: name, bytes: bytes.count, sha256: SHA256.hexadecimal(of: bytes))
  }

  /// Writes `checkpoint` as `name`.
  @discardableResult
  func write(_ checkpoint: Checkpoint, as name: String) throws(ResultsError) -> Manifest.File {
    let (pieces, sha256) = checkpoint.pieces()
    try Files.write(pieces, to: "\(path)/\(name)")
    return Manifest.File(name: name, bytes: pieces.reduce(0) { $0 + $1.count }, sha256: sha256)
  }

  func save(_ manifest: Manifest) throws(ResultsError) {
    try write(manifest.json(), as: Manifest.fileName)
  }

  /// The manifest of the folder, nil if there is none.
  func manifest() throws(ResultsError) -> Manifest? {
    try Manifest.read(in: path)
  }
}

extension Manifest {
  /// The manifest of the folder at `folder`, nil if there is none.
  public static func read(in folder: String) throws(ResultsError) -> Manifest? {
    let path = "\(folder)/\(fileName)"
    guard let bytes = try Files.read(path) else { return nil }
    return try Manifest(json: bytes, path: path)
  }
}

// MARK: Pairs of checkpoints

extension ResultsFolder {
  /// Writes the pair of checkpoints of one tick, and removes older ones.
  ///
  /// The state is written last, so where there is one, its rows are there too.
  func writePair(state: Checkpoint, rows: Checkpoint) throws(ResultsError) {
    try write(rows, as: ResultsFolder.pairName(.rows, tick: rows.tick))
    try write(state, as: ResultsFolder.pairName(.state, tick: state.tick))
    try removePairs(except: state.tick)
  }

  /// The newest pair of checkpoints, nil if there is none.
  func newestPair() throws(ResultsError) -> (state: Checkpoint, rows: Checkpoint)? {
    let ticks = try pairNames().filter { $0.content == .state }.map(\.tick).sorted(by: >)
    for tick in ticks {
      let statePath = "\(path)/\(ResultsFolder.pairName(.state, tick: tick))"
      let rowsPath = "\(path)/\(ResultsFolder.pairName(.rows, tick: tick))"
      guard let state = try Files.read(statePath), let rows = try Files.read(rowsPath) else {
        continue
      }
      return (try Checkpoint(state, path: statePath), try Checkpoint(rows, path: rowsPath))
    }
    return nil
  }

  func removePairs(except tick: Int? = nil) throws(ResultsError) {
    for pair in try pairNames() where pair.tick != tick {
      try Files.remove("\(path)/\(pair.name)")
    }
  }

  private func pairNames() throws(ResultsError) -> [(
    name: String, content: Checkpoint.Content, tick: Int
  )] {
    try Files.names(in: path).compactMap { name in
      let parts = name.split(separator: ".")
      guard parts.count == 2, parts[0].hasPrefix("checkpoint-"),
        let tick = Int(parts[0].dropFirst("checkpoint-".count)),
        let content = Checkpoint.Content(rawValue: String(parts[1]))
      else { return nil }
      return (name, content, tick)
    }
  }

  static func pairName(_ content: Checkpoint.Content, tick: Int) -> String {
    let digits = "\(tick)"
    let padding = String(repeating: "0", count: max(0, 6 - digits.count))
    return "checkpoint-\(padding)\(digits).\(content.rawValue)"
  }
}

// MARK: Taking a folder

extension ResultsFolder {
  /// Takes a folder for a new run: one that is new or empty, or with `replacing` any that holds a
  /// run, whose files are then removed.
  static func claim(
    _ path: String, for manifest: Manifest, replacing: Bool
  ) throws(ResultsError) -> ResultsFolder {
    let isOurs = try isOurs(path, marked: Manifest.fileName, .run)
    let folder = try ResultsFolder(path: path)
    if isOurs, !replacing, let old = try folder.manifest() {
      if old.complete { throw .finished(folder: path, kind: .run) }
      throw .unfinished(folder: path, tick: old.ticksDone, horizon: old.horizon)
    }
    try folder.removePairs()
    try folder.save(manifest)
    for name in resultNames { try Files.remove("\(path)/\(name)") }
    if Files.isFolder("\(path)/\(chartsName)") {
      for name in try Files.names(in: "\(path)/\(chartsName)") where name.hasSuffix(".vl.json") {
        try Files.remove("\(path)/\(chartsName)/\(name)")
      }
    }
    return folder
  }

  /// Makes the folder if it is missing and tells whether it holds the file `marker`; looked at before
  /// the lock, so that nothing is left behind in someone else's folder.
  static func isOurs(
    _ path: String, marked marker: String, _ kind: ResultsKind
  ) throws(ResultsError) -> Bool {
    try Files.makeFolder(path)
    let isOurs = Files.exists("\(path)/\(marker)")
    let names = try Files.names(in: path)
    guard isOurs || names.allSatisfy({ $0.hasPrefix(".") }) else {
      throw .foreignFolder(path, kind: kind)
    }
    return isOurs
  }

  /// Names of the files that a run writes, manifest and charts left out.
  private static var resultNames: [String] {
    Recording().tables.map { "\($0.name).csv" }
      + [Run.scenarioFileName, DataPackage.fileName, Checkpoint.finalName, reportName]
  }

  public static let reportName = "report.html"
  public static let chartsName = "charts"
}
