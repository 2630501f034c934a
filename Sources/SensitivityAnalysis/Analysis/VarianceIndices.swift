/// Sobol' indices: shares of an output's variance that inputs bring about alone, in pairs, in all.
///
/// With A, B and A_B⁽ⁱ⁾ of a design of radial blocks, outputs centred by their mean, and V the variance
/// of the outputs of A and B together (divisor 2N):
///
/// - Sᵢ = 1/N Σ y_B (y_ABᵢ − y_A) / V, Saltelli and others (2010), doi:10.1016/j.cpc.2009.09.018;
/// - STᵢ = 1/2N Σ (y_A − y_ABᵢ)² / V, Jansen (1999), doi:10.1016/S0010-4655(98)00154-4;
/// - Sᵢⱼ = 1/N Σ (y_BAᵢ y_ABⱼ − y_A y_B) / V − Sᵢ − Sⱼ, Saltelli (2002),
///   doi:10.1016/S0010-4655(02)00280-1.
///
/// A block with a hole or a failed run is left out whole, because its outputs only count together.
public struct VarianceIndices: Sendable, Equatable {
  public struct Input: Sendable, Equatable {
    public let name: String
    /// Sᵢ: what the variance would lose in the mean if the input were known.
    public let first: Estimate
    /// STᵢ: what would be left in the mean if all others were known.
    public let total: Estimate
  }

  public struct Pair: Sendable, Equatable {
    public let first: String
    public let second: String
    /// Sᵢⱼ: what both do together beyond what each does alone.
    public let index: Estimate
  }

  /// One entry a unit of the design.
  public let inputs: [Input]
  /// All pairs if the design has the points for them, else none.
  public let pairs: [Pair]
  public let usedBlockCount: Int
  /// Blocks left out for a hole or a missing output.
  public let droppedBlockCount: Int
  /// Mean of all outputs used, and variance V.
  public let mean: Double
  public let variance: Double
}

extension VarianceIndices {
  /// - Parameters:
  ///   - outputs: One entry a point; not finite where there is none.
  ///   - blocks: How many blocks to look at, from the first; all if nothing.
  public init(
    _ points: DesignPoints, outputs: [Double], resampling: Resampling = Resampling(),
    blocks limit: Int? = nil
  ) throws(AnalysisProblem) {
    precondition(outputs.count == points.count, "outputs are one a point")
    guard points.placements.contains(where: { $0.role == .ab }) else {
      throw AnalysisProblem(
        found: "a design without radial blocks", allowed: "a design of the kind saltelli")
    }
    let hasPairs = points.placements.contains { $0.role == .ba }
    var columns = RadialColumns(unitCount: points.units.count, hasPairs: hasPairs)
    let blocks = Blocks(points).members.prefix(limit ?? .max)
    for block in blocks { columns.add(block, points, outputs) }
    guard columns.count >= 2 else {
      throw AnalysisProblem(
        found: "\(columns.count) of \(blocks.count) blocks without a missing output",
        allowed: "at least 2, or --method pawn or delta, which take every point by itself")
    }
    let mean = columns.centre()
    let own = columns.indices(counts: nil)
    guard own.variance > 0 else {
      throw AnalysisProblem(
        found: "the same output at all points", allowed: "an output that varies")
    }
    var replicates: [RadialColumns.Indices] = []
    resampling.forEachReplicate(of: columns.count) { counts in
      replicates.append(columns.indices(counts: counts))
    }
    let names = points.units
    inputs = names.indices.map { unit in
      Input(
        name: names[unit],
        first: resampling.estimate(own.first[unit], replicates: replicates.map { $0.first[unit] }),
        total: resampling.estimate(own.total[unit], replicates: replicates.map { $0.total[unit] }))
    }
    pairs =
      hasPairs
      ? Self.pairs(of: names.count).enumerated().map { place, pair in
        Pair(
          first: names[pair.0], second: names[pair.1],
          index: resampling.estimate(
            own.pairs[place], replicates: replicates.map { $0.pairs[place] }))
      } : []
    usedBlockCount = columns.count
    droppedBlockCount = blocks.count - columns.count
    self.mean = mean
    variance = own.variance
  }

  fileprivate static func pairs(of count: Int) -> [(Int, Int)] {
    (0..<count).flatMap { first in ((first + 1)..<max(first + 1, count)).map { (first, $0) } }
  }

  /// The same with an eighth, a quarter, half and all of the blocks.
  public static func convergence(
    _ points: DesignPoints, outputs: [Double], resampling: Resampling = Resampling()
  ) -> [Stage<VarianceIndices>] {
    Blocks.stages(of: Blocks(points).members.count, least: 2).compactMap { size in
      (try? VarianceIndices(points, outputs: outputs, resampling: resampling, blocks: size))
        .map { Stage(size: size, result: $0) }
    }
  }
}

/// Outputs of complete blocks, a column for each matrix.
private struct RadialColumns {
  struct Indices {
    var variance = 0.0
    var first: [Double] = []
    var total: [Double] = []
    var pairs: [Double] = []
  }

  private(set) var a: [Double] = []
  private(set) var b: [Double] = []
  private var ab: [[Double]]
  private var ba: [[Double]]

  init(unitCount: Int, hasPairs: Bool) {
    ab = [[Double]](repeating: [], count: unitCount)
    ba = hasPairs ? ab : []
  }

  var count: Int { a.count }

  /// Takes a block if nothing of it is missing.
  mutating func add(_ block: [Int], _ points: DesignPoints, _ outputs: [Double]) {
    var (a, b) = (Double.nan, Double.nan)
    var mixed = [Double](repeating: .nan, count: ab.count)
    var others = [Double](repeating: ba.isEmpty ? 0 : .nan, count: ab.count)
    for index in block where !points.placements[index].isHole {
      let (placement, output) = (points.placements[index], outputs[index])
      switch placement.role {
      case .a: a = output
      case .b: b = output
      case .ab: mixed[placement.unit] = output
      case .ba: others[placement.unit] = output
      case .sample, .start, .step: break
      }
    }
    guard a.isFinite, b.isFinite, mixed.allSatisfy(\.isFinite), others.allSatisfy(\.isFinite)
    else { return }
    self.a.append(a)
    self.b.append(b)
    for unit in ab.indices { ab[unit].append(mixed[unit]) }
    for unit in ba.indices { ba[unit].append(others[unit]) }
  }

  /// Takes the mean of all outputs off them and returns it: the estimators of products lose much of
  /// their error by it.
  mutating func centre() -> Double {
    let columns = [a, b] + ab + ba
    let mean =
      columns.reduce(0) { $0 + $1.reduce(0, +) } / Double(columns.count * max(count, 1))
    func centred(_ column: [Double]) -> [Double] { column.map { $0 - mean } }
    (a, b, ab, ba) = (centred(a), centred(b), ab.map(centred), ba.map(centred))
    return mean
  }

  func indices(counts: [Int32]?) -> Indices {
    let weights = counts?.map(Double.init) ?? [Double](repeating: 1, count: count)
    let size = Double(count)
    var sum = 0.0
    for block in 0..<count { sum += weights[block] * (a[block] + b[block]) }
    let mean = sum / (2 * size)
    var squares = 0.0
    for block in 0..<count {
      let (x, y) = (a[block] - mean, b[block] - mean)
      squares += weights[block] * (x * x + y * y)
    }
    var result = Indices()
    result.variance = squares / (2 * size)
    for column in ab {
      var (products, differences) = (0.0, 0.0)
      for block in 0..<count {
        let difference = column[block] - a[block]
        products += weights[block] * b[block] * difference
        differences += weights[block] * difference * difference
      }
      result.first.append(products / size / result.variance)
      result.total.append(differences / size / 2 / result.variance)
    }
    guard !ba.isEmpty else { return result }
    for (first, second) in VarianceIndices.pairs(of: ab.count) {
      let (one, other) = (ba[first], ab[second])
      var products = 0.0
      for block in 0..<count {
        products += weights[block] * (one[block] * other[block] - a[block] * b[block])
      }
      result.pairs.append(
        products / size / result.variance - result.first[first] - result.first[second])
    }
    return result
  }
}
