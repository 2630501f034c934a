import TripleHelix

/// Tables in short, for a terminal.
extension ComparisonResults {
  /// A row: what it is, and a cell a column.
  public struct Line: Sendable {
    public var name: String
    public var cells: [String]
  }

  /// What stands behind a figure in a cell, as wide where there is nothing to say, so that figures align.
  private static func zeroMark(_ includesZero: Bool) -> String {
    let mark = "  includes zero"
    return includesZero ? mark : String(repeating: " ", count: mark.count)
  }

  /// The effects on the country, a cell a window, with a note where the interval includes zero.
  public func effectLines(of scenario: Alternative) -> [Line] {
    let all = windows.indices.map { headlines(of: scenario, window: $0) }
    return (all.first ?? []).map { figure, _ in
      let cells = all.map { window -> String in
        let effect = window.first {
          $0.figure.table == figure.table && $0.figure.column == figure.column
        }?.effect
        guard let effect else { return "–" }
        return effect.change(isShare: figure.isShare)
          + Self.zeroMark(effect.includesZero)
      }
      return Line(name: figure.name, cells: cells)
    }
  }

  /// Windows of costs: while in force, and the whole run.
  public var costWindows: [(kind: String, name: String)] {
    let whole = (kind: "run", name: "Whole run")
    return inForce.map { [("in_force", name(of: $0)), whole] } ?? [whole]
  }

  /// What the policies cost, what came back, and who paid, million.
  public func costLines(of scenario: Alternative) -> [Line] {
    costItems(scenario).compactMap { indicator, name in
      let totals = costWindows.map { total(scenario, indicator, in: $0.kind) }
      guard totals.contains(where: { ($0?.effect ?? 0) != 0 }) else { return nil }
      return Line(
        name: name,
        cells: totals.map { total in
          total.map {
            Numbers.estimate($0.effect, halfWidth: $0.halfWidth)
              + Self.zeroMark($0.includesZero)
          } ?? "–"
        })
    }
  }

  /// The window by which scenarios are put in order first.
  public var rankingWindowName: String { inForce == nil ? "run" : "in_force" }

  /// Titles of the base and the other scenarios.
  public var scenarioTitles: [String] { [baseTitle] + alternatives.map(\.title) }

  /// Rank by aim and effect against the base, a cell a scenario.
  public func rankingLines(window: String) -> [Line] {
    let ids = [Self.baseID] + alternatives.map(\.id)
    return Self.aims.compactMap { aim, name in
      let found = ranks.filter { $0.aim == aim && $0.window == window }
      guard found.count > 1 else { return nil }
      return Line(
        name: name,
        cells: ids.map { id in
          guard let rank = found.first(where: { $0.scenario == id }) else { return "–" }
          return id == Self.baseID
            ? "\(rank.rank)." + Self.zeroMark(false)
            : "\(rank.rank). \(rank.change)" + Self.zeroMark(rank.includesZero)
        })
    }
  }
}
