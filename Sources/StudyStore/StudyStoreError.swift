import GRDB

/// Why a store cannot be read or written.
public enum StudyStoreError: Error, Sendable, Equatable {
  /// The disk is full, or a limit on the size of files is reached.
  case full(path: String)
  /// SQLite cannot read or write; `reason` in its words.
  case unusable(path: String, reason: String)
  /// The file is not a store, or has another format.
  case foreign(path: String, reason: String)
  /// The same run gave other values than those in the store.
  case contradiction(path: String, run: String, output: String, stored: String, found: String)
  /// Two parts are not of one study.
  case otherStudy(path: String, other: String)
}

extension StudyStoreError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .full(let path):
      "\(path): the disk is full; every finished run is kept: make space and repeat the command"
    case .unusable(let path, let reason): "\(path): \(reason)"
    case .foreign(let path, let reason): "\(path): \(reason)"
    case .contradiction(let path, let run, let output, let stored, let found):
      "\(path): run \(run) gave \(output) = \(found), but the store has \(stored): the run in the "
        + "store was made by another program or on another kind of machine; nothing was changed"
    case .otherStudy(let path, let other):
      "\(path): belongs to another study than \(other), or to another version of it; parts must come "
        + "from one study file and one version of the program"
    }
  }

  /// Whether asking for something else would have helped, rather than another disk.
  public var isWrongUse: Bool {
    switch self {
    case .full, .unusable: false
    case .foreign, .contradiction, .otherStudy: true
    }
  }

  init(_ error: any Error, path: String) {
    switch error {
    case let error as StudyStoreError: self = error
    case let error as DatabaseError:
      switch error.resultCode {
      // A limit on the size of files shows as a write that fails.
      case .SQLITE_FULL: self = .full(path: path)
      case .SQLITE_IOERR where error.extendedResultCode == .SQLITE_IOERR_WRITE:
        self = .full(path: path)
      case .SQLITE_NOTADB, .SQLITE_CORRUPT:
        self = .foreign(
          path: path, reason: "is not a study store: \(error.message ?? "it cannot be read")")
      default: self = .unusable(path: path, reason: error.message ?? "\(error.resultCode)")
      }
    default: self = .unusable(path: path, reason: "\(error)")
    }
  }
}
