/// The central bank's rule, and rivals abroad who learn.
extension Simulation {
  /// The interest rate follows consumer prices and their rise, smoothly and never under zero:
  /// target = φ_p ln(CPI) + φ_π Δ ln(CPI), in deviation from the usual rate.
  func setInterest() {
    let money = parameters.money
    let price = max(nation.consumerPrice, 1e-9)
    let inflation = logarithm(price / max(nation.lastConsumerPrice, 1e-9))
    nation.lastConsumerPrice = price
    guard mechanisms.monetaryRule else { return }
    let target =
      money.priceReaction * logarithm(price / nation.initialConsumerPrice)
      + money.inflationReaction * inflation
    nation.rateGap += money.rateSmoothing * (target - nation.rateGap)
    nation.rateGap = max(nation.rateGap, -parameters.accounts.interest)
  }

  /// Quality that rivals abroad gain in a quarter from the exporters who beat them: of many rivals
  /// those who fall behind leave, and the others copy.
  func worldLearning(_ s: Int) -> Double {
    mechanisms.worldImitation ? parameters.money.worldImitation * sectors.exportersLead[s] : 0
  }
}
