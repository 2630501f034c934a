import Foundation
import TemporaryFolders

/// Paths of files that tests read.
enum Fixtures {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path
  static let scenarios = root + "/scenarios"
  static let broken = root + "/Tests/ScenariosTests/Broken"

  /// Scenario files that are shipped, from the folder `scenarios`; studies are no scenarios.
  static let shipped = (FileManager.default.enumerator(atPath: scenarios)?.allObjects ?? [])
    .compactMap { $0 as? String }
    .filter { $0.hasSuffix(".yaml") && !$0.hasPrefix("studies/") }.sorted()

  /// Writes a file into a new folder and gives its path.
  static func temporary(_ text: String, name: String = "scenario.yaml") throws -> String {
    try temporary(Data(text.utf8), name: name)
  }

  static func temporary(_ data: Data, name: String = "scenario.yaml") throws -> String {
    let path = "\(try TemporaryFolder.lasting())/\(name)"
    try data.write(to: URL(filePath: path))
    return path
  }

  /// Copies the shipped scenarios into a new folder and gives its path.
  static func temporaryCopyOfScenarios() throws -> String {
    let folder = "\(try TemporaryFolder.lasting())/scenarios"
    try FileManager.default.copyItem(atPath: scenarios, toPath: folder)
    return folder
  }
}
