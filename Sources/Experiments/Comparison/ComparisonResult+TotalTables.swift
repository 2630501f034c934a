public import TripleHelix

/// Totals of windows, and of each replicate.
extension ComparisonResult {
  var totalsTable: Table {
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
}
