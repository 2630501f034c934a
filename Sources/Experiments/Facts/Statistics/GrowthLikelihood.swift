import Foundation
import RegionalMeasures
import TripleHelix

/// Growth rates under the exponential-power (Subbotin) density, free against normal.
///
/// With the location at the median m and the best scale for a shape b, the log-likelihood of n
/// rates is −n · [ln(2 b^{1/b} Γ(1+1/b)) + ln a + 1/b], a = (mean |x−m|ᵇ)^{1/b}.
struct GrowthLikelihood: Equatable {
  /// Maximum-likelihood shape; 1 is Laplace, 2 normal.
  let shape: Double
  /// 2 · (ln L(shape) − ln L(2)), which is χ² of one degree of freedom if growth is normal.
  let ratioAgainstNormal: Double

  /// Chance of so large a ratio if growth were normal.
  var normalProbability: Double { erfc((max(0, ratioAgainstNormal) / 2).squareRoot()) }

  /// - Parameter growth: One entry per firm; nil with fewer than ten or without variation.
  init?(_ growth: [Double]) {
    shape = subbotinShape(of: growth)
    guard shape.isFinite else { return nil }
    let location = median(of: growth)
    let deviations = growth.map { abs($0 - location) }
    ratioAgainstNormal =
      2 * (Self.logLikelihood(shape, deviations) - Self.logLikelihood(2, deviations))
  }

  static func logLikelihood(_ shape: Double, _ deviations: [Double]) -> Double {
    let power = deviations.reduce(0) { $0 + pow($1, shape) } / Double(deviations.count)
    let constant = log(2) + log(shape) / shape + log(tgamma(1 + 1 / shape))
    return -Double(deviations.count) * (constant + log(power) / shape + 1 / shape)
  }
}
