/// What a tick reports: five sums for each of 16 regions, and the number of firms in each phase.
public struct RegionTable: Sendable, Equatable {
  /// By region: firms, and sums of productivity, capital, liquidity and output; then the phases.
  private let values: [Double]

  static let columnCount = 5
  static let phaseOffset = FirmColumns.regionCount * columnCount
  static let width = phaseOffset + FirmColumns.phaseCount

  /// - Parameter values: 16 rows of five sums, then four counts.
  public init(_ values: [Double]) {
    precondition(values.count == RegionTable.width, "a region table has 84 entries")
    self.values = values
  }

  public var firmCount: Double { total(0) }
  public var meanProductivity: Double { total(1) / firmCount }
  public var meanCapital: Double { total(2) / firmCount }
  public var meanLiquidity: Double { total(3) / firmCount }

  /// Shares of firms by phase.
  public var phaseShares: [Double] { values[RegionTable.phaseOffset...].map { $0 / firmCount } }

  private func total(_ column: Int) -> Double {
    stride(from: column, to: RegionTable.phaseOffset, by: RegionTable.columnCount)
      .reduce(0) { $0 + values[$1] }
  }
}

extension RegionTable {
  /// What is wrong with a run of 100,000 firms over 100 ticks; empty if it is done right.
  ///
  /// The bands are the range of eleven runs of a program in another language, with five samplers and
  /// two or three seeds each, widened.
  ///
  /// - Parameters:
  ///   - totalShare: Sum of the market shares over all firms.
  ///   - exitsPerFirmTick: Exits over firms and ticks.
  public func violations(totalShare: Double, exitsPerFirmTick: Double) -> [String] {
    let phases = phaseShares
    let checks: [(name: String, found: Double, allowed: ClosedRange<Double>)] = [
      ("sum of shares", totalShare, (8 - 1e-9)...(8 + 1e-9)),
      ("mean productivity", meanProductivity, 1.240...1.268),
      ("exits per firm and tick", exitsPerFirmTick, 0.0635...0.0675),
      ("share of entrants", phases[0], 0.34...0.38),
      ("share in growth", phases[1], 0.125...0.18),
      ("share of mature firms", phases[2], 0.055...0.105),
      ("share in decline", phases[3], 0.37...0.45),
      ("mean capital", meanCapital, 1.1...1.45),
      ("mean liquidity", meanLiquidity, 4.5...8),
    ]
    return checks.filter { !$0.allowed.contains($0.found) }
      .map { "\($0.name): must lie in \($0.allowed), found \($0.found)" }
  }
}
