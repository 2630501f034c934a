import TripleHelix

/// The scenarios in order by each aim, and their differences.
extension ComparisonResult {
  var rankingTable: Table {
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

  func differencesTable(isSeparated: Bool) -> Table {
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
