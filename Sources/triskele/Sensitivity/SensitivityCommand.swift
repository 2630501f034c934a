public import ArgumentParser
import Experiments
import Foundation
import SensitivityAnalysis
import StudyStore

struct SensitivityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sensitivity",
    abstract: "Estimates how the outputs of a study, or of any model, depend on its inputs.",
    discussion: """
      Reads the folder of a study that `triskele sweep` made, or tables of any model: the points of a \
      design as `triskele design` writes them, or any table with one column for each input, and a table of \
      outputs. Rows of outputs are matched by the column `point`, which should be kept from the design. \
      Without it, outputs are taken row by row, and a design whose rows are not in their original order is \
      refused. An empty cell is a run that failed. Rows of one point that have a column `replicate` are \
      averaged. The tables that `triskele sweep export` writes are read as they are.

      auto chooses by the design: elementary effects for trajectories (morris), shares of variance for \
      radial blocks (sobol, and pawn if points are missing), and pawn, which needs no structure, for \
      everything else; for a study's folder it adds delta and regression. prim looks for boxes of inputs \
      in which the outputs meet a condition. Of a study, replicates are averaged; failed runs, runs that \
      are not done yet and forbidden points are left out and counted.

      Intervals are made by resampling the blocks of the design; the same seed gives the same intervals.

      Examples:
        triskele sensitivity results/studies/trust-and-subsidy
        triskele sensitivity results/studies/trust-and-subsidy --output public_cost --json
        triskele sensitivity --design points.csv --outputs y.csv
        triskele sensitivity --design points.csv --outputs y.csv --method delta --replicates 200 --json
        triskele sensitivity --design results.csv --output jobs --output patents --csv > indices.csv
        triskele sensitivity --design points.csv --outputs y.csv --method prim --where "jobs > 1000 and cost < 5"

      Exit status: 0 if every output was analysed, 1 if one could not be, 2 if a table or an option is \
      wrong.
      """)

  @Argument(
    help: ArgumentHelp("Folder of a study, instead of --design.", valueName: "folder"),
    completion: .directory)
  var folder: String?

  @Option(
    help: ArgumentHelp(
      "CSV file of points: one row for each point, one column for each input.", valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var design: String?

  @Option(
    help: ArgumentHelp(
      "CSV file of outputs, one row for each point. Default: the columns of the design's file that --output names.",
      valueName: "file"), completion: .file(extensions: ["csv"]))
  var outputs: String?

  @Option(
    help: ArgumentHelp(
      "Column to analyse; repeat the option for more. Default: all columns of outputs.",
      valueName: "column"))
  var output: [String] = []

  @Option(
    help: ArgumentHelp(
      "Columns that are inputs, separated by commas. Default: all columns that are not outputs or identifiers.",
      valueName: "columns"))
  var factors: String?

  @Option(help: "What to estimate: auto, morris, sobol, pawn, delta, regression or prim.")
  var method = SensitivityMethod.auto

  @Option(
    help: ArgumentHelp(
      "Which points are of interest, for prim: a condition on outputs, as in \"jobs > 1000\"; `and` joins several.",
      valueName: "condition"))
  var `where`: String?

  @Option(help: ArgumentHelp("How many boxes to look for, for prim.", valueName: "n"))
  var boxes = 1

  @Option(
    help: ArgumentHelp("Share of a box's points that prim removes at a time.", valueName: "share"))
  var peel = 0.05

  @Option(
    help: ArgumentHelp(
      "Bootstrap replicates. Default: 1000, or 100 for pawn and delta.", valueName: "n"))
  var replicates: Int?

  @Option(help: ArgumentHelp("Confidence level of the intervals.", valueName: "share"))
  var confidence = 0.95

  @Option(help: "Seed of the bootstrap.")
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("Classes that pawn divides an input into.", valueName: "n"))
  var classes = 10

  @Option(help: "How pawn summarises the classes: median, mean or maximum.")
  var summary = PAWN.Summary.median

  @Flag(help: "Count points without a row as failed runs.")
  var allowMissing = false

  @Flag(help: "Write the result as JSON.")
  var json = false

  @Flag(help: "Write the indices as CSV, one row for each.")
  var csv = false

  @Flag(
    help:
      "With --csv: write the indices from an eighth, a quarter, half and all of the design instead."
  )
  var convergence = false

  func validate() throws {
    func require(_ isRight: Bool, _ option: String, _ found: String, _ allowed: String) throws {
      guard isRight else {
        throw ValidationError("--\(option): found \(found); allowed: \(allowed)")
      }
    }
    guard (folder == nil) != (design == nil) else {
      throw ValidationError(
        "found \(folder == nil ? "neither a folder nor --design" : "a folder and --design"); allowed: the "
          + "folder of a study, or --design with a table of points")
    }
    if folder != nil {
      for (option, isThere) in [
        ("outputs", outputs != nil), ("factors", factors != nil),
        ("allow-missing", allowMissing),
      ] {
        try require(!isThere, option, "it together with a study's folder", "--output")
      }
    }
    if let replicates {
      try require((0...100_000).contains(replicates), "replicates", "\(replicates)", "0 to 100000")
    }
    try require(confidence > 0 && confidence < 1, "confidence", "\(confidence)", "above 0, below 1")
    try require((2...1000).contains(classes), "classes", "\(classes)", "2 to 1000")
    try require((1...100).contains(boxes), "boxes", "\(boxes)", "1 to 100")
    try require(peel > 0 && peel < 0.5, "peel", "\(peel)", "above 0, below 0.5")
    try require(!(json && csv), "csv", "it together with --json", "one of the two")
    try require(!convergence || csv, "convergence", "it without --csv", "--csv")
    if method == .prim {
      try require(
        self.where != nil, "where", "nothing", "a condition on outputs, with --method prim")
      try require(!csv, "csv", "it with --method prim", "--json")
    } else {
      try require(self.where == nil, "where", "it without --method prim", "--method prim")
    }
  }

  func run() throws {
    let report: SensitivityReport
    let place = folder ?? outputs ?? design ?? ""
    do throws(TableProblems) {
      let table = try table()
      let options = try options(for: table)
      for note in table.notes { Terminal.note("\(place): note: \(note)") }
      if let note = Self.costNote(table, options) { Terminal.note("\(place): note: \(note)") }
      report = SensitivityReport(table, options: options)
    } catch {
      Terminal.note(error.text)
      throw ExitCode(2)
    }
    for failure in report.failures {
      Terminal.note("\(place): error: \(failure.output): found \(failure.problem)")
    }
    if json {
      Terminal.print(report.json)
    } else if csv {
      Terminal.printData((convergence ? report.convergenceCSV : report.csv) + "\n")
    } else if !report.tables.isEmpty || report.discovery != nil {
      Terminal.print(report.text)
    }
    if !report.failures.isEmpty { throw ExitCode(1) }
  }

  /// What long work takes; nothing for work of seconds.
  private static func costNote(_ table: StudyTable, _ options: SensitivityReport.Options) -> String?
  {
    // A table this small takes seconds, which measuring would only add to.
    guard table.points.count * table.outputs.count >= 10_000 else { return nil }
    let seconds = SensitivityReport.seconds(table, options: options)
    guard seconds >= 60 else { return nil }
    let (points, inputs) = (Double(table.points.count), table.points.factors.count)
    return
      "\(table.outputs.count) outputs of \(FigureText.count(points)) points and \(inputs) inputs "
      + "take about \(duration(seconds)); fewer --replicates take less"
  }

  private func table() throws(TableProblems) -> StudyTable {
    guard let folder else {
      return try StudyTable(
        StudyTable.Request(
          designPath: design ?? "", outputsPath: outputs, outputs: output,
          factors: factors.map { $0.split(separator: ",").map { "\($0)".trimmed } } ?? [],
          allowsMissing: allowMissing))
    }
    let outcomes: StudyOutcomes
    do throws(StudyError) {
      outcomes = try StudyOutcomes(StudyFolder(reading: folder))
    } catch {
      throw TableProblems(words: "error: \(error)")
    }
    guard !outcomes.study.parameters.isEmpty else {
      throw TableProblems(
        words: "error: \(folder): the study varies no parameters, only the seed; "
          + "`\(Program.name) summarise \(ShellWord.quoted(folder))` shows what the seeds do")
    }
    return try StudyTable(outcomes, outputs: output)
  }

  private func options(for table: StudyTable) throws(TableProblems) -> SensitivityReport.Options {
    var options = SensitivityReport.Options()
    options.method = method
    options.isOfStudy = folder != nil
    let isGivenData = [.pawn, .delta].contains(method) || method == .auto && !hasStructure(table)
    options.resampling = Resampling(
      replicates: replicates ?? (isGivenData ? 100 : 1000), confidence: confidence, seed: seed)
    options.classes = classes
    options.summary = summary
    options.discovery.peel = peel
    options.discovery.boxCount = boxes
    guard let text = self.where else { return options }
    var problems = TableProblems(path: "--where")
    do throws(DesignProblems) {
      let condition = try Constraint(text)
      for name in condition.factorNames where !table.outputNames.contains(name) {
        problems.addUnknownColumn(name, of: "condition", allowed: table.outputNames)
      }
      if condition.factorNames.isEmpty {
        problems.add(
          "the condition names no output; allowed: "
            + table.outputNames.joined(separator: ", "))
      }
      options.condition = condition
    } catch {
      for problem in error.problems { problems.add("\(problem)") }
    }
    try problems.throwIfAny()
    return options
  }

  private func hasStructure(_ table: StudyTable) -> Bool {
    table.points.kind == .morris || table.points.kind == .saltelli
  }
}

extension PAWN.Summary: ExpressibleByArgument {}

extension String {
  fileprivate var trimmed: String { trimmingCharacters(in: .whitespaces) }
}
