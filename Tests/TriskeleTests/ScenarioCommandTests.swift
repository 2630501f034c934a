import Foundation
import TemporaryFolders
import Testing

/// What `triskele scenario` says of files and keys.
@Suite struct ScenarioCommandTests {
  @Test(arguments: [
    ("policies.any.start", "When it starts"), ("state_owned_share", "Employment"),
    ("initiators.any.employees", "Employees"), ("parameters.exit.salvage", "Capital"),
  ])
  func `a key is explained whether it is set or not`(_ key: String, _ meaning: String) throws {
    let result = try triskele("scenario", "explain", "scenarios/neutral.yaml", key)
    #expect(result.status == 0)
    let lines = result.output.split(separator: "\n")
    #expect(lines[0].hasPrefix(key))
    #expect(lines[1].contains(meaning))
    #expect(lines[2].contains("not set"))
  }

  @Test func `a key that there is not is told with its neighbour`() throws {
    let result = try triskele("scenario", "explain", "scenarios/neutral.yaml", "parameters.serch")
    #expect(result.status == 2)
    #expect(
      result.errors
        == "scenarios/neutral.yaml: error: parameters.serch: unknown key; did you mean "
        + "`parameters.search`?\n")
  }

  @Test func `a study is told from a scenario, and the other files are told of too`() throws {
    let study = "scenarios/studies/trust-and-subsidy.yaml"
    let message = "this is a study, not a scenario; `triskele sweep \(study) --dry-run` checks it"
    let result = try triskele("scenario", "check", study, "scenarios/neutral.yaml")
    #expect(result.status == 2)
    #expect(result.errors == "\(study): error: \(message)\n1 error\n")
    #expect(result.output.hasPrefix("scenarios/neutral.yaml: "))

    let json = try triskele("scenario", "check", study, "scenarios/neutral.yaml", "--json")
    #expect(json.status == 2)
    let reports = try JSONDecoder().decode([Report].self, from: Data(json.output.utf8))
    #expect(reports.map(\.valid) == [false, true])
    #expect(reports.first?.problems.map(\.message) == [message])
  }

  @Test func `a study is no base of a scenario either`() throws {
    let folder = try TemporaryFolder()
    let study = BuiltCommand.project.appending(path: "scenarios/studies/trust-and-subsidy.yaml")
      .path
    try Data("extends: \(study)\n".utf8).write(to: URL(filePath: "\(folder.path)/a.yaml"))
    let result = try triskele("scenario", "check", "\(folder.path)/a.yaml")
    #expect(result.status == 2)
    #expect(result.errors.contains("this is a study, not a scenario"))
  }

  @Test func `a key may be named without the word parameters`() throws {
    let result = try triskele(
      "scenario", "explain", "scenarios/neutral.yaml", "search.base_hazard", "--set",
      "search.base_hazard=0.02")
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("parameters.search.base_hazard: 0.02 "))
    #expect(result.output.contains("set at --set search.base_hazard=0.02"))
  }

  @Test(arguments: [
    ["scenario", "check"], ["scenario", "explain"], ["run"], ["decompose"], ["verify"], ["sweep"],
  ])
  func `a file outside is refused by every command that reads scenarios`(_ command: [String]) throws
  {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/inner", withIntermediateDirectories: true)
    try Data("secret: line\n".utf8).write(to: URL(filePath: "\(folder.path)/secret"))
    let isStudy = command == ["sweep"]
    let text =
      isStudy
      ? "scenario: ../secret\noutputs: [{name: a, indicator: national.gdp}]\nreplicates: 2\n"
        + "parameters: [{name: b, key: scale, values: [1, 2]}]\n" : "extends: ../secret\n"
    let file = "\(folder.path)/inner/file.yaml"
    try Data(text.utf8).write(to: URL(filePath: file))
    let more = isStudy ? ["--dry-run"] : []
    let refused = try triskele(arguments: command + [file] + more)
    #expect(refused.status == 2)
    #expect(refused.errors.contains("is outside the folders that this file may read"))
    #expect(!refused.errors.contains("secret: line") && !refused.errors.contains("unknown key"))
    let allowed = try triskele(arguments: command + [file, "--allow-outside"] + more)
    #expect(allowed.status == 2)
    #expect(allowed.errors.contains("secret: unknown key"))
  }

  @Test(arguments: [
    (["run", "scenarios/teaching/one-region.yaml", "-o", ""], "-o"),
    (["ward", "x.csv", "--clusters="], "--clusters"),
    (["verify", ""], nil),
  ])
  func `an empty argument is refused with its option`(
    _ arguments: [String], _ option: String?
  ) throws {
    let result = try triskele(arguments: arguments)
    #expect(result.status == 2)
    #expect(
      result.errors.hasPrefix("error: " + (option.map { "\($0): " } ?? "") + "the value is empty"))
  }

  @Test(arguments: ["kazakhstan", "neutral"])
  func `a scenario may be started in a folder of one's own`(_ base: String) throws {
    let folder = try TemporaryFolder()
    let made = try triskele(
      arguments: ["scenario", "new", "mine", "--from", base], in: folder.path)
    #expect(made.status == 0, "\(made.errors)")
    let check = try triskele(arguments: ["scenario", "check", "mine.yaml"], in: folder.path)
    #expect(check.status == 0, "\(check.errors)")
  }

  @Test func `check tells each policy in words`() throws {
    let file = "scenarios/kazakhstan-research-grant.yaml"
    let result = try triskele("scenario", "check", file)
    #expect(result.status == 0)
    #expect(result.output.contains("research_grant, 2018 to the end of 2022, in "))
    #expect(result.output.contains(" % of product), paid by the nation\n"))
    let json = try triskele("scenario", "check", file, "--json")
    #expect(json.output.contains("\"policies\" : ["))
  }

  @Test func `explain tells the keys of a policy where a scenario has none`() throws {
    let result = try triskele("scenario", "explain", "scenarios/kazakhstan.yaml", "policies")
    #expect(result.status == 0)
    #expect(result.output.contains("  budget (million a year): required. "))
    #expect(result.output.contains("explain FILE instruments"))
  }

  @Test func `many errors are shortened to twenty and their number`() throws {
    let folder = try TemporaryFolder()
    let file = "\(folder.path)/a.yaml"
    let text = "regions: []\n" + (0..<99).map { "key_\($0): 1\n" }.joined()
    try Data(text.utf8).write(to: URL(filePath: file))
    let result = try triskele("scenario", "check", file)
    let lines = result.errors.split(separator: "\n").map(String.init)
    #expect(lines.count == 22)
    #expect(lines[20] == "\(file): and 80 more errors" && lines[21] == "100 errors")
  }

  private struct Report: Decodable {
    var valid: Bool
    var problems: [Problem]

    struct Problem: Decodable {
      var message: String
    }
  }
}
