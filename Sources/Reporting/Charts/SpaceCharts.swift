import TripleHelix

/// Where industries are, and what regions live on.
extension Findings {
  /// γ of a sector at one year against darts thrown at random.
  struct Concentration: Sendable {
    var sector: String
    var gamma: Series
    var low: Series
    var high: Series

    /// Whether γ lies above what chance gives, at a place of the series.
    func isAboveNull(_ place: Int) -> Bool? {
      guard gamma.values.indices.contains(place), let value = gamma.values[place],
        let bound = high.values[place]
      else { return nil }
      return value > bound
    }
  }

  /// One entry a sector for which γ is known, in the order of the scenario.
  var concentrations: [Concentration] {
    sectors.rows(by: \.sector).compactMap { id, rows in
      let gamma = sectors.series(\.measures.gamma, rows: rows)
      let known = gamma.values.indices.filter { gamma.values[$0] != nil }.map { rows[$0] }
      guard !known.isEmpty else { return nil }
      return Concentration(
        sector: id, gamma: sectors.series(\.measures.gamma, rows: known),
        low: sectors.series(\.measures.gammaNullLow, rows: known),
        high: sectors.series(\.measures.gammaNullHigh, rows: known))
    }
  }

  /// Sectors above their null at the start or the end, and those for which that is known.
  func concentratedCount(atEnd: Bool) -> (above: Int, known: Int) {
    let verdicts = concentrations.compactMap {
      $0.isAboveNull(atEnd ? $0.gamma.values.count - 1 : 0)
    }
    return (verdicts.count { $0 }, verdicts.count)
  }

  /// Ellison–Glaeser γ by sector over time, against its simulated null.
  var concentrationChart: Chart? {
    let all = concentrations.filter { $0.gamma.defined.count > 1 }
    guard !all.isEmpty else { return nil }
    let views = all.map { sector -> JSONValue in
      let drawn = Series.thinnedTogether([sector.gamma, sector.low, sector.high])
      let (gamma, low, high) = (drawn[0], drawn[1], drawn[2])
      let rows = gamma.values.indices.map { place -> JSONValue in
        [
          "when": .text(endLabel(gamma.years[place])), "year": .number(gamma.years[place]),
          "gamma": .optional(gamma.values[place]),
          "low": .optional(low.values[place]), "high": .optional(high.values[place]),
        ]
      }
      let values = gamma.defined + low.defined + high.defined
      let view: JSONValue = [
        "data": .rows(rows),
        "encoding": [
          "x": .years().merging(["axis": ["format": "d", "tickMinStep": 1, "tickCount": 4]]),
          "tooltip": [
            .hint("when", "When", type: "nominal"), .hint("gamma", "γ", format: ".4f"),
            .hint("high", "Upper bound under random location", format: ".4f"),
            .hint("low", "Lower bound under random location", format: ".4f"),
          ],
        ],
        "layer": [
          [
            "mark": ["type": "area", "color": .colour(Palette.faint), "opacity": 0.35],
            "encoding": ["y": .quantity("low"), "y2": ["field": "high"]],
          ],
          [
            "mark": [
              "type": "line", "color": .colour(Palette.muted), "strokeWidth": 1.2,
              "strokeDash": [4, 3],
            ],
            "encoding": ["y": .quantity("high")],
          ],
          [
            "mark": ["type": "line", "color": .colour(Palette.series[0]), "point": false],
            "encoding": [
              "y": .quantity("gamma", scale: .span(values)).merging([
                "axis": ["tickCount": 4, "format": "~r"]
              ])
            ],
          ],
          .level(0),
        ],
      ]
      return view.titled(sectorName(sector.sector), "γ")
    }
    let (first, last) = (concentratedCount(atEnd: false), concentratedCount(atEnd: true))
    return Chart(
      name: "concentration",
      title:
        "At the end \(last.above) of \(last.known) sectors are significantly concentrated in space "
        + "(\(first.above) at the start)",
      reading:
        "The line is the Ellison–Glaeser index γ: concentration in space beyond what a few large firms "
        + "cause. The band holds 95 % of the values when the same firms are located at random, so "
        + "a line above the dashed bound is significant. Each panel has its own scale.",
      description:
        "Small line charts of Ellison–Glaeser γ of \(Numbers.list(all.map { sectorName($0.sector) })) "
        + "over time with the 95 % band under random location.",
      tables: ["sectors"],
      fit: .panels(.init(minimum: 200, columns: 3, margin: 44, height: 110)),
      body: ["concat": .array(views)], values: concentrationTable)
  }

  private var concentrationTable: HTML? {
    let rows = concentrations.map { sector -> [HTML.Cell] in
      let end = sector.gamma.values.count - 1
      return [
        .text(sectorName(sector.sector)), .number(Numbers.significant(sector.gamma.first, 3)),
        .number(Numbers.significant(sector.gamma.last, 3)),
        .number(Numbers.significant(sector.high.last, 3)),
        .text(sector.isAboveNull(end).map { $0 ? "significant" : "not significant" } ?? "–"),
      ]
    }
    guard !rows.isEmpty else { return nil }
    return .table(
      caption: "Ellison–Glaeser γ by sector",
      head: [
        "Sector", "γ at the start", "γ at the end", "Bound under random location", "Concentration",
      ],
      rows: rows)
  }

  /// Location quotients and stars of every sector in every region at the end.
  var quotientChart: Chart? {
    let cells = Columns(results.recording.cells, Table.cells)
    guard let last = cells.rowsByTick().last?.rows else { return nil }
    let (regionIDs, sectorIDs) = (cells.texts(\.region), cells.texts(\.sector))
    let quotients = cells.numbers(\.measures.locationQuotient)
    let stars = cells.integers(\.measures.stars)
    let (employees, years) = (cells.numbers(\.measures.employees), cells.numbers(\.year))
    let names = Dictionary(
      zip(configuration.regions.map(\.id), shortRegionNames),
      uniquingKeysWith: { first, _ in first })
    var starCounts: [String: Int] = [:]
    let rows = last.compactMap { row -> JSONValue? in
      guard let region = names[regionIDs[row]], let quotient = quotients[row] else { return nil }
      let count = stars[row] ?? 0
      starCounts[region, default: 0] += count
      let label = Numbers.decimal(quotient, quotient < 10 ? 1 : 0)
      return [
        "region": .text(region), "sector": .text(sectorName(sectorIDs[row])),
        "quotient": .number(quotient),
        "stars": .number(Double(count)), "persons": .optional(employees[row]),
        "label": .text(count > 0 ? label + " " + String(repeating: "★", count: count) : label),
      ]
    }
    guard !rows.isEmpty else { return nil }
    let order = regionOrder.map { shortRegionNames[$0] }
    let sectorOrder = configuration.sectors.map(\.name)
    let x: JSONValue = [
      "field": "sector", "type": "nominal", "title": nil, "sort": .texts(sectorOrder),
      "scale": ["paddingInner": 0.03, "paddingOuter": 0],
      "axis": [
        "labelAngle": -50, "labelAlign": "left", "orient": "top", "ticks": false, "domain": false,
        "labelLimit": 170, "labelFontSize": 10.5, "labelOverlap": false,
      ],
    ]
    let y = JSONValue.category("region", sort: .texts(order)).merging([
      "scale": ["paddingInner": 0.06, "paddingOuter": 0],
      "axis": [
        "labelColor": .colour(Palette.ink), "labelFontSize": 11.5,
        "labelLimit": .number(rowLabelLimit),
      ],
    ])
    let body: JSONValue = [
      "data": .rows(rows), "encoding": ["x": x, "y": y],
      "layer": [
        [
          "mark": ["type": "rect"],
          "encoding": [
            "color": [
              "field": "quotient", "type": "quantitative", "legend": nil,
              "scale": [
                "type": "threshold", "domain": [0.5, 0.75, 0.9, 1.1, 1.5, 2],
                "range": .colours(Palette.diverging),
              ],
            ],
            "tooltip": [
              .hint("region", "Region", type: "nominal"),
              .hint("sector", "Sector", type: "nominal"),
              .hint("quotient", "Location quotient", format: ".2f"),
              .hint("stars", "Stars", format: "d"), .hint("persons", "Employees", format: ",.0f"),
            ],
          ],
        ],
        [
          "mark": [
            "type": "text", "fontSize": 10.5,
            "opacity": ["expr": .text("width / \(sectorOrder.count) < 52 ? 0 : 1")],
          ],
          "encoding": [
            "text": ["field": "label", "type": "nominal"],
            "color": [
              "condition": [
                "test": "datum.quotient >= 2 || datum.quotient < 0.5",
                "value": .colour(Palette.paper),
              ],
              "value": .colour(Palette.ink),
            ],
          ],
        ],
      ],
    ]
    // Of few regions somebody has the stars for size whatever it does.
    let most = starCounts.filter { $0.value > 0 && configuration.regions.count >= 10 }
      .min { ($1.value, $0.key) < ($0.value, $1.key) }
    let when = last.first.flatMap { years[$0] }.map { " \(endMoment($0))" } ?? ""
    return Chart(
      name: "location-quotients",
      title: most.map { "\($0.key) has the most stars of specialisation\(when): \($0.value)" }
        ?? "Specialisation of the regions\(when)",
      reading:
        "Each number is a location quotient: the sector’s share of employment in the region divided by its "
        + "share in the country. Above 1, the region is specialised in the sector. Stars follow the European "
        + "Cluster Observatory: one each for size, for a quotient of at least 2, and for weight in the region.",
      description:
        "Heat map of location quotients of \(configuration.sectors.count) sectors in "
        + "\(order.count) regions, with stars.",
      tables: ["cells"], fit: .width(height: Double(24 * order.count)), body: body, values: nil)
  }

  /// Specialisation, diversity and heterogeneity of the regions.
  var regionalStructureChart: Chart? {
    dotChart(
      name: "regional-structure", title: "Specialisation and diversity of the regions",
      reading:
        "Each row is a region; the ring is the start, the dot the end. Specialisation is the Krugman index: "
        + "0 if the region has the same mix of sectors as the country, 2 if they have nothing in common. "
        + "Diversity is the entropy of employment by sector.",
      panels: [
        (
          "Specialisation", "Krugman index, 0 to 2", ".2~f", false,
          regionEnds { $0.series(\.measures.specialisation, rows: $1) }
        ),
        (
          "Diversity", "bits", ".2~f", false,
          regionEnds { $0.series(\.measures.diversity, rows: $1) }
        ),
        (
          "Heterogeneity of knowledge", "distance of firms from their mean", ".2~f", false,
          regionEnds { $0.series(\.heterogeneity, rows: $1) }
        ),
      ], sortedBy: 0)
  }

  /// Wages, unemployment and migration by region.
  var regionalLabourChart: Chart? {
    let price = Dictionary(
      zip(nationalSeries(\.consumerPrice).ticks, nationalSeries(\.consumerPrice).values),
      uniquingKeysWith: { first, _ in first })
    let currency = configuration.currency
    let wages = regionEnds { columns, rows in
      var series = columns.series(\.wage, rows: rows)
      for place in series.values.indices {
        guard let pay = series.values[place], let level = price[series.ticks[place]] ?? nil,
          level > 0
        else {
          series.values[place] = nil
          continue
        }
        // Million a quarter to thousand a month.
        series.values[place] = pay / level * 1000 / 3
      }
      return series
    }
    let migrants = regionEnds(startToo: false) { columns, rows in
      let moves = columns.series(\.netMigration, rows: rows)
      let people = columns.series(\.population, rows: rows)
      var rates = moves
      for place in rates.values.indices {
        guard let net = moves.values[place], let all = people.values[place], all > 0 else {
          rates.values[place] = nil
          continue
        }
        rates.values[place] = net / all
      }
      let mean = rates.mean
      return Series(ticks: [0], years: [0], values: [mean])
    }
    return dotChart(
      name: "regional-labour", title: "Wages, unemployment and migration by region",
      reading:
        "Each row is a region; the ring is the start, the dot the end. Net migration is the mean of the run; "
        + "to the right of zero, more people arrive than leave."
        + (coarseRegionsSentence.map { " " + $0 } ?? ""),
      panels: [
        (
          "Wage of a worker", "thousand \(currency) a month, base-year prices", ",.3~s", false,
          wages
        ),
        (
          "Unemployment", "% of the labour force", ".0~%", true,
          regionEnds { $0.series(\.unemployment, rows: $1) }
        ), ("Net migration", "% of inhabitants a year, mean", ".2~%", true, migrants),
        (
          "Price of land", "start = 1", ".2~f", false,
          regionEnds { $0.series(\.landPrice, rows: $1) }
        ),
      ], sortedBy: 0)
  }

  private typealias Ends = [(name: String, start: Double?, end: Double?)]

  /// First and last defined value of a series of every region.
  private func regionEnds(
    startToo: Bool = true, _ series: (Columns<RegionColumns>, [Int]) -> Series
  ) -> [(name: String, start: Double?, end: Double?)] {
    let rowsByRegion = Dictionary(
      regions.rows(by: \.region).map { ($0.key, $0.rows) }, uniquingKeysWith: { first, _ in first })
    let names = shortRegionNames
    return configuration.regions.enumerated().map { index, region in
      let defined = series(regions, rowsByRegion[region.id] ?? []).defined
      return (names[index], startToo ? defined.first : nil, defined.last)
    }
  }

  private func dotChart(
    name: String, title: String, reading: String,
    panels: [(title: String, unit: String, format: String, zero: Bool, ends: Ends)],
    sortedBy key: Int
  ) -> Chart? {
    let known = panels.filter { panel in panel.ends.contains { $0.end != nil } }
    guard configuration.regions.count > 1, panels.indices.contains(key), !known.isEmpty else {
      return nil
    }
    let order = panels[key].ends.sorted {
      ($1.end ?? -.infinity, $0.name) < ($0.end ?? -.infinity, $1.name)
    }.map(\.name)
    let views = known.compactMap { panel in
      DotPanel(
        title: panel.title, unit: panel.unit, format: panel.format, rows: panel.ends, order: order,
        startsAtZero: panel.zero
      ).view
    }
    let count = order.count
    return Chart(
      name: name, title: title, reading: reading,
      description:
        "Dot plots by region of \(Numbers.list(known.map { $0.title.lowercased() })), at the start and "
        + "at the end.",
      tables: ["regions"],
      fit: .panels(
        .init(minimum: 320, columns: 2, margin: 110, rows: 84, height: Double(19 * count + 6))),
      body: ["concat": .array(views)],
      values: .table(
        caption: title,
        head: ["Region"]
          + known.flatMap { panel in
            panel.ends.contains { $0.start != nil }
              ? ["\(panel.title), start", "end"] : [panel.title]
          },
        rows: order.map { region in
          [.text(region)]
            + known.flatMap { panel -> [HTML.Cell] in
              let row = panel.ends.first { $0.name == region }
              let isShare = panel.format.contains("%")
              func text(_ value: Double?) -> HTML.Cell {
                .number(isShare ? Numbers.percent(value, 2) : Numbers.significant(value, 3))
              }
              return panel.ends.contains { $0.start != nil }
                ? [text(row?.start), text(row?.end)] : [text(row?.end)]
            }
        }, class: "dense"))
  }
}
