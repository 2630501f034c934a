import Chunking
import Randomness

/// The passes over all firms: what a firm reads, and the parameters it goes by.
///
/// A firm reads last quarter's state of others (`publicProfile`, the tables) and writes its own, so
/// the order of firms and the number of threads change nothing. The submodels are extensions, one
/// file each.
struct FirmKernel: Sendable {
  let firms: FirmColumns
  let tables: KernelTables
  let lineProductivity: Column<Double>
  let lineQuality: Column<Double>
  /// Inputs per unit of output on a line, relative to generation 0.
  let lineResources: Column<Double>
  /// Centre of a line in the plane of its sector's technology.
  let lineCenter: Column<SIMD2<Double>>
  let generationStride: Int
  let parameters: Parameters
  let mechanisms: Mechanisms
  let keys: StreamKeys
  var tick: Int32
  /// Price of investment goods and of foreign currency.
  let investmentPrice: Double
  let exchangeRate: Double
  /// Factor of confidence and interest on investment plans, and the interest rate.
  let investmentPace: Double
  let interest: Double
  /// What members of clusters get, by place in the table of members.
  let memberBenefits: Column<MemberBenefits>
  let ticksPerYear: Int32
  /// Whether a year starts with this tick.
  let startsYear: Bool

  /// What passes from one submodel to the next within a firm's quarter.
  struct Decision {
    /// R&D spent, million.
    var research = 0.0
    /// Wanted shift of the displacement share.
    var shift = 0.0
    /// Investment, and the loan taken for it, million.
    var investment = 0.0
    var loan = 0.0
    /// Royalty to the university, part of `research`, and equity sold, million.
    var licence = 0.0
    var equity = 0.0
    /// What of the shift only equity could pay, million.
    var shortfall = 0.0
  }

  @inline(__always)
  func cell(of firm: Int) -> Int {
    Int(firms.region[firm]) * tables.sectorCount + Int(firms.sector[firm])
  }

  /// Inputs per unit of output over the sector's coefficients: of both lines, by their output.
  @inline(__always)
  func inputUse(of firm: Int) -> Double {
    inputUse(
      old: linePlace(firm, firms.traditionLine[firm]),
      new: linePlace(firm, firms.innovationLine[firm]), share: Double(firms.displacement[firm]))
  }

  /// The same of two places in the table of lines, with `share` of the output on the new one.
  @inline(__always)
  func inputUse(old: Int, new: Int, share: Double) -> Double {
    lineResources[old] + share * (lineResources[new] - lineResources[old])
  }
}

/// Places of the sums that the first pass takes.
struct DecisionTally {
  let regionCount: Int
  let sectorCount: Int

  static let regionFields = 8
  static let sectorFields = 8

  var width: Int {
    countStart + 2 * regionCount
  }

  func investment(_ r: Int) -> Int { r * Self.regionFields }
  func loans(_ r: Int) -> Int { r * Self.regionFields + 1 }
  func patents(_ r: Int) -> Int { r * Self.regionFields + 2 }
  /// Equity sold to households of a region, and what more was wanted.
  func equity(_ r: Int) -> Int { r * Self.regionFields + 3 }
  func shortfall(_ r: Int) -> Int { r * Self.regionFields + 4 }
  /// What firms of a region pay to universities.
  func paidToUniversities(_ r: Int) -> Int { r * Self.regionFields + 5 }
  /// Contracts and royalties of the university of a region.
  func contracts(_ r: Int) -> Int { r * Self.regionFields + 6 }
  func royalties(_ r: Int) -> Int { r * Self.regionFields + 7 }
  /// Firms under contract with the university of a region, and licences.
  func contractFirms(_ r: Int) -> Int { countStart + 2 * r }
  func licences(_ r: Int) -> Int { countStart + 2 * r + 1 }
  private var countStart: Int {
    Self.regionFields * regionCount + Self.sectorFields * sectorCount + regionCount * sectorCount
  }
  /// R&D of a cell.
  func research(_ cell: Int) -> Int {
    Self.regionFields * regionCount + Self.sectorFields * sectorCount + cell
  }

  private func sector(_ s: Int) -> Int {
    Self.regionFields * regionCount + s * Self.sectorFields
  }
  func share(_ s: Int) -> Int { sector(s) }
  func competitiveness(_ s: Int) -> Int { sector(s) + 1 }
  func price(_ s: Int) -> Int { sector(s) + 2 }
  func quality(_ s: Int) -> Int { sector(s) + 3 }
  func world(_ s: Int) -> Int { sector(s) + 4 }
  func worldCompetitiveness(_ s: Int) -> Int { sector(s) + 5 }
  func squaredShare(_ s: Int) -> Int { sector(s) + 6 }
  /// Output of last quarter whose inputs firms save, by the lines that they run now.
  func inputsSaved(_ s: Int) -> Int { sector(s) + 7 }
}

extension FirmKernel {
  /// The first pass: the cycle, investment, prices and market shares of the firms in `elements`.
  ///
  /// Some firms at a time go through its steps together. What a step works out waits in `block` for
  /// the next: so the processor works on several firms at once, which it cannot where one firm's
  /// price waits for its investment and that for its orders.
  func decide(
    _ elements: Range<Int>, in block: DecisionBlock, sums: Column<Double>, at row: Int,
    tally: DecisionTally, stream: inout RandomStream
  ) {
    for start in stride(
      from: elements.lowerBound, to: elements.upperBound, by: DecisionBlock.size)
    {
      let slots = start..<min(start + DecisionBlock.size, elements.upperBound)
      // There are too many columns for the processor to foresee which line of memory comes next in each:
      // asked for one after the other by the rules, each would be waited for; here they come together.
      block.seen[0] ^= firms.ahead.read(slots)
      checkPartners(slots)
      let count = decide(slots, block, sums: sums, at: row, tally: tally, stream: &stream)
      for place in 0..<count {
        block.level[place] = exponential(Double(firms.efficiency[Int(block.firm[place])]))
        block.growth[place] *= exponential(block.orderShock[place])
      }
      for place in 0..<count {
        block.offer[place] = offer(of: Int(block.firm[place]), level: block.level[place])
      }
      for place in 0..<count {
        compete(block, at: place, sums: sums, at: row, tally: tally, stream: &stream)
      }
    }
  }

  /// Draws, knowledge, the cycle and investment.
  ///
  /// - Returns: How many of `elements` live; they stand in `block`.
  @inline(__always)
  private func decide(
    _ elements: Range<Int>, _ block: DecisionBlock, sums: Column<Double>, at row: Int,
    tally: DecisionTally, stream: inout RandomStream
  ) -> Int {
    var count = 0
    for firm in elements where firms.id[firm] != 0 {
      let region = Int(firms.region[firm])

      // The words that nearly every firm needs come from one stream, in which they fill two blocks.
      let uniformDraw = drawLink(firm, &stream)
      let resolve = stream.uniform()
      drawEfficiency(firm, &stream)
      let orders = drawOrders(firm, &stream)
      block.firm[count] = Int32(truncatingIfNeeded: firm)
      block.growth[count] = orders.kept
      block.orderShock[count] = orders.orderShock
      count += 1
      let member = mechanisms.clusters ? Int(firms.cluster[firm]) : 0
      if mechanisms.clusters, member >= 0 {
        firms.efficiency[firm] += memberBenefits[member].catchUp
      }

      if member < 0 { considerClusters(firm, uniformDraw: uniformDraw) }
      if wantsChange(uniformDraw: uniformDraw) { firms.events[firm] |= FirmEvent.seeksPartner }
      if wantsSupplier(uniformDraw: uniformDraw) { firms.events[firm] |= FirmEvent.seeksSupplier }
      learnFromNeighbours(firm)
      meetOutside(firm, uniformDraw: uniformDraw, &stream)
      stream.reset(
        key: keys[.decision], entity: firms.id[firm], tick: UInt32(bitPattern: tick))
      var decision = goThroughCycle(firm, resolve: resolve, &stream)
      finance(firm, &decision)

      sums[row + tally.research(cell(of: firm))] += decision.research
      sums[row + tally.investment(region)] += decision.investment
      sums[row + tally.loans(region)] += decision.loan
      if decision.research > 0 {
        contractResearch(firm, decision, sums: sums, at: row, tally: tally)
      }
      if decision.shortfall > 0 {
        sums[row + tally.equity(region)] += decision.equity
        sums[row + tally.shortfall(region)] += decision.shortfall
      }
      if firms.events[firm] & FirmEvent.innovated != 0 {
        sums[row + tally.patents(region)] += tables.patentsPerInnovation[cell(of: firm)]
      }
    }
    return count
  }

  /// New market shares of a firm, and its part in the means of its market.
  @inline(__always)
  private func compete(
    _ block: DecisionBlock, at place: Int, sums: Column<Double>, at row: Int,
    tally: DecisionTally, stream: inout RandomStream
  ) {
    let firm = Int(block.firm[place])
    let offer = block.offer[place]
    var growth = block.growth[place]
    if mechanisms.clusters, firms.cluster[firm] >= 0 {
      growth = shared(growth, member: Int(firms.cluster[firm]))
    }
    let shares = compete(firm, offer, growth: growth, &stream)
    let sector = Int(firms.sector[firm])
    sums[row + tally.share(sector)] += shares.home
    sums[row + tally.competitiveness(sector)] += shares.home * offer.competitiveness
    sums[row + tally.price(sector)] += shares.home * offer.price
    sums[row + tally.quality(sector)] += shares.home * offer.quality
    sums[row + tally.squaredShare(sector)] += shares.home * shares.home
    sums[row + tally.inputsSaved(sector)] += (1 - inputUse(of: firm)) * firms.output[firm]
    sums[row + tally.world(sector)] += shares.world
    sums[row + tally.worldCompetitiveness(sector)] += shares.world * offer.competitivenessAbroad
  }

  /// Part of a firm's R&D is done by the university that it is linked with, or else by its region's.
  @inline(__always)
  private func contractResearch(
    _ firm: Int, _ decision: Decision, sums: Column<Double>, at row: Int, tally: DecisionTally
  ) {
    let link = firms.university[firm]
    let university = Int(link == .max ? firms.region[firm] : link)
    let contract = tables.contractRate[university] * (decision.research - decision.licence)
    guard contract + decision.licence > 0 else { return }
    sums[row + tally.paidToUniversities(Int(firms.region[firm]))] += contract + decision.licence
    sums[row + tally.contracts(university)] += contract
    sums[row + tally.contractFirms(university)] += 1
    if decision.licence > 0 {
      sums[row + tally.royalties(university)] += decision.licence
      sums[row + tally.licences(university)] += 1
    }
  }
}

/// Firms that go through the steps of the first pass together, and what waits for the next step: scratch
/// space of a worker. Those that do not live are left out.
struct DecisionBlock {
  /// So many that the memory and the processor work on several at once, so few that what one step has
  /// left is still at hand in the next.
  static let size = 32

  let firm: Column<Int32>
  /// exp(efficiency).
  let level: Column<Double>
  /// Orders kept, then the factor of growth by chance; and its logarithm.
  let growth: Column<Double>
  let orderShock: Column<Double>
  let offer: Column<FirmKernel.Offer>
  /// Keeps what reading ahead returns.
  let seen: Column<UInt64>

  init() {
    firm = Column(repeating: 0, capacity: Self.size)
    level = Column(repeating: 0, capacity: Self.size)
    growth = Column(repeating: 0, capacity: Self.size)
    orderShock = Column(repeating: 0, capacity: Self.size)
    offer = Column(repeating: FirmKernel.Offer(), capacity: Self.size)
    seen = Column(repeating: 0, capacity: 1)
  }
}
