import ArgumentParser
import Experiments
import Foundation
import Scenarios

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Makes the report and the charts of a run again, from its tables.",
    discussion: """
      EXAMPLES
        triskele report results/kazakhstan/latest

      A run that was interrupted gets a report of what it recorded. Every table is checked \
      against the hash in manifest.json first: a changed number is an error, not a report.
      """)

  @Argument(help: "Folder of the results.", completion: .directory)
  var folder: String

  @Flag(name: .shortAndLong, help: "Print nothing but errors.")
  var quiet = false

  func run() throws {
    let path = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    do {
      let run = try StoredRun(at: path)
      let report = Report(
        scenario: try Scenario.load("\(path)/\(Run.scenarioFileName)"),
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
}
