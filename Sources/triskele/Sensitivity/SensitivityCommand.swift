public import ArgumentParser
import Experiments
import Foundation
import SensitivityAnalysis
import StudyStore

struct SensitivityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sensitivity",
    abstract: "Says which inputs the outputs of a study, or of any model, depend on.",
    discussion: """
      Reads the folder of a study that `triskele sweep` made, or tables of any model: the points of a design as `triskele design` writes them, or any table with a column an \
      input, and a table of outputs with the same points in a column `point` or in the same order. An \
      empty cell is a run that failed; rows of one point with a column `replicate` are averaged.

      auto takes what the design was made for: elementary effects of trajectories (morris), shares of \
      variance of radial blocks (sobol, with pawn beside it where points are missing), and otherwise \
      pawn, which needs no structure; of a study's folder it then takes delta and regression besides. \
      prim looks for boxes of inputs in which the outputs meet a condition. Of a study, replicates are \
      averaged, and failed runs, runs that are not done yet and forbidden points are left out and counted.

      Intervals are made by drawing blocks of the design again; the same seed gives the same intervals.

      Examples:
        triskele sensitivity results/studies/trust-and-subsidy
        triskele sensitivity results/studies/trust-and-subsidy --output public_cost --json
        triskele sensitivity --design points.csv --outputs y.csv
        triskele sensitivity --design points.csv --outputs y.csv --method delta --replicates 200 --json
        triskele sensitivity --design results.csv --output jobs --output patents --csv > indices.csv
        triskele sensitivity --design points.csv --outputs y.csv --method prim --where "jobs > 1000"

      Exit status: 0 if every output was analysed, 1 if one could not be, 2 if a table or a value is no \
      good.
      """)

  @Argument(
    help: ArgumentHelp("Folder of a study, in place of --design.", valueName: "folder"),
    completion: .directory)
  var folder: String?

  @Option(
    help: ArgumentHelp("CSV file of points, a row a point, a column an input.", valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var design: String?

  @Option(
    help: ArgumentHelp(
      "CSV file of outputs, a row a point. Default: columns of the design's file named by --output.",
      valueName: "file"), completion: .file(extensions: ["csv"]))
  var outputs: String?

  @Option(
    help: ArgumentHelp(
      "Column to analyse; may be repeated. Default: all columns of outputs.", valueName: "column"))
  var output: [String] = []

  @Option(
    help: ArgumentHelp(
      "Columns that are inputs, parted by commas. Default: all that are not otherwise known.",
      valueName: "columns"))
  var factors: String?

  @Option(help: "How to measure: auto, morris, sobol, pawn, delta, regression or prim.")
  var method = SensitivityMethod.auto

  @Option(
    help: ArgumentHelp(
      "Which points are of interest, for prim: a condition on outputs, as in \"jobs > 1000\".",
      valueName: "condition"))
  var `where`: String?

  @Option(help: ArgumentHelp("Boxes to look for, for prim.", valueName: "n"))
  var boxes = 1

  @Option(help: ArgumentHelp("Share of points that prim peels off at a time.", valueName: "share"))
  var peel = 0.05

  @Option(
    help: ArgumentHelp(
      "Replicates of the bootstrap. Default: 1000, or 100 for pawn and delta.", valueName: "n"))
  var replicates: Int?

  @Option(help: ArgumentHelp("Share of replicates within an interval.", valueName: "share"))
  var confidence = 0.95

  @Option(help: "Seed of the bootstrap's draws.")
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("Classes of an input, for pawn.", valueName: "n"))
  var classes = 10

  @Option(help: "What pawn takes over the classes: median, mean or maximum.")
  var summary = PAWN.Summary.median

  @Flag(help: "Let points without a row count as failed.")
  var allowMissing = false

  @Flag(help: "Write the result as JSON.")
  var json = false

  @Flag(help: "Write the result as CSV, a row an index.")
  var csv = false

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
        try require(!isThere, option, "it with a study's folder", "--output")
      }
    }
    if let replicates {
      try require((0...100_000).contains(replicates), "replicates", "\(replicates)", "0 to 100000")
    }
    try require(confidence > 0 && confidence < 1, "confidence", "\(confidence)", "above 0, below 1")
    try require((2...1000).contains(classes), "classes", "\(classes)", "2 to 1000")
    try require((1...100).contains(boxes), "boxes", "\(boxes)", "1 to 100")
    try require(peel > 0 && peel < 0.5, "peel", "\(peel)", "above 0, below 0.5")
    try require(!(json && csv), "csv", "it beside --json", "one of the two")
    if method == .prim {
      try require(
        self.where != nil, "where", "nothing", "a condition on outputs, with --method prim")
      try require(!csv, "csv", "it with --method prim", "--json")
    } else {
      try require(self.where == nil, "where", "it without prim", "--method prim")
    }
  }

  func run() throws {
    let report: SensitivityReport
    let place = folder ?? outputs ?? design ?? ""
    do throws(TableProblems) {
      let table = try table()
      let options = try options(for: table)
      for note in table.notes { Terminal.note("\(place): note: \(note)") }
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
      Terminal.printData(report.csv + "\n")
    } else if !report.tables.isEmpty || report.discovery != nil {
      Terminal.print(report.text)
    }
    if !report.failures.isEmpty { throw ExitCode(1) }
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
          "no output stands in the condition; allowed: "
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
