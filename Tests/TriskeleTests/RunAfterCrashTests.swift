import Foundation
import TemporaryFolders
import Testing

/// Runs that ended badly, or whose files were changed afterwards: what is told, and how they continue.
@Suite(.serialized) struct RunAfterCrashTests {
  private static let scenario = [
    "run", "scenarios/teaching/two-regions.yaml", "--set", "scale=20", "--years", "3",
  ]

  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func run(_ name: String, _ arguments: String...) throws -> CommandResult {
    try BuiltCommand(Self.scenario + ["-o", "\(folder.path)/\(name)"] + arguments).result()
  }

  private func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(folder.path)/\(name)")
  }

  /// Changes one piece of a file's text.
  private func edit(_ name: String, _ old: String, _ new: String) throws {
    let text = try folder.text(name)
    try #require(text.contains(old))
    try folder.write(text.replacing(old, with: new), as: name)
  }

  /// Starts a run, and ends it by `signal` after its first checkpoint.
  private func broken(_ name: String, by signal: Int32, shell: String = "") throws -> CommandResult
  {
    let command = try BuiltCommand(
      Self.scenario + ["-o", "\(folder.path)/\(name)", "--checkpoint-every", "1", "--years", "30"],
      shell: shell)
    while command.process.isRunning {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/\(name)"))
      if names?.contains(where: { $0.hasSuffix(".state") && !$0.hasPrefix(".") }) ?? false { break }
      usleep(1000)
    }
    kill(command.process.processIdentifier, signal)
    return try command.result()
  }

  @Test func `a missing report of a complete run is made by resuming it`() throws {
    #expect(try run("a", "-q").status == 0)
    // Apart from the times that it tells.
    let sections = { (page: String) in page.components(separatedBy: "<h2").count }
    let report = sections(try folder.text("a/report.html"))
    try FileManager.default.removeItem(atPath: "\(folder.path)/a/report.html")
    try FileManager.default.removeItem(atPath: "\(folder.path)/a/charts")
    let again = try run("a", "--resume")
    #expect(again.status == 0)
    #expect(again.errors.contains("its report was missing and is written now"))
    #expect(exists("a/charts"))
    #expect(try sections(folder.text("a/report.html")) == report)
  }

  @Test func `a changed checkpoint of a complete run is told when it is read again`() throws {
    #expect(try run("a", "-q", "--no-report").status == 0)
    let url = URL(filePath: "\(folder.path)/a/checkpoint")
    var bytes = try Data(contentsOf: url)
    bytes[bytes.count / 2] ^= 1
    try bytes.write(to: url)
    for command in [["report", "\(folder.path)/a"], ["run", "\(folder.path)/a", "--resume"]] {
      let result = try BuiltCommand(command).result()
      #expect(result.status == 1)
      #expect(result.errors.contains("a/checkpoint: was changed since the run wrote it"))
    }
  }

  @Test func `a seed that was edited in the manifest is told`() throws {
    #expect(try run("a", "-q", "--no-report").status == 0)
    try edit("a/manifest.json", "\"seed\" : 1", "\"seed\" : 2")
    let result = try triskele("report", "\(folder.path)/a")
    #expect(result.status == 1)
    #expect(
      result.errors.contains(
        "a/manifest.json: was changed since the run wrote it: it says seed 2, but the checkpoint has 1"
      ))
  }

  @Test func `the report of a killed run shows what it recorded`() throws {
    #expect(try broken("a", by: SIGKILL).status == -SIGKILL)
    let result = try triskele("report", "\(folder.path)/a")
    #expect(result.status == 0, "\(result.errors)")
    #expect(try folder.text("a/report.html").contains("stopped at tick"))
  }

  @Test func `a lost connection ends a run as Ctrl-C does`() throws {
    let result = try broken("a", by: SIGHUP)
    #expect(result.status == 130, "\(result.errors)")
    #expect(exists("a/national.csv"))
    let resumed = try triskele("run", "\(folder.path)/a", "--resume", "--no-report", "-q")
    #expect(resumed.status == 0, "\(resumed.errors)")
  }

  @Test func `the folder of a run stands for its scenario and seed`() throws {
    #expect(try run("a", "-q", "--no-report", "--seed", "7").status == 0)
    let again = try triskele(
      "run", "\(folder.path)/a", "-o", "\(folder.path)/b", "-q", "--no-report")
    #expect(again.status == 0, "\(again.errors)")
    #expect(try folder.text("b/national.csv") == folder.text("a/national.csv"))
    let complete = try triskele("run", "\(folder.path)/a/", "--resume", "--no-report")
    #expect(complete.status == 0)
    #expect(complete.errors.contains("nothing is left to do"))
    let nothing = try triskele("run", folder.path)
    #expect(nothing.status == 2)
    #expect(nothing.errors.contains("does not contain a run (there is no scenario.yaml)"))
  }
}
