import CGSL

/// Correlated normal variables with given means and covariances.
///
/// Draws x = μ + Lz with LLᵀ = Σ, L lower triangular, z independent standard normals.
public struct MultivariateGaussian: Sendable {
  public let mean: [Double]

  /// L, row after row with nothing above the diagonal: row i starts at i (i + 1) / 2.
  private let factor: [Double]

  /// - Parameters:
  ///   - mean: One entry per variable, finite.
  ///   - covariance: Symmetric and positive definite, one row per variable.
  public init(mean: [Double], covariance: [[Double]]) throws(DistributionError) {
    let size = mean.count
    guard size > 0 else {
      throw DistributionError(
        "multivariate gaussian mean", allowed: "of at least one variable", found: "none")
    }
    for (index, value) in mean.enumerated() {
      _ = try Allowed.finite.checked(value, "multivariate gaussian mean[\(index)]")
    }
    guard covariance.count == size && covariance.allSatisfy({ $0.count == size }) else {
      throw DistributionError(
        "multivariate gaussian covariance", allowed: "\(size) rows of \(size)",
        found: "rows of \(covariance.map(\.count))")
    }
    for row in 0..<size {
      for column in 0...row {
        let (entry, mirror) = (covariance[row][column], covariance[column][row])
        _ = try Allowed.finite.checked(
          entry, "multivariate gaussian covariance[\(row)][\(column)]")
        guard entry == mirror else {
          throw DistributionError(
            "multivariate gaussian covariance[\(column)][\(row)]", allowed: "its mirror \(entry)",
            found: "\(mirror)")
        }
      }
    }
    guard let factor = choleskyFactor(covariance) else {
      throw DistributionError(
        "multivariate gaussian covariance", allowed: "positive definite",
        found: "no Cholesky factor")
    }
    self.mean = mean
    self.factor = factor
  }

  /// Number of variables.
  public var variableCount: Int { mean.count }

  /// Draws all variables into `values`, in order.
  ///
  /// - Precondition: `values` has one entry per variable; what it holds is overwritten.
  /// - Complexity: O(*n*²) for *n* variables; allocates nothing.
  public func draw(into values: inout [Double], from stream: inout RandomStream) {
    precondition(values.count == mean.count, "draw(into:from:) needs one entry per variable")
    for index in values.indices { values[index] = stream.gaussian() }
    // From the last row up: row i needs the normals 0...i, which the rows above do not change.
    for row in values.indices.reversed() {
      let start = row * (row + 1) / 2
      var value = mean[row]
      for column in 0...row { value += factor[start + column] * values[column] }
      values[row] = value
    }
  }
}

/// The lower Cholesky factor of a symmetric matrix, packed by rows, or nothing if the matrix is not
/// positive definite.
private func choleskyFactor(_ matrix: [[Double]]) -> [Double]? {
  GSL.prepare()
  let size = matrix.count
  var entries = matrix.flatMap { $0 }
  let status = unsafe entries.withUnsafeMutableBufferPointer { buffer in
    var view = unsafe gsl_matrix_view_array(buffer.baseAddress, size, size)
    return unsafe gsl_linalg_cholesky_decomp1(&view.matrix)
  }
  guard status == Int32(GSL_SUCCESS) else { return nil }
  return (0..<size).flatMap { row in entries[(row * size)...(row * size + row)] }
}

/// P(Z ≤ z) for a standard normal Z: turns correlated normals into correlated uniforms.
public func standardNormalCDF(_ z: Double) -> Double { gsl_cdf_ugaussian_P(z) }

/// The z with P(Z ≤ z) = `probability` for a standard normal Z.
///
/// - Parameter probability: In 0...1; the ends give ∓∞.
public func standardNormalQuantile(_ probability: Double) -> Double {
  assert(probability >= 0 && probability <= 1, "a probability must lie in 0...1")
  return gsl_cdf_ugaussian_Pinv(probability)
}
