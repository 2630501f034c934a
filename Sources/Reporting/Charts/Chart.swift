/// A picture of the report: a Vega-Lite specification with its words.
struct Chart: Sendable {
  /// How the page makes the picture fit the width that it has.
  enum Fit: Sendable, Equatable {
    /// One view as wide as the page.
    case width(height: Double)
    /// Several panels, as many side by side as fit, all drawn areas of one size.
    case panels(Panels)
  }

  /// Sizes in pixels.
  struct Panels: Sendable, Equatable {
    /// Smallest width of a panel, axes included.
    var minimum: Double
    /// Most panels side by side.
    var columns: Int
    /// Width that the labels of an axis take.
    var margin: Double
    /// Space beside that between panels.
    var spacing: Double = 18
    /// Space between rows, with the titles and axes in it.
    var rows: Double = 76
    /// Height of the drawn area, or its ratio to the width.
    var height: Double
    var aspect: Double?
    /// Whether panels share one axis to the left of each row, as facets do.
    var sharesAxis = false
  }

  /// Name of the file without its ending, unique in the report.
  var name: String
  /// What the picture shows in this run, as a heading.
  var title: String
  /// One sentence on how to read it.
  var reading: String
  /// What can be seen, for those who cannot see it.
  var description: String
  /// Tables that hold the data.
  var tables: [String]
  var fit: Fit
  /// The specification without size, title and theme.
  var body: JSONValue
  /// The figures behind the picture in brief, if a table can hold them.
  var values: HTML?
}

extension Chart {
  private static let schema = "https://vega.github.io/schema/vega-lite/v5.json"

  /// Width for which charts are laid out before a page knows better.
  private static let standardWidth = 860.0

  /// The specification that stands alone, in light colours.
  var standaloneSpecification: JSONValue {
    var head: JSONValue = ["$schema": .text(Self.schema)]
    head["description"] = .text(description)
    head["title"] = ["text": .text(title), "subtitle": .texts(Self.lines(reading))]
    return sized(head.merging(readableBody)).merging(["config": Theme.config])
  }

  /// The specification for the report: without title and theme, which the page has, with colours as
  /// style variables and with what the page needs to fit it.
  var embeddedSpecification: JSONValue {
    let variables = Dictionary(
      Palette.all.map { ($0.light, "var(--\($0.name))") }, uniquingKeysWith: { first, _ in first })
    var result = sized((["description": .text(description)] as JSONValue).merging(readableBody))
    result["usermeta"] = ["fit": fitValue]
    return result.mapTexts { variables[$0] ?? $0 }
  }

  /// The body with labels of axes as people write numbers: 0 without sign or letter, and m, bn and tn
  /// for millions, billions and trillions.
  private var readableBody: JSONValue {
    body.mapMembers("axis") { axis in
      guard case .text(let format)? = axis["format"], axis["labelExpr"] == nil else { return axis }
      let isScaled = format.hasSuffix("s")
      guard isScaled || format.hasPrefix("+") else { return axis }
      let zero = format.hasSuffix("%") || format.hasSuffix("p") ? "0%" : "0"
      let letters =
        "replace(replace(replace(datum.label, 'M', 'm'), 'G', 'bn'), 'T', 'tn')"
      let other =
        isScaled
        // d3 would write 0.5 as 500m, for thousandths.
        ? "test(/[mµn]/, datum.label) ? format(datum.value, '~r') : \(letters)" : "datum.label"
      return axis.merging(["labelExpr": .text("datum.value === 0 ? '\(zero)' : \(other)")])
    }
  }

  private var fitValue: JSONValue {
    switch fit {
    case .width(let height): return ["height": .number(height)]
    case .panels(let panels):
      return [
        "panel": .number(panels.minimum), "columns": .number(Double(panels.columns)),
        "margin": .number(panels.margin), "spacing": .number(panels.spacing),
        "height": .number(panels.height), "aspect": .optional(panels.aspect),
        "sharesAxis": .boolean(panels.sharesAxis),
      ]
    }
  }

  private func sized(_ specification: JSONValue) -> JSONValue {
    switch fit {
    case .width(let height):
      return specification.merging([
        "width": .number(Self.standardWidth - 60), "height": .number(height),
      ])
    case .panels(let panels):
      let gap = panels.sharesAxis ? panels.spacing : panels.margin + panels.spacing
      let room = Self.standardWidth - panels.margin + gap
      let columns = max(
        1,
        min(
          panels.columns,
          Int((Self.standardWidth + panels.spacing) / (panels.minimum + panels.spacing))))
      let width = (room / Double(columns) - gap).rounded(.down)
      let size: JSONValue = [
        "width": .number(width),
        "height": .number(panels.aspect.map { ($0 * width).rounded() } ?? panels.height),
      ]
      var result = specification.merging([
        "columns": .number(Double(columns)),
        "spacing": ["row": .number(panels.rows), "column": .number(gap)],
      ])
      if case .array(let views)? = specification["concat"] {
        // Titles and labels stand in the gaps, so that drawn areas line up.
        result["bounds"] = "flush"
        result["concat"] = .array(views.map { $0.merging(size) })
      } else if let inner = specification["spec"] {
        result["spec"] = inner.merging(size)
      }
      return result
    }
  }

  /// The text broken into lines of at most about a hundred characters.
  private static func lines(_ text: String) -> [String] {
    var lines = [""]
    for word in text.split(separator: " ") {
      if lines[lines.count - 1].count + word.count > 105 { lines.append("") }
      lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : " ") + word
    }
    return lines
  }
}

/// How all charts look.
enum Theme {
  static let font = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif"

  /// The look in light colours; a page puts its style variables in their place.
  static let config: JSONValue = [
    "background": .colour(Palette.paper),
    "font": .text(font),
    "padding": 6,
    "view": ["stroke": nil],
    "aria": true,
    // A mark for every point would drown a screen reader; the chart as a whole is described.
    "mark": ["aria": false],
    "axis": [
      "aria": false, "domainColor": .colour(Palette.faint), "gridColor": .colour(Palette.rule),
      "tickColor": .colour(Palette.faint), "labelColor": .colour(Palette.muted),
      "titleColor": .colour(Palette.muted), "labelFontSize": 11, "titleFontSize": 11,
      "titleFontWeight": "normal", "tickSize": 4, "labelPadding": 4,
    ],
    "axisY": [
      "domain": false, "ticks": false,
    ],
    "axisX": ["grid": false, "tickCount": 6],
    "legend": [
      "aria": false, "orient": "top", "labelColor": .colour(Palette.ink), "labelFontSize": 12,
      "titleColor": .colour(Palette.muted), "titleFontSize": 11, "titleFontWeight": "normal",
      "symbolSize": 110, "symbolStrokeWidth": 2.5,
      "symbolBaseFillColor": .colour(Palette.muted),
      "symbolBaseStrokeColor": .colour(Palette.muted), "labelLimit": 200, "columnPadding": 14,
    ],
    "header": [
      "labelColor": .colour(Palette.ink), "labelFontSize": 12.5, "labelFontWeight": 600,
      "labelAnchor": "start", "labelOrient": "top", "titleColor": .colour(Palette.muted),
      "labelPadding": 8,
    ],
    "title": [
      "anchor": "start", "color": .colour(Palette.ink), "fontSize": 13, "fontWeight": 600,
      "subtitleColor": .colour(Palette.muted), "subtitleFontSize": 11.5, "offset": 12,
    ],
    "text": ["color": .colour(Palette.ink), "fontSize": 11],
    "line": ["strokeWidth": 2, "strokeCap": "round", "strokeJoin": "round"],
    "rule": ["color": .colour(Palette.faint)],
  ]
}
