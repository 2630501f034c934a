import Tables

/// Where something in a scenario was written.
public struct Place: Sendable, Hashable {
  public enum Source: Sendable, Hashable {
    /// A file, by the path under which it was opened.
    case file(String)
    /// An override, as in `scale=10`.
    case override(String)
    /// Another option of the command, as in `--output national.real_gdp`.
    case option(String)
  }

  public var source: Source
  /// Counted from 1, columns in Unicode scalars. 0 where the whole source is meant.
  public var line: Int
  public var column: Int

  init(_ source: Source, line: Int = 0, column: Int = 0) {
    self.source = source
    self.line = line
    self.column = column
  }
}

extension Place: CustomStringConvertible {
  /// As in `kazakhstan.yaml:12:3` or `--set scale=10`.
  public var description: String {
    switch source {
    case .override(let text): "--set \(VisibleText.inLine(text, limit: 200))"
    case .option(let text): VisibleText.inLine(text, limit: 200)
    case .file(let path): Self.shown(path) + (line == 0 ? "" : ":\(line):\(column)")
    }
  }

  /// A path whole, so that it can be opened, unless it is too long to be one that a person uses.
  static func shown(_ path: String) -> String {
    path.count <= 240 ? path : VisibleText.inLine(path, limit: 240)
  }
}

extension Place: Comparable {
  /// Files before overrides before options, then by line and column.
  public static func < (one: Place, other: Place) -> Bool {
    switch (one.source, other.source) {
    case (.file(let path), .file(let otherPath)) where path == otherPath:
      (one.line, one.column) < (other.line, other.column)
    case (.file(let path), .file(let otherPath)): path < otherPath
    case (.file, _): true
    case (_, .file): false
    case (.override(let text), .override(let otherText)): text < otherText
    case (.option(let text), .option(let otherText)): text < otherText
    case (.override, .option): true
    case (.option, .override): false
    }
  }
}
