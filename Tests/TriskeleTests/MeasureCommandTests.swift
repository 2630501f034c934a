import Foundation
import TemporaryFolders
import Testing

/// `triskele measure` by the built command.
@Suite struct MeasureCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func write(_ text: String, as name: String = "firms.csv") throws -> String {
    let path = "\(folder.path)/\(name)"
    try Data(text.utf8).write(to: URL(filePath: path))
    return path
  }

  /// Eight establishments: the two regions have each a sector of their own, but for one plant each.
  private static let small = """
    region,sector,employees
    north,mining,40
    north,mining,60
    north,mining,20
    north,trade,10
    south,trade,30
    south,trade,5
    south,trade,300
    south,mining,2

    """

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  /// A CSV file without quotes as rows by column.
  private func rows(_ path: String) throws -> [[String: String]] {
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
  }

  @Test func `measures on paper come out`() throws {
    let path = try write(Self.small)
    let result = try triskele("measure", path, "--json")
    #expect(result.status == 0 && result.errors.isEmpty)
    let json = try object(result.output)
    let national = try #require(json["national"] as? [String: Any])
    #expect(national["firms"] as? Double == 8)
    #expect(national["employees"] as? Double == 467)
    #expect(national["small_firms"] as? Double == 0.75)
    #expect(national["large_employment"] as? Double == 300.0 / 467)
    // Four plants of eight in each region.
    #expect(national["entropy_region"] as? Double == 1)
    let cells = try #require(json["cells"] as? [[String: Any]])
    let first = try #require(cells.first)
    #expect(first["region"] as? String == "north" && first["sector"] as? String == "mining")
    // (120/130)/(122/467).
    let quotient = try #require(first["location_quotient"] as? Double)
    #expect(abs(quotient - 120.0 / 130 / (122.0 / 467)) < 1e-12)
    #expect(first["star_specialisation"] as? Int == 1)
    let columns = try #require(json["columns"] as? [[String: Any]])
    #expect(columns.allSatisfy { ($0["unit"] as? String)?.isEmpty == false })
    #expect(columns.allSatisfy { ($0["meaning"] as? String)?.isEmpty == false })
  }

  @Test func `the text names every region, sector and measure`() throws {
    let result = try triskele("measure", try write(Self.small), "--null-draws", "9")
    #expect(result.status == 0)
    for word in [
      "north", "mining", "synergy T", "bits", "γ", "Theil", "9 random placements", "stars",
    ] {
      #expect(result.output.contains(word), "\(word)")
    }
    for caution in [
      "T is computed from 8 establishments in 20 combinations",
      "γ of fewer than twenty establishments",
      "With fewer than ten regions",
    ] {
      #expect(result.output.contains(caution), "\(caution)")
    }
  }

  @Test func `a table of cells measures as its establishments do`() throws {
    let single = "a,x,3\na,x,3\na,y,20\nb,x,3\nb,y,20\nb,y,20\nb,y,20\n"
    let cells = "a,x,6,2\na,y,20,1\nb,x,3,1\nb,y,60,3\n"
    let one = try triskele(
      "measure", try write("region,sector,employees\n" + single), "--json", "--null-draws", "0")
    let other = try triskele(
      "measure", try write("region,sector,employees,count\n" + cells, as: "cells.csv"), "--json",
      "--null-draws", "0")
    #expect(one.status == 0 && other.status == 0)
    let (a, b) = (try object(one.output), try object(other.output))
    let (left, right) = (
      try #require(a["national"] as? [String: Any]), try #require(b["national"] as? [String: Any])
    )
    for (name, value) in left {
      guard let number = value as? Double, let same = right[name] as? Double else { continue }
      #expect(abs(number - same) < 1e-12, "\(name)")
    }
    #expect(left.count == right.count && left.count > 15)
  }

  @Test func `areas give density, other names are taken, and tables are written`() throws {
    let path = try write(
      Self.small.replacing("region,sector,employees", with: "land;branche;staff")
        .replacing(",", with: ";"))
    let areas = try write("land,area\nsouth,4\nnorth,2\n", as: "areas.csv")
    let out = "\(folder.path)/out"
    let result = try triskele(
      "measure", path, "--region", "land", "--sector", "branche", "--employees", "staff", "--area",
      areas, "-o", out)
    #expect(result.status == 0, "\(result.errors)")
    let regions = try rows("\(out)/regions.csv")
    #expect(regions.map { $0["density"] } == ["2.0", "1.0"])
    for name in ["national", "sectors", "cells", "columns"] {
      #expect(FileManager.default.fileExists(atPath: "\(out)/\(name).csv"), "\(name)")
    }
  }

  @Test func `tables go to a folder of their own, and over nothing else`() throws {
    let table = "region,sector,employees,count\na,x,6,2\na,y,20,1\nb,x,3,1\nb,y,60,3\n"
    let path = try write(table, as: "cells.csv")
    let kept = try write("region,population\nnorth,10\n", as: "regions.csv")
    let out = "\(folder.path)/out"
    let foreign = try triskele("measure", path, "--null-draws", "5", "-o", folder.path)
    #expect(
      foreign.status == 2 && foreign.errors.contains("cells.csv there is a table that is read"))
    #expect(try String(contentsOfFile: path, encoding: .utf8) == table)
    try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
    try FileManager.default.moveItem(atPath: kept, toPath: "\(out)/regions.csv")
    let full = try triskele("measure", path, "--null-draws", "5", "-o", out)
    #expect(full.status == 2)
    #expect(full.errors.contains("is not empty and does not contain a measurement"))
    #expect(
      try String(contentsOfFile: "\(out)/regions.csv", encoding: .utf8).contains("population"))

    let own = "\(folder.path)/own"
    #expect(try triskele("measure", path, "--null-draws", "5", "-o", own).status == 0)
    let again = try triskele("measure", path, "--null-draws", "5", "-o", own)
    #expect(again.status == 2 && again.errors.contains("--force"))
    #expect(try triskele("measure", path, "--null-draws", "5", "-o", own, "--force").status == 0)
    // A table that was measured into the folder is not measured over itself.
    let itself = try triskele(
      "measure", "\(own)/cells.csv", "--count", "firms", "--null-draws", "5", "-o", own, "--force")
    #expect(itself.status == 2 && itself.errors.contains("cells.csv there is a table that is read"))
  }

  // MARK: Mistakes

  @Test func `all mistakes of a table are told at once, each at its place`() throws {
    let path = try write(
      "region,sector,employees,count\nnorth,,4,1\nnorth,trade,-2,1\nsouth,trade,many,1.5\n"
        + "south,trade,3,0\n")
    let result = try triskele("measure", path)
    #expect(result.status == 2 && result.output.isEmpty)
    #expect(
      result.errors == """
        \(path):2:7: error: the sector is empty; allowed: its name
        \(path):3:13: error: column employees: found `-2`; allowed: a number from 0 to 1e12
        \(path):4:13: error: column employees: found `many`; allowed: a number from 0 to 1e12
        \(path):4:18: error: column count: found `1.5`; allowed: a whole number from 0 to 1e12
        \(path):5:15: error: column count: found 0 establishments with 3 employees; allowed: at least 1

        """)
  }

  @Test func `columns that are not there are named with those that are`() throws {
    let path = try write("regoin,sector,persons\nnorth,trade,3\n")
    let result = try triskele("measure", path, "--tick", "4", "--group", "ward")
    #expect(result.status == 2)
    #expect(
      result.errors == """
        \(path): error: --region: there is no column `region`; allowed: regoin, sector, persons; did you mean `regoin`?
        \(path): error: --employees: there is no column `employees`; allowed: regoin, sector, persons
        \(path): error: --group: there is no column `ward`; allowed: regoin, sector, persons
        \(path): error: --tick: there is no column `tick`; allowed: only with a run's panel of firms

        """)
  }

  @Test func `empty, binary, missing and ragged files are refused without a trap`() throws {
    for (text, words) in [
      ("", "the file is empty"), ("region,sector,employees\n", "no row below it"),
      ("region,sector,employees\na,b\n", "2 fields"), ("a\u{0}b", "binary"),
      ("region,sector,employees\na,b,0\n", "nobody is employed"),
      ("region,sector,employees\na,b,nan\n", "found `nan`"),
      ("region,region,sector,employees\na,b,c,1\n", "is named `region`"),
    ] {
      let result = try triskele("measure", try write(text))
      #expect(result.status == 2 && result.errors.contains(words), "\(words): \(result.errors)")
    }
    #expect(try triskele("measure", "\(folder.path)/none.csv").status == 2)
    #expect(try triskele("measure", folder.path).status == 2)
  }

  @Test func `options out of range are refused`() throws {
    let path = try write(Self.small)
    #expect(try triskele("measure", path, "--null-draws", "-1").status == 64)
    let bounds = try triskele("measure", path, "--size-classes", "1,0")
    #expect(bounds.status == 2 && bounds.errors.contains("rise from 0"))
    let area = try write("region,area\nnorth,0\n", as: "areas.csv")
    let areas = try triskele("measure", path, "--area", area)
    #expect(areas.status == 2 && areas.errors.contains("there is no area of region `south`"))
    #expect(areas.errors.contains("\(area):2:7: error: column area: found `0`"))
    let groups = try write("region,sector,employees,g\na,x,1,1\na,x,1,2\n", as: "groups.csv")
    let twice = try triskele("measure", groups, "--group", "g")
    #expect(twice.status == 2 && twice.errors.contains("allowed: one group a region"))
  }

  @Test func `a table of one establishment has measures or none, but no trap`() throws {
    let path = try write("region,sector,employees\na,x,1\n")
    for arguments in [["--json"], []] {
      let result = try triskele(arguments: ["measure", path] + arguments)
      #expect(result.status == 0 && result.errors.contains("one region has no geography"))
    }
  }

  // MARK: One yardstick

  @Test(arguments: [1, 20])
  func `the panel of a run measures as the run measured itself`(scale: Int) throws {
    // At scale 1 a tiny country; at scale 20 every agent is one dart for twenty firms.
    let out = "\(folder.path)/run"
    let file =
      scale == 1 ? "scenarios/teaching/no-spillover.yaml" : "scenarios/kazakhstan.yaml"
    let run = try triskele(
      "run", file, "--years", "2", "--seed", "11", "--no-report", "--quiet", "-o", out, "--set",
      "outputs.firms=8", "--set", "scale=\(scale)")
    #expect(run.status == 0, "\(run.errors)")
    let measured = "\(folder.path)/measured"
    let result = try triskele(
      "measure", "\(out)/firms.csv", "--seed", "11", "--null-draws", "19", "--group", "group",
      "--locate", scale == 1 ? "establishments" : "rows", "-o", measured)
    #expect(result.status == 0, "\(result.errors)")

    for (name, keys) in [
      ("national", []), ("regions", ["region"]), ("sectors", ["sector"]),
      ("cells", ["region", "sector"]),
    ] {
      let recorded = try rows("\(out)/\(name).csv").filter { $0["tick"] == "8" }
      let own = try rows("\(measured)/\(name).csv")
      #expect(recorded.count == own.count && !own.isEmpty, "\(name)")
      var compared: Set<String> = []
      for row in own {
        let same = try #require(
          recorded.first { other in keys.allSatisfy { other[$0] == row[$0] } })
        // `employees` of a run's sectors is of the quarter's production, closed firms included.
        for (column, value) in row
        where same[column] != nil && !(name == "sectors" && column == "employees") {
          // Twenty firms over twenty may differ from one by a last digit, which Hill's logarithms show.
          if column == "hill_exponent", scale > 1 {
            let (one, other) = (Double(value) ?? .nan, Double(same[column] ?? "") ?? .nan)
            #expect(abs(one / other - 1) < 1e-12)
          } else {
            #expect(same[column] == value, "\(name).\(column)")
          }
          compared.insert(column)
        }
      }
      #expect(compared.count >= 9, "\(name): \(compared.sorted())")
    }
  }
}
