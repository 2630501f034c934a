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
      "Region or sector, empty for the country; of targets: inside, outside, all firms, or rest (R&D staff "
        + "and universities)."),
    .init(
      "indicator", .text, "–",
      "Column of that table; real_research is R&D at consumer prices of the start."),
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
