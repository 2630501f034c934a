public import TripleHelix

/// Effects by year and by window.
extension ComparisonResult {
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

  var windowsTable: Table {
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
}
