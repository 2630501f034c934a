import TripleHelix

/// A headline number of the summary box.
struct Headline: Sendable {
  var label: String
  var value: String
  var detail: String
  var drawing: HTML
}

extension Findings {
  /// Five or six numbers that sum the run up.
  var headlines: [Headline] {
    var list: [Headline] = []
    if let growth {
      list.append(
        Headline(
          label: "Growth of real GDP a year", value: Numbers.signed(growth * 100) + "\u{A0}%",
          detail:
            "mean of \(Numbers.decimal(yearsRun, yearsRun == yearsRun.rounded() ? 0 : 2)) years",
          drawing: Sparkline.line(outputIndex)))
    }
    let unemployment = nationalSeries(\.unemployment)
    if let last = unemployment.defined.last, let low = unemployment.defined.min(),
      let high = unemployment.defined.max()
    {
      list.append(
        Headline(
          label: "Unemployment at the end", value: Numbers.percent(last),
          detail: "between \(Numbers.percent(low)) and \(Numbers.percent(high))",
          drawing: Sparkline.line(unemployment)))
    }
    let innovation = nationalSeries(\.innovationOutput)
    if let mean = innovation.mean, let low = innovation.defined.min(),
      let high = innovation.defined.max()
    {
      list.append(
        Headline(
          label: "Output from new technology", value: Numbers.percent(mean),
          detail: lastTick > 0
            ? "on average; \(Numbers.percent(low, 0)) to \(Numbers.percent(high, 0))"
            : "in the initial state",
          drawing: Sparkline.line(innovation)))
    }
    let opened = nationalSeries(\.generationsOpened)
    if !generationLives.isEmpty || opened.last != nil {
      list.append(
        Headline(
          label: "New generations of technology", value: String(openedCount),
          detail: "\(becameTraditionCount) became the standard of their sector",
          drawing: Sparkline.line(opened)))
    }
    let (entry, exit) = (firmRate(Self.entries), firmRate([\.exits]))
    if let entering = entry.mean, let leaving = exit.mean {
      list.append(
        Headline(
          label: "New enterprises a year", value: Numbers.percent(entering),
          detail: "of all; \(Numbers.percent(leaving)) close",
          drawing: Sparkline.line(entry.yearly())))
    }
    if groupings.count > 1 {
      let movesByGrouping = groupings.dropFirst().map { grouping in
        Double(moves.count { $0.tick == grouping.tick })
      }
      list.append(
        Headline(
          label: "Moves between groups of regions", value: String(moves.count),
          detail: moves.isEmpty
            ? "no region changed its group"
            : "by \(Set(moves.map(\.region)).count) of \(configuration.regions.count) regions",
          drawing: Sparkline.bars(movesByGrouping)))
    }
    let firms = nationalSeries(\.firms)
    if list.count == 5, let start = firms.defined.first, let end = firms.defined.last {
      list.append(
        Headline(
          label: "Enterprises at the end", value: Numbers.short(end),
          detail: "\(Numbers.short(start)) at the start", drawing: Sparkline.line(firms)))
    }
    return list
  }
}
