import Chunking

/// The books of the country: deposits of all holders, firms' loans, and the flows of the quarter.
///
/// A flow is paid into transit by its payers and taken from transit by its payees; at the end of a
/// quarter every transit must be empty, so that a flow that loses or makes money is known by name.
/// The bank's entry is its equity. Deposits less loans then never change.
struct Ledger: Sendable {
  /// Who holds a deposit.
  enum Account: Sendable {
    case firms, nationalGovernment, bank, restOfWorld, foundations, clusterFunds
    case households(Int), university(Int), government(Int)
  }

  /// Why money moves.
  enum Flow: Int, CaseIterable, Sendable {
    case sales, valueAddedTax, incomeTax, profitTax, wages, researchPay, contractResearch
    case universityGrants, universityPay, unemploymentBenefits, interest, dividends
    case bankDividends, startUpEquity, estates, migrantsDeposits, transfers, clusterFees
    case policies, policyReturns, duties, royalties, ventureCapital, commutersWages, landRents
    case usedCapital
  }

  /// Largest deviation, relative to the gross sum of all entries, that counts as rounding.
  static let tolerance = 1e-9

  let regionCount: Int
  private var balances: [Double]
  private var transit: [Double]
  private var turnover: [Double]
  /// Loans of firms, million.
  private(set) var loans = 0.0
  private var opening = 0.0

  init(regionCount: Int) {
    self.regionCount = regionCount
    balances = Array(repeating: 0, count: 6 + 3 * regionCount)
    transit = Array(repeating: 0, count: Flow.allCases.count)
    turnover = transit
  }

  private func place(_ account: Account) -> Int {
    switch account {
    case .firms: 0
    case .nationalGovernment: 1
    case .bank: 2
    case .restOfWorld: 3
    case .foundations: 4
    case .clusterFunds: 5
    case .households(let region): 6 + region
    case .university(let region): 6 + regionCount + region
    case .government(let region): 6 + 2 * regionCount + region
    }
  }

  /// Deposit of `account`, or the bank's equity, million.
  subscript(account: Account) -> Double { balances[place(account)] }

  /// What was paid as `flow` this quarter, million.
  func paid(_ flow: Flow) -> Double { turnover[flow.rawValue] }

  /// All deposits less loans.
  var net: Double { balances.reduce(0, +) - loans }

  /// Sum of the absolute values of all entries.
  var gross: Double { balances.reduce(0) { $0 + abs($1) } + loans }

  /// Change of `net` since the start, relative to `gross`.
  var drift: Double { gross > 0 ? (net - opening) / gross : 0 }
}

extension Ledger {
  /// Endows `account` at the start.
  mutating func endow(_ account: Account, _ amount: Double) { balances[place(account)] = amount }

  /// Takes the present entries, with loans of `loans`, for the start.
  mutating func start(loans: Double) {
    self.loans = loans
    opening = net
  }

  /// Forgets the flows of the last quarter.
  mutating func openQuarter() {
    for flow in transit.indices {
      transit[flow] = 0
      turnover[flow] = 0
    }
  }

  /// Takes `amount` from `account` into the transit of `flow`.
  mutating func pay(_ flow: Flow, from account: Account, _ amount: Double) {
    balances[place(account)] -= amount
    transit[flow.rawValue] += amount
    turnover[flow.rawValue] += amount
  }

  /// Gives `amount` out of the transit of `flow` to `account`.
  mutating func receive(_ flow: Flow, by account: Account, _ amount: Double) {
    balances[place(account)] += amount
    transit[flow.rawValue] -= amount
  }

  /// Pays from one holder to one other.
  mutating func move(_ flow: Flow, from payer: Account, to payee: Account, _ amount: Double) {
    pay(flow, from: payer, amount)
    receive(flow, by: payee, amount)
  }

  /// Creates loans of firms and the deposits that go with them.
  mutating func lend(_ amount: Double) {
    loans += amount
    balances[place(.firms)] += amount
  }

  /// Repays loans of firms out of their deposits.
  mutating func repay(_ amount: Double) {
    loans -= amount
    balances[place(.firms)] -= amount
  }

  /// Writes loans off on the bank's equity, and makes good overdrawn deposits of closed firms.
  mutating func writeOff(loans amount: Double, overdrafts: Double) {
    loans -= amount
    balances[place(.bank)] -= amount + overdrafts
    balances[place(.firms)] += overdrafts
  }

  /// Holds the books against themselves and against the sums of the firms' columns.
  ///
  /// - Throws: `SimulationError.accountsBroken`, naming the first flow or stock that does not close.
  func close(firmsCash: Double, firmsDebt: Double, tick: Int) throws(SimulationError) {
    let gross = gross
    guard gross.isFinite else { throw .notFinite(variable: "deposits", region: nil, tick: tick) }
    let entries =
      Flow.allCases.map { ("\($0)", transit[$0.rawValue]) }
      + [
        ("firms' deposits", firmsCash - self[.firms]),
        ("firms' loans", firmsDebt - loans),
        ("all deposits less loans", net - opening),
      ]
    for (name, deviation) in entries where !(abs(deviation) <= Self.tolerance * gross) {
      throw .accountsBroken(
        flow: name, tick: tick, relativeDeviation: deviation / max(gross, .leastNormalMagnitude))
    }
  }

  mutating func archive(_ archive: inout Archive) {
    archive.numbers(&balances)
    archive.numbers(&transit)
    archive.numbers(&turnover)
    archive.value(&loans)
    archive.value(&opening)
  }
}
