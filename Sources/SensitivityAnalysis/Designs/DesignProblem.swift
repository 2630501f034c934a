/// What is wrong with a design, a factor, a constraint or a table of points.
public struct DesignProblem: Sendable, Hashable, CustomStringConvertible {
  /// What it is about, such as "factor trust".
  public let place: String
  public let found: String
  public let allowed: String
  /// The cell of a table: row, from 1 below the header, and name of the column.
  public let row: Int?
  public let column: String?

  public init(_ place: String, found: String, allowed: String) {
    self.place = place
    self.found = found
    self.allowed = allowed
    row = nil
    column = nil
  }

  init(row: Int, column: String, found: String, allowed: String) {
    place = "row \(row), column \(column)"
    self.found = found
    self.allowed = allowed
    self.row = row
    self.column = column
  }

  public var description: String { "\(place): found \(found); allowed: \(allowed)" }
}

/// Everything that is wrong; at least one problem.
public struct DesignProblems: Error, Sendable, Equatable, CustomStringConvertible {
  public let problems: [DesignProblem]

  public init(_ problems: [DesignProblem]) {
    precondition(!problems.isEmpty, "an error says what is wrong")
    self.problems = problems
  }

  init(_ place: String, found: String, allowed: String) {
    problems = [DesignProblem(place, found: found, allowed: allowed)]
  }

  /// One line a problem.
  public var description: String { problems.map(\.description).joined(separator: "\n") }
}
