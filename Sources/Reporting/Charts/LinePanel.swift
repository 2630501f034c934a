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
  /// Most entries of a line.
  var limit = 60
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
    let rows = lines.flatMap { line in
      line.series.thinned(to: limit).rows(with: [.init("line", .text(line.name))])
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
        parameter: pointer ?? "at_" + title.lowercased().filter(\.isLetter)))
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
