import RegionalMeasures

extension Table {
  public static let sectors = TableSchema(
    "sectors",
    "One row per sector and recorded tick; the columns from `plant_herfindahl` on are filled once a year.",
    needs: .sectors, SectorColumns())
}

/// A sector at the end of a tick.
public struct SectorRow: StateRow {
  let simulation: Simulation
  /// In canonical order.
  let sector: Int
  /// Once a year.
  let measures: FirmMeasures?

  var sectors: SectorState { simulation.sectors }
  var generations: GenerationTable { simulation.generations }
  var output: Double { simulation.sum(.output, sector: sector) }
  var employees: Double { simulation.sum(.employees, sector: sector) }
  var sales: Double { sectors.homeSales[sector] + sectors.exports[sector] }

  func outputShare(of generation: Int) -> Double {
    generations.outputShare[generations.place(sector, generation)]
  }

  /// Generation with the largest share of output, the older of two alike.
  var dominantGeneration: Int {
    (0..<generations.counts[sector]).reduce(0) {
      outputShare(of: $1) > outputShare(of: $0) ? $1 : $0
    }
  }
}

public struct SectorColumns: ColumnGroup {
  public typealias Row = SectorRow

  public let tick = Column.tick
  public let year = Column.year
  public let sector = Column.sector { $0.simulation.layout.sectors[$0.sector].id }
  public let firms = Column("firms", .firms, "Active enterprises.") {
    $0.simulation.sum(.firms, sector: $0.sector)
  }
  public let employees = Column("employees", .persons, "Employees of firms.") { $0.employees }
  public let output = Column(
    "output", .million, per: .quarter, "Output at base-year prices."
  ) { $0.output }
  public let price = Column("price", .none, "Mean price at home, about 1 at the start.") {
    $0.sectors.price[$0.sector]
  }
  public let quality = Column("quality", .none, "Mean quality, 1 at the start.") {
    $0.sectors.quality[$0.sector] / $0.simulation.initialQuality[$0.sector]
  }
  public let productivity = Column(
    "productivity", TableUnit("million/person"), per: .quarter, "Output per employee."
  ) { $0.output / $0.employees }
  public let margin = Column(
    "margin", .shareOfSales, "Mean profit margin, weighted by sales."
  ) { $0.sectors.margin[$0.sector] }
  public let importShare = Column("import_share", .share, "Imports in home demand.") {
    $0.sectors.importShare[$0.sector]
  }
  public let exportShare = Column("export_share", .share, "Exports in sales.") {
    $0.sales > 0 ? $0.sectors.exports[$0.sector] / $0.sales : .nan
  }
  public let unserved = Column(
    "unserved", .share, "Share of domestic demand that domestic firms had no capacity to meet."
  ) { $0.sectors.unserved[$0.sector] }
  public let firmsInPhases = PhaseColumns("firms", "the number") { (row: SectorRow, phase) in
    row.simulation.share(ofFirmsIn: phase, sector: row.sector)
  }
  public let outputInPhases = PhaseColumns("output", "the output") { (row: SectorRow, phase) in
    row.simulation.share(ofOutputIn: phase, sector: row.sector)
  }
  public let innovationOutput = Column(
    "innovation_output", .share, "Output on lines newer than the sector's tradition."
  ) { $0.simulation.newerShare(sector: $0.sector) }
  public let tradition = Column.integer(
    "tradition", .none, "Current traditional generation."
  ) { $0.sectors.tradition[$0.sector] }
  public let newestGeneration = Column.integer(
    "newest_generation", .none, "Newest generation discovered."
  ) { $0.generations.newest(of: $0.sector) }
  public let dominantGeneration = Column.integer(
    "dominant_generation", .none, "Generation with the largest share of output."
  ) { $0.dominantGeneration }
  public let visibleGenerations = Column.integer(
    "visible_generations", .none, "Generations over 5 % of output."
  ) { row in
    (0..<row.generations.counts[row.sector]).count { row.outputShare(of: $0) > 0.05 }
  }
  public let herfindahl = Column(
    "herfindahl", .none, "Herfindahl index of home market shares.", source: "Hirschman 1964"
  ) { $0.sectors.herfindahl[$0.sector] }
  public let entries = Column("entries", .firms, per: .quarter, "Enterprises founded.") {
    $0.sectors.entries[$0.sector]
  }
  public let exits = Column("exits", .firms, per: .quarter, "Enterprises closed.") {
    $0.sectors.exits[$0.sector]
  }
  public let innovations = Column(
    "innovations", .events, per: .quarter, "Firms that launched a line by own research."
  ) { $0.sectors.innovations[$0.sector] }
  public let imitations = Column(
    "imitations", .events, per: .quarter, "Firms that launched a line by imitation."
  ) { $0.sectors.imitations[$0.sector] }
  public let heterogeneity = Column(
    "heterogeneity", .none,
    "Dispersion of firms' knowledge: root-mean-square distance from the regional mean, weighted by output."
  ) {
    $0.simulation.mechanisms.knowledgeSpace
      ? $0.simulation.heterogeneity(sector: $0.sector) : .nan
  }
  public let traditionAge = Column(
    "tradition_age", .years,
    "Time since the first use of the traditional generation; since its discovery if that "
      + "was before the start."
  ) { $0.simulation.traditionAge(ofSector: $0.sector) }
  public let resourceIntensity = Column.resourceIntensity {
    $0.simulation.resourceIntensity(sector: $0.sector)
  }
  public let measures = PartColumns(SectorMeasureColumns(), needs: .firmMeasures) {
    (row: SectorRow) in row.measures?.indicators.sectors[row.sector]
  }
}
