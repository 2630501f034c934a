import TripleHelix

/// Fact 8 in one run: synergy over the years beside the share of output in innovation.
struct ObservedSynergy {
  private let regionCount: Int
  private let sectorCount: Int
  private let seed: UInt64
  private(set) var series: [Double] = []
  /// Standard error of each year's value, and the number of firms.
  private var errors: [Double] = []
  private var counts: [Double] = []

  init(regionCount: Int, sectorCount: Int, seed: UInt64) {
    self.regionCount = regionCount
    self.sectorCount = sectorCount
    self.seed = seed
  }

  mutating func observe(_ firms: [FirmRecord]) {
    let synergy = Synergy(
      of: firms.lazy.map { ($0.region, $0.sector, synergySizeClass($0.employees)) },
      bounds: (regionCount, sectorCount, synergySizeClasses))
    series.append(synergy.value)
    errors.append(synergy.error)
    counts.append(Double(firms.count))
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
      "synergy_scaled_amplitude": swing.amplitude * finiteMean(of: counts).squareRoot(),
      "synergy_resolution": swing.amplitude / finiteMean(of: errors),
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
