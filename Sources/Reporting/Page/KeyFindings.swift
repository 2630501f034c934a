import TripleHelix

/// What happened in a few sentences that need no knowledge of the model.
extension Findings {
  var keyFindings: [String] {
    guard lastTick > 0 else { return [] }
    return [
      economyInWords, unemploymentInWords, regionsInWords, technologyInWords, clustersInWords,
      policiesInWords, coarseRegionsSentence,
    ].compactMap { $0 }
  }

  private var economyInWords: String? {
    guard let growth else { return nil }
    let rate = Numbers.decimal(growth.magnitude * 100)
    guard rate != "0.0" else { return "The economy hardly grew or shrank over the run." }
    var text =
      "The economy \(growth > 0 ? "grew" : "shrank") by \(rate)\u{A0}% a year on average"
    if let end = outputIndex.defined.last, outputIndex.defined.count > 1 {
      let change = end - 1
      text +=
        ": in the last year real GDP was \(Numbers.percent(change.magnitude, 0)) "
        + "\(change >= 0 ? "higher" : "lower") than in the first"
    }
    return text + "."
  }

  private var unemploymentInWords: String? {
    let series = nationalSeries(\.unemployment)
    guard let start = series.defined.first, let end = series.defined.last else { return nil }
    let change = end - start
    let verb =
      change.magnitude < 0.005
      ? "hardly changed"
      : Desirability(ofColumn: Table.national.unemployment.name).isGain(change) == true
        ? "fell" : "rose"
    return "Unemployment \(verb): it was \(Numbers.percent(start)) at the start and "
      + "\(Numbers.percent(end)) at the end."
  }

  private var regionsInWords: String? {
    let courses = regionCourses.filter { $0.growth != nil }
    guard courses.count > 1,
      let best = courses.max(by: { ($0.growth ?? 0, $1.region) < ($1.growth ?? 0, $0.region) }),
      let worst = courses.min(by: { ($0.growth ?? 0, $0.region) < ($1.growth ?? 0, $1.region) })
    else { return nil }
    let names = shortRegionNames
    var text =
      "\(names[best.region]) grew fastest (\(Numbers.signed(best.growth.map { $0 * 100 }))\u{A0}% a year) "
      + "and \(names[worst.region]) slowest (\(Numbers.signed(worst.growth.map { $0 * 100 }))\u{A0}%)."
    if let gap = incomeGap {
      let ratio = gap.end / gap.start
      text +=
        ratio > 1.03
        ? " The gap in product per inhabitant between the richest and the poorest region widened."
        : ratio < 0.97
          ? " The gap in product per inhabitant between the richest and the poorest region narrowed."
          : " The gap in product per inhabitant between the richest and the poorest region hardly changed."
    }
    return text
  }

  private var technologyInWords: String? {
    guard !generationLives.isEmpty else { return nil }
    guard openedCount > 0 else {
      return
        "No new generation of technology appeared; the sectors used what was known at the start."
    }
    return
      "Discoveries opened \(Numbers.count(openedCount, "new generation")) of technology, of which "
      + "\(Numbers.part(becameTraditionCount, of: openedCount)) became the standard of their sector"
      + (olderTraditionCount == 0
        ? "."
        : ", and so did \(Numbers.count(olderTraditionCount, "older generation")) already known at the start.")
  }

  private var clustersInWords: String? {
    guard !clusterLives.isEmpty else { return nil }
    let alive = clusterLives.count { $0.isAlive }
    var text =
      "Enterprises founded \(Numbers.count(clusterLives.count, "regional cluster")), of which "
      + "\(Numbers.part(alive, of: clusterLives.count)) \(alive == 1 ? "exists" : "exist") at the end"
    if alive > 0, let share = clusterCourse.share.last {
      text += ", with \(Numbers.percent(share)) of all enterprises"
    }
    return text + "."
  }

  private var policiesInWords: String? {
    let accounts = policyAccounts.filter(\.costsMoney)
    guard !accounts.isEmpty else { return nil }
    let spent = accounts.reduce(0) { $0 + $1.spent }
    let forgone = accounts.reduce(0) { $0 + $1.forgone }
    return
      "\(Numbers.count(accounts.count, "policy", "policies").sentence) cost \(money(spent + forgone))"
      + (forgone > 0
        ? ": \(money(spent)) of spending and \(money(forgone)) of tax revenue forgone. " : ". ")
      + "What a policy changed shows only in a comparison with runs without it."
  }
}

extension Findings {
  /// Richest over poorest region by product per inhabitant, at the start and at the end.
  var incomeGap: (start: Double, end: Double)? {
    func ratio(_ values: [Double]) -> Double? {
      guard let low = values.min(), let high = values.max(), low > 0 else { return nil }
      return high / low
    }
    let courses = regionCourses
    guard lastTick > 0, courses.count > 1, let start = ratio(courses.compactMap(\.incomeAtStart)),
      let end = ratio(courses.compactMap(\.incomeAtEnd))
    else { return nil }
    return (start, end)
  }
}
