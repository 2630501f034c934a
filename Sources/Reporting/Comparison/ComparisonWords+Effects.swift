import TripleHelix

/// Effects on the country in words.
extension ComparisonResults {
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

  func effectSentences(of scenario: Alternative) -> [String] {
    guard scenario.replicates > 0 else { return [] }
    let headlines = windows.indices.map { self.headlines(of: scenario, window: $0) }
    if headlines.allSatisfy({ $0.allSatisfy { $0.effect.effect == 0 } }) {
      return ["The two scenarios give exactly the same figures in every pair of runs."]
    }
    guard scenario.replicates > 1 else {
      return ["One pair of runs gives no intervals: run more with -r."]
    }
    // The first window and the last, which may be the same time; tables have the others.
    let (first, last) = (windows[firstWindow], windows[windows.count - 1])
    let isSame = first.from == last.from && first.to == last.to
    let places = isSame ? [firstWindow] : [firstWindow, windows.count - 1]
    return places.map { place in
      let when = name(of: windows[place])
      let all = headlines[place]
      let clear = all.filter { !$0.effect.includesZero }
      guard !clear.isEmpty else {
        return
          "\(when): no clear effect on the country; the interval of every figure includes zero."
      }
      var named = clear.prefix(Self.namedFigures).map { figure, effect in
        "\(figure.name.lowercasedStart) \(effect.change(isShare: figure.isShare))"
      }
      if clear.count > named.count {
        named.append(
          "a clear effect on \(Numbers.count(clear.count - named.count, "other figure"))")
      }
      let text = "\(when): \(Numbers.list(named))."
      switch all.count - clear.count {
      case 0: return text
      case 1: return text + " The interval of the other figure includes zero."
      case let rest: return text + " The intervals of \(rest) other figures include zero."
      }
    }
  }

  /// Figures that a sentence gives; the table has the rest.
  private static let namedFigures = 5

  /// How many clear effects chance alone gives, where there are any.
  func chanceSentences(of scenario: Alternative) -> [String] {
    let effects =
      windows.indices.flatMap { headlines(of: scenario, window: $0).map(\.effect) }
      + regionEffects(scenario, "real_grp") + regionEffects(scenario, "employed")
    guard effects.contains(where: { !$0.includesZero }) else { return [] }
    return ["By chance alone, one 95 % interval in twenty excludes zero."]
  }

  /// p-values adjusted for their number by the step-down method of Holm (1979), in the order of the effects;
  /// not a number where an effect has none.
  static func adjusted(_ effects: [Effect]) -> [Double] {
    let judged = effects.indices.filter { effects[$0].probability.isFinite }
      .sorted { effects[$0].probability < effects[$1].probability }
    var adjusted = effects.map { _ in Double.nan }
    var largest = 0.0
    for (place, effect) in judged.enumerated() {
      largest = max(largest, min(1, effects[effect].probability * Double(judged.count - place)))
      adjusted[effect] = largest
    }
    return adjusted
  }
}
