import Foundation
import Tables

/// Opens the files of a scenario, each once, and keeps what is wrong with them.
struct SourceFiles: Sendable {
  static let byteLimit = 64 << 20

  /// Files that were opened, in that order.
  private(set) var paths: [String] = []
  private(set) var problems: [Problem] = []
  /// Problems that were met and not kept.
  private(set) var moreCount = 0

  /// Folders that files may be in; `nil` if they may be anywhere.
  private let folders: ReadableFolders?

  /// - Parameter path: The file that the command line names, if there is one.
  init(of path: String? = nil, access: FileAccess = .anywhere) {
    folders = access == .anywhere ? nil : path.map(ReadableFolders.init)
  }

  mutating func report(_ place: Place, _ key: String, _ fact: Problem.Fact) {
    report([Problem(place, key, fact)])
  }

  /// Reads a whole text file; `asked` is where it is named, if it is.
  mutating func bytes(of path: String, askedAt asked: Place? = nil, key: String = "") -> [UInt8]? {
    let place = Place(.file(path))
    guard let bytes = content(of: path, askedAt: asked, key: key) else { return nil }
    let encoding = TextEncoding.guess(bytes)
    guard encoding == .utf8 else {
      report(place, "", .notUTF8(guess: encoding.rawValue))
      return nil
    }
    guard !bytes.contains(0) else {
      report(place, "", .binary)
      return nil
    }
    return bytes
  }

  /// Reads a whole file of any kind that has something in it.
  private mutating func content(
    of path: String, askedAt asked: Place?, key: String
  ) -> [UInt8]? {
    let place = Place(.file(path))
    if let asked, !mayRead(path, askedAt: asked) {
      report(asked, key, .outside(path: path))
      return nil
    }
    do {
      let bytes = try Self.read(path)
      if !paths.contains(path) { paths.append(path) }
      guard bytes.count <= Self.byteLimit else {
        report(place, "", .tooLarge(byteCount: bytes.count, limit: Self.byteLimit))
        return nil
      }
      guard !bytes.allSatisfy({ $0 == 0x20 || (0x09...0x0D).contains($0) }) else {
        if let asked {
          report(asked, key, .unreadable(path: path, reason: "the file is empty", near: nil))
        } else {
          report(place, "", .empty)
        }
        return nil
      }
      return bytes
    } catch {
      report(asked ?? place, key, error)
      return nil
    }
  }

  /// Reads a table with a header; problems are reported at their cells.
  mutating func table(_ path: String, askedAt asked: Place, key: String) -> DelimitedTable? {
    guard let bytes = content(of: path, askedAt: asked, key: key) else { return nil }
    do {
      let text = try DelimitedTable(bytes)
      guard !text.rows.isEmpty else {
        report(Place(.file(path), line: 1, column: 1), "", .noRows)
        return nil
      }
      return text
    } catch {
      for mistake in error.errors {
        report(
          Place(.file(path), line: mistake.line, column: mistake.column), "",
          .delimitedText(mistake.message))
      }
      return nil
    }
  }

  /// Takes over problems that were found in what was read.
  mutating func report(_ problems: [Problem]) {
    let room = max(0, Reader.keptProblemCount - self.problems.count)
    self.problems += problems.prefix(room)
    moreCount += max(0, problems.count - room)
  }

  /// Files that a file names must be in its folders; those that the command line names need not.
  private func mayRead(_ path: String, askedAt asked: Place) -> Bool {
    guard let folders, case .file = asked.source else { return true }
    return folders.contain(path)
  }
}

extension SourceFiles {
  /// The path of `relative` as seen from the folder of the file `path`.
  static func path(_ relative: String, from path: String) -> String {
    guard !relative.hasPrefix("/") else { return relative }
    var components = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    for component in relative.split(separator: "/") where component != "." {
      if component == "..", let last = components.last, last != "..", last != ".", last != "" {
        components.removeLast()
      } else {
        components.append(component)
      }
    }
    // `.` seen from a file in the working directory, or in the root.
    return components.joined(separator: "/").isEmpty
      ? path.hasPrefix("/") ? "/" : "." : components.joined(separator: "/")
  }

  /// The path with links and `..` resolved, equal for equal files.
  static func identity(of path: String) -> String {
    URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path
  }

  private static func read(_ path: String) throws(Problem.Fact) -> [UInt8] {
    func unreadable(_ reason: String, near: String? = nil) -> Problem.Fact {
      .unreadable(path: path, reason: reason, near: near)
    }
    let manager = FileManager.default
    let target = identity(of: path)
    switch InputFile.kind(of: path) {
    case nil: throw unreadable("no such file", near: neighbour(of: path))
    case .folder: throw unreadable("it is a folder")
    case .pipe:
      throw unreadable("it is a pipe, which can be read only once; save it as a file first")
    case .device, .socket: throw unreadable("it is not a file")
    case .file: break
    }
    if let size = (try? manager.attributesOfItem(atPath: target))?[.size] as? Int,
      size > byteLimit
    {
      throw .tooLarge(byteCount: size, limit: byteLimit)
    }
    guard manager.isReadableFile(atPath: target), let data = manager.contents(atPath: target) else {
      throw unreadable("permission denied")
    }
    return Array(data)
  }

  /// The file of the same folder with the most similar name.
  private static func neighbour(of path: String) -> String? {
    let url = URL(fileURLWithPath: path)
    let names = try? FileManager.default.contentsOfDirectory(
      atPath: url.deletingLastPathComponent().path)
    return Spelling.nearest(to: url.lastPathComponent, among: (names ?? []).sorted())
  }
}

extension Problem.Fact: Error {}
