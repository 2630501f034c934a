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

  @Test func `a study is told from a scenario`() throws {
    let path = "scenarios/studies/trust-and-subsidy.yaml"
    let result = try triskele("scenario", "check", path)
    #expect(result.status == 2)
    #expect(
      result.errors
        == "\(path): error: this is a study, not a scenario; `triskele sweep \(path) --dry-run` "
        + "checks it\n")
  }
}
