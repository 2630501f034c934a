import Chunking
import Randomness

/// Places of the sums that the third pass takes.
struct ProductionTally {
  let regionCount: Int
  let sectorCount: Int
  /// Generations per sector.
  let stride: Int

  /// Sums by cell.
  enum Cell: Int, CaseIterable {
    case firms, employees, output, valueAdded, exports, wages
    case firmsTradition, firmsSearch, firmsInnovation, firmsDiffusion
    case outputTradition, outputSearch, outputInnovation, outputDiffusion, outputNewer
    /// Sums of positions and of their squared lengths.
    case positionX, positionY, positionSquared
    /// Output whose inputs, at the sector's coefficients, firms used.
    case inputUse

    static func firms(in phase: Phase) -> Cell {
      switch phase {
      case .tradition: .firmsTradition
      case .search: .firmsSearch
      case .innovation: .firmsInnovation
      case .diffusion: .firmsDiffusion
      }
    }

    static func output(in phase: Phase) -> Cell {
      switch phase {
      case .tradition: .outputTradition
      case .search: .outputSearch
      case .innovation: .outputInnovation
      case .diffusion: .outputDiffusion
      }
    }
  }

  /// Sums by sector.
  enum Sector: Int, CaseIterable {
    case homeSales, exports, sales, profit
    /// Home shares after the quarter's cuts.
    case homeShare
  }

  /// Sums for the country.
  enum Nation: Int, CaseIterable {
    case cash, debt, inputs, profitTax, interest, repayment, overdraftLoans
    case firmsUnder2, firms2to5, firms5to20, firmsOver20, firmsYoung, firmsMiddle, firmsOld
  }

  static let cellFields = Cell.allCases.count
  static let sectorFields = Sector.allCases.count

  var cellCount: Int { regionCount * sectorCount }
  private var sectorStart: Int { cellCount * Self.cellFields }
  private var dividendStart: Int { sectorStart + sectorCount * Self.sectorFields }
  private var nationStart: Int { dividendStart + Ownership.Payee.allCases.count * regionCount }
  private var lineStart: Int { nationStart + Nation.allCases.count }
  private var outputLineStart: Int { lineStart + cellCount * stride }

  var width: Int { outputLineStart + sectorCount * stride }

  func cell(_ cell: Int, _ field: Cell) -> Int { cell * Self.cellFields + field.rawValue }
  func sector(_ s: Int, _ field: Sector) -> Int {
    sectorStart + s * Self.sectorFields + field.rawValue
  }
  /// What firms of a region pay out to owners of one kind.
  func dividends(_ r: Int, to payee: Ownership.Payee) -> Int {
    dividendStart + payee.rawValue * regionCount + r
  }
  func nation(_ field: Nation) -> Int { nationStart + field.rawValue }
  /// Firms of a cell whose newest line is `line`.
  func lineFirms(_ cell: Int, _ line: Int) -> Int { lineStart + cell * stride + line }
  /// Output of a sector on `line`.
  func lineOutput(_ s: Int, _ line: Int) -> Int { outputLineStart + s * stride + line }
}

/// Production, labour and the accounts of a firm.
extension FirmKernel {
  /// The third pass: firms produce, employ, pay and are paid, and are marked for exit or a spin-off.
  func produce(
    _ elements: Range<Int>, sums: Column<Double>, at row: Int, tally: ProductionTally,
    stream: inout RandomStream
  ) {
    let accounts = parameters.accounts
    let investment = parameters.investment
    let smoothing = parameters.search.marginSmoothing

    for firm in elements where firms.id[firm] != 0 {
      let region = Int(firms.region[firm])
      let sector = Int(firms.sector[firm])
      let cell = cell(of: firm)
      let price = Double(firms.price[firm])
      let productivity = Double(firms.productivity[firm])

      // Output: own orders, a share of what others passed on, less what labour cannot make.
      let ordered = orders(of: firm)
      let supply = tables.labourSupply[region]
      let output = (ordered + tables.passedOn[sector] * room(of: firm, orders: ordered)) * supply
      let exports =
        firms.worldShare[firm] * tables.worldScale[sector] * tables.worldDemand[sector] * supply
      let sales = output * price
      // Where labour is short, buyers turn to firms of other regions, as from full ones.
      if supply < 1 {
        firms.homeShare[firm] *= supply
        firms.worldShare[firm] *= supply
      }
      // Staff that sales no longer need leave slowly: a fall in sales is a loss.
      let employees = max(
        output / productivity + parameters.labour.overhead * tables.sizeUnit[cell],
        (1 - parameters.labour.attrition) * firms.employees[firm])
      let previousOutput = firms.output[firm]
      firms.employees[firm] = employees
      firms.output[firm] = output
      firms.expectedOutput[firm] += Float(
        investment.expectationSmoothing * (output - Double(firms.expectedOutput[firm])))

      // Accounts. Inputs are bought for last quarter's output and booked with this one's.
      let wages = tables.wage[region] * employees
      let rent = tables.rent[region] * employees
      let use = inputUse(of: firm)
      let inputs = tables.inputCost[sector] * use * output
      let bought = tables.inputCost[sector] * use * previousOutput
      let debt = firms.debt[firm]
      let interest = self.interest * debt
      let repayment = accounts.repayment * debt
      let research = Double(firms.research[firm])
      let grant = tables.support.aidsResearch ? research * tables.support.research[firm].paid : 0
      let profit =
        sales + grant - wages - rent - inputs - research - interest
        - investment.depreciation * firms.capital[firm] * investmentPrice
      let tax = accounts.profitTax * max(0, profit)
      var cash =
        firms.cash[firm] + sales + grant - wages - rent - bought - interest - repayment - tax
      let dividends =
        accounts.payout * max(0, cash - accounts.cashBuffer * (wages + rent + inputs))
      cash -= dividends
      if tables.support.keepsBooks {
        tables.support.books[firm] = .init(profitTax: tax, dividends: dividends)
      }
      var remaining = debt - repayment
      if sales > 0 {
        firms.margin[firm] += Float(
          smoothing * (clamp(profit / sales, -2, 1) - Double(firms.margin[firm])))
      }

      // An overdraft becomes a loan while the bank bears it; else the firm is insolvent.
      var overdraftLoan = 0.0
      var events = firms.events[firm]
      if cash < 0 {
        if remaining - cash > parameters.exit.insolvency * firms.capital[firm] * investmentPrice {
          events |= FirmEvent.insolvent
        } else {
          overdraftLoan = -cash
          remaining -= cash
          cash = 0
        }
      }
      firms.cash[firm] = cash
      firms.debt[firm] = remaining
      let size = employees / tables.sizeUnit[cell]
      events |= drawExitAndSpinOff(firm, size: size, &stream)
      firms.events[firm] = events
      keepYear(firm, sales: sales)

      // Sums.
      let phase = Int(firms.phase[firm].rawValue)
      let share = Double(firms.displacement[firm])
      let newest = newestLine(firm)
      let old = Int(firms.traditionLine[firm])
      firms.publicProfile[firm] = PublicProfile(id: firms.id[firm], line: newest).bits
      let place = row + tally.cell(cell, .firms)
      sums[place] += 1
      sums[place + ProductionTally.Cell.employees.rawValue] += employees
      sums[place + ProductionTally.Cell.output.rawValue] += output
      sums[place + ProductionTally.Cell.valueAdded.rawValue] += sales - inputs
      sums[place + ProductionTally.Cell.inputUse.rawValue] += use * output
      sums[place + ProductionTally.Cell.exports.rawValue] += exports
      sums[place + ProductionTally.Cell.wages.rawValue] += wages
      sums[place + ProductionTally.Cell.firmsTradition.rawValue + phase] += 1
      sums[place + ProductionTally.Cell.outputTradition.rawValue + phase] += output
      let tradition = tables.tradition[sector]
      sums[place + ProductionTally.Cell.outputNewer.rawValue] +=
        (old > tradition ? output * (1 - share) : 0) + (newest > tradition ? output * share : 0)
      if mechanisms.knowledgeSpace {
        let position = SIMD2<Double>(firms.position[firm])
        sums[place + ProductionTally.Cell.positionX.rawValue] += position.x
        sums[place + ProductionTally.Cell.positionY.rawValue] += position.y
        sums[place + ProductionTally.Cell.positionSquared.rawValue] += (position * position).sum()
      }
      sums[row + tally.lineFirms(cell, newest)] += 1
      sums[row + tally.lineOutput(sector, old)] += output * (1 - share)
      sums[row + tally.lineOutput(sector, Int(firms.innovationLine[firm]))] += output * share

      let sectorPlace = row + tally.sector(sector, .homeSales)
      sums[sectorPlace] += sales - exports
      sums[sectorPlace + ProductionTally.Sector.exports.rawValue] += exports
      sums[sectorPlace + ProductionTally.Sector.sales.rawValue] += sales
      sums[sectorPlace + ProductionTally.Sector.profit.rawValue] += profit
      sums[sectorPlace + ProductionTally.Sector.homeShare.rawValue] += firms.homeShare[firm]
      sums[row + tally.dividends(region, to: firms.ownership[firm].payee)] += dividends

      let nation = row + tally.nation(.cash)
      sums[nation] += cash
      sums[nation + ProductionTally.Nation.debt.rawValue] += remaining
      sums[nation + ProductionTally.Nation.inputs.rawValue] += bought
      sums[nation + ProductionTally.Nation.profitTax.rawValue] += tax
      sums[nation + ProductionTally.Nation.interest.rawValue] += interest
      sums[nation + ProductionTally.Nation.repayment.rawValue] += repayment
      sums[nation + ProductionTally.Nation.overdraftLoans.rawValue] += overdraftLoan
      sums[nation + ProductionTally.Nation.firmsUnder2.rawValue + sizeClass(size)] += 1
      sums[nation + ProductionTally.Nation.firmsYoung.rawValue + ageClass(firm)] += 1
    }
  }

  /// Classes of size for exit hazards, in units of the minimum efficient size: under 2, 5, 20, over.
  @inline(__always)
  func sizeClass(_ size: Double) -> Int { size < 2 ? 0 : (size < 5 ? 1 : (size < 20 ? 2 : 3)) }

  /// Classes of age for exit hazards: under 2 years, to 15, over.
  @inline(__always)
  func ageClass(_ firm: Int) -> Int {
    let age = tick - Int32(firms.birth[firm])
    return age < 2 * ticksPerYear ? 0 : (age > 15 * ticksPerYear ? 2 : 1)
  }

  /// Marks a firm that vanishes or closes, or one that has a spin-off.
  @inline(__always)
  private func drawExitAndSpinOff(
    _ firm: Int, size: Double, _ stream: inout RandomStream
  ) -> UInt16 {
    let exit = parameters.exit
    if size < exit.minimumSize { return FirmEvent.closing }
    var events: UInt16 = 0
    let margin = Double(firms.margin[firm])
    if margin < 0 {
      stream.reset(
        key: keys[.exit], entity: firms.id[firm], tick: UInt32(bitPattern: tick))
      let member = Int(firms.cluster[firm])
      let shared = member >= 0 ? Double(memberBenefits[member].risk) : 0
      let closing =
        exit.closingHazard * min(1, -margin / exit.lossScale) * (1 - shared / 2)
      let uniformDraw = stream.uniform()
      if uniformDraw < closing { return FirmEvent.closing }
      if uniformDraw < closing + creditRecall(firm) { return FirmEvent.insolvent }
    }
    let entry = parameters.entry
    if mechanisms.spinOffs, size > entry.spinOffParentSize {
      let onNewLine = Int(firms.innovationLine[firm]) > Int(firms.traditionLine[firm])
      var hazard =
        entry.spinOffHazard * (onNewLine ? entry.spinOffInnovator : entry.spinOffOther)
        * relativeSize(size / entry.spinOffParentSize)
        * tables.founding[Int(firms.sector[firm])]
      if tables.support.movesCells { hazard *= tables.support.spinOffs[cell(of: firm)] }
      stream.reset(
        key: keys[.spinOff], entity: firms.id[firm], tick: UInt32(bitPattern: tick))
      if stream.uniform() < hazard { events |= FirmEvent.spinsOff }
    }
    return events
  }

  /// x^exponent, quick at the default of ½.
  @inline(__always)
  private func relativeSize(_ x: Double) -> Double {
    let exponent = parameters.entry.spinOffSizeExponent
    return exponent == 0.5 ? x.squareRoot() : power(x, exponent)
  }

  /// Adds up yearly sales; −1 marks a year that the firm did not live from its start.
  @inline(__always)
  private func keepYear(_ firm: Int, sales: Double) {
    if startsYear {
      firms.salesLastYear[firm] = firms.salesThisYear[firm]
      firms.salesThisYear[firm] = 0
    }
    if firms.salesThisYear[firm] >= 0 { firms.salesThisYear[firm] += Float(sales) }
  }
}
