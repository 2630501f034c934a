import TripleHelix

/// What one policy spent and whom it reached.
struct PolicyAccount: Sendable {
  struct Year: Sendable, Equatable {
    /// Calendar year.
    var year: Int
    var spent: Double
    /// Tax given back.
    var forgone: Double
    /// Most that may be spent and given back in it; `nil` where none is set.
    var budget: Double?
  }

  /// Name in the scenario.
  var name: String
  var instrument: String
  var years: [Year]
  /// Million, since the start.
  var spent: Double
  var forgone: Double
  /// Firms, universities or regions reached in a quarter.
  var reached: Series
  /// Reached over eligible; empty where it is not recorded.
  var takeUp: Series
  var participations: Double?

  /// Name as people read it.
  var title: String { name.replacing("_", with: " ").sentence }
  var instrumentTitle: String { instrument.replacing("_", with: " ") }
  var costsMoney: Bool { spent > 0 || forgone > 0 || years.contains { ($0.budget ?? 0) > 0 } }

  /// Spent and forgone over the budgets of all years; `nil` without a budget.
  var use: Double? {
    let budget = years.compactMap(\.budget).reduce(0, +)
    return budget > 0 ? (spent + forgone) / budget : nil
  }

  static func all(in results: RunResults) -> [PolicyAccount] {
    let columns = Columns(results.recording.policies, Table.policies)
    let (ticks, spent) = (columns.integers(\.tick), columns.numbers(\.spent))
    let (forgone, budgets) = (columns.numbers(\.forgone), columns.numbers(\.budget))
    let instruments = columns.texts(\.instrument)
    let participations = columns.numbers(\.participations)
    let start = results.configuration.startYear
    let length = results.configuration.timeStep.ticksPerYear
    return columns.rows(by: \.policy).map { name, rows in
      let policy = results.configuration.policies.first { $0.name == name }
      var years: [Year] = []
      // Both columns add up since the start: a year is the last less the last of the year before.
      var before = (spent: 0.0, forgone: 0.0)
      for (place, row) in rows.enumerated() {
        let calendar = start + max(0, (ticks[row] ?? 0) - 1) / length
        let next = place + 1 < rows.count ? rows[place + 1] : nil
        let nextYear = next.map { start + max(0, (ticks[$0] ?? 0) - 1) / length }
        guard nextYear != calendar else { continue }
        let now = (spent: spent[row] ?? before.spent, forgone: forgone[row] ?? 0)
        let budget = budgets[row] ?? policy?.budget
        years.append(
          Year(
            year: calendar, spent: now.spent - before.spent, forgone: now.forgone - before.forgone,
            budget: budget.flatMap { $0 > 0 && $0.isFinite ? $0 : nil }))
        before = now
      }
      return PolicyAccount(
        name: name, instrument: rows.first.map { instruments[$0] } ?? "", years: years,
        spent: before.spent, forgone: before.forgone,
        reached: columns.series(\.reached, rows: rows),
        takeUp: columns.series(\.takeUp, rows: rows),
        participations: rows.last.flatMap { participations[$0] })
    }
  }
}

extension Findings {
  /// What instruments report of themselves, where that is recorded: one series a policy and measure.
  var policyReports: [(policy: String, measure: String, unit: String, series: Series)] {
    Self.policyReports(in: results.recording.policyReports)
  }

  static func policyReports(
    in table: Table
  ) -> [(policy: String, measure: String, unit: String, series: Series)] {
    let columns = Columns(table, Table.policyReports)
    let (measures, units) = (columns.texts(\.measure), columns.texts(\.unit))
    return columns.rows(by: \.policy).flatMap { policy, rows in
      var order: [String] = []
      for row in rows where !order.contains(measures[row]) { order.append(measures[row]) }
      return order.map { measure in
        let own = rows.filter { measures[$0] == measure }
        return (
          policy, measure, own.first.map { units[$0] } ?? "",
          columns.series(\.value, rows: own)
        )
      }
    }
  }
}
