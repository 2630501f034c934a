import Foundation
import TemporaryFolders

/// Paths of files that tests read.
enum Fixtures {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path
  static let scenarios = root + "/scenarios"
  static let broken = root + "/Tests/ScenariosTests/Broken"

  /// Scenario files that are shipped, from the folder `scenarios`.
  static let shipped = [
    "kazakhstan.yaml", "kazakhstan-research-grant.yaml", "neutral.yaml", "neutral-20.yaml",
    "evidence/denmark.yaml", "evidence/uk.yaml", "evidence/stages.yaml",
    "evidence/germany-contest.yaml", "evidence/russia-ric.yaml", "evidence/birth.yaml",
    "evidence/birth-without-initiator.yaml",
    "disputes/grant.yaml", "disputes/tax-credit.yaml", "disputes/competence-centres.yaml",
    "disputes/competence-centres-larger.yaml", "disputes/competence-centres-longer.yaml",
    "disputes/specialised.yaml", "disputes/diversified.yaml", "disputes/university-money.yaml",
    "disputes/university-knowledge.yaml", "disputes/spillovers-without-spin-offs.yaml",
    "disputes/spin-offs-without-spillovers.yaml",
    "teaching/one-region.yaml", "teaching/two-regions.yaml", "teaching/no-spillover.yaml",
    "teaching/enclave.yaml",
    "evidence/denmark.yaml",
  ]

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
