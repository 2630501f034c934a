public import ArgumentParser
import Experiments
import Foundation
import RegionalMeasures
import Tables

struct MeasureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "measure",
    abstract: "Measures regions, sectors and their concentration in a table of establishments.",
    discussion: """
      Reads a CSV file with one row per establishment, or one row per cell with its number of \
      establishments in a column `count`, and reports what a run records about its own firms: location \
      quotients and stars, Ellison–Glaeser γ compared with the same establishments placed at random, \
      triple-helix synergy with its parts, specialisation and diversity of regions, small, medium and \
      large firms, inequality of sizes, and whether regions fall into two states.

      The columns are `region`, `sector` and `employees` unless others are named; every cell of them \
      needs a value. The separator (comma, semicolon, tab) and the decimal mark are found for the whole \
      file. Of a run's panel of firms (`outputs: firms:` in a scenario) the last quarter is measured, \
      unless --tick names another.

      -o takes a new or empty folder; --force replaces the tables of an earlier `measure` there. The \
      measured table itself is never overwritten.

      Examples:
        triskele measure establishments.csv --sector nace --area areas.csv
        triskele measure cells.csv --count plants -o measures
        triskele measure results/kazakhstan/latest/firms.csv --group group --seed 1 --null-draws 19

      Exit status: 0 if the table was measured, 1 if the result cannot be written, 2 if the table or an \
      option is wrong.
      """)

  @Argument(
    help: "A CSV file with a header, or - for standard input.",
    completion: .file(extensions: ["csv", "tsv", "txt"]))
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
      "Column of organisation, for synergy. Default: size classes.", valueName: "column"))
  var organisation: String?

  @Option(
    help: ArgumentHelp(
      "Column with the group of each region, by which to decompose synergy.", valueName: "column"))
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
    help: ArgumentHelp("Lower bounds of the size classes, in persons.", valueName: "bounds"))
  var sizeClasses = "0,1,10,50,250"

  @Option(
    help: ArgumentHelp(
      "What is placed at random as one unit: establishments or rows. For a run with a scale above 1 "
        + "take rows, since each agent decides once.", valueName: "unit"))
  var locate = RegionalIndicators.LocationUnit.establishments

  @Option(
    help: ArgumentHelp(
      "Random placements that γ is compared with (the location null).", valueName: "n"))
  var nullDraws = 199

  @Option(help: "Seed of the random placements.")
  var seed: UInt64 = 1

  @Flag(help: "Write the result as JSON.")
  var json = false

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Folder to write the tables to as CSV files.", valueName: "folder"),
    completion: .directory)
  var output: String?

  @Flag(help: "Replace the measures that are in the folder.")
  var force = false

  func validate() throws {
    guard (0...100_000).contains(nullDraws) else {
      throw ValidationError("--null-draws: found \(nullDraws); allowed: 0 to 100000")
    }
  }

  func run() throws {
    let report: MeasureReport
    let folder: ResultsFolder?
    do throws(TableProblems) {
      let table = try MeasureTable(try request())
      for note in table.notes { Terminal.note(VisibleText.inLine("\(file): note: \(note)")) }
      folder = try claim()
      report = MeasureReport(table, options: options(of: table))
    } catch {
      Terminal.note(error.text)
      throw ExitCode(2)
    }
    if let folder {
      do throws(ResultsError) {
        try report.write(to: folder, manifest: manifest())
      } catch {
        throw CommandFailure(error)
      }
    }
    print(json ? report.json : report.text)
  }

  /// Takes the folder for the tables, unless the table that is measured is one of those to be written.
  private func claim() throws(TableProblems) -> ResultsFolder? {
    guard let output else { return nil }
    func identity(_ path: String) -> String {
      URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path
    }
    let inputs = ([file] + (area.map { [$0] } ?? [])).map(identity)
    for name in MeasureReport.fileNames where inputs.contains(identity("\(output)/\(name)")) {
      throw TableProblems(
        words: "error: -o \(output): \(name) there is a table that is read; choose another folder")
    }
    do throws(ResultsError) {
      return try ResultsFolder.claim(output, for: .measurement, replacing: force)
    } catch {
      throw TableProblems(words: "error: \(error)")
    }
  }

  private func manifest() -> MeasurementManifest {
    let columns: [(String, String?)] = [
      ("region", region), ("sector", sector), ("employees", employees), ("count", count),
      ("organisation", organisation), ("group", group), ("tick", tick.map(String.init)),
      ("area", area), ("size-classes", sizeClasses), ("locate", locate.rawValue),
      ("null-draws", "\(nullDraws)"), ("seed", "\(seed)"),
    ]
    return MeasurementManifest(
      table: file,
      options: columns.compactMap { name, value in value.map { "--\(name)=\($0)" } },
      finished: .now)
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
        "--size-classes: found \(sizeClasses.quoted); allowed: numbers that rise from 0, as in 0,10,250"
      )
    }
    try problems.throwIfAny()
    return MeasureTable.Request(
      path: file, region: region, sector: sector, employees: employees, count: count,
      organisation: organisation, group: group, tick: tick, areaPath: area,
      sizeClasses: SizeClasses(lowerBounds: numbers))
  }
}

extension RegionalIndicators.LocationUnit: ExpressibleByArgument {}
