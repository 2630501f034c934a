import Experiments
import Foundation
import TripleHelix

/// What `decompose` says.
struct DecompositionOutput {
  let shares: MechanismShares
  /// Path of the results.
  let folder: String

  /// What went wrong with some of the runs.
  var complaints: [String] {
    let failures = shares.failures.prefix(10).map {
      "seed \($0.seed), \($0.setting): \($0.reason)"
    }
    let more = shares.failures.count - failures.count
    let incomplete = shares.outcomes.compactMap { outcome -> String? in
      let missing = shares.decomposition.seeds.count - outcome.seeds.count
      guard missing > 0 else { return nil }
      return "\(outcome.outcome.id): \(missing) of \(shares.decomposition.seeds.count) seeds are "
        + "left out, because a run with them has no value of this outcome"
    }
    let unsound = shares.outcomes.filter { !$0.isAdditive }.map {
      "\($0.outcome.id): the values differ from the effect by \($0.additivityError) of the outcome"
    }
    return failures + (more > 0 ? ["… and \(more) more runs"] : []) + incomplete + unsound
  }
}

extension DecompositionOutput {
  func text() -> String {
    let decomposition = shares.decomposition
    let (count, runs) = (decomposition.seeds.count, decomposition.switches.subsets.count)
    var lines = [
      Terminal.bold(
        "\(decomposition.configuration.title): \(decomposition.switches.names.count) mechanisms, "
          + "\(runs) settings × \(count) seed\(count == 1 ? "" : "s")")
    ]
    for outcome in shares.outcomes { lines += [""] + self.lines(of: outcome) }
    let rounding = shares.outcomes.map(\.additivityError).max() ?? 0
    lines += [
      "",
      "value   Shapley value: mean gain over all orders of switching on; the values add up to the effect, "
        + "here within \(String(format: "%.0e", rounding)) of the outcome",
      "off     all on minus all but this one        on   only this one minus all off",
      "± and ranges are 95 % intervals over seeds; runs of one seed share their random numbers",
      "results  \(folder)",
    ]
    return lines.joined(separator: "\n")
  }

  private func lines(of shares: OutcomeShares) -> [String] {
    let unit = shares.outcome.unit
    let digits = digits(shares)
    func number(_ value: Double) -> String { FigureText.fixed(value, digits: digits) }
    func signed(_ value: Double) -> String { (value > 0 ? "+" : "") + number(value) }
    func percent(_ share: Double) -> String {
      share.isFinite && share.magnitude < 1e6 ? FigureText.percent(share) : "–"
    }
    func share(_ value: Double) -> String { percent(value / shares.effect.mean) }
    func interval(_ row: OutcomeShares.Row) -> String {
      row.share.lower.isFinite && row.share.upper.isFinite
        ? "\(percent(row.share.lower)) to \(percent(row.share.upper))" : "–"
    }
    let header = ["mechanism", "value", "± 95 %", "share", "95 %", "off", "± 95 %", "on", "± 95 %"]
    var rows = shares.rows.map { row in
      [
        row.name, signed(row.value.mean), number(row.value.halfWidth), percent(row.share.mean),
        interval(row), signed(row.removal.mean), number(row.removal.halfWidth),
        signed(row.addition.mean), number(row.addition.halfWidth),
      ]
    }
    let sum = shares.rows.reduce(0) { $0 + $1.value.mean }
    rows.append([
      "sum", signed(sum), "", share(sum), "", signed(shares.removals.mean),
      number(shares.removals.halfWidth), signed(shares.additions.mean),
      number(shares.additions.halfWidth),
    ])
    rows.append([
      "share of effect", "", "", "", "", share(shares.removals.mean), "",
      share(shares.additions.mean), "",
    ])
    var lines = [
      Terminal.bold(shares.outcome.id) + (unit.isEmpty ? "" : ", \(unit)"), shares.outcome.meaning,
      "all on \(number(shares.all.mean)), all off \(number(shares.none.mean)), effect "
        + "\(signed(shares.effect.mean)) ± \(number(shares.effect.halfWidth)), "
        + "\(shares.seeds.count) seed\(shares.seeds.count == 1 ? "" : "s")",
      TextTable.lines(header, rows),
    ]
    if !shares.isDistinct {
      lines.append(
        "The interval of the effect includes zero or is unknown: the shares are not meaningful.")
    }
    return lines
  }

  /// Digits after the point that show three figures of the largest value.
  private func digits(_ shares: OutcomeShares) -> Int {
    let sizes = shares.rows.flatMap { [$0.value.mean.magnitude, $0.removal.mean.magnitude] }
    let size = (sizes + [shares.effect.mean.magnitude]).filter(\.isFinite).max() ?? 0
    guard size > 0 else { return 2 }
    return min(9, max(0, 2 - Int(log10(size).rounded(.down))))
  }
}

extension DecompositionOutput {
  private struct Document: Encodable {
    struct Figure: Encodable {
      let mean, halfWidth: Double?

      init(_ interval: MeanInterval) {
        mean = finite(interval.mean)
        halfWidth = finite(interval.halfWidth)
      }
    }

    struct Mechanism: Encodable {
      let mechanism: String
      let value: Figure
      let share, shareLower, shareUpper: Double?
      let removal, addition: Figure
    }

    struct Outcome: Encodable {
      let outcome, unit, meaning: String
      let seeds: [UInt64]
      let all, none, effect: Figure
      let mechanisms: [Mechanism]
      let sumOfRemovals, sumOfAdditions: Figure
      let additivityError: Double
      let isAdditive, isDistinct: Bool
    }

    let scenario, folder: String
    let mechanisms: [String]
    let seeds: [UInt64]
    let runs: Int
    let failures: [String]
    let outcomes: [Outcome]
  }

  private static func outcome(_ shares: OutcomeShares) -> Document.Outcome {
    Document.Outcome(
      outcome: shares.outcome.id, unit: shares.outcome.unit, meaning: shares.outcome.meaning,
      seeds: shares.seeds, all: .init(shares.all), none: .init(shares.none),
      effect: .init(shares.effect),
      mechanisms: shares.rows.map { row in
        Document.Mechanism(
          mechanism: row.name, value: .init(row.value), share: finite(row.share.mean),
          shareLower: finite(row.share.lower), shareUpper: finite(row.share.upper),
          removal: .init(row.removal), addition: .init(row.addition))
      },
      sumOfRemovals: .init(shares.removals), sumOfAdditions: .init(shares.additions),
      additivityError: shares.additivityError, isAdditive: shares.isAdditive,
      isDistinct: shares.isDistinct)
  }

  func json() -> String {
    let decomposition = shares.decomposition
    let document = Document(
      scenario: decomposition.configuration.name, folder: folder,
      mechanisms: decomposition.switches.names, seeds: decomposition.seeds,
      runs: decomposition.switches.subsets.count * decomposition.seeds.count,
      failures: shares.failures.map { "seed \($0.seed), \($0.setting): \($0.reason)" },
      outcomes: shares.outcomes.map(Self.outcome))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    guard let data = try? encoder.encode(document) else {
      preconditionFailure("shares hold nothing that JSON cannot")
    }
    return String(decoding: data, as: UTF8.self)
  }
}

/// A number that JSON can hold.
private func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
