import Foundation
import TemporaryFolders
import Testing

/// Whole runs of the built command: what is on the disk afterwards, and what it says.
@Suite(.serialized) struct RunCommandTests {
  /// Large enough for several chunks of firms, small enough for a second a run.
  private static let scenario = [
    "run", "scenarios/kazakhstan.yaml", "--set", "scale=20", "--years", "5", "--no-report",
  ]
  private static let tables = [
    "regions", "sectors", "national", "generations", "discoveries", "universities", "clusters",
    "policies",
    "policy_reports",
    "ward_memberships", "ward_merges", "ward_groupings", "sizes", "cells", "cluster_effects",
    "firms",
  ]

  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func run(
    _ name: String, _ arguments: String..., shell: String = ""
  ) throws
    -> CommandResult
  {
    try BuiltCommand(
      Self.scenario + ["-o", "\(folder.path)/\(name)"] + arguments, shell: shell
    ).result()
  }

  /// The bytes of every table and of the final state.
  private func results(_ name: String) throws -> [String: Data] {
    var results: [String: Data] = [:]
    for file in Self.tables.map({ "\($0).csv" }) + ["checkpoint"] {
      results[file] = try Data(contentsOf: URL(filePath: "\(folder.path)/\(name)/\(file)"))
    }
    return results
  }

  private func manifest(_ name: String) throws -> [String: Any] {
    let data = try Data(contentsOf: URL(filePath: "\(folder.path)/\(name)/manifest.json"))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  private func names(_ name: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/\(name)").sorted()
  }

  /// Starts a run, sends `signal` after its first checkpoint, and waits for its end.
  private func broken(_ name: String, by signal: Int32) throws -> CommandResult {
    let command = try BuiltCommand(
      Self.scenario + ["-o", "\(folder.path)/\(name)", "--checkpoint-every", "2"])
    while command.process.isRunning {
      let names = (try? names(name)) ?? []
      if names.contains(where: { $0.hasSuffix(".state") && !$0.hasPrefix(".") }) { break }
      usleep(1000)
    }
    kill(command.process.processIdentifier, signal)
    return try command.result()
  }

  // MARK: What a run writes

  @Test func `a run writes the promised files and lists them`() throws {
    let result = try run("a", "--json")
    #expect(result.status == 0, "\(result.errors)")
    let expected =
      (Self.tables.map { "\($0).csv" } + [
        ".lock", "checkpoint", "datapackage.json", "manifest.json", "scenario.yaml",
      ]).sorted()
    #expect(try names("a") == expected)

    let manifest = try manifest("a")
    #expect(manifest["complete"] as? Bool == true)
    #expect(manifest["ticks_done"] as? Int == 20)
    #expect(manifest["seed"] as? Int == 1)
    let files = try #require(manifest["files"] as? [[String: Any]])
    #expect(files.count == expected.count - 2)
    for file in files {
      let name = try #require(file["name"] as? String)
      let path = "\(folder.path)/a/\(name)"
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.size] as? Int == file["bytes"] as? Int, "\(name)")
    }

    let summary = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(summary["folder"] as? String == "\(folder.path)/a")
    #expect(summary["complete"] as? Bool == true)
  }

  @Test(arguments: [("1", "2013, seed 1"), ("3", "2013–2015, seed 1")])
  func `the head names the first and the last year that ran`(years: String, words: String) throws {
    let result = try run("a", "--set", "scale=200", "--years", years)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains(words))
  }

  @Test func `tables are described column by column`() throws {
    #expect(try run("a", "-q").status == 0)
    let data = try Data(contentsOf: URL(filePath: "\(folder.path)/a/datapackage.json"))
    let package = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let resources = try #require(package["resources"] as? [[String: Any]])
    #expect(resources.map { $0["name"] as? String } == Self.tables)
    for resource in resources {
      let path = try #require(resource["path"] as? String)
      let schema = try #require(resource["schema"] as? [String: Any])
      let fields = try #require(schema["fields"] as? [[String: String]])
      let header = try folder.text("a/\(path)").prefix { $0 != "\n" }
      #expect(fields.map { $0["name"] ?? "" }.joined(separator: ",") == header)
    }
  }

  @Test func `without a folder results go under results, and latest points there`() throws {
    let scenario = BuiltCommand.project.appending(path: Self.scenario[1]).path
    for seed in ["3", "4"] {
      let result = try triskele(
        "run", scenario, "--set", "scale=1000", "--years", "1", "--no-report", "--quiet",
        "--seed", seed, in: folder.path)
      #expect(result.status == 0, "\(result.errors)")
      #expect(result.output.isEmpty && result.errors.isEmpty)
    }
    #expect(try names("results/kazakhstan").count == 3)
    let latest = try FileManager.default.destinationOfSymbolicLink(
      atPath: "\(folder.path)/results/kazakhstan/latest")
    #expect(latest.hasSuffix("_seed-4"))
    #expect(try manifest("results/kazakhstan/latest")["seed"] as? Int == 4)
  }

  // MARK: Same bytes

  @Test func `the resolved scenario of a run runs to the same bytes`() throws {
    #expect(try run("a", "-q", "--seed", "7").status == 0)
    let again = try triskele(
      "run", "\(folder.path)/a/scenario.yaml", "--no-report", "-q", "-o", "\(folder.path)/b")
    #expect(again.status == 0, "\(again.errors)")
    #expect(try results("b") == results("a"))
    #expect(try folder.text("b/scenario.yaml") == folder.text("a/scenario.yaml"))
  }

  @Test func `threads change no byte`() throws {
    #expect(try run("one", "--threads", "1").status == 0)
    #expect(try run("two", "--threads", "2").status == 0)
    #expect(try run("five", "--threads", "5").status == 0)
    #expect(try results("one") == results("two"))
    #expect(try results("one") == results("five"))
  }

  @Test func `another seed changes the results`() throws {
    #expect(try run("one").status == 0)
    #expect(try run("two", "--seed", "2").status == 0)
    #expect(try results("one") != results("two"))
  }

  @Test func `recording less often leaves the state and the common rows alone`() throws {
    #expect(try run("every", "--record-every", "1").status == 0)
    #expect(try run("fourth", "--record-every", "4").status == 0)
    let (every, fourth) = (try results("every"), try results("fourth"))
    #expect(every["checkpoint"] == fourth["checkpoint"])
    for table in Self.tables {
      let lines = try folder.text("every/\(table).csv").split(separator: "\n")
      let kept = try folder.text("fourth/\(table).csv").split(separator: "\n")
      let isCommon = { (line: Substring) in
        Int(line.prefix { $0 != "," }).map { $0 % 4 == 0 } ?? true
      }
      #expect(kept.filter(isCommon) == lines.filter(isCommon), "\(table)")
    }
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGKILL])
  func `a run that was broken off and resumed ends in the same bytes`(signal: Int32) throws {
    #expect(try run("whole").status == 0)
    let broken = try broken("broken", by: signal)
    #expect(broken.status == (signal == SIGKILL ? -SIGKILL : 130), "\(broken.errors)")
    #expect(try manifest("broken")["complete"] as? Bool == false)
    if signal != SIGKILL {
      #expect(broken.errors.contains("interrupted at tick"))
      #expect(try folder.text("broken/national.csv").split(separator: "\n").count > 2)
    }

    let unasked = try run("broken")
    #expect(unasked.status == 2)
    #expect(unasked.errors.contains("continue it with --resume, or replace it with --force"))

    let resumed = try run("broken", "--resume", "--threads", "2")
    #expect(resumed.status == 0, "\(resumed.errors)")
    #expect(resumed.errors.contains("continuing from tick"))
    #expect(try results("broken") == results("whole"))
    #expect(try names("broken") == names("whole"))
  }

  @Test func `a run can be killed again and again`() throws {
    #expect(try run("whole").status == 0)
    var generator = SystemRandomNumberGenerator()
    _ = try broken("broken", by: SIGKILL)
    for _ in 0..<8 {
      let command = try BuiltCommand(
        Self.scenario + ["-o", "\(folder.path)/broken", "--checkpoint-every", "1", "--resume"])
      usleep(UInt32.random(in: 20_000...300_000, using: &generator))
      kill(command.process.processIdentifier, SIGKILL)
      _ = try command.result()
    }
    let resumed = try run("broken", "--resume")
    #expect(resumed.status == 0, "\(resumed.errors)")
    #expect(try results("broken") == results("whole"))
    #expect(try names("broken") == names("whole"))
  }

  @Test func `resuming a complete run says so`() throws {
    #expect(try run("a").status == 0)
    let before = try results("a")
    let again = try run("a", "--resume", "--json")
    #expect(again.status == 0)
    #expect(again.errors.contains("this run is complete, nothing is left to do"))
    #expect(again.output.contains("\"complete\" : true"))
    #expect(try results("a") == before)
  }

  // MARK: Refusals

  @Test func `an unknown scenario is wrong use`() throws {
    let result = try triskele("run", "scenarios/atlantis.yaml")
    #expect(result.status == 2)
    #expect(result.errors.contains("scenarios/atlantis.yaml"))
    #expect(result.output.isEmpty)
  }

  @Test(arguments: [
    ["--threads", "0"], ["--years", "0"], ["--resume", "--force"], ["--sed", "1"],
    ["--seed", "-1"],
  ])
  func `wrong options are wrong use`(options: [String]) throws {
    let result = try BuiltCommand(Self.scenario + options).result()
    #expect(result.status == 64)
    #expect(result.errors.contains("Error: "))
  }

  @Test func `resuming another run says what differs`() throws {
    #expect(try run("a", "-q").status == 0)
    let result = try run("a", "--resume", "--seed", "7", "--record-every", "2")
    #expect(result.status == 2)
    #expect(result.errors.contains("  seed: 1 there, 7 here\n"))
    #expect(result.errors.contains("  ticks between records: 1 there, 2 here\n"))
    let nothing = try run("b", "--resume")
    #expect(nothing.status == 2)
    #expect(
      nothing.errors
        == "error: \(folder.path)/b: does not contain a run (there is no manifest.json)\n")
  }

  @Test func `a finished run is not overwritten unless forced`() throws {
    #expect(try run("a", "-q").status == 0)
    let before = try results("a")
    let refused = try run("a", "--seed", "2")
    #expect(refused.status == 2)
    #expect(refused.errors.contains("holds a finished run"))
    #expect(try results("a") == before)
    #expect(try run("a", "--seed", "2", "--force").status == 0)
    #expect(try results("a") != before)
  }

  @Test func `a folder of somebody else is left alone`() throws {
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/a", withIntermediateDirectories: true)
    try folder.write("mine", as: "a/thesis.txt")
    for options in [[], ["--force"]] {
      let result = try BuiltCommand(Self.scenario + ["-o", "\(folder.path)/a"] + options).result()
      #expect(result.status == 2)
      #expect(result.errors.contains("is not empty and does not contain a run of triskele"))
    }
    #expect(try names("a") == ["thesis.txt"])
  }

  @Test func `a folder in use is refused`() throws {
    let first = try BuiltCommand(Self.scenario + ["-o", "\(folder.path)/a"])
    while first.process.isRunning,
      !FileManager.default.fileExists(atPath: "\(folder.path)/a/manifest.json")
    { usleep(1000) }
    let second = try run("a", "--force")
    #expect(second.status == 2)
    #expect(
      second.errors.contains(
        "another process is at work here (process \(first.process.processIdentifier) on "))
    #expect(try first.result().status == 0)
  }

  @Test func `a folder that cannot be made is refused`() throws {
    try folder.write("", as: "file")
    let result = try run("file/a")
    #expect(result.status == 2)
    #expect(result.errors == "error: \(folder.path)/file/a: cannot be created: not a directory\n")
  }

  @Test(.enabled(if: getuid() != 0, "a read-only folder does not stop root"))
  func `a read-only folder is refused`() throws {
    let path = "\(folder.path)/closed"
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o555])
    let result = try run("closed/a")
    #expect(result.status == 2)
    #expect(result.errors.contains("cannot be created: permission denied"))
  }

  // MARK: Trouble on the way

  @Test func `a limit on the size of files leaves whole files`() throws {
    let result = try run("a", shell: "ulimit -f 64")
    #expect(result.status == 1)
    #expect(result.errors.contains("cannot be written: file too large"))
    #expect(try manifest("a")["complete"] as? Bool == false)
    #expect(try !names("a").contains { $0.hasSuffix(".partial") })
    let again = try run("a", "--resume")
    #expect(again.status == 0, "\(again.errors)")
    #expect(try run("b").status == 0)
    #expect(try results("a") == results("b"))
  }

  @Test(.enabled(if: SmallDisk.isPossible, "mounting a small disk takes root and a kernel's leave"))
  func `a full disk leaves whole files`() throws {
    let disk = try SmallDisk(bytes: 256 * 1024)
    let result = try BuiltCommand(Self.scenario + ["-o", "\(disk.path)/a"]).result()
    #expect(result.status == 1)
    #expect(result.errors.contains("cannot be written: no space left on device"))
    let names = try FileManager.default.contentsOfDirectory(atPath: "\(disk.path)/a")
    #expect(names.contains("manifest.json"))
    #expect(!names.contains { $0.hasSuffix(".partial") })
  }

  @Test func `a broken checkpoint is told and not used`() throws {
    _ = try broken("a", by: SIGKILL)
    let state = try #require(try names("a").last { $0.hasSuffix(".state") })
    let rows = state.replacing(".state", with: ".rows")
    let path = "\(folder.path)/a/\(state)"
    let whole = try Data(contentsOf: URL(filePath: path))

    func told(_ data: Data, as name: String) throws -> String {
      let url = URL(filePath: "\(folder.path)/a/\(name)")
      let before = try Data(contentsOf: url)
      try data.write(to: url)
      defer { try? before.write(to: url) }
      let result = try run("a", "--resume")
      #expect(result.status == 1)
      #expect(
        result.errors.contains("delete the files \(folder.path)/a/checkpoint-*.state and .rows"))
      return result.errors
    }
    #expect(
      try told(Data(), as: state).hasPrefix("error: \(path): is not a checkpoint of triskele; "))
    #expect(
      try told(whole.dropLast(), as: state).contains("\(state): has \(whole.count - 1) bytes"))
    var flipped = whole
    flipped[whole.count / 2] ^= 4
    #expect(try told(flipped, as: state).contains("was changed since it was written"))
    let later = whole.prefix(1000).replacing(
      Data("triskele-checkpoint 3".utf8), with: Data("triskele-checkpoint 9".utf8))
    #expect(try told(later, as: state).contains("is a checkpoint of format 9"))
    #expect(try told(whole, as: rows).contains("is a checkpoint of another run"))
    #expect(try run("a", "--resume").status == 0)
  }

  @Test func `a run with policies has the same checkpoint in every process`() throws {
    let files = try ["a", "b"].map { name in
      let arguments = [
        "run", "scenarios/kazakhstan-research-grant.yaml", "--set", "scale=100", "--years", "6",
        "--no-report", "-o", "\(folder.path)/\(name)",
      ]
      let result = try BuiltCommand(arguments).result()
      #expect(result.status == 0, "\(result.errors)")
      return try Data(contentsOf: URL(filePath: "\(folder.path)/\(name)/checkpoint"))
    }
    #expect(files[0] == files[1])
  }

  // MARK: Ways to talk

  @Test func `a reader that goes away stops nothing`() throws {
    let piped = Process()
    piped.executableURL = URL(filePath: "/bin/sh")
    piped.currentDirectoryURL = BuiltCommand.project
    piped.arguments =
      ["-c", "\"$@\" | true", "sh", BuiltCommand.url.path] + Self.scenario
      + ["-o", "\(folder.path)/a"]
    piped.standardError = FileHandle.nullDevice
    try piped.run()
    piped.waitUntilExit()
    #expect(try manifest("a")["complete"] as? Bool == true)
  }

  @Test(arguments: ["run", "report"])
  func `help shows examples`(command: String) throws {
    let result = try triskele(command, "--help")
    #expect(result.status == 0)
    #expect(result.output.contains("EXAMPLES\n"))
    #expect(result.output.contains("  triskele \(command) "))
  }

  @Test func `version and completions are there`() throws {
    #expect(try triskele("--version").output.hasPrefix("0."))
    for shell in ["bash", "zsh", "fish"] {
      let result = try triskele("--generate-completion-script", shell)
      #expect(result.status == 0)
      #expect(result.output.contains("checkpoint-every"))
    }
  }
}

/// A mounted disk of a few bytes, gone with its value.
private final class SmallDisk {
  let path: String
  private let folder: TemporaryFolder

  static let isPossible = getuid() == 0 && (try? SmallDisk(bytes: 65_536)) != nil

  init(bytes: Int) throws {
    folder = try TemporaryFolder()
    path = folder.path
    let status = try Self.shell(
      "mount -t tmpfs -o size=\(bytes) tmpfs \(path) 2>/dev/null")
    guard status == 0 else { throw CocoaError(.fileWriteUnknown) }
  }

  deinit { _ = try? Self.shell("umount \(path)") }

  private static func shell(_ command: String) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", command]
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
