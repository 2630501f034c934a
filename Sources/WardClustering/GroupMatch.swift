/// What became of the groups of one division in a later one of the same observations.
///
/// Old and new groups are paired one to one so that as many observations as possible stay in their
/// group; a pair keeps the old label. Labels may be any integers, so that numbers given up stay
/// given up over many steps.
public struct GroupMatch: Sendable, Equatable {
  /// A new group that carries on an old one.
  public struct Pair: Sendable, Equatable {
    public let old: Int
    public let new: Int
    /// Number of observations in both.
    public let overlap: Int
  }

  /// Several groups that became one, or one that became several.
  public struct Change: Sendable, Equatable {
    /// The one group: new in a merger, old in a split.
    public let group: Int
    /// The several groups: old in a merger, new in a split; rising.
    public let parts: [Int]
  }

  /// Groups that live on, by rising old label.
  public let pairs: [Pair]
  /// New groups that carry on no old one, by their labels in the new division; rising.
  public let births: [Int]
  /// Old groups that no new one carries on; rising.
  public let deaths: [Int]
  /// New groups into which several old ones went with more than half of their members.
  public let merges: [Change]
  /// Old groups from which several new ones have more than half of their members.
  public let splits: [Change]
  /// The new division in lasting labels: pairs bear the old label, births fresh ones.
  public let labels: [Int]
  /// Observations whose lasting label is not the one they had, by index.
  public let moved: [Int]

  /// Matches two divisions.
  ///
  /// - Parameters:
  ///   - old: The earlier label of each observation.
  ///   - new: The later label of each observation.
  ///   - firstFreshLabel: The least label that a born group may get; by default one more than the
  ///     greatest of `old`.
  /// - Precondition: `old` and `new` are equally long.
  /// - Complexity: O(*n* + *K*³).
  public init(from old: [Int], to new: [Int], firstFreshLabel: Int? = nil) {
    precondition(old.count == new.count, "two groupings of the same observations")
    let (oldLabels, newLabels) = (Set(old).sorted(), Set(new).sorted())
    let oldIndex = Dictionary(uniqueKeysWithValues: zip(oldLabels, oldLabels.indices))
    let newIndex = Dictionary(uniqueKeysWithValues: zip(newLabels, newLabels.indices))
    var overlap = [[Int]](
      repeating: [Int](repeating: 0, count: newLabels.count), count: oldLabels.count)
    for (old, new) in zip(old, new) {
      overlap[oldIndex[old, default: 0]][newIndex[new, default: 0]] += 1
    }
    let partners = heaviestAssignment(of: overlap)
    let pairs = oldLabels.indices.compactMap { row in
      partners[row].map { Pair(old: oldLabels[row], new: newLabels[$0], overlap: overlap[row][$0]) }
    }
    let (survivors, heirs) = (Set(pairs.map(\.old)), Set(pairs.map(\.new)))
    births = newLabels.filter { !heirs.contains($0) }
    deaths = oldLabels.filter { !survivors.contains($0) }
    self.pairs = pairs

    let oldSizes = overlap.map { $0.reduce(0, +) }
    let newSizes = newLabels.indices.map { column in overlap.reduce(0) { $0 + $1[column] } }
    merges = newLabels.indices.compactMap { column in
      let parts = oldLabels.indices.filter { 2 * overlap[$0][column] > oldSizes[$0] }
      guard parts.count > 1 else { return nil }
      return Change(group: newLabels[column], parts: parts.map { oldLabels[$0] })
    }
    splits = oldLabels.indices.compactMap { row in
      let parts = newLabels.indices.filter { 2 * overlap[row][$0] > newSizes[$0] }
      guard parts.count > 1 else { return nil }
      return Change(group: oldLabels[row], parts: parts.map { newLabels[$0] })
    }

    var lasting = Dictionary(uniqueKeysWithValues: pairs.map { ($0.new, $0.old) })
    let fresh = max(firstFreshLabel ?? Int.min, (oldLabels.last ?? 0) + 1)
    for (offset, label) in births.enumerated() { lasting[label] = fresh + offset }
    let labels = new.map { lasting[$0, default: $0] }
    self.labels = labels
    moved = old.indices.filter { old[$0] != labels[$0] }
  }
}

/// The one-to-one choice of a column for each row with the greatest sum; `nil` where the row gets
/// none, or only an entry of 0.
///
/// Hungarian algorithm by shortest augmenting paths, O(*K*³). Source: Jonker & Volgenant (1987),
/// doi:10.1007/BF02278710. Among equal choices the result depends on the order of rows and columns
/// alone.
func heaviestAssignment(of weights: [[Int]]) -> [Int?] {
  let size = max(weights.count, weights.first?.count ?? 0)
  func cost(_ row: Int, _ column: Int) -> Int {
    row < weights.count && column < weights[row].count ? -weights[row][column] : 0
  }
  // Row and column 0 stand for "none yet"; the others are shifted by one.
  var rowPotential = [Int](repeating: 0, count: size + 1)
  var columnPotential = [Int](repeating: 0, count: size + 1)
  var rowOfColumn = [Int](repeating: 0, count: size + 1)
  for row in 1..<size + 1 {
    var reach = [Int](repeating: .max, count: size + 1)
    var previous = [Int](repeating: 0, count: size + 1)
    var isDone = [Bool](repeating: false, count: size + 1)
    var column = 0
    rowOfColumn[0] = row
    repeat {
      isDone[column] = true
      let current = rowOfColumn[column]
      var (step, next) = (Int.max, 0)
      for candidate in 1..<size + 1 where !isDone[candidate] {
        let reduced =
          cost(current - 1, candidate - 1) - rowPotential[current] - columnPotential[candidate]
        if reduced < reach[candidate] {
          reach[candidate] = reduced
          previous[candidate] = column
        }
        if reach[candidate] < step { (step, next) = (reach[candidate], candidate) }
      }
      for candidate in 0..<size + 1 {
        if isDone[candidate] {
          rowPotential[rowOfColumn[candidate]] += step
          columnPotential[candidate] -= step
        } else if reach[candidate] < .max {
          reach[candidate] -= step
        }
      }
      column = next
    } while rowOfColumn[column] != 0
    repeat {
      rowOfColumn[column] = rowOfColumn[previous[column]]
      column = previous[column]
    } while column != 0
  }
  var partners = [Int?](repeating: nil, count: weights.count)
  for column in 1..<size + 1 {
    let row = rowOfColumn[column] - 1
    guard row < weights.count, cost(row, column - 1) < 0 else { continue }
    partners[row] = column - 1
  }
  return partners
}
