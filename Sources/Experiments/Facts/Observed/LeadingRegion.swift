import TripleHelix

/// Fact 6 in one run: the share of a sector that its leading region has over the life of a
/// generation.
///
/// The leader of a generation is the region with most of the output on it when a tenth of the
/// sector's output is. It is chosen by who adopts, early, and followed by its share of the sector's
/// whole output, so that the choice does not make the later path: the region that is largest in the
/// middle of a path would have risen before and fallen after by selection alone. The path runs from
/// the tenth to nine tenths (the rise) and on for as many years (the plateau, or the fall).
struct ObservedLeadingRegion {
  private struct Life {
    /// Year of the entry, adopted share, and output on it by region.
    var years: [Int] = []
    var adopted: [Double] = []
    var output: [[Double]] = []
  }

  private struct Generation: Hashable, Comparable {
    var sector: Int
    var index: Int

    static func < (first: Self, second: Self) -> Bool {
      (first.sector, first.index) < (second.sector, second.index)
    }
  }

  private let regionCount: Int
  private let sectorCount: Int
  private var lives: [Generation: Life] = [:]
  /// Generations that somebody ran at the start.
  private var known: [Int]
  /// Shares of regions in output and in firms, by year, then sector and region.
  private var outputShares: [[Double]] = []
  private var firmShares: [[Double]] = []

  init(regionCount: Int, sectorCount: Int) {
    self.regionCount = regionCount
    self.sectorCount = sectorCount
    known = Array(repeating: 0, count: sectorCount)
  }

  /// - Parameter firms: At the end of a year; the first call is the start.
  mutating func observe(_ firms: [FirmRecord]) {
    let year = outputShares.count
    var newest = Array(repeating: 0, count: sectorCount)
    for firm in firms { newest[firm.sector] = max(newest[firm.sector], firm.newestLine) }
    if year == 0 { known = newest }
    var output = [Double](repeating: 0, count: sectorCount * regionCount)
    var number = output
    // Output on exactly each generation after the known ones, by sector, generation and region.
    var exact = (0..<sectorCount).map { sector in
      [Double](repeating: 0, count: max(0, newest[sector] - known[sector]) * regionCount)
    }
    for firm in firms {
      let place = firm.sector * regionCount + firm.region
      output[place] += firm.output
      number[place] += 1
      let lines = [
        (firm.traditionLine, 1 - firm.displacement), (firm.newestLine, firm.displacement),
      ]
      for (line, share) in lines where line > known[firm.sector] {
        exact[firm.sector][(line - known[firm.sector] - 1) * regionCount + firm.region] +=
          share * firm.output
      }
    }
    for sector in 0..<sectorCount {
      let row = sector * regionCount..<(sector + 1) * regionCount
      let total = output[row].reduce(0, +)
      let firmTotal = number[row].reduce(0, +)
      guard total > 0, firmTotal > 0 else { continue }
      var onOrAfter = [Double](repeating: 0, count: regionCount)
      for index in stride(from: newest[sector], to: known[sector], by: -1) {
        let start = (index - known[sector] - 1) * regionCount
        for region in 0..<regionCount { onOrAfter[region] += exact[sector][start + region] }
        let generation = Generation(sector: sector, index: index)
        if let last = lives[generation]?.adopted.last, last >= 0.9 { continue }
        lives[generation, default: Life()].years.append(year)
        lives[generation, default: Life()].adopted.append(onOrAfter.reduce(0, +) / total)
        lives[generation, default: Life()].output.append(onOrAfter)
      }
      for place in row {
        output[place] /= total
        number[place] /= firmTotal
      }
    }
    outputShares.append(output)
    firmShares.append(number)
  }

  var statistics: [String: Double] {
    var rise: [Double] = []
    var later: [Double] = []
    var firmRise: [Double] = []
    var leads: [[Double]] = [[], [], []]
    var largestRise: [Double] = []
    for (generation, life) in lives.sorted(by: { $0.key < $1.key }) {
      guard let first = life.adopted.firstIndex(where: { $0 >= 0.1 }),
        let half = life.adopted.firstIndex(where: { $0 >= 0.5 }),
        let last = life.adopted.firstIndex(where: { $0 >= 0.9 }),
        let leader = life.output[first].indices.max(by: {
          life.output[first][$0] < life.output[first][$1]
        })
      else { continue }
      let (start, end) = (life.years[first], life.years[last])
      let after = end + (end - start)
      guard after > end, after < outputShares.count else { continue }
      let place = generation.sector * regionCount + leader
      rise.append(outputShares[end][place] - outputShares[start][place])
      later.append(outputShares[after][place] - outputShares[end][place])
      firmRise.append(firmShares[end][place] - firmShares[start][place])
      for (stage, at) in [first, half, last].enumerated() {
        leads[stage].append(life.output[at][leader] / life.output[at].reduce(0, +))
      }
      let row = generation.sector * regionCount..<(generation.sector + 1) * regionCount
      largestRise.append(
        (outputShares[end][row].max() ?? .nan) - (outputShares[start][row].max() ?? .nan))
    }
    return [
      "life_cycles": Double(rise.count), "leader_rise": finiteMean(of: rise),
      "leader_later": finiteMean(of: later),
      "leader_later_less_rise": finiteMean(of: later) - finiteMean(of: rise),
      "leader_firm_rise": finiteMean(of: firmRise),
      "leader_adopters_10": finiteMean(of: leads[0]),
      "leader_adopters_50": finiteMean(of: leads[1]),
      "leader_adopters_90": finiteMean(of: leads[2]), "largest_rise": finiteMean(of: largestRise),
    ]
  }
}
