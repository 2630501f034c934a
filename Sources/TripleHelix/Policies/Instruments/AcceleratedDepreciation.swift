import Chunking

/// Lets firms write new capital off faster for tax than it wears out.
///
/// The book value B of a firm's capital follows B ← (1 − δ') B + I with δ' = 1/(4 · years). Each
/// quarter τ (δ' B − δ K p) is given back, or taken where the faster write-off has been used up, so
/// that tax is only put off.
enum AcceleratedDepreciation: PolicyInstrument {
  static let name = "accelerated_depreciation"
  static let summary =
    "Lets profitable firms depreciate new capital for tax faster than it wears out."
  static let channel =
    "Defers profit tax: more cash for investment now, and a shorter payback time of a new line."
  static let givesOnlyTaxBack = true
  static let settings: [PolicySetting] = [
    .init("write_off", "years", 0.25...30, 3, "Period over which capital is depreciated for tax.")
  ]
  static let measures: [PolicyMeasure] = [
    .init("investment", "million", "Investment of the firms reached, in the quarter."),
    .init("paid_later", "million", "Additional tax in the quarter because of earlier write-offs."),
    .init("relief", "share of investment", "Present value of the faster depreciation."),
  ]
  static let readsBooks = true
  static let listsParticipants = false

  private static func writeOff(_ policy: RunningPolicy, _ country: Simulation) -> Double {
    1 / (country.timeStep.year * policy["write_off"])
  }

  /// τ (z' − z) with z = δ/(δ + i), the present value of writing off one unit.
  static func announce(_ policy: RunningPolicy, _ country: Simulation) {
    let interest = country.parameters.accounts.interest
    let wear = country.parameters.investment.depreciation
    func value(_ rate: Double) -> Double { rate + interest > 0 ? rate / (rate + interest) : 1 }
    let relief =
      country.parameters.accounts.profitTax
      * max(0, value(max(wear, writeOff(policy, country))) - value(wear)) * policy.strength
    country.report(policy, 2, relief)
    guard relief > 0 else { return }
    country.tables.support.openCells()
    for cell in policy.cells {
      country.tables.support.investmentRelief[cell] = min(
        0.9, country.tables.support.investmentRelief[cell] + relief)
    }
  }

  static func settle(_ policy: RunningPolicy, _ country: Simulation) {
    let firms = country.firms
    let wear = country.parameters.investment.depreciation
    let price = country.nation.investmentPrice
    let tax = country.parameters.accounts.profitTax
    let rate = max(wear, writeOff(policy, country))
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
    country.report(policy, 0, investment)
    country.report(policy, 1, later)
  }
}
