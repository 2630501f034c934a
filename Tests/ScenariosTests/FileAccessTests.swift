import Foundation
import Scenarios
import TemporaryFolders
import Testing

/// Which files a scenario may read.
@Suite struct FileAccessTests {
  /// A folder `inner` with a scenario, and files beside that folder.
  private func complaints(_ text: String, _ access: FileAccess = .ownFolders) throws -> String {
    let folder = "\(try TemporaryFolder.lasting())"
    let manager = FileManager.default
    try manager.createDirectory(atPath: "\(folder)/inner/deep", withIntermediateDirectories: true)
    func write(_ text: String, _ name: String) throws {
      try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(name)"))
    }
    try write("secret line\n", "secret")
    try write("secret line\n", "inner/deep/own")
    try manager.createSymbolicLink(
      atPath: "\(folder)/inner/link", withDestinationPath: "\(folder)/secret")
    try write(text.replacing("FOLDER", with: folder), "inner/scenario.yaml")
    do throws(ScenarioErrors) {
      _ = try Scenario.load("\(folder)/inner/scenario.yaml", access: access)
      return "in order"
    } catch {
      return error.description.replacing(folder, with: "FOLDER")
    }
  }

  @Test(arguments: ["../secret", "FOLDER/secret", "link", "deep/../../secret", "/etc/hostname"])
  func `a file outside is refused, and nothing of it is shown`(path: String) throws {
    for text in [
      "extends: \(path)\n", "regions: {table: \(path)}\n", "distances: {table: \(path)}\n",
    ] {
      let complaints = try complaints(text)
      #expect(complaints.contains("is outside the folders that this file may read"))
      #expect(complaints.contains("--allow-outside"))
      #expect(!complaints.contains("secret line"))
    }
  }

  @Test func `it is read where that is allowed, and files inside always are`() throws {
    #expect(try complaints("extends: ../secret\n", .anywhere).contains("found `secret line`"))
    #expect(try complaints("extends: deep/own\n").contains("found `secret line`"))
  }

  @Test(arguments: Fixtures.shipped)
  func `shipped scenarios need no permission from any folder`(name: String) throws {
    _ = try Scenario.load("\(Fixtures.scenarios)/\(name)", access: .ownFolders)
  }

  @Test func `a scenario elsewhere may extend one of a folder of scenarios`() throws {
    let path = try Fixtures.temporary("extends: \(Fixtures.scenarios)/neutral.yaml\n")
    _ = try Scenario.load(path, access: .ownFolders)
  }

  @Test func `a table that an override names may be anywhere`() throws {
    let path = try Fixtures.temporary("extends: \(Fixtures.scenarios)/neutral.yaml\n")
    let table = try Fixtures.temporary("nothing\n1\n", name: "table.csv")
    let errors = #expect(throws: ScenarioErrors.self) {
      try Scenario.load(path, overrides: ["regions.table=\(table)"], access: .ownFolders)
    }
    #expect(errors?.description.contains("the table has no column") == true)
  }
}
