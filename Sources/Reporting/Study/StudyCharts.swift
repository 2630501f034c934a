import Foundation

/// Pieces that the charts of a study share.
extension StudyPage {
  /// A channel for the values of a parameter.
  func channel(_ place: Int, field: String) -> JSONValue {
    let parameter = results.parameters[place]
    if let levels = parameter.levels {
      return .category(field, sort: .texts(levels)).merging(["axis": ["labelAngle": 0]])
    }
    var scale: JSONValue = ["zero": false, "nice": false, "padding": 6]
    var axis: JSONValue = ["tickCount": 4]
    if parameter.isLogarithmic {
      scale["type"] = "log"
      scale["zero"] = nil
      axis["format"] = "~g"
      let finite = parameter.numbers.filter(\.isFinite)
      let ticks = JSONValue.logarithmicTicks(finite)
      if case .array(let values) = ticks, values.count > 1 { axis["values"] = ticks }
    } else {
      axis["format"] = .text(Self.format(parameter.numbers))
    }
    return .quantity(field, scale: scale).merging(["axis": axis])
  }

  /// A value of a parameter: a number, or its text.
  func value(_ place: Int, _ number: Double) -> JSONValue {
    guard let levels = results.parameters[place].levels else { return .number(number) }
    return levels.indices.contains(Int(number)) ? .text(levels[Int(number)]) : .null
  }

  /// A value of a parameter in words.
  func words(_ place: Int, _ number: Double) -> String {
    guard let levels = results.parameters[place].levels else {
      return Self.brief(number)
    }
    return levels.indices.contains(Int(number)) ? levels[Int(number)] : "–"
  }

  /// Three digits that count, without noughts at the end.
  static func brief(_ number: Double) -> String {
    let text = Numbers.significant(number, 3)
    guard text.contains("."), !text.contains("·") else { return text }
    let digits = String(text.reversed().drop { $0 == "0" }.drop { $0 == "." }.reversed())
    return digits.isEmpty ? text : digits
  }

  /// Place of a value between the least and the greatest of its parameter, from 0 to 1.
  func position(_ place: Int, _ number: Double) -> Double {
    let parameter = results.parameters[place]
    let scaled = { (number: Double) in parameter.isLogarithmic ? log(number) : number }
    guard let low = parameter.numbers.min(), let high = parameter.numbers.max(), low < high else {
      return 0.5
    }
    return (scaled(number) - scaled(low)) / (scaled(high) - scaled(low))
  }

  /// Of an axis: letters for thousands where numbers are large, else as many digits as ticks need.
  static func format(_ numbers: [Double]) -> String {
    let greatest = numbers.filter(\.isFinite).map(\.magnitude).max() ?? 0
    if greatest >= 10_000 { return "~s" }
    return greatest < 0.001 ? "~g" : ",~f"
  }

  /// Some of the points, evenly apart.
  func thinned(_ points: [Int], to limit: Int = StudyPage.greatestPointCount) -> [Int] {
    guard points.count > limit else { return points }
    return (0..<limit).map { points[$0 * points.count / limit] }
  }

  func title(_ output: Int) -> String { results.outputs[output].name }

  /// Unit of an output or a parameter for a second line; a blank keeps the line.
  static func unit(_ unit: String) -> String { unit.isEmpty ? " " : unit }

  static func name(_ state: StudyResults.State) -> String {
    switch state {
    case .done: "all runs done"
    case .partlyFailed: "some runs failed"
    case .incomplete: "runs to do"
    case .forbidden: "forbidden by a constraint"
    }
  }

  private static func colour(_ state: StudyResults.State) -> Palette.Colour {
    switch state {
    case .done: Palette.series[0]
    case .partlyFailed: Palette.series[1]
    case .incomplete: Palette.series[4]
    case .forbidden: Palette.faint
    }
  }
}

// What was varied, and what came of it.
extension StudyPage {
  /// Points of the design: in planes of two parameters each, or on parallel axes if there are many.
  var designChart: Chart? {
    guard !results.states.isEmpty, !results.parameters.isEmpty else { return nil }
    let states = StudyResults.State.allCases.filter { results.states.contains($0) }
    var colour = JSONValue.category(
      "state", domain: states.map(Self.name), colours: states.map(Self.colour),
      legend: states.count > 1)
    if states.count > 1 { colour["legend"] = ["offset": 24] }
    let points = thinned(Array(results.states.indices), to: 600)
    let title = "\(Numbers.decimal(Double(results.states.count), 0)) points, \(designInWords)"
    if results.parameters.count > 4 {
      return parallel(
        name: "design", title: title,
        reading:
          "Each line is a point of the study; where it crosses an axis is the parameter’s value "
          + "there, "
          + "between the ends marked at the axis.",
        points: points, colour: colour
      ) { point in [.init("state", .text(Self.name(results.states[point])))] }
    }
    let count = results.parameters.count
    let pairs =
      count == 1
      ? [(0, 0)] : (0..<count).flatMap { one in ((one + 1)..<count).map { (one, $0) } }
    let views = pairs.map { across, upwards -> JSONValue in
      let (x, y) = (results.parameters[across], results.parameters[upwards])
      let rows = points.map { point -> JSONValue in
        [
          "x": value(across, x.numbers[point]), "y": value(upwards, y.numbers[point]),
          "state": .text(Self.name(results.states[point])), "point": .number(Double(point)),
        ]
      }
      let view: JSONValue = [
        "data": .rows(rows),
        "mark": ["type": "point", "filled": true, "size": 28, "opacity": 0.75],
        "encoding": [
          "x": channel(across, field: "x"), "y": channel(upwards, field: "y"), "color": colour,
          "tooltip": [
            .hint("point", "Point"), .hint("x", x.name, type: hintType(across)),
            .hint("y", y.name, type: hintType(upwards)),
            .hint("state", "State", type: "nominal"),
          ],
        ],
      ]
      return view.titled(count == 1 ? x.name : "\(y.name) by \(x.name)", nil)
    }
    return Chart(
      name: "design", title: title,
      reading:
        "Each dot is a point of the study in the plane of two parameters, the one named "
        + "last to the "
        + "right; gaps are combinations that were not tried.",
      description: "Points of the design in planes of two parameters.", tables: ["export/points"],
      fit: .panels(
        .init(minimum: 250, columns: 3, margin: 56, rows: 66, height: 190)),
      body: ["concat": .array(views)], values: nil)
  }

  func hintType(_ place: Int) -> String {
    results.parameters[place].levels == nil ? "quantitative" : "nominal"
  }

  /// A line a point on axes side by side, from the least to the greatest value of each parameter.
  ///
  /// - Parameter members: What a row says of its point besides.
  func parallel(
    name: String, title: String, reading: String, points: [Int], colour: JSONValue,
    hint: JSONValue? = nil, members: (Int) -> [JSONValue.Member]
  ) -> Chart? {
    let places = ranked.prefix(14).map { $0 }
    let names = places.map { results.parameters[$0].name }
    let rows = points.flatMap { point -> [JSONValue] in
      let own = members(point)
      return places.map { place in
        let number = results.parameters[place].numbers[point]
        return .object(
          [
            .init("point", .number(Double(point))),
            .init("parameter", .text(results.parameters[place].name)),
            .init("at", .number(position(place, number))),
            .init("value", .text(words(place, number))),
          ] + own)
      }
    }
    let ends = places.flatMap { place -> [JSONValue] in
      let parameter = results.parameters[place]
      guard let low = parameter.numbers.min(), let high = parameter.numbers.max() else { return [] }
      return [(0.0, low), (1.0, high)].map { at, number in
        [
          "parameter": .text(parameter.name), "at": .number(at),
          "label": .text(words(place, number)),
        ]
      }
    }
    let x = JSONValue.category("parameter", type: "ordinal", sort: .texts(names)).merging([
      "scale": ["type": "point", "padding": 0.4],
      "axis": [
        "labelAngle": names.count > 7 ? -25 : 0, "labelColor": .colour(Palette.ink),
        "labelFontSize": 11.5, "labelPadding": 25, "domain": false, "ticks": false,
        "labelLimit": 150,
      ],
    ])
    let y: JSONValue = [
      "field": "at", "type": "quantitative", "axis": nil,
      "scale": ["domain": [0, 1], "nice": false],
    ]
    func label(_ at: Double, baseline: JSONValue, dy: Double) -> JSONValue {
      [
        "data": .rows(ends.filter { $0["at"] == .number(at) }),
        "mark": [
          "type": "text", "baseline": baseline, "dy": .number(dy), "color": .colour(Palette.muted),
        ],
        "encoding": ["x": x, "y": y, "text": ["field": "label", "type": "nominal"]],
      ]
    }
    var hints: [JSONValue] = [
      .hint("point", "Point"), .hint("parameter", "Parameter", type: "nominal"),
      .hint("value", "Value", type: "nominal"),
    ]
    if let hint { hints.append(hint) }
    return Chart(
      name: name, title: title, reading: reading,
      description: "Parallel coordinates of the study’s points.", tables: ["export/points"],
      fit: .width(height: 280),
      body: [
        "layer": [
          [
            "data": .rows(ends), "mark": ["type": "rule", "strokeWidth": 1.5],
            "encoding": ["x": x],
          ],
          [
            "data": .rows(rows),
            "mark": ["type": "line", "strokeWidth": 1.2, "opacity": 0.55],
            "encoding": [
              "x": x, "y": y, "detail": ["field": "point", "type": "nominal"], "color": colour,
              "tooltip": .array(hints),
            ],
          ],
          label(0, baseline: "top", dy: 6), label(1, baseline: "bottom", dy: -6),
        ]
      ], values: nil)
  }

  /// How often an output has which value, over the points.
  var distributionsChart: Chart? {
    let views = shownOutputs.compactMap { place -> JSONValue? in
      let output = results.outputs[place]
      let values = output.means.filter(\.isFinite).sorted()
      guard let low = values.first, let high = values.last, low < high, (high - low).isFinite
      else { return nil }
      let binCount = max(5, min(24, Int(Double(values.count).squareRoot() * 1.6)))
      var counts = [Int](repeating: 0, count: binCount)
      for value in values {
        counts[min(Int((value - low) / (high - low) * Double(binCount)), binCount - 1)] += 1
      }
      let width = (high - low) / Double(binCount)
      let rows = counts.enumerated().map { bin, count -> JSONValue in
        [
          "low": .number(low + Double(bin) * width),
          "high": .number(low + Double(bin + 1) * width), "count": .number(Double(count)),
        ]
      }
      let axis: JSONValue = ["axis": ["format": .text(Self.format(values)), "tickCount": 4]]
      let view: JSONValue = [
        "layer": [
          [
            "data": .rows(rows),
            "mark": ["type": "bar", "color": .colour(Palette.series[0]), "binSpacing": 1],
            "encoding": [
              "x": JSONValue.quantity("low", scale: ["zero": false, "nice": false])
                .merging(axis).merging(["bin": "binned"]),
              "x2": ["field": "high"],
              "y": JSONValue.quantity("count").merging([
                "axis": ["tickCount": 3, "tickMinStep": 1, "format": "d"]
              ]),
              "tooltip": [
                .hint("low", "From", format: ".4~s"), .hint("high", "To", format: ".4~s"),
                .hint("count", "Points", format: "d"),
              ],
            ],
          ],
          .upright(Self.quantile(0.5, values), dashes: [4, 3]),
        ]
      ]
      return view.titled(title(place), Self.unit(output.unit))
    }
    guard !views.isEmpty else { return nil }
    return Chart(
      name: "distributions", title: "Distributions of the outputs over the points",
      reading:
        "Each bar counts the points whose mean over replicates is in that range; the dashed line is "
        + "the median.",
      description: "Histograms of the outputs over the points.", tables: ["export/results"],
      fit: .panels(.init(minimum: 230, columns: 3, margin: 40, rows: 84, height: 120)),
      body: ["concat": .array(views)], values: nil)
  }

  static func quantile(_ probability: Double, _ sorted: [Double]) -> Double {
    guard let last = sorted.last else { return .nan }
    let rank = Double(sorted.count - 1) * probability
    let below = Int(rank)
    guard below + 1 < sorted.count else { return last }
    return sorted[below] + (rank - Double(below)) * (sorted[below + 1] - sorted[below])
  }
}
