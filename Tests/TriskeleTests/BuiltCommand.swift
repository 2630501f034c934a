import Foundation
import TemporaryFolders

/// What a run of the command left.
struct CommandResult {
  /// Exit status, or minus the signal that ended it.
  let status: Int32
  let output: String
  let errors: String
}

/// The built `triskele`, which lies beside the tests.
struct BuiltCommand {
  let process = Process()
  private let folder: TemporaryFolder

  static let url: URL = {
    let tests = Bundle.main.executableURL ?? URL(filePath: CommandLine.arguments[0])
    return tests.resolvingSymlinksInPath().deletingLastPathComponent().appending(path: "triskele")
  }()

  /// The root of the project, with its scenarios.
  static let project = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Starts the command in `directory`.
  ///
  /// - Parameters:
  ///   - shell: Text before the command, such as a limit.
  ///   - environment: Variables besides those of the tests.
  init(
    _ arguments: [String], in directory: String? = nil, shell: String = "",
    environment: [String: String] = [:]
  ) throws {
    folder = try TemporaryFolder()
    for name in ["out", "err"] {
      _ = FileManager.default.createFile(atPath: "\(folder.path)/\(name)", contents: nil)
    }
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments =
      ["-c", "\(shell)\nexec \"$@\"", "sh", BuiltCommand.url.path] + arguments
    process.currentDirectoryURL = directory.map { URL(filePath: $0) } ?? BuiltCommand.project
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: "\(folder.path)/out")
    process.standardError = FileHandle(forWritingAtPath: "\(folder.path)/err")
    try process.run()
  }

  /// What it has written to standard error until now.
  var errors: String { (try? folder.text("err")) ?? "" }

  /// Waits for the end.
  func result() throws -> CommandResult {
    process.waitUntilExit()
    let isSignal = process.terminationReason == .uncaughtSignal
    return CommandResult(
      status: isSignal ? -process.terminationStatus : process.terminationStatus,
      output: try folder.text("out"), errors: try folder.text("err"))
  }
}

/// Runs the command in the root of the project.
func triskele(
  _ arguments: String..., in directory: String? = nil, shell: String = "",
  environment: [String: String] = [:]
) throws -> CommandResult {
  try BuiltCommand(arguments, in: directory, shell: shell, environment: environment).result()
}

/// Runs the command with arguments that were put together.
func triskele(arguments: [String], in directory: String? = nil) throws -> CommandResult {
  try BuiltCommand(arguments, in: directory).result()
}
