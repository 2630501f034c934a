import Foundation
import TemporaryFolders
import Testing

@Suite struct WardCommandTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// What `ward --json` writes.
  struct Result: Decodable {
    enum ID: Decodable, Equatable {
      case name(String)
      case number(Int)

      init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        self =
          if let number = try? value.decode(Int.self) { .number(number) } else {
            .name(try value.decode(String.self))
          }
      }
    }

    let merges: [[Double]]
    let labels: [Int]
    let ids: [ID]
    let order: [Int]
    let copheneticCorrelation: Double?
    let silhouette: Double?
    let clusters: Int
    let standardise: String
    let columns: [String]
    let newick: String?
  }

  static let plain = "town,jobs,rent,note\nA,1,10,x\nB,2,10,y\nC,9,12,z\nD,10,13,x\n"

  func ward(_ table: String, _ options: String...) throws -> CommandResult {
    try folder.write(table, as: "t.csv")
    return try triskele(arguments: ["ward", "t.csv"] + options, in: folder.path)
  }

  func json(_ table: String, _ options: [String]) throws -> Result {
    try folder.write(table, as: "t.csv")
    let result = try triskele(arguments: ["ward", "t.csv", "--json"] + options, in: folder.path)
    try #require(result.status == 0, "\(result.errors)")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Result.self, from: Data(result.output.utf8))
  }

  @Test func `JSON holds the tree, the groups and how good they are`() throws {
    let result = try json(
      Self.plain, ["--columns", "jobs", "--standardise", "none", "--clusters", "2", "--newick"])
    // 1 and 2, 9 and 10 are one apart; their means eight, with two rows on each side.
    #expect(result.merges == [[0, 1, 1, 2], [2, 3, 1, 2], [4, 5, 8 * 2.0.squareRoot(), 4]])
    #expect(result.labels == [1, 1, 2, 2])
    #expect(result.ids == [.name("A"), .name("B"), .name("C"), .name("D")])
    #expect(result.order.sorted() == [0, 1, 2, 3])
    #expect(result.clusters == 2)
    #expect(result.columns == ["jobs"])
    #expect(result.standardise == "none")
    #expect(result.newick?.hasPrefix("((A:0.5,B:0.5):") == true)
    // Silhouettes 1 − 1/8.5 and 1 − 1/7.5, twice each.
    #expect(abs((result.silhouette ?? 0) - (1 - (1 / 8.5 + 1 / 7.5) / 2)) < 1e-12)
    // Distances 1, 8, 9, 7, 8, 1 against heights low, high, high, high, high, low: about their means
    // the products sum to 28/3, the squares to 196/3 + 2 and to 4/3.
    let correlation = 28.0 / 3 / ((196.0 / 3 + 2) * 4 / 3).squareRoot()
    #expect(abs((result.copheneticCorrelation ?? 0) - correlation) < 1e-12)
  }

  @Test func `columns of words are left out with a note`() throws {
    let result = try ward(Self.plain)
    #expect(result.status == 0)
    #expect(result.errors == "t.csv: note: left out, since they hold words: note\n")
    #expect(result.output.contains("4 rows, 2 columns, standardised by zscore: 2 groups"))
    for part in ["Group", "Step", "Cophenetic correlation", "Mean silhouette", "┐", "A, B"] {
      #expect(result.output.contains(part))
    }
  }

  @Test func `a table may have no header and no names`() throws {
    let result = try json("1,10\n2,10\n9,12\n", ["--no-header", "--clusters", "2"])
    #expect(result.ids == [.number(1), .number(2), .number(3)])
    #expect(result.columns == ["1", "2"])
    #expect(result.labels == [1, 1, 2])
  }

  @Test func `semicolons, tabs, quotes and line ends of Windows are read`() throws {
    let expected = try json(Self.plain, ["--clusters", "2"])
    for separator in [";", "\t"] {
      let text = Self.plain.replacingOccurrences(of: ",", with: separator)
      #expect(try json(text, ["--clusters", "2"]).merges == expected.merges)
    }
    let quoted = Self.plain.replacingOccurrences(of: "A,", with: "\"A, the first\",")
      .replacingOccurrences(of: "\n", with: "\r\n")
    let result = try json("\u{FEFF}" + quoted, ["--clusters", "2"])
    #expect(result.merges == expected.merges)
    #expect(result.ids[0] == .name("A, the first"))
  }

  @Test func `decimal commas, UTF-16 and a pipe are read as the same table`() throws {
    let expected = try json("town,a,b\nA,1.5,40\nB,2.5,41\nC,9.5,39\n", ["--clusters", "2"])
    let text = "town;a;b\nA;1,5;40\nB;2,5;41\nC;9,5;39\n"
    #expect(try json(text, ["--clusters", "2"]).merges == expected.merges)
    try #require(text.data(using: .utf16)).write(
      to: URL(filePath: folder.path).appending(path: "wide.csv"))
    for shell in ["wide.csv", "<(cat t.csv)", "- < t.csv"] {
      let result = try piped("ward \(shell) --clusters 2 --json")
      #expect(result.status == 0, "\(result.errors)")
      #expect(result.output == (try ward(text, "--clusters", "2", "--json").output))
    }
  }

  /// Runs the command with arguments that a shell reads.
  private func piped(_ arguments: String) throws -> CommandResult {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.currentDirectoryURL = URL(filePath: folder.path)
    process.arguments = ["-c", "\(BuiltCommand.url.path) \(arguments) > out 2> err"]
    process.environment = ProcessInfo.processInfo.environment
    try process.run()
    process.waitUntilExit()
    return CommandResult(
      status: process.terminationStatus, output: try folder.text("out"),
      errors: try folder.text("err"))
  }

  @Test func `a column of numbers of rows names the rows`() throws {
    for header in ["", "Unnamed: 0", "X"] {
      let result = try json("\(header),a,b\n1,5,40\n2,6,41\n3,90,39\n", ["--clusters", "2"])
      #expect(result.columns == ["a", "b"] && result.labels == [1, 1, 2])
      #expect(result.ids == [.name("1"), .name("2"), .name("3")])
    }
    let note = try ward(",a,b\n0,5,40\n1,6,41\n").errors
    #expect(
      note == "t.csv: note: the column without a name numbers or names the rows, so is not data\n")
  }

  @Test(arguments: ["zscore", "range_0_1", "rank", "maximum_1"])
  func `a column that is one value but for rounding decides nothing`(scale: String) throws {
    let table = "town,a,b\nA,1,0.3\nB,1.1,0.30000000000000004\nC,9,0.3\nD,9.2,0.30000000000000004\n"
    let result = try json(table, ["--clusters", "2", "--standardise", scale])
    #expect(result.labels == [1, 1, 2, 2])
    #expect(try ward(table).errors.contains("one value throughout (apart from rounding)"))
  }

  @Test func `stability tells clear groups from none`() throws {
    struct Answer: Decodable {
      struct Part: Decodable {
        let adjusted_rand_index: Double
        let group_jaccards: [Double?]
      }
      struct Stability: Decodable {
        let rows: Part
        let columns: Part?
        let replicates: Int
      }
      let stability: Stability
    }
    func answer(_ table: String, _ options: String...) throws -> Answer.Stability {
      try folder.write(table, as: "t.csv")
      let result = try triskele(
        arguments: ["ward", "t.csv", "--no-header", "--clusters", "2", "--stability", "--json"]
          + options, in: folder.path)
      #expect(result.status == 0, "\(result.errors)")
      let answer = try JSONDecoder().decode(Answer.self, from: Data(result.output.utf8))
      return answer.stability
    }
    let clear = (0..<20).map { "\($0 % 5 + ($0 < 10 ? 0 : 100)),\($0 % 3 + ($0 < 10 ? 0 : 50))" }
      .joined(separator: "\n")
    let found = try answer(clear, "--replicates", "30")
    #expect(found.replicates == 30 && found.rows.adjusted_rand_index == 1)
    #expect(found.rows.group_jaccards == [1, 1] && found.columns?.group_jaccards == [1, 1])
    let none = (0..<24).map { "\($0 * 7919 % 101),\($0 * 104_729 % 97)" }.joined(separator: "\n")
    #expect(try answer(none).rows.adjusted_rand_index < 0.8)
    #expect(try answer("1\n2\n9\n").columns == nil)
    let text = try ward(clear, "--no-header", "--clusters", "2", "--stability", "--seed", "3")
    #expect(text.output.contains("rows drawn again") && text.output.contains("seed 3"))
  }

  @Test func `control characters of a table never reach the terminal`() throws {
    let named = try ward("n,a\n\u{1B}[31mx,1\ny,2\nz\u{202E},3\n")
    #expect(named.status == 0 && !named.output.contains("\u{1B}"))
    #expect(named.output.contains("\\e[31mx") && named.output.contains("z\\u202e"))
    let bad = try ward("\"a\nerror\",b\n1,\u{1B}[31mx\n2,3\n", "--columns", "b")
    #expect(bad.status == 2 && !bad.errors.contains("\u{1B}"))
    // Data for programs are as they are.
    #expect(try ward("n,a\nz\u{202E},1\ny,2\n", "--newick").output.contains("\u{202E}"))
  }

  @Test func `a column weighs as often as it is told`() throws {
    let twice = try json("a,b,c\n1,2,2\n4,1,1\n3,9,9\n", ["--standardise", "none"])
    let weighted = try json(
      "a,b,c\n1,2,2\n4,1,1\n3,9,9\n", ["--standardise", "none", "--weights", "b=2,c=0"])
    for (one, other) in zip(twice.merges, weighted.merges) {
      #expect(zip(one, other).allSatisfy { abs($0 - $1) < 1e-12 })
    }
  }

  @Test func `groups can be cut by height or chosen`() throws {
    #expect(
      try json(Self.plain, ["--columns", "jobs", "--standardise", "none", "--height", "5"]).labels
        == [1, 1, 2, 2])
    for criterion in ["silhouette", "calinski-harabasz", "gap"] {
      let result = try json(Self.plain, ["--best", criterion])
      #expect((1...4).contains(result.clusters))
    }
  }

  @Test(arguments: ["1", "2", "5"])
  func `threads change no byte`(threads: String) throws {
    let rows = (0..<300).map { "\($0 * 7919 % 1009),\($0 * 104_729 % 997)" }
    let table = rows.joined(separator: "\n")
    let alone = try ward(table, "--no-header", "--json", "--threads", "1")
    let result = try ward(table, "--no-header", "--json", "--threads", threads)
    #expect(alone.status == 0)
    #expect(result.output == alone.output)
  }

  @Test func `ten thousand rows are grouped`() throws {
    // Without optimisation the full number takes a minute.
    #if DEBUG
      let count = 1500
    #else
      let count = 10_000
    #endif
    let rows = (0..<count).map { "\($0 * 7919 % 10_007),\($0 * 104_729 % 9973)" }
    let result = try ward(rows.joined(separator: "\n"), "--no-header", "--clusters", "5")
    #expect(result.status == 0)
    #expect(result.output.contains("\(count) rows, 2 columns"))
  }

  @Test func `one row is one group`() throws {
    let result = try json("id,a\nx,1\n", [])
    #expect(result.merges.isEmpty)
    #expect(result.labels == [1])
    #expect(result.silhouette == nil)
    #expect(result.copheneticCorrelation == nil)
    #expect(try ward("id,a\nx,1\n").status == 0)
  }

  @Test func `constant columns and equal rows are noted, not feared`() throws {
    let result = try ward("id,a,b\nx,1,5\ny,1,5\nz,1,5\n", "--clusters", "2")
    #expect(result.status == 0)
    #expect(
      result.errors
        == "t.csv: note: one value throughout (apart from rounding), so without influence: a, b\n")
  }

  /// Tables that cannot be used, the options, and the whole of the message.
  struct Refusal: CustomTestStringConvertible {
    let table: String
    let options: [String]
    let message: String

    init(_ table: String, _ options: [String], _ message: String) {
      self.table = table
      self.options = options
      self.message = message
    }

    var testDescription: String {
      String(message.prefix { $0 != "\n" })
    }
  }

  static let refusals = [
    Refusal("", [], "t.csv: error: the file is empty; allowed: a header and at least one row"),
    Refusal(
      "a,b\n", [],
      "t.csv:1:1: error: there is a header but no row below it; "
        + "allowed: at least one row, or --no-header"
    ),
    Refusal(
      "a,b\n1,2\n3\n4,5,6\n", [],
      """
      t.csv:3:1: error: the row has 1 field; the first row has 2
      t.csv:4:1: error: the row has 3 fields; the first row has 2
      """
    ),
    Refusal(
      "id,a,b\nx,1,\ny,NaN,2\nz,inf,3\nw,4,one\n", [],
      """
      t.csv:2:5: error: column b: the cell is empty; allowed: a number between -1e150 and 1e150
      t.csv:3:3: error: column a: found `NaN`; allowed: a number between -1e150 and 1e150
      t.csv:4:3: error: column a: found `inf`; allowed: a number between -1e150 and 1e150
      t.csv:5:5: error: column b: found `one`; allowed: a number between -1e150 and 1e150
      """
    ),
    Refusal(
      "id,a,b\nx,\"0,15\",0.5x\ny,2.5,5 %\nz,−3,1.5\nu,1 000,2.5\nv,#N/A,-\n", [],
      """
      t.csv:2:3: error: column a: found `0,15`; allowed: a number between -1e150 and 1e150; did you mean `0.15`?
      t.csv:2:10: error: column b: found `0.5x`; allowed: a number between -1e150 and 1e150; did you mean `0.5`?
      t.csv:3:7: error: column b: found `5 %`; allowed: a number between -1e150 and 1e150; did you mean `0.05` or `5`?
      t.csv:4:3: error: column a: found `−3`; allowed: a number between -1e150 and 1e150; did you mean `-3`?
      t.csv:5:3: error: column a: found `1 000`; allowed: a number between -1e150 and 1e150; did you mean `1000`?
      t.csv:6:3: error: column a: found `#N/A`; allowed: a number between -1e150 and 1e150
      t.csv:6:8: error: column b: found `-`; allowed: a number between -1e150 and 1e150
      """
    ),
    Refusal(
      "id;a\nx;1,5\ny;2.5\nz;3,5\n", [],
      "t.csv:3:3: error: column a: found `2.5`; allowed: a number between -1e150 and 1e150; "
        + "did you mean `2,5`?"
    ),
    Refusal(
      "a,b,a\n1,2,3\n", [],
      "t.csv:1:5: error: column 3 is named `a`, as column 1 is; "
        + "allowed: a different name for each column"
    ),
    Refusal(
      "town,jobs,rent\nx,1,2\ny,2,4\n", ["--columns", "job,rent", "--id", "towns"],
      """
      t.csv: error: --id: there is no column `towns`; allowed: town, jobs, rent; did you mean `town`?
      t.csv: error: --columns: there is no column `job`; allowed: town, jobs, rent; did you mean `jobs`?
      """
    ),
    Refusal(
      "town,jobs\nx,1\ny,2\n", ["--columns", "town,jobs,jobs"],
      """
      t.csv: error: --columns: `jobs` stands twice; allowed: each column once
      t.csv:2:1: error: column town: found `x`; allowed: a number between -1e150 and 1e150
      t.csv:3:1: error: column town: found `y`; allowed: a number between -1e150 and 1e150
      """
    ),
    Refusal(
      "town,a\nx,1\ny,2\n", ["--weights", "a=-1,b=2,c", "--clusters", "0"],
      """
      t.csv: error: --weights: found `a=-1`; allowed: column=weight, with 0 to 1e12
      t.csv: error: --weights: found `c`; allowed: column=weight, with 0 to 1e12
      t.csv: error: --clusters: found 0; allowed: 1 to the number of rows
      """
    ),
    Refusal(
      "town,a\nx,1\ny,2\n", ["--clusters", "3"],
      "t.csv: error: --clusters: found 3; allowed: 1 to 2, the number of rows"
    ),
    Refusal(
      "town,a\nx,1\ny,2\n", ["--height=-1"],
      "t.csv: error: --height: found -1.0; allowed: 0 or more"
    ),
    Refusal(
      "town,a,b\nx,0,-1\ny,2,1\n", ["--standardise", "log_zscore"],
      """
      t.csv:2:3: error: column a: --standardise log_zscore takes logarithms, found 0.0; \
      allowed: numbers above 0
      t.csv:2:5: error: column b: --standardise log_zscore takes logarithms, found -1.0; \
      allowed: numbers above 0
      """
    ),
    Refusal(
      "town,a,b\nx,0,-1\ny,2,1\n", ["--standardise", "mean_1"],
      "t.csv:1:8: error: column b: --standardise mean_1 divides by the mean, found 0; "
        + "allowed: a mean other than 0"
    ),
    Refusal(
      "town;name\nx;u\ny;v\n", [],
      "t.csv:1:1: error: there is no column of numbers; allowed: at least one"
    ),
  ]

  @Test(arguments: refusals)
  func `bad tables are refused, all mistakes at once`(refusal: Refusal) throws {
    try folder.write(refusal.table, as: "t.csv")
    let result = try triskele(arguments: ["ward", "t.csv"] + refusal.options, in: folder.path)
    #expect(result.errors == refusal.message + "\n")
    #expect(result.status == 2)
    #expect(result.output.isEmpty)
  }

  @Test func `of many mistakes twenty are told`() throws {
    let rows = (0..<50).map { "x\($0),\($0 % 2 == 0 ? "1" : "")" }
    let result = try ward("id,a\n" + rows.joined(separator: "\n"))
    let lines = result.errors.split(separator: "\n")
    #expect(lines.count == 21)
    #expect(lines.last == "t.csv: 5 more errors")
    #expect(result.status == 2)
  }

  @Test func `what is no table is refused`() throws {
    try folder.write("a", as: "regions.csv")
    try Data([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2]).write(
      to: URL(filePath: folder.path).appending(path: "b.csv"))
    try Data([0x61, 0x0a, 0xff, 0x0a]).write(
      to: URL(filePath: folder.path).appending(path: "latin.csv"))
    for (file, message) in [
      (
        "region.csv",
        "region.csv: error: there is no such file; allowed: a CSV file; did you mean `regions.csv`?"
      ),
      (".", ".: error: this is a folder; allowed: a CSV file"),
      (
        "b.csv",
        "b.csv: error: the file is binary, not a table in text; allowed: a CSV file"
      ),
      (
        "latin.csv",
        "latin.csv:2:1: error: the text is not UTF-8; save the file as UTF-8 (in Excel: CSV UTF-8)"
      ),
    ] {
      let result = try triskele(arguments: ["ward", file], in: folder.path)
      #expect(result.errors == message + "\n")
      #expect(result.status == 2)
    }
  }

  @Test func `options that contradict each other are wrong use`() throws {
    let result = try ward(Self.plain, "--clusters", "2", "--height", "3")
    #expect(result.status == 64)
    #expect(try ward(Self.plain, "--threads", "0").status == 64)
    #expect(try ward(Self.plain, "--standardise", "zcore").status == 64)
  }

  @Test func `help shows examples`() throws {
    let result = try triskele(arguments: ["ward", "--help"])
    #expect(result.status == 0)
    #expect(result.output.contains("triskele ward regions.csv --clusters 8"))
  }
}
