import TripleHelix

/// The tables of a comparison taken apart.
struct ComparisonReader {
  let effects: NamedColumns?
  let windows: NamedColumns?
  let totals: NamedColumns?
  let pairs: NamedColumns?
  let policies: NamedColumns?
  let chosen: NamedColumns?

  /// Effects by year and their mean, by scenario.
  var effectsByScenario: [String: [ComparisonResults.Effect]] {
    guard let effects else { return [:] }
    let all = Self.effects(effects)
    return Dictionary(grouping: zip(effects.texts("scenario"), all), by: \.0)
      .mapValues { $0.map(\.1) }
  }

  /// Effects in windows, by scenario and kind of window.
  var windowEffectsByScenario: [String: [String: [ComparisonResults.Effect]]] {
    guard let windows else { return [:] }
    let all = Self.effects(windows)
    let kinds = windows.texts("window")
    var result: [String: [String: [ComparisonResults.Effect]]] = [:]
    for (row, scenario) in windows.texts("scenario").enumerated() {
      result[scenario, default: [:]][kinds[row], default: []].append(all[row])
    }
    return result
  }

  /// Windows in their order.
  var windowList: [ComparisonResults.Window] {
    guard let windows else { return [] }
    let (kinds, from, to) = (
      windows.texts("window"), windows.numbers("from"), windows.numbers("to")
    )
    var result: [ComparisonResults.Window] = []
    for row in kinds.indices where !result.contains(where: { $0.kind == kinds[row] }) {
      result.append(.init(kind: kinds[row], from: from[row] ?? 0, to: to[row] ?? 0))
    }
    return result
  }

  private static func effects(_ columns: NamedColumns) -> [ComparisonResults.Effect] {
    let (tables, entities) = (columns.texts("table"), columns.texts("entity"))
    let (indicators, units) = (columns.texts("indicator"), columns.texts("unit"))
    let years = columns.numbers("year")
    let (bases, policies) = (columns.numbers("base"), columns.numbers("policy"))
    let (effects, halves) = (columns.numbers("effect"), columns.numbers("half_width"))
    let unpaired = columns.numbers("unpaired_half_width")
    let probabilities = columns.numbers("probability")
    let (needed, toTell) = (columns.integers("needed"), columns.integers("to_tell"))
    return (0..<columns.count).map { row in
      ComparisonResults.Effect(
        table: tables[row], entity: entities[row], indicator: indicators[row], unit: units[row],
        year: years[row], base: bases[row] ?? .nan, policy: policies[row] ?? .nan,
        effect: effects[row] ?? .nan, halfWidth: halves[row] ?? .nan,
        unpairedHalfWidth: unpaired[row] ?? .nan, probability: probabilities[row] ?? .nan,
        needed: needed[row], toTell: toTell[row])
    }
  }

  /// Totals by scenario and kind of window.
  var totalsByScenario: [String: [String: [ComparisonResults.Total]]] {
    guard let totals, let pairs else { return [:] }
    var differences: [String: [Double]] = [:]
    func key(_ scenario: String, _ window: String, _ indicator: String) -> String {
      "\(scenario)\n\(window)\n\(indicator)"
    }
    do {
      let (scenarios, windows) = (pairs.texts("scenario"), pairs.texts("window"))
      let (bases, policies) = (pairs.numbers("base"), pairs.numbers("policy"))
      for (row, indicator) in pairs.texts("indicator").enumerated() {
        differences[key(scenarios[row], windows[row], indicator), default: []]
          .append((policies[row] ?? .nan) - (bases[row] ?? .nan))
      }
    }
    let (scenarios, windows) = (totals.texts("scenario"), totals.texts("window"))
    let (indicators, units) = (totals.texts("indicator"), totals.texts("unit"))
    let (bases, effects) = (totals.numbers("base"), totals.numbers("effect"))
    let (halves, probabilities) = (totals.numbers("half_width"), totals.numbers("probability"))
    func costs(_ name: String) -> [ComparisonResults.UnitCost] {
      let (cost, lower, upper) = (
        totals.numbers(name), totals.numbers(name + "_lower"), totals.numbers(name + "_upper")
      )
      return cost.indices.map {
        .init(cost: cost[$0] ?? .nan, lower: lower[$0] ?? .nan, upper: upper[$0] ?? .nan)
      }
    }
    let (direct, net) = (costs("policy_cost_per_unit"), costs("net_cost_per_unit"))
    var result: [String: [String: [ComparisonResults.Total]]] = [:]
    for row in indicators.indices {
      result[scenarios[row], default: [:]][windows[row], default: []].append(
        ComparisonResults.Total(
          indicator: indicators[row], unit: units[row], base: bases[row] ?? .nan,
          effect: effects[row] ?? .nan, halfWidth: halves[row] ?? .nan,
          probability: probabilities[row] ?? .nan, policyCostPerUnit: direct[row],
          netCostPerUnit: net[row],
          differences: differences[key(scenarios[row], windows[row], indicators[row])] ?? []))
    }
    return result
  }

  /// What the policies of a scenario did.
  func accounts(of scenario: String) -> [ComparisonResults.Account] {
    guard let policies else { return [] }
    let scenarios = policies.texts("scenario")
    let (names, instruments) = (policies.texts("policy"), policies.texts("instrument"))
    let (from, to, payers) = (
      policies.numbers("from"), policies.numbers("to"), policies.texts("paid_by")
    )
    func estimates(_ name: String) -> [(mean: Double, halfWidth: Double)] {
      zip(policies.numbers(name), policies.numbers(name + "_half_width"))
        .map { ($0 ?? .nan, $1 ?? .nan) }
    }
    let (spent, forgone, cost) = (estimates("spent"), estimates("forgone"), estimates("cost"))
    let (reached, takeUp) = (policies.numbers("reached"), policies.numbers("take_up"))
    let participations = policies.numbers("participations")
    return names.indices.filter { scenarios[$0] == scenario }.map { row in
      ComparisonResults.Account(
        policy: names[row], instrument: instruments[row], from: from[row] ?? .nan,
        to: to[row] ?? .nan, paidBy: payers[row], spent: spent[row], forgone: forgone[row],
        cost: cost[row], reached: reached[row] ?? .nan, takeUp: takeUp[row] ?? .nan,
        participations: participations[row] ?? .nan, chosen: chosen(scenario, names[row]))
    }
  }

  private func chosen(
    _ scenario: String, _ policy: String
  ) -> [(region: String, sector: String, runs: Int, of: Int)] {
    guard let chosen else { return [] }
    let (scenarios, policies) = (chosen.texts("scenario"), chosen.texts("policy"))
    let (regions, sectors) = (chosen.texts("region"), chosen.texts("sector"))
    let (runs, of) = (chosen.integers("runs"), chosen.integers("of"))
    return scenarios.indices.filter { scenarios[$0] == scenario && policies[$0] == policy }
      .map { (regions[$0], sectors[$0], runs[$0] ?? 0, of[$0] ?? 0) }
  }

  static func ranks(_ columns: NamedColumns) -> [ComparisonResults.Rank] {
    let (aims, units, windows) = (
      columns.texts("aim"), columns.texts("unit"), columns.texts("window")
    )
    let (ranks, scenarios) = (columns.integers("rank"), columns.texts("scenario"))
    let (bases, effects) = (columns.numbers("base"), columns.numbers("effect"))
    let halves = columns.numbers("half_width")
    let (behind, behindHalves) = (
      columns.numbers("behind_best"), columns.numbers("behind_best_half_width")
    )
    let best = columns.numbers("probability_best")
    return (0..<columns.count).map { row in
      ComparisonResults.Rank(
        aim: aims[row], unit: units[row], window: windows[row], rank: ranks[row] ?? 0,
        scenario: scenarios[row], base: bases[row] ?? .nan, effect: effects[row] ?? .nan,
        halfWidth: halves[row] ?? .nan, behindBest: behind[row] ?? .nan,
        behindBestHalfWidth: behindHalves[row] ?? .nan, probabilityOfBest: best[row] ?? .nan)
    }
  }

  static func differences(_ columns: NamedColumns) -> [ComparisonResults.Difference] {
    let (aims, windows) = (columns.texts("aim"), columns.texts("window"))
    let (scenarios, others) = (columns.texts("scenario"), columns.texts("other"))
    let (differences, halves) = (columns.numbers("difference"), columns.numbers("half_width"))
    return others.indices.filter { others[$0] != "sum_of_parts" }.map { row in
      ComparisonResults.Difference(
        aim: aims[row], window: windows[row], scenario: scenarios[row], other: others[row],
        difference: differences[row] ?? .nan, halfWidth: halves[row] ?? .nan)
    }
  }

  static func interactions(_ columns: NamedColumns) -> [ComparisonResults.Interaction] {
    let (aims, units, windows) = (
      columns.texts("aim"), columns.texts("unit"), columns.texts("window")
    )
    let (differences, halves) = (columns.numbers("difference"), columns.numbers("half_width"))
    let others = columns.texts("other")
    return others.indices.filter { others[$0] == "sum_of_parts" }.map { row in
      ComparisonResults.Interaction(
        aim: aims[row], unit: units[row], window: windows[row],
        difference: differences[row] ?? .nan, halfWidth: halves[row] ?? .nan)
    }
  }
}
