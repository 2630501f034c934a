import Chunking

/// Lets firms write new capital off faster for tax than it wears out.
///
/// The book value B of a firm's capital follows B ← (1 − δ') B + I with δ' = 1/(4 · years). Each
/// quarter τ (δ' B − δ K p) is given back, or taken where the faster write-off has been used up, so
/// that tax is only put off.
struct AcceleratedDepreciation: PolicyInstrument {
  static let name = "accelerated_depreciation"
  static let summary =
    "Lets profitable firms depreciate new capital for tax faster than it wears out."
  static let channel =
    "Defers profit tax: more cash for investment now, and a shorter payback time of a new line."
  static let givesOnlyTaxBack = true
  static let readsBooks = true
  static let listsParticipants = false

  @Setting("years", 0.25...30, "Period over which capital is depreciated for tax.")
  var writeOff = 3

  struct Report {
    @Measure("million", "Investment of the firms reached, in the quarter.")
    var investment
    @Measure("million", "Additional tax in the quarter because of earlier write-offs.")
    var paidLater
    @Measure("share of investment", "Present value of the faster depreciation.")
    var relief
  }
  let report = Report()

  /// δ', the rate of the write-off.
  private func writeOffRate(_ country: Simulation) -> Double {
    1 / (country.timeStep.year * writeOff)
  }

  /// τ (z' − z) with z = δ/(δ + i), the present value of writing off one unit.
  func announce(_ policy: RunningPolicy, _ country: Simulation) {
    let interest = country.parameters.accounts.interest
    let wear = country.parameters.investment.depreciation
    func value(_ rate: Double) -> Double { rate + interest > 0 ? rate / (rate + interest) : 1 }
    let relief =
      country.parameters.accounts.profitTax
      * max(0, value(max(wear, writeOffRate(country))) - value(wear)) * policy.strength
    report.relief = relief
    guard relief > 0 else { return }
    country.tables.support.openCells()
    for cell in policy.cells {
      country.tables.support.investmentRelief[cell] = min(
        0.9, country.tables.support.investmentRelief[cell] + relief)
    }
  }

  func settle(_ policy: RunningPolicy, _ country: Simulation) {
    let firms = country.firms
    let wear = country.parameters.investment.depreciation
    let price = country.nation.investmentPrice
    let tax = country.parameters.accounts.profitTax
    let rate = max(wear, writeOffRate(country))
    var known: [UInt64: Participant] = [:]
    for participant in country.policyStates[policy.place].participants {
      known[participant.id] = participant
    }
    var list: [Participant] = []
    var dues: [(firm: Int, due: Double)] = []
    var later = 0.0
    var investment = 0.0
    let slots = country.target(policy)
    for firm in slots {
      let capital = firms.capital[firm]
      var entry =
        known[firms.id[firm]]
        ?? Participant(
          id: firms.id[firm], slot: Int32(firm), since: Int32(country.tick),
          amount: wear / rate * capital * price, memory: capital.bitPattern)
      let before = Double(bitPattern: entry.memory)
      let bought = max(0, capital - (1 - wear) * before) * price
      let extra = tax * (rate * entry.amount - wear * before * price) * policy.strength
      entry.amount = (1 - rate) * entry.amount + bought
      entry.memory = capital.bitPattern
      list.append(entry)
      investment += bought * country.scale
      if extra > 0 {
        let due = min(extra, country.tables.support.books[firm].profitTax)
        if due > 0 { dues.append((firm, due)) }
      } else if extra < 0 {
        later += country.collect(-extra, from: firm)
      }
    }
    country.policyStates[policy.place].participants = list
    country.pay(policy, dues, isTax: true)
    country.note(policy, reached: dues.count, of: slots.count)
    report.investment = investment
    report.paidLater = later
  }
}
