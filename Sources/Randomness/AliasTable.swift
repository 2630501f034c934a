/// A discrete distribution over weights, drawn from in constant time with one word.
///
/// Walker's alias method: outcome *i* owns one of *n* equal cells, keeps a part of it in proportion
/// to its weight and leaves the rest to an alias. The storage is our own rather than GSL's, so that
/// a table is a value, shared by threads, and can be refilled in place. Probabilities are exact to
/// about *n* · 2⁻³².
public struct AliasTable: Distribution {
  @usableFromInline var cells: [Cell]

  @usableFromInline
  struct Cell: BitwiseCopyable, Sendable {
    /// The cell's own part, in units of 2⁻³².
    @usableFromInline var threshold: UInt32
    /// The outcome of the other part. A cell without one names itself, which makes any threshold
    /// right.
    @usableFromInline var alias: UInt32
  }

  /// Makes a table over the outcomes `0..<weights.count`.
  ///
  /// - Parameter weights: At least one, finite, none negative, not all zero; they need not add up
  ///   to one.
  public init(weights: [Double]) throws(DistributionError) {
    try AliasTable.check(weights)
    cells = []
    fill(weights)
  }

  /// Number of outcomes.
  public var outcomeCount: Int { cells.count }

  /// Gives the outcomes other weights. Allocates nothing if their number stays the same; leaves the
  /// table as it was if the weights are not allowed.
  ///
  /// - Complexity: O(*n*).
  public mutating func replaceWeights(_ weights: [Double]) throws(DistributionError) {
    try AliasTable.check(weights)
    fill(weights)
  }

  @inlinable
  public func draw(from stream: inout RandomStream) -> Int {
    // One word gives both the cell, in the high half, and the place in it, in the low half.
    let product = UInt64(stream.word()) &* UInt64(cells.count)
    let index = Int(product >> 32)
    let cell = cells[index]
    return UInt32(truncatingIfNeeded: product) < cell.threshold ? index : Int(cell.alias)
  }
}

extension AliasTable {
  private static func check(_ weights: [Double]) throws(DistributionError) {
    guard !weights.isEmpty && weights.count <= UInt32.max else {
      throw DistributionError(
        "discrete weights", allowed: "at least one", found: "\(weights.count)")
    }
    for (index, weight) in weights.enumerated() {
      _ = try Allowed.nonNegative.checked(weight, "discrete weights[\(index)]")
    }
    _ = try Allowed.positive.checked(weights.reduce(0, +), "discrete weights' sum")
  }

  /// Fills the cells in one sweep without work lists.
  ///
  /// `giver` is the first outcome above the average that still has weight to give, `rest` what it
  /// has left. Every light outcome takes what it lacks from the giver; once the giver itself has
  /// sunk to the average or below, its cell takes what it lacks from the next one. Hübschle-Schneider
  /// and Sanders (2022), doi:10.1145/3549934.
  private mutating func fill(_ weights: [Double]) {
    let count = weights.count
    cells.removeAll(keepingCapacity: true)
    for index in 0..<count { cells.append(Cell(threshold: 0, alias: UInt32(index))) }

    let average = weights.reduce(0, +) / Double(count)
    func next(after index: Int, heavy: Bool) -> Int {
      var index = index + 1
      while index < count && (weights[index] > average) != heavy { index += 1 }
      return index
    }

    var taker = next(after: -1, heavy: false)
    var giver = next(after: -1, heavy: true)
    var rest = giver < count ? weights[giver] : 0
    while giver < count {
      if rest > average {
        if taker >= count { break }
        cells[taker] = Cell(own: weights[taker] / average, alias: giver)
        rest -= average - weights[taker]
        taker = next(after: taker, heavy: false)
      } else {
        let heir = next(after: giver, heavy: true)
        if heir >= count { break }
        cells[giver] = Cell(own: rest / average, alias: heir)
        rest += weights[heir] - average
        giver = heir
      }
    }
    // What is left over, here and among the light, differs from the average by rounding only: those
    // cells belong to themselves.
  }
}

extension AliasTable.Cell {
  init(own share: Double, alias: Int) {
    threshold = UInt32(min(max(share, 0) * 0x1p32, 0x1p32 - 1))
    self.alias = UInt32(alias)
  }
}
