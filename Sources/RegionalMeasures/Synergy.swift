import Foundation

/// Triple-helix synergy: the mutual information of establishments in three dimensions, geography g
/// (region), technology t (sector) and organisation o (class of size), in bits.
///
/// T = H_g + H_t + H_o − H_gt − H_go − H_to + H_gto, which may have either sign: a negative T is
/// synergy, uncertainty that the three together take away. Organisation is stood for by size, as in
/// Leydesdorff's studies of whole countries, since tables of firms know no more of it.
///
/// Source: Leydesdorff, Dolfsma and Van der Panne (2006), doi:10.1016/j.respol.2005.09.009.
public struct Synergy: Sendable, Equatable {
  /// Entropies in bits, each at least 0 and at most the logarithm of the number of classes.
  public let region: Double
  public let sector: Double
  public let organisation: Double
  public let regionSector: Double
  public let regionOrganisation: Double
  public let sectorOrganisation: Double
  public let all: Double
  /// What each region adds to T, in bits: Σ over its cells of p log₂(p_gt p_go p_to / (p_g p_t p_o p).
  /// They add up to T; 0 in an empty region.
  public let contributions: [Double]
  /// Establishments by region.
  public let regionTotals: [Double]

  /// T in bits; NaN without establishments.
  public var total: Double {
    region + sector + organisation - regionSector - regionOrganisation - sectorOrganisation + all
  }

  /// - Parameter counts: Establishments at `(region * sectorCount + sector) * organisationCount +
  ///   organisation`, not negative.
  public init(counts: [Double], regionCount: Int, sectorCount: Int, organisationCount: Int) {
    precondition(
      counts.count == regionCount * sectorCount * organisationCount, "one entry a combination")
    var (g, t, o) = (
      [Double](repeating: 0, count: regionCount), [Double](repeating: 0, count: sectorCount),
      [Double](repeating: 0, count: organisationCount)
    )
    var gt = [Double](repeating: 0, count: regionCount * sectorCount)
    var go = [Double](repeating: 0, count: regionCount * organisationCount)
    var to = [Double](repeating: 0, count: sectorCount * organisationCount)
    func each(_ body: (Int, Int, Int, Double) -> Void) {
      for r in 0..<regionCount {
        for s in 0..<sectorCount {
          for k in 0..<organisationCount {
            let count = counts[(r * sectorCount + s) * organisationCount + k]
            if count > 0 { body(r, s, k, count) }
          }
        }
      }
    }
    each { r, s, k, count in
      g[r] += count
      t[s] += count
      o[k] += count
      gt[r * sectorCount + s] += count
      go[r * organisationCount + k] += count
      to[s * organisationCount + k] += count
    }
    region = entropy(of: g)
    sector = entropy(of: t)
    organisation = entropy(of: o)
    regionSector = entropy(of: gt)
    regionOrganisation = entropy(of: go)
    sectorOrganisation = entropy(of: to)
    all = entropy(of: counts)
    regionTotals = g
    let whole = g.reduce(0, +)
    var contributions = [Double](repeating: 0, count: regionCount)
    each { r, s, k, count in
      // Of p_gt p_go p_to / (p_g p_t p_o p_gto), the sizes of the whole cancel but for one.
      let ratio =
        gt[r * sectorCount + s] / g[r] * (go[r * organisationCount + k] / o[k])
        * (to[s * organisationCount + k] / t[s]) / count
      contributions[r] += count / whole * log2(ratio * whole)
    }
    self.contributions = contributions
  }
}

/// Leydesdorff's decomposition of T by groups of regions: T = T₀ + Σ_G (n_G/N) T_G.
///
/// T_G is the synergy within group G over its own regions, T₀ what the groups have between them, a
/// remainder of either sign. A group of one region has no geography of its own, so its T_G is 0.
///
/// Source: Leydesdorff and Strand (2013), doi:10.1002/asi.22895.
public struct GroupedSynergy: Sendable, Equatable {
  /// Labels of the groups, ascending, their weighted terms (n_G/N) T_G in bits.
  public let groups: [Int]
  public let within: [Double]
  /// T₀ in bits.
  public let between: Double

  /// - Parameter group: One entry a region, any labels.
  public init(
    counts: [Double], regionCount: Int, sectorCount: Int, organisationCount: Int, group: [Int]
  ) {
    precondition(group.count == regionCount, "one group a region")
    func synergy(of regions: [Int]) -> Synergy {
      let width = sectorCount * organisationCount
      return Synergy(
        counts: regions.flatMap { counts[$0 * width..<($0 + 1) * width] },
        regionCount: regions.count, sectorCount: sectorCount, organisationCount: organisationCount)
    }
    let country = synergy(of: Array(0..<regionCount))
    let whole = country.regionTotals.reduce(0, +)
    groups = Set(group).sorted()
    within = groups.map { label in
      let inside = synergy(of: (0..<regionCount).filter { group[$0] == label })
      let weight = inside.regionTotals.reduce(0, +) / whole
      return weight > 0 ? weight * inside.total : 0
    }
    between = country.total - within.reduce(0, +)
  }
}
