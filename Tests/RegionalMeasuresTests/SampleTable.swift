import RegionalMeasures

/// Three hundred establishments by arithmetic, without chance, so that another language can make the
/// same ones: i = 0…299, region i² mod 7 (which takes four values), sector (31 i + ⌊i/7⌋) mod 4, size
/// 1 + (7919 i mod 97)²/40 persons.
enum SampleTable {
  static let regions = (0..<300).map { ($0 * $0) % 7 }
  static let sectors = (0..<300).map { ($0 * 31 + $0 / 7) % 4 }
  static let sizes = (0..<300).map { place -> Double in
    let rest = Double((place * 7919) % 97)
    return 1 + rest * rest / 40
  }

  /// The table with its rows in the order of `rows`, each standing for `copies` establishments.
  static func establishments(rows: [Int] = Array(0..<300), copies: Double = 1) -> Establishments {
    let place = [0: 0, 1: 1, 2: 2, 4: 3]
    return Establishments(
      regionNames: ["r0", "r1", "r2", "r4"], sectorNames: ["s0", "s1", "s2", "s3"],
      region: rows.map { Int32(place[regions[$0], default: 0]) },
      sector: rows.map { Int32(sectors[$0]) }, employees: rows.map { sizes[$0] * copies },
      counts: rows.map { _ in copies })
  }
}

func isNear(_ one: Double, _ other: Double, within tolerance: Double = 1e-9) -> Bool {
  abs(one - other) <= tolerance * max(1, abs(other))
}
