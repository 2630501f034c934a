import Experiments
import Foundation
import RegionalMeasures
import TripleHelix

/// The measures of a table as tables of their own, with the columns of a run's.
struct MeasureReport {
  let source: MeasureTable
  let indicators: RegionalIndicators
  let national: Table
  let regions: Table
  let sectors: Table
  let cells: Table

  var tables: [Table] { [national, regions, sectors, cells] }

  init(_ source: MeasureTable, options: RegionalIndicators.Options) {
    let indicators = RegionalIndicators(source.establishments, options)
    self.source = source
    self.indicators = indicators
    national = Self.national(indicators)
    regions = Self.regions(indicators, areas: source.areas)
    sectors = Self.sectors(indicators)
    cells = Self.cells(indicators)
  }

  private static let totals: [TableColumn] = [
    .init("firms", .number, "firms", "Establishments."),
    .init("employees", .number, "persons", "Their employees."),
  ]

  private static func national(_ indicators: RegionalIndicators) -> Table {
    let establishments = indicators.establishments
    let theil = establishments.sizeTheil
    var table = Table(
      name: "national", summary: "One row: the whole table.",
      columns: totals + [
        .init(
          "hill_exponent", .number, "–", "Hill estimator of the largest 5 % of establishments.",
          source: "Hill 1975, doi:10.1214/aos/1176343247"),
        .init(
          "size_herfindahl", .number, "–", "Herfindahl index of establishments' employees.",
          source: "Hirschman 1964"),
        .init(
          "size_gini", .number, "–", "Gini coefficient of establishments' employees.",
          source: "Gini 1912"),
        .init(
          "size_theil_between", .number, "–",
          "Theil's index of establishments' employees: part between regions.",
          source: "Theil 1967, chapter 4"),
        .init(
          "size_theil_within", .number, "–", "The same: part within regions.",
          source: "Theil 1967, chapter 4"),
      ] + Table.nationalMeasures)
    table.append(
      [
        .number(indicators.count), .number(indicators.employment.total),
        .number(establishments.hillExponent()), .number(establishments.sizeHerfindahl),
        .number(establishments.sizeGini), .number(theil.between), .number(theil.within),
      ] + indicators.nationalValues)
    return table
  }

  private static func regions(_ indicators: RegionalIndicators, areas: [Double]?) -> Table {
    let density: [TableColumn] =
      areas == nil
      ? []
      : [
        .init("area", .number, "km²", "Area."),
        .init("density", .number, "firms/km²", "Establishments per square kilometre."),
      ]
    var table = Table(
      name: "regions", summary: "One row per region.",
      columns: [.init("region", .text, "–", "Name of the region.")] + totals + density
        + Table.regionMeasures)
    for (r, name) in indicators.establishments.regionNames.enumerated() {
      let count = indicators.count(ofRegion: r)
      var row: [TableValue] = [
        .text(name), .number(count), .number(indicators.employment.regions[r]),
      ]
      if let areas { row += [.number(areas[r]), .number(count / areas[r])] }
      table.append(row + indicators.values(ofRegion: r))
    }
    return table
  }

  private static func sectors(_ indicators: RegionalIndicators) -> Table {
    var table = Table(
      name: "sectors", summary: "One row per sector.",
      columns: [.init("sector", .text, "–", "Name of the sector.")] + totals
        + Table.sectorMeasures)
    for (s, name) in indicators.establishments.sectorNames.enumerated() {
      table.append(
        [
          .text(name), .number(indicators.count(ofSector: s)),
          .number(indicators.employment.sectors[s]),
        ] + indicators.values(ofSector: s))
    }
    return table
  }

  private static func cells(_ indicators: RegionalIndicators) -> Table {
    var table = Table(
      name: "cells", summary: "One row per region and sector.",
      columns: [
        .init("region", .text, "–", "Name of the region."),
        .init("sector", .text, "–", "Name of the sector."),
      ] + Table.cellMeasures)
    for (r, region) in indicators.establishments.regionNames.enumerated() {
      for (s, sector) in indicators.establishments.sectorNames.enumerated() {
        table.append([.text(region), .text(sector)] + indicators.values(ofCell: r, s))
      }
    }
    return table
  }
}

// Files.
extension MeasureReport {
  /// Writes every table, and what their columns mean.
  func write(
    to folder: ResultsFolder, manifest: MeasurementManifest
  ) throws(ResultsError) {
    var columns = Table(
      name: "columns", summary: "One row per column of the other tables.",
      columns: [
        .init("table", .text, "–", "Name of the table."),
        .init("column", .text, "–", "Name of the column."), .init("unit", .text, "–", "Unit."),
        .init("meaning", .text, "–", "Meaning."), .init("source", .text, "–", "Source."),
      ])
    for table in tables {
      for column in table.columns {
        columns.append([
          .text(table.name), .text(column.name), .text(column.unit), .text(column.meaning),
          .text(column.source),
        ])
      }
    }
    try folder.write(tables + [columns], manifest: manifest)
  }

  /// Names of the files that `write` makes.
  static let fileNames =
    ["national", "regions", "sectors", "cells", "columns"].map { "\($0).csv" }
    + ["datapackage.json", "measurement.json"]
}

// JSON.
extension MeasureReport {
  private enum Value: Encodable {
    case text(String)
    case number(Double?)
    case integer(Int)
    case row([String: Value])
    case rows([Value])

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .text(let text): try container.encode(text)
      case .number(let number): try container.encode(number)
      case .integer(let integer): try container.encode(integer)
      case .row(let row): try container.encode(row)
      case .rows(let rows): try container.encode(rows)
      }
    }
  }

  /// One object: `national`, lists `regions`, `sectors` and `cells`, and `columns`; null where undefined.
  var json: String {
    func rows(_ table: Table) -> [Value] {
      table.rows.map { row in
        .row(
          Dictionary(
            uniqueKeysWithValues: zip(table.columns, row).map { column, value in
              switch value {
              case .text(let text): (column.name, .text(text))
              case .integer(let integer): (column.name, .integer(integer))
              case .number(let number): (column.name, .number(number.isFinite ? number : nil))
              }
            }))
      }
    }
    let columns: [Value] = tables.flatMap { table in
      table.columns.map {
        .row([
          "table": .text(table.name), "name": .text($0.name), "unit": .text($0.unit),
          "meaning": .text($0.meaning), "source": .text($0.source),
        ])
      }
    }
    let options = indicators.options
    let document: [String: Value] = [
      "national": rows(national).first ?? .row([:]), "regions": .rows(rows(regions)),
      "sectors": .rows(rows(sectors)), "cells": .rows(rows(cells)), "columns": .rows(columns),
      "tick": .number(source.tick.map(Double.init)), "null_draws": .integer(options.nullDraws),
      "seed": .text("\(options.seed)"), "locate": .text(options.locationUnit.rawValue),
    ]
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(document) else {
      preconditionFailure("finite numbers and texts can be written as JSON")
    }
    return String(decoding: data, as: UTF8.self)
  }
}
