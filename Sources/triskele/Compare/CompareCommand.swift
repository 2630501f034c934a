import ArgumentParser
import Experiments
import Foundation
import Reporting
import Scenarios
import TripleHelix

struct CompareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Holds one scenario against another under the same random numbers.",
    discussion: """
      EXAMPLES
        triskele compare scenarios/kazakhstan.yaml scenarios/kazakhstan-research-grant.yaml \
      --set scale=10 -r 20
        triskele compare base.yaml policy.yaml -r 50 --budget-neutral income_tax
        triskele compare base.yaml policy.yaml --budget-neutral roads -o results/roads-or-grant

      Every replicate runs both scenarios with one seed; what is told is the mean difference, second \
      less first, with its 95 % interval: by figure, by region, by year, and in all, with what a job, \
      a patent and a unit of output cost. The same scenario twice gives exactly zero.

      --budget-neutral says who pays for the second scenario's policies: income_tax raises next \
      quarter what they cost in this one, purchases cuts public purchases by as much, and the name of \
      another policy of both scenarios takes the money from it. Without it the state borrows.

      EXIT STATUS
        0 done    1 a run or the disk failed    2 or 64 wrong use    130 interrupted
      """)

  @Argument(help: "First scenario file: the base.", completion: .file(extensions: ["yaml", "yml"]))
  var base: String

  @Argument(
    help: "Second scenario file: the policy.", completion: .file(extensions: ["yaml", "yml"]))
  var policy: String

  @OptionGroup var runs: PairedRuns

  @OptionGroup var reading: ReadingOptions

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Override a key of both scenarios, as in --set scale=10; may be repeated.",
      valueName: "key=value"))
  var overrides: [String] = []

  @Option(
    name: .customLong("set-policy"),
    help: ArgumentHelp(
      "Override a key of the second scenario only, so that both files may be one.",
      valueName: "key=value"))
  var policyOverrides: [String] = []

  @Option(
    help: ArgumentHelp(
      "Who pays: income_tax, purchases, or the name of a policy whose money is taken.",
      valueName: "payer"))
  var budgetNeutral: String?

  @Option(
    help: ArgumentHelp(
      "Half-width, as a share of the base, for which needed replicates are told.",
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
  }

  func run() async throws {
    let sides = try ComparisonSides(self)
    let seeds = runs.seeds
    let comparison: Comparison
    do throws(ComparisonError) {
      comparison = try Comparison(
        base: sides.base.configuration, policy: sides.policy.configuration, seeds: seeds)
    } catch {
      throw CommandFailure("\(error)", status: 2)
    }
    let folder = try runs.claim(output, for: .comparison)
    let started = Date()
    let threads = runs.threadCount
    let result = try await runs.run(.comparison) { progress in
      try await comparison.run(threads: threads, progress: progress)
    }
    guard !result.seeds.isEmpty else {
      let reasons = result.failures.prefix(5).map {
        "  seed \($0.seed), \($0.side): \($0.reason)"
      }
      throw CommandFailure(
        "no pair of runs came to its end:\n" + reasons.joined(separator: "\n"), status: 1)
    }
    let output = ComparisonOutput(
      result: result, sides: sides, precision: precision, seeds: seeds, threads: threads,
      started: started, command: command)
    do throws(ResultsError) {
      try output.write(to: folder, withReport: !noReport, isQuiet: runs.quiet)
    } catch {
      throw CommandFailure(error)
    }
    if runs.json {
      Terminal.print(output.json(folder: folder.path))
    } else if !runs.quiet {
      Terminal.print(output.table(folder: folder.path, hasReport: !noReport))
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
    var words = [
      "triskele", "compare", base, policy, "-r", "\(runs.replicates)", "--seed", "\(runs.seed)",
    ]
    for override in overrides { words += ["--set", override] }
    for override in policyOverrides { words += ["--set-policy", override] }
    if let years = runs.years { words += ["--years", "\(years)"] }
    if reading.allowOutside { words.append("--allow-outside") }
    if let budgetNeutral { words += ["--budget-neutral", budgetNeutral] }
    return words.map { $0.contains(where: { " [{".contains($0) }) ? "'\($0)'" : $0 }
      .joined(separator: " ")
  }
}

/// The two scenarios of a comparison, and who pays for the difference.
struct ComparisonSides {
  let base: Scenario
  let policy: Scenario
  let baseManifest: ComparisonManifest.Side
  let policyManifest: ComparisonManifest.Side
  /// Who pays, in a sentence.
  let financing: String

  /// - Throws: `CommandFailure` with all mistakes of both files.
  init(_ command: CompareCommand) throws {
    var common = command.overrides + command.runs.yearsOverride
    var own = command.policyOverrides
    switch command.budgetNeutral {
    case nil:
      financing =
        "Policies are paid for by debt: the state's purchases follow what it owes over years."
    case "income_tax":
      common.append("policy_financing=income_tax")
      financing =
        "Policies are paid for by a rate on top of the income tax, a quarter later, on both sides."
    case "purchases":
      common.append("policy_financing=purchases")
      financing = "Policies are paid for by lower public purchases, a quarter later, on both sides."
    case let name?:
      let (first, second) = try Self.load(command, common, common + own)
      let known = Set(first.configuration.policies.map(\.name))
      let new = second.configuration.policies.map(\.name).filter { !known.contains($0) }
      let givers = first.configuration.policies.map(\.name).filter { giver in
        second.configuration.policies.contains { $0.name == giver }
      }
      guard givers.contains(name) else {
        throw CommandFailure(
          "--budget-neutral \(name): allowed are income_tax, purchases, and a policy of both "
            + "scenarios"
            + (givers.isEmpty
              ? ", which have none in common" : ": \(givers.joined(separator: ", "))"),
          status: 2)
      }
      guard !new.isEmpty else {
        throw CommandFailure(
          "--budget-neutral \(name): the second scenario has no policy that the first has not",
          status: 2)
      }
      own += new.map { "policies.\($0).taken_from=\(name)" }
      financing = "The money of \(new.joined(separator: ", ")) is taken from \(name)."
    }
    (base, policy) = try Self.load(command, common, common + own)
    baseManifest = .init(base, file: command.base, overrides: common)
    policyManifest = .init(policy, file: command.policy, overrides: common + own)
  }

  private static func load(
    _ command: CompareCommand, _ first: [String], _ second: [String]
  ) throws -> (Scenario, Scenario) {
    func scenario(_ file: String, _ overrides: [String]) -> Result<Scenario, ScenarioErrors> {
      do throws(ScenarioErrors) {
        return .success(
          try Scenario.load(
            file, overrides: overrides, access: command.reading.access))
      } catch {
        return .failure(error)
      }
    }
    let (base, policy) = (scenario(command.base, first), scenario(command.policy, second))
    switch (base, policy) {
    case (.success(let base), .success(let policy)): return (base, policy)
    case (.failure(let error), .failure(let other)):
      throw CommandFailure(error, other)
    case (.failure(let error), _), (_, .failure(let error)): throw CommandFailure(error)
    }
  }
}
