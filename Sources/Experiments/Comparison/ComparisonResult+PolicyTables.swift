import TripleHelix

/// The policies' own account, and whom they chose.
extension ComparisonResult {
  private var sides: [(id: String, configuration: Configuration, accounts: [[PolicyFigures]])] {
    [(Comparison.baseID, base, baseAccounts)]
      + alternatives.map { ($0.id, $0.policy, $0.accounts) }
  }

  var policiesTable: Table {
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

  var chosenTable: Table {
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
}
