import Foundation
import GRDB

/// The results of a study in one SQLite file, which other programs may read at any time.
///
/// A run is in it whole or not at all: every run is one transaction. While a process writes, the journal
/// is a write-ahead log and `synchronous` is NORMAL, so that a process that is killed loses nothing that
/// it committed. A machine that loses its power may lose the last commits, never the file; those runs are
/// then done again and give the same values, so a flush to the disk after every run would gain nothing.
/// ``close()`` leaves the log: a store that nobody writes is one file, which can be read from a folder
/// that the reader must not write.
///
/// One process writes a store at a time; it holds the lock of the folder.
public final class StudyStore: Sendable {
  public let path: String
  let database: DatabaseQueue

  public static let fileName = "study.sqlite"
  /// Raised when tables change such that an older program would misread them.
  static let format = 2
  /// "TRSK", which tells `file` and us whose database it is.
  static let applicationID = 0x5452_534B

  /// Opens the store at `path`.
  ///
  /// - Parameters:
  ///   - writes: Whether it is made if it is missing, and may be written.
  ///   - isAlone: Whether no other process may read it meanwhile. The index of the log then lies in
  ///     this process and not in shared memory, which a network file system does not have.
  public init(_ path: String, writes: Bool, isAlone: Bool = false) throws(StudyStoreError) {
    self.path = path
    do {
      do {
        database = try Self.open(path, path, isReadOnly: !writes, logs: writes, isAlone: isAlone)
      } catch let error as DatabaseError where !writes && Self.needsWriting(error, path) {
        database = try Self.openCopy(of: path)
      }
    } catch {
      throw StudyStoreError(error, path: path)
    }
  }

  /// Whether SQLite cannot read the file because it must not write beside it: what a killed process left
  /// in a log has to be brought in first.
  private static func needsWriting(_ error: DatabaseError, _ path: String) -> Bool {
    [.SQLITE_CANTOPEN, .SQLITE_READONLY].contains(error.resultCode)
      && FileManager.default.isReadableFile(atPath: path)
  }

  /// Opens a copy in a temporary folder, which is gone from the disk when this returns.
  private static func openCopy(of path: String) throws -> DatabaseQueue {
    let files = FileManager.default
    let folder = files.temporaryDirectory.appending(path: "triskele-\(UUID().uuidString)").path
    try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? files.removeItem(atPath: folder) }
    let copy = "\(folder)/\(fileName)"
    for suffix in ["", "-wal"] where files.fileExists(atPath: path + suffix) {
      try files.copyItem(atPath: path + suffix, toPath: copy + suffix)
      try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: copy + suffix)
    }
    return try open(copy, path, isReadOnly: false, logs: false, isAlone: false)
  }

  /// - Parameters:
  ///   - file: The file to open.
  ///   - path: The store's path, for errors.
  ///   - logs: Whether it is opened to write, with a write-ahead log; made if it is missing.
  private static func open(
    _ file: String, _ path: String, isReadOnly: Bool, logs: Bool, isAlone: Bool
  ) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = isReadOnly
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(30)
    configuration.label = "study"
    configuration.prepareDatabase { database in
      guard logs else { return }
      if isAlone { try database.execute(sql: "PRAGMA locking_mode = EXCLUSIVE") }
      try database.execute(sql: "PRAGMA journal_mode = WAL")
      try database.execute(sql: "PRAGMA synchronous = NORMAL")
      // Checkpoints of 4 MB keep the log small whatever the size of the study.
      try database.execute(sql: "PRAGMA wal_autocheckpoint = 1000")
    }
    let queue = try DatabaseQueue(path: file, configuration: configuration)
    try queue.inDatabase { database in
      let id = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
      let format = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
      let isEmpty = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") == 0
      if isEmpty, logs {
        try database.inTransaction {
          try database.execute(sql: schema)
          return .commit
        }
      } else if isEmpty {
        throw StudyStoreError.foreign(path: path, reason: "does not contain a study yet")
      } else if id != applicationID {
        throw StudyStoreError.foreign(path: path, reason: "is not a study store")
      } else if format != Self.format {
        throw StudyStoreError.foreign(
          path: path,
          reason: "has store format \(format), and this version reads format \(Self.format); "
            + (format < Self.format
              ? "run the study again in another folder"
              : "use the version of the program that made it"))
      }
    }
    return queue
  }

  private static let schema = """
    PRAGMA application_id = \(applicationID);
    PRAGMA user_version = \(format);
    CREATE TABLE study (key TEXT NOT NULL PRIMARY KEY, value NOT NULL) WITHOUT ROWID;
    CREATE TABLE parameters (
      place INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, keys TEXT NOT NULL,
      unit TEXT NOT NULL, meaning TEXT NOT NULL, is_numeric INTEGER NOT NULL,
      scale TEXT NOT NULL);
    -- Outputs that the study no longer asks for have no place.
    CREATE TABLE outputs (
      output INTEGER PRIMARY KEY, place INTEGER, name TEXT NOT NULL,
      identity TEXT NOT NULL UNIQUE, unit TEXT NOT NULL, meaning TEXT NOT NULL);
    CREATE TABLE sessions (
      session INTEGER PRIMARY KEY, started TEXT NOT NULL, ended TEXT, host TEXT NOT NULL,
      process INTEGER NOT NULL, threads INTEGER NOT NULL, program TEXT NOT NULL,
      platform TEXT NOT NULL, gsl TEXT NOT NULL, shard TEXT NOT NULL,
      UNIQUE (started, host, process));
    -- A run is known by what makes it: the scenario, the replicate with its seed, the program.
    CREATE TABLE runs (
      run INTEGER PRIMARY KEY, scenario TEXT NOT NULL, replicate INTEGER NOT NULL,
      seeding TEXT NOT NULL, program TEXT NOT NULL, seed INTEGER NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('done', 'non_finite', 'failed')),
      cause TEXT NOT NULL, ticks INTEGER NOT NULL, started TEXT NOT NULL, seconds REAL NOT NULL,
      session INTEGER REFERENCES sessions, is_stale INTEGER NOT NULL DEFAULT 0,
      UNIQUE (scenario, replicate, seeding, program));
    CREATE TABLE measurements (
      run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
      output INTEGER NOT NULL REFERENCES outputs, value REAL,
      PRIMARY KEY (run, output)) WITHOUT ROWID;
    """

  /// Does `work` in one transaction.
  func write<Value>(
    _ work: (Database) throws -> Value
  ) throws(StudyStoreError) -> Value {
    do {
      return try database.write(work)
    } catch {
      throw StudyStoreError(error, path: path)
    }
  }

  func read<Value>(_ work: (Database) throws -> Value) throws(StudyStoreError) -> Value {
    do {
      return try database.read(work)
    } catch {
      throw StudyStoreError(error, path: path)
    }
  }

  /// Brings the log into the file, leaves write-ahead logging, so that the file alone is the study and
  /// can be read without writing beside it, and closes the store.
  public func close() throws(StudyStoreError) {
    do {
      // A reader may hold the log; whoever closes the store next then brings it in.
      _ = try? database.writeWithoutTransaction { database in
        _ = try database.checkpoint(.truncate)
        try database.execute(sql: "PRAGMA busy_timeout = 1000")
        try database.execute(sql: "PRAGMA journal_mode = DELETE")
      }
      try database.close()
    } catch {
      throw StudyStoreError(error, path: path)
    }
  }

  static func quoted(_ name: String) -> String { "\"\(name.replacing("\"", with: "\"\""))\"" }

  static func literal(_ text: String) -> String { "'\(text.replacing("'", with: "''"))'" }
}
