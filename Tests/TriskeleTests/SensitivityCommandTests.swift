import Foundation
import TemporaryFolders
import Testing

/// `triskele design` and `triskele sensitivity` by the built command, for a model outside.
@Suite struct SensitivityCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func path(_ name: String) -> String { "\(folder.path)/\(name)" }

  private func rows(_ text: String) -> [[String]] {
    text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  /// Writes a design to `points.csv` and y = x1 + 2 x2 to `y.csv`, without the outputs of some points.
  private func study(_ options: [String], failed: Set<Int> = []) throws {
    let factors = ["--factor", "x1=0:1", "--factor", "x2=0:1", "--factor", "x3=0:1"]
    let design = try triskele(arguments: ["design"] + options + factors)
    #expect(design.status == 0, "\(design.errors)")
    try folder.write(design.output, as: "points.csv")
    let table = rows(design.output)
    let (one, two) = (
      try #require(table[0].firstIndex(of: "x1")), try #require(table[0].firstIndex(of: "x2"))
    )
    let lines = table.dropFirst().enumerated().map { index, cells in
      let value = (Double(cells[one]) ?? .nan) + 2 * (Double(cells[two]) ?? .nan)
      return "\(index),\(failed.contains(index) ? "" : "\(value)")"
    }
    try folder.write((["point,y"] + lines).joined(separator: "\n") + "\n", as: "y.csv")
  }

  private func sensitivity(_ options: String...) throws -> CommandResult {
    try triskele(
      arguments: ["sensitivity", "--design", path("points.csv"), "--outputs", path("y.csv")]
        + options)
  }

  /// The only result of `--json`.
  private func results(_ result: CommandResult) throws -> [[String: Any]] {
    #expect(result.status == 0, "\(result.errors)")
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    return try #require(json["results"] as? [[String: Any]])
  }

  private func values(_ result: [String: Any], _ index: String) throws -> [Double] {
    let inputs = try #require(result["inputs"] as? [[String: Any]])
    return inputs.compactMap { ($0[index] as? [String: Double])?["value"] ?? $0[index] as? Double }
  }

  @Test func `radial blocks give shares of variance, and failed runs drop their blocks`() throws {
    try study(["--kind", "saltelli", "--points", "512", "--second-order"])
    let whole = try results(try sensitivity("--json"))
    #expect(whole.count == 1 && whole[0]["method"] as? String == "sobol")
    for (found, expected) in zip(try values(whole[0], "st"), [0.2, 0.8, 0]) {
      #expect(abs(found - expected) < 0.02)
    }
    #expect((whole[0]["pairs"] as? [Any])?.count == 3)
    #expect((whole[0]["convergence"] as? [Any])?.count == 4)

    try study(["--kind", "saltelli", "--points", "512", "--second-order"], failed: [0, 81])
    let holed = try results(try sensitivity("--json", "--replicates", "20"))
    #expect(holed.map { $0["method"] as? String } == ["sobol", "pawn"])
    #expect(holed[0]["dropped_blocks"] as? Int == 2 && holed[0]["blocks"] as? Int == 510)
    #expect(holed[1]["missing_points"] as? Int == 2)
  }

  @Test func `a study file gives the points that its sweep runs`() throws {
    try folder.write(
      "parameters:\n  - {name: a, range: [0, 1]}\n  - {name: b, integers: [1, 3]}\n"
        + "design: {kind: full_factorial, levels: 3}\n", as: "study.yaml")
    let design = try triskele("design", path("study.yaml"))
    #expect(design.status == 0, "\(design.errors)")
    let table = rows(design.output)
    #expect(table.count == 10 && table[0].contains("a") && table[0].contains("b"))
    let beside = try triskele("design", path("study.yaml"), "--points", "5", "--seed", "2")
    #expect(beside.status != 0)
    #expect(beside.errors.contains("--points, --seed: found together with a study file"))
    try folder.write("parameters:\n  - {name: a}\n", as: "study.yaml")
    let broken = try triskele("design", path("study.yaml"))
    #expect(broken.status == 2 && broken.errors.contains("takes no values"))
    let shipped = try triskele("design", "scenarios/studies/cluster-birth.yaml")
    #expect(shipped.status == 0 && rows(shipped.output).count == 65)
  }

  @Test func `trajectories give the slopes`() throws {
    try study(["--kind", "morris", "--points", "10"])
    let found = try results(try sensitivity("--json"))
    for (value, expected) in zip(try values(found[0], "mu_star"), [1.0, 2, 0]) {
      #expect(abs(value - expected) < 1e-9)
    }
    let text = try sensitivity()
    for word in ["μ*", "σ", "1000 replicates", "trajectories"] {
      #expect(text.output.contains(word), "\(word)")
    }
    // The greatest first.
    let order = text.output.split(separator: "\n").filter { $0.hasPrefix("x") }.map { $0.prefix(2) }
    #expect(order.prefix(3) == ["x2", "x1", "x3"])
  }

  @Test(arguments: ["pawn", "delta", "regression"])
  func `any table is enough for the methods without structure`(method: String) throws {
    try study(["--kind", "latin_hypercube", "--points", "200", "--seed", "4"], failed: [3])
    let found = try results(
      try sensitivity("--json", "--method", method, "--replicates", "30"))
    let key = method == "regression" ? "src" : method
    let indices = try values(found[0], key)
    #expect(indices[1] > indices[0] && indices[0] > abs(indices[2]))
    #expect(found[0]["missing_points"] as? Int == 1)
  }

  @Test func `points that stand several times count once in intervals, and a note says so`() throws
  {
    let lines = (0..<60).map { "\($0),\($0 % 3),\($0 % 2),\(2 * ($0 % 3) + $0 % 2)" }
    try folder.write((["point,a,b,y"] + lines).joined(separator: "\n"), as: "points.csv")
    for method in ["pawn", "regression"] {
      let found = try triskele(
        "sensitivity", "--design", path("points.csv"), "--output", "y", "--factors", "a,b",
        "--method", method)
      #expect(found.status == 0)
      #expect(found.errors.contains("60 points are 6 different points"), "\(found.errors)")
      #expect(found.output.contains("[") == (method == "regression"), "\(found.output)")
    }
  }

  @Test func `outputs may stand beside the inputs, and replicates are averaged`() throws {
    let lines = (0..<60).flatMap { point in
      (0..<2).map { replicate in
        "\(point),\(Double(point) + Double(replicate)),\(point),\((point * 7) % 60),\(replicate)"
      }
    }
    // One file: a row a point.
    let single = stride(from: 0, to: 120, by: 2).map { lines[$0] }
    try folder.write(
      (["point,y,a,b,other"] + single).joined(separator: "\n"), as: "points.csv")
    let own = try triskele(
      "sensitivity", "--design", path("points.csv"), "--output", "y", "--factors", "a,b", "--json",
      "--method", "regression")
    #expect(try values(try results(own)[0], "src").count == 2)
    // Replicates in a file of their own.
    try folder.write(
      (["point,y,a,b,replicate"] + lines).joined(separator: "\n"), as: "y.csv")
    let both = try triskele(
      "sensitivity", "--design", path("points.csv"), "--factors", "a,b", "--outputs",
      path("y.csv"), "--output", "y", "--json", "--method", "regression")
    // With their numbers known, replicates are told apart, not averaged.
    #expect(!both.errors.contains("averaged"))
    // A constant more: the slopes are the same.
    let (first, second) = (
      try values(try results(own)[0], "src"), try values(try results(both)[0], "src")
    )
    for (a, b) in zip(first, second) { #expect(abs(a - b) < 1e-9) }
  }

  @Test func `boxes are found where a condition holds`() throws {
    try study(["--kind", "sobol_sequence", "--points", "400"])
    let result = try sensitivity("--method", "prim", "--where", "y > 2", "--json")
    #expect(result.status == 0, "\(result.errors)")
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    let discovery = try #require(json["discovery"] as? [String: Any])
    let boxes = try #require(discovery["boxes"] as? [[String: Any]])
    let box = try #require(boxes.first?["box"] as? [String: Any])
    let limits = try #require(box["limits"] as? [[String: Any]])
    // y = x1 + 2 x2 exceeds 2 only above x2 = ½.
    let second = try #require(limits.first { $0["input"] as? String == "x2" })
    #expect(try #require(second["from"] as? Double) > 0.5)
    #expect(try #require(box["density"] as? Double) > 0.7)
  }

  @Test func `the same seed gives the same bytes, and CSV has every index`() throws {
    try study(["--kind", "saltelli", "--points", "64"])
    let (one, other) = (try sensitivity("--csv"), try sensitivity("--csv"))
    #expect(one.output == other.output)
    #expect(try sensitivity("--csv", "--seed", "2").output != one.output)
    let table = rows(one.output)
    #expect(table[0].count == 8 && table.dropFirst().allSatisfy { $0.count == 8 })
    // Two indices of three inputs; apart from them those at four stages.
    #expect(table.count == 1 + 6)
    let stages = rows(try sensitivity("--csv", "--convergence").output)
    #expect(stages[0].contains("size") && stages.count == 1 + 6 * 4)
    #expect(try sensitivity("--convergence").status == 64)
  }

  @Test func `constraints make holes that need no outputs`() throws {
    let options = ["--kind", "morris", "--points", "30", "--constraint", "x1 + x2 <= 1.4"]
    try study(options)
    let table = rows(try folder.text("points.csv"))
    let hole = try #require(table[0].firstIndex(of: "design_hole"))
    let holes = Set(table.indices.dropFirst().filter { table[$0][hole] == "1" }.map { $0 - 1 })
    #expect(holes.count > 5)
    let outputs = rows(try folder.text("y.csv")).enumerated()
      .filter { $0.offset == 0 || !holes.contains($0.offset - 1) }
      .map { $0.element.joined(separator: ",") }
    try folder.write(outputs.joined(separator: "\n"), as: "y.csv")
    let found = try results(try sensitivity("--json"))
    #expect(try #require(found[0]["missing_effects"] as? Int) >= holes.count)
    for (value, expected) in zip(try values(found[0], "mu_star"), [1.0, 2, 0]) {
      #expect(abs(value - expected) < 1e-9)
    }
  }

  @Test func `rows in any order, without some, are what they are`() throws {
    try study(["--kind", "latin_hypercube", "--points", "100", "--seed", "2"])
    let table = rows(try folder.text("y.csv")).map { $0.joined(separator: ",") }
    let whole = try sensitivity("--json", "--replicates", "10")
    try folder.write(
      ([table[0]] + table.dropFirst().reversed()).joined(separator: "\n"), as: "y.csv")
    #expect(try sensitivity("--json", "--replicates", "10").output == whole.output)
    try folder.write(table.dropLast(2).joined(separator: "\n"), as: "y.csv")
    #expect(try sensitivity().status == 2)
    let short = try sensitivity("--json", "--replicates", "10", "--allow-missing")
    #expect(short.errors.contains("points 98, 99 have no row and count as failed"))
    #expect(try results(short)[0]["missing_points"] as? Int == 2)
  }

  // MARK: Mistakes

  @Test func `all mistakes of outputs are told at once, each at its place`() throws {
    try study(["--kind", "sobol_sequence", "--points", "30"])
    let lines = (0..<28).map { "\($0),\($0)" }
    try folder.write(
      (["point,y"] + lines + ["3,1", "99,1", "28,high"]).joined(separator: "\n"), as: "y.csv")
    let result = try sensitivity()
    let file = path("y.csv")
    #expect(result.status == 2 && result.output.isEmpty)
    #expect(
      result.errors == """
        \(file):30:1: error: column point: 3 is in line 5 already; allowed: one row for each point, or a column `replicate`
        \(file):31:1: error: column point: found `99`; allowed: a point of the design, 0 to 29
        \(file):32:4: error: column y: found `high`; allowed: a number, or nothing where a run failed; --output chooses columns
        \(file): error: point 29 has no row; allowed: a row for every point, with an empty cell where a run failed, or --allow-missing

        """)
  }

  @Test func `tables and options that fit nothing are refused`() throws {
    try study(["--kind", "sobol_sequence", "--points", "30"])
    let method = try sensitivity("--method", "sobol")
    #expect(
      method.status == 1
        && method.errors.contains(
          "y: found a design without radial blocks; allowed: a design of the kind saltelli")
    )
    let column = try sensitivity("--output", "z")
    #expect(
      column.status == 2 && column.errors.contains("there is no column `z`; allowed: point, y"))
    for options in [
      ["--classes", "1"], ["--confidence", "1"], ["--method", "prim"], ["--where", "y > 1"],
      ["--json", "--csv"],
    ] {
      let result = try triskele(
        arguments: ["sensitivity", "--design", path("points.csv"), "--outputs", path("y.csv")]
          + options)
      #expect(result.status == 64, "\(options)")
    }
    let condition = try sensitivity("--method", "prim", "--where", "q > 1")
    #expect(
      condition.status == 2 && condition.errors.contains("there is no column `q`; allowed: y"))
    try folder.write("y\n1\n2\n", as: "y.csv")
    let few = try sensitivity()
    #expect(few.status == 2 && few.errors.contains("there are 2 rows; allowed: 30"))
    try folder.write("point,x1,design_role\n0,1,A\n", as: "points.csv")
    let structure = try sensitivity()
    #expect(structure.errors.contains("all columns of a design, or none of them"))
    #expect(try triskele("sensitivity", "--design", path("no.csv")).status == 2)
    try folder.write("", as: "points.csv")
    #expect(try sensitivity().status == 2)
  }

  @Test func `a design that is too small says so`() throws {
    try study(["--kind", "latin_hypercube", "--points", "12"])
    let result = try sensitivity()
    #expect(result.status == 1)
    #expect(
      result.errors
        == "\(path("y.csv")): error: y: found 12 points with an output; allowed: at least 20\n")
  }

  private let factorForms =
    "name=low:high, name=low:high:log, name=low..high, name=one|two, name=one@3|two@1, "
    + "name=normal:mean:sd, name=lognormal:mean:sd, name=triangular:low:mode:high or name=beta:a:b"

  @Test func `factors that cannot be are refused together`() throws {
    let result = try triskele(
      "design", "--factor", "a=1", "--factor", "b=2:1", "--factor", "c=0:1:log", "--constraint",
      "a <")
    #expect(result.status == 2 && result.output.isEmpty)
    #expect(
      result.errors == """
        error: --factor: found `a=1`; allowed: \(factorForms)
        error: factor b: found the range 2 to 1; allowed: finite numbers, the lower first
        error: factor c: found a logarithmic range from 0; allowed: a lower end above 0
        error: condition `a <`, character 4: found the end; allowed: a number, a factor or a bracket

        """)
    #expect(try triskele("design").status == 2)
  }
}
