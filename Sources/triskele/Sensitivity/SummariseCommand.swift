import ArgumentParser
import Experiments
import Foundation
import StudyStore
import Tables

struct SummariseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "summarise",
    abstract:
      "Shows how the outputs of a study are distributed, and how they change with its parameters.",
    discussion: """
      Without --by: for every output its mean, standard deviation, minimum, quartiles and maximum over the \
      points, its standard deviation within a point, from replicate to replicate, and the share of the \
      variance of the points' means that is noise of the seeds. A study of seeds only is summarised over \
      its runs, with the 95 % interval of the mean.

      With --by PARAMETER: response curves as CSV, the mean of every output by value, or by intervals of \
      a range, with its 95 % interval. With --by ONE,OTHER: phase diagrams as CSV, the same by pairs. The \
      interval is over seeds where the points are every combination of their values and have replicates, \
      otherwise over points; the column `interval_over` says which. Intervals count points \
      with the same scenario once; a class with one different run has no interval.

      Examples:
        triskele summarise results/studies/trust-and-subsidy
        triskele summarise results/studies/trust-and-subsidy --by trust > curves.csv
        triskele summarise results/studies/trust-and-subsidy --by trust,subsidy --output public_cost

      Exit status: 0 if the study could be read, 2 if there is none or it lacks what was asked for.
      """)

  @Argument(help: "Folder of the study.", completion: .directory)
  var folder: String

  @Option(
    help: ArgumentHelp("One parameter, or two separated by a comma.", valueName: "parameters"))
  var by: String?

  @Option(
    help: ArgumentHelp("Output to show; may be repeated. Default: all.", valueName: "output"))
  var output: [String] = []

  @Option(
    help: ArgumentHelp(
      "Number of intervals for a parameter with more than \(ParameterClasses.greatestValueCount) values.",
      valueName: "n"))
  var bins = 10

  @Flag(help: "Write the summary as CSV.")
  var csv = false

  @Flag(help: "Write the summary as JSON.")
  var json = false

  func validate() throws {
    guard (1...1000).contains(bins) else {
      throw ValidationError("--bins: found \(bins); allowed: 1 to 1000")
    }
    if json, csv || by != nil {
      throw ValidationError("--json: not with \(csv ? "--csv" : "--by, which writes CSV")")
    }
  }

  func run() throws {
    let outcomes: StudyOutcomes
    do throws(StudyError) {
      outcomes = try StudyOutcomes(StudyFolder(reading: folder))
    } catch {
      throw CommandFailure(error)
    }
    let parameters: [Int]
    let outputs: [Int]
    do throws(TableProblems) {
      (parameters, outputs) = try places(in: outcomes)
    } catch {
      Terminal.note(error.text)
      throw ExitCode(2)
    }
    for note in outcomes.notes { Terminal.note("\(folder): note: \(note)") }
    if parameters.isEmpty {
      let summaries = outcomes.summaries()
      let chosen = outputs.map { summaries[$0] }
      if json {
        Terminal.print(SummaryTable.json(chosen, outcomes))
      } else {
        let warnings = [outcomes.replicatesInWords] + chosen.map(\.noise.warning)
        for warning in warnings.compactMap({ $0 }) {
          Terminal.note("\(folder): note: \(warning)")
        }
        if csv {
          Terminal.printData(SummaryTable.csv(chosen) + "\n")
        } else {
          Terminal.print(SummaryTable.text(chosen, outcomes))
        }
      }
    } else {
      let classes = parameters.map { outcomes.classes(of: $0, bins: bins) }
      Terminal.print(
        SummaryTable.csv(outputs.map { outcomes.responses(output: $0, by: classes) }))
    }
  }

  /// Places of the parameters and outputs that were asked for.
  private func places(
    in outcomes: StudyOutcomes
  ) throws(TableProblems) -> (parameters: [Int], outputs: [Int]) {
    var problems = TableProblems(path: folder)
    let parameters = outcomes.study.parameters.map(\.name)
    let outputs = outcomes.study.outputs.map(\.name)
    let wanted = by.map { text in
      text.split(separator: ",", omittingEmptySubsequences: false).map { part in
        String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
      }
    }
    if wanted != nil, parameters.isEmpty {
      problems.add("--by: the study varies no parameters, only the seed; leave it out")
      try problems.throwIfAny()
    }
    for name in wanted ?? [] where !parameters.contains(name) {
      problems.addUnknownColumn(name, of: "--by", allowed: parameters)
    }
    if let wanted, !(1...2).contains(wanted.count) || Set(wanted).count < wanted.count {
      problems.add(
        "--by: found \((by ?? "").quoted); allowed: one parameter, or two different ones separated by a comma"
      )
    }
    for name in output where !outputs.contains(name) {
      problems.addUnknownColumn(name, of: "--output", allowed: outputs)
    }
    try problems.throwIfAny()
    return (
      (wanted ?? []).compactMap { parameters.firstIndex(of: $0) },
      outputs.indices.filter { output.isEmpty || output.contains(outputs[$0]) }
    )
  }
}
