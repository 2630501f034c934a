import Foundation
import SensitivityAnalysis

/// Functions whose indices are known.
enum KnownFunction {
  /// sin x₁ + 7 sin² x₂ + 0.1 x₃⁴ sin x₁ on [−π, π]³; Ishigami and Homma (1990).
  case ishigami
  /// Π (|4xᵢ − 2| + aᵢ) / (1 + aᵢ) on the unit cube; Sobol' (1993).
  case sobolG([Double])
  /// Σ cᵢ xᵢ on the unit cube.
  case linear([Double])
  /// Σ (−1)ⁱ Π x₁ … xᵢ on the unit cube of so many inputs; Bratley, Fox and Niederreiter (1992).
  case bratley(Int)
  /// Welch and others (1992) on the unit cube, whose coordinates less ½ are the function's; inputs above 20
  /// do nothing.
  case welch(Int)
  /// Morris (1991) with fixed coefficients in the place of those that he drew.
  case morris

  var factors: [Factor] {
    get throws {
      switch self {
      case .ishigami:
        try (1...3).map {
          try Factor("x\($0)", .range(low: -Double.pi, high: .pi, scale: .linear))
        }
      case .sobolG(let a): try unitFactors(a.count)
      case .linear(let c): try unitFactors(c.count)
      case .bratley(let count), .welch(let count): try unitFactors(count)
      case .morris: try unitFactors(20)
      }
    }
  }

  func value(_ x: [Double]) -> Double {
    switch self {
    case .ishigami: sin(x[0]) + 7 * pow(sin(x[1]), 2) + 0.1 * pow(x[2], 4) * sin(x[0])
    case .sobolG(let a):
      zip(x, a).reduce(1) { $0 * (abs(4 * $1.0 - 2) + $1.1) / (1 + $1.1) }
    case .linear(let c): zip(x, c).reduce(0) { $0 + $1.0 * $1.1 }
    case .bratley: Self.bratleyValue(x)
    case .welch: Self.welchValue(x)
    case .morris: Self.morrisValue(x)
    }
  }

  func outputs(_ points: DesignPoints) -> [Double] {
    (0..<points.count).map { value(points.values(of: $0).compactMap(Double.init)) }
  }

  /// Sᵢ and STᵢ.
  var variances: (first: [Double], total: [Double]) {
    switch self {
    case .ishigami:
      let (a, b, p) = (7.0, 0.1, Double.pi)
      let one = 0.5 * pow(1 + b * pow(p, 4) / 5, 2)
      let two = a * a / 8
      let both = b * b * pow(p, 8) * (1.0 / 18 - 1.0 / 50)
      let all = one + two + both
      return ([one / all, two / all, 0], [(one + both) / all, two / all, both / all])
    case .sobolG(let a):
      let own = a.map { 1 / (3 * (1 + $0) * (1 + $0)) }
      let all = own.reduce(1) { $0 * (1 + $1) } - 1
      return (
        own.map { $0 / all }, own.map { $0 * (all + 1) / (1 + $0) / all }
      )
    case .linear(let c):
      let all = c.reduce(0) { $0 + $1 * $1 }
      let shares = c.map { $0 * $0 / all }
      return (shares, shares)
    case .bratley(let count): return Self.bratleyVariances(count)
    case .welch(let count): return Self.welchVariances(count)
    case .morris: return ([], [])
    }
  }

  private static func scaled(_ x: Double, _ factor: Int) -> Double {
    [2, 4, 6].contains(factor) ? 2 * (1.1 * x / (x + 0.1) - 0.5) : 2 * (x - 0.5)
  }

  private static func morrisValue(_ x: [Double]) -> Double {
    func sign(_ n: Int) -> Double { n % 2 == 0 ? 1 : -1 }
    let w = x.enumerated().map { scaled($1, $0) }
    var y = 0.0
    for i in 0..<20 {
      y += (i < 10 ? 20 : sign(i + 1)) * w[i]
      for j in (i + 1)..<max(20, i + 1) { y += (j < 6 ? -15 : sign(i + j + 2)) * w[i] * w[j] }
    }
    for i in 0..<5 {
      for j in (i + 1)..<max(5, i + 1) {
        for l in (j + 1)..<max(5, j + 1) { y -= 10 * w[i] * w[j] * w[l] }
      }
    }
    return y + 5 * w[0] * w[1] * w[2] * w[3]
  }

  /// The mean effect of x₈, x₉ and x₁₀, on which nothing but products of two with ±1 depend: other
  /// factors lie on the four levels alike, where wⱼ has mean 0 unless it is bent.
  static func morrisMeanEffect(of factor: Int) -> Double {
    var slope = 20.0
    for bent in [2, 4, 6] {
      let mean = [0, 1.0 / 3, 2.0 / 3, 1].reduce(0) { $0 + scaled($1, bent) } / 4
      slope += ((bent + factor) % 2 == 0 ? 1 : -1) * mean
    }
    return 2 * slope
  }
}

// Functions of many inputs.
extension KnownFunction {
  fileprivate static func bratleyValue(_ x: [Double]) -> Double {
    var (sum, product) = (0.0, 1.0)
    for (place, value) in x.enumerated() {
      product *= value
      sum += place % 2 == 0 ? -product : product
    }
    return sum
  }

  fileprivate static func bratleyVariances(_ count: Int) -> (first: [Double], total: [Double]) {
    /// E f(x) f(x') where x and x' share some inputs and are independent in the others: 1/3 for each
    /// shared input in both products, 1/4 for each other one, 1/2 for each in the longer alone.
    func product(_ isShared: (Int) -> Bool) -> Double {
      var (sum, both) = (0.0, 1.0)
      for shorter in 0..<count {
        both *= isShared(shorter) ? 1.0 / 3 : 0.25
        sum += both
        for longer in (shorter + 1)..<max(count, shorter + 1) {
          sum +=
            2 * ((longer - shorter) % 2 == 0 ? 1 : -1) * both * pow(0.5, Double(longer - shorter))
        }
      }
      return sum
    }
    let square = product { _ in false }
    let all = product { _ in true } - square
    return (
      (0..<count).map { input in (product { $0 == input } - square) / all },
      (0..<count).map { input in 1 - (product { $0 != input } - square) / all }
    )
  }

  /// Slopes of the inputs that are linear alone, by their number from 1.
  private static let welchSlopes: [Int: Double] = [
    2: 0.05, 3: 0.08, 5: 1, 6: -0.03, 7: 0.03, 9: -0.09, 10: -0.01, 11: -0.07, 14: -0.04, 15: 0.06,
    17: -0.01, 18: -0.03,
  ]

  fileprivate static func welchValue(_ x: [Double]) -> Double {
    let z = [0] + x.prefix(20).map { $0 - 0.5 }
    var sum = 5 * z[12] / (1 + z[1]) + 5 * (z[4] - z[20]) * (z[4] - z[20])
    sum += 40 * z[19] * z[19] * z[19] - 5 * z[19] + 0.25 * z[13] * z[13]
    for (place, slope) in welchSlopes.sorted(by: { $0.key < $1.key }) { sum += slope * z[place] }
    return sum
  }

  fileprivate static func welchVariances(_ count: Int) -> (first: [Double], total: [Double]) {
    var first = [Double](repeating: 0, count: count)
    for (place, slope) in welchSlopes { first[place - 1] = slope * slope / 12 }
    let square = 1.0 / 80 - 1.0 / 144
    // E 1/(1 + z) = ln 3 and E 1/(1 + z)² = 4/3.
    let mean = log(3.0)
    first[11] = 25.0 / 12 * mean * mean
    (first[3], first[19], first[12]) = (25 * square, 25 * square, 0.0625 * square)
    first[18] = 1600.0 / 448 - 400.0 / 80 + 25.0 / 12
    let (quotient, product) = (25.0 / 12 * (4.0 / 3 - mean * mean), 100.0 / 144)
    var total = first
    for place in [0, 11] { total[place] += quotient }
    for place in [3, 19] { total[place] += product }
    let all = first.reduce(0, +) + quotient + product
    return (first.map { $0 / all }, total.map { $0 / all })
  }
}
