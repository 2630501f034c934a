import Foundation
import TripleHelix

/// Enterprises: births, deaths, sizes.
extension Findings {
  /// Entry by origin above the line, exit by cause below.
  var entryExitChart: Chart? {
    let exits = firmRate([\.exits])
    let insolvent = firmRate([\.insolvencies])
    let kinds: [(name: String, series: Series, sign: Double)] = [
      ("Start-ups", firmRate([\.startUps]), 1), ("Spin-offs of firms", firmRate([\.spinOffs]), 1),
      ("University spin-offs", firmRate([\.universitySpinOffs]), 1),
      ("Closed by choice or too small", difference(exits, insolvent), -1),
      ("Insolvent", insolvent, -1),
    ]
    var rows: [JSONValue] = []
    for (order, kind) in kinds.enumerated() {
      let yearly = kind.series.yearly()
      for place in yearly.values.indices {
        guard let value = yearly.values[place] else { continue }
        rows.append([
          "year": .text(calendarYear(yearly.years[place], tick: yearly.ticks[place])),
          "kind": .text(kind.name),
          "rate": .number(kind.sign * value), "size": .number(value),
          "order": .number(Double(order)),
        ])
      }
    }
    guard !rows.isEmpty else { return nil }
    let colours = [
      Palette.series[0], Palette.series[3], Palette.series[2], Palette.series[4], Palette.series[1],
    ]
    let body: JSONValue = [
      "data": .rows(rows),
      "layer": [
        [
          "mark": ["type": "bar", "width": ["band": 0.8]],
          "encoding": [
            "x": [
              "field": "year", "type": "ordinal", "title": nil, "sort": nil,
              "axis": ["labelOverlap": "greedy", "labelAngle": 0],
            ],
            "y": .quantity("rate", format: ".0%"),
            "color": .category("kind", domain: kinds.map(\.name), colours: colours),
            "order": ["field": "order", "type": "quantitative"],
            "tooltip": [
              .hint("year", "Year", type: "nominal"), .hint("kind", "Kind", type: "nominal"),
              .hint("size", "Share of enterprises a year", format: ".2%"),
            ],
          ],
        ],
        .level(0, colour: Palette.ink),
      ],
    ]
    let (entry, exit) = (firmRate(Self.entries).mean, exits.mean)
    return Chart(
      name: "entry-exit",
      title:
        "\(Numbers.percent(entry)) of enterprises are new each year and \(Numbers.percent(exit)) close",
      reading:
        "Bars above the line are enterprises founded in the year, bars below it those that closed, both as "
        + "a share of all enterprises.",
      description:
        "Bars by year of the entry rate, on average \(Numbers.percent(entry)), and the exit rate, on "
        + "average \(Numbers.percent(exit)).",
      tables: ["national"], fit: .width(height: 250), body: body,
      values: yearlyTable(
        caption: "Entry and exit, share of enterprises a year",
        columns: [
          ("Entry", firmRate(Self.entries), { Numbers.percent($0) }),
          ("Exit", exits, { Numbers.percent($0) }),
          ("of which insolvent", insolvent, { Numbers.percent($0, 2) }),
          ("Enterprises", nationalSeries(\.firms), { Numbers.decimal($0, 0) }),
        ]))
  }

  private func difference(_ a: Series, _ b: Series) -> Series {
    var result = a
    for place in result.values.indices {
      guard let left = a.values[place], let right = b.values[place] else { continue }
      result.values[place] = max(0, left - right)
    }
    return result
  }

  /// Share of enterprises at least as large, on logarithmic axes.
  var sizeChart: Chart? {
    let columns = Columns(results.recording.sizes, Table.sizes)
    let (lower, share) = (columns.numbers(\.lower), columns.numbers(\.shareAbove))
    let (years, firms) = (columns.numbers(\.year), columns.numbers(\.firms))
    let ticks = columns.rowsByTick()
    guard let first = ticks.first, let last = ticks.last else { return nil }
    let ends = first.key == last.key ? [first] : [first, last]
    var rows: [JSONValue] = []
    var names: [String] = []
    var anchor: (tick: Int, size: Double, share: Double)?
    var (largest, smallest) = (1.0, 1.0)
    for (tick, places) in ends {
      let name = endLabel(
        places.first.flatMap { years[$0] } ?? Double(configuration.startYear) + timeStep.years(tick)
      )
      names.append(name)
      for row in places {
        // Logarithms know no zero.
        guard let size = lower[row], let above = share[row], size > 0, above > 0 else { continue }
        rows.append([
          "when": .text(name), "size": .number(size), "share": .number(above),
          "firms": .optional(firms[row]),
        ])
        largest = max(largest, size)
        smallest = min(smallest, above)
        // The line starts where the upper tail does that the Hill estimator looks at.
        if above <= 0.1, anchor?.tick != tick { anchor = (tick, size, above) }
      }
    }
    guard !rows.isEmpty else { return nil }
    let line: [JSONValue] =
      anchor.map { anchor in
        // Down to where the data end.
        let end = max(anchor.size, min(largest, anchor.share * anchor.size / smallest))
        let middle = (anchor.size * end).squareRoot()
        return [anchor.size, middle, end].map { size in
          ["size": .number(size), "share": .number(anchor.share * anchor.size / size)]
        }
      } ?? []
    let x = JSONValue.quantity(
      "size", title: "Persons, at least", scale: ["type": "log", "nice": false]
    ).merging([
      "axis": [
        "format": "~s", "titleAnchor": "end", "grid": true,
        "values": JSONValue.logarithmicTicks([0.5, largest]),
      ]
    ])
    let y = JSONValue.quantity(
      "share", scale: ["type": "log", "nice": false, "domain": .numbers([smallest, 1])]
    ).merging([
      "axis": ["format": "~p", "values": JSONValue.logarithmicTicks([smallest, 1])]
    ])
    let colour = JSONValue.category(
      "when", domain: names,
      colours: Array([Palette.series[4], Palette.series[0]].suffix(names.count)))
    var layers: [JSONValue] = [
      [
        "mark": ["type": "line", "point": ["size": 42, "filled": true]],
        "encoding": [
          "x": x, "y": y, "color": colour,
          "tooltip": [
            .hint("when", "When", type: "nominal"),
            .hint("size", "Persons, at least", format: ",.4~r"),
            .hint("share", "Share of enterprises", format: ".3~%"),
            .hint("firms", "Enterprises in the class", format: ",.0f"),
          ],
        ],
      ]
    ]
    if line.count > 1 {
      layers += [
        [
          "data": .rows(line),
          "mark": [
            "type": "line", "strokeDash": [5, 4], "strokeWidth": 1.4,
            "color": .colour(Palette.muted),
          ],
          "encoding": ["x": x, "y": y],
        ],
        [
          "data": .rows([line[1]]),
          "mark": [
            "type": "text", "align": "left", "dy": -12, "dx": 10, "color": .colour(Palette.muted),
          ],
          "encoding": ["x": x, "y": y, "text": ["value": "Zipf: slope −1"]],
        ],
      ]
    }
    let body: JSONValue = ["data": .rows(rows), "layer": .array(layers)]
    let hill = nationalSeries(\.hillExponent)
    return Chart(
      name: "size-distribution",
      title: "Size distribution of enterprises"
        + (hill.last.map { ": tail exponent \(Numbers.decimal($0, 2)) at the end" } ?? ""),
      reading:
        "Each point is the share of enterprises with at least that many persons. Points along the dashed "
        + "line follow Zipf's law.",
      description:
        "Complementary cumulative distribution of enterprise sizes on logarithmic axes, at the start and at "
        + "the end, with a line of slope minus one.",
      tables: ["sizes"], fit: .width(height: 320), body: body, values: nil)
  }

  /// The statistical signature of firms: tail, growth rates, hazards.
  var firmStatisticsChart: Chart? {
    let lines: [(ColumnPath<NationalColumns>, String, String, ClosedRange<Double>?)] = [
      (\.hillExponent, "Tail exponent of sizes", "Hill, largest 5 %; band: 0.9–1.3", 0.9...1.3),
      (\.growthShape, "Shape of growth rates", "Subbotin; 1: Laplace, 2: normal", 0.8...1.3),
      (
        \.growthSizeSlope, "Volatility of growth by size",
        "log-log slope; negative: small firms vary more", nil
      ),
    ]
    var panels: [JSONValue] = []
    for (column, title, unit, band) in lines {
      let series = nationalSeries(column)
      guard !series.defined.isEmpty else { continue }
      var layers: [JSONValue] = []
      if let band {
        layers.append([
          "data": .rows([["low": .number(band.lowerBound), "high": .number(band.upperBound)]]),
          "mark": ["type": "rect", "color": .colour(Palette.series[2]), "opacity": 0.16],
          "encoding": ["y": .quantity("low"), "y2": ["field": "high"]],
        ])
      }
      layers.append([
        "mark": ["type": "line", "color": .colour(Palette.series[0])],
        "encoding": [
          "x": .years().merging(["axis": ["format": "d", "tickMinStep": 1, "tickCount": 4]]),
          "y": .quantity("value", scale: .span(series.defined)).merging(["axis": ["tickCount": 4]]),
          "tooltip": [
            .hint("when", "When", type: "nominal"), .hint("value", title, format: ".3~r"),
          ],
        ],
      ])
      let panel: JSONValue = [
        "data": .rows(series.dropUndefined().thinned().rows()), "layer": .array(layers),
      ]
      panels.append(panel.titled(title, unit))
    }
    let hazards: [(String, [(ColumnPath<NationalColumns>, String)])] = [
      (
        "Exit rate by size (in efficient sizes)",
        [
          (\.exitsUnder2, "< 2"), (\.exits2To5, "2–5"), (\.exits5To20, "5–20"),
          (\.exitsOver20, "> 20"),
        ]
      ),
      (
        "Exit rate by age",
        [
          (\.exitsYoung, "< 2 years"), (\.exitsMiddle, "2–15 years"), (\.exitsOld, "> 15 years"),
        ]
      ),
    ]
    for (title, bars) in hazards {
      let rows = bars.compactMap { column, label -> JSONValue? in
        nationalSeries(column).mean.map { ["class": .text(label), "rate": .number($0)] }
      }
      guard !rows.isEmpty else { continue }
      let highest = bars.compactMap { nationalSeries($0.0).mean }.max() ?? 1
      let panel: JSONValue = [
        "data": .rows(rows),
        "encoding": [
          "y": .category("class", sort: .texts(bars.map(\.1))),
          "x": .quantity("rate", scale: ["domain": .numbers([0, 1.3 * max(highest, 1e-6)])])
            .merging([
              "axis": ["format": "~p", "tickCount": 4]
            ]),
        ],
        "layer": [
          ["mark": ["type": "bar", "color": .colour(Palette.series[0]), "height": ["band": 0.62]]],
          [
            "mark": ["type": "text", "align": "left", "dx": 4],
            "encoding": ["text": ["field": "rate", "type": "quantitative", "format": ".2~p"]],
          ],
        ],
      ]
      panels.append(panel.titled(title, "per year, mean of the run"))
    }
    guard !panels.isEmpty else { return nil }
    return Chart(
      name: "firm-statistics", title: "The enterprises compared with those of real countries",
      reading:
        "In real countries the tail exponent of sizes is near 1, growth rates follow a Laplace distribution "
        + "(shape near 1), volatility falls with size, and exit rates fall with size and are lowest for old "
        + "firms. Bands show the usual range. The efficient size is the size, in persons, that founders plan "
        + "for in a sector and region.",
      description:
        "Small charts of the Hill exponent, the Subbotin shape of growth rates, the slope of their "
        + "volatility on size, and exit rates by size and age.",
      tables: ["national"],
      fit: .panels(.init(minimum: 240, columns: 3, margin: 62, spacing: 12, height: 120)),
      body: ["concat": .array(panels)], values: signatureTable)
  }

  private var signatureTable: HTML? {
    let lines: [(String, ColumnPath<NationalColumns>, String)] = [
      ("Hill exponent of the largest 5 %", \.hillExponent, "0.9–1.3"),
      ("Subbotin shape of yearly growth, all", \.growthShape, "near 1 (Laplace)"),
      ("Subbotin shape, 10 to 50 persons", \.growthShapeSmall, "near 1 (Laplace)"),
      ("Slope of the volatility of growth on size", \.growthSizeSlope, "about −0.2"),
      ("Largest firm's share of employment", \.largestFirm, "small"),
    ]
    let rows = lines.compactMap { label, column, target -> [HTML.Cell]? in
      let series = nationalSeries(column)
      guard !series.defined.isEmpty else { return nil }
      let isShare = national.declaration(column).unit == .share
      func text(_ value: Double?) -> String {
        isShare ? Numbers.percent(value) : Numbers.decimal(value, 2)
      }
      return [
        .text(label), .number(text(series.mean)), .number(text(series.defined.min())),
        .number(text(series.defined.max())), .text(target),
      ]
    }
    guard !rows.isEmpty else { return nil }
    return .table(
      caption: "Statistics of the enterprises",
      head: ["Statistic", "Mean", "Lowest", "Highest", "In real countries"], rows: rows)
  }
}
