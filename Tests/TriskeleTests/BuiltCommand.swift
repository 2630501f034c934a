import Foundation
import Testing

/// What a run of the command left behind.
struct CommandResult {
  let status: Int32
  let output: String
  let error: String
}

/// Runs the command that was built with these tests.
///
/// - Parameter directory: Where it runs; relative paths in `arguments` start here.
func triskele(
  _ arguments: [String], in directory: URL = FileManager.default.temporaryDirectory
) throws -> CommandResult {
  let process = Process()
  process.executableURL = try builtCommand()
  process.arguments = arguments
  process.currentDirectoryURL = directory
  // Files, not pipes: a pipe that nobody empties yet stops a talkative command.
  let scratch = try TemporaryDirectory()
  let (output, error) = (scratch.url.appending(path: "out"), scratch.url.appending(path: "err"))
  for file in [output, error] { try Data().write(to: file) }
  process.standardOutput = try FileHandle(forWritingTo: output)
  process.standardError = try FileHandle(forWritingTo: error)
  process.standardInput = FileHandle.nullDevice
  try process.run()
  process.waitUntilExit()
  try #require(process.terminationReason == .exit, "the command was killed by a signal")
  return try CommandResult(
    status: process.terminationStatus,
    output: String(contentsOf: output, encoding: .utf8),
    error: String(contentsOf: error, encoding: .utf8))
}

/// The executable beside the test bundle.
private func builtCommand() throws -> URL {
  let starts = [
    Bundle.main.bundleURL,
    URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent(),
  ]
  let candidates = starts.flatMap { start in
    [start, start.deletingLastPathComponent()].map { $0.appending(path: "triskele") }
  }
  return try #require(
    candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) },
    "the command was not built beside the tests")
}

/// A directory of its own that goes away with the value.
final class TemporaryDirectory {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "triskele-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Writes a file and returns its name.
  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    try Data(text.utf8).write(to: url.appending(path: name))
    return name
  }
}
