import Chunking
import Randomness

/// Partners: whom a firm watches, and how it finds them.
extension FirmKernel {
  /// The uniform number by which a firm's links are renewed and made this quarter, the first of its quarter.
  @inline(__always)
  func drawLink(_ firm: Int, _ stream: inout RandomStream) -> Double {
    stream.reset(key: keys[.market], entity: firms.id[firm], tick: UInt32(bitPattern: tick))
    return stream.uniform()
  }

  /// Opens the quarter's events of firms: those that lack a partner, or whose partner has died, look
  /// for one.
  ///
  /// Without a branch, whose wrong guess would have to wait for the memory: so it looks up many partners
  /// at once.
  @inline(__always)
  func checkPartners(_ elements: Range<Int>) {
    for firm in elements {
      let slots = firms.partners[firm]
      let tags = firms.partnerTags[firm]
      var lost: UInt16 = 0
      for lane in 0..<3 {
        // Who has no partner is compared with itself, and lacks one anyway.
        let isMissing = slots[lane] < 0
        let publicProfile = PublicProfile(
          bits: firms.publicProfile[isMissing ? firm : Int(slots[lane])])
        lost |= (isMissing ? 1 : 0) | (publicProfile.tag ^ tags[lane])
      }
      let lives: UInt16 = firms.id[firm] != 0 ? 1 : 0
      firms.events[firm] = (lost != 0 ? lives : 0) &* FirmEvent.seeksPartner
    }
  }

  /// Whether a firm feels like another partner.
  @inline(__always)
  func wantsChange(uniformDraw: Double) -> Bool {
    uniformDraw < parameters.knowledge.partnerRenewal
  }

  /// The fourth pass: firms that want a partner look at candidates of their sector, drawn by
  /// proximity, and take the most similar and reputed one; likewise for suppliers.
  ///
  /// Some firms at a time draw the places of all their candidates, then the listings are read in one
  /// go, so that the memory looks up many at once; then each chooses.
  func seekPartners(
    _ elements: Range<Int>, among candidates: Candidates, roster: Roster,
    stream: inout RandomStream
  ) {
    var next = elements.lowerBound
    while next < elements.upperBound {
      let start = next
      var seekers = 0
      while next < elements.upperBound, seekers < Candidates.capacity {
        let firm = next
        next += 1
        guard firms.events[firm] & (FirmEvent.seeksPartner | FirmEvent.seeksSupplier) != 0,
          firms.id[firm] != 0
        else { continue }
        candidates.seekers[seekers] = Candidates.Seeker(firm: Int32(firm))
        seekers += 1
      }
      findFreeLanes(candidates, 0..<seekers)
      for seeker in 0..<seekers { draw(candidates, at: seeker, roster: roster, &stream) }
      candidates.read(roster, seekers: seekers)
      for seeker in 0..<seekers { choose(candidates, at: seeker) }
      for seeker in 0..<seekers { take(candidates.seekers[seeker]) }
      guard mechanisms.universityLinks, tick > 0 else { continue }
      for firm in start..<next where firms.id[firm] != 0 { seekUniversity(firm, &stream) }
    }
  }

  /// Finds the first partner that each seeker lacks or that has died: 3 where there is none.
  @inline(__always)
  private func findFreeLanes(_ candidates: Candidates, _ seekers: Range<Int>) {
    for seeker in seekers {
      let firm = Int(candidates.seekers[seeker].firm)
      let slots = firms.partners[firm]
      let tags = firms.partnerTags[firm]
      var free: Int32 = 3
      for lane in (0..<3).reversed() {
        let isMissing = slots[lane] < 0
        let publicProfile = PublicProfile(
          bits: firms.publicProfile[isMissing ? firm : Int(slots[lane])])
        let isFree = ((isMissing ? 1 : 0) | (publicProfile.tag ^ tags[lane])) != 0
        free = isFree ? Int32(lane) : free
      }
      candidates.seekers[seeker].lane = free
    }
  }

  /// Draws whom a firm looks at; what they are like does not matter to any draw.
  @inline(__always)
  private func draw(
    _ candidates: Candidates, at seeker: Int, roster: Roster, _ stream: inout RandomStream
  ) {
    var seeking = candidates.seekers[seeker]
    let firm = Int(seeking.firm)
    let events = firms.events[firm]
    stream.reset(key: keys[.links], entity: firms.id[firm], tick: UInt32(bitPattern: tick))
    let first = seeker * candidates.count
    if events & FirmEvent.seeksPartner != 0 {
      if seeking.lane == 3 { seeking.lane = Int32(stream.integer(below: 3)) }
      let cell = cell(of: firm)
      for place in first..<first + candidates.count {
        candidates.partnerPlaces[place] = roster.draw(near: cell, &stream)
      }
    } else {
      seeking.lane = -1
      for place in first..<first + candidates.count { candidates.partnerPlaces[place] = -1 }
    }
    if events & FirmEvent.seeksSupplier != 0, let sector = inputSector(firm, &stream) {
      seeking.supplySector = Int32(sector)
      let cell = Int(firms.region[firm]) * tables.sectorCount + sector
      for place in first..<first + candidates.count {
        candidates.supplierPlaces[place] = roster.draw(near: cell, &stream)
      }
    } else {
      for place in first..<first + candidates.count { candidates.supplierPlaces[place] = -1 }
    }
    candidates.seekers[seeker] = seeking
  }

  @inline(__always)
  private func choose(_ candidates: Candidates, at seeker: Int) {
    var seeking = candidates.seekers[seeker]
    let firm = Int(seeking.firm)
    let first = seeker * candidates.count
    let range = first..<first + candidates.count
    if seeking.lane >= 0 { seeking.partner = bestPartner(firm, candidates.partners, in: range) }
    if seeking.supplySector >= 0 {
      seeking.supplier = bestSupplier(firm, candidates.suppliers, in: range)
    }
    candidates.seekers[seeker] = seeking
  }

  /// Links a firm with whom it has chosen. Who found nobody, or somebody who has closed since, looks
  /// again next quarter.
  @inline(__always)
  private func take(_ seeking: Candidates.Seeker) {
    let firm = Int(seeking.firm)
    let (partner, supplier) = (Int(seeking.partner), Int(seeking.supplier))
    if partner >= 0, firms.publicProfile[partner] != PublicProfile.none.bits,
      firms.sector[partner] == firms.sector[firm]
    {
      firms.partners[firm][Int(seeking.lane)] = seeking.partner
      firms.partnerTags[firm][Int(seeking.lane)] =
        PublicProfile(bits: firms.publicProfile[partner]).tag
    }
    if supplier >= 0, firms.publicProfile[supplier] != PublicProfile.none.bits,
      Int32(firms.sector[supplier]) == seeking.supplySector
    {
      firms.partners[firm][3] = seeking.supplier
      firms.partnerTags[firm][3] = PublicProfile(bits: firms.publicProfile[supplier]).tag
    }
  }

  /// Whether a firm looks for another supplier: now and then, by the same uniform number as for partners.
  @inline(__always)
  func wantsSupplier(uniformDraw: Double) -> Bool {
    let knowledge = parameters.knowledge
    return mechanisms.supplierLinks && uniformDraw >= knowledge.partnerRenewal
      && uniformDraw < knowledge.partnerRenewal + knowledge.supplierRenewal
  }

  /// The sector of which a firm seeks a supplier, drawn by its inputs; nil without any.
  @inline(__always)
  private func inputSector(_ firm: Int, _ stream: inout RandomStream) -> Int? {
    let count = tables.sectorCount
    let row = Int(firms.sector[firm]) * count
    let total = tables.supplierWeight[row + count - 1]
    guard mechanisms.supplierLinks, total > 0 else { return nil }
    let target = stream.uniform() * total
    var sector = 0
    while sector < count - 1, tables.supplierWeight[row + sector] <= target { sector += 1 }
    return sector
  }

  /// Slot of the most reputed supplier of like size among the candidates; −1 for none.
  @inline(__always)
  private func bestSupplier(
    _ firm: Int, _ candidates: Column<Listing>, in range: Range<Int>
  ) -> Int32 {
    let sizeClass = Listing.sizeClass(of: firms.employees[firm])
    var best: Int32 = -1
    var bestScore = 0.0
    for candidate in range {
      let listing = candidates[candidate]
      guard listing.slot >= 0 else { continue }
      let score = listing.attraction(technology: 0, sizeClass: sizeClass)
      if score > bestScore {
        bestScore = score
        best = listing.slot
      }
    }
    return best
  }

  /// Slot of the most similar and reputed partner among the candidates; −1 for none.
  @inline(__always)
  private func bestPartner(
    _ firm: Int, _ candidates: Column<Listing>, in range: Range<Int>
  ) -> Int32 {
    let slots = firms.partners[firm]
    let line = PublicProfile(bits: firms.publicProfile[firm]).line
    let sizeClass = Listing.sizeClass(of: firms.employees[firm])
    let position = firms.position[firm]
    var best: Int32 = -1
    var bestScore = 0.0
    for candidate in range {
      let listing = candidates[candidate]
      guard listing.slot >= 0, Int(listing.slot) != firm, listing.slot != slots[0],
        listing.slot != slots[1], listing.slot != slots[2]
      else { continue }
      let technology =
        mechanisms.knowledgeSpace
        ? listing.distance(to: position) / max(parameters.position.step, 0.01)
        : Double(abs(line - Int(listing.line)))
      let score = listing.attraction(technology: technology, sizeClass: sizeClass)
      if score > bestScore {
        bestScore = score
        best = listing.slot
      }
    }
    return best
  }
}

/// Whom some firms look at: scratch space of the fourth pass.
struct Candidates {
  /// One firm that looks for a partner or supplier.
  struct Seeker: BitwiseCopyable {
    var firm: Int32
    /// Place of the partner that it looks for, −1 if for none.
    var lane: Int32 = -1
    /// Sector of the supplier that it looks for, −1 if for none.
    var supplySector: Int32 = -1
    /// Slots of those chosen, −1 for none.
    var partner: Int32 = -1
    var supplier: Int32 = -1
  }

  /// Firms that draw before the first of them chooses.
  static let capacity = 64

  /// Candidates of one firm.
  let count: Int
  let seekers: Column<Seeker>
  /// Places of candidates in the roster at `seeker * count`, −1 for none, and what is listed there.
  let partnerPlaces: Column<Int32>
  let supplierPlaces: Column<Int32>
  let partners: Column<Listing>
  let suppliers: Column<Listing>

  init(count: Int) {
    self.count = count
    seekers = Column(repeating: Seeker(firm: -1), capacity: Self.capacity)
    partnerPlaces = Column(repeating: -1, capacity: Self.capacity * count)
    supplierPlaces = Column(repeating: -1, capacity: Self.capacity * count)
    partners = Column(repeating: .blank, capacity: Self.capacity * count)
    suppliers = Column(repeating: .blank, capacity: Self.capacity * count)
  }

  /// Reads the listings at all places that were drawn.
  @inline(__always)
  func read(_ roster: Roster, seekers: Int) {
    for place in 0..<seekers * count {
      partners[place] = roster[partnerPlaces[place]]
      suppliers[place] = roster[supplierPlaces[place]]
    }
  }
}
