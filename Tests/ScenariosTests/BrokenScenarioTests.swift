import Foundation
import Scenarios
import Testing

@Suite struct BrokenScenarioTests {
  /// Scenarios in `Broken` that are out of order, each with its complaints in a file beside it.
  static let names =
    (try? FileManager.default.contentsOfDirectory(atPath: Fixtures.broken))?
    .filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(4)) }.sorted() ?? []

  private func complaints(_ path: String, overrides: [String] = []) -> String {
    do throws(ScenarioErrors) {
      _ = try Scenario.load(path, overrides: overrides)
      return "in order"
    } catch {
      return error.description.replacing(Fixtures.broken + "/", with: "")
    }
  }

  @Test(arguments: names)
  func `mistakes are told in these words`(name: String) throws {
    let expected = try String(contentsOfFile: "\(Fixtures.broken)/\(name).txt", encoding: .utf8)
    #expect(complaints("\(Fixtures.broken)/\(name).yaml") + "\n" == expected)
  }

  @Test func `there are many kinds of broken scenario, all extending one in order`() {
    #expect(Self.names.count >= 50)
    #expect(complaints("\(Fixtures.broken)/good.yaml") == "in order")
  }

  @Test(arguments: [
    ("scale=0", "--set scale=0: error: scale: 0 is out of range; allowed 1 to 1000000 firms"),
    (
      "scale=many",
      "--set scale=many: error: scale: must be a whole number from 1 to 1000000 firms, found `many`"
    ),
    (
      "scale=1,5",
      "--set scale=1,5: error: scale: must be a whole number from 1 to 1000000 firms, found `1,5`"
    ),
    ("scale", "--set scale: error: there is no `=`; write --set key=value, as in --set scale=10"),
    (
      "scale=",
      "--set scale=: error: scale: there is no value; write --set key=value, as in --set scale=10"
    ),
    (
      ".scale=1",
      "--set .scale=1: error: the key is not complete; write --set key=value, as in --set scale=10"
    ),
    (
      "parameters.search.own_shar=1",
      """
      --set parameters.search.own_shar=1: error: parameters.search.own_shar: unknown key; allowed \
      base_hazard, gap_weight, gap_scale, exposure_weight, reach_weight, unfunded_factor, \
      aspiration_speed, own_share, margin_smoothing, risk_deviation, failure_adjustment; \
      did you mean `own_share`?
      """
    ),
    (
      "regions.nroth.population=1",
      """
      --set regions.nroth.population=1: error: regions: the list has no item `nroth`; \
      allowed north, south; did you mean `north`?
      """
    ),
    (
      "regions.north.employed=[1, 2]",
      """
      --set regions.north.employed=[1, 2]: error: regions[1].employed (north): must be a number from \
      1 to 1e10 persons, found a list
      """
    ),
    (
      "capitals=[north",
      """
      --set capitals=[north: error: is not YAML: did not find expected ',' or ']', while parsing a \
      flow sequence from line 1
      """
    ),
    (
      "regions.table=none.csv",
      """
      --set regions.table=none.csv: error: regions.table: cannot read none.csv: no such file
      """
    ),
  ])
  func `mistakes on the command line name the override`(override: String, expected: String) {
    #expect(complaints("\(Fixtures.broken)/good.yaml", overrides: [override]) == expected)
  }

  @Test func `files that are no scenario are refused with a reason`() throws {
    func check(_ path: String, _ expected: String) {
      #expect(complaints(path).replacing(path, with: "FILE") == expected)
    }
    check(
      Fixtures.broken + "/no-such-file-anywhere.yaml",
      "no-such-file-anywhere.yaml: error: cannot read no-such-file-anywhere.yaml: no such file")
    check(Fixtures.broken, "FILE: error: cannot read FILE: it is a folder")
    check("/dev/zero", "FILE: error: cannot read FILE: it is not a file")
    check(
      try Fixtures.temporary(Data([0x61, 0x00, 0x62])),
      "FILE: error: the file is binary; allowed is text in UTF-8")
    check(
      try Fixtures.temporary(Data("title: a\ncurrency: caf".utf8) + [0xE9, 0x0A]),
      "FILE:2:14: error: the file is not UTF-8; it looks like WINDOWS-1252; save it as UTF-8")
    check(
      try Fixtures.temporary(" \n\r\n"),
      "FILE: error: the file is empty; `triskele scenario new` writes one to start from")
    check(
      try Fixtures.temporary("title: \"a\u{1}b\"\n"),
      "FILE:1:10: error: is not YAML: control characters are not allowed")
  }

  @Test func `a file above the limit is not read`() throws {
    let path = try Fixtures.temporary("")
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try handle.truncate(atOffset: 64 << 20 + 1)
    try handle.close()
    #expect(
      complaints(path).replacing(path, with: "FILE")
        == "FILE: error: the file has 67,108,865 bytes; allowed up to 67,108,864")
    try FileManager.default.removeItem(atPath: path)
  }

  @Test(arguments: [100, 1000, 100_000])
  func `nesting of any depth is refused without a trap`(depth: Int) throws {
    let texts = [
      String(repeating: "[", count: depth),
      String(repeating: "{a: ", count: depth),
      String(repeating: "- ", count: depth),
      (0..<min(depth, 3000)).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth),
      (1...depth).map { "a\($0): &a\($0) [*a\($0 - 1)]\n" }.joined().replacing("*a0", with: "0"),
    ]
    for text in texts { #expect(complaints(try Fixtures.temporary(text)) != "in order") }
  }

  @Test func `mistakes of all files come sorted by file and line`() throws {
    let errors = #expect(throws: ScenarioErrors.self) {
      try Scenario.load("\(Fixtures.broken)/sectors.yaml", overrides: ["scale=0"])
    }
    let places = try #require(errors).problems.map(\.place)
    #expect(places == places.sorted())
    #expect(Set(places.map(\.source)).count == 3)
  }
}
