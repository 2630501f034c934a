import Foundation
import Scenarios
import SensitivityAnalysis

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
  /// What the user should know although it is no error.
  let notes: [String]
  /// Whether the points are a study's and every combination of its values.
  var isGrid = false
}

extension StudyTable {
  init(_ request: Request) throws(TableProblems) {
    let path = request.designPath
    let records = try TableFile.records(at: path)
    var problems = TableProblems(path: path)
    let names = Self.names(records[0], &problems)
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
    try problems.throwIfAny()

    let isOwnOutput = { request.outputsPath == nil && request.outputs.contains($0) }
    let kept = names.indices.filter { place in
      let name = names[place]
      if isOwnOutput(name) { return false }
      return request.factors.isEmpty || request.factors.contains(name)
        || DesignColumn.all.contains(name)
    }
    do throws(DesignProblems) {
      points = try DesignPoints(
        columnNames: kept.map { names[$0] },
        rows: records.dropFirst().map { row in
          kept.map { row[$0].text.trimmingCharacters(in: .whitespaces) }
        })
    } catch {
      for problem in error.problems {
        let words = "found \(problem.found); allowed: \(problem.allowed)"
        if let row = problem.row, let column = problem.column,
          let place = names.firstIndex(of: column)
        {
          problems.add(at: records[row][place], "column \(column): \(words)")
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
      try reader.read(records, names: names, path: path, wanted: request.outputs)
    }
    outputNames = reader.names
    outputs = reader.means
    notes = reader.notes
  }

  /// Names of columns; that of a column of numbers of rows may be missing.
  fileprivate static func names(
    _ header: [DelimitedText.Field], _ problems: inout TableProblems
  ) -> [String] {
    let names = header.map { $0.text.trimmingCharacters(in: .whitespaces) }
    for (place, name) in names.enumerated() where !name.isEmpty && names[..<place].contains(name) {
      problems.add(
        at: header[place],
        "two columns are named `\(name)`; allowed: a name of its own for each column")
    }
    return names
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
    let records = try TableFile.records(at: path)
    var problems = TableProblems(path: path)
    let names = StudyTable.names(records[0], &problems)
    for name in wanted where !names.contains(name) {
      problems.addUnknownColumn(name, of: "--output", allowed: names)
    }
    try problems.throwIfAny()
    try read(records, names: names, path: path, wanted: wanted)
  }

  mutating func read(
    _ records: [[DelimitedText.Field]], names all: [String], path: String, wanted: [String]
  ) throws(TableProblems) {
    var problems = TableProblems(path: path)
    // Of a design, and of the results that a study exports.
    let structure = Set(DesignColumn.all + ["replicate", "seed", "status", "cause", ""])
    let factors = Set(points.factors.map(\.name))
    names =
      wanted.isEmpty ? all.filter { !structure.contains($0) && !factors.contains($0) } : wanted
    if names.isEmpty {
      problems.add("there is no column of outputs; allowed: at least one besides `point`")
    }
    let places = names.compactMap { name in all.firstIndex(of: name) }
    let rows = Array(records.dropFirst())
    let rowPoints = pointsOfRows(rows, names: all, &problems)
    sums = places.map { _ in [Double](repeating: 0, count: points.count) }
    counts = places.map { _ in [Int](repeating: 0, count: points.count) }
    for (row, point) in zip(rows, rowPoints) {
      guard let point, !points.placements[point].isHole else { continue }
      for (column, place) in places.enumerated() {
        let value = number(row[place], all[place], &problems)
        guard value.isFinite else { continue }
        sums[column][point] += value
        counts[column][point] += 1
      }
    }
    checkMissing(rowPoints, isBroken: rows.count != rowPoints.count, &problems)
    try problems.throwIfAny()
    let repeated = counts.contains { $0.contains { $0 > 1 } }
    if repeated { notes.append("the replicates of a point are averaged") }
  }

  private func number(
    _ field: DelimitedText.Field, _ column: String, _ problems: inout TableProblems
  ) -> Double {
    let text = field.text.trimmingCharacters(in: .whitespaces)
    if text.isEmpty || ["na", "n/a", "<na>", "null", "none"].contains(text.lowercased()) {
      return .nan
    }
    if let value = Double(text) { return value }
    problems.add(
      at: field,
      "column \(column): found `\(text.prefix(40))`; allowed: a number, or nothing where a run "
        + "failed; --output chooses columns")
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
      let text = row[column].text.trimmingCharacters(in: .whitespaces)
      guard let number = Double(text), let point = Int(exactly: number),
        points.placements.indices.contains(point)
      else {
        problems.add(
          at: row[column],
          "column \(DesignColumn.point): found `\(text.prefix(40))`; allowed: a point of the design, "
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
