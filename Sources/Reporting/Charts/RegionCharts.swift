import TripleHelix

/// The regions in time.
extension Findings {
  /// P1–P14 of every region, small multiples that highlight together.
  var indicatorsChart: Chart? {
    guard !regions.isEmpty else { return nil }
    let names = shortRegionNames
    let place = Dictionary(
      configuration.regions.enumerated().map { ($1.id, $0) },
      uniquingKeysWith: { first, _ in first })
    let groups = groupings.last?.groups ?? []
    let values = regions.numbers(ofGroup: \.indicators)
    let (ids, years) = (regions.texts(\.region), regions.numbers(\.year))
    let ticks = Set(regions.integers(\.tick).compactMap { $0 }).sorted()
    let last = ticks.last ?? 0
    // Flows of the regions are yearly already: one row a year is enough.
    let yearly = Set(ticks.filter { timeStep.endsYear($0) || $0 == last })
    let rowTicks = regions.integers(\.tick)
    var rows: [JSONValue] = []
    var shown: Set<Int> = []
    for row in 0..<regions.count {
      guard let tick = rowTicks[row], yearly.contains(tick), let region = place[ids[row]] else {
        continue
      }
      shown.insert(region)
      let group = groups.indices.contains(region) ? groups[region] : nil
      var members: [JSONValue.Member] = [
        .init("region", .text(names[region])), .init("year", .optional(years[row])),
        .init("group", .text(group.map(String.init) ?? "–")),
      ]
      for (column, indicator) in Indicator.all.enumerated() {
        members.append(.init(indicator.column, .optional(values[column][row])))
      }
      rows.append(.object(members))
    }
    guard !rows.isEmpty else { return nil }
    let viewNames = Indicator.all.map { "view_\($0.column)" }
    var usedViews: [String] = []
    let panels = Indicator.all.enumerated().compactMap { column, indicator -> JSONValue? in
      let own = values[column].compactMap { $0 }
      guard let low = own.min(), let high = own.max() else { return nil }
      let isWide = low > 0 && high / low > 40
      usedViews.append(viewNames[column])
      return indicatorPanel(
        indicator, name: viewNames[column], values: own, isLogarithmic: isWide,
        labels: leaders(values[column], at: last, names: names, place: place))
    }
    guard !panels.isEmpty else { return nil }
    let options = shown.sorted().map { names[$0] }
    let parameters: JSONValue = [
      [
        "name": "over", "views": .texts(usedViews),
        "select": [
          "type": "point", "fields": ["region"], "on": "pointerover", "clear": "pointerout",
        ],
      ],
      [
        "name": "chosen", "views": .texts(usedViews),
        "select": ["type": "point", "fields": ["region"], "on": "click"],
        "bind": [
          "region": [
            "input": "select", "name": "Highlight ",
            "options": .array([.null] + options.map { .text($0) }),
            "labels": .texts(["all regions"] + options),
          ]
        ],
      ],
    ]
    return Chart(
      name: "indicators", title: leadership ?? "The fourteen indicators, region by region",
      reading: (options.count == 1
        ? "One line for the region."
        : "One line per region\(groups.isEmpty ? "" : ", coloured by its Ward group at the end"). The region "
          + "with the highest value at the end is named. Point at a line or choose a region to follow it "
          + "through all panels.")
        + " Panels marked “log” have a logarithmic axis.",
      description:
        "Fourteen small line charts, P1 to P14, with one line for each of "
        + "\(Numbers.count(options.count, "region")) by year.",
      tables: ["regions"],
      fit: .panels(.init(minimum: 168, columns: 4, margin: 40, spacing: 16, rows: 78, height: 120)),
      body: ["data": .rows(rows), "params": parameters, "concat": .array(panels)],
      values: indicatorTable)
  }

  /// Who leads in most indicators at the end.
  private var leadership: String? {
    let place = Dictionary(
      configuration.regions.enumerated().map { ($1.id, $0) },
      uniquingKeysWith: { first, _ in first })
    let names = shortRegionNames
    let last = regions.integers(\.tick).compactMap { $0 }.max() ?? 0
    var counts: [String: Int] = [:]
    for values in regions.numbers(ofGroup: \.indicators) {
      for row in leaders(values, at: last, names: names, place: place) {
        if case .text(let name)? = row["region"] { counts[name, default: 0] += 1 }
      }
    }
    guard let best = counts.min(by: { ($1.value, $0.key) < ($0.value, $1.key) }), best.value > 1
    else {
      return nil
    }
    return "\(best.key) has the highest value in \(best.value) of the 14 indicators at the end"
  }

  private func indicatorPanel(
    _ indicator: Indicator, name: String, values: [Double], isLogarithmic: Bool, labels: [JSONValue]
  ) -> JSONValue {
    let unit = indicator.unit(currency: configuration.currency) + (isLogarithmic ? ", log" : "")
    var y = JSONValue.quantity(
      indicator.column,
      scale: isLogarithmic ? ["type": "log", "nice": false] : JSONValue.span(values))
    y["axis"] = [
      "format": .text(.numberFormat(upTo: values.max() ?? 0)), "tickCount": 4,
    ]
    if isLogarithmic {
      y["axis"] = y["axis"]?.merging(["values": JSONValue.logarithmicTicks(values)])
    }
    let isActive = "length(data('over_store')) || length(data('chosen_store'))"
    let emphasis: JSONValue = [
      "condition": [
        [
          "test": [
            "or": [["param": "over", "empty": false], ["param": "chosen", "empty": false]]
          ], "value": 1,
        ],
        ["test": .text(isActive), "value": 0.12],
      ],
      "value": 0.75,
    ]
    let width: JSONValue = [
      "condition": [
        "test": ["or": [["param": "over", "empty": false], ["param": "chosen", "empty": false]]],
        "value": 3,
      ],
      "value": 1.4,
    ]
    var panel: JSONValue = [
      "encoding": [
        "x": .years().merging(["axis": ["format": "d", "tickMinStep": 1, "tickCount": 3]])
      ],
      "layer": [
        [
          "mark": ["type": "line"],
          "encoding": [
            "y": y, "color": indicatorColour,
            "detail": ["field": "region"], "opacity": emphasis, "strokeWidth": width,
          ],
        ],
        [
          "name": .text(name),
          "mark": ["type": "line", "strokeWidth": 9, "opacity": 0],
          "encoding": [
            "y": y, "detail": ["field": "region"],
            "tooltip": [
              .hint("region", "Region", type: "nominal"),
              .hint("group", "Ward group", type: "nominal"),
            ],
          ],
        ],
      ],
    ]
    guard case .array(let lines)? = panel["layer"], !labels.isEmpty else {
      return panel.titled(indicator.title, unit)
    }
    // Twice, first with a rim in the colour of the page, so that it reads over lines.
    let rim: JSONValue = [
      "stroke": .colour(Palette.paper), "strokeWidth": 3.5, "strokeJoin": "round",
    ]
    let names = [rim, [:]].map { look -> JSONValue in
      let mark: JSONValue = ["type": "text", "align": "right", "dy": -7, "fontSize": 10.5]
      return [
        "data": .rows(labels), "mark": mark.merging(look),
        "encoding": [
          "y": y.merging(["field": "value"]), "text": ["field": "region", "type": "nominal"],
        ],
      ]
    }
    panel["layer"] = .array(lines + names)
    return panel.titled(indicator.title, unit)
  }

  /// Regions by group; where they were never grouped and are few, each in a colour of its own.
  private var indicatorColour: JSONValue {
    let names = shortRegionNames
    guard groupings.isEmpty, (2...Palette.series.count).contains(names.count) else {
      return groupLooks.colourChannel
    }
    return .category(
      "region", domain: names, colours: Array(Palette.series.prefix(names.count)))
  }

  /// A row for the name of the leading region; none where all are alike.
  private func leaders(
    _ values: [Double?], at tick: Int, names: [String], place: [String: Int]
  ) -> [JSONValue] {
    let (ids, ticks, years) = (
      regions.texts(\.region), regions.integers(\.tick), regions.numbers(\.year)
    )
    let ranked = (0..<regions.count)
      .compactMap { row -> (region: Int, value: Double, year: Double)? in
        guard ticks[row] == tick, let value = values[row], let region = place[ids[row]],
          let year = years[row]
        else { return nil }
        return (region, value, year)
      }
      .sorted { ($1.value, $0.region) < ($0.value, $1.region) }
    // Where all regions are alike there is no leader.
    guard let leader = ranked.first, let trailer = ranked.last, leader.value > trailer.value else {
      return []
    }
    return [leader].map { entry in
      [
        "region": .text(names[entry.region]), "year": .number(entry.year),
        "value": .number(entry.value),
      ]
    }
  }

  private var indicatorTable: HTML? {
    let ticks = Set(regions.integers(\.tick).compactMap { $0 }).sorted()
    guard let first = ticks.first, let last = ticks.last else { return nil }
    let names = shortRegionNames
    let rowTicks = regions.integers(\.tick)
    let values = regions.numbers(ofGroup: \.indicators)
    let rowsByRegion = Dictionary(
      regions.rows(by: \.region).map { ($0.key, $0.rows) }, uniquingKeysWith: { first, _ in first })
    let rows = configuration.regions.enumerated().flatMap { index, region -> [[HTML.Cell]] in
      (first == last ? [first] : [first, last]).compactMap { tick in
        guard let row = rowsByRegion[region.id]?.first(where: { rowTicks[$0] == tick }) else {
          return nil
        }
        return [.text(names[index]), .text(tick == first ? "start" : "end")]
          + values.map { .number(Numbers.significant($0[row], 3)) }
      }
    }
    return .table(
      caption: "The fourteen indicators at the start and at the end",
      head: ["Region", "When"] + Indicator.all.map(\.title), rows: rows, class: "dense many")
  }

  /// Real product per inhabitant at the start and at the end.
  var incomeChart: Chart? {
    let names = shortRegionNames
    let courses = regionCourses.filter { $0.incomeAtStart != nil && $0.incomeAtEnd != nil }
      .sorted { ($1.incomeAtEnd ?? 0, $0.region) < ($0.incomeAtEnd ?? 0, $1.region) }
    guard !courses.isEmpty else { return nil }
    // Thousands are easier to read than millionths.
    let rows = courses.map { course -> JSONValue in
      [
        "region": .text(names[course.region]),
        "start": .optional(course.incomeAtStart.map { $0 * 1000 }),
        "end": .optional(course.incomeAtEnd.map { $0 * 1000 }),
        "growth": .optional(course.growth),
      ]
    }
    let values = courses.flatMap { [$0.incomeAtStart, $0.incomeAtEnd] }.compactMap { $0 }
    let isWide = (values.min() ?? 0) > 0 && (values.max() ?? 0) / (values.min() ?? 1) > 4
    let unit =
      "thousand \(configuration.currency) a year, base-year prices" + (isWide ? ", log" : "")
    let scale: JSONValue = isWide ? ["type": "log", "nice": false, "padding": 12] : ["zero": true]
    let y = JSONValue.category("region", sort: .texts(courses.map { names[$0.region] })).merging([
      "axis": ["labelColor": .colour(Palette.ink), "labelFontSize": 11.5, "grid": true]
    ])
    let hints: JSONValue = [
      .hint("region", "Region", type: "nominal"), .hint("start", "At the start", format: ",.4~r"),
      .hint("end", "At the end", format: ",.4~r"),
      .hint("growth", "Growth of its product a year", format: "+.1%"),
    ]
    let body: JSONValue = [
      "data": .rows(rows), "encoding": ["y": y, "tooltip": hints],
      "layer": [
        [
          "mark": [
            "type": "rule", "strokeWidth": 3, "color": .colour(Palette.faint), "opacity": 0.6,
          ],
          "encoding": [
            "x": .quantity("start", title: unit, scale: scale).merging([
              "axis": ["format": .text(.numberFormat(upTo: 1000 * (values.max() ?? 0)))]
            ]), "x2": ["field": "end"],
          ],
        ],
        [
          "mark": [
            "type": "point", "filled": true, "size": 75, "opacity": 1,
            "fill": .colour(Palette.paper),
            "stroke": .colour(Palette.series[0]), "strokeWidth": 2,
          ],
          "encoding": ["x": .quantity("start", title: unit)],
        ],
        [
          "mark": [
            "type": "point", "filled": true, "size": 95, "opacity": 1,
            "color": .colour(Palette.series[0]),
          ],
          "encoding": ["x": .quantity("end", title: unit)],
        ],
      ],
    ]
    return Chart(
      name: "regional-income",
      title: "Product per inhabitant by region, at the start and at the end",
      reading:
        "Each row is a region; the ring is its real product per inhabitant at the start, the dot at the "
        + "end.",
      description:
        "Dot plot of real gross regional product per inhabitant at the start and the end of the run. "
        + "Highest at the end: \(names[courses[0].region]).",
      tables: ["regions"], fit: .width(height: Double(22 * courses.count + 10)), body: body,
      values: regionTable)
  }

  private var regionTable: HTML? {
    let names = shortRegionNames
    let rows = regionCourses.map { course -> [HTML.Cell] in
      let index = course.region
      let groups = [groupings.first, groupings.last].map {
        $0.flatMap { $0.groups[index] }.map(String.init) ?? "–"
      }
      var firms: Double?
      if let start = course.firmsAtStart, let end = course.firmsAtEnd, start > 0 {
        firms = end / start - 1
      }
      return [
        .text(names[index]),
        .number(groups[0] == groups[1] ? groups[0] : groups[0] + " → " + groups[1]),
        .number(Numbers.signed(course.growth.map { $0 * 100 }, 1)),
        .number(Numbers.percent(course.unemploymentAtEnd)),
        .number(Numbers.percent(course.unemploymentHighest?.share)),
        .number(Numbers.signed(firms.map { $0 * 100 }, 0)),
        .number(Numbers.percent(course.innovationAtEnd)),
        .number(Numbers.decimal(course.discoveries, 0)),
        .number(Numbers.signed(course.netMigration.map { $0 / 1000 }, 1)),
      ]
    }
    guard !rows.isEmpty else { return nil }
    return .table(
      caption: "The regions over the run",
      head: [
        "Region", "Ward group", "Growth, % a year", "Unemployment at the end",
        "Highest unemployment", "Change in enterprises, %",
        "Output on new lines at the end", "Discoveries", "Change in inhabitants, thousand",
      ], rows: rows)
  }
}
