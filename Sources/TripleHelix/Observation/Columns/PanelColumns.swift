import Chunking
import RegionalMeasures

extension Table {
  public static let cells = TableSchema(
    "cells", "One row per region, sector and recorded year.", needs: [.cells, .firmMeasures],
    CellColumns())

  public static let sizes = TableSchema(
    "sizes", "One row per size class and recorded year: classes double.", needs: .sizes,
    SizeClassColumns())

  public static let firms = TableSchema(
    "firms",
    "One row per firm or agent, and quarter that `outputs.firms` asks for; none unless asked.",
    needs: .firms, FirmPanelColumns())
}

/// A sector in a region at the end of a year.
public struct CellRow: StateRow {
  let simulation: Simulation
  let measures: FirmMeasures
  /// In canonical order.
  let region: Int
  let sector: Int
}

public struct CellColumns: ColumnGroup {
  public typealias Row = CellRow

  public let tick = Column.tick
  public let year = Column.year
  public let region = Column.region { $0.simulation.layout.regions[$0.region].id }
  public let sector = Column.sector { $0.simulation.layout.sectors[$0.sector].id }
  public let output = Column(
    "output", .million, per: .quarter, "Output at base-year prices."
  ) { $0.measures.output[$0.region * $0.simulation.layout.sectorCount + $0.sector] }
  public let measures = PartColumns(CellMeasureColumns()) { (row: CellRow) in
    MeasuredCell(row.measures.indicators, region: row.region, sector: row.sector)
  }
}

/// A class of firms' sizes at the end of a year.
public struct SizeClassRow: StateRow {
  let simulation: Simulation
  /// Of agents.
  let sizeClass: SizeClass
}

public struct SizeClassColumns: ColumnGroup {
  public typealias Row = SizeClassRow

  public let tick = Column.tick
  public let year = Column.year
  public let lower = Column("lower", .persons, "Lower bound of the class.") {
    $0.sizeClass.lower
  }
  public let upper = Column("upper", .persons, "Upper bound of the class.") {
    $0.sizeClass.upper
  }
  public let firms = Column("firms", .firms, "Enterprises in the class.") {
    Double($0.sizeClass.firmCount) * $0.simulation.scale
  }
  public let employees = Column("employees", .persons, "Their employees.") {
    $0.sizeClass.employees * $0.simulation.scale
  }
  public let shareAbove = Column(
    "share_above", .share, "Share of enterprises at least as large as the lower bound."
  ) { $0.sizeClass.shareAbove }
}

/// A firm at the end of a tick.
public struct FirmRow: StateRow {
  let simulation: Simulation
  let slot: Int
  /// Ward groups in canonical order of regions.
  let groups: [Int]?

  var firms: FirmColumns { simulation.firms }
  var region: Int { Int(firms.region[slot]) }
  /// Row of its membership; negative without one.
  var membership: Int { Int(firms.cluster[slot]) }
}

public struct FirmPanelColumns: ColumnGroup {
  public typealias Row = FirmRow

  public let tick = Column.tick
  public let id = Column.text("id", "Permanent identity, 16 hexadecimal digits.") {
    identifier($0.firms.id[$0.slot])
  }
  public let region = Column.region { $0.simulation.layout.regions[$0.region].id }
  public let group = Column.integer(
    "group", .none, "Ward group of the region; empty before the first grouping."
  ) { $0.groups?[$0.region] }
  public let sector = Column.sector {
    $0.simulation.layout.sectors[Int($0.firms.sector[$0.slot])].id
  }
  public let born = Column.integer(
    "born", .ticks, "Tick of founding; negative for firms founded before the start."
  ) { Int($0.firms.birth[$0.slot]) }
  public let origin = Column.text(
    "origin", "initial, startUp, spinOff or universitySpinOff."
  ) { "\($0.firms.origin[$0.slot])" }
  public let employees = Column(
    "employees", .persons, "Employees of all firms that the row represents."
  ) { $0.firms.employees[$0.slot] * $0.simulation.scale }
  public let count = Column(
    "count", .firms, "Firms that the row represents: the scenario's scale."
  ) { $0.simulation.scale }
  public let sales = Column(
    "sales", .million, per: .quarter, "Sales of all firms that the row represents."
  ) { $0.firms.output[$0.slot] * Double($0.firms.price[$0.slot]) * $0.simulation.scale }
  public let productivity = Column(
    "productivity", TableUnit("million/person"), per: .quarter, "Output per employee."
  ) {
    let employees = $0.firms.employees[$0.slot]
    return employees > 0 ? $0.firms.output[$0.slot] / employees : .nan
  }
  public let phase = Column.text("phase", "tradition, search, innovation or diffusion.") {
    "\($0.firms.phase[$0.slot])"
  }
  public let newestLine = Column.integer(
    "newest_line", .none, "Newest generation in use in the firm."
  ) { Int(max($0.firms.traditionLine[$0.slot], $0.firms.innovationLine[$0.slot])) }
  public let cluster = Column.text(
    "cluster", "Identifier of its cluster; empty if not a member."
  ) { row in
    guard row.membership >= 0 else { return "" }
    let simulation = row.simulation
    let cluster = simulation.memberships.rows[row.membership].cluster
    return simulation.name(of: simulation.clusters[Int(cluster)])
  }
  public let member = Column.text("member", "member of a cluster, or none.") {
    $0.membership >= 0 ? "member" : "none"
  }
  public let parent = Column.text(
    "parent",
    "Identity of the firm that its founders left; empty where they left none of its sector and region."
  ) { identifier($0.firms.parent[$0.slot]) }
  public let owner = Column.text(
    "owner", "domestic, state (all of it or, by a policy, a share) or foreign."
  ) {
    let owner = $0.firms.ownership[$0.slot]
    return owner.isOfState ? "state" : owner == .foreign ? "foreign" : "domestic"
  }
}
