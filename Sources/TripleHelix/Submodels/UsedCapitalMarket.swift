/// The market for second-hand capital.
extension Simulation {
  /// Newcomers of a cell use what closed firms of that cell left, as far as it goes, and have the rest
  /// of their capital made.
  ///
  /// Capital is made for a trade and a place: of what it cost, others pay about a third (Ramey and
  /// Shapiro 2001, Displaced capital). A unit of `stock` is one that does a newcomer's work and costs
  /// what a new one would, so that newcomers do not mind which they get, and only what is made new
  /// changes: without this, an economy in which many firms close would need as many machines again.
  /// The price goes to the bank while it has claims on closed firms of the region, then to the
  /// households that owned them.
  func resellCapital() {
    guard mechanisms.usedCapital else {
      for cell in usedCapital.wanted.indices { usedCapital.wanted[cell] = 0 }
      return
    }
    let price = nation.investmentPrice
    let kept = (1 - parameters.investment.depreciation) * (1 - parameters.exit.scrapping)
    for r in 0..<layout.regionCount {
      var sold = 0.0
      for cell in r * layout.sectorCount..<(r + 1) * layout.sectorCount {
        let used = min(usedCapital.stock[cell], usedCapital.wanted[cell])
        sold += used
        usedCapital.stock[cell] = kept * (usedCapital.stock[cell] - used)
        usedCapital.wanted[cell] = 0
      }
      guard sold > 0 else { continue }
      let recovered = min(sold * price, usedCapital.claims[r])
      usedCapital.claims[r] -= recovered
      ledger.move(.usedCapital, from: .foundations, to: .bank, recovered)
      ledger.move(.usedCapital, from: .foundations, to: .households(r), sold * price - recovered)
      // What changes hands is no investment of the region.
      regions.year.add(
        .investment, region: r, tick: tick, -sold * price / nation.consumerPrice)
    }
  }
}
