import Chunking
import Randomness

/// What a firm that looks for a partner learns of a candidate at first sight: twelve bytes, as of
/// the last yearly count.
struct Listing {
  var slot: Int32
  var line: UInt16
  /// Size in quarters of a doubling.
  var sizeClass: UInt8
  /// Reputation by profit and trust, in 0…255 for [0, 1].
  var reputation: UInt8
  /// Position in steps of 1/128.
  var position: SIMD2<Int16>

  static func sizeClass(of employees: Double) -> UInt8 {
    UInt8(clamp(4 * logarithm(max(employees, 1e-6)) / 0.6931471805599453 + 80, 0, 255))
  }

  /// Employees in the middle of a class, persons.
  static func employees(ofClass sizeClass: UInt8) -> Double {
    exponential(0.6931471805599453 / 4 * (Double(sizeClass) + 0.5 - 80))
  }

  /// Similarity in size and technology, times reputation.
  ///
  /// - Parameter technology: Distance in technology, in generations.
  @inline(__always)
  func attraction(technology: Double, sizeClass size: UInt8) -> Double {
    let distance = 0.17 * Double(abs(Int(size) - Int(sizeClass))) + technology
    return (1 + Double(reputation)) / (1 + distance)
  }

  /// Distance of knowledge, in units of `GenerationTable.center`.
  @inline(__always)
  func distance(to other: SIMD2<Float>) -> Double {
    let gap = other - SIMD2<Float>(position) / Self.positionUnits
    return Double((gap * gap).sum().squareRoot())
  }

  static let positionUnits: Float = 128

  /// A place in which no firm is listed.
  static var blank: Listing {
    Listing(slot: -1, line: 0, sizeClass: 0, reputation: 0, position: .zero)
  }
}

extension FirmColumns {
  // Not an initialiser: those own what they are given, and a copy of the columns counts its holders.
  func listing(of firm: Int) -> Listing {
    let esteem = (0.25 + Double(trust[firm])) / (1 + exponential(-10 * Double(margin[firm])))
    return Listing(
      slot: Int32(firm), line: UInt16(PublicProfile(bits: publicProfile[firm]).line),
      sizeClass: Listing.sizeClass(of: employees[firm]),
      reputation: UInt8(clamp(esteem / 1.25 * 255, 0, 255)),
      position: SIMD2<Int16>(
        (position[firm] * Listing.positionUnits).rounded(.toNearestOrEven)
          .clamped(lowerBound: SIMD2(repeating: -32767), upperBound: SIMD2(repeating: 32767))))
  }
}

/// Who is where: the firms of each cell, as of the last yearly count.
///
/// Slots may have emptied since; whoever draws one looks again.
struct Roster: Sendable {
  let regionCount: Int
  let sectorCount: Int
  /// First place of a cell in `listings`; one entry more than cells.
  let starts: Column<Int32>
  /// Sums over regions of proximity times firms of the sector, at `cell * regionCount + region`.
  let weights: Column<Double>
  private(set) var listings: Column<Listing>
  /// Employees of a cell's firms up to each place, persons, from their classes of size.
  private(set) var staff: Column<Double>

  init(regionCount: Int, sectorCount: Int, capacity: Int) {
    self.regionCount = regionCount
    self.sectorCount = sectorCount
    let cells = regionCount * sectorCount
    starts = Column(repeating: 0, capacity: cells + 1)
    weights = Column(repeating: 0, capacity: cells * regionCount)
    listings = Column(repeating: .blank, capacity: capacity)
    staff = Column(repeating: 0, capacity: capacity)
  }

  /// Lists the firms again, cell by cell in the order of slots.
  mutating func count(
    _ firms: FirmColumns, plan: ChunkPlan, team: WorkerTeam, proximity: [Double]
  ) {
    if listings.capacity < firms.count {
      listings = listings.resized(to: firms.capacity, keeping: 0, filler: .blank)
    }
    let listings = listings
    let sectorCount = sectorCount
    let cells = regionCount * sectorCount
    // By chunk and cell: how many firms there are, then where the next one is listed.
    let places = Column<Int32>(repeating: 0, capacity: plan.chunkCount * cells)
    team.forEachChunk(of: plan) { _, chunk, elements in
      for firm in elements where firms.id[firm] != 0 {
        places[
          chunk * cells + Int(firms.region[firm]) * sectorCount + Int(firms.sector[firm])] += 1
      }
    }
    var next: Int32 = 0
    for cell in 0..<cells {
      starts[cell] = next
      for chunk in 0..<plan.chunkCount {
        let count = places[chunk * cells + cell]
        places[chunk * cells + cell] = next
        next += count
      }
    }
    starts[cells] = next
    team.forEachChunk(of: plan) { _, chunk, elements in
      for firm in elements where firms.id[firm] != 0 {
        let place =
          chunk * cells + Int(firms.region[firm]) * sectorCount + Int(firms.sector[firm])
        listings[Int(places[place])] = firms.listing(of: firm)
        places[place] += 1
      }
    }
    weigh(proximity)
  }

  /// Adds up the weights by which a region is drawn, and those by which an employer is.
  mutating func weigh(_ proximity: [Double]) {
    if staff.capacity < listings.capacity {
      staff = staff.resized(to: listings.capacity, keeping: 0, filler: 0)
    }
    let sizes = (0..<256).map { Listing.employees(ofClass: UInt8($0)) }
    for cell in 0..<regionCount * sectorCount {
      var sum = 0.0
      for place in Int(starts[cell])..<Int(starts[cell + 1]) {
        sum += sizes[Int(listings[place].sizeClass)]
        staff[place] = sum
      }
    }
    for region in 0..<regionCount {
      for sector in 0..<sectorCount {
        var sum = 0.0
        for other in 0..<regionCount {
          let cell = other * sectorCount + sector
          sum += proximity[region * regionCount + other] * Double(starts[cell + 1] - starts[cell])
          weights[(region * sectorCount + sector) * regionCount + other] = sum
        }
      }
    }
  }

  /// Place in `listings` of a firm of the cell's sector, its region drawn by proximity and number of
  /// firms; −1 where there is none.
  @inline(__always)
  func draw(near cell: Int, _ stream: inout RandomStream) -> Int32 {
    let row = cell * regionCount
    let total = weights[row + regionCount - 1]
    guard total > 0 else { return -1 }
    let target = stream.uniform() * total
    // The weights never fall, so counting those below finds the place; unlike a search that stops,
    // it has no branch to guess.
    var region = 0
    for other in 0..<regionCount - 1 { region += weights[row + other] <= target ? 1 : 0 }
    let drawn = region * sectorCount + cell % sectorCount
    let count = Int(starts[drawn + 1] - starts[drawn])
    guard count > 0 else { return -1 }
    return starts[drawn] + Int32(stream.integer(below: count))
  }

  /// Slot of a firm of the cell, each of whose employees is as likely to be drawn; −1 where there is
  /// none.
  func drawEmployer(in cell: Int, _ stream: inout RandomStream) -> Int {
    var first = Int(starts[cell])
    var last = Int(starts[cell + 1]) - 1
    guard first <= last else { return -1 }
    let target = stream.uniform() * staff[last]
    while first < last {
      let middle = first + (last - first) / 2
      if staff[middle] > target { last = middle } else { first = middle + 1 }
    }
    return Int(listings[first].slot)
  }

  /// The listing at a place that was drawn; blank where there was none.
  @inline(__always)
  subscript(place: Int32) -> Listing { place >= 0 ? listings[Int(place)] : .blank }

  /// The roster belongs to the state: it is counted once a year.
  mutating func archive(_ archive: inout Archive, capacity: Int, proximity: [Double]) {
    for cell in 0...regionCount * sectorCount { archive.value(&starts[cell]) }
    let count = Int(starts[regionCount * sectorCount])
    guard count >= 0, count <= archive.bytes.count else { return archive.fail() }
    if archive.isReading, listings.capacity < max(count, capacity) {
      listings = listings.resized(to: max(count, capacity), keeping: 0, filler: .blank)
    }
    archive.column(listings, count: count)
    weigh(proximity)
  }
}
