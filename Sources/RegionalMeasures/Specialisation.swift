import Foundation

/// Employment by region and sector, and what regions are specialised in.
public struct EmploymentMatrix: Sendable, Equatable {
  /// Persons, region by region: `region * sectorCount + sector`.
  public let cells: [Double]
  public let regionCount: Int
  public let sectorCount: Int
  /// Persons by region, by sector and in all.
  public let regions: [Double]
  public let sectors: [Double]
  public let total: Double

  public init(_ cells: [Double], regionCount: Int, sectorCount: Int) {
    precondition(cells.count == regionCount * sectorCount, "one entry a cell")
    self.cells = cells
    self.regionCount = regionCount
    self.sectorCount = sectorCount
    regions = (0..<regionCount).map { r in
      cells[r * sectorCount..<(r + 1) * sectorCount].reduce(0, +)
    }
    sectors = (0..<sectorCount).map { s in
      (0..<regionCount).reduce(0.0) { $0 + cells[$1 * sectorCount + s] }
    }
    total = regions.reduce(0, +)
  }

  public subscript(region: Int, sector: Int) -> Double { cells[region * sectorCount + sector] }
}

extension EmploymentMatrix {
  /// Location quotients LQ = (e_rs/e_r) / (e_s/e): 1 where a region has as much of a sector as the
  /// country, 0 where it has none of it; one entry a cell, at least 0.
  ///
  /// NaN where the region or the sector is empty.
  public var locationQuotients: [Double] {
    (0..<cells.count).map { cell in
      let (region, sector) = (regions[cell / sectorCount], sectors[cell % sectorCount])
      return region > 0 && sector > 0 ? cells[cell] / region / (sector / total) : .nan
    }
  }

  /// Krugman's index of a region's specialisation, Σₛ |e_rs/e_r − e_s/e|: 0 with the country's own
  /// mix, under 2 always; NaN for an empty region.
  ///
  /// The country includes the region. Source: Krugman (1991), *Geography and Trade*, chapter 2.
  public func specialisation(ofRegion r: Int) -> Double {
    guard regions[r] > 0 else { return .nan }
    return (0..<sectorCount).reduce(0.0) {
      $0 + abs(self[r, $1] / regions[r] - sectors[$1] / total)
    }
  }

  /// Jacobs diversity of a region: the entropy −Σₛ p log₂ p of its employment over sectors, in bits;
  /// 0 with one sector, log₂ of their number if all are equal; NaN for an empty region.
  ///
  /// Source: Frenken, Van Oort and Verburg (2007), doi:10.1080/00343400601120296.
  public func diversity(ofRegion r: Int) -> Double {
    entropy(of: Array(cells[r * sectorCount..<(r + 1) * sectorCount]))
  }
}

/// Shannon's entropy −Σ p log₂ p of the shares of `amounts` in their sum, in bits; amounts of 0 count
/// nothing. NaN where the sum is not positive.
///
/// - Parameter amounts: Not negative.
public func entropy(of amounts: [Double]) -> Double {
  let total = amounts.reduce(0, +)
  guard total > 0, total.isFinite else { return .nan }
  // Written as ln N − Σ n ln n / N, with one division in all.
  let weighted = amounts.reduce(0.0) { $1 > 0 ? $0 + $1 * log2($1) : $0 }
  return max(0, log2(total) - weighted / total)
}

/// The thresholds of the European Cluster Observatory's stars.
public struct StarThresholds: Sendable, Equatable {
  /// Part of the regions, by employment in a sector, that earns the star for size.
  public var sizeShare = 0.1
  /// Location quotient from which a cell earns the star for specialisation.
  public var locationQuotient = 2.0
  /// Part of all cells, by their share of regional employment, that earns the star for focus.
  public var focusShare = 0.1

  public init() {}
}

/// The stars of one cell.
public struct ClusterStars: Sendable, Equatable {
  public var size = false
  public var specialisation = false
  public var focus = false

  /// 0 to 3.
  public var count: Int { (size ? 1 : 0) + (specialisation ? 1 : 0) + (focus ? 1 : 0) }
}

extension EmploymentMatrix {
  /// Stars of the European Cluster Observatory, one entry a cell: for size if the cell is among the
  /// largest of its sector, for specialisation by its location quotient, for focus if it is among the
  /// cells, of all sectors, that make up most of their region's employment.
  ///
  /// "Among the top 10 %" of *n* cells are the ⌈0.1·n⌉ largest and their equals; an empty cell earns
  /// no star. Source: European Cluster Observatory, "Evaluation of regional cluster strength".
  public func stars(_ thresholds: StarThresholds = StarThresholds()) -> [ClusterStars] {
    var stars = Array(repeating: ClusterStars(), count: cells.count)
    for s in 0..<sectorCount {
      let inSector = (0..<regionCount).map { self[$0, s] }
      let bound = Self.bound(ofTop: thresholds.sizeShare, in: inSector)
      for r in 0..<regionCount where inSector[r] > 0 {
        stars[r * sectorCount + s].size = inSector[r] >= bound
      }
    }
    let quotients = locationQuotients
    let inRegion = cells.indices.map { cell in
      regions[cell / sectorCount] > 0 ? cells[cell] / regions[cell / sectorCount] : 0
    }
    let bound = Self.bound(ofTop: thresholds.focusShare, in: inRegion)
    for cell in cells.indices where cells[cell] > 0 {
      stars[cell].specialisation = quotients[cell] >= thresholds.locationQuotient
      stars[cell].focus = inRegion[cell] >= bound
    }
    return stars
  }

  /// The smallest of the ⌈share·n⌉ largest values; ∞ if that is none.
  private static func bound(ofTop share: Double, in values: [Double]) -> Double {
    // A hair less, so that 0.1 · 10 is one and not two for want of a last digit.
    let count = min(values.count, Int((share * Double(values.count) - 1e-9).rounded(.up)))
    return count > 0 ? values.sorted(by: >)[count - 1] : .infinity
  }
}
