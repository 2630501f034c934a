/// How sectors are related, and which of them form a group; constant over a run.
///
/// Two ties that the model has anyway: the field of science that both draw on, and what one buys of the
/// other. They are two of the links by which Ellison, Glaeser and Kerr (2010),
/// doi:10.1257/aer.100.3.1195, and Delgado, Porter and Stern (2016), doi:10.1093/jeg/lbv017, tell which
/// industries belong together: shared knowledge, and the larger of two shares in purchases.
struct SectorTies: Sendable {
  let sectorCount: Int
  /// r = ½ [same field] + ½ (the larger share of one in what the other buys), row by row; 1 for a
  /// sector and itself.
  private let relatedness: [Double]
  /// Share of what two sectors buy that both buy, row by row; 1 for a sector and itself.
  private let commonPurchases: [Double]
  /// By sector: those whose firms a cluster of it may take, itself among them, in rising order.
  let groups: [[Int]]
  /// Reach of understanding in a plane of technology.
  private let understanding: Double

  /// Whether clusters may hold firms of several sectors.
  let isGrouping: Bool

  /// - Parameters:
  ///   - related: Sectors beside its own that a sector counts among its group, the most related first;
  ///     whoever one counts counts it too. Sectors without any tie are in no group.
  ///   - understanding: Reach of understanding, in steps of the planes of technology.
  init(_ sectors: [SectorDescription], related: Double, understanding: Double) {
    let count = sectors.count
    sectorCount = count
    self.understanding = understanding
    isGrouping = related >= 1 && count > 1
    let total = sectors.reduce(0.0) { $0 + $1.inputWeight }
    /// Shares of sectors in what sector `s` buys.
    func purchases(_ s: Int) -> [Double] {
      sectors.indices.map { k in
        (k == s ? sectors[s].ownInputShare : 0)
          + (1 - sectors[s].ownInputShare) * (total > 0 ? sectors[k].inputWeight / total : 0)
      }
    }
    let baskets = sectors.indices.map(purchases)
    var relatedness = Array(repeating: 1.0, count: count * count)
    var common = relatedness
    for s in 0..<count {
      for k in 0..<count where k != s {
        let field = sectors[s].field == sectors[k].field ? 0.5 : 0
        relatedness[s * count + k] = field + 0.5 * max(baskets[s][k], baskets[k][s])
        common[s * count + k] = zip(baskets[s], baskets[k]).reduce(0.0) { $0 + min($1.0, $1.1) }
      }
    }
    self.relatedness = relatedness
    commonPurchases = common
    var isMember = (0..<count * count).map { $0 / count == $0 % count }
    for s in 0..<count {
      let nearest = sectors.indices.filter { $0 != s && relatedness[s * count + $0] > 0 }
        .sorted { (relatedness[s * count + $0], $1) > (relatedness[s * count + $1], $0) }
      for k in nearest.prefix(Int(min(related, Double(count)))) {
        isMember[s * count + k] = true
        isMember[k * count + s] = true
      }
    }
    let membership = isMember
    groups = (0..<count).map { s in (0..<count).filter { membership[s * count + $0] } }
  }

  /// r, in [0, 1].
  func relatedness(_ a: Int, _ b: Int) -> Double { relatedness[a * sectorCount + b] }

  /// Share of what both buy, in [0, 1].
  func commonPurchases(_ a: Int, _ b: Int) -> Double { commonPurchases[a * sectorCount + b] }

  /// D² with exp(−D²/2w²) = r: how far apart the planes of two sectors lie, by the law that tells how
  /// well firms at a distance understand each other.
  func squaredDistance(_ a: Int, _ b: Int) -> Double {
    a == b
      ? 0
      : -2 * understanding * understanding * logarithm(max(relatedness(a, b), 1e-9))
  }
}
