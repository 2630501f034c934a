public import RegionalMeasures

/// Shares of firms in the four phases of the cycle.
public struct PhaseColumns<Row>: ColumnGroup {
  public let tradition, search, innovation, diffusion: Column

  init(
    _ prefix: String, _ of: String, read: @escaping @Sendable (Row, Phase) -> Double
  ) {
    func column(_ phase: Phase) -> Column {
      Column("\(prefix)_in_\(phase)", .share, "Share of \(of) of firms in \(phase).") {
        read($0, phase)
      }
    }
    tradition = column(.tradition)
    search = column(.search)
    innovation = column(.innovation)
    diffusion = column(.diffusion)
  }
}

/// Shares of small, medium and large firms.
public struct ScaleColumns<Row>: ColumnGroup {
  public let small, medium, large: Column

  /// - Parameter read: The three shares, from small to large.
  init(_ suffix: String, _ of: String, read: @escaping @Sendable (Row) -> [Double]) {
    func column(_ scale: FirmScale, _ persons: String) -> Column {
      Column(
        "\(scale)_\(suffix)", .share, "Share of firms of \(persons) persons in \(of).",
        source: "Recommendation 2003/361/EC"
      ) { read($0)[scale.rawValue] }
    }
    small = column(.small, "under 50")
    medium = column(.medium, "50 to 249")
    large = column(.large, "250 or more")
  }
}

/// The links of firms to universities, other firms and government.
public struct LinkColumns: ColumnGroup {
  public typealias Row = HelixLinks

  public let university = Column(
    "university_links", .firms, "Firms that are linked to a university."
  ) { $0.university }
  public let industry = Column(
    "industry_links", .firms,
    "Firms that are members of a cluster or have an active supplier firm."
  ) { $0.industry }
  public let government = Column(
    "government_links", .firms,
    "Firms that the state owns or has a share in, that take part in a policy that runs, or that one "
      + "paid, visited or saved in the last four quarters."
  ) { $0.government }
  public let synergy = Column(
    "link_synergy", .bits,
    "Mutual information T(u,i,g) of these three links over firms; negative is synergy. 0 where all "
      + "firms or none have one of them, as with neither policies nor firms of the state.",
    source: "Leydesdorff 2003, doi:10.1023/A:1026253130577"
  ) { $0.mutualInformation }
}

/// The owners of firms.
public struct OwnerColumns: ColumnGroup {
  public typealias Row = EmploymentByOwner

  public let state = Column(
    "state_owned_share", .share,
    "Employees of firms that the state owns, or has a share in by a policy."
  ) { $0.share(\.ofState) }
  public let foreign = Column(
    "foreign_owned_share", .share,
    "Employees of firms owned from abroad, since the start or by a policy."
  ) { $0.share(\.foreign) }
}

/// What goes to owners who are no households.
public struct DividendColumns<Row>: ColumnGroup {
  public let abroad, toState: Column

  init(
    abroad: @escaping @Sendable (Row) -> Double, toState: @escaping @Sendable (Row) -> Double
  ) {
    self.abroad = Column(
      "dividends_abroad", .million, per: .quarter,
      "Dividends of firms owned from abroad, after tax.", abroad)
    self.toState = Column(
      "state_dividends", .million, per: .quarter,
      "Dividends of firms owned by the state since the start, to the national government.",
      toState)
  }
}

extension RecordedColumn {
  static func resourceIntensity(_ read: @escaping @Sendable (Row) -> Double) -> RecordedColumn {
    RecordedColumn(
      "resource_intensity", .none,
      "Inputs per unit of output at base-year prices, relative to generation 0; 1 at the start.",
      read)
  }

  static func tertiaryShare(_ read: @escaping @Sendable (Row) -> Double) -> RecordedColumn {
    RecordedColumn("tertiary_share", .share, "Labour force with tertiary education.", read)
  }

  static func region(_ read: @escaping @Sendable (Row) -> String) -> RecordedColumn {
    .text("region", "Identifier of the region.", read)
  }

  static func sector(_ read: @escaping @Sendable (Row) -> String) -> RecordedColumn {
    .text("sector", "Identifier of the sector.", read)
  }
}
