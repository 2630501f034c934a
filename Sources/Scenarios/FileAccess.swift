import Foundation

/// Which files a scenario or a study may read besides its own.
public enum FileAccess: Sendable {
  /// Those that ``ReadableFolders`` hold, so that a file from a stranger cannot read others.
  case ownFolders
  case anywhere
}

/// Folders whose files a scenario or a study may name, in `extends:` and as tables:
///
/// - the folder of the file itself and those inside it;
/// - the working directory, if the file is inside it, without hidden folders;
/// - folders of scenarios, which hold `scenario.schema.json`, and those inside them.
///
/// Links are followed before a path is looked at. What the command line names may be anywhere.
struct ReadableFolders: Sendable {
  private let own: [[String]]
  private let working: [String]?

  /// - Parameter path: The file that the command line names.
  init(of path: String) {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    own = [
      Self.components(folder),
      Self.components(Self.resolved(path)).dropLast(),
    ]
    let working = Self.components(FileManager.default.currentDirectoryPath)
    // The root of the file system holds everything.
    let isInside = working.count > 1 && own.contains { $0.starts(with: working) }
    self.working = isInside ? working : nil
  }

  func contain(_ path: String) -> Bool {
    let file = Self.components(path)
    if own.contains(where: { file.starts(with: $0) }) { return true }
    if let working, file.starts(with: working),
      !file.dropFirst(working.count).contains(where: { $0.hasPrefix(".") })
    {
      return true
    }
    return Self.isInFolderOfScenarios(file)
  }

  private static func isInFolderOfScenarios(_ file: [String]) -> Bool {
    (1..<max(file.count, 1)).contains { count in
      let folder = file.prefix(count).joined(separator: "/")
      return FileManager.default.fileExists(atPath: "\(folder)/scenario.schema.json")
    }
  }

  private static func resolved(_ path: String) -> String { SourceFiles.identity(of: path) }

  private static func components(_ path: String) -> [String] {
    URL(fileURLWithPath: resolved(path)).pathComponents
  }
}
