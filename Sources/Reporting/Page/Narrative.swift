import TripleHelix

/// What ran and what happened, in words made from the tables.
extension Findings {
  /// Calendar time as it stands on an axis, as in "2031" or "2031.25".
  func year(_ year: Double?) -> String {
    guard let year, year.isFinite else { return "–" }
    return Self.plain(Numbers.decimal(year, 2).filter { $0 != "," })
  }

  /// A moment in words: "at the start of 2031", "in the third quarter of 2036".
  ///
  /// Time is that of the end of a quarter, so 2036.75 is the end of the third.
  func moment(_ time: Double) -> String {
    let quarter = Int((time * 4).rounded())
    if quarter % 4 == 0 { return "at the start of \(quarter / 4)" }
    let names = ["first", "second", "third"]
    return "in the \(names[max(0, quarter % 4 - 1)]) quarter of \(quarter / 4)"
  }

  /// The calendar year that ends at `time`, or in which it lies; "start" for the initial state.
  func calendarYear(_ time: Double, tick: Int) -> String {
    tick <= 0 ? "start" : String(Int((time - 0.01).rounded(.down)))
  }

  /// What ran.
  var setting: HTML {
    let count = configuration.regions.count
    let firms = nationalSeries("firms").first
    var text =
      "This run follows \(Numbers.count(count, "region")) and "
      + "\(Numbers.count(configuration.sectors.count, "sector")) of the economy"
    if let firms {
      text += ", with \(Numbers.decimal(firms, 0)) enterprises at the start"
      if configuration.scale > 1 {
        text +=
          " (one agent stands for \(configuration.scale): small regions, clusters and whatever hangs on "
          + "single firms are coarser than with \u{201C}scale: 1\u{201D})"
      }
    }
    if lastTick > 0 {
      text +=
        ", through \(Numbers.count(lastTick, timeStep.name)) from the start of \(configuration.startYear)"
    } else {
      text += ", in its initial state at the start of \(configuration.startYear)"
    }
    text += "."
    let policies = configuration.policies.count
    text +=
      policies == 0
      ? " No policy is in force."
      : " \(Numbers.count(policies, "policy", "policies").sentence) "
        + (policies == 1 ? "is" : "are") + " on its timeline."
    if lastTick > 0 {
      text += " It is one possible course, not a forecast: another seed gives another."
    }
    return "<p>\(text)</p>"
  }

  /// What happened: one paragraph a subject, each beginning with its subject.
  var story: [HTML] {
    [
      growthStory, policiesStory, displacementStory, wavesStory, regionsStory, groupsStory,
      spaceStory, synergyStory, clustersStory, firmsStory, booksStory,
    ]
    .compactMap { $0 }
  }

  private var growthStory: HTML? {
    guard let growth else { return nil }
    let rate = Numbers.decimal(growth.magnitude * 100, 1)
    var text =
      rate == "0.0"
      ? "Real product hardly changed over the run"
      : "Real product \(growth > 0 ? "grew" : "shrank") by \(rate)\u{A0}% a year"
    let byYear = growthByYear
    let rates = byYear.values.indices.filter { byYear.values[$0] != nil }
    if rates.count > 1,
      let worst = rates.min(by: { (byYear.values[$0] ?? 0) < (byYear.values[$1] ?? 0) }),
      let best = rates.max(by: { (byYear.values[$0] ?? 0) < (byYear.values[$1] ?? 0) })
    {
      text +=
        ", from \(Numbers.signed(byYear.values[worst].map { $0 * 100 }))\u{A0}% in the worst year (\(calendarYear(byYear.years[worst], tick: 1)))"
        + " to \(Numbers.signed(byYear.values[best].map { $0 * 100 }))\u{A0}% in the best (\(calendarYear(byYear.years[best], tick: 1)))"
    }
    text += "."
    let unemployment = nationalSeries("unemployment")
    if let start = unemployment.defined.first, let end = unemployment.defined.last,
      let low = unemployment.defined.min(), let high = unemployment.defined.max()
    {
      text +=
        " Unemployment began at \(Numbers.percent(start)) and ended at \(Numbers.percent(end)); it lay "
        + "between \(Numbers.percent(low)) and \(Numbers.percent(high))."
    }
    let prices = nationalSeries("consumer_price")
    if let start = prices.defined.first, let end = prices.defined.last, start > 0, lastTick > 0 {
      let change = end / start - 1
      text +=
        change.magnitude < 0.01
        ? " Consumer prices ended where they began."
        : " Consumer prices \(change > 0 ? "rose" : "fell") by \(Numbers.percent(change.magnitude, 0)) in all."
    }
    return "<p><b>Growth.</b> \(text)</p>"
  }

  private var policiesStory: HTML? {
    let columns = Columns(results.recording.policies)
    let sentences = columns.rows(by: "policy").compactMap { name, places -> String? in
      let spent = columns.series("spent", rows: places)
      let reached = columns.series("reached", rows: places)
      guard let policy = configuration.policies.first(where: { $0.name == name }),
        let million = spent.last, let mean = reached.mean
      else { return nil }
      let start = Double(configuration.startYear) + timeStep.years(policy.start)
      let isOpen = policy.end > lastTick
      let instrument = policy.instrument.rawValue.replacing("_", with: " ")
      let title = name.replacing("_", with: " ")
      var text = title == instrument ? "The \(instrument)" : "\(title.sentence) (\(instrument))"
      text += " began \(moment(start)) and "
      text +=
        isOpen
        ? "was in force to the end; it"
        : "ended \(moment(Double(configuration.startYear) + timeStep.years(policy.end))); it"
      if million > 0 {
        text += " spent \(Numbers.decimal(million, 0)) million \(configuration.currency) and"
      }
      text +=
        " reached \(Numbers.decimal(mean, 0)) "
        + (policy.instrument.reach == .regions ? "regions or universities" : "enterprises")
        + " in a mean \(timeStep.name)."
      return text
    }
    guard !sentences.isEmpty else { return nil }
    return
      """
      <p><b>\(sentences.count == 1 ? "Policy" : "Policies").</b> \(sentences.joined(separator: " ")) What \
      that changed shows only beside a run without it under the same seeds.</p>
      """
  }

  private var displacementStory: HTML? {
    let innovation = nationalSeries("innovation_output")
    guard let mean = innovation.mean, let low = innovation.defined.min(),
      let high = innovation.defined.max()
    else { return nil }
    guard lastTick > 0 else {
      return
        "<p><b>Displacement.</b> Nothing has happened yet: in the initial state \(Numbers.percent(mean)) of output comes from lines newer than the tradition of their sector.</p>"
    }
    var text =
      "On average \(Numbers.percent(mean, 0)) of output came from lines newer than the tradition of their "
      + "sector, at least \(Numbers.percent(low)) and at most \(Numbers.percent(high))"
    if low > 0, high < 1 {
      text += ": at no time was there only tradition or only innovation."
    } else if low <= 0 {
      text += ": at times there was nothing but tradition."
    } else {
      text += "."
    }
    let phases = Phases.columns.map { nationalSeries("firms_in_\($0)").mean }
    if let tradition = phases[0], let search = phases[1], let launch = phases[2],
      let diffusion = phases[3]
    {
      text +=
        " Of the enterprises, \(Numbers.percent(tradition, 0)) lived on tradition, "
        + "\(Numbers.percent(search, 0)) searched, \(Numbers.percent(launch, 0)) ran a first new line and "
        + "\(Numbers.percent(diffusion, 0)) were moving over to it, averaged over the run."
    }
    if let length = nationalSeries("cycle_length").last {
      text +=
        " The median way from tradition to tradition takes an enterprise \(Numbers.decimal(length)) years."
    }
    return "<p><b>Displacement.</b> \(text)</p>"
  }

  private var wavesStory: HTML? {
    guard !generationLives.isEmpty || !results.recording.national.rows.isEmpty else { return nil }
    guard openedCount > 0 else {
      return generationLives.isEmpty || lastTick == 0
        ? nil
        : "<p><b>Waves.</b> No new generation of technology was opened: the sectors lived on what was known at the start.</p>"
    }
    var text =
      "Discoveries opened \(Numbers.count(openedCount, "generation")) of technology; "
      + "\(launchedCount == openedCount ? "all" : Numbers.decimal(Double(launchedCount), 0)) came into use and "
      + (becameTraditionCount == 0
        ? "none has become tradition yet"
        : "\(Numbers.count(becameTraditionCount, "of them", "of them")) became tradition")
      + (olderTraditionCount == 0
        ? "" : ", besides \(Numbers.count(olderTraditionCount, "older one")) in use at the start")
      + "."
    if let years = medianYearsToHalf {
      text +=
        " From first use to half of a sector's output took a median of \(Numbers.decimal(years)) years."
    }
    if let wave = strongestWave, wave.share > 0 {
      text +=
        " The highest wave ran through \(sectorName(wave.sector)), where \(Numbers.percent(wave.share, 0)) "
        + "of output was on new lines \(moment(wave.year))."
    }
    let columns = Columns(results.recording.discoveries)
    let regions = columns.rows(by: "region").map {
      (name: regionName($0.key), count: $0.rows.count)
    }
    .sorted { ($1.count, $0.name) < ($0.count, $1.name) }
    if let most = regions.first, regions.count > 1 {
      let share = Double(most.count) / Double(columns.count)
      text +=
        " The largest part of discoveries, \(Numbers.percent(share, 0)), came from universities in "
        + "\(most.name), each discovery counted once in every sector it touches."
    }
    return "<p><b>Waves.</b> \(text)</p>"
  }

  private var regionsStory: HTML? {
    let courses = regionCourses.filter { $0.growth != nil }
      .sorted { ($1.growth ?? 0, $0.region) < ($0.growth ?? 0, $1.region) }
    guard let fastest = courses.first, let slowest = courses.last else { return nil }
    let names = shortRegionNames
    guard courses.count > 1 else {
      return
        "<p><b>Region.</b> \(names[fastest.region]) grew by \(Numbers.percent(fastest.growth)) a year.</p>"
    }
    let isShrinking = (slowest.growth ?? 0) < -0.0005
    var text =
      "\(names[fastest.region]) did best, with \(Numbers.percent(fastest.growth)) growth a year, and "
      + "\(names[slowest.region]) worst: "
      + (isShrinking
        ? "it shrank by \(Numbers.percent(slowest.growth.map { -$0 })) a year."
        : "it grew by \(Numbers.percent(slowest.growth)) a year.")
    let first = spread(courses.compactMap(\.incomeAtStart))
    let last = spread(courses.compactMap(\.incomeAtEnd))
    if let first, let last, lastTick > 0 {
      text +=
        " Product per inhabitant in the richest region was \(Numbers.decimal(first)) times that in the poorest at the "
        + "start and \(Numbers.decimal(last)) times at the end."
    }
    if let hardest = hardestHit, let (share, year) = hardest.unemploymentHighest {
      text +=
        " Unemployment was highest in \(names[hardest.region]), \(Numbers.percent(share)) "
        + "\(moment(year))."
    }
    let migrants = courses.filter { $0.netMigration != nil }
    if let gain = migrants.max(by: { ($0.netMigration ?? 0) < ($1.netMigration ?? 0) }),
      let loss = migrants.min(by: { ($0.netMigration ?? 0) < ($1.netMigration ?? 0) }),
      let most = gain.netMigration, let least = loss.netMigration, most > 500, least < -500
    {
      text +=
        " The largest gain of inhabitants is in \(names[gain.region]) (\(Numbers.signed(most / 1000, 0)) thousand), "
        + "the largest loss in \(names[loss.region]) (\(Numbers.signed(least / 1000, 0)) thousand)."
    }
    return "<p><b>Regions.</b> \(text)</p>"
  }

  private func spread(_ values: [Double]) -> Double? {
    guard let low = values.min(), let high = values.max(), low > 0 else { return nil }
    return high / low
  }

  private var groupsStory: HTML? {
    guard let first = groupings.first, let last = groupings.last else {
      return "<p><b>Groups.</b> The regions were not grouped in this run.</p>"
    }
    var text =
      "Ward's method put the regions into \(Numbers.count(first.groupNumbers.count, "group")) at the start"
    if groupings.count > 1 {
      text += " and regrouped them \(Numbers.count(groupings.count - 1, "time"))"
      let movers = Set(moves.map(\.region))
      let names = shortRegionNames
      if moves.isEmpty {
        text += "; no region ever changed its group."
      } else {
        let ended = first.groups.indices.filter { first.groups[$0] != last.groups[$0] }
        text +=
          "; \(Numbers.count(movers.count, "region")) moved, \(Numbers.count(moves.count, "time")) in all. "
        text +=
          ended.isEmpty
          ? "At the end all were back in the group in which they began."
          : "At the end \(Numbers.list(ended.map { names[$0] })) \(ended.count == 1 ? "is" : "are") in another group than at the start."
        if let move = strongestMove {
          text += " " + sentence(for: move)
        }
      }
    } else {
      text += "."
    }
    if let agreement = comparison {
      let holding = agreement.verdicts.filter(\.holds).count
      text +=
        " Against the grouping of \(agreement.source), the adjusted Rand index at the start is "
        + "\(Numbers.decimal(agreement.adjustedRandIndex, 3)), and \(holding) of its \(agreement.groupCount) groups hold."
    }
    return "<p><b>Groups.</b> \(text)</p>"
  }

  /// The move behind which an indicator changed most.
  private var strongestMove: GroupMove? {
    moves.max {
      ($0.changes.first?.change.magnitude ?? 0, -$0.tick)
        < ($1.changes.first?.change.magnitude ?? 0, -$1.tick)
    }
  }

  /// One move and what went with it.
  func sentence(for move: GroupMove) -> String {
    let name = shortRegionNames[move.region]
    let start = "\(name) moved from group \(move.from) to group \(move.to) \(moment(move.year))"
    let noticed = move.changes.prefix(3).filter { $0.change.magnitude >= GroupMove.noticeable }
    guard !noticed.isEmpty else {
      let most = move.changes.first.map { "; at most, \(phrase(for: $0))" } ?? ""
      return start
        + ", as the groups around it were drawn anew: its own indicators hardly changed\(most)."
    }
    return start + ", as "
      + Numbers.list(noticed.map { phrase(for: $0) })
      + " standard deviations against the other regions."
  }

  private func phrase(for change: GroupMove.Change) -> String {
    let indicator = Indicator.all[change.indicator]
    return
      "\(indicator.code) (\(indicator.name.prefix(1) == "G" || indicator.name.hasPrefix("R&D") ? indicator.name : indicator.name.lowercased())) "
      + "\(change.change >= 0 ? "rose" : "fell") by \(Numbers.decimal(change.change.magnitude, 2))"
  }

  private var firmsStory: HTML? {
    guard let entry = firmRate(Self.entries).mean, let exit = firmRate(["exits"]).mean else {
      return nil
    }
    var text =
      "In a year \(Numbers.percent(entry)) of the enterprises were new and \(Numbers.percent(exit)) closed"
    if let insolvent = firmRate(["insolvencies"]).mean, exit > 0 {
      text += ", \(Numbers.percent(insolvent / exit, 0)) of these because they were insolvent"
    }
    text += "."
    let firms = nationalSeries("firms")
    if let start = firms.defined.first, let end = firms.defined.last, lastTick > 0 {
      text += " Their number went from \(Numbers.decimal(start, 0)) to \(Numbers.decimal(end, 0))."
    }
    if let hill = nationalSeries("hill_exponent").last {
      text +=
        " Their sizes have a tail with exponent \(Numbers.decimal(hill, 2)) at the end"
        + ((0.9...1.3).contains(hill)
          ? ", close to Zipf's law." : ", outside the usual 0.9 to 1.3.")
    }
    return "<p><b>Enterprises.</b> \(text)</p>"
  }

  private var booksStory: HTML? {
    let drift = nationalSeries("account_drift").defined.map(\.magnitude).max()
    guard let drift else { return nil }
    return drift <= 1e-9
      ? "<p><b>Books.</b> Every payment has a payer and a payee: all deposits less loans kept their sum, to \(Numbers.scientific(drift)) of the gross sum.</p>"
      : "<p><b>Books.</b> The accounts drifted by \(Numbers.scientific(drift)) of the gross sum, more than the allowed 10⁻⁹: do not trust the money figures of this run.</p>"
  }

  /// Where to look first, with links to the charts.
  var pointers: [HTML] {
    guard lastTick > 0 else { return [] }
    var list: [HTML] = []
    if let wave = strongestWave, wave.share > 0.05 {
      list.append(
        "<a href=\"#displacement-by-sector\">\(sectorName(wave.sector)) \(moment(wave.year))</a>: the highest wave, with \(Numbers.percent(wave.share, 0)) of the sector's output on new lines."
      )
    }
    if let move = strongestMove {
      list.append("<a href=\"#membership\">Ward groups</a>: \(sentence(for: move))")
    }
    if let hardest = hardestHit, let (share, year) = hardest.unemploymentHighest, share > 0.15 {
      list.insert(
        "<a href=\"#regional-labour\">\(shortRegionNames[hardest.region]) \(moment(year))</a>: \(Numbers.percent(share)) of its labour force without work, more than anywhere else.",
        at: 0)
    }
    let unemployment = nationalSeries("unemployment")
    if let high = unemployment.defined.max(), high > 0.1,
      let place = unemployment.values.firstIndex(where: { $0 == high })
    {
      list.append(
        "<a href=\"#economy\">Unemployment of \(Numbers.percent(high)) \(moment(unemployment.years[place]))</a>: see which sectors lost output then."
      )
    }
    if let hill = nationalSeries("hill_exponent").last, !(0.9...1.3).contains(hill) {
      list.append(
        "<a href=\"#size-distribution\">The tail of enterprise sizes</a>: its exponent of \(Numbers.decimal(hill, 2)) is outside what countries show."
      )
    }
    let unserved = sectors.rows(by: "sector").map { id, rows in
      (id, sectors.series("unserved", rows: rows).mean ?? 0)
    }
    .max { $0.1 < $1.1 }
    if let unserved, unserved.1 > 0.05 {
      list.append(
        "<a href=\"#sectors\">\(sectorName(unserved.0))</a>: \(Numbers.percent(unserved.1, 0)) of home demand found home firms too full."
      )
    }
    let stalled = generationLives.filter { $0.isNew && $0.launched != nil && $0.halfway == nil }
    if stalled.count > 2 {
      list.append(
        "<a href=\"#adoption\">\(Numbers.count(stalled.count, "generation").sentence) in use but not at half of output by the end</a>: late arrivals, or ones that do not pay."
      )
    }
    return Array(list.prefix(5))
  }
}
