import ArgumentParser
import Experiments
import Foundation
import Scenarios

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract:
      "Writes the report of a study, or rebuilds that of a run or comparison from its tables.",
    discussion: """
      EXAMPLES
        triskele report results/kazakhstan/latest
        triskele report results/studies/trust-and-subsidy
        triskele report results/grant

      For a study, the report shows what was varied, how the outputs are distributed and which \
      parameters are important, as report.html, with charts/ and CITATION.cff beside it. A study \
      that is not complete gets a report of the runs that are done. A CITATION.cff in which \
      authors were filled in is not changed.

      A run that was interrupted gets a report of what it recorded. Every table is first checked \
      against its hash in manifest.json; if a number was changed, the command reports an error.
      """)

  @Argument(help: "Folder of the results.", completion: .directory)
  var folder: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Folder of a study's report, if not that of the study.", valueName: "folder"),
    completion: .directory)
  var output: String?

  @Flag(name: .shortAndLong, help: "Print nothing but errors.")
  var quiet = false

  func run() throws {
    let path = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    if StudyFolder.holdsStudy(path) { return try reportStudy(path) }
    if output != nil {
      throw CommandFailure("--output: only for the report of a study", status: 2)
    }
    if StoredComparison.isThere(path) { return try reportComparison(path) }
    do {
      let run = try StoredRun(at: path)
      let report = Report(
        scenario: try Scenario.load(
          "\(path)/\(Run.scenarioFileName)", access: .ownFolders),
        vegaBundle: VegaBundle.load())
      try run.attach(report.attachments(run.recording, run.manifest))
      if report.vegaBundle == nil, !quiet { Terminal.note(VegaBundle.advice) }
    } catch let error as ResultsError {
      throw CommandFailure(error)
    } catch let errors as ScenarioErrors {
      throw CommandFailure(errors, status: 1)
    }
    if !quiet { Terminal.print("\(path)/\(ResultsFolder.reportName)") }
  }

  private func reportComparison(_ path: String) throws {
    do {
      let stored = try StoredComparison(at: path)
      let scenarios = try stored.scenarios()
      let output = ComparisonOutput(
        tables: stored.tables, manifest: stored.manifest, base: scenarios.base,
        alternatives: scenarios.policies)
      let bundle = VegaBundle.load()
      try stored.attach(output.attachments(vegaBundle: bundle))
      if bundle == nil, !quiet { Terminal.note(VegaBundle.advice) }
    } catch let error as ResultsError {
      throw CommandFailure(error)
    } catch let errors as ScenarioErrors {
      throw CommandFailure(errors, status: 1)
    }
    if !quiet { Terminal.print("\(path)/\(ResultsFolder.reportName)") }
  }

  private func reportStudy(_ path: String) throws {
    do throws(StudyError) {
      let study = try StudyFolder(reading: path)
      let report = StudyReport(outcomes: try StudyOutcomes(study), vegaBundle: VegaBundle.load())
      let target = try study.reportFolder(output)
      try target.attach(
        report.attachments(citation: try target.text(of: StudyReport.citationName)))
      if report.vegaBundle == nil, !quiet { Terminal.note(VegaBundle.advice) }
      if !quiet { Terminal.print("\(target.path)/\(ResultsFolder.reportName)") }
    } catch {
      throw CommandFailure(error)
    }
  }
}
