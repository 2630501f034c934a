import TripleHelix

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
}
