import Foundation
import TripleHelix

/// One regularity of real economies, as it shows in this very run.
struct StylisedFact: Sendable {
  /// What countries show.
  var claim: String
  /// What is measured here, with its value.
  var finding: String
  var target: String
  var holds: Bool
}

extension Findings {
  /// The facts that the tables of this run can speak to, in the order of the cycle, firms, economy
  /// and space. Bands are those of `triskele verify`.
  var stylisedFacts: [StylisedFact] {
    guard lastTick >= 8 else { return [] }
    return waveFacts + firmFacts + turnoverFacts + economyFacts + spaceFacts
  }

  var waveFacts: [StylisedFact] {
    var facts: [StylisedFact] = []
    let innovation = nationalSeries("innovation_output")
    if let low = innovation.defined.min(), let high = innovation.defined.max() {
      facts.append(
        StylisedFact(
          claim: "Tradition and innovation stand side by side at all times",
          finding: "innovation \(Numbers.percent(low)) to \(Numbers.percent(high)) of output",
          target: "over 0, under 100 %", holds: low > 0 && high < 1))
    }
    let fits = adoptionFits
    if let median = Self.median(fits) {
      facts.append(
        StylisedFact(
          claim: "A generation spreads along an S",
          finding: "median logistic R² \(Numbers.decimal(median, 3)) of "
            + Numbers.count(fits.count, "generation"),
          target: "over 0.95", holds: median > 0.95))
    }
    let visible = sectors.numbers("visible_generations").compactMap { $0 }
    if !visible.isEmpty {
      let share = Double(visible.count { $0 >= 2 }) / Double(visible.count)
      facts.append(
        StylisedFact(
          claim: "Waves of generations overlap",
          finding: "\(Numbers.percent(share, 0)) of sectors’ quarters have two or more in use",
          target: "over 50 %", holds: share > 0.5))
    }
    return facts
  }

  var firmFacts: [StylisedFact] {
    var facts: [StylisedFact] = []
    if let hill = nationalSeries("hill_exponent").mean {
      facts.append(
        StylisedFact(
          claim: "Sizes of large firms follow Zipf’s law",
          finding: "Hill exponent \(Numbers.decimal(hill, 2))", target: "0.9 to 1.3",
          holds: (0.9...1.3).contains(hill)))
    }
    if let shape = nationalSeries("growth_shape").mean {
      facts.append(
        StylisedFact(
          claim: "Growth rates of firms are a tent, not a bell",
          finding: "Subbotin shape \(Numbers.decimal(shape, 2))", target: "0.8 to 1.3",
          holds: (0.8...1.3).contains(shape)))
    }
    if let slope = nationalSeries("growth_size_slope").mean {
      facts.append(
        StylisedFact(
          claim: "Growth of small firms varies more",
          finding: "slope of its spread on size \(Numbers.signed(slope, 3))", target: "under 0",
          holds: slope < 0))
    }
    let classes = ["exits_under_2", "exits_2_to_5", "exits_5_to_20", "exits_over_20"]
    let hazards = classes.compactMap { nationalSeries($0).mean }
    if hazards.count == classes.count {
      facts.append(
        StylisedFact(
          claim: "Exit falls with size",
          finding: hazards.map { Numbers.percent($0, 2) }.joined(separator: ", ")
            + " a year, under 2 to over 20 efficient sizes",
          target: "falls from class to class",
          holds: zip(hazards, hazards.dropFirst()).allSatisfy { $0 > $1 }))
    }
    let ages = ["exits_young", "exits_middle", "exits_old"].compactMap { nationalSeries($0).mean }
    if ages.count == 3 {
      facts.append(
        StylisedFact(
          claim: "Old firms close least",
          finding: ages.map { Numbers.percent($0) }.joined(separator: ", ")
            + " a year, under 2, to 15 and over 15 years old",
          target: "least over 15 years", holds: ages[2] < min(ages[0], ages[1])))
    }
    return facts
  }

  var turnoverFacts: [StylisedFact] {
    var facts: [StylisedFact] = []
    let (entry, exit) = (firmRate(Self.entries).yearly(), firmRate(["exits"]).yearly())
    for (name, series) in [("Entry", entry), ("Exit", exit)] {
      guard let mean = series.mean else { continue }
      facts.append(
        StylisedFact(
          claim: "\(name) of firms is 5 to 15 % a year",
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
          claim: "Entry and exit go together over the years",
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
          claim: "The economy grows, but by no wonder",
          finding: "\(Numbers.signed(growth * 100)) % a year", target: "0 to 6 % a year",
          holds: (0...0.06).contains(growth)))
    }
    let unemployment = nationalSeries("unemployment")
    if let low = unemployment.defined.min(), let high = unemployment.defined.max() {
      facts.append(
        StylisedFact(
          claim: "Unemployment neither vanishes nor explodes",
          finding: "\(Numbers.percent(low)) to \(Numbers.percent(high))", target: "2 to 15 %",
          holds: low > 0.02 && high < 0.15))
    }
    if configuration.regions.count > 1, let hardest = hardestHit,
      let (share, _) = hardest.unemploymentHighest
    {
      facts.append(
        StylisedFact(
          claim: "No region has a quarter of its people out of work",
          finding:
            "\(Numbers.percent(share)) unemployed at most, in \(shortRegionNames[hardest.region])",
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
          claim: "Most industries are concentrated in space beyond chance",
          finding: "γ above its null in \(concentrated.above) of \(concentrated.known) sectors",
          target: "more than half", holds: 2 * concentrated.above > concentrated.known))
    }
    if let swing = synergySwing {
      facts.append(
        StylisedFact(
          claim: "Synergy swings with the cycle",
          finding: "correlation \(Numbers.signed(swing.correlation, 2)) with innovation"
            + (swing.lag > 0 ? " \(Numbers.count(swing.lag, "year")) before" : "")
            + ", p \(Numbers.decimal(swing.probability, 2))",
          target: "p under 0.10", holds: swing.probability < 0.1))
    }
    return facts
  }

  /// R² of a logistic curve through the adoption of every generation that spread past nine tenths.
  ///
  /// Fitted on the logit, ln(a/(1−a)), between 2 and 98 %, and judged on adoption itself.
  var adoptionFits: [Double] {
    let columns = Columns(results.recording.generations)
    let generations = columns.integers("generation")
    let (years, adopted) = (columns.numbers("year"), columns.numbers("adopted_output"))
    return columns.rows(by: "sector").flatMap { _, rows -> [Double] in
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
  /// The facts in a compact table; nothing for a run too short to show any.
  var scoreboard: HTML {
    let facts = stylisedFacts
    guard !facts.isEmpty else { return .empty }
    let rows = facts.map { fact -> [HTML.Cell] in
      [
        .text(fact.claim), .text(fact.finding), .text(fact.target),
        HTML.Cell(
          content: fact.holds
            ? "<span class=\"verdict holds\">holds</span>"
            : "<span class=\"verdict misses\">misses</span>"),
      ]
    }
    let count = facts.count { $0.holds }
    return """
      <section id="facts" aria-labelledby="facts-title">
      <h2 id="facts-title">Known facts, held against this run</h2>
      <p>\(count) of \(facts.count) hold. One run proves nothing: another seed may miss what this one \
      meets. <code>triskele verify --facts</code> judges over many seeds.</p>
      \(HTML.table(
        caption: "Stylised facts in this run",
        head: ["What countries show", "This run", "Target", "Verdict"], rows: rows,
        class: "dense facts-table"))
      </section>

      """
  }
}
