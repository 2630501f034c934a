import ArgumentParser
import Experiments
import Foundation
import Scenarios
import TripleHelix

struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Runs one scenario and writes tables, a checkpoint and a report.",
    discussion: """
      EXAMPLES
        triskele run scenarios/kazakhstan.yaml
        triskele run scenarios/kazakhstan.yaml --seed 7 --set scale=10
        triskele run scenarios/kazakhstan.yaml -o out --years 10 --json
        triskele run scenarios/kazakhstan.yaml -o out --resume
        triskele run out --resume

      The same scenario, seed and version give the same bytes on the same platform, whatever the \
      number of threads. Ctrl-C ends a run cleanly and keeps what was recorded; --resume continues \
      from there. A second Ctrl-C stops at once. Instead of a scenario you can give the folder of a \
      run: with --resume the command continues that run, otherwise it repeats it, with the same \
      scenario and seed, in a new folder.

      EXIT STATUS
        0 the run is complete    1 the model or the disk failed
        2 or 64 wrong use        130 interrupted
      """)

  @Argument(
    help: "Scenario file, or the folder of a run.", completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Folder of the results. Default: results/<scenario>/<time and seed>, and "
        + "results/<scenario>/latest points there.", valueName: "folder"),
    completion: .directory)
  var output: String?

  @Option(help: "Seed of all draws. Default: the scenario's, or with --resume that of the run.")
  var seed: UInt64?

  @Option(help: "Threads; results do not depend on them. Default: one per processor.")
  var threads: Int?

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Override a key of the scenario, as in --set scale=10; may be repeated.",
      valueName: "key=value"))
  var overrides: [String] = []

  @OptionGroup var reading: ReadingOptions

  @Option(help: "Years to run, instead of the scenario's.")
  var years: Int?

  @Option(help: ArgumentHelp("Ticks between records.", valueName: "ticks"))
  var recordEvery: Int?

  @Option(
    help: ArgumentHelp(
      "Ticks between checkpoints. Default: about every 30 seconds.", valueName: "ticks"))
  var checkpointEvery: Int?

  @Flag(help: "Continue the run in the folder from its last checkpoint.")
  var resume = false

  @Flag(help: "Replace a run in the folder.")
  var force = false

  @Flag(help: "Write no report and no charts.")
  var noReport = false

  @Flag(help: "Print a summary as JSON.")
  var json = false

  @Flag(name: .shortAndLong, help: "Print nothing but errors and, with --json, the summary.")
  var quiet = false

  func validate() throws {
    if resume, force {
      throw ValidationError("--resume goes on with a run and --force replaces it: choose one.")
    }
    for (name, value) in [
      ("--threads", threads), ("--years", years), ("--record-every", recordEvery),
      ("--checkpoint-every", checkpointEvery),
    ] {
      if let value, value < 1 { throw ValidationError("\(name) must be at least 1, not \(value).") }
    }
    if let threads, threads > 1024 {
      throw ValidationError("--threads must be at most 1024, not \(threads).")
    }
  }

  func run() async throws {
    let scenario = try loadScenario()
    let plan = try plan(of: scenario)
    try checkMemory(of: plan.configuration)
    let run: Run
    do throws(ResultsError) {
      guard let begun = try begin(plan, of: scenario) else { return }
      run = begun
    } catch {
      throw CommandFailure(error)
    }
    let bar = quiet ? nil : ProgressLine()
    let startYear = plan.configuration.startYear
    let timeStep = plan.configuration.timeStep
    let report = noReport ? nil : Report(scenario: scenario, vegaBundle: VegaBundle.load())
    let task = Task {
      try await run.execute(
        progress: { bar?.show($0, startYear: startYear, timeStep: timeStep) },
        attachments: { recording, manifest in report?.attachments(recording, manifest) ?? [] })
    }
    let interruption = Interruption { task.cancel() }
    let outcome: Run.Outcome
    do {
      outcome = try await task.value
    } catch let error as ResultsError {
      bar?.finish()
      throw CommandFailure(error)
    }
    withExtendedLifetime(interruption) { bar?.finish() }
    if let report, report.vegaBundle == nil, outcome.ending == .complete, !quiet {
      Terminal.note(VegaBundle.advice)
    }
    try tell(outcome, of: plan, in: run.folder.path)
  }

  /// The folder of a run that was given in place of a scenario.
  private var givenFolder: String? {
    let values = try? URL(fileURLWithPath: file).resolvingSymlinksInPath()
      .resourceValues(forKeys: [.isDirectoryKey])
    guard values?.isDirectory == true else { return nil }
    return file.count > 1 && file.hasSuffix("/") ? String(file.dropLast()) : file
  }

  /// Where a run to continue lies.
  private func folderToResume(scenario: String) -> String {
    output ?? givenFolder ?? ResultsFolder.latest(scenario: scenario)
  }

  private func loadScenario() throws -> Scenario {
    var file = file
    if let folder = givenFolder {
      file = "\(folder)/\(Run.scenarioFileName)"
      guard FileManager.default.fileExists(atPath: file) else {
        throw CommandFailure(
          "\(folder): does not contain a run (there is no \(Run.scenarioFileName)); "
            + "allowed: a scenario file or "
            + "the folder of a run", status: 2)
      }
    }
    var overrides = overrides
    if let years { overrides.append("years=\(years)") }
    if let recordEvery { overrides.append("outputs.record_every=\(recordEvery)") }
    do {
      return try Scenario.load(file, overrides: overrides, access: reading.access)
    } catch {
      throw CommandFailure(error)
    }
  }

  private func plan(of scenario: Scenario) throws -> RunPlan {
    var seed = seed
    let source = resume ? folderToResume(scenario: scenario.configuration.name) : givenFolder
    if let source, seed == nil {
      do {
        seed = try Manifest.read(in: source)?.seed
      } catch {
        throw CommandFailure(error)
      }
    }
    // The folder's scenario gives the same run again, whatever seed the command line gave.
    let scenario = scenario.with(seed: seed ?? scenario.seed)
    return RunPlan(
      scenario.configuration, scenarioText: scenario.resolvedText, scenarioHash: scenario.hash,
      seed: scenario.seed, threads: threads ?? ProcessInfo.processInfo.activeProcessorCount,
      checkpoints: checkpointEvery.map { .everyTicks($0) } ?? .everySeconds(30))
  }

  /// Refuses a run that the machine's memory cannot hold, and tells of one that takes much.
  private func checkMemory(of configuration: Configuration) throws {
    let bytes = RunCost(configuration).bytes
    let words = MachineMemory.words(bytes)
    if bytes > MachineMemory.bytes {
      throw CommandFailure(
        "this run needs about \(words) of memory; allowed: "
          + "\(MachineMemory.words(MachineMemory.bytes)), which this machine has; raise `scale` from "
          + "\(configuration.scale), or use fewer regions or sectors", status: 2)
    }
    if bytes > 1 << 30, !quiet { Terminal.note("this run takes about \(words) of memory") }
  }

  /// The run to execute, nil if there is nothing left to do.
  private func begin(
    _ plan: RunPlan, of scenario: Scenario
  ) throws(ResultsError) -> Run? {
    let name = plan.configuration.name
    if resume {
      let folder = folderToResume(scenario: name)
      if let run = try Run(resuming: plan, in: folder) {
        if !quiet {
          Terminal.note(
            run.firstTick == 0
              ? "\(folder): there is no checkpoint yet, the run begins again"
              : "\(folder): continuing from tick \(run.firstTick) of \(plan.configuration.horizon)")
        }
        return run
      }
      try finish(scenario, in: folder, plan)
      return nil
    }
    if let output { return try Run(beginning: plan, in: output, replacing: force) }
    let folder = try ResultsFolder.makeNew(scenario: name, seed: plan.seed)
    let run = try Run(beginning: plan, in: folder)
    try ResultsFolder.markLatest(folder, scenario: name)
    return run
  }

  /// Checks the files of a run that is complete, and makes its report if that is missing: the program
  /// may have died, or the disk been full, after the tables were written.
  private func finish(
    _ scenario: Scenario, in folder: String, _ plan: RunPlan
  ) throws(ResultsError) {
    let stored = try StoredRun(at: folder)
    var manifest = stored.manifest
    let reportPath = "\(folder)/\(ResultsFolder.reportName)"
    if !noReport, !FileManager.default.fileExists(atPath: reportPath) {
      let report = Report(scenario: scenario, vegaBundle: VegaBundle.load())
      manifest = try stored.attach(report.attachments(stored.recording, manifest))
      if !quiet {
        Terminal.note("\(folder): this run is complete; its report was missing and is written now")
        if report.vegaBundle == nil { Terminal.note(VegaBundle.advice) }
      }
    } else if !quiet {
      Terminal.note("\(folder): this run is complete, nothing is left to do")
    }
    if json {
      Terminal.print(
        RunOutput(
          folder: folder, configuration: plan.configuration, manifest: manifest,
          summary: RunSummary(stored.recording)
        ).json())
    }
  }

  private func tell(_ outcome: Run.Outcome, of plan: RunPlan, in folder: String) throws {
    let output = RunOutput(
      folder: folder, configuration: plan.configuration, manifest: outcome.manifest,
      summary: RunSummary(outcome.recording))
    if json {
      Terminal.print(output.json())
    } else if !quiet {
      Terminal.print(output.table())
    }
    switch outcome.ending {
    case .complete: return
    case .interrupted:
      if !quiet {
        Terminal.note(
          "interrupted at tick \(outcome.manifest.ticksDone) of \(outcome.manifest.horizon); "
            + "what was recorded is kept, and the same command with "
            + "-o \(folder) --resume continues it")
      }
      throw ExitCode(Interruption.exitStatus)
    case .failed(let error):
      let isScenario = if case .invalidConfiguration = error { true } else { false }
      throw CommandFailure(
        "\(error.explanation(of: plan.configuration))\nwhat was recorded until then is in \(folder)",
        status: isScenario ? 2 : 1)
    }
  }
}
