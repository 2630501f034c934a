import Foundation
import Testing
import WardClustering

/// What SciPy and R computed; see `Oracles/make_oracles.py`.
struct Oracles: Decodable {
  struct Case: Decodable, CustomTestStringConvertible {
    struct Cut: Decodable {
      let scipyLabels: [Int]
      let rLabels: [Int]
      let rSilhouette: [Double]
      let calinskiHarabasz: Double
    }

    let name: String
    let rows: [[Double]]
    let scipyMerges: [[Double]]
    let scipyOrder: [Int]
    let rHeights: [Double]
    /// Cuts into 2, 3 and 4 groups.
    let cuts: [Cut]
    let copheneticCorrelation: Double
    let cophenetic: [Double]
    let optimalOrderLength: Double
    let scipyOrderLength: Double

    var testDescription: String { name }
    var observations: Observations { get throws { try Observations(rows: rows) } }
  }

  struct Ties: Decodable, CustomTestStringConvertible {
    let name: String
    let rows: [[Double]]
    let scipyMerges: [[Double]]
    var testDescription: String { name }
  }

  struct Gap: Decodable {
    let rows: [[Double]]
    let gaps: [Double]
    let errors: [Double]
    let preferred: Int
  }

  let cases: [Case]
  let ties: [Ties]
  let gap: Gap

  static let all: Oracles = {
    do {
      let decoder = JSONDecoder()
      decoder.keyDecodingStrategy = .convertFromSnakeCase
      return try decoder.decode(Oracles.self, from: Data(contentsOf: resource("oracles.json")))
    } catch { preconditionFailure("oracles.json: \(error)") }
  }()
}

func resource(_ name: String) -> URL {
  Bundle.module.bundleURL.appending(path: "Oracles").appending(path: name)
}

/// The Kazakhstan table, and the group that the paper put each region in.
func kazakhstan() throws -> (regions: Observations, paper: Grouping) {
  let lines = try String(contentsOf: resource("kazakhstan.csv"), encoding: .utf8)
    .split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
  let cells = lines.dropFirst()
  let regions = try Observations(
    rows: cells.map { line in try line.dropFirst(2).map { try #require(Double($0)) } },
    rowNames: cells.map { $0[0] }, columnNames: Array(lines[0].dropFirst(2)))
  return (regions, Grouping(cells.map { $0[1] }))
}

/// Points without any structure, the same for the same seed.
func noise(_ rowCount: Int, _ columnCount: Int, seed: UInt64 = 1) -> [[Double]] {
  var state = seed &* 0x9e37_79b9_7f4a_7c15 | 1
  return (0..<rowCount).map { _ in
    (0..<columnCount).map { _ in
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Double(state >> 11) * 0x1p-53
    }
  }
}

/// Ward's method in its plainest form: of all pairs join the one whose union adds least to the sum
/// of squares within clusters, and start again.
///
/// - Returns: Heights √(2 · increase), and the clusters joined as sets of rows.
func plainWard(_ rows: [[Double]], weights: [Double]) -> [(height: Double, members: Set<Int>)] {
  func sumOfSquares(_ members: Set<Int>) -> Double {
    let weight = members.reduce(0) { $0 + weights[$1] }
    return rows[0].indices.reduce(0) { sum, axis in
      let mean = members.reduce(0) { $0 + weights[$1] * rows[$1][axis] } / weight
      return sum + members.reduce(0) { $0 + weights[$1] * pow(rows[$1][axis] - mean, 2) }
    }
  }
  var clusters = rows.indices.map { Set([$0]) }
  var joined: [(height: Double, members: Set<Int>)] = []
  while clusters.count > 1 {
    var best = (increase: Double.infinity, first: 0, second: 0)
    for first in clusters.indices {
      for second in clusters.indices where first < second {
        let increase =
          sumOfSquares(clusters[first].union(clusters[second])) - sumOfSquares(clusters[first])
          - sumOfSquares(clusters[second])
        if increase < best.increase { best = (increase, first, second) }
      }
    }
    let union = clusters[best.first].union(clusters[best.second])
    joined.append((max(2 * best.increase, 0).squareRoot(), union))
    clusters.remove(at: best.second)
    clusters[best.first] = union
  }
  return joined
}

extension Dendrogram {
  /// The leaves below each merge.
  var members: [Set<Int>] {
    var sets = (0..<leafCount).map { Set([$0]) }
    for merge in merges { sets.append(sets[merge.first].union(sets[merge.second])) }
    return Array(sets.dropFirst(leafCount))
  }

  var heights: [Double] { merges.map(\.height) }
}

/// Whether two lists agree entry by entry, relative to the greatest magnitude expected.
func agree(_ found: [Double], _ expected: [Double], within tolerance: Double) -> Bool {
  let scale = max(expected.map(\.magnitude).max() ?? 0, 1e-300)
  return found.count == expected.count
    && zip(found, expected).allSatisfy { abs($0 - $1) <= tolerance * scale }
}
