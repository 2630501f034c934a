import TripleHelix

/// Which scenario is best, in words.
extension ComparisonResults {
  /// Aims as people read them.
  static let aims: [(id: String, name: String)] = [
    ("product", "Product"), ("jobs", "Jobs"), ("research", "R&D"), ("patents", "Patents"),
    ("unemployment", "Unemployment (low)"), ("inequality", "Inequality of regions (low)"),
    ("net_cost", "Net cost before financing (low)"),
  ]

  /// Replicates below which resampling claims too much certainty.
  private static let fewReplicates = 10

  /// One sentence for each aim: which scenario is best on average, and which others may be.
  public func rankingSentences(window: String) -> [String] {
    Self.aims.compactMap { id, name -> String? in
      let entries = ranks.filter { $0.aim == id && $0.window == window }.sorted {
        $0.rank < $1.rank
      }
      guard let best = entries.first, entries.count > 1, best.probabilityOfBest.isFinite else {
        return nil
      }
      if entries.allSatisfy({ $0.effect == 0 }) { return nil }
      let close = entries.dropFirst().filter {
        !($0.behindBest.magnitude > $0.behindBestHalfWidth)
      }.map { title(of: $0.scenario) }
      let text = "\(name): \(title(of: best.scenario)) is best on average"
      switch close.count {
      case 0: return text + "."
      case 1: return text + "; the interval of its difference from \(close[0]) includes zero."
      default:
        return text
          + "; the intervals of its differences from \(Numbers.list(close)) include zero."
      }
    }
  }

  /// What few replicates make of the probabilities of being best; `nil` where there are enough.
  var probabilityCaution: String? {
    guard replicates < Self.fewReplicates else { return nil }
    return
      "With only \(Numbers.count(replicates, "replicate")), the probabilities of being best are too close "
      + "to 0 and 1; use at least \(Self.fewReplicates)."
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
    case "unemployment", "inequality":
      return Numbers.estimate(100 * effect, halfWidth: 100 * halfWidth) + " points"
    default:
      guard base != 0 else { return Numbers.estimate(effect, halfWidth: halfWidth) }
      let size = base.magnitude / 100
      return Numbers.estimate(effect / size, halfWidth: halfWidth / size) + "\u{A0}%"
    }
  }
}
