import Experiments
import Foundation
import TripleHelix

/// What `run` says of a run: a table for people, or JSON for programs.
struct RunOutput {
  let folder: String
  let configuration: Configuration
  let manifest: Manifest
  let summary: RunSummary

  var reportPath: String? {
    let name = ResultsFolder.reportName
    return manifest.files.contains { $0.name == name } ? "\(folder)/\(name)" : nil
  }

  func table() -> String {
    let lines = lines
    let width = lines.map(\.name.count).max() ?? 0
    let body = lines.map { line in
      Terminal.faint(line.name) + String(repeating: " ", count: width - line.name.count)
        + "  " + line.text
    }
    return ([Terminal.bold(headline), ""] + body).joined(separator: "\n")
  }

  private var headline: String {
    let first = configuration.startYear
    let last = first + max(0, manifest.ticksDone - 1) / configuration.timeStep.ticksPerYear
    let years = first == last ? "\(first)" : "\(first)–\(last)"
    let end =
      manifest.complete ? "" : ", stopped at tick \(manifest.ticksDone) of \(manifest.horizon)"
    return "\(configuration.title), \(years), seed \(manifest.seed)\(end)"
  }

  private var lines: [(name: String, text: String)] {
    var lines: [(name: String, text: String)] = []
    func add(_ name: String, _ text: String?) {
      if let text { lines.append((name, text)) }
    }
    add("growth", summary.growth.map { "\(FigureText.percent($0)) of real GDP a year" })
    if let end = summary.unemployment, let mean = summary.meanUnemployment {
      add(
        "unemployment",
        "\(FigureText.percent(end)) at the end, \(FigureText.percent(mean)) on average")
    }
    if let first = summary.firmsAtStart, let last = summary.firmsAtEnd {
      add("firms", "\(FigureText.count(first)) at the start, \(FigureText.count(last)) at the end")
    }
    if let entries = summary.entriesPerYear, let exits = summary.exitsPerYear {
      add(
        "entry and exit",
        "\(FigureText.count(entries)) founded and \(FigureText.count(exits)) closed a year")
    }
    add("output by phase", phases(summary.outputShares))
    add("firms by phase", phases(summary.firmShares))
    add("generations", summary.generationsOpened.map { "\($0) discovered" })
    add(
      "regional clusters",
      configuration.mechanisms.clusters ? "\(summary.regionalClusters)" : "off")
    if let groups = summary.wardGroups, let moves = summary.wardMoves {
      let moved = moves == 1 ? "1 move of a region" : "\(moves) moves of regions"
      add("Ward groups", "\(groups) at the end, \(moved) between them")
    }
    for policy in summary.policies { add(policy.name.replacing("_", with: " "), cost(of: policy)) }
    add(
      "time and memory",
      "\(duration(manifest.seconds)), \(FigureText.memory(manifest.peakMemoryBytes)), "
        + "\(manifest.threads) \(manifest.threads == 1 ? "thread" : "threads")")
    add("results", folder)
    add("report", reportPath)
    return lines
  }

  private func cost(of policy: RunSummary.PolicyCost) -> String {
    func money(_ million: Double) -> String {
      let digits = million < 100 ? 1 : 0
      return digits == 0
        ? FigureText.count(million) : FigureText.fixed(million, digits: digits)
    }
    let unit = "million \(configuration.currency)"
    if policy.cost == 0 { return "cost nothing" }
    if policy.forgone == 0 { return "cost \(money(policy.cost)) \(unit), all of it spent" }
    if policy.spent == 0 {
      return "cost \(money(policy.cost)) \(unit), all of it tax revenue forgone"
    }
    return "cost \(money(policy.cost)) \(unit): \(money(policy.spent)) spent, "
      + "\(money(policy.forgone)) of tax revenue forgone"
  }

  private func phases(_ shares: [Double]) -> String? {
    guard shares.count == RunSummary.phases.count else { return nil }
    return zip(RunSummary.phases, shares)
      .map { "\($0) \(FigureText.percent($1))" }.joined(separator: ", ")
  }
}

extension RunOutput {
  private struct Document: Encodable {
    struct Summary: Encodable {
      let years, growth, unemployment, meanUnemployment, firmsAtStart, firmsAtEnd: Double?
      let entriesPerYear, exitsPerYear: Double?
      let outputShares, firmShares: [String: Double]
      let generationsOpened: Int?
      let regionalClusters: Int
      let wardGroups, wardMoves: Int?
      let policies: [Policy]
    }

    struct Policy: Encodable {
      let name: String
      let spent, forgone, cost: Double
    }

    let scenario, folder: String
    let report: String?
    let complete: Bool
    let failure: String?
    let seed: UInt64
    let threads, ticksDone, horizon: Int
    let seconds: Double
    let peakMemoryBytes: Int
    let summary: Summary
  }

  func json() -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    let document = Document(
      scenario: manifest.scenario, folder: folder, report: reportPath,
      complete: manifest.complete, failure: manifest.failure, seed: manifest.seed,
      threads: manifest.threads, ticksDone: manifest.ticksDone, horizon: manifest.horizon,
      seconds: manifest.seconds, peakMemoryBytes: manifest.peakMemoryBytes,
      summary: Document.Summary(
        years: summary.years, growth: summary.growth, unemployment: summary.unemployment,
        meanUnemployment: summary.meanUnemployment, firmsAtStart: summary.firmsAtStart,
        firmsAtEnd: summary.firmsAtEnd, entriesPerYear: summary.entriesPerYear,
        exitsPerYear: summary.exitsPerYear, outputShares: byPhase(summary.outputShares),
        firmShares: byPhase(summary.firmShares), generationsOpened: summary.generationsOpened,
        regionalClusters: summary.regionalClusters, wardGroups: summary.wardGroups,
        wardMoves: summary.wardMoves,
        policies: summary.policies.map {
          .init(name: $0.name, spent: $0.spent, forgone: $0.forgone, cost: $0.cost)
        }))
    guard let data = try? encoder.encode(document) else {
      preconditionFailure("a summary holds nothing that JSON cannot")
    }
    return String(decoding: data, as: UTF8.self)
  }

  private func byPhase(_ shares: [Double]) -> [String: Double] {
    Dictionary(zip(RunSummary.phases, shares).filter { $0.1.isFinite }) { first, _ in first }
  }
}
