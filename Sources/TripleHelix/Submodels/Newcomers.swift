import Chunking
import Randomness

extension Simulation.Founding {
  /// A start-up of which nothing is drawn yet.
  ///
  /// - Parameter experience: Probability that its founders leave a firm of its sector and region.
  init(startUp id: UInt64, region: Int, sector: Int, experience: Double) {
    self.init(
      id: id, lineage: id, region: region, sector: sector, origin: .startUp, employees: 0,
      efficiency: 0, line: 0, knowledge: 0, awaitsDraws: true, experience: experience)
  }
}

/// What founders know of the firm that they leave.
struct Employer: BitwiseCopyable, Sendable {
  /// 0 for none.
  var id: UInt64
  var lineage: UInt64
  /// The newest generation that it runs.
  var line: UInt16

  static let none = Employer(id: 0, lineage: 0, line: 0)
}

/// What a newcomer is: drawn from itself and the quarter alone, so that threads share the newcomers.
extension FirmKernel {
  /// Draws size, efficiency, knowledge and line of a start-up.
  func drawFounder(
    _ founding: inout Simulation.Founding, from employer: Employer, _ stream: inout RandomStream
  ) {
    let entry = parameters.entry
    stream.reset(key: keys[.entrant], entity: founding.id, tick: UInt32(bitPattern: tick))
    let size = startUpSize(&stream)
    founding.efficiency = entry.efficiencyMinimum + entry.efficiencyWidth * stream.beta(2, 4)
    founding.knowledge = foundersKnowledge(&stream)
    // Last, since it draws nothing where spillovers are off.
    founding.line = lineInSight(region: founding.region, sector: founding.sector, &stream)
    if employer.id != 0 {
      founding.lineage = employer.lineage
      founding.parent = employer.id
      if mechanisms.spinOffHeredity { founding.line = Int(employer.line) }
    }
    founding.employees =
      size * ability(founding.efficiency)
      * tables.sizeUnit[founding.region * tables.sectorCount + founding.sector]
  }

  /// The firm that the founders of a start-up leave: in its cell, every employee of which is as likely
  /// to found; none for those who have worked in another trade.
  ///
  /// Employees are those of the last yearly count. Who draws firms that are no more three times comes
  /// from none.
  func employer(
    of founding: Simulation.Founding, _ roster: Roster, _ stream: inout RandomStream
  ) -> Employer {
    let cell = founding.region * tables.sectorCount + founding.sector
    stream.reset(key: keys[.employer], entity: founding.id, tick: UInt32(bitPattern: tick))
    guard stream.uniform() < founding.experience else { return .none }
    for _ in 0..<3 {
      let slot = roster.drawEmployer(in: cell, &stream)
      guard slot >= 0 else { return .none }
      if firms.id[slot] != 0, self.cell(of: slot) == cell, Int(firms.birth[slot]) < Int(tick) {
        return Employer(
          id: firms.id[slot], lineage: firms.lineage[slot],
          line: UInt16(PublicProfile(bits: firms.publicProfile[slot]).line))
      }
    }
    return .none
  }

  /// In units of the minimum efficient size: small, with a lognormal tail.
  func startUpSize(_ stream: inout RandomStream) -> Double {
    let entry = parameters.entry
    return entry.sizeMinimum
      + stream.lognormal(zeta: entry.sizeLogMean, sigma: entry.sizeLogDeviation)
  }

  /// Abler founders plan larger firms (Lucas 1978): exp(κ (efficiency − a start-up's mean)).
  func ability(_ efficiency: Double) -> Double {
    let entry = parameters.entry
    // Beta(2,4) has mean 1/3.
    let usual = entry.efficiencyMinimum + entry.efficiencyWidth / 3
    return exponential(entry.sizeAbility * (efficiency - usual))
  }

  /// Gamma of shape 2: founders have worked elsewhere before.
  func foundersKnowledge(_ stream: inout RandomStream) -> Double {
    stream.gamma(shape: 2, scale: parameters.entry.knowledge / 2)
  }

  /// A generation drawn from what firms around run; without spillovers, tradition.
  func lineInSight(region: Int, sector: Int, _ stream: inout RandomStream) -> Int {
    guard mechanisms.spillovers else { return tables.tradition[sector] }
    let row = (region * tables.sectorCount + sector) * tables.stride
    var total = 0.0
    for g in 0..<tables.stride { total += tables.seen[row + g] }
    guard total > 0 else { return tables.tradition[sector] }
    var remaining = stream.uniform() * total
    var last = 0
    for g in 0..<tables.stride where tables.seen[row + g] > 0 {
      last = g
      remaining -= tables.seen[row + g]
      if remaining < 0 { break }
    }
    return last
  }

  /// Writes the columns of a newborn firm in a cleared slot but its traits, which all newborns draw
  /// together.
  ///
  /// - Parameter margin: Of its sector in the quarter.
  func settle(_ founding: Simulation.Founding, in slot: Int, margin: Double) {
    let sector = founding.sector
    let cell = founding.region * tables.sectorCount + sector
    firms.id[slot] = founding.id
    firms.lineage[slot] = founding.lineage
    firms.parent[slot] = founding.parent
    firms.region[slot] = UInt16(founding.region)
    firms.sector[slot] = UInt16(sector)
    firms.birth[slot] = Int16(clamping: tick)
    firms.origin[slot] = founding.origin
    firms.events[slot] = FirmEvent.seeksPartner | FirmEvent.seeksSupplier
    firms.ownership[slot] = founding.ownership
    firms.employees[slot] = founding.employees
    firms.efficiency[slot] = Float(founding.efficiency)
    firms.margin[slot] = Float(margin)
    firms.aspiration[slot] = firms.margin[slot]
    firms.knowledge[slot] = Float(founding.knowledge)
    firms.traditionLine[slot] = UInt16(founding.line)
    firms.innovationLine[slot] = UInt16(founding.line)
    firms.publicProfile[slot] = PublicProfile(id: founding.id, line: founding.line).bits
    firms.cycleStart[slot] = Int16(clamping: tick)
    firms.position[slot] =
      founding.position ?? SIMD2(lineCenter[sector * generationStride + founding.line])

    let offer = offer(of: slot)
    let variable = max(
      0.1 * founding.employees,
      founding.employees - parameters.labour.overhead * tables.sizeUnit[cell])
    let output = variable * Double(firms.productivity[slot])
    let capital = tables.capitalOutput[founding.region] * output
    let cost =
      tables.labourCost[founding.region] * founding.employees
      + tables.inputCost[sector] * inputUse(of: slot) * output
    firms.capital[slot] = capital
    firms.debt[slot] = parameters.initial.debtShare * capital * investmentPrice
    firms.cash[slot] = parameters.accounts.cashBuffer * cost
    firms.expectedOutput[slot] = Float(output)
    // Of a market that has all but vanished any newcomer would be many times the whole.
    let share = min(
      output * offer.price / max(tables.homeDemand[sector], .leastNormalMagnitude), 1e6)
    // Stored shares are scaled like those of incumbents before this quarter's cuts.
    firms.homeShare[slot] = share / max(tables.homeScale[sector], .leastNormalMagnitude)
  }
}
