/// What is wrong with a design, a factor, a constraint or a table of points.
public struct DesignProblem: Sendable, Hashable, CustomStringConvertible {
  /// What it is about, such as "factor trust".
  public let place: String
  public let found: String
  public let allowed: String

  public init(_ place: String, found: String, allowed: String) {
    self.place = place
    self.found = found
    self.allowed = allowed
  }

  public var description: String { "\(place): found \(found); allowed: \(allowed)" }
}

/// Everything that is wrong; at least one problem.
public struct DesignProblems: Error, Sendable, Equatable, CustomStringConvertible {
  public let problems: [DesignProblem]

  init(_ problems: [DesignProblem]) { self.problems = problems }

  init(_ place: String, found: String, allowed: String) {
    problems = [DesignProblem(place, found: found, allowed: allowed)]
  }

  /// One line a problem.
  public var description: String { problems.map(\.description).joined(separator: "\n") }
}
