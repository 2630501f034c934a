import Foundation
import Scenarios
import Testing
import TripleHelix

/// The synthesised population of Kazakhstan against the table that it is made from.
@Suite struct KazakhstanTests {
  private static let columns = [
    "p1_patent_share_pct", "p2_rnd_expenditure_tenge_per_capita",
    "p3_rnd_personnel_per_1000_employed", "p4_employed_per_1000_inhabitants",
    "p5_active_population_per_1000_inhabitants", "p6_fixed_investment_thousand_tenge_per_capita",
    "p7_budget_investment_thousand_tenge_per_capita",
    "p8_public_expenditure_thousand_tenge_per_capita", "p9_accessibility_ratio",
    "p10_active_entities_per_1000_km2", "p11_registered_entities_per_100000_inhabitants",
    "p12_employed_industry_per_1000_employed", "p13_employed_services_per_1000_employed",
    "p14_grp_thousand_tenge_per_capita",
  ]

  private static let scenarios = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "scenarios")

  /// P1–P14 of the table by region.
  private func table() throws -> [[Double]] {
    let text = try String(
      contentsOf: Self.scenarios.appending(path: "kazakhstan/regions.csv"), encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline)
    let header = lines[0].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    // Only the last column before the indicators may be quoted, so they are counted from the end.
    return try lines.dropFirst().map { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      return try Self.columns.map { column in
        let place = try #require(header.firstIndex(of: column)) - header.count + cells.count
        return try #require(Double(cells[place]))
      }
    }
  }

  // Half a percent, since agents are whole firms and the table is rounded.
  @Test(arguments: [1, 10])
  func `fourteen indicators of the agents equal the table in every region`(scale: Int) throws {
    let scenario = try Scenario.load(
      Self.scenarios.appending(path: "kazakhstan.yaml").path, overrides: ["scale=\(scale)"])
    let simulation = try Simulation(scenario.configuration, seed: 7, threads: 2)
    var recording = Recording()
    simulation.record(into: &recording)
    let table = try table()
    #expect(table.count == 16)
    for (row, expected) in table.enumerated() {
      for (place, value) in expected.enumerated() {
        let column = try #require(recording.regions.index(of: "p\(place + 1)"))
        guard case .number(let found) = recording.regions.rows[row][column] else {
          Issue.record("p\(place + 1) is not a number")
          continue
        }
        #expect(abs(found / value - 1) < 0.005, "row \(row + 1), p\(place + 1)")
      }
    }
  }
}
