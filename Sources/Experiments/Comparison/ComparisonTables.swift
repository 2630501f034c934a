public import TripleHelix

/// The tables of a comparison: their columns, and how they are filled.
public enum ComparisonTables {
  /// Empty tables, in the order in which they are written.
  ///
  /// - Parameter precision: Half-width that `needed` is about, as a share of the base's mean.
  public static func schemas(precision: Double) -> [Table] {
    [effects(precision), windows, totals, pairs, policies, chosen, ranking, differences]
  }

  private static let scenario = TableColumn(
    "scenario", .text, "–", "Scenario that is compared with the base.")
  private static let window = TableColumn(
    "window", .text, "–",
    "run (all of it), in_force (while the policies that differ are in force), after (the five years that "
      + "follow, or as many as there are) or end (the last year).")
  private static let span: [TableColumn] = [
    .init("from", .number, "years", "Calendar time at which the window begins."),
    .init("to", .number, "years", "Calendar time at which the window ends."),
  ]
  private static let figure: [TableColumn] = [
    .init(
      "table", .text, "–", "Table of a run that holds the figure; targets for groups of firms."),
    .init(
      "entity", .text, "–",
      "Region or sector, empty for the country; of targets: inside, outside or all."),
    .init("indicator", .text, "–", "Column of that table."),
    .init("unit", .text, "–", "Unit of the figure."),
  ]
  private static let effect: [TableColumn] = [
    .init("pairs", .integer, "–", "Replicates in which both scenarios define the figure."),
    .init("base", .number, "as `unit` says", "Mean over replicates of the base."),
    .init("policy", .number, "as `unit` says", "Mean over replicates of the scenario."),
    .init("effect", .number, "as `unit` says", "Mean difference, scenario less base."),
    .init(
      "half_width", .number, "as `unit` says",
      "Half of the 95 % interval of the effect, by pairs (Student's t)."),
    .init("lower", .number, "as `unit` says", "Lower end of that interval."),
    .init("upper", .number, "as `unit` says", "Upper end of that interval."),
    .init(
      "unpaired_half_width", .number, "as `unit` says",
      "Half of the interval that independent runs would give (Welch)."),
    .init("effect_share", .number, "share of base", "Effect divided by the mean of the base."),
  ]
  private static let certainty: [TableColumn] = [
    .init(
      "probability", .number, "–",
      "p-value: probability of an effect at least as large in either direction if there were none."),
    .init(
      "to_tell", .integer, "–",
      "Replicates needed to detect an effect of this size at the 5 % level with a power of 80 %."),
  ]

  static func effects(_ precision: Double) -> Table {
    Table(
      name: "effects",
      summary:
        "One row per figure of the country, a region, a sector or a group of firms, and year; without a "
        + "year the mean of all years but the start.",
      columns: figure + [
        .init("year", .number, "years", "Calendar time of the year's end; empty for the mean.")
      ] + effect + [
        .init(
          "needed", .integer, "–",
          "Replicates for a half-width of \(precision) of the base; empty where not known.")
      ] + certainty + [scenario])
  }

  static let windows = Table(
    name: "windows",
    summary: "One row per figure and window of time: the mean of its quarters.",
    columns: figure + [window] + span + effect + certainty + [scenario])

  static let totals = Table(
    name: "totals",
    summary:
      "One row per figure summed over the quarters of a window: total effects of the scenario.",
    columns: [
      .init("indicator", .text, "–", "Quantity that is summed."),
      .init("unit", .text, "–", "Its unit."),
      .init("meaning", .text, "–", "Meaning of the indicator."),
      .init("pairs", .integer, "–", "Replicates."),
      .init("base", .number, "as `unit` says", "Mean of the base."),
      .init("policy", .number, "as `unit` says", "Mean of the scenario."),
      .init("effect", .number, "as `unit` says", "Mean difference, scenario less base."),
      .init("half_width", .number, "as `unit` says", "Half of its 95 % interval, by pairs."),
      .init(
        "policy_cost_per_unit", .number, "million",
        "Money spent and tax forgone per unit of the effect; empty where the interval of the effect "
          + "includes zero.",
        source: "Fieller 1954, J. R. Stat. Soc. B 16"),
      .init("policy_cost_per_unit_lower", .number, "million", "Lower end of its 95 % interval."),
      .init("policy_cost_per_unit_upper", .number, "million", "Upper end of its 95 % interval."),
      .init(
        "net_cost_per_unit", .number, "million",
        "The same, of the net cost to all governments before financing."),
      .init("net_cost_per_unit_lower", .number, "million", "Lower end of its 95 % interval."),
      .init("net_cost_per_unit_upper", .number, "million", "Upper end of its 95 % interval."),
      .init("probability", .number, "–", "p-value of the effect (Student's t of the pairs)."),
      window, scenario,
    ])

  static let pairs = Table(
    name: "pairs",
    summary: "One row per replicate, total and window: both scenarios under one seed.",
    columns: [
      // Text, since the largest seeds are too large for many readers' whole numbers.
      .init("seed", .text, "–", "Seed of both runs: `triskele run FILE --seed` repeats one."),
      .init("indicator", .text, "–", "What is summed over the quarters of the window."),
      .init("unit", .text, "–", "Its unit."),
      .init("base", .number, "as `unit` says", "Value of the base."),
      .init("policy", .number, "as `unit` says", "Value of the scenario."),
      window, scenario,
    ])

  static let policies = Table(
    name: "policies",
    summary:
      "One row per scenario and policy: what it cost and whom it reached, means of all seeds.",
    columns: [
      .init("scenario", .text, "–", "Scenario, or base."),
      .init("policy", .text, "–", "Name in the scenario."),
      .init("instrument", .text, "–", "Kind of instrument."),
      .init("from", .number, "years", "Calendar time at which it begins."),
      .init("to", .number, "years", "Calendar time at which it ends, the end of the run at most."),
      .init("paid_by", .text, "–", "Who pays what is spent: nation or regions."),
      .init("runs", .integer, "–", "Runs in which it acted."),
      .init("spent", .number, "million", "Money paid out, at consumer prices of the start."),
      .init("spent_half_width", .number, "million", "Half of its 95 % interval."),
      .init("forgone", .number, "million", "Tax not collected, at consumer prices of the start."),
      .init("forgone_half_width", .number, "million", "Half of its 95 % interval."),
      .init("cost", .number, "million", "Money spent and tax not collected."),
      .init("cost_half_width", .number, "million", "Half of its 95 % interval."),
      .init(
        "reached", .number, "firms",
        "Firms, universities or regions reached in a quarter (or tick), mean of those in which it acts."
      ),
      .init(
        "eligible", .number, "firms", "Firms, universities or regions that it could have reached."),
      .init("take_up", .number, "share", "Reached divided by eligible."),
      .init("participations", .number, "firms", "Admissions, or those reached tick by tick."),
    ])

  static let chosen = Table(
    name: "chosen",
    summary:
      "One row per policy and winner: the sectors of regions that a contest or a choice of pilots "
      + "ever chose, by the number of runs.",
    columns: [
      .init("scenario", .text, "–", "Scenario, or base."),
      .init("policy", .text, "–", "Name in the scenario."),
      .init("region", .text, "–", "Identifier of the region."),
      .init("sector", .text, "–", "Identifier of the sector."),
      .init("runs", .integer, "–", "Runs in which it was chosen."),
      .init("of", .integer, "–", "Runs."),
    ])

  static let ranking = Table(
    name: "ranking",
    summary: "One row per aim, window and scenario, the base among them: the best first.",
    columns: [
      .init(
        "aim", .text, "–", "Product, jobs, research, patents, unemployment, inequality, net_cost."),
      .init("unit", .text, "–", "Its unit; totals of the window, unemployment and Gini as means."),
      .init("better", .text, "–", "Whether more or less of it is better."),
      window,
      .init("rank", .integer, "–", "1 for the best mean."),
      scenario,
      .init("pairs", .integer, "–", "Replicates in which every scenario completed."),
      .init("base", .number, "as `unit` says", "Mean of the base."),
      .init("effect", .number, "as `unit` says", "Mean difference from the base."),
      .init("half_width", .number, "as `unit` says", "Half of its 95 % interval, by pairs."),
      .init("probability", .number, "–", "p-value of that difference."),
      .init(
        "behind_best", .number, "as `unit` says", "Mean difference from the scenario ranked first."),
      .init("behind_best_half_width", .number, "as `unit` says", "Half of its 95 % interval."),
      .init(
        "probability_best", .number, "–",
        "Share of 1,000 resampled sets of seeds in which it has the best mean."),
    ])

  static let differences = Table(
    name: "differences",
    summary:
      "One row per aim, window and pair of scenarios: the first less the second; after --separate "
      + "also all policies together less the sum of each alone.",
    columns: [
      .init("aim", .text, "–", "As in `ranking`."), .init("unit", .text, "–", "Its unit."), window,
      scenario,
      .init("other", .text, "–", "The other scenario, or sum_of_parts."),
      .init("pairs", .integer, "–", "Replicates."),
      .init("difference", .number, "as `unit` says", "Mean difference."),
      .init("half_width", .number, "as `unit` says", "Half of its 95 % interval, by pairs."),
      .init("probability", .number, "–", "p-value of that difference."),
    ])
}

extension ComparisonResult {
  /// All tables of ``ComparisonTables/schemas(precision:)``, filled.
  ///
  /// - Parameter isSeparated: Whether the last scenario holds the policies of all others together.
  public func tables(precision: Double, isSeparated: Bool) -> [Table] {
    [
      effectsTable(precision: precision), windowsTable, totalsTable, pairsTable, policiesTable,
      chosenTable, rankingTable, differencesTable(isSeparated: isSeparated),
    ]
  }

  private func cells(_ effect: PairedEffect) -> [TableValue] {
    let isDefined = effect.count > 0
    return [
      .integer(effect.count), .number(isDefined ? effect.base : .nan),
      .number(isDefined ? effect.policy : .nan), .number(isDefined ? effect.effect : .nan),
      .number(effect.halfWidth), .number(effect.lower), .number(effect.upper),
      .number(effect.unpairedHalfWidth),
      .number(effect.base != 0 ? effect.effect / effect.base.magnitude : .nan),
    ]
  }

  private func certainty(_ effect: PairedEffect) -> [TableValue] {
    [
      .number(effect.probability), effect.pairsToTell.map { .integer($0) } ?? .number(.nan),
    ]
  }

  /// One row per figure and year, and one for the mean of the years.
  public func effectsTable(precision: Double) -> Table {
    var table = ComparisonTables.effects(precision)
    for scenario in alternatives {
      for row in scenario.rows {
        let effect = row.effect
        let needed = effect.replicates(forHalfWidth: precision * effect.base.magnitude)
        table.append(
          [
            .text(row.table), .text(row.entity), .text(row.column.name), .text(row.column.unit),
            .number(row.year ?? .nan),
          ] + cells(effect) + [needed.map { .integer($0) } ?? .number(.nan)] + certainty(effect)
            + [.text(scenario.id)])
      }
    }
    return table
  }

  /// Calendar time at which ticks begin and end.
  private func span(_ ticks: ClosedRange<Int>) -> [TableValue] {
    let start = Double(base.startYear)
    return [
      .number(start + base.timeStep.years(ticks.lowerBound - 1)),
      .number(start + base.timeStep.years(ticks.upperBound)),
    ]
  }

  private var windowsTable: Table {
    var table = ComparisonTables.windows
    for scenario in alternatives {
      for (place, window) in plan.windows.enumerated() {
        for row in scenario.rows(window: place) where row.effect.count > 0 {
          table.append(
            [
              .text(row.table), .text(row.entity), .text(row.column.name), .text(row.column.unit),
              .text(window.kind.rawValue),
            ] + span(window.ticks) + cells(row.effect) + certainty(row.effect)
              + [.text(scenario.id)])
        }
      }
    }
    return table
  }

  /// The whole run and the windows, by name; a window that is the whole run stands once.
  private var periods: [(number: Int, name: String)] {
    [(0, EffectWindow.Kind.run.rawValue)]
      + plan.windows.enumerated().filter { $0.element.kind != .run }
      .map { ($0.offset + 1, $0.element.kind.rawValue) }
  }

  private var totalsTable: Table {
    var table = ComparisonTables.totals
    for scenario in alternatives {
      for period in periods {
        for row in scenario.totalRows(period: period.number) {
          table.append([
            .text(row.column.name), .text(row.column.unit), .text(row.column.meaning),
            .integer(row.effect.count), .number(row.effect.base), .number(row.effect.policy),
            .number(row.effect.effect), .number(row.effect.halfWidth),
            .number(row.policyCostPerUnit.cost), .number(row.policyCostPerUnit.lower),
            .number(row.policyCostPerUnit.upper), .number(row.netCostPerUnit.cost),
            .number(row.netCostPerUnit.lower), .number(row.netCostPerUnit.upper),
            .number(row.effect.probability), .text(period.name), .text(scenario.id),
          ])
        }
      }
    }
    return table
  }

  /// One row per replicate, total and window.
  public var pairsTable: Table {
    var table = ComparisonTables.pairs
    let columns = ComparisonEffects.totalColumns
    for scenario in alternatives {
      for period in periods {
        for pair in scenario.pairs(period: period.number) {
          for (place, column) in columns.enumerated() {
            table.append([
              .text(String(pair.seed)), .text(column.name), .text(column.unit),
              .number(pair.base[place]), .number(pair.policy[place]), .text(period.name),
              .text(scenario.id),
            ])
          }
        }
      }
    }
    return table
  }

  private var sides: [(id: String, configuration: Configuration, accounts: [[PolicyFigures]])] {
    [(Comparison.baseID, base, baseAccounts)]
      + alternatives.map { ($0.id, $0.policy, $0.accounts) }
  }

  private var policiesTable: Table {
    var table = ComparisonTables.policies
    for side in sides {
      for policy in side.configuration.policies {
        let figures = side.accounts.compactMap { $0.first { $0.name == policy.name } }
        func mean(_ value: (PolicyFigures) -> Double) -> PairedEffect {
          var effect = PairedEffect()
          for figure in figures { effect.add(base: 0, policy: value(figure)) }
          return effect
        }
        let (spent, forgone, cost) = (
          mean(\.spent), mean(\.forgone), mean { $0.spent + $0.forgone }
        )
        let (reached, eligible) = (mean(\.reached), mean(\.eligible))
        let start = Double(base.startYear)
        table.append([
          .text(side.id), .text(policy.name), .text(policy.instrument.rawValue),
          .number(start + base.timeStep.years(policy.start)),
          .number(start + base.timeStep.years(min(policy.end, base.horizon))),
          .text(policy.paidBy.rawValue), .integer(figures.count), .number(spent.effect),
          .number(spent.halfWidth), .number(forgone.effect), .number(forgone.halfWidth),
          .number(cost.effect), .number(cost.halfWidth), .number(reached.effect),
          .number(eligible.effect),
          .number(eligible.effect > 0 ? reached.effect / eligible.effect : .nan),
          .number(mean(\.participations).effect),
        ])
      }
    }
    return table
  }

  private var chosenTable: Table {
    var table = ComparisonTables.chosen
    for side in sides {
      var counts: [ChosenCell: Int] = [:]
      for cell in side.accounts.flatMap({ $0.flatMap(\.chosen) }) { counts[cell, default: 0] += 1 }
      for policy in side.configuration.policies {
        let cells = counts.filter { $0.key.policy == policy.name }.sorted {
          (-$0.value, $0.key.region, $0.key.sector) < (-$1.value, $1.key.region, $1.key.sector)
        }
        for (cell, count) in cells {
          table.append([
            .text(side.id), .text(policy.name), .text(cell.region), .text(cell.sector),
            .integer(count), .integer(side.accounts.count),
          ])
        }
      }
    }
    return table
  }

  private var rankingTable: Table {
    var table = ComparisonTables.ranking
    let names = [Comparison.baseID] + alternatives.map(\.id)
    for period in periods {
      for ranking in rankings(period: period.number) {
        for (place, entry) in ranking.entries.enumerated() where entry.effect.count > 0 {
          table.append([
            .text(ranking.aim.rawValue), .text(ranking.aim.unit),
            .text(ranking.aim.isMoreBetter ? "more" : "less"), .text(period.name),
            .integer(place + 1), .text(names[entry.scenario]), .integer(entry.effect.count),
            .number(entry.effect.base), .number(entry.effect.effect),
            .number(entry.effect.halfWidth), .number(entry.effect.probability),
            .number(entry.behindBest.effect), .number(entry.behindBest.halfWidth),
            .number(entry.probabilityOfBest),
          ])
        }
      }
    }
    return table
  }

  private func differencesTable(isSeparated: Bool) -> Table {
    var table = ComparisonTables.differences
    for period in periods {
      for (place, aim) in ComparisonAim.allCases.enumerated() {
        func add(_ scenario: Int, _ other: String, _ effect: PairedEffect) {
          guard effect.count > 0 else { return }
          table.append([
            .text(aim.rawValue), .text(aim.unit), .text(period.name),
            .text(alternatives[scenario].id), .text(other), .integer(effect.count),
            .number(effect.effect), .number(effect.halfWidth), .number(effect.probability),
          ])
        }
        for scenario in alternatives.indices {
          for other in alternatives.indices where other > scenario {
            add(
              scenario, alternatives[other].id,
              difference(scenario, less: other, aim: place, period: period.number))
          }
        }
        if isSeparated {
          add(
            alternatives.count - 1, "sum_of_parts",
            interaction(aim: place, period: period.number))
        }
      }
    }
    return table
  }
}
