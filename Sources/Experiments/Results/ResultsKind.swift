/// What a folder of results holds.
public enum ResultsKind: String, Sendable, CaseIterable {
  case run, comparison, decomposition, study, measurement
  /// The tables of a study.
  case export

  /// Folder under `results` of those that get a name of their own.
  public var folderName: String {
    switch self {
    case .run: "runs"
    case .comparison: "comparisons"
    case .decomposition: "decompositions"
    case .study: "studies"
    case .measurement: "measurements"
    case .export: "exports"
    }
  }
}

extension ResultsKind: CustomStringConvertible {
  public var description: String { self == .export ? "export of a study" : rawValue }

  var withArticle: String { (self == .export ? "an " : "a ") + description }
}
