import Randomness
import SensitivityAnalysis

extension StudyDraft.Parameter {
  /// The keys that say which values a parameter takes, of which one is written. `range` is not counted
  /// where it gives the limits of a distribution.
  var domains: [(String, Bool)] {
    [
      ("range", range != nil && shape == nil), ("integers", integers != nil),
      ("normal", normal != nil), ("lognormal", lognormal != nil), ("triangular", triangular != nil),
      ("beta", beta != nil), ("values", values != nil), ("scenarios", scenarios != nil),
    ]
  }

  /// The distribution, where one is written.
  var shape: ContinuousDistribution.Shape? {
    if let normal { return .normal(mean: normal[0], standardDeviation: normal[1]) }
    if let lognormal {
      return .lognormal(logMean: lognormal[0], logStandardDeviation: lognormal[1])
    }
    if let triangular {
      return .triangular(low: triangular[0], mode: triangular[1], high: triangular[2])
    }
    return beta.map { .beta(a: $0[0], b: $0[1]) }
  }

  /// The values that the keys stand for; nothing if there are none.
  ///
  /// - Throws: What the distribution does not take.
  func domain() throws(DesignProblems) -> Factor.Domain? {
    if let shape {
      return try .distribution(shape, limits: range.map { ($0[0], $0[1]) }, of: name)
    }
    if let range {
      return .range(low: range[0], high: range[1], scale: scale == .log ? .logarithmic : .linear)
    }
    if let ends = integers {
      guard let low = Int(exactly: ends[0]), let high = Int(exactly: ends[1]) else {
        return .range(low: .nan, high: .nan, scale: .linear)
      }
      return .integers(low: low, high: high)
    }
    return (values ?? scenarios).map { .levels($0.compactMap(\.text)) }
  }
}
