import Foundation
import TemporaryFolders
import Testing

/// Commands and options that no other suite calls, each held to what it changes.
@Suite struct OptionTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func output(_ arguments: [String]) throws -> String {
    let result = try triskele(arguments: arguments)
    try #require(result.status == 0, "\(arguments): \(result.errors)")
    return result.output
  }

  private func rows(_ arguments: [String]) throws -> [[String]] {
    try output(arguments).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  private static let square = ["--factor", "a=0:1", "--factor", "b=0:1"]

  @Test func `the glossary has every table, with units and sources`() throws {
    let text = try output(["glossary"])
    for word in ["## national", "## clusters", "`exits_middle`", "1/year", "doi:10."] {
      #expect(text.contains(word), "\(word)")
    }
  }

  @Test(arguments: [
    ("sensitivity --desing p.csv --outputs y.csv", "--desing", "--design"),
    ("design --factr a=0:1 --points 4", "--factr", "--factor"),
    ("compare --seperate base.yaml", "--seperate", "--separate"),
    ("ward --clusterz 2 --clusters 2 --best gap t.csv", "--clusterz", "--clusters"),
    ("sweep --limit-tme 3 study.yaml", "--limit-tme", "--limit-time"),
    ("summarise folder --csvv 1 --bins 0", "--csvv", "--csv"),
  ])
  func `an unknown option is told before what follows from it`(
    words: String, unknown: String, meant: String
  ) throws {
    let result = try triskele(arguments: words.split(separator: " ").map(String.init))
    #expect(result.status == 64)
    let words = "Error: Unknown option `\(unknown)`; did you mean `\(meant)`?\nUsage: "
    #expect(result.errors.hasPrefix(words), "\(result.errors)")
  }

  @Test(arguments: [
    ("measure t.csv --region a --sector a --employees n", "--sector", "a", "--region"),
    ("measure t.csv --region a --sector b --employees count", "--count", "count", "--employees"),
    ("measure t.csv --region a --sector b --employees n --group b", "--group", "b", "--sector"),
    ("ward t.csv --id n --columns n,count", "--columns", "n", "--id"),
    ("sensitivity --design t.csv --output n --factors count,n", "--factors", "n", "--output"),
  ])
  func `a column has one role`(
    words: String, option: String, column: String, other: String
  ) throws {
    try folder.write("a,b,n,count\nx,u,1,1\ny,v,2,1\n", as: "t.csv")
    let result = try triskele(
      arguments: words.split(separator: " ").map(String.init), in: folder.path)
    #expect(result.status == 2)
    #expect(
      result.errors
        == "t.csv: error: \(option): `\(column)` is the column of \(other) too; allowed: another column\n"
    )
  }

  @Test func `a count that is too large is one error`() throws {
    try folder.write("region,sector,employees,count\na,u,1,1e20\nb,v,2,1\n", as: "t.csv")
    let result = try triskele("measure", "t.csv", in: folder.path)
    #expect(result.status == 2)
    #expect(
      result.errors
        == "t.csv:2:7: error: column count: found `1e20`; allowed: a whole number from 0 to 1e12\n")
  }

  @Test(arguments: [
    ("extends: .", "a.yaml:1:10: error: extends: cannot read .: it is a folder"),
    ("extends: b.yaml", "a.yaml:1:10: error: extends: cannot read b.yaml: the file is empty"),
  ])
  func `what cannot be extended is told where it is named`(text: String, error: String) throws {
    try folder.write(text + "\n", as: "a.yaml")
    try folder.write("", as: "b.yaml")
    let result = try triskele("scenario", "check", "a.yaml", in: folder.path)
    #expect(result.status == 2)
    #expect((result.output + result.errors).hasPrefix(error), "\(result)")
  }

  @Test func `a study sets no key that cannot act`() throws {
    try folder.write(
      """
      scenario: \(BuiltCommand.project.path)/scenarios/kazakhstan.yaml
      set: {seed: 77, title: Mine, scale: 100}
      replicates: 2
      outputs:
        - {name: gdp, indicator: national.real_gdp}
      """, as: "s.yaml")
    let result = try triskele(
      "sweep", "s.yaml", "--dry-run", "--allow-outside", in: folder.path)
    #expect(result.status == 2)
    let errors = result.errors.split(separator: "\n")
    try #require(errors.count >= 2, "\(result.errors)")
    #expect(
      errors[0] == "s.yaml:2:7: error: set.seed: has no effect in a study: `replicates` and the "
        + "study's `seed` choose the seeds of runs; leave it out")
    #expect(
      errors[1]
        == "s.yaml:2:17: error: set.title: does not change the results of a run; leave it out")
  }

  @Test func `levels and candidates shape a design`() throws {
    let grid = try rows(["design", "--kind", "full_factorial", "--levels", "3"] + Self.square)
    #expect(grid.count == 1 + 9)
    let morris = ["design", "--kind", "morris", "--points", "4"] + Self.square
    let (drawn, chosen) = (try rows(morris), try rows(morris + ["--candidates", "30"]))
    #expect(drawn.count == 1 + 4 * 3 && chosen.count == drawn.count && chosen != drawn)
  }

  @Test func `a table of counts and organisations measures as one of establishments`() throws {
    try folder.write(
      "region,sector,employees,kind\na,x,10,firm\na,x,10,firm\na,y,4,lab\nb,y,6,firm\n",
      as: "single.csv")
    try folder.write(
      "region,sector,employees,kind,number\na,x,20,firm,2\na,y,4,lab,1\nb,y,6,firm,1\n",
      as: "cells.csv")
    func national(_ arguments: [String]) throws -> [String: Any] {
      let text = try output(["measure", "--json", "--organisation", "kind"] + arguments)
      let json = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
      return try #require(json?["national"] as? [String: Any])
    }
    let single = try national(["\(folder.path)/single.csv"])
    let cells = try national(["\(folder.path)/cells.csv", "--count", "number"])
    #expect(single["firms"] as? Double == 4 && cells["firms"] as? Double == 4)
    // Three of four are firms, one a laboratory.
    let entropy = 2 - 0.75 * log2(3.0)
    for measured in [single, cells] {
      let found = try #require(measured["entropy_size"] as? Double)
      #expect(abs(found - entropy) < 1e-12)
    }
  }

  @Test func `the largest distance over classes is no smaller than the median`() throws {
    let points = try output(
      ["design", "--kind", "latin_hypercube", "--points", "200"] + Self.square)
    try folder.write(points, as: "points.csv")
    let values = points.split(separator: "\n").dropFirst().enumerated().map { place, row in
      let cells = row.split(separator: ",", omittingEmptySubsequences: false)
      return "\(place),\(Double(cells[cells.count - 2]) ?? 0)"
    }
    try folder.write("point,y\n" + values.joined(separator: "\n") + "\n", as: "y.csv")
    let files = [
      "sensitivity", "--design", "\(folder.path)/points.csv", "--outputs", "\(folder.path)/y.csv",
    ]
    func index(_ summary: String) throws -> Double {
      let table = try rows(files + ["--method", "pawn", "--summary", summary, "--csv"])
      let (input, kind, value) = (
        try #require(table[0].firstIndex(of: "input")),
        try #require(table[0].firstIndex(of: "index")),
        try #require(table[0].firstIndex(of: "value"))
      )
      let row = try #require(table.first { $0[input] == "a" && $0[kind] == "pawn" })
      return try #require(Double(row[value]))
    }
    #expect(try index("maximum") > index("median"))
    // y is a itself: the box of its upper half.
    let boxes = try output(files + ["--method", "prim", "--where", "y > 0.5", "--peel", "0.1"])
    #expect(boxes.contains("a") && boxes.contains("0.5"))
  }

  @Test func `errors show long texts of the user in short`() throws {
    let long = String(repeating: "b", count: 80_000)
    try folder.write("a,y\n\(long),1\n2,3\n", as: "long.csv")
    let path = "\(folder.path)/long.csv"
    for command in [
      ["design", "--points", "8", "--factor", "a=0:1", "--constraint", "a < \(long)"],
      ["design", "--points", "8", "--factor", "a=0:1", "--constraint", "a + \(long)"],
      ["design", "--points", "8", "--factor", long],
      ["design", "--points", "8", "--factor", "\(long)=2:1"],
      ["design", "--points", long, "--factor", "a=0:1"],
      ["run", "scenarios/neutral.yaml", "--set", "scale=\(long)"],
      ["run", "scenarios/neutral.yaml", "--set", "\(long)=1"],
      ["run", "scenarios/neutral.yaml", "--years", long],
      ["run", "scenarios/neutral.yaml", "--\(long)"],
      ["run", long], ["report", long], [long],
      ["decompose", "scenarios/neutral.yaml", "--mechanisms", long],
      ["decompose", "scenarios/neutral.yaml", "--output", long],
      ["sensitivity", "--design", path, "--output", "y"],
      ["sensitivity", "--design", path, "--output", long],
      ["ward", path, "--columns", long], ["measure", path], ["scenario", "explain", long],
    ] {
      let result = try triskele(arguments: command)
      #expect(result.status != 0)
      #expect(
        !result.errors.contains(long.prefix(250)) && !result.errors.isEmpty,
        "\(command.map { $0.prefix(20) }): \(result.errors.prefix(3000))")
    }
  }

  @Test func `a wider precision needs fewer pairs`() throws {
    func needed(_ precision: String) throws -> Int {
      let out = "\(folder.path)/p\(precision)"
      _ = try output([
        "compare", "scenarios/teaching/one-region.yaml", "scenarios/teaching/one-region.yaml",
        "--set-policy", "policies=[{name: grant, instrument: research_grant, budget: 1000}]",
        "--set", "regions.island.active_firms=100", "--years", "2", "-r", "3", "--no-report", "-q",
        "--precision", precision, "-o", out,
      ])
      let lines = try String(contentsOfFile: "\(out)/effects.csv", encoding: .utf8)
        .split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
      let column = try #require(lines[0].firstIndex(of: "needed"))
      let row = try #require(
        lines.first { $0[0] == "national" && $0[2] == "research" && $0[4].isEmpty })
      return try #require(Int(row[column]))
    }
    #expect(try needed("0.001") > needed("0.2"))
  }

  @Test func `a new scenario of each kind is in order`() throws {
    for kind in ["kazakhstan", "neutral", "teaching"] {
      let path = "\(folder.path)/\(kind).yaml"
      _ = try output(["scenario", "new", path, "--from", kind])
      _ = try output(["scenario", "check", path])
    }
    #expect(try output(["scenario", "list"]).contains("kazakhstan"))
    #expect(try output(["scenario", "schema", "--study"]).contains("\"saltelli\""))
    #expect(
      try output(["scenario", "explain", "scenarios/neutral.yaml", "--odd"])
        .contains("`labour.norm_speed`"))
  }

  @Test func `evidence is written as text and as tables`() throws {
    let quick = try triskele(
      "verify", "scenarios/teaching/one-region.yaml", "--quick", "-q", "--markdown",
      "\(folder.path)/quick.md")
    #expect(quick.status == 0 || quick.status == 1)
    #expect(try folder.text("quick.md").contains("unemployment, mean"))
    let clusters = try triskele(
      "verify", "--clusters", "--parts", "ce", "--quick", "-q", "-o", "\(folder.path)/clusters")
    #expect(clusters.status == 0 || clusters.status == 1, "\(clusters.errors)")
    #expect(clusters.output.contains("3 seeds an arm"))
    for title in ["## (c) A participant-funded network", "## (e) One initiator"] {
      #expect(clusters.output.contains(title))
    }
    #expect(!clusters.output.contains("## (a)"))
    let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/clusters")
    #expect(names.contains { $0.hasSuffix(".csv") } && names.contains { $0.hasSuffix(".md") })
  }
}
