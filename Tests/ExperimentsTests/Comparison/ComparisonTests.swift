import Foundation
import Scenarios
import Testing
import TripleHelix

@testable import Experiments

@Suite struct ComparisonTests {
  private static func island(_ overrides: [String] = []) throws -> Configuration {
    let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return try Scenario.load(
      project.appending(path: "scenarios/teaching/one-region.yaml").path,
      overrides: ["regions.island.active_firms=100", "years=4"] + overrides
    ).configuration
  }

  private static let grant =
    "policies=[{name: grant, instrument: research_grant, budget: 1000, rate: 0.5}]"

  @Test func `a scenario against itself differs by exactly nothing`() async throws {
    let island = try Self.island()
    let effects = try await Comparison(base: island, policy: island, seeds: [1, 2, 3])
      .run(threads: 2).first
    #expect(effects.seeds == [1, 2, 3])
    let defined = effects.rows.filter { $0.effect.count > 0 }
    #expect(defined.count > 500)
    #expect(defined.allSatisfy { $0.effect.effect == 0 && $0.effect.halfWidth == 0 })
    #expect(effects.totalRows.allSatisfy { $0.effect.effect == 0 })
    let product = try #require(effects.meanEffect("national", "real_gdp"))
    #expect(product.unpairedHalfWidth > 0, "the seeds differ")
  }

  @Test func `a policy has effects, a cost, and the same ones on any number of threads`()
    async throws
  {
    let comparison = try Comparison(
      base: try Self.island(), policy: try Self.island([Self.grant]), seeds: [1, 2, 3, 4])
    let alone = try await comparison.run(threads: 1)
    let together = try await comparison.run(threads: 3)
    let tables = alone.tables(precision: 0.01, isSeparated: false)
    for (one, other) in zip(tables, together.tables(precision: 0.01, isSeparated: false)) {
      #expect(one.csv() == other.csv(), "\(one.name)")
    }
    #expect(tables.map(\.name) == ComparisonTables.schemas(precision: 0.01).map(\.name))
    let research = try #require(alone.first.meanEffect("national", "research"))
    #expect(research.effect > 0)
    #expect(research.halfWidth < research.unpairedHalfWidth)
    let spent = try #require(alone.first.totalRows.first { $0.column.name == "spent" })
    #expect(spent.effect.base == 0 && spent.effect.policy > 0 && spent.effect.isDistinct)
  }

  @Test func `a flow is compared by its year, a stock by the year's end`() async throws {
    let island = try Self.island()
    var recording = Recording()
    let simulation = try Simulation(island, seed: 7)
    simulation.record(into: &recording)
    for _ in 0..<16 {
      try simulation.step()
      simulation.record(into: &recording)
    }
    let effects = try await Comparison(base: island, policy: island, seeds: [7]).run(threads: 1)
      .first
    func row(_ column: String) throws -> ComparisonEffects.Row {
      try #require(
        effects.rows.first {
          $0.table == "national" && $0.column.name == column && $0.year == 2002
        })
    }
    let product = recording.national.values("real_gdp")[5...8].reduce(0, +) / 4
    let firms = recording.national.values("firms")[8]
    let (found, stock) = (try row("real_gdp"), try row("firms"))
    #expect(abs(found.effect.base - product) < 1e-9 * product)
    #expect(stock.effect.base == firms)
  }

  @Test func `a side that fails is told with its seed, and the other pairs stand`() async throws {
    var broken = try Self.island()
    broken.policies = [
      PolicyDescription(
        name: "odd", instrument: try #require(.init(rawValue: "research_grant")), start: 4, end: 2)
    ]
    let effects = try await Comparison(base: try Self.island(), policy: broken, seeds: [1, 2])
      .run(threads: 2)
    #expect(effects.first.seeds.isEmpty && effects.first.rows.isEmpty)
    #expect(effects.failures.map(\.seed) == [1, 2])
    #expect(effects.failures.allSatisfy { $0.side == "policy" && $0.reason.contains("end") })
  }

  @Test func `scenarios that cannot be compared are refused with all reasons`() throws {
    let error = #expect(throws: ComparisonError.self) {
      _ = try Comparison(
        base: try Self.island(),
        policy: try Self.island(["years=5", "start_year=2001", "scale=3"]),
        seeds: [1])
    }
    let words = try #require(error).description
    #expect(words.contains("quarters: 16 and 20") && words.contains("start_year: 2000 and 2001"))
    #expect(words.contains("; --set scale=3 sets the same for all"))
    #expect(words.contains("; --years gives all scenarios one length"))
  }
}
