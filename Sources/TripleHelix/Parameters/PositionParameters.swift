/// Parameters of the firms' place in the plane of their sector's technology.
///
/// Where generations of technology lie, how far a firm stands from one, and what moves it.
public struct PositionParameters: Sendable, Equatable {
  public var step: Double = 1.6
  public var spread: Double = 0.3
  public var kinSpread: Double = 0.1
  public var understanding: Double = 0.6
  public var overlapFloor: Double = 0.4
  public var meanOverlap: Double = 0.64
  public var launchShare: Double = 0.5
  public var launchNoise: Double = 0.06
  public var contactHazard: Double = 0.06
  public var contactGain: Double = 1.5
  public var contactPull: Double = 0.45
  public var contactNoise: Double = 0.5
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
        + "links there.", time: .share),
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
      "Speed at which firms of a region and sector learn from each other.", time: .share),
  ]
}
