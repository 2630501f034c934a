/// Parameters of universities: fields, orientation, transfer to firms, graduates, researchers.
public struct UniversityParameters: Sendable, Equatable {
  public var specialisation: Double = 0.5
  public var orientationSpeed: Double = 0.05
  public var basicShare: Double = 0.6
  public var basicLoss: Double = 0.5
  public var contractGain: Double = 1.5
  public var officeEffectiveness: Double = 0.3
  public var licenceHazard: Double = 0.2
  public var licenceGain: Double = 3
  public var royalty: Double = 0.01
  public var linkHazard: Double = 0.1
  public var linkEnd: Double = 0.04
  public var linkGain: Double = 0.2
  public var frontierSpeed: Double = 0.03
  public var fieldDrift: Double = 0.02
  public var tertiaryShare: Double = 0.3
  public var career: Double = 160
  public var graduateStays: Double = 0.3
  public var graduateEffect: Double = 0.5
  public var leaveShare: Double = 0.02
  public var leaveEffect: Double = 0.5
  public var mobility: Double = 0.05
}

extension UniversityParameters {
  static let descriptions: [ParameterDescription] = [
    .init(
      "universities.specialisation", \.universities.specialisation, "–", (0)...(1), .assumed,
      "Weight of the region's own sectors, relative to the country's, in the fields of a "
        + "university's staff."),
    .init(
      "universities.orientation_speed", \.universities.orientationSpeed, "1/quarter", (0)...(1),
      .assumed, "Speed of the drift between basic and applied research.", time: .share),
    .init(
      "universities.basic_share", \.universities.basicShare, "–", (0)...(1), .assumed,
      "Share of public funding that asks for basic research."),
    .init(
      "universities.basic_loss", \.universities.basicLoss, "–", (0)...(1), .assumed,
      "Share of its discoveries that a fully applied university gives up."),
    .init(
      "universities.contract_gain", \.universities.contractGain, "–", (0)...(20), .assumed,
      "Response of contract research to a university's orientation."),
    .init(
      "universities.office_effectiveness", \.universities.officeEffectiveness, "–", (0)...(1),
      .assumed, "Effectiveness of the technology-transfer office."),
    .init(
      "universities.licence_hazard", \.universities.licenceHazard, "1/quarter", (0)...(1),
      .assumed,
      "Hazard that a linked, searching firm takes a licence if the office is fully effective.",
      time: .timeless),
    .init(
      "universities.licence_gain", \.universities.licenceGain, "–", (1)...(100), .assumed,
      "Factor on the success of research under a licence."),
    .init(
      "universities.royalty", \.universities.royalty, "share of a year's sales", (0)...(0.2),
      .assumed, "Royalty for a line launched under a licence."),
    .init(
      "universities.link_hazard", \.universities.linkHazard, "1/quarter", (0)...(1), .assumed,
      "Hazard that a searching firm with full social capital links with a nearby university.",
      time: .share),
    .init(
      "universities.link_end", \.universities.linkEnd, "1/quarter", (0)...(1), .assumed,
      "Hazard that a link with a university ends.", time: .share),
    .init(
      "universities.link_gain", \.universities.linkGain, "–", (0)...(10), .assumed,
      "Gain of research effort from a link with a university at the frontier."),
    .init(
      "universities.frontier_speed", \.universities.frontierSpeed, "1/quarter", (0)...(1),
      .assumed,
      "Speed at which a field of a university closes its gap to the country's frontier.",
      time: .share),
    .init(
      "universities.field_drift", \.universities.fieldDrift, "1/quarter", (0)...(1), .assumed,
      "Speed at which the fields of a fully applied university follow the R&D of its region.",
      time: .share),
    .init(
      "universities.tertiary_share", \.universities.tertiaryShare, "–", (0.01)...(0.9), .assumed,
      "Share of the country's labour force with tertiary education at tick 0."),
    .init(
      "universities.career", \.universities.career, "quarters", (20)...(400), .assumed,
      "Length of a career.", time: .duration),
    .init(
      "universities.graduate_stays", \.universities.graduateStays, "–", (0)...(1), .assumed,
      "Share of graduates who stay in their university's region, whatever its size."),
    .init(
      "universities.graduate_effect", \.universities.graduateEffect, "–", (0)...(5), .assumed,
      "Elasticity of firms' absorptive capacity to the tertiary share."),
    .init(
      "universities.leave_share", \.universities.leaveShare, "–", (0)...(0.5), .assumed,
      "Share of university staff on leave in firms."),
    .init(
      "universities.leave_effect", \.universities.leaveEffect, "–", (0)...(10), .assumed,
      "Gain in absorptive capacity per guest researcher from a university, relative to own "
        + "researchers."),
    .init(
      "universities.mobility", \.universities.mobility, "1/quarter", (0)...(1), .assumed,
      "Speed at which researchers move to where funding has grown most.", time: .share),
  ]
}
