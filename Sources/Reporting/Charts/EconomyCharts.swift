import TripleHelix

/// The country and its sectors.
extension Findings {
  var economyChart: Chart? {
    let series = Palette.series
    let panels = [
      LinePanel(
        title: "Gross domestic product", unit: "base-year prices, first year = 1", format: ".2~f",
        lines: [("GDP", outputIndex, series[0])]),
      LinePanel(
        title: "Growth", unit: "% on the year before", format: ".1~%",
        lines: [("Growth", growthByYear, series[0])], rule: 0),
      LinePanel(
        title: "Unemployment", unit: "% of the labour force", format: ".1~%",
        lines: [("Unemployment", nationalSeries(\.unemployment), series[1])], startsAtZero: true),
      LinePanel(
        title: "Prices and exchange rate", unit: "start = 1", format: ".2~f",
        lines: [
          ("Consumer prices", nationalSeries(\.consumerPrice), series[0]),
          ("Exchange rate", nationalSeries(\.exchangeRate), series[1]),
        ], rule: 1),
      LinePanel(
        title: "Interest on loans", unit: "% a year", format: ".1~%",
        lines: [("Interest", nationalSeries(\.interestRate).map { 4 * $0 }, series[4])]),
      LinePanel(
        title: "Foreign trade", unit: "% of GDP", format: ".0~%",
        lines: [
          ("Exports", shareOfOutput(\.exports), series[2]),
          ("Imports", shareOfOutput(\.imports), series[1]),
        ], startsAtZero: true),
      LinePanel(
        title: "Expenditure", unit: "% of GDP", format: ".0~%",
        lines: [
          ("Consumption", shareOfOutput(\.consumption), series[0]),
          ("Public purchases", shareOfOutput(\.government), series[4]),
          ("Investment", shareOfOutput(\.investment), series[3]),
        ], startsAtZero: true),
      LinePanel(
        title: "Research and development", unit: "% of GDP", format: ".2~%",
        lines: [("R&D", shareOfOutput(\.research), series[3])], startsAtZero: true),
      LinePanel(
        title: "Real wage", unit: "start = 1", format: ".2~f",
        lines: [("Real wage", realWage, series[2])]),
      LinePanel(
        title: "Enterprises", unit: "number", format: "~s",
        lines: [("Enterprises", nationalSeries(\.firms), series[0])]),
    ]
    let views = panels.compactMap(\.view)
    guard !views.isEmpty else { return nil }
    return Chart(
      name: "economy", title: economyTitle,
      reading:
        "Each panel is one figure of the country over time; its unit is under its name. GDP excludes "
        + "value-added tax and consumption includes it, so consumption, public purchases, investment and "
        + "net exports add up to GDP plus that tax, within one percent. The exchange rate is the price of "
        + "foreign currency. Interest is four times the quarterly rate.",
      description:
        "Small line charts of GDP, growth, unemployment, prices, interest, trade, research, wages and the "
        + "number of enterprises.",
      tables: ["national"],
      fit: .panels(.init(minimum: 230, columns: 3, margin: 42, rows: 100, height: 120)),
      body: ["concat": .array(views), "resolve": ["scale": ["color": "independent"]]],
      values: yearlyTable(
        caption: "The economy, yearly means",
        columns: [
          ("GDP, first year = 1", outputIndex, { Numbers.decimal($0, 3) }),
          ("Growth", growthByYear, { Numbers.percent($0) }),
          ("Unemployment", nationalSeries(\.unemployment).afterStart(), { Numbers.percent($0) }),
          (
            "Consumer prices", nationalSeries(\.consumerPrice).afterStart(),
            { Numbers.decimal($0, 3) }
          ),
          ("Exports / GDP", shareOfOutput(\.exports).afterStart(), { Numbers.percent($0) }),
          ("R&D / GDP", shareOfOutput(\.research).afterStart(), { Numbers.percent($0, 2) }),
        ]))
  }

  private var economyTitle: String {
    let ends =
      [
        outputIndex.last.map {
          "Real GDP ended at \(Numbers.decimal($0, 2)) times its level in the first year"
        }
      ]
      + [
        nationalSeries(\.unemployment).defined.last.map { "unemployment at \(Numbers.percent($0))" }
      ]
    let known = ends.compactMap { $0 }
    return known.isEmpty ? "The economy of the country" : known.joined(separator: ", ").sentence
  }

  private var realWage: Series {
    let prices = nationalSeries(\.consumerPrice).values
    var wage = nationalSeries(\.wage)
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

  /// Sectors side by side in a few figures.
  var sectorsChart: Chart? {
    typealias Measure = (
      column: ColumnPath<SectorColumns>, title: String, unit: String, format: String, isIndex: Bool
    )
    let measures: [Measure] = [
      (\.output, "Output", "first year = 1", ".2~f", true),
      (\.employees, "Employees", "first year = 1", ".2~f", true),
      (\.productivity, "Productivity", "first year = 1", ".2~f", true),
      (\.price, "Price at home", "start = 1", ".2~f", false),
      (\.importShare, "Imports in home demand", "share", ".0~%", false),
      (\.exportShare, "Exports in sales", "share", ".0~%", false),
      (\.margin, "Profit margin", "share of sales", ".0~%", false),
      (\.herfindahl, "Concentration", "Herfindahl index", ".3~f", false),
    ]
    let bySector = sectors.rows(by: \.sector)
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
      let viewName = "sectors_\(sectors.declaration(measure.column).name)"
      viewNames.append(viewName)
      let emphasis: JSONValue = [
        "condition": [
          "param": "picked", "value": 0.95,
        ],
        "value": 0.12,
      ]
      let view: JSONValue = [
        "data": .rows(rows),
        "name": .text(viewName),
        "mark": ["type": "line", "strokeWidth": 1.8],
        "encoding": [
          "x": .years().merging(["axis": ["format": "d", "tickMinStep": 1, "tickCount": 3]]),
          "y": .quantity("value", scale: .span(all)).merging([
            "axis": ["format": .text(measure.format), "tickCount": 4]
          ]),
          "color": .category("sector", domain: names, colours: colours), "opacity": emphasis,
          "tooltip": [
            .hint("sector", "Sector", type: "nominal"), .hint("when", "When", type: "nominal"),
            .hint("value", measure.title, format: ",.4~r"),
          ],
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
        "One line per sector in each panel. Click a name in the legend to highlight a sector; click "
        + "elsewhere in the legend to show all.",
      description: "Small line charts comparing \(Numbers.list(names)).", tables: ["sectors"],
      fit: .panels(.init(minimum: 168, columns: 4, margin: 42, spacing: 14, rows: 78, height: 120)),
      body: ["params": picked, "concat": .array(views)], values: sectorTable)
  }

  private var sectorsTitle: String {
    let growth = sectors.rows(by: \.sector).compactMap {
      id, rows -> (name: String, ratio: Double)? in
      let output = sectors.series(\.output, rows: rows).afterStart().yearly().defined
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
    let rows = sectors.rows(by: \.sector).map { id, places -> [HTML.Cell] in
      func mean(_ column: ColumnPath<SectorColumns>) -> Double? {
        sectors.series(column, rows: places).mean
      }
      func last(_ column: ColumnPath<SectorColumns>) -> Double? {
        sectors.series(column, rows: places).last
      }
      let output = sectors.series(\.output, rows: places).afterStart().yearly().defined
      var ratio: Double?
      if let first = output.first, let last = output.last, first > 0 { ratio = last / first }
      return [
        .text(sectorName(id)), .number(Numbers.decimal(last(\.firms), 0)),
        .number(Numbers.decimal(last(\.employees), 0)), .number(Numbers.decimal(ratio, 2)),
        .number(Numbers.decimal(last(\.price), 2)),
        .number(Numbers.percent(mean(\.innovationOutput))),
        .number(Numbers.decimal(last(\.tradition), 0)),
        .number(Numbers.decimal(last(\.newestGeneration), 0)),
        .number(Numbers.percent(mean(\.unserved), 2)),
      ]
    }
    guard !rows.isEmpty else { return nil }
    return .table(
      caption: "The sectors",
      head: [
        "Sector", "Enterprises", "Employees", "Output, first year = 1", "Price, start = 1",
        "Output on new lines, mean", "Tradition: generation", "Newest generation",
        "Unserved home demand, mean",
      ], rows: rows)
  }
}
