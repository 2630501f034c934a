import ArgumentParser
import Experiments
import Foundation
import Scenarios
import Tables
import TripleHelix

/// `triskele scenario`: start, check and describe scenario files.
struct ScenarioCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scenario",
    abstract: "Writes, checks and describes scenario files.",
    discussion: """
      EXAMPLES
        triskele scenario new my-country --regions table.csv
        triskele scenario check scenarios/*.yaml
        triskele scenario explain scenarios/kazakhstan.yaml parameters.search
      """,
    subcommands: [New.self, Check.self, List.self, Explain.self, Schema.self])
}

extension ScenarioCommand {
  struct New: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract:
        "Writes a scenario to start from, or makes one from a table of your country's regions.",
      discussion: """
        A NAME without a folder is written to ./scenarios if that folder exists.

        With --regions, the command makes a scenario from a CSV table with one row per region. The \
        table must have each region's name, population, employed, gross regional product, shares of \
        the employed in industry and services, area, and latitude and longitude of the centre. Other \
        figures are read from the table if it has them and estimated if not; NAME/provenance.csv \
        shows the source of every figure. Columns are recognised by English, Russian or Kazakh headers, which may give \
        units, as in "GRP, bln roubles"; for other headers use --map and --unit. Existing files are \
        never overwritten.

        EXAMPLES
          triskele scenario new my-country --regions table.csv
          triskele scenario new my-country --regions table.csv --dry-run
          triskele scenario new my-country --regions table.csv --map product="PIB, mrd" \\
            --unit population=thousand --total fixed_investment="24 %" --year 2021
          triskele scenario new my-country
          triskele scenario new grants --from kazakhstan
          triskele scenario new ~/lesson/first.yaml --from teaching
        """)

    @Argument(help: "Name or path of the new file.")
    var name: String

    @Option(
      help: "What to start from: \(Starter.names).",
      completion: .list(Starter.allCases.map(\.rawValue)),
      transform: { name in
        guard let starter = Starter(rawValue: name) else {
          throw ValidationError("allowed are \(Starter.names)")
        }
        return starter
      })
    var from = Starter.teaching

    @OptionGroup(title: "A scenario from a table of regions") var country: CountryOptions

    @Flag(help: "Overwrite the file if it exists; not with --regions.")
    var force = false

    func run() throws {
      let manager = FileManager.default
      let file = name.hasSuffix(".yaml") || name.hasSuffix(".yml") ? name : name + ".yaml"
      let isBare = !file.contains("/")
      let hasFolder = manager.fileExists(atPath: "scenarios/scenario.schema.json")
      let path = isBare && hasFolder ? "scenarios/\(file)" : file
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
      if country.regions != nil {
        guard !force else {
          throw failure("error: --force does not go with --regions, which overwrites nothing")
        }
        let schema = Self.scenarioFolder(seenFrom: folder).map {
          ($0.isEmpty || $0 == "." ? "" : "\($0)/") + "scenario.schema.json"
        }
        do {
          return try NewCountry(options: country, path: path, name: name, schema: schema).run()
        } catch let problem as CommandFailure {
          note(problem.words)
          throw ExitCode(problem.status)
        }
      }
      guard country.given.isEmpty else {
        throw failure("error: \(country.given[0]) needs --regions TABLE")
      }
      guard force || !manager.fileExists(atPath: path) else {
        throw failure("\(path): error: the file exists; --force overwrites it")
      }
      let scenarios = Self.scenarioFolder(seenFrom: folder)
      guard from.base == nil || scenarios != nil else {
        throw failure(
          "\(path): error: found no folder `scenarios` with \(from.rawValue).yaml to extend, here or "
            + "beside the program; change to the project's folder, or use --from teaching")
      }
      do {
        try manager.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(from.text(scenarioFolder: scenarios).utf8)
          .write(to: URL(fileURLWithPath: path), options: .atomic)
      } catch {
        throw failure("\(path): error: cannot write: \(error.localizedDescription)")
      }
      print("wrote \(path); next: triskele scenario check \(path)")
    }

    /// The path of `scenarios`, here or further up, as seen from a folder; else of the project that the
    /// program was built in, from the root.
    private static func scenarioFolder(seenFrom folder: URL) -> String? {
      let manager = FileManager.default
      let here = URL(fileURLWithPath: manager.currentDirectoryPath)
      let target = folder.standardizedFileURL.pathComponents
      for start in [here, folder.standardizedFileURL] {
        var place = start.standardizedFileURL
        while true {
          let candidate = place.appendingPathComponent("scenarios")
          let schema = candidate.appendingPathComponent("scenario.schema.json").path
          if manager.fileExists(atPath: schema) {
            let components = candidate.pathComponents
            let common = zip(components, target).prefix { $0 == $1 }.count
            let up = Array(repeating: "..", count: target.count - common)
            return (up + components.dropFirst(common)).joined(separator: "/")
          }
          if place.path == "/" { break }
          place.deleteLastPathComponent()
        }
      }
      return besideTheProgram
    }

    /// The project's folder of scenarios, above the folder of the program that runs.
    private static var besideTheProgram: String? {
      guard let program = Bundle.main.executableURL?.resolvingSymlinksInPath() else { return nil }
      var place = program
      while place.path != "/" {
        place.deleteLastPathComponent()
        let candidate = place.appendingPathComponent("scenarios")
        let schema = candidate.appendingPathComponent("scenario.schema.json").path
        if FileManager.default.fileExists(atPath: schema) { return candidate.path }
      }
      return nil
    }
  }

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Reads scenario files and reports all errors at once.",
      discussion: """
        For a single file it also prints each policy in words, with its years, regions and budget, and \
        what follows from its table of regions, such as product per head, wages and shares of product. \
        Warnings point at figures that are probably in another unit \
        and at settings that cannot act; they do not change the exit status, which is 0 if all files \
        are valid and 2 if not. The first twenty errors of a file are printed, and the number of the rest.

        EXAMPLES
          triskele scenario check scenarios/*.yaml
          triskele scenario check scenarios/kazakhstan.yaml --set scale=10
        """)

    @Argument(help: "Scenario files.")
    var files: [String]

    @OptionGroup var overrides: Overrides

    @OptionGroup var reading: ReadingOptions

    @Flag(help: "Print the result as JSON.")
    var json = false

    func run() throws {
      var reports: [Report] = []
      for file in files {
        do throws(ScenarioErrors) {
          let scenario = try Scenario.load(
            file, overrides: overrides.set, access: reading.access)
          reports.append(Report(file: file, scenario: scenario))
        } catch {
          reports.append(Report(file: file, errors: error))
        }
      }
      if json {
        try printJSON(reports)
      } else {
        for report in reports {
          if report.valid {
            print("\(report.file): \(report.size ?? "")")
            if files.count == 1 {
              for line in report.policies { print("  \(VisibleText.inLine(line, limit: 1000))") }
              print("\n" + FactTable.lines(report.facts))
            }
            for warning in report.warnings { note(warning.text) }
          } else {
            for problem in report.problems.prefix(ScenarioErrors.describedCount) {
              note(problem.text)
            }
            let more = report.errorCount - ScenarioErrors.describedCount
            if more > 0 { note("\(report.file): and \(more) more errors") }
          }
        }
      }
      let count = reports.map(\.errorCount).reduce(0, +)
      guard count > 0 else { return }
      if !json { note("\(count) \(count == 1 ? "error" : "errors")") }
      throw ExitCode(2)
    }

    private struct Report: Encodable {
      var file: String
      var valid: Bool
      var title: String?
      var size: String?
      var hash: String?
      /// More than there are problems, where there are very many.
      var errorCount = 0
      var problems: [ProblemReport] = []
      /// Each policy in words.
      var policies: [String] = []
      var facts: [ScenarioFact] = []
      var warnings: [WarningReport] = []

      init(file: String, scenario: Scenario) {
        self.file = file
        valid = true
        policies = scenario.policyLines
        facts = scenario.facts
        warnings = scenario.warnings.map(WarningReport.init)
        title = scenario.configuration.title
        size = scenario.size
        hash = scenario.hash
      }

      init(file: String, errors: ScenarioErrors) {
        self.file = file
        valid = false
        errorCount = errors.count
        problems = errors.problems.map(ProblemReport.init)
      }

      private enum CodingKeys: String, CodingKey {
        case file, valid, title, size, hash, problems, policies, facts, warnings
        case errorCount = "error_count"
      }
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lists the scenarios of a folder with title and size.",
      discussion: """
        EXAMPLES
          triskele scenario list
          triskele scenario list scenarios/teaching --json
        """)

    @Argument(help: "Folder to search, with the folders inside it.")
    var folder = "scenarios"

    @Flag(help: "Print the list as JSON.")
    var json = false

    func run() throws {
      guard let names = FileManager.default.enumerator(atPath: folder)?.allObjects as? [String],
        FileManager.default.fileExists(atPath: folder)
      else { throw failure("\(folder): error: cannot read the folder") }
      let files = names.filter { name in
        (name.hasSuffix(".yaml") || name.hasSuffix(".yml")) && !name.hasPrefix("studies/")
      }.sorted()
      let rows = files.map { name -> Row in
        let path = "\(folder)/\(name)"
        do throws(ScenarioErrors) {
          let scenario = try Scenario.load(path)
          return Row(file: path, title: scenario.configuration.title, size: scenario.size)
        } catch {
          let count = error.count
          return Row(
            file: path, title: "cannot be read", size: "\(count) \(count == 1 ? "error" : "errors")"
          )
        }
      }
      if json { return try printJSON(rows) }
      printTable(rows.map { [$0.file, $0.title, $0.size] })
    }

    private struct Row: Encodable {
      var file: String
      var title: String
      var size: String
    }
  }

  struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Shows the value of every key, what it means and where it was set.",
      discussion: """
        With a KEY, only that key is shown, with everything inside it; `parameters.` may be left out. \
        Regions, distances and sectors are shown only with a KEY. The key `instruments` lists all kinds \
        of policy.

        EXAMPLES
          triskele scenario explain scenarios/kazakhstan.yaml
          triskele scenario explain scenarios/kazakhstan.yaml search.base_hazard
          triskele scenario explain scenarios/kazakhstan.yaml regions.astana
          triskele scenario explain scenarios/neutral.yaml instruments.contest
          triskele scenario explain scenarios/neutral.yaml --odd > parameters.md
        """)

    @Argument(help: "Scenario file.")
    var file: String

    @Argument(help: "Dotted key of a value, of a group or of an item of a list.")
    var key: String?

    @OptionGroup var overrides: Overrides

    @OptionGroup var reading: ReadingOptions

    @Flag(
      help:
        "Print parameters, schedule and initialisation as the ODD protocol lists them, in Markdown."
    )
    var odd = false

    @Flag(help: "Print the settings as JSON.")
    var json = false

    func run() throws {
      let scenario: Scenario
      do throws(ScenarioErrors) {
        scenario = try Scenario.load(file, overrides: overrides.set, access: reading.access)
      } catch {
        throw failure(error.description)
      }
      if let key, key == "instruments" || key.hasPrefix("instruments.") {
        return try printInstruments(key)
      }
      if odd { return try printProtocol(of: scenario) }
      var settings = scenario.settings
      if let key {
        settings = scenario.settings(under: key)
        guard !settings.isEmpty else {
          if let unset = Scenario.describe(key: key), !json {
            let otherwise = unset.otherwise.isEmpty ? "" : "; without it: \(unset.otherwise)"
            return print("\(key)\n  \(unset.meaning)\n  not set\(otherwise)")
          }
          let near = scenario.nearestKey(to: key).map { "; did you mean `\($0)`?" } ?? ""
          throw failure("\(file): error: \(key): unknown key\(near)")
        }
      }
      if json { return try printJSON(settings.map(SettingReport.init)) }
      if key != nil {
        for setting in settings { printInFull(setting) }
        if let guide = settings.count == 1 ? Scenario.itemGuide(of: settings[0].key) : nil {
          print("\n" + guide, terminator: "")
        }
      } else {
        let title = VisibleText.inLine(scenario.configuration.title, limit: 200)
        print("\(title): \(scenario.size)\n")
        let lists = ["regions", "distances", "sectors"]
        let shown = settings.filter { setting in
          !lists.contains { setting.key.hasPrefix($0 + ".") }
        }
        printTable(
          [["KEY", "VALUE", "UNIT", "ALLOWED", "DEFAULT", "SET AT", "MEANING"]]
            + shown.map { setting in
              [
                setting.key, shortened(setting.value), setting.unit, shortened(setting.range),
                shortened(setting.defaultValue), setting.place?.description ?? "default",
                setting.meaning,
              ]
            })
        for list in lists {
          let inside = Set(
            settings.filter { $0.key.hasPrefix(list + ".") }
              .compactMap { $0.key.split(separator: ".").dropFirst().first })
          guard !inside.isEmpty else { continue }
          print(
            "\n\(list): \(inside.count) items; see `triskele scenario explain \(file) \(list).NAME`"
          )
        }
        print("\nThe processes of a quarter, in order")
        printTable(
          Simulation.schedule.enumerated().map { place, process in
            ["\(place + 1)", process.name, process.actors, process.meaning]
          })
        print("\nHow the initial state is made, step by step")
        printTable(
          Simulation.initialization.enumerated().map { place, step in
            ["\(place + 1)", step.name, step.meaning]
          })
        print("\nThe initial state of this scenario with seed \(scenario.seed)")
        printTable(try firstState(of: scenario))
        print(
          "\nThe same in the format of the ODD protocol: `triskele scenario explain \(file) --odd`")
      }
    }

    /// The three tables of the ODD protocol that are made from the running code and the file.
    private func printProtocol(of scenario: Scenario) throws {
      print("## Parameters\n\n\(scenario.parameterTable)")
      print("## Schedule\n\n\(scenario.scheduleTable)")
      print("## Initialization\n\n\(scenario.initializationTable)")
      print("The initial state with seed \(scenario.seed):\n")
      print("| quantity | value | unit | meaning |\n|---|---|---|---|")
      for row in try firstState(of: scenario) {
        print("| \(row.joined(separator: " | ")) |")
      }
    }

    /// The country at tick 0: name, value, unit and meaning of each column.
    private func firstState(of scenario: Scenario) throws -> [[String]] {
      var recording = Recording()
      do throws(SimulationError) {
        try Simulation(scenario.configuration, seed: scenario.seed).record(into: &recording)
      } catch {
        throw failure("\(file): error: \(error.explanation(of: scenario.configuration))")
      }
      let table = recording.national
      return zip(table.columns, table.rows[0]).compactMap { column, value in
        switch value {
        case .integer(let whole): [column.name, "\(whole)", column.unit, column.meaning]
        case .number(let number) where number.isFinite:
          [column.name, String(format: "%.4g", number), column.unit, column.meaning]
        case .number, .text: nil
        }
      }
    }

    /// The guide to the instruments of policy, whether the scenario uses them or not.
    private func printInstruments(_ key: String) throws {
      if odd { return print(InstrumentGuide.markdown, terminator: "") }
      let name = key.split(separator: ".").dropFirst().first.map(String.init)
      guard let text = InstrumentGuide.text(of: name) else {
        let near = InstrumentGuide.nearest(to: name ?? "").map { "; did you mean `\($0)`?" } ?? ""
        throw failure("error: \(key): there is no such instrument\(near)")
      }
      print(text, terminator: "")
    }

    private func printInFull(_ setting: Setting) {
      let unit = setting.unit.isEmpty ? "" : " \(setting.unit)"
      print("\(setting.key): \(setting.value)\(unit)")
      print("  \(setting.meaning)")
      let facts = [
        setting.range.isEmpty ? nil : "allowed \(setting.range)",
        setting.defaultValue.isEmpty ? nil : "default \(setting.defaultValue)",
        setting.place.map { "set at \($0)" } ?? "not set",
      ]
      print("  \(facts.compactMap(\.self).joined(separator: "; "))")
    }

    private func shortened(_ text: String) -> String {
      text.count > 32 ? text.prefix(31) + "…" : text
    }
  }

  struct Schema: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Prints the JSON Schema of scenario files, for editors.",
      discussion: """
        EXAMPLES
          triskele scenario schema > scenarios/scenario.schema.json
          triskele scenario schema --study > scenarios/studies/study.schema.json
        """)

    @Flag(help: "The schema of study files instead.")
    var study = false

    func run() { print(study ? StudyFile.jsonSchema : Scenario.jsonSchema, terminator: "") }
  }
}

extension Starter {
  fileprivate static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

/// Values of keys that hold instead of those in the file.
struct Overrides: ParsableArguments {
  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp(
      "Set a key of the scenario, as in --set scale=10 or --set search.base_hazard=0.02; may be "
        + "repeated.", valueName: "key=value"))
  var set: [String] = []
}

/// A wrong use, told on standard error with exit code 2.
private func failure(_ message: String) -> ExitCode {
  note(message)
  return ExitCode(2)
}

private func note(_ message: String) {
  Terminal.note(message)
}

private func printJSON(_ value: some Encodable) throws {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
  print(String(decoding: try encoder.encode(value), as: UTF8.self))
}

/// Prints rows with their columns below each other.
private func printTable(_ rows: [[String]]) {
  let rows = rows.map { $0.map { VisibleText.inLine($0, limit: TextTable.greatestWidth) } }
  let count = rows.map(\.count).max() ?? 0
  let widths = (0..<count).map { column in
    rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
  }
  for row in rows {
    let cells = row.enumerated().map { column, cell in
      column == row.count - 1
        ? cell : cell + String(repeating: " ", count: widths[column] - cell.count)
    }
    print(cells.joined(separator: "  "))
  }
}

private struct ProblemReport: Encodable {
  var file: String?
  var override: String?
  var line: Int?
  var column: Int?
  var key: String
  /// Name of the item of a list that the key is in.
  var item: String?
  var message: String
  var text: String

  init(_ problem: Problem) {
    switch problem.place.source {
    case .file(let path): file = path
    case .override(let text): override = text
    // Checks of scenarios take no such option.
    case .option: break
    }
    if problem.place.line > 0 { (line, column) = (problem.place.line, problem.place.column) }
    key = problem.key
    item = problem.item.isEmpty ? nil : problem.item
    message = problem.message
    text = problem.description
  }
}

private struct WarningReport: Encodable {
  var code: String
  var key: String
  var file: String?
  var line: Int?
  var column: Int?
  var message: String
  var text: String

  init(_ warning: ScenarioWarning) {
    code = warning.code
    key = warning.key
    message = warning.message
    text = warning.description
    guard let place = warning.place else { return }
    if case .file(let path) = place.source { file = path }
    if place.line > 0 { (line, column) = (place.line, place.column) }
  }
}

private struct SettingReport: Encodable {
  var key: String
  var value: String
  var unit: String
  var range: String
  var defaultValue: String
  var meaning: String
  var place: String?

  init(_ setting: Setting) {
    key = setting.key
    value = setting.value
    unit = setting.unit
    range = setting.range
    defaultValue = setting.defaultValue
    meaning = setting.meaning
    place = setting.place?.description
  }

  private enum CodingKeys: String, CodingKey {
    case key, value, unit, range
    case defaultValue = "default"
    case meaning
    case place = "set_at"
  }
}
