import TripleHelix

/// The page of a comparison: in words, tables and charts.
struct ComparisonPage {
  let results: ComparisonResults

  init(_ results: ComparisonResults) { self.results = results }

  private var isSingle: Bool { results.alternatives.count == 1 }

  /// The end of the names of charts of one scenario.
  private func suffix(_ place: Int) -> String {
    isSingle ? "" : "-\(results.alternatives[place].id.replacing("_", with: "-"))"
  }

  var charts: [Chart] {
    let parts = results.alternatives.enumerated().flatMap { place, scenario in
      [
        effectsChart(scenario, suffix(place)), regionsChart(scenario, suffix(place)),
        mapChart(scenario, suffix(place)),
      ]
    }
    return ([tradeoffChart] + parts + [pathsChart, convergenceChart]).compactMap { $0 }
  }

  func page(vegaBundle: String?) -> String {
    var sections: [Document.Section] = []
    if !isSingle {
      sections.append(
        .init(
          id: "ranking", title: "Which is best", charts: ["tradeoff"], tail: rankingTables))
    }
    for (place, scenario) in results.alternatives.enumerated() {
      let end = suffix(place)
      let (effects, regions) = (["effects\(end)"], ["map\(end)", "regions\(end)"])
      let costs = costsTable(scenario) + unitCostTable(scenario) + accountTable(scenario)
      guard isSingle else {
        sections.append(
          .init(
            id: "figures\(end)", title: scenario.title,
            lead: story(of: scenario) + windowsTable(scenario), charts: effects + regions,
            tail: targetsTable(scenario) + costs))
        continue
      }
      sections += [
        .init(
          id: "figures", title: "Effects on the country", lead: windowsTable(scenario),
          charts: effects),
        .init(
          id: "where", title: "Where and for whom", charts: regions, tail: targetsTable(scenario)),
        .init(id: "costs", title: "Costs, and who pays", tail: costs),
      ]
    }
    sections.append(.init(id: "time", title: "In time", charts: ["paths"]))
    sections.append(
      .init(id: "certainty", title: "How certain", charts: ["convergence"], tail: certainty))
    let document = Document(
      kicker: isSingle ? "Comparison of two scenarios" : "Comparison of several scenarios",
      title: results.headline, deck: deck,
      byline: byline, banners: banners,
      opening: opening,
      sections: sections, charts: charts,
      closing: [.init(id: "run", title: "Methods", body: methods)],
      again: "<code>triskele report</code> with this folder", version: results.facts.version)
    return document.page(vegaBundle: vegaBundle)
  }

  /// What the scenarios are; not a summary that a scenario has from its base, which describes that.
  private var deck: String {
    guard isSingle else { return "\(Numbers.list(results.alternatives.map(\.title)))." }
    let summary = results.alternatives[0].configuration.summary
    return summary == results.base.summary ? "" : summary
  }

  private func part(_ title: String, _ scenario: ComparisonResults.Alternative) -> String {
    isSingle ? title : "\(title): \(scenario.title)"
  }

  private var byline: String {
    let years = results.base.horizon / results.base.timeStep.ticksPerYear
    return [
      "\(results.base.startYear) to \(results.base.startYear + max(1, years) - 1)",
      Numbers.count(results.base.regions.count, "region"),
      results.base.scale > 1 ? "one agent for \(results.base.scale) enterprises" : "",
      Numbers.count(results.replicates, "replicate"),
      results.facts.finished.isEmpty ? "" : "run on \(Numbers.moment(results.facts.finished))",
    ].filter { !$0.isEmpty }.joined(separator: " · ")
  }

  private var banners: HTML {
    var result = HTML.empty
    if !results.facts.failures.isEmpty {
      let items = results.facts.failures.map { failure -> HTML in "<li>\(failure)</li>" }
      result += """
        <div class="banner warning" role="note"><p><b>Some runs failed</b>, and their replicates are left out:</p>\
        <ul>\(items)</ul></div>

        """
    }
    if let caution = results.coarseSentence {
      result += """
        <div class="banner" role="note"><p>\(HTML(textWithCode: caution))</p></div>

        """
    }
    if results.base.isStylised
      || results.alternatives.contains(where: { $0.configuration.isStylised })
    {
      result += """
        <div class="banner" role="note"><p><b>Stylised.</b> Regions or figures are invented or rounded to show \
        a mechanism; they do not describe a real country.</p></div>

        """
    }
    return result
  }

  /// Cards of the main figures of the one scenario, while the policies are in force.
  private var summary: HTML {
    let columns = ["real_gdp", "employed", "unemployment", "real_research", "patents"]
    let window = results.firstWindow
    let scenario = results.alternatives[0]
    let cards = results.headlines(of: scenario, window: window)
      .filter { columns.contains($0.figure.column) }.map { figure, effect -> HTML in
        let (value, half) = effect.relative(isShare: figure.isShare)
        let decimals = min(4, Numbers.decimals(value, halfWidth: half))
        let unit = figure.isShare ? " points" : "\u{A0}%"
        let interval =
          half.isFinite
          ? "± \(Numbers.decimal(half, decimals))"
            + (effect.includesZero ? ", includes zero" : " at 95 %") : "one pair: no interval"
        return """
          <div class="card"><dt>\(figure.name)</dt><dd><span class="value">\
          \(Numbers.signed(value, decimals) + unit)</span><span class="detail">\(interval)</span></dd></div>

          """
      }
    let cost = results.total(scenario, "policy_cost").map { total -> HTML in
      total.effect == 0
        ? .empty
        : """
        <div class="card"><dt>Direct cost</dt><dd><span class="value">\
        \(Numbers.short(1e6 * total.effect))</span><span class="detail">\(results.base.currency), spent and \
        forgone</span></dd></div>

        """
    }
    let when =
      results.windows.indices.contains(window)
      ? results.name(of: results.windows[window]) : "Mean of all years"
    return """
      <section id="summary" aria-labelledby="summary-title">
      <h2 id="summary-title">In brief</h2>
      <p class="source">\(when): mean per \(results.base.timeStep.name), compared with the base; the direct cost is for the whole run.</p>
      <dl class="cards">
      \(cards)\(cost)</dl>
      </section>
      """
  }

  /// What the page says before its sections: of one scenario what was found, of several which is best.
  private var opening: [Document.Part] {
    func part(_ id: String, _ title: String, _ text: HTML) -> Document.Part {
      Document.Part(
        id: id, title: title,
        body: """
          <section id="\(id)" aria-labelledby="\(id)-title">
          <h2 id="\(id)-title">\(title)</h2>
          \(text)</section>
          """)
    }
    guard isSingle else {
      let sentences = results.rankingSentences
      return sentences.isEmpty ? [] : [part("best", "In brief", paragraphs(sentences))]
    }
    return [
      .init(id: "summary", title: "In brief", body: summary),
      part("story", "Main results", story(of: results.alternatives[0])),
    ]
  }

  /// What is said of a scenario: a paragraph on its effects, one on where they are, one on costs.
  private func story(of scenario: ComparisonResults.Alternative) -> HTML {
    paragraphs(results.paragraphs(of: scenario).map { $0.joined(separator: " ") })
  }

  private func paragraphs(_ sentences: [String]) -> HTML {
    sentences.map { sentence -> HTML in "<p>\(sentence)</p>\n" }.reduce(HTML.empty, +)
  }

  private var certainty: HTML {
    let ratios = results.alternatives.flatMap { scenario in
      results.headlines(of: scenario, window: results.firstWindow).map(\.effect)
        .filter { $0.halfWidth > 0 }.map { $0.unpairedHalfWidth / $0.halfWidth }
    }.sorted()
    guard !ratios.isEmpty else { return "<p>There is no interval.</p>" }
    let middle = Numbers.decimal(ratios[ratios.count / 2], 1)
    return """
      <p>All scenarios of a replicate share their random numbers; they differ only where the change itself makes \
      them differ. For the median of the figures above this makes intervals \(middle) times narrower than those of \
      independent runs.</p>
      \(results.alternatives.map { needed($0) })
      """
  }

  /// How many pairs each figure needs.
  private func needed(_ scenario: ComparisonResults.Alternative) -> HTML {
    let means = Dictionary(
      scenario.effects.filter { $0.entity.isEmpty && $0.year == nil }.map {
        ("\($0.table).\($0.indicator)", $0)
      }, uniquingKeysWith: { first, _ in first })
    let rows = HeadlineFigure.all.compactMap { figure -> [HTML.Cell]? in
      guard let mean = means["\(figure.table).\(figure.column)"],
        mean.base != 0 || mean.policy != 0
      else { return nil }
      return [
        .text(figure.name), .number(mean.change(isShare: figure.isShare)),
        .number(mean.needed.map { Numbers.decimal(Double($0), 0) } ?? "–"),
        .number(mean.toTell.map { Numbers.decimal(Double($0), 0) } ?? "–"),
      ]
    }
    return .table(
      caption: part("Mean of all years, and number of pairs needed", scenario),
      head: [
        "Figure", "Effect, mean of all years",
        "Pairs for ±\(Numbers.percent(results.facts.precision))",
        "Pairs to distinguish it from zero",
      ], rows: rows, class: "wrapped")
  }

  private var methods: HTML {
    """
    <section id="run" aria-labelledby="run-title">
    <h2 id="run-title">Methods</h2>
    <p>Each replicate runs all scenarios with one seed, so firms, shocks and chances are the same until the \
    change reaches them. Effects are means of the differences; intervals are Student’s t of the differences at \
    95 %. Effects in a window of time are means over its quarters. Costs and R&amp;D are at consumer prices of the \
    start. Triskele \
    \(results.facts.version), GSL \(results.facts.gslVersion).</p>
    <p>To repeat it: <code>\(results.facts.command)</code></p>
    <p><code>windows.csv</code> holds effects by window, <code>effects.csv</code> by year, for the country, its \
    regions and sectors, and the firms that policies aim at; <code>totals.csv</code> sums and costs, \
    <code>pairs.csv</code> each replicate, <code>policies.csv</code> and <code>chosen.csv</code> the policies’ own \
    account, <code>ranking.csv</code> and <code>differences.csv</code> the scenarios in order. \
    <code>datapackage.json</code> has units and meanings; the scenarios stand beside them with every default.</p>
    </section>
    """
  }
}
