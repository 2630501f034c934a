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

  private static func national(_ indicators: RegionalIndicators) -> Table {
    table("national", "One row: the whole table.", MeasuredNationColumns(), [indicators])
  }

  private static func regions(_ indicators: RegionalIndicators, areas: [Double]?) -> Table {
    let names = indicators.establishments.regionNames
    return table(
      "regions", "One row per region.", MeasuredRegionColumns(hasAreas: areas != nil),
      names.indices.map { MeasuredRegionRow(indicators, region: $0, area: areas?[$0]) })
  }

  private static func sectors(_ indicators: RegionalIndicators) -> Table {
    let names = indicators.establishments.sectorNames
    return table(
      "sectors", "One row per sector.", MeasuredSectorColumns(),
      names.indices.map { MeasuredSectorRow(indicators: indicators, sector: $0) })
  }

  private static func cells(_ indicators: RegionalIndicators) -> Table {
    let establishments = indicators.establishments
    return table(
      "cells", "One row per region and sector.", MeasuredCellColumns(),
      establishments.regionNames.indices.flatMap { r in
        establishments.sectorNames.indices.map { MeasuredCell(indicators, region: r, sector: $0) }
      })
  }

  private static func table<Columns: ColumnGroup>(
    _ name: String, _ summary: String, _ columns: Columns, _ rows: [Columns.Row]
  ) -> Table {
    let schema = TableSchema(name, summary, columns)
    var table = schema.empty
    for row in rows { table.append(schema.values(of: row)) }
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
