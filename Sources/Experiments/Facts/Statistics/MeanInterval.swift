import Foundation

/// A mean over seeds with half of its 95 % interval.
public struct MeanInterval: Sendable, Equatable {
  public let mean: Double
  /// t₀.₉₇₅ · s / √n; not a number with one value.
  public let halfWidth: Double
  public let count: Int

  /// - Parameter values: One entry per seed; what is not finite is left out.
  public init(_ values: [Double]) {
    let finite = values.filter(\.isFinite)
    count = finite.count
    guard count > 0 else { (mean, halfWidth) = (.nan, .nan); return }
    let average = finite.reduce(0, +) / Double(count)
    mean = average
    guard count > 1 else { halfWidth = .nan; return }
    let squares = finite.reduce(0) { $0 + ($1 - average) * ($1 - average) }
    halfWidth =
      studentQuantile(0.975, freedom: count - 1)
      * (squares / Double(count - 1) / Double(count))
      .squareRoot()
  }

  /// Ends of the interval; the mean twice where one value gives none.
  public var lower: Double { halfWidth.isFinite ? mean - halfWidth : mean }
  public var upper: Double { halfWidth.isFinite ? mean + halfWidth : mean }
}

/// The quantile of Student's t with `freedom` degrees of freedom, by bisection on its distribution.
func studentQuantile(_ probability: Double, freedom: Int) -> Double {
  studentQuantile(probability, freedom: Double(freedom))
}

/// The same for degrees of freedom that need not be whole, as Welch's.
func studentQuantile(_ probability: Double, freedom: Double) -> Double {
  precondition(probability > 0.5 && probability < 1 && freedom > 0, "an upper quantile")
  var (low, high) = (0.0, 1e4)
  while high - low > 1e-10 * max(1, high) {
    let middle = (low + high) / 2
    if studentDistribution(middle, freedom: freedom) < probability {
      low = middle
    } else {
      high = middle
    }
  }
  return (low + high) / 2
}

/// P(|T| ≥ |t|) of Student's t with `freedom` degrees of freedom.
func studentTails(_ t: Double, freedom: Int) -> Double {
  let freedom = Double(freedom)
  return incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5)
}

/// P(T ≤ t) for t ≥ 0: 1 − ½ I(ν/(ν+t²); ν/2, ½).
private func studentDistribution(_ t: Double, freedom: Double) -> Double {
  1 - incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5) / 2
}

/// The regularised incomplete beta function by its continued fraction (Lentz's method), DLMF 8.17.22.
func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
  if x <= 0 { return 0 }
  if x >= 1 { return 1 }
  // The fraction converges quickly on this side only.
  if x > (a + 1) / (a + b + 2) { return 1 - incompleteBeta(1 - x, b, a) }
  let logBeta = lgamma(a) + lgamma(b) - lgamma(a + b)
  let front = exp(a * log(x) + b * log(1 - x) - logBeta) / a
  let tiny = 1e-300
  var c = 1.0
  var d = 1 / max(1 - (a + b) * x / (a + 1), tiny)
  var fraction = d
  for step in 1...500 {
    let m = Double(step)
    func advance(_ coefficient: Double) -> Double {
      d = 1 + coefficient * d
      if abs(d) < tiny { d = tiny }
      c = 1 + coefficient / c
      if abs(c) < tiny { c = tiny }
      d = 1 / d
      fraction *= c * d
      return c * d
    }
    let place = a + 2 * m
    let even = m * (b - m) * x / ((place - 1) * place)
    let odd = -(a + m) * (a + b + m) * x / (place * (place + 1))
    _ = advance(even)
    let change = advance(odd)
    if abs(change - 1) < 1e-14 { break }
  }
  return front * fraction
}
