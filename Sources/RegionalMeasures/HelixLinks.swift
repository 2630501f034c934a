/// Firms by whether they are linked to a university u, to other firms i and to government g, and the
/// mutual information T(u,i,g) of these three links, in bits.
///
/// T = H_u + H_i + H_g − H_ui − H_ug − H_ig + H_uig, which may have either sign: a negative T is
/// synergy, since the three together tell more than they do in pairs.
///
/// Source: Leydesdorff (2003), doi:10.1023/A:1026253130577.
public struct HelixLinks: Sendable, Equatable {
  /// Firms at `(u * 2 + i) * 2 + g`.
  private var counts = [Double](repeating: 0, count: 8)

  public init() {}

  /// Counts firms that are alike.
  ///
  /// - Parameter count: How many, not negative.
  public mutating func add(
    university: Bool, industry: Bool, government: Bool, count: Double = 1
  ) {
    counts[(university ? 4 : 0) + (industry ? 2 : 0) + (government ? 1 : 0)] += count
  }

  /// Counts the firms of `other` too.
  public mutating func add(_ other: HelixLinks) {
    for place in counts.indices { counts[place] += other.counts[place] }
  }

  public var firms: Double { counts.reduce(0, +) }
  /// Firms with each link.
  public var university: Double { sum(bit: 4) }
  public var industry: Double { sum(bit: 2) }
  public var government: Double { sum(bit: 1) }

  /// T(u,i,g) in bits, from −1 to 1; 0 where all firms or none have one of the links, and NaN without
  /// firms.
  public var mutualInformation: Double {
    guard firms > 0 else { return .nan }
    let varies = [university, industry, government].allSatisfy { $0 > 0 && $0 < firms }
    guard varies else { return 0 }
    return Synergy(counts: counts, regionCount: 2, sectorCount: 2, organisationCount: 2).total
  }

  private func sum(bit: Int) -> Double {
    counts.indices.reduce(0) { $1 & bit != 0 ? $0 + counts[$1] : $0 }
  }
}
