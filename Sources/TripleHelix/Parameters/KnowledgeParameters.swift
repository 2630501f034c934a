/// Parameters of knowledge, efficiency and exposure.
///
/// What a firm knows, how efficient it is, and which newer lines it sees.
public struct KnowledgeParameters: Sendable, Equatable {
  public var absorptiveFloor: Double = 0.15
  public var absorptiveHalfSaturation: Double = 0.15
  public var depreciation: Double = 0.03
  public var researchGain: Double = 0.5
  public var innovationGain: Double = 0.05
  public var efficiencyPersistence: Double = 0.97
  public var efficiencyShock: Double = 0.02
  public var partnerWeight: Double = 0.4
  public var visibilityHalf: Double = 10
  public var partnerRenewal: Double = 0.02
  public var partnerCandidates: Double = 3
  public var supplierGain: Double = 0.1
  public var supplierRenewal: Double = 0.01
}

extension KnowledgeParameters {
  static let descriptions: [ParameterDescription] = [
    .init(
      "knowledge.absorptive_floor", \.knowledge.absorptiveFloor, "–", (0)...(1), .assumed,
      "Absorptive capacity of a firm without knowledge of its own."),
    .init(
      "knowledge.absorptive_half_saturation", \.knowledge.absorptiveHalfSaturation, "–",
      (0.0001)...(10), .assumed,
      "Stock of knowledge at which absorptive capacity is halfway between its floor and 1."),
    .init(
      "knowledge.depreciation", \.knowledge.depreciation, "1/quarter", (0)...(1), .assumed,
      "Depreciation of a firm's knowledge.", time: .share),
    .init(
      "knowledge.research_gain", \.knowledge.researchGain, "–", (0)...(10), .assumed,
      "Knowledge gained per unit of R&D intensity (R&D over the wage bill).", time: .rate),
    .init(
      "knowledge.innovation_gain", \.knowledge.innovationGain, "–", (0)...(1), .assumed,
      "Knowledge gained from an innovation."),
    .init(
      "knowledge.efficiency_persistence", \.knowledge.efficiencyPersistence, "1/quarter",
      (0)...(0.9999), .calibrated,
      "Share of idiosyncratic efficiency that survives a quarter.", time: .persistence),
    .init(
      "knowledge.efficiency_shock", \.knowledge.efficiencyShock, "log points", (0)...(0.5),
      .calibrated,
      "Standard deviation of the quarterly shock to efficiency.",
      time: .shock(persistence: \.knowledge.efficiencyPersistence)),
    .init(
      "knowledge.partner_weight", \.knowledge.partnerWeight, "–", (0)...(1), .assumed,
      "Weight of partners in exposure; the rest is the weight of firms nearby."),
    .init(
      "knowledge.visibility_half", \.knowledge.visibilityHalf, "firms", (0)...(10000), .assumed,
      "Number of firms in sight at which half of what they do is seen."),
    .init(
      "knowledge.partner_renewal", \.knowledge.partnerRenewal, "1/quarter", (0)...(1), .assumed,
      "Hazard that a firm replaces a partner that still exists.", time: .share),
    .init(
      "knowledge.partner_candidates", \.knowledge.partnerCandidates, "firms", (1)...(16), .assumed,
      "Candidates considered for a new partner; the one most similar and with the best "
        + "reputation wins.",
      isWhole: true),
    .init(
      "knowledge.supplier_gain", \.knowledge.supplierGain, "–", (0)...(10), .assumed,
      "Gain in research effort from a supplier on a line newer than its sector's tradition."),
    .init(
      "knowledge.supplier_renewal", \.knowledge.supplierRenewal, "1/quarter", (0)...(0.5),
      .assumed,
      "Hazard that a firm replaces a supplier that still exists.", time: .share),
  ]
}
