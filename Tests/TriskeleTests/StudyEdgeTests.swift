import Foundation
import TemporaryFolders
import Testing

/// Studies at their edges, by the built command: nothing varied, everything failed, repeated points, large
/// seeds, folders that may only be read or belong to somebody else, and folders with blanks.
@Suite(.serialized) struct StudyEdgeTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func write(_ rest: String, as name: String = "study.yaml") throws -> String {
    try folder.write(
      """
      scenario: \(BuiltCommand.project.path)/scenarios/teaching/one-region.yaml
      years: 1
      \(rest)
      """, as: name)
    return "\(folder.path)/\(name)"
  }

  private func sweep(_ rest: String, _ arguments: String...) throws -> CommandResult {
    try triskele(
      arguments: ["sweep", try write(rest), "-o", "\(folder.path)/store"] + arguments)
  }

  private func json(_ result: CommandResult) throws -> [String: Any] {
    try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
  }

  private static let output = "outputs: [{name: gdp, indicator: national.real_gdp}]"
  private static let hazard =
    "parameters: [{name: hazard, key: search.base_hazard, values: [0.004, 0.02]}]"

  @Test func `a study of seeds only is run, summarised, exported and reported`() throws {
    let result = try sweep("replicates: 4\n\(Self.output)")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("4 of 4"))
    #expect(result.output.contains("(95 % interval over seeds)"))
    let store = "\(folder.path)/store"
    #expect(try triskele("sweep", "status", store).output.contains("4 of 4"))
    let summary = try json(try triskele("summarise", store, "--json"))
    let outputs = try #require(summary["outputs"] as? [[String: Any]])
    #expect(summary["over"] as? String == "runs" && outputs[0]["points"] as? Int == 4)
    let mean = try #require(outputs[0]["mean"] as? Double)
    let lower = try #require(outputs[0]["mean_lower"] as? Double)
    let deviation = try #require(outputs[0]["standard_deviation"] as? Double)
    // t₀.₉₇₅(3) s / √4.
    #expect(abs(mean - lower - 3.182446 * deviation / 2) < 1e-5 * deviation)
    #expect(try triskele("sweep", "export", store, "-q").status == 0)
    let rows = try folder.text("store/export/results.csv").split(separator: "\n")
    #expect(rows.count == 5 && rows[0] == "point,replicate,seed,status,cause,gdp")
    #expect(try triskele("report", store, "-q").status == 0)
    #expect(try folder.text("store/report.html").contains("only the seed varies"))
    let sensitivity = try triskele("sensitivity", store)
    #expect(sensitivity.status == 2)
    #expect(sensitivity.errors.contains("varies no parameters, only the seed"))
    let by = try triskele("summarise", store, "--by", "hazard")
    #expect(by.status == 2 && by.errors.contains("varies no parameters"))
    let plan = try triskele("sweep", "\(folder.path)/study.yaml", "--dry-run")
    #expect(plan.output.contains("the seed only"))
  }

  @Test func `nothing that varies is no study, and a design needs parameters`() throws {
    let nothing = try sweep(Self.output)
    #expect(nothing.status == 2)
    #expect(nothing.errors.contains("error: replicates: nothing varies"))
    let design = try sweep("replicates: 3\ndesign: {kind: saltelli, base: 4}\n\(Self.output)")
    #expect(design.status == 2)
    #expect(design.errors.contains("there are no parameters to choose points of"))
  }

  @Test func `a study in which every run fails ends with status 1 and the causes`() throws {
    let failing = """
      parameters:
        - {name: employed, key: regions.island.employed, values: [10000]}
        - {name: labour, key: regions.island.labour_force, values: [9600]}
      replicates: 2
      \(Self.output)
      """
    for arguments in [[], ["-q"]] {
      let result = try triskele(
        arguments: ["sweep", try write(failing), "-o", "\(folder.path)/store"] + arguments)
      #expect(result.status == 1)
      #expect(result.errors.contains("error: none of 2 runs has a result; the first causes:"))
      #expect(result.errors.contains("10000 is more than `labour_force`"))
    }
    // A part is judged with the others.
    let part = try triskele(
      "sweep", "\(folder.path)/study.yaml", "-o", "\(folder.path)/part", "--shard", "1/1", "-q")
    #expect(part.status == 1)
    let half = try triskele(
      "sweep", "\(folder.path)/study.yaml", "-o", "\(folder.path)/half", "--shard", "1/2", "-q")
    #expect(half.status == 0)
    let whole = try triskele(
      "sweep", "collect", "\(folder.path)/joined", "\(folder.path)/half", "-q")
    #expect(whole.status == 1 && whole.errors.contains("none of 2 runs has a result"))
  }

  @Test func `runs that fail beside others are told with their first cause`() throws {
    let result = try sweep(
      """
      parameters:
        - {name: employed, key: regions.island.employed, values: [9000, 10000]}
        - {name: labour, key: regions.island.labour_force, values: [9600]}
      \(Self.output)
      """)
    #expect(result.status == 0)
    #expect(result.errors.contains("note: 1 of 2 runs failed or are not finite; the first causes:"))
    #expect(result.errors.contains("10000 is more than `labour_force`"))
  }

  @Test func `repeated points share a run and have no interval`() throws {
    let result = try sweep(
      """
      parameters: [{name: agents, key: scale, integers: [1, 2]}]
      design: {kind: latin_hypercube, points: 12}
      \(Self.output)
      """)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("12 of 12; 2 of them differ"))
    #expect(result.output.contains("12 points are 2 different scenarios"))
    let curve = try triskele("summarise", "\(folder.path)/store", "--by", "agents")
    #expect(curve.errors.contains("12 points are 2 different scenarios"))
    let rows = curve.output.split(separator: "\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    #expect(rows.count == 2)
    // Six points, one run, a mean and no ends of an interval.
    for row in rows {
      #expect(row[3] == "6" && row[4] == "1")
      #expect(!row[5].isEmpty && row[6].isEmpty && row[7].isEmpty)
    }
  }

  @Test func `values that are the same number are refused with their place`() throws {
    let result = try sweep(
      """
      parameters:
        - {name: hazard, key: search.base_hazard, values: [0.004, 0.01, 4e-3]}
      \(Self.output)
      """)
    #expect(result.status == 2)
    #expect(result.errors.contains("study.yaml:4:67: error: parameters.hazard.values"))
    #expect(result.errors.contains("`4e-3` is the same number as `0.004`"))
  }

  @Test func `a column of points that no parameter uses is refused with a near name`() throws {
    try folder.write("point,hazard,own_shaer\n0,0.01,0.3\n1,0.02,0.4\n", as: "points.csv")
    let study = """
      parameters: [{name: hazard, key: search.base_hazard, range: [0.004, 0.02]},
        {name: own_share, key: search.own_share, range: [0.2, 0.8]}]
      design: {kind: points, file: points.csv}
      \(Self.output)
      """
    let result = try sweep(study)
    #expect(result.status == 2)
    #expect(result.errors.contains("points.csv:1:14: error: design.file: no parameter uses the"))
    #expect(result.errors.contains("column `own_shaer`; did you mean `own_share`?"))
    try folder.write("point,hazard,own_share\n0,0.01,0.3\n1,0.02,0.4\n", as: "points.csv")
    #expect(try sweep(study, "-q").status == 0)
  }

  @Test func `seeds go up to the last one, in stores and exports`() throws {
    let study = """
      \(Self.hazard)
      replicates: 2
      seed: 18446744073709551615
      \(Self.output)
      """
    let result = try sweep(study)
    #expect(result.status == 0, "\(result.errors)")
    #expect(try triskele("sweep", "export", "\(folder.path)/store", "-q").status == 0)
    let seeds = try folder.text("store/export/results.csv").split(separator: "\n").dropFirst()
      .map { $0.split(separator: ",")[2] }
    // The seed after the last one is 0.
    #expect(seeds == ["18446744073709551615", "0", "18446744073709551615", "0"])
    let beyond = try sweep(study.replacing("615", with: "616"))
    #expect(beyond.status == 2)
    #expect(
      beyond.errors.contains("seed: must be a whole number from 0 to 18446744073709551615, found"))
    let negative = try sweep(study.replacing("18446744073709551615", with: "-1"))
    #expect(negative.status == 2 && negative.errors.contains("found -1"))
  }

  @Test func `an output does not depend on how often the scenario records`() throws {
    var tables: [String] = []
    for every in [1, 3, 8] {
      let name = "every-\(every)"
      let file = try write(
        """
        years: 3
        set: {outputs.record_every: \(every)}
        \(Self.hazard)
        outputs:
          - {name: first, indicator: national.real_gdp, at: year, year: 1}
          - {name: mean, indicator: national.unemployment, at: mean}
          - {name: top, indicator: national.unemployment, at: max}
          - {name: slope, indicator: national.real_gdp, at: slope}
        """.replacing("years: 3\n", with: ""), as: "\(name).yaml")
      let text = try String(contentsOfFile: file, encoding: .utf8)
        .replacing("years: 1", with: "years: 3")
      try Data(text.utf8).write(to: URL(filePath: file))
      let result = try triskele("sweep", file, "-o", "\(folder.path)/\(name)", "-q")
      #expect(result.status == 0, "\(result.errors)")
      #expect(try triskele("sweep", "export", "\(folder.path)/\(name)", "-q").status == 0)
      tables.append(try folder.text("\(name)/export/results.csv"))
    }
    #expect(Set(tables).count == 1)
  }

  @Test func `an export leaves what it did not make alone`() throws {
    #expect(try sweep("\(Self.hazard)\n\(Self.output)", "-q").status == 0)
    let store = "\(folder.path)/store"
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/mine", withIntermediateDirectories: true)
    try folder.write("my own points\n", as: "mine/points.csv")
    for target in ["mine", "store"] {
      let result = try triskele("sweep", "export", store, "-o", "\(folder.path)/\(target)")
      #expect(result.status == 2)
      #expect(result.errors.contains("is not empty and does not contain an export of a study"))
    }
    #expect(try folder.text("mine/points.csv") == "my own points\n")
    for _ in 0..<2 {
      #expect(
        try triskele("sweep", "export", store, "-o", "\(folder.path)/tables", "-q").status == 0)
    }
    let other = try write("\(Self.hazard)\n\(Self.output)", as: "other.yaml")
    #expect(try triskele("sweep", other, "-o", "\(folder.path)/other", "-q").status == 0)
    let refused = try triskele(
      "sweep", "export", "\(folder.path)/other", "-o", "\(folder.path)/tables")
    #expect(refused.status == 2 && refused.errors.contains("holds the tables of study study, not"))
  }

  @Test func `sensitivity reads what export writes`() throws {
    #expect(
      try sweep(
        """
        parameters:
          - {name: hazard, key: search.base_hazard, range: [0.004, 0.02]}
          - {name: own_share, key: search.own_share, range: [0.2, 0.8]}
        design: {kind: saltelli, base: 4}
        replicates: 3
        \(Self.output)
        """, "-q"
      ).status == 0)
    let (store, tables) = ("\(folder.path)/store", "\(folder.path)/store/export")
    #expect(try triskele("sweep", "export", store, "-q").status == 0)
    let ofStudy = try json(try triskele("sensitivity", store, "--json"))
    let results = try #require(ofStudy["results"] as? [[String: Any]])
    #expect(results[0]["method"] as? String == "sobol" && results[0]["replicates"] as? Int == 3)
    let share = try #require(results[0]["noise_share_of_means"] as? Double)
    #expect((0...1).contains(share))
    let twoFiles = try triskele(
      "sensitivity", "--design", "\(tables)/points.csv", "--outputs", "\(tables)/results.csv",
      "--json")
    #expect(twoFiles.status == 0, "\(twoFiles.errors)")
    let ofTables = try #require(try json(twoFiles)["results"] as? [[String: Any]])
    #expect(NSArray(array: ofTables) == NSArray(array: results))
    // One table alone has no structure of the design, but all of the runs.
    let oneFile = try triskele(
      "sensitivity", "--design", "\(tables)/results.csv", "--output", "gdp", "--method",
      "regression",
      "--json")
    #expect(oneFile.status == 0, "\(oneFile.errors)")
    let design = try #require(try json(oneFile)["design"] as? [String: Any])
    #expect(design["factors"] as? [String] == ["hazard", "own_share"])
    #expect(design["points"] as? Int == 16)
  }

  @Test func `a finished study is one file, also after a reader`() throws {
    #expect(try sweep("\(Self.hazard)\nreplicates: 2\n\(Self.output)", "-q").status == 0)
    func files() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/store").sorted()
    }
    #expect(try files() == [".lock", "study.sqlite"])
    // Bytes 18 and 19 of a database say whether a log must be read: 1 is none.
    let bytes = try Data(contentsOf: URL(filePath: "\(folder.path)/store/study.sqlite"))
    #expect(bytes[18] == 1 && bytes[19] == 1)
    #expect(try triskele("summarise", "\(folder.path)/store").status == 0)
    #expect(try files() == [".lock", "study.sqlite"])
    let report = try triskele(
      "report", "\(folder.path)/store", "-o", "\(folder.path)/page")
    #expect(report.status == 0 && report.output == "\(folder.path)/page/report.html\n")
  }

  @Test func `slurm gets a folder with blanks and quotes, and no more tasks than points`() throws {
    let bin = "\(folder.path)/bin"
    try FileManager.default.createDirectory(atPath: bin, withIntermediateDirectories: true)
    for (name, text) in [
      // Each argument on a line; the script is the last.
      ("sbatch", "#!/bin/sh\nprintf '%s\\n' \"$@\" > \"\(folder.path)/asked\"\necho 17\n"),
      ("squeue", "#!/bin/sh\nexit 0\n"),
    ] {
      try folder.write(text, as: "bin/\(name)")
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o755], ofItemAtPath: "\(bin)/\(name)")
    }
    let path = "\(bin):/usr/bin:/bin"
    let target = "\(folder.path)/my 50% \"project's\" runs"
    let file = try write("\(Self.hazard)\n\(Self.output)")
    let result = try triskele(
      "sweep", file, "--engine", "slurm", "--tasks", "5000", "-o", target,
      "--sbatch=--comment=two words", environment: ["PATH": path])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.contains("the study has 2 points, so 2 tasks are submitted and not 5000"))
    let asked = try folder.text("asked").split(separator: "\n").map(String.init)
    let log = target.replacing("%", with: "%%")
    #expect(
      asked == [
        "--parsable", "--array=1-2", "--output=\(log)/slurm/part-%a.log", "--chdir=\(target)",
        "--comment=two words", "\(target)/slurm/task.sh",
      ])
    let script = try String(contentsOfFile: "\(target)/slurm/task.sh", encoding: .utf8)
    let directives = script.split(separator: "\n").filter { $0.hasPrefix("#SBATCH") }
    #expect(directives.allSatisfy { $0.split(separator: " ").count == 2 })
    // What is printed can be pasted into a shell.
    let line = try #require(
      result.output.split(separator: "\n").first { $0.hasPrefix("how far") })
    let words = line.dropFirst("how far   triskele ".count)
    let pasted = Process()
    pasted.executableURL = URL(filePath: "/bin/sh")
    pasted.arguments = ["-c", "'\(BuiltCommand.url.path)' \(words) > /dev/null"]
    pasted.environment = ["PATH": path]
    try pasted.run()
    pasted.waitUntilExit()
    #expect(pasted.terminationStatus == 0)
  }
}
