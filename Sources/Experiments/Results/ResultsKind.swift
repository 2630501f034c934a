/// What a folder of results holds.
public enum ResultsKind: String, Sendable, CaseIterable {
  case run, comparison, decomposition, study, measurement

  /// Folder under `results` of those that get a name of their own.
  public var folderName: String {
    switch self {
    case .run: "runs"
    case .comparison: "comparisons"
    case .decomposition: "decompositions"
    case .study: "studies"
    case .measurement: "measurements"
    }
  }
}

extension ResultsKind: CustomStringConvertible {
  public var description: String { rawValue }
}
