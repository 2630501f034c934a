import Foundation
import Tables

/// Tables of files that a command was given, with the errors that name their places.
enum TableFile {
  /// The table in the file at `path`, or in what comes through a pipe; `-` is standard input.
  ///
  /// - Parameter hasHeader: Whether the first line names the columns.
  static func read(
    _ path: String, hasHeader: Bool = true
  ) throws(TableProblems) -> DelimitedTable {
    var problems = TableProblems(path: path)
    let bytes = try contents(of: path)
    do {
      let table = try DelimitedTable(bytes, hasHeader: hasHeader)
      problems.add(table.headerErrors)
      try problems.throwIfAny()
      return table
    } catch let error as DelimitedTextErrors {
      problems.add(error.errors)
      throw problems
    } catch {
      throw problems
    }
  }

  /// Memory that a table takes while it is read, as a multiple of its file; measured on tables of short
  /// numbers, which take the most.
  private static let memoryFactor = 8

  private static func contents(of path: String) throws(TableProblems) -> [UInt8] {
    let size = InputFile.size(of: path) ?? 0
    if size > MachineMemory.bytes / memoryFactor {
      var problems = TableProblems(path: path)
      problems.add(
        "a table of \(MachineMemory.words(size)) needs about "
          + "\(MachineMemory.words(memoryFactor * size)) of memory; allowed: "
          + "\(MachineMemory.words(MachineMemory.bytes)), which this machine has; take fewer columns or "
          + "a random sample of the rows")
      throw problems
    }
    do {
      return try InputFile.read(path)
    } catch {
      var problems = TableProblems(path: path)
      switch error {
      case .missing:
        let url = URL(fileURLWithPath: path)
        let folder = url.deletingLastPathComponent()
        let others = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        problems.add(
          "there is no such file; allowed: a CSV file"
            + suggestion(url.lastPathComponent, among: others.sorted()))
      case .folder: problems.add("this is a folder; allowed: a CSV file")
      case .socket: problems.add("this is a socket; allowed: a CSV file or a pipe")
      case .tooLarge(let limit):
        problems.add("there are more than \(limit >> 30) GiB; allowed: smaller tables")
      case .unreadable(let reason):
        problems.add("the file cannot be read: \(reason)")
      }
      throw problems
    }
  }

  static func separatorHint(_ table: DelimitedTable) -> String {
    table.header.count > 1 ? "" : "; fields are separated by commas, semicolons or tabs"
  }
}
