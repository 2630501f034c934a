/// A small chart of lines in time, with a pointer that tells all values of a moment.
struct LinePanel {
  var title: String
  var unit: String
  /// Of the axis, as d3 reads it.
  var format: String
  var lines: [(name: String, series: Series, colour: Palette.Colour)]
  /// A value across which a level is drawn.
  var rule: Double?
  var startsAtZero = false
  /// Ends of the axis of time; `nil` for those of the data.
  var domain: [Double]?
  /// Names of lines side by side below the panel.
  var legendColumns = 2
  /// Name of the pointer's parameter, unique in a chart; `nil` to make it from the title.
  var pointer: String?

  /// The panel with its name and unit above; `nil` where no line has a value.
  var view: JSONValue? {
    let lines = lines.filter { !$0.series.defined.isEmpty }
    guard !lines.isEmpty else { return nil }
    // Panels of one chart draw a series at the same times, so that its peaks are the same in all.
    let rows = zip(lines, Series.thinnedTogether(lines.map(\.series))).flatMap { line, series in
      series.rows(with: [.init("line", .text(line.name))])
    }
    let names = lines.map(\.name)
    var layers: [JSONValue] = []
    if let rule {
      layers.append(.level(rule))
    }
    var colour = JSONValue.category(
      "line", domain: names, colours: lines.map(\.colour), legend: false)
    if lines.count > 1 {
      colour["legend"] = [
        "orient": "bottom", "symbolSize": 60, "labelFontSize": 11,
        "columns": .number(Double(legendColumns)), "offset": 4,
      ]
    }
    layers.append([
      "mark": ["type": "line"],
      "encoding": [
        "y": .quantity(
          "value",
          scale: .span(lines.flatMap(\.series.defined), zero: startsAtZero)
        ).merging(["axis": ["format": .text(format), "tickCount": 4]]),
        "color": colour,
      ],
    ])
    layers.append(
      .pointerLine(
        key: "line", value: "value", series: names, format: format.replacing("0~", with: "1~"),
        parameter: pointer ?? "at_" + title.lowercased().filter(\.isLetter), hasPeriods: true))
    let view: JSONValue = [
      "data": .rows(rows),
      "encoding": [
        "x": .years(domain: domain).merging([
          "axis": ["format": "d", "tickMinStep": 1, "tickCount": 4]
        ])
      ],
      "layer": .array(layers),
    ]
    return view.titled(title, unit)
  }
}
