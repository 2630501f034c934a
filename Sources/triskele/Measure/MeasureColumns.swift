import RegionalMeasures
import TripleHelix

private let hirschman = "Hirschman 1964"
private let theil = "Theil 1967, chapter 4"

struct MeasuredNationColumns: ColumnGroup {
  typealias Row = RegionalIndicators

  let firms = Column("firms", .firms, "Establishments.") { $0.count }
  let employees = Column("employees", .persons, "Their employees.") { $0.employment.total }
  let hillExponent = Column(
    "hill_exponent", .none, "Hill estimator of the largest 5 % of establishments.",
    source: "Hill 1975, doi:10.1214/aos/1176343247"
  ) { $0.establishments.hillExponent() }
  let sizeHerfindahl = Column(
    "size_herfindahl", .none, "Herfindahl index of establishments' employees.", source: hirschman
  ) { $0.establishments.sizeHerfindahl }
  let sizeGini = Column(
    "size_gini", .none, "Gini coefficient of establishments' employees.", source: "Gini 1912"
  ) { $0.establishments.sizeGini }
  let sizeTheilBetween = Column(
    "size_theil_between", .none,
    "Theil's index of establishments' employees: part between regions.", source: theil
  ) { $0.establishments.sizeTheil.between }
  let sizeTheilWithin = Column(
    "size_theil_within", .none, "The same: part within regions.", source: theil
  ) { $0.establishments.sizeTheil.within }
  let measures = NationalMeasureColumns()
}

struct MeasuredRegionRow {
  let indicators: RegionalIndicators
  let region: Int
  /// km²; not a number where it is not known.
  let area: Double

  init(_ indicators: RegionalIndicators, region: Int, area: Double?) {
    self.indicators = indicators
    self.region = region
    self.area = area ?? .nan
  }

  var firms: Double { indicators.count(ofRegion: region) }
}

struct MeasuredRegionColumns: ColumnGroup {
  typealias Row = MeasuredRegionRow

  let region = Column.text("region", "Name of the region.") {
    $0.indicators.establishments.regionNames[$0.region]
  }
  let firms = Column("firms", .firms, "Establishments.") { $0.firms }
  let employees = Column("employees", .persons, "Their employees.") {
    $0.indicators.employment.regions[$0.region]
  }
  let density: DensityColumns?
  let measures = PartColumns(RegionMeasureColumns()) { (row: MeasuredRegionRow) in
    MeasuredRegion(row.indicators, region: row.region)
  }

  /// - Parameter hasAreas: Whether density is known.
  init(hasAreas: Bool) { density = hasAreas ? DensityColumns() : nil }
}

struct DensityColumns: ColumnGroup {
  typealias Row = MeasuredRegionRow

  let area = Column("area", TableUnit("km²"), "Area.") { $0.area }
  let density = Column(
    "density", TableUnit("firms/km²"), "Establishments per square kilometre."
  ) { $0.firms / $0.area }
}

struct MeasuredSectorRow {
  let indicators: RegionalIndicators
  let sector: Int
}

struct MeasuredSectorColumns: ColumnGroup {
  typealias Row = MeasuredSectorRow

  let sector = Column.text("sector", "Name of the sector.") {
    $0.indicators.establishments.sectorNames[$0.sector]
  }
  let firms = Column("firms", .firms, "Establishments.") {
    $0.indicators.count(ofSector: $0.sector)
  }
  let employees = Column("employees", .persons, "Their employees.") {
    $0.indicators.employment.sectors[$0.sector]
  }
  let measures = PartColumns(SectorMeasureColumns()) { (row: MeasuredSectorRow) in
    row.indicators.sectors[row.sector]
  }
}

struct MeasuredCellColumns: ColumnGroup {
  typealias Row = MeasuredCell

  let region = Column.text("region", "Name of the region.") { $0.regionName }
  let sector = Column.text("sector", "Name of the sector.") { $0.sectorName }
  let measures = CellMeasureColumns()
}
