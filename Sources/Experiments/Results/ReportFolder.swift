/// A folder that a report is written to: that of the results, or another one.
public struct ReportFolder: Sendable {
  public let path: String

  /// Names of what a report consists of.
  private static let names = [ResultsFolder.reportName, ResultsFolder.chartsName, "CITATION.cff"]

  /// Takes a folder for the report of `results`.
  ///
  /// - Parameter path: A folder that is missing or empty, or holds a report of this program alone; nil
  ///   for the folder of the results.
  /// - Throws: Where somebody else's files are there, or the folder of the results cannot be written.
  public static func claim(
    _ path: String?, of results: String, kind: ResultsKind
  ) throws(ResultsError) -> ReportFolder {
    guard let path else {
      guard Files.isWritable(results) else {
        throw .cannotWrite(
          path: "\(results)/\(ResultsFolder.reportName)",
          reason: "you may only read the folder of the \(kind); choose another one with -o FOLDER")
      }
      return ReportFolder(path: results)
    }
    try Files.makeFolder(path)
    let names = try Files.names(in: path).filter { !$0.hasPrefix(".") }
    let page = try Files.read("\(path)/\(ResultsFolder.reportName)")
    guard names.allSatisfy(Self.names.contains), page.map(Self.isOwn) ?? true else {
      throw .foreignFolder(path, kind: kind)
    }
    return ReportFolder(path: path)
  }

  /// Whether a page was made by this program, as its first lines say.
  private static func isOwn(_ page: [UInt8]) -> Bool {
    String(decoding: page.prefix(4096), as: UTF8.self)
      .contains("<meta name=\"generator\" content=\"Triskele ")
  }

  /// Writes files, each whole or as before.
  public func attach(_ attachments: [Run.Attachment]) throws(ResultsError) {
    for attachment in attachments {
      if let slash = attachment.name.lastIndex(of: "/") {
        try Files.makeFolder("\(path)/\(attachment.name[..<slash])")
      }
      try Files.write([attachment.bytes], to: "\(path)/\(attachment.name)")
    }
  }

  /// The text of a file; nil if there is none.
  public func text(of name: String) throws(ResultsError) -> String? {
    try Files.read("\(path)/\(name)").map { String(decoding: $0, as: UTF8.self) }
  }
}
