import Foundation
import TripleHelix

/// The rise of one generation: the share of its sector's output on it or a newer one.
///
/// Adoption is of "this or newer", since a generation that is leapt over never holds a sector alone.
struct AdoptionCurve {
  /// Quarters since the launch, ascending by the length of a tick.
  let times: [Double]
  /// Adopted share of output, one entry per time.
  let shares: [Double]

  /// - Parameters:
  ///   - launched: Tick of the first use.
  ///   - ticks: Recorded ticks, ascending.
  ///   - adopted: Share of output, one entry per recorded tick.
  init(launched: Int, ticks: [Int], adopted: [Double], timeStep: TimeStep = .quarter) {
    let known = zip(ticks, adopted).filter { $0.0 >= launched && $0.1.isFinite }
    times = known.map { Double($0.0 - launched) / timeStep.quarter }
    shares = known.map(\.1)
  }

  /// Time at which `level` is first reached, interpolated between ticks; nil if it never is.
  func time(reaching level: Double) -> Double? {
    guard let place = shares.firstIndex(where: { $0 >= level }) else { return nil }
    guard place > 0 else { return times[0] }
    let (before, after) = (shares[place - 1], shares[place])
    return times[place - 1] + (times[place] - times[place - 1]) * (level - before)
      / (after - before)
  }
}

extension AdoptionCurve {
  /// A curve with two parameters that ends at one.
  enum Shape {
    /// 1/(1 + exp(−k(t − t½))).
    case logistic
    /// 1 − exp(−k(t − t₀)) after t₀ = t½ − ln 2/k, 0 before.
    case concaveExponential

    func share(at time: Double, half: Double, rate: Double) -> Double {
      switch self {
      case .logistic: 1 / (1 + exp(-rate * (time - half)))
      case .concaveExponential: max(0, 1 - exp(-rate * (time - half)) / 2)
      }
    }
  }

  struct Fit {
    /// Time at which the fitted curve passes one half, in quarters since the launch.
    var half: Double
    /// Rate k per quarter.
    var rate: Double
    /// Share of the variance of the adopted share that the curve explains, R².
    var explained: Double
  }

  /// The curve of `shape` that is nearest to the adopted share by least squares; nil with fewer than
  /// four points or no variation.
  ///
  /// The points are those from the launch until 99 % is reached: the plateau after it lasts as long
  /// as the record and would make any saturating curve look good. The search goes over t½ and ln k,
  /// which hardly interact, by steps that are halved when none improves, from three rates.
  func fit(_ shape: Shape) -> Fit? {
    let end = shares.firstIndex { $0 >= 0.99 } ?? shares.count - 1
    guard end >= 3 else { return nil }
    let (times, shares) = (times[...end], shares[...end])
    let average = shares.reduce(0, +) / Double(shares.count)
    let total = shares.reduce(0) { $0 + ($1 - average) * ($1 - average) }
    guard total > 0 else { return nil }

    func residual(_ half: Double, _ logRate: Double) -> Double {
      let rate = exp(logRate)
      return zip(times, shares).reduce(0) { sum, point in
        let gap = point.1 - shape.share(at: point.0, half: half, rate: rate)
        return sum + gap * gap
      }
    }

    let length = times[end] - times[0]
    let start = time(reaching: 0.5) ?? times[end]
    var best = (half: start, logRate: 0.0, residual: Double.infinity)
    for spans in [2.0, 6, 18] {
      var point = (half: start, logRate: log(spans / length), residual: 0.0)
      point.residual = residual(point.half, point.logRate)
      var (halfStep, rateStep) = (length / 8, 0.5)
      while rateStep > 1e-5 {
        let moves = [(halfStep, 0), (-halfStep, 0), (0, rateStep), (0, -rateStep)]
          .map { (half: point.half + $0.0, logRate: point.logRate + $0.1) }
          .map { (half: $0.half, logRate: $0.logRate, residual: residual($0.half, $0.logRate)) }
        if let move = moves.min(by: { $0.residual < $1.residual }), move.residual < point.residual {
          point = move
        } else {
          (halfStep, rateStep) = (halfStep / 2, rateStep / 2)
        }
      }
      if point.residual < best.residual { best = point }
    }
    return Fit(
      half: best.half, rate: exp(best.logRate), explained: 1 - best.residual / total)
  }
}
