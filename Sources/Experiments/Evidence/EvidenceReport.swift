import Foundation

/// The tables of a study of evidence, as Markdown and as JSON.
public struct EvidenceReport: Sendable {
  public let scenario: String
  public let variants: [EvidenceStudy.Variant]
  public let findings: [EvidenceFinding]

  /// - Parameter variants: The result of a study, the configuration as it is first.
  public init(scenario: String, variants: [EvidenceStudy.Variant]) {
    self.scenario = scenario
    self.variants = variants
    findings = variants.first.map(EvidenceFinding.all) ?? []
  }

  /// Patterns that miss their target.
  public var misses: [EvidenceFinding] { findings.filter { $0.verdict == .miss } }

  /// Runs that failed: variant, seed and why.
  public var failures: [(ablation: String, seed: UInt64, error: String)] {
    variants.flatMap { variant in
      zip(variant.seeds, variant.outcomes).compactMap { seed, outcome in
        guard case .failed(let error) = outcome else { return nil }
        return (variant.ablation.id, seed, error)
      }
    }
  }
}

extension EvidenceReport {
  /// The tables for people; the second one only if something was ablated.
  public func markdown() -> String {
    let seeds = variants.first?.seeds.count ?? 0
    var text = "# Evidence: \(scenario)\n\n"
    text += "\(seeds) seed\(seeds == 1 ? "" : "s"), \(Evidence.horizon / 4) years, statistics from "
    text +=
      "year \(Evidence.burnIn / 4) on unless stated otherwise. Mean and, in brackets, range over seeds.\n\n"
    text += "| pattern | target | measured | prototype | within its range | verdict |\n"
    text += "|---|---|---|---|---|---|\n"
    for finding in findings {
      let row = finding.row
      let cells = [
        row.name, row.targetText,
        row.format.text(finding.mean, finding.lowest, finding.highest),
        row.format.text(
          row.prototype.mean, row.prototype.range?.lowerBound, row.prototype.range?.upperBound),
        finding.isLikePrototype.map { $0 ? "yes" : "no" } ?? "–",
        finding.verdict.map { $0 == .pass ? "pass" : "**miss**" } ?? "–",
      ]
      text += "| " + cells.joined(separator: " | ") + " |\n"
    }
    if variants.count > 1 { text += "\n" + ablationTable() }
    if !failures.isEmpty {
      text += "\n## Failed runs\n\n"
      for failure in failures {
        text += "- \(failure.ablation), seed \(failure.seed): \(failure.error)\n"
      }
    }
    return text
  }

  private func ablationTable() -> String {
    var text = "## Ablations\n\nMeasured / prototype.\n\n"
    text += "| switch | " + AblationColumn.all.map(\.name).joined(separator: " | ") + " |\n"
    text += String(repeating: "|---", count: AblationColumn.all.count + 1) + "|\n"
    for variant in variants {
      let cells = zip(AblationColumn.all, variant.ablation.prototype).map { column, prototype in
        let values = variant.values(column.statistic)
        let measured = values.isEmpty ? nil : finiteMean(of: values)
        return "\(column.format.text(measured)) / \(column.format.text(prototype))"
      }
      text += "| \(variant.ablation.name) | " + cells.joined(separator: " | ") + " |\n"
    }
    return text
  }
}

extension EvidenceReport {
  private struct Document: Encodable {
    struct Figures: Encodable {
      var mean: Double?
      var lowest: Double?
      var highest: Double?
    }

    struct Row: Encodable {
      var name: String
      var statistic: String
      var target: String
      var measured: Figures
      var prototype: Figures
      var verdict: EvidenceFinding.Verdict?
    }

    struct Run: Encodable {
      var ablation: String
      var seed: UInt64
      var statistics: [String: Double]?
      var error: String?
    }

    var scenario: String
    var seeds: [UInt64]
    var misses: [String]
    var evidence: [Row]
    var runs: [Run]
  }

  /// Everything for programs: the rows, and every statistic of every run.
  public func json() -> String {
    let runs = variants.flatMap { variant in
      zip(variant.seeds, variant.outcomes).map { seed, outcome in
        switch outcome {
        case .observed(let statistics):
          Document.Run(
            ablation: variant.ablation.id, seed: seed,
            statistics: statistics.filter { $0.value.isFinite })
        case .failed(let error):
          Document.Run(ablation: variant.ablation.id, seed: seed, error: error)
        }
      }
    }
    let rows = findings.map { finding in
      Document.Row(
        name: finding.row.name, statistic: finding.row.statistic, target: finding.row.targetText,
        measured: .init(mean: finding.mean, lowest: finding.lowest, highest: finding.highest),
        prototype: .init(
          mean: finding.row.prototype.mean, lowest: finding.row.prototype.range?.lowerBound,
          highest: finding.row.prototype.range?.upperBound),
        verdict: finding.verdict)
    }
    let document = Document(
      scenario: scenario, seeds: variants.first?.seeds ?? [], misses: misses.map(\.row.statistic),
      evidence: rows, runs: runs)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // Only finite numbers and strings are in it, so encoding cannot fail.
    return (try? encoder.encode(document)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }
}

extension EvidenceRow.Format {
  /// A figure as people read it; a dash where there is none.
  func text(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "–" }
    return switch self {
    case .percent(let digits): String(format: "%.\(digits)f %%", 100 * value)
    case .fixed(let digits): String(format: "%.\(digits)f", value)
    case .scientific: String(format: "%.1e", value)
    }
  }

  /// A mean with its range.
  func text(_ mean: Double?, _ lowest: Double?, _ highest: Double?) -> String {
    guard let lowest, let highest else { return text(mean) }
    let range = "\(text(lowest))…\(text(highest))"
    return mean == nil ? range : "\(text(mean)) (\(range))"
  }
}
