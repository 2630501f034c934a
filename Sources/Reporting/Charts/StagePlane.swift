import TripleHelix

/// The plane of Menzel and Fornahl: growth across, change of heterogeneity up.
extension Findings {
  /// Trajectories of the largest clusters over the plane, one panel a cluster.
  var stagePlaneChart: Chart? {
    let (growth, change) = (clusters.numbers(\.growth), clusters.numbers(\.heterogeneityChange))
    let (years, ticks) = (clusters.numbers(\.year), clusters.integers(\.tick))
    let (stages, members) = (clusters.texts(\.stage), clusters.numbers(\.members))
    var paths: [(life: ClusterLife, rows: [Int])] = []
    // A path of fewer than three years says nothing.
    for life in clustersBySize where paths.count < 9 {
      let last = life.rows.last
      let rows = life.rows.filter {
        growth[$0] != nil && change[$0] != nil && (timeStep.endsYear(ticks[$0] ?? 0) || $0 == last)
      }
      if rows.count > 3 { paths.append((life, rows)) }
    }
    let all = paths.flatMap(\.rows)
    guard !paths.isEmpty else { return nil }
    let rates = configuration.parameters.clusters
    let (g, h) = (rates.stageGrowth, rates.stageHeterogeneity)
    let (right, top) = (
      Self.reach(all.compactMap { growth[$0] }, atLeast: 2.5 * g),
      Self.reach(all.compactMap { change[$0] }, atLeast: 2.5 * h)
    )
    let present = Stages.present(in: all.map { stages[$0] })
    let x = JSONValue.quantity(
      "g", title: "growth a year", scale: ["domain": .numbers([-right, right]), "nice": false]
    ).merging(["axis": ["format": "~%", "tickCount": 4, "titleAnchor": "end"]])
    let y = JSONValue.quantity(
      "h", scale: ["domain": .numbers([-top, top]), "nice": false]
    ).merging(["axis": ["format": "+.2~f", "tickCount": 4]])
    let ground = Self.stageRegions(g: g, h: h, right: right, top: top)
    let views = paths.map { life, rows -> JSONValue in
      let points = rows.map { row -> JSONValue in
        [
          "g": .optional(growth[row]), "h": .optional(change[row]), "year": .optional(years[row]),
          "when": .optional(years[row].map(endLabel)),
          "stage": .text(stages[row]), "members": .optional(members[row]),
          "last": .number(row == rows.last ? 1 : 0),
        ]
      }
      let path: [JSONValue] = [
        [
          "mark": [
            "type": "line", "clip": true, "strokeWidth": 1.1, "color": .colour(Palette.muted),
            "opacity": 0.75,
          ],
          "encoding": ["x": x, "y": y, "order": ["field": "year", "type": "quantitative"]],
        ],
        [
          "mark": ["type": "point", "filled": true, "clip": true, "opacity": 1],
          "encoding": [
            "x": x, "y": y, "color": Stages.channel(present),
            "size": ["condition": ["test": "datum.last == 1", "value": 150], "value": 26],
            "stroke": [
              "condition": ["test": "datum.last == 1", "value": .colour(Palette.ink)],
              "value": nil,
            ],
            "tooltip": [
              .hint("when", "When", type: "nominal"), .hint("stage", "Stage", type: "nominal"),
              .hint("g", "Growth a year", format: "+.1%"),
              .hint("h", "Change of heterogeneity a year", format: "+.3f"),
              .hint("members", "Members", format: ",.0f"),
            ],
          ],
        ],
      ]
      let view: JSONValue = ["data": .rows(points), "layer": .array(ground + path)]
      return view.titled(clusterName(life), "change of heterogeneity a year")
    }
    return Chart(
      name: "stage-plane", title: "Life cycle of the largest clusters: growth and heterogeneity",
      reading:
        "Each panel is a cluster and each point a year; the last has a ring. The horizontal axis is the "
        + "growth of members’ output, the vertical axis the change in the heterogeneity of their knowledge. "
        + "Colour is the stage: growth on the right, decline on the left, maturity in the middle, renewal "
        + "where a mature cluster becomes more heterogeneous, and emergence while a cluster is small and "
        + "young (after Menzel and Fornahl).",
      description:
        "Paths of \(Numbers.list(paths.map { clusterName($0.life) })) over a plane of growth and change "
        + "of heterogeneity.",
      tables: ["clusters"],
      fit: .panels(.init(minimum: 230, columns: 3, margin: 46, rows: 96, height: 190)),
      body: ["concat": .array(views)], values: nil)
  }

  /// A symmetric reach that leaves out the outermost fiftieth.
  private static func reach(_ values: [Double], atLeast least: Double) -> Double {
    let sizes = values.map(\.magnitude).sorted()
    guard !sizes.isEmpty else { return least }
    let place = Int(0.98 * Double(sizes.count - 1))
    return max(least, 1.12 * sizes[place]).rounded(toSignificantDigits: 2)
  }

  /// The four fields of the plane with their names.
  private static func stageRegions(g: Double, h: Double, right: Double, top: Double) -> [JSONValue]
  {
    func field(_ stage: String, _ x: ClosedRange<Double>, _ y: ClosedRange<Double>) -> JSONValue {
      [
        "x": .number(x.lowerBound), "x2": .number(x.upperBound), "y": .number(y.lowerBound),
        "y2": .number(y.upperBound), "field": .text(stage),
      ]
    }
    let fields = [
      field("decline", -right ... -g, -top...top), field("maturity", -g...g, -top...h),
      field("growth", g...right, -top...h), field("renewal", -g...right, h...top),
    ]
    let names = ["decline", "maturity", "growth", "renewal"]
    func place(_ name: String, _ x: Double, _ y: Double) -> JSONValue {
      ["x": .number(x), "y": .number(y), "text": .text(name)]
    }
    let labels = [
      place("decline", -0.97 * right, -0.92 * top), place("growth", 0.6 * right, -0.92 * top),
      place("renewal", 0.55 * right, 0.92 * top),
    ]
    return [
      [
        "data": .rows(fields),
        "mark": ["type": "rect", "opacity": 0.13],
        "encoding": [
          "x": .quantity("x"), "x2": ["field": "x2"], "y": .quantity("y"), "y2": ["field": "y2"],
          "fill": [
            "field": "field", "type": "nominal", "legend": nil,
            "scale": [
              "domain": .texts(names), "range": .colours(names.map(Stages.colour(of:))),
            ],
          ],
        ],
      ],
      [
        "data": .rows(labels),
        "mark": [
          "type": "text", "align": "left", "fontSize": 10.5, "fontStyle": "italic",
          "color": .colour(Palette.muted),
        ],
        "encoding": ["x": .quantity("x"), "y": .quantity("y"), "text": ["field": "text"]],
      ],
      [
        "data": .rows([place("maturity", 0, -0.95 * top)]),
        "mark": [
          "type": "text", "align": "left", "angle": 270, "fontSize": 10.5, "fontStyle": "italic",
          "color": .colour(Palette.muted),
        ],
        "encoding": ["x": .quantity("x"), "y": .quantity("y"), "text": ["field": "text"]],
      ],
    ]
  }

  /// Stages of the regions in time, where they are recorded.
  var regionStagesChart: Chart? {
    guard regions.has(\.stage) else { return nil }
    let (stages, years) = (regions.texts(\.stage), regions.numbers(\.year))
    let names = shortRegionNames
    let byRegion = Dictionary(
      regions.rows(by: \.region).map { ($0.key, $0.rows) }, uniquingKeysWith: { first, _ in first })
    var rows: [JSONValue] = []
    var shown: [String] = []
    var present: Set<String> = []
    let end = Double(configuration.startYear) + yearsRun
    for region in regionOrder {
      let own = (byRegion[configuration.regions[region].id] ?? []).filter {
        !stages[$0].isEmpty && years[$0] != nil
      }
      guard !own.isEmpty else { continue }
      shown.append(names[region])
      for band in Band.all(own.map { stages[$0] }, at: own.compactMap { years[$0] }) {
        present.insert(band.state)
        rows.append([
          "name": .text(names[region]), "from": .number(band.from),
          "to": .number(min(band.to, end)), "since": .text(endLabel(band.from)),
          "until": .text(endLabel(min(band.to, end))), "stage": .text(band.state),
        ])
      }
    }
    guard !rows.isEmpty else { return nil }
    let start = Double(configuration.startYear)
    return Chart(
      name: "region-stages", title: "Life-cycle stages of the regions",
      reading:
        "Each row is a region. Colour is its life-cycle stage, by the growth of its employment and the change "
        + "in the heterogeneity of its firms’ knowledge.",
      description:
        "Coloured strips of the stages of \(Numbers.count(shown.count, "region")) over time.",
      tables: ["regions"], fit: .width(height: Double(21 * shown.count + 6)),
      body: .stageStrips(
        rows, names: shown, stages: Stages.present(in: present),
        hints: [
          .hint("name", "Region", type: "nominal"), .hint("stage", "Stage", type: "nominal"),
          .hint("since", "From", type: "nominal"), .hint("until", "To", type: "nominal"),
        ], domain: [start, max(start + yearsRun, start + 1)], notes: []), values: nil)
  }
}
