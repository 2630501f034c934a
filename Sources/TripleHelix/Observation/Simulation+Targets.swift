import Chunking

/// Firms that policies aim at, to be compared with all others.
///
/// Empty lists mean everything. The same target can be looked up in a run without the policy.
public struct PolicyTarget: Sendable, Equatable {
  public var regions: [String]
  /// A region whose present Ward group belongs to the target as well; `nil` for none.
  public var wardGroupOf: String?
  public var sectors: [String]
  /// Employees that a firm has at least and at most.
  public var smallest: Double
  public var largest: Double
  /// Whether only members of clusters belong to it.
  public var membersOnly: Bool

  public init(_ policy: PolicyDescription) {
    regions = policy.regions
    wardGroupOf = policy.wardGroupOf
    sectors = policy.sectors
    smallest = policy.smallest
    largest = policy.largest
    membersOnly = policy.membersOnly
  }

  /// Whether it leaves out any firm.
  public var isRestricted: Bool {
    !regions.isEmpty || wardGroupOf != nil || !sectors.isEmpty || smallest > 0
      || largest < .infinity || membersOnly
  }
}

/// Sums over firms at the end of a tick.
public struct FirmTotals: Sendable, Equatable {
  /// Active enterprises.
  public var firms = 0.0
  /// Persons employed by them.
  public var employees = 0.0
  /// R&D of the tick, million at current prices.
  public var research = 0.0
  /// Output of the tick, million at base-year prices.
  public var output = 0.0
}

extension Simulation {
  /// Totals of the firms in at least one of `targets`, and of all others.
  ///
  /// - Complexity: O(firms × targets).
  public func totals(of targets: [PolicyTarget]) -> (inside: FirmTotals, outside: FirmTotals) {
    let places = targets.map { target in (target, cells(of: target)) }
    var (inside, outside) = (FirmTotals(), FirmTotals())
    let firms = firms
    for firm in 0..<firms.count where firms.id[firm] != 0 {
      let cell = Int(firms.region[firm]) * layout.sectorCount + Int(firms.sector[firm])
      let employees = firms.employees[firm]
      let isInside = places.contains { target, cells in
        cells[cell] && employees >= target.smallest && employees <= target.largest
          && (!target.membersOnly || firms.cluster[firm] >= 0)
      }
      func add(to totals: inout FirmTotals) {
        totals.firms += scale
        totals.employees += employees * scale
        totals.research += Double(firms.research[firm]) * scale
        totals.output += firms.output[firm] * scale
      }
      if isInside { add(to: &inside) } else { add(to: &outside) }
    }
    return (inside, outside)
  }

  private func cells(of target: PolicyTarget) -> [Bool] {
    var reached = target.regions
    if let center = target.wardGroupOf { reached += wardGroup(of: center) }
    let everywhere = target.regions.isEmpty && target.wardGroupOf == nil
    return (0..<layout.cellCount).map { cell in
      let region = layout.regions[cell / layout.sectorCount].id
      let sector = layout.sectors[cell % layout.sectorCount].id
      return (everywhere || reached.contains(region))
        && (target.sectors.isEmpty || target.sectors.contains(sector))
    }
  }
}

/// What observers ask about policies.
extension Simulation {
  /// Surcharge on the income tax that households paid this tick for policies, million.
  public var policySurcharge: Double { policyLedger.levy * nation.taxedIncome }

  /// By how much public purchases of this tick are lower to pay for policies, million.
  public var policyPurchaseCut: Double { policyLedger.savings }

  /// Regions and sectors that a contest or a choice of pilots has chosen at present, by policy.
  public var chosenByPolicies: [(policy: String, region: String, sector: String)] {
    zip(configuration.policies, policyStates).flatMap { policy, state in
      state.winners.map { cell in
        (
          policy.name, layout.regions[Int(cell) / layout.sectorCount].id,
          layout.sectors[Int(cell) % layout.sectorCount].id
        )
      }
    }
  }
}
