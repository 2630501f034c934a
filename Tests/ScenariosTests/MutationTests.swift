import Foundation
import Scenarios
import Testing
import TripleHelix

/// Random damage to good files: whatever comes of it, a scenario or complaints, is not a trap.
@Suite struct MutationTests {
  /// A small generator (SplitMix64), so that damage is the same on every machine.
  struct Damage: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
      return z ^ z >> 31
    }

    mutating func damage(_ bytes: [UInt8]) -> [UInt8] {
      var bytes = bytes
      let pieces = [
        "\t", ":", "- ", "[", "]", "{", "}", "\"", "'", "#", "&a ", "*a", "? ", "|", ">", "\n",
        "\r",
        "-", "1e999", ".nan", "~", "!!int ", "<<: ", "---\n", "...\n", "%", "@", "é", "\u{2028}",
        "0",
        "\u{FEFF}", ",", "\"\"",
      ]
      for _ in 0..<Int.random(in: 1...4, using: &self) where !bytes.isEmpty {
        let place = Int.random(in: bytes.indices, using: &self)
        switch Int.random(in: 0..<6, using: &self) {
        case 0: bytes.removeSubrange(place...)
        case 1: bytes[place] = UInt8.random(in: 0...255, using: &self)
        case 2: bytes.insert(contentsOf: pieces.randomElement(using: &self)!.utf8, at: place)
        case 3:
          let end = min(bytes.count, place + Int.random(in: 1...40, using: &self))
          bytes.removeSubrange(place..<end)
        case 4:
          let end = min(bytes.count, place + Int.random(in: 1...200, using: &self))
          let piece = Array(bytes[place..<end])
          bytes.insert(contentsOf: piece, at: Int.random(in: bytes.indices, using: &self))
        default:
          if let digit = bytes[place...].firstIndex(where: { (0x30...0x39).contains($0) }) {
            bytes.replaceSubrange(
              digit...digit,
              with: ["-9", "1e9", "99999999999999999999", "0"].randomElement(using: &self)!.utf8)
          }
        }
      }
      return bytes
    }
  }

  @Test(arguments: [
    "kazakhstan.yaml", "kazakhstan/regions.csv", "kazakhstan/distances.csv",
    "kazakhstan/sectors.csv", "kazakhstan-research-grant.yaml", "teaching/one-region.yaml",
  ])
  func `damaged files are read or refused`(damaged: String) throws {
    let folder = try Fixtures.temporaryCopyOfScenarios()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = "\(folder)/\(damaged)"
    let original = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    let scenario = damaged.hasSuffix(".csv") ? "\(folder)/kazakhstan.yaml" : path
    var refusedCount = 0
    for seed in 0..<UInt64(60) {
      var damage = Damage(state: seed)
      try Data(damage.damage(original)).write(to: URL(fileURLWithPath: path))
      do throws(ScenarioErrors) {
        let loaded = try Scenario.load(scenario)
        #expect(loaded.configuration.parameters.violations().isEmpty)
      } catch {
        #expect(!error.problems.isEmpty)
        refusedCount += 1
      }
    }
    #expect(refusedCount > 15)
  }

  @Test func `damaged resolved scenarios are read or refused`() throws {
    let resolved = try Scenario.load("\(Fixtures.scenarios)/kazakhstan-research-grant.yaml")
      .resolvedText
    let path = try Fixtures.temporary(resolved)
    for seed in 1000..<UInt64(1040) {
      var damage = Damage(state: seed)
      try Data(damage.damage(Array(resolved.utf8))).write(to: URL(fileURLWithPath: path))
      do throws(ScenarioErrors) {
        _ = try Scenario.load(path)
      } catch {
        #expect(!error.problems.isEmpty)
      }
    }
  }

  @Test func `damaged overrides are read or refused`() {
    let words = [
      "regions", "astana", "1", "0", "-1", "=", ".", "scale", "policies", "distances", "table", "[",
      "{a: 1}", "~", "", "sectors", "99", "*a", "&a", "name", "\"", "recluster.groups",
    ]
    var damage = Damage(state: 7)
    for _ in 0..<200 {
      let text = (0..<Int.random(in: 1...6, using: &damage))
        .map { _ in words.randomElement(using: &damage)! }.joined(separator: ".")
        .replacing(".=.", with: "=")
      do throws(ScenarioErrors) {
        _ = try Scenario.load("\(Fixtures.broken)/good.yaml", overrides: [text])
      } catch {
        #expect(!error.problems.isEmpty)
      }
    }
  }
}
