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
        triskele report results/grant -o page

      For a study, the report shows what was varied, how the outputs are distributed and which \
      parameters are important, as report.html, with charts/ and CITATION.cff beside it. A study \
      that is not complete gets a report of the runs that are done. A CITATION.cff in which \
      authors were filled in is not changed.

      -o writes the report and its charts to another folder, which must be new or empty or hold \
      nothing but a report; use it where the results may only be read.

      A run that was interrupted gets a report of what it recorded. Every table is first checked \
      against its hash in manifest.json; if a number was changed, the command reports an error.
      """)

  @Argument(help: "Folder of the results.", completion: .directory)
  var folder: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Folder of the report. Default: that of the results.", valueName: "folder"),
    completion: .directory)
  var output: String?

  @Flag(name: .shortAndLong, help: "Print nothing but errors.")
  var quiet = false

  func run() throws {
    let path = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    if StudyFolder.holdsStudy(path) { return try reportStudy(path) }
    if StoredComparison.isThere(path) { return try reportComparison(path) }
    do {
      let run = try StoredRun(at: path)
      let target = try ReportFolder.claim(output, of: path, kind: .run)
      let report = Report(
        scenario: try Scenario.load(
          "\(path)/\(Run.scenarioFileName)", access: .ownFolders),
        vegaBundle: VegaBundle.load())
      let attachments = report.attachments(run.recording, run.manifest)
      if output == nil {
        try run.attach(attachments)
      } else {
        try target.attach(attachments)
      }
      finish(in: target, report.vegaBundle)
    } catch let error as ResultsError {
      throw CommandFailure(error)
    } catch let errors as ScenarioErrors {
      throw CommandFailure(errors, status: 1)
    }
  }

  private func reportComparison(_ path: String) throws {
    do {
      let stored = try StoredComparison(at: path)
      let target = try ReportFolder.claim(self.output, of: path, kind: .comparison)
      let scenarios = try stored.scenarios()
      let output = ComparisonOutput(
        tables: stored.tables, manifest: stored.manifest, base: scenarios.base,
        alternatives: scenarios.policies)
      let bundle = VegaBundle.load()
      let attachments = output.attachments(vegaBundle: bundle)
      if self.output == nil {
        try stored.attach(attachments)
      } else {
        try target.attach(attachments)
      }
      finish(in: target, bundle)
    } catch let error as ResultsError {
      throw CommandFailure(error)
    } catch let errors as ScenarioErrors {
      throw CommandFailure(errors, status: 1)
    }
  }

  private func reportStudy(_ path: String) throws {
    do {
      let study = try StudyFolder(reading: path)
      let report = StudyReport(outcomes: try StudyOutcomes(study), vegaBundle: VegaBundle.load())
      let target = try study.reportFolder(output)
      try target.attach(
        report.attachments(citation: try target.text(of: StudyReport.citationName)))
      finish(in: target, report.vegaBundle)
    } catch let error as StudyError {
      throw CommandFailure(error)
    } catch let error as ResultsError {
      throw CommandFailure(StudyError.folder(error))
    }
  }

  /// Tells where the page is, and what it lacks.
  private func finish(in target: ReportFolder, _ bundle: String?) {
    if quiet { return }
    if bundle == nil { Terminal.note(VegaBundle.advice) }
    Terminal.print("\(target.path)/\(ResultsFolder.reportName)")
  }
}
