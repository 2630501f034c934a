import RegionalMeasures

/// Measures of the living firms as they are recorded, once a year; in other quarters they stand empty.
extension Simulation {
  /// Columns of `regions` that only a run can fill.
  func values(_ measures: FirmMeasures?, ofRegion r: Int) -> [TableValue] {
    let product = (0..<layout.regionCount).map { regions.year.total(.product, region: $0) }
    let (all, people) = (product.reduce(0, +), regions.population.reduce(0, +))
    let share = product[r] / all
    var row: [TableValue] = [
      .number(
        share > 0 && people > 0
          ? share * logarithm(share / (regions.population[r] / people)) : .nan)
    ]
    guard let measures else {
      return row
        + empty(Table.regionMeasures.count + 6 + Table.links.count + Table.owners.count)
    }
    row += measures.indicators.values(ofRegion: r)
    row += shares(of: Array(measures.outputByScale[3 * r..<3 * r + 3])).map { .number($0) }
    row += shares(of: Array(measures.exportsByScale[3 * r..<3 * r + 3])).map { .number($0) }
    row += values(measures.links[r]) + values(measures.owners[r...r])
    return row
  }

  /// Columns of `national` on inequality between regions, entry and exit, and measures.
  func nationalValues(_ measures: FirmMeasures?) -> [TableValue] {
    let product = (0..<layout.regionCount).map { regions.year.total(.product, region: $0) }
    let population = regions.population
    let theil = theil(of: product, weights: population, groups: canonicalGroups)
    var entries = 0.0
    var exits = 0.0
    for r in 0..<layout.regionCount {
      entries += regions.year.total(.entries, region: r)
      exits += regions.year.total(.exits, region: r)
    }
    let before = sum(.firms) - entries + exits
    let isKnown = tick >= timeStep.ticksPerYear && before > 0
    let hasGroups = canonicalGroups != nil
    let row: [Double] = [
      gini(of: zip(product, population).map { $0 / $1 }), theil.total,
      hasGroups ? theil.between : .nan, hasGroups ? theil.within : .nan,
      isKnown ? entries / before : .nan, isKnown ? exits / before : .nan,
      measures?.survivalOneYear ?? .nan, measures?.survivalFiveYears ?? .nan,
    ]
    return row.map { .number($0) }
      + (measures?.indicators.nationalValues ?? empty(Table.nationalMeasures.count))
      + (measures.map { country($0.outputByScale) + country($0.exportsByScale) } ?? empty(6))
      + (measures.map { values(nationalLinks($0)) } ?? empty(Table.links.count))
      + (measures.map { values($0.owners[...]) } ?? empty(Table.owners.count))
  }

  /// Rows of `cells`, in the order of the scenario.
  func recordCells(_ measures: FirmMeasures, _ table: inout Table) {
    for (regionPlace, region) in configuration.regions.enumerated() {
      for (sectorPlace, sector) in configuration.sectors.enumerated() {
        let (r, s) = (layout.canonicalRegion[regionPlace], layout.canonicalSector[sectorPlace])
        write(
          [
            .integer(tick), .number(year), .text(region.id), .text(sector.id),
            .number(measures.output[r * layout.sectorCount + s]),
          ] + measures.indicators.values(ofCell: r, s), to: &table)
      }
    }
  }

  func empty(_ count: Int) -> [TableValue] { Array(repeating: .number(.nan), count: count) }

  /// Shares of small, medium and large firms in the country, of values at `region * 3 + scale`.
  private func country(_ values: [Double]) -> [TableValue] {
    shares(
      of: (0..<3).map { size in
        (0..<layout.regionCount).reduce(0.0) { $0 + values[3 * $1 + size] }
      }
    ).map { .number($0) }
  }
}

extension Table {
  private static let theil = "Theil 1967, Economics and Information Theory, chapter 4"

  /// What `regions` holds beside the flows: once a year but for the first.
  static let regionIndicators: [TableColumn] =
    [
      .init(
        "theil_part", .number, "–",
        "Contribution of the region to Theil's index of product per inhabitant; the contributions add up to the index.",
        source: theil)
    ] + regionMeasures + scales("output", "output") + scales("exports", "exports") + links
    + owners

  /// What `national` holds beside the flows: from `survival_1_year` on once a year.
  static let nationalIndicators: [TableColumn] =
    [
      .init(
        "gini_grp", .number, "–", "Gini coefficient of regional product per inhabitant.",
        source: "Gini 1912"),
      .init(
        "theil_grp", .number, "–",
        "Theil's index of regional product per inhabitant, weighted by inhabitants.",
        source: theil),
      .init(
        "theil_grp_between", .number, "–", "Theil's index between Ward groups.",
        source: theil),
      .init(
        "theil_grp_within", .number, "–", "Theil's index within Ward groups.", source: theil),
      .init(
        "entry_rate", .number, "1/year",
        "Firms founded in the last four quarters divided by firms a year ago.",
        source: "Eurostat, Business demography"),
      .init(
        "exit_rate", .number, "1/year",
        "Firms closed in the last four quarters divided by firms a year ago.",
        source: "Eurostat, Business demography"),
      .init(
        "survival_1_year", .number, "share",
        "Share of firms founded in the year that ended a year ago that are still active.",
        source: "Eurostat, Business demography"),
      .init(
        "survival_5_years", .number, "share",
        "Share of firms founded in the year that ended five years ago that are still active.",
        source: "Eurostat, Business demography"),
    ] + nationalMeasures + scales("output", "output") + scales("exports", "exports") + links
    + owners

  public static let cells = Table(
    name: "cells", summary: "One row per region, sector and recorded year.",
    columns: [
      .init("tick", .integer, "ticks", "Ticks since the start; 0 is the initial state."),
      .init("year", .number, "years", "Calendar time of the end of the tick."),
      .init("region", .text, "–", "Identifier of the region."),
      .init("sector", .text, "–", "Identifier of the sector."),
      .init("output", .number, "million/quarter", "Output at base-year prices."),
    ] + cellMeasures)
}
