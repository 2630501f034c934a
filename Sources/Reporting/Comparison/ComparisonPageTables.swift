import TripleHelix

// The tables of the page.
extension ComparisonPage {
  /// Effects while in force, after, and at the end: the first table.
  func windowsTable(_ scenario: ComparisonResults.Alternative) -> HTML {
    let first = results.headlines(of: scenario, window: results.firstWindow)
    guard !first.isEmpty else { return .empty }
    let all = results.windows.indices.map { window in
      let found = results.headlines(of: scenario, window: window)
      return Array(zip(found, ComparisonResults.adjusted(found.map(\.effect))))
    }
    let rows = first.map { figure, effect -> [HTML.Cell] in
      var row: [HTML.Cell] = [
        .init(content: "\(figure.name)<br><span class=\"source\">\(figure.unit)</span>"),
        .number(
          figure.isShare
            ? Numbers.percent(effect.base, 2) : Numbers.significant(effect.base, 4)),
      ]
      for window in all {
        let found = window.first { found, _ in
          found.figure.table == figure.table && found.figure.column == figure.column
        }
        row.append(
          found.map { cell($0.effect, adjusted: $1, isShare: figure.isShare) } ?? .number("–"))
      }
      return row
    }
    return .table(
      caption:
        "Effects on the country, ± half of the 95 % interval, with p-values (in brackets "
        + "adjusted for the number of figures, after Holm); mean per \(results.base.timeStep.name) of each window",
      head: ["Figure", "Base"] + results.windows.map { results.name(of: $0) },
      rows: rows, class: "wrapped")
  }

  private func cell(
    _ effect: ComparisonResults.Effect, adjusted: Double, isShare: Bool
  ) -> HTML.Cell {
    let change = effect.change(isShare: isShare)
    let detail =
      effect.includesZero
      ? Verdict.unclear
      : pValue(effect.probability) + (adjusted.isFinite ? " (\(Self.probability(adjusted)))" : "")
    return .init(
      content: "\(change)<br><span class=\"source\">\(detail)</span>", isNumber: true)
  }

  private func pValue(_ value: Double) -> String {
    guard value.isFinite else { return "" }
    return value < 0.001 ? "p < 0.001" : "p = \(Self.probability(value))"
  }

  private static func probability(_ value: Double) -> String {
    value < 0.001 ? "< 0.001" : Numbers.significant(value, 2)
  }

  /// The firms that policies aim at against the others, and the whole country as the other tables have it.
  func targetsTable(_ scenario: ComparisonResults.Alternative) -> HTML {
    let figures: [(indicator: String, name: String, whole: String?)] = [
      ("jobs", "Employed persons", "employed"),
      ("output", "Output of firms per quarter, million at base-year prices", nil),
      ("research", "R&D per quarter, million at consumer prices of the start", "real_research"),
      ("firms", "Enterprises", "firms"),
    ]
    let rows = figures.compactMap { indicator, name, whole -> [HTML.Cell]? in
      func group(_ name: String) -> ComparisonResults.Effect? {
        results.target(scenario, name, indicator)
      }
      guard let first = group("inside"), first.base != 0 || first.policy != 0 else { return nil }
      let effects = [
        first, group("outside"), group("rest"),
        whole.map { results.whole(scenario, $0) } ?? group("all"),
      ]
      return [.text(name)]
        + effects.map { effect in
          guard let effect else { return .number("–") }
          let note = effect.includesZero ? Verdict.unclear : effect.change(isShare: false)
          return .init(
            content:
              "\(Numbers.estimate(effect.effect, halfWidth: effect.halfWidth))<br><span class=\"source\">\(note)</span>",
            isNumber: true)
        }
    }
    guard !rows.isEmpty else { return .empty }
    return .table(
      caption:
        "Firms that the \(results.policyWord(scenario)) may reach, and the others: effect\(whenPhrase) ± half of the 95 % interval",
      head: [
        "Figure", results.targetFirms(scenario), "All other firms", "R&D staff and universities",
        "Whole country",
      ],
      rows: rows, class: "wrapped")
  }

  /// What the policies cost, what came back, and who paid.
  func costsTable(_ scenario: ComparisonResults.Alternative) -> HTML {
    let windows = results.costWindows.map(\.kind)
    let rows = results.costItems(scenario).compactMap { indicator, name -> [HTML.Cell]? in
      let totals = windows.map { results.total(scenario, indicator, in: $0) }
      guard totals.contains(where: { ($0?.effect ?? 0) != 0 }) else { return nil }
      let isSum = indicator == "policy_cost" || indicator == "net_cost"
      return [
        .init(content: isSum ? "<b>\(name)</b>" : "\(name)")
      ]
        + totals.map { total in
          guard let total else { return .number("–") }
          let detail: HTML =
            total.includesZero && total.halfWidth.isFinite
            ? "<br><span class=\"source\">\(Verdict.unclear)</span>" : .empty
          return .init(
            content:
              "\(Numbers.estimate(1e6 * total.effect, halfWidth: 1e6 * total.halfWidth))\(detail)",
            isNumber: true)
        }
    }
    guard !rows.isEmpty else { return .empty }
    return .table(
      caption: "Costs to all governments, \(results.base.currency) at consumer prices of the start",
      head: ["Item"] + windows.map(heading), rows: rows, class: "wrapped")
        + """
        <p><b>Net cost before financing</b> is the direct cost less what comes back. A surcharge on the income tax, \
        lower purchases, money taken from other policies and new debt are who pays it, not returns: the last rows \
        add up to the net cost. A negative amount there means that this payer was relieved.</p>

        """
  }

  private func heading(_ kind: String) -> String {
    if let window = results.windows.first(where: { $0.kind == kind }) {
      return results.name(of: window)
    }
    return "Whole run"
  }

  /// What a job, a patent and so on cost, with the reason where nothing can be said.
  func unitCostTable(_ scenario: ComparisonResults.Alternative) -> HTML {
    guard let direct = results.total(scenario, "policy_cost"), direct.effect != 0 else {
      return .empty
    }
    let window = rankingWindow
    let units = [
      ("job_years", "Person-year of employment"), ("output", "Million of product"),
      ("research", "Million of R&D"),
      ("patents", "Patent"), ("founded", "Enterprise founded"),
    ]
    func cost(_ total: ComparisonResults.Total, _ unit: ComparisonResults.UnitCost) -> HTML.Cell {
      guard total.halfWidth.isFinite else { return .text("left out: one pair has no interval") }
      guard !total.includesZero, unit.cost.isFinite else {
        return .text("left out: the interval of the effect includes zero")
      }
      func amount(_ million: Double) -> String { Numbers.short(1e6 * million) }
      let range =
        "(\(amount(min(unit.lower.magnitude, unit.upper.magnitude))) to \(amount(max(unit.lower.magnitude, unit.upper.magnitude))))"
      let isPlain = unit.lower * unit.upper > 0
      let text =
        isPlain
        ? "\(amount(unit.cost.magnitude)) \(range)"
        : "\(amount(unit.cost)) (\(amount(unit.lower)) to \(amount(unit.upper)))"
      if total.effect < 0 {
        return .text(
          "there is less of it: \(text) \(unit.cost < 0 ? "spent" : "saved") for each one lost")
      }
      return .text(text + (unit.cost > 0 ? " for each one gained" : " saved with each one gained"))
    }
    let rows = units.compactMap { indicator, name -> [HTML.Cell]? in
      guard let total = results.total(scenario, indicator, in: window) else { return nil }
      let size = total.unit == "million" ? 1e6 : 1
      return [
        .text(name),
        .number(Numbers.estimate(size * total.effect, halfWidth: size * total.halfWidth)),
        cost(total, total.policyCostPerUnit), cost(total, total.netCostPerUnit),
      ]
    }
    return .table(
      caption:
        "Cost per unit, \(results.base.currency)\(whenPhrase), with Fieller’s 95 % interval",
      head: ["Unit", "Effect ±", "Direct cost per unit", "Net cost before financing per unit"],
      rows: rows, class: "wrapped")
  }

  /// The policies' own account.
  func accountTable(_ scenario: ComparisonResults.Alternative) -> HTML {
    let entries =
      results.baseAccounts.map { (results.baseTitle, $0) }
      + scenario.accounts.map { (scenario.title, $0) }
    guard !entries.isEmpty else { return .empty }
    func estimate(_ value: (mean: Double, halfWidth: Double)) -> String {
      Numbers.estimate(1e6 * value.mean, halfWidth: 1e6 * value.halfWidth)
        .replacing("+", with: "")
    }
    let rows = entries.map { title, account -> [HTML.Cell] in
      [
        .text(account.policy.replacing("_", with: " ").sentence), .text(title),
        .text(account.instrument.replacing("_", with: " ")),
        .text(
          ComparisonResults.span(.init(kind: "", from: account.from, to: account.to))),
        .number(estimate(account.spent)), .number(estimate(account.forgone)),
        .number(estimate(account.cost)), .number(Numbers.decimal(account.reached, 0)),
        .number(Numbers.percent(account.takeUp)),
      ]
    }
    let winners = entries.compactMap { title, account -> HTML? in
      guard !account.chosen.isEmpty else { return nil }
      let names = account.chosen.prefix(20).map { cell in
        let region = results.base.regions.first { $0.id == cell.region }?.name ?? cell.region
        let sector = results.base.sectors.first { $0.id == cell.sector }?.name ?? cell.sector
        return "\(sector) in \(region) (in \(cell.runs) of \(cell.of) runs)"
      }
      let more =
        account.chosen.count > 20
        ? " Another \(account.chosen.count - 20) were chosen less often: see chosen.csv." : ""
      return """
        <p><b>Chosen by \(account.policy.replacing("_", with: " ")) (\(title)):</b> \
        \(Numbers.list(Array(names))).\(more)</p>

        """
    }
    return .table(
      caption: "Reach and cost of each policy, mean of all runs; money in \(results.base.currency)",
      head: [
        "Policy", "Scenario", "Instrument", "In force", "Spent", "Tax revenue forgone",
        "Total cost",
        "Reached per \(results.base.timeStep.name)", "Take-up",
      ], rows: rows) + winners.reduce(HTML.empty, +)
  }

  /// The scenarios in order by each aim, how they differ, and what their money buys.
  var rankingTables: HTML {
    let windows = results.costWindows.map(\.kind)
    let few = Numbers.count(results.replicates, "replicate")
    let chance =
      results.hasProbabilities
      ? "The probability of being best is the share of 1,000 resampled sets of seeds in which the scenario has the "
        + "best mean; the base takes part."
      : "There are no probabilities of being best: \(few) resampled would put them too close to 0 and 1. Use at "
        + "least \(ComparisonResults.fewReplicates)."
    return windows.map { rankingTable($0) }.reduce(HTML.empty, +) + "<p>\(chance)</p>\n"
      + moneyTable + pairsTable(windows) + interactionTable(windows)
  }

  private func rankingTable(_ window: String) -> HTML {
    let ids = [ComparisonResults.baseID] + results.alternatives.map(\.id)
    let rows = ComparisonResults.aims.compactMap { aim, name -> [HTML.Cell]? in
      let ranks = results.ranks.filter { $0.aim == aim && $0.window == window }
      guard ranks.count > 1 else { return nil }
      return [.text(name)]
        + ids.map { id in
          guard let rank = ranks.first(where: { $0.scenario == id }) else { return .number("–") }
          let chance: HTML =
            results.hasProbabilities
            ? "<br><span class=\"source\">best with \(Numbers.percent(rank.probabilityOfBest, 0))</span>"
            : .empty
          let text =
            id == ComparisonResults.baseID
            ? "base" : rank.change + Verdict.note(includesZero: rank.includesZero)
          return .init(content: "<b>\(rank.rank).</b> \(text)\(chance)", isNumber: true)
        }
    }
    guard !rows.isEmpty else { return .empty }
    return .table(
      caption:
        "Rank by each aim, and effect against the base ± half of the 95 % interval: \(heading(window))",
      head: ["Aim"] + ids.map { results.title(of: $0) }, rows: rows, class: "wrapped")
  }

  /// What a scenario does for each billion of its direct cost, so that small and large ones compare.
  private var moneyTable: HTML {
    let window = rankingWindow
    func cost(_ scenario: ComparisonResults.Alternative) -> Double {
      results.total(scenario, "policy_cost", in: window)?.effect ?? 0
    }
    let scale = Self.moneyScale(upTo: results.alternatives.map { cost($0).magnitude }.max() ?? 0)
    let figures = [
      ("output", "Product, \(results.base.currency)"), ("job_years", "Person-years of employment"),
      ("research", "R&D, \(results.base.currency)"), ("patents", "Patents"),
      ("net_cost", "Net cost before financing, \(results.base.currency)"),
    ]
    let rows = figures.compactMap { indicator, name -> [HTML.Cell]? in
      let cells = results.alternatives.map { scenario -> HTML.Cell? in
        let cost = cost(scenario)
        guard cost > 0, let total = results.total(scenario, indicator, in: window) else {
          return nil
        }
        let size = scale.size * (total.unit == "million" ? 1e6 : 1)
        let (lower, upper) = (total.policyCostPerUnit.lower, total.policyCostPerUnit.upper)
        var range = ""
        if !total.includesZero, lower * upper > 0 {
          let ends = [size / upper, size / lower].sorted()
          range = " (\(Numbers.short(ends[0])) to \(Numbers.short(ends[1])))"
        }
        let text = Numbers.short(size * total.effect / cost) + range
        return .number(text + Verdict.note(includesZero: total.includesZero))
      }
      guard cells.contains(where: { $0 != nil }) else { return nil }
      return [.text(name)] + cells.map { $0 ?? .number("–") }
    }
    guard !rows.isEmpty else { return .empty }
    let costs: [HTML.Cell] =
      [.text("Direct cost, \(results.base.currency)")]
      + results.alternatives.map { .number(Numbers.short(1e6 * cost($0))) }
    return .table(
      caption:
        "Effect for each \(scale.name) \(results.base.currency) of direct cost\(whenPhrase), with Fieller’s 95 % "
        + "interval; the ranks above ignore how much is spent",
      head: ["Figure"] + results.alternatives.map(\.title), rows: [costs] + rows, class: "wrapped")
  }

  /// Scenarios whose pairs a table holds; a file has those of more.
  private static let pairedScenarios = 4

  /// Every two scenarios, the base apart, which the ranking compares with all.
  private func pairsTable(_ windows: [String]) -> HTML {
    guard results.alternatives.count <= Self.pairedScenarios else {
      return "<p>Differences between any two scenarios are in <code>differences.csv</code>.</p>\n"
    }
    let rows = ComparisonResults.aims.flatMap { aim, name in
      results.differences.filter { $0.aim == aim && $0.window == windows[0] }.map {
        first -> [HTML.Cell] in
        let cells = windows.map { window -> HTML.Cell in
          guard
            let found = results.difference(aim, window, first.scenario, first.other)
          else { return .number("–") }
          let base = results.ranks.first { $0.aim == aim && $0.window == window }?.base ?? 0
          let text = ComparisonResults.Rank.change(
            aim, base: base, effect: found.difference, halfWidth: found.halfWidth)
          return .number(text + Verdict.note(includesZero: found.includesZero))
        }
        let pair =
          "\(results.title(of: first.scenario)) less \(results.title(of: first.other))"
        return [.text(name), .text(pair)] + cells
      }
    }
    guard !rows.isEmpty else { return .empty }
    return .table(
      caption:
        "Differences between the scenarios ± half of the 95 % interval, in units of the ranking",
      head: ["Aim", "Difference"] + windows.map(heading), rows: rows, class: "wrapped")
  }

  /// Whether policies help or hinder each other.
  private func interactionTable(_ windows: [String]) -> HTML {
    let rows = ComparisonResults.aims.compactMap { aim, name -> [HTML.Cell]? in
      let found = windows.map { window in
        results.interactions.first { $0.aim == aim && $0.window == window }
      }
      guard found.contains(where: { $0 != nil }) else { return nil }
      return [.text(name)]
        + zip(windows, found).map { window, interaction in
          guard let interaction else { return .number("–") }
          let base =
            results.ranks.first { $0.aim == aim && $0.window == window }?.base ?? 0
          let isClear = interaction.difference.magnitude > interaction.halfWidth
          let text = ComparisonResults.Rank.change(
            aim, base: base, effect: interaction.difference, halfWidth: interaction.halfWidth)
          let note = isClear ? "" : Verdict.unclear
          return .init(
            content: "\(text)<br><span class=\"source\">\(note)</span>", isNumber: true)
        }
    }
    guard !rows.isEmpty else { return .empty }
    return .table(
      caption: "All policies together, less the sum of each alone",
      head: ["Aim"] + windows.map(heading), rows: rows, class: "wrapped")
  }
}
