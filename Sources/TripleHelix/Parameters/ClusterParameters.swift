/// Parameters of regional clusters, in their simplest form.
///
/// Voluntary associations of firms of one sector in one region.
public struct ClusterParameters: Sendable, Equatable {
  /// Readiness at which half of firms would join.
  /// Unit: –.
  public var readinessThreshold: Double = 0.54
  /// Width of that gate.
  /// Unit: –.
  public var readinessWidth: Double = 0.07
  /// Founding is half-way where half of a cell's firms are this many.
  /// Unit: firms.
  public var criticalMass: Double = 14
  /// Hazard that a ready firm of a full cell calls for a cluster.
  /// Unit: 1/quarter.
  public var callHazard: Double = 0.002
  /// Hazard that a firm looks at its region's cluster, before peers are seen in it.
  /// Unit: 1/quarter.
  public var lookHazard: Double = 0.01
  /// Addition to that hazard at full membership of the cell.
  /// Unit: 1/quarter.
  public var lookPeers: Double = 0.04
  /// Fee of a member.
  /// Unit: share of sales.
  public var fee: Double = 0.002
  /// Unit cost saved by a fully trusting member of a large cluster.
  /// Unit: share of cost.
  public var benefit: Double = 0.012
  /// What a member of mean sense of autonomy gives up when it delegates fully.
  /// Unit: share of sales.
  public var autonomyCost: Double = 0.010
  /// Standard deviation of the logarithm of that cost over firms.
  /// Unit: log points.
  public var autonomyDeviation: Double = 0.8
  /// Members at which half of the benefit is reached.
  /// Unit: members.
  public var halfSize: Double = 8
  /// Speed at which trust grows with realised benefit.
  /// Unit: 1/quarter.
  public var trustGain: Double = 0.06
  /// Speed at which trust falls with realised loss.
  /// Unit: 1/quarter.
  public var trustLoss: Double = 0.06
  /// Level of general trust; 1 is the survey.
  /// Unit: –.
  public var trustLevel: Double = 1
  /// Members under which a cluster dissolves.
  /// Unit: members.
  public var dissolution: Double = 3
}

extension ClusterParameters {
  static let descriptions: [ParameterDescription] = [
    .init(
      "clusters.readiness_threshold", \.clusters.readinessThreshold, "–", (0)...(1), .calibrated,
      "Readiness at which half of firms would join."),
    .init(
      "clusters.readiness_width", \.clusters.readinessWidth, "–", (0.001)...(1), .calibrated,
      "Width of that gate."),
    .init(
      "clusters.critical_mass", \.clusters.criticalMass, "firms", (1)...(1000), .assumed,
      "Founding is half-way where half of a cell's firms are this many."),
    .init(
      "clusters.call_hazard", \.clusters.callHazard, "1/quarter", (0)...(1), .assumed,
      "Hazard that a ready firm of a full cell calls for a cluster."),
    .init(
      "clusters.look_hazard", \.clusters.lookHazard, "1/quarter", (0)...(1), .calibrated,
      "Hazard that a firm looks at its region's cluster, before peers are seen in it."),
    .init(
      "clusters.look_peers", \.clusters.lookPeers, "1/quarter", (0)...(1), .calibrated,
      "Addition to that hazard at full membership of the cell."),
    .init(
      "clusters.fee", \.clusters.fee, "share of sales", (0)...(0.5), .calibrated,
      "Fee of a member."),
    .init(
      "clusters.benefit", \.clusters.benefit, "share of cost", (0)...(0.5), .assumed,
      "Unit cost saved by a fully trusting member of a large cluster."),
    .init(
      "clusters.autonomy_cost", \.clusters.autonomyCost, "share of sales", (0)...(0.5),
      .calibrated,
      "What a member of mean sense of autonomy gives up when it delegates fully."),
    .init(
      "clusters.autonomy_deviation", \.clusters.autonomyDeviation, "log points", (0)...(3),
      .calibrated,
      "Standard deviation of the logarithm of that cost over firms."),
    .init(
      "clusters.half_size", \.clusters.halfSize, "members", (0.1)...(1000), .assumed,
      "Members at which half of the benefit is reached."),
    .init(
      "clusters.trust_gain", \.clusters.trustGain, "1/quarter", (0)...(1), .assumed,
      "Speed at which trust grows with realised benefit."),
    .init(
      "clusters.trust_loss", \.clusters.trustLoss, "1/quarter", (0)...(1), .assumed,
      "Speed at which trust falls with realised loss."),
    .init(
      "clusters.trust_level", \.clusters.trustLevel, "–", (0)...(2), .reference,
      "Level of general trust; 1 is the survey."),
    .init(
      "clusters.dissolution", \.clusters.dissolution, "members", (0)...(100), .reference,
      "Members under which a cluster dissolves."),
  ]
}
