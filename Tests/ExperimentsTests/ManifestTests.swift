import Foundation
import Testing
import TripleHelix

@testable import Experiments

@Suite struct ManifestTests {
  private func plan(seed: UInt64 = 1, text: String = "name: a\nscale: 1\n") -> RunPlan {
    let configuration = Configuration(
      name: "a", title: "A", summary: "", isStylised: true, startYear: 2000, horizon: 40,
      currency: "crowns", scale: 1, regions: [], distances: [], capitals: [], sectors: [],
      patentsPerYear: 0, parameters: Parameters(), mechanisms: Mechanisms(), policies: [],
      recluster: ReclusterPlan(), recordEvery: 4)
    return RunPlan(
      configuration, scenarioText: text, scenarioHash: "\(text.hashValue)", seed: seed, threads: 2)
  }

  @Test func `a manifest comes back as it was`() throws {
    var manifest = Manifest(beginning: plan(seed: .max))
    manifest.started = Date(timeIntervalSince1970: 1_700_000_000)
    manifest.list(.init(name: "regions.csv", bytes: 3, sha256: "00"))
    manifest.list(.init(name: "regions.csv", bytes: 4, sha256: "01"))
    #expect(manifest.files.map(\.bytes) == [4])
    let json = manifest.json()
    #expect(try Manifest(json: json, path: "m") == manifest)
    let text = String(decoding: json, as: UTF8.self)
    #expect(text.contains("\"record_every\" : 4"))
    #expect(text.contains("\"seed\" : 18446744073709551615"))
    #expect(text.contains("\"started\" : \"2023-11-14T22:13:20Z\""))
  }

  @Test(arguments: ["", "{}", "[1, 2]"])
  func `what is not a manifest is told, with what to do`(json: String) {
    #expect {
      try Manifest(json: Array(json.utf8), path: "m")
    } throws: {
      "\($0)"
        == "m: is not a manifest of triskele, or was cut short or changed; put back a copy of it, or run "
        + "the scenario again into another folder"
    }
  }

  @Test func `manifests of other programs and later formats are refused`() throws {
    var manifest = Manifest(beginning: plan())
    manifest.program = "other"
    #expect(throws: ResultsError.damaged(path: "m", reason: "is a manifest of other")) {
      try Manifest(json: manifest.json(), path: "m")
    }
    manifest.program = Program.name
    manifest.format = 2
    #expect(throws: ResultsError.self) { try Manifest(json: manifest.json(), path: "m") }
  }

  @Test func `the same plan does not differ`() {
    let plan = plan()
    #expect(
      Manifest(beginning: plan).differences(from: plan, scenarioText: plan.scenarioText).isEmpty)
  }

  @Test func `differences name both sides`() {
    let manifest = Manifest(beginning: plan())
    #expect(
      manifest.differences(
        from: plan(seed: 2, text: "name: a\nscale: 10\n"), scenarioText: "name: a\nscale: 1\n")
        == [
          "seed: 1 there, 2 here", "scenario.yaml, there: scale: 1",
          "scenario.yaml, here: scale: 10",
        ])
  }

  @Test func `time left follows the pace of the session`() {
    let begin = RunProgress(tick: 40, horizon: 100, firstTick: 40, seconds: 0.1)
    #expect(begin.secondsLeft == nil)
    let later = RunProgress(tick: 60, horizon: 100, firstTick: 40, seconds: 5)
    #expect(later.secondsLeft == 10)
    #expect(later.fraction == 0.6)
  }

  @Test func `a summary without rows has no figures`() {
    let summary = RunSummary(Recording())
    #expect(summary.growth == nil && summary.firmsAtEnd == nil && summary.wardGroups == nil)
    #expect(summary.outputShares.isEmpty)
  }

  @Test(arguments: [
    [0, 8, 16], [0, 4, 8], [0, 1, 2, 3, 4, 5, 6, 7, 8], [0, 1, 2, 3, 4], [0, 2],
  ])
  func `growth does not depend on how often a run is recorded`(ticks: [Int]) {
    var recording = Recording()
    for tick in ticks {
      recording.national.append(
        recording.national.columns.map { column in
          switch column.name {
          case "tick": .integer(tick)
          case "year": .number(2000 + Double(tick) / 4)
          case "real_gdp": .number(pow(1.02, Double(tick) / 4))
          default: .number(0.5)
          }
        })
    }
    #expect(abs((RunSummary(recording).growth ?? 0) - 0.02) < 1e-12)
  }

  @Test func `a summary reads growth, flows and groups`() {
    var recording = Recording()
    for (tick, product, exits) in [(0, 100.0, Double.nan), (4, 110, 5), (8, 121, 7)] {
      recording.national.append(
        recording.national.columns.map { column in
          switch column.name {
          case "tick": .integer(tick)
          case "year": .number(2000 + Double(tick) / 4)
          case "real_gdp": .number(product)
          case "exits": .number(exits)
          case "start_ups": .number(tick == 0 ? .nan : 10)
          case "spin_offs", "university_spin_offs": .number(1)
          default: .number(0.5)
          }
        })
      for (region, group) in [("a", 1), ("b", tick == 8 ? 1 : 2)] {
        recording.wardMemberships.append([
          .integer(tick), .number(2000), .text(region), .integer(group), .number(0),
          .integer(tick == 8 && region == "b" ? 1 : 0),
        ])
      }
    }
    let summary = RunSummary(recording)
    #expect(abs((summary.growth ?? 0) - 0.1) < 1e-12)
    #expect(summary.entriesPerYear == 48)
    #expect(summary.exitsPerYear == 24)
    #expect(summary.wardGroups == 1)
    #expect(summary.wardMoves == 1)
  }
}
