import Foundation
import Scenarios
import Testing
import TripleHelix

@testable import Experiments

/// Windows of time, targets, who pays, and the order of scenarios.
@Suite struct ComparisonPlanTests {
  private static func country(_ overrides: [String] = []) throws -> Configuration {
    let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return try Scenario.load(
      project.appending(path: "scenarios/teaching/two-regions.yaml").path,
      overrides: ["scale=50", "years=10"] + overrides
    ).configuration
  }

  private static func grant(
    start: Int = 2, end: Int = 4, more: String = "", name: String = "grant"
  ) -> String {
    "{name: \(name), instrument: research_grant, start: \(start), end: \(end), budget: 1000, rate: 0.5\(more)}"
  }

  @Test func `windows follow the policies that differ`() throws {
    let base = try Self.country()
    func windows(_ policies: String...) throws -> [String] {
      let policy = try Self.country(["policies=[\(policies.joined(separator: ", "))]"])
      return ComparisonPlan(base: base, policies: [policy]).windows.map {
        "\($0.kind.rawValue) \($0.ticks.lowerBound)-\($0.ticks.upperBound)"
      }
    }
    #expect(try windows(Self.grant()) == ["in_force 9-16", "after 17-36", "end 37-40"])
    // Five years do not fit any more; and two policies span the time of both.
    #expect(
      try windows(Self.grant(), Self.grant(start: 6, end: 8, name: "other"))
        == ["in_force 9-32", "after 33-40", "end 37-40"])
    #expect(try windows(Self.grant(end: 10)) == ["in_force 9-40", "end 37-40"])
    #expect(
      ComparisonPlan(base: base, policies: [base]).windows
        == [EffectWindow(.run, 1...40), EffectWindow(.end, 37...40)])
  }

  @Test func `a policy that all scenarios have makes no window`() throws {
    let base = try Self.country(["policies=[\(Self.grant())]"])
    let policy = try Self.country([
      "policies=[\(Self.grant()), \(Self.grant(start: 5, end: 6, more: ", regions: [valley]", name: "other"))]"
    ])
    let plan = ComparisonPlan(base: base, policies: [policy])
    #expect(plan.differing.map(\.name) == ["other"])
    #expect(plan.windows.first == EffectWindow(.inForce, 21...24))
    #expect(plan.targets.map { $0.map(\.regions) } == [[["valley"]]])
    // Where one policy aims at everybody, nobody is left to compare with.
    let everybody = try Self.country([
      "policies=[\(Self.grant()), \(Self.grant(start: 5, end: 6, name: "other"))]"
    ])
    #expect(
      ComparisonPlan(base: base, policies: [everybody, policy]).targets.map(\.count) == [0, 1])
  }

  @Test func `an effect in a window is the mean of its quarters, and targets and others are all`()
    async throws
  {
    let base = try Self.country(["years=4"])
    let policy = try Self.country([
      "years=4", "policies=[\(Self.grant(start: 1, end: 2, more: ", regions: [valley]"))]",
    ])
    let result = try await Comparison(base: base, policy: policy, seeds: [3]).run(threads: 1)
    var recording = Recording()
    let simulation = try Simulation(policy, seed: 3)
    simulation.record(into: &recording)
    for _ in 0..<16 {
      try simulation.step()
      simulation.record(into: &recording)
    }
    let rows = result.first.rows(window: 0)
    func row(_ table: String, _ entity: String, _ column: String) throws -> PairedEffect {
      try #require(
        rows.first { $0.table == table && $0.entity == entity && $0.column.name == column }
      ).effect
    }
    let product = recording.national.values("real_gdp")[5...8].reduce(0, +) / 4
    #expect(abs(try row("national", "", "real_gdp").policy - product) < 1e-9 * product)
    let parts = try ["inside", "outside", "all"].map { try row("targets", $0, "jobs").policy }
    #expect(parts.allSatisfy { $0 > 0 } && abs(parts[0] + parts[1] - parts[2]) < 1e-9 * parts[2])
    let firms = try ["inside", "outside"].map { try row("targets", $0, "firms").policy }
    let regions = try ["valley", "campus"].map { try row("regions", $0, "firms").policy }
    for (group, region) in zip(firms, regions) { #expect(abs(group - region) < 1e-9 * region) }
  }

  @Test func `three ways to pay agree on what the policy itself costs`() async throws {
    let policy = "policies=[\(Self.grant(start: 0, end: 3))]"
    var costs: [PairedEffect] = []
    var direct: [PairedEffect] = []
    for financing in ["debt", "income_tax", "purchases"] {
      let common = ["years=4", "policy_financing=\(financing)"]
      let result = try await Comparison(
        base: try Self.country(common), policy: try Self.country(common + [policy]),
        seeds: [1, 2, 3, 4]
      ).run(threads: 2).first
      for period in 0..<3 {
        let rows = result.totalRows(period: period)
        func effect(_ name: String) throws -> PairedEffect {
          try #require(rows.first { $0.column.name == name }).effect
        }
        let payers = try [
          "paid_by_surcharge", "paid_by_purchases", "paid_by_other_policies", "paid_by_debt",
        ].map { try effect($0).effect }
        let net = try effect("net_cost").effect
        // Somebody pays all of it, whoever that is.
        #expect(abs(payers.reduce(0, +) - net) < 1e-6 * max(1, net.magnitude))
        let parts = try effect("policy_cost").effect - effect("got_back").effect
        #expect(abs(parts - net) < 1e-6 * max(1, net.magnitude))
      }
      // While in force.
      let rows = result.totalRows(period: 1)
      costs.append(try #require(rows.first { $0.column.name == "net_cost" }).effect)
      direct.append(try #require(rows.first { $0.column.name == "policy_cost" }).effect)
      let surcharge = try #require(rows.first { $0.column.name == "paid_by_surcharge" }).effect
      #expect((surcharge.effect > 0) == (financing == "income_tax"))
    }
    for (first, second) in [(0, 1), (0, 2), (1, 2)] {
      let difference = (costs[first].effect - costs[second].effect).magnitude
      #expect(difference <= costs[first].halfWidth + costs[second].halfWidth)
      #expect((direct[first].effect - direct[second].effect).magnitude < 0.05 * direct[0].effect)
    }
    // A surcharge or lower purchases are no return: nothing of them makes the policy cheaper.
    #expect(costs.allSatisfy { $0.effect > 0.3 * direct[0].effect })
  }

  @Test func `a quantity has one value in all tables of a comparison`() async throws {
    let base = try Self.country(["years=4"])
    let policy = try Self.country([
      "years=4", "policies=[\(Self.grant(start: 1, end: 2, more: ", regions: [valley]"))]",
    ])
    let tables = try await Comparison(base: base, policy: policy, seeds: [1, 2, 3])
      .run(threads: 2).tables(precision: 0.01, isSeparated: false)
    func value(_ table: String, _ column: String, _ cells: [String: String]) throws -> Double {
      let table = try #require(tables.first { $0.name == table })
      let names = table.columns.map(\.name)
      let row = try #require(
        table.rows.first { row in
          cells.allSatisfy { name, text in
            names.firstIndex(of: name).map { row[$0] == .text(text) } ?? false
          }
        })
      let place = try #require(names.firstIndex(of: column))
      guard case .number(let number) = row[place] else { throw CancellationError() }
      return number
    }
    func mean(_ table: String, _ entity: String, _ indicator: String) throws -> Double {
      try value(
        "windows", "effect",
        ["table": table, "entity": entity, "indicator": indicator, "window": "in_force"])
    }
    // Four quarters in force: totals are four times the mean, person-years the mean.
    for (column, total, aim, quarters) in [
      ("real_gdp", "output", "product", 4.0), ("employed", "job_years", "jobs", 1),
      ("real_research", "research", "research", 4), ("patents", "patents", "patents", 4),
    ] {
      let expected = try quarters * mean("national", "", column)
      let found = try value("totals", "effect", ["indicator": total, "window": "in_force"])
      let ranked = try value(
        "ranking", "effect", ["aim": aim, "window": "in_force", "scenario": "policy"])
      #expect(abs(found - expected) <= 1e-6 * max(1, abs(expected)), "\(total)")
      #expect(found == ranked, "\(aim)")
    }
    // Firms aimed at, other firms, and what is no firm's line of work are the whole country.
    for (indicator, column) in [("jobs", "employed"), ("research", "real_research")] {
      let parts = try ["inside", "outside", "rest"].map { try mean("targets", $0, indicator) }
      let expected = try mean("national", "", column)
      #expect(abs(parts.reduce(0, +) - expected) <= 1e-6 * max(1, abs(expected)), "\(column)")
    }
    let research = try mean("national", "", "real_research")
    #expect(research > 0)
  }

  @Test
  func
    `the cut that purchases pay with stands apart, and is the direct cost of the quarter before`()
    async throws
  {
    let policy = "policies=[\(Self.grant(start: 0, end: 2))]"
    for financing in ["debt", "purchases"] {
      let common = ["years=4", "policy_financing=\(financing)"]
      let rows = try await Comparison(
        base: try Self.country(common), policy: try Self.country(common + [policy]), seeds: [1, 2]
      ).run(threads: 2).first.totalRows
      func effect(_ name: String) throws -> Double {
        try #require(rows.first { $0.column.name == name }).effect.effect
      }
      let (cut, cost) = (try effect("ordered_cut"), try effect("policy_cost"))
      #expect(financing == "debt" ? cut == 0 : abs(cut - cost) < 0.02 * cost)
    }
  }

  @Test func `what another policy gives is who pays, and no return`() async throws {
    let giver = Self.grant(start: 0, end: 2, name: "old")
    let base = try Self.country(["years=2", "policies=[\(giver)]"])
    let policy = try Self.country([
      "years=2",
      "policies=[\(giver), \(Self.grant(start: 0, end: 2, more: ", taken_from: old", name: "new"))]",
    ])
    let rows = try await Comparison(base: base, policy: policy, seeds: [1, 2]).run(threads: 2)
      .first.totalRows
    func effect(_ name: String) throws -> Double {
      try #require(rows.first { $0.column.name == name }).effect.effect
    }
    let (cost, given) = (try effect("policy_cost"), try effect("paid_by_other_policies"))
    #expect(cost > 0 && given > 0.5 * cost)
  }

  @Test func `the probability of being best is that of all samples of seeds`() {
    // Differences of +3 and −1: sums of two draws are +6, +2, +2 and −2.
    let ranking = AimRanking(.product, values: [[10, 10], [13, 9]])
    #expect(ranking.entries.map(\.scenario) == [1, 0])
    #expect(abs(ranking.entries[0].probabilityOfBest - 0.75) < 0.05)
    #expect(ranking.entries[0].effect.effect == 1)
    #expect(ranking.entries[1].behindBest.effect == -1)
    // Less is better; and equal scenarios share.
    let cost = AimRanking(.netCost, values: [[5, 5], [4, 3], [4, 3], [9, 9]])
    #expect(cost.entries.map(\.scenario) == [1, 2, 0, 3])
    #expect(cost.entries.map(\.probabilityOfBest) == [0.5, 0.5, 0, 0])
    // A seed without a value for one of them counts for none.
    let gap = AimRanking(.jobs, values: [[1, 1, 1], [2, .nan, 0.5]])
    #expect(gap.entries[0].effect.count == 2)
  }
}
