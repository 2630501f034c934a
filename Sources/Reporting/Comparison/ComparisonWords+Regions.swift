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
      let when = windows[firstWindow].kind == "in_force" ? " while in force" : ""
      let clear = effects.filter { !$0.includesZero }
      guard !clear.isEmpty else {
        return "Regional \(word)\(when): the interval of every region includes zero."
      }
      /// "rises in three regions, most in Karaganda region (+0.88 ± 0.24 %)".
      func part(_ verb: String, _ effects: [Effect]) -> String? {
        guard
          let most = effects.max(by: {
            ($0.effect / $0.base).magnitude < ($1.effect / $1.base).magnitude
          })
        else { return nil }
        let name = "\(names[most.entity] ?? most.entity) (\(most.change(isShare: false)))"
        return effects.count == 1
          ? "\(verb) in \(name)"
          : "\(verb) in \(Numbers.count(effects.count, "region")), most in \(name)"
      }
      let parts = [
        part("rises", clear.filter { $0.effect > 0 }),
        part("falls", clear.filter { $0.effect < 0 }),
      ].compactMap { $0 }
      let text = "Regional \(word)\(when) \(parts.joined(separator: " and "))"
      switch effects.count - clear.count {
      case 0: return text + "."
      case 1: return text + "; the interval of the other region includes zero."
      case let rest: return text + "; the intervals of \(rest) other regions include zero."
      }
    }
  }
}
