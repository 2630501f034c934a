import Chunking

/// Where a firm stands in the cycle tradition → investment → innovation → investment.
public enum Phase: UInt8, Sendable, CaseIterable {
  /// Earns on one line.
  case tradition
  /// Spends a budget on search.
  case search
  /// Tries a first new line at a small share of output.
  case innovation
  /// Shifts capital to the new line.
  case diffusion
}

/// How a firm came to be.
public enum Origin: UInt8, Sendable, CaseIterable {
  case initial, startUp, spinOff, universitySpinOff
}

/// Who owns a firm.
public enum Ownership: UInt8, Sendable, CaseIterable {
  /// Households of its region.
  case domestic
  /// Households, and by a policy the state, which gets its share of dividends through the policy.
  case state
  /// Foreigners, since tick 0 or by a policy that brought them.
  case foreign
  /// All of it the national government, since tick 0.
  case stateSinceStart

  /// Who gets what a firm pays out.
  enum Payee: Int, CaseIterable { case households, state, abroad }

  /// To whom the accounts pay dividends, before policies pass on what is theirs.
  var payee: Payee {
    switch self {
    case .domestic, .state: .households
    case .stateSinceStart: .state
    case .foreign: .abroad
    }
  }

  /// Whether the state owns the firm or has a share in it.
  var isOfState: Bool { self == .state || self == .stateSinceStart }
}

/// The firms: one column per state variable, the same slot everywhere.
///
/// A slot whose `id` is 0 is free. Real quantities and money are those of **one** real firm, market
/// shares those of the agent, which stands for `scale` of them.
struct FirmColumns: Sendable {
  /// Permanent identity: a hash of where and when the firm was born; 0 in a free slot.
  var id: Column<UInt64>
  /// Identity of the first ancestor; a firm without one descends from itself.
  var lineage: Column<UInt64>
  /// Identity of the firm that its founders left, of its own sector; 0 without one.
  var parent: Column<UInt64>
  var region: Column<UInt16>
  var sector: Column<UInt16>
  /// Tick of birth; firms of the start were born at negative ticks.
  var birth: Column<Int16>
  var origin: Column<UInt8>
  var phase: Column<UInt8>
  /// Set in a quarter for the passes that follow: see `FirmEvent`.
  var events: Column<UInt16>
  var ownership: Column<UInt8>

  /// Employees, persons.
  var employees: Column<Double>
  /// Capital at base-year prices, million.
  var capital: Column<Double>
  /// Deposit, million.
  var cash: Column<Double>
  /// Loan, million.
  var debt: Column<Double>
  /// Output of the last quarter at base-year prices, million.
  var output: Column<Double>
  /// Share of home demand, before the sector's `homeScale`.
  var homeShare: Column<Double>
  /// Share of world demand, before the sector's `worldScale`.
  var worldShare: Column<Double>

  /// Idiosyncratic efficiency, log points.
  var efficiency: Column<Float>
  /// Output per variable employee, million a quarter.
  var productivity: Column<Float>
  var price: Column<Float>
  /// Smoothed output at base-year prices, million.
  var expectedOutput: Column<Float>
  /// Smoothed profit over sales.
  var margin: Column<Float>
  /// Profit over sales that satisfies.
  var aspiration: Column<Float>
  /// What is left for the current search, million.
  var searchBudget: Column<Float>
  /// R&D of this quarter, million.
  var research: Column<Float>
  /// Knowledge stock: R&D over the wage bill, weighted, added up and depreciated.
  var knowledge: Column<Float>
  /// Risk propensity, 1 in the median firm.
  var risk: Column<Float>
  /// Half the mean number of contested lots, from the distribution of order intensities.
  var orderIntensity: Column<Float>
  /// Displacement share φ of the innovation line in output.
  var displacement: Column<Float>
  /// Generation of the tradition line and of the innovation line; equal without one.
  var traditionLine: Column<UInt16>
  var innovationLine: Column<UInt16>
  /// What others see of the firm since the end of the last quarter; see `PublicProfile`.
  var publicProfile: Column<UInt32>
  /// Quarters in the current phase, 255 at most.
  var phaseAge: Column<UInt8>
  /// Tick of the last return to tradition; `Int16.min` while unknown.
  var cycleStart: Column<Int16>
  /// Sales since the start of the year, and of the year before; −1 before a whole year.
  var salesThisYear: Column<Float>
  var salesLastYear: Column<Float>

  /// Eight factors of social capital, each in 0…255 for [0, 1].
  var socialCapital: Column<SIMD8<UInt8>>
  /// Slots of partners; −1 for none. The first three are peers, the last one is a supplier.
  var partners: Column<SIMD4<Int32>>
  /// The tags of the partners' public profiles, by which a link to a slot that was reused is told.
  var partnerTags: Column<SIMD4<UInt16>>
  /// Position k in the plane of its sector's technology; distances are in units of
  /// `GenerationTable.center`.
  var position: Column<SIMD2<Float>>
  /// Region of the university that the firm works with; `UInt16.max` for none.
  var university: Column<UInt16>
  /// Place of the firm's row in `Simulation.memberships`; −1 outside clusters.
  var cluster: Column<Int32>
  /// General trust. Outside clusters it returns to the firm's own level; members' trust in their
  /// cluster stands in their row.
  var trust: Column<Float>

  /// Slots in use, free ones among them.
  var count: Int
  var capacity: Int

  init(capacity: Int) {
    func column<T: BitwiseCopyable>(_ value: T) -> Column<T> {
      Column(repeating: value, capacity: capacity)
    }
    id = column(0)
    lineage = column(0)
    parent = column(0)
    region = column(0)
    sector = column(0)
    birth = column(0)
    origin = column(0)
    phase = column(0)
    events = column(0)
    ownership = column(0)
    employees = column(0)
    capital = column(0)
    cash = column(0)
    debt = column(0)
    output = column(0)
    homeShare = column(0)
    worldShare = column(0)
    efficiency = column(0)
    productivity = column(0)
    price = column(0)
    expectedOutput = column(0)
    margin = column(0)
    aspiration = column(0)
    searchBudget = column(0)
    research = column(0)
    knowledge = column(0)
    risk = column(0)
    orderIntensity = column(0)
    displacement = column(0)
    traditionLine = column(0)
    innovationLine = column(0)
    publicProfile = column(0)
    phaseAge = column(0)
    cycleStart = column(0)
    salesThisYear = column(0)
    salesLastYear = column(0)
    socialCapital = column(SIMD8(repeating: 0))
    partners = column(SIMD4(repeating: -1))
    partnerTags = column(SIMD4(repeating: 0))
    position = column(SIMD2(repeating: 0))
    university = column(.max)
    cluster = column(-1)
    trust = column(0)
    count = 0
    self.capacity = capacity
  }
}

/// What partners see of a firm, in one word that is read once: a tag of its identity, which is never
/// 0 for a living firm, and the newest line that it runs.
struct PublicProfile {
  var bits: UInt32

  init(bits: UInt32) { self.bits = bits }

  init(id: UInt64, line: Int) { bits = UInt32(Self.tag(of: id)) << 16 | UInt32(line) }

  static let none = PublicProfile(bits: 0)

  static func tag(of id: UInt64) -> UInt16 { UInt16(truncatingIfNeeded: id) | 1 }

  var tag: UInt16 { UInt16(truncatingIfNeeded: bits >> 16) }
  var line: Int { Int(bits & 0xffff) }
}

/// Flags of `FirmColumns.events`.
enum FirmEvent {
  static let innovated: UInt16 = 1
  static let imitated: UInt16 = 2
  static let insolvent: UInt16 = 4
  static let closing: UInt16 = 8
  static let spinsOff: UInt16 = 16
  static let completedCycle: UInt16 = 32
  static let seeksPartner: UInt16 = 64
  /// Outside clusters: may look at one or call for one; later, has been through with that.
  static let looksAround: UInt16 = 128
  static let seeksSupplier: UInt16 = 256
  /// What is counted where firms close.
  static let counted = innovated | imitated | insolvent | closing | completedCycle
}

extension FirmColumns {
  /// Slots of the living firms with `event`, rising.
  ///
  /// Looks at four firms at a time, since few have any.
  func living(with event: UInt16) -> [Int] {
    var slots: [Int] = []
    let fours = UInt64(event) * 0x0001_0001_0001_0001
    let width = MemoryLayout<UInt64>.size
    let whole = count & ~3
    unsafe events.withBytes(count: whole) { bytes in
      for start in stride(from: 0, to: whole, by: 4) {
        let four = unsafe bytes.loadUnaligned(
          fromByteOffset: start / 4 * width, as: UInt64.self)
        guard four & fours != 0 else { continue }
        for firm in start..<start + 4 where isLiving(firm, with: event) { slots.append(firm) }
      }
    }
    for firm in whole..<count where isLiving(firm, with: event) { slots.append(firm) }
    return slots
  }

  @inline(__always)
  private func isLiving(_ firm: Int, with event: UInt16) -> Bool {
    events[firm] & event != 0 && id[firm] != 0
  }
}

/// Something that is done to every column.
protocol ColumnVisitor {
  mutating func visit<T: BitwiseCopyable>(_ column: inout Column<T>, filler: T)
}

extension FirmColumns {
  mutating func visitColumns(_ visitor: inout some ColumnVisitor) {
    visitor.visit(&id, filler: 0)
    visitor.visit(&lineage, filler: 0)
    visitor.visit(&parent, filler: 0)
    visitor.visit(&region, filler: 0)
    visitor.visit(&sector, filler: 0)
    visitor.visit(&birth, filler: 0)
    visitor.visit(&origin, filler: 0)
    visitor.visit(&phase, filler: 0)
    visitor.visit(&events, filler: 0)
    visitor.visit(&ownership, filler: 0)
    visitor.visit(&employees, filler: 0)
    visitor.visit(&capital, filler: 0)
    visitor.visit(&cash, filler: 0)
    visitor.visit(&debt, filler: 0)
    visitor.visit(&output, filler: 0)
    visitor.visit(&homeShare, filler: 0)
    visitor.visit(&worldShare, filler: 0)
    visitor.visit(&efficiency, filler: 0)
    visitor.visit(&productivity, filler: 0)
    visitor.visit(&price, filler: 0)
    visitor.visit(&expectedOutput, filler: 0)
    visitor.visit(&margin, filler: 0)
    visitor.visit(&aspiration, filler: 0)
    visitor.visit(&searchBudget, filler: 0)
    visitor.visit(&research, filler: 0)
    visitor.visit(&knowledge, filler: 0)
    visitor.visit(&risk, filler: 0)
    visitor.visit(&orderIntensity, filler: 0)
    visitor.visit(&displacement, filler: 0)
    visitor.visit(&traditionLine, filler: 0)
    visitor.visit(&innovationLine, filler: 0)
    visitor.visit(&publicProfile, filler: 0)
    visitor.visit(&phaseAge, filler: 0)
    visitor.visit(&cycleStart, filler: 0)
    visitor.visit(&salesThisYear, filler: 0)
    visitor.visit(&salesLastYear, filler: 0)
    visitor.visit(&socialCapital, filler: SIMD8(repeating: 0))
    visitor.visit(&partners, filler: SIMD4(repeating: -1))
    visitor.visit(&partnerTags, filler: SIMD4(repeating: 0))
    visitor.visit(&position, filler: SIMD2(repeating: 0))
    visitor.visit(&university, filler: .max)
    visitor.visit(&cluster, filler: -1)
    visitor.visit(&trust, filler: 0)
  }

  /// Makes room for `needed` slots; columns move only when the capacity is not enough.
  mutating func reserve(_ needed: Int) {
    guard needed > capacity else { return }
    let larger = max(needed, capacity + capacity / 10 + 64)
    var growth = Growth(capacity: larger, count: count)
    visitColumns(&growth)
    capacity = larger
  }

  func owner(of firm: Int) -> Ownership { Ownership(rawValue: ownership[firm]) ?? .domestic }

  /// Frees all columns.
  mutating func deallocate() {
    var release = Release()
    visitColumns(&release)
  }

  /// Bytes of state per slot.
  static var bytesPerFirm: Int {
    var columns = FirmColumns(capacity: 1)
    var measure = Measure()
    columns.visitColumns(&measure)
    columns.deallocate()
    return measure.bytes
  }

  private struct Growth: ColumnVisitor {
    let capacity: Int
    let count: Int
    mutating func visit<T: BitwiseCopyable>(_ column: inout Column<T>, filler: T) {
      column = column.resized(to: capacity, keeping: count, filler: filler)
    }
  }

  private struct Release: ColumnVisitor {
    mutating func visit<T: BitwiseCopyable>(_ column: inout Column<T>, filler: T) {
      column.deallocate()
    }
  }

  private struct Measure: ColumnVisitor {
    var bytes = 0
    mutating func visit<T: BitwiseCopyable>(_ column: inout Column<T>, filler: T) {
      bytes += MemoryLayout<T>.stride
    }
  }
}
