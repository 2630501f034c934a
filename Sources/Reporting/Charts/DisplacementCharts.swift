import TripleHelix

/// Tradition and innovation side by side, displacing each other.
extension Findings {
  /// Output on new lines against output on tradition, for the country.
  var displacementChart: Chart? {
    let innovation = nationalSeries(\.innovationOutput)
    guard let low = innovation.defined.min(), let high = innovation.defined.max(),
      let mean = innovation.mean
    else { return nil }
    let rows = innovation.thinned().rows(value: "innovation").map { row -> JSONValue in
      var row = row
      if case .number(let share)? = row["innovation"] { row["tradition"] = .number(1 - share) }
      return row
    }
    // Names stand where their area is thick, away from the edges.
    let count = innovation.values.count
    let inner = count > 8 ? Array(count / 8..<count - count / 8) : Array(0..<count)
    func around(_ place: Int) -> [Double] {
      let reach = count / 20
      return innovation.values[max(0, place - reach)...min(count - 1, place + reach)].compactMap {
        $0
      }
    }
    let thick = inner.max { around($0).min() ?? 0 < around($1).min() ?? 0 } ?? 0
    let thin = inner.min { around($0).max() ?? 1 < around($1).max() ?? 1 } ?? 0
    let (crest, trough) = (around(thick).min() ?? 0, around(thin).max() ?? 0)
    let isRoomy = crest > 0.13
    let body: JSONValue = [
      "data": .rows(rows),
      "encoding": ["x": .years()],
      "layer": [
        [
          "mark": ["type": "area", "color": .colour(Palette.phases[0])],
          "encoding": [
            "y": .quantity("innovation", format: ".0%", scale: ["domain": [0, 1]]),
            "y2": ["datum": 1],
          ],
        ],
        [
          "mark": ["type": "area", "color": .colour(Palette.phases[2])],
          "encoding": ["y": .quantity("innovation"), "y2": ["datum": 0]],
        ],
        [
          "mark": [
            "type": "text", "color": .colour(Palette.onDark), "fontSize": 15, "fontWeight": 600,
          ],
          "data": .rows([
            ["year": .number(innovation.years[thin]), "y": .number(0.35 * trough + 0.65)]
          ]),
          "encoding": ["y": .quantity("y"), "text": ["value": "Tradition"]],
        ],
        [
          "mark": [
            "type": "text", "color": .colour(Palette.onDark), "fontSize": isRoomy ? 15 : 13,
            "fontWeight": 600, "dy": isRoomy ? 0 : -10,
          ],
          "data": .rows([
            [
              "year": .number(innovation.years[thick]),
              "y": .number(isRoomy ? crest / 2 : around(thick).max() ?? crest),
            ]
          ]),
          "encoding": ["y": .quantity("y"), "text": ["value": "Innovation"]],
        ],
        [
          "mark": ["type": "rule", "color": .colour(Palette.onDark), "strokeWidth": 1],
          "params": [
            [
              "name": "at",
              "select": [
                "type": "point", "fields": ["year"], "nearest": true, "on": "pointermove",
                "clear": "pointerout",
              ],
            ]
          ],
          "encoding": [
            "opacity": [
              "condition": ["param": "at", "value": 0.9, "empty": false], "value": 0,
            ],
            "tooltip": [
              .hint("when", "When", type: "nominal"),
              .hint("innovation", "Innovation", format: ".1%"),
              .hint("tradition", "Tradition", format: ".1%"),
            ],
          ],
        ],
      ],
    ]
    let digits = low > 0 && low < 0.01 ? 1 : 0
    let (lowest, highest) = (Numbers.percent(low, digits), Numbers.percent(high, digits))
    return Chart(
      name: "displacement",
      title: "New technology made between \(lowest) and \(highest) of output",
      reading:
        "The lower area is the share of output made on lines newer than the tradition of their sector. "
        + "When most of a sector uses a generation of technology, it becomes the tradition and leaves "
        + "that area.",
      description:
        "Area chart of the country's output by \(timeStep.name). The share on lines newer than tradition "
        + "is \(Numbers.percent(mean)) on average, \(lowest) at its lowest and \(highest) at its highest; "
        + "the rest is tradition.",
      tables: ["national"], fit: .width(height: 280), body: body,
      values: yearlyTable(
        caption: "Share of output on new lines, yearly means",
        columns: [("Innovation", innovation, { Numbers.percent($0) })]))
  }

  /// Firms and output in the four phases.
  var phasesChart: Chart? {
    let panels = [
      ("firms", \NationalColumns.firmsInPhases, "Share of enterprises"),
      ("output", \NationalColumns.outputInPhases, "Share of output"),
    ]
    var rows: [JSONValue] = []
    var means: [String] = []
    for (prefix, columns, label) in panels {
      // Stacked areas need the same entries of every phase.
      let phases = Series.thinnedTogether(phaseSeries(columns))
      for (phase, series) in phases.enumerated() {
        guard let mean = series.mean else { continue }
        if prefix == "firms" { means.append("\(Phases.names[phase]) \(Numbers.percent(mean, 0))") }
        rows += series.rows(
          value: "share",
          with: [
            .init("of", .text(label)), .init("phase", .text(Phases.names[phase])),
            .init("order", .number(Double(phase))),
          ])
      }
    }
    guard !rows.isEmpty else { return nil }
    let views = panels.map { prefix, _, label -> JSONValue in
      let share = JSONValue.quantity("share", format: ".0%", scale: ["domain": [0, 1]])
        .merging(["stack": "zero"])
      let panel: JSONValue = [
        "transform": [["filter": "datum.of === '\(label)'"]],
        "encoding": ["x": .years()],
        "layer": [
          [
            "mark": ["type": "area"],
            "encoding": [
              "y": share, "order": ["field": "order", "type": "quantitative"],
              "color": .category("phase", domain: Phases.names, colours: Palette.phases),
            ],
          ],
          .pointerLine(
            key: "phase", value: "share", series: Phases.names, format: ".1%",
            parameter: "at_\(prefix)", hasPeriods: true),
        ],
      ]
      return panel.titled(label)
    }
    return Chart(
      name: "phases",
      title: "Enterprises by phase: tradition, search, innovation, diffusion",
      reading:
        "Each band is one phase of the cycle: on the left by number of enterprises, on the right by "
        + "output. An enterprise in search spends on R&D. In innovation it runs a first new line beside "
        + "the old one. In diffusion it moves capital to the new line until that has replaced the old.",
      description:
        "Two stacked area charts over time: enterprises and output by phase. Mean shares of enterprises: "
        + Numbers.list(means) + ".",
      tables: ["national"],
      fit: .panels(.init(minimum: 330, columns: 2, margin: 40, height: 230)),
      body: ["data": .rows(rows), "concat": .array(views)],
      values: yearlyTable(
        caption: "Share of enterprises in each phase, yearly means",
        columns: zip(Phases.names, phaseSeries(\.firmsInPhases)).map {
          ($0, $1, { Numbers.percent($0) })
        }))
  }

  /// Output on new lines in every sector, with the moments at which tradition changed.
  var sectorDisplacementChart: Chart? {
    var (shares, changes): ([JSONValue], [JSONValue]) = ([], [])
    var names: [String] = []
    for (id, rows) in sectors.rows(by: \.sector) {
      let name = sectorName(id)
      let share = sectors.series(\.innovationOutput, rows: rows)
      guard !share.defined.isEmpty else { continue }
      names.append(name)
      shares += share.thinned().rows(
        value: "innovation", with: [.init("sector", .text(name))])
      let tradition = sectors.series(\.tradition, rows: rows)
      for place in tradition.values.indices.dropFirst() {
        guard let before = tradition.values[place - 1], let now = tradition.values[place],
          now > before
        else { continue }
        changes.append([
          "sector": .text(name), "when": .text(tradition.when(place)),
          "year": .number(tradition.years[place]), "generation": .text("generation \(Int(now))"),
        ])
      }
    }
    guard !names.isEmpty else { return nil }
    let body: JSONValue = [
      "data": .rows(shares),
      "facet": .category("sector", sort: .texts(names)),
      "resolve": ["axis": ["x": "independent"]],
      "spec": [
        "encoding": ["x": .years()],
        "layer": [
          [
            "mark": ["type": "area", "color": .colour(Palette.phases[2])],
            "encoding": [
              "y": .quantity("innovation", format: ".0%", scale: ["domain": [0, 1]]),
              "tooltip": [
                .hint("sector", "Sector", type: "nominal"),
                .hint("when", "When", type: "nominal"),
                .hint("innovation", "Output on new lines", format: ".1%"),
              ],
            ],
          ]
        ],
      ],
    ]
    var complete = body
    if !changes.isEmpty, let inner = body["spec"], case .array(let layers)? = inner["layer"] {
      // Facets need all layers to draw from one source: the changes are further rows of it.
      complete["data"] = .rows(shares + changes)
      let marks: JSONValue = [
        "transform": [["filter": "isValid(datum.generation)"]],
        "mark": [
          "type": "rule", "strokeDash": [3, 2], "color": .colour(Palette.ink), "opacity": 0.7,
        ],
        "encoding": [
          "tooltip": [
            .hint("generation", "Became tradition", type: "nominal"),
            .hint("when", "When", type: "nominal"),
          ]
        ],
      ]
      var areas = layers[0]
      areas["transform"] = [["filter": "!isValid(datum.generation)"]]
      complete["spec"] = inner.merging(["layer": [areas, marks]])
    }
    return Chart(
      name: "displacement-by-sector",
      title: strongestWave.map {
        "Waves of innovation by sector: the highest reached \(Numbers.percent($0.share, 0)) of output, in "
          + "\(sectorName($0.sector))"
      } ?? "Waves of innovation by sector",
      reading:
        "The area is the share of the sector's output made on lines newer than its tradition. At a dashed "
        + "line, a generation of technology became the sector's tradition, and the share fell.",
      description:
        "Small area charts, one for each sector, of the share of output on new lines"
        + (changes.isEmpty
          ? "."
          : "; \(Numbers.count(changes.count, "change")) of tradition marked: "
            + Numbers.list(names) + "."),
      tables: ["sectors"],
      fit: .panels(
        .init(
          minimum: 165, columns: min(3, names.count), margin: 42, spacing: 26, rows: 14,
          height: 110,
          sharesAxis: true)),
      body: complete,
      values: nil)
  }

  /// A table of yearly values of a few series.
  func yearlyTable(
    caption: String, columns: [(name: String, series: Series, format: (Double?) -> String)]
  ) -> HTML? {
    let yearly = columns.map { $0.series.yearly() }
    guard let ticks = yearly.first?.ticks, !ticks.isEmpty else { return nil }
    // Every year of the chart, except in very long runs; the files have the rest.
    let stride = max(1, (ticks.count + 39) / 40)
    let places = ticks.indices.filter { ($0 % stride == 0) || $0 == ticks.count - 1 }
    let rows = places.map { place -> [HTML.Cell] in
      let label = calendarYear(yearly[0].years[place], tick: yearly[0].ticks[place])
      return [.text(label)]
        + zip(columns, yearly).map { column, series in
          .number(column.format(series.values.indices.contains(place) ? series.values[place] : nil))
        }
    }
    return .table(caption: caption, head: ["Year"] + columns.map(\.name), rows: rows)
  }
}
