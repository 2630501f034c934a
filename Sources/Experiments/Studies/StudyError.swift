public import StudyStore

/// Why a study cannot be worked on, read or merged.
public enum StudyError: Error, Sendable, Equatable {
  case folder(ResultsError)
  case store(StudyStoreError)
  /// There is nothing to read.
  case noStudy(folder: String)
  /// Outputs that finished runs do not have, and nobody asked to run them again.
  case newOutputs([String], runs: Int, folder: String)
  /// A point or a replicate that the study does not have.
  case noSuchRun(point: Int, replicate: Int, points: Int, replicates: Int)
}

extension StudyError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .folder(let error): return "\(error)"
    case .store(let error): return "\(error)"
    case .noStudy(let folder):
      return "\(folder): does not contain a study (there is no \(StudyStore.fileName))"
    case .newOutputs(let names, let runs, let folder):
      let isOne = names.count == 1
      return "\(folder): \(isOne ? "output" : "outputs") \(names.joined(separator: ", ")) "
        + "\(isOne ? "is" : "are") new, and \(runs) finished \(runs == 1 ? "run does" : "runs do") "
        + "not have \(isOne ? "it" : "them"); --rerun repeats \(runs == 1 ? "it" : "them") and "
        + "checks that every other output has the same value as before"
    case .noSuchRun(let point, let replicate, let points, let replicates):
      return
        "\(point):\(replicate) is not a run of the study; allowed are points 0 to \(points - 1), "
        + "except those that a constraint forbids, and replicates 0 to \(replicates - 1)"
    }
  }

  /// Whether asking for something else would have helped.
  public var isWrongUse: Bool {
    switch self {
    case .folder(let error): error.isWrongUse
    case .store(let error): error.isWrongUse
    case .noStudy, .newOutputs, .noSuchRun: true
    }
  }
}
