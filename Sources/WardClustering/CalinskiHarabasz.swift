extension Grouping {
  /// Ratio of the spread between groups to the spread within them, each by its degrees of freedom.
  ///
  /// (B / (K − 1)) / (W / (n − K)), with B and W the sums of squares between and within groups
  /// and n the sum of row weights. Larger is better; infinite where all groups are points.
  ///
  /// Source: Caliński & Harabasz (1974), doi:10.1080/03610927408827101.
  ///
  /// - Returns: `nil` unless 1 < K < n, and where all rows coincide.
  /// - Precondition: One label a row.
  public func calinskiHarabasz(of observations: Observations) -> Double? {
    precondition(observations.rowCount == labels.count, "one label for every observation")
    let count = observations.totalWeight
    guard groupCount > 1, count > Double(groupCount) else { return nil }
    let points = Coordinates(observations)
    let whole = Grouping(repeatElement(1, count: labels.count))
    let within = sumOfSquaresWithin(points, weights: observations.rowWeights)
    let total = whole.sumOfSquaresWithin(points, weights: observations.rowWeights)
    guard total > 0 else { return nil }
    let between = max(total - within, 0)
    return (between / Double(groupCount - 1)) / (within / (count - Double(groupCount)))
  }

  /// Sum over all points of the squared distance from the centroid of their group.
  func sumOfSquaresWithin(_ points: Coordinates, weights: [Double]?) -> Double {
    let dimension = points.dimension
    var centroids = [Double](repeating: 0, count: groupCount * dimension)
    var groupWeights = [Double](repeating: 0, count: groupCount)
    for (row, label) in labels.enumerated() {
      let weight = weights?[row] ?? 1
      groupWeights[label - 1] += weight
      for axis in 0..<dimension {
        centroids[(label - 1) * dimension + axis] += weight * points.values[row * dimension + axis]
      }
    }
    for index in centroids.indices { centroids[index] /= groupWeights[index / dimension] }
    var sum = 0.0
    for (row, label) in labels.enumerated() {
      var square = 0.0
      for axis in 0..<dimension {
        let difference =
          points.values[row * dimension + axis] - centroids[(label - 1) * dimension + axis]
        square += difference * difference
      }
      sum += (weights?[row] ?? 1) * square
    }
    return sum
  }
}
