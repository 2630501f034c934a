import TripleHelix

/// Regional clusters of enterprises.
extension Findings {
  /// How many clusters live, how large they are, how much their members trust.
  var clustersChart: Chart? {
    guard !clusters.isEmpty else { return nil }
    let course = clusterCourse
    let full = clusterTotal(\.fullMembers)
    let panels = [
      LinePanel(
        title: "Clusters", unit: "number", format: "~s",
        lines: [("Clusters", course.number, Palette.series[0])], startsAtZero: true),
      LinePanel(
        title: "Members", unit: "enterprises", format: "~s",
        lines: [("All members", course.members, Palette.series[2])]
          + (full.values == course.members.values || full.defined.allSatisfy { $0 == 0 }
            ? [] : [("Full members", full, Palette.series[5])]),
        startsAtZero: true),
      LinePanel(
        title: "Members", unit: "% of all enterprises", format: ".1~%",
        lines: [("Share of enterprises", course.share, Palette.series[3])], startsAtZero: true,
        pointer: "at_share"),
      LinePanel(
        title: "Trust of members", unit: "mean over members, 0 to 1", format: ".2~f",
        lines: [("Trust", course.trust, Palette.series[1])]),
    ]
    let alive = clusterLives.count { $0.isAlive }
    return Chart(
      name: "clusters",
      title: "\(Numbers.count(alive, "regional cluster").sentence) "
        + "\(alive == 1 ? "exists" : "exist") at the end, of "
        + "\(Numbers.decimal(Double(clusterLives.count), 0)) recorded in the run",
      reading:
        "Each panel is one figure of all regional clusters together. A regional cluster is a network that "
        + "enterprises found, join and leave; it is not a Ward group of regions.",
      description:
        "Small line charts of the number of regional clusters, their members, their share of all "
        + "enterprises and the members' trust.",
      tables: ["clusters", "national"],
      fit: .panels(.init(minimum: 168, columns: 4, margin: 42, rows: 100, height: 120)),
      body: [
        "concat": .array(panels.compactMap(\.view)), "resolve": ["scale": ["color": "independent"]],
      ],
      values: yearlyTable(
        caption: "Regional clusters, yearly means",
        columns: [
          ("Clusters", course.number, { Numbers.decimal($0, 1) }),
          ("Members", course.members, { Numbers.decimal($0, 0) }),
          ("Share of enterprises", course.share, { Numbers.percent($0) }),
          ("Mean trust", course.trust, { Numbers.decimal($0, 3) }),
        ]))
  }

  /// Clusters founded and dissolved by year, and how long they live.
  var clusterSurvivalChart: Chart? {
    guard !clusterLives.isEmpty else { return nil }
    let start = configuration.startYear
    func calendar(_ tick: Int) -> Int { start + max(0, tick - 1) / timeStep.ticksPerYear }
    var founded: [Int: Int] = [:]
    var dissolved: [Int: Int] = [:]
    for life in clusterLives {
      founded[calendar(life.founded), default: 0] += 1
      if let gone = life.goneBy { dissolved[calendar(gone), default: 0] += 1 }
    }
    var rows: [JSONValue] = []
    for year in start...max(start, calendar(lastTick)) {
      for (kind, count) in [("Founded", founded[year] ?? 0), ("Dissolved", dissolved[year] ?? 0)] {
        rows.append([
          "year": .number(Double(year)), "end": .number(Double(year) + 0.86),
          "kind": .text(kind), "size": .number(Double(count)),
          "count": .number(Double(kind == "Founded" ? count : -count)),
        ])
      }
    }
    let turnover: JSONValue = [
      "data": .rows(rows),
      "layer": [
        [
          "mark": ["type": "rect"],
          "encoding": [
            "x": .years(), "x2": ["field": "end"],
            "y": .quantity("count").merging([
              "axis": ["tickMinStep": 1, "tickCount": 5, "labelExpr": "abs(datum.value)"]
            ]),
            "y2": ["datum": 0],
            "color": .category(
              "kind", domain: ["Founded", "Dissolved"],
              colours: [Palette.stages[1], Palette.stages[3]]
            ).merging(["legend": ["orient": "bottom", "offset": 4]]),
            "tooltip": [
              .hint("year", "Year", format: "d"), .hint("kind", "What", type: "nominal"),
              .hint("size", "Clusters", format: "d"),
            ],
          ],
        ],
        .level(0, colour: Palette.ink),
      ],
    ]
    let curve = clusterSurvival
    let survival: JSONValue = [
      "data": .rows(
        curve.steps.map { step in
          [
            "age": .number(step.age), "share": .number(step.share),
            "risk": .number(Double(step.atRisk)),
          ]
        }),
      "mark": ["type": "line", "interpolate": "step-after", "color": .colour(Palette.series[0])],
      "encoding": [
        "x": .quantity("age", title: "years since founding", scale: ["zero": true, "nice": false])
          .merging(["axis": ["titleAnchor": "end", "tickCount": 6]]),
        "y": .quantity("share", format: ".0%", scale: ["domain": [0, 1]]),
        "tooltip": [
          .hint("age", "Years since founding", format: ".2~f"),
          .hint("share", "Survive longer", format: ".1%"),
          .hint("risk", "Clusters at risk", format: "d"),
        ],
      ],
    ]
    let gone = clusterLives.count { !$0.isAlive }
    return Chart(
      name: "cluster-survival",
      title: curve.median.map {
        "Half of the clusters dissolve within \(Numbers.decimal($0)) years"
      }
        ?? (gone == 0
          ? "No cluster was dissolved"
          : "\(Numbers.percent(curve.steps.last?.share, 0)) of the clusters survive "
            + "\(Numbers.decimal(curve.steps.last?.age, 0)) years or more"),
      reading:
        "On the left, bars above the line are clusters founded in the year, bars below it clusters "
        + "dissolved. On the right, the share of clusters that survive to an age: the Kaplan–Meier estimate, "
        + "in which clusters that still exist are censored.",
      description:
        "Bars of clusters founded, \(clusterLives.count) in all, and dissolved, \(gone) in all, by "
        + "year, and a step line of the survival function by age.",
      tables: ["clusters"],
      fit: .panels(.init(minimum: 330, columns: 2, margin: 42, height: 200)),
      body: [
        "concat": [
          turnover.titled("Founded and dissolved", "clusters a year"),
          survival.titled("Survival", "% of clusters"),
        ], "resolve": ["scale": ["color": "independent"]],
      ], values: nil)
  }

  /// Stages of the largest clusters in time.
  var clusterStagesChart: Chart? {
    let shown = Array(clustersBySize.prefix(20))
    guard !shown.isEmpty, clusters.has(\.stage) else { return nil }
    let (years, stages) = (clusters.numbers(\.year), clusters.texts(\.stage))
    let members = clusters.numbers(\.members)
    var rows: [JSONValue] = []
    var end = 0.0
    for life in shown {
      let times = life.rows.map { years[$0] ?? 0 }
      let bands = Band.all(
        life.rows.map { stages[$0] }, at: times, step: timeStep.years(configuration.recordEvery))
      for band in bands {
        let sizes = band.places.compactMap { members[life.rows[$0]] }
        let to = min(band.to, Double(configuration.startYear) + yearsRun)
        end = max(end, to)
        rows.append([
          "name": .text(clusterName(life)), "from": .number(band.from),
          "to": .number(max(to, band.from)), "since": .text(endLabel(band.from)),
          "until": .text(endLabel(max(to, band.from))), "stage": .text(band.state),
          "members": .number(sizes.reduce(0, +) / Double(max(1, sizes.count))),
        ])
      }
    }
    let names = shown.map(clusterName)
    let present = Stages.present(in: shown.flatMap { $0.rows.map { stages[$0] } })
    let atEnd = shown.filter(\.isAlive).compactMap { $0.rows.last.map { stages[$0] } }
    let counts = Stages.present(in: atEnd).map { stage in
      "\(atEnd.count { $0 == stage }) in \(stage)"
    }
    let notes = shown.map { life in
      life.isAlive ? Numbers.decimal(life.membersAtEnd, 0) : "dissolved"
    }
    return Chart(
      name: "cluster-stages",
      title: counts.isEmpty
        ? "Stages of the largest clusters"
        : "Stages of the largest clusters; at the end, \(Numbers.list(counts))",
      reading:
        "Each row is a cluster from its founding to its end, the largest first. Colour is its stage in the "
        + "cluster life cycle; the number on the right is its members at the end.",
      description:
        "Coloured strips of the life-cycle stages of \(Numbers.count(shown.count, "cluster")) over time. "
        + (counts.isEmpty ? "" : "At the end: \(Numbers.list(counts))."),
      tables: ["clusters"], fit: .width(height: Double(21 * shown.count + 6)),
      body: .stageStrips(
        rows, names: names, stages: present,
        hints: [
          .hint("name", "Cluster", type: "nominal"), .hint("stage", "Stage", type: "nominal"),
          .hint("since", "From", type: "nominal"), .hint("until", "To", type: "nominal"),
          .hint("members", "Members, mean", format: ",.0f"),
        ],
        domain: [Double(configuration.startYear), max(end, Double(configuration.startYear) + 1)],
        notes: notes), values: nil)
  }

  /// Members and trust of the largest clusters.
  var clusterMembersChart: Chart? {
    let shown = Array(clustersBySize.prefix(8))
    guard !shown.isEmpty else { return nil }
    let names = shown.map(clusterName)
    let colours = names.indices.map { Palette.series[$0 % Palette.series.count] }
    let measures: [(ColumnPath<ClusterColumns>, String, String, String, Bool)] = [
      (\.members, "Members", "enterprises", "~s", true),
      (\.trust, "Trust of members", "mean, 0 to 1", ".2~f", false),
      (\.fund, "Pooled fund", "million \(configuration.currency)", "~s", true),
    ]
    let (ticks, years) = (clusters.integers(\.tick), clusters.numbers(\.year))
    let views = measures.compactMap { column, title, unit, format, zero -> JSONValue? in
      let values = clusters.numbers(column)
      var rows: [JSONValue] = []
      var all: [Double] = []
      for (life, name) in zip(shown, names) {
        let series = Series(
          ticks: life.rows.map { ticks[$0] ?? 0 }, years: life.rows.map { years[$0] ?? 0 },
          values: life.rows.map { values[$0] })
        all += series.defined
        rows += series.thinned().rows(with: [.init("cluster", .text(name))])
      }
      guard !all.isEmpty else { return nil }
      let view: JSONValue = [
        "data": .rows(rows), "mark": ["type": "line", "strokeWidth": 1.8],
        "encoding": [
          "x": .years().merging(["axis": ["format": "d", "tickMinStep": 1, "tickCount": 4]]),
          "y": .quantity("value", scale: .span(all, zero: zero)).merging([
            "axis": ["format": .text(format), "tickCount": 4]
          ]),
          "color": .category("cluster", domain: names, colours: colours).merging([
            "legend": ["labelLimit": 260, "columns": 3]
          ]),
          "tooltip": [
            .hint("cluster", "Cluster", type: "nominal"),
            .hint("when", "When", type: "nominal"),
            .hint("value", title, format: ",.4~r"),
          ],
        ],
      ]
      return view.titled(title, unit)
    }
    guard !views.isEmpty else { return nil }
    return Chart(
      name: "cluster-members", title: "Members, trust and funds of the largest clusters",
      reading:
        "One line per cluster from its founding on; the legend lists the largest at the end first. Members "
        + "lose trust and leave when others contribute too little.",
      description:
        "Line charts of members, trust and pooled funds of \(Numbers.list(names)).",
      tables: ["clusters"],
      fit: .panels(.init(minimum: 230, columns: 3, margin: 42, rows: 90, height: 170)),
      body: ["concat": .array(views)], values: nil)
  }

  /// The nine descriptors of the largest living clusters.
  var clusterTable: HTML? {
    let shown = clustersBySize.filter(\.isAlive).prefix(15)
    guard !shown.isEmpty else { return nil }
    func last(_ column: ColumnPath<ClusterColumns>) -> (ClusterLife) -> Double? {
      let values = clusters.numbers(column)
      return { life in life.rows.last.flatMap { values[$0] } }
    }
    let columns: [(head: String, text: (ClusterLife) -> String)] = [
      ("Members", { [value = last(\.members)] in Numbers.decimal(value($0), 0) }),
      ("Coverage", { [value = last(\.coverage)] in Numbers.decimal(value($0), 0) }),
      ("Density", { [value = last(\.density)] in Numbers.significant(value($0), 2) }),
      ("Breadth", { [value = last(\.breadth)] in Numbers.decimal(value($0), 2) }),
      ("Depth", { [value = last(\.depth)] in Numbers.percent(value($0), 0) }),
      ("Activity", { [value = last(\.activity)] in Numbers.decimal(value($0), 2) }),
      (
        "Growth potential",
        { [value = last(\.newestShare)] in Numbers.percent(value($0), 0) }
      ),
      (
        "Innova\u{AD}tive ability",
        { [value = last(\.innovations)] in Numbers.decimal(value($0), 3) }
      ),
      ("Organi\u{AD}sation", { [value = last(\.leaderShare)] in Numbers.percent(value($0), 0) }),
      ("Coordi\u{AD}nation", { [value = last(\.trust)] in Numbers.decimal(value($0), 2) }),
    ]
    let stages = clusters.texts(\.stage)
    let rows = shown.map { life -> [HTML.Cell] in
      [
        .text(clusterName(life)), .text(life.rows.last.map { stages[$0] } ?? ""),
      ] + columns.map { .number($0.text(life)) }
    }
    let table = HTML.table(
      caption: "The largest clusters at the end, by the nine descriptors of the OECD",
      head: ["Cluster", "Stage"] + columns.map(\.head), rows: rows, class: "dense descriptors")
    return """
      <h3 id="cluster-descriptors">The largest clusters at the end</h3>
      \(table)
      <p class="source">Coverage: typical distance of members from their centre, km. Density: members \
      per 1,000 km² of the region. Breadth: how evenly members are spread over generations of technology, 0 to 1. \
      Depth: share of members’ partners that are members too. Activity: how evenly members are spread over roles in \
      the value chain, 0 to 1. Growth potential: share of members on a line newer than the sector’s tradition. \
      Innovative ability: innovations per member and year. Organisation: the largest member’s share of sales. \
      Coordination: mean trust, 0 to 1.</p>
      """
  }
}
