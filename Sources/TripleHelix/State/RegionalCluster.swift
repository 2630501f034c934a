/// Where a cluster stands in its life, by growth of size against change of heterogeneity, after
/// Menzel and Fornahl (2010), doi:10.1093/icc/dtp036.
public enum ClusterStage: UInt8, Sendable, CaseIterable {
  case emergence, growth, maturity, decline, renewal
}

/// Who called for a cluster, and a firm how it came to call.
///
/// Beside calling themselves, governments act through brokers, and on the hazards of calls.
public enum ClusterInitiator: UInt8, Sendable, CaseIterable {
  /// A firm of its own accord.
  case firm
  /// A firm as the largest of its region and sector.
  case leader
  /// A firm because a broker contacted it whom clusters pay.
  case broker
  /// A firm because a broker contacted it where a programme pays brokers.
  case programme
  /// The university of the region.
  case university
  /// The government of the region.
  case government
  /// The largest of the firms that left another cluster together.
  case split

  /// Whether a firm called, which is a founder too; else only who heard the call founded it.
  var isFirm: Bool { self != .university && self != .government }
}

/// A regional cluster: a voluntary association of firms of one sector, or of a group of them, with a
/// council.
///
/// It is at home in one region; its members are from there or from regions within `clusters.reach`, and
/// of its own sector or of those that are most related to it, `clusters.group` in number.
/// Aggregates are those of the end of the last quarter; firms are counted as real ones.
struct RegionalCluster: Sendable {
  /// Hash of region, sector and ordinal: who founded it and when does not show in it, so that a call
  /// a quarter earlier leaves every match as it was. The home sector stands for its group.
  var id: UInt64 = 0
  /// Identity of the largest member at the last count; 0 without one.
  var leader: UInt64 = 0
  /// Identity of who called for it, and how that came: a firm's, or where the region's university or
  /// government called, the hash of the region's identifier.
  var caller: UInt64 = 0
  var initiator = ClusterInitiator.firm
  /// Its home: a region and a sector.
  var cell: Int32 = 0
  /// Ordinal among the clusters ever founded in its cell.
  var ordinal: Int32 = 0
  /// Place of the cluster that it split from; −1 for one that was called for.
  var parent: Int32 = -1
  /// Ticks of founding and of dissolution; the second is −1 while it lives.
  var founded: Int32 = 0
  var dissolved: Int32 = -1
  /// Quarters in a row with too few members.
  var thinQuarters: Int32 = 0
  var stage = ClusterStage.emergence
  var isAlive = true
  /// Whether it keeps a broker out of a surcharge on the fee.
  var hasBroker = false
  /// Whether its leader went in this quarter.
  var hasLostLeader = false

  // Stocks.

  /// Pooled fund, million.
  var fund = 0.0
  /// Joint facilities, million at base-year prices.
  var jointCapital = 0.0
  /// Joint brand, in [0, 1].
  var brand = 0.0
  /// Broker's pay of the quarter, million.
  var brokerOutlay = 0.0
  /// Joint marketing of the quarter, share of members' sales.
  var marketing = 0.0
  /// Fee for secretariat and fund over `clusters.fee`, as the council has set it.
  var feeFactor = 1.0

  // Aggregates.

  /// Members, real firms: all, and full ones.
  var members = 0.0
  var fullMembers = 0.0
  var employees = 0.0
  /// Sales and capital of members, million.
  var sales = 0.0
  var capital = 0.0
  /// Members weighted by kind and effort: n_e.
  var activeMembers = 0.0
  var trust = 0.0
  var effort = 0.0
  /// Powers that full members delegate, over all members: K.
  var councilStrength = 0.0
  /// Mean benefit that members realise, share of sales: B̄.
  var meanBenefit = 0.0
  /// Centre k̄ and heterogeneity H of members' knowledge.
  /// Among members of several sectors the centre is that of each part, and H spans their planes.
  var center = SIMD2<Double>(repeating: 0)
  var heterogeneity = 0.0
  /// Upper quartile of members' log efficiency.
  var upperQuartile = 0.0
  /// Entropy of roles and of lines over their largest values, in [0, 1].
  var roleEntropy = 0.0
  var lineEntropy = 0.0
  /// Share of members that run a line newer than the sector's tradition: G*.
  var newestShare = 0.0
  var leaderShare = 0.0
  var herfindahl = 0.0
  var tenure = 0.0
  /// Root mean squared distance of members from their centre, km.
  var coverage = 0.0
  /// Regions with members, and their area, km².
  var regionCount = 0.0
  var area = 0.0
  /// What members of each sector are, where clusters may hold several; empty else.
  var parts: [SectorPart] = []
  /// Share of members' partners that are fellow members.
  var insideLinks = 0.0
  /// Innovations of members, real firms, in the quarter and smoothed as a number a year and member.
  var innovations = 0.0
  var innovationRate = 0.0

  // Life cycle, smoothed, a year.

  var growth = 0.0
  var heterogeneityChange = 0.0
  var output = 0.0
}

extension RegionalCluster {
  mutating func archive(_ archive: inout Archive) {
    archive.value(&id)
    archive.value(&leader)
    archive.value(&caller)
    archive.value(&cell)
    archive.value(&ordinal)
    archive.value(&parent)
    archive.value(&founded)
    archive.value(&dissolved)
    archive.value(&thinQuarters)
    var flags: UInt8 = (isAlive ? 1 : 0) | (hasBroker ? 2 : 0) | (hasLostLeader ? 4 : 0)
    archive.value(&flags)
    archive.oneCase(&stage)
    archive.oneCase(&initiator)
    isAlive = flags & 1 != 0
    hasBroker = flags & 2 != 0
    hasLostLeader = flags & 4 != 0
    archive.value(&center)
    archive.array(&parts, filler: SectorPart())
    for field in Self.numbers { archive.value(&self[keyPath: field]) }
  }

  private static var numbers: [WritableKeyPath<RegionalCluster, Double>] {
    [
      \.fund, \.jointCapital, \.brand, \.brokerOutlay, \.marketing, \.members, \.fullMembers,
      \.employees, \.sales, \.capital, \.activeMembers, \.trust, \.effort, \.councilStrength,
      \.meanBenefit, \.heterogeneity, \.upperQuartile, \.roleEntropy, \.lineEntropy, \.newestShare,
      \.leaderShare, \.herfindahl, \.tenure, \.coverage, \.insideLinks, \.innovations,
      \.innovationRate, \.growth, \.heterogeneityChange, \.output, \.feeFactor, \.regionCount,
      \.area,
    ]
  }
}
