import Foundation
import TripleHelix

/// What a comparison found, in sentences for the page and the terminal.
extension ComparisonResults {
  /// All sentences about one scenario, in order: effects, place, cost, payer.
  public func sentences(of scenario: Alternative) -> [String] {
    effectSentences(of: scenario) + targetSentences(of: scenario) + regionSentences(of: scenario)
      + costSentences(of: scenario) + cautions(of: scenario)
  }

  // MARK: Time

  /// The window as a table's head says it: "While in force (2018 to 2022)".
  public func name(of window: Window) -> String {
    let years = Self.span(window)
    switch window.kind {
    case "in_force": return "While in force (\(years))"
    case "after":
      let length = window.to - window.from
      let count = length.rounded() == length ? Numbers.count(Int(length), "year") : "years"
      return count == "one year"
        ? "The year after its end (\(years))" : "The \(count) after its end (\(years))"
    case "end": return "At the end of the run (\(years))"
    default: return "Whole run (\(years))"
    }
  }

  /// "2018 to 2022", "2022", or with quarters "April 2018 to June 2022".
  static func span(_ window: Window) -> String {
    let (from, to) = (window.from, window.to)
    if from.rounded() == from, to.rounded() == to {
      let (first, last) = (Int(from), Int(to) - 1)
      return first >= last ? "\(first)" : "\(first) to \(last)"
    }
    let months = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December",
    ]
    func month(_ time: Double, before: Bool) -> String {
      let number = Int((time * 12).rounded()) - (before ? 1 : 0)
      return "\(months[((number % 12) + 12) % 12]) \(number / 12)"
    }
    return "\(month(from, before: false)) to \(month(to, before: true))"
  }

  // MARK: Effects

  /// Figures of the country with their effects by window.
  func headlines(
    of scenario: Alternative, window: Int
  ) -> [(figure: HeadlineFigure, effect: Effect)] {
    guard scenario.windows.indices.contains(window) else { return [] }
    let found = Dictionary(
      scenario.windows[window].filter { $0.entity.isEmpty }.map {
        ("\($0.table).\($0.indicator)", $0)
      }, uniquingKeysWith: { first, _ in first })
    return HeadlineFigure.all.compactMap { figure in
      guard let effect = found["\(figure.table).\(figure.column)"],
        effect.base != 0 || effect.policy != 0
      else { return nil }
      return (figure, effect)
    }
  }

  private func effectSentences(of scenario: Alternative) -> [String] {
    guard scenario.replicates > 0 else { return [] }
    let headlines = windows.indices.map { self.headlines(of: scenario, window: $0) }
    if headlines.allSatisfy({ $0.allSatisfy { $0.effect.effect == 0 } }) {
      return ["The two scenarios give exactly the same figures in every pair of runs."]
    }
    guard scenario.replicates > 1 else {
      return ["One pair of runs gives no intervals: run more with -r."]
    }
    // The last year may be a window of its own already.
    let places = windows.indices.filter { place in
      !windows[..<place].contains { $0.from == windows[place].from && $0.to == windows[place].to }
    }
    return places.map { place in
      let when = name(of: windows[place])
      let all = headlines[place]
      let sure = Self.sure(all.map(\.effect))
      func named(_ places: [Int]) -> String {
        Numbers.list(
          places.map {
            "\(all[$0].figure.name.lowercasedStart) "
              + all[$0].effect.change(isShare: all[$0].figure.isShare)
          })
      }
      let clear = all.indices.filter { sure.contains($0) }
      let possible = all.indices.filter { !sure.contains($0) && !all[$0].effect.includesZero }
      let rest = all.count - clear.count - possible.count
      if clear.isEmpty, possible.isEmpty {
        return "\(when): no effect on the country is statistically distinguishable from zero; the "
          + "interval of every figure includes zero."
      }
      var text = "\(when): "
      if !clear.isEmpty {
        text += named(clear)
        text += clear.count == 1 ? "." : "; these hold together at 95 %."
      }
      if !possible.isEmpty {
        text += clear.isEmpty ? "possible effects: " : " Possible: "
        text += named(possible)
        text +=
          possible.count == 1
          ? ". Its interval excludes zero, but among \(Numbers.count(all.count, "figure")) one may do so by chance."
          : ". Each interval excludes zero, but among \(Numbers.count(all.count, "figure")) some may do so by chance."
      }
      if rest > 0 {
        text +=
          " Not distinguishable from zero: \(Numbers.count(rest, "other figure"))."
      }
      return text
    }
  }

  /// Places of effects that differ from zero at 95 % all together, by the step-down test of Holm (1979).
  static func sure(_ effects: [Effect]) -> Set<Int> {
    let judged = effects.indices.filter { effects[$0].probability.isFinite }
      .sorted { effects[$0].probability < effects[$1].probability }
    return Set(
      judged.enumerated().prefix { place, effect in
        effects[effect].probability * Double(judged.count - place) < 0.05
      }.map(\.element))
  }

  // MARK: Whom

  /// Place of the window in which a policy shows first.
  var firstWindow: Int { windows.firstIndex { $0.kind == "in_force" } ?? 0 }

  /// An effect on the firms that policies aim at ("inside"), the others ("outside") or all.
  func target(_ scenario: Alternative, _ group: String, _ indicator: String) -> Effect? {
    guard scenario.windows.indices.contains(firstWindow) else { return nil }
    return scenario.windows[firstWindow].first {
      $0.table == "targets" && $0.entity == group && $0.indicator == indicator
    }
  }

  /// Who is aimed at, in words; `nil` where everybody is.
  func targetName(_ scenario: Alternative) -> String? {
    let policies = differing(scenario)
    guard let first = policies.first else { return nil }
    let regions = Set(policies.flatMap(\.regions))
    let names = base.regions.filter { regions.contains($0.id) }.map(\.name)
    var parts: [String] = []
    if policies.allSatisfy({ !$0.regions.isEmpty && $0.wardGroupOf == nil }) {
      parts.append(
        names.count <= 4
          ? "in \(Numbers.list(names))" : "in the \(Numbers.count(names.count, "target region"))")
    }
    let sectors = Set(policies.flatMap(\.sectors))
    if policies.allSatisfy({ !$0.sectors.isEmpty }) {
      parts.append(
        "of " + Numbers.list(base.sectors.filter { sectors.contains($0.id) }.map(\.name)))
    }
    if policies.allSatisfy({ $0.membersOnly }) { parts.append("that are members of clusters") }
    if policies.allSatisfy({ $0.smallest > 0 || $0.largest < .infinity }) {
      let least = policies.map(\.smallest).min() ?? 0
      let most = policies.map(\.largest).max() ?? .infinity
      parts.append(
        most.isFinite
          ? "of \(Numbers.decimal(least, 0)) to \(Numbers.decimal(most, 0)) employees"
          : "of at least \(Numbers.decimal(least, 0)) employees")
    }
    if parts.isEmpty { return first.wardGroupOf == nil ? nil : "in the target regions" }
    return parts.joined(separator: " ")
  }

  /// Policies of a scenario that the base has not.
  func differing(_ scenario: Alternative) -> [PolicyDescription] {
    scenario.configuration.policies.filter { !base.policies.contains($0) }
  }

  private func targetSentences(of scenario: Alternative) -> [String] {
    guard let inside = target(scenario, "inside", "jobs"),
      let outside = target(scenario, "outside", "jobs"), let all = target(scenario, "all", "jobs"),
      inside.halfWidth.isFinite, inside.effect != 0 || outside.effect != 0
    else { return [] }
    let firms = targetName(scenario).map { "Firms " + $0 } ?? "The firms that the policies aim at"
    func count(_ effect: Effect) -> String {
      Numbers.estimate(effect.effect, halfWidth: effect.halfWidth)
    }
    if inside.includesZero {
      return [
        "\(firms): the effect on their jobs while in force, \(count(inside)), is not statistically "
          + "distinguishable from zero."
      ]
    }
    var text =
      "\(firms) \(inside.effect > 0 ? "gained" : "lost") jobs while in force: \(count(inside)) on average. "
    if outside.includesZero {
      text +=
        "All other firms: \(count(outside)), not statistically distinguishable from zero, so a shift of jobs "
        + "from elsewhere is neither shown nor ruled out. "
    } else if (outside.effect > 0) == (inside.effect > 0) {
      text += "All other firms: \(count(outside)), so nothing was shifted from them. "
    } else {
      let share = Numbers.percent(-outside.effect / inside.effect, 0)
      text +=
        inside.effect > 0
        ? "Of these, \(share) came from elsewhere: all other firms lost \(count(outside)). "
        : "All other firms gained \(count(outside)), \(share) as many. "
    }
    text += "The whole country: \(count(all))"
    text += all.includesZero ? ", an interval that includes zero." : "."
    return [text]
  }

  /// Effects on a column by region in the first window.
  func regionEffects(_ scenario: Alternative, _ column: String) -> [Effect] {
    guard scenario.windows.indices.contains(firstWindow) else { return [] }
    return scenario.windows[firstWindow].filter {
      $0.table == "regions" && $0.indicator == column && $0.base != 0 && $0.halfWidth.isFinite
    }
  }

  private func regionSentences(of scenario: Alternative) -> [String] {
    guard base.regions.count > 1 else { return [] }
    let names = Dictionary(
      base.regions.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    return [("real_grp", "product"), ("employed", "employment")].compactMap { column, word in
      let effects = regionEffects(scenario, column)
      guard !effects.isEmpty, effects.contains(where: { $0.effect != 0 }) else { return nil }
      func listed(_ effects: [Effect]) -> String {
        Numbers.list(
          effects.map { "\(names[$0.entity] ?? $0.entity) (\($0.change(isShare: false)))" })
      }
      let clear = effects.filter { !$0.includesZero }
      let winners = clear.filter { $0.effect > 0 }.sorted {
        $0.effect / $0.base.magnitude > $1.effect / $1.base.magnitude
      }
      let losers = clear.filter { $0.effect < 0 }.sorted {
        $0.effect / $0.base.magnitude < $1.effect / $1.base.magnitude
      }
      let when = windows[firstWindow].kind == "in_force" ? " while in force" : ""
      if clear.isEmpty {
        return
          "Regional \(word)\(when): no region’s effect is statistically distinguishable from zero."
      }
      var parts: [String] = []
      if !winners.isEmpty { parts.append("gains in \(listed(winners))") }
      if !losers.isEmpty { parts.append("losses in \(listed(losers))") }
      let rest = effects.count - clear.count
      if rest > 0 {
        parts.append(
          (rest == 1 ? "the other region" : "the other \(Numbers.count(rest, "region"))")
            + " not distinguishable from zero")
      }
      return
        "Regional \(word)\(when): \(parts.joined(separator: "; ")). Each interval is at 95 % by "
        + "itself: of twenty regions without any effect, one shows one by chance."
    }
  }

  // MARK: Cost

  /// Money in the currency: "71.2 ± 3.4 billion tenge".
  func money(_ total: Total) -> String {
    Self.plain(total.effect, total.halfWidth) + " " + base.currency
  }

  /// Million as a number with its interval, without brackets and plus: "71.2 ± 3.4 billion".
  static func plain(_ million: Double, _ halfWidth: Double) -> String {
    Numbers.estimate(1e6 * million, halfWidth: 1e6 * halfWidth).filter { !"()+".contains($0) }
  }

  func total(_ scenario: Alternative, _ indicator: String, in window: String = "run") -> Total? {
    scenario.totals[window]?.first { $0.indicator == indicator }
  }

  private func amount(_ million: Double) -> String {
    "\(Numbers.short(1e6 * million)) \(base.currency)"
  }

  private func costSentences(of scenario: Alternative) -> [String] {
    guard let cost = total(scenario, "policy_cost"), let spent = total(scenario, "spent"),
      let forgone = total(scenario, "forgone"), let net = total(scenario, "net_cost"),
      scenario.replicates > 1
    else { return [] }
    guard net.effect != 0 || net.halfWidth != 0 || cost.effect != 0 else { return [] }
    var sentences: [String] = []
    if cost.effect != 0 {
      let more = cost.effect > 0 ? "more" : "less"
      let sum = Self.plain(cost.effect.magnitude, cost.halfWidth) + " \(base.currency) \(more)"
      sentences.append(
        forgone.effect == 0
          ? "The policies cost the state \(sum) than in the base, all of it money spent."
          : spent.effect == 0
            ? "The policies cost the state \(sum) than in the base, all of it tax revenue forgone."
            : "The policies cost the state \(sum) than in the base: \(amount(spent.effect)) spent "
              + "and \(amount(forgone.effect)) of tax revenue forgone.")
    }
    let back = total(scenario, "got_back")
    let interval = money(net)
    if net.includesZero {
      var text =
        "Net cost before financing, after other taxes, returns and benefits: \(interval), not statistically "
        + "distinguishable from zero"
      if cost.effect > 0, net.halfWidth > cost.effect {
        let times = Numbers.decimal(net.halfWidth / cost.effect, 1)
        text +=
          ". The uncertainty is \(times) times the direct cost, because everything that the change sets off moves "
          + "tax revenue: from so few pairs only the direct cost can be stated"
      }
      sentences.append(text + ".")
    } else if net.effect < 0 {
      sentences.append(
        "Net cost before financing: \(interval). Other taxes, returns and saved benefits brought in more than "
          + "the policies cost\(back.map { ": \(money($0))" } ?? ""), whoever pays.")
    } else {
      sentences.append(
        "Net cost before financing, after other taxes, returns and benefits: \(interval).")
    }
    sentences += [facts.financing] + payers(of: scenario)
    return sentences
  }

  /// Who met the net cost.
  private func payers(of scenario: Alternative) -> [String] {
    let payers = [
      ("paid_by_surcharge", "by households through the surcharge on the income tax"),
      ("paid_by_purchases", "through lower public purchases"),
      ("paid_by_other_policies", "by other policies that got less"),
      ("paid_by_debt", "by more public debt or smaller deposits"),
    ]
    let parts = payers.compactMap { indicator, words -> String? in
      guard let total = total(scenario, indicator), total.effect != 0 else { return nil }
      return "\(money(total)) \(words)\(total.includesZero ? " (interval includes zero)" : "")"
    }
    guard !parts.isEmpty else { return [] }
    return ["Who paid the net cost: \(parts.joined(separator: "; "))."]
  }

  /// Policies that the run ends before.
  private func cautions(of scenario: Alternative) -> [String] {
    let cut = scenario.configuration.policies.filter {
      $0.end > scenario.configuration.horizon && $0.end < .max
    }
    guard !cut.isEmpty else { return [] }
    return [
      "The run ends before \(Numbers.list(cut.map(\.name))) does: totals and costs cover only the time "
        + "within the run."
    ]
  }

  // MARK: Ranking

  /// Aims as people read them.
  static let aims: [(id: String, name: String)] = [
    ("product", "Product"), ("jobs", "Jobs"), ("research", "R&D"), ("patents", "Patents"),
    ("unemployment", "Unemployment (low)"), ("inequality", "Inequality of regions (low)"),
    ("net_cost", "Net cost before financing (low)"),
  ]

  /// Replicates below which resampling claims too much certainty.
  private static let fewReplicates = 10

  /// One sentence for each aim: which scenario is best, and how certain that is.
  public func rankingSentences(window: String) -> [String] {
    var sentences = Self.aims.compactMap { id, name -> String? in
      let entries = ranks.filter { $0.aim == id && $0.window == window }.sorted {
        $0.rank < $1.rank
      }
      guard let best = entries.first, entries.count > 1, best.probabilityOfBest.isFinite else {
        return nil
      }
      if entries.allSatisfy({ $0.effect == 0 }) { return nil }
      let close = entries.dropFirst().filter {
        !($0.behindBest.magnitude > $0.behindBestHalfWidth)
      }
      let others =
        close.isEmpty
        ? "every other scenario is distinguishable from it"
        : "not distinguishable from it: \(Numbers.list(close.map { title(of: $0.scenario) }))"
      return "\(name): best on average is \(title(of: best.scenario)), with a probability of "
        + "\(Numbers.percent(best.probabilityOfBest, 0)); \(others)."
    }
    if !sentences.isEmpty, replicates < Self.fewReplicates {
      sentences.append(
        "With only \(Numbers.count(replicates, "replicate")), the probabilities of being best are too close to "
          + "0 and 1; use at least \(Self.fewReplicates).")
    }
    return sentences
  }
}

extension String {
  /// With a small first letter, unless the word is an abbreviation.
  var lowercasedStart: String {
    let start = prefix(2)
    return start.allSatisfy { $0.isUppercase || !$0.isLetter }
      ? self : start.lowercased() + dropFirst(2)
  }
}
