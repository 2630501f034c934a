import Chunking
import Foundation
import Randomness

/// Whether a table falls into groups at all: its sum of squares within groups against that of tables
/// without structure.
///
/// Gap(K) = mean log W*(K) − log W(K), with W the sum of squares within the K groups and W* the
/// same for reference tables drawn uniformly over the range of each column.
///
/// Source: Tibshirani, Walther & Hastie (2001), doi:10.1111/1467-9868.00293.
public struct GapStatistic: Sendable, Equatable {
  /// The numbers of groups that were compared.
  public let candidates: ClosedRange<Int>

  /// Gap(K) for each candidate; `nil` where W is 0.
  public let gaps: [Double?]

  /// Standard deviation of log W* over the references, times √(1 + 1/B) for B references.
  public let standardErrors: [Double?]

  /// The smallest K with Gap(K) ≥ Gap(K+1) − standard error of K+1; if none has, the last with a
  /// gap.
  public let preferredCount: Int

  /// Number of reference tables unless another is asked for.
  public static let usualReferenceCount = 50

  /// Compares the cuts of `tree` with those of trees of reference tables.
  ///
  /// - Parameters:
  ///   - observations: The rows that the tree was made from.
  ///   - referenceCount: Number of reference tables, B. The default keeps the error of a gap below
  ///     the spread of log W* by a factor of seven.
  /// - Throws: ``WardError/groupCount(found:allowed:)`` if a candidate lies outside `1...n`.
  /// - Complexity: That of B trees, shared among the threads.
  public init(
    of observations: Observations, tree: Dendrogram, among candidates: ClosedRange<Int>,
    referenceCount: Int = GapStatistic.usualReferenceCount, threadCount: Int = 1,
    seed: UInt64 = 1, progress: WorkProgress? = nil
  ) throws(WardError) {
    precondition(observations.rowCount == tree.leafCount, "one leaf for every observation")
    precondition(referenceCount > 1, "a standard deviation needs two references")
    for bound in [candidates.lowerBound, candidates.upperBound]
    where !(1...tree.leafCount).contains(bound) {
      throw .groupCount(found: bound, allowed: 1...tree.leafCount)
    }
    let width = candidates.count
    let references = Column<Double>(repeating: 0, capacity: referenceCount * width)
    let meter = WorkMeter(total: referenceCount, progress)
    WorkerTeam(threadCount: threadCount).forEachChunk(
      of: ChunkPlan(count: referenceCount, chunkSize: 1)
    ) { _, reference, _ in
      defer { meter.finishPiece() }
      let table = observations.uniformReference(number: reference, seed: seed)
      let logs = Dendrogram(joining: table).logSumsOfSquaresWithin(candidates)
      for (offset, log) in logs.enumerated() { references[reference * width + offset] = log }
    }

    let observed = tree.logSumsOfSquaresWithin(candidates)
    var gaps: [Double?] = []
    var errors: [Double?] = []
    for offset in 0..<width {
      let logs = (0..<referenceCount).map { references[$0 * width + offset] }
      let mean = logs.reduce(0, +) / Double(referenceCount)
      let variance = logs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(referenceCount)
      let isDefined = observed[offset].isFinite && mean.isFinite
      gaps.append(isDefined ? mean - observed[offset] : nil)
      errors.append(isDefined ? (variance * (1 + 1 / Double(referenceCount))).squareRoot() : nil)
    }
    let preferred = (0..<width - 1).first { offset in
      guard let gap = gaps[offset], let next = gaps[offset + 1], let error = errors[offset + 1]
      else { return false }
      return gap >= next - error
    }
    let last = gaps.lastIndex { $0 != nil } ?? 0
    self.candidates = candidates
    self.gaps = gaps
    standardErrors = errors
    preferredCount = candidates.lowerBound + (preferred ?? last)
  }
}

extension Dendrogram {
  /// Logarithm of the sum of squares within groups for each number of groups.
  ///
  /// Every merge adds half its squared height to that sum.
  fileprivate func logSumsOfSquaresWithin(_ counts: ClosedRange<Int>) -> [Double] {
    var within = 0.0
    var sums = [0.0]
    for merge in merges {
      within += merge.height * merge.height / 2
      sums.append(within)
    }
    return counts.map { log(sums[leafCount - $0]) }
  }
}

extension Observations {
  /// A table of the same shape with every column uniform on its range.
  fileprivate func uniformReference(number: Int, seed: UInt64) -> Observations {
    var stream = RandomStream()
    stream.reset(
      key: StreamKey(seed: seed, replicate: UInt32(number), process: DrawingProcess.gap),
      entity: 0, tick: 0)
    var values = values
    for column in 0..<columnCount {
      let column = (index: column, values: self.column(column))
      let (lowest, highest) = (column.values.min() ?? 0, column.values.max() ?? 0)
      for row in 0..<rowCount {
        values[row * columnCount + column.index] = lowest + (highest - lowest) * stream.uniform()
      }
    }
    return replacing(values: values)
  }
}

/// What the random numbers of this library are drawn for; keeps their streams apart.
enum DrawingProcess {
  static let gap: UInt32 = 1
  static let stability: UInt32 = 2
}
