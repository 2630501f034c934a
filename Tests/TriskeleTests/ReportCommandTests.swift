import Foundation
import TemporaryFolders
import Testing

/// Reports of runs on the disk, whole and damaged.
@Suite(.serialized) struct ReportCommandTests {
  private let folder: TemporaryFolder
  private var run: String { "\(folder.path)/run" }

  /// A finished run of a year.
  init() throws {
    folder = try TemporaryFolder()
    let result = try triskele(
      "run", "scenarios/kazakhstan.yaml", "--set", "scale=200", "--years", "1", "--quiet",
      "-o", "\(folder.path)/run")
    try #require(result.status == 0, "\(result.errors)")
  }

  private func charts() throws -> [String: Data] {
    let names = try FileManager.default.contentsOfDirectory(atPath: "\(run)/charts")
    return Dictionary(
      uniqueKeysWithValues: try names.map {
        ($0, try Data(contentsOf: URL(filePath: "\(run)/charts/\($0)")))
      })
  }

  private func report() throws -> CommandResult { try triskele("report", run) }

  @Test func `a run leaves a report and charts, and lists them`() throws {
    let page = try folder.text("run/report.html")
    #expect(page.hasPrefix("<!doctype html>") || page.hasPrefix("<!DOCTYPE html>"))
    #expect(page.contains("Kazakhstan"))
    let charts = try charts()
    #expect(charts.count > 8)
    let manifest = try folder.text("run/manifest.json")
    for name in charts.keys {
      #expect(name.hasSuffix(".vl.json"))
      #expect(manifest.contains("\"charts/\(name)\""))
    }
    #expect(manifest.contains("\"report.html\""))
  }

  @Test func `a report is made again from the tables`() throws {
    let before = try charts()
    for name in ["report.html", "charts/map.vl.json"] {
      try FileManager.default.removeItem(atPath: "\(run)/\(name)")
    }
    let result = try report()
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output == "\(run)/report.html\n")
    #expect(try charts() == before)
    #expect(try folder.text("run/report.html").contains("Kazakhstan"))
  }

  @Test func `a report is written to another folder`() throws {
    let before = try folder.text("run/manifest.json")
    let page = "\(folder.path)/page"
    for _ in 1...2 {
      let result = try triskele("report", run, "-o", page)
      #expect(result.status == 0, "\(result.errors)")
      #expect(result.output == "\(page)/report.html\n")
    }
    #expect(try folder.text("page/report.html").contains("Kazakhstan"))
    let names = try FileManager.default.contentsOfDirectory(atPath: page)
    #expect(names.sorted() == ["charts", "report.html"])
    #expect(try folder.text("run/manifest.json") == before)
    try folder.write("mine", as: "page/notes.txt")
    let result = try triskele("report", run, "-o", page)
    #expect(result.status == 2)
    #expect(
      result.errors
        == "error: \(page): is not empty and does not contain a run of triskele; choose another "
        + "folder\n")
  }

  @Test func `somebody else's page is not written over`() throws {
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/page", withIntermediateDirectories: true)
    let mine = "<!DOCTYPE html>\n<title>My report, made with Triskele</title>\n"
    try folder.write(mine, as: "page/report.html")
    let result = try triskele("report", run, "-o", "\(folder.path)/page")
    #expect(result.status == 2)
    #expect(result.errors.contains("is not empty and does not contain a run of triskele"))
    #expect(try folder.text("page/report.html") == mine)
  }

  @Test func `a folder that cannot be locked gets no report`() throws {
    let before = try folder.text("run/report.html")
    try? FileManager.default.removeItem(atPath: "\(run)/.lock")
    try FileManager.default.createDirectory(
      atPath: "\(run)/.lock", withIntermediateDirectories: false)
    let result = try report()
    #expect(result.status == 1 || result.status == 2)
    #expect(result.errors.hasPrefix("error: \(run)/.lock: cannot be"), "\(result.errors)")
    #expect(try folder.text("run/report.html") == before)
  }

  @Test(.enabled(if: getuid() != 0, "a read-only folder does not stop root"))
  func `a report of a folder that may only be read goes elsewhere`() throws {
    let manager = FileManager.default
    try manager.setAttributes([.posixPermissions: 0o555], ofItemAtPath: run)
    defer { try? manager.setAttributes([.posixPermissions: 0o755], ofItemAtPath: run) }
    let result = try report()
    #expect(result.status == 1 && result.errors.contains("choose another one with -o FOLDER"))
    #expect(try triskele("report", run, "-o", "\(folder.path)/page").status == 0)
  }

  @Test func `a report says that a run was stopped`() throws {
    let command = try BuiltCommand([
      "run", "scenarios/kazakhstan.yaml", "--set", "scale=20", "--years", "200", "--quiet",
      "-o", "\(folder.path)/stopped", "--checkpoint-every", "1",
    ])
    while command.process.isRunning,
      !FileManager.default.fileExists(atPath: "\(folder.path)/stopped/checkpoint-000002.state")
    { usleep(1000) }
    let early = try triskele("report", "\(folder.path)/stopped")
    #expect(early.status == 2)
    #expect(early.errors.contains("another process is at work here"))
    kill(command.process.processIdentifier, SIGINT)
    #expect(try command.result().status == 130)
    let result = try triskele("report", "\(folder.path)/stopped")
    #expect(result.status == 0, "\(result.errors)")
    #expect(try folder.text("stopped/report.html").contains("stopped at tick"))
  }

  @Test(arguments: [
    ("regions.csv", "has", "bytes, the manifest says"),
    ("scenario.yaml", "has", "bytes, the manifest says"),
    ("manifest.json", "is not a manifest", "of triskele"),
  ])
  func `a file cut short is told`(name: String, start: String, end: String) throws {
    let text = try folder.text("run/\(name)")
    try folder.write(String(text.prefix(text.count / 2)), as: "run/\(name)")
    let result = try report()
    #expect(result.status == 1)
    #expect(result.errors.hasPrefix("error: \(run)/\(name): \(start)"), "\(result.errors)")
    #expect(result.errors.contains(end))
  }

  @Test func `a changed number is told`() throws {
    let text = try folder.text("run/national.csv")
    let place = try #require(text.lastIndex(of: "5"))
    try folder.write(text.replacingCharacters(in: place...place, with: "6"), as: "run/national.csv")
    let result = try report()
    #expect(result.status == 1)
    #expect(
      result.errors
        == "error: \(run)/national.csv: was changed since the run wrote it (its hash differs)\n")
  }

  @Test func `a missing table is told`() throws {
    try FileManager.default.removeItem(atPath: "\(run)/sectors.csv")
    let result = try report()
    #expect(result.status == 1)
    #expect(
      result.errors == "error: \(run)/sectors.csv: cannot be read: no such file or directory\n")
  }

  @Test func `a folder without a run is wrong use`() throws {
    for path in [folder.path, "\(folder.path)/nothing"] {
      let result = try triskele("report", path)
      #expect(result.status == 2)
      #expect(
        result.errors == "error: \(path): does not contain a run (there is no manifest.json)\n")
    }
  }

  @Test func `without the Vega bundle the command says how to get it`() throws {
    let environment = ["TRISKELE_VEGA_BUNDLE": "\(folder.path)/none.js"]
    let result = try triskele("report", run, environment: environment)
    #expect(result.status == 0)
    #expect(result.errors.contains("`make setup` fetches it"))
  }
}
