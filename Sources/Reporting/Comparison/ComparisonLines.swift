import TripleHelix

/// Tables in short, for a terminal.
extension ComparisonResults {
  /// A row: what it is, and a cell a column.
  public struct Line: Sendable {
    public var name: String
    public var cells: [String]
  }

  /// The effects on the country, a cell a window; an asterisk marks an interval without zero.
  public func effectLines(of scenario: Alternative) -> [Line] {
    let all = windows.indices.map { headlines(of: scenario, window: $0) }
    return (all.first ?? []).map { figure, _ in
      let cells = all.map { window -> String in
        let effect = window.first {
          $0.figure.table == figure.table && $0.figure.column == figure.column
        }?.effect
        guard let effect else { return "–" }
        return effect.change(isShare: figure.isShare) + (effect.includesZero ? "  " : " *")
      }
      return Line(name: figure.name, cells: cells)
    }
  }

  /// Windows of costs: while in force, and the whole run.
  public var costWindows: [(kind: String, name: String)] {
    let whole = ("run", "Whole run")
    return inForce.map { [("in_force", name(of: $0)), whole] } ?? [whole]
  }

  /// What the policies cost, what came back, and who paid, million.
  public func costLines(of scenario: Alternative) -> [Line] {
    let items = [
      ("spent", "spent"), ("forgone", "tax revenue forgone"), ("policy_cost", "direct cost"),
      ("got_back", "got back: other taxes, returns, benefits"),
      ("net_cost", "net cost before financing"),
      ("paid_by_surcharge", "  paid by households: income-tax surcharge"),
      ("paid_by_purchases", "  paid by lower public purchases"),
      ("paid_by_other_policies", "  taken from other policies"),
      ("paid_by_debt", "  paid by public debt or deposits"),
    ]
    return items.compactMap { indicator, name in
      let totals = costWindows.map { total(scenario, indicator, in: $0.kind) }
      guard totals.contains(where: { ($0?.effect ?? 0) != 0 }) else { return nil }
      return Line(
        name: name,
        cells: totals.map { total in
          total.map {
            Numbers.estimate($0.effect, halfWidth: $0.halfWidth) + ($0.includesZero ? "  " : " *")
          } ?? "–"
        })
    }
  }

  /// The window by which scenarios are put in order first.
  public var rankingWindowName: String { inForce == nil ? "run" : "in_force" }

  /// Titles of the base and the other scenarios.
  public var scenarioTitles: [String] { [baseTitle] + alternatives.map(\.title) }

  /// Rank and probability of being best by aim, a cell a scenario.
  public func rankingLines(window: String) -> [Line] {
    let ids = [Self.baseID] + alternatives.map(\.id)
    return Self.aims.compactMap { aim, name in
      let found = ranks.filter { $0.aim == aim && $0.window == window }
      guard found.count > 1 else { return nil }
      return Line(
        name: name,
        cells: ids.map { id in
          guard let rank = found.first(where: { $0.scenario == id }) else { return "–" }
          return "\(rank.rank). (\(Numbers.percent(rank.probabilityOfBest, 0)))"
        })
    }
  }
}
