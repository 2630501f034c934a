/// Parameters of the firms' place in the plane of their sector's technology.
///
/// Where generations of technology lie, how far a firm stands from one, and what moves it.
public struct PositionParameters: Sendable, Equatable {
  /// Distance of a new generation's centre from the last one's.
  /// Unit: –.
  public var step: Double = 1.6
  /// Standard deviation, on either axis, of firms around the centre of their line.
  /// Unit: –.
  public var spread: Double = 0.3
  /// Standard deviation of a spin-off around its parent.
  /// Unit: –.
  public var kinSpread: Double = 0.1
  /// Distance at which a firm's understanding of a line has faded.
  /// Unit: –.
  public var understanding: Double = 0.6
  /// Part of success in research that does not depend on distance.
  /// Unit: –.
  public var overlapFloor: Double = 0.4
  /// Mean overlap of searching firms, by which overlap is divided so that distance moves success
  /// between firms and not its mean.
  /// Unit: –.
  public var meanOverlap: Double = 0.64
  /// Part of the way to the centre of a line that a firm goes by launching it.
  /// Unit: –.
  public var launchShare: Double = 0.5
  /// Standard deviation of the random step that goes with a launch.
  /// Unit: –.
  public var launchNoise: Double = 0.06
  /// Hazard of a contact outside the region at absorptive capacity ½, home sales, no links there.
  /// Unit: 1/quarter.
  public var contactHazard: Double = 0.06
  /// Factor on that hazard for exporters, and again for firms with a university.
  /// Unit: –.
  public var contactGain: Double = 1.5
  /// Part of the way to what a contact knows, at full absorptive capacity.
  /// Unit: –.
  public var contactPull: Double = 0.45
  /// Standard deviation of what contacts know around the newest generation.
  /// Unit: –.
  public var contactNoise: Double = 0.5
  /// Speed at which firms of a region and sector learn from each other.
  /// Unit: 1/quarter.
  public var regionalLearning: Double = 0.005
}

extension PositionParameters {
  static let descriptions: [ParameterDescription] = [
    .init(
      "position.step", \.position.step, "–", (0)...(10), .assumed,
      "Distance between the centres of one generation and the next."),
    .init(
      "position.spread", \.position.spread, "–", (0)...(10), .assumed,
      "Standard deviation of firms around the centre of their line, on each axis."),
    .init(
      "position.kin_spread", \.position.kinSpread, "–", (0)...(10), .assumed,
      "Standard deviation of a spin-off's position around its parent's."),
    .init(
      "position.understanding", \.position.understanding, "–", (0.01)...(100), .assumed,
      "Distance over which a firm's understanding of a line falls by the factor e."),
    .init(
      "position.overlap_floor", \.position.overlapFloor, "–", (0)...(1), .assumed,
      "Share of success in research that does not depend on distance."),
    .init(
      "position.mean_overlap", \.position.meanOverlap, "–", (0.05)...(1), .calibrated,
      "Mean overlap of searching firms, by which overlap is divided."),
    .init(
      "position.launch_share", \.position.launchShare, "–", (0)...(1), .assumed,
      "Share of the distance to a line's centre that a firm covers by launching the line."),
    .init(
      "position.launch_noise", \.position.launchNoise, "–", (0)...(10), .assumed,
      "Standard deviation of the random step that comes with a launch."),
    .init(
      "position.contact_hazard", \.position.contactHazard, "1/quarter", (0)...(1), .assumed,
      "Hazard of a contact outside the region, at an absorptive capacity of ½ and without "
        + "links there."),
    .init(
      "position.contact_gain", \.position.contactGain, "–", (1)...(4), .assumed,
      "Factor on the hazard of a contact outside the region for exporters, and again for "
        + "firms linked with a university."),
    .init(
      "position.contact_pull", \.position.contactPull, "–", (0)...(1), .assumed,
      "Share of the distance to a contact's knowledge that a firm with full absorptive "
        + "capacity covers."),
    .init(
      "position.contact_noise", \.position.contactNoise, "–", (0)...(10), .assumed,
      "Standard deviation of what contacts know around the newest generation."),
    .init(
      "position.regional_learning", \.position.regionalLearning, "1/quarter", (0)...(1), .assumed,
      "Speed at which firms of a region and sector learn from each other."),
  ]
}
