import Randomness

/// The eight factors of a firm's social capital, from a survey of 75 enterprises.
///
/// Each row of the survey gives the percentages of very high, high, not very high and low; a
/// Gaussian copula (ρ = 0.5 within a block of factors, 0.25 between blocks) draws the category and
/// the place inside it. Blocks: relationships and participation (1, 2, 6), trust and understanding
/// (5, 7), education and knowledge (8), culture and behaviour (3, 4).
enum SocialCapital {
  typealias Factors = SIMD8<UInt8>

  /// Shares of low, not very high, high and very high by factor, in percent: table 1 of the survey.
  static let survey: [[Double]] = [
    [28, 35, 22, 15],
    [6, 39, 22, 33],
    [35, 32, 21, 12],
    [20, 41, 21, 18],
    [7, 22, 30, 41],
    [9, 25, 45, 21],
    [9, 11, 25, 55],
    [8, 24, 27, 41],
  ]

  /// Block of each factor.
  static let blocks = [0, 0, 3, 3, 1, 0, 1, 2]

  private static let withinBlock = 0.5
  private static let betweenBlocks = 0.25

  /// Draws the factors of one firm: thirteen normal numbers, one common, one a block, one a factor.
  ///
  /// z_k = √b · z + √(w − b) · z_block + √(1 − w) · ε_k has correlations w inside and b between.
  static func draw(_ stream: inout RandomStream) -> Factors {
    let common = betweenBlocks.squareRoot() * stream.gaussian()
    var blockDraws = SIMD4<Double>(repeating: 0)
    for block in 0..<4 {
      blockDraws[block] = (withinBlock - betweenBlocks).squareRoot() * stream.gaussian()
    }
    var factors = Factors(repeating: 0)
    for k in 0..<8 {
      let z = common + blockDraws[blocks[k]] + (1 - withinBlock).squareRoot() * stream.gaussian()
      factors[k] = UInt8((position(standardNormalCDF(z), in: survey[k]) * 255).rounded())
    }
    return factors
  }

  /// Where the quantile `u` of a survey row lies in [0, 1]: categories are bins of a quarter, and
  /// inside a bin the position is uniform.
  private static func position(_ u: Double, in row: [Double]) -> Double {
    var below = 0.0
    for category in 0..<4 {
      let share = row[category] / 100
      if u < below + share || category == 3 {
        return min(1, (Double(category) + clamp((u - below) / share, 0, 1)) / 4)
      }
      below += share
    }
    return 1
  }

  /// The factors as one number, factor k in the k-th byte from below, and back.
  static func packed(_ factors: Factors) -> UInt64 {
    (0..<8).reduce(0) { $0 | UInt64(factors[$1]) << UInt64(8 * $1) }
  }

  static func factors(packed word: UInt64) -> Factors {
    var factors = Factors(repeating: 0)
    for k in 0..<8 { factors[k] = UInt8(truncatingIfNeeded: word >> UInt64(8 * k)) }
    return factors
  }

  /// Factor `k` in [0, 1].
  static func factor(_ factors: Factors, _ k: Int) -> Double { Double(factors[k]) / 255 }

  /// Geometric mean of the four blocks: the weakest block rules.
  static func readiness(_ factors: Factors) -> Double {
    let first = (factor(factors, 0) + factor(factors, 1) + factor(factors, 5)) / 3
    let second = (factor(factors, 4) + factor(factors, 6)) / 2
    let fourth = (factor(factors, 2) + factor(factors, 3)) / 2
    return max(0, first * second * factor(factors, 7) * fourth).squareRoot().squareRoot()
  }
}
