import ArgumentParser
import Experiments
import Foundation
import Scenarios

/// Options of `triskele scenario new` that make a scenario of a table of regions.
struct CountryOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Make the scenario from a CSV table of regions.", valueName: "table.csv"))
  var regions: String?

  @Option(
    name: .customLong("map"), parsing: .singleValue,
    help: ArgumentHelp(
      "The column of a figure, as in --map product=\"GRP, bln\"; repeatable. "
        + "KEY= without a header leaves the key out.",
      valueName: "key=header"))
  var maps: [String] = []

  @Option(
    name: .customLong("unit"), parsing: .singleValue,
    help: ArgumentHelp(
      "Unit of a column, as in --unit product=billion, or money=million for all columns of money; "
        + "repeatable.", valueName: "key=unit"))
  var units: [String] = []

  @Option(
    name: .customLong("total"), parsing: .singleValue,
    help: ArgumentHelp(
      "A figure of the whole country from which missing ones are estimated, as in "
        + "--total fixed_investment=\"24 %\" or --total research_expenditure=\"90 billion\"; repeatable.",
      valueName: "key=value"))
  var totals: [String] = []

  @Option(
    name: .customLong("by"), parsing: .singleValue,
    help: ArgumentHelp(
      "A column of the table by which a figure of the country is divided among the regions, as in "
        + "--by industry_share=factories; repeatable.", valueName: "key=header"))
  var weights: [String] = []

  @Option(help: "Title of the scenario.")
  var title: String?

  @Option(help: "Name of the currency; without it, that of the headers.")
  var currency: String?

  @Option(help: "Year of the table, the first of a run.")
  var year: Int?

  @Flag(help: "Show what would be made from the table, and write nothing.")
  var dryRun = false

  /// What is asked; problems with the options as lines.
  func request() throws -> CountryRequest {
    var request = CountryRequest()
    var problems: [String] = []
    func read(_ option: String, _ texts: [String], _ take: (String, String) -> Void) {
      for text in texts {
        if let (key, value) = CountryRequest.pair(text) {
          take(key, value)
        } else {
          problems.append("--\(option) \(text): error: must be written as KEY=VALUE")
        }
      }
    }
    read("map", maps) { request.headers[$0] = $1 }
    read("unit", units) { request.units[$0] = $1 }
    read("total", totals) { request.totals[$0] = $1 }
    read("by", weights) { request.weights[$0] = $1 }
    request.title = title
    request.currency = currency
    request.year = year
    if let year, !(0...9999).contains(year) {
      problems.append("--year \(year): error: must lie in 0...9999")
    }
    guard problems.isEmpty else { throw CommandFailure(lines: problems, status: 2) }
    return request
  }

  /// Options other than `--regions` that were given, for a message where that is missing.
  var given: [String] {
    [
      (maps.isEmpty, "--map"), (units.isEmpty, "--unit"), (totals.isEmpty, "--total"),
      (weights.isEmpty, "--by"), (title == nil, "--title"), (currency == nil, "--currency"),
      (year == nil, "--year"), (!dryRun, "--dry-run"),
    ].filter { !$0.0 }.map(\.1)
  }

  /// The options as one types them in a shell.
  func command(name: String) -> String {
    var words = ["triskele", "scenario", "new", name, "--regions", regions ?? ""]
    for (option, texts) in [("map", maps), ("unit", units), ("total", totals), ("by", weights)] {
      for text in texts { words += ["--\(option)", text] }
    }
    for (option, text) in [
      ("title", title), ("currency", currency), ("year", year.map(String.init)),
    ] {
      if let text { words += ["--\(option)", text] }
    }
    return words.map { ShellWord.quoted($0.replacing("\n", with: " ")) }.joined(separator: " ")
  }
}
