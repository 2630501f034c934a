import Chunking
import Randomness

/// Who owns the firms of tick 0.
extension Simulation {
  /// Gives firms to the state and to foreigners until these have the shares of employment that the
  /// configuration says; without any, it draws nothing.
  ///
  /// Owners of both kinds are found among the large firms first, as the state's enterprises and those
  /// of multinationals are (Dunning 1980; Helpman, Melitz and Yeaple 2004): the firms of a part of the
  /// country run an exponential race at rates of their employees, which draws them without
  /// replacement and in proportion to size (Efraimidis and Spirakis 2006). In the order of the race a
  /// firm goes to an owner, drawn by what each still lacks, whose share it brings nearer.
  func settleOwners() {
    var employees = Array(repeating: 0.0, count: layout.cellCount)
    for firm in 0..<firms.count { employees[cell(of: firm)] += firms.employees[firm] * scale }
    guard
      let plan = OwnershipPlan(
        layout, country: configuration.ownership, employees: employees)
    else { return }
    var wanted = plan.wanted
    for runner in race(plan) {
      let firm = runner.firm
      let group = plan.group[cell(of: firm)]
      let size = firms.employees[firm] * scale
      let missing = wanted[group].map { size <= 2 * $0 ? $0 : 0 }
      let all = missing.reduce(0, +)
      guard all > 0 else { continue }
      let owner: OwnershipPlan.Owner = runner.uniformDraw * all < missing[0] ? .state : .foreign
      wanted[group][owner.rawValue] -= size
      firms.ownership[firm] = owner.ownership
    }
  }

  /// A firm in the race, with what decides between owners, uniform in [0, 1).
  private struct Runner {
    var firm: Int
    var id: UInt64
    var arrival: Double
    var uniformDraw: Double
  }

  /// The firms of parts with owners to be found, in the order in which they arrive.
  private func race(_ plan: OwnershipPlan) -> [Runner] {
    var runners: [Runner] = []
    var stream = RandomStream()
    for firm in 0..<firms.count {
      guard plan.wanted[plan.group[cell(of: firm)]].contains(where: { $0 > 0 }) else { continue }
      stream.reset(key: keys[.initialOwner], entity: firms.id[firm], tick: 0)
      runners.append(
        Runner(
          firm: firm, id: firms.id[firm],
          arrival: stream.exponential(mean: 1)
            / max(firms.employees[firm], .leastNormalMagnitude),
          uniformDraw: stream.uniform()))
    }
    return runners.sorted { ($0.arrival, $0.id) < ($1.arrival, $1.id) }
  }
}

/// How much of the employment of each part of a country belongs to whom.
///
/// A part is what shares are stated for: a region, a sector, a cell where regions and sectors both
/// state some, or the country. What a region or sector does not say is the country's, or else 0.
struct OwnershipPlan {
  enum Owner: Int, CaseIterable {
    case state, foreign

    var ownership: Ownership { self == .state ? .stateSinceStart : .foreign }

    var share: KeyPath<OwnershipShares, Double?> {
      self == .state ? \.stateOwnedShare : \.foreignOwnedShare
    }
  }

  /// The part to which a cell belongs, one entry a cell.
  let group: [Int]
  /// Employees of firms of the state and of foreigners, by part, persons.
  private(set) var wanted: [[Double]]

  /// - Parameter employees: Of firms, by cell, persons.
  /// - Returns: `nil` where all firms are domestic.
  init?(_ layout: Layout, country: OwnershipShares, employees: [Double]) {
    let regions = layout.regions.map(\.ownership)
    let sectors = layout.sectors.map(\.ownership)
    let parts = [country] + regions + sectors
    guard parts.contains(where: { $0.sum > 0 }) else { return nil }
    func state(_ parts: [OwnershipShares], _ owner: Owner) -> Bool {
      parts.contains { $0[keyPath: owner.share] != nil }
    }
    let byRegion = Owner.allCases.map { state(regions, $0) }
    let bySector = Owner.allCases.map { state(sectors, $0) }
    let regional = byRegion.contains(true)
    let sectoral = bySector.contains(true)
    let sectorCount = layout.sectorCount
    group = (0..<layout.cellCount).map { cell in
      switch (regional, sectoral) {
      case (true, true): cell
      case (true, false): cell / sectorCount
      case (false, true): cell % sectorCount
      case (false, false): 0
      }
    }

    func share(_ owner: Owner, cell: Int) -> Double {
      var stated = country
      if byRegion[owner.rawValue] {
        stated = regions[cell / sectorCount].orElse(country)
      } else if bySector[owner.rawValue] {
        stated = sectors[cell % sectorCount].orElse(country)
      }
      return stated[keyPath: owner.share] ?? 0
    }
    var table = OwnershipTable(
      employees: employees, share: { cell in Owner.allCases.map { share($0, cell: cell) } })
    if regional, sectoral {
      let cells = Array(0..<layout.cellCount)
      var margins: [OwnershipTable.Margin] = []
      for (r, region) in regions.enumerated() {
        let own = cells.filter { $0 / sectorCount == r }
        margins.append(table.margin(own, region.orElse(country), byRegion))
      }
      let total = margins.reduce(into: [0.0, 0.0]) { sum, margin in
        for owner in 0..<2 { sum[owner] += margin.employees[owner] ?? 0 }
      }
      var others = (0..<sectorCount).map { s in
        table.margin(
          cells.filter { $0 % sectorCount == s }, sectors[s].orElse(country), bySector)
      }
      // Regions have the last word on the sum of what both state.
      for owner in 0..<2 where byRegion[owner] && bySector[owner] {
        let sum = others.reduce(0.0) { $0 + ($1.employees[owner] ?? 0) }
        for s in 0..<sectorCount where sum > 0 {
          others[s].employees[owner]? *= total[owner] / sum
        }
      }
      table.fit(others + margins)
    }
    let count = (group.max() ?? 0) + 1
    wanted = Array(repeating: [0, 0], count: count)
    for cell in 0..<layout.cellCount {
      for owner in 0..<2 { wanted[group[cell]][owner] += table.values[cell][owner] }
    }
  }
}

/// Employment by cell and owner: the state, foreigners, and the rest.
///
/// Margins are met by iterative proportional fitting (Deming and Stephan 1940), which leaves the odds
/// ratios of the first values as they were.
private struct OwnershipTable {
  /// What owners are to have in some cells; `nil` for an owner of whom nothing is said.
  struct Margin {
    let cells: [Int]
    var employees: [Double?]
  }

  private let employees: [Double]
  private(set) var values: [[Double]]

  init(employees: [Double], share: (Int) -> [Double]) {
    self.employees = employees
    values = employees.indices.map { cell in
      let shares = share(cell)
      let rest = max(0, 1 - shares.reduce(0, +))
      return (shares + [rest]).map { $0 * employees[cell] }
    }
  }

  func margin(_ cells: [Int], _ shares: OwnershipShares, _ isStated: [Bool]) -> Margin {
    let all = cells.reduce(0.0) { $0 + employees[$1] }
    return Margin(
      cells: cells,
      employees: OwnershipPlan.Owner.allCases.map { owner in
        isStated[owner.rawValue] ? (shares[keyPath: owner.share] ?? 0) * all : nil
      })
  }

  /// Meets `margins` in turn and the employment of every cell, until nothing moves any more.
  mutating func fit(_ margins: [Margin]) {
    for _ in 0..<500 {
      let before = values
      for margin in margins { meet(margin) }
      for cell in values.indices {
        let sum = values[cell].reduce(0, +)
        for owner in 0..<3 where sum > 0 { values[cell][owner] *= employees[cell] / sum }
      }
      let hasSettled = zip(before, values).allSatisfy { old, new in
        zip(old, new).allSatisfy { abs($0 - $1) <= 1e-9 * max(1, $1) }
      }
      if hasSettled { break }
    }
  }

  private mutating func meet(_ margin: Margin) {
    var sums = [0.0, 0.0, 0.0]
    var all = 0.0
    for cell in margin.cells {
      all += employees[cell]
      for owner in 0..<3 { sums[owner] += values[cell][owner] }
    }
    var targets = margin.employees + [nil]
    let stated = targets.reduce(0.0) { $0 + ($1 ?? 0) }
    if stated > all { targets = targets.map { $0.map { $0 * all / stated } } }
    let rest = max(0, all - stated)
    let restSum = (0..<3).reduce(0.0) { $0 + (targets[$1] == nil ? sums[$1] : 0) }
    for owner in 0..<3 {
      let factor: Double
      if let target = targets[owner] {
        factor = sums[owner] > 0 ? target / sums[owner] : 1
      } else {
        factor = restSum > 0 ? rest / restSum : 1
      }
      for cell in margin.cells { values[cell][owner] *= factor }
    }
  }
}
