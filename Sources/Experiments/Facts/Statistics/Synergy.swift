import Foundation

/// Mutual information of firms in three dimensions, in bits:
/// T = H_g + H_t + H_o − H_gt − H_go − H_to + H_gto over place, technology and size class.
///
/// Negative values are synergy: the three together reduce uncertainty more than pairs do.
/// Source: Leydesdorff, Dolfsma and van der Panne (2006), Research Policy 35.
struct Synergy: Equatable {
  /// T, the mean over firms of ln₂ [p_gt p_go p_to/(p_g p_t p_o p_gto)].
  let value: Double
  /// Standard error of T where firms are a draw from their shares: the standard deviation of that
  /// term over the root of their number (the delta method; Roulston 1999, Physica D 125).
  let error: Double

  /// - Parameters:
  ///   - firms: Place, sector and size class of every firm; not a number without firms.
  ///   - bounds: Numbers of places, sectors and classes.
  init(
    of firms: some Sequence<(place: Int, sector: Int, size: Int)>,
    bounds: (places: Int, sectors: Int, sizes: Int)
  ) {
    let (places, sectors, sizes) = bounds
    var counts = [Double](repeating: 0, count: places * sectors * sizes)
    for firm in firms { counts[(firm.place * sectors + firm.sector) * sizes + firm.size] += 1 }
    let total = counts.reduce(0, +)
    guard total > 0 else {
      (value, error) = (.nan, .nan)
      return
    }
    func cell(_ index: Int) -> (g: Int, t: Int, o: Int) {
      (index / (sectors * sizes), index / sizes % sectors, index % sizes)
    }
    var (g, t, o) = ([Int: Double](), [Int: Double](), [Int: Double]())
    var (gt, go, to) = (g, g, g)
    for index in counts.indices where counts[index] > 0 {
      let (place, sector, size) = cell(index)
      let share = counts[index] / total
      g[place, default: 0] += share
      t[sector, default: 0] += share
      o[size, default: 0] += share
      gt[place * sectors + sector, default: 0] += share
      go[place * sizes + size, default: 0] += share
      to[sector * sizes + size, default: 0] += share
    }
    func term(_ index: Int) -> Double {
      let (place, sector, size) = cell(index)
      let pairs =
        gt[place * sectors + sector, default: 1] * go[place * sizes + size, default: 1]
        * to[sector * sizes + size, default: 1]
      let singles = g[place, default: 1] * t[sector, default: 1] * o[size, default: 1]
      return log2(pairs / (singles * counts[index] / total))
    }
    let used = counts.indices.filter { counts[$0] > 0 }
    let mean = used.reduce(0) { $0 + counts[$1] / total * term($1) }
    let variance = used.reduce(0) {
      $0 + counts[$1] / total * (term($1) - mean) * (term($1) - mean)
    }
    value = mean
    error = (variance / total).squareRoot()
  }
}

/// Size class of a firm by persons: under 2, 5, 10, 20, 50, 100, 250, and over.
func synergySizeClass(_ employees: Double) -> Int {
  [2, 5, 10, 20, 50, 100, 250].count { employees >= $0 }
}
let synergySizeClasses = 8
