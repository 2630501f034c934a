import TripleHelix

/// The country and its sectors.
extension Findings {
  private struct Panel {
    var title: String
    var unit: String
    var format: String
    var lines: [(name: String, series: Series, colour: Palette.Colour)]
    var rule: Double?
    var startsAtZero = false
  }

  var economyChart: Chart? {
    let series = Palette.series
    let panels = [
      Panel(
        title: "Gross domestic product", unit: "base-year prices, first year = 1", format: ".2~f",
        lines: [("GDP", outputIndex, series[0])]),
      Panel(
        title: "Growth", unit: "% a year, year on year", format: ".1~%",
        lines: [("Growth", growthByYear, series[0])], rule: 0),
      Panel(
        title: "Unemployment", unit: "% of the labour force", format: ".1~%",
        lines: [("Unemployment", nationalSeries("unemployment"), series[1])], startsAtZero: true),
      Panel(
        title: "Prices and exchange rate", unit: "start = 1", format: ".2~f",
        lines: [
          ("Consumer prices", nationalSeries("consumer_price"), series[0]),
          ("Exchange rate", nationalSeries("exchange_rate"), series[1]),
        ], rule: 1),
      Panel(
        title: "Foreign trade", unit: "% of GDP", format: ".0~%",
        lines: [
          ("Exports", shareOfOutput("exports"), series[2]),
          ("Imports", shareOfOutput("imports"), series[1]),
        ], startsAtZero: true),
      Panel(
        title: "Use of the product", unit: "% of GDP", format: ".0~%",
        lines: [
          ("Consumption", shareOfOutput("consumption"), series[0]),
          ("Public purchases", shareOfOutput("government"), series[4]),
          ("Investment", shareOfOutput("investment"), series[3]),
        ], startsAtZero: true),
      Panel(
        title: "Research and development", unit: "% of GDP", format: ".2~%",
        lines: [("R&D", shareOfOutput("research"), series[3])], startsAtZero: true),
      Panel(
        title: "Real wage", unit: "start = 1", format: ".2~f",
        lines: [("Real wage", realWage, series[2])]),
      Panel(
        title: "Enterprises", unit: "number", format: "~s",
        lines: [("Enterprises", nationalSeries("firms"), series[0])]),
    ]
    let views = panels.compactMap(Self.panelView)
    guard !views.isEmpty else { return nil }
    return Chart(
      name: "economy", title: economyTitle,
      reading:
        "Each panel is one figure of the whole country in time, in the unit under its name. Product is "
        + "without value-added tax and consumption with it: consumption, public purchases, investment and "
        + "net exports add up to product and that tax, within a percent. The exchange rate is the price of "
        + "foreign currency.",
      description:
        "Small line charts of product, growth, unemployment, prices, trade, research, wages and the "
        + "number of enterprises.",
      tables: ["national"],
      fit: .panels(.init(minimum: 230, columns: 3, margin: 42, rows: 100, height: 120)),
      body: ["concat": .array(views), "resolve": ["scale": ["color": "independent"]]],
      values: yearlyTable(
        caption: "The economy, by year",
        columns: [
          ("GDP, first year = 1", outputIndex, { Numbers.decimal($0, 3) }),
          ("Growth", growthByYear, { Numbers.percent($0) }),
          ("Unemployment", nationalSeries("unemployment").afterStart(), { Numbers.percent($0) }),
          (
            "Consumer prices", nationalSeries("consumer_price").afterStart(),
            { Numbers.decimal($0, 3) }
          ),
          ("Exports / GDP", shareOfOutput("exports").afterStart(), { Numbers.percent($0) }),
          ("R&D / GDP", shareOfOutput("research").afterStart(), { Numbers.percent($0, 2) }),
        ]))
  }

  private var economyTitle: String {
    let ends =
      [
        outputIndex.last.map {
          "Product ended at \(Numbers.decimal($0, 2)) times that of the first year"
        }
      ]
      + [
        nationalSeries("unemployment").defined.last.map { "unemployment at \(Numbers.percent($0))" }
      ]
    let known = ends.compactMap { $0 }
    return known.isEmpty ? "The economy of the country" : known.joined(separator: ", ").sentence
  }

  private var realWage: Series {
    let prices = nationalSeries("consumer_price").values
    var wage = nationalSeries("wage")
    for place in wage.values.indices {
      guard let pay = wage.values[place], let price = prices[place], price > 0 else {
        wage.values[place] = nil
        continue
      }
      wage.values[place] = pay / price
    }
    guard let base = wage.defined.first, base > 0 else { return wage.map { _ in .nan } }
    return wage.map { $0 / base }
  }

  private static func panelView(_ panel: Panel) -> JSONValue? {
    let lines = panel.lines.filter { !$0.series.defined.isEmpty }
    guard !lines.isEmpty else { return nil }
    let rows = lines.flatMap { line in
      line.series.thinned(to: 60).rows(with: [.init("line", .text(line.name))])
    }
    let names = lines.map(\.name)
    var layers: [JSONValue] = []
    if let rule = panel.rule {
      layers.append(.level(rule))
    }
    var colour = JSONValue.category(
      "line", domain: names, colours: lines.map(\.colour), legend: false)
    if lines.count > 1 {
      colour["legend"] = [
        "orient": "bottom", "symbolSize": 60, "labelFontSize": 11, "columns": 2, "offset": 4,
      ]
    }
    layers.append([
      "mark": ["type": "line"],
      "encoding": [
        "y": .quantity(
          "value",
          scale: .span(lines.flatMap(\.series.defined), zero: panel.startsAtZero)
        ).merging(["axis": ["format": .text(panel.format), "tickCount": 4]]),
        "color": colour,
      ],
    ])
    layers.append(
      .pointerLine(
        key: "line", value: "value", series: names,
        format: panel.format.replacing("0~", with: "1~"),
        parameter: "at_" + panel.title.lowercased().filter(\.isLetter)))
    let view: JSONValue = [
      "data": .rows(rows),
      "encoding": [
        "x": .years().merging(["axis": ["format": "d", "tickMinStep": 1, "tickCount": 4]])
      ],
      "layer": .array(layers),
    ]
    return view.titled(panel.title, panel.unit)
  }

  /// Sectors side by side in a few figures.
  var sectorsChart: Chart? {
    let measures: [(column: String, title: String, unit: String, format: String, isIndex: Bool)] = [
      ("output", "Output", "first year = 1", ".2~f", true),
      ("employees", "Employees", "first year = 1", ".2~f", true),
      ("productivity", "Productivity", "first year = 1", ".2~f", true),
      ("price", "Price at home", "start = 1", ".2~f", false),
      ("import_share", "Imports in home demand", "share", ".0~%", false),
      ("export_share", "Exports in sales", "share", ".0~%", false),
      ("margin", "Profit margin", "share of sales", ".0~%", false),
      ("herfindahl", "Concentration", "Herfindahl index", ".3~f", false),
    ]
    let bySector = sectors.rows(by: "sector")
    guard !bySector.isEmpty else { return nil }
    let names = bySector.map { sectorName($0.key) }
    let colours = names.indices.map { Palette.series[$0 % Palette.series.count] }
    var views: [JSONValue] = []
    var viewNames: [String] = []
    for measure in measures {
      var rows: [JSONValue] = []
      var all: [Double] = []
      for (id, places) in bySector {
        var series = sectors.series(measure.column, rows: places).afterStart().yearly()
        if measure.isIndex {
          guard let base = series.defined.first, base > 0 else { continue }
          series = series.map { $0 / base }
        }
        all += series.defined
        rows += series.rows(with: [.init("sector", .text(sectorName(id)))])
      }
      guard !rows.isEmpty else { continue }
      viewNames.append("sectors_\(measure.column)")
      let emphasis: JSONValue = [
        "condition": [
          "param": "picked", "value": 0.95,
        ],
        "value": 0.12,
      ]
      let view: JSONValue = [
        "data": .rows(rows),
        "name": .text("sectors_\(measure.column)"),
        "mark": ["type": "line", "strokeWidth": 1.8],
        "encoding": [
          "x": .years().merging(["axis": ["format": "d", "tickMinStep": 1, "tickCount": 3]]),
          "y": .quantity("value", scale: .span(all)).merging([
            "axis": ["format": .text(measure.format), "tickCount": 4]
          ]),
          "color": .category("sector", domain: names, colours: colours), "opacity": emphasis,
          "tooltip": [.hint("sector", "Sector", type: "nominal")],
        ],
      ]
      views.append(view.titled(measure.title, measure.unit))
    }
    guard !views.isEmpty else { return nil }
    let picked: JSONValue = [
      [
        "name": "picked", "views": .texts(viewNames),
        "select": ["type": "point", "fields": ["sector"]], "bind": "legend",
      ]
    ]
    return Chart(
      name: "sectors", title: sectorsTitle,
      reading:
        "One line a sector in each panel; click a name in the legend to single a sector out, click beside "
        + "it for all.",
      description: "Small line charts comparing \(Numbers.list(names)).", tables: ["sectors"],
      fit: .panels(.init(minimum: 168, columns: 4, margin: 42, spacing: 14, rows: 78, height: 120)),
      body: ["params": picked, "concat": .array(views)], values: sectorTable)
  }

  private var sectorsTitle: String {
    let growth = sectors.rows(by: "sector").compactMap {
      id, rows -> (name: String, ratio: Double)? in
      let output = sectors.series("output", rows: rows).afterStart().yearly().defined
      guard let first = output.first, let last = output.last, first > 0 else { return nil }
      return (sectorName(id), last / first)
    }
    .sorted { ($1.ratio, $0.name) < ($0.ratio, $1.name) }
    guard growth.count > 1, let most = growth.first, let least = growth.last else {
      return "The sectors"
    }
    return "Output grew most in \(most.name) and least in \(least.name)"
  }

  private var sectorTable: HTML? {
    let rows = sectors.rows(by: "sector").map { id, places -> [HTML.Cell] in
      func mean(_ column: String) -> Double? {
        sectors.series(column, rows: places).mean
      }
      func last(_ column: String) -> Double? { sectors.series(column, rows: places).last }
      let output = sectors.series("output", rows: places).afterStart().yearly().defined
      var ratio: Double?
      if let first = output.first, let last = output.last, first > 0 { ratio = last / first }
      return [
        .text(sectorName(id)), .number(Numbers.decimal(last("firms"), 0)),
        .number(Numbers.decimal(last("employees"), 0)), .number(Numbers.decimal(ratio, 2)),
        .number(Numbers.decimal(last("price"), 2)),
        .number(Numbers.percent(mean("innovation_output"))),
        .number(Numbers.decimal(last("tradition"), 0)),
        .number(Numbers.decimal(last("newest_generation"), 0)),
        .number(Numbers.percent(mean("unserved"), 2)),
      ]
    }
    guard !rows.isEmpty else { return nil }
    return .table(
      caption: "The sectors",
      head: [
        "Sector", "Enterprises", "Employees", "Output, first year = 1", "Price, start = 1",
        "Innovation in output, mean", "Tradition: generation", "Newest generation",
        "Demand home firms were too full to take, mean",
      ], rows: rows)
  }

  /// Living regional clusters: how many, how large, how much trust.
  var clustersChart: Chart? {
    let columns = Columns(results.recording.clusters)
    guard !columns.isEmpty else { return nil }
    let (members, trust) = (columns.numbers("members"), columns.numbers("trust"))
    let years = columns.numbers("year")
    let rows = columns.rowsByTick().map { _, places -> JSONValue in
      let trusts = places.compactMap { trust[$0] }
      return [
        "year": .optional(places.first.flatMap { years[$0] }),
        "number": .number(Double(places.count)),
        "members": .number(places.compactMap { members[$0] }.reduce(0, +)),
        "trust": .optional(trusts.isEmpty ? nil : trusts.reduce(0, +) / Double(trusts.count)),
      ]
    }
    let measures = [
      ("number", "Regional clusters", "number", "~s"),
      ("members", "Member enterprises", "number", "~s"),
      ("trust", "Trust of members", "mean, 0 to 1", ".2~f"),
    ]
    let views = measures.enumerated().map { index, measure -> JSONValue in
      let view: JSONValue = [
        "mark": ["type": "line", "color": .colour(Palette.series[index])],
        "encoding": [
          "x": .years(), "y": .quantity(measure.0, format: measure.3, scale: ["zero": true]),
          "tooltip": [
            .hint("year", "Year", format: ".2f"), .hint(measure.0, measure.1, format: ".3~r"),
          ],
        ],
      ]
      return view.titled(measure.1, measure.2)
    }
    return Chart(
      name: "clusters", title: "Regional clusters of enterprises",
      reading:
        "Each panel is one figure of all regional clusters together; these are networks of enterprises, "
        + "not the Ward groups of regions.",
      description:
        "Small line charts of the number of regional clusters, their members and their trust.",
      tables: ["clusters"], fit: .panels(.init(minimum: 230, columns: 3, margin: 42, height: 120)),
      body: ["data": .rows(rows), "concat": .array(views)], values: nil)
  }

  /// What policies spent, and whom they reached.
  var policiesChart: Chart? {
    let columns = Columns(results.recording.policies)
    guard !columns.isEmpty else { return nil }
    let byPolicy = columns.rows(by: "policy")
    let names = byPolicy.map(\.key)
    let colours = names.indices.map { Palette.series[$0 % Palette.series.count] }
    let measures = [
      ("spent", "Spent since the start", "million \(configuration.currency)"),
      ("reached", "Reached in the quarter", "firms or universities"),
    ]
    let views = measures.compactMap { column, title, unit -> JSONValue? in
      let rows = byPolicy.flatMap { name, places in
        columns.series(column, rows: places).thinned(to: 60).rows(with: [
          .init("policy", .text(name))
        ])
      }
      guard !rows.isEmpty else { return nil }
      let view: JSONValue = [
        "data": .rows(rows), "mark": ["type": "line"],
        "encoding": [
          "x": .years(), "y": .quantity("value", format: "~s", scale: ["zero": true]),
          "color": .category("policy", domain: names, colours: colours),
          "tooltip": [
            .hint("policy", "Policy", type: "nominal"), .hint("year", "Year", format: ".2f"),
            .hint("value", title, format: ",.4~r"),
          ],
        ],
      ]
      return view.titled(title, unit)
    }
    let instruments = columns.texts("instrument")
    let rows = byPolicy.map { name, places -> [HTML.Cell] in
      let (spent, reached) = (
        columns.series("spent", rows: places), columns.series("reached", rows: places)
      )
      return [
        .text(name), .text(places.first.map { instruments[$0] } ?? ""),
        .number(Numbers.short(spent.last)), .number(Numbers.short(reached.mean)),
      ]
    }
    return Chart(
      name: "policies", title: "What the policies spent and whom they reached",
      reading:
        "One line a policy: money on the left adds up over time, reach on the right is by quarter.",
      description: "Line charts of spending and reach of \(Numbers.list(names)).",
      tables: ["policies"],
      fit: .panels(.init(minimum: 320, columns: 2, margin: 48, height: 180)),
      body: ["concat": .array(views)],
      values: .table(
        caption: "Policies",
        head: [
          "Policy", "Instrument", "Spent, million \(configuration.currency)",
          "Reached a quarter, mean",
        ], rows: rows))
  }
}
