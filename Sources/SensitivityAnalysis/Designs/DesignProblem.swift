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
    self.place = Self.shortened(place)
    self.found = Self.shortened(found)
    self.allowed = Self.shortened(allowed, limit: 2000)
    row = nil
    column = nil
  }

  init(row: Int, column: String, found: String, allowed: String) {
    place = "row \(row), column \(Self.shortened(column))"
    self.found = Self.shortened(found)
    self.allowed = Self.shortened(allowed, limit: 2000)
    self.row = row
    self.column = column
  }

  public var description: String { "\(place): found \(found); allowed: \(allowed)" }

  fileprivate static func shortened(_ text: String, limit: Int = 200) -> String {
    text.count > limit ? text.prefix(limit - 1) + "…" : text
  }
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

extension StringProtocol {
  /// A user's text between back-quotes, not longer than 60 characters.
  var quoted: String { "`\(DesignProblem.shortened(String(self), limit: 60))`" }
}
