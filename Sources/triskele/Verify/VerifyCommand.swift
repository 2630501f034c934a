import ArgumentParser
import Experiments
import Foundation
import Scenarios
import TripleHelix

struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Holds the model against the patterns that it must show.",
    discussion: """
      EXAMPLES
        triskele verify scenarios/neutral.yaml
        triskele verify scenarios/neutral.yaml -r 4 --ablations --markdown evidence.md
        triskele verify scenarios/*.yaml --json

      Every scenario is run for 50 years with several seeds, one run a core; what a run shows is \
      printed beside its target and beside the figures of a prototype with the same equations. \
      --ablations repeats the runs with one mechanism off or one parameter changed at a time.

      EXIT STATUS
        0 every target is met    1 a target is missed or a run failed
        2 or 64 wrong use        130 interrupted
      """)

  @Argument(help: "Scenario files.", completion: .file(extensions: ["yaml", "yml"]))
  var files: [String]

  @Option(
    name: [.customShort("r"), .customLong("replicates")],
    help: ArgumentHelp("Seeds a scenario.", valueName: "seeds"))
  var replicates = 10

  @Option(help: "First seed; the others follow it.")
  var seed: UInt64 = 1

  @Flag(help: "Switch mechanisms off one at a time besides.")
  var ablations = false

  @Option(help: ArgumentHelp("Write the tables to a file too.", valueName: "file"))
  var markdown: String?

  @Option(help: "Runs at the same time. Default: one a processor.")
  var threads: Int?

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Override a key of the scenarios, as in --set scale=10; may be repeated.",
      valueName: "key=value"))
  var overrides: [String] = []

  @Flag(help: "Print every statistic of every run as JSON, one array over the scenarios.")
  var json = false

  @Flag(name: .shortAndLong, help: "Show no progress.")
  var quiet = false

  func validate() throws {
    for (name, value) in [("-r", replicates), ("--threads", threads ?? 1)] where value < 1 {
      throw ValidationError("\(name) must be at least 1, not \(value).")
    }
  }

  func run() async throws {
    var scenarios: [Scenario] = []
    for file in files {
      do {
        scenarios.append(try Scenario.load(file, overrides: overrides))
      } catch {
        throw CommandFailure(error)
      }
    }
    let task = Task { [scenarios] in
      var reports: [EvidenceReport] = []
      for scenario in scenarios { reports.append(try await report(on: scenario)) }
      return reports
    }
    let interruption = Interruption { task.cancel() }
    let reports: [EvidenceReport]
    do {
      reports = try await task.value
    } catch is CancellationError {
      throw ExitCode(Interruption.exitStatus)
    }
    try withExtendedLifetime(interruption) { try tell(reports) }
  }

  private func report(on scenario: Scenario) async throws -> EvidenceReport {
    let name = scenario.configuration.name
    let study = EvidenceStudy(
      scenario.configuration, seeds: (0..<UInt64(replicates)).map { seed &+ $0 },
      ablations: ablations ? Ablation.all : [])
    let variants = try await study.run(
      threads: threads ?? ProcessInfo.processInfo.activeProcessorCount
    ) { [quiet] done, all in
      if !quiet { Terminal.note("\(name): run \(done) of \(all)") }
    }
    return EvidenceReport(scenario: name, variants: variants)
  }

  private func tell(_ reports: [EvidenceReport]) throws {
    let tables = reports.map { $0.markdown() }.joined(separator: "\n")
    if json {
      Terminal.print("[" + reports.map { $0.json() }.joined(separator: ",\n") + "]")
    } else {
      Terminal.print(tables)
    }
    if let markdown {
      do {
        try Data(tables.utf8).write(to: URL(filePath: markdown), options: .atomic)
      } catch {
        throw CommandFailure("\(markdown): error: cannot be written", status: 1)
      }
    }
    let misses = reports.reduce(0) { $0 + $1.misses.count }
    let failures = reports.reduce(0) { $0 + $1.failures.count }
    guard misses + failures > 0 else { return }
    if !quiet { Terminal.note("targets missed: \(misses); runs failed: \(failures)") }
    throw ExitCode(1)
  }
}
