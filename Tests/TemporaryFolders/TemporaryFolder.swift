import Foundation

/// A new folder that goes away with its value.
public final class TemporaryFolder {
  public let path: String

  public init() throws { path = try Self.lasting() }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  public var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
  }

  public func text(_ name: String) throws -> String {
    try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
  }

  public func write(_ text: String, as name: String) throws {
    try Data(text.utf8).write(to: URL(filePath: "\(path)/\(name)"))
  }
}

extension TemporaryFolder {
  /// Makes a folder that goes away with the process, and gives its path.
  public static func lasting() throws -> String {
    let url = ofProcess.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    return url.path
  }

  private static let ofProcess: URL = {
    atexit { try? FileManager.default.removeItem(at: TemporaryFolder.ofProcess) }
    return FileManager.default.temporaryDirectory.appending(
      path: "triskele-tests-\(ProcessInfo.processInfo.processIdentifier)")
  }()
}
