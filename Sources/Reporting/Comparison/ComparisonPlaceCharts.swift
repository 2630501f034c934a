import TripleHelix

// Charts of where and for whom, and of which scenario is best.
extension ComparisonPage {
  /// Effects by region in the first window.
  func regionsChart(_ scenario: ComparisonResults.Alternative, _ suffix: String) -> Chart? {
    guard results.base.regions.count > 1 else { return nil }
    let figures: [(column: String, title: String)] = [
      ("real_grp", "Regional product"), ("employed", "Employed"), ("firms", "Enterprises"),
      ("p2", "R&D per head, current prices"),
    ]
    let names = results.base.regions.map { regionLabel($0.id, scenario) }
    let views = figures.compactMap { figure -> JSONValue? in
      let rows = results.regionEffects(scenario, figure.column).compactMap {
        row(regionLabel($0.entity, scenario), $0, isShare: false, direction: .moreIsBetter)
      }
      guard !rows.isEmpty else { return nil }
      return forest(rows, names: names).titled(figure.title, "% of the base")
    }
    guard !views.isEmpty else { return nil }
    return Chart(
      name: "regions" + suffix, title: "Effects by region\(whenPhrase)",
      reading:
        "Each row is a region: \(scenario.title) less the base in per cent of the base, with the 95 % "
        + "interval by pairs. Regions with ● are targets of the policies that differ.",
      description: "Effects by region on product, employment, enterprises and R&D.",
      tables: ["windows"],
      fit: .panels(
        .init(
          minimum: 340, columns: 2, margin: 140, rows: 92,
          height: Double(17 * max(3, names.count)))),
      body: ["concat": .array(views)], values: nil)
  }

  /// ", while in force" or nothing.
  var whenPhrase: String { results.inForce == nil ? "" : " while in force" }

  private func regionLabel(_ id: String, _ scenario: ComparisonResults.Alternative) -> String {
    let name = results.base.regions.first { $0.id == id }?.name ?? id
    let isTarget = results.differing(scenario).contains { $0.regions.contains(id) }
    return isTarget ? "● " + name : name
  }

  /// Where the effects lie: a symbol a region, hollow where the interval includes zero.
  func mapChart(_ scenario: ComparisonResults.Alternative, _ suffix: String) -> Chart? {
    let regions = results.base.regions
    guard regions.count > 2 else { return nil }
    let plan = MapPlan(regions: regions)
    let names = regions.map { regionLabel($0.id, scenario) }
    let total = regions.reduce(0) { $0 + $1.grossRegionalProduct }
    let largest = regions.map(\.grossRegionalProduct).max() ?? 1
    let radii = regions.map {
      max(
        MapPlan.smallestRadius,
        MapPlan.largestRadius * ($0.grossRegionalProduct / max(largest, 1e-9)).squareRoot())
    }
    let symbols = plan.symbols(radii: radii, names: names)
    let order = regions.indices.sorted { (radii[$1], $0) < (radii[$0], $1) }
    let panels = [("real_grp", "Regional product"), ("employed", "Employed")].compactMap {
      column, title -> JSONValue? in
      let effects = Dictionary(
        results.regionEffects(scenario, column).map { ($0.entity, $0) },
        uniquingKeysWith: { first, _ in first })
      guard !effects.isEmpty else { return nil }
      let rows = order.compactMap { place -> JSONValue? in
        let symbol = symbols[place]
        guard let effect = effects[regions[place].id] else { return nil }
        let share = effect.effect / effect.base.magnitude
        let half = effect.halfWidth / effect.base.magnitude
        return [
          "name": .text(names[place]), "lon": .number(symbol.longitude),
          "lat": .number(symbol.latitude), "lon0": .number(regions[place].longitude),
          "lat0": .number(regions[place].latitude),
          "size": .number(4 * symbol.radius * symbol.radius), "effect": .number(share),
          "lower": .number(share - half), "upper": .number(share + half),
          "clear": .text(effect.includesZero ? Verdict.unclear : "interval excludes zero"),
          "verdict": .text(effect.verdict()),
          "product": .number(total > 0 ? regions[place].grossRegionalProduct / total : 0),
          "label": .text(
            names[place] + " " + Numbers.signed(100 * share, abs(share) < 0.1 ? 1 : 0)),
          "dx": .number(symbol.labelX), "dy": .number(symbol.labelY),
          "align": .text(symbol.labelAlign),
        ]
      }
      return mapPanel(rows, plan).titled(title, "effect in % of the base")
    }
    guard !panels.isEmpty else { return nil }
    return Chart(
      name: "map" + suffix, title: "Map of the effects\(whenPhrase)",
      reading:
        "Each symbol is a region at its centre, its area the region’s share of product at the start, its colour "
        + "the direction of the effect; the number is the effect in per cent. Pale grey means that the 95 % interval "
        + "includes zero; point at a symbol for the interval. Regions with ● are targets of the policies that differ.",
      description: "Maps of the effects by region.", tables: ["windows"],
      fit: .panels(.init(minimum: 340, columns: 2, margin: 36, height: 260, aspect: plan.aspect)),
      body: ["concat": .array(panels)], values: nil)
  }

  private func mapPanel(_ rows: [JSONValue], _ plan: MapPlan) -> JSONValue {
    func channel(_ field: String, _ domain: [Double], _ letters: String) -> JSONValue {
      [
        "field": .text(field), "type": "quantitative", "title": nil,
        "scale": ["domain": .numbers(domain), "nice": false, "zero": false],
        "axis": [
          "grid": true, "domain": false, "ticks": false, "tickCount": 5, "tickMinStep": 1,
          "labelExpr": .text(
            "format(abs(datum.value), 'd') + (datum.value >= 0 ? \(letters))"),
        ],
      ]
    }
    return [
      "data": .rows(rows),
      "encoding": [
        "x": channel("lon", plan.longitudes, "'°E' : '°W'"),
        "y": channel("lat", plan.latitudes, "'°N' : '°S'"),
      ],
      "layer": [
        [
          "mark": ["type": "rule", "strokeWidth": 1, "color": .colour(Palette.muted)],
          "encoding": ["x2": ["field": "lon0"], "y2": ["field": "lat0"]],
        ],
        [
          "mark": [
            "type": "point", "filled": true, "opacity": 0.9, "stroke": .colour(Palette.paper),
            "strokeWidth": 1.2,
          ],
          "encoding": [
            "size": ["field": "size", "type": "quantitative", "scale": nil],
            "color": Self.verdictColour,
            "tooltip": [
              .hint("name", "Region", type: "nominal"), .hint("effect", "Effect", format: "+.2%"),
              .hint("lower", "From", format: "+.2%"), .hint("upper", "To", format: "+.2%"),
              .hint("clear", "95 % interval", type: "nominal"),
              .hint("product", "Share of product at the start", format: ".1%"),
            ],
          ],
        ],
        [
          "mark": [
            "type": "text", "fontSize": 10.5, "dx": ["expr": "datum.dx"],
            "dy": ["expr": "datum.dy"], "align": ["expr": "datum.align"],
          ],
          "encoding": ["text": ["field": "label"]],
        ],
      ],
    ]
  }

  /// What each scenario does for each aim against what it costs directly, with both intervals.
  var tradeoffChart: Chart? {
    guard results.alternatives.count > 1 else { return nil }
    let window = rankingWindow
    let costs = results.alternatives.compactMap {
      results.total($0, "policy_cost", in: window)
    }
    let scale = Self.moneyScale(upTo: costs.map(\.effect.magnitude).max() ?? 0)
    let domain = Self.costDomain(
      costs.flatMap { [$0.effect - $0.halfWidth, $0.effect + $0.halfWidth] }.map {
        $0 / scale.size
      })
    let views = ComparisonResults.aims.dropLast().compactMap { id, name -> JSONValue? in
      let rows = results.alternatives.compactMap { scenario -> JSONValue? in
        guard
          let rank = results.ranks.first(where: {
            $0.aim == id && $0.window == window && $0.scenario == scenario.id
          }), let cost = results.total(scenario, "policy_cost", in: window), rank.base != 0,
          rank.halfWidth.isFinite
        else { return nil }
        let size = id == "unemployment" ? 1 : rank.base.magnitude
        return [
          "scenario": .text(scenario.title), "cost": .number(cost.effect / scale.size),
          "costFrom": .number((cost.effect - cost.halfWidth) / scale.size),
          "costTo": .number((cost.effect + cost.halfWidth) / scale.size),
          "effect": .number(rank.effect / size),
          "lower": .number((rank.effect - rank.halfWidth) / size),
          "upper": .number((rank.effect + rank.halfWidth) / size),
        ]
      }
      guard rows.count > 1 else { return nil }
      let ends = rows.flatMap { row in
        ["lower", "upper"].compactMap { key -> Double? in
          if case .number(let end)? = row[key] { end } else { nil }
        }
      }
      let format = String.tickFormat(over: ends, isShare: true, isDifference: true)
      let y: JSONValue = ["axis": ["format": .text(format), "tickCount": 4, "grid": true]]
      let x: JSONValue = [
        "axis": ["format": ",.4~r", "tickCount": 4],
        "title": .text("Direct cost, \(scale.name) \(results.base.currency)"),
        "scale": ["domain": .numbers(domain), "zero": false, "nice": false],
      ]
      var colour = JSONValue.category(
        "scenario", domain: results.alternatives.map(\.title),
        colours: results.alternatives.indices.map { self.colour(of: $0) })
      colour["legend"] = ["orient": "top", "columns": 1, "labelLimit": 600, "symbolSize": 80]
      let view: JSONValue = [
        "data": .rows(rows),
        "encoding": [
          "tooltip": [
            .hint("scenario", "Scenario", type: "nominal"),
            .hint("cost", "Direct cost, \(scale.name)", format: ",.4~r"),
            .hint("effect", "Effect", format: format), .hint("lower", "From", format: format),
            .hint("upper", "To", format: format),
          ]
        ],
        "layer": [
          .level(0, colour: Palette.ink),
          [
            "mark": ["type": "rule", "strokeWidth": 2, "opacity": 0.6],
            "encoding": [
              "x": .quantity("cost").merging(x), "y": .quantity("lower").merging(y),
              "y2": ["field": "upper"], "color": colour,
            ],
          ],
          [
            "mark": ["type": "rule", "strokeWidth": 2, "opacity": 0.6],
            "encoding": [
              "x": .quantity("costFrom").merging(x), "x2": ["field": "costTo"],
              "y": .quantity("effect").merging(y), "color": colour,
            ],
          ],
          [
            "mark": ["type": "point", "filled": true, "size": 90, "opacity": 1],
            "encoding": [
              "x": .quantity("cost").merging(x), "y": .quantity("effect").merging(y),
              "color": colour,
            ],
          ],
        ],
      ]
      let unit =
        id == "unemployment" ? "effect in points" : "effect in % of the base"
      return view.titled(name, unit)
    }
    guard !views.isEmpty else { return nil }
    return Chart(
      name: "tradeoff", title: "Effect and cost of each scenario",
      reading:
        "Each point is a scenario\(whenPhrase): to the right what its policies cost directly (money spent and tax "
        + "forgone), upwards its effect against the base; the lines are 95 % intervals.",
      description: "Effects of the scenarios on each aim against their direct cost.",
      tables: ["ranking", "totals"],
      fit: .panels(.init(minimum: 260, columns: 3, margin: 52, rows: 86, height: 150)),
      body: ["concat": .array(views)], values: nil)
  }

  /// Million or billion, by the largest amount in million.
  static func moneyScale(upTo million: Double) -> (size: Double, name: String) {
    million >= 1e6 ? (1e6, "trillion") : million >= 1e3 ? (1e3, "billion") : (1, "million")
  }

  /// An axis on which all points stand clear of its ends: from zero, unless the costs lie close together.
  static func costDomain(_ ends: [Double]) -> [Double] {
    let known = ends.filter(\.isFinite)
    guard let low = known.min(), let high = known.max(), high > low else {
      let value = known.first ?? 0
      return [min(0, 1.2 * value), max(1.2 * value, value == 0 ? 1 : 0)]
    }
    let isClose = low > 0.5 * high
    let room = max(0.1 * (high - low), 0.005 * high.magnitude)
    return [isClose ? low - room : min(0, low - room), max(0, high + room)]
  }

  /// The window by which scenarios are put in order first.
  var rankingWindow: String { results.inForce == nil ? "run" : "in_force" }
}
