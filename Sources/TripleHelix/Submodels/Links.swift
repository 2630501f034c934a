import Chunking
import Randomness

/// Partners: whom a firm watches, and how it finds them.
extension FirmKernel {
  /// Whether a firm looks for a partner: it lacks one, one has died, or it feels like a change.
  @inline(__always)
  func wantsPartner(_ firm: Int, _ stream: inout RandomStream) -> Bool {
    let slots = firms.partners[firm]
    let tags = firms.partnerTags[firm]
    for lane in 0..<3 {
      guard slots[lane] >= 0,
        UInt16(truncatingIfNeeded: firms.id[Int(slots[lane])]) == tags[lane]
      else { return true }
    }
    stream.reset(key: keys[.links], entity: firms.id[firm], tick: UInt32(bitPattern: tick))
    return stream.uniform() < parameters.knowledge.partnerRenewal
  }

  /// The fourth pass: firms that want a partner look at candidates of their sector, drawn by
  /// proximity, and take the most similar, trusting and reputed one.
  func seekPartners(
    _ elements: Range<Int>, roster: Roster, proximity: Column<Double>,
    stream: inout RandomStream
  ) {
    for firm in elements
    where firms.events[firm] & FirmEvent.seeksPartner != 0 && firms.id[firm] != 0 {
      stream.reset(
        key: keys[.links], entity: firms.id[firm], tick: UInt32(bitPattern: tick))
      _ = stream.word()  // The word that `wantsPartner` compared.
      seekPartner(firm, roster: roster, proximity: proximity, &stream)
    }
  }

  private func seekPartner(
    _ firm: Int, roster: Roster, proximity: Column<Double>, _ stream: inout RandomStream
  ) {
    var slots = firms.partners[firm]
    var tags = firms.partnerTags[firm]
    var lane = 3
    for candidate in 0..<3
    where lane == 3
      && (slots[candidate] < 0
        || UInt16(truncatingIfNeeded: firms.id[Int(slots[candidate])]) != tags[candidate])
    {
      lane = candidate
    }
    if lane == 3 { lane = stream.integer(below: 3) }
    var best = -1
    var bestScore = 0.0
    for _ in 0..<Int(parameters.knowledge.partnerCandidates) {
      let candidate = roster.draw(
        region: Int(firms.region[firm]), sector: Int(firms.sector[firm]),
        proximity: proximity, &stream)
      guard candidate >= 0, candidate != firm, firms.id[candidate] != 0,
        firms.sector[candidate] == firms.sector[firm],
        Int32(candidate) != slots[0], Int32(candidate) != slots[1], Int32(candidate) != slots[2]
      else { continue }
      let score = attraction(of: candidate, to: firm)
      if score > bestScore {
        bestScore = score
        best = candidate
      }
    }
    // A firm that finds nobody keeps a dead link; it looks again next quarter.
    guard best >= 0 else { return }
    slots[lane] = Int32(best)
    tags[lane] = UInt16(truncatingIfNeeded: firms.id[best])
    firms.partners[firm] = slots
    firms.partnerTags[firm] = tags
  }

  /// Similarity in size and technology, times trust and reputation.
  private func attraction(of candidate: Int, to firm: Int) -> Double {
    let ratio = firms.employees[candidate] / firms.employees[firm]
    let similarity =
      2 / (ratio + 1 / ratio)
      / Double(1 + abs(Int(firms.visibleLine[candidate]) - Int(firms.visibleLine[firm])))
    let reputation = 1 / (1 + exponential(-10 * Double(firms.margin[candidate])))
    return similarity * (0.25 + Double(firms.trust[candidate])) * reputation
  }
}

/// Who is where: the slots of each cell's firms, as of the last yearly count.
///
/// Slots may have emptied since; whoever draws one looks again.
struct Roster: Sendable {
  let regionCount: Int
  let sectorCount: Int
  /// First place of a cell in `members`; one entry more than cells.
  let starts: Column<Int32>
  private(set) var members: Column<Int32>

  init(regionCount: Int, sectorCount: Int, capacity: Int) {
    self.regionCount = regionCount
    self.sectorCount = sectorCount
    starts = Column(repeating: 0, capacity: regionCount * sectorCount + 1)
    members = Column(repeating: 0, capacity: capacity)
  }

  /// Counts the firms anew, in the order of slots.
  mutating func count(_ firms: FirmColumns) {
    if members.capacity < firms.count {
      members = members.resized(to: firms.capacity, keeping: 0, filler: 0)
    }
    let cells = regionCount * sectorCount
    for cell in 0...cells { starts[cell] = 0 }
    for firm in 0..<firms.count where firms.id[firm] != 0 {
      starts[Int(firms.region[firm]) * sectorCount + Int(firms.sector[firm]) + 1] += 1
    }
    for cell in 0..<cells { starts[cell + 1] += starts[cell] }
    // Fill backwards from the ends of cells, then the ends are the starts again.
    var next = (0..<cells).map { starts[$0] }
    for firm in 0..<firms.count where firms.id[firm] != 0 {
      let cell = Int(firms.region[firm]) * sectorCount + Int(firms.sector[firm])
      members[Int(next[cell])] = Int32(firm)
      next[cell] += 1
    }
  }

  /// A firm of `sector`, its region drawn by proximity to `region` and number of firms; −1 if none.
  func draw(
    region: Int, sector: Int, proximity: Column<Double>, _ stream: inout RandomStream
  ) -> Int {
    var total = 0.0
    for other in 0..<regionCount {
      let cell = other * sectorCount + sector
      total += proximity[region * regionCount + other] * Double(starts[cell + 1] - starts[cell])
    }
    guard total > 0 else { return -1 }
    var remaining = stream.uniform() * total
    var chosen = -1
    for other in 0..<regionCount {
      let cell = other * sectorCount + sector
      let count = starts[cell + 1] - starts[cell]
      guard count > 0 else { continue }
      chosen = cell
      remaining -= proximity[region * regionCount + other] * Double(count)
      if remaining < 0 { break }
    }
    guard chosen >= 0 else { return -1 }
    let count = Int(starts[chosen + 1] - starts[chosen])
    return Int(members[Int(starts[chosen]) + stream.integer(below: count)])
  }

  func deallocate() {
    starts.deallocate()
    members.deallocate()
  }

  /// The roster belongs to the state: it is counted once a year.
  mutating func archive(_ archive: inout Archive, capacity: Int) {
    for cell in 0...regionCount * sectorCount { archive.value(&starts[cell]) }
    let count = Int(starts[regionCount * sectorCount])
    guard count >= 0, count <= capacity else { return archive.fail() }
    if members.capacity < capacity {
      members = members.resized(to: capacity, keeping: 0, filler: 0)
    }
    let members = members
    unsafe archive.raw(
      count: count * MemoryLayout<Int32>.stride,
      write: { body in unsafe members.withBytes(count: count) { unsafe body($0) } },
      read: { unsafe members.load(bytes: $0) })
  }
}
