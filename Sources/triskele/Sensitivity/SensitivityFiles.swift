import Foundation
import SensitivityAnalysis

/// A value of a JSON document; what is no number is null.
private enum JSONValue: Encodable {
  case text(String)
  case number(Double)
  case count(Int)
  case flag(Bool)
  case none
  case list([JSONValue])
  case object([String: JSONValue])

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let text): try container.encode(text)
    case .number(let number) where number.isFinite: try container.encode(number)
    case .number, .none: try container.encodeNil()
    case .count(let count): try container.encode(count)
    case .flag(let flag): try container.encode(flag)
    case .list(let list): try container.encode(list)
    case .object(let object): try container.encode(object)
    }
  }
}

// JSON.
extension SensitivityReport {
  /// One object: what was analysed and how, and a list of results.
  var json: String {
    var document: [String: JSONValue] = [
      "design": .object([
        "kind": .text(points.kind.rawValue), "points": .count(points.count),
        "holes": .count(points.holeCount),
        "factors": .list(points.factors.map { .text($0.name) }),
      ]),
      "confidence": .number(options.resampling.confidence),
      "replicates": .count(options.resampling.replicates),
      "seed": .text("\(options.resampling.seed)"), "results": .list(tables.map(Self.object)),
      "failures": .list(
        failures.map {
          .object(["output": .text($0.output), "reason": .text("\($0.problem)")])
        }),
    ]
    if options.isOfStudy { document["notes"] = .list(notes.map { .text($0) }) }
    if let discovery { document["discovery"] = object(discovery) }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(document) else {
      preconditionFailure("finite numbers and texts can be written as JSON")
    }
    return String(decoding: data, as: UTF8.self)
  }

  private static func object(_ table: IndexTable) -> JSONValue {
    var object: [String: JSONValue] = [
      "output": .text(table.output), "method": .text(table.method.rawValue),
      "inputs": list(table.inputs), "notes": .list(table.notes.map { .text($0) }),
      "convergence": .list(
        table.convergence.map {
          .object(["size": .count($0.size), "inputs": list($0.part)])
        }),
    ]
    if let pairs = table.pairs { object["pairs"] = list(pairs) }
    for fact in table.facts { object[fact.key] = value(fact.value) }
    return .object(object)
  }

  private static func list(_ part: IndexTable.Part) -> JSONValue {
    .list(
      part.rows.map { row in
        var object: [String: JSONValue] =
          row.inputs.count == 1
          ? ["input": .text(row.inputs[0])] : ["inputs": .list(row.inputs.map { .text($0) })]
        for (column, figure) in zip(part.columns, row.figures) {
          object[column.key] = value(figure)
        }
        return .object(object)
      })
  }

  private static func value(_ figure: IndexTable.Figure) -> JSONValue {
    switch figure {
    case .estimate(let estimate):
      .object([
        "value": .number(estimate.value), "lower": .number(estimate.lower),
        "upper": .number(estimate.upper),
      ])
    case .number(let number): .number(number)
    case .count(let count): .count(count)
    case .flag(let flag): .flag(flag)
    }
  }

  private func object(_ discovery: ScenarioDiscovery) -> JSONValue {
    .object([
      "condition": .text(options.condition?.text ?? ""),
      "points": .count(discovery.usedPointCount),
      "missing_points": .count(discovery.missingPointCount),
      "points_of_interest": .count(discovery.interestCount),
      "boxes": .list(
        discovery.searches.map { search in
          .object([
            "box": Self.object(search.box), "chosen_peel": .count(search.chosen),
            "trajectory": .list(search.trajectory.map(Self.object)),
          ])
        }),
    ])
  }

  private static func object(_ box: ScenarioDiscovery.Box) -> JSONValue {
    .object([
      "coverage": .number(box.coverage), "density": .number(box.density),
      "mass": .number(box.mass), "points": .count(box.pointCount),
      "points_of_interest": .count(box.interestCount),
      "limits": .list(
        box.limits.map { limit in
          .object([
            "input": .text(limit.factor), "from": limit.low.map { .number($0) } ?? .none,
            "to": limit.high.map { .number($0) } ?? .none,
            "levels": limit.levels.map { .list($0.map { .text($0) }) } ?? .none,
            "quasi_p": .number(limit.quasiPValue),
          ])
        }),
    ])
  }
}

// Comma-separated values.
extension SensitivityReport {
  /// A row for each index: output, method, input, second input of a pair, index, value, ends of its
  /// interval.
  var csv: String {
    let rows = tables.flatMap { table in
      ([table.inputs] + (table.pairs.map { [$0] } ?? [])).flatMap { part in
        Self.rows(of: part).map { [table.output, table.method.rawValue] + $0 }
      }
    }
    return Self.lines(
      ["output", "method", "input", "second_input", "index", "value", "lower", "upper"], rows)
  }

  /// The same for parts of the design, with the number of blocks or points used.
  var convergenceCSV: String {
    let rows = tables.flatMap { table in
      table.convergence.flatMap { stage in
        Self.rows(of: stage.part).map {
          [table.output, table.method.rawValue, "\(stage.size)"] + $0
        }
      }
    }
    return Self.lines(
      ["output", "method", "size", "input", "second_input", "index", "value", "lower", "upper"],
      rows)
  }

  private static func rows(of part: IndexTable.Part) -> [[String]] {
    func number(_ value: Double) -> String { value.isFinite ? "\(value)" : "" }
    return part.rows.flatMap { row in
      zip(part.columns, row.figures).map { column, figure in
        let numbers =
          switch figure {
          case .estimate(let estimate):
            [estimate.value, estimate.lower, estimate.upper].map(number)
          case .number(let value): [number(value), "", ""]
          case .count(let count): ["\(count)", "", ""]
          case .flag(let flag): [flag ? "1" : "0", "", ""]
          }
        return [row.inputs[0], row.inputs.count > 1 ? row.inputs[1] : "", column.key] + numbers
      }
    }
  }

  private static func lines(_ head: [String], _ rows: [[String]]) -> String {
    String(([head] + rows).map(DesignColumn.line).joined().dropLast())
  }
}
