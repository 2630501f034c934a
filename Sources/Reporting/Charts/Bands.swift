/// A stretch of time in which something kept one state.
struct Band: Sendable, Equatable {
  var from: Double
  var to: Double
  var state: String
  /// Entries of the series that it joins, as places.
  var places: Range<Int>

  /// Joins equal neighbours; each entry holds until the next, the last as long as the one before.
  static func all(_ states: [String], at times: [Double], step: Double = 0.25) -> [Band] {
    var bands: [Band] = []
    for place in states.indices {
      let last = place > 0 ? times[place] - times[place - 1] : step
      let end = place + 1 < times.count ? times[place + 1] : times[place] + last
      if let band = bands.last, band.state == states[place] {
        bands[bands.count - 1].to = end
        bands[bands.count - 1].places = band.places.lowerBound..<place + 1
      } else {
        bands.append(
          Band(from: times[place], to: end, state: states[place], places: place..<place + 1))
      }
    }
    return bands
  }
}

/// Stages of life on the plane of Menzel and Fornahl, as tables write them.
enum Stages {
  private static let all: [(name: String, colour: Palette.Colour)] = [
    ("emergence", Palette.stages[0]), ("growth", Palette.stages[1]),
    ("maturity", Palette.stages[2]), ("sustainment", Palette.stages[2]),
    ("decline", Palette.stages[3]), ("renewal", Palette.stages[4]),
  ]

  /// Those that occur, in the order of life.
  static func present(in states: some Sequence<String>) -> [String] {
    let present = Set(states)
    return all.map(\.name).filter(present.contains)
  }

  static func colour(of name: String) -> Palette.Colour {
    all.first { $0.name == name }?.colour ?? Palette.faint
  }

  /// Field `stage` as colour, with a legend of the stages that occur.
  static func channel(_ present: [String], legend: Bool = true) -> JSONValue {
    .category(
      "stage", domain: present, colours: present.map(colour(of:)), legend: legend)
  }
}

extension JSONValue {
  /// Rows of bands, one row a thing and one colour a stage.
  ///
  /// - Parameters:
  ///   - rows: Objects with the fields `name`, `from`, `to`, `stage`, and what `hints` want.
  ///   - names: Things from top to bottom.
  ///   - notes: A few words beside the end of each row, or none.
  static func stageStrips(
    _ rows: [JSONValue], names: [String], stages: [String], hints: [JSONValue], domain: [Double],
    notes: [String]
  ) -> JSONValue {
    let x: JSONValue = [
      "field": "from", "type": "quantitative", "title": nil,
      "scale": ["domain": .numbers(domain), "nice": false, "zero": false],
      "axis": ["format": "d", "tickMinStep": 1],
    ]
    let y = JSONValue.category("name", sort: .texts(names)).merging([
      "scale": ["domain": .texts(names), "paddingInner": 0.22, "paddingOuter": 0.1],
      "axis": ["labelColor": .colour(Palette.ink), "labelFontSize": 11.5, "labelLimit": 290],
    ])
    var layers: [JSONValue] = [
      [
        "mark": ["type": "rect"],
        "encoding": [
          "x": x, "x2": ["field": "to"], "color": Stages.channel(stages),
          "tooltip": .array(hints),
        ],
      ]
    ]
    if !notes.isEmpty {
      let texts = zip(names, notes).map { name, note -> JSONValue in
        ["name": .text(name), "note": .text(note)]
      }
      layers.append([
        "data": .rows(texts),
        "mark": [
          "type": "text", "align": "left", "dx": 6, "color": .colour(Palette.muted),
          "fontSize": 10.5,
        ],
        "encoding": ["x": ["value": "width"], "text": ["field": "note"]],
      ])
    }
    return ["data": .rows(rows), "encoding": ["y": y], "layer": .array(layers)]
  }
}

/// Rows of a dot plot: where something stood at the start and where it stands at the end.
struct DotPanel {
  var title: String
  var unit: String
  var format: String
  var rows: [(name: String, start: Double?, end: Double?)]
  /// Names from top to bottom.
  var order: [String]
  var startsAtZero = true

  /// `nil` where nothing has an end.
  var view: JSONValue? {
    let known = rows.filter { $0.end != nil }
    guard !known.isEmpty else { return nil }
    let data = known.map { row -> JSONValue in
      ["name": .text(row.name), "start": .optional(row.start), "end": .optional(row.end)]
    }
    let values = known.flatMap { [$0.start, $0.end] }.compactMap { $0 }
    let scale: JSONValue =
      startsAtZero ? ["zero": true] : ["zero": false, "nice": true, "padding": 6]
    let y = JSONValue.category("name", sort: .texts(order)).merging([
      "axis": [
        "labelColor": .colour(Palette.ink), "labelFontSize": 11, "labelLimit": 104, "grid": true,
      ]
    ])
    func x(_ field: String) -> JSONValue {
      .quantity(field, scale: scale).merging([
        "axis": ["format": .text(format), "tickCount": 4, "grid": false]
      ])
    }
    let hasStart = known.contains { $0.start != nil }
    var layers: [JSONValue] = []
    if hasStart {
      layers += [
        [
          "transform": [["filter": "isValid(datum.start)"]],
          "mark": [
            "type": "rule", "strokeWidth": 2.5, "color": .colour(Palette.faint), "opacity": 0.6,
          ],
          "encoding": ["x": x("start"), "x2": ["field": "end"]],
        ],
        [
          "transform": [["filter": "isValid(datum.start)"]],
          "mark": [
            "type": "point", "filled": true, "size": 50, "opacity": 1,
            "fill": .colour(Palette.paper), "stroke": .colour(Palette.series[0]),
            "strokeWidth": 1.8,
          ],
          "encoding": ["x": x("start")],
        ],
      ]
    }
    layers.append([
      "mark": [
        "type": "point", "filled": true, "size": 64, "opacity": 1,
        "color": .colour(Palette.series[0]),
      ],
      "encoding": ["x": x("end")],
    ])
    if let low = values.min(), low < 0 {
      layers.insert(.upright(0), at: 0)
    }
    let view: JSONValue = [
      "data": .rows(data),
      "encoding": [
        "y": y,
        "tooltip": [
          .hint("name", "Region", type: "nominal"), .hint("start", "At the start", format: format),
          .hint("end", "At the end", format: format),
        ],
      ],
      "layer": .array(layers),
    ]
    return view.titled(title, unit)
  }
}
