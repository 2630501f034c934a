import Foundation
import Scenarios
import Testing
import TripleHelix

@testable import Experiments

@Suite struct EvidenceStudyTests {
  private static func island() throws -> Configuration {
    let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try Scenario.load(
      project.appending(path: "scenarios/teaching/one-region.yaml").path,
      overrides: ["regions.island.active_firms=100"]
    ).configuration
  }

  @Test func `the number of runs at a time changes nothing`() async throws {
    let study = EvidenceStudy(
      try Self.island(), seeds: [1, 2, 3],
      ablations: Ablation.all.filter { $0.id == "transfer_off" })
    let alone = try await study.run(threads: 1)
    let together = try await study.run(threads: 4)
    #expect(alone.map(\.ablation.id) == ["defaults", "transfer_off"])
    let reports = [alone, together].map { EvidenceReport(scenario: "island", variants: $0).json() }
    #expect(reports[0] == reports[1])
    #expect(alone[0].values("unemployment").count == 3)
    #expect(Set(alone[0].values("growth")).count == 3)
  }

  @Test func `a run that fails is a result and the others go on`() async throws {
    let broken = Ablation("broken", "broken", prototype: []) { $0.regions = [] }
    let study = EvidenceStudy(try Self.island(), seeds: [1, 2], ablations: [broken])
    let variants = try await study.run(threads: 2)
    #expect(variants[0].values("growth").count == 2)
    #expect(variants[1].outcomes.count == 2)
    let report = EvidenceReport(scenario: "island", variants: variants)
    #expect(report.failures.map(\.ablation) == ["broken", "broken"])
    #expect(report.failures.map(\.seed) == [1, 2])
  }

  @Test func `progress counts every run once`() async throws {
    let study = EvidenceStudy(try Self.island(), seeds: [1, 2])
    let (stream, continuation) = AsyncStream.makeStream(of: [Int].self)
    _ = try await study.run(threads: 2) { done, all in continuation.yield([done, all]) }
    continuation.finish()
    var counts: [[Int]] = []
    for await count in stream { counts.append(count) }
    #expect(counts == [[1, 2], [2, 2]])
  }
}
