import Randomness

/// A walk through the grid that changes every input once, in random order.
struct Trajectory {
  /// One more than inputs.
  private(set) var points: [[Double]]
  /// The input that each step changes.
  private(set) var order: [Int]
  /// By how much; of a group, whose factors may move in different directions, the size.
  private(set) var steps: [Double] = []

  /// Draws a start on the grid {0, 1/(p−1), …, 1} and a direction for every factor, such that the step
  /// Δ stays within the grid, then the order.
  init(
    members: [[Int]], factorCount: Int, levels: Int, delta: Double, _ stream: inout RandomStream
  ) {
    var point: [Double] = []
    var moves: [Double] = []
    for _ in 0..<factorCount {
      let low = Double(stream.integer(below: levels / 2)) / Double(levels - 1)
      // From the upper half down as often as from the lower half up.
      let rises = stream.bernoulli(0.5)
      point.append(rises ? low : low + delta)
      moves.append(rises ? delta : -delta)
    }
    var order = Array(members.indices)
    stream.shuffle(&order)
    points = [point]
    self.order = order
    for unit in order {
      for factor in members[unit] {
        // A step back lands on 0 exactly where it should, not a rounding error beside it.
        let goal = ((point[factor] + moves[factor]) * Double(levels - 1)).rounded()
        point[factor] = goal / Double(levels - 1)
      }
      steps.append(members[unit].count == 1 ? moves[members[unit][0]] : delta)
      points.append(point)
    }
  }

  /// Sum of the distances between all points of one and all points of the other.
  func distance(to other: Trajectory) -> Double {
    var sum = 0.0
    for point in points {
      for otherPoint in other.points {
        var square = 0.0
        for (here, there) in zip(point, otherPoint) { square += (here - there) * (here - there) }
        sum += square.squareRoot()
      }
    }
    return sum
  }

  /// Chooses trajectories that are far from each other, in the order in which they are chosen.
  ///
  /// Begins with the pair of the greatest distance and adds, one by one, the trajectory with the
  /// greatest sum of squared distances to those chosen. Trying all subsets, as Campolongo and others
  /// (2007) did, takes too long beyond a few trajectories; the greedy order is that of Ruano and others
  /// (2012), doi:10.1016/j.envsoft.2012.03.008.
  static func spread(_ wanted: Int, of all: [Trajectory]) -> [Int] {
    guard wanted > 1 else { return Array(0..<wanted) }
    var squares = [[Double]](
      repeating: [Double](repeating: 0, count: all.count), count: all.count)
    var best = (square: -1.0, first: 0, second: 1)
    for first in all.indices {
      for second in (first + 1)..<max(first + 1, all.count) {
        let distance = all[first].distance(to: all[second])
        let square = distance * distance
        (squares[first][second], squares[second][first]) = (square, square)
        if square > best.square { best = (square, first, second) }
      }
    }
    var chosen = [best.first, best.second]
    while chosen.count < wanted {
      var next = (sum: -1.0, index: 0)
      for candidate in all.indices where !chosen.contains(candidate) {
        let sum = chosen.reduce(0) { $0 + squares[candidate][$1] }
        if sum > next.sum { next = (sum, candidate) }
      }
      chosen.append(next.index)
    }
    return chosen
  }
}
