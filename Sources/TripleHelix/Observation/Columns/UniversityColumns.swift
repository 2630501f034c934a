extension Table {
  public static let universities = TableSchema(
    "universities", "One row per region and recorded year.", needs: .universities,
    UniversityColumns())
}

/// The university of a region at the end of a year.
public struct UniversityRow: StateRow {
  let simulation: Simulation
  /// In canonical order.
  let region: Int
  let linkedFirms: Double

  /// Of the last four quarters.
  func yearly(_ flow: UniversityFlows.Flow) -> Double {
    simulation.universities.year.total(flow, region: region)
  }

  /// Events of the year before tick 0 are in no table: known after a year only.
  func known(_ flow: UniversityFlows.Flow) -> Double {
    tick < simulation.timeStep.ticksPerYear ? .nan : yearly(flow)
  }

  /// Mean over the fields.
  var frontierGap: Double {
    let universities = simulation.universities
    let fields = simulation.layout.fields.indices
    return fields.reduce(0.0) {
      $0 + universities.nationalFrontier[$1]
        - universities.frontier[universities.place(region, $1)]
    } / Double(max(1, fields.count))
  }
}

public struct UniversityColumns: ColumnGroup {
  public typealias Row = UniversityRow

  public let tick = Column.tick
  public let year = Column.year
  public let region = Column.region { $0.simulation.layout.regions[$0.region].id }
  public let staff = Column("staff", .persons, "Research staff.") {
    $0.simulation.regions.researchStaff[$0.region]
  }
  public let orientation = Column(
    "orientation", .none, "Orientation of research: 0 is basic only, 1 is applied only."
  ) { $0.simulation.universities.orientation[$0.region] }
  public let office = Column(
    "office", .none, "Effectiveness of the technology-transfer office, 0 to 1."
  ) { $0.simulation.office($0.region) }
  public let stateFunding = Column(
    "state_funding", .million, per: .year, "Funding by the state."
  ) { $0.yearly(.state) }
  public let contracts = Column(
    "contracts", .million, per: .year, "Contract research for firms."
  ) { $0.yearly(.contracts) }
  public let ownFunding = Column(
    "own_funding", .million, per: .year, "Royalties from licences."
  ) { $0.known(.own) }
  public let contractFirms = Column(
    "contract_firms", .firms, "Firms under contract, mean of the four quarters."
  ) { $0.known(.contractFirms) / $0.simulation.timeStep.year }
  public let linkedFirms = Column(
    "linked_firms", .firms, "Firms that work with the university."
  ) { $0.linkedFirms }
  public let graduates = Column("graduates", .persons, per: .year, "Graduates.") {
    $0.yearly(.graduates)
  }
  public let discoveries = Column("discoveries", .rate, per: .year, "Discoveries.") {
    $0.known(.discoveries)
  }
  public let licences = Column(
    "licences", .rate, per: .year, "Lines launched under a licence."
  ) { $0.known(.licences) }
  public let spinOffs = Column("spin_offs", .firms, per: .year, "Spin-offs.") {
    $0.known(.spinOffs)
  }
  public let frontierGap = Column(
    "frontier_gap", TableUnit("log points"),
    "Knowledge that other universities have and this one lacks, mean over fields."
  ) { $0.frontierGap }
  public let tertiaryShare = Column.tertiaryShare { $0.simulation.tertiaryShare($0.region) }
}
