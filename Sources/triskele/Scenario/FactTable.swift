import Scenarios

/// What follows from a scenario's table of regions, as a table for the terminal.
enum FactTable {
  static func lines(_ facts: [ScenarioFact]) -> String {
    TextTable.lines(
      ["", "country", "lowest", "", "highest", "", "unit"],
      facts.map { fact in
        func extreme(_ extreme: ScenarioFact.Extreme?) -> [String] {
          extreme.map { [figure($0.value), $0.region] } ?? ["", ""]
        }
        let range = (fact.highest?.value ?? 0) - (fact.lowest?.value ?? 0)
        let isFlat = fact.lowest != nil && range <= 1e-4 * abs(fact.country)
        return [fact.label, figure(fact.country)]
          + (isFlat
            ? ["", "", "", ""]
            : extreme(fact.lowest) + extreme(fact.highest)) + [fact.unit]
      }, leftAligned: [0, 3, 5, 6])
  }

  /// Three or four digits that count, thousands apart.
  private static func figure(_ value: Double) -> String {
    switch abs(value) {
    case 1000...: FigureText.count(value)
    case 100..<1000: FigureText.fixed(value, digits: 0)
    case 1..<100: FigureText.fixed(value, digits: 1)
    case 0: "0"
    default: FigureText.significant(value, digits: 2)
    }
  }
}
