import Chunking

/// The generations of technology of every sector, in the order of their discovery.
struct GenerationTable: Sendable {
  /// Where a generation stands in its life.
  enum Status: UInt8, Sendable {
    case discovered, innovation, spreading, tradition
  }

  let sectorCount: Int
  /// Places per sector in all columns by sector and generation.
  private(set) var stride: Int
  /// Number of generations of each sector.
  private(set) var counts: [Int]

  /// Productivity and quality relative to generation 0, by `place(sector, generation)`.
  private(set) var productivity: Column<Double>
  private(set) var quality: Column<Double>
  /// Inputs per unit of output relative to generation 0, in [0.1, 1.2].
  private(set) var resources: Column<Double>
  /// Place κ of the generation in the plane of the sector's technology.
  private(set) var center: Column<SIMD2<Double>>
  /// Tick of discovery and of first use; `Int.max` before first use.
  private(set) var discovered: [Int]
  var launched: [Int]
  /// Firm of first use, 0 while unknown, and the tick from which it produces with the generation.
  private(set) var firstUser: [UInt64]
  private var firstUse: [Int]
  /// Region of discovery.
  private(set) var region: [Int]
  /// Shares of the sector's firms and output on exactly this generation, at the end of a quarter.
  var firmShare: [Double]
  var outputShare: [Double]
  var status: [Status]

  init(sectorCount: Int, stride: Int = 16) {
    self.sectorCount = sectorCount
    self.stride = stride
    counts = Array(repeating: 0, count: sectorCount)
    let size = sectorCount * stride
    productivity = Column(repeating: 1, capacity: size)
    quality = Column(repeating: 1, capacity: size)
    resources = Column(repeating: 1, capacity: size)
    center = Column(repeating: SIMD2(repeating: 0), capacity: size)
    discovered = Array(repeating: 0, count: size)
    launched = Array(repeating: Int.max, count: size)
    firstUser = Array(repeating: 0, count: size)
    firstUse = launched
    region = Array(repeating: 0, count: size)
    firmShare = Array(repeating: 0, count: size)
    outputShare = Array(repeating: 0, count: size)
    status = Array(repeating: .discovered, count: size)
  }

  @inline(__always)
  func place(_ sector: Int, _ generation: Int) -> Int { sector * stride + generation }

  /// Most generations of a sector. A discovery after these improves the newest one: lines are kept in
  /// 16 bits, and every pass over cells takes them all.
  static let largestCount = 1000

  /// Newest generation of `sector`.
  func newest(of sector: Int) -> Int { counts[sector] - 1 }

  /// Adds a generation to `sector`; columns double when they are full.
  mutating func open(
    sector: Int, productivity: Double, quality: Double, resources: Double = 1,
    center: SIMD2<Double> = .zero, discovered: Int, region: Int
  ) {
    if counts[sector] == stride { widen() }
    let place = place(sector, counts[sector])
    self.productivity[place] = clamp(productivity, Bounds.technology)
    self.quality[place] = clamp(quality, Bounds.technology)
    self.resources[place] = Self.bounded(resources)
    self.center[place] = center
    self.discovered[place] = discovered
    self.region[place] = region
    launched[place] = Int.max
    firstUser[place] = 0
    firstUse[place] = Int.max
    firmShare[place] = 0
    outputShare[place] = 0
    status[place] = .discovered
    counts[sector] += 1
  }

  /// Raises the newest generation of `sector` by factors.
  func improve(sector: Int, productivity: Double, quality: Double, resources: Double = 1) {
    let place = place(sector, newest(of: sector))
    self.productivity[place] = clamp(self.productivity[place] * productivity, Bounds.technology)
    self.quality[place] = clamp(self.quality[place] * quality, Bounds.technology)
    self.resources[place] = Self.bounded(self.resources[place] * resources)
  }

  /// A level of inputs that leaves every sector value added: input shares, with the mark-up, stay
  /// under 0.99.
  private static func bounded(_ resources: Double) -> Double { clamp(resources, 0.1, 1.2) }

  /// Notes that a firm produces from `tick` on with a generation that nobody has used; of those that
  /// begin in one quarter, the one with the smallest identity counts.
  mutating func noteUse(of place: Int, by firm: UInt64, from tick: Int) {
    guard launched[place] == .max, (tick, firm) < (firstUse[place], firstUser[place]) else {
      return
    }
    firstUser[place] = firm
    firstUse[place] = tick
  }

  private mutating func widen() {
    var wider = GenerationTable(sectorCount: sectorCount, stride: stride * 2)
    wider.counts = counts
    for sector in 0..<sectorCount {
      for generation in 0..<counts[sector] {
        let from = place(sector, generation)
        let to = wider.place(sector, generation)
        wider.productivity[to] = productivity[from]
        wider.quality[to] = quality[from]
        wider.resources[to] = resources[from]
        wider.center[to] = center[from]
        wider.discovered[to] = discovered[from]
        wider.launched[to] = launched[from]
        wider.firstUser[to] = firstUser[from]
        wider.firstUse[to] = firstUse[from]
        wider.region[to] = region[from]
        wider.firmShare[to] = firmShare[from]
        wider.outputShare[to] = outputShare[from]
        wider.status[to] = status[from]
      }
    }
    self = wider
  }

  mutating func archive(_ archive: inout Archive) {
    var width = stride
    archive.value(&width)
    archive.array(&counts, filler: 0)
    if archive.isReading, width != stride, width > 0, width < 1 << 20 {
      let restored = counts
      self = GenerationTable(sectorCount: sectorCount, stride: width)
      counts = restored
    }
    for place in 0..<sectorCount * stride {
      archive.value(&productivity[place])
      archive.value(&quality[place])
      archive.value(&resources[place])
      archive.value(&center[place])
    }
    archive.array(&discovered, filler: 0)
    archive.array(&launched, filler: 0)
    archive.array(&firstUser, filler: 0)
    archive.array(&firstUse, filler: 0)
    archive.array(&region, filler: 0)
    archive.numbers(&firmShare)
    archive.numbers(&outputShare)
    archive.cases(&status)
  }
}
