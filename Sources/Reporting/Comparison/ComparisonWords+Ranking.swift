import TripleHelix

/// Which scenario is best, in words.
extension ComparisonResults {
  /// Aims as people read them.
  static let aims: [(id: String, name: String)] = [
    ("product", "Product"), ("jobs", "Employed persons"), ("research", "R&D"),
    ("patents", "Patents"),
    ("unemployment", "Unemployment (low)"), ("inequality", "Inequality of regions (low)"),
    ("net_cost", "Net cost before financing (low)"),
  ]

  /// Replicates below which resampling claims too much certainty.
  static let fewReplicates = 10

  /// Whether there are enough replicates for probabilities of being best.
  var hasProbabilities: Bool { replicates >= Self.fewReplicates }

  /// "the base" or the title of a scenario.
  private func subject(_ id: String) -> String { id == Self.baseID ? "the base" : title(of: id) }

  /// Which of some scenarios is best by an aim in a window: "X is best", or that it cannot be told.
  ///
  /// - Parameters:
  ///   - ids: Identifiers, the best mean first.
  ///   - isTied: Whether the interval of its difference from the best includes zero.
  private func standing(
    _ ids: [String], _ isTied: (String) -> Bool
  ) -> String {
    let best = subject(ids[0])
    let tied = ids.dropFirst().filter(isTied)
    if tied.isEmpty { return "\(best) is best" }
    if tied.count == ids.count - 1 {
      return ids.count == 2
        ? "\(best) and \(subject(ids[1])) cannot be told apart"
        : "the scenarios cannot be told apart"
    }
    return "\(best) is best on average, not told apart from \(Numbers.list(tied.map(subject)))"
  }

  /// Clauses of the periods, one where they say the same: "X is best while in force and over the whole run".
  private func joined(_ clauses: [(kind: String, text: String)]) -> String? {
    guard let first = clauses.first else { return nil }
    if clauses.allSatisfy({ $0.text == first.text }) {
      return first.text + " " + clauses.map { Self.when($0.kind) }.joined(separator: " and ")
    }
    return clauses.map { "\(Self.when($0.kind)) \($0.text)" }.joined(separator: "; ")
  }

  /// The scenarios by rank in a window; `nil` where nothing differs or there is no interval.
  private func order(_ aim: String, _ window: String) -> [Rank]? {
    let entries = ranks.filter { $0.aim == aim && $0.window == window }.sorted {
      $0.rank < $1.rank
    }
    guard entries.count > 1, entries[0].probabilityOfBest.isFinite,
      entries.contains(where: { $0.effect != 0 })
    else { return nil }
    return entries
  }

  /// For each aim which scenario is best, in every period; where the base is, also which of the others.
  public var rankingSentences: [String] {
    let sentences = Self.aims.compactMap { aim, name -> String? in
      let orders = costWindows.compactMap { window in
        order(aim, window.kind).map { (kind: window.kind, entries: $0) }
      }
      let all = joined(
        orders.map { kind, entries in
          let tied = Set(
            entries.filter { !($0.behindBest.magnitude > $0.behindBestHalfWidth) }.map(\.scenario))
          return (kind, standing(entries.map(\.scenario)) { tied.contains($0) })
        })
      guard let all else { return nil }
      var text = "\(name): \(all)."
      let hasBestBase = orders.contains { $0.entries[0].scenario == Self.baseID }
      if hasBestBase, alternatives.count > 1,
        let others = joined(
          orders.map { kind, entries in
            let ids = entries.map(\.scenario).filter { $0 != Self.baseID }
            return (
              kind,
              standing(ids) { difference(aim, kind, ids[0], $0)?.includesZero ?? true }
            )
          })
      {
        text += " Of the \(Numbers.count(alternatives.count, "other")): \(others)."
      }
      return text
    }
    return sentences + (sentences.isEmpty ? [] : sizeSentences)
  }

  /// A difference between two scenarios, in either order, by its size.
  func difference(_ aim: String, _ window: String, _ one: String, _ other: String) -> Difference? {
    differences.first {
      $0.aim == aim && $0.window == window
        && ($0.scenario == one && $0.other == other || $0.scenario == other && $0.other == one)
    }
  }

  /// That the order ignores how much money each scenario takes.
  private var sizeSentences: [String] {
    let costs = alternatives.compactMap { total($0, "policy_cost")?.effect }.filter { $0 > 0 }
    guard let least = costs.min(), let most = costs.max(), most > 1.2 * least else { return [] }
    return [
      "The order ignores the size of the policies: direct costs run from \(amount(least)) to \(amount(most))."
    ]
  }
}

extension ComparisonResults.Rank {
  /// The effect on the aim with half of its interval: money in the currency, shares in points, the rest in per cent.
  var change: String {
    Self.change(aim, base: base, effect: effect, halfWidth: halfWidth)
  }

  /// Whether the 95 % interval of the effect includes zero, or there is none.
  var includesZero: Bool { !(effect - halfWidth > 0 || effect + halfWidth < 0) }

  static func change(
    _ aim: String, base: Double, effect: Double, halfWidth: Double
  ) -> String {
    switch aim {
    case "net_cost":
      return Numbers.estimate(1e6 * effect, halfWidth: 1e6 * halfWidth)
    case "unemployment":
      return Numbers.estimate(100 * effect, halfWidth: 100 * halfWidth) + " points"
    default:
      guard base != 0 else { return Numbers.estimate(effect, halfWidth: halfWidth) }
      let size = base.magnitude / 100
      return Numbers.estimate(effect / size, halfWidth: halfWidth / size) + "\u{A0}%"
    }
  }
}
