import Chunking

/// Where a firm stands in the cycle tradition → investment → innovation → investment.
public enum Phase: UInt8, BitwiseCopyable, Sendable, CaseIterable {
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
public enum Origin: UInt8, BitwiseCopyable, Sendable, CaseIterable {
  case initial, startUp, spinOff, universitySpinOff
}

/// Who owns a firm.
public enum Ownership: UInt8, BitwiseCopyable, Sendable, CaseIterable {
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
  private(set) var id = Column<UInt64>()
  /// Identity of the first ancestor; a firm without one descends from itself.
  private(set) var lineage = Column<UInt64>()
  /// Identity of the firm that its founders left, of its own sector; 0 without one.
  private(set) var parent = Column<UInt64>()
  private(set) var region = Column<UInt16>()
  private(set) var sector = Column<UInt16>()
  /// Tick of birth; firms of the start were born at negative ticks.
  private(set) var birth = Column<Int16>()
  private(set) var origin = Column<Origin>()
  private(set) var phase = Column<Phase>()
  /// Set in a quarter for the passes that follow: see `FirmEvent`.
  private(set) var events = Column<UInt16>()
  private(set) var ownership = Column<Ownership>()

  /// Employees, persons.
  private(set) var employees = Column<Double>()
  /// Capital at base-year prices, million.
  private(set) var capital = Column<Double>()
  /// Deposit, million.
  private(set) var cash = Column<Double>()
  /// Loan, million.
  private(set) var debt = Column<Double>()
  /// Output of the last quarter at base-year prices, million.
  private(set) var output = Column<Double>()
  /// Share of home demand, before the sector's `homeScale`.
  private(set) var homeShare = Column<Double>()
  /// Share of world demand, before the sector's `worldScale`.
  private(set) var worldShare = Column<Double>()

  /// Idiosyncratic efficiency, log points.
  private(set) var efficiency = Column<Float>()
  /// Output per variable employee, million a quarter.
  private(set) var productivity = Column<Float>()
  private(set) var price = Column<Float>()
  /// Smoothed output at base-year prices, million.
  private(set) var expectedOutput = Column<Float>()
  /// Smoothed profit over sales.
  private(set) var margin = Column<Float>()
  /// Profit over sales that satisfies.
  private(set) var aspiration = Column<Float>()
  /// What is left for the current search, million.
  private(set) var searchBudget = Column<Float>()
  /// R&D of this quarter, million.
  private(set) var research = Column<Float>()
  /// Knowledge stock: R&D over the wage bill, weighted, added up and depreciated.
  private(set) var knowledge = Column<Float>()
  /// Risk propensity, 1 in the median firm.
  private(set) var risk = Column<Float>()
  /// Half the mean number of contested lots, from the distribution of order intensities.
  private(set) var orderIntensity = Column<Float>()
  /// Displacement share φ of the innovation line in output.
  private(set) var displacement = Column<Float>()
  /// Generation of the tradition line and of the innovation line; equal without one.
  private(set) var traditionLine = Column<UInt16>()
  private(set) var innovationLine = Column<UInt16>()
  /// What others see of the firm since the end of the last quarter; see `PublicProfile`.
  private(set) var publicProfile = Column<UInt32>()
  /// Quarters in the current phase, 255 at most.
  private(set) var phaseAge = Column<UInt8>()
  /// Tick of the last return to tradition; `Int16.min` while unknown.
  private(set) var cycleStart = Column<Int16>()
  /// Sales since the start of the year, and of the year before; −1 before a whole year.
  private(set) var salesThisYear = Column<Float>()
  private(set) var salesLastYear = Column<Float>()

  /// Eight factors of social capital, each in 0…255 for [0, 1].
  private(set) var socialCapital = Column<SIMD8<UInt8>>()
  /// Slots of partners; −1 for none. The first three are peers, the last one is a supplier.
  private(set) var partners = Column<SIMD4<Int32>>()
  /// The tags of the partners' public profiles, by which a link to a slot that was reused is told.
  private(set) var partnerTags = Column<SIMD4<UInt16>>()
  /// Position k in the plane of its sector's technology; distances are in units of
  /// `GenerationTable.center`.
  private(set) var position = Column<SIMD2<Float>>()
  /// Region of the university that the firm works with; `UInt16.max` for none.
  private(set) var university = Column<UInt16>()
  /// Place of the firm's row in `Simulation.memberships`; −1 outside clusters.
  private(set) var cluster = Column<Int32>()
  /// General trust. Outside clusters it returns to the firm's own level; members' trust in their
  /// cluster stands in their row.
  private(set) var trust = Column<Float>()

  /// Slots in use, free ones among them.
  var count = 0
  private(set) var capacity = 0
  /// The memory that the first pass reads before it works on a firm.
  fileprivate(set) var ahead = ReadAhead()

  init(capacity: Int) {
    grow(to: capacity)
  }

  private mutating func grow(to capacity: Int) {
    ahead = ReadAhead()
    for column in Self.all { column.grow(&self, capacity) }
    self.capacity = capacity
  }
}

extension FirmColumns {
  /// Every column, in the order of checkpoints, with the value that a slot has of which nothing is
  /// known.
  ///
  /// What is done to all columns goes through this list: their allocation and growth, checkpoints, the
  /// reading ahead of the first pass, the clearing of a newborn firm's slot. A test names a column that
  /// is missing here, and one that a birth leaves as the last owner of the slot had it.
  static let all: [FirmColumn] = [
    FirmColumn(\.id, 0, readAhead: true),
    FirmColumn(\.lineage, 0),
    FirmColumn(\.parent, 0),
    FirmColumn(\.region, 0, readAhead: true),
    FirmColumn(\.sector, 0, readAhead: true),
    FirmColumn(\.birth, 0),
    FirmColumn(\.origin, .initial),
    FirmColumn(\.phase, .tradition, birth: .cleared, readAhead: true),
    FirmColumn(\.events, 0, readAhead: true),
    FirmColumn(\.ownership, .domestic),
    FirmColumn(\.employees, 0, readAhead: true),
    FirmColumn(\.capital, 0, readAhead: true),
    FirmColumn(\.cash, 0, readAhead: true),
    FirmColumn(\.debt, 0, readAhead: true),
    FirmColumn(\.output, 0, birth: .cleared, readAhead: true),
    FirmColumn(\.homeShare, 0, readAhead: true),
    FirmColumn(\.worldShare, 0, birth: .cleared, readAhead: true),
    FirmColumn(\.efficiency, 0, readAhead: true),
    FirmColumn(\.productivity, 0, readAhead: true),
    FirmColumn(\.price, 0, readAhead: true),
    FirmColumn(\.expectedOutput, 0, readAhead: true),
    FirmColumn(\.margin, 0, readAhead: true),
    FirmColumn(\.aspiration, 0, readAhead: true),
    FirmColumn(\.searchBudget, 0, birth: .cleared, readAhead: true),
    FirmColumn(\.research, 0, birth: .cleared, readAhead: true),
    FirmColumn(\.knowledge, 0, readAhead: true),
    FirmColumn(\.risk, 0, readAhead: true),
    FirmColumn(\.orderIntensity, 0, readAhead: true),
    FirmColumn(\.displacement, 0, birth: .cleared, readAhead: true),
    FirmColumn(\.traditionLine, 0, readAhead: true),
    FirmColumn(\.innovationLine, 0, readAhead: true),
    FirmColumn(\.publicProfile, 0),
    FirmColumn(\.phaseAge, 0, birth: .cleared, readAhead: true),
    FirmColumn(\.cycleStart, 0),
    FirmColumn(\.salesThisYear, -1, birth: .cleared),
    FirmColumn(\.salesLastYear, -1, birth: .cleared),
    FirmColumn(\.socialCapital, SIMD8(repeating: 0)),
    FirmColumn(\.partners, SIMD4(repeating: -1), birth: .cleared, readAhead: true),
    // Without a partner its tag means nothing, so what the last owner left may stay.
    FirmColumn(\.partnerTags, SIMD4(repeating: 0), birth: .left, readAhead: true),
    FirmColumn(\.position, SIMD2(repeating: 0), readAhead: true),
    FirmColumn(\.university, .max, birth: .cleared, readAhead: true),
    FirmColumn(\.cluster, -1, birth: .cleared, readAhead: true),
    FirmColumn(\.trust, 0),
  ]

  /// Makes room for `needed` slots; columns move only when the capacity is not enough.
  mutating func reserve(_ needed: Int) {
    guard needed > capacity else { return }
    grow(to: max(needed, capacity + capacity / 10 + 64))
  }

  /// Clears the slots of newborn firms: they have no past.
  func clear(_ slots: ArraySlice<Int>) {
    for column in Self.all where column.birth == .cleared { column.clear(self, slots) }
  }

  /// Writes the first `count` elements of every column or reads them.
  func archive(_ archive: inout Archive) {
    for column in Self.all { column.archive(self, &archive) }
  }

  /// Bytes of state per slot.
  static var bytesPerFirm: Int { all.reduce(0) { $0 + $1.bytes } }
}

/// A column of `FirmColumns`, whatever its elements, for what is done to every column.
struct FirmColumn: Sendable {
  /// What a birth finds in the slot that a firm gets: nothing known, or what the last firm in it left,
  /// which it writes over, or which means nothing.
  enum Birth { case cleared, written, left }

  let name: String
  /// Bytes of one element.
  let bytes: Int
  let birth: Birth
  /// Gives the column a capacity; elements of slots in use stay.
  let grow: @Sendable (inout FirmColumns, _ capacity: Int) -> Void
  /// Clears slots.
  let clear: @Sendable (FirmColumns, ArraySlice<Int>) -> Void
  let archive: @Sendable (FirmColumns, inout Archive) -> Void
  /// Moves what stands in slot i to slot `places[i]`.
  let move: @Sendable (FirmColumns, _ places: [Int]) -> Void

  /// - Parameters:
  ///   - blank: Value of a slot of which nothing is known.
  ///   - readAhead: Whether nearly every firm needs the column in the first pass.
  init<T: BitwiseCopyable & Sendable>(
    _ column: any WritableKeyPath<FirmColumns, Column<T>> & Sendable, _ blank: T,
    birth: Birth = .written, readAhead: Bool = false,
    isValid: (@Sendable (UInt8) -> Bool)? = nil
  ) {
    name = String("\(column)".split(separator: ".").last ?? "")
    bytes = MemoryLayout<T>.stride
    self.birth = birth
    grow = { firms, capacity in
      firms[keyPath: column] = firms[keyPath: column].resized(
        to: capacity, keeping: firms.count, filler: blank)
      if readAhead { firms.ahead.add(firms[keyPath: column]) }
    }
    clear = { firms, slots in
      let column = firms[keyPath: column]
      for slot in slots { column[slot] = blank }
    }
    archive = { firms, archive in
      archive.column(firms[keyPath: column], count: firms.count, isValid: isValid)
    }
    move = { firms, places in
      let column = firms[keyPath: column]
      let before = places.indices.map { column[$0] }
      for (slot, value) in before.enumerated() { column[places[slot]] = value }
    }
  }

  /// A column of cases: a checkpoint with a byte that is none of them is damaged.
  init<T: BitwiseCopyable & Sendable & RawRepresentable<UInt8>>(
    _ column: any WritableKeyPath<FirmColumns, Column<T>> & Sendable, _ blank: T,
    birth: Birth = .written, readAhead: Bool = false
  ) {
    self.init(column, blank, birth: birth, readAhead: readAhead) { T(rawValue: $0) != nil }
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
