import TripleHelix

/// Fact 4 in one run: how many firms a sector has in a region, against one exponential.
struct ObservedFirmsPerCell {
  private let regionCount: Int
  private let sectorCount: Int
  private let seed: UInt64
  private var ratios: [Double] = []
  private var probabilities: [Double] = []
  private var adjustedRatios: [Double] = []
  private var adjustedProbabilities: [Double] = []
  private var sectorRejections: [Double] = []
  private var atStart = Double.nan

  init(regionCount: Int, sectorCount: Int, seed: UInt64) {
    self.regionCount = regionCount
    self.sectorCount = sectorCount
    self.seed = seed
  }

  mutating func observe(_ firms: [FirmRecord], isStart: Bool) {
    var counts = [Double](repeating: 0, count: regionCount * sectorCount)
    var regions = [Double](repeating: 0, count: regionCount)
    for firm in firms {
      counts[firm.region * sectorCount + firm.sector] += 1
      regions[firm.region] += 1
    }
    let total = regions.reduce(0, +)
    guard total > 0 else { return }
    // In units of the sector's mean over regions, so that sectors can be pooled; the second time over
    // what the region's share of all firms makes expected. Half a firm stands for none.
    var plain: [Double] = []
    var adjusted: [Double] = []
    var rejected: [Double] = []
    for sector in 0..<sectorCount {
      let cells = (0..<regionCount).map { counts[$0 * sectorCount + sector] }
      let sum = cells.reduce(0, +)
      guard sum > Double(regionCount) else { continue }
      let own = cells.map { max($0, 0.5) / (sum / Double(regionCount)) }
      plain += own
      adjusted += cells.indices.filter { regions[$0] > 0 }.map {
        max(cells[$0], 0.5) / (sum * regions[$0] / total)
      }
      if !isStart, let test = MixtureTest(own, samples: 39, seed: seed) {
        rejected.append(test.probability < 0.05 ? 1 : 0)
      }
    }
    guard let test = MixtureTest(plain, seed: seed) else { return }
    if isStart {
      atStart = test.probability
      return
    }
    ratios.append(test.fit.ratio)
    probabilities.append(test.probability)
    sectorRejections += rejected
    if let test = MixtureTest(adjusted, seed: seed) {
      adjustedRatios.append(test.fit.ratio)
      adjustedProbabilities.append(test.probability)
    }
  }

  var statistics: [String: Double] {
    [
      "mixture_beats": finiteMean(of: probabilities.map { $0 < 0.05 ? 1 : 0 }),
      "mixture_ratio": finiteMean(of: ratios), "mixture_p": finiteMean(of: probabilities),
      "mixture_ratio_adjusted": finiteMean(of: adjustedRatios),
      "mixture_p_adjusted": finiteMean(of: adjustedProbabilities),
      "mixture_sectors": finiteMean(of: sectorRejections), "mixture_p_start": atStart,
    ]
  }
}
