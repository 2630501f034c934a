import TripleHelix

/// The page: sections in order, each with its charts and tables.
extension Findings {
  private var sections: [Document.Section] {
    [
      .init(
        id: "cycle", title: "Tradition and innovation",
        lead: """
          <p>Technology moves in a cycle: tradition, investment, innovation, investment, tradition. A discovery \
          opens a new generation of technology. Enterprises invest in it, and step by step it replaces the old \
          one. Once most of a sector uses it, it <em>is</em> the tradition: tradition is yesterday’s innovation.</p>
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
          <p>A <em>group</em> is a set of regions with similar values of the fourteen indicators, found by \
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
        id: "space", title: "Location of industries",
        charts: ["concentration", "location-quotients", "regional-structure"]),
      .init(id: "helix", title: "Synergy", charts: ["synergy", "synergy-regions"]),
      .init(
        id: "networks", title: "Regional clusters",
        lead: """
          <p>A <em>regional cluster</em> is a network that enterprises of one region and sector found, join \
          and leave voluntarily. Its members pay into a fund and gain from size, from each other’s knowledge \
          and from a common reputation; how well they cooperate depends on their trust.</p>
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
      <h2 id="story-title">What happened in detail</h2>
      \(setting)
      \(storyText)
      \(pointerList)
      </section>
      """
    let opening = [
      Document.Part(id: "summary", title: "Main findings", body: summary),
      Document.Part(id: "story", title: "What happened in detail", body: story),
    ]
    var closing = [Document.Part(id: "run", title: "The run and its files", body: runSection)]
    let knownFacts = scoreboard
    if knownFacts != .empty {
      closing.insert(
        .init(id: "facts", title: "Check against known facts", body: knownFacts), at: 0)
    }
    let document = Document(
      kicker: "Simulation report",
      title: configuration.title.isEmpty ? configuration.name : configuration.title,
      deck: configuration.summary, byline: byline, banners: banners, opening: opening,
      sections: sections, charts: charts,
      closing: closing,
      again: "<code>triskele report</code> on the folder of this run", version: facts.version)
    return document.page(vegaBundle: vegaBundle)
  }

  private var byline: String {
    var parts: [String] = []
    if lastTick > 0 {
      parts.append(
        configuration.startYear == lastYear
          ? "\(lastYear)" : "\(configuration.startYear)–\(lastYear)")
    }
    parts.append(Numbers.count(configuration.regions.count, "region"))
    parts.append("seed \(facts.seed)")
    if let finished = facts.finished { parts.append("run on \(Numbers.moment(finished))") }
    return parts.joined(separator: " · ")
  }

  private var banners: HTML {
    var result = HTML.empty
    if !isComplete {
      let reason = facts.incompleteBecause.map { ": \($0)" } ?? ""
      result += """
        <div class="banner warning" role="note"><p><b>This run is not complete.</b> It reached \(timeStep.name) \
        \(Numbers.decimal(Double(lastTick), 0)) of \(Numbers.decimal(Double(configuration.horizon), 0))\
        \(reason). This report covers that part only.</p></div>

        """
    }
    if configuration.isStylised {
      result += """
        <div class="banner" role="note"><p><b>Stylised.</b> The regions or figures of this scenario are \
        invented or rounded to show a mechanism; they do not describe a real country.</p></div>

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
    let sentences = keyFindings.map { sentence -> HTML in
      "<li>\(HTML(textWithCode: sentence))</li>\n"
    }
    let findings: HTML? =
      sentences.isEmpty ? nil : "<ul class=\"findings\">\n\(sentences)</ul>\n"
    return """
      <section id="summary" aria-labelledby="summary-title">
      <h2 id="summary-title">Main findings</h2>
      \(findings)
      \(cards.isEmpty
        ? "<p>No figures of the country were recorded, so there is no summary.</p>"
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
        return "\(indicator.phrase) \(Numbers.signed(change.change, 2))"
      }
      let isOwn = (move.changes.first?.change.magnitude ?? 0) >= GroupMove.noticeable
      return [
        .text(names[move.region]), .text(endMoment(move.year).sentence),
        HTML.Cell(content: chip(move.from) + " → " + chip(move.to)),
        .text(noticed.joined(separator: ", ")),
        .text(isOwn ? "its own indicators changed" : "the groups around it changed"),
      ]
    }
    let rest =
      moves.count > limit
      ? "<p class=\"source\">The first \(limit) of \(moves.count) moves; all are in <code>ward_memberships.csv</code>.</p>"
        as HTML : HTML.empty
    return """
      <h3 id="moves">Moves between groups, and which indicators changed</h3>
      <p>The three largest changes of the region’s z-scores since the previous grouping; 1 is one standard \
      deviation between regions.</p>
      \(HTML.table(
        caption: "Moves between Ward groups",
        head: ["Region", "When", "Groups", "Largest changes of z-scores", "Reason"], rows: rows,
        class: "wrapped"))\(rest)
      <details><summary>The fourteen indicators P1 to P14</summary>\(Self.indicatorKey(configuration.currency))</details>
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
        .text(verdict.holds ? "the same group" : "a different grouping"),
        .text(verdict.holds ? "the same regions" : parts.joined(separator: "; ")),
      ]
    }
    let holding = comparison.verdicts.filter(\.holds).map { String($0.group) }
    let broken = comparison.verdicts.filter { !$0.holds }.map { String($0.group) }
    var text =
      "At the start the adjusted Rand index between the groups of this run and those of \(comparison.source) is "
      + "\(Numbers.decimal(comparison.adjustedRandIndex, 3)); 1 is the same grouping, 0 is what chance gives. "
    text +=
      holding.isEmpty
      ? "None of its groups is the same here."
      : broken.isEmpty
        ? "All of its groups are the same here."
        : "Its \(holding.count == 1 ? "group" : "groups") \(Numbers.list(holding)) \(holding.count == 1 ? "is" : "are") "
          + "the same here; \(Numbers.list(broken)) \(broken.count == 1 ? "is" : "are") not."
    let defined = comparison.variants.compactMap(\.adjustedRandIndex)
    if let low = defined.min(), let high = defined.max() {
      text +=
        " Under the other standardisations of the indicators, with the same number of groups, the index is "
        + "between \(Numbers.decimal(low, 3)) and \(Numbers.decimal(high, 3))."
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
        head: ["Standardisation", "Adjusted Rand index", "Same groups", "Which"],
        rows: variants)
    return """
      <h3 id="reference">Comparison with the published grouping</h3>
      <p>\(text)</p>
      \(HTML.table(
        caption: "Groups of the publication and of this run",
        head: ["Published group", "Its regions", "In this run", "Groups in this run"], rows: verdicts,
        class: "wrapped"))\(table)
      """
  }

  /// How to run it again, and the files in the folder of the page.
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
          ? "one agent per enterprise" : "one agent for \(configuration.scale) enterprises"
      ),
    ]
    func add(_ name: String, _ value: String?) {
      if let value { lines.append((name, value)) }
    }
    add("Scenario hash", facts.scenarioHash)
    add("Started", facts.started.map(Numbers.moment))
    add("Finished", facts.finished.map(Numbers.moment))
    add("Took", facts.durationInSeconds.map { Numbers.significant($0, 3) + " s" })
    add("Machine", facts.machine)
    add("Threads", facts.threadCount.map { "\($0) (results do not depend on it)" })
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
          caption: "Tables in the folder of this page", head: ["File", "Content", "Rows", "Columns"],
          rows: tables))
      <p><code>datapackage.json</code> describes every column with its unit. <code>manifest.json</code> and \
      <code>scenario.yaml</code> hold what is needed to reproduce this run.</p>
      </section>
      """
  }
}
