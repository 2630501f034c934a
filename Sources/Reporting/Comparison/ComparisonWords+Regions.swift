import TripleHelix

/// Effects on regions in words.
extension ComparisonResults {
  /// Effects on a column by region in the first window.
  func regionEffects(_ scenario: Alternative, _ column: String) -> [Effect] {
    guard scenario.windows.indices.contains(firstWindow) else { return [] }
    return scenario.windows[firstWindow].filter {
      $0.table == "regions" && $0.indicator == column && $0.base != 0 && $0.halfWidth.isFinite
    }
  }

  func regionSentences(of scenario: Alternative) -> [String] {
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
          "Regional \(word)\(when): no clear effect; the interval of every region includes zero."
      }
      var parts: [String] = []
      if !winners.isEmpty { parts.append("gains in \(listed(winners))") }
      if !losers.isEmpty { parts.append("losses in \(listed(losers))") }
      let text = "Regional \(word)\(when): \(parts.joined(separator: "; "))."
      switch effects.count - clear.count {
      case 0: return text
      case 1: return text + " The interval of the other region includes zero."
      case let rest: return text + " The intervals of \(rest) other regions include zero."
      }
    }
  }
}
