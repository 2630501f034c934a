import Chunking

/// Cost, price, quality and competitiveness.
extension FirmKernel {
  /// What a firm offers this quarter.
  struct Offer: BitwiseCopyable {
    var price = 0.0
    var quality = 0.0
    var competitiveness = 0.0
    var competitivenessAbroad = 0.0
  }

  /// c = w (1 + rent)/A + inputs; p = [(1 + μ) c]^(1−m) · [p̄ (q/q̄)^½]^m, never under a floor on cost.
  ///
  /// A is the harmonic mean of the two lines, since labour per unit adds up; quality the arithmetic
  /// one. Pricing to market gives leaders rents and lets those of tradition fall.
  ///
  /// - Parameter level: exp(efficiency) of the firm.
  @inline(__always)
  func offer(of firm: Int, level: Double) -> Offer {
    let region = Int(firms.region[firm])
    let sector = Int(firms.sector[firm])
    let share = Double(firms.displacement[firm])
    let old = linePlace(firm, firms.traditionLine[firm])
    let new = linePlace(firm, firms.innovationLine[firm])
    let perUnit = (1 - share) / lineProductivity[old] + share / lineProductivity[new]
    var productivity =
      tables.productivity[cell(of: firm)] * level / perUnit
    if tables.support.movesCells { productivity *= tables.support.productivity[cell(of: firm)] }
    productivity = clamp(productivity, Bounds.productivity)
    let quality = (1 - share) * lineQuality[old] + share * lineQuality[new]
    let pricing = parameters.pricing
    var fee = 0.0
    let member = Int(firms.cluster[firm])
    if member >= 0 {
      // Savings and fee are shares of sales, which last quarter's price turns into money a unit.
      let price = Double(firms.price[firm])
      productivity = eased(
        productivity, wage: tables.labourCost[region], price: price, member: member)
      fee = Double(memberBenefits[member].fee) * price
    }
    var cost =
      tables.labourCost[region] / productivity
      + tables.inputCost[sector] * inputUse(old: old, new: new, share: share) + fee
    if tables.support.movesFirms { cost *= 1 - tables.support.market[firm].saving }
    let relativeQuality = quality / tables.quality[sector]
    let marked = (1 + pricing.markUp) * cost
    let market = tables.price[sector] * relativeQuality.squareRoot()
    let mixed =
      pricing.marketWeight == 0.5
      ? (marked * market).squareRoot()
      : power(marked, 1 - pricing.marketWeight) * power(market, pricing.marketWeight)
    let price = clamp(max(mixed, pricing.costFloor * cost), Bounds.price)
    firms.productivity[firm] = Float(productivity)
    firms.price[firm] = Float(price)
    var offer = Offer(
      price: Double(firms.price[firm]), quality: quality,
      competitiveness: relativeQuality * lowered(price / tables.price[sector])
        * tables.access[cell(of: firm)],
      competitivenessAbroad: quality / tables.worldQuality[sector] * lowered(price / exchangeRate))
    if tables.support.movesCells {
      offer.competitiveness *= tables.support.appeal[cell(of: firm)]
    }
    if tables.support.movesFirms {
      offer.competitivenessAbroad *= 1 + tables.support.market[firm].appealAbroad
    }
    return offer
  }

  /// The offer of a firm by itself.
  func offer(of firm: Int) -> Offer {
    offer(of: firm, level: exponential(Double(firms.efficiency[firm])))
  }

  /// x^(−elasticity), quick at the default of 1.5.
  @inline(__always)
  private func lowered(_ x: Double) -> Double {
    let elasticity = parameters.market.priceElasticity
    return elasticity == 1.5 ? 1 / (x * x.squareRoot()) : power(x, -elasticity)
  }
}
