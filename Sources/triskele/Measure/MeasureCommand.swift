public import ArgumentParser
import Foundation
import RegionalMeasures
import Tables

struct MeasureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "measure",
    abstract: "Measures regions, sectors and their concentration in a table of establishments.",
    discussion: """
      Reads a CSV file with a row an establishment, or a row a cell with its number of establishments \
      in a column `count`, and reports what a run records of its own firms: location quotients and \
      stars, Ellison–Glaeser γ beside the same establishments thrown like darts, triple-helix synergy \
      with its parts, specialisation and diversity of regions, small, medium and large firms, \
      inequality of sizes, and whether regions fall into two states.

      The columns `region`, `sector` and `employees` are looked for unless others are named. Of a \
      run's panel of firms (`outputs: firms:` in a scenario) the last quarter is measured, unless \
      --tick names another.

      Examples:
        triskele measure establishments.csv --sector nace --area areas.csv
        triskele measure cells.csv --count plants -o measures
        triskele measure results/kazakhstan/latest/firms.csv --group group --seed 1 --null-draws 19

      Exit status: 0 if the table was measured, 2 if the table or a value is no good.
      """)

  @Argument(help: "A CSV file with a header; fields parted by commas, tabs or semicolons.")
  var file: String

  @Option(help: ArgumentHelp("Column of regions.", valueName: "column"))
  var region = "region"

  @Option(help: ArgumentHelp("Column of sectors.", valueName: "column"))
  var sector = "sector"

  @Option(help: ArgumentHelp("Column of employees, all of a row together.", valueName: "column"))
  var employees = "employees"

  @Option(
    help: ArgumentHelp(
      "Column with the number of establishments in a row. Default: `count` if it is there, else 1.",
      valueName: "column"))
  var count: String?

  @Option(
    help: ArgumentHelp(
      "Column of organisation, for synergy. Default: classes of size.", valueName: "column"))
  var organisation: String?

  @Option(
    help: ArgumentHelp(
      "Column with the group of each region, to decompose synergy.", valueName: "column"))
  var group: String?

  @Option(help: "Quarter of a run's panel to measure. Default: the last.")
  var tick: Int?

  @Option(
    help: ArgumentHelp(
      "CSV file with the columns region and area, in km²: adds establishments per km².",
      valueName: "file"))
  var area: String?

  @Option(
    name: .customLong("size-classes"),
    help: ArgumentHelp("Lower bounds of the classes of size, persons.", valueName: "bounds"))
  var sizeClasses = "0,1,10,50,250"

  @Option(
    help: ArgumentHelp(
      "What locates as one dart of the null: establishments or rows. A run with a scale above 1 "
        + "takes rows, since an agent decides once.", valueName: "unit"))
  var locate = RegionalIndicators.LocationUnit.establishments

  @Option(help: ArgumentHelp("Throws of the location null.", valueName: "n"))
  var nullDraws = 199

  @Option(help: "Seed of the location null's draws.")
  var seed: UInt64 = 1

  @Flag(help: "Write the result as JSON.")
  var json = false

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Folder to write the tables to as CSV files.", valueName: "folder"),
    completion: .directory)
  var output: String?

  func validate() throws {
    guard (0...100_000).contains(nullDraws) else {
      throw ValidationError("--null-draws: found \(nullDraws); allowed: 0 to 100000")
    }
  }

  func run() throws {
    do throws(TableProblems) {
      let table = try MeasureTable(try request())
      let report = MeasureReport(table, options: options(of: table))
      for note in table.notes { Terminal.note(VisibleText.inLine("\(file): note: \(note)")) }
      if let output { try report.write(to: output, path: file) }
      print(json ? report.json : report.text)
    } catch {
      Terminal.note(error.text)
      throw ExitCode(2)
    }
  }

  private func options(of table: MeasureTable) -> RegionalIndicators.Options {
    var options = RegionalIndicators.Options()
    options.sizeClasses = table.sizeClasses
    options.locationUnit = locate
    options.nullDraws = nullDraws
    options.seed = seed
    options.tick = UInt32(clamping: table.tick ?? 0)
    options.groups = table.groups
    return options
  }

  private func request() throws(TableProblems) -> MeasureTable.Request {
    var problems = TableProblems(path: file)
    let bounds = sizeClasses.split(separator: ",", omittingEmptySubsequences: false)
      .map { Double($0.trimmingCharacters(in: .whitespaces)) }
    let numbers = bounds.compactMap(\.self)
    let ascends =
      numbers.first == 0 && zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 }
      && numbers.allSatisfy { $0 <= 1e9 }
    if numbers.count != bounds.count || !ascends {
      problems.add(
        "--size-classes: found `\(sizeClasses)`; allowed: numbers that rise from 0, as in 0,10,250")
    }
    try problems.throwIfAny()
    return MeasureTable.Request(
      path: file, region: region, sector: sector, employees: employees, count: count,
      organisation: organisation, group: group, tick: tick, areaPath: area,
      sizeClasses: SizeClasses(lowerBounds: numbers))
  }
}

extension RegionalIndicators.LocationUnit: ExpressibleByArgument {}
