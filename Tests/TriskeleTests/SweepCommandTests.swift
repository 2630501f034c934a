import Foundation
import TemporaryFolders
import Testing

/// Whole studies by the built command: what stands in the store and in exports, whatever happens on
/// the way.
@Suite(.serialized) struct SweepCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A study of the smallest scenario; a run takes some milliseconds a year.
  private static func study(
    years: Double = 1, points: Int = 12, replicates: String = "2", more: String = ""
  ) -> String {
    """
    title: Search on an island
    scenario: \(BuiltCommand.project.path)/scenarios/teaching/one-region.yaml
    years: \(years)
    parameters:
      - name: hazard
        key: search.base_hazard
        range: [0.004, 0.02]
      - name: own_share
        key: search.own_share
        range: [0.2, 0.8]
    design: {kind: sobol_sequence, points: \(points)}
    replicates: \(replicates)
    seed: 7
    outputs:
      - {name: gdp, indicator: national.real_gdp}
      - {name: jobless, indicator: national.unemployment, at: mean}
    \(more)
    """
  }

  private func write(_ text: String, as name: String = "study.yaml") throws -> String {
    try Data(text.utf8).write(to: URL(filePath: "\(folder.path)/\(name)"))
    return "\(folder.path)/\(name)"
  }

  private func sweep(
    _ file: String, _ name: String, _ arguments: String..., shell: String = ""
  ) throws -> CommandResult {
    try BuiltCommand(
      ["sweep", file, "-o", "\(folder.path)/\(name)"] + arguments, shell: shell
    ).result()
  }

  /// All bytes of an export.
  private func export(_ name: String, _ layout: String = "--wide") throws -> [String: String] {
    let path = "\(folder.path)/\(name)-export\(layout)"
    // A study of another name may not take the place of an export.
    try? FileManager.default.removeItem(atPath: path)
    let result = try triskele(
      "sweep", "export", "\(folder.path)/\(name)", layout, "-o", path, "-q")
    #expect(result.status == 0, "\(result.errors)")
    var files: [String: String] = [:]
    for file in ["points.csv", "results.csv", "datapackage.json"] {
      files[file] = try String(contentsOfFile: "\(path)/\(file)", encoding: .utf8)
    }
    return files
  }

  private func status(_ name: String) throws -> [String: Any] {
    let result = try triskele("sweep", "status", "\(folder.path)/\(name)", "--json")
    #expect(result.status == 0, "\(result.errors)")
    return try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
  }

  /// Rows of an export without the header.
  private func rows(_ export: [String: String], _ file: String = "results.csv") -> [[String]] {
    (export[file] ?? "").split(separator: "\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  // MARK: What a study gives

  @Test func `a study is run, told and handed out`() throws {
    let file = try write(Self.study(points: 3))
    let result = try sweep(file, "a", "--json")
    #expect(result.status == 0, "\(result.errors)")
    let summary = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(summary["complete"] as? Bool == true)
    #expect(summary["done"] as? Int == 6)
    #expect(summary["runs"] as? Int == 6)
    #expect(try status("a")["done"] as? Int == 6)

    let wide = try export("a")
    let header = try #require(wide["results.csv"]?.split(separator: "\n").first)
    #expect(header == "point,replicate,seed,status,cause,hazard,own_share,gdp,jobless")
    let rows = rows(wide)
    #expect(
      rows.map { "\($0[0]):\($0[1]) \($0[2])" }
        == ["0:0 7", "0:1 8", "1:0 7", "1:1 8", "2:0 7", "2:1 8"])
    #expect(rows.allSatisfy { $0[3] == "done" && (Double($0[7]) ?? 0) > 0 })
    #expect(Set(rows.map { $0[7] }).count == 6)
    let points = try #require(wide["points.csv"])
    #expect(
      points.hasPrefix(
        "point,design_block,design_role,design_input,design_step,design_hole,hazard,own_share\n"))

    let tidy = self.rows(try export("a", "--tidy"))
    #expect(tidy.count == 12)
    #expect(tidy[0] == ["0", "0", "7", "done", "gdp", rows[0][7], "million/quarter"])
    #expect(wide["datapackage.json"]?.contains("million/quarter") == true)
  }

  @Test func `a run of a study is that of the run command`() throws {
    let file = try write(Self.study(points: 1))
    #expect(try sweep(file, "a", "-q").status == 0)
    let row = try #require(rows(try export("a")).last)
    let run = try triskele(
      "run", "scenarios/teaching/one-region.yaml", "--years", "1", "--no-report", "-q",
      "--seed", row[2], "-o", "\(folder.path)/run",
      "--set", "parameters.search.base_hazard=\(row[5])",
      "--set", "parameters.search.own_share=\(row[6])")
    #expect(run.status == 0, "\(run.errors)")
    let national = try folder.text("run/national.csv").split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let column = try #require(national[0].firstIndex(of: "real_gdp"))
    #expect(national.last?[column] == row[7])
  }

  @Test func `runs are the same alone, first, last and on two threads`() throws {
    let file = try write(Self.study(points: 5))
    #expect(try sweep(file, "one", "-q", "--threads", "1").status == 0)
    #expect(try sweep(file, "two", "-q", "--threads", "2").status == 0)
    let expected = try export("one")
    #expect(try export("two") == expected)

    #expect(try sweep(file, "backwards", "-q", "--only", "4:1").status == 0)
    #expect(rows(try export("backwards")) == [rows(expected)[9]])
    #expect(try sweep(file, "backwards", "-q", "--threads", "2").status == 0)
    #expect(try export("backwards") == expected)
    // Again, over what is there: the values must be the same, or the store would say so.
    #expect(try sweep(file, "backwards", "-q", "--only", "2:0").status == 0)
    #expect(try sweep(file, "backwards", "-q", "--only", "5:0").status == 2)
  }

  // MARK: What happens on the way

  @Test func `a study that was killed again and again ends like one that was not`() throws {
    let file = try write(Self.study(years: 3, points: 20))
    #expect(try sweep(file, "whole", "-q").status == 0)
    var kills = 0
    // Moments between the first runs and the last, spread by multiples of the golden ratio.
    for attempt in 1...60 where kills < 5 {
      let before = finishedRuns("broken") ?? 0
      let command = try BuiltCommand(["sweep", file, "-o", "\(folder.path)/broken", "-q"])
      while command.process.isRunning, finishedRuns("broken") ?? 0 <= before { usleep(5_000) }
      usleep(UInt32(30_000 * (0.618_034 * Double(attempt)).truncatingRemainder(dividingBy: 1)))
      kill(command.process.processIdentifier, SIGKILL)
      let result = try command.result()
      if result.status == -SIGKILL { kills += 1 } else { break }
    }
    #expect(kills > 0)
    let last = try sweep(file, "broken", "-q")
    #expect(last.status == 0, "\(last.errors)")
    #expect(try export("broken") == export("whole"))
    #expect(try status("broken")["done"] as? Int == 40)
  }

  @Test func `Ctrl-C ends a study cleanly, and it goes on`() throws {
    let file = try write(Self.study(years: 10, points: 300))
    let command = try BuiltCommand(["sweep", file, "-o", "\(folder.path)/a"])
    while command.process.isRunning, finishedRuns("a") ?? 0 == 0 { usleep(20_000) }
    usleep(200_000)
    kill(command.process.processIdentifier, SIGINT)
    let result = try command.result()
    #expect(result.status == 130, "\(result.errors)")
    #expect(result.output.contains("interrupted; repeat the command to continue"))
    let done = try #require(try status("a")["done"] as? Int)
    #expect(done > 0 && done < 590)
    #expect(try sweep(file, "a", "-q", "--limit-runs", "3").status == 0)
    #expect(try status("a")["done"] as? Int == done + 3)
  }

  /// Runs that a study has; nil while there is no study to be read.
  private func finishedRuns(_ name: String) -> Int? {
    let result = try? triskele("sweep", "status", "\(folder.path)/\(name)", "--json")
    guard let result, result.status == 0 else { return nil }
    let status = try? JSONSerialization.jsonObject(with: Data(result.output.utf8))
    return (status as? [String: Any])?["done"] as? Int
  }

  @Test func `a finished study is one file`() throws {
    #expect(try sweep(try write(Self.study(points: 2)), "a", "-q").status == 0)
    let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/a")
    #expect(names.sorted() == [".lock", "study.sqlite"])
  }

  @Test func `a second process is kept away and told who is at work`() throws {
    let file = try write(Self.study(years: 20, points: 40))
    let first = try BuiltCommand(["sweep", file, "-o", "\(folder.path)/a", "-q"])
    while first.process.isRunning, finishedRuns("a") == nil { usleep(20_000) }
    let second = try sweep(file, "a")
    #expect(second.status == 2)
    #expect(
      second.errors.contains(
        "another process is at work here (process \(first.process.processIdentifier) on "))
    // Reading is free.
    #expect(try status("a")["wanted"] as? Int == 80)
    kill(first.process.processIdentifier, SIGKILL)
    _ = try first.result()
    #expect(try sweep(file, "a", "-q", "--limit-runs", "1").status == 0)
  }

  @Test func `a limit on the size of files stops a study and breaks nothing`() throws {
    let file = try write(Self.study(points: 80))
    // Blocks of 512 bytes: room for some of the runs.
    let full = try sweep(file, "a", "-q", "--threads", "2", shell: "ulimit -f 1200")
    #expect(full.status == 1, "\(full.errors)")
    #expect(full.errors.contains("study.sqlite: the disk is full"))
    #expect(!full.errors.contains("Fatal"))
    let kept = try #require(try status("a")["done"] as? Int)
    #expect(kept < 160)
    #expect(try sweep(file, "a", "-q").status == 0)
    #expect(try sweep(file, "b", "-q").status == 0)
    #expect(try export("a") == export("b"))
  }

  @Test func `without Slurm a job is refused, and the study can be run here`() throws {
    let file = try write(Self.study(points: 2))
    let job = try BuiltCommand(
      ["sweep", file, "-o", "\(folder.path)/a", "--engine", "slurm"],
      environment: ["PATH": folder.path]
    ).result()
    #expect(job.status == 2, "\(job.errors)")
    #expect(job.errors.contains("sbatch: command not found; --engine slurm needs"))
    #expect(try sweep(file, "a", "-q").status == 0)
  }

  @Test func `Slurm is given no folder with a backslash`() throws {
    let file = try write(Self.study(points: 2))
    let path = "\(folder.path)/a\\b"
    let job = try triskele("sweep", file, "-o", path, "--engine", "slurm")
    #expect(job.status == 2)
    #expect(job.errors.contains("a\\b: found a backslash"), "\(job.errors)")
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func `a folder that cannot be written is told`() throws {
    let file = try write(Self.study(points: 2))
    try "".write(toFile: "\(folder.path)/file", atomically: true, encoding: .utf8)
    let result = try sweep(file, "file/a")
    #expect(result.status == 2)
    #expect(result.errors.contains("file/a: cannot be created: not a directory"))
  }

  // MARK: Growing and joining

  @Test func `replicates, points and outputs extend a study`() throws {
    #expect(try sweep(try write(Self.study(points: 4)), "a", "-q").status == 0)
    let grown = try write(Self.study(points: 6, replicates: "3"))
    let result = try sweep(grown, "a", "--json")
    #expect(result.status == 0, "\(result.errors)")
    let summary = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(summary["runs"] as? Int == 6 * 3 - 4 * 2)
    #expect(try sweep(grown, "fresh", "-q").status == 0)
    #expect(try export("a") == export("fresh"))

    let output = "  - {name: firms, indicator: national.firms}"
    let more = try write(
      Self.study(points: 6, replicates: "3", more: output), as: "more.yaml")
    let refused = try sweep(more, "a", "-q")
    #expect(refused.status == 2)
    #expect(
      refused.errors.contains(
        "output firms is new, and 18 finished runs do not have it; --rerun repeats them"))
    #expect(try export("a") == export("fresh"))
    #expect(try sweep(more, "a", "-q", "--rerun").status == 0)
    #expect(try sweep(more, "all", "-q").status == 0)
    #expect(try export("a") == export("all"))
    // Fewer again: what is not asked for is not shown.
    #expect(try sweep(grown, "a", "-q").status == 0)
    #expect(try export("a") == export("fresh"))
  }

  @Test func `parts that are collected are the whole`() throws {
    let file = try write(Self.study(points: 7))
    #expect(try sweep(file, "whole", "-q").status == 0)
    for part in 1...3 {
      #expect(try sweep(file, "part-\(part)", "-q", "--shard", "\(part)/3").status == 0)
    }
    let parts = (1...3).map { "\(folder.path)/part-\($0)" }
    let result = try triskele(
      arguments: ["sweep", "collect", "\(folder.path)/joined"] + parts + [parts[1]])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("part-1: 6 runs\n"))
    #expect(result.output.contains("part-2: 0 runs, 4 already there"))
    #expect(try export("joined") == export("whole"))
    #expect(try export("joined", "--tidy") == export("whole", "--tidy"))

    let other = try write(Self.study(points: 8), as: "other.yaml")
    #expect(try sweep(other, "other", "-q").status == 0)
    let refused = try triskele(
      "sweep", "collect", "\(folder.path)/joined", "\(folder.path)/other")
    #expect(refused.status == 2)
    #expect(refused.errors.contains("belongs to another study than"))
    #expect(try export("joined") == export("whole"))
  }

  @Test func `a point that cannot be run is kept with its cause, and the others go on`() throws {
    let file = try write(
      """
      scenario: \(BuiltCommand.project.path)/scenarios/teaching/one-region.yaml
      years: 1
      parameters:
        - {name: employed, key: regions.island.employed, values: [9000, 10000]}
        - {name: labour, key: regions.island.labour_force, values: [9600, 10106]}
      constraints: [employed + labour < 20100]
      outputs:
        - {name: gdp, indicator: national.real_gdp}
        - {name: trust, indicator: clusters.trust, over: mean}
      """)
    let result = try sweep(file, "a")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("4, 1 of them forbidden by a constraint"))
    #expect(result.output.contains("3 of 3, 2 not finite, 1 failed"))
    let wide = try export("a")
    let rows = rows(wide)
    #expect(rows.map { "\($0[0]) \($0[3])" } == ["0 non_finite", "1 non_finite", "2 failed"])
    #expect(rows[0][4] == "no finite value of trust")
    #expect(rows[2][4].hasPrefix("\"regions[1].employed: 10000 is more than"))
    #expect((Double(rows[0][7]) ?? 0) > 0 && rows[0][8].isEmpty)
    #expect(wide["results.csv"]?.contains("10000 is more than `labour_force`") == true)
    #expect(self.rows(wide, "points.csv").map { $0[5] } == ["0", "0", "0", "1"])
    let text = try triskele("sweep", "status", "\(folder.path)/a").output
    #expect(text.contains("2 × non_finite: no finite value of trust"))
  }

  @Test func `replicates stop when the interval is narrow enough`() throws {
    func rule(_ width: Double) -> String {
      "{until: {output: gdp, half_width: \(width), relative: true, at_least: 3, at_most: 12}}"
    }
    let file = try write(Self.study(points: 4, replicates: rule(0.012)))
    #expect(try sweep(file, "one", "-q", "--threads", "1").status == 0)
    #expect(try sweep(file, "two", "-q", "--threads", "2").status == 0)
    let export = try export("one")
    #expect(try self.export("two") == export)
    let rows = rows(export)
    for point in 0..<4 {
      let values = rows.filter { $0[0] == "\(point)" }.compactMap { Double($0[7]) }
      #expect((3...12).contains(values.count))
      // The rule by hand: it holds at the last replicate and, if there are more than three, not at
      // the one before.
      func isNarrow(_ values: ArraySlice<Double>) -> Bool {
        let mean = values.reduce(0, +) / Double(values.count)
        let variance =
          values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(values.count - 1)
        let t = [0, 12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201]
        return t[values.count - 1] * (variance / Double(values.count)).squareRoot() <= 0.012 * mean
      }
      #expect(values.count == 12 || isNarrow(values[...]))
      if values.count > 3 { #expect(!isNarrow(values.dropLast())) }
    }
    // A wider one needs no run more, and shows fewer.
    let wider = try write(Self.study(points: 4, replicates: rule(0.5)))
    let result = try sweep(wider, "one", "--json")
    #expect(result.output.contains("\"runs\" : 0"))
    #expect(self.rows(try self.export("one")).count == 12)
  }

  // MARK: Wrong use

  @Test func `a folder of something else is left alone`() throws {
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/a", withIntermediateDirectories: true)
    try Data("x".utf8).write(to: URL(filePath: "\(folder.path)/a/thesis.txt"))
    let result = try sweep(try write(Self.study()), "a")
    #expect(result.status == 2)
    #expect(result.errors.contains("is not empty"))
    let status = try triskele("sweep", "status", "\(folder.path)/a")
    #expect(status.status == 2)
    #expect(status.errors.contains("does not contain a study (there is no study.sqlite)"))
    try Data("no database at all, but long enough to be read as one.".utf8).write(
      to: URL(filePath: "\(folder.path)/a/study.sqlite"))
    let damaged = try triskele("sweep", "status", "\(folder.path)/a")
    #expect(damaged.status == 2)
    #expect(damaged.errors.contains("study.sqlite: is not a study store"))
  }

  @Test func `a plan is told without a run`() throws {
    let result = try triskele("sweep", try write(Self.study()), "--dry-run", in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("hazard: 0.004 to 0.02"))
    #expect(result.output.contains("24"))
    #expect(try folder.names == ["study.yaml"])
  }
}
