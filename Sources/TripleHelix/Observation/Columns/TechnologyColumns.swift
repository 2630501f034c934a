import Chunking

extension Table {
  public static let generations = TableSchema(
    "generations", "One row per sector, known generation and recorded tick.",
    needs: .generations, GenerationColumns())

  public static let discoveries = TableSchema(
    "discoveries", "One row per discovery and sector that it affects.", needs: .discoveries,
    DiscoveryColumns())
}

/// A generation of a sector's technology at the end of a tick.
public struct GenerationRow: StateRow {
  let simulation: Simulation
  let sector: Int
  let generation: Int
  /// Shares on this generation or a newer one.
  let adoptedFirms: Double
  let adoptedOutput: Double

  var table: GenerationTable { simulation.generations }
  var place: Int { table.place(sector, generation) }
  var isLaunched: Bool { table.launched[place] != .max }
}

public struct GenerationColumns: ColumnGroup {
  public typealias Row = GenerationRow

  public let tick = Column.tick
  public let year = Column.year
  public let sector = Column.sector { $0.simulation.layout.sectors[$0.sector].id }
  public let generation = Column.integer(
    "generation", .none, "Index; 2 is the newest that was known at the start."
  ) { $0.generation }
  public let firmShare = Column(
    "firm_share", .share, "Firms whose newest line is this generation."
  ) { $0.table.firmShare[$0.place] }
  public let outputShare = Column("output_share", .share, "Output on this generation.") {
    $0.table.outputShare[$0.place]
  }
  public let adoptedFirms = Column(
    "adopted_firms", .share, "Firms on this generation or a newer one."
  ) { $0.adoptedFirms }
  public let adoptedOutput = Column(
    "adopted_output", .share, "Output on this generation or a newer one."
  ) { $0.adoptedOutput }
  public let status = Column.text(
    "status", "discovered, innovation, spreading or tradition."
  ) { "\($0.table.status[$0.place])" }
  public let discovered = Column.integer("discovered", .ticks, "Tick of its discovery.") {
    $0.table.discovered[$0.place]
  }
  public let launched = Column.integer(
    "launched", .ticks, "Tick of its first use; empty before."
  ) { $0.isLaunched ? $0.table.launched[$0.place] : nil }
  public let productivity = Column(
    "productivity", .none, "Productivity, 1 for generation 0."
  ) { $0.table.productivity[$0.place] }
  public let quality = Column("quality", .none, "Quality, 1 for generation 0.") {
    $0.table.quality[$0.place]
  }
  public let launchedBy = Column.text(
    "launched_by",
    "First firm to use it, 16 hexadecimal digits; if several, the one with the smallest identifier; "
      + "empty before, and for generations in use at the start."
  ) { $0.isLaunched ? identifier($0.table.firstUser[$0.place]) : "" }
  public let resourceIntensity = Column(
    "resource_intensity", .none,
    "Inputs per unit of output at base-year prices, 1 for generation 0."
  ) { $0.table.resources[$0.place] }
}

/// A discovery, as it was made.
public struct DiscoveryRow: RecordedRow {
  let simulation: Simulation
  let event: DiscoveryEvent

  public var tick: Int { Int(event.tick) }
  public var year: Double { simulation.year(ofTick: tick) }
}

public struct DiscoveryColumns: ColumnGroup {
  public typealias Row = DiscoveryRow

  public let tick = Column.tick
  public let year = Column.year
  public let region = Column.text("region", "Region of the university.") {
    $0.simulation.layout.regions[Int($0.event.region)].id
  }
  public let field = Column.text("field", "Field of science.") {
    $0.simulation.layout.fields[Int($0.event.field)]
  }
  public let sector = Column.text("sector", "Sector that uses it.") {
    $0.simulation.layout.sectors[Int($0.event.sector)].id
  }
  public let generation = Column.integer(
    "generation", .none, "Generation opened or improved."
  ) { Int($0.event.generation) }
  public let step = Column("step", .none, "Productivity step.") { $0.event.step }
  public let radical = Column.flag("radical", "1 if the step is radical.") {
    $0.event.kind & DiscoveryEvent.radical != 0
  }
  public let improvement = Column.flag(
    "improvement", "1 if it improves a generation that few firms use."
  ) { $0.event.kind & DiscoveryEvent.improvement != 0 }
}
