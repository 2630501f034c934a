import Foundation
import TripleHelix

/// The description of a folder's tables for other programs: a Frictionless tabular data package.
///
/// <https://specs.frictionlessdata.io/tabular-data-package/>; units, and where a definition comes from,
/// are extra properties of a field.
struct DataPackage: Encodable {
  let profile = "tabular-data-package"
  let name: String
  let title: String
  let description: String
  let resources: [Resource]

  struct Resource: Encodable {
    let profile = "tabular-data-resource"
    let name: String
    let path: String
    let description: String
    let format = "csv"
    let mediatype = "text/csv"
    let encoding = "utf-8"
    let bytes: Int
    let hash: String
    let schema: Schema
  }

  struct Schema: Encodable {
    let fields: [Field]
    let missingValues = [""]
  }

  struct Field: Encodable {
    let name: String
    let type: String
    let unit: String
    let description: String
    let source: String?
  }

  init(name: String, title: String, description: String, resources: [Resource]) {
    self.name = DataPackage.identifier(name)
    self.title = title
    self.description = description
    self.resources = resources
  }

  /// - Parameter files: One entry a table of `recording`, in its order.
  init(_ configuration: Configuration, recording: Recording, files: [Manifest.File]) {
    self.init(
      name: configuration.name, title: configuration.title, description: configuration.summary,
      tables: recording.tables, files: files)
  }

  /// - Parameter files: One entry a table, in the order of `tables`.
  init(
    name: String, title: String, description: String, tables: [Table], files: [Manifest.File]
  ) {
    self.name = DataPackage.identifier(name)
    self.title = title
    self.description = description
    resources = zip(tables, files).map { table, file in
      Resource(
        name: table.name, path: file.name, description: table.summary, bytes: file.bytes,
        hash: "sha256:\(file.sha256)",
        schema: Schema(
          fields: table.columns.map { column in
            Field(
              name: column.name, type: DataPackage.type(column.kind), unit: column.unit,
              description: column.meaning, source: column.source.isEmpty ? nil : column.source)
          }))
    }
  }

  func json() -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(self) else {
      preconditionFailure("a data package holds nothing that JSON cannot")
    }
    return Array(data) + [UInt8(ascii: "\n")]
  }

  private static func type(_ kind: TableColumn.Kind) -> String {
    switch kind {
    case .integer: "integer"
    case .number: "number"
    case .text: "string"
    }
  }

  /// The name in the characters that the specification allows.
  private static func identifier(_ name: String) -> String {
    String(
      name.lowercased().map { character in
        character.isASCII && (character.isLetter || character.isNumber || "-_.".contains(character))
          ? character : "-"
      })
  }

  static let fileName = "datapackage.json"
}
