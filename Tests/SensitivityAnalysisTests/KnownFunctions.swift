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
