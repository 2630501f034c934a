/// What effects of clusters are measured by: as part (h) of the evidence does.
public enum ClusterOutcome: String, Sendable, CaseIterable {
  case benefit, competitiveness, survivors

  public var unit: String {
    switch self {
    case .benefit: "share of sales"
    case .competitiveness: "log points"
    case .survivors: "firms"
    }
  }

  public var meaning: String {
    switch self {
    case .benefit: "Benefit of members of clusters, divided by all firms, at the end."
    case .competitiveness: "Mean ln (quality / unit cost with the fee) of all firms, at the end."
    case .survivors: "Initial firms that are still active at the end."
    }
  }

  /// Its value at the end of a year.
  func value(of sample: ClusterSample) -> Double {
    switch self {
    case .benefit: sample.benefit / sample.firms
    case .competitiveness: sample.competitiveness / sample.firms
    case .survivors: sample.survivors
    }
  }
}
