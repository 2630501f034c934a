import Foundation
import TemporaryFolders
import Testing

/// What becomes of standard output that cannot be written, for every command alike.
@Suite(.enabled(if: FileManager.default.isWritableFile(atPath: "/dev/full")))
struct StandardOutputTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("town,a\nA,1\nB,2\nC,9\n", as: "towns.csv")
  }

  private func shell(_ line: String) throws -> CommandResult {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.currentDirectoryURL = URL(filePath: folder.path)
    process.arguments = ["-c", line, "bash", BuiltCommand.url.path]
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let words = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return CommandResult(status: process.terminationStatus, output: text, errors: words)
  }

  @Test(arguments: [
    "ward towns.csv --json", "glossary", "scenario schema", "--help", "ward --help", "--version",
    "design --factor x=0:1 --points 4096", "--generate-completion-script bash",
  ])
  func `a full disk is an error`(arguments: String) throws {
    let result = try shell("$1 \(arguments) > /dev/full")
    #expect(result.status == 1)
    #expect(
      result.errors == "error: cannot write to standard output: No space left on device\n")
  }

  @Test func `a reader that has enough is none`() throws {
    let result = try shell(
      "$1 design --factor x=0:1 --points 16384 | head -n 1; echo ${PIPESTATUS[0]}")
    #expect(result.errors.isEmpty)
    #expect(result.output.hasSuffix("\n0\n"))
  }

  @Test func `a closed output is an error, and no file gets the text`() throws {
    let result = try shell("$1 ward towns.csv >&-")
    #expect(result.status == 1 && result.errors.contains("cannot write to standard output"))
    #expect(try folder.text("towns.csv") == "town,a\nA,1\nB,2\nC,9\n")
  }

  @Test func `wrong use stays wrong use`() throws {
    #expect(try shell("$1 ward > /dev/full").status == 64)
  }
}
