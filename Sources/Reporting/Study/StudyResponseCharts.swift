import Foundation

/// How outputs respond: to each parameter, to two at a time, and points as a whole.
extension StudyPage {
  /// Most parameters in the panels of one output.
  static let greatestPanelCount = 9

  /// An output against every parameter, the most important first, with means by classes.
  func responseChart(_ place: Int) -> Chart? {
    let output = results.outputs[place]
    let points = thinned(output.means.indices.filter { output.means[$0].isFinite })
    let values = points.map { output.means[$0] }
    guard let low = values.min(), let high = values.max(), low < high else { return nil }
    let shown = ranked(for: place).prefix(Self.greatestPanelCount)
    let yAxis: JSONValue = [
      "axis": ["tickCount": 4, "format": .text(Self.format(values))]
    ]
    let scale: JSONValue = ["zero": false, "nice": true]
    let views = shown.map { parameter -> JSONValue in
      let numbers = results.parameters[parameter].numbers
      let rows = points.map { point -> JSONValue in
        [
          "x": value(parameter, numbers[point]), "y": .number(output.means[point]),
          "point": .number(Double(point)),
        ]
      }
      let x = channel(parameter, field: "x")
      var layers: [JSONValue] = [
        [
          "mark": [
            "type": "point", "filled": true, "size": 16, "opacity": 0.35,
            "color": .colour(Palette.series[0]),
          ],
          "encoding": [
            "x": x, "y": JSONValue.quantity("y", scale: scale).merging(yAxis),
            "tooltip": [
              .hint("point", "Point"),
              .hint("x", results.parameters[parameter].name, type: hintType(parameter)),
              .hint("y", output.name, format: ".4~s"),
            ],
          ],
        ]
      ]
      if let curve = output.curves.first(where: { $0.parameter == parameter }) {
        layers += self.layers(of: curve, x: x, y: yAxis, scale: scale, output: output)
      }
      let view: JSONValue = ["data": .rows(rows), "layer": .array(layers)]
      return view.titled(
        results.parameters[parameter].name, Self.unit(results.parameters[parameter].unit))
    }
    guard !views.isEmpty else { return nil }
    let left = results.parameters.count - views.count
    let more =
      left > 0 ? " The \(left) least important parameters are left out." : ""
    let unit = output.unit.isEmpty ? "" : ", \(output.unit)"
    return Chart(
      name: "response-\(Self.fileName(output.name))", title: "\(title(place)) by parameter\(unit)",
      reading:
        "Each dot is a point of the study, the mean of its replicates; the line goes through the "
        + "means by value or "
        + "interval, with 95 % intervals\(results.subject.isGrid && results.subject.replicates > 1 ? " over seeds" : " over points")."
        + more,
      description: "Scatter of \(output.name) against each parameter, with binned means.",
      tables: ["export/results"],
      fit: .panels(.init(minimum: 250, columns: 3, margin: 50, rows: 84, height: 150)),
      body: ["concat": .array(views)], values: nil)
  }

  private func layers(
    of curve: StudyResults.Curve, x: JSONValue, y: JSONValue, scale: JSONValue,
    output: StudyResults.Output
  ) -> [JSONValue] {
    let rows = curve.classes.filter { $0.mean.isFinite }.map { cell -> JSONValue in
      let half = cell.halfWidth.isFinite ? cell.halfWidth : 0
      return [
        "x": value(curve.parameter, cell.centre), "y": .number(cell.mean),
        "lower": .number(cell.mean - half), "upper": .number(cell.mean + half),
        "points": .number(Double(cell.pointCount)),
      ]
    }
    let colour = JSONValue.colour(Palette.series[1])
    let hints: JSONValue = [
      .hint("x", results.parameters[curve.parameter].name, type: hintType(curve.parameter)),
      .hint("y", "Mean", format: ".4~s"), .hint("lower", "From", format: ".4~s"),
      .hint("upper", "To", format: ".4~s"), .hint("points", "Points", format: "d"),
    ]
    let lower = JSONValue.quantity("lower", scale: scale).merging(y)
    var layers: [JSONValue] = [
      [
        "data": .rows(rows), "mark": ["type": "rule", "strokeWidth": 1.6, "color": colour],
        "encoding": ["x": x, "y": lower, "y2": ["field": "upper"], "tooltip": hints],
      ]
    ]
    let line: JSONValue =
      results.parameters[curve.parameter].levels == nil
      ? [
        "type": "line", "strokeWidth": 1.8, "color": colour,
        "point": ["size": 30, "color": colour],
      ]
      : ["type": "point", "filled": true, "size": 60, "opacity": 1, "color": colour]
    layers.append([
      "data": .rows(rows), "mark": line,
      "encoding": [
        "x": x, "y": JSONValue.quantity("y", scale: scale).merging(y), "tooltip": hints,
      ],
    ])
    return layers
  }

  /// Parameters by their importance for one output.
  func ranked(for output: Int) -> [Int] {
    guard let table = results.indices.first(where: { $0.output == output }) else { return ranked }
    var size: [String: Double] = [:]
    for input in table.inputs { size[input.name] = Self.size(input.value) }
    func key(_ place: Int) -> Double { size[results.parameters[place].name] ?? 0 }
    return results.parameters.indices.sorted { (-key($0), $0) < (-key($1), $1) }
  }

  /// Letters and digits of a name, the rest as hyphens.
  static func fileName(_ name: String) -> String {
    String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }).lowercased()
  }

  /// Means of every output over two parameters.
  var phaseChart: Chart? {
    var names: Set<String> = []
    let views = shownOutputs.flatMap { place -> [JSONValue] in
      results.outputs[place].diagrams.compactMap { diagram in
        names.insert(results.parameters[diagram.across].name)
        names.insert(results.parameters[diagram.upwards].name)
        return view(of: diagram, place)
      }
    }
    guard !views.isEmpty else { return nil }
    return Chart(
      name: "phase", title: "Outputs by pairs of parameters",
      reading:
        "Each cell is the mean of the points with these values of the parameter named across and "
        + "of the one named "
        + "upwards; darker in light colours, brighter in dark ones, is more, from the least to "
        + "the greatest cell of a panel.",
      description: "Heat maps of outputs over pairs of parameters.", tables: ["export/results"],
      fit: .panels(.init(minimum: 290, columns: 2, margin: 92, rows: 112, height: 210)),
      body: [
        "concat": .array(views), "resolve": ["scale": ["color": "independent"]],
      ], values: nil)
  }

  private func view(of diagram: StudyResults.Diagram, _ place: Int) -> JSONValue? {
    let finite = diagram.means.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max(), low < high, (high - low).isFinite
    else { return nil }
    let steps = Palette.sequential.count
    let cuts = (1..<steps).map { low + (high - low) * Double($0) / Double(steps) }
    // As many digits as tell a hundredth of the panel's range.
    let size = max(low.magnitude, high.magnitude)
    let digits = min(6, max(3, Int(log10(size / (high - low)).rounded(.up)) + 2))
    let rows = diagram.means.enumerated().compactMap { cell, mean -> JSONValue? in
      guard mean.isFinite else { return nil }
      return [
        "x": .text(diagram.columns[cell % diagram.columns.count]),
        "y": .text(diagram.rows[cell / diagram.columns.count]), "mean": .number(mean),
        "label": .text(Self.short(mean, digits)),
        "points": .number(Double(diagram.pointCounts[cell])),
      ]
    }
    let (across, upwards) = (
      results.parameters[diagram.across], results.parameters[diagram.upwards]
    )
    func axis(_ field: String, _ labels: [String], _ title: String) -> JSONValue {
      JSONValue.category(field, title: title, type: "ordinal", sort: .texts(labels)).merging([
        "scale": ["domain": .texts(labels), "paddingInner": 0.05, "paddingOuter": 0],
        "axis": [
          "labelAngle": field == "x" && labels.contains { $0.count > 7 } ? -30 : 0,
          "domain": false, "ticks": false, "labelLimit": 90, "titlePadding": 6,
        ],
      ])
    }
    let darkest = cuts[max(0, cuts.count - 2)]
    let view: JSONValue = [
      "data": .rows(rows),
      "encoding": [
        "x": axis("x", diagram.columns, across.name),
        "y": axis("y", diagram.rows.reversed(), upwards.name),
        "tooltip": [
          .hint("x", across.name, type: "nominal"), .hint("y", upwards.name, type: "nominal"),
          .hint("mean", "Mean", format: ".4~s"), .hint("points", "Points", format: "d"),
        ],
      ],
      "layer": [
        [
          "mark": ["type": "rect"],
          "encoding": [
            "color": [
              "field": "mean", "type": "quantitative", "legend": nil,
              "scale": [
                "type": "threshold", "domain": .numbers(cuts),
                "range": .colours(Palette.sequential),
              ],
            ]
          ],
        ],
        [
          // Beside many columns a number has no room; the pointer tells it.
          "mark": [
            "type": "text", "fontSize": diagram.columns.count > 6 ? 9 : 10.5,
            "opacity": diagram.columns.count > 9 ? 0 : 1,
          ],
          "encoding": [
            "text": ["field": "label", "type": "nominal"],
            "color": [
              "condition": [
                "test": .text("datum.mean >= \(darkest)"), "value": .colour(Palette.paper),
              ],
              "value": .colour(Palette.ink),
            ],
          ],
        ],
      ],
    ]
    return view.titled(title(place), Self.unit(results.outputs[place].unit))
  }

  /// So many digits that count, with a letter for many thousands, millions and billions.
  static func short(_ value: Double, _ digits: Int) -> String {
    for (size, letter) in [(1e9, "G"), (1e6, "M"), (1e4, "k")] where value.magnitude >= size {
      return Numbers.significant(value / (letter == "k" ? 1000 : size), digits) + letter
    }
    return Numbers.significant(value, digits)
  }

  /// All parameters of every point, coloured by the first output.
  var parallelChart: Chart? {
    guard results.parameters.count > 1,
      let place = shownOutputs.first(where: { output in
        Set(results.outputs[output].means.filter(\.isFinite)).count > 1
      })
    else { return nil }
    let output = results.outputs[place]
    let points = thinned(output.means.indices.filter { output.means[$0].isFinite }, to: 300)
    let sorted = output.means.filter(\.isFinite).sorted()
    let names = ["lowest quarter", "middle half", "highest quarter"]
    let (low, high) = (Self.quantile(0.25, sorted), Self.quantile(0.75, sorted))
    func part(_ value: Double) -> String {
      value <= low ? names[0] : value >= high ? names[2] : names[1]
    }
    // The middle first, so that the ends lie above it.
    let order =
      points.filter { part(output.means[$0]) == names[1] }
      + points.filter { part(output.means[$0]) != names[1] }
    return parallel(
      name: "parallel", title: "Which values go with a high or low \(output.name)",
      reading:
        "Each line is a point, crossing the axes at its values; where lines of one colour "
        + "run together, those values make "
        + "\(output.name) high or low, and where colours mix, the parameter has little influence.",
      points: order,
      colour: JSONValue.category(
        "part", domain: names, colours: [Palette.series[0], Palette.rule, Palette.series[1]]
      ).merging(["legend": ["offset": 24]]),
      hint: .hint("mean", output.name, format: ".4~s")
    ) { point in
      [
        .init("part", .text(part(output.means[point]))),
        .init("mean", .number(output.means[point])),
      ]
    }
  }

  /// Boxes of parameters where outputs are often in their highest quarter.
  var boxesChart: Chart? {
    let views = results.boxes.filter { shownOutputs.contains($0.output) && !$0.limits.isEmpty }
      .compactMap { box -> JSONValue? in
        let limits = box.limits.filter { $0.levels == nil }
        guard !limits.isEmpty else { return nil }
        let rows = limits.map { limit -> JSONValue in
          let place = limit.parameter
          return [
            "name": .text(results.parameters[place].name), "zero": 0, "one": 1,
            "low": .number(limit.low.map { position(place, $0) } ?? 0),
            "high": .number(limit.high.map { position(place, $0) } ?? 1),
            "label": .text(words(limit)), "p": .number(limit.quasiPValue),
          ]
        }
        let y = JSONValue.category(
          "name", sort: .texts(limits.map { results.parameters[$0.parameter].name })
        )
        .merging([
          "axis": ["labelColor": .colour(Palette.ink), "labelFontSize": 11, "labelLimit": 125]
        ])
        func x(_ field: String) -> JSONValue {
          JSONValue.quantity(field, scale: ["domain": [0, 1], "nice": false])
            .merging([
              "axis": [
                "values": [0, 1], "grid": false,
                "labelExpr": "datum.value == 0 ? 'least' : 'greatest'",
              ]
            ])
        }
        let view: JSONValue = [
          "data": .rows(rows),
          "encoding": [
            "y": y,
            "tooltip": [
              .hint("name", "Parameter", type: "nominal"),
              .hint("label", "In the box", type: "nominal"), .hint("p", "Quasi-p", format: ".2~g"),
            ],
          ],
          "layer": [
            [
              "mark": ["type": "rule", "strokeWidth": 3, "color": .colour(Palette.rule)],
              "encoding": ["x": x("zero"), "x2": ["field": "one"]],
            ],
            [
              "mark": ["type": "rule", "strokeWidth": 9, "color": .colour(Palette.series[1])],
              "encoding": ["x": x("low"), "x2": ["field": "high"]],
            ],
            [
              "mark": [
                "type": "text", "align": "left", "baseline": "bottom", "dy": -6, "fontSize": 10.5,
              ],
              "encoding": ["x": x("low"), "text": ["field": "label", "type": "nominal"]],
            ],
          ],
        ]
        return view.titled(
          title(box.output),
          "holds \(Numbers.percent(box.coverage, 0)) of the highest quarter; \(Numbers.percent(box.density, 0)) of its points are of it"
        )
      }
    guard !views.isEmpty else { return nil }
    let rowCount = results.boxes.map { $0.limits.count { $0.levels == nil } }.max() ?? 1
    return Chart(
      name: "boxes", title: "Where an output is in its highest quarter",
      reading:
        "Each bar is the range of a parameter in a box, within the pale line from its least to its "
        + "greatest value; the box does not restrict "
        + "parameters that are not listed.",
      description: "Boxes of parameters found by PRIM.", tables: ["export/results"],
      fit: .panels(
        .init(
          minimum: 340, columns: 2, margin: 130, rows: 92, height: Double(max(44, 34 * rowCount)))),
      body: ["concat": .array(views)], values: nil)
  }

  /// What a box asks of a parameter.
  func words(_ limit: StudyResults.Box.Limit) -> String {
    if let levels = limit.levels { return Numbers.list(levels) }
    let (low, high) = (limit.low, limit.high)
    let number = Self.brief
    return switch (low, high) {
    case (let low?, let high?): "\(number(low)) to \(number(high))"
    case (let low?, nil): "at least \(number(low))"
    case (nil, let high?): "at most \(number(high))"
    case (nil, nil): "any"
    }
  }
}
