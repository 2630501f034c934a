/// Standardised regression coefficients: the slope of an output along each factor in standard
/// deviations, from one linear fit by least squares.
///
/// βᵢ = bᵢ s(xᵢ) / s(y). R² says how much of the variance the fit explains: below about 0.7 the
/// coefficients say little (Saltelli and others, 2008, doi:10.1002/9780470725184, section 1.2).
/// Factors of more than two texts have no slope and are left out.
public struct StandardisedRegression: Sendable, Equatable {
  public struct Input: Sendable, Equatable {
    public let name: String
    public let coefficient: Estimate
  }

  public let inputs: [Input]
  /// Factors without a slope, or that do not vary.
  public let omitted: [String]
  /// R².
  public let explainedShare: Double
  public let usedPointCount: Int
  public let missingPointCount: Int
}

extension StandardisedRegression {
  /// - Parameter outputs: One entry a point; not finite where there is none.
  /// - Complexity: O(*nk*²) a replicate for *n* points of *k* factors.
  public init(
    _ points: DesignPoints, outputs: [Double], resampling: Resampling = Resampling()
  ) throws(AnalysisProblem) {
    let data = try GivenData(points, outputs: outputs, least: points.factors.count + 3)
    let taken = data.factors.indices.filter { factor in
      if case .levels(let levels) = data.factors[factor].domain, levels.count > 2,
        levels.contains(where: { Double($0) == nil })
      {
        return false
      }
      return Set(data.inputs[factor]).count > 1
    }
    guard !taken.isEmpty else {
      throw AnalysisProblem(found: "no factor with numbers that vary", allowed: "at least one")
    }
    let columns = taken.map { data.inputs[$0] }
    guard let fit = Self.fit(columns, data.outputs) else {
      throw AnalysisProblem(
        found: "factors that depend on each other in a line", allowed: "a design that parts them")
    }
    var replicates: [[Double]] = []
    data.forEachReplicate(resampling) { rows in
      let sample = columns.map { column in rows.map { column[$0] } }
      if let fit = Self.fit(sample, rows.map { data.outputs[$0] }) {
        replicates.append(fit.coefficients)
      }
    }
    inputs = taken.enumerated().map { place, factor in
      Input(
        name: data.factors[factor].name,
        coefficient: data.checked(
          resampling.estimate(
            fit.coefficients[place], replicates: replicates.map { $0[place] })))
    }
    omitted = data.factors.indices.filter { !taken.contains($0) }.map { data.factors[$0].name }
    explainedShare = fit.explainedShare
    usedPointCount = data.count
    missingPointCount = data.missingCount
  }

  /// Coefficients by Gram and Schmidt's orthogonalisation of the standardised columns, each twice, which
  /// keeps them orthogonal to rounding (Giraud and others, 2005, doi:10.1007/s00211-005-0615-4).
  private static func fit(
    _ columns: [[Double]], _ outputs: [Double]
  ) -> (coefficients: [Double], explainedShare: Double)? {
    guard let y = standardised(outputs) else { return nil }
    var basis: [[Double]] = []
    var upper: [[Double]] = []
    for column in columns {
      guard var rest = standardised(column) else { return nil }
      var projections = [Double](repeating: 0, count: basis.count)
      for _ in 0..<2 {
        for (place, direction) in basis.enumerated() {
          let product = dot(direction, rest)
          projections[place] += product
          for index in rest.indices { rest[index] -= product * direction[index] }
        }
      }
      let length = dot(rest, rest).squareRoot()
      guard length > 1e-9 else { return nil }
      basis.append(rest.map { $0 / length })
      upper.append(projections + [length])
    }
    let goals = basis.map { dot($0, y) }
    var coefficients = goals
    for row in goals.indices.reversed() {
      for later in (row + 1)..<max(row + 1, goals.count) {
        coefficients[row] -= upper[later][row] * coefficients[later]
      }
      coefficients[row] /= upper[row][row]
    }
    return (coefficients, goals.reduce(0) { $0 + $1 * $1 })
  }

  private static func dot(_ one: [Double], _ other: [Double]) -> Double {
    var sum = 0.0
    for index in one.indices { sum += one[index] * other[index] }
    return sum
  }

  /// Centred and of length 1; nothing if it does not vary.
  private static func standardised(_ values: [Double]) -> [Double]? {
    let mean = values.reduce(0, +) / Double(values.count)
    let centred = values.map { $0 - mean }
    let length = dot(centred, centred).squareRoot()
    return length > 0 && length.isFinite ? centred.map { $0 / length } : nil
  }
}
