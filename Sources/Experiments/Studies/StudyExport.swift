import Foundation
import Scenarios
import SensitivityAnalysis
import StudyStore
import TripleHelix

/// Writes a study as tables for other programs: `points.csv`, `results.csv`, `datapackage.json`.
///
/// Rows are ordered by point and replicate and hold neither times nor machines, so that two stores with
/// the same runs give the same bytes however they came to them.
public struct StudyExport: Sendable {
  public enum Layout: String, Sendable, CaseIterable {
    /// One row per run, with its parameters and one column per output.
    case wide
    /// One row per run and output.
    case tidy
  }

  public let folder: StudyFolder
  public let layout: Layout

  public init(_ folder: StudyFolder, layout: Layout) {
    self.folder = folder
    self.layout = layout
  }

  /// Names of the files that an export writes.
  static let fileNames = ["points.csv", "results.csv", DataPackage.fileName]

  /// Writes into the folder at `path`, which is made if it is missing; each file is whole or as before.
  ///
  /// - Returns: Names of the files.
  /// - Throws: Also where the folder holds something other than an export of this study.
  public func write(to path: String) throws(StudyError) -> [String] {
    let study = try folder.definition()
    try claim(path, for: study)
    do {
      let points = try TableWriter("\(path)/points.csv")
      try points.write(fields: DesignColumn.all + study.parameters.map(\.name))
      try folder.store.forEachPoint(study: study) { point in
        try points.write(
          fields: [
            "\(point.point)", "\(point.block)", point.role, point.input,
            point.step == 0 ? "" : StudyStore.text(point.step), point.isHole ? "1" : "0",
          ] + point.values)
      }
      let pointsFile = try points.finish()
      let results = try TableWriter("\(path)/results.csv")
      let isWide = layout == .wide
      let head = ["point", "replicate", "seed", "status"]
      try results.write(
        fields: isWide
          ? head + ["cause"] + study.parameters.map(\.name) + study.outputs.map(\.name)
          : head + ["output", "value", "unit"])
      try folder.store.forEachResult(study: study) { row in
        let start = ["\(row.point)", "\(row.replicate)", "\(row.seed)", row.status]
        if isWide {
          try results.write(
            fields: start + [row.cause] + row.parameters
              + row.values.map { $0.map { "\($0)" } ?? "" })
        } else {
          for (output, value) in zip(study.outputs, row.values) {
            try results.write(
              fields: start + [output.name, value.map { "\($0)" } ?? "", output.unit])
          }
        }
      }
      let resultsFile = try results.finish()
      let package = StudyPackage(study, layout, points: pointsFile, results: resultsFile)
      try Files.write([package.json()], to: "\(path)/\(DataPackage.fileName)")
      return Self.fileNames
    } catch let error as StudyStoreError {
      throw .store(error)
    } catch let error as ResultsError {
      throw .folder(error)
    } catch {
      preconditionFailure("an export throws nothing else: \(error)")
    }
  }
}

// The folder.
extension StudyExport {
  /// Makes the folder if it is missing, and refuses one that holds anything but an export of the study:
  /// its tables may be somebody's own.
  private func claim(_ path: String, for study: StudyDefinition) throws(StudyError) {
    do throws(ResultsError) {
      try Files.makeFolder(path)
      let names = try Files.names(in: path).filter { !$0.hasPrefix(".") }
      if names.isEmpty { return }
      guard let bytes = try Files.read("\(path)/\(DataPackage.fileName)"),
        let package = try? JSONDecoder().decode(Listing.self, from: Data(bytes)),
        package.resources.map(\.path) == Self.fileNames.dropLast()
      else { throw .foreignFolder(path, kind: .export) }
      guard package.name == study.name else {
        throw .otherExport(path, there: package.name, asked: study.name)
      }
    } catch {
      throw .folder(error)
    }
  }

  /// What an export says about itself.
  private struct Listing: Decodable {
    struct Resource: Decodable { let path: String }
    let name: String
    let resources: [Resource]
  }
}

/// Writes a table row by row; it appears whole or not at all.
private final class TableWriter {
  private let path: String
  private let file: FileWriter
  private var buffer: [UInt8] = []
  private var hash = SHA256()
  private var byteCount = 0

  init(_ path: String) throws(ResultsError) {
    self.path = path
    file = try FileWriter(path)
    buffer.reserveCapacity(1 << 17)
  }

  func write(fields: [String]) throws(ResultsError) {
    for (place, field) in fields.enumerated() {
      if place > 0 { buffer.append(UInt8(ascii: ",")) }
      Table.append(field: field, to: &buffer)
    }
    buffer.append(UInt8(ascii: "\n"))
    if buffer.count > 1 << 16 { try flush() }
  }

  private func flush() throws(ResultsError) {
    hash.update(buffer)
    byteCount += buffer.count
    try file.write(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  func finish() throws(ResultsError) -> Manifest.File {
    try flush()
    try file.finish()
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return Manifest.File(name: name, bytes: byteCount, sha256: hash.hexadecimal())
  }
}

/// The description of an export: a Frictionless tabular data package.
private struct StudyPackage {
  let study: StudyDefinition
  let layout: StudyExport.Layout
  let points: Manifest.File
  let results: Manifest.File

  init(
    _ study: StudyDefinition, _ layout: StudyExport.Layout, points: Manifest.File,
    results: Manifest.File
  ) {
    self.study = study
    self.layout = layout
    self.points = points
    self.results = results
  }

  private func field(
    _ name: String, _ type: String, _ meaning: String, unit: String = "–"
  ) -> DataPackage.Field {
    DataPackage.Field(
      name: name, type: type, unit: unit.isEmpty ? "–" : unit, description: meaning, source: nil)
  }

  private var parameters: [DataPackage.Field] {
    study.parameters.map { parameter in
      field(
        parameter.name, parameter.isNumeric ? "number" : "string",
        parameter.keys.isEmpty
          ? parameter.meaning : "\(parameter.meaning) Key: \(parameter.keys).",
        unit: parameter.unit)
    }
  }

  private var design: [DataPackage.Field] {
    [
      field(DesignColumn.point, "integer", "Index of the point in its design, from 0."),
      field(DesignColumn.block, "integer", "Trajectory or radial block."),
      field(DesignColumn.role, "string", "What the point is for in its design."),
      field(
        DesignColumn.input, "string", "The input in which the point differs from its neighbour."),
      field(
        DesignColumn.step, "number",
        "By how much a step moved that input on the scale from 0 to 1."),
      field(DesignColumn.hole, "integer", "1 if a constraint forbids the point."),
    ]
  }

  private var rows: [DataPackage.Field] {
    let head = [
      field("point", "integer", "Index of the point, as in points.csv."),
      field("replicate", "integer", "Replicate, from 0."),
      field("seed", "integer", "Seed of the run, as `triskele run --seed` takes it."),
      field(
        "status", "string",
        "done; non_finite if an output is not a finite number; failed if the run stopped."),
    ]
    return switch layout {
    case .wide:
      head + [field("cause", "string", "Why the run is not done; empty if it is.")] + parameters
        + study.outputs.map { field($0.name, "number", $0.meaning, unit: $0.unit) }
    case .tidy:
      head + [
        field("output", "string", "Name of the output: \(outputs)"),
        field("value", "number", "Value in the unit of the row; empty where there is none."),
        field("unit", "string", "Unit of the output; empty for a pure number."),
      ]
    }
  }

  private var outputs: String {
    study.outputs.map { "\($0.name) (\($0.meaning))" }.joined(separator: " ")
  }

  func json() -> [UInt8] {
    DataPackage(
      name: study.name, title: study.title, description: study.summary,
      resources: [
        DataPackage.Resource(
          name: "points", path: points.name, description: "One row per point of the design.",
          bytes: points.bytes, hash: "sha256:\(points.sha256)",
          schema: DataPackage.Schema(fields: design + parameters)),
        DataPackage.Resource(
          name: "results", path: results.name,
          description: layout == .wide ? "One row per run." : "One row per run and output.",
          bytes: results.bytes, hash: "sha256:\(results.sha256)",
          schema: DataPackage.Schema(fields: rows)),
      ]
    ).json()
  }
}
