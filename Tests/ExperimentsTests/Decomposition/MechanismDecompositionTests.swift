import Foundation
import Scenarios
import Testing
import TripleHelix

@testable import Experiments

@Suite struct MechanismDecompositionTests {
  private static let project = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static func island(_ overrides: [String] = []) throws -> Scenario {
    try Scenario.load(
      project.appending(path: "scenarios/teaching/one-region.yaml").path,
      overrides: ["regions.island.active_firms=100", "years=3"] + overrides)
  }

  private static func decomposition(
    _ names: [String], _ outcomes: [DecomposedOutcome] = [], seeds: [UInt64] = [1, 2, 3]
  ) throws -> MechanismDecomposition {
    let island = try island()
    let product = try StudyOutput.parse(
      ["national.real_gdp", "national.innovations,at=mean"], of: island, option: "--output")
    return MechanismDecomposition(
      island.configuration, switches: try SwitchSet(names, of: island.configuration.mechanisms),
      outcomes: outcomes.isEmpty
        ? [.clusters(.competitiveness), .clusters(.survivors)] + product.map { .recorded($0) }
        : outcomes, seeds: seeds)
  }

  @Test func `every subset is the scenario with its switches`() throws {
    let decomposition = try Self.decomposition(["spillovers", "selection", "migration"])
    let switches = decomposition.switches
    #expect(switches.subsets == 0..<8)
    for subset in switches.subsets {
      let read = try Self.island(switches.overrides(of: subset)).configuration
      #expect(decomposition.configuration(of: subset) == read)
    }
    #expect(switches.words(0) == "all off" && switches.words(7) == "all on")
    #expect(switches.words(5) == "spillovers + migration")
  }

  @Test func `values add up to the effect, seed by seed and on any number of threads`()
    async throws
  {
    let decomposition = try Self.decomposition(["firm_research", "migration", "lumpy_orders"])
    let alone = try await decomposition.run(threads: 1)
    let together = try await decomposition.run(threads: 3)
    #expect(alone.sharesTable.csv() == together.sharesTable.csv())
    #expect(alone.valuesTable.csv() == together.valuesTable.csv())
    #expect(alone.runsTable.csv() == together.runsTable.csv())
    #expect(alone.failures.isEmpty)
    #expect(
      alone.outcomes.map(\.outcome.id) == [
        "competitiveness", "survivors", "national_real_gdp", "national_innovations_at_mean",
      ])
    for shares in alone.outcomes {
      #expect(shares.seeds == [1, 2, 3] && shares.isAdditive)
      let sum = shares.rows.reduce(0) { $0 + $1.value.mean }
      #expect(abs(sum - shares.effect.mean) <= 1e-9 * max(1, shares.all.mean.magnitude))
      #expect(shares.effect.mean != 0, "\(shares.outcome.id)")
      #expect(abs(shares.rows.reduce(0) { $0 + $1.share.mean } - 1) < 1e-6)
    }
    #expect(alone.runsTable.rows.count == 8 * 3)
    // Nobody moves from an island: that switch is worth exactly nothing, and the others are not.
    for shares in alone.outcomes {
      let still = shares.rows[1]
      #expect(still.value.mean == 0 && still.value.halfWidth == 0 && still.removal.mean == 0)
    }
    // Without research there is another product; who lives after three years may be the same.
    #expect(alone.outcomes[2].rows[0].value.mean != 0)
  }

  @Test func `a setting is the run that the scenario gives with these switches`() async throws {
    let decomposition = try Self.decomposition(["spillovers", "selection"], seeds: [7])
    let shares = try await decomposition.run(threads: 2)
    let configuration = try Self.island(["mechanisms.spillovers=false"]).configuration
    var recording = Recording()
    let simulation = try Simulation(configuration, seed: 7)
    for _ in 0..<12 { try simulation.step() }
    simulation.record(into: &recording)
    let product = try #require(recording.national.values("real_gdp").last)
    // Selection on, spillovers off.
    #expect(shares.worth[2][0][0b10] == product)
    let survivors = simulation.firmRecords().count { $0.birth <= 0 }
    #expect(shares.worth[1][0][0b10] == Double(survivors))
  }

  @Test func `an outcome that a run does not have takes its seed out of it`() throws {
    let decomposition = try Self.decomposition(
      ["spillovers"], [.clusters(.survivors), .clusters(.benefit)], seeds: [1, 2])
    let shares = MechanismShares(
      decomposition, worth: [[[1, 3], [2, 6]], [[0, .nan], [.nan, 1]]], failures: [])
    #expect(shares.outcomes[0].seeds == [1, 2] && shares.outcomes[0].effect.mean == 3)
    #expect(shares.outcomes[0].rows[0].share.mean == 1)
    #expect(shares.outcomes[1].seeds.isEmpty && shares.outcomes[1].effect.mean.isNaN)
    #expect(!shares.outcomes[1].isDistinct && shares.outcomes[1].rows.count == 1)
    #expect(shares.runsTable.rows.count == 4)
  }

  @Test func `wrong switches are told all at once`() {
    func problems(_ names: [String], clusters: Bool = false) -> [SwitchProblems.Problem] {
      var mechanisms = Mechanisms()
      mechanisms.clusters = clusters
      do throws(SwitchProblems) {
        _ = try SwitchSet(names, of: mechanisms)
        return []
      } catch {
        return error.problems
      }
    }
    #expect(problems([]) == [.none])
    #expect(
      problems(["spillover", "migration", "migration", "cluster_scale", "trust_dynamics"]) == [
        .unknown("spillover"), .twice("migration"),
        .withoutClusters(["cluster_scale", "trust_dynamics"]),
      ])
    #expect(problems(["clusters", "cluster_scale"]).isEmpty)
    #expect(problems(SwitchSet.clusterEffects.names, clusters: true).isEmpty)
    let many = Mechanisms.descriptions.prefix(13).map(\.name)
    #expect(problems(many) == [.tooMany(13)] && problems(Array(many.prefix(12))).isEmpty)
  }

  @Test func `the switches of clusters are switches`() {
    let known = Mechanisms.descriptions.map(\.name)
    #expect(SwitchSet.needingClusters.allSatisfy(known.contains))
    #expect(SwitchSet.clusterEffects.names.count == 7)
  }
}
