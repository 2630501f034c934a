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

      Examples:
        triskele ward regions.csv --clusters 8
        triskele ward regions.csv --id region_id --columns p4,p5,p14 --best gap
        triskele ward regions.csv --weights p4=0.5,p5=0.5 --standardise range_0_1
        triskele ward points.csv --no-header --clusters 3 --json > groups.json
        triskele ward regions.csv --newick > tree.nwk

      With --json: merges (rows of two clusters, height, size; numbered as in SciPy), labels (1, 2, … \
      in the order of first appearance), ids, order (of the rows along the tree, from 0), \
      cophenetic_correlation, silhouette, clusters, standardise, columns; null where undefined.

      Exit status: 0 if the groups were made, 2 if the table or a value is no good.
      """)

  @Argument(help: "A CSV file with a header; fields parted by commas, tabs or semicolons.")
  var file: String

  @Option(help: "Column that names the rows; by default the first, if it is not of numbers.")
  var id: String?

  @Option(help: "Columns to compare by, as in a,b,c; by default all of numbers.")
  var columns: String?

  @Option(help: ArgumentHelp("Number of groups.", valueName: "k"))
  var clusters: Int?

  @Option(help: "Height to cut the tree at: rows joined there or below are together.")
  var height: Double?

  @Option(help: "Choose the number of groups by silhouette, calinski-harabasz or gap.")
  var best: CutCriterion?

  @Option(
    help: ArgumentHelp(
      "Scale of the columns: " + Standardisation.allCases.map(\.rawValue).joined(separator: ", ")
        + ".", valueName: "scale"))
  var standardise: Standardisation = .zscore

  @Option(help: "How often columns count, as in a=2,b=0.5; by default once.")
  var weights: String?

  @Flag(name: .customLong("no-header"), help: "The first line is data; columns are named 1, 2, ….")
  var noHeader = false

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
    guard (1...1024).contains(threads) else {
      throw ValidationError("--threads: found \(threads); allowed: 1 to 1024")
    }
  }

  func run() throws {
    do throws(TableProblems) {
      let table = try WardTable(try request())
      let analysis = try WardAnalysis(
        table, standardisation: standardise, cut: cut, threadCount: threads)
      for note in analysis.notes { Terminal.note(VisibleText.inLine("\(file): note: \(note)")) }
      print(text(of: analysis))
    } catch {
      Terminal.note(error.text)
      throw ExitCode(2)
    }
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
        problems.add("--weights: found `\(entry)`; allowed: column=weight, with 0 to 1e12")
        continue
      }
      let column = String(entry[..<sign])
      if request.weights.contains(where: { $0.column == column }) {
        problems.add("--weights: `\(column)` stands twice; allowed: each column once")
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
