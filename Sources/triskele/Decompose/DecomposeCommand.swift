import ArgumentParser
import Experiments
import Foundation
import Scenarios
import Tables
import TripleHelix

struct DecomposeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decompose",
    abstract: "Attributes an outcome to the mechanisms that cause it, by Shapley values.",
    discussion: """
      EXAMPLES
        triskele decompose scenarios/evidence/denmark.yaml -r 20
        triskele decompose scenarios/neutral.yaml --mechanisms spillovers,universities,spin_offs \
      --output national.real_gdp --set scale=20 -r 20
        triskele decompose scenarios/kazakhstan.yaml --set scale=20 \
      --output national.gini_grp,at=mean,from=10 --output benefit

      All 2^k combinations of k mechanisms run with every seed; runs of one seed share their \
      random numbers. The value of a mechanism is its average contribution to the outcome over all \
      orders in which the mechanisms can be switched on; the values add up to the outcome with all \
      mechanisms on minus that with all off. The loss if only this mechanism is off and the gain \
      if only this one is on are also shown; these do not add up. All other keys are those of the \
      scenario.

      Without --mechanisms, the mechanisms are the seven effects of clusters. Without --output, \
      the outcomes are those of `triskele verify --clusters`: benefit (of members), \
      competitiveness and survivors; without clusters, competitiveness, survivors and \
      national.real_gdp. --output takes these names and every column that a study's outputs can \
      have, with their settings after commas: over, at, year, from, to. An outcome does not depend \
      on how often the scenario records.

      EXIT STATUS
        0 done    1 a run or the disk failed    2 or 64 wrong use    130 interrupted
      """)

  @Argument(help: "A scenario file.", completion: .file(extensions: ["yaml", "yml"]))
  var scenario: String

  @OptionGroup var runs: PairedRuns

  @OptionGroup var reading: ReadingOptions

  @Option(
    help: ArgumentHelp(
      "Switches under `mechanisms:`, up to 12, separated by commas. Default: the seven effects of "
        + "clusters.", valueName: "names"))
  var mechanisms: String?

  @Option(
    name: .customLong("output"),
    help: ArgumentHelp("Outcome to attribute; may be repeated.", valueName: "indicator"))
  var outputs: [String] = []

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Override a key of the scenario, as in --set scale=10; may be repeated.",
      valueName: "key=value"))
  var overrides: [String] = []

  @Option(
    name: .customShort("o"),
    help: ArgumentHelp(
      "Folder of the results. Default: results/decompositions/<time and seed>.",
      valueName: "folder"),
    completion: .directory)
  var folder: String?

  func run() async throws {
    let overrides = overrides + runs.yearsOverride
    let (loaded, decomposition) = try decomposition(overrides)
    let threads = runs.threadCount
    try RunsCost.check(
      loaded.configuration, runCount: decomposition.switches.subsets.count * runs.seeds.count,
      threadCount: threads)
    let folder = try runs.claim(folder, for: .decomposition)
    let started = Date()
    let shares = try await runs.run(.decomposition, of: loaded.configuration) { progress in
      try await decomposition.run(threads: threads, progress: progress)
    }
    let output = DecompositionOutput(shares: shares, folder: folder.path)
    let manifest = DecompositionManifest(
      loaded, file: scenario, overrides: overrides, shares: shares, threads: threads,
      started: started, finished: Date())
    do throws(ResultsError) {
      try folder.write(
        shares, scenario: loaded, manifest: manifest,
        attachments: [Run.Attachment(name: "shares.json", text: output.json() + "\n")])
    } catch {
      throw CommandFailure(error)
    }
    if runs.json {
      Terminal.print(output.json())
    } else if !runs.quiet {
      Terminal.print(output.text())
    }
    let complaints = output.complaints
    for complaint in complaints { Terminal.note(complaint) }
    if !complaints.isEmpty { throw ExitCode(1) }
  }
}

// What is asked for.
extension DecomposeCommand {
  /// - Throws: `CommandFailure` with all mistakes.
  private func decomposition(
    _ overrides: [String]
  ) throws -> (Scenario, MechanismDecomposition) {
    let loaded = try read(overrides)
    let configuration = loaded.configuration
    var complaints: [String] = []
    let names =
      mechanisms.map { list in
        list.split(separator: ",", omittingEmptySubsequences: false)
          .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
      } ?? SwitchSet.clusterEffects.names
    var switches: SwitchSet?
    do throws(SwitchProblems) {
      switches = try SwitchSet(names, of: configuration.mechanisms)
    } catch {
      complaints += error.problems.map(words)
    }
    var outcomes: [DecomposedOutcome] = []
    do throws(ScenarioErrors) {
      outcomes = try self.outcomes(of: loaded)
    } catch {
      complaints += error.problems.map(\.description)
    }
    guard complaints.isEmpty, let switches else {
      throw CommandFailure(lines: complaints, status: 2)
    }
    try checkEnds(of: switches, overrides)
    for name in switches.names where !runs.quiet {
      let isOn = Mechanisms.descriptions.contains {
        $0.name == name && configuration.mechanisms[keyPath: $0.keyPath]
      }
      if !isOn {
        Terminal.note("note: \(name) is off in the scenario and on in half of the runs")
      }
    }
    return (
      loaded,
      MechanismDecomposition(
        configuration, switches: switches, outcomes: outcomes, seeds: runs.seeds)
    )
  }

  private func read(_ overrides: [String]) throws -> Scenario {
    do throws(ScenarioErrors) {
      return try Scenario.load(scenario, overrides: overrides, access: reading.access)
    } catch {
      throw CommandFailure(error)
    }
  }

  /// Reads the scenario with all switches off and with all on: what it says besides may need one.
  private func checkEnds(of switches: SwitchSet, _ overrides: [String]) throws {
    for subset in [switches.subsets.lowerBound, switches.subsets.upperBound - 1] {
      _ = try read(overrides + switches.overrides(of: subset))
    }
  }

  private func outcomes(of scenario: Scenario) throws(ScenarioErrors) -> [DecomposedOutcome] {
    guard outputs.isEmpty else {
      var outcomes: [DecomposedOutcome] = []
      let words = outputs.filter { ClusterOutcome(rawValue: $0) == nil }
      let recorded = try StudyOutput.parse(words, of: scenario, option: "--output")
      for outcome in outputs.compactMap(ClusterOutcome.init) {
        if !outcomes.contains(.clusters(outcome)) { outcomes.append(.clusters(outcome)) }
      }
      return outcomes + recorded.map { .recorded($0) }
    }
    if scenario.configuration.mechanisms.clusters {
      return ClusterOutcome.allCases.map { .clusters($0) }
    }
    let product = try StudyOutput.parse(["national.real_gdp"], of: scenario, option: "--output")
    return [.clusters(.competitiveness), .clusters(.survivors)] + product.map { .recorded($0) }
  }

  private func words(_ problem: SwitchProblems.Problem) -> String {
    let known = Mechanisms.descriptions.map(\.name)
    let words =
      switch problem {
      case .none: "found none; allowed are 1 to \(SwitchSet.limit) names of `mechanisms:`"
      case .tooMany(let count):
        "found \(count) mechanisms, which would need 2^\(count) runs per seed; allowed are up to "
          + "\(SwitchSet.limit), which need \(1 << SwitchSet.limit)"
      case .twice(let name): "found \(name) twice; allowed once"
      case .unknown(let name):
        "there is no mechanism \(name.quoted); allowed are \(known.joined(separator: ", "))"
          + suggestion(name, among: known)
      case .withoutClusters(let names):
        "\(names.joined(separator: ", ")): no effect, since `clusters` is off in the scenario; use --set "
          + "mechanisms.clusters=true, add `clusters` to the mechanisms, or choose other mechanisms"
      }
    return "error: --mechanisms: \(words)"
  }
}
