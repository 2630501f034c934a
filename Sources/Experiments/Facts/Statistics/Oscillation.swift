import Foundation
import Randomness
import RegionalMeasures
import TripleHelix

/// Whether a yearly series swings, rather than wanders or flickers.
struct Oscillation {
  /// The series less its trend, a line.
  let residual: [Double]
  /// Frequencies j/n and their shares of the power at j = 2…n/2: what takes longer than half
  /// of the record is trend.
  let spectrum: [(frequency: Double, share: Double)]

  init?(_ series: [Double]) {
    guard series.count >= 16, series.allSatisfy(\.isFinite) else { return nil }
    residual = detrended(series)
    spectrum = periodogram(residual)
    guard !spectrum.isEmpty, spectrum.allSatisfy({ $0.share.isFinite }) else { return nil }
  }

  /// Largest share of the power in one frequency.
  var peak: Double { spectrum.map(\.share).max() ?? .nan }
  /// Years of a swing at that frequency.
  var period: Double {
    spectrum.max { $0.share < $1.share }.map { 1 / $0.frequency } ?? .nan
  }
  /// Standard deviation of the residual, in the unit of the series.
  var amplitude: Double {
    (residual.reduce(0) { $0 + $1 * $1 } / Double(residual.count)).squareRoot()
  }
  /// Turning points over those of noise, 2(n−2)/3; smooth swings have fewer. Kendall and Stuart.
  var turningPointRatio: Double {
    var turns = 0
    for place in 1..<(residual.count - 1) {
      let (before, after) = (residual[place - 1], residual[place + 1])
      if (residual[place] - before) * (after - residual[place]) < 0 { turns += 1 }
    }
    return Double(turns) / (2 * Double(residual.count - 2) / 3)
  }

  /// Chance of so high a peak in the series with its years shuffled.
  func shuffledProbability(samples: Int = 199, seed: UInt64 = 1) -> Double {
    exceedance(samples, seed, process: 0x7368_7566) { stream in
      var shuffled = residual
      for place in stride(from: shuffled.count - 1, to: 0, by: -1) {
        shuffled.swapAt(place, Int(stream.uniform() * Double(place + 1)))
      }
      return shuffled
    }
  }

  /// Chance of so high a peak in a first-order autoregression of the same persistence: a series that
  /// only remembers has its spectrum at low frequencies too.
  func autoregressiveProbability(samples: Int = 199, seed: UInt64 = 1) -> Double {
    var (products, squares) = (0.0, 0.0)
    for place in 1..<residual.count {
      products += residual[place] * residual[place - 1]
      squares += residual[place - 1] * residual[place - 1]
    }
    guard squares > 0 else { return .nan }
    let persistence = max(-0.99, min(0.99, products / squares))
    return exceedance(samples, seed, process: 0x6172_3031) { stream in
      var value = stream.gaussian() / (1 - persistence * persistence).squareRoot()
      let drawn = residual.indices.map { _ in
        value = persistence * value + stream.gaussian()
        return value
      }
      return detrended(drawn)
    }
  }

  private func exceedance(
    _ samples: Int, _ seed: UInt64, process: UInt32, draw: (inout RandomStream) -> [Double]
  ) -> Double {
    var stream = RandomStream()
    var asHigh = 0
    for sample in 0..<samples {
      stream.reset(
        key: StreamKey(seed: seed, process: process), entity: UInt64(sample), tick: 0)
      let other = periodogram(draw(&stream)).map(\.share).max() ?? 0
      if other >= peak { asHigh += 1 }
    }
    return Double(1 + asHigh) / Double(1 + samples)
  }
}

/// `series` less the line through it.
func detrended(_ series: [Double]) -> [Double] {
  let times = series.indices.map(Double.init)
  let slope = leastSquaresSlope(times, series)
  let (timeMean, seriesMean) = (mean(of: times), mean(of: series))
  return zip(times, series).map { $1 - seriesMean - slope * ($0 - timeMean) }
}

/// Shares of the power at the frequencies j/n, j = 2…n/2.
private func periodogram(_ residual: [Double]) -> [(frequency: Double, share: Double)] {
  let count = residual.count
  guard count >= 4 else { return [] }
  let powers = (1...count / 2).map { j in
    var (real, imaginary) = (0.0, 0.0)
    for (time, value) in residual.enumerated() {
      let angle = 2 * Double.pi * Double(j * time % count) / Double(count)
      real += value * cos(angle)
      imaginary += value * sin(angle)
    }
    return real * real + imaginary * imaginary
  }
  // What takes longer is in no share: else a slow drift would hide every swing.
  let total = powers.dropFirst().reduce(0, +)
  return powers.indices.dropFirst().map {
    (Double($0 + 1) / Double(count), total > 0 ? powers[$0] / total : .nan)
  }
}

/// How two yearly series move together at the lag where they do most.
struct LaggedCorrelation: Equatable {
  /// The largest correlation in size, and the years by which the second series leads.
  let correlation: Double
  let lag: Int

  /// - Parameter lags: Largest lag either way, years.
  init?(_ first: [Double], _ second: [Double], lags: Int = 5) {
    guard first.count == second.count, first.count >= 4 * lags else { return nil }
    var best = (correlation: 0.0, lag: 0)
    for lag in -lags...lags {
      let count = first.count - abs(lag)
      let a = Array(first[max(0, lag)...].prefix(count))
      let b = Array(second[max(0, -lag)...].prefix(count))
      let value = RegionalMeasures.correlation(a, b)
      if value.isFinite, abs(value) > abs(best.correlation) { best = (value, lag) }
    }
    (correlation, lag) = best
  }

  /// Chance of so strong a correlation if one series is turned round in time by any number of
  /// years: turning keeps the persistence of both and breaks what ties them.
  static func turnedProbability(_ first: [Double], _ second: [Double], lags: Int = 5) -> Double {
    guard let actual = LaggedCorrelation(first, second, lags: lags) else { return .nan }
    // Turns by up to the lags are the actual alignment again.
    let turns = (lags + 1)..<max(lags + 2, first.count - lags)
    let asStrong = turns.count { turn in
      let turned = Array(second[turn...] + second[..<turn])
      guard let other = LaggedCorrelation(first, turned, lags: lags) else { return false }
      return abs(other.correlation) >= abs(actual.correlation)
    }
    return Double(1 + asStrong) / Double(1 + turns.count)
  }
}
