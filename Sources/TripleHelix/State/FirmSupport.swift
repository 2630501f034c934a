import Chunking

/// What policies change inside the passes over the firms: levers by cell, and support of single
/// firms in side tables that exist only while a policy needs them.
///
/// Every flag is down unless a policy raises it in the quarter, and then the kernel does not look.
struct FirmSupport: Sendable {
  // By cell, read while `movesCells`.
  private(set) var movesCells = false
  /// Factor on the hazard of spin-offs.
  let spinOffs: Column<Double>
  /// Factor on competitiveness at home.
  let appeal: Column<Double>
  /// Factor on productivity.
  let productivity: Column<Double>
  /// Share of the cost of a new line that pays itself by earlier write-offs.
  let investmentRelief: Column<Double>

  // By firm, read while their flags are up.
  private(set) var aidsResearch = false
  /// Shares of R&D that the firm expects to be paid and that are paid, and R&D on top of its own
  /// budget, share of it.
  private(set) var research: Column<SIMD4<Double>>
  /// Slots below which `research` still tells what was paid, for observers at the quarter's end.
  private var supportedSlots = 0
  private(set) var movesFirms = false
  /// Share of unit cost saved; competitiveness abroad and exporter hazard, factors less one.
  private(set) var market: Column<SIMD4<Double>>
  private(set) var keepsBooks = false
  /// Profit tax and dividends of this quarter, million.
  private(set) var books: Column<SIMD2<Double>>

  private let cellCount: Int

  init(cellCount: Int) {
    self.cellCount = cellCount
    spinOffs = Column(repeating: 1, capacity: cellCount)
    appeal = Column(repeating: 1, capacity: cellCount)
    productivity = Column(repeating: 1, capacity: cellCount)
    investmentRelief = Column(repeating: 0, capacity: cellCount)
    research = Column(repeating: SIMD4(repeating: 0), capacity: 0)
    market = Column(repeating: SIMD4(repeating: 0), capacity: 0)
    books = Column(repeating: SIMD2(repeating: 0), capacity: 0)
  }

  /// Lowers every flag; levers by cell are neutral again.
  mutating func close() {
    aidsResearch = false
    supportedSlots = 0
    movesFirms = false
    keepsBooks = false
    guard movesCells else { return }
    movesCells = false
    for cell in 0..<cellCount {
      spinOffs[cell] = 1
      appeal[cell] = 1
      productivity[cell] = 1
      investmentRelief[cell] = 0
    }
  }

  /// Ends the support of single firms.
  mutating func endFirms() {
    aidsResearch = false
    movesFirms = false
    keepsBooks = false
  }

  /// Share of its R&D that a firm which produced this quarter was paid.
  func researchPaid(_ firm: Int) -> Double { firm < supportedSlots ? research[firm].y : 0 }

  mutating func openCells() { movesCells = true }

  /// Makes a neutral entry for each of `count` firms.
  mutating func openResearch(count: Int) {
    guard !aidsResearch else { return }
    aidsResearch = true
    supportedSlots = count
    Self.clear(&research, count: count, SIMD4(repeating: 0))
  }

  mutating func openMarket(count: Int) {
    guard !movesFirms else { return }
    movesFirms = true
    Self.clear(&market, count: count, SIMD4(repeating: 0))
  }

  mutating func openBooks(count: Int) {
    guard !keepsBooks else { return }
    keepsBooks = true
    Self.clear(&books, count: count, SIMD2(repeating: 0))
  }

  private static func clear<T: BitwiseCopyable>(
    _ column: inout Column<T>, count: Int, _ neutral: T
  ) {
    if column.capacity < count {
      column = column.resized(to: count + count / 10 + 64, keeping: 0, filler: neutral)
    }
    for firm in 0..<count { column[firm] = neutral }
  }
}
