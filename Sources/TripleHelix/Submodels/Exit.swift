import Chunking

/// Exit: firms that were marked in production close, and the bank writes off what they owe.
extension Simulation {
  /// Closes marked firms, counts the quarter's events, and frees slots in ascending order.
  func closeFirms() {
    let kernel = kernel()
    let firms = firms
    var cycleLengths: [Int32] = []
    var repaid = 0.0
    var writtenOff = 0.0
    var overdrafts = 0.0
    var estates = Array(repeating: 0.0, count: layout.regionCount)
    var otherEstates = (state: 0.0, abroad: 0.0)
    var exitsByClass = Array(repeating: 0.0, count: nation.exitHazards.count)
    nation.exits = 0
    nation.insolvencies = 0
    nation.innovations = 0
    nation.imitations = 0
    nation.cycles = 0
    learnGrowth()
    for s in 0..<layout.sectorCount {
      sectors.inputBase[s] = sum(.output, sector: s)
      sectors.output[s] = sectors.inputBase[s]
      sectors.innovations[s] = 0
      sectors.imitations[s] = 0
    }
    var closedShare = Array(repeating: 0.0, count: layout.sectorCount)
    let seen = Column<UInt64>(repeating: 0, capacity: 1)

    // Most firms' only event is that they look for a partner.
    let eventful = firms.living(with: FirmEvent.counted)
    for (place, firm) in eventful.enumerated() {
      if place % Self.exitsAtOnce == 0 {
        seen[0] ^= fetch(eventful[place..<min(place + Self.exitsAtOnce, eventful.count)])
      }
      let events = firms.events[firm]
      if events & FirmEvent.innovated != 0 {
        sectors.innovations[Int(firms.sector[firm])] += scale
        nation.innovations += scale
      }
      if events & FirmEvent.imitated != 0 {
        sectors.imitations[Int(firms.sector[firm])] += scale
        nation.imitations += scale
      }
      if events & (FirmEvent.innovated | FirmEvent.imitated) != 0 {
        generations.noteUse(
          of: generations.place(Int(firms.sector[firm]), Int(firms.innovationLine[firm])),
          by: firms.id[firm], from: tick)
      }
      if events & FirmEvent.completedCycle != 0 {
        if firms.cycleStart[firm] != .min {
          cycleLengths.append(Int32(tick) - Int32(firms.cycleStart[firm]))
        }
        firms.cycleStart[firm] = Int16(clamping: tick)
        nation.cycles += scale
      }
      guard events & (FirmEvent.insolvent | FirmEvent.closing) != 0 else { continue }
      let region = Int(firms.region[firm])
      let sector = Int(firms.sector[firm])
      let size = firms.employees[firm] / tables.sizeUnit[kernel.cell(of: firm)]
      exitsByClass[kernel.sizeClass(size)] += 1
      exitsByClass[NationState.ExitClass.young.rawValue + kernel.ageClass(firm)] += 1

      // Creditors come before owners.
      let settled = min(max(firms.cash[firm], 0), firms.debt[firm])
      repaid += settled * scale
      writtenOff += (firms.debt[firm] - settled) * scale
      if mechanisms.usedCapital {
        usedCapital.stock[kernel.cell(of: firm)] +=
          parameters.exit.salvage * firms.capital[firm] * scale
        usedCapital.claims[region] += (firms.debt[firm] - settled) * scale
      }
      if firms.cash[firm] >= 0 {
        let estate = (firms.cash[firm] - settled) * scale
        switch firms.ownership[firm].payee {
        case .households: estates[region] += estate
        case .state: otherEstates.state += estate
        case .abroad: otherEstates.abroad += estate
        }
      } else {
        overdrafts -= firms.cash[firm] * scale
      }
      sectors.inputBase[sector] -= firms.output[firm] * scale
      closedShare[sector] += firms.homeShare[firm]
      sectors.exits[sector] += scale
      nation.exits += scale
      if events & FirmEvent.insolvent != 0 { nation.insolvencies += scale }
      regions.year.add(.exits, region: region, tick: tick, scale)
      regions.dormant[region] += scale
      countFirm(
        in: kernel.cell(of: firm), phase: firms.phase[firm], -scale)
      lineFirms[kernel.cell(of: firm) * tables.stride + kernel.newestLine(firm)] -= scale
      leaveCluster(firm)
      firms.id[firm] = 0
      firms.publicProfile[firm] = PublicProfile.none.bits
      firms.events[firm] = 0
      firms.cash[firm] = 0
      firms.debt[firm] = 0
      firms.homeShare[firm] = 0
      firms.worldShare[firm] = 0
      freeSlots.append(Int32(firm))
    }

    for r in 0..<layout.regionCount {
      ledger.move(.estates, from: .firms, to: .households(r), estates[r])
      regions.dormant[r] *= 1 - parameters.exit.dormantPurge
    }
    ledger.move(.estates, from: .firms, to: .nationalGovernment, otherEstates.state)
    ledger.move(.estates, from: .firms, to: .restOfWorld, otherEstates.abroad)
    ledger.repay(repaid)
    ledger.writeOff(loans: writtenOff, overdrafts: overdrafts)
    for s in 0..<layout.sectorCount {
      // Market shares as cut by capacity and labour, without those who left; entrants add theirs.
      let share = productionSums.total[productionTally.sector(s, .homeShare)] - closedShare[s]
      openShare[s] = share
      sectors.worldShare[s] =
        sectors.exports[s] / max(tables.worldDemand[s] * scale, .leastNormalMagnitude)
      let sales = productionSums.total[productionTally.sector(s, .sales)]
      if sales > 0 {
        // As the margin of a firm is kept.
        sectors.margin[s] = clamp(
          productionSums.total[productionTally.sector(s, .profit)] / sales, -2, 1)
      }
    }
    cycleLengths.sort()
    nation.cycleLength =
      cycleLengths.isEmpty ? .nan : timeStep.years(Int(cycleLengths[cycleLengths.count / 2]))
    takeExitHazards(exitsByClass)
  }

  /// Firms whose state is fetched together before they close.
  private static let exitsAtOnce = 16

  /// Reads what closing looks at of firms that lie far apart, so that the memory looks them up together.
  ///
  /// - Returns: Something that depends on all, to be kept.
  private func fetch(_ slots: ArraySlice<Int>) -> UInt64 {
    var seen: UInt64 = 0
    for firm in slots {
      seen ^= firms.id[firm] ^ firms.employees[firm].bitPattern ^ firms.cash[firm].bitPattern
      seen ^= firms.debt[firm].bitPattern ^ firms.capital[firm].bitPattern
      seen ^= firms.output[firm].bitPattern ^ firms.homeShare[firm].bitPattern
      seen ^= firms.worldShare[firm].bitPattern ^ UInt64(firms.publicProfile[firm])
      seen ^= UInt64(UInt32(bitPattern: firms.cluster[firm]))
      seen ^= UInt64(firms.region[firm] ^ firms.sector[firm] ^ firms.innovationLine[firm])
      seen ^= UInt64(UInt16(bitPattern: firms.cycleStart[firm] ^ firms.birth[firm]))
      seen ^= UInt64(firms.phase[firm].rawValue ^ firms.ownership[firm].rawValue)
    }
    return seen
  }

  /// Smooths the yearly growth of every sector's output, less the country's.
  private func learnGrowth() {
    let count = layout.sectorCount
    let now = (0..<count).map { sum(.output, sector: $0) }
    let before = sectors.output
    let all = (now: now.reduce(0, +), before: before.reduce(0, +))
    for s in 0..<count where now[s] > 0 && before[s] > 0 {
      let growth = timeStep.year * logarithm(now[s] / before[s] * all.before / all.now)
      sectors.growth[s] +=
        parameters.entry.marketSmoothing * (clamp(growth, -2, 2) - sectors.growth[s])
    }
  }

  /// Factor of the market's growth on spin-offs, exp(γ growth) in [1/3, 3]: who knows a trade
  /// founds in it while there is room (Gort and Klepper 1982).
  func marketFactor(_ s: Int) -> Double {
    clamp(exponential(parameters.entry.spinOffMarket * sectors.growth[s]), 1.0 / 3, 3)
  }

  /// Yearly exit hazards by class: four times exits over firms of the quarter.
  private func takeExitHazards(_ exits: [Double]) {
    let fields: [ProductionTally.Nation] = [
      .firmsUnder2, .firms2to5, .firms5to20, .firmsOver20, .firmsYoung, .firmsMiddle,
      .firmsOld,
    ]
    for (place, field) in fields.enumerated() {
      let firms = productionSums.total[productionTally.nation(field)]
      nation.exitHazards[place] = firms > 0 ? timeStep.year * exits[place] / firms : 0
    }
  }
}
