import Foundation
import Scenarios
import Testing
import TripleHelix

@Suite struct ParameterTableTests {
  @Test func `the protocol's parameter table is the one that the scenario reader makes`() throws {
    let page = try String(
      contentsOfFile: Fixtures.root + "/Sources/TripleHelix/Documentation.docc/ParameterTable.md",
      encoding: .utf8)
    let scenario = try Scenario.load("\(Fixtures.scenarios)/neutral.yaml")
    #expect(
      page.contains("\n\n" + scenario.parameterTable + "\n"),
      "put the output of `triskele scenario explain scenarios/neutral.yaml --odd` into the page")
  }

  @Test func `the protocol's schedule and initialisation are those that run`() throws {
    let page = try String(
      contentsOfFile: Fixtures.root + "/Sources/TripleHelix/Documentation.docc/Schedule.md",
      encoding: .utf8)
    let scenario = try Scenario.load("\(Fixtures.scenarios)/kazakhstan.yaml")
    let hint =
      "put the tables that `triskele scenario explain scenarios/kazakhstan.yaml --odd` prints into the page"
    #expect(page.contains("\n\n" + scenario.scheduleTable + "\n"), "\(hint)")
    #expect(page.contains("\n\n" + scenario.initializationTable), "\(hint)")
  }

  @Test func `a process whose switch is off in a file is marked so`() throws {
    let lines = try Scenario.load("\(Fixtures.scenarios)/neutral.yaml").scheduleTable
      .split(separator: "\n")
    #expect(lines.contains { $0.contains("`associate`") && $0.hasSuffix("| off |") })
    #expect(lines.contains { $0.contains("`setInterest`") && $0.hasSuffix("| `monetary_rule` |") })
  }

  @Test func `the table has a row for every parameter, at its default where nothing is written`()
    throws
  {
    let table = try Scenario.load("\(Fixtures.scenarios)/neutral.yaml").parameterTable
    let rows = table.split(separator: "\n").dropFirst(2)
    #expect(rows.count == Parameters.descriptions.count)
    for (row, description) in zip(rows, Parameters.descriptions) {
      let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      #expect(cells[0] == "`\(description.name)`")
      #expect(cells[1] == cells[2], "\(description.name) is not set in the neutral country")
      #expect(Double(cells[2]) == description.defaultValue)
    }
  }

  @Test func `the pages on submodels and initialisation give every parameter's default and unit`()
    throws
  {
    var found: [String: [String]] = [:]
    for page in [
      "Submodels", "ODD", "MarketsAndShocks", "KnowledgeAndUniversities", "RegionalClusters",
    ] {
      let text = try String(
        contentsOfFile: Fixtures.root + "/Sources/TripleHelix/Documentation.docc/\(page).md",
        encoding: .utf8)
      for line in text.split(separator: "\n") where line.hasPrefix("| ") {
        let cells = line.split(separator: "|", omittingEmptySubsequences: false)
          .map { $0.trimmingCharacters(in: .whitespaces) }
        guard cells.count == 6, let name = cells[2].wholeMatch(of: /`([a-z_]+\.[a-z_]+)`/)?.1
        else { continue }
        #expect(found[String(name)] == nil, "\(name) stands twice")
        found[String(name)] = Array(cells[3...4])
      }
    }
    #expect(Set(found.keys) == Set(Parameters.descriptions.map(\.name)))
    for description in Parameters.descriptions {
      let cells = found[description.name] ?? ["", ""]
      #expect(Double(cells[0]) == description.defaultValue, "\(description.name)")
      #expect(cells[1] == description.unit, "\(description.name)")
    }
  }
}
