import TripleHelix

/// The page of a comparison: in words, charts and tables.
struct ComparisonPage {
  let results: ComparisonResults
  let headlines: [Headline]
  /// Names of the two sides in legends; they differ.
  let baseName: String
  let policyName: String
  let regionNames: [String]
  private let regions: [String: [ComparisonResults.Effect]]

  /// A figure of the country with its effects by year and over all years.
  struct Headline {
    var figure: HeadlineFigure
    var years: [ComparisonResults.Effect]
    var mean: ComparisonResults.Effect
  }

  init(_ results: ComparisonResults) {
    self.results = results
    let national = Dictionary(grouping: results.effects.filter { $0.entity.isEmpty }) {
      "\($0.table).\($0.indicator)"
    }
    headlines = HeadlineFigure.all.compactMap { figure in
      let effects = national["\(figure.table).\(figure.column)"] ?? []
      guard let mean = effects.first(where: { $0.year == nil }), mean.base.isFinite,
        mean.base != 0 || mean.policy != 0
      else { return nil }
      let years = effects.filter { $0.year != nil && $0.base.isFinite && $0.policy.isFinite }
      return Headline(figure: figure, years: years, mean: mean)
    }
    func name(_ configuration: Configuration) -> String {
      configuration.title.isEmpty ? configuration.name : configuration.title
    }
    let (first, second) = (name(results.base), name(results.policy))
    baseName = first == second ? first + " (first)" : first
    policyName = first == second ? second + " (second)" : second
    regionNames = results.base.regions.map(\.name)
    regions = Dictionary(
      grouping: results.effects.filter { $0.table == "regions" && $0.year == nil }, by: \.indicator)
  }

  /// Effects on a column by region, in per cent of the base.
  func regionRows(_ column: String) -> [JSONValue] {
    let names = Dictionary(
      results.base.regions.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    return (regions[column] ?? []).compactMap { effect in
      guard effect.base != 0, effect.effect.isFinite, effect.halfWidth.isFinite else { return nil }
      let size = effect.base.magnitude
      return [
        "name": .text(names[effect.entity] ?? effect.entity),
        "effect": .number(effect.effect / size),
        "lower": .number((effect.effect - effect.halfWidth) / size),
        "upper": .number((effect.effect + effect.halfWidth) / size),
        "verdict": .text(effect.verdict),
      ]
    }
  }

  var charts: [Chart] {
    [effectsChart, pathsChart, regionsChart, convergenceChart, precisionChart].compactMap { $0 }
  }

  func page(vegaBundle: String?) -> String {
    let document = Document(
      kicker: "Comparison of two scenarios", title: "\(policyName) against \(baseName)",
      deck: results.policy.summary, byline: byline, banners: banners,
      opening: [
        .init(id: "summary", title: "In brief", body: summary),
        .init(id: "story", title: "What it says", body: story),
      ],
      sections: [
        .init(
          id: "figures", title: "The country", charts: ["effects", "paths"], tail: effectsTable),
        .init(id: "regions-section", title: "The regions", charts: ["regions"]),
        .init(id: "costs", title: "What it did in all, and its cost", tail: totalsTable),
        .init(
          id: "certainty", title: "How sure", charts: ["convergence", "precision"],
          tail: precisionNote),
      ], charts: charts,
      closing: [.init(id: "run", title: "How it was done", body: methods)],
      again: "the command below with <code>--force</code>", version: results.version)
    return document.page(vegaBundle: vegaBundle)
  }

  private var byline: String {
    let years = results.base.horizon / results.base.timeStep.ticksPerYear
    return [
      "\(results.base.startYear)–\(results.base.startYear + years)",
      Numbers.count(results.base.regions.count, "region"),
      Numbers.count(results.replicates, "pair") + " of runs", results.finished,
    ].joined(separator: " · ")
  }

  private var banners: HTML {
    var result = HTML.empty
    if !results.failures.isEmpty {
      let items = results.failures.map { failure -> HTML in "<li>\(failure)</li>" }
      result += """
        <div class="banner warning" role="note"><p><b>Some runs failed</b> and their replicates are left out:</p>\
        <ul>\(items)</ul></div>

        """
    }
    if results.base.isStylised || results.policy.isStylised {
      result += """
        <div class="banner" role="note"><p><b>Stylised.</b> Regions or figures are invented or rounded to show \
        a mechanism; they are no account of a real country.</p></div>

        """
    }
    return result
  }

  /// The mean effect as it is told, in points or in per cent of the first scenario, and half of its
  /// interval.
  private func mean(_ headline: Headline) -> (effect: Double, halfWidth: Double, unit: String) {
    let effect = headline.mean
    if headline.figure.isShare { return (100 * effect.effect, 100 * effect.halfWidth, " points") }
    guard effect.base != 0 else { return (effect.effect, effect.halfWidth, "") }
    let size = effect.base.magnitude / 100
    return (effect.effect / size, effect.halfWidth / size, "\u{A0}%")
  }

  private func change(_ headline: Headline) -> String {
    let (effect, half, unit) = mean(headline)
    return Numbers.signed(effect, decimals(effect, half)) + unit
  }

  private func interval(_ headline: Headline) -> String {
    let (effect, half, _) = mean(headline)
    guard half.isFinite else { return "one pair has no interval" }
    return "± \(Numbers.decimal(half, decimals(effect, half))) at 95 %"
  }

  /// Few enough for a line of text.
  private func decimals(_ effect: Double, _ halfWidth: Double) -> Int {
    min(4, Numbers.decimals(effect, halfWidth: halfWidth))
  }

  private var summary: HTML {
    let shown = headlines.filter {
      ["real_gdp", "employed", "unemployment", "research", "patents", "firms"].contains(
        $0.figure.column)
    }
    let cards = shown.map { headline -> HTML in
      """
      <div class="card"><dt>\(headline.figure.name)</dt><dd><span class="value">\(change(headline))</span>\
      <span class="detail">\(interval(headline))</span></dd></div>

      """
    }
    return """
      <section id="summary" aria-labelledby="summary-title">
      <h2 id="summary-title">In brief</h2>
      <dl class="cards">
      \(cards)</dl>
      </section>
      """
  }

  private var story: HTML {
    let sure = sureHeadlines
    let distinct = headlines.filter { $0.mean.verdict != "not distinct from none" }
    let perhaps = distinct.filter { headline in
      !sure.contains { $0.figure.name == headline.figure.name }
    }
    let same = headlines.filter { $0.mean.verdict == "not distinct from none" }
    func named(_ headlines: [Headline]) -> String {
      Numbers.list(headlines.map { "\($0.figure.name.lowercasedStart) \(change($0))" })
    }
    var sentences: [String] = []
    if headlines.allSatisfy({ $0.mean.effect == 0 }) {
      sentences.append("The two scenarios give the same figures to the last digit, in every pair.")
    } else {
      if !sure.isEmpty {
        sentences.append(
          "As a mean over the years, the second scenario against the first: \(named(sure)). That holds "
            + "for all of these together at 95 %.")
      }
      if !perhaps.isEmpty {
        let pairs = perhaps.compactMap(\.mean.toTell).max().flatMap {
          $0 > results.replicates ? $0 : nil
        }
        sentences.append(
          "Perhaps\(sure.isEmpty ? "" : " also"): \(named(perhaps)). Each interval by itself leaves out zero, but of "
            + "\(Numbers.count(headlines.count, "figure")) some do so by chance: other seeds may show "
            + "others."
            + (pairs.map { " \(Numbers.count($0, "pair").sentence) would tell such effects." } ?? "")
        )
      }
      if !same.isEmpty {
        sentences.append(
          "Not to be told from chance with \(Numbers.count(results.replicates, "pair")): "
            + Numbers.list(same.map { $0.figure.name.lowercasedStart }) + ".")
      }
    }
    sentences.append(results.financing)
    let text = sentences.map { sentence -> HTML in "<p>\(sentence)</p>\n" }
    return """
      <section id="story" aria-labelledby="story-title">
      <h2 id="story-title">What it says</h2>
      \(text)</section>
      """
  }

  /// Figures whose effects all differ from none at 95 % together, by the step-down test of Holm (1979).
  private var sureHeadlines: [Headline] {
    let judged = headlines.filter { $0.mean.probability.isFinite }
      .sorted { $0.mean.probability < $1.mean.probability }
    return judged.enumerated().prefix { place, headline in
      headline.mean.probability * Double(judged.count - place) < 0.05
    }.map(\.element)
  }

  private var effectsTable: HTML {
    let rows = headlines.map { headline -> [HTML.Cell] in
      let (effect, isShare) = (headline.mean, headline.figure.isShare)
      func difference(_ effect: ComparisonResults.Effect) -> String {
        let scale = isShare ? 100.0 : 1
        return Numbers.estimate(scale * effect.effect, halfWidth: scale * effect.halfWidth)
          + (isShare ? " points" : "")
      }
      return [
        .init(
          content:
            "\(headline.figure.name)<br><span class=\"source\">\(headline.figure.unit)</span>"),
        .number(
          isShare ? Numbers.percent(effect.base, 2) : Numbers.significant(effect.base, 4)),
        .number(difference(effect)), .number(headline.years.last.map(difference) ?? "–"),
        .number(effect.needed.map { Numbers.decimal(Double($0), 0) } ?? "–"),
        .number(effect.toTell.map { Numbers.decimal(Double($0), 0) } ?? "–"),
      ]
    }
    return .table(
      caption: "Effects on the country, ± half of the 95 % interval",
      head: [
        "Figure", "First", "Effect, mean of years", "Effect, last year",
        "Pairs for ±\(Numbers.percent(results.precision))", "Pairs to tell it from none",
      ], rows: rows, class: "wrapped")
  }

  private var totalsTable: HTML {
    func cost(_ value: (cost: Double, lower: Double, upper: Double)) -> String {
      value.cost.isFinite
        ? "\(Numbers.significant(value.cost, 3)) (\(Numbers.significant(value.lower, 3)) to "
          + "\(Numbers.significant(value.upper, 3)))" : "–"
    }
    let rows = results.totals.map { total -> [HTML.Cell] in
      let isMoney = total.unit == "million"
      let size = isMoney ? 1e6 : 1
      return [
        .text(total.indicator.replacing("_", with: " ").sentence),
        .text(isMoney ? results.base.currency : total.unit),
        .number(Numbers.short(size * total.base)),
        .number(Numbers.estimate(size * total.effect, halfWidth: size * total.halfWidth)),
        .number(cost(total.spentPerUnit)), .number(cost(total.netCostPerUnit)),
      ]
    }
    return .table(
      caption:
        "Totals over all years, and what a unit of them costs, million \(results.base.currency); "
        + "of money, \(results.base.currency) for each",
      head: [
        "Total", "Unit", "First", "Effect ± (95 %)", "Spent a unit", "Net cost a unit",
      ], rows: rows, class: "wrapped") + """
        <p><b>Spent</b> is what policies paid and the tax that they gave back; <b>net cost</b> is the fall of \
        all governments’ deposits, after the taxes that come back and whatever else follows. A cost stands only where the effect differs from none: else no money can be said to have bought it. \
        Intervals of costs are Fieller’s.</p>

        """ + HTML(markup: results.notes.map { "<p>\(HTML.escape($0))</p>\n" }.joined())
  }

  private var precisionNote: HTML {
    let ratios = headlines.map(\.mean).filter { $0.halfWidth > 0 }
      .map { $0.unpairedHalfWidth / $0.halfWidth }.sorted()
    guard !ratios.isEmpty else { return "<p>There is no interval to judge.</p>" }
    let middle = Numbers.decimal(ratios[ratios.count / 2], 1)
    return """
      <p>Both sides of a pair share every random draw but those that the change itself makes unlike. In the \
      median of the figures above that makes intervals \(middle) times narrower than those of independent runs.</p>

      """
  }

  private var methods: HTML {
    """
    <section id="run" aria-labelledby="run-title">
    <h2 id="run-title">How it was done</h2>
    <p>Each replicate runs both scenarios with one seed, so that firms, shocks and chances are the same until the \
    change reaches them; effects are means of the differences, intervals are Student’s t of the differences at \
    95 %. Flows are means of the quarters of a year. Costs are at consumer prices of the start. Triskele \
    \(results.version), GSL \(results.gslVersion).</p>
    <p>To do it again: <code>\(results.command)</code></p>
    <p><code>effects.csv</code> holds every figure of the country, its regions and sectors by year, \
    <code>totals.csv</code> sums and costs, <code>pairs.csv</code> each replicate, <code>base.yaml</code> and \
    <code>policy.yaml</code> the two scenarios with every default, <code>datapackage.json</code> units and \
    meanings.</p>
    </section>
    """
  }
}

extension String {
  /// With a small first letter, unless the word is an abbreviation.
  fileprivate var lowercasedStart: String {
    let start = prefix(2)
    return start.allSatisfy { $0.isUppercase || !$0.isLetter }
      ? self : start.lowercased() + dropFirst(2)
  }
}
