import Chunking
import Randomness

/// Selection: market shares follow relative competitiveness, with lumpy orders.
extension FirmKernel {
  /// Share of its orders that a firm keeps of lost customers, and the logarithm of the growth factor
  /// from contested lots: σ √m n − σ² m/2, m ~ Poisson(2 v), v ~ Exp(1) from an orderIntensity that is redrawn now
  /// and then. The factor's mean is 1, its shape over a year a tent.
  @inline(__always)
  func drawOrders(_ firm: Int, _ stream: inout RandomStream) -> (kept: Double, orderShock: Double) {
    guard mechanisms.lumpyOrders || mechanisms.customerLosses else { return (1, 0) }
    let market = parameters.market
    let uniformDraw = stream.uniform()
    let kept = mechanisms.customerLosses ? keptOrders(firm, uniformDraw: uniformDraw, &stream) : 1
    guard mechanisms.lumpyOrders else { return (kept, 0) }
    if uniformDraw < market.lotRenewal {
      firms.orderIntensity[firm] = Float(stream.exponential(mean: 1))
    }
    let lots = Double(stream.poissonByInversion(mean: 2 * Double(firms.orderIntensity[firm])))
    guard lots > 0 else { return (kept, 0) }
    let size = max(1, firms.employees[firm] / tables.sizeUnit[cell(of: firm)])
    let deviation =
      market.lotDeviation
      * (market.lotSizeExponent == 0.25
        ? 1 / size.squareRoot().squareRoot() : power(size, -market.lotSizeExponent))
      * lots.squareRoot()
    return (
      kept, stream.gaussian(standardDeviation: deviation) - deviation * deviation / 2
    )
  }

  /// f ← f · clip(1 + χ (E/Ē − 1), 0.4, 2) · G, at home and abroad; the caller's sums scale the
  /// shares of a sector to one.
  ///
  /// - Returns: The new shares before scaling.
  @inline(__always)
  func compete(
    _ firm: Int, _ offer: Offer, growth: Double, _ stream: inout RandomStream
  ) -> (home: Double, world: Double) {
    let market = parameters.market
    let sector = Int(firms.sector[firm])
    var home = firms.homeShare[firm] * tables.homeScale[sector] * growth
    var world = firms.worldShare[firm] * tables.worldScale[sector]
    if mechanisms.selection {
      home *= clamp(
        1 + market.selection * (offer.competitiveness / tables.competitiveness[sector] - 1), 0.4, 2)
    }
    if world > 0 {
      world *= growth
      if mechanisms.selection {
        world *= clamp(
          1 + market.selectionAbroad
            * (offer.competitivenessAbroad / tables.competitivenessAbroad[sector] - 1), 0.4, 2)
      }
    } else if offer.competitivenessAbroad > 1 {
      let size = firms.employees[firm] / tables.sizeUnit[cell(of: firm)]
      stream.reset(
        key: keys[.exporting], entity: firms.id[firm], tick: UInt32(bitPattern: tick))
      let member = Int(firms.cluster[firm])
      let entry = member >= 0 ? Double(memberBenefits[member].marketEntry) : 1
      var hazard = market.exporterHazard * min(3, size / market.exporterSize) * entry
      if tables.support.movesFirms { hazard *= 1 + tables.support.market[firm].exporterHazard }
      if stream.uniform() < hazard {
        world = min(
          market.exporterShare * home * tables.homeDemand[sector]
            / max(tables.worldDemand[sector], .leastNormalMagnitude), 1e6)
      }
    }
    firms.homeShare[firm] = home
    firms.worldShare[firm] = world
    return (home, world)
  }
}
