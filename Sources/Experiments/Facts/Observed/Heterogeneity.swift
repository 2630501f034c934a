import TripleHelix

/// The heterogeneity of what firms know: H = rms ‖k − k̄‖ over positions in the technology plane.
///
/// NaN with fewer than two firms.
func heterogeneity(of positions: [SIMD2<Float>]) -> Double {
  guard positions.count > 1 else { return .nan }
  let sum = positions.reduce(SIMD2<Double>.zero) { $0 + SIMD2<Double>($1) }
  let center = sum / Double(positions.count)
  let squares = positions.reduce(0.0) { total, position in
    let gap = SIMD2<Double>(position) - center
    return total + (gap * gap).sum()
  }
  return (squares / Double(positions.count)).squareRoot()
}

/// A group of firms that is followed from year to year: the firms of a cell, or of a cluster.
struct GroupHistory {
  /// What is seen of the group at the end of a year.
  struct Year {
    var year: Int
    var firms: Int
    /// Σ √output: size without the noise of its largest firm.
    var size: Double
    /// H of its firms.
    var heterogeneity: Double
    /// Share of its firms by newest line, from generation 0.
    var onLine: [Double]
  }

  /// Place of the sector in the scenario.
  var sector = 0
  var years: [Year] = []

  /// Menzel and Fornahl's stages after emergence.
  enum Stage: CaseIterable {
    /// A generation that nobody had is taken up: by 5 to 50 % of the firms, from under 5 % before.
    case renewal
    /// It spreads from half to nine tenths, while the group grows.
    case growth
    /// No generation is spreading; size is level, or falls.
    case maturity, decline
  }

  /// Years over which changes are taken.
  static let span = 2

  /// The stage in the years up to entry `place` and the yearly change of H in them.
  ///
  /// Stages are read off generations and size and never off H, whose change is what is tested.
  func change(at place: Int) -> (stage: Stage, change: Double)? {
    guard place >= Self.span else { return nil }
    let (before, now) = (years[place - Self.span], years[place])
    guard now.year - before.year == Self.span, before.size > 0, before.heterogeneity.isFinite,
      now.heterogeneity.isFinite
    else { return nil }
    let change = (now.heterogeneity - before.heterogeneity) / Double(Self.span)
    // The newest generation that has taken hold, and what share of firms is on it or a newer one.
    guard let newest = now.onLine.indices.last(where: { now.share(onOrAfter: $0) >= 0.05 })
    else { return nil }
    let (was, share) = (before.share(onOrAfter: newest), now.share(onOrAfter: newest))
    if newest > 0, was < 0.05, share <= 0.5 { return (.renewal, change) }
    if newest > 0, share > 0.5, was < 0.9 {
      return now.size > before.size ? (.growth, change) : nil
    }
    if was >= 0.9 { return (now.size >= 0.98 * before.size ? .maturity : .decline, change) }
    return nil
  }
}

extension GroupHistory.Year {
  func share(onOrAfter line: Int) -> Double {
    line < onLine.count ? onLine[line...].reduce(0, +) : 0
  }

  init(year: Int, _ firms: [FirmRecord]) {
    self.year = year
    self.firms = firms.count
    size = firms.reduce(0) { $0 + max(0, $1.output).squareRoot() }
    heterogeneity = Experiments.heterogeneity(of: firms.map(\.position))
    onLine = Array(repeating: 0, count: (firms.map(\.newestLine).max() ?? 0) + 1)
    for firm in firms { onLine[firm.newestLine] += 1 / Double(firms.count) }
  }
}

extension [Int: GroupHistory] {
  /// Adds a year of a cluster with `least` members or more.
  ///
  /// Generations and planes of technology are a sector's own: of a cluster that holds several sectors,
  /// the one is followed that most members were of when it was first seen.
  mutating func follow(_ cluster: Int, _ members: [FirmRecord], year: Int, least: Int = 1) {
    var counts: [Int: Int] = [:]
    for member in members { counts[member.sector, default: 0] += 1 }
    let commonest = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? 0
    let sector = self[cluster]?.sector ?? commonest
    let firms = members.filter { $0.sector == sector }
    guard firms.count >= least else { return }
    self[cluster, default: GroupHistory(sector: sector)].years.append(.init(year: year, firms))
  }
}

/// Fact 7 in one run: how heterogeneity changes from stage to stage, in cells and in clusters.
struct ObservedHeterogeneity {
  /// Firms that a group needs to be seen.
  static let smallestCell = 10
  static let smallestCluster = 5

  private let sectorCount: Int
  private var cells: [GroupHistory]
  private var clusters: [Int: GroupHistory] = [:]
  private var year = 0

  init(regionCount: Int, sectorCount: Int) {
    self.sectorCount = sectorCount
    cells = Array(repeating: GroupHistory(), count: regionCount * sectorCount)
  }

  mutating func observe(_ firms: [FirmRecord]) {
    var byCell = [[FirmRecord]](repeating: [], count: cells.count)
    var byCluster: [Int: [FirmRecord]] = [:]
    for firm in firms {
      byCell[firm.region * sectorCount + firm.sector].append(firm)
      if let membership = firm.membership {
        byCluster[membership.cluster, default: []].append(firm)
      }
    }
    for (cell, firms) in byCell.enumerated() where firms.count >= Self.smallestCell {
      cells[cell].years.append(.init(year: year, firms))
    }
    for (cluster, members) in byCluster {
      clusters.follow(cluster, members, year: year, least: Self.smallestCluster)
    }
    year += 1
  }

  var statistics: [String: Double] {
    var statistics: [String: Double] = [:]
    let ordered = clusters.sorted { $0.key < $1.key }.map(\.value)
    for (name, groups) in [("cell", cells), ("cluster", ordered)] {
      var changes: [GroupHistory.Stage: [Double]] = [:]
      var highest = 0.0
      for group in groups {
        for place in group.years.indices {
          highest = max(highest, group.years[place].heterogeneity)
          if let (stage, change) = group.change(at: place) {
            changes[stage, default: []].append(change)
          }
        }
      }
      // Where nobody ever moved, nothing was measured.
      guard highest > 0 else { continue }
      for stage in GroupHistory.Stage.allCases {
        statistics["heterogeneity_\(name)_\(stage)"] = finiteMean(of: changes[stage] ?? [])
      }
    }
    return statistics
  }
}
