import TripleHelix

// Charts of the country: effects by window, and time.
extension ComparisonPage {
  /// Effects on the country by window, with intervals, in per cent of the base, shares in points.
  func effectsChart(_ scenario: ComparisonResults.Alternative, _ suffix: String) -> Chart? {
    var views: [JSONValue] = []
    var names: [String] = []
    for (place, window) in results.windows.enumerated() {
      let headlines = results.headlines(of: scenario, window: place)
      let rows = headlines.compactMap { figure, effect -> JSONValue? in
        row(
          figure.name + (figure.isShare ? ", points" : ""), effect, isShare: figure.isShare,
          direction: figure.direction)
      }
      guard !rows.isEmpty else { continue }
      if names.isEmpty {
        names = headlines.map { $0.figure.name + ($0.figure.isShare ? ", points" : "") }
      }
      views.append(forest(rows, names: names).titled(results.name(of: window), "% of the base"))
    }
    guard !views.isEmpty else { return nil }
    return Chart(
      name: "effects" + suffix, title: "Effects on the country by period",
      reading:
        "Each row is a figure of the country: the point is \(scenario.title) less the base, in per cent of the "
        + "base, the line its 95 % interval by pairs of runs with the same seed. Of twenty figures without any "
        + "effect, one interval excludes zero by chance.",
      description: "Effects of \(scenario.title) in per cent of the base, with intervals.",
      tables: ["windows"],
      fit: .panels(
        .init(
          minimum: 300, columns: 3, margin: 150, rows: 92, height: Double(20 * max(3, names.count)))
      ),
      body: ["concat": .array(views)], values: nil)
  }

  /// A row of a forest, relative to the base; `nil` without an interval.
  func row(
    _ name: String, _ effect: ComparisonResults.Effect, isShare: Bool,
    direction: HeadlineFigure.Direction
  ) -> JSONValue? {
    let (value, half) = effect.relative(isShare: isShare)
    guard value.isFinite, half.isFinite else { return nil }
    return [
      "name": .text(name), "effect": .number(value / 100),
      "lower": .number((value - half) / 100), "upper": .number((value + half) / 100),
      "verdict": .text(effect.verdict(direction)),
    ]
  }

  /// Rows of points with intervals, zero in view.
  func forest(_ rows: [JSONValue], names: [String], legend: Bool = true) -> JSONValue {
    let ends = rows.flatMap { row in ["lower", "upper"].map { row[$0] } }
    let format = String.tickFormat(
      over: ends.compactMap { if case .number(let end)? = $0 { end } else { nil } },
      isShare: true, isDifference: true)
    let y = JSONValue.category("name", sort: .texts(names)).merging([
      "axis": ["labelColor": .colour(Palette.ink), "labelFontSize": 11.5, "labelLimit": 220]
    ])
    let axis: JSONValue = [
      "axis": ["format": .text(format), "grid": true, "tickCount": 5, "labelOverlap": true]
    ]
    let colour = Self.verdictColour
    return [
      "data": .rows(rows),
      "encoding": [
        "y": y,
        "tooltip": [
          .hint("name", "Figure", type: "nominal"), .hint("effect", "Effect", format: format),
          .hint("lower", "From", format: format), .hint("upper", "To", format: format),
          .hint("verdict", "Verdict", type: "nominal"),
        ],
      ],
      "layer": [
        .upright(0),
        [
          "mark": ["type": "rule", "strokeWidth": 3, "opacity": 0.55],
          "encoding": [
            "x": .quantity("lower").merging(axis), "x2": ["field": "upper"], "color": colour,
          ],
        ],
        [
          "mark": ["type": "point", "filled": true, "size": 70, "opacity": 1],
          "encoding": ["x": .quantity("effect").merging(axis), "color": colour],
        ],
      ],
    ]
  }

  /// Improvements, deteriorations, and what cannot be told apart from zero.
  static let verdictColour = JSONValue.category(
    "verdict",
    domain: [Verdict.better, Verdict.worse, Verdict.more, Verdict.less, Verdict.unclear],
    colours: [
      Palette.series[2], Palette.series[1], Palette.series[0], Palette.series[3], Palette.faint,
    ])

  /// All scenarios in time, and beside each figure the differences to the base with intervals.
  var pathsChart: Chart? {
    var views: [JSONValue] = []
    for figure in HeadlineFigure.all.prefix(12) {
      let paths = results.alternatives.map { years(of: figure, $0) }
      guard let first = paths.first, first.count > 1,
        first.contains(where: { $0.base != 0 || $0.policy != 0 })
      else { continue }
      views.append(sides(figure, paths))
      views.append(difference(figure, paths))
    }
    guard !views.isEmpty else { return nil }
    let shaded = results.inForce.map {
      " The shaded time is \(ComparisonResults.span($0)), when the policies that differ are in force."
    }
    return Chart(
      name: "paths", title: "The scenarios over time, and the difference",
      reading:
        "Left: the mean of all runs of each scenario by year. Right: the scenario less the base, with the 95 % "
        + "interval by pairs as a band; by chance alone it excludes zero in one year of twenty."
        + (shaded ?? ""),
      description: "Line charts of the scenarios and of their difference from the base, by year.",
      tables: ["effects"],
      fit: .panels(.init(minimum: 320, columns: 2, margin: 46, rows: 76, height: 110)),
      body: ["concat": .array(views)], values: nil)
  }

  /// Effects on a figure of the country by year.
  func years(
    of figure: HeadlineFigure, _ scenario: ComparisonResults.Alternative
  ) -> [ComparisonResults.Effect] {
    scenario.effects.filter {
      $0.entity.isEmpty && $0.table == figure.table && $0.indicator == figure.column
        && $0.year != nil && $0.base.isFinite && $0.policy.isFinite
    }
  }

  /// The base in grey, every other scenario in a colour of its own, by title.
  private var sideColour: JSONValue {
    var colour = JSONValue.category(
      "side", domain: [results.baseTitle] + results.alternatives.map(\.title),
      colours: [Palette.faint] + results.alternatives.indices.map { self.colour(of: $0) })
    colour["legend"] = ["orient": "top", "columns": 1, "labelLimit": 600, "symbolSize": 80]
    return colour
  }

  func colour(of alternative: Int) -> Palette.Colour {
    Palette.series[alternative % Palette.series.count]
  }

  /// The time in which the policies that differ are in force, as a layer.
  private var shade: [JSONValue] {
    guard let window = results.inForce else { return [] }
    return [
      [
        "data": .rows([["from": .number(window.from), "to": .number(window.to)]]),
        "mark": ["type": "rect", "color": .colour(Palette.series[4]), "opacity": 0.16],
        "encoding": [
          "x": .years("from").merging(["axis": Self.timeAxis]), "x2": ["field": "to"],
          "y": ["value": 0], "y2": ["value": "height"], "tooltip": nil,
        ],
      ]
    ]
  }

  private static let timeAxis: JSONValue = ["format": "d", "tickMinStep": 1, "tickCount": 4]

  private func sides(
    _ figure: HeadlineFigure, _ paths: [[ComparisonResults.Effect]]
  ) -> JSONValue {
    let titles = [results.baseTitle] + results.alternatives.map(\.title)
    let values = paths.flatMap { $0.flatMap { [$0.base, $0.policy] } }
    let format = String.tickFormat(over: values, isShare: figure.isShare)
    var rows: [JSONValue] = []
    func add(
      _ side: String, _ effects: [ComparisonResults.Effect],
      _ value: (ComparisonResults.Effect) -> Double
    ) {
      for effect in effects {
        rows.append([
          "year": .optional(effect.year), "side": .text(side), "value": .number(value(effect)),
        ])
      }
    }
    add(titles[0], paths[0], \.base)
    for (place, path) in paths.enumerated() { add(titles[place + 1], path, \.policy) }
    let view: JSONValue = [
      "data": .rows(rows),
      "encoding": ["x": .years().merging(["axis": Self.timeAxis])],
      "layer": .array(
        shade + [
          [
            "mark": ["type": "line"],
            "encoding": [
              "y": .quantity("value", scale: .span(values))
                .merging(["axis": ["format": .text(format), "tickCount": 4]]),
              "color": sideColour,
            ],
          ],
          .pointerLine(
            key: "side", value: "value", series: titles,
            format: figure.isShare ? ".3~%" : ",.4~r",
            parameter: "side_" + figure.column),
        ]),
    ]
    return view.titled(figure.name, figure.unit)
  }

  private func difference(
    _ figure: HeadlineFigure, _ paths: [[ComparisonResults.Effect]]
  ) -> JSONValue {
    let format = String.tickFormat(
      over: paths.flatMap { $0.flatMap { [$0.effect - $0.halfWidth, $0.effect + $0.halfWidth] } },
      isShare: figure.isShare, isDifference: true)
    let axis: JSONValue = ["axis": ["format": .text(format), "tickCount": 4]]
    var layers = shade + [.level(0, colour: Palette.ink)]
    for (place, path) in paths.enumerated() {
      let rows = path.map { effect -> JSONValue in
        [
          "year": .optional(effect.year), "effect": .number(effect.effect),
          "lower": .number(effect.effect - effect.halfWidth),
          "upper": .number(effect.effect + effect.halfWidth),
          "side": .text(results.alternatives[place].title),
        ]
      }
      layers += JSONValue.band(around: "effect", axis: axis, colour: colour(of: place)).map {
        $0.merging(["data": .rows(rows)])
      }
    }
    let view: JSONValue = [
      // Tooltips of the first scenario's line; the table has the others.
      "data": .rows(
        paths[0].map { effect -> JSONValue in
          [
            "year": .optional(effect.year), "effect": .number(effect.effect),
            "lower": .number(effect.effect - effect.halfWidth),
            "upper": .number(effect.effect + effect.halfWidth),
          ]
        }),
      "encoding": [
        "x": .years().merging(["axis": Self.timeAxis]),
        "tooltip": [
          .hint("side", "Scenario", type: "nominal"), .hint("year", "Year", format: ".0f"),
          .hint("effect", "Difference", format: format),
          .hint("lower", "From", format: format), .hint("upper", "To", format: format),
        ],
      ],
      "layer": .array(layers),
    ]
    return view.titled("Difference", "the same unit, 95 % interval")
  }

  /// How a total's effect and its interval settle as replicates are added.
  var convergenceChart: Chart? {
    guard results.alternatives.count == 1 else { return nil }
    let totals = results.alternatives[0].totals["run"] ?? []
    let views = totals.compactMap { total -> JSONValue? in
      let differences = total.differences
      guard differences.count > 2, differences.contains(where: { $0 != 0 }) else { return nil }
      var rows: [JSONValue] = []
      var ends: [Double] = []
      var (mean, squares) = (0.0, 0.0)
      for (place, difference) in differences.enumerated() {
        let count = Double(place + 1)
        let before = difference - mean
        mean += before / count
        squares += before * (difference - mean)
        guard place > 1 else { continue }
        // Two standard errors: an eye needs no quantile of Student's t.
        let error = 2 * (squares / (count - 1) / count).squareRoot()
        ends += [mean - error, mean + error]
        rows.append([
          "replicates": .number(count), "effect": .number(mean), "lower": .number(mean - error),
          "upper": .number(mean + error),
        ])
      }
      let format = String.tickFormat(over: ends, isDifference: true)
      let axis: JSONValue = ["axis": ["format": .text(format), "tickCount": 4]]
      let view: JSONValue = [
        "data": .rows(rows),
        "encoding": [
          "x": .quantity("replicates", scale: ["zero": false, "nice": false]).merging([
            "axis": ["format": "d", "tickMinStep": 1, "tickCount": 5]
          ])
        ],
        "layer": .array(
          [.level(0, colour: Palette.ink)] + JSONValue.band(around: "effect", axis: axis)),
      ]
      return view.titled(total.indicator.replacing("_", with: " ").sentence, total.unit)
    }
    guard !views.isEmpty else { return nil }
    return Chart(
      name: "convergence", title: "Certainty by number of pairs",
      reading:
        "Each panel is a total over the whole run: the mean difference after each number of pairs, with two standard "
        + "errors as a band. Where the line is level and the band is narrow, more pairs would change little.",
      description: "Running means of differences by number of replicates.", tables: ["pairs"],
      fit: .panels(.init(minimum: 230, columns: 3, margin: 46, rows: 86, height: 120)),
      body: ["concat": .array(views)], values: nil)
  }
}
