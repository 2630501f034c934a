import Testing

@testable import TripleHelix

@Suite struct UsedCapitalTests {
  @Test func `newcomers buy what there is, for the bank first and then for owners`() throws {
    let simulation = try SmallCountry.simulation(ticks: 1)
    let price = simulation.nation.investmentPrice
    // Cells 0 and 1 are of region 0: one has more capital than is wanted, the other less.
    simulation.usedCapital.stock = simulation.usedCapital.stock.map { _ in 0 }
    simulation.usedCapital.claims = simulation.usedCapital.claims.map { _ in 0 }
    simulation.usedCapital.stock[0] = 10
    simulation.usedCapital.wanted[0] = 4
    simulation.usedCapital.stock[1] = 3
    simulation.usedCapital.wanted[1] = 5
    simulation.usedCapital.claims[0] = 2 * price
    let before = simulation.ledger
    simulation.resellCapital()
    let after = simulation.ledger
    func gain(_ account: Ledger.Account) -> Double { after[account] - before[account] }
    #expect(abs(gain(.foundations) + 7 * price) < 1e-9)
    #expect(abs(gain(.bank) - 2 * price) < 1e-9)
    #expect(abs(gain(.households(0)) - 5 * price) < 1e-9)
    #expect(simulation.usedCapital.claims[0] == 0)
    // What nobody wants wears out and is scrapped.
    let kept =
      (1 - simulation.parameters.investment.depreciation)
      * (1 - simulation.parameters.exit.scrapping)
    #expect(abs(simulation.usedCapital.stock[0] - kept * 6) < 1e-12)
    #expect(simulation.usedCapital.stock[1] == 0)
    #expect(simulation.usedCapital.wanted.allSatisfy { $0 == 0 })
  }

  @Test func `closed firms leave the part that salvage says`() throws {
    func stock(_ salvage: Double) throws -> [Double] {
      let simulation = try SmallCountry.simulation(ticks: 8) {
        $0.parameters.exit.salvage = salvage
        // Nobody to buy it, and nothing lost.
        $0.mechanisms.startUps = false
        $0.mechanisms.spinOffs = false
        $0.mechanisms.universitySpinOffs = false
        $0.parameters.exit.scrapping = 0
      }
      #expect(simulation.ledger.paid(.usedCapital) == 0)
      return simulation.usedCapital.stock
    }
    let (half, whole) = (try stock(0.5), try stock(1))
    #expect(whole.contains { $0 > 0 })
    for (half, whole) in zip(half, whole) { #expect(abs(half - whole / 2) < 1e-9 * max(1, whole)) }
  }

  @Test func `used capital is paid in every quarter, and never more than newcomers spend`() throws {
    let simulation = try SmallCountry.simulation(ticks: 0)
    var bought = 0.0
    for _ in 0..<40 {
      try simulation.step()
      let paid = simulation.ledger.paid(.usedCapital)
      #expect(paid >= 0 && paid <= simulation.ledger.paid(.startUpEquity))
      #expect(simulation.usedCapital.claims.allSatisfy { $0 >= 0 })
      bought += paid
    }
    #expect(bought > 0)
  }

  @Test func `the start invests what the table says, with or without`() throws {
    let with = try SmallCountry.simulation(ticks: 0)
    let without = try SmallCountry.simulation(ticks: 0) { $0.mechanisms.usedCapital = false }
    #expect(abs(with.nation.investment / without.nation.investment - 1) < 1e-9)
    // The same investment keeps more capital where founders need less of it.
    for r in 0..<4 { #expect(with.regions.capitalOutput[r] > without.regions.capitalOutput[r]) }
  }

  @Test func `without it an economy makes more new machines`() throws {
    func share(_ isOn: Bool) throws -> Double {
      let simulation = try SmallCountry.simulation(ticks: 0) { $0.mechanisms.usedCapital = isOn }
      var (investment, product) = (0.0, 0.0)
      for _ in 0..<40 {
        try simulation.step()
        investment += simulation.demand.foundationInvestment
        product += simulation.nation.gdp
      }
      return investment / product
    }
    #expect(try share(true) < 0.8 * share(false))
  }
}
