import Chunking
import Randomness

/// Whom a policy may reach, and how some are chosen.
extension Simulation {
  /// Whether a firm belongs to a policy's target.
  @inline(__always)
  func isTarget(_ firm: Int, of policy: RunningPolicy) -> Bool {
    let target = policy.description
    return firms.id[firm] != 0
      && policy.reaches[Int(firms.region[firm]) * layout.sectorCount + Int(firms.sector[firm])]
      && firms.employees[firm] >= target.smallest && firms.employees[firm] <= target.largest
      && (!target.membersOnly || firms.cluster[firm] >= 0)
  }

  /// Slots of the target's firms, ascending.
  func target(
    _ policy: RunningPolicy, where condition: (Int) -> Bool = { _ in true }
  ) -> [Int] {
    (0..<firms.count).filter { isTarget($0, of: policy) && condition($0) }
  }

  /// Notes how many a policy reached this quarter of how many it could have.
  func note(_ policy: RunningPolicy, reached: Int, of eligible: Int) {
    note(policy, reached: Double(reached) * scale, of: Double(eligible) * scale)
  }

  func note(_ policy: RunningPolicy, reached: Double, of eligible: Double) {
    policyStates[policy.place].reached = reached
    policyStates[policy.place].eligible = eligible
    policyStates[policy.place].participations += reached
  }

  /// Agents that stand for `count` real firms, a fraction being drawn.
  func agents(for count: Double, _ policy: RunningPolicy) -> Int {
    let agents = count / scale
    guard agents.isFinite, agents > 0 else { return 0 }
    let whole = min(agents, 1e9).rounded(.down)
    guard agents > whole else { return Int(whole) }
    var stream = RandomStream()
    stream.reset(key: keys[.policyRounding], entity: policy.key, tick: UInt32(tick))
    return Int(whole) + (stream.uniform() < agents - whole ? 1 : 0)
  }

  /// A number in [0, 1) of one firm under one policy this quarter.
  func draw(_ process: Process, _ policy: RunningPolicy, firm: Int) -> Double {
    var stream = RandomStream()
    stream.reset(
      key: keys[process], entity: EntityID.combined(policy.key, firms.id[firm]),
      tick: UInt32(tick))
    return stream.uniform()
  }

  /// Draws `count` of `candidates`, each with a chance that rises with its weight.
  ///
  /// The least −ln(u)/weight win, with a number u of the firm's own: who else applies changes who
  /// wins, but nobody's number.
  func choose(
    _ count: Int, of candidates: [Int], _ policy: RunningPolicy,
    weight: (Int) -> Double = { _ in 1 }
  ) -> [Int] {
    guard count > 0 else { return [] }
    guard count < candidates.count else { return candidates }
    return Array(inDrawnOrder(candidates, policy, weight: weight).prefix(count))
  }

  /// Puts `candidates` into an order drawn for this quarter.
  func inDrawnOrder(
    _ candidates: [Int], _ policy: RunningPolicy, weight: (Int) -> Double = { _ in 1 }
  ) -> [Int] {
    let scored = candidates.map { firm in
      let u = max(draw(.policySelection, policy, firm: firm), .leastNormalMagnitude)
      return (score: -logarithm(u) / max(weight(firm), 1e-12), id: firms.id[firm], firm: firm)
    }
    return scored.sorted { ($0.score, $0.id) < ($1.score, $1.id) }.map(\.firm)
  }

  /// Puts firms on a policy's list.
  func admit(_ slots: [Int], _ policy: RunningPolicy, amount: Double = 0) {
    for slot in slots {
      policyStates[policy.place].participants.append(
        Participant(id: firms.id[slot], slot: Int32(slot), since: Int32(tick), amount: amount))
    }
    policyStates[policy.place].participations += Double(slots.count) * scale
  }

  /// Slots of the firms on a policy's list, in the order of their admission.
  func participants(_ policy: RunningPolicy) -> [Int] {
    policyStates[policy.place].participants.map { Int($0.slot) }
  }

  /// Notes the firms on the list as reached, of all that could be.
  func noteParticipants(_ policy: RunningPolicy, of eligible: Int) {
    let count = Double(policyStates[policy.place].participants.count) * scale
    policyStates[policy.place].reached = count
    policyStates[policy.place].eligible = max(count, Double(eligible) * scale)
  }

  /// Fills the places of a list: firms whose `years` have passed leave, others are drawn for them.
  func fillPlaces(
    _ policy: RunningPolicy, places: Double, years: Double, weight: (Int) -> Double = { _ in 1 },
    where condition: (Int) -> Bool
  ) {
    let place = policy.place
    policyStates[place].participants.removeAll {
      Double(tick - Int($0.since)) >= timeStep.year * years
    }
    let inside = Set(policyStates[place].participants.map(\.id))
    let candidates = target(policy) { !inside.contains(firms.id[$0]) && condition($0) }
    let free = agents(for: places * policy.strength, policy) - inside.count
    admit(choose(free, of: candidates, policy, weight: weight), policy)
    noteParticipants(policy, of: inside.count + candidates.count)
  }

  /// Sales of the last quarter, million a real firm.
  func sales(of firm: Int) -> Double { firms.output[firm] * Double(firms.price[firm]) }

  /// Wage bill, million a quarter and real firm.
  func wageBill(of firm: Int) -> Double {
    regions.wage[Int(firms.region[firm])] * firms.employees[firm]
  }

  /// What a quarter of production costs: labour with its rent of land, and inputs at the firm's own
  /// use of them; million a quarter and real firm.
  ///
  /// - Parameter kernel: Of this state; it is made once for many firms.
  func runningCost(of firm: Int, _ kernel: FirmKernel) -> Double {
    wageBill(of: firm) * (1 + landRent(Int(firms.region[firm])))
      + sectors.inputCost[Int(firms.sector[firm])] * kernel.inputUse(of: firm) * firms.output[firm]
  }

  func isSearching(_ firm: Int) -> Bool { firms.phase[firm] == .search }

  func cell(of firm: Int) -> Int {
    Int(firms.region[firm]) * layout.sectorCount + Int(firms.sector[firm])
  }

  /// Age, years.
  func age(of firm: Int) -> Double { timeStep.years(tick - Int(firms.birth[firm])) }

  /// Real firms of a cell.
  func firmCount(ofCell cell: Int) -> Double { cells[cell * ProductionTally.cellFields] }

  /// Multiplies start-ups of a policy's cells by `factor`, as far as it is strong.
  func raiseStartUps(_ policy: RunningPolicy, by factor: Double) {
    for cell in policy.cells {
      policyLedger.levers.startUps[cell] *= 1 + (max(1, factor) - 1) * policy.strength
    }
  }

  /// Multiplies spin-offs of the firms of some cells.
  func raiseSpinOffs(_ cells: [Int], by factor: Double) {
    guard factor != 1 else { return }
    tables.support.openCells()
    for cell in cells { tables.support.spinOffs[cell] *= factor }
  }

  /// Teaches a firm as much as R&D of `value` million would.
  func teach(_ firm: Int, worth value: Double) {
    let bill = wageBill(of: firm)
    guard bill > 0, value > 0 else { return }
    firms.knowledge[firm] += Float(parameters.knowledge.researchGain * value / bill)
  }

  /// R&D that firms add to their own where a policy pays `share` of it: (1 − share)^(−θ) − 1, as if
  /// at least a tenth were left to them.
  ///
  /// Hall and Van Reenen (2000): θ is about 1 in the long run; Bloom, Griffith and Van Reenen (2002):
  /// 0.1 within a year. Programmes last some years.
  func addedResearch(share: Double) -> Double {
    power(max(0.1, 1 - share), -parameters.research.priceElasticity) - 1
  }

  /// Lets firms expect a share of R&D to be paid, and do R&D on top of their own.
  func promiseResearch(_ slots: [Int], share: Double, extra: Double = 0) {
    tables.support.openResearch(count: firms.count)
    for firm in slots {
      var entry = tables.support.research[firm]
      entry.expected = min(1, entry.expected + share)
      entry.added += extra
      tables.support.research[firm] = entry
    }
  }

  /// Pays a share of the R&D that firms did this quarter, as far as the budget goes; the firms book
  /// it with their sales.
  ///
  /// - Parameter dues: Slots and million a real firm that the policy would pay.
  /// - Returns: What was paid, million.
  @discardableResult
  func payResearch(_ policy: RunningPolicy, _ dues: [(firm: Int, due: Double)]) -> Double {
    tables.support.openResearch(count: firms.count)
    var shares: [(firm: Int, share: Double)] = []
    var wanted = 0.0
    for (firm, due) in dues {
      let research = Double(firms.research[firm])
      guard research > 0, due > 0 else { continue }
      // Other policies may have paid a part already: nothing is paid twice.
      let share = min(due / research, 1 - tables.support.research[firm].paid)
      guard share > 0 else { continue }
      shares.append((firm, share))
      wanted += share * research * scale
    }
    let parts = shares.lazy.map { firm, share in
      (Int(self.firms.region[firm]), share * Double(self.firms.research[firm]))
    }
    let paid = spend(policy, wanted, to: .firms, dues: regionalDues(policy, parts))
    guard paid > 0 else { return 0 }
    for (firm, share) in shares { tables.support.research[firm].paid += share * paid / wanted }
    noteContacts(shares.lazy.map(\.firm))
    return paid
  }
}
