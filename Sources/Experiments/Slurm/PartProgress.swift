import Foundation
public import StudyStore

/// How far a part of a study is, in a file beside its store.
///
/// A store on a network file system must not be read while another machine writes it; this file may be.
public struct PartProgress: Codable, Sendable, Equatable {
  public var finished: Int
  public var wanted: Int
  /// Among the finished, those that failed or are not finite.
  public var failed: Int
  public var isComplete: Bool

  public init(_ counts: StudyStore.Counts, isComplete: Bool) {
    finished = counts.finished
    wanted = counts.wanted
    failed = counts.failed + counts.nonFinite
    self.isComplete = isComplete
  }

  public init(_ progress: StudyProgress) {
    finished = progress.finished
    wanted = progress.wanted
    failed = progress.failed
    isComplete = false
  }

  static let fileName = "progress.json"

  /// Progress of the part in `folder`, nil where there is none.
  public static func read(in folder: String) -> PartProgress? {
    guard let bytes = try? Files.read("\(folder)/\(fileName)") else { return nil }
    return try? JSONDecoder().decode(PartProgress.self, from: Data(bytes))
  }

  public func write(in folder: String) throws(StudyError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    guard let data = try? encoder.encode(self) else {
      preconditionFailure("progress holds nothing that JSON cannot")
    }
    do throws(ResultsError) {
      try Files.write([Array(data) + [UInt8(ascii: "\n")]], to: "\(folder)/\(Self.fileName)")
    } catch {
      throw .folder(error)
    }
  }
}
