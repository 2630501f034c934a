import TripleHelix

/// The page: sections in order, each with its charts and tables.
extension Findings {
  private var sections: [Document.Section] {
    [
      .init(
        id: "cycle", title: "Tradition and innovation",
        lead: """
          <p>Production goes round in a cycle: tradition, investment, innovation, investment, tradition. \
          Tradition is yesterday’s innovation. A discovery opens a new generation of technology; by \
          investment it displaces the old one step by step; once common it <em>is</em> tradition.</p>
          """,
        charts: ["displacement", "phases", "displacement-by-sector"]),
      .init(
        id: "waves", title: "Generations of technology", charts: ["adoption", "discoveries"]),
      .init(
        id: "regions-section", title: "The regions",
        charts: ["map", "regional-income", "regional-labour", "region-stages"]),
      .init(
        id: "groups", title: "Ward groups",
        lead: """
          <p>A <em>group</em> here is a set of regions that are alike in the fourteen indicators, found by \
          Ward’s method\(recluster). It is not a cluster of enterprises.</p>
          \(groupKey)
          """,
        charts: ["dendrograms", "membership", "group-profiles", "indicator-shifts"],
        tail: movesTable + comparisonSection),
      .init(
        id: "indicators-section", title: "The fourteen indicators", lead: groupKey,
        charts: ["indicators"]),
      .init(
        id: "enterprises", title: "Enterprises",
        charts: ["entry-exit", "size-distribution", "firm-statistics"]),
      .init(id: "country", title: "The economy", charts: ["economy", "sectors"]),
      .init(
        id: "space", title: "Industries in space",
        charts: ["concentration", "location-quotients", "regional-structure"]),
      .init(id: "helix", title: "Synergy", charts: ["synergy", "synergy-regions"]),
      .init(
        id: "networks", title: "Regional clusters",
        lead: """
          <p>A <em>regional cluster</em> is a network that enterprises of one region and sector found, \
          join and leave of their own will. Its members trust each other more or less, pay into a fund, \
          and gain from size, from each other’s knowledge and from a common name.</p>
          """,
        charts: [
          "clusters", "cluster-stages", "stage-plane", "cluster-members", "cluster-survival",
          "cluster-effects",
        ], tail: clusterTable ?? .empty),
      .init(
        id: "policy", title: "Policies",
        charts: ["policy-budgets", "policy-reach", "policy-reports"], tail: policyTable),
    ]
  }

  /// Groups at the end with their members.
  private var groupKey: HTML {
    guard let last = groupings.last else { return .empty }
    let names = shortRegionNames
    let items = last.groupNumbers.map { number -> HTML in
      let members = last.groups.indices.filter { last.groups[$0] == number }.map { names[$0] }
      return "<li>\(chip(number)) \(Numbers.list(members))</li>\n"
    }
    return "<ul class=\"group-key\" aria-label=\"Ward groups at the end\">\n\(items)</ul>\n"
  }

  private var recluster: String {
    let plan = configuration.recluster
    let every = timeStep.years(plan.every)
    let often =
      every == 1
      ? "every year" : "every \(Numbers.decimal(every, every == every.rounded() ? 0 : 2)) years"
    return groupings.count > 1 ? " " + often : ""
  }

  /// The complete document.
  func page(vegaBundle: String?) -> String {
    let story: HTML = """
      <section id="story" aria-labelledby="story-title">
      <h2 id="story-title">What happened</h2>
      \(setting)
      \(storyText)
      \(pointerList)
      </section>
      """
    var opening = [Document.Part(id: "summary", title: "In brief", body: summary)]
    let knownFacts = scoreboard
    if knownFacts != .empty {
      opening.append(.init(id: "facts", title: "Known facts", body: knownFacts))
    }
    opening.append(.init(id: "story", title: "What happened", body: story))
    let document = Document(
      kicker: "Simulation report",
      title: configuration.title.isEmpty ? configuration.name : configuration.title,
      deck: configuration.summary, byline: byline, banners: banners, opening: opening,
      sections: sections, charts: charts,
      closing: [.init(id: "run", title: "The run and its files", body: runSection)],
      again: "<code>triskele report</code> on the folder of this run", version: facts.version)
    return document.page(vegaBundle: vegaBundle)
  }

  private var byline: String {
    var parts: [String] = []
    if lastTick > 0 {
      let end = Double(configuration.startYear) + yearsRun
      parts.append("\(configuration.startYear)–\(year(end))")
    }
    parts.append(Numbers.count(configuration.regions.count, "region"))
    parts.append("seed \(facts.seed)")
    if let finished = facts.finished { parts.append("run of \(Self.readable(finished))") }
    return parts.joined(separator: " · ")
  }

  /// "2026-01-05 10:00:09 UTC" for ISO 8601's "2026-01-05T10:00:09Z"; anything else as it stands.
  private static func readable(_ time: String) -> String {
    guard time.count == 20, time.hasSuffix("Z") else { return time }
    return time.dropLast().replacing("T", with: " ") + " UTC"
  }

  private var banners: HTML {
    var result = HTML.empty
    if !isComplete {
      let reason = facts.incompleteBecause.map { ": \($0)" } ?? ""
      result += """
        <div class="banner warning" role="note"><p><b>This run is not complete.</b> It reached \(timeStep.name) \
        \(Numbers.decimal(Double(lastTick), 0)) of \(Numbers.decimal(Double(configuration.horizon), 0))\
        \(reason). What follows covers that part only.</p></div>

        """
    }
    if configuration.isStylised {
      result += """
        <div class="banner" role="note"><p><b>Stylised.</b> Regions or figures of this scenario are \
        invented or rounded to show a mechanism; they are no account of a real country.</p></div>

        """
    }
    return result
  }

  private var summary: HTML {
    let cards = headlines.map { headline -> HTML in
      """
      <div class="card"><dt>\(headline.label)</dt><dd><span class="value">\(headline.value)</span>\
      \(headline.drawing)<span class="detail">\(headline.detail)</span></dd></div>

      """
    }
    return """
      <section id="summary" aria-labelledby="summary-title">
      <h2 id="summary-title">In brief</h2>
      \(cards.isEmpty
        ? "<p>No figures of the country were recorded, so there is nothing to sum up.</p>"
        : "<dl class=\"cards\">\n\(cards)</dl>" as HTML)
      </section>
      """
  }

  private var storyText: HTML {
    HTML(markup: story.map(\.markup).joined(separator: "\n"))
  }

  private var pointerList: HTML? {
    let items = pointers.map { pointer -> HTML in "<li>\(pointer)</li>\n" }
    guard !items.isEmpty else { return nil }
    return "<h3>What to look at</h3>\n<ul class=\"pointers\">\n\(items)</ul>"
  }
}

extension Findings {
  /// Every move with what went with it.
  private var movesTable: HTML {
    guard !moves.isEmpty else { return .empty }
    let names = shortRegionNames
    let limit = 60
    let rows = moves.prefix(limit).map { move -> [HTML.Cell] in
      let noticed = move.changes.prefix(3).map { change -> String in
        let indicator = Indicator.all[change.indicator]
        return "\(indicator.code) \(Numbers.signed(change.change, 2))"
      }
      let isOwn = (move.changes.first?.change.magnitude ?? 0) >= GroupMove.noticeable
      return [
        .text(names[move.region]), .text(moment(move.year)),
        HTML.Cell(content: chip(move.from) + " → " + chip(move.to)),
        .text(noticed.joined(separator: ", ")),
        .text(isOwn ? "its own indicators moved" : "the groups around it changed"),
      ]
    }
    let rest =
      moves.count > limit
      ? "<p class=\"source\">The first \(limit) of \(moves.count) moves; all are in <code>ward_memberships.csv</code>.</p>"
        as HTML : HTML.empty
    return """
      <h3 id="moves">Every move, and what moved with it</h3>
      <p>Changes in z-score of the region since the grouping before, the three largest; 1 is one standard \
      deviation between regions.</p>
      \(HTML.table(
        caption: "Moves between Ward groups",
        head: ["Region", "When", "Groups", "Largest changes in z-score", "Why"], rows: rows))\(rest)
      <details><summary>What P1 to P14 mean</summary>\(Self.indicatorKey(configuration.currency))</details>
      """
  }

  func chip(_ group: Int) -> HTML {
    let (tone, colour) = (groupLooks.tone(of: group), groupLooks.colour(of: group))
    return
      "<span class=\"chip on-\(tone)\" style=\"background:var(--\(colour.name))\">\(group)</span>"
  }

  private static func indicatorKey(_ currency: String) -> HTML {
    .table(
      caption: "The fourteen indicators", head: ["Code", "Indicator", "Unit"],
      rows: Indicator.all.map {
        [.text($0.code), .text($0.name), .text($0.unit(currency: currency))]
      })
  }

  /// The first grouping against the one of a publication.
  private var comparisonSection: HTML {
    guard let comparison else { return .empty }
    let names = shortRegionNames
    let verdicts = comparison.verdicts.map { verdict -> [HTML.Cell] in
      let parts = verdict.parts.map { part -> String in
        let own = Numbers.list(part.regions.map { names[$0] })
        return part.strangers.isEmpty
          ? own : "\(own) with \(Numbers.list(part.strangers.map { names[$0] }))"
      }
      return [
        .text(String(verdict.group)), .text(Numbers.list(verdict.regions.map { names[$0] })),
        .text(verdict.holds ? "holds" : "does not hold"),
        .text(verdict.holds ? "the same regions" : parts.joined(separator: "; ")),
      ]
    }
    let holding = comparison.verdicts.filter(\.holds).map { String($0.group) }
    let broken = comparison.verdicts.filter { !$0.holds }.map { String($0.group) }
    var text =
      "At the start the adjusted Rand index between the groups of this run and those of \(comparison.source) is "
      + "\(Numbers.decimal(comparison.adjustedRandIndex, 3)), where 1 is the same grouping and 0 what chance gives. "
    text +=
      holding.isEmpty
      ? "None of its groups comes out whole."
      : "Of its groups \(Numbers.list(holding)) \(holding.count == 1 ? "comes" : "come") out whole"
        + (broken.isEmpty
          ? ", all of them."
          : "; \(Numbers.list(broken)) \(broken.count == 1 ? "does" : "do") not.")
    let defined = comparison.variants.compactMap(\.adjustedRandIndex)
    if let low = defined.min(), let high = defined.max() {
      text +=
        " Under the other ways to bring the indicators to one scale, with the same number of groups, the index "
        + "lies between \(Numbers.decimal(low, 3)) and \(Numbers.decimal(high, 3))."
    }
    let variants = comparison.variants.map { variant -> [HTML.Cell] in
      [
        .text(variant.standardisation + (variant.isOfTheRun ? " (this run)" : "")),
        .number(variant.adjustedRandIndex.map { Numbers.decimal($0, 3) } ?? "not defined"),
        .number(variant.adjustedRandIndex == nil ? "–" : String(variant.holding.count)),
        .text(
          variant.adjustedRandIndex == nil
            ? "–"
            : variant.holding.isEmpty
              ? "none" : variant.holding.map(String.init).joined(separator: ", ")),
      ]
    }
    let table =
      variants.isEmpty
      ? HTML.empty
      : HTML.table(
        caption: "Agreement by standardisation",
        head: ["Standardisation", "Adjusted Rand index", "Groups that hold", "Which"],
        rows: variants)
    return """
      <h3 id="reference">Against the published grouping</h3>
      <p>\(text)</p>
      \(HTML.table(
        caption: "Groups of the publication and where they are here",
        head: ["Group there", "Regions there", "Here", "Where they are here"], rows: verdicts))\(table)
      """
  }

  /// What one needs to run it again, and what lies beside the page.
  private var runSection: HTML {
    var lines: [(String, String)] = [
      ("Scenario", configuration.name + (facts.scenarioFile.map { ", from \($0)" } ?? "")),
      ("Seed", "\(facts.seed)" + (facts.replicate > 0 ? ", replicate \(facts.replicate)" : "")),
      (
        "Length",
        "\(Numbers.decimal(Double(lastTick), 0)) of \(Numbers.decimal(Double(configuration.horizon), 0)) \(timeStep.name)s, "
          + "recorded every \(configuration.recordEvery == 1 ? timeStep.name : "\(configuration.recordEvery) \(timeStep.name)s")"
      ),
      (
        "Scale",
        configuration.scale == 1
          ? "one agent an enterprise" : "one agent for \(configuration.scale) enterprises"
      ),
    ]
    func add(_ name: String, _ value: String?) {
      if let value { lines.append((name, value)) }
    }
    add("Scenario hash", facts.scenarioHash)
    add("Started", facts.started.map(Self.readable))
    add("Finished", facts.finished.map(Self.readable))
    add("Took", facts.durationInSeconds.map { Numbers.significant($0, 3) + " s" })
    add("Machine", facts.machine)
    add("Threads", facts.threadCount.map { "\($0); the result is the same for any number" })
    add("Triskele", facts.version)
    add("GSL", facts.gslVersion)
    let items = lines.map { name, value -> HTML in
      "<div><dt>\(name)</dt><dd>\(value)</dd></div>\n"
    }
    let tables = results.recording.tables.filter { !$0.rows.isEmpty }.map { table -> [HTML.Cell] in
      [
        .text(table.name + ".csv"), .text(table.summary),
        .number(Numbers.decimal(Double(table.rows.count), 0)),
        .number(String(table.columns.count)),
      ]
    }
    let again: HTML? = facts.scenarioFile.map { file in
      "<p>To run it again: <code>triskele run \(file) --seed \(String(facts.seed))</code></p>"
    }
    return """
      <section id="run" aria-labelledby="run-title">
      <h2 id="run-title">The run and its files</h2>
      <dl class="facts">
      \(items)</dl>
      \(again)
      \(tables.isEmpty
        ? "<p>No rows were recorded.</p>"
        : HTML.table(
          caption: "Tables beside this page", head: ["File", "Content", "Rows", "Columns"],
          rows: tables))
      <p>Every column with its unit and meaning is in <code>datapackage.json</code>; \
      <code>manifest.json</code> and <code>scenario.yaml</code> hold all that made this run.</p>
      </section>
      """
  }
}
