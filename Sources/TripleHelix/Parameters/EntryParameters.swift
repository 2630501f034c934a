/// Parameters of entry of firms.
///
/// Start-ups, firm spin-offs and university spin-offs.
public struct EntryParameters: Sendable, Equatable {
  public var startUpRate: Double = 0.017
  public var marginElasticity: Double = 4
  public var sizeMinimum: Double = 0.7
  public var sizeLogMean: Double = -0.2
  public var sizeLogDeviation: Double = 0.7
  public var sizeAbility: Double = 0.5
  public var efficiencyMinimum: Double = -0.6
  public var efficiencyWidth: Double = 1.1
  public var knowledge: Double = 0.2
  public var spinOffHazard: Double = 0.005
  public var spinOffParentSize: Double = 5
  public var spinOffSizeExponent: Double = 0.5
  public var spinOffMarket: Double = 10
  public var marketSmoothing: Double = 0.06
  public var spinOffInnovator: Double = 2
  public var spinOffOther: Double = 0.3
  public var spinOffDeviation: Double = 0.05
  public var spinOffStays: Double = 0.85
  public var kinTrust: Double = 0.4
  public var universitySpinOffRate: Double = 0.15
  public var universitySpinOffQuarters: Double = 12
  public var revolvingDoor: Double = 0.5
  public var generationPull: Double = 4
  public var elsewhere: Double = 0.1
}

extension EntryParameters {
  static let descriptions: [ParameterDescription] = [
    .init(
      "entry.start_up_rate", \.entry.startUpRate, "1/quarter", (0)...(1), .calibrated,
      "Start-ups per firm of tick 0.", time: .rate),
    .init(
      "entry.margin_elasticity", \.entry.marginElasticity, "–", (0)...(50), .assumed,
      "Response of start-ups to the margin in the region."),
    .init(
      "entry.size_minimum", \.entry.sizeMinimum, "persons", (0.01)...(100), .assumed,
      "Smallest start-up, per unit of the minimum efficient size."),
    .init(
      "entry.size_log_mean", \.entry.sizeLogMean, "log points", (-5)...(5), .assumed,
      "Location of the lognormal part of a start-up's size."),
    .init(
      "entry.size_log_deviation", \.entry.sizeLogDeviation, "log points", (0)...(3), .assumed,
      "Scale of the lognormal part of a start-up's size."),
    .init(
      "entry.size_ability", \.entry.sizeAbility, "–", (0)...(5), .assumed,
      "Elasticity of an entrant's size to its efficiency, relative to a start-up's mean."),
    .init(
      "entry.efficiency_minimum", \.entry.efficiencyMinimum, "log points", (-3)...(3), .calibrated,
      "Lowest efficiency of a start-up."),
    .init(
      "entry.efficiency_width", \.entry.efficiencyWidth, "log points", (0)...(5), .calibrated,
      "Width of the Beta(2,4) distribution of start-ups' efficiency."),
    .init(
      "entry.knowledge", \.entry.knowledge, "–", (0.0001)...(10), .assumed,
      "Mean knowledge of founders, also of firms at tick 0."),
    .init(
      "entry.spin_off_hazard", \.entry.spinOffHazard, "1/quarter", (0)...(1), .calibrated,
      "Hazard of a spin-off from a parent of the reference size.", time: .share),
    .init(
      "entry.spin_off_parent_size", \.entry.spinOffParentSize, "persons", (0.01)...(10000),
      .assumed,
      "Size above which firms have spin-offs, per unit of the minimum efficient size; the "
        + "reference size."),
    .init(
      "entry.spin_off_size_exponent", \.entry.spinOffSizeExponent, "–", (0)...(2), .assumed,
      "Elasticity of the hazard of a spin-off to the parent's size, relative to the reference "
        + "size."),
    .init(
      "entry.spin_off_market", \.entry.spinOffMarket, "years", (0)...(100), .assumed,
      "Increase in the log hazard of spin-offs with the growth of the sector above the "
        + "country's."),
    .init(
      "entry.market_smoothing", \.entry.marketSmoothing, "1/quarter", (0)...(1), .assumed,
      "Speed at which perceived growth of a sector follows actual growth.", time: .share),
    .init(
      "entry.spin_off_innovator", \.entry.spinOffInnovator, "–", (0)...(100), .assumed,
      "Factor on the hazard of a spin-off for parents on a new line."),
    .init(
      "entry.spin_off_other", \.entry.spinOffOther, "–", (0)...(100), .assumed,
      "Factor on the hazard of a spin-off for all other parents."),
    .init(
      "entry.spin_off_deviation", \.entry.spinOffDeviation, "log points", (0)...(1), .reference,
      "Standard deviation of the error with which a spin-off inherits efficiency."),
    .init(
      "entry.spin_off_stays", \.entry.spinOffStays, "–", (0)...(1), .reference,
      "Probability that a spin-off stays in its parent's region."),
    .init(
      "entry.kin_trust", \.entry.kinTrust, "–", (0)...(1), .assumed,
      "Share of the gap to full trust that ties to its parent firm close for a spin-off."),
    .init(
      "entry.university_spin_off_rate", \.entry.universitySpinOffRate, "1/quarter", (0)...(10),
      .assumed,
      "University spin-offs per quarter after a discovery, in its region and sector.", time: .rate),
    .init(
      "entry.university_spin_off_quarters", \.entry.universitySpinOffQuarters, "quarters",
      (0)...(100), .assumed,
      "Time during which a discovery has spin-offs.", time: .duration),
    .init(
      "entry.revolving_door", \.entry.revolvingDoor, "–", (0)...(1), .calibrated,
      "Share of start-ups that replace firms closed within the year."),
    .init(
      "entry.generation_pull", \.entry.generationPull, "–", (0)...(20), .calibrated,
      "Increase in a sector's start-ups with the share of its regional output that is newer "
        + "than tradition."),
    .init(
      "entry.elsewhere", \.entry.elsewhere, "–", (0)...(1), .assumed,
      "Share of founders in a trade that they have not worked in, drawn from the country's "
        + "sectors; the others leave a firm of their sector and region."),
  ]
}
