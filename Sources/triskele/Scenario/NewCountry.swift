import Experiments
import Foundation
import Scenarios

/// Makes a scenario of a table of regions: a YAML file and a folder of tables beside it.
struct NewCountry {
  let options: CountryOptions
  /// Path of the scenario file.
  let path: String
  /// Name as the user gave it.
  let name: String
  /// The schema of scenarios, seen from the file, if there is one.
  let schema: String?

  private var stem: String {
    let url = URL(fileURLWithPath: path)
    return url.deletingPathExtension().lastPathComponent
  }

  /// Path of the folder of tables.
  private var tables: String {
    String(path.dropLast(URL(fileURLWithPath: path).pathExtension.count + 1))
  }

  private var parent: URL { URL(fileURLWithPath: path).deletingLastPathComponent() }

  func run() throws {
    let request = try options.request()
    let manager = FileManager.default
    let folder = parent.appendingPathComponent(stem)
    if !options.dryRun {
      let taken = [path, tables].filter { manager.fileExists(atPath: $0) }
      guard taken.isEmpty else {
        throw CommandFailure(
          lines: taken.map {
            "\($0): error: already exists and is not overwritten; choose another name or move it"
          }, status: 2)
      }
    }
    let country: CountryScenario
    do throws(CountryProblems) {
      let source = try CountrySource.read(options.regions ?? "")
      country = try CountryScenario(source, request)
    } catch {
      throw CommandFailure(lines: error.lines, status: 2)
    }
    let staging = try stage(country)
    defer { try? manager.removeItem(at: staging) }
    let scenario = try load(staging)
    CountryReport(country: country, scenario: scenario, path: path).print()
    if options.dryRun {
      Terminal.print("\nNothing is written, because of --dry-run.")
      return
    }
    do {
      try manager.moveItem(at: staging.appendingPathComponent(stem), to: folder)
      do {
        try manager.moveItem(
          at: staging.appendingPathComponent("\(stem).yaml"), to: URL(fileURLWithPath: path))
      } catch {
        try? manager.removeItem(at: folder)
        throw error
      }
    } catch {
      throw CommandFailure("\(path): cannot write: \(error.localizedDescription)", status: 1)
    }
    Terminal.print(
      "\n\(path) was written, with its tables in \(tables)/.\n"
        + "Next: look at \(tables)/provenance.csv, and then\n"
        + "  triskele scenario check \(path)\n  triskele run \(path) --years 5")
  }

  /// Writes all files into a new folder beside where they go, so that moving them is one step.
  private func stage(_ country: CountryScenario) throws -> URL {
    let manager = FileManager.default
    let place = options.dryRun ? manager.temporaryDirectory : parent
    let staging = place.appendingPathComponent(
      ".\(stem)-\(ProcessInfo.processInfo.processIdentifier)")
    var files = [
      "\(stem)/regions.csv": country.regionsText, "\(stem)/provenance.csv": country.provenanceText,
      "\(stem).yaml": country.scenarioText(
        folder: stem, schema: schema, command: options.command(name: name)),
    ]
    if let sectors = country.sectorsText { files["\(stem)/sectors.csv"] = sectors }
    do {
      try manager.createDirectory(
        at: staging.appendingPathComponent(stem), withIntermediateDirectories: true)
      for (file, text) in files {
        try Data(text.utf8).write(to: staging.appendingPathComponent(file))
      }
    } catch {
      try? manager.removeItem(at: staging)
      throw CommandFailure("\(path): cannot write: \(error.localizedDescription)", status: 1)
    }
    return staging
  }

  private func load(_ staging: URL) throws -> Scenario {
    do throws(ScenarioErrors) {
      return try Scenario.load(staging.appendingPathComponent("\(stem).yaml").path)
    } catch {
      let text = "\(error)".replacing(staging.path + "/", with: "")
      throw CommandFailure(
        lines: ["error: the scenario that follows from the table cannot run:", text], status: 2)
    }
  }
}

/// What was made of a table, for the terminal.
private struct CountryReport {
  let country: CountryScenario
  let scenario: Scenario
  let path: String

  func print() {
    let columns = country.match.columns.filter { $0.column.key != "id" || $0.isMapped }
    Terminal.print("Columns of the table")
    Terminal.print(
      TextTable.lines(
        ["read as", "header", "unit here", "what was done"],
        columns.map { column in
          let rule = country.conversions[column.column.key] ?? ""
          return [
            column.column.key, column.header, column.column.unit, rule.isEmpty ? "as it is" : rule,
          ]
        }, leftAligned: [0, 1, 2, 3]))
    if !country.match.unused.isEmpty {
      Terminal.print("\nNot used")
      for (header, proposal) in country.match.unused {
        Terminal.print(
          "  \(header)" + (proposal.map { "   (if it is \($0): --map \($0)=\"\(header)\")" } ?? ""))
      }
    }
    printEstimates()
    for text in country.notes { Terminal.print("Note: \(text)") }
    Terminal.print("\nWhat follows")
    Terminal.print(FactTable.lines(scenario.facts))
    for warning in scenario.warnings {
      // The places are those of files that are not there yet.
      Terminal.note("warning: \(warning.key): \(warning.message)")
    }
  }

  private func printEstimates() {
    var rows: [[String]] = []
    for key in CountryScenario.columns {
      let values = (country.values[key] ?? []).filter { $0.origin == .estimated }
      guard let first = values.first else { continue }
      let count =
        values.count == country.regions.count
        ? "all" : "\(values.count) of \(country.regions.count)"
      rows.append([key, count, first.rule])
    }
    if country.patentsPerYear.origin == .estimated {
      rows.append(["patents_per_year", "country", country.patentsPerYear.rule])
    }
    guard !rows.isEmpty else { return }
    Terminal.print("\nEstimated")
    Terminal.print(TextTable.lines(["figure", "regions", "rule"], rows, leftAligned: [0, 1, 2]))
  }
}
