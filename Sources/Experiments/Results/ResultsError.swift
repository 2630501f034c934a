/// Why results cannot be written, read or gone on with.
public enum ResultsError: Error, Sendable, Equatable {
  case cannotCreate(path: String, reason: String)
  case cannotWrite(path: String, reason: String)
  case cannotRead(path: String, reason: String)
  /// The folder holds something else than what was to be there.
  case foreignFolder(String, kind: ResultsKind)
  /// The folder holds the tables of another study.
  case otherExport(String, there: String, asked: String)
  /// The folder holds one that has ended.
  case finished(folder: String, kind: ResultsKind)
  /// The folder holds a run that has not ended, and nobody asked to go on.
  case unfinished(folder: String, tick: Int, horizon: Int)
  /// Nothing is there to go on with or to read.
  case noRun(folder: String)
  /// Another process works in the folder.
  case inUse(folder: String, holder: String)
  /// The run in the folder is another one; every difference is listed.
  case differentRun(folder: String, differences: [String])
  /// A file is not what was written; `line` counts from 1.
  case damaged(path: String, line: Int? = nil, reason: String)
}

extension ResultsError {
  /// Whether asking for something else would have helped, rather than another disk.
  public var isWrongUse: Bool {
    switch self {
    case .cannotWrite, .cannotRead, .damaged: false
    case .cannotCreate, .foreignFolder, .otherExport, .finished, .unfinished, .noRun, .inUse,
      .differentRun:
      true
    }
  }
}

extension ResultsError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .cannotCreate(let path, let reason):
      "\(path): cannot be created: \(reason)"
    case .cannotWrite(let path, let reason):
      "\(path): cannot be written: \(reason); a file that was there before is as it was"
    case .cannotRead(let path, let reason):
      "\(path): cannot be read: \(reason)"
    case .foreignFolder(let folder, let kind):
      "\(folder): is not empty and does not contain \(kind.withArticle) of \(Program.name); "
        + "choose another folder"
    case .otherExport(let folder, let there, let asked):
      "\(folder): holds the tables of study \(there), not of \(asked); choose another folder"
    case .finished(let folder, let kind):
      "\(folder): holds a finished \(kind); choose another folder, or replace the \(kind) with --force"
    case .unfinished(let folder, let tick, let horizon):
      "\(folder): holds a run that stopped at tick \(tick) of \(horizon); "
        + "continue it with --resume, or replace it with --force"
    case .noRun(let folder):
      "\(folder): does not contain a run (there is no \(Manifest.fileName))"
    case .inUse(let folder, let holder):
      "\(folder): another process is at work here (\(holder)); wait for it or choose another folder"
    case .differentRun(let folder, let differences):
      "\(folder): holds another run:\n" + differences.map { "  \($0)" }.joined(separator: "\n")
        + "\nrepeat the command that began it, choose another folder, or replace it with --force"
    case .damaged(let path, let line, let reason):
      "\(path):\(line.map { "\($0):" } ?? "") \(reason)"
    }
  }
}
