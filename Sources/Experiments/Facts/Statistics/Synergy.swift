import Foundation

/// Mutual information of firms in three dimensions, in bits:
/// T = H_g + H_t + H_o − H_gt − H_go − H_to + H_gto over place, technology and size class.
///
/// Negative values are synergy: the three together reduce uncertainty more than pairs do.
/// Source: Leydesdorff, Dolfsma and van der Panne (2006), Research Policy 35.
///
/// - Parameters:
///   - firms: Place, sector and size class of every firm.
///   - bounds: Numbers of places, sectors and classes.
func synergy(
  of firms: some Sequence<(place: Int, sector: Int, size: Int)>,
  bounds: (places: Int, sectors: Int, sizes: Int)
) -> Double {
  let (places, sectors, sizes) = bounds
  var counts = [Double](repeating: 0, count: places * sectors * sizes)
  for firm in firms { counts[(firm.place * sectors + firm.sector) * sizes + firm.size] += 1 }
  let total = counts.reduce(0, +)
  guard total > 0 else { return .nan }

  func entropy(_ key: (Int, Int, Int) -> Int, _ keys: Int) -> Double {
    var sums = [Double](repeating: 0, count: keys)
    for place in 0..<places {
      for sector in 0..<sectors {
        for size in 0..<sizes {
          sums[key(place, sector, size)] += counts[(place * sectors + sector) * sizes + size]
        }
      }
    }
    return sums.reduce(0) { $1 > 0 ? $0 - $1 / total * log2($1 / total) : $0 }
  }
  let singles =
    entropy({ g, _, _ in g }, places) + entropy({ _, t, _ in t }, sectors)
    + entropy({ _, _, o in o }, sizes)
  let pairs =
    entropy({ g, t, _ in g * sectors + t }, places * sectors)
    + entropy({ g, _, o in g * sizes + o }, places * sizes)
    + entropy({ _, t, o in t * sizes + o }, sectors * sizes)
  return singles - pairs
    + entropy({ g, t, o in (g * sectors + t) * sizes + o }, places * sectors * sizes)
}

/// Size class of a firm by persons: under 2, 5, 10, 20, 50, 100, 250, and over.
func synergySizeClass(_ employees: Double) -> Int {
  [2, 5, 10, 20, 50, 100, 250].count { employees >= $0 }
}
let synergySizeClasses = 8
