import Chunking

/// Investment and its finance.
extension FirmKernel {
  /// Replaces and extends capital and shifts part of it to the new line, as far as funds allow.
  ///
  /// Units: max(0, δ K + v (ν Yᵉ − K)) + ξ K Δφ. Paid from cash above a floor and from loans up to
  /// the debt limit; a share is borrowed anyway, so that leverage has a resting point.
  @inline(__always)
  func finance(_ firm: Int, _ decision: inout Decision) {
    let investment = parameters.investment
    let diffusion = parameters.diffusion
    let region = Int(firms.region[firm])
    let sector = Int(firms.sector[firm])
    let capital = firms.capital[firm]

    let wanted =
      max(
        0,
        investment.depreciation * capital
          + investment.adjustment
          * (tables.capitalOutput[region] * Double(firms.expectedOutput[firm]) - capital))
      * investmentPace
    let costOfTick =
      tables.labourCost[region] * firms.employees[firm]
      + tables.inputCost[sector] * inputUse(of: firm) * firms.output[firm]
    let own = max(0, firms.cash[firm] - decision.research - investment.cashFloor * costOfTick)
    let room = max(
      0, investment.debtLimit * capital * investmentPrice - firms.debt[firm])
    let funds = own + room

    // Capital for old lines comes first; the shift is cut to what remains.
    let base = min(wanted * investmentPrice, funds)
    var spent = base
    if decision.shift > 0 {
      let cost = diffusion.specificCapital * capital * decision.shift * investmentPrice
      var affordable = min(cost, funds - base)
      if affordable < cost, sellsEquity(firm) {
        // What no bank lends is wanted of households, who give what the market supplies.
        decision.shortfall = min(
          cost - affordable, investment.ventureLimit * capital * investmentPrice)
        decision.equity = tables.ventureSupply * decision.shortfall
        affordable += decision.equity
      }
      let share = cost > 0 ? affordable / cost : 1
      let displacement = Double(firms.displacement[firm]) + decision.shift * share
      spent += affordable
      if displacement >= 1 - 1e-6 {
        firms.traditionLine[firm] = firms.innovationLine[firm]
        firms.displacement[firm] = 0
        firms.phase[firm] = .tradition
        firms.phaseAge[firm] = 0
        firms.events[firm] |= FirmEvent.completedCycle
      } else {
        firms.displacement[firm] = Float(displacement)
      }
    }
    let outside = spent - decision.equity
    let loan = min(room, max(investment.borrowedShare * outside, outside - own))
    decision.investment = spent
    decision.loan = loan
    // The part that is specific to a new line replaces capital of the old one: it does not add.
    firms.capital[firm] = (1 - investment.depreciation) * capital + base / investmentPrice
    firms.debt[firm] += loan
    firms.cash[firm] += loan + decision.equity - spent - decision.research
  }

  /// Venture capital goes to young firms that grow.
  @inline(__always)
  private func sellsEquity(_ firm: Int) -> Bool {
    mechanisms.ventureCapital
      && Double(tick - Int32(firms.birth[firm])) <= parameters.investment.ventureAge
      && firms.output[firm] > Double(firms.expectedOutput[firm])
  }
}
