import Foundation
import SensitivityAnalysis

/// What SALib and SciPy computed; see `Oracles/make_oracles.py`.
struct Oracles: Decodable {
  struct Radial: Decodable {
    let first: [Double]
    let total: [Double]
    let pairs: [Double]
  }

  struct Trajectories: Decodable {
    let mean: [Double]
    let meanMagnitude: [Double]
    let standardDeviation: [Double]
  }

  struct Latin: Decodable {
    let deltaClasses: Int
    let deltaUncorrected: [Double]
    let pawnSalibMedian: [Double]
    let pawnSalibMean: [Double]
    let pawnSalibMaximum: [Double]
    let pawnClosed: [[Double]]
    let regression: [Double]
    let regressionExplained: Double
  }

  let ishigamiRadial: Radial
  let sobolGRadial: Radial
  let morrisTrajectories: Trajectories
  let ishigamiLatin: Latin
  let primTrajectory: [Peel]

  struct Peel: Decodable {
    let coverage: Double
    let density: Double
    let mass: Double
  }

  static let all: Oracles = {
    do {
      return try read("oracles.json", as: Oracles.self)
    } catch { preconditionFailure("oracles.json: \(error)") }
  }()

  static func read<Value: Decodable>(_ name: String, as type: Value.Type) throws -> Value {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(type, from: Data(contentsOf: resource(name)))
  }

  /// A table of points with its outputs in the last column.
  static func table(_ name: String) throws -> (points: DesignPoints, outputs: [Double]) {
    let lines = try String(contentsOf: resource("\(name).csv"), encoding: .utf8)
      .split(separator: "\n")
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    let points = try DesignPoints(
      columnNames: Array(lines[0].dropLast()), rows: lines.dropFirst().map { Array($0.dropLast()) })
    return (points, lines.dropFirst().compactMap { $0.last.flatMap(Double.init) })
  }

  private static func resource(_ name: String) -> URL {
    Bundle.module.bundleURL.appending(path: "Oracles").appending(path: name)
  }
}

/// Whether two lists agree entry by entry, relative to the greatest magnitude expected.
func agree(_ found: [Double], _ expected: [Double], within tolerance: Double = 1e-9) -> Bool {
  let scale = max(expected.map(\.magnitude).max() ?? 0, 1e-300)
  return found.count == expected.count
    && zip(found, expected).allSatisfy { abs($0 - $1) <= tolerance * scale }
}
