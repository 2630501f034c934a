import Foundation
import Scenarios
import Testing
import TripleHelix

@testable import Experiments

/// The model and the rows recorded of it, taken down and up again.
@Suite struct ResumeTests {
  private func configuration() throws -> Configuration {
    let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try Scenario.load(
      project.appending(path: "scenarios/kazakhstan.yaml").path,
      overrides: ["scale=50", "years=6"]
    ).configuration
  }

  @Test(arguments: [1, 2, 3])
  func `a run resumed after every tick equals one that was left alone`(seed: UInt64) throws {
    let configuration = try configuration()
    let whole = try Simulation(configuration, seed: seed, threads: 2)
    var resumed = try Simulation(configuration, seed: seed)
    var (wholeRows, resumedRows) = (Recording(), Recording())
    whole.record(into: &wholeRows)
    resumed.record(into: &resumedRows)
    for tick in 1...configuration.horizon {
      let (state, rows) = (resumed.checkpoint(), resumedRows.checkpointPayload())
      resumed = try Simulation(configuration, resuming: state, threads: 1 + tick % 2)
      resumedRows = try Recording(checkpointPayload: rows, path: "rows")
      try whole.step()
      try resumed.step()
      whole.record(into: &wholeRows)
      resumed.record(into: &resumedRows)
      // Compared outside of the expectation, which would look for the shortest difference.
      let isSame = whole.checkpoint() == resumed.checkpoint()
      try #require(isSame, "the states differ at tick \(tick)")
    }
    for (whole, resumed) in zip(wholeRows.tables, resumedRows.tables) {
      let isSame = whole.csv() == resumed.csv()
      #expect(isSame, "\(whole.name)")
    }
  }

  @Test func `writing checkpoints leaves a run alone`() throws {
    let configuration = try configuration()
    let plain = try Simulation(configuration, seed: 1)
    let written = try Simulation(configuration, seed: 1)
    for _ in 0..<configuration.horizon {
      try plain.step()
      try written.step()
      _ = written.checkpoint()
    }
    let isSame = plain.checkpoint() == written.checkpoint()
    #expect(isSame)
  }
}
