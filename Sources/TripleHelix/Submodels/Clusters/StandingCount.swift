import Chunking
import Randomness

/// The yearly count of what cells could base clusters on: a row of whole numbers a thread. Whole numbers
/// add up to the same in any order.
struct StandingCount: Sendable {
  let cellCount: Int
  let sectorCount: Int
  let rowCount: Int
  private let counts: Column<Int64>
  /// Slot of the largest firm by row and cell; −1 without one.
  private let largestSlots: Column<Int32>

  /// Bins of a hundredth, from −3: log efficiency, or log size in minimum efficient sizes.
  private static let bins = 1200
  private static let lowest = -3.0
  private static let roleCount = Role.allCases.count
  /// By cell: firms by role, readiness in units of 2⁻³², competitive firms.
  private static let cellFields = roleCount + 2

  private var binStart: Int { cellCount * Self.cellFields }
  private var width: Int { binStart + 2 * sectorCount * Self.bins }

  init(cellCount: Int, sectorCount: Int, rowCount: Int) {
    self.cellCount = cellCount
    self.sectorCount = sectorCount
    self.rowCount = rowCount
    let width = cellCount * Self.cellFields + 2 * sectorCount * Self.bins
    counts = Column(repeating: 0, capacity: width * rowCount)
    largestSlots = Column(repeating: -1, capacity: cellCount * rowCount)
  }

  @inline(__always)
  private func bin(_ sector: Int, isSize: Bool, _ value: Double) -> Int {
    let place = Int(clamp((value - Self.lowest) * 100, 0, Double(Self.bins - 1)))
    return binStart + (2 * sector + (isSize ? 1 : 0)) * Self.bins + place
  }

  /// Counts one firm.
  @inline(__always)
  func add(
    _ firm: Int, row: Int, _ kernel: FirmKernel, _ traits: ClusterTraits,
    _ stream: inout RandomStream
  ) {
    let firms = kernel.firms
    let cell = kernel.cell(of: firm)
    let sector = cell % sectorCount
    let start = row * width
    let size = firms.employees[firm] / kernel.tables.sizeUnit[cell]
    counts[start + cell * Self.cellFields + traits.role(firms.id[firm], &stream)] += 1
    counts[start + cell * Self.cellFields + Self.roleCount] += Int64(
      SocialCapital.readiness(firms.socialCapital[firm]) * 0x1p32)
    counts[start + bin(sector, isSize: false, kernel.logEfficiency(of: firm))] += 1
    counts[start + bin(sector, isSize: true, logarithm(max(size, 0.05)))] += 1
    let largest = row * cellCount + cell
    if isLarger(firm, than: Int(largestSlots[largest]), firms) {
      largestSlots[largest] = Int32(firm)
    }
  }

  @inline(__always)
  func addCompetitive(_ cell: Int, row: Int) {
    counts[row * width + cell * Self.cellFields + Self.roleCount + 1] += 1
  }

  /// Of two alike, the one of the smaller identity.
  @inline(__always)
  private func isLarger(_ firm: Int, than other: Int, _ firms: FirmColumns) -> Bool {
    guard other >= 0 else { return true }
    let (a, b) = (firms.employees[firm], firms.employees[other])
    return a > b || (a == b && firms.id[firm] < firms.id[other])
  }

  /// Adds all rows to the first; competitive firms are counted after that.
  func collect() {
    for row in 1..<max(1, rowCount) {
      for place in 0..<width { counts[place] += counts[row * width + place] }
    }
  }

  func roles(_ cell: Int) -> [Double] {
    (0..<Self.roleCount).map { Double(counts[cell * Self.cellFields + $0]) }
  }

  /// Agents of a cell.
  func firms(_ cell: Int) -> Double { roles(cell).reduce(0, +) }

  func meanReadiness(_ cell: Int) -> Double {
    let agents = firms(cell)
    return agents > 0
      ? Double(counts[cell * Self.cellFields + Self.roleCount]) / 0x1p32 / agents : 0
  }

  func competitive(_ cell: Int) -> Double {
    var sum: Int64 = 0
    for row in 0..<rowCount {
      sum += counts[row * width + cell * Self.cellFields + Self.roleCount + 1]
    }
    return Double(sum)
  }

  func largest(_ cell: Int, _ firms: FirmColumns) -> Int32 {
    var largest: Int32 = -1
    for row in 0..<rowCount {
      let slot = largestSlots[row * cellCount + cell]
      if slot >= 0, isLarger(Int(slot), than: Int(largest), firms) { largest = slot }
    }
    return largest
  }

  /// Median over a sector's firms, to a hundredth.
  func median(of sector: Int, size: Bool) -> Double {
    let first = binStart + (2 * sector + (size ? 1 : 0)) * Self.bins
    var total: Int64 = 0
    for place in first..<first + Self.bins { total += counts[place] }
    guard total > 0 else { return 0 }
    var below: Int64 = 0
    for place in first..<first + Self.bins {
      below += counts[place]
      if 2 * below > total {
        return Self.lowest + (Double(place - first) + 0.5) / 100
      }
    }
    return 0
  }
}
