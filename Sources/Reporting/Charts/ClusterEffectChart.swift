import TripleHelix

/// What members of clusters do better or worse than firms like them.
extension Findings {
  private struct Effect {
    var effect: String
    var indicator: String
    var unit: String
    var rows: [Int]

    /// "Sales growth" for `sales_growth`.
    var title: String { indicator.replacing("_", with: " ").sentence }
  }

  private static let effectNames = [
    "economic", "restructuring", "diversification", "legal", "socioeconomic", "ecological",
  ]

  private var effectColumns: Columns<ClusterEffectColumns> {
    Columns(results.recording.clusterEffects, Table.clusterEffects)
  }

  private func effects(_ columns: Columns<ClusterEffectColumns>) -> [Effect] {
    let (effects, units) = (columns.texts(\.effect), columns.texts(\.unit))
    let differences = columns.numbers(\.difference)
    let all = columns.rows(by: \.indicator).compactMap { indicator, rows -> Effect? in
      let known = rows.filter { differences[$0] != nil }
      guard let first = known.first else { return nil }
      return Effect(effect: effects[first], indicator: indicator, unit: units[first], rows: known)
    }
    return Self.effectNames.flatMap { name in all.filter { $0.effect == name } }
  }

  /// The cluster effect in its six parts over time.
  var clusterEffectsChart: Chart? {
    let columns = effectColumns
    let (years, differences) = (columns.numbers(\.year), columns.numbers(\.difference))
    let all = effects(columns).filter { $0.rows.count > 1 }
    // Legal terms are the same for all as long as no programme pays.
    let effects = all.filter { $0.rows.contains { differences[$0] != 0 } }
    let alike = all.filter { effect in !effects.contains { $0.indicator == effect.indicator } }
    guard !effects.isEmpty else { return nil }
    let errors = columns.numbers(\.standardError)
    let views = effects.map { effect -> JSONValue in
      let rows = effect.rows
      let data = rows.map { row -> JSONValue in
        let (value, error) = (differences[row] ?? 0, errors[row] ?? 0)
        return [
          "when": .optional(years[row].map(endLabel)), "year": .optional(years[row]),
          "value": .number(value), "low": .number(value - 2 * error),
          "high": .number(value + 2 * error), "error": .optional(errors[row]),
        ]
      }
      let colour = Palette.series[Self.effectNames.firstIndex(of: effect.effect) ?? 0]
      let span = rows.flatMap { row -> [Double] in
        let (value, error) = (differences[row] ?? 0, errors[row] ?? 0)
        return [value - 2 * error, value + 2 * error, 0]
      }
      let view: JSONValue = [
        "data": .rows(data),
        "encoding": [
          "x": .years().merging(["axis": ["format": "d", "tickMinStep": 1, "tickCount": 3]]),
          "tooltip": [
            .hint("when", "When", type: "nominal"),
            .hint("value", "Members minus others", format: "+.3~r"),
            .hint("error", "Standard error", format: ".2~r"),
          ],
        ],
        "layer": [
          [
            "mark": ["type": "area", "color": .colour(colour), "opacity": 0.2],
            "encoding": [
              "y": .quantity("low", scale: .span(span)).merging([
                "axis": ["tickCount": 3, "format": ",~r"]
              ]), "y2": ["field": "high"],
            ],
          ],
          [
            "mark": ["type": "line", "color": .colour(colour)],
            "encoding": ["y": .quantity("value")],
          ],
          .level(0, colour: Palette.ink),
        ],
      ]
      return view.titled(
        effect.title,
        effect.effect + (effect.unit == "\(TableUnit.none)" ? "" : " · " + effect.unit))
    }
    let firms = columns.series(\.matched).defined.last
    return Chart(
      name: "cluster-effects", title: "Members of clusters compared with similar firms outside",
      reading:
        "Each panel is the mean difference between members of clusters and firms outside of the same "
        + "region, sector, size class and age. The band is two standard errors: where it excludes zero, "
        + "the difference is significant at about 5 %. It is a comparison, not a causal effect, because "
        + "members chose to join. Of ecological effects, only the use of resources is modelled; energy, "
        + "waste and emissions are not."
        + (alike.isEmpty
          ? ""
          : " Omitted, because members and others never differ: "
            + Numbers.list(alike.map { "\($0.title.lowercased()) (\($0.effect))" }) + "."),
      description:
        "Small line charts of the difference between members and others in "
        + "\(Numbers.list(effects.map { $0.title.lowercased() }))"
        + (firms.map { "; \(Numbers.decimal($0, 0)) members had comparable others at the end" }
          ?? "")
        + ".",
      tables: ["cluster_effects"],
      fit: .panels(.init(minimum: 230, columns: 3, margin: 48, height: 92)),
      body: ["concat": .array(views)], values: effectTable(columns))
  }

  private func effectTable(_ columns: Columns<ClusterEffectColumns>) -> HTML? {
    let members = columns.numbers(\.members)
    let others = columns.numbers(\.others)
    let differences = columns.numbers(\.difference)
    let errors = columns.numbers(\.standardError)
    let rows = effects(columns).compactMap { effect -> [HTML.Cell]? in
      guard let row = effect.rows.last, let difference = differences[row] else { return nil }
      let verdict = errors[row].map { error in
        error > 0
          ? difference.magnitude > 2 * error
            ? (difference > 0 ? "higher" : "lower") : "not significantly different" : "–"
      }
      return [
        .text(effect.title), .text(effect.effect), .text(effect.unit),
        .number(Numbers.significant(members[row], 3)),
        .number(Numbers.significant(others[row], 3)),
        .number(Numbers.significant(difference, 3)),
        .number(Numbers.significant(errors[row], 2)), .text(verdict ?? "–"),
      ]
    }
    guard !rows.isEmpty else { return nil }
    return .table(
      caption: "Members and comparable others in the last year",
      head: [
        "Indicator", "Effect", "Unit", "Members", "Others", "Difference", "Standard error",
        "Members are",
      ], rows: rows, class: "dense")
  }
}
