import Experiments
import Foundation
import Reporting
import Scenarios
import TripleHelix

/// What `compare` prints and writes of a comparison, from its tables, so that a page made again from a
/// folder is the same.
struct ComparisonOutput {
  let tables: [Table]
  let manifest: ComparisonManifest
  let base: Scenario
  let alternatives: [Scenario]
  let results: ComparisonResults

  init(
    tables: [Table], manifest: ComparisonManifest, base: Scenario, alternatives: [Scenario]
  ) {
    self.tables = tables
    self.manifest = manifest
    self.base = base
    self.alternatives = alternatives
    let titles = manifest.titles(alternatives)
    results = ComparisonResults(
      tables: tables, base: base.configuration,
      alternatives: manifest.policies.indices.map {
        (manifest.policies[$0].id, titles[$0], alternatives[$0].configuration)
      },
      facts: .init(
        failures: manifest.failures, precision: manifest.precision,
        command: manifest.command, version: manifest.version,
        gslVersion: manifest.gsl, finished: manifest.finished.formatted(.iso8601)))
  }

  /// The page and its charts.
  func attachments(vegaBundle: String?) -> [Run.Attachment] {
    charts(for: results).map { chart in
      Run.Attachment(name: "\(ResultsFolder.chartsName)/\(chart.name).vl.json", text: chart.json)
    } + [
      Run.Attachment(
        name: ResultsFolder.reportName, text: report(for: results, vegaBundle: vegaBundle))
    ]
  }

  func write(
    to folder: ResultsFolder, withReport: Bool, isQuiet: Bool
  ) throws(ResultsError) {
    var attachments: [Run.Attachment] = []
    if withReport {
      let bundle = VegaBundle.load()
      attachments = self.attachments(vegaBundle: bundle)
      if bundle == nil, !isQuiet { Terminal.note(VegaBundle.advice) }
    }
    try folder.write(
      tables, base: base, policies: alternatives, manifest: manifest, attachments: attachments)
  }
}

// The terminal.
extension ComparisonOutput {
  func text(folder: String, hasReport: Bool) -> String {
    let pairs = results.replicates == 1 ? "1 replicate" : "\(results.replicates) replicates"
    var lines = [Terminal.bold("\(results.headline), \(pairs)"), ""]
    if let caution = results.coarseSentence { lines += [caution, ""] }
    if results.alternatives.count > 1 {
      lines += aligned(rankingRows) + [""]
      lines += results.rankingSentences + [""]
    }
    for scenario in results.alternatives {
      if results.alternatives.count > 1 { lines += [Terminal.bold(scenario.title), ""] }
      lines += aligned(effectRows(scenario)) + [Self.legend, ""]
      let costs = costRows(scenario)
      if costs.count > 1 { lines += aligned(costs) + [""] }
      lines += results.sentences(of: scenario) + [""]
    }
    lines.append("results  \(folder)")
    if hasReport { lines.append("report   \(folder)/\(ResultsFolder.reportName)") }
    return lines.joined(separator: "\n")
  }

  private static let legend =
    "± half of the 95 % interval by pairs of runs with one seed; includes zero: this interval does"

  private func effectRows(_ scenario: ComparisonResults.Alternative) -> [[String]] {
    let head =
      ["effect on the \(results.base.timeStep.name)ly mean"]
      + results.windows.map { results.name(of: $0) }
    return [head]
      + results.effectLines(of: scenario).map { line in
        [line.name] + line.cells
      }
  }

  private func costRows(_ scenario: ComparisonResults.Alternative) -> [[String]] {
    [["million \(results.base.currency), prices of the start"] + results.costWindows.map(\.name)]
      + results.costLines(of: scenario).map { [$0.name] + $0.cells }
  }

  private var rankingRows: [[String]] {
    [["rank, and effect against the base"] + results.scenarioTitles]
      + results.rankingLines(window: results.rankingWindowName).map { [$0.name] + $0.cells }
  }

  /// Columns side by side, the first to the left and the rest to the right.
  private func aligned(_ rows: [[String]]) -> [String] {
    let widths = (rows.first ?? []).indices.map { column in
      rows.map { $0[column].count }.max() ?? 0
    }
    return rows.enumerated().map { index, row in
      let cells = row.enumerated().map { column, text in
        let pad = String(repeating: " ", count: widths[column] - text.count)
        return column == 0 ? text + pad : pad + text
      }
      let line = cells.joined(separator: "  ")
      return index == 0 ? Terminal.faint(line) : line
    }
  }
}

// JSON.
extension ComparisonOutput {
  private enum Cell: Encodable {
    case value(TableValue)
    case text(String)
    case texts([String])
    case number(Double)
    case rows([[String: Cell]])

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .value(.integer(let integer)): try container.encode(integer)
      case .value(.number(let number)):
        if number.isFinite { try container.encode(number) } else { try container.encodeNil() }
      case .value(.text(let text)), .text(let text): try container.encode(text)
      case .texts(let texts): try container.encode(texts)
      case .number(let number): try container.encode(number)
      case .rows(let rows): try container.encode(rows)
      }
    }
  }

  /// The rows of a table as objects; undefined values are null.
  private func rows(
    _ name: String, where isWanted: ([String: TableValue]) -> Bool = { _ in true }
  ) -> Cell {
    guard let table = tables.first(where: { $0.name == name }) else { return .rows([]) }
    let names = table.columns.map(\.name)
    return .rows(
      table.rows.compactMap { row in
        let values = Dictionary(uniqueKeysWithValues: zip(names, row))
        return isWanted(values) ? values.mapValues(Cell.value) : nil
      })
  }

  /// Effects on the country, groups of firms, totals, policies and the ranking, with the sentences.
  func json(folder: String) -> String {
    func isOfCountry(_ row: [String: TableValue]) -> Bool {
      row["entity"] == .text("") && row["pairs"] != .integer(0)
    }
    let document: [String: Cell] = [
      "folder": .text(folder), "replicates": .value(.integer(results.replicates)),
      "failures": .texts(manifest.failures), "precision": .number(manifest.precision),
      "financing": .rows(
        results.alternatives.map {
          ["scenario": .text($0.id), "sentence": .text(results.financing(of: $0))]
        }),
      "notes": .texts(
        (results.coarseSentence.map { [$0] } ?? []) + results.rankingSentences
          + results.alternatives.flatMap { results.sentences(of: $0) }),
      "effects": rows("effects") { row in
        guard case .number(let year)? = row["year"] else { return false }
        return year.isNaN && isOfCountry(row)
      },
      "windows": rows("windows") { isOfCountry($0) || $0["table"] == .text("targets") },
      "totals": rows("totals"), "policies": rows("policies"), "chosen": rows("chosen"),
      "ranking": rows("ranking"), "differences": rows("differences"),
    ]
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(document) else {
      preconditionFailure("effects hold nothing that JSON cannot")
    }
    return String(decoding: data, as: UTF8.self)
  }
}
