import Chunking

/// Places of the sums that the second pass takes.
struct OrderTally {
  let regionCount: Int
  let sectorCount: Int

  var width: Int { regionCount + 3 * sectorCount }

  func labour(_ r: Int) -> Int { r }
  func unserved(_ s: Int) -> Int { regionCount + 3 * s }
  func room(_ s: Int) -> Int { regionCount + 3 * s + 1 }
  func homeShare(_ s: Int) -> Int { regionCount + 3 * s + 2 }
}

/// Orders: what buyers want from each firm, and what a full firm cannot take.
extension FirmKernel {
  /// Most that a firm can make this quarter, million at base-year prices.
  @inline(__always)
  func capacity(of firm: Int) -> Double {
    parameters.market.overload * firms.capital[firm]
      / tables.capitalOutput[Int(firms.region[firm])]
  }

  /// Orders of a firm, million at base-year prices.
  @inline(__always)
  func orders(of firm: Int) -> Double {
    let sector = Int(firms.sector[firm])
    return
      (firms.homeShare[firm] * tables.homeScale[sector] * tables.homeDemand[sector]
      + firms.worldShare[firm] * tables.worldScale[sector] * tables.worldDemand[sector])
      / Double(firms.price[firm])
  }

  /// Orders beyond capacity that a firm would take from others, million at base-year prices.
  ///
  /// Half of its own orders at most: buyers do not find an idle stranger.
  @inline(__always)
  func room(of firm: Int, orders: Double) -> Double {
    max(0, min(capacity(of: firm) - orders, 0.5 * orders))
  }

  /// The second pass: full firms cut their shares to what they can serve. Orders lost at capacity
  /// are passed on to home firms with room; left with the buyer they would go abroad for ever.
  func takeOrders(
    _ elements: Range<Int>, sums: Column<Double>, at row: Int, tally: OrderTally
  ) {
    let overhead = parameters.labour.overhead
    for firm in elements where firms.id[firm] != 0 {
      let sector = Int(firms.sector[firm])
      let capacity = capacity(of: firm)
      var output = orders(of: firm)
      if output > capacity {
        let served = capacity / output
        sums[row + tally.unserved(sector)] +=
          firms.homeShare[firm] * tables.homeScale[sector] * (1 - served)
          * tables.homeDemand[sector]
        firms.homeShare[firm] *= served
        firms.worldShare[firm] *= served
        output = capacity
      } else {
        sums[row + tally.room(sector)] +=
          room(of: firm, orders: output) * Double(firms.price[firm])
      }
      sums[row + tally.homeShare(sector)] += firms.homeShare[firm]
      sums[row + tally.labour(Int(firms.region[firm]))] += max(
        output / Double(firms.productivity[firm]) + overhead * tables.sizeUnit[cell(of: firm)],
        (1 - parameters.labour.attrition) * firms.employees[firm])
    }
  }
}
