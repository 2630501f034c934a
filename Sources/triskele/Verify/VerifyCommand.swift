import ArgumentParser
import Experiments
import Foundation
import Scenarios
import TripleHelix

struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Tests the model against the patterns that it must show.",
    discussion: """
      EXAMPLES
        triskele verify scenarios/neutral.yaml
        triskele verify scenarios/neutral.yaml -r 4 --ablations --markdown evidence.md
        triskele verify scenarios/*.yaml --json
        triskele verify --facts -r 20 -o results/facts
        triskele verify --clusters --quick

      Every scenario is run for 50 years with several seeds, one run per core; results are printed \
      beside their targets and beside the figures of a prototype with the same equations. \
      --ablations repeats the runs with one mechanism off or one parameter changed at a time. \
      Expectations in the scenario itself, under `expect`, are also checked, over the scenario's \
      own years.

      --facts tests scenarios against eight facts from the literature, each with its statistic, \
      its interval over seeds and the reason for a miss; without files, it uses Kazakhstan at \
      scale 10 and a neutral country of twenty regions. --clusters repeats the evidence on \
      clusters, trust and policies, with the scenarios of scenarios/evidence.

      EXIT STATUS
        0 every target is met    1 a target is missed or a run failed
        2 or 64 wrong use        130 interrupted
      """)

  @Argument(help: "Scenario files.", completion: .file(extensions: ["yaml", "yml"]))
  var files: [String] = []

  @Flag(help: "Test scenarios against the eight stylised facts.")
  var facts = false

  @Flag(help: "Repeat the evidence on clusters, trust and policies.")
  var clusters = false

  @Option(
    name: [.customShort("r"), .customLong("replicates"), .customLong("seeds")],
    help: ArgumentHelp(
      "Seeds per scenario. Default: 10; 20 with --facts.", valueName: "seeds"))
  var replicates: Int?

  @Flag(help: "Three seeds only, for a quick check.")
  var quick = false

  @Option(help: "First seed; the others follow it.")
  var seed: UInt64 = 1

  @Flag(help: "Also switch mechanisms off one at a time.")
  var ablations = false

  @Option(help: ArgumentHelp("Also write the tables to a file.", valueName: "file"))
  var markdown: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write the tables of --facts and --clusters into a folder, as Markdown and as CSV.",
      valueName: "folder"))
  var output: String?

  @Option(
    help: ArgumentHelp("Folder of the scenarios of --clusters.", valueName: "folder"))
  var evidence = "scenarios/evidence"

  @Option(
    help: ArgumentHelp(
      "Only these parts of --clusters, as in --parts abc.", valueName: "letters"))
  var parts = ClusterEvidence.letters

  @Option(help: "Runs at the same time. Default: one per processor.")
  var threads: Int?

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Override a key of the scenarios, as in --set scale=10; may be repeated.",
      valueName: "key=value"))
  var overrides: [String] = []

  @OptionGroup var reading: ReadingOptions

  @Flag(help: "Print every statistic of every run as JSON, one array over the scenarios.")
  var json = false

  @Flag(name: .shortAndLong, help: "Show no progress.")
  var quiet = false

  private var seedCount: Int { quick ? 3 : replicates ?? (facts ? 20 : 10) }
  private var seeds: [UInt64] { (0..<UInt64(seedCount)).map { seed &+ $0 } }
  private var cores: Int { threads ?? ProcessInfo.processInfo.activeProcessorCount }

  func validate() throws {
    for (name, value) in [("-r", replicates ?? 1), ("--threads", threads ?? 1)] where value < 1 {
      throw ValidationError("\(name) must be at least 1, not \(value).")
    }
    if let replicates, replicates > 100_000 {
      throw ValidationError("-r must be at most 100000, not \(replicates).")
    }
    if files.isEmpty, !facts, !clusters {
      throw ValidationError("Give a scenario file, --facts or --clusters.")
    }
    if ablations, facts || clusters {
      throw ValidationError(
        "--ablations is for scenario files only, without --facts or --clusters.")
    }
    if !clusters, parts != ClusterEvidence.letters {
      throw ValidationError("--parts is only for --clusters.")
    }
    if let strange = parts.first(where: { !ClusterEvidence.letters.contains($0) }) {
      throw ValidationError(
        "--parts must be some of the letters \(ClusterEvidence.letters), not \"\(strange)\".")
    }
  }

  func run() async throws {
    // Before the runs; what the file begins with exactly is known after them.
    if let markdown { try Self.refuseForeignFile(at: markdown, startOf: "# ") }
    let task = Task {
      if facts || clusters {
        var reports: [ClaimReport] = []
        if facts { reports += try await factReports() }
        if clusters { reports.append(try await clusterReport()) }
        return Verification(claims: reports)
      }
      var verification = Verification()
      for scenario in try scenarios(files) {
        verification.evidence.append(try await report(on: scenario))
        if let expected = try await expectations(of: scenario) {
          verification.claims.append(expected)
        }
      }
      return verification
    }
    let interruption = Interruption { task.cancel() }
    let verification: Verification
    do {
      verification = try await task.value
    } catch is CancellationError {
      throw ExitCode(Interruption.exitStatus)
    }
    try withExtendedLifetime(interruption) { try tell(verification) }
  }

  private func scenarios(_ files: [String], _ more: [String] = []) throws -> [Scenario] {
    var scenarios: [Scenario] = []
    for file in files {
      do {
        scenarios.append(
          try Scenario.load(file, overrides: more + overrides, access: reading.access))
      } catch {
        throw CommandFailure(error)
      }
    }
    for scenario in scenarios {
      try RunsCost.check(scenario.configuration, runCount: seedCount, threadCount: cores)
    }
    return scenarios
  }

  /// - Parameters:
  ///   - configuration: What is run; nil for runs of several scenarios.
  ///   - ticks: Length of a run; nil for that of the configuration.
  private func progress(
    _ name: String, _ configuration: Configuration? = nil, ticks: Int? = nil
  ) -> @Sendable (Int, Int) -> Void {
    let cost = RunsCost(configuration, ticks: ticks, threadCount: cores)
    return { [quiet] done, all in
      if quiet { return }
      if let note = cost.note(done: done, of: all) { Terminal.note("\(name): \(note)") }
      Terminal.note("\(name): run \(done) of \(all)")
    }
  }
}

extension VerifyCommand {
  /// Of the runs of a scenario that test it by patterns or facts.
  private func progress(of scenario: Scenario) -> @Sendable (Int, Int) -> Void {
    let configuration = scenario.configuration
    return progress(
      configuration.name, configuration,
      ticks: configuration.timeStep.ticks(quarters: Evidence.horizon))
  }
}

/// What a verification came to: the tables of evidence, and those of claims.
private struct Verification: Sendable {
  var evidence: [EvidenceReport] = []
  var claims: [ClaimReport] = []
}

extension VerifyCommand {
  private func factReports() async throws -> [ClaimReport] {
    let chosen =
      files.isEmpty
      ? try scenarios(["scenarios/kazakhstan.yaml"], ["scale=10"])
        + scenarios(["scenarios/neutral-20.yaml"]) : try scenarios(files)
    var reports: [ClaimReport] = []
    for scenario in chosen {
      let study = FactStudy(scenario.configuration, seeds: seeds)
      reports.append(
        try await study.run(threads: cores, progress: progress(of: scenario)))
    }
    return reports
  }

  private func clusterReport() async throws -> ClaimReport {
    let evidence = ClusterEvidence(
      folder: evidence, overrides: overrides, seeds: seeds, parts: Set(parts))
    return try await evidence.run(threads: cores) { [quiet] part, done, all in
      if !quiet { Terminal.note("\(part): run \(done) of \(all)") }
    }
  }

  private func expectations(of scenario: Scenario) async throws -> ClaimReport? {
    guard !scenario.targets.isEmpty else { return nil }
    let study = ExpectationStudy(scenario.configuration, scenario.targets, seeds: seeds)
    return try await study.run(
      threads: cores,
      progress: progress("\(scenario.configuration.name), expected", scenario.configuration))
  }

  /// Refuses to write over a file that this command did not make: one that begins otherwise.
  private static func refuseForeignFile(at path: String, startOf text: String) throws {
    guard FileManager.default.fileExists(atPath: path) else { return }
    let start = text.prefix { !",:\n".contains($0) }
    let old = (try? Data(contentsOf: URL(filePath: path))).map { $0.prefix(start.utf8.count) }
    guard old != Data(start.utf8) else { return }
    throw CommandFailure(
      "\(path): is a file that `triskele verify` did not write; choose another name", status: 2)
  }

  private func report(on scenario: Scenario) async throws -> EvidenceReport {
    let study = EvidenceStudy(
      scenario.configuration, seeds: seeds, ablations: ablations ? Ablation.all : [])
    let variants = try await study.run(threads: cores, progress: progress(of: scenario))
    return EvidenceReport(scenario: scenario.configuration.name, variants: variants)
  }

  private func tell(_ verification: Verification) throws {
    let (evidence, claims) = (verification.evidence, verification.claims)
    let tables = (evidence.map { $0.markdown() } + claims.map { $0.markdown() })
      .joined(separator: "\n")
    if json {
      Terminal.print(
        "[" + (evidence.map { $0.json() } + claims.map { $0.json() }).joined(separator: ",\n") + "]"
      )
    } else {
      Terminal.print(tables)
    }
    if let markdown { try write(tables, to: markdown) }
    if let output {
      do {
        try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
      } catch {
        throw CommandFailure("\(output): cannot be made a folder", status: 1)
      }
      for report in claims {
        try write(report.markdown(), to: "\(output)/\(report.name).md")
        try write(report.csv(), to: "\(output)/\(report.name).csv")
      }
    }
    let misses =
      evidence.reduce(0) { $0 + $1.misses.count } + claims.reduce(0) { $0 + $1.misses.count }
    let unknown = claims.reduce(0) { $0 + $1.unavailable.count }
    let failures =
      evidence.reduce(0) { $0 + $1.failures.count } + claims.reduce(0) { $0 + $1.failures.count }
    guard misses + unknown + failures > 0 else { return }
    if !quiet {
      let besides = unknown > 0 ? "; not available: \(unknown)" : ""
      Terminal.note("targets missed: \(misses)\(besides); runs failed: \(failures)")
    }
    throw ExitCode(1)
  }

  /// Writes a file, in the place of one of the same kind at most.
  private func write(_ text: String, to path: String) throws {
    try Self.refuseForeignFile(at: path, startOf: text)
    do {
      try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw CommandFailure("\(path): error: cannot be written", status: 1)
    }
  }
}
