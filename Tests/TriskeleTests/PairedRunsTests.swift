import Foundation
import TemporaryFolders
import Testing

/// What commands that run seeds under several settings do alike when something comes between.
@Suite struct PairedRunsTests {
  private static let island = "scenarios/teaching/one-region.yaml"
  private static let short = ["--years", "2", "--set", "regions.island.active_firms=60"]
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  enum Kind: String, CaseIterable {
    case comparison, decomposition

    var arguments: [String] {
      switch self {
      case .comparison: ["compare", island, island]
      case .decomposition: ["decompose", island, "--mechanisms", "spillovers"]
      }
    }

    var files: [String] {
      switch self {
      case .comparison: ["comparison.json", "effects.csv", "base.yaml", "report.html"]
      case .decomposition: ["decomposition.json", "shares.csv", "scenario.yaml", "shares.json"]
      }
    }
  }

  private var out: String { "\(folder.path)/out" }

  private func command(_ kind: Kind, _ more: String..., shell: String = "") throws -> BuiltCommand {
    try BuiltCommand(
      kind.arguments + Self.short + ["--threads", "1", "-o", out] + more, shell: shell)
  }

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: out).sorted()
  }

  @Test(arguments: Kind.allCases)
  func `long work is reported after its first run`(kind: Kind) throws {
    let running = try command(kind, "-r", "100000")
    let end = ContinuousClock.now + .seconds(60)
    let words = "200,000 runs of about 60 firms and 8 ticks on 1 thread: about "
    while running.process.isRunning, !running.errors.contains(words), ContinuousClock.now < end {
      usleep(50_000)
    }
    kill(running.process.processIdentifier, SIGINT)
    #expect(try running.result().errors.contains(words), "\(running.errors)")
    let short = try command(kind, "-r", "2").result()
    #expect(short.status == 0 && !short.errors.contains("runs of about"), "\(short.errors)")
  }

  @Test func `runs that need more memory than the machine has are refused`() throws {
    let runs = ["-r", "1000", "--threads", "1024", "--set", "scale=1"]
    let country = "scenarios/kazakhstan.yaml"
    for command in [
      ["compare", country, country, "-o", out], ["decompose", country, "-o", out],
      ["verify", country],
    ] {
      let result = try triskele(arguments: command + runs)
      #expect(result.status == 2)
      #expect(
        result.errors.contains("runs at the same time need about ")
          && result.errors.contains("use --threads "), "\(result.errors)")
    }
    #expect(!FileManager.default.fileExists(atPath: out))
  }

  @Test(arguments: Kind.allCases)
  func `Ctrl-C ends the runs, and the folder stays free`(kind: Kind) throws {
    let running = try command(kind, "-r", "100000")
    let lock = "\(out)/.lock"
    while running.process.isRunning, !FileManager.default.fileExists(atPath: lock) {
      usleep(20_000)
    }
    usleep(500_000)
    let second = try command(kind, "-r", "1").result()
    #expect(second.status == 2)
    #expect(
      second.errors.contains(
        "another process is at work here (process \(running.process.processIdentifier) on "))
    kill(running.process.processIdentifier, SIGINT)
    let result = try running.result()
    #expect(result.status == 130, "\(result.errors)")
    #expect(result.errors.contains("interrupted: a \(kind) is written when all its runs are done"))
    #expect(try names() == [".lock"])
    #expect(try command(kind, "-r", "1", "-q").result().status == 0)
  }

  @Test(arguments: Kind.allCases)
  func `a full disk leaves the folder as it was`(kind: Kind) throws {
    // Blocks of 512 bytes, less than a resolved scenario takes.
    let full = "ulimit -f 12"
    let first = try command(kind, "-r", "2", "-q", shell: full).result()
    #expect(first.status == 1)
    #expect(first.errors.contains(".yaml: cannot be written: file too large"), "\(first.errors)")
    #expect(!first.errors.contains(".new"))
    #expect(try names() == [".lock"])
    #expect(try command(kind, "-r", "2", "-q").result().status == 0)
    let before = try kind.files.map { try folder.text("out/\($0)") }
    let again = try command(kind, "-r", "3", "-q", "--force", shell: full).result()
    #expect(again.status == 1)
    #expect(try kind.files.map { try folder.text("out/\($0)") } == before)
    #expect(try !names().contains(".new"))
  }

  @Test(arguments: Kind.allCases)
  func `what is in a folder is called by its name`(kind: Kind) throws {
    #expect(try command(kind, "-r", "1", "-q").result().status == 0)
    let again = try command(kind, "-r", "1").result()
    #expect(again.status == 2)
    #expect(
      again.errors.contains(
        "holds a finished \(kind); choose another folder, or replace the \(kind) with --force"))
    let other: Kind = kind == .comparison ? .decomposition : .comparison
    let foreign = try command(other, "-r", "1", "--force").result()
    #expect(foreign.status == 2)
    #expect(foreign.errors.contains("is not empty and does not contain a \(other) of triskele"))
  }

  @Test func `what is replaced leaves nothing behind`() throws {
    #expect(try command(.comparison, "-r", "3", "-q").result().status == 0)
    #expect(try names().contains("report.html"))
    let bare = try command(.comparison, "-r", "2", "-q", "--force", "--no-report").result()
    #expect(bare.status == 0)
    #expect(try !names().contains("report.html"))
    #expect(try names().contains("effects.csv"))
  }
}
