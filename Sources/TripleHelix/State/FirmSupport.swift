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
  private(set) var research: Column<Research>
  /// Slots below which `research` still tells what was paid, for observers at the quarter's end.
  private var supportedSlots = 0
  private(set) var movesFirms = false
  private(set) var market: Column<Market>
  private(set) var keepsBooks = false
  private(set) var books: Column<Books>

  private let cellCount: Int

  init(cellCount: Int) {
    self.cellCount = cellCount
    spinOffs = Column(repeating: 1, capacity: cellCount)
    appeal = Column(repeating: 1, capacity: cellCount)
    productivity = Column(repeating: 1, capacity: cellCount)
    investmentRelief = Column(repeating: 0, capacity: cellCount)
    research = Column(repeating: Research(), capacity: 0)
    market = Column(repeating: Market(), capacity: 0)
    books = Column(repeating: Books(), capacity: 0)
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
  func researchPaid(_ firm: Int) -> Double { firm < supportedSlots ? research[firm].paid : 0 }

  mutating func openCells() { movesCells = true }

  /// Makes a neutral entry for each of `count` firms.
  mutating func openResearch(count: Int) {
    guard !aidsResearch else { return }
    aidsResearch = true
    supportedSlots = count
    Self.clear(&research, count: count, Research())
  }

  mutating func openMarket(count: Int) {
    guard !movesFirms else { return }
    movesFirms = true
    Self.clear(&market, count: count, Market())
  }

  mutating func openBooks(count: Int) {
    guard !keepsBooks else { return }
    keepsBooks = true
    Self.clear(&books, count: count, Books())
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

extension FirmSupport {
  /// What policies do for the R&D of a firm.
  struct Research: BitwiseCopyable {
    /// Share of its R&D that the firm expects to be paid.
    var expected = 0.0
    /// Share that is paid.
    var paid = 0.0
    /// R&D on top of its own budget, share of it.
    var added = 0.0
  }

  /// What policies do for a firm in its markets.
  struct Market: BitwiseCopyable {
    /// Share of unit cost saved.
    var saving = 0.0
    /// Factors less one on competitiveness abroad and on the hazard of starting to export.
    var appealAbroad = 0.0
    var exporterHazard = 0.0
  }

  /// What a firm paid this quarter, million.
  struct Books: BitwiseCopyable {
    var profitTax = 0.0
    var dividends = 0.0
  }
}
