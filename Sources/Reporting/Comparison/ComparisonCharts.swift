import TripleHelix

/// A figure of the country that a comparison shows by name.
struct HeadlineFigure {
  var table = "national"
  var column: String
  var name: String
  var unit: String
  /// Whether it is a share, of which the effect is told in points and not in per cent of the base.
  var isShare = false
  /// Whether the share is told in per cent.
  var isPercent = false

  static let all: [HeadlineFigure] = [
    .init(
      column: "real_gdp", name: "Gross domestic product",
      unit: "million a quarter, base-year prices"),
    .init(column: "employed", name: "Employed", unit: "persons"),
    .init(
      column: "unemployment", name: "Unemployment", unit: "share of the labour force",
      isShare: true, isPercent: true),
    .init(column: "research", name: "R&D", unit: "million a quarter, current prices"),
    .init(column: "patents", name: "Patents", unit: "a quarter"),
    .init(column: "innovations", name: "Innovations", unit: "launches a quarter"),
    .init(column: "firms", name: "Enterprises", unit: "firms"),
    .init(column: "start_ups", name: "Start-ups", unit: "firms a quarter"),
    .init(column: "exits", name: "Closures", unit: "firms a quarter"),
    .init(column: "exports", name: "Exports", unit: "million a quarter, current prices"),
    .init(column: "consumer_price", name: "Consumer prices", unit: "start about 1"),
    .init(
      column: "innovation_output", name: "Output on newer lines", unit: "share of output",
      isShare: true, isPercent: true),
    .init(table: "clusters", column: "clusters", name: "Regional clusters", unit: "clusters"),
    .init(table: "clusters", column: "members", name: "Members of clusters", unit: "firms"),
    .init(
      column: "gini_grp", name: "Inequality of regions", unit: "Gini of product a head",
      isShare: true),
  ]
}

extension ComparisonPage {
  /// Effects on the country by mean over the years, with intervals, in per cent of the base, shares in
  /// points.
  var effectsChart: Chart? {
    func name(_ headline: Headline) -> String {
      headline.figure.name + (headline.figure.isShare ? ", points" : "")
    }
    let rows = headlines.compactMap { headline -> JSONValue? in
      let effect = headline.mean
      guard effect.base != 0, effect.halfWidth.isFinite else { return nil }
      let size = headline.figure.isShare ? 1 : effect.base.magnitude
      return [
        "name": .text(name(headline)), "effect": .number(effect.effect / size),
        "lower": .number((effect.effect - effect.halfWidth) / size),
        "upper": .number((effect.effect + effect.halfWidth) / size),
        "verdict": .text(effect.verdict),
      ]
    }
    guard !rows.isEmpty else { return nil }
    let names = headlines.map(name)
    return Chart(
      name: "effects", title: "What differs, as a mean over the years",
      reading:
        "Each row is a figure of the country: the point is the second scenario less the first in per cent of "
        + "the first, the line its 95 % interval by pairs of runs with the same seed. Of twenty figures "
        + "without any effect chance moves one line clear of zero.",
      description: "Effects of the second scenario in per cent of the first, with intervals.",
      tables: ["effects"], fit: .width(height: Double(24 * rows.count)),
      body: forest(rows, names: names), values: nil)
  }

  /// Rows of points with intervals, zero in view.
  private func forest(_ rows: [JSONValue], names: [String]) -> JSONValue {
    let ends = rows.flatMap { row in ["lower", "upper"].map { row[$0] } }
    let format = String.tickFormat(
      over: ends.compactMap { if case .number(let end)? = $0 { end } else { nil } },
      isShare: true, isDifference: true)
    let verdicts = ["more", "less", "not distinct from none"]
    let colour = JSONValue.category(
      "verdict", domain: verdicts, colours: [Palette.series[2], Palette.series[1], Palette.faint])
    let y = JSONValue.category("name", sort: .texts(names)).merging([
      "axis": ["labelColor": .colour(Palette.ink), "labelFontSize": 11.5, "labelLimit": 220]
    ])
    let axis: JSONValue = [
      "axis": ["format": .text(format), "grid": true, "tickCount": 5, "labelOverlap": true]
    ]
    return [
      "data": .rows(rows),
      "encoding": [
        "y": y,
        "tooltip": [
          .hint("name", "Figure", type: "nominal"), .hint("effect", "Effect", format: format),
          .hint("lower", "From", format: format), .hint("upper", "To", format: format),
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

  /// Both sides in time, and below each their difference with its interval.
  var pathsChart: Chart? {
    var views: [JSONValue] = []
    for headline in headlines.prefix(12) where headline.years.count > 1 {
      views.append(sides(headline))
      views.append(difference(headline))
    }
    guard !views.isEmpty else { return nil }
    return Chart(
      name: "paths", title: "Both scenarios in time, and the difference",
      reading:
        "To the left the mean of all runs of each scenario by year; to the right the second less the first, "
        + "with the 95 % interval by pairs as a band: chance alone lets it leave zero in one year of twenty.",
      description: "Line charts of both scenarios and of their difference, by year.",
      tables: ["effects"],
      fit: .panels(.init(minimum: 320, columns: 2, margin: 46, rows: 92, height: 110)),
      body: ["concat": .array(views), "resolve": ["scale": ["color": "independent"]]],
      values: nil)
  }

  private static let sideNames = ["first scenario", "second scenario"]

  private func sides(_ headline: Headline) -> JSONValue {
    let values = headline.years.flatMap { [$0.base, $0.policy] }
    let format = String.tickFormat(over: values, isShare: headline.figure.isPercent)
    var rows: [JSONValue] = []
    for effect in headline.years {
      for (side, value) in zip(Self.sideNames, [effect.base, effect.policy]) {
        rows.append([
          "year": .optional(effect.year), "side": .text(side), "value": .number(value),
        ])
      }
    }
    let names = Self.sideNames
    var colour = JSONValue.category(
      "side", domain: names, colours: [Palette.faint, Palette.series[0]], legend: false)
    colour["legend"] = ["orient": "bottom", "columns": 2, "symbolSize": 60, "offset": 4]
    let view: JSONValue = [
      "data": .rows(rows),
      "encoding": [
        "x": .years().merging(["axis": ["format": "d", "tickMinStep": 1, "tickCount": 4]])
      ],
      "layer": [
        [
          "mark": ["type": "line"],
          "encoding": [
            "y": .quantity("value", scale: .span(values))
              .merging(["axis": ["format": .text(format), "tickCount": 4]]),
            "color": colour,
          ],
        ],
        .pointerLine(
          key: "side", value: "value", series: names,
          format: headline.figure.isPercent ? ".3~%" : ",.4~r",
          parameter: "side_" + headline.figure.column),
      ],
    ]
    return view.titled(headline.figure.name, headline.figure.unit)
  }

  private func difference(_ headline: Headline) -> JSONValue {
    let rows = headline.years.map { effect -> JSONValue in
      [
        "year": .optional(effect.year), "effect": .number(effect.effect),
        "lower": .number(effect.effect - effect.halfWidth),
        "upper": .number(effect.effect + effect.halfWidth),
      ]
    }
    let format = String.tickFormat(
      over: headline.years.flatMap { [$0.effect - $0.halfWidth, $0.effect + $0.halfWidth] },
      isShare: headline.figure.isShare, isDifference: true)
    let axis: JSONValue = ["axis": ["format": .text(format), "tickCount": 4]]
    let view: JSONValue = [
      "data": .rows(rows),
      "encoding": [
        "x": .years().merging(["axis": ["format": "d", "tickMinStep": 1, "tickCount": 4]]),
        "tooltip": [
          .hint("year", "Year", format: ".0f"), .hint("effect", "Difference", format: format),
          .hint("lower", "From", format: format), .hint("upper", "To", format: format),
        ],
      ],
      "layer": .array(
        [.level(0, colour: Palette.ink)] + JSONValue.band(around: "effect", axis: axis)),
    ]
    return view.titled("Difference", "the same unit, 95 % interval")
  }

  /// Effects by region, mean over the years.
  var regionsChart: Chart? {
    let figures: [(column: String, title: String)] = [
      ("real_grp", "Regional product"), ("employed", "Employed"), ("firms", "Enterprises"),
      ("p2", "R&D a head"),
    ]
    var views: [JSONValue] = []
    for figure in figures {
      let rows = regionRows(figure.column)
      guard !rows.isEmpty else { continue }
      views.append(
        forest(rows, names: regionNames)
          .titled(figure.title, "% of the first scenario, mean over the years"))
    }
    guard !views.isEmpty else { return nil }
    return Chart(
      name: "regions", title: "Where it happens",
      reading:
        "Each row is a region: the second scenario less the first in per cent of the first, as a mean over the "
        + "years, with its 95 % interval by pairs.",
      description: "Effects by region on product, employment, enterprises and R&D.",
      tables: ["effects"],
      fit: .panels(
        .init(
          minimum: 340, columns: 2, margin: 130, rows: 92,
          height: Double(17 * max(3, regionNames.count)))),
      body: ["concat": .array(views)], values: nil)
  }

  /// How a total's effect and its interval settle as replicates are added.
  var convergenceChart: Chart? {
    let views = results.totals.compactMap { total -> JSONValue? in
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
      name: "convergence", title: "How sure, by number of replicates",
      reading:
        "Each panel is a total over all years: the mean difference after so many replicates, with two standard "
        + "errors as a band; where the line has settled and the band is narrow, more replicates change little.",
      description: "Running means of differences by number of replicates.", tables: ["pairs"],
      fit: .panels(.init(minimum: 230, columns: 3, margin: 46, rows: 86, height: 120)),
      body: ["concat": .array(views)], values: nil)
  }

  /// How much narrower pairs make intervals.
  var precisionChart: Chart? {
    let rows = headlines.compactMap { headline -> JSONValue? in
      let effect = headline.mean
      guard effect.halfWidth > 0, effect.unpairedHalfWidth > 0 else { return nil }
      return [
        "name": .text(headline.figure.name),
        "ratio": .number(effect.unpairedHalfWidth / effect.halfWidth),
      ]
    }
    guard !rows.isEmpty else { return nil }
    return Chart(
      name: "precision", title: "What common random numbers are worth",
      reading:
        "Each bar says how many times wider the interval would be had each run its own random numbers; so many "
        + "times squared as many runs would be needed.",
      description: "Ratios of unpaired to paired intervals.", tables: ["effects"],
      fit: .width(height: Double(20 * rows.count)),
      body: [
        "data": .rows(rows),
        "encoding": [
          "y": .category("name", sort: .texts(headlines.map(\.figure.name))).merging([
            "axis": ["labelColor": .colour(Palette.ink), "labelFontSize": 11.5, "labelLimit": 220]
          ])
        ],
        "layer": [
          [
            "mark": ["type": "bar", "color": .colour(Palette.series[0]), "height": 9],
            "encoding": [
              "x": .quantity("ratio", title: "unpaired over paired half-width"),
              "tooltip": [
                .hint("name", "Figure", type: "nominal"), .hint("ratio", "Ratio", format: ".2f"),
              ],
            ],
          ],
          .upright(1),
        ],
      ], values: nil)
  }
}

extension ComparisonResults.Effect {
  /// Whether its interval leaves out zero, and on which side it lies.
  var verdict: String {
    if effect - halfWidth > 0 { return "more" }
    if effect + halfWidth < 0 { return "less" }
    return "not distinct from none"
  }
}
