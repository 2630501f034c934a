import TripleHelix

/// Generations of technology and the discoveries that open them.
extension Findings {
  /// Adoption of each generation in each sector.
  var adoptionChart: Chart? {
    let columns = Columns(results.recording.generations, Table.generations)
    let generations = columns.integers(\.generation)
    var rows: [JSONValue] = []
    var names: [String] = []
    let startYear = Double(configuration.startYear)
    for (sector, all) in columns.rows(by: \.sector) {
      let name = sectorName(sector)
      names.append(name)
      for number in Set(all.compactMap { generations[$0] }).sorted() {
        let own = all.filter { generations[$0] == number }
        let adopted = columns.series(\.adoptedOutput, rows: own)
        // One that everybody had from the start, or nobody ever took, has no curve to show.
        guard adopted.defined.contains(where: { $0 > 0.005 && $0 < 0.9 }) else { continue }
        let life = generationLives.first { $0.sector == sector && $0.generation == number }
        let members: [JSONValue.Member] = [
          .init("sector", .text(name)), .init("generation", .number(Double(number))),
          .init("colour", .text(Self.generationColourName(number))),
        ]
        rows += adopted.thinned().rows(value: "adopted", with: members)
        if let launched = life?.launched, launched >= 0, launched <= lastTick {
          let time = startYear + timeStep.years(launched)
          rows.append(
            .object(
              members + [
                .init("when", .text(periodLabel(time))), .init("launch", .number(time)),
              ]))
        }
        if let halfway = life?.halfway {
          rows.append(
            .object(
              members + [
                .init("when", .text(periodLabel(halfway))), .init("half", .number(halfway)),
              ]))
        }
      }
    }
    guard !rows.isEmpty else { return nil }
    let colour: JSONValue = .category(
      "colour", domain: Self.generationColourNames, colours: Palette.generations, legend: false)
    let share = JSONValue.quantity("adopted", format: ".0%", scale: ["domain": [0, 1]])
    let body: JSONValue = [
      "data": .rows(rows),
      "facet": .category("sector", sort: .texts(names)),
      "resolve": ["axis": ["x": "independent"]],
      "spec": [
        "encoding": ["color": colour],
        "layer": [
          [
            "transform": [["filter": "isValid(datum.adopted)"]],
            "mark": ["type": "line", "strokeWidth": 2],
            "encoding": [
              "x": .years(), "y": share, "detail": ["field": "generation", "type": "nominal"],
              "tooltip": [
                .hint("sector", "Sector", type: "nominal"),
                .hint("generation", "Generation", format: "d"),
                .hint("when", "When", type: "nominal"),
                .hint("adopted", "Output on it or a newer one", format: ".1%"),
              ],
            ],
          ],
          [
            "transform": [["filter": "isValid(datum.launch)"]],
            "mark": [
              "type": "point", "shape": "triangle-up", "filled": true, "size": 60, "yOffset": -5,
              "opacity": 1,
            ],
            "encoding": [
              "x": .years("launch"), "y": ["datum": 0],
              "tooltip": [
                .hint("generation", "Generation", format: "d"),
                .hint("when", "First used", type: "nominal"),
              ],
            ],
          ],
          [
            "transform": [["filter": "isValid(datum.half)"]],
            "mark": ["type": "text", "dx": -8, "dy": -6, "fontSize": 11, "fontWeight": 600],
            "encoding": [
              "x": .years("half"), "y": ["datum": 0.5],
              "text": ["field": "generation", "type": "nominal"],
            ],
          ],
        ],
      ],
    ]
    let opened = openedCount
    let half = medianYearsToHalf.map {
      ". The median time from first use to half of a sector's output is \(Numbers.decimal($0)) years"
    }
    return Chart(
      name: "adoption",
      title: opened > 0
        ? "\(Numbers.count(opened, "new generation").sentence) opened, of which "
          + "\(Numbers.part(becameTraditionCount, of: opened)) became tradition"
        : "How generations spread in each sector",
      reading:
        "Each curve is one generation of technology: the share of the sector's output made with it or with "
        + "a newer one. The number of the generation stands where it reaches half of output; a triangle "
        + "marks its first use.",
      description:
        "Small line charts, one per sector, of the adoption of each generation of technology, from 0 to "
        + "100 per cent of output" + (half ?? "") + ".",
      tables: ["generations"],
      fit: .panels(
        .init(
          minimum: 165, columns: min(3, names.count), margin: 42, spacing: 26, rows: 14,
          height: 140,
          sharesAxis: true)),
      body: body,
      values: generationTable)
  }

  private static let generationColourNames = Palette.generations.map(\.name)

  private static func generationColourName(_ number: Int) -> String {
    generationColourNames[number % generationColourNames.count]
  }

  private var generationTable: HTML? {
    let startYear = Double(configuration.startYear)
    func when(_ tick: Int?) -> String {
      tick.map { $0 < 0 ? "before" : periodLabel(startYear + timeStep.years($0)) } ?? "–"
    }
    let rows = generationLives.filter(\.isNew).map { life -> [HTML.Cell] in
      [
        .text(sectorName(life.sector)), .number(String(life.generation)),
        .number(when(life.discovered)), .number(when(life.launched)),
        .number(life.halfway.map(periodLabel) ?? "–"),
        .number(when(life.traditionFrom)), .text(life.lastStatus),
      ]
    }
    guard !rows.isEmpty else { return nil }
    return .table(
      caption: "Generations of technology opened in the run",
      head: [
        "Sector", "Generation", "Discovered", "First used", "Half of output", "Became tradition",
        "Status at the end",
      ], rows: rows)
  }

  /// Discoveries in time.
  var discoveriesChart: Chart? {
    let columns = Columns(results.recording.discoveries, Table.discoveries)
    guard !columns.isEmpty else { return nil }
    let (years, steps) = (columns.numbers(\.year), columns.numbers(\.step))
    let (radical, improvement) = (columns.integers(\.radical), columns.integers(\.improvement))
    let (sectors, regions) = (columns.texts(\.sector), columns.texts(\.region))
    let (fields, generations) = (columns.texts(\.field), columns.integers(\.generation))
    let kinds = ["new generation", "new generation, radical", "improvement"]
    let rows = (0..<columns.count).map { row -> JSONValue in
      let kind = improvement[row] == 1 ? kinds[2] : radical[row] == 1 ? kinds[1] : kinds[0]
      return [
        "when": .optional(years[row].map(periodLabel)), "year": .optional(years[row]),
        "sector": .text(sectorName(sectors[row])), "region": .text(regionName(regions[row])),
        "field": .text(fields[row]),
        "generation": .optional(generations[row].map(Double.init)),
        "step": .optional(steps[row]), "kind": .text(kind),
      ]
    }
    let names = configuration.sectors.map(\.name).filter { name in
      rows.contains { $0["sector"] == .text(name) }
    }
    let domain = nationalSeries(\.realGDP).years
    let colours = [Palette.series[0], Palette.series[1], Palette.faint]
    var shape = JSONValue.category("kind", domain: kinds)
    shape["scale"] = ["domain": .texts(kinds), "range": ["circle", "diamond", "triangle-up"]]
    let body: JSONValue = [
      "data": .rows(rows),
      "mark": ["type": "point", "filled": true, "opacity": 0.85, "strokeWidth": 1],
      "encoding": [
        "x": .years(domain: [domain.first ?? 0, domain.last ?? 0]),
        "y": .category("sector", sort: .texts(names)).merging([
          "axis": ["grid": true, "labelLimit": 170, "labelFontSize": 11.5]
        ]),
        "size": .quantity(
          "step", title: "Productivity step",
          scale: ["domainMin": 0, "rangeMin": 20, "rangeMax": 420]
        ).merging([
          "legend": [
            "format": ".0%", "values": [0.1, 0.3, 0.6], "orient": "bottom",
            "direction": "horizontal",
          ]
        ]),
        "color": .category("kind", domain: kinds, colours: colours), "shape": shape,
        "tooltip": [
          .hint("sector", "Sector", type: "nominal"),
          .hint("generation", "Generation", format: "d"),
          .hint("kind", "Kind", type: "nominal"),
          .hint("region", "Made in", type: "nominal"),
          .hint("field", "Field of science", type: "nominal"),
          .hint("step", "Productivity step", format: ".1%"),
          .hint("when", "When", type: "nominal"),
        ],
      ],
    ]
    let radicalCount = radical.count { $0 == 1 }
    return Chart(
      name: "discoveries",
      title: "Discoveries at universities and the sectors that use them",
      reading:
        "Each mark is a discovery, in the row of a sector that uses it. A larger mark is a larger step in "
        + "productivity.",
      description:
        "Timeline of \(rows.count) effects of discoveries on sectors, "
        + "\(radicalCount) of them radical.",
      tables: ["discoveries"], fit: .width(height: Double(30 * max(names.count, 1) + 20)),
      body: body,
      values: nil)
  }
}
