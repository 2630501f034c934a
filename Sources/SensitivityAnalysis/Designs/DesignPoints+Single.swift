extension DesignPoints {
  /// One point without any factor: what a study of seeds only runs.
  public static let withoutFactors: DesignPoints = {
    var points = DesignPoints(factors: [], kind: .points, units: [])
    points.append(
      values: [], at: Placement(block: 0, role: .sample, unit: -1, step: 0, isHole: false))
    return points
  }()
}
