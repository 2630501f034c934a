import Testing

@testable import TripleHelix

@Suite struct LedgerTests {
  private static func ledger() -> Ledger {
    var ledger = Ledger(regionCount: 2)
    ledger.endow(.households(0), 100)
    ledger.endow(.firms, 50)
    ledger.start(loans: 0)
    return ledger
  }

  /// Deviations over the gross sum of 150.
  @Test(arguments: [(0.5e-9, true), (2e-9, false)])
  func `the books are held to a billionth of their gross sum`(share: Double, closes: Bool) {
    let off = 150 * share
    var leaking = Self.ledger()
    leaking.pay(.wages, from: .firms, 10)
    leaking.receive(.wages, by: .households(1), 10 - off)
    let books = [
      (leaking, cash: 40.0, debt: 0.0), (Self.ledger(), cash: 50 + off, debt: 0),
      (Self.ledger(), cash: 50, debt: off),
    ]
    for (place, (ledger, cash, debt)) in books.enumerated() {
      let isClosed = (try? ledger.close(firmsCash: cash, firmsDebt: debt, tick: 1)) != nil
      #expect(isClosed == closes, "book \(place)")
    }
  }
}
