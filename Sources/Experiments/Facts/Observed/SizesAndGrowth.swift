import Foundation
import RegionalMeasures
import TripleHelix

/// Facts 1 and 2 in one run: the upper tail of firm sizes and the shape of their growth, by years.
struct ObservedSizesAndGrowth {
  private var hill: [Double] = []
  private var rankSize: [Double] = []
  private var skew: [Double] = []
  private var shape: [Double] = []
  private var ratio: [Double] = []
  private var rejected: [Double] = []

  /// Firms this small grow in steps that are people, so their rates are left out.
  static let smallest = 1.5

  mutating func observe(_ firms: [FirmRecord]) {
    let sizes = firms.map(\.employees)
    hill.append(hillExponent(of: sizes))
    rankSize.append(rankSizeExponent(of: sizes))
    skew.append(skewness(of: sizes.filter { $0 > 0 }.map { log($0) }))
    let growth = firms.compactMap { firm -> Double? in
      guard firm.salesLastYear > 0, firm.salesThisYear > 0 else { return nil }
      let rate = log(firm.salesThisYear / firm.salesLastYear)
      // Classed by size before the growth, else large sizes select large growth.
      return firm.employees * exp(-rate) >= Self.smallest ? rate : nil
    }
    guard let fit = GrowthLikelihood(growth) else { return }
    shape.append(fit.shape)
    ratio.append(fit.ratioAgainstNormal)
    rejected.append(fit.normalProbability < 0.001 ? 1 : 0)
  }

  var statistics: [String: Double] {
    [
      "hill": finiteMean(of: hill), "rank_size": finiteMean(of: rankSize),
      "size_skewness": finiteMean(of: skew), "growth_shape": finiteMean(of: shape),
      "growth_ratio": finiteMean(of: ratio), "normal_rejected": finiteMean(of: rejected),
    ]
  }
}
