import Tables
import WardClustering

/// A CSV file as rows to be grouped, and where each of its numbers stands.
struct WardTable {
  /// What the caller may say about the file.
  struct Request {
    var path: String
    var hasHeader = true
    var idColumn: String?
    /// `nil` takes every column of numbers.
    var columns: [String]?
    var weights: [(column: String, weight: Double)] = []
  }

  /// What names a row: text from a column, or its number from 1.
  enum ID: Equatable {
    case name(String)
    case number(Int)
  }

  let path: String
  let ids: [ID]
  let observations: Observations
  /// Columns of the file, used or not.
  let fileColumnCount: Int
  /// What the user should know although it is no error.
  let notes: [String]

  /// The cells in use: one row a record, one entry a column of `observations`.
  private let cells: [[DelimitedText.Field]]
  private let header: [DelimitedText.Field]

  var columnNames: [String] { header.map(\.text) }
}

extension WardTable {
  init(_ request: Request) throws(TableProblems) {
    let path = request.path
    let table = try TableFile.read(path, hasHeader: request.hasHeader)
    var problems = TableProblems(path: path)
    let (names, rows) = (table.names, table.rows)
    if rows.isEmpty {
      problems.add(
        at: table.header[0],
        "there is a header but no row below it; allowed: at least one row, or --no-header")
    }
    try problems.throwIfAny()

    var notes = table.notes
    if request.hasHeader, table.header.allSatisfy({ table.number($0) != nil }) {
      notes.append("the first line holds only numbers and is taken as names; see --no-header")
    }
    let kinds = names.indices.map(table.kind)
    let data = table.dataColumns
    var id: Int?
    if let idColumn = request.idColumn {
      id = names.firstIndex(of: idColumn)
      if id == nil { problems.addUnknownColumn(idColumn, of: "--id", allowed: names) }
    } else if let first = data.first, kinds[first] == .words,
      request.columns?.contains(names[first]) != true
    {
      id = first
    } else if let index = table.indexColumns.first(where: {
      request.columns?.contains(names[$0]) != true
    }) {
      id = index
    } else if rows.count > 2, Self.looksLikeID(names[0], rows.lazy.map { $0[0].text }) {
      notes.append(
        "column \(names[0]) is taken as data; if it names the rows, add --id \(names[0])")
    }

    var chosen: [Int] = []
    if let columns = request.columns {
      for name in columns {
        guard let column = names.firstIndex(of: name) else {
          problems.addUnknownColumn(name, of: "--columns", allowed: names)
          continue
        }
        if chosen.contains(column) {
          problems.add("--columns: \(name.quoted) stands twice; allowed: each column once")
        } else if column == id {
          problems.addColumnsWithTwoRoles([("--id", name), ("--columns", name)])
        } else {
          chosen.append(column)
        }
      }
    } else {
      chosen = data.filter { $0 != id && kinds[$0] == .numbers }
      for (kind, words) in [(DelimitedTable.ColumnKind.words, "words"), (.nothing, "no values")] {
        let left = data.filter { $0 != id && kinds[$0] == kind }.map { names[$0] }
        if !left.isEmpty {
          notes.append("left out, since they hold \(words): " + left.joined(separator: ", "))
        }
      }
      if chosen.isEmpty {
        problems.add(
          at: table.header[0],
          "there is no column of numbers; allowed: at least one"
            + TableFile.separatorHint(table))
      }
    }
    var weights = [Double](repeating: 1, count: chosen.count)
    for (name, weight) in request.weights {
      if let place = chosen.firstIndex(where: { names[$0] == name }) {
        weights[place] = weight
      } else {
        problems.addUnknownColumn(
          name, of: "--weights", allowed: chosen.isEmpty ? names : chosen.map { names[$0] })
      }
    }
    if !chosen.isEmpty, weights.allSatisfy({ $0 == 0 }) {
      problems.add("--weights: every column weighs 0; allowed: at least one above 0")
    }

    var values: [Double] = []
    values.reserveCapacity(rows.count * chosen.count)
    for row in rows {
      for column in chosen {
        if let value = table.number(row[column]), Observations.allowedValues.contains(value) {
          values.append(value)
        } else {
          problems.add(
            at: row[column],
            "column \(names[column]): "
              + table.complaint(
                about: row[column], allowed: "a number between -1e150 and 1e150"))
        }
      }
    }
    try problems.throwIfAny()

    if let id, Set(rows.lazy.map { $0[id].text }).count < rows.count {
      notes.append("column \(names[id]) gives several rows the same name")
    }
    self.path = path
    self.notes = notes
    fileColumnCount = names.count
    ids = rows.enumerated().map { index, row in
      id.map { .name(row[$0].text) } ?? .number(index + 1)
    }
    header = chosen.map { table.header[$0] }
    cells = rows.map { row in chosen.map { row[$0] } }
    do {
      observations = try Observations(
        values: values, rowCount: rows.count, columnCount: chosen.count,
        columnWeights: request.weights.isEmpty ? nil : weights, columnNames: header.map(\.text))
    } catch {
      problems.add("\(error)")
      throw problems
    }
  }

  /// The observations on the scale of `standardisation`, or the cells that forbid it.
  func standardised(by standardisation: Standardisation) throws(TableProblems) -> Observations {
    var problems = TableProblems(path: path)
    for problem in observations.problems(standardising: standardisation) {
      let option = "--standardise \(standardisation.rawValue)"
      switch problem {
      case .notPositive(let cell, let found):
        problems.add(
          at: cells[cell.row][cell.column],
          "column \(columnNames[cell.column]): \(option) takes logarithms, found \(found); "
            + "allowed: numbers above 0")
      case .zeroMean(let column, _):
        problems.add(
          line: header[column].line, column: header[column].column,
          "column \(columnNames[column]): \(option) divides by the mean, found 0; "
            + "allowed: a mean other than 0")
      default:
        problems.add("\(option): \(problem)")
      }
    }
    try problems.throwIfAny()
    do {
      return try observations.standardised(by: standardisation)
    } catch {
      problems.add("\(error)")
      throw problems
    }
  }
}

extension WardTable {
  /// Whether a column of numbers seems to name the rows: by its own name, or by counting them.
  private static func looksLikeID(_ name: String, _ texts: some Sequence<String>) -> Bool {
    let name = name.lowercased()
    let counts = texts.enumerated().allSatisfy { Double($0.element) == Double($0.offset + 1) }
    return name == "id" || name.hasSuffix("_id") || counts
  }
}
