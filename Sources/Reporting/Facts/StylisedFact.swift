import Foundation
import TripleHelix

/// One stylised fact: a regularity that studies find in most real economies, checked in this run.
struct StylisedFact: Sendable {
  /// What studies of real economies find.
  var claim: String
  /// What is measured here, with its value.
  var finding: String
  var target: String
  var holds: Bool
}

extension Findings {
  /// The facts that can be checked with the tables of this run, in the order of the cycle, firms, economy
  /// and space. Ranges are those of `triskele verify`.
  var stylisedFacts: [StylisedFact] {
    guard lastTick >= 8 else { return [] }
    return waveFacts + firmFacts + turnoverFacts + economyFacts + spaceFacts
  }

  var waveFacts: [StylisedFact] {
    var facts: [StylisedFact] = []
    let innovation = nationalSeries(\.innovationOutput)
    if let low = innovation.defined.min(), let high = innovation.defined.max() {
      facts.append(
        StylisedFact(
          claim: "Old and new technology are always in use side by side",
          finding:
            "new technology makes \(Numbers.percent(low)) to \(Numbers.percent(high)) of output",
          target: "more than 0, less than 100 %", holds: low > 0 && high < 1))
    }
    let fits = adoptionFits
    if let median = Self.median(fits) {
      facts.append(
        StylisedFact(
          claim: "Adoption of a technology follows an S-shaped curve",
          finding: "median R² of a logistic curve: \(Numbers.decimal(median, 3)), from "
            + Numbers.count(fits.count, "generation"),
          target: "over 0.95", holds: median > 0.95))
    }
    let visible = sectors.numbers(\.visibleGenerations).compactMap { $0 }
    if !visible.isEmpty {
      let share = Double(visible.count { $0 >= 2 }) / Double(visible.count)
      facts.append(
        StylisedFact(
          claim: "Generations of technology overlap",
          finding: "two or more in use in \(Numbers.percent(share, 0)) of all sectors and times",
          target: "over 50 %", holds: share > 0.5))
    }
    return facts
  }

  var firmFacts: [StylisedFact] {
    var facts: [StylisedFact] = []
    if let hill = nationalSeries(\.hillExponent).mean {
      facts.append(
        StylisedFact(
          claim: "The sizes of large firms follow Zipf’s law",
          finding: "Hill exponent \(Numbers.decimal(hill, 2))", target: "0.9 to 1.3",
          holds: (0.9...1.3).contains(hill)))
    }
    if let shape = nationalSeries(\.growthShape).mean {
      facts.append(
        StylisedFact(
          claim: "Growth rates of firms have fat tails (Laplace, not normal)",
          finding: "Subbotin shape \(Numbers.decimal(shape, 2))", target: "0.8 to 1.3",
          holds: (0.8...1.3).contains(shape)))
    }
    if let slope = nationalSeries(\.growthSizeSlope).mean {
      facts.append(
        StylisedFact(
          claim: "The growth of small firms is more volatile",
          finding: "slope of volatility on size \(Numbers.signed(slope, 3))", target: "under 0",
          holds: slope < 0))
    }
    let classes: [ColumnPath<NationalColumns>] = [
      \.exitsUnder2, \.exits2To5, \.exits5To20, \.exitsOver20,
    ]
    let hazards = classes.compactMap { nationalSeries($0).mean }
    if hazards.count == classes.count {
      facts.append(
        StylisedFact(
          claim: "Larger firms close less often",
          finding: hazards.map { Numbers.percent($0, 2) }.joined(separator: ", ")
            + " a year, from under 2 to over 20 efficient sizes",
          target: "falls from class to class",
          holds: zip(hazards, hazards.dropFirst()).allSatisfy { $0 > $1 }))
    }
    let ages = [\NationalColumns.exitsYoung, \.exitsMiddle, \.exitsOld].compactMap {
      nationalSeries($0).mean
    }
    if ages.count == 3 {
      facts.append(
        StylisedFact(
          claim: "Old firms close least often",
          finding: ages.map { Numbers.percent($0) }.joined(separator: ", ")
            + " a year, at under 2, 2 to 15 and over 15 years of age",
          target: "lowest over 15 years", holds: ages[2] < min(ages[0], ages[1])))
    }
    return facts
  }

  var turnoverFacts: [StylisedFact] {
    var facts: [StylisedFact] = []
    let (entry, exit) = (firmRate(Self.entries).yearly(), firmRate([\.exits]).yearly())
    for (name, series) in [
      ("Each year 5 to 15 % of firms are new", entry), ("Each year 5 to 15 % of firms close", exit),
    ] {
      guard let mean = series.mean else { continue }
      facts.append(
        StylisedFact(
          claim: name,
          finding: "\(Numbers.percent(mean)) a year", target: "5 to 15 %",
          holds: (0.05...0.15).contains(mean)))
    }
    let pairs = zip(entry.values, exit.values).compactMap { a, b in
      a.flatMap { a in b.map { (a, $0) } }
    }
    if pairs.count >= 8,
      let correlation = Swing.correlation(pairs.map { $0.0 }, pairs.map { $0.1 })
    {
      facts.append(
        StylisedFact(
          claim: "Entry and exit of firms are correlated over time",
          finding: "correlation \(Numbers.signed(correlation, 2)) over \(pairs.count) years",
          target: "over 0.1", holds: correlation > 0.1))
    }
    return facts
  }

  var economyFacts: [StylisedFact] {
    var facts: [StylisedFact] = []
    if let growth {
      facts.append(
        StylisedFact(
          claim: "The economy grows, but not implausibly fast",
          finding: "\(Numbers.signed(growth * 100)) % a year", target: "0 to 6 % a year",
          holds: (0...0.06).contains(growth)))
    }
    let unemployment = nationalSeries(\.unemployment)
    if let low = unemployment.defined.min(), let high = unemployment.defined.max() {
      facts.append(
        StylisedFact(
          claim: "Unemployment stays within a usual range",
          finding: "\(Numbers.percent(low)) to \(Numbers.percent(high))", target: "2 to 15 %",
          holds: low > 0.02 && high < 0.15))
    }
    if configuration.regions.count > 1, let hardest = hardestHit,
      let (share, _) = hardest.unemploymentHighest
    {
      facts.append(
        StylisedFact(
          claim: "No region has unemployment of a quarter or more",
          finding:
            "at most \(Numbers.percent(share)), in \(shortRegionNames[hardest.region])"
            + (coarseRegions.contains { $0.region == hardest.region }
              ? ", where single agents are a large part of the region" : ""),
          target: "under 25 %", holds: share < 0.25))
    }
    return facts
  }

  var spaceFacts: [StylisedFact] {
    var facts: [StylisedFact] = []
    let concentrated = concentratedCount(atEnd: true)
    if concentrated.known > 1 {
      facts.append(
        StylisedFact(
          claim: "Most industries are significantly concentrated in space",
          finding: "significant γ in \(concentrated.above) of \(concentrated.known) sectors",
          target: "more than half", holds: 2 * concentrated.above > concentrated.known))
    }
    if let swing = synergySwing {
      facts.append(
        StylisedFact(
          claim: "Synergy is correlated with the innovation cycle",
          finding: "correlation \(Numbers.signed(swing.correlation, 2)) with innovation"
            + (swing.lag > 0 ? " \(Numbers.count(swing.lag, "year")) earlier" : "")
            + ", p = \(Numbers.decimal(swing.probability, 2))",
          target: "p below 0.10", holds: swing.probability < 0.1))
    }
    return facts
  }

  /// R² of a logistic curve through the adoption of every generation that spread past nine tenths.
  ///
  /// Fitted on the logit, ln(a/(1−a)), between 2 and 98 %, and judged on adoption itself.
  var adoptionFits: [Double] {
    let columns = Columns(results.recording.generations, Table.generations)
    let generations = columns.integers(\.generation)
    let (years, adopted) = (columns.numbers(\.year), columns.numbers(\.adoptedOutput))
    return columns.rows(by: \.sector).flatMap { _, rows -> [Double] in
      Set(rows.compactMap { generations[$0] }).sorted().compactMap { number in
        let own = rows.filter { generations[$0] == number }.compactMap {
          row -> (time: Double, share: Double)? in
          guard let time = years[row], let share = adopted[row] else { return nil }
          return (time, share)
        }
        guard let first = own.first?.share, first < 0.1, own.contains(where: { $0.share > 0.9 })
        else { return nil }
        return Self.logisticFit(own)
      }
    }
  }

  static func logisticFit(_ curve: [(time: Double, share: Double)]) -> Double? {
    let middle = curve.filter { (0.02...0.98).contains($0.share) }
    guard middle.count > 4 else { return nil }
    let count = Double(middle.count)
    let logits = middle.map { log($0.share / (1 - $0.share)) }
    let meanTime = middle.reduce(0) { $0 + $1.time } / count
    let meanLogit = logits.reduce(0, +) / count
    var (both, squares) = (0.0, 0.0)
    for (point, logit) in zip(middle, logits) {
      both += (point.time - meanTime) * (logit - meanLogit)
      squares += (point.time - meanTime) * (point.time - meanTime)
    }
    guard squares > 0 else { return nil }
    let rate = both / squares
    let meanShare = middle.reduce(0) { $0 + $1.share } / count
    var (left, total) = (0.0, 0.0)
    for point in middle {
      let fitted = 1 / (1 + exp(-(meanLogit + rate * (point.time - meanTime))))
      left += (point.share - fitted) * (point.share - fitted)
      total += (point.share - meanShare) * (point.share - meanShare)
    }
    return total > 0 ? 1 - left / total : nil
  }
}

extension Findings {
  /// The facts in a table; nothing for a run that is too short to show any.
  var scoreboard: HTML {
    let facts = stylisedFacts
    guard !facts.isEmpty else { return .empty }
    let rows = facts.map { fact -> [HTML.Cell] in
      [
        .text(fact.claim), .text(fact.finding), .text(fact.target),
        HTML.Cell(
          content: fact.holds
            ? "<span class=\"verdict holds\">yes</span>"
            : "<span class=\"verdict misses\">no</span>"),
      ]
    }
    let count = facts.count { $0.holds }
    return """
      <section id="facts" aria-labelledby="facts-title">
      <h2 id="facts-title">Check against known facts</h2>
      <p>A <em>stylised fact</em> is a regularity that studies find in most real economies, such as “larger firms \
      close less often”. A model of an economy should show it too. In this run \(count) of \(facts.count) facts \
      hold. One run is weak evidence, because results differ by seed; <code>triskele verify --facts</code> checks the \
      facts over many seeds.</p>
      \(HTML.table(
        caption: "Stylised facts in this run",
        head: ["What studies find", "In this run", "Expected", "Holds"], rows: rows,
        class: "dense facts-table"))
      </section>

      """
  }
}
