import TripleHelix

/// What the policies cost and whom they reached.
extension Findings {
  /// An amount of the run's currency, given in millions.
  func money(_ millions: Double) -> String {
    Numbers.money(millions: millions, currency: configuration.currency)
  }

  /// Most panels of one chart; the tables have the rest.
  private static let panelLimit = 12

  /// What each policy spent in each year, against its budget.
  var policyBudgetsChart: Chart? {
    let accounts = policyAccounts.filter(\.costsMoney)
    guard !accounts.isEmpty else { return nil }
    let kinds = ["Spending", "Revenue forgone"]
    let hasForgone = accounts.contains { $0.forgone > 0 }
    let first = accounts.flatMap { $0.years.map(\.year) }.min() ?? 0
    let last = accounts.flatMap { $0.years.map(\.year) }.max() ?? 0
    let views = accounts.prefix(Self.panelLimit).map { account -> JSONValue in
      var rows: [JSONValue] = []
      for year in account.years {
        var level = 0.0
        for (kind, value) in zip(kinds, [year.spent, year.forgone]) where value != 0 {
          rows.append([
            "year": .number(Double(year.year) + 0.08), "to": .number(Double(year.year) + 0.92),
            "label": .text(String(year.year)), "kind": .text(kind), "from": .number(level),
            "value": .number(level + value), "size": .number(value),
            "budget": .optional(year.budget),
          ])
          level += value
        }
      }
      let budgets = account.years.compactMap { year -> JSONValue? in
        guard let budget = year.budget else { return nil }
        return [
          "year": .number(Double(year.year)), "to": .number(Double(year.year) + 1),
          "budget": .number(budget),
        ]
      }
      let x = JSONValue.years(domain: [Double(first), Double(last) + 1])
        .merging(["axis": ["format": "d", "tickMinStep": 1, "tickCount": 4]])
      let view: JSONValue = [
        "layer": [
          [
            "data": .rows(rows), "mark": ["type": "rect"],
            "encoding": [
              "x": x, "x2": ["field": "to"],
              "y": .quantity("from", scale: ["zero": true]).merging([
                "axis": ["format": "~s", "tickCount": 4]
              ]), "y2": ["field": "value"],
              "color": .category(
                "kind", domain: kinds, colours: [Palette.series[0], Palette.series[5]],
                legend: hasForgone),
              "tooltip": [
                .hint("label", "Year", type: "nominal"), .hint("kind", "What", type: "nominal"),
                .hint("size", "Million \(configuration.currency)", format: ",.4~r"),
                .hint("budget", "Budget of the year", format: ",.4~r"),
              ],
            ],
          ],
          [
            "data": .rows(budgets),
            "mark": ["type": "rule", "strokeWidth": 2, "color": .colour(Palette.ink)],
            "encoding": ["x": x, "x2": ["field": "to"], "y": .quantity("budget")],
          ],
        ]
      ]
      return view.titled(account.title, "million \(configuration.currency) a year")
    }
    let total = accounts.reduce(0) { $0 + $1.spent + $1.forgone }
    let spent = accounts.reduce(0) { $0 + $1.spent }
    return Chart(
      name: "policy-budgets",
      title: "The \(accounts.count == 1 ? "policy" : "policies") cost \(money(total))"
        + (hasForgone
          ? ": \(money(spent)) of spending and \(money(total - spent)) of tax revenue forgone"
          : ""),
      reading:
        "Each panel is a policy. Each bar is its spending in a year"
        + (hasForgone ? ", with the tax revenue forgone above it" : "")
        + "; the line is its budget of the year, an upper limit.",
      description:
        "Bars by year of the cost of \(Numbers.list(accounts.map(\.title))), against budgets.",
      tables: ["policies"],
      fit: .panels(
        .init(minimum: 230, columns: min(3, views.count), margin: 48, height: 120)),
      body: ["concat": .array(Array(views))], values: nil)
  }

  /// Whom each policy reached.
  var policyReachChart: Chart? {
    let accounts = policyAccounts.filter { !$0.reached.defined.isEmpty }
    guard !accounts.isEmpty else { return nil }
    let views = accounts.prefix(Self.panelLimit).enumerated().flatMap { place, account in
      [
        LinePanel(
          title: account.title, unit: "reached per \(timeStep.name)", format: "~s",
          lines: [("Reached", account.reached, Palette.series[0])], startsAtZero: true,
          pointer: "at_reached_\(place)"),
        LinePanel(
          title: account.title, unit: "take-up, % of those eligible", format: ".0~%",
          lines: [("Take-up", account.takeUp, Palette.series[2])], startsAtZero: true,
          pointer: "at_take_up_\(place)"),
      ].compactMap(\.view)
    }
    return Chart(
      name: "policy-reach", title: "How many the policies reached",
      reading:
        "Each panel is a policy: the enterprises, universities or regions that it reached per "
        + "\(timeStep.name) and, where recorded, the take-up, their share of all that were eligible.",
      description: "Line charts of the reach of \(Numbers.list(accounts.map(\.title))).",
      tables: ["policies"],
      fit: .panels(
        .init(minimum: 230, columns: min(3, views.count), margin: 48, height: 110)),
      body: ["concat": .array(views), "resolve": ["scale": ["color": "independent"]]],
      values: nil)
  }

  /// What the policies report of themselves.
  var policyReportsChart: Chart? {
    let reports = policyReports.filter { $0.series.defined.count > 1 }
    guard !reports.isEmpty else { return nil }
    let views = reports.prefix(2 * Self.panelLimit).enumerated().compactMap { place, report in
      LinePanel(
        title: report.measure.replacing("_", with: " ").sentence,
        unit: report.policy.replacing("_", with: " ") + " · " + report.unit, format: "~s",
        lines: [(report.measure, report.series, Palette.series[3])],
        pointer: "at_report_\(place)"
      ).view
    }
    return Chart(
      name: "policy-reports", title: "Measures of the policies",
      reading:
        "Each panel is one measure that a policy records, by \(timeStep.name). The effect of a policy shows only "
        + "in a comparison with runs without it (triskele compare).",
      description: "Line charts of measures that the instruments report.",
      tables: ["policy_reports"],
      fit: .panels(.init(minimum: 230, columns: 3, margin: 48, height: 90)),
      body: ["concat": .array(views), "resolve": ["scale": ["color": "independent"]]],
      values: nil)
  }

  /// The policies in one table.
  var policyTable: HTML {
    guard !policyAccounts.isEmpty else { return .empty }
    let hasForgone = policyAccounts.contains { $0.forgone > 0 }
    let hasTakeUp = policyAccounts.contains { !$0.takeUp.defined.isEmpty }
    let hasParticipations = policyAccounts.contains { $0.participations != nil }
    let rows = policyAccounts.map { account -> [HTML.Cell] in
      let (from, to) = (account.years.first?.year, account.years.last?.year)
      let years = [from, to].compactMap { $0 }.map(String.init)
      let budget = account.years.compactMap(\.budget).max()
      var row: [HTML.Cell] = [
        .text(account.title), .text(account.instrumentTitle),
        .text(years.first == years.last ? years.first ?? "–" : years.joined(separator: "–")),
        .number(budget.map { Numbers.amount($0) } ?? "none"),
        .number(Numbers.amount(account.spent)),
      ]
      if hasForgone { row.append(.number(Numbers.amount(account.forgone))) }
      row.append(.number(Numbers.percent(account.use, 0)))
      row.append(.number(Numbers.decimal(account.reached.mean, 0)))
      if hasTakeUp { row.append(.number(Numbers.percent(account.takeUp.mean))) }
      if hasParticipations {
        row.append(.number(Numbers.decimal(account.participations, 0)))
      }
      return row
    }
    let unit = "million \(configuration.currency)"
    var head = ["Policy", "Instrument", "In force", "Budget, \(unit) a year", "Spent, \(unit)"]
    if hasForgone { head.append("Revenue forgone, \(unit)") }
    head += ["Budget used", "Reached per \(timeStep.name), mean"]
    if hasTakeUp { head.append("Take-up, mean") }
    if hasParticipations { head.append("Participations") }
    return """
      <h3 id="policy-account">What the policies cost and whom they reached</h3>
      \(HTML.table(caption: "Policies of the run", head: head, rows: rows))
      \(policyReportTable)
      """
  }

  private var policyReportTable: HTML? {
    let rows = policyReports.filter { !$0.series.defined.isEmpty }.map { report -> [HTML.Cell] in
      [
        .text(report.policy.replacing("_", with: " ").sentence),
        .text(report.measure.replacing("_", with: " ")), .text(report.unit),
        .number(Numbers.significant(report.series.mean, 3)),
        .number(Numbers.significant(report.series.defined.last, 3)),
      ]
    }
    guard !rows.isEmpty else { return nil }
    return """
      <details><summary>Measures of the policies as a table</summary>\
      \(HTML.table(
        caption: "Measures of the instruments", head: ["Policy", "Measure", "Unit", "Mean", "Last"],
        rows: rows))</details>
      """
  }
}
