import TripleHelix

/// Fact 8 in one run: synergy over the years beside the share of output in innovation.
struct ObservedSynergy {
  private let regionCount: Int
  private let sectorCount: Int
  private let seed: UInt64
  private(set) var series: [Double] = []

  init(regionCount: Int, sectorCount: Int, seed: UInt64) {
    self.regionCount = regionCount
    self.sectorCount = sectorCount
    self.seed = seed
  }

  mutating func observe(_ firms: [FirmRecord]) {
    series.append(
      synergy(
        of: firms.lazy.map { ($0.region, $0.sector, synergySizeClass($0.employees)) },
        bounds: (regionCount, sectorCount, synergySizeClasses)))
  }

  /// - Parameter innovation: Share of output in innovation at the end of the same years.
  func statistics(innovation: [Double]) -> [String: Double] {
    guard let swing = Oscillation(series) else { return [:] }
    var statistics = [
      "synergy": finiteMean(of: series), "synergy_amplitude": swing.amplitude,
      "synergy_peak": swing.peak, "synergy_period": swing.period,
      "synergy_turning_points": swing.turningPointRatio,
      "synergy_shuffled_p": swing.shuffledProbability(seed: seed),
      "synergy_autoregressive_p": swing.autoregressiveProbability(seed: seed),
    ]
    statistics["synergy_swings"] = statistics["synergy_shuffled_p"].map { $0 < 0.05 ? 1 : 0 }
    guard innovation.count == series.count, innovation.allSatisfy(\.isFinite) else {
      return statistics
    }
    let cycle = detrended(innovation)
    if let together = LaggedCorrelation(swing.residual, cycle) {
      statistics["synergy_cycle_correlation"] = abs(together.correlation)
      statistics["synergy_cycle_lag"] = Double(together.lag)
      statistics["synergy_cycle_p"] = LaggedCorrelation.turnedProbability(swing.residual, cycle)
    }
    return statistics
  }
}
