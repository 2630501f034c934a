import Chunking

/// A distance for every pair of observations: a proximity matrix.
public struct DistanceMatrix: Sendable, Equatable {
  /// Number of observations.
  public let count: Int

  /// Distances of the pairs (0, 1), (0, 2), … (1, 2), …: SciPy's condensed form.
  public let condensed: [Double]

  init(count: Int, condensed: [Double]) {
    self.count = count
    self.condensed = condensed
  }

  public subscript(first: Int, second: Int) -> Double {
    if first == second { return 0 }
    let (low, high) = (min(first, second), max(first, second))
    return condensed[low * (2 * count - low - 1) / 2 + high - low - 1]
  }
}

extension Observations {
  /// Euclidean distances between all rows, columns counting by their weights.
  ///
  /// - Complexity: O(*n*² · *d*) time and O(*n*²) memory.
  public func distances() -> DistanceMatrix {
    let points = Coordinates(self)
    var condensed: [Double] = []
    condensed.reserveCapacity(rowCount * (rowCount - 1) / 2)
    for first in 0..<rowCount {
      for second in first + 1..<max(rowCount, first + 1) {
        condensed.append(points.squaredDistance(first, second).squareRoot() * points.unit)
      }
    }
    return DistanceMatrix(count: rowCount, condensed: condensed)
  }
}

extension Coordinates {
  func squaredDistance(_ first: Int, _ second: Int) -> Double {
    var sum = 0.0
    for axis in 0..<dimension {
      let difference = values[first * dimension + axis] - values[second * dimension + axis]
      sum += difference * difference
    }
    return sum
  }
}
