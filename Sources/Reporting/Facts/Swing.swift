import Foundation
import TripleHelix

/// Whether one yearly series swings with another: correlation of what both deviate from their
/// straight lines.
struct Swing: Sendable, Equatable {
  /// Correlation at the lag at which it is strongest.
  var correlation: Double
  /// Years by which the second leads the first there.
  var lag: Int
  /// Share of turns of the second series in time, this one included, with as strong a correlation.
  var probability: Double

  /// - Parameters:
  ///   - values: One entry a year.
  ///   - cycle: As many entries.
  ///   - lags: Years by which `cycle` may lead.
  /// - Returns: `nil` with fewer than fifteen years or without any variation.
  init?(of values: [Double], with cycle: [Double], lags: ClosedRange<Int> = 0...5) {
    guard values.count == cycle.count, values.count >= 15 else { return nil }
    let (own, other) = (Self.offLine(values), Self.offLine(cycle))
    func strongest(_ other: [Double]) -> (correlation: Double, lag: Int)? {
      lags.compactMap { lag -> (correlation: Double, lag: Int)? in
        Self.correlation(Array(own.dropFirst(lag)), Array(other.dropLast(lag))).map { ($0, lag) }
      }
      .max { $0.correlation.magnitude < $1.correlation.magnitude }
    }
    guard let found = strongest(other) else { return nil }
    // Turning keeps what each series remembers of itself and breaks what they share.
    let asStrong = (1..<other.count).count { turn in
      let turned = Array(other[turn...] + other[..<turn])
      let strength = strongest(turned)?.correlation.magnitude ?? 0
      return strength >= found.correlation.magnitude
    }
    correlation = found.correlation
    lag = found.lag
    probability = Double(asStrong + 1) / Double(other.count)
  }

  /// Deviations from the straight line through the series, by least squares.
  static func offLine(_ values: [Double]) -> [Double] {
    let count = Double(values.count)
    let middle = (count - 1) / 2
    let mean = values.reduce(0, +) / count
    var (sum, squares) = (0.0, 0.0)
    for (place, value) in values.enumerated() {
      sum += (Double(place) - middle) * (value - mean)
      squares += (Double(place) - middle) * (Double(place) - middle)
    }
    let slope = squares > 0 ? sum / squares : 0
    return values.enumerated().map { $1 - mean - slope * (Double($0) - middle) }
  }

  /// Pearson's correlation; `nil` where one side does not vary.
  static func correlation(_ a: [Double], _ b: [Double]) -> Double? {
    guard a.count == b.count, a.count > 2 else { return nil }
    let (meanA, meanB) = (
      a.reduce(0, +) / Double(a.count), b.reduce(0, +) / Double(b.count)
    )
    var (both, ofA, ofB) = (0.0, 0.0, 0.0)
    for (x, y) in zip(a, b) {
      both += (x - meanA) * (y - meanB)
      ofA += (x - meanA) * (x - meanA)
      ofB += (y - meanB) * (y - meanB)
    }
    let scale = (ofA * ofB).squareRoot()
    return scale > 1e-300 ? both / scale : nil
  }
}

extension Findings {
  /// Triple-helix synergy T of the country at the ends of years, in millibits.
  /// Empty where there is but one region or sector, of which none can tell of the others.
  var synergy: Series {
    let series = nationalSeries(\.measures.synergy).dropUndefined().map { 1000 * $0 }
    let isDefined = configuration.regions.count > 1 && configuration.sectors.count > 1
    return isDefined ? series : Series(ticks: [], years: [], values: [])
  }

  /// Whether T swings with the share of output on new lines.
  var synergySwing: Swing? {
    let synergy = synergy
    let shares = nationalSeries(\.innovationOutput).yearly()
    let shareAt = Dictionary(
      zip(shares.ticks, shares.values), uniquingKeysWith: { first, _ in first })
    let pairs = zip(synergy.ticks, synergy.values).compactMap { tick, value -> (Double, Double)? in
      // The initial state is no year.
      guard tick > 0, let value, let share = shareAt[tick] ?? nil else { return nil }
      return (value, share)
    }
    return Swing(of: pairs.map(\.0), with: pairs.map(\.1))
  }
}
