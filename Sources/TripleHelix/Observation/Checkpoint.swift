import Chunking

/// Checkpoints: the whole state as bytes, and back.
extension Simulation {
  /// First bytes of every checkpoint, and the number of its format.
  private static let magic: UInt64 = 0x3554_4b53_4952_5432  // "2TRISKT5"

  /// The whole state, from which a run goes on to the same bytes.
  ///
  /// Neither the number of threads nor what was recorded shows in it.
  public func checkpoint() -> [UInt8] {
    // The columns of firms, their listings, and the members of clusters.
    var archive = Archive(
      capacity: 1 << 20 + firms.count * 232
        + memberships.count
        * (MemoryLayout<Membership>.stride + MemoryLayout<MemberBenefits>.stride))
    visitState(&archive)
    visitPolicies(&archive)
    return archive.bytes
  }

  /// Goes on from a checkpoint of the same configuration.
  ///
  /// - Throws: `SimulationError.unusableCheckpoint` where the bytes are of another format, another
  ///   configuration, or damaged.
  public convenience init(
    _ configuration: Configuration, resuming checkpoint: [UInt8], threads: Int = 1
  ) throws(SimulationError) {
    var header = Archive(reading: checkpoint)
    var magic: UInt64 = 0
    var seed: UInt64 = 0
    var replicate: UInt32 = 0
    header.value(&magic)
    header.value(&seed)
    header.value(&replicate)
    guard magic == Self.magic else {
      throw .unusableCheckpoint("it is not a checkpoint of this version of Triskele")
    }
    var shape: [Int] = []
    header.array(&shape, filler: 0)
    let written = Self.ticksPerYear(ofShape: shape)
    guard written == configuration.timeStep.ticksPerYear else {
      throw .unusableCheckpoint(
        "it is of a run with \(written) ticks per year, the configuration has "
          + "\(configuration.timeStep.ticksPerYear)")
    }
    try self.init(configuration, seed: seed, replicate: replicate, threads: threads)
    var archive = Archive(reading: checkpoint)
    visitState(&archive)
    visitPolicies(&archive)
    guard archive.isComplete else {
      throw .unusableCheckpoint("it is damaged, or belongs to another configuration")
    }
  }

  /// The whole state but what is kept of policies, by which two runs can be compared that differ in
  /// their policies.
  var stateWithoutPolicies: [UInt8] {
    var archive = Archive()
    visitState(&archive)
    return archive.bytes
  }

  /// Regions, sectors and, unless a tick is a quarter, ticks of a year.
  private static func shape(_ layout: Layout, _ timeStep: TimeStep) -> [Int] {
    [layout.regionCount, layout.sectorCount]
      + (timeStep == .quarter ? [] : [timeStep.ticksPerYear])
  }

  private static func ticksPerYear(ofShape shape: [Int]) -> Int {
    shape.count > 2 ? shape[2] : TimeStep.quarter.ticksPerYear
  }

  private func visitState(_ archive: inout Archive) {
    var magic = Self.magic
    var seed = seed
    var replicate = replicate
    archive.value(&magic)
    archive.value(&seed)
    archive.value(&replicate)
    var shape = Self.shape(layout, timeStep)
    let expected = shape
    archive.array(&shape, filler: 0)
    guard shape == expected else { return archive.fail() }
    archive.value(&tick)
    visitFirms(&archive)
    archive.array(&freeSlots, filler: 0)
    generations.archive(&archive)
    regions.archive(&archive)
    sectors.archive(&archive)
    nation.archive(&archive)
    knowledge.archive(&archive)
    universities.archive(&archive)
    stages.archive(&archive)
    ledger.archive(&archive)
    roster.archive(&archive, capacity: firms.count, proximity: geography.proximity)
    archive.array(
      &spinOffSources, filler: SpinOffSource(region: 0, sector: 0, generation: 0, until: 0))
    archive.array(
      &discoveryLog,
      filler: DiscoveryEvent(
        tick: 0, region: 0, field: 0, sector: 0, generation: 0, kind: 0, step: 0))
    visitClusters(&archive)
    grouping.archive(&archive)
    archive.numbers(&cells)
    archive.numbers(&lineFirms)
    archive.numbers(&cellResearch)
    archive.numbers(&initialQuality)
    initialSpace.archive(&archive)
    usedCapital.archive(&archive)
    for cell in 0..<layout.cellCount {
      archive.value(&tables.cellProductivity[cell])
      archive.value(&tables.sizeUnit[cell])
    }
    if archive.isReading, !archive.isExhausted {
      tables.widen(to: generations.stride)
      if !refersToWhatIsThere { archive.fail() }
    }
  }

  private func visitPolicies(_ archive: inout Archive) {
    var count = policyStates.count
    archive.value(&count)
    guard count == policyStates.count else { return archive.fail() }
    for place in policyStates.indices { policyStates[place].archive(&archive) }
    policyContacts.archive(&archive)
  }

  private func visitFirms(_ archive: inout Archive) {
    var count = firms.count
    archive.value(&count)
    if archive.isReading {
      guard count >= 0, count <= archive.bytes.count else { return archive.fail() }
      firms.reserve(count)
      firms.count = count
    }
    firms.archive(&archive)
  }

  /// Whether everything that firms and members name by a number is there; in damaged bytes it need not be.
  private var refersToWhatIsThere: Bool {
    let slots = Int32(0)..<Int32(firms.count)
    let membersStand = (0..<memberships.count).allSatisfy { place in
      let row = memberships.rows[place]
      return row.firm < 0 || slots.contains(row.firm) && clusters.indices.contains(Int(row.cluster))
    }
    guard generations.counts.count == layout.sectorCount, membersStand,
      freeSlots.allSatisfy(slots.contains)
    else { return false }
    return (0..<firms.count).allSatisfy { firm in
      guard firms.region[firm] < layout.regionCount, firms.sector[firm] < layout.sectorCount else {
        return false
      }
      let lines = generations.counts[Int(firms.sector[firm])]
      let partners = firms.partners[firm]
      return firms.traditionLine[firm] < lines && firms.innovationLine[firm] < lines
        && PublicProfile(bits: firms.publicProfile[firm]).line < lines
        && (0..<4).allSatisfy { partners[$0] < 0 || slots.contains(partners[$0]) }
        && (firms.university[firm] == .max || firms.university[firm] < layout.regionCount)
        && firms.cluster[firm] < memberships.count
    }
  }

  private func visitClusters(_ archive: inout Archive) {
    var count = clusters.count
    archive.value(&count)
    if archive.isReading {
      guard count >= 0, count <= archive.bytes.count else { return archive.fail() }
      clusters = Array(repeating: RegionalCluster(), count: count)
    }
    for place in clusters.indices { clusters[place].archive(&archive) }
    memberships.archive(&archive)
    standing.archive(&archive)
  }
}
