public import TripleHelix

/// The effects as tables, as they are written and drawn.
extension ComparisonEffects {
  /// One row a figure and year, and one for the mean of the years.
  ///
  /// - Parameter precision: Half-width that `needed` is about, as a share of the base's mean.
  public func effectsTable(precision: Double) -> Table {
    var table = Table(
      name: "effects",
      summary:
        "One row a figure of the country, a region or a sector, and year; without a year the mean of "
        + "all years but the start.",
      columns: [
        .init("table", .text, "–", "Table of a run that holds the figure."),
        .init("entity", .text, "–", "Region or sector; empty for the country."),
        .init("indicator", .text, "–", "Column of that table."),
        .init("unit", .text, "–", "Unit of the figure."),
        .init("year", .number, "years", "Calendar time of the year's end; empty for the mean."),
        .init("pairs", .integer, "–", "Replicates in which both sides define the figure."),
        .init("base", .number, "as `unit` says", "Mean over replicates of the first scenario."),
        .init("policy", .number, "as `unit` says", "Mean over replicates of the second scenario."),
        .init("effect", .number, "as `unit` says", "Mean difference, second less first."),
        .init(
          "half_width", .number, "as `unit` says",
          "Half of the 95 % interval of the effect, by pairs (Student's t)."),
        .init("lower", .number, "as `unit` says", "Lower end of that interval."),
        .init("upper", .number, "as `unit` says", "Upper end of that interval."),
        .init(
          "unpaired_half_width", .number, "as `unit` says",
          "Half of the interval that independent runs would give (Welch)."),
        .init("effect_share", .number, "share of base", "Effect over the mean of the base."),
        .init(
          "needed", .integer, "–",
          "Replicates for a half-width of \(precision) of the base; empty where not known."),
        .init(
          "probability", .number, "–",
          "Of as large an effect either way if there were none (Student's t of the pairs)."),
        .init(
          "to_tell", .integer, "–",
          "Replicates that tell such an effect from none at 95 % four times in five."),
      ])
    for row in rows {
      let effect = row.effect
      let needed = effect.replicates(forHalfWidth: precision * effect.base.magnitude)
      table.append([
        .text(row.table), .text(row.entity), .text(row.column.name), .text(row.column.unit),
        .number(row.year ?? .nan), .integer(effect.count),
        .number(effect.count > 0 ? effect.base : .nan),
        .number(effect.count > 0 ? effect.policy : .nan),
        .number(effect.count > 0 ? effect.effect : .nan), .number(effect.halfWidth),
        .number(effect.lower), .number(effect.upper), .number(effect.unpairedHalfWidth),
        .number(effect.base != 0 ? effect.effect / effect.base.magnitude : .nan),
        needed.map { .integer($0) } ?? .number(.nan), .number(effect.probability),
        effect.pairsToTell.map { .integer($0) } ?? .number(.nan),
      ])
    }
    return table
  }

  /// One row a total over all years, with what a unit of it costs.
  public var totalsTable: Table {
    var table = Table(
      name: "totals",
      summary: "One row a figure summed over all quarters: what the second scenario did in all.",
      columns: [
        .init("indicator", .text, "–", "What is summed up."),
        .init("unit", .text, "–", "Its unit."),
        .init("meaning", .text, "–", "What it is."),
        .init("pairs", .integer, "–", "Replicates."),
        .init("base", .number, "as `unit` says", "Mean of the first scenario."),
        .init("policy", .number, "as `unit` says", "Mean of the second scenario."),
        .init("effect", .number, "as `unit` says", "Mean difference, second less first."),
        .init("half_width", .number, "as `unit` says", "Half of its 95 % interval, by pairs."),
        .init(
          "spent_per_unit", .number, "million",
          "Money that policies used for a unit of the effect; empty where the effect may be none.",
          source: "Fieller 1954, J. R. Stat. Soc. B 16"),
        .init("spent_per_unit_lower", .number, "million", "Lower end of its 95 % interval."),
        .init("spent_per_unit_upper", .number, "million", "Upper end of its 95 % interval."),
        .init(
          "net_cost_per_unit", .number, "million",
          "The same, of what remains for the public purse after all taxes and reactions."),
        .init("net_cost_per_unit_lower", .number, "million", "Lower end of its 95 % interval."),
        .init("net_cost_per_unit_upper", .number, "million", "Upper end of its 95 % interval."),
      ])
    for row in totalRows {
      table.append([
        .text(row.column.name), .text(row.column.unit), .text(row.column.meaning),
        .integer(row.effect.count), .number(row.effect.base), .number(row.effect.policy),
        .number(row.effect.effect), .number(row.effect.halfWidth), .number(row.spentPerUnit.cost),
        .number(row.spentPerUnit.lower), .number(row.spentPerUnit.upper),
        .number(row.netCostPerUnit.cost), .number(row.netCostPerUnit.lower),
        .number(row.netCostPerUnit.upper),
      ])
    }
    return table
  }

  /// One row a replicate and total.
  public var pairsTable: Table {
    var table = Table(
      name: "pairs", summary: "One row a replicate and total: both sides under one seed.",
      columns: [
        .init("seed", .integer, "–", "Seed of both runs: `triskele run FILE --seed` repeats one."),
        .init("indicator", .text, "–", "What is summed over all quarters."),
        .init("unit", .text, "–", "Its unit."),
        .init("base", .number, "as `unit` says", "Of the first scenario."),
        .init("policy", .number, "as `unit` says", "Of the second scenario."),
      ])
    let columns = Self.totalColumns
    for pair in pairs {
      for (place, column) in columns.enumerated() {
        table.append([
          .text("\(pair.seed)"), .text(column.name), .text(column.unit),
          .number(pair.base[place]), .number(pair.policy[place]),
        ])
      }
    }
    return table
  }

  /// The effect on a figure of the country, by mean over the years; `nil` where there is none.
  public func meanEffect(_ table: String, _ column: String) -> PairedEffect? {
    rows.first {
      $0.table == table && $0.entity.isEmpty && $0.column.name == column && $0.year == nil
    }?.effect
  }
}
