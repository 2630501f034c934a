import Chunking

/// One firm's membership in one cluster.
///
/// The fields leave no gap between them, so that a checkpoint holds no byte that was never written.
struct Membership: BitwiseCopyable, Sendable {
  /// Where the firm stands on the disc that its region's firms settle, km from the middle of the
  /// region that is the cluster's home.
  var place = SIMD2<Float>(repeating: 0)
  /// Fees that it has paid itself since it joined, million of one real firm.
  var contributed = 0.0
  /// Slot of the firm; −1 in a free place.
  var firm: Int32 = -1
  /// Ordinal of the cluster among all ever founded.
  var cluster: Int32 = -1
  /// Trust in the cluster and effort for it, in [0, 1].
  var trust: Float = 0
  var effort: Float = 0
  /// B̂: what the member takes its benefit for, share of sales.
  var learned: Float = 0
  /// Fee that it paid last quarter, share of sales.
  var fee: Float = 0
  // Traits, kept here so that they are drawn once.
  /// β: how benefits fit the firm, mean 1, unknown to it.
  var fit: Float = 1
  /// u: sense of autonomy, share of sales.
  var autonomy: Float = 0
  /// μ: match of firm and cluster, share of sales.
  var match: Float = 0
  /// Quarters since joining.
  var tenure: UInt16 = 0
  var kind: UInt8 = Membership.full
  /// Role in the chain of value: an index into `Role`.
  var role: UInt8 = 0

  static let associate: UInt8 = 1
  static let full: UInt8 = 2
}

/// What a member gets this quarter, as the passes over firms read it.
struct MemberBenefits: BitwiseCopyable, Sendable {
  /// Labour saved less effort, and fee, shares of sales.
  var saving: Float = 0
  var fee: Float = 0
  /// Factors on the success of research, on exposure and on the hazard of exporting.
  var research: Float = 1
  var exposure: Float = 1
  var marketEntry: Float = 1
  /// Catching up, log points.
  var catchUp: Float = 0
  /// Share ρ of shocks that members share.
  var risk: Float = 0
  /// Factor on the hazard of contacts with knowledge outside.
  var openness: Float = 1
  /// Share o of what is seen and discovered outside that the member has access to, and the share of
  /// fellow members on lines newer than tradition.
  var access: Float = 1
  var inside: Float = 0
  /// B: all of it, in the member's own valuation, share of sales; and what of that it has from the
  /// cluster's broker.
  var realised: Float = 0
  var brokered: Float = 0
}

/// The members of all clusters: a side table, so that firms outside pay for one index alone.
///
/// `FirmColumns.cluster` holds the place of a firm's row. Places are reused; no outcome depends on
/// them, since members are visited by cluster and, within one, by identity.
struct Memberships: Sendable {
  private(set) var rows: Column<Membership>
  private(set) var benefits: Column<MemberBenefits>
  /// Places in use, free ones among them.
  private(set) var count = 0
  private var free: [Int32] = []

  init(capacity: Int = 64) {
    rows = Column(repeating: Membership(), capacity: capacity)
    benefits = Column(repeating: MemberBenefits(), capacity: capacity)
  }

  /// Members.
  var memberCount: Int { count - free.count }

  /// Puts a row into a place and returns it.
  mutating func add(_ row: Membership) -> Int {
    let place: Int
    if let last = free.popLast() {
      place = Int(last)
    } else {
      if count == rows.capacity { reserve(2 * count) }
      place = count
      count += 1
    }
    rows[place] = row
    benefits[place] = MemberBenefits()
    return place
  }

  mutating func remove(_ place: Int) {
    rows[place] = Membership()
    benefits[place] = MemberBenefits()
    free.append(Int32(place))
  }

  private mutating func reserve(_ capacity: Int) {
    rows = rows.resized(to: capacity, keeping: count, filler: Membership())
    benefits = benefits.resized(to: capacity, keeping: count, filler: MemberBenefits())
  }

  mutating func archive(_ archive: inout Archive) {
    var length = count
    archive.value(&length)
    if archive.isReading {
      guard length >= 0, length <= archive.bytes.count else { return archive.fail() }
      if length > rows.capacity { reserve(length) }
      count = length
    }
    archive.array(&free, filler: 0)
    archive.column(rows, count: count)
    archive.column(benefits, count: count)
  }
}

extension Memberships {
  /// The members of every cluster, by identity.
  struct Order: Sendable {
    /// Places of members, one list a cluster.
    fileprivate var places: [[Int32]]

    func members(of cluster: Int) -> [Int32] { places[cluster] }
  }

  /// Sorts the members by cluster and identity.
  ///
  /// - Parameter team: Threads that share the clusters.
  /// - Complexity: O(*n* log *m*) for *n* members of clusters of *m*.
  func order(clusterCount: Int, ids: Column<UInt64>, team: WorkerTeam) -> Order {
    var lists: [[(id: UInt64, place: Int32)]] = Array(repeating: [], count: clusterCount)
    for place in 0..<count where rows[place].firm >= 0 {
      lists[Int(rows[place].cluster)].append((ids[Int(rows[place].firm)], Int32(place)))
    }
    let members = lists
    return Order(
      places: team.map(clusterCount) { cluster in
        members[cluster].sorted { $0.id < $1.id }.map(\.place)
      })
  }

  /// What is left of `order` after members have left; nobody may have joined since.
  func remaining(of order: Order) -> Order {
    Order(places: order.places.map { $0.filter { rows[Int($0)].firm >= 0 } })
  }
}
