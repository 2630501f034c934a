import ArgumentParser
import Experiments
import Foundation
import TripleHelix

/// What commands that run the same seeds under several settings are asked alike, and do alike: they
/// take a folder first, run, and write at the end.
struct PairedRuns: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Seeds; every setting runs once with each.", valueName: "seeds"))
  var replicates = 20

  @Option(help: "First seed; the others follow it.")
  var seed: UInt64 = 1

  @Option(help: "Runs at the same time. Default: one per processor.")
  var threads: Int?

  @Option(help: "Years to run, instead of the scenario's.")
  var years: Int?

  @Flag(help: "Replace what the same command left in the folder.")
  var force = false

  @Flag(help: "Print what came out as JSON.")
  var json = false

  @Flag(name: .shortAndLong, help: "Print nothing but errors and, with --json, what came out.")
  var quiet = false

  func validate() throws {
    if replicates < 1 || replicates > 100_000 {
      throw ValidationError("--replicates must be 1 to 100000, not \(replicates).")
    }
    if let threads, threads < 1 || threads > 1024 {
      throw ValidationError("--threads must be 1 to 1024, not \(threads).")
    }
    if let years, years < 1 {
      throw ValidationError("--years must be at least 1, not \(years).")
    }
  }

  var seeds: [UInt64] { (0..<UInt64(replicates)).map { seed &+ $0 } }

  var threadCount: Int { threads ?? ProcessInfo.processInfo.activeProcessorCount }

  /// The override that `--years` stands for.
  var yearsOverride: [String] { years.map { ["years=\($0)"] } ?? [] }

  /// Takes the folder at `path`, or a new one, before anything runs.
  ///
  /// - Throws: `CommandFailure`.
  func claim(_ path: String?, for kind: ResultsKind) throws -> ResultsFolder {
    do throws(ResultsError) {
      if let path { return try ResultsFolder.claim(path, for: kind, replacing: force) }
      let new = try ResultsFolder.makeNew(scenario: kind.folderName, seed: seed)
      return try ResultsFolder.claim(new, for: kind, replacing: false)
    } catch {
      throw CommandFailure(error)
    }
  }

  /// Does `work`, which tells how many runs of how many are done, until it ends or somebody
  /// interrupts it.
  ///
  /// - Parameter configuration: What runs, in one of the settings.
  /// - Throws: The exit status of an interruption.
  func run<Value: Sendable>(
    _ kind: ResultsKind, of configuration: Configuration,
    _ work: @escaping @Sendable (@escaping @Sendable (Int, Int) -> Void) async throws -> Value
  ) async throws -> Value {
    let line = quiet ? nil : ProgressLine()
    let cost = RunsCost(configuration, threadCount: threadCount)
    let task = Task {
      try await work { done, all in
        if let line, let note = cost.note(done: done, of: all) {
          line.finish()
          Terminal.note(note)
        }
        line?.show(runs: done, of: all)
      }
    }
    let interruption = Interruption { task.cancel() }
    do {
      let value = try await task.value
      withExtendedLifetime(interruption) { line?.finish() }
      return value
    } catch is CancellationError {
      line?.finish()
      if !quiet {
        Terminal.note("interrupted: a \(kind) is written when all its runs are done")
      }
      throw ExitCode(Interruption.exitStatus)
    }
  }
}
