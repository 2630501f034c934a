import Chunking

/// What a policy has done so far.
struct PolicyState: Sendable {
  /// Million since the start.
  var spent = 0.0
  /// Firms or universities reached in the last quarter.
  var reached = 0.0

  mutating func archive(_ archive: inout Archive) {
    archive.value(&spent)
    archive.value(&reached)
  }
}

/// Policies: instruments on their timeline. An instrument that does not run changes nothing.
extension Simulation {
  /// Policies that run this quarter, with their places.
  var runningPolicies: [(place: Int, policy: PolicyDescription)] {
    configuration.policies.enumerated().compactMap { place, policy in
      policy.start < tick && tick <= policy.end ? (place, policy) : nil
    }
  }

  /// Announces grant rates, from what was spent on R&D in the last quarter.
  func runPolicies() {
    for cell in 0..<layout.cellCount {
      tables.grantRate[cell] = 0
      tables.grantPaid[cell] = 0
    }
    for region in universityLevers.indices { universityLevers[region] = .neutral }
    for cell in clusterLevers.indices { clusterLevers[cell] = .neutral }
    for place in policyStates.indices { policyStates[place].reached = 0 }
    for (_, policy) in runningPolicies
    where policy.instrument == .networkProgramme && policy.budget > 0 {
      // Brokers who contact a tenth of a cell's firms a quarter at a rate of 1.
      for cell in targetCells(policy) {
        let firms = cells[cell * ProductionTally.cellFields]
        let contacts = parameters.clusters.contactsPerBroker
        clusterLevers[cell].brokers += contacts > 0 ? 0.1 * policy.rate * firms / contacts : 0
        clusterLevers[cell].contactsPerBroker = contacts
        clusterLevers[cell].feeShare = max(clusterLevers[cell].feeShare, policy.rate)
      }
    }
    for (_, policy) in runningPolicies where policy.instrument == .researchGrant {
      let cells = targetCells(policy)
      let expected = cells.reduce(0.0) { $0 + cellResearch[$1] }
      let affordable =
        expected > 0 ? min(policy.rate, policy.budget / 4 / expected) : policy.rate
      for cell in cells {
        tables.grantRate[cell] = min(1, tables.grantRate[cell] + affordable)
      }
    }
  }

  /// Fixes what grants pay, once R&D is known: the rate, or what the budget allows.
  func fixResearchGrants() {
    for (place, policy) in runningPolicies where policy.instrument == .researchGrant {
      let cells = targetCells(policy)
      let research = cells.reduce(0.0) { $0 + cellResearch[$1] }
      guard research > 0 else { continue }
      let rate = min(policy.rate, policy.budget / 4 / research)
      for cell in cells {
        let paid = min(1, tables.grantPaid[cell] + rate) - tables.grantPaid[cell]
        tables.grantPaid[cell] += paid
        policyStates[place].spent += paid * cellResearch[cell]
      }
      policyStates[place].reached = cells.reduce(0.0) { $0 + searchingFirms($1) }
    }
  }

  private func searchingFirms(_ cell: Int) -> Double {
    cells[cell * ProductionTally.cellFields + ProductionTally.Cell.firmsSearch.rawValue]
  }

  /// Pays the grants that `fixResearchGrants` fixed.
  func payResearchGrants() {
    var paid = 0.0
    for cell in 0..<layout.cellCount {
      paid += tables.grantPaid[cell] * cellResearch[cell]
    }
    ledger.move(.policies, from: .nationalGovernment, to: .firms, paid)
  }

  /// Additional funding of a region's university this quarter, million.
  func universitySupport(_ region: Int) -> Double {
    var support = 0.0
    for (place, policy) in runningPolicies where policy.instrument == .universityFunding {
      let reached = (0..<layout.regionCount).filter { r in
        regions.researchStaff[r] > 0
          && (policy.regions.isEmpty || policy.regions.contains(layout.regions[r].id))
      }
      guard reached.contains(region) else { continue }
      let amount = policy.budget / 4 / Double(reached.count)
      policyStates[place].spent += amount
      policyStates[place].reached += 1
      support += amount
    }
    return support
  }

  /// Pays what network programmes promised of the fees of clusters in their reach, as far as budgets go.
  ///
  /// - Parameter owed: What was promised this quarter, million, one entry a cluster.
  /// - Returns: The share of it that is paid, one entry a cluster.
  func payFees(_ owed: [Double]) -> [Double] {
    var share = Array(repeating: 0.0, count: owed.count)
    for (place, policy) in runningPolicies
    where policy.instrument == .networkProgramme && policy.budget > 0 {
      let cells = Set(targetCells(policy))
      let reached = clusters.indices.filter { cells.contains(Int(clusters[$0].cell)) }
      let open = reached.reduce(0.0) { $0 + owed[$1] * (1 - share[$1]) }
      policyStates[place].reached = reached.reduce(0.0) { $0 + clusters[$1].members }
      guard open > 0 else { continue }
      let part = min(1, policy.budget / 4 / open)
      for cluster in reached {
        let added = part * (1 - share[cluster])
        share[cluster] += added
        policyStates[place].spent += added * owed[cluster]
      }
    }
    return share
  }

  /// Cells that a policy reaches.
  func targetCells(_ policy: PolicyDescription) -> [Int] {
    var cells: [Int] = []
    for r in 0..<layout.regionCount
    where policy.regions.isEmpty || policy.regions.contains(layout.regions[r].id) {
      for s in 0..<layout.sectorCount
      where policy.sectors.isEmpty || policy.sectors.contains(layout.sectors[s].id) {
        cells.append(r * layout.sectorCount + s)
      }
    }
    return cells
  }
}
