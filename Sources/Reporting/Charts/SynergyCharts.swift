import TripleHelix

/// Triple-helix synergy.
extension Findings {
  /// T of the country over the share of innovation.
  var synergyChart: Chart? {
    let synergy = synergy
    guard synergy.defined.count > 1 else { return nil }
    let innovation = nationalSeries(\.innovationOutput).afterStart().yearly()
    var lines: [(name: String, series: Series, colour: Palette.Colour)] = [
      ("Whole country", synergy, Palette.series[0])
    ]
    let parts = [
      ("Between Ward groups", \NationalColumns.measures.synergyBetween),
      ("Within Ward groups", \NationalColumns.measures.synergyWithin),
    ]
    for (place, part) in parts.enumerated() {
      let series = nationalSeries(part.1).dropUndefined().map { 1000 * $0 }
      if series.defined.count > 1 {
        lines.append((part.0, series, Palette.series[[3, 5][place]]))
      }
    }
    let domain = [synergy.years[0], synergy.years[synergy.years.count - 1]]
    let panels = [
      LinePanel(
        title: "Synergy T", unit: "millibits; negative is synergy", format: ",.3~r", lines: lines,
        domain: domain, legendColumns: 3),
      LinePanel(
        title: "Output on new lines", unit: "% of output, yearly mean", format: ".0~%",
        lines: [("Innovation", innovation, Palette.phases[2])], startsAtZero: true,
        domain: domain),
    ]
    let swing = synergySwing
    return Chart(
      name: "synergy",
      title: swing.map { swing in
        swing.probability < 0.1
          ? "Synergy is correlated with the share of innovation"
          : "No significant correlation of synergy with the share of innovation"
      } ?? "Synergy of region, sector and size of enterprises",
      reading:
        "T is the mutual information of the region, sector and size of enterprises. The more negative it "
        + "is, the more synergy there is."
        + (swing.map { swing in
          " After linear trends are removed, the strongest correlation with innovation "
            + (swing.lag == 0
              ? "in the same year" : "\(Numbers.count(swing.lag, "year")) earlier")
            + " is \(Numbers.signed(swing.correlation, 2)) (p = \(Numbers.decimal(swing.probability, 2)), "
            + "from all shifts of one series in time)."
        } ?? ""),
      description:
        "Line charts of triple-helix synergy in millibits, from \(Numbers.significant(synergy.first, 3)) "
        + "to \(Numbers.significant(synergy.last, 3)), and of the share of output on new lines.",
      tables: ["national"],
      fit: .panels(.init(minimum: 500, columns: 1, margin: 46, rows: 92, height: 150)),
      body: [
        "concat": .array(panels.compactMap(\.view)),
        "resolve": ["scale": ["color": "independent"]],
      ],
      values: yearlyTable(
        caption: "Synergy by year, millibits",
        columns: lines.map { line in
          (line.name, line.series, { Numbers.significant($0, 3) })
        }))
  }

  /// What every region adds to T, at the end and over time.
  var synergyRegionsChart: Chart? {
    let rowsByRegion = Dictionary(
      regions.rows(by: \.region).map { ($0.key, $0.rows) }, uniquingKeysWith: { first, _ in first })
    let names = shortRegionNames
    var courses: [(name: String, series: Series)] = []
    for (index, region) in configuration.regions.enumerated() {
      let series = regions.series(\.measures.synergy, rows: rowsByRegion[region.id] ?? [])
        .dropUndefined().map { 1000 * $0 }
      if series.defined.count > 0 { courses.append((names[index], series)) }
    }
    guard courses.count > 1 else { return nil }
    courses.sort { ($0.series.last ?? 0, $0.name) < ($1.series.last ?? 0, $1.name) }
    let order = courses.map(\.name)
    let largest = courses.flatMap(\.series.defined).map(\.magnitude).max() ?? 1
    let steps = [-0.6, -0.25, -0.05, 0.05, 0.25, 0.6].map {
      ($0 * largest).rounded(toSignificantDigits: 3)
    }
    // Synergy is negative: its depth is drawn in the warm colours.
    let colour: JSONValue = [
      "field": "value", "type": "quantitative", "legend": nil,
      "scale": [
        "type": "threshold", "domain": .numbers(steps),
        "range": .colours(Palette.diverging.reversed()),
      ],
    ]
    let y = JSONValue.category("name", sort: .texts(order)).merging([
      "scale": ["domain": .texts(order), "paddingInner": 0.15, "paddingOuter": 0.08],
      "axis": ["labelColor": .colour(Palette.ink), "labelFontSize": 11, "labelLimit": 118],
    ])
    let bars: JSONValue = [
      "data": .rows(
        courses.map { ["name": .text($0.name), "value": .optional($0.series.last)] }),
      "encoding": ["y": y],
      "layer": [
        [
          "mark": ["type": "bar"],
          "encoding": [
            "x": .quantity("value", scale: ["zero": true]).merging(["axis": ["tickCount": 5]]),
            "color": colour,
            "tooltip": [
              .hint("name", "Region", type: "nominal"),
              .hint("value", "Contribution, millibits", format: "+.3~r"),
            ],
          ],
        ]
      ],
    ]
    var tiles: [JSONValue] = []
    for course in courses {
      let series = course.series.thinned()
      for place in series.values.indices {
        let next = place + 1 < series.years.count ? series.years[place + 1] : nil
        let step =
          place > 0
          ? series.years[place] - series.years[place - 1] : (next ?? 1) - series.years[place]
        tiles.append([
          "name": .text(course.name), "when": .text(endLabel(series.years[place])),
          "year": .number(series.years[place]), "to": .number(next ?? series.years[place] + step),
          "value": .optional(series.values[place]),
        ])
      }
    }
    let map: JSONValue = [
      "data": .rows(tiles), "mark": ["type": "rect"],
      "encoding": [
        "y": y, "x": .years(), "x2": ["field": "to"], "color": colour,
        "tooltip": [
          .hint("name", "Region", type: "nominal"), .hint("when", "When", type: "nominal"),
          .hint("value", "Contribution, millibits", format: "+.3~r"),
        ],
      ],
    ]
    let count = courses.count { ($0.series.last ?? 0) < 0 }
    return Chart(
      name: "synergy-regions",
      title: "\(order[0]) contributes most to synergy at the end; "
        + "\(Numbers.part(count, of: courses.count)) of \(courses.count) regions "
        + "\(count == 1 ? "contributes" : "contribute")",
      reading:
        "On the left, the contribution of each region at the end: a negative one adds synergy, a positive "
        + "one reduces it. The contributions add up to the T of the country. On the right, the "
        + "same over time; warmer colours are more synergy.",
      description:
        "Bars of the contributions of \(Numbers.count(courses.count, "region")) to synergy at the end, "
        + "in millibits, and tiles of them over time.",
      tables: ["regions"],
      fit: .panels(
        .init(
          minimum: 330, columns: 2, margin: 125, height: Double(20 * courses.count + 6))),
      body: [
        "concat": [
          bars.titled("At the end", "millibits; negative is synergy"),
          map.titled("Over time", "same colour scale"),
        ], "resolve": ["scale": ["color": "independent"]],
      ], values: nil)
  }
}
