import Foundation
import TripleHelix

/// Pieces that many specifications share.
extension JSONValue {
  /// Rows of data, one object a row.
  static func rows(_ rows: [JSONValue]) -> JSONValue { ["values": .array(rows)] }

  /// Calendar time along the bottom, labelled at the starts of years.
  static func years(_ name: String = "year", domain: [Double]? = nil) -> JSONValue {
    var scale: JSONValue = ["zero": false, "nice": false]
    if let domain, domain.count == 2, domain[0] < domain[1] { scale["domain"] = .numbers(domain) }
    return [
      "field": .text(name), "type": "quantitative", "title": nil, "scale": scale,
      "axis": ["format": "d", "tickMinStep": 1],
    ]
  }

  static func quantity(
    _ name: String, title: String? = nil, format: String? = nil, scale: JSONValue? = nil
  ) -> JSONValue {
    var channel: JSONValue = ["field": .text(name), "type": "quantitative"]
    channel["title"] = title.map { .text($0) } ?? .null
    if let format { channel["axis"] = ["format": .text(format)] }
    if let scale { channel["scale"] = scale }
    return channel
  }

  static func category(
    _ name: String, title: String? = nil, type: String = "nominal", domain: [String]? = nil,
    colours: [Palette.Colour]? = nil, legend: Bool = true, sort: JSONValue? = nil
  ) -> JSONValue {
    var channel: JSONValue = ["field": .text(name), "type": .text(type)]
    channel["title"] = title.map { .text($0) } ?? .null
    if let domain {
      var scale: JSONValue = ["domain": .texts(domain)]
      if let colours { scale["range"] = .colours(colours) }
      channel["scale"] = scale
    }
    if !legend { channel["legend"] = .null }
    if let sort { channel["sort"] = sort }
    return channel
  }

  /// One line of a tooltip.
  static func hint(
    _ name: String, _ title: String, type: String = "quantitative", format: String? = nil
  ) -> JSONValue {
    var channel: JSONValue = [
      "field": .text(name), "type": .text(type), "title": .text(title),
    ]
    // A tooltip has room for digits; letters such as k are for axes.
    if let format { channel["format"] = .text(format.hasSuffix("s") ? ",.4~r" : format) }
    return channel
  }

  /// This panel with its name above, and its unit in a second line.
  ///
  /// Written as marks, not as a title, since a title gives way to labels that stick out and would
  /// not line up with those of its neighbours.
  func titled(_ text: String, _ unit: String? = nil) -> JSONValue {
    func line(
      _ text: String, y: Double, size: Double, weight: Double, colour: Palette.Colour
    ) -> JSONValue {
      [
        "data": .rows([[:]]),
        "mark": [
          "type": "text", "align": "left", "baseline": "bottom", "fontSize": .number(size),
          "fontWeight": .number(weight), "color": .colour(colour),
        ],
        "encoding": [
          "x": ["value": 0], "y": ["value": .number(y)], "text": ["value": .text(text)],
        ],
      ]
    }
    var titles = [
      line(text, y: unit == nil ? -9 : -24, size: 12.5, weight: 600, colour: Palette.ink)
    ]
    if let unit { titles.append(line(unit, y: -9, size: 11, weight: 400, colour: Palette.muted)) }
    // The name also heads the rows of this panel in a file of the chart's data.
    let name: JSONValue = .text([text, unit].compactMap { $0 }.joined(separator: ", "))
    if case .array(let layers)? = self["layer"] {
      return merging(["layer": .array(layers + titles), "description": name])
    }
    return ["layer": .array([self] + titles), "description": name]
  }

  /// A line that follows the pointer and tells the values of all series at its time.
  ///
  /// - Parameters:
  ///   - key: Field that names the series.
  ///   - series: Series names, which the pivoted rows have as fields.
  ///   - hasPeriods: Whether rows name their period in the field `when`, as those of a series do.
  static func pointerLine(
    key: String, value: String, series: [String], format: String, parameter: String,
    hasPeriods: Bool = false
  ) -> JSONValue {
    let time =
      hasPeriods ? hint("when", "When", type: "nominal") : hint("year", "Year", format: "d")
    let hints = [time] + series.map { hint(quoted($0), $0, format: format) }
    return [
      "transform": [
        [
          "pivot": .text(key), "value": .text(value),
          "groupby": hasPeriods ? ["year", "when"] : ["year"],
        ]
      ],
      "mark": ["type": "rule", "strokeWidth": 1],
      "params": [
        [
          "name": .text(parameter),
          "select": [
            "type": "point", "fields": ["year"], "nearest": true, "on": "pointermove",
            "clear": "pointerout",
          ],
        ]
      ],
      "encoding": [
        "opacity": [
          "condition": ["param": .text(parameter), "value": 0.8, "empty": false], "value": 0,
        ],
        "tooltip": .array(hints),
      ],
    ]
  }

  /// A line across a panel at one value.
  static func level(_ value: Double, colour: Palette.Colour = Palette.faint) -> JSONValue {
    [
      "mark": ["type": "rule", "color": .colour(colour), "strokeWidth": 1],
      // Both ends by pixel, or it would stand at every datum of the panel.
      "encoding": [
        "x": ["value": 0], "x2": ["value": "width"], "y": ["datum": .number(value)],
      ],
    ]
  }

  /// A line from the bottom of a panel to its top at one value.
  static func upright(
    _ value: Double, colour: Palette.Colour = Palette.ink, dashes: [Double] = []
  ) -> JSONValue {
    var mark: JSONValue = ["type": "rule", "color": .colour(colour)]
    if !dashes.isEmpty { mark["strokeDash"] = .numbers(dashes) }
    return [
      "data": .rows([["at": .number(value)]]), "mark": mark,
      // Both ends by pixel: of the names of rows it has none.
      "encoding": [
        "x": .quantity("at"), "y": ["value": 0], "y2": ["value": "height"], "tooltip": nil,
      ],
    ]
  }

  /// Layers of a line with the band of its interval, of the fields `lower` and `upper`.
  static func band(
    around value: String, axis: JSONValue, colour: Palette.Colour = Palette.series[0]
  ) -> [JSONValue] {
    [
      [
        "mark": ["type": "area", "opacity": 0.25, "color": .colour(colour)],
        "encoding": ["y": .quantity("lower").merging(axis), "y2": ["field": "upper"]],
      ],
      [
        "mark": ["type": "line", "color": .colour(colour)],
        "encoding": ["y": .quantity(value).merging(axis)],
      ],
    ]
  }

  /// A scale for values of a series: with zero if asked, and some height for a constant.
  static func span(_ values: [Double], zero: Bool = false) -> JSONValue {
    guard let low = values.min(), let high = values.max() else { return ["zero": .boolean(zero)] }
    guard high - low <= 1e-9 * max(high.magnitude, low.magnitude) else {
      return ["zero": .boolean(zero)]
    }
    let half = low == 0 ? 1 : 0.1 * low.magnitude
    return ["domain": .numbers([zero && low >= 0 ? 0 : low - half, high + half]), "nice": false]
  }

  /// Round values of a logarithmic axis: powers of ten, with 2 and 5 between if there are few.
  static func logarithmicTicks(_ values: [Double]) -> JSONValue {
    guard let low = values.min(), let high = values.max(), low > 0 else { return [] }
    let exponents = Int(log10(low).rounded(.down))...Int(log10(high).rounded(.up))
    let steps: [Double] = high / low > 200 ? [1] : [1, 2, 5]
    return .numbers(
      exponents.flatMap { exponent in steps.map { $0 * pow(10, Double(exponent)) } }
        .filter { $0 >= low * 0.999 && $0 <= high * 1.001 })
  }

  /// A field name in which dots and brackets mean nothing.
  static func quoted(_ name: String) -> String {
    var result = ""
    for character in name {
      if ".[]\\'\"".contains(character) { result += "\\" }
      result.append(character)
    }
    return result
  }
}

extension Series {
  /// Rows of data with these names.
  func rows(value name: String = "value", with members: [JSONValue.Member] = []) -> [JSONValue] {
    values.indices.map { place in
      let own: [JSONValue.Member] = [
        .init("when", .text(when(place))), .init("year", .number(years[place])),
        .init(name, .optional(values[place])),
      ]
      return .object(members + own)
    }
  }

  /// Most entries of a line that a chart draws one by one: monthly runs of 25 years are whole.
  static let drawnLimit = 400

  /// This series for drawing: whole, or, if it is very long, with the lowest and the highest entry of
  /// every stretch, so that no peak is lost.
  func thinned(to limit: Int = drawnLimit) -> Series {
    entries(at: Self.drawnPlaces([self], limit: limit))
  }

  /// Series of the same times for drawing together, thinned at the same entries.
  static func thinnedTogether(_ all: [Series], limit: Int = drawnLimit) -> [Series] {
    let isAlike = Set(all.map(\.ticks)).count == 1
    guard isAlike else { return all.map { $0.thinned(to: limit) } }
    let places = drawnPlaces(all, limit: limit)
    return all.map { $0.entries(at: places) }
  }

  private func entries(at places: [Int]) -> Series {
    guard places.count < values.count else { return self }
    return Series(
      ticks: places.map { ticks[$0] }, years: places.map { years[$0] },
      values: places.map { values[$0] }, isYearly: isYearly)
  }

  /// Entries to draw of series of the same times: the ends, and of each stretch those at which one of
  /// them is lowest or highest.
  private static func drawnPlaces(_ all: [Series], limit: Int) -> [Int] {
    let count = all.first?.values.count ?? 0
    guard count > limit, limit > 3 else { return Array(0..<count) }
    let stretches = max(1, limit / (2 * all.count))
    var places: Set<Int> = [0, count - 1]
    for stretch in 0..<stretches {
      let range = (stretch * count / stretches)..<((stretch + 1) * count / stretches)
      for series in all {
        let known = range.filter { series.values[$0] != nil }
        func value(_ place: Int) -> Double { series.values[place] ?? 0 }
        if let low = known.min(by: { value($0) < value($1) }) { places.insert(low) }
        if let high = known.max(by: { value($0) < value($1) }) { places.insert(high) }
      }
    }
    return places.sorted()
  }
}

/// Names of the four phases in the order of the cycle, as people read them.
enum Phases {
  static let names = [
    "Tradition", "Search investment", "Innovation", "Diffusion investment",
  ]
}

extension String {
  /// A format of d3 by which some four ticks over `values` differ, without letters for small ones.
  ///
  /// - Parameters:
  ///   - isShare: Whether values are told in per cent.
  ///   - isDifference: Whether a sign stands before all of them, and zero is among them.
  static func tickFormat(
    over values: [Double], isShare: Bool = false, isDifference: Bool = false
  ) -> String {
    let known = values.filter(\.isFinite) + (isDifference ? [0] : [])
    let sign = isDifference ? "+" : ""
    guard let low = known.min(), let high = known.max() else { return "\(sign)~g" }
    guard (high - low).isFinite else { return "\(sign).1~e" }
    let step = (high > low ? high - low : Swift.max(low.magnitude, 1)) / 4 * (isShare ? 100 : 1)
    let decimals = Swift.max(0, Int((-log10(step)).rounded(.up)))
    if isShare { return "\(sign).\(decimals)~%" }
    // Letters for millions are read; those for millionths are not.
    if Swift.max(low.magnitude, high.magnitude) >= 10_000 { return "\(sign)~s" }
    return decimals > 6 ? "\(sign).1~e" : "\(sign),.\(decimals)~f"
  }

  /// A format with few letters for numbers up to `largest`.
  static func numberFormat(upTo largest: Double) -> String { largest >= 10_000 ? "~s" : ",~f" }
}
