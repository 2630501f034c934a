import TripleHelix

/// What ran and what happened, in sentences made from the tables.
extension Findings {
  /// What ran.
  var setting: HTML {
    let count = configuration.regions.count
    let firms = nationalSeries(\.firms).first
    var text =
      "This run simulates \(Numbers.count(count, "region")) and "
      + "\(Numbers.count(configuration.sectors.count, "sector"))"
    if let firms {
      text += ", with \(Numbers.decimal(firms, 0)) enterprises at the start"
      if configuration.scale > 1 {
        text += " (one agent stands for \(configuration.scale) of them)"
      }
    }
    if lastTick > 0 {
      text +=
        ", for \(Numbers.count(lastTick, timeStep.name)) from the start of \(configuration.startYear) to the end of \(lastYear)"
    } else {
      text += ", in its initial state at the start of \(configuration.startYear)"
    }
    text += "."
    let policies = configuration.policies.count
    text +=
      policies == 0
      ? " No policy is in force."
      : " It has \(Numbers.count(policies, "policy", "policies"))."
    if lastTick > 0 {
      text +=
        " It is one of many possible outcomes, not a forecast: another seed gives another outcome."
    }
    return "<p>\(text)</p>"
  }

  /// What happened: one paragraph per subject, each beginning with its subject.
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
      ? "Real GDP hardly changed over the run"
      : "Real GDP \(growth > 0 ? "grew" : "shrank") by \(rate)\u{A0}% a year on average"
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
    let unemployment = nationalSeries(\.unemployment)
    if let start = unemployment.defined.first, let end = unemployment.defined.last,
      let low = unemployment.defined.min(), let high = unemployment.defined.max()
    {
      text +=
        " Unemployment was \(Numbers.percent(start)) at the start and \(Numbers.percent(end)) at the end, and "
        + "between \(Numbers.percent(low)) and \(Numbers.percent(high)) in all."
    }
    let prices = nationalSeries(\.consumerPrice)
    if let start = prices.defined.first, let end = prices.defined.last, start > 0, lastTick > 0 {
      let change = end / start - 1
      text +=
        change.magnitude < 0.01
        ? " Consumer prices at the end were about the same as at the start."
        : " Consumer prices \(change > 0 ? "rose" : "fell") by \(Numbers.percent(change.magnitude, 0)) over the run."
    }
    return "<p><b>Growth.</b> \(text)</p>"
  }

  private var policiesStory: HTML? {
    let columns = Columns(results.recording.policies, Table.policies)
    let sentences = columns.rows(by: \.policy).compactMap { name, places -> String? in
      let spent = columns.series(\.spent, rows: places)
      let reached = columns.series(\.reached, rows: places)
      let forgone = columns.series(\.forgone, rows: places).last ?? 0
      guard let policy = configuration.policies.first(where: { $0.name == name }),
        let million = spent.last, let mean = reached.mean
      else { return nil }
      let isOpen = policy.end > lastTick
      let instrument = policy.instrument.rawValue.replacing("_", with: " ")
      let title = name.replacing("_", with: " ")
      var text = title == instrument ? "The \(instrument)" : "\(title.sentence) (\(instrument))"
      text += " began \(startMoment(tick: policy.start)) and "
      text +=
        isOpen
        ? "was in force to the end."
        : "ended \(endMoment(Double(configuration.startYear) + timeStep.years(policy.end)))."
      if million > 0, forgone > 0 {
        text +=
          " It cost \(money(million + forgone)): \(money(million)) of spending and \(money(forgone)) of "
          + "tax revenue forgone."
      } else if forgone > 0 {
        text += " It cost \(money(forgone)) of tax revenue forgone."
      } else if million > 0 {
        text += " It spent \(money(million))."
      }
      text +=
        " It reached \(Numbers.decimal(mean, 0)) "
        + (policy.instrument.reach == .regions ? "regions or universities" : "enterprises")
        + " per \(timeStep.name) on average."
      return text
    }
    guard !sentences.isEmpty else { return nil }
    return
      """
      <p><b>\(sentences.count == 1 ? "Policy" : "Policies").</b> \(sentences.joined(separator: " ")) The \
      effect of a policy shows only in a comparison with runs without it under the same seeds (<code>triskele \
      compare</code>).</p>
      """
  }

  private var displacementStory: HTML? {
    let innovation = nationalSeries(\.innovationOutput)
    guard let mean = innovation.mean, let low = innovation.defined.min(),
      let high = innovation.defined.max()
    else { return nil }
    guard lastTick > 0 else {
      return
        "<p><b>New technology.</b> This is the initial state: \(Numbers.percent(mean)) of output comes from lines newer than the tradition of their sector.</p>"
    }
    var text =
      "On average \(Numbers.percent(mean, 0)) of output came from lines newer than the tradition of their "
      + "sector; the share was between \(Numbers.percent(low)) and \(Numbers.percent(high))."
    if low <= 0 { text += " At times there was no innovation at all." }
    let phases = phaseSeries(\.firmsInPhases).map(\.mean)
    if let tradition = phases[0], let search = phases[1], let launch = phases[2],
      let diffusion = phases[3]
    {
      text +=
        " On average \(Numbers.percent(tradition, 0)) of enterprises used only traditional technology, "
        + "\(Numbers.percent(search, 0)) searched for new technology, \(Numbers.percent(launch, 0)) ran a "
        + "first new line and \(Numbers.percent(diffusion, 0)) were moving production to it."
    }
    if let length = nationalSeries(\.cycleLength).last {
      text +=
        " The median cycle of an enterprise, from tradition to tradition, takes \(Numbers.decimal(length)) years."
    }
    return "<p><b>New technology.</b> \(text)</p>"
  }

  private var wavesStory: HTML? {
    guard !generationLives.isEmpty || !results.recording.national.rows.isEmpty else { return nil }
    guard openedCount > 0 else {
      return generationLives.isEmpty || lastTick == 0
        ? nil
        : "<p><b>Waves.</b> No new generation of technology appeared; the sectors used what was known at the start.</p>"
    }
    var text =
      "Discoveries opened \(Numbers.count(openedCount, "new generation")) of technology, of which "
      + "\(Numbers.part(launchedCount, of: openedCount)) came into use and "
      + "\(Numbers.part(becameTraditionCount, of: openedCount)) became tradition"
      + (olderTraditionCount == 0
        ? "" : ", as did \(Numbers.count(olderTraditionCount, "older one")) in use at the start")
      + "."
    if let years = medianYearsToHalf {
      text +=
        " The median time from first use to half of a sector's output was \(Numbers.decimal(years)) years."
    }
    if let wave = strongestWave, wave.share > 0 {
      text +=
        " The highest wave was in \(sectorName(wave.sector)), where \(Numbers.percent(wave.share, 0)) "
        + "of output came from new lines \(moment(wave.year))."
    }
    let columns = Columns(results.recording.discoveries, Table.discoveries)
    let regions = columns.rows(by: \.region).map {
      (name: regionName($0.key), count: $0.rows.count)
    }
    .sorted { ($1.count, $0.name) < ($0.count, $1.name) }
    if let most = regions.first, regions.count > 1 {
      let share = Double(most.count) / Double(columns.count)
      text +=
        " Universities in \(most.name) made the most discoveries: \(Numbers.percent(share, 0)) of all, each "
        + "counted once for every sector that uses it."
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
        "<p><b>Region.</b> The product of \(names[fastest.region]) changed by \(Numbers.signed(fastest.growth.map { $0 * 100 }))\u{A0}% a year on average.</p>"
    }
    var text =
      "\(names[fastest.region]) grew fastest, by \(Numbers.signed(fastest.growth.map { $0 * 100 }))\u{A0}% a year, and "
      + "\(names[slowest.region]) slowest, by \(Numbers.signed(slowest.growth.map { $0 * 100 }))\u{A0}%."
    if let gap = incomeGap {
      text +=
        " Product per inhabitant in the richest region was \(Numbers.decimal(gap.start)) times that in the poorest at the "
        + "start and \(Numbers.decimal(gap.end)) times at the end."
    }
    if let hardest = hardestHit, let (share, year) = hardest.unemploymentHighest {
      text +=
        " The highest regional unemployment was \(Numbers.percent(share)), in \(names[hardest.region]) "
        + "\(moment(year))."
      if coarseRegions.contains(where: { $0.region == hardest.region }) {
        text +=
          " This region is coarse in this run: a single large agent, which stands for "
          + "\(configuration.scale) enterprises, employs several percent of its workers."
      }
    }
    let migrants = courses.filter { $0.netMigration != nil }
    if let gain = migrants.max(by: { ($0.netMigration ?? 0) < ($1.netMigration ?? 0) }),
      let loss = migrants.min(by: { ($0.netMigration ?? 0) < ($1.netMigration ?? 0) }),
      let most = gain.netMigration, let least = loss.netMigration, most > 500, least < -500
    {
      text +=
        " \(names[gain.region]) gained the most inhabitants (\(Numbers.signed(most / 1000, 0)) thousand) and "
        + "\(names[loss.region]) lost the most (\(Numbers.signed(least / 1000, 0)) thousand)."
    }
    return "<p><b>Regions.</b> \(text)</p>"
  }

  private var groupsStory: HTML? {
    guard let first = groupings.first, let last = groupings.last else {
      return "<p><b>Groups.</b> The regions were not grouped in this run.</p>"
    }
    var text =
      "Ward's method divided the regions into \(Numbers.count(first.groupNumbers.count, "group")) at the start"
    if groupings.count > 1 {
      text += " and again \(Numbers.count(groupings.count - 1, "time"))"
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
          ? "At the end all are in the group of the start again."
          : "At the end \(Numbers.list(ended.map { names[$0] })) \(ended.count == 1 ? "is" : "are") in a different group than at the start."
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
        " Compared with the grouping published by \(agreement.source), the adjusted Rand index at the start is "
        + "\(Numbers.decimal(agreement.adjustedRandIndex, 3)); \(holding) of its \(agreement.groupCount) groups are the same."
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
    let start = "\(name) moved from group \(move.from) to group \(move.to) \(endMoment(move.year))"
    let noticed = move.changes.prefix(3).filter { $0.change.magnitude >= GroupMove.noticeable }
    guard !noticed.isEmpty else {
      let most =
        move.changes.first.map { " (at most, \(phrase(for: $0)) standard deviations)" } ?? ""
      return start
        + " because the groups around it changed: its own indicators hardly changed\(most)."
    }
    return start + ": "
      + Numbers.list(noticed.map { phrase(for: $0) })
      + " standard deviations relative to the other regions."
  }

  private func phrase(for change: GroupMove.Change) -> String {
    let indicator = Indicator.all[change.indicator]
    return
      "\(indicator.phrase) \(change.change >= 0 ? "rose" : "fell") by \(Numbers.decimal(change.change.magnitude, 2))"
  }

  private var firmsStory: HTML? {
    guard let entry = firmRate(Self.entries).mean, let exit = firmRate([\.exits]).mean else {
      return nil
    }
    var text =
      "Each year \(Numbers.percent(entry)) of the enterprises were new and \(Numbers.percent(exit)) closed"
    if let insolvent = firmRate([\.insolvencies]).mean, exit > 0 {
      text += ", \(Numbers.percent(insolvent / exit, 0)) of them because of insolvency"
    }
    text += "."
    let firms = nationalSeries(\.firms)
    if let start = firms.defined.first, let end = firms.defined.last, lastTick > 0 {
      text +=
        " Their number changed from \(Numbers.decimal(start, 0)) to \(Numbers.decimal(end, 0))."
    }
    if let hill = nationalSeries(\.hillExponent).last {
      text +=
        " The size distribution has a tail exponent of \(Numbers.decimal(hill, 2)) at the end, "
        + ((0.9...1.3).contains(hill)
          ? "close to Zipf's law." : "outside the usual range of 0.9 to 1.3.")
    }
    return "<p><b>Enterprises.</b> \(text)</p>"
  }

  private var booksStory: HTML? {
    let drift = nationalSeries(\.accountDrift).defined.map(\.magnitude).max()
    guard let drift else { return nil }
    return drift <= 1e-9
      ? "<p><b>Accounts.</b> The accounts balance: every payment has a payer and a payee, and the largest imbalance of deposits and loans is \(Numbers.scientific(drift)) of the gross sum.</p>"
      : "<p><b>Accounts.</b> The accounts do not balance: the imbalance is \(Numbers.scientific(drift)) of the gross sum, more than the allowed 10⁻⁹. Do not use the money figures of this run.</p>"
  }

  /// What to look at first, with links to the charts.
  var pointers: [HTML] {
    guard lastTick > 0 else { return [] }
    var list: [HTML] = []
    if let wave = strongestWave, wave.share > 0.05 {
      list.append(
        "<a href=\"#displacement-by-sector\">\(sectorName(wave.sector)) \(moment(wave.year))</a>: the highest wave of innovation, with \(Numbers.percent(wave.share, 0)) of the sector's output from new lines."
      )
    }
    if let move = strongestMove {
      list.append("<a href=\"#membership\">Ward groups</a>: \(sentence(for: move))")
    }
    if let hardest = hardestHit, let (share, year) = hardest.unemploymentHighest, share > 0.15 {
      list.insert(
        "<a href=\"#regional-labour\">\(shortRegionNames[hardest.region]) \(moment(year))</a>: \(Numbers.percent(share)) unemployment, the highest of all regions.",
        at: 0)
    }
    let unemployment = nationalSeries(\.unemployment)
    if let high = unemployment.defined.max(), high > 0.1,
      let place = unemployment.values.firstIndex(where: { $0 == high })
    {
      list.append(
        "<a href=\"#economy\">Unemployment of \(Numbers.percent(high)) \(moment(unemployment.years[place]))</a>: see which sectors lost output at that time."
      )
    }
    if let hill = nationalSeries(\.hillExponent).last, !(0.9...1.3).contains(hill) {
      list.append(
        "<a href=\"#size-distribution\">The sizes of enterprises</a>: the tail exponent of \(Numbers.decimal(hill, 2)) is outside the range of real countries."
      )
    }
    let unserved = sectors.rows(by: \.sector).map { id, rows in
      (id, sectors.series(\.unserved, rows: rows).mean ?? 0)
    }
    .max { $0.1 < $1.1 }
    if let unserved, unserved.1 > 0.05 {
      list.append(
        "<a href=\"#sectors\">\(sectorName(unserved.0))</a>: domestic firms could not serve \(Numbers.percent(unserved.1, 0)) of home demand."
      )
    }
    let stalled = generationLives.filter { $0.isNew && $0.launched != nil && $0.halfway == nil }
    if stalled.count > 2 {
      list.append(
        "<a href=\"#adoption\">\(Numbers.count(stalled.count, "generation").sentence) in use with less than half of output at the end</a>: they came late, or they do not pay."
      )
    }
    return Array(list.prefix(5))
  }
}
