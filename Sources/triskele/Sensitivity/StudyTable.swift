import Foundation
import SensitivityAnalysis
import Tables

/// A table of points and their outputs, from one file or two.
struct StudyTable {
  /// What the caller says about the files.
  struct Request {
    var designPath: String
    /// Nothing if the outputs are in the design's file.
    var outputsPath: String?
    /// Columns of outputs; all of the outputs' file if empty.
    var outputs: [String]
    /// Columns of factors; all that are no outputs if empty.
    var factors: [String]
    var allowsMissing: Bool
  }

  let points: DesignPoints
  /// Names, and for each a column with one entry a point, not a number where there is none.
  let outputNames: [String]
  let outputs: [[Double]]
  /// The outputs run by run, where there are replicates whose numbers are known; else empty.
  var replicated: [ReplicatedOutputs] = []
  /// What the user should know although it is no error.
  let notes: [String]
  /// Whether the points are a study's and every combination of its values.
  var isGrid = false
}

extension StudyTable {
  init(_ request: Request) throws(TableProblems) {
    let path = request.designPath
    let table = try TableFile.read(path)
    var problems = TableProblems(path: path)
    let names = table.names
    if request.outputsPath == nil {
      if request.outputs.isEmpty {
        problems.add(
          "no outputs are given; allowed: --outputs with a file of them, or --output with names of "
            + "columns of this file")
      }
      for name in request.outputs where !names.contains(name) {
        problems.addUnknownColumn(name, of: "--output", allowed: names)
      }
    }
    for name in request.factors where !names.contains(name) {
      problems.addUnknownColumn(name, of: "--factors", allowed: names)
    }
    for name in request.factors where request.outputsPath == nil && request.outputs.contains(name) {
      problems.addColumnsWithTwoRoles([("--output", name), ("--factors", name)])
    }
    try problems.throwIfAny()

    let isOwnOutput = { request.outputsPath == nil && request.outputs.contains($0) }
    let isOfRuns = names.contains(DesignColumn.point) && names.contains("replicate")
    let kept = table.dataColumns.filter { place in
      let name = names[place]
      if isOwnOutput(name) || isOfRuns && Self.runColumns.contains(name) { return false }
      return request.factors.isEmpty || request.factors.contains(name)
        || DesignColumn.all.contains(name)
    }
    let words = Self.columnsOfWords(kept, of: table, &problems)
    try problems.throwIfAny()
    var points: DesignPoints
    do throws(DesignProblems) {
      points = try DesignPoints(
        columnNames: kept.map { names[$0] },
        rows: (isOfRuns ? Self.firstRows(of: table) : table.rows).map { row in
          kept.map { table.plain(row[$0]) }
        })
    } catch {
      for problem in error.problems {
        let words = "found \(problem.found); allowed: \(problem.allowed)"
        if let row = problem.row, let column = problem.column,
          let place = names.firstIndex(of: column)
        {
          problems.add(at: table.rows[row - 1][place], "column \(column): \(words)")
        } else {
          problems.add("\(problem.place): \(words)")
        }
      }
      throw problems
    }

    var reader = OutputReader(points: points, allowsMissing: request.allowsMissing)
    if let outputsPath = request.outputsPath {
      try reader.read(outputsPath, wanted: request.outputs)
    } else {
      try reader.read(table, path: path, wanted: request.outputs)
    }
    outputNames = reader.names
    outputs = reader.means
    replicated = reader.replicated
    let all = points.allowedIndices.count
    let different = points.joinRepeats(outputs: reader.means)
    self.points = points
    notes =
      table.notes + words + reader.notes
      + (different.map {
        [
          "\(all) points are \($0) different \($0 == 1 ? "point" : "points"); points with the same inputs "
            + "and outputs count once in intervals"
        ]
      } ?? [])
  }

  /// Columns that say which run a row is and how it ended, as `triskele sweep export` writes them.
  fileprivate static let runColumns = ["replicate", "seed", "status", "cause"]

  /// The first row of each point of a table with a row a run.
  private static func firstRows(of table: DelimitedTable) -> [[DelimitedText.Field]] {
    guard let column = table.names.firstIndex(of: DesignColumn.point) else { return [] }
    var seen: Set<String> = []
    return table.rows.filter { seen.insert($0[column].text).inserted }
  }

  /// Finds the columns that hold words, and says so, since few inputs do; adds the cells that are no
  /// numbers in columns of numbers to `problems`.
  private static func columnsOfWords(
    _ columns: [Int], of table: DelimitedTable, _ problems: inout TableProblems
  ) -> [String] {
    var notes: [String] = []
    for column in columns where !DesignColumn.all.contains(table.names[column]) {
      let name = table.names[column]
      let odd = table.cellsWithoutNumber(inColumn: column)
      if odd.isEmpty { continue }
      if table.kind(ofColumn: column) == .numbers, !areLevels(odd) {
        for field in odd {
          problems.add(at: field, "column \(name): \(table.complaint(about: field))")
        }
      } else {
        let levels = Set(table.rows.map { $0[column].text }).sorted()
        let listed = levels.prefix(5).joined(separator: ", ")
        notes.append(
          "input \(name) is taken as words, not numbers: \(listed)"
            + (levels.count > 5 ? " and \(levels.count - 5) more" : ""))
      }
    }
    return notes
  }

  /// Whether words among numbers are levels of an input, as in 1, 2 and `all`: words that come back, and
  /// no numbers in another spelling.
  private static func areLevels(_ fields: [DelimitedText.Field]) -> Bool {
    var counts: [String: Int] = [:]
    for field in fields { counts[field.text, default: 0] += 1 }
    return counts.allSatisfy { text, count in
      count > 1 && Numeral.guess(text) == nil && !Numeral.isOddMark(text)
    }
  }
}

/// Matches rows of outputs to their points.
private struct OutputReader {
  let points: DesignPoints
  let allowsMissing: Bool
  private(set) var names: [String] = []
  private(set) var notes: [String] = []
  private var sums: [[Double]] = []
  /// Rows of each point with a finite output.
  private var counts: [[Int]] = []
  /// Finite outputs by run, a column an entry.
  private var runs: [[Run: Double]] = []
  private var sharesSeeds = false

  private struct Run: Hashable {
    let point: Int
    let replicate: Int
  }

  init(points: DesignPoints, allowsMissing: Bool) {
    self.points = points
    self.allowsMissing = allowsMissing
  }

  /// Mean of the replicates of every point; not a number where none is finite.
  var means: [[Double]] {
    zip(sums, counts).map { sums, counts in
      zip(sums, counts).map { $1 == 0 ? .nan : $0 / Double($1) }
    }
  }

  mutating func read(_ path: String, wanted: [String]) throws(TableProblems) {
    let table = try TableFile.read(path)
    var problems = TableProblems(path: path)
    for name in wanted where !table.names.contains(name) {
      problems.addUnknownColumn(name, of: "--output", allowed: table.names)
    }
    try problems.throwIfAny()
    try read(table, path: path, wanted: wanted)
    notes = table.notes + notes
  }

  mutating func read(
    _ table: DelimitedTable, path: String, wanted: [String]
  ) throws(TableProblems) {
    var problems = TableProblems(path: path)
    let all = table.names
    let structure = Set(
      DesignColumn.all + StudyTable.runColumns + table.indexColumns.map { all[$0] })
    let factors = Set(points.factors.map(\.name))
    names =
      wanted.isEmpty ? all.filter { !structure.contains($0) && !factors.contains($0) } : wanted
    if names.isEmpty {
      problems.add("there is no column of outputs; allowed: at least one besides `point`")
    }
    let places = names.compactMap { name in all.firstIndex(of: name) }
    let rows = table.rows
    let rowPoints = pointsOfRows(rows, names: all, &problems)
    sums = places.map { _ in [Double](repeating: 0, count: points.count) }
    counts = places.map { _ in [Int](repeating: 0, count: points.count) }
    runs = places.map { _ in [:] }
    let replicates = Replicates(rows, names: all)
    sharesSeeds = replicates?.sharesSeeds ?? false
    for (number, (row, point)) in zip(rows, rowPoints).enumerated() {
      guard let point, !points.placements[point].isHole else { continue }
      for (column, place) in places.enumerated() {
        let value = self.number(row[place], of: table, all[place], &problems)
        guard value.isFinite else { continue }
        sums[column][point] += value
        counts[column][point] += 1
        if let replicate = replicates?.numbers[number] {
          runs[column][Run(point: point, replicate: replicate)] = value
        }
      }
    }
    checkMissing(rowPoints, isBroken: rows.count != rowPoints.count, &problems)
    try problems.throwIfAny()
    let repeated = counts.contains { $0.contains { $0 > 1 } }
    if repeated, replicates == nil { notes.append("the replicates of a point are averaged") }
  }

  /// The outputs by replicate; empty where a point has one, or their numbers are not known.
  var replicated: [ReplicatedOutputs] {
    let count = (runs.flatMap { $0.keys.map(\.replicate) }.max() ?? -1) + 1
    guard count > 1 else { return [] }
    return zip(runs, means).map { runs, means in
      var values = [[Double]](
        repeating: [Double](repeating: .nan, count: count), count: points.count)
      for (run, value) in runs { values[run.point][run.replicate] = value }
      return ReplicatedOutputs(values: values, means: means, sharesSeeds: sharesSeeds)
    }
  }

  private func number(
    _ field: DelimitedText.Field, of table: DelimitedTable, _ column: String,
    _ problems: inout TableProblems
  ) -> Double {
    if Numeral.isMissing(field.text) { return .nan }
    if let value = table.number(field) { return value }
    let allowed = "a number, or nothing where a run failed; --output chooses columns"
    problems.add(
      at: field, "column \(column): \(table.complaint(about: field, allowed: allowed))")
    return .nan
  }

  /// The point of each row, by the column `point` or by order.
  private func pointsOfRows(
    _ rows: [[DelimitedText.Field]], names: [String], _ problems: inout TableProblems
  ) -> [Int?] {
    let advice =
      "allowed: the column `\(DesignColumn.point)` of the design in both tables, or a design whose rows are "
      + "in their original order"
    guard let column = names.firstIndex(of: DesignColumn.point) else {
      guard points.isInRowOrder || !points.isIndexed else {
        problems.add(
          "there is no column `\(DesignColumn.point)`, and the rows of the design are not in the order of "
            + "their points, so that it is not clear which output belongs to which point; " + advice
        )
        return []
      }
      let allowed = points.allowedIndices
      if rows.count == points.count { return Array(points.placements.indices) }
      if rows.count == allowed.count { return allowed }
      problems.add(
        "there are \(rows.count) rows; allowed: \(points.count), one for each point in the order of the "
          + "design, or a column `\(DesignColumn.point)` with the point of each row")
      return []
    }
    guard points.isIndexed || points.isInRowOrder else {
      problems.add(
        "there is a column `\(DesignColumn.point)`, but the design has none and its rows are not in their "
          + "original order; " + advice)
      return []
    }
    let mayRepeat = names.contains("replicate") || names.contains("seed")
    var lineOfPoint: [Int: Int] = [:]
    return rows.map { row in
      let text = row[column].text
      guard let number = Double(text), let point = Int(exactly: number),
        points.placements.indices.contains(point)
      else {
        problems.add(
          at: row[column],
          "column \(DesignColumn.point): found \(text.quoted); allowed: a point of the design, "
            + "0 to \(points.count - 1)")
        return nil
      }
      if let line = lineOfPoint[point], !mayRepeat {
        problems.add(
          at: row[column],
          "column \(DesignColumn.point): \(point) is in line \(line) already; allowed: one row for "
            + "each point, or a column `replicate`")
      }
      lineOfPoint[point] = row[column].line
      return point
    }
  }

  private mutating func checkMissing(
    _ rowPoints: [Int?], isBroken: Bool, _ problems: inout TableProblems
  ) {
    guard !isBroken else { return }
    let found = Set(rowPoints.compactMap { $0 })
    let missing = points.allowedIndices.filter { !found.contains($0) }
    guard !missing.isEmpty else { return }
    let listed = missing.prefix(8).map(String.init).joined(separator: ", ")
    let which =
      (missing.count == 1
        ? "point \(listed) has"
        : "points \(listed)"
          + (missing.count > 8 ? " and \(missing.count - 8) more" : "") + " have") + " no row"
    if allowsMissing {
      notes.append("\(which) and count as failed")
    } else {
      problems.add(
        "\(which); allowed: a row for every point, with an empty cell where a run failed, or "
          + "--allow-missing")
    }
  }
}

/// Numbers of replicates in a table with a row a run.
private struct Replicates {
  /// One entry a row.
  let numbers: [Int]
  /// Whether a replicate has the same seed in all rows.
  let sharesSeeds: Bool

  /// - Returns: nil where rows have no numbers from 0 to 9,999.
  init?(_ rows: [[DelimitedText.Field]], names: [String]) {
    guard let column = names.firstIndex(of: "replicate") else { return nil }
    var numbers: [Int] = []
    for row in rows {
      let text = row[column].text.trimmingCharacters(in: .whitespaces)
      guard let number = Double(text), let whole = Int(exactly: number), (0...9999).contains(whole)
      else { return nil }
      numbers.append(whole)
    }
    self.numbers = numbers
    guard let seed = names.firstIndex(of: "seed") else {
      sharesSeeds = false
      return
    }
    var seedOfReplicate: [Int: String] = [:]
    sharesSeeds = zip(numbers, rows).allSatisfy { number, row in
      let text = row[seed].text
      let known = seedOfReplicate[number] ?? text
      seedOfReplicate[number] = known
      return known == text
    }
  }
}
