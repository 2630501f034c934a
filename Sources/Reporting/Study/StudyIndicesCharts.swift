/// What matters: indices with their intervals, and how they settle.
extension StudyPage {
  private func tables(_ method: StudyResults.Method) -> [StudyResults.Indices] {
    results.indices.filter { $0.method == method && shownOutputs.contains($0.output) }
  }

  private static func words(
    _ method: StudyResults.Method
  ) -> (title: String, reading: String, second: String?) {
    switch method {
    case .morris:
      (
        "Which parameters affect the outputs: elementary effects",
        "Each bar is μ*, the mean absolute change when one parameter moves over its range, "
          + "with its "
          + "interval; the tick is σ, the standard deviation of that change; pale "
          + "bars are not statistically distinguishable from zero.",
        "σ"
      )
    case .sobol:
      (
        "Sources of the outputs’ variance: Sobol’ indices",
        "Each bar is ST, the share of the output’s variance that would be left if all other "
          + "parameters were known, "
          + "with its interval; the tick is S1, the share due to the parameter alone: a tick "
          + "far inside its bar means interaction.",
        "S1"
      )
    case .pawn:
      (
        "Effects on whole distributions: PAWN",
        "Each bar is the median distance between the output’s distribution and that with the "
          + "parameter held within a class, "
          + "with its interval; the tick is the value expected by chance: pale bars are below it.",
        "chance"
      )
    case .delta:
      (
        "Effects on densities: Borgonovo’s δ",
        "Each bar is the mean share of the output’s density that moves when the parameter is "
          + "known, with its interval; pale "
          + "bars are not statistically distinguishable from zero.",
        nil
      )
    case .regression:
      (
        "Direction of effects: standardised regression coefficients",
        "Each bar is the change of the output, in its standard deviations, as the parameter "
          + "grows by one of its own, with its "
          + "interval; pale bars are not statistically distinguishable from zero. A low R² means that a linear fit explains little.",
        nil
      )
    }
  }

  /// Bars of every input by size, a panel an output.
  func indicesChart(_ method: StudyResults.Method) -> Chart? {
    let words = Self.words(method)
    let tables = tables(method)
    let views = tables.compactMap { table -> JSONValue? in
      let inputs = table.inputs.filter { $0.value.isFinite }
        .sorted { $0.value.magnitude > $1.value.magnitude }.prefix(15)
      guard !inputs.isEmpty else { return nil }
      let rows = inputs.map { input -> JSONValue in
        [
          "name": .text(input.name), "value": .number(input.value),
          "lower": .number(input.lower), "upper": .number(input.upper),
          "second": .optional(input.second), "is": .text(input.isDistinct ? "yes" : "no"),
        ]
      }
      let y = JSONValue.category("name", sort: .texts(inputs.map(\.name))).merging([
        "axis": ["labelColor": .colour(Palette.ink), "labelFontSize": 11, "labelLimit": 125]
      ])
      let numbers = inputs.flatMap { input -> [Double] in
        [input.value, input.upper, input.second ?? 0]
      }
      let axis: JSONValue = [
        "axis": ["format": .text(Self.format(numbers)), "grid": true, "tickCount": 4]
      ]
      let colour = JSONValue.category(
        "is", domain: ["yes", "no"], colours: [Palette.series[0], Palette.faint], legend: false)
      var hints: [JSONValue] = [
        .hint("name", "Parameter", type: "nominal"),
        .hint("value", symbol(method), format: ".3~g"), .hint("lower", "From", format: ".3~g"),
        .hint("upper", "To", format: ".3~g"),
      ]
      if let second = words.second { hints.append(.hint("second", second, format: ".3~g")) }
      var layers: [JSONValue] = [
        [
          "mark": ["type": "bar", "height": ["band": 0.62], "opacity": 0.85],
          "encoding": ["x": .quantity("value").merging(axis), "color": colour],
        ],
        [
          "mark": ["type": "rule", "strokeWidth": 1.5, "color": .colour(Palette.ink)],
          "encoding": ["x": .quantity("lower").merging(axis), "x2": ["field": "upper"]],
        ],
      ]
      if words.second != nil {
        layers.append([
          "mark": ["type": "tick", "thickness": 2.5, "color": .colour(Palette.series[1])],
          "encoding": ["x": .quantity("second").merging(axis)],
        ])
      }
      let view: JSONValue = [
        "data": .rows(rows), "encoding": ["y": y, "tooltip": .array(hints)],
        "layer": .array(layers),
      ]
      return view.titled(title(table.output), unit(table))
    }
    guard !views.isEmpty else { return nil }
    let rowCount = tables.map { min($0.inputs.count, 15) }.max() ?? 1
    return Chart(
      name: "indices-\(method.rawValue)", title: words.title, reading: words.reading,
      description: "Bars of \(symbol(method)) by parameter and output, with intervals.",
      tables: ["export/results"],
      fit: .panels(
        .init(
          minimum: 340, columns: 2, margin: 130, rows: 84, height: Double(max(40, 20 * rowCount)))),
      body: ["concat": .array(views)], values: nil)
  }

  /// What a bar is measured in.
  private func unit(_ table: StudyResults.Indices) -> String {
    let unit = results.outputs[table.output].unit
    switch table.method {
    case .morris: return "μ*, " + (unit.isEmpty ? "the output’s unit" : unit) + " over the range"
    case .sobol: return "share of variance"
    case .pawn, .delta: return "distance, from 0 to 1"
    case .regression: return "standard deviations per standard deviation"
    }
  }

  /// μ* against σ.
  var morrisPlaneChart: Chart? {
    let views = tables(.morris).compactMap { table -> JSONValue? in
      let inputs = table.inputs.filter { $0.value.isFinite && $0.second?.isFinite == true }
      let most = inputs.map { max($0.value, $0.second ?? 0) }.max() ?? 0
      guard most > 0 else { return nil }
      let named = Self.namedDots(inputs)
      let rows = inputs.map { input -> JSONValue in
        [
          "name": .text(input.name), "value": .number(input.value),
          "second": .optional(input.second),
          "label": .text(named.contains(input.name) ? input.name : ""),
        ]
      }
      let greatest = { (numbers: [Double]) in Self.room * (numbers.max() ?? 1) }
      let right = greatest(inputs.map(\.value))
      let top = max(greatest(inputs.compactMap(\.second)), 0.05 * right)
      let end = min(right, top)
      func axis(_ limit: Double) -> (scale: JSONValue, axis: JSONValue) {
        (
          ["domain": .numbers([0, limit]), "nice": false],
          ["format": .text(Self.format([limit])), "tickCount": 4]
        )
      }
      let x = JSONValue.quantity("value", title: "μ*", scale: axis(right).scale)
        .merging(["axis": axis(right).axis])
      let y = JSONValue.quantity("second", title: "σ", scale: axis(top).scale)
        .merging(["axis": axis(top).axis])
      let view: JSONValue = [
        "data": .rows(rows), "encoding": ["x": x, "y": y],
        "layer": [
          [
            "data": .rows([
              ["value": 0, "second": 0], ["value": .number(end), "second": .number(end)],
            ]),
            "mark": [
              "type": "line", "strokeWidth": 1, "strokeDash": [4, 3],
              "color": .colour(Palette.faint),
            ],
          ],
          [
            "mark": [
              "type": "point", "filled": true, "size": 60, "opacity": 1,
              "color": .colour(Palette.series[0]),
            ],
            "encoding": [
              "tooltip": [
                .hint("name", "Parameter", type: "nominal"), .hint("value", "μ*", format: ".3~g"),
                .hint("second", "σ", format: ".3~g"),
              ]
            ],
          ],
          // Names turn to the inside where the panel ends.
          [
            "transform": [["filter": .text("datum.value < \(Self.turningPoint * right)")]],
            "mark": ["type": "text", "align": "left", "dx": 8],
            "encoding": ["text": ["field": "label", "type": "nominal"]],
          ],
          [
            "transform": [["filter": .text("datum.value >= \(Self.turningPoint * right)")]],
            "mark": ["type": "text", "align": "right", "dx": -8],
            "encoding": ["text": ["field": "label", "type": "nominal"]],
          ],
        ],
      ]
      return view.titled(title(table.output), Self.unit(results.outputs[table.output].unit))
    }
    guard !views.isEmpty else { return nil }
    return Chart(
      name: "morris-plane", title: "Linear, nonlinear or interacting effects",
      reading:
        "Each dot is a parameter: the further right, the more it matters; near the bottom its "
        + "effect is the same "
        + "everywhere; above the dashed line σ = μ* it depends strongly on its own value or on "
        + "other parameters; a dot without a name is close to a more important one.",
      description: "Mean size of elementary effects against their standard deviation.",
      tables: ["export/results"],
      fit: .panels(.init(minimum: 260, columns: 3, margin: 56, rows: 100, height: 190)),
      body: ["concat": .array(views)], values: nil)
  }

  /// Length of an axis over its greatest value, and the part of it from which names turn inwards.
  private static let room = 1.12
  private static let turningPoint = 0.6

  /// Inputs whose names have room beside their dots, the most important first: none whose dot is near
  /// that of another with a name.
  private static func namedDots(_ inputs: [StudyResults.Indices.Input]) -> Set<String> {
    let right = inputs.map(\.value).max() ?? 1
    let turn = room * turningPoint
    let top = inputs.compactMap(\.second).max() ?? 1
    var taken: [StudyResults.Indices.Input] = []
    for input in inputs.sorted(by: { $0.value > $1.value }) {
      let isFree = taken.allSatisfy { other in
        // A name on the right end turns to the left, and meets one that runs to the right.
        let isFacing = (input.value < turn * right) != (other.value < turn * right)
        return (input.value - other.value).magnitude > (isFacing ? 0.75 : 0.35) * right
          || ((input.second ?? 0) - (other.second ?? 0)).magnitude > 0.08 * max(top, 1e-300)
      }
      if isFree { taken.append(input) }
    }
    return Set(taken.map(\.name))
  }

  /// Indices from an eighth to all of the runs.
  func convergenceChart(_ method: StudyResults.Method) -> Chart? {
    let tables = tables(method).filter { $0.stages.count > 1 }
    // One colour a parameter over all panels.
    var best: [String: Double] = [:]
    for input in tables.flatMap(\.inputs) {
      best[input.name] = max(best[input.name] ?? 0, Self.size(input.value))
    }
    let order = results.parameters.map(\.name) + best.keys.sorted()
    var seen: Set<String> = []
    let shown = Set(
      order.filter { best[$0] != nil && seen.insert($0).inserted }
        .sorted { (best[$0] ?? 0) > (best[$1] ?? 0) }.prefix(8))
    seen = []
    let names = order.filter { shown.contains($0) && seen.insert($0).inserted }
    let colour = JSONValue.category(
      "name", domain: names, colours: Array(Palette.series.prefix(names.count)))
    let views = tables.map { table -> JSONValue in
      let rows = table.stages.flatMap { stage -> [JSONValue] in
        zip(table.inputs, stage.values).compactMap { input, value in
          guard shown.contains(input.name), value.isFinite else { return nil }
          return [
            "name": .text(input.name), "size": .number(Double(stage.size)),
            "value": .number(value),
          ]
        }
      }
      let sizes = table.stages.map { Double($0.size) }
      let values = table.stages.flatMap(\.values)
      let view: JSONValue = [
        "data": .rows(rows),
        "mark": ["type": "line", "point": ["size": 34, "filled": true], "strokeWidth": 1.8],
        "encoding": [
          "x": JSONValue.quantity(
            "size", title: stageUnit,
            scale: ["type": "log", "base": 2, "nice": false, "padding": 8]
          ).merging(["axis": ["values": .numbers(sizes), "format": "d", "grid": false]]),
          "y": JSONValue.quantity("value").merging([
            "axis": ["tickCount": 4, "format": .text(Self.format(values))]
          ]),
          "color": colour,
          "tooltip": [
            .hint("name", "Parameter", type: "nominal"),
            .hint("size", stageUnit.sentence, format: "d"),
            .hint("value", symbol(method), format: ".3~g"),
          ],
        ],
      ]
      return view.titled(title(table.output), symbol(method))
    }
    guard !views.isEmpty, !names.isEmpty else { return nil }
    return Chart(
      name: "convergence-\(method.rawValue)",
      title: "Convergence of \(symbol(method)) with the number of \(stageUnit)",
      reading:
        "Each line is a parameter’s index from an eighth, a quarter, half and all of the \(stageUnit); where lines "
        + "are level and keep their order, more runs would change little.",
      description: "\(symbol(method)) by number of \(stageUnit).", tables: ["export/results"],
      fit: .panels(.init(minimum: 250, columns: 3, margin: 48, rows: 100, height: 140)),
      body: ["concat": .array(views)], values: nil)
  }

  /// What a stage counts.
  var stageUnit: String {
    switch results.subject.design {
    case "morris": "trajectories"
    case "saltelli": "blocks"
    default: "points"
    }
  }
}
