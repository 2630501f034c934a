import Foundation
import Scenarios
import Testing
import TripleHelix

@testable import Experiments

/// Estimates of memory beside what runs were seen to hold.
@Suite struct RunCostTests {
  private func cost(_ scenario: String, _ overrides: String..., runs: Int = 1) throws -> Double {
    let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let configuration = try Scenario.load(
      project.appending(path: "scenarios/\(scenario)").path, overrides: overrides
    ).configuration
    return Double(RunCost(configuration, simultaneousRuns: runs).bytes)
  }

  /// 25 years of Kazakhstan with every enterprise held 240 MiB, with one agent for ten 96 MiB.
  @Test func `estimates are near what runs held`() throws {
    let all = try cost("kazakhstan.yaml", "scale=1")
    #expect(all > 0.8 * 240 * 0x1p20 && all < 1.25 * 240 * 0x1p20, "\(all)")
    let tenth = try cost("kazakhstan.yaml", "scale=10")
    #expect(tenth > 0.5 * 96 * 0x1p20 && tenth < 1.5 * 96 * 0x1p20, "\(tenth)")
  }

  @Test func `runs at the same time add up, and a panel of firms counts`() throws {
    let one = try cost("neutral.yaml")
    #expect(try cost("neutral.yaml", runs: 4) == 4 * one)
    #expect(try cost("neutral.yaml", "outputs.firms=4") > one + 50 * 20_000 * 500 * 0.9)
  }
}

@Suite struct SuspectTests {
  /// A product below investment is one figure, however many others it is compared with.
  @Test func `a figure that is probably wrong is among the likely causes once`() throws {
    let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let key = "regions.atyrau.gross_regional_product"
    let configuration = try Scenario.load(
      project.appending(path: "scenarios/kazakhstan.yaml").path, overrides: ["\(key)=9000"]
    ).configuration
    #expect(configuration.likelyMistake?.key == key)
    let words = SimulationError.notFinite(variable: "cash", region: nil, tick: 3)
      .explanation(of: configuration)
    #expect(words.contains(key))
    #expect(!words.contains("regions.atyrau.fixed_investment"), "\(words)")
    #expect(words.components(separatedBy: key).count == 2, "\(words)")
  }
}
