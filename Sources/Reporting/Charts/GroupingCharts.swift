import TripleHelix

/// The regions as Ward's method groups them.
extension Findings {
  /// Dendrograms of the first and the last grouping.
  var dendrogramChart: Chart? {
    let ends = groupings.count > 1 ? [groupings[0], groupings[groupings.count - 1]] : groupings
    let laidOut = ends.compactMap { grouping in DendrogramLayout(grouping).map { (grouping, $0) } }
    guard !laidOut.isEmpty else { return nil }
    let names = shortRegionNames
    let top = laidOut.flatMap { $0.1.links.map(\.height) }.max() ?? 1
    let panels = laidOut.map { grouping, layout -> JSONValue in
      dendrogramPanel(grouping, layout, names: names, top: top > 0 ? top : 1)
    }
    let last = laidOut[laidOut.count - 1]
    let widest = Self.wideGap(last.0)
    return Chart(
      name: "dendrograms",
      title: laidOut.count > 1
        ? "Similarity of the regions at the start and at the end" : "Similarity of the regions",
      reading:
        "Regions that join further left are more alike in the fourteen indicators. The dashed line cuts "
        + "the tree: what has joined to the left of it is one group, with its own number and colour.",
      description:
        "Dendrograms of \(names.count) regions by Ward's method. From top to bottom at the end: "
        + Numbers.list(
          last.1.order.map {
            "\(names[$0]) (group \(last.0.groups[$0].map(String.init) ?? "none"))"
          })
        + "." + widest,
      tables: ["ward_merges", "ward_memberships"],
      fit: .panels(
        .init(minimum: 370, columns: 2, margin: 130, height: Double(24 * names.count + 10))),
      body: ["concat": .array(panels)], values: nil)
  }

  private static func wideGap(_ grouping: RegionGrouping) -> String {
    let heights = grouping.merges.map(\.height)
    guard let last = heights.last else { return "" }
    return " The last merge is at height \(Numbers.significant(last, 3))."
  }

  private func dendrogramPanel(
    _ grouping: RegionGrouping, _ layout: DendrogramLayout, names: [String], top: Double
  ) -> JSONValue {
    var rows: [JSONValue] = []
    func segment(
      _ x: Double, _ y: Double, _ x2: Double, _ y2: Double, _ group: Int?, _ height: Double
    ) {
      rows.append([
        "x": .number(x), "y": .number(y), "x2": .number(x2), "y2": .number(y2),
        "group": group.map { .text(String($0)) } ?? .null, "height": .number(height),
      ])
    }
    for link in layout.links {
      segment(link.upperStart, link.upper, link.height, link.upper, link.group, link.height)
      segment(link.lowerStart, link.lower, link.height, link.lower, link.group, link.height)
      segment(link.height, link.upper, link.height, link.lower, link.group, link.height)
    }
    let leaves = layout.order.enumerated().map { place, region -> JSONValue in
      let group = grouping.groups[region]
      return [
        "y": .number(Double(place)), "group": .text(group.map(String.init) ?? "–"),
        "name": .text(names[region]),
        "tone": .text(groupLooks.tone(of: group)),
        "silhouette": .optional(grouping.silhouettes[region]),
      ]
    }
    let labels = JSONValue.texts(layout.order.map { names[$0] }).expression
    let count = Double(names.count)
    let y: JSONValue = [
      "field": "y", "type": "quantitative", "title": nil,
      "scale": [
        "domain": .numbers([-0.6, count - 0.4]), "nice": false, "zero": false, "reverse": true,
      ],
      "axis": [
        "values": .numbers((0..<names.count).map(Double.init)), "grid": false, "labelPadding": 22,
        "labelExpr": .text("\(labels)[datum.value]"), "labelColor": .colour(Palette.ink),
        "labelFontSize": 11.5, "labelOverlap": false, "labelLimit": 108,
      ],
    ]
    let x: JSONValue = [
      "field": "x", "type": "quantitative", "title": "Height of the merge",
      "scale": [
        "domain": .numbers([0, (top * 1.03).rounded(toSignificantDigits: 4)]), "nice": false,
      ],
      "axis": ["titleAnchor": "end"],
    ]
    let chip: JSONValue = ["value": -11]
    var layers: [JSONValue] = [
      [
        "mark": ["type": "rule", "strokeWidth": 1.8, "strokeCap": "square"],
        "encoding": [
          "x": x, "x2": ["field": "x2"], "y": y, "y2": ["field": "y2"],
          "color": groupLooks.colourChannel.merging([
            "condition": ["test": "datum.group == null", "value": .colour(Palette.faint)]
          ]),
          "tooltip": [.hint("height", "Merge height", format: ".3~r")],
        ],
      ],
      [
        "data": .rows(leaves),
        "mark": ["type": "point", "shape": "square", "filled": true, "size": 270, "opacity": 1],
        "encoding": [
          "x": chip, "y": y, "color": groupLooks.colourChannel,
          "tooltip": [
            .hint("name", "Region", type: "nominal"), .hint("group", "Ward group", type: "nominal"),
            .hint("silhouette", "Silhouette", format: ".2f"),
          ],
        ],
      ],
      [
        "data": .rows(leaves),
        "mark": ["type": "text", "fontSize": 10.5, "fontWeight": 700],
        "encoding": [
          "x": chip, "y": y, "text": ["field": "group"], "color": GroupLooks.toneChannel,
        ],
      ],
    ]
    if let cut = layout.cut {
      layers.append([
        "data": .rows([["cut": .number(cut)]]),
        "mark": [
          "type": "rule", "strokeDash": [5, 4], "strokeWidth": 1.4, "color": .colour(Palette.ink),
        ],
        "encoding": [
          "x": ["field": "cut", "type": "quantitative"],
          "tooltip": [.hint("cut", "Cut between groups", format: ".3~r")],
        ],
      ])
    }
    let panel: JSONValue = ["data": .rows(rows), "layer": .array(layers)]
    return panel.titled(
      "\(endLabel(grouping.year)): \(Numbers.count(grouping.groupNumbers.count, "group"))")
  }

  /// Regions from top to bottom as in the last dendrogram.
  var regionOrder: [Int] {
    groupings.last.flatMap { DendrogramLayout($0)?.order } ?? Array(configuration.regions.indices)
  }

  /// Group of every region at every grouping.
  var membershipChart: Chart? {
    guard !groupings.isEmpty, !configuration.regions.isEmpty else { return nil }
    let names = shortRegionNames
    let order = regionOrder
    let times = groupings.map(\.year)
    let step = times.count > 1 ? times[times.count - 1] - times[times.count - 2] : 1
    // Equal neighbours are one band, so that fifty groupings can be read as well as five.
    var rows: [JSONValue] = []
    for region in order {
      let known = groupings.indices.filter { groupings[$0].groups[region] != nil }
      let states = known.compactMap { groupings[$0].groups[region] }
      let bands = Band.all(states.map(String.init), at: known.map { times[$0] }, step: step)
      for (place, band) in bands.enumerated() {
        let group = states[band.places.lowerBound]
        let widths = band.places.compactMap { groupings[known[$0]].silhouettes[region] }
        rows.append([
          "region": .text(names[region]), "from": .number(band.from), "to": .number(band.to),
          "since": .text(endLabel(band.from)), "until": .text(endLabel(band.to)),
          "middle": .number((band.from + band.to) / 2), "span": .number(band.to - band.from),
          "group": .text(String(group)), "moved": .number(place > 0 ? 1 : 0),
          "tone": .text(groupLooks.tone(of: group)),
          "silhouette": .optional(
            widths.isEmpty ? nil : widths.reduce(0, +) / Double(widths.count)),
        ])
      }
    }
    let domain = [times[0], times[times.count - 1] + step]
    let roomForNumber = (groupLooks.numbers.last ?? 0) > 9 ? 18 : 12
    func x(_ field: String) -> JSONValue {
      .years(field, domain: domain).merging([
        "axis": [
          "format": "d", "tickMinStep": 1, "orient": "top", "ticks": false, "domain": false,
        ]
      ])
    }
    let y = JSONValue.category("region", sort: .texts(order.map { names[$0] })).merging([
      "scale": ["paddingInner": 0.08, "paddingOuter": 0],
      "axis": [
        "labelColor": .colour(Palette.ink), "labelFontSize": 11.5,
        "labelLimit": .number(rowLabelLimit),
      ],
    ])
    let body: JSONValue = [
      "data": .rows(rows), "encoding": ["y": y],
      "layer": [
        [
          "mark": ["type": "rect"],
          "encoding": [
            "x": x("from"), "x2": ["field": "to"], "color": groupLooks.colourChannel,
            "tooltip": [
              .hint("region", "Region", type: "nominal"),
              .hint("group", "Ward group", type: "nominal"),
              .hint("since", "From", type: "nominal"), .hint("until", "To", type: "nominal"),
              .hint("silhouette", "Mean silhouette", format: ".2f"),
            ],
          ],
        ],
        [
          "transform": [["filter": "datum.moved == 1"]],
          "mark": [
            "type": "tick", "color": .colour(Palette.ink), "thickness": 2.2, "bandSize": 21,
          ],
          "encoding": ["x": x("from")],
        ],
        [
          "mark": ["type": "text", "fontSize": 10.5, "fontWeight": 600],
          "encoding": [
            "x": x("middle"), "text": ["field": "group"], "color": GroupLooks.toneChannel,
            "opacity": [
              "condition": [
                "test": .text(
                  "width * datum.span / \(domain[1] - domain[0]) < \(roomForNumber)"),
                "value": 0,
              ],
              "value": 1,
            ],
          ],
        ],
      ],
    ]
    let movers = Set(moves.map(\.region)).count
    return Chart(
      name: "membership",
      title: moves.isEmpty
        ? "No region changed its group"
        : "\(Numbers.count(movers, "region").sentence) changed group, \(Numbers.count(moves.count, "move")) in all",
      reading:
        "Each row is a region; colour and number are its Ward group from one grouping to the next, and a "
        + "dark line marks a move. Rows are in the order of the last dendrogram.",
      description:
        "Bands of the Ward group of \(names.count) regions at \(Numbers.count(groupings.count, "grouping")). "
        + (moves.isEmpty
          ? "No region moves."
          : "Regions that move: "
            + Numbers.list(Set(moves.map(\.region)).sorted().map { names[$0] }) + "."),
      tables: ["ward_memberships"],
      fit: .width(height: Double(23 * names.count)), body: body, values: nil)
  }

  /// What distinguishes the groups of the last grouping.
  var profileChart: Chart? {
    guard let last = groupings.last else { return nil }
    let names = shortRegionNames
    var rows: [JSONValue] = []
    for number in last.groupNumbers {
      let members = last.groups.indices.filter { last.groups[$0] == number }
      for (place, indicator) in Indicator.all.enumerated() {
        let scores = members.compactMap { last.scores[$0][place] }
        guard !scores.isEmpty else { continue }
        rows.append([
          "row": .text("Group \(number)"), "indicator": .text(indicator.code),
          "label": .text(Numbers.signed(scores.reduce(0, +) / Double(scores.count))),
          "name": .text(indicator.name), "axis": .text(indicator.title),
          "members": .text(Numbers.list(members.map { names[$0] })),
          "z": .number(scores.reduce(0, +) / Double(scores.count)),
        ])
      }
    }
    guard !rows.isEmpty else { return nil }
    return Chart(
      name: "group-profiles", title: "Profiles of the groups at the end",
      reading:
        "Each cell is the mean z-score of the group's regions, in standard deviations from the mean of all "
        + "regions. Orange is above that mean, blue below it.",
      description:
        "Heat map of the mean z-scores of P1 to P14 for \(Numbers.count(last.groupNumbers.count, "Ward group")).",
      tables: ["regions", "ward_memberships"],
      fit: .width(height: Double(26 * last.groupNumbers.count)),
      body: scoreTiles(
        rows, order: last.groupNumbers.map { "Group \($0)" },
        hints: [
          .hint("row", "Ward group", type: "nominal"), .hint("members", "Regions", type: "nominal"),
        ], what: "Mean z-score"),
      values: nil)
  }

  /// How the indicators of every region moved between the first and the last grouping.
  var shiftChart: Chart? {
    guard let first = groupings.first, let last = groupings.last, groupings.count > 1 else {
      return nil
    }
    let names = shortRegionNames
    var rows: [JSONValue] = []
    var largest: (size: Double, region: Int, indicator: Int)?
    for region in regionOrder {
      for change in GroupMove.changes(of: region, from: first, to: last).sorted(by: {
        $0.indicator < $1.indicator
      }) {
        let indicator = Indicator.all[change.indicator]
        if change.change.magnitude > largest?.size ?? 0 {
          largest = (change.change.magnitude, region, change.indicator)
        }
        rows.append([
          "row": .text(names[region]), "indicator": .text(indicator.code),
          "name": .text(indicator.name), "axis": .text(indicator.title),
          "z": .number(change.change),
          "label": .text(Numbers.signed(change.change)),
        ])
      }
    }
    guard !rows.isEmpty else { return nil }
    let headline = largest.map {
      "the largest change is in \(Indicator.all[$0.indicator].phrase) of \(names[$0.region])"
    }
    return Chart(
      name: "indicator-shifts",
      title: "Changes of the indicators" + (headline.map { ": " + $0 } ?? ""),
      reading:
        "Each cell is the change of a region's z-score between the first and the last grouping. Orange "
        + "means that it rose relative to the other regions, blue that it fell.",
      description:
        "Heat map of changes in the z-scores of P1 to P14 by region between the first and the last "
        + "grouping" + (headline.map { "; " + $0 } ?? "") + ".",
      tables: ["regions"], fit: .width(height: Double(23 * names.count)),
      body: scoreTiles(
        rows, order: regionOrder.map { names[$0] },
        hints: [.hint("row", "Region", type: "nominal")], what: "Change in z-score"),
      values: nil)
  }

  private func scoreTiles(
    _ rows: [JSONValue], order: [String], hints: [JSONValue], what: String
  ) -> JSONValue {
    let x: JSONValue = [
      "field": "axis", "type": "ordinal", "title": nil,
      "sort": .texts(Indicator.all.map(\.title)),
      "scale": ["paddingInner": 0.04, "paddingOuter": 0],
      "axis": [
        "labelAngle": -50, "labelAlign": "left", "labelLimit": 170, "orient": "top", "ticks": false,
        "domain": false, "labelOverlap": false,
      ],
    ]
    let y = JSONValue.category("row", sort: .texts(order)).merging([
      "scale": ["paddingInner": 0.06, "paddingOuter": 0],
      "axis": [
        "labelColor": .colour(Palette.ink), "labelFontSize": 11.5,
        "labelLimit": .number(rowLabelLimit),
      ],
    ])
    let colour: JSONValue = [
      "field": "z", "type": "quantitative", "legend": nil,
      "scale": [
        "type": "threshold", "domain": [-1.5, -0.75, -0.25, 0.25, 0.75, 1.5],
        "range": .colours(Palette.diverging),
      ],
    ]
    return [
      "data": .rows(rows), "encoding": ["x": x, "y": y],
      "layer": [
        [
          "mark": ["type": "rect"],
          "encoding": [
            "color": colour,
            "tooltip": .array(
              hints + [
                .hint("axis", "Indicator", type: "nominal"), .hint("z", what, format: "+.2f"),
              ]),
          ],
        ],
        [
          "mark": [
            "type": "text", "fontSize": 10.5, "opacity": ["expr": "width / 14 < 26 ? 0 : 1"],
          ],
          "encoding": [
            "text": ["field": "label", "type": "nominal"],
            "color": [
              "condition": ["test": "abs(datum.z) >= 1.5", "value": .colour(Palette.paper)],
              "value": .colour(Palette.ink),
            ],
          ],
        ],
      ],
    ]
  }
}
