public import TripleHelix

/// What a run will take, so that it can be told, or refused, before it begins.
public struct RunCost: Sendable, Equatable {
  /// Most memory that the run holds, in bytes; within about a fifth above 100 MB.
  public let bytes: Int

  /// - Parameters:
  ///   - configuration: What is run.
  ///   - simultaneousRuns: Runs that are in memory at the same time.
  public init(_ configuration: Configuration, simultaneousRuns: Int = 1) {
    let firms =
      configuration.regions.reduce(0) { $0 + $1.activeFirms } / Double(configuration.scale)
    let cells = Double(configuration.regions.count) * Double(configuration.sectors.count)
    let years = Double(configuration.horizon) * configuration.timeStep.quarter / 4
    let panels =
      configuration.firmsEvery > 0
      ? Double(configuration.horizon / configuration.firmsEvery + 1) : 0
    // Measured with 50 to 200 regions, 20 to 100 sectors and 20,000 to 1,000,000 firms: 208 bytes are a
    // firm's state; columns keep room to grow and are copied for a checkpoint. A cell of a region and a
    // sector has its markets, knowledge and ties, and a row in the tables for every year. With clusters,
    // 200,000 firms took 240 MiB over 25 years.
    let perFirm: Double = configuration.mechanisms.clusters ? 950 : 540
    let run = 45e6 + perFirm * firms + cells * (47e3 + 700 * years) + 500 * firms * panels
    bytes = Int(min(run * Double(max(1, simultaneousRuns)), 1e18))
  }
}
