import ArgumentParser
import Experiments
import Foundation
import Reporting
import Scenarios
import TripleHelix

struct CompareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compares scenarios with a base under the same random numbers.",
    discussion: """
      EXAMPLES
        triskele compare scenarios/kazakhstan.yaml scenarios/kazakhstan-research-grant.yaml \
      --set scale=10 --years 10 -r 10
        triskele compare base.yaml policy.yaml -r 50 --budget-neutral income_tax
        triskele compare base.yaml grant.yaml tax-credit.yaml zone.yaml -r 30
        triskele compare base.yaml two-policies.yaml --separate -r 30

      The base runs once with each seed, and so does every other scenario. Reported is the mean \
      difference from the base with its 95 % interval: while the policies that differ are in force, in \
      the five years after their end, and at the end of the run; by region and sector; for the firms \
      that the policies aim at and for all others; with what the policies cost, what came back, and \
      who paid. The same scenario twice gives exactly zero.

      With several scenarios, a table ranks them by each aim (product, jobs, R&D, patents, \
      unemployment, regional inequality, net cost) and, from ten seeds, gives the probability that each is the best. \
      --separate takes one scenario with several policies and runs each of them alone, and all \
      together.

      --budget-neutral sets who pays for policies: income_tax raises in the next quarter what they \
      cost in this one, purchases cuts public purchases by as much, and the name of another policy \
      that all scenarios have takes the money from it. Without it the state borrows. Net cost is \
      always before financing: money raised to pay for a policy is not counted as a return.

      `triskele report FOLDER` makes the page again from the folder.

      EXIT STATUS
        0 done    1 a run or the disk failed    2 or 64 wrong use    130 interrupted
      """)

  @Argument(help: "Scenario file of the base.", completion: .file(extensions: ["yaml", "yml"]))
  var base: String

  @Argument(
    help: "Scenario files to compare with it, one or more.",
    completion: .file(extensions: ["yaml", "yml"]))
  var policies: [String]

  @OptionGroup var runs: PairedRuns

  @OptionGroup var reading: ReadingOptions

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Override a key of all scenarios, as in --set scale=10; may be repeated.",
      valueName: "key=value"))
  var overrides: [String] = []

  @Option(
    name: .customLong("set-policy"),
    help: ArgumentHelp(
      "Override a key of all scenarios except the base; the base and policy files may then be the same.",
      valueName: "key=value"))
  var policyOverrides: [String] = []

  @Flag(help: "Run each policy that the base does not have alone, and all of them together.")
  var separate = false

  @Option(
    help: ArgumentHelp(
      "Who pays: income_tax, purchases, or the name of a policy whose money is taken.",
      valueName: "payer"))
  var budgetNeutral: String?

  @Option(
    help: ArgumentHelp(
      "Half-width, as a share of the base, for which the needed replicates are reported.",
      valueName: "share"))
  var precision = 0.01

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Folder of the results. Default: results/comparisons/<time and seed>.", valueName: "folder"),
    completion: .directory)
  var output: String?

  @Flag(help: "Write no report and no charts.")
  var noReport = false

  func validate() throws {
    if !(precision > 0 && precision < 1) {
      throw ValidationError("--precision must lie between 0 and 1, not \(precision).")
    }
    if separate, policies.count != 1 {
      throw ValidationError(
        "--separate takes one scenario besides the base, not \(policies.count).")
    }
  }

  func run() async throws {
    let sides = try ComparisonSides(self)
    let seeds = runs.seeds
    let comparison: Comparison
    do throws(ComparisonError) {
      comparison = try Comparison(
        base: sides.base.configuration,
        alternatives: sides.alternatives.map { .init($0.side.id, $0.scenario.configuration) },
        seeds: seeds)
    } catch {
      throw CommandFailure("\(error)", status: 2)
    }
    let threads = runs.threadCount
    try RunsCost.check(
      sides.base.configuration, runCount: (1 + sides.alternatives.count) * seeds.count,
      threadCount: threads)
    let folder = try runs.claim(output, for: .comparison)
    let started = Date()
    let result = try await runs.run(.comparison, of: sides.base.configuration) { progress in
      try await comparison.run(threads: threads, progress: progress)
    }
    guard result.alternatives.contains(where: { !$0.seeds.isEmpty }) else {
      let reasons = result.failures.prefix(5).map {
        "  seed \($0.seed), \($0.side): \($0.reason)"
      }
      throw CommandFailure(
        "no pair of runs reached its end:\n" + reasons.joined(separator: "\n"), status: 1)
    }
    let manifest = ComparisonManifest(
      base: sides.baseManifest, policies: sides.alternatives.map(\.side),
      isSeparated: separate, command: command, seeds: seeds,
      failures: result.failures.map { "seed \($0.seed), \($0.side): \($0.reason)" },
      precision: precision, threads: threads, started: started, finished: Date())
    let output = ComparisonOutput(
      tables: result.tables(precision: precision, isSeparated: separate), manifest: manifest,
      base: sides.base, alternatives: sides.alternatives.map(\.scenario))
    do throws(ResultsError) {
      try output.write(to: folder, withReport: !noReport, isQuiet: runs.quiet)
    } catch {
      throw CommandFailure(error)
    }
    if runs.json {
      Terminal.print(output.json(folder: folder.path))
    } else if !runs.quiet {
      Terminal.print(output.text(folder: folder.path, hasReport: !noReport))
    }
    if !result.failures.isEmpty {
      for failure in result.failures {
        Terminal.note("seed \(failure.seed), \(failure.side): \(failure.reason)")
      }
      throw ExitCode(1)
    }
  }

  /// The command as one would type it again.
  private var command: String {
    var words = ["triskele", "compare", base] + policies
    words += ["-r", "\(runs.replicates)", "--seed", "\(runs.seed)"]
    for override in overrides { words += ["--set", override] }
    for override in policyOverrides { words += ["--set-policy", override] }
    if let years = runs.years { words += ["--years", "\(years)"] }
    if reading.allowOutside { words.append("--allow-outside") }
    if let budgetNeutral { words += ["--budget-neutral", budgetNeutral] }
    if separate { words.append("--separate") }
    return words.map(ShellWord.quoted).joined(separator: " ")
  }
}
