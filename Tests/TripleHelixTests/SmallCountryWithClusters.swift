import Testing

@testable import TripleHelix

/// Tests of the small country where firms may form clusters.
protocol SmallCountryWithClusters {}

extension SmallCountryWithClusters {
  func configuration(
    _ change: (inout Configuration) -> Void = { _ in }
  ) -> Configuration {
    var configuration = SmallCountry.configuration()
    configuration.mechanisms.clusters = true
    change(&configuration)
    return configuration
  }

  func run(
    _ configuration: Configuration, ticks: Int, threads: Int = 1
  ) throws -> Simulation {
    let simulation = try Simulation(configuration, seed: 1, threads: threads)
    for _ in 0..<ticks { try simulation.step() }
    return simulation
  }

  /// Resumes `first` from a checkpoint, and lets both go on side by side to the same bytes.
  ///
  /// - Parameter look: Looks at the resumed run as it was at the checkpoint.
  func expectSameBytesOnResuming(
    _ first: Simulation, under configuration: Configuration, ticks: Int = 8,
    _ look: (_ resumed: Simulation) throws -> Void = { _ in }
  ) throws {
    let resumed = try Simulation(configuration, resuming: first.checkpoint(), threads: 2)
    #expect(resumed.clusterRecords() == first.clusterRecords())
    try look(resumed)
    for _ in 0..<ticks {
      try first.step()
      try resumed.step()
    }
    #expect(first.checkpoint() == resumed.checkpoint())
  }

  /// Of a country with so many firms that threads share the work.
  func expectSameBytesForThreads(_ configuration: Configuration) throws {
    var big = configuration
    big.regions = SmallCountry.configuration(firms: 9000).regions
    let bytes = try [1, 2].map { try run(big, ticks: 10, threads: $0).checkpoint() }
    #expect(bytes[0] == bytes[1])
  }
}
