public import Foundation
public import TripleHelix

/// What a folder with the measures of a table says about itself: enough to repeat them.
public struct MeasurementManifest: TablesManifest, Codable, Sendable, Equatable {
  public var format = 1
  public var program = Program.name
  public var version = Program.version
  /// The measured table, as it was named.
  public var table: String
  /// Options that decide the measures, as the command takes them.
  public var options: [String]
  public var finished: Date
  public var files: [Manifest.File] = []

  public init(table: String, options: [String], finished: Date) {
    self.table = table
    self.options = options
    self.finished = finished
  }

  static let kind = ResultsKind.measurement
}

extension ResultsFolder {
  /// Writes the measures of a table; the manifest comes last.
  public func write(
    _ tables: [Table], manifest: MeasurementManifest
  ) throws(ResultsError) {
    try write(
      manifest, scenarios: [], tables: tables,
      as: ("measures", "Measures of \(manifest.table)", "Written by triskele measure."),
      attachments: [])
  }
}
