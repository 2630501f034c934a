import Foundation
import Testing

@testable import RegionalMeasures

/// The `count` quantiles at (i − ½)/n of a distribution: a sample without chance.
private func grid(_ count: Int, _ quantile: (Double) -> Double) -> [Double] {
  (0..<count).map { quantile((Double($0) + 0.5) / Double(count)) }
}

private func laplace(_ probability: Double) -> Double {
  probability < 0.5 ? log(2 * probability) : -log(2 * (1 - probability))
}

/// Normal quantile by bisection on the distribution function: slow and obvious.
private func normal(_ probability: Double) -> Double {
  var (low, high) = (-9.0, 9.0)
  while high - low > 1e-12 {
    let middle = (low + high) / 2
    if erfc(-middle / 2.0.squareRoot()) / 2 < probability { low = middle } else { high = middle }
  }
  return (low + high) / 2
}

@Suite struct QuantileTests {
  @Test(arguments: [0, 0.1, 0.25, 0.5, 0.9, 1])
  func `selection agrees with sorting, also among equal values`(probability: Double) {
    let values = (0..<1001).map { Double(($0 * 7919) % 97) }
    let sorted = values.sorted()
    #expect(quantile(probability, of: values) == sorted[Int(1000 * probability)])
  }

  @Test func `quantiles interpolate as R's type 7 does`() {
    #expect(median(of: [3, 1, 2]) == 2)
    #expect(median(of: [4, 1, 3, 2]) == 2.5)
    // R 4: quantile(c(1, 2, 4, 8), 0.3) gives 1.9.
    #expect(abs(quantile(0.3, of: [8, 4, 2, 1]) - 1.9) < 1e-12)
  }

  @Test func `no values, or one that is not finite, have no quantile`() {
    #expect(median(of: []).isNaN)
    #expect(median(of: [1, .nan, 2]).isNaN)
    #expect(mean(of: []).isNaN)
  }

  @Test func `correlation is one on a line and not defined for a constant`() {
    #expect(abs(correlation([1, 2, 4], [10, 8, 4]) + 1) < 1e-12)
    // R 4: cor(c(1, 2, 3, 4), c(1, 3, 2, 4)) gives 0.8.
    #expect(abs(correlation([1, 2, 3, 4], [1, 3, 2, 4]) - 0.8) < 1e-12)
    #expect(correlation([1, 2, 3], [5, 5, 5]).isNaN)
  }
}

@Suite struct FirmSizeTests {
  @Test func `Hill's estimator is exact on four firms`() {
    // Two largest over the third: ln(8/2) + ln(4/2) = 3 ln 2.
    let exponent = hillExponent(of: [1, 8, 2, 4], tailShare: 0.5)
    #expect(abs(exponent - 2 / (3 * log(2))) < 1e-12)
  }

  @Test(arguments: [0.8, 1.06, 2])
  func `a Pareto sample gives back its exponent`(exponent: Double) {
    // The grid's finite tail biases the estimate by about 1/k of it; k = 5,000.
    let sizes = grid(100_000) { pow(1 - $0, -1 / exponent) }.reversed()
    #expect(abs(hillExponent(of: Array(sizes)) / exponent - 1) < 2e-3)
  }

  @Test func `a tail of one firm, of equal firms or with bad sizes has no exponent`() {
    #expect(hillExponent(of: []).isNaN)
    #expect(hillExponent(of: [1, 2, 3]).isNaN)
    #expect(hillExponent(of: Array(repeating: 2, count: 100)).isNaN)
    #expect(
      hillExponent(of: Array(repeating: 0, count: 90) + grid(10) { 1 + $0 }, tailShare: 0.5).isNaN)
    #expect(hillExponent(of: grid(99) { $0 } + [.nan]).isNaN)
  }

  @Test func `classes double and hold every firm`() {
    let classes = sizeClasses(of: [0.5, 0.9, 1, 7.9, 8])
    #expect(
      classes == [
        SizeClass(lower: 0.5, upper: 1, firmCount: 2, employees: 1.4, shareAbove: 1),
        SizeClass(lower: 1, upper: 2, firmCount: 1, employees: 1, shareAbove: 0.6),
        SizeClass(lower: 2, upper: 4, firmCount: 0, employees: 0, shareAbove: 0.4),
        SizeClass(lower: 4, upper: 8, firmCount: 1, employees: 7.9, shareAbove: 0.4),
        SizeClass(lower: 8, upper: 16, firmCount: 1, employees: 8, shareAbove: 0.2),
      ])
  }

  @Test func `firms under half a person have a class of their own`() {
    let classes = sizeClasses(of: [0.1, 0, 0.6])
    #expect(classes.map(\.lower) == [0, 0.5])
    #expect(classes.map(\.firmCount) == [2, 1])
    #expect(sizeClasses(of: []).isEmpty)
    #expect(sizeClasses(of: [1, .infinity]).isEmpty)
  }
}

@Suite struct GrowthRateTests {
  @Test func `Laplace growth has shape one, normal growth two`() {
    // Tolerance: a grid lacks the tail beyond its last point, which lifts the shape a little.
    #expect(abs(subbotinShape(of: grid(20_000, laplace)) - 1) < 0.003)
    #expect(abs(subbotinShape(of: grid(20_000, normal)) - 2) < 0.003)
  }

  @Test func `location and scale leave the shape alone`() {
    let growth = grid(2000, laplace)
    let moved = growth.map { 0.03 + 1e-3 * $0 }
    #expect(abs(subbotinShape(of: growth) - subbotinShape(of: moved)) < 1e-4)
  }

  @Test func `the shape agrees with SciPy's fit`() {
    // SciPy 1.17: i = np.arange(1, 201); x = np.tan(1.4*np.sin(i*i.astype(float)));
    // stats.gennorm.fit(x, floc=np.median(x)) gives beta = 1.40387.
    let growth = (1...200).map { tan(1.4 * sin(Double($0 * $0))) }
    #expect(abs(subbotinShape(of: growth) - 1.40387) < 1e-3)
  }

  @Test func `shapes beyond the searched range show as its bounds`() {
    #expect(abs(subbotinShape(of: [-1, 1, -1, 1, -1, 1, -1, 1, -1, 1]) - 5) < 1e-4)
    let spiked = Array(repeating: 0.0, count: 999) + [1, -1]
    #expect(abs(subbotinShape(of: spiked) - 0.2) < 1e-4)
  }

  @Test func `few or equal rates have no shape`() {
    #expect(subbotinShape(of: []).isNaN)
    #expect(subbotinShape(of: Array(repeating: 0.1, count: 50)).isNaN)
    #expect(subbotinShape(of: Array(repeating: 0, count: 50) + [.nan]).isNaN)
  }

  @Test func `deviations that fall with a power of size give back the power`() {
    var (growth, sizes) = ([Double](), [Double]())
    for power in 0..<8 {
      for firm in 0..<(40 * (power + 1)) {
        sizes.append(1.5 * pow(2, Double(power)))
        growth.append((firm % 2 == 0 ? 1 : -1) * 0.3 * pow(sizes[sizes.count - 1], -0.2))
      }
    }
    // n − 1 in the deviation bends the line by under 1/(2·40) from the first to the second class.
    #expect(abs(logLogSlope(ofGrowth: growth, onSize: sizes) + 0.2) < 2e-3)
  }

  @Test func `classes of under thirty firms do not count`() {
    let growth = (0..<60).map { $0 % 2 == 0 ? 0.1 : -0.1 }
    let sizes = (0..<60).map { $0 < 31 ? 1.0 : 16 }
    #expect(logLogSlope(ofGrowth: growth, onSize: sizes).isNaN)
    #expect(logLogSlope(ofGrowth: [], onSize: []).isNaN)
  }
}

@Suite struct InequalityTests {
  @Test func `equal shares are the least, one share the most concentrated`() {
    #expect(herfindahl(of: [2, 2, 2, 2]) == 0.25)
    #expect(herfindahl(of: [0, 7]) == 1)
    #expect(gini(of: [2, 2, 2, 2]) == 0)
    #expect(gini(of: [0, 0, 0, 7]) == 0.75)
    #expect(abs(gini(of: [1, 2, 3]) - 2.0 / 9) < 1e-12)
  }

  @Test func `shares of nothing are not defined`() {
    #expect(herfindahl(of: []).isNaN)
    #expect(gini(of: [0, 0]).isNaN)
    #expect(herfindahl(of: [1, -1, 3]).isNaN)
    #expect(theil(of: []).total.isNaN)
    #expect(theil(of: [1, 2], weights: [1, 0]).total.isNaN)
  }

  @Test func `Theil's index is zero for equal means and ln n for one owner`() {
    #expect(theil(of: [3, 6], weights: [1, 2]).total == 0)
    #expect(abs(theil(of: [0, 0, 5]).total - log(3)) < 1e-12)
  }

  @Test func `Theil's parts add up to the whole`() {
    let values = (1...12).map { Double($0 * $0) }
    let weights = (1...12).map { Double(13 - $0) }
    let groups = (1...12).map { $0 % 3 }
    let whole = theil(of: values, weights: weights)
    let parts = theil(of: values, weights: weights, groups: groups)
    #expect(whole.between == 0)
    #expect(parts.within > 0 && parts.between > 0)
    #expect(abs(parts.total - whole.total) < 1e-12)
    let alone = theil(of: values, weights: weights, groups: Array(1...12))
    #expect(alone.within == 0 && abs(alone.between - whole.total) < 1e-12)
  }
}
