import Foundation
import TripleHelix

/// The regions where they lie, by size and Ward group.
extension Findings {
  var mapChart: Chart? {
    let regions = configuration.regions
    guard !regions.isEmpty, let first = groupings.first else { return nil }
    let shown = groupings.count > 1 ? [first, groupings[groupings.count - 1]] : [first]
    let plan = MapPlan(regions: regions)
    let names = shortRegionNames
    let targets = Set(configuration.policies.flatMap(\.regions))
    let labels = regions.indices.map {
      targets.contains(regions[$0].id) ? "● \(names[$0])" : names[$0]
    }
    let shares = shown.map { outputShares(at: $0.tick) }
    let largest = shares.joined().max().flatMap { $0 > 0 ? $0 : nil } ?? 1
    let panels = shown.enumerated().map { index, grouping -> JSONValue in
      let sizes = shares[index]
      let radii = sizes.map { share -> Double in
        max(MapPlan.smallestRadius, MapPlan.largestRadius * (share / largest).squareRoot())
      }
      let symbols = plan.symbols(radii: radii, names: labels)
      let places = regions.indices.sorted { (radii[$1], $0) < (radii[$0], $1) }
      let rows = places.map { region -> JSONValue in
        let (symbol, group) = (symbols[region], grouping.groups[region])
        return [
          "name": .text(names[region]), "label": .text(labels[region]),
          "group": .text(group.map(String.init) ?? "–"),
          "lon": .number(symbol.longitude), "lat": .number(symbol.latitude),
          "lon0": .number(regions[region].longitude), "lat0": .number(regions[region].latitude),
          "size": .number(4 * symbol.radius * symbol.radius), "share": .number(sizes[region]),
          "tone": .text(groupLooks.tone(of: group)),
          "dx": .number(symbol.labelX), "dy": .number(symbol.labelY),
          "align": .text(symbol.labelAlign),
        ]
      }
      return mapPanel(title: endLabel(grouping.year), rows: rows, plan: plan)
    }
    let last = shown[shown.count - 1]
    let members = last.groupNumbers.map { number in
      "group \(number): "
        + Numbers.list(last.groups.indices.filter { last.groups[$0] == number }.map { names[$0] })
    }
    return Chart(
      name: "map",
      title: shown.count > 1
        ? "Product and Ward group of the regions, at the start and at the end"
        : "Product and Ward group of the regions",
      reading:
        "Each symbol is a region at its centre. Its area is the region's share of the country's product; "
        + "its colour, shape and number are its Ward group of similar regions. A thin line leads to the "
        + "true place of a symbol that was moved to avoid overlap."
        + (targets.isEmpty ? "" : " Policies aim at the regions with ●."),
      description: "Maps of the regions by Ward group. At the end: "
        + members.joined(separator: "; ") + ".",
      tables: ["ward_memberships", "regions"],
      fit: .panels(
        .init(minimum: 340, columns: 2, margin: 36, height: 260, aspect: plan.aspect)),
      body: ["concat": .array(panels)], values: nil)
  }

  /// Share of each region in the real product at a tick; by the scenario's figures where none is
  /// recorded.
  private func outputShares(at tick: Int) -> [Double] {
    let (ticks, ids, values) = (
      regions.integers(\.tick), regions.texts(\.region), regions.numbers(\.realProduct)
    )
    var found: [String: Double] = [:]
    for row in 0..<regions.count where ticks[row] == tick {
      if let value = values[row] { found[ids[row]] = value }
    }
    let output = configuration.regions.map { max(0, found[$0.id] ?? $0.grossRegionalProduct) }
    let total = output.reduce(0, +)
    return output.map { total > 0 ? $0 / total : 0 }
  }

  private func mapPanel(
    title: String, rows: [JSONValue], plan: MapPlan
  ) -> JSONValue {
    let x = Self.channel("lon", domain: plan.longitudes, letters: "'°E' : '°W'")
    let y = Self.channel("lat", domain: plan.latitudes, letters: "'°N' : '°S'")
    let panel: JSONValue = [
      "data": .rows(rows),
      "encoding": ["x": x, "y": y],
      "layer": [
        [
          "mark": ["type": "rule", "strokeWidth": 1, "color": .colour(Palette.muted)],
          "encoding": ["x2": ["field": "lon0"], "y2": ["field": "lat0"]],
        ],
        [
          "mark": [
            "type": "point", "filled": true, "opacity": 0.92, "stroke": .colour(Palette.paper),
            "strokeWidth": 1.2,
          ],
          "encoding": [
            "size": ["field": "size", "type": "quantitative", "scale": nil],
            "color": groupLooks.colourChannel, "shape": groupLooks.shapeChannel,
            "tooltip": [
              .hint("name", "Region", type: "nominal"),
              .hint("group", "Ward group", type: "nominal"),
              .hint("share", "Share of the country's product", format: ".1%"),
            ],
          ],
        ],
        [
          "mark": ["type": "text", "fontSize": 10.5, "fontWeight": 700],
          "encoding": ["text": ["field": "group"], "color": GroupLooks.toneChannel],
        ],
        [
          "mark": [
            "type": "text", "fontSize": 10.5, "dx": ["expr": "datum.dx"],
            "dy": ["expr": "datum.dy"],
            "align": ["expr": "datum.align"],
          ],
          "encoding": ["text": ["field": "label"]],
        ],
      ],
    ]
    return panel.titled(title)
  }

  private static func channel(_ field: String, domain: [Double], letters: String) -> JSONValue {
    [
      "field": .text(field), "type": "quantitative", "title": nil,
      "scale": ["domain": .numbers(domain), "nice": false, "zero": false],
      "axis": [
        "grid": true, "domain": false, "ticks": false, "tickCount": 5,
        "tickMinStep": 1,
        "labelExpr": .text("format(abs(datum.value), 'd') + (datum.value >= 0 ? \(letters))"),
      ],
    ]
  }
}

/// Where symbols and labels of a map go, in pixels of a narrow panel.
struct MapPlan {
  struct Symbol {
    var longitude: Double
    var latitude: Double
    var radius: Double
    var labelX = 0.0
    var labelY = 0.0
    var labelAlign = "center"
  }

  static let largestRadius = 26.0
  static let smallestRadius = 7.5
  /// Of the narrowest panel, that on paper: where labels have room there, they have it in wider ones.
  private static let width = 290.0

  let longitudes: [Double]
  let latitudes: [Double]
  /// Height over width, true to shape at the middle latitude.
  let aspect: Double
  private let regions: [RegionDescription]

  init(regions: [RegionDescription]) {
    self.regions = regions
    let (east, north) = (regions.map(\.longitude), regions.map(\.latitude))
    let (west, south) = (east.min() ?? 0, north.min() ?? 0)
    var (spanX, spanY) = ((east.max() ?? 0) - west, (north.max() ?? 0) - south)
    let (midX, midY) = (west + spanX / 2, south + spanY / 2)
    let shrink = max(0.2, cos(midY * .pi / 180))
    // Room for symbols and labels at the edges, and no strip thinner than half its length.
    spanX = max(spanX * 1.24, 0.5)
    spanY = max(spanY * 1.34, 0.5)
    spanY = max(spanY, 0.5 * spanX * shrink)
    spanX = max(spanX, spanY / shrink)
    longitudes = [midX - spanX / 2, midX + spanX / 2]
    latitudes = [midY - spanY / 2, midY + spanY / 2]
    aspect = spanY / (spanX * shrink)
  }

  private var height: Double { Self.width * aspect }

  private func pixels(longitude: Double, latitude: Double) -> (x: Double, y: Double) {
    (
      (longitude - longitudes[0]) / (longitudes[1] - longitudes[0]) * Self.width,
      (latitudes[1] - latitude) / (latitudes[1] - latitudes[0]) * height
    )
  }

  /// Pushes symbols apart until they hardly overlap, then finds a side for each label.
  func symbols(radii: [Double], names: [String]) -> [Symbol] {
    var places = regions.map { pixels(longitude: $0.longitude, latitude: $0.latitude) }
    for _ in 0..<60 {
      for a in places.indices {
        for b in places.indices where b > a {
          var (dx, dy) = (places[b].x - places[a].x, places[b].y - places[a].y)
          var distance = (dx * dx + dy * dy).squareRoot()
          if distance < 1e-6 { (dx, dy, distance) = (0.6, 0.8, 1) }
          let wanted = 0.94 * (radii[a] + radii[b])
          let gap = (wanted - distance) / 2
          guard gap > 0.01 else { continue }
          // The smaller symbol gives way more.
          let yield = radii[b] / (radii[a] + radii[b])
          places[a].x -= dx / distance * 2 * gap * yield
          places[a].y -= dy / distance * 2 * gap * yield
          places[b].x += dx / distance * 2 * gap * (1 - yield)
          places[b].y += dy / distance * 2 * gap * (1 - yield)
        }
      }
    }
    var symbols = places.indices.map { index in
      Symbol(
        longitude: longitudes[0] + places[index].x / Self.width * (longitudes[1] - longitudes[0]),
        latitude: latitudes[1] - places[index].y / height * (latitudes[1] - latitudes[0]),
        radius: radii[index])
    }
    place(labels: names, of: &symbols, at: places)
    return symbols
  }

  /// Pixels of a label; letters of other scripts are wider than Latin ones.
  private static func length(_ name: String) -> Double {
    name.unicodeScalars.reduce(0) { $0 + ($1.value < 0x250 ? 5.6 : 6.8) }
  }

  private func place(
    labels names: [String], of symbols: inout [Symbol], at places: [(x: Double, y: Double)]
  ) {
    struct Box {
      var left: Double
      var top: Double
      var right: Double
      var bottom: Double
      func overlap(_ other: Box) -> Double {
        max(0, min(right, other.right) - max(left, other.left))
          * max(0, min(bottom, other.bottom) - max(top, other.top))
      }
    }
    let circles = places.indices.map { index -> Box in
      let radius = symbols[index].radius
      return Box(
        left: places[index].x - radius, top: places[index].y - radius,
        right: places[index].x + radius, bottom: places[index].y + radius)
    }
    let page = Box(left: 0, top: 0, right: Self.width, bottom: height)
    var taken: [Box] = []
    // The largest regions choose first.
    let order = places.indices.sorted { (symbols[$1].radius, $0) < (symbols[$0].radius, $1) }
    for index in order {
      let (radius, length) = (symbols[index].radius, Self.length(names[index]))
      let near = radius * 0.72
      let sides: [(x: Double, y: Double, align: String)] = [
        (radius + 3, 0, "left"), (-radius - 3, 0, "right"), (0, radius + 8, "center"),
        (0, -radius - 8, "center"), (near + 2, near + 6, "left"), (near + 2, -near - 6, "left"),
        (-near - 2, near + 6, "right"), (-near - 2, -near - 6, "right"),
      ]
      var best: (cost: Double, side: Int, box: Box)?
      for (number, side) in sides.enumerated() {
        let start =
          places[index].x + side.x
          - (side.align == "center" ? length / 2 : side.align == "right" ? length : 0)
        let middle = places[index].y + side.y
        let box = Box(left: start, top: middle - 6.5, right: start + length, bottom: middle + 6.5)
        let area = (box.right - box.left) * (box.bottom - box.top)
        var cost = 2 * (area - box.overlap(page)) + 3 * Double(number)
        for (other, circle) in circles.enumerated() where other != index {
          cost += 4 * box.overlap(circle)
        }
        for other in taken { cost += 6 * box.overlap(other) }
        if cost < best?.cost ?? .infinity { best = (cost, number, box) }
      }
      guard let best else { continue }
      taken.append(best.box)
      symbols[index].labelX = sides[best.side].x
      symbols[index].labelY = sides[best.side].y
      symbols[index].labelAlign = sides[best.side].align
    }
  }
}
