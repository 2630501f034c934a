public import ArgumentParser
import Foundation
import Tables
public import WardClustering

struct WardCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ward",
    abstract: "Groups the rows of a table by Ward's method.",
    discussion: """
      Reads a CSV file, brings its columns of numbers to a common scale, joins the rows step by step \
      (Ward2: the heights of SciPy's `ward` and R's `ward.D2`) and cuts the tree into groups. \
      Without --clusters, --height or --best, the number of groups is the one from 2 to 10 with \
      the best silhouette.

      The separator (comma, semicolon, tab) and the decimal mark are detected for the whole file. Every \
      cell of a column of numbers must hold a number: fill in missing values, or remove the row or the \
      column. Columns of text are left out, and a note names them.

      The z-score divides by the standard deviation with n, as SciPy's `zscore` does; R's `scale` \
      divides by that with n − 1, so its heights are smaller by the factor √((n − 1) / n); the groups are \
      the same. A column whose values differ only by rounding counts as one value.

      --stability groups 100 bootstrap samples of the rows and 100 of the columns, and reports how \
      well each group is recovered (mean Jaccard similarity, as R's `fpc::clusterboot` does).

      Time grows with the square of the rows: 10,000 take about a second, 100,000 a few minutes, \
      1,000,000 hours. The estimate is printed first.

      Examples:
        triskele ward regions.csv --clusters 8
        triskele ward regions.csv --id region_id --columns p4,p5,p14 --best gap
        triskele ward regions.csv --weights p4=0.5,p5=0.5 --standardise range_0_1
        triskele ward points.csv --no-header --clusters 3 --json > groups.json
        triskele ward regions.csv --clusters 4 --stability
        triskele ward regions.csv --newick > tree.nwk

      With --json: merges (rows of two clusters, height, size; numbered as in SciPy), labels (1, 2, … \
      in the order of first appearance), ids, order (of the rows along the tree, from 0), \
      cophenetic_correlation, silhouette, clusters, standardise, columns, with --stability also \
      stability; null where undefined.

      Exit status: 0 if the groups were made, 1 if they cannot be written, 2 if the table or an option \
      is wrong.
      """)

  @Argument(
    help: "A CSV file with a header, or - for standard input.",
    completion: .file(extensions: ["csv", "tsv", "txt"]))
  var file: String

  @Option(help: "Column that names the rows. Default: the first, if it holds text.")
  var id: String?

  @Option(help: "Columns to compare by, as in a,b,c. Default: all columns of numbers.")
  var columns: String?

  @Option(help: ArgumentHelp("Number of groups.", valueName: "k"))
  var clusters: Int?

  @Option(help: "Height to cut the tree at: rows joined at or below it form a group.")
  var height: Double?

  @Option(help: "Choose the number of groups by silhouette, calinski-harabasz or gap.")
  var best: CutCriterion?

  @Option(
    help: ArgumentHelp(
      "Scale of the columns: " + Standardisation.allCases.map(\.rawValue).joined(separator: ", ")
        + ".", valueName: "scale"))
  var standardise: Standardisation = .zscore

  @Option(help: "Weights of columns, as in a=2,b=0.5. Default: once.")
  var weights: String?

  @Flag(name: .customLong("no-header"), help: "The first line is data; columns are named 1, 2, ….")
  var noHeader = false

  @Flag(help: "Group resampled tables too, and report how stable each group is.")
  var stability = false

  @Option(help: ArgumentHelp("Resampled tables of each kind, for --stability.", valueName: "n"))
  var replicates = 100

  @Option(help: "Seed of the draws for --stability.")
  var seed: UInt64 = 1

  @Option(help: "Threads to compute with; the result is the same for any number.")
  var threads: Int = ProcessInfo.processInfo.activeProcessorCount

  @Flag(help: "Write the result as JSON.")
  var json = false

  @Flag(help: "Write the tree in Newick form; with --json, as one of its keys.")
  var newick = false

  func validate() throws {
    let cuts = [clusters != nil, height != nil, best != nil].filter(\.self).count
    if cuts > 1 {
      throw ValidationError("found several of --clusters, --height and --best; allowed: one")
    }
    guard (1...100_000).contains(replicates) else {
      throw ValidationError("--replicates: found \(replicates); allowed: 1 to 100000")
    }
    guard (1...1024).contains(threads) else {
      throw ValidationError("--threads: found \(threads); allowed: 1 to 1024")
    }
  }

  func run() throws {
    do throws(TableProblems) {
      let table = try WardTable(try request())
      let cost = cost(of: table)
      try cost.check(path: file)
      if let note = cost.note { Terminal.note(VisibleText.inLine("\(file): note: \(note)")) }
      let line = ProgressLine()
      let analysis = try WardAnalysis(
        table, standardisation: standardise, cut: cut,
        resampling: stability
          ? WardStability.Request(replicateCount: replicates, seed: seed) : nil,
        threadCount: threads
      ) { phase, share in
        line.show(fraction: share, isLast: false) { "\(phase.rawValue), \(Int(100 * share)) %" }
      }
      line.finish()
      for note in analysis.notes { Terminal.note(VisibleText.inLine("\(file): note: \(note)")) }
      if newick && !json {
        Terminal.printData(text(of: analysis) + "\n")
      } else {
        print(text(of: analysis))
      }
    } catch {
      Terminal.note(error.text)
      throw ExitCode(2)
    }
  }

  private func cost(of table: WardTable) -> WardCost {
    let trees =
      (stability ? 2 * replicates : 0) + (best == .gap ? GapStatistic.usualReferenceCount : 0)
    return WardCost(
      rowCount: table.observations.rowCount, columnCount: table.observations.columnCount,
      fileColumnCount: table.fileColumnCount, treeCount: trees,
      threadCount: min(threads, ProcessInfo.processInfo.activeProcessorCount))
  }

  private var cut: WardAnalysis.Cut {
    if let clusters { return .count(clusters) }
    if let height { return .height(height) }
    return .best(best ?? .silhouette)
  }

  private func text(of analysis: WardAnalysis) -> String {
    if json { return WardJSON(analysis: analysis, includesNewick: newick).text }
    return newick ? analysis.tree.newick(names: analysis.names) : WardText(analysis).text
  }

  private func request() throws(TableProblems) -> WardTable.Request {
    var problems = TableProblems(path: file)
    var request = WardTable.Request(path: file, hasHeader: !noHeader, idColumn: id)
    if let columns { request.columns = names(in: columns, of: "--columns", &problems) }
    for entry in weights.map({ names(in: $0, of: "--weights", &problems) }) ?? [] {
      guard let sign = entry.lastIndex(of: "="),
        let weight = Double(entry[entry.index(after: sign)...]),
        Observations.allowedColumnWeights.contains(weight)
      else {
        problems.add("--weights: found \(entry.quoted); allowed: column=weight, with 0 to 1e12")
        continue
      }
      let column = String(entry[..<sign])
      if request.weights.contains(where: { $0.column == column }) {
        problems.add("--weights: \(column.quoted) stands twice; allowed: each column once")
      }
      request.weights.append((column, weight))
    }
    if let height, !(height >= 0) {
      problems.add("--height: found \(height); allowed: 0 or more")
    }
    if let clusters, clusters < 1 {
      problems.add("--clusters: found \(clusters); allowed: 1 to the number of rows")
    }
    try problems.throwIfAny()
    return request
  }

  /// The entries of a list as in `a,b`; a name with a comma stands in double quotes.
  private func names(
    in list: String, of option: String, _ problems: inout TableProblems
  ) -> [String] {
    do {
      let names = try DelimitedText(list).records.first?.map(\.text) ?? []
      if !names.isEmpty { return names }
      problems.add("\(option): found nothing; allowed: names separated by commas")
    } catch {
      for error in error.errors { problems.add("\(option): \(error.message)") }
    }
    return []
  }
}

extension CutCriterion: ExpressibleByArgument {}
extension Standardisation: ExpressibleByArgument {}
