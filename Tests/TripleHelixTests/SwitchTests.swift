import Testing

@testable import TripleHelix

/// Every switch under `mechanisms:` does something.
@Suite struct SwitchTests {
  private static func bytes(_ change: (inout Configuration) -> Void = { _ in }) throws -> [UInt8] {
    var configuration = SmallCountry.configuration(firms: 3000)
    configuration.mechanisms.clusters = true
    change(&configuration)
    let simulation = try Simulation(configuration, seed: 2)
    for _ in 0..<24 { try simulation.step() }
    return simulation.checkpoint()
  }

  private static let on: [UInt8] = (try? bytes()) ?? []

  @Test(arguments: Mechanisms.descriptions.map(\.name))
  func `a switch that is turned off changes the country`(name: String) throws {
    let description = try #require(Mechanisms.descriptions.first { $0.name == name })
    let off = try Self.bytes { $0.mechanisms[keyPath: description.keyPath] = false }
    #expect(!PolicyTests.areSame(off, Self.on))
  }
}
