import Foundation
import Scenarios

/// A delimited file as text in records, with the errors that name its places.
enum TableFile {
  /// A column of the file.
  struct Header {
    let name: String
    let line: Int
    let column: Int
  }

  /// The records of the file; at least one.
  static func records(at path: String) throws(TableProblems) -> [[DelimitedText.Field]] {
    var problems = TableProblems(path: path)
    let bytes = [UInt8](try contents(of: path))
    if bytes.contains(0) {
      problems.add("the file is binary; allowed: text in UTF-8, with commas between fields")
      throw problems
    }
    do {
      let text = try DelimitedText(bytes, separator: separator(of: bytes))
      if !text.records.isEmpty { return text.records }
      problems.add("the file is empty; allowed: a header and at least one row")
    } catch {
      for error in error.errors {
        problems.add(line: error.line, column: error.column, error.message)
      }
    }
    throw problems
  }

  private static func contents(of path: String) throws(TableProblems) -> Data {
    var problems = TableProblems(path: path)
    let url = URL(fileURLWithPath: path)
    if !FileManager.default.fileExists(atPath: path) {
      let folder = url.deletingLastPathComponent()
      let others = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
      problems.add(
        "there is no such file; allowed: a CSV file"
          + suggestion(url.lastPathComponent, among: others.sorted()))
    } else if (try? url.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory == true {
      problems.add("this is a directory; allowed: a CSV file")
    } else {
      do {
        return try Data(contentsOf: url)
      } catch {
        problems.add("the file cannot be read; allowed: a CSV file that you may read")
      }
    }
    throw problems
  }

  /// Comma, or tab or semicolon where the first line has no comma.
  private static func separator(of bytes: [UInt8]) -> Unicode.Scalar {
    let firstLine = bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    let others: [Unicode.Scalar] = ["\t", ";"]
    if firstLine.contains(UInt8(ascii: ",")) { return "," }
    return others.first { firstLine.contains(UInt8(ascii: $0)) } ?? ","
  }

  static func separatorHint(_ record: [DelimitedText.Field]) -> String {
    record.count > 1 ? "" : "; fields are parted by commas, tabs or semicolons"
  }

  static func headers(
    of record: [DelimitedText.Field], isNamed: Bool, _ problems: inout TableProblems
  ) -> [Header] {
    var first: [String: Int] = [:]
    return record.enumerated().map { index, field in
      guard isNamed else { return Header(name: String(index + 1), line: 1, column: 1) }
      var name = field.text.trimmingCharacters(in: .whitespaces)
      if name.isEmpty { name = "column \(index + 1)" }
      if let earlier = first[name] {
        problems.add(
          at: field,
          "column \(index + 1) is named `\(name)` as column \(earlier) is; "
            + "allowed: a name of its own for each column")
      }
      first[name] = first[name] ?? index + 1
      return Header(name: name, line: field.line, column: field.column)
    }
  }
}
