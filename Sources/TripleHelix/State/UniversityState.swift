import Chunking

/// The universities: one entry a region, or a region and field at `region * fieldCount + field`.
struct UniversityState: Sendable {
  let fieldCount: Int

  // Constants of tick 0.
  /// Share of a field's discoveries in the country that a region makes at tick 0.
  var discoveryWeight: [Double] = []
  var initialStaff: [Double] = []
  var initialOrientation: [Double] = []
  var initialTertiaryShare: [Double] = []
  /// Graduates per researcher and quarter.
  var graduationRate = 0.0

  // State.
  /// Research staff by field, persons; the fields of a region sum to its `researchStaff`.
  var staff: [Double] = []
  /// Knowledge by field: log steps of productivity since tick 0 that the university commands.
  var frontier: [Double] = []
  /// The same of the whole country, by field.
  var nationalFrontier: [Double] = []
  /// Orientation θ from basic, 0, to applied, 1.
  var orientation: [Double] = []
  /// Persons of the labour force with tertiary education.
  var tertiary: [Double] = []
  /// Funding of the last quarter by the state, by firms' contracts and by licences, million.
  var stateFunding: [Double] = []
  var contractFunding: [Double] = []
  var ownFunding: [Double] = []
  /// Flows of the last four quarters.
  var year = UniversityFlows(regionCount: 0, ticksPerYear: 4)

  init(regionCount: Int, fieldCount: Int, ticksPerYear: Int) {
    self.fieldCount = fieldCount
    let zeros = Array(repeating: 0.0, count: regionCount)
    discoveryWeight = Array(repeating: 0, count: regionCount * fieldCount)
    staff = discoveryWeight
    initialStaff = discoveryWeight
    frontier = discoveryWeight
    nationalFrontier = Array(repeating: 0, count: fieldCount)
    initialOrientation = zeros
    initialTertiaryShare = zeros
    orientation = zeros
    tertiary = zeros
    stateFunding = zeros
    contractFunding = zeros
    ownFunding = zeros
    year = UniversityFlows(regionCount: regionCount, ticksPerYear: ticksPerYear)
  }

  @inline(__always)
  func place(_ region: Int, _ field: Int) -> Int { region * fieldCount + field }

  mutating func archive(_ archive: inout Archive) {
    archive.numbers(&discoveryWeight)
    archive.numbers(&initialStaff)
    archive.numbers(&initialOrientation)
    archive.numbers(&initialTertiaryShare)
    archive.value(&graduationRate)
    archive.numbers(&staff)
    archive.numbers(&frontier)
    archive.numbers(&nationalFrontier)
    archive.numbers(&orientation)
    archive.numbers(&tertiary)
    archive.numbers(&stateFunding)
    archive.numbers(&contractFunding)
    archive.numbers(&ownFunding)
    year.archive(&archive)
  }
}

/// What universities did in the last year, by region.
struct UniversityFlows: Sendable {
  enum Flow: Int, CaseIterable {
    /// Million at current prices.
    case state, contracts, own
    /// Persons, discoveries, firms under contract in a tick, licences, firms.
    case graduates, discoveries, contractFirms, licences, spinOffs
  }

  private var values: [Double]
  private var regionCount: Int
  private let ticksPerYear: Int

  init(regionCount: Int, ticksPerYear: Int) {
    self.regionCount = regionCount
    self.ticksPerYear = ticksPerYear
    values = Array(repeating: 0, count: Flow.allCases.count * ticksPerYear * regionCount)
  }

  private func place(_ flow: Flow, _ part: Int, _ region: Int) -> Int {
    (flow.rawValue * ticksPerYear + part) * regionCount + region
  }

  /// Empties the part of the year that `tick` is.
  mutating func open(tick: Int) {
    for flow in Flow.allCases {
      for region in 0..<regionCount { values[place(flow, tick % ticksPerYear, region)] = 0 }
    }
  }

  mutating func add(_ flow: Flow, region: Int, tick: Int, _ amount: Double) {
    values[place(flow, tick % ticksPerYear, region)] += amount
  }

  /// Sum of the last year.
  func total(_ flow: Flow, region: Int) -> Double {
    (0..<ticksPerYear).reduce(0.0) { $0 + values[place(flow, $1, region)] }
  }

  mutating func archive(_ archive: inout Archive) {
    archive.value(&regionCount)
    archive.numbers(&values)
  }
}
