import Foundation
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

  private struct Report: Decodable {
    var valid: Bool
    var problems: [Problem]

    struct Problem: Decodable {
      var message: String
    }
  }
}
