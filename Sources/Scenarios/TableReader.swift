import Tables

/// Turns a reference to a table into the list or the pairs that stand in it.
struct TableReader {
  /// The reference: a group with `table` and perhaps `columns`.
  let node: SourceNode
  let key: String
  /// Keys that columns stand for; empty for a square table of pairs.
  let columns: [KeyDescription]

  /// The list of groups or the pairs; `nil` if there were mistakes, which are in `files` then.
  func expand(_ files: inout SourceFiles) -> SourceNode? {
    let problemCount = files.problems.count
    checkKeys(&files)
    guard let table = node["table"] else { return nil }
    guard let relative = table.text else {
      files.report(
        table.place, "\(key).table", .wrongType(expected: "a path", found: table.kind, near: nil))
      return nil
    }
    let path: String =
      if case .file(let scenario) = table.place.source {
        SourceFiles.path(relative, from: scenario)
      } else {
        relative
      }
    guard let text = files.table(path, askedAt: table.place, key: "\(key).table") else {
      return nil
    }
    let source = Place.Source.file(path)
    let kept = keptColumns(of: text)
    let header = kept.map { column in
      Cell(text: text.header[column].text, place: Place(source, text.header[column]))
    }
    checkHeader(header, &files)
    checkDecimalMarks(of: text, source, &files)
    let rows = text.rows.map { row in
      kept.map { Cell(text: text.plain(row[$0]), place: Place(source, row[$0])) }
    }
    let content =
      columns.isEmpty ? pairs(header, rows) : list(header, rows, path: path, &files)
    guard files.problems.count == problemCount else { return nil }
    return SourceNode(content, at: table.place)
  }

  struct Cell {
    var text: String
    var place: Place

    var node: SourceNode { SourceNode(.scalar(text, .cell), at: place) }
  }

  /// All but the columns that a program wrote to number the rows. In a table of pairs such a column may
  /// hold the names.
  private func keptColumns(of table: DelimitedTable) -> [Int] {
    let data = table.dataColumns
    if columns.isEmpty, let first = data.first, table.kind(ofColumn: first) != .words {
      return Array(table.header.indices)
    }
    return data
  }

  /// Reports numbers with a point in a table with decimal commas: it is not clear what they mean.
  private func checkDecimalMarks(
    of table: DelimitedTable, _ source: Place.Source, _ files: inout SourceFiles
  ) {
    guard table.format.decimalMark == .comma else { return }
    for column in table.header.indices where table.kind(ofColumn: column) == .numbers {
      for cell in table.cellsWithoutNumber(inColumn: column) where Numeral.value(cell.text) != nil {
        files.report(
          Place(source, cell), Reader.join(key, table.header[column].text),
          .wrongType(
            expected: "a number with a decimal comma, as in the rest of the table",
            found: "\(cell.text.quoted)",
            near: Numeral.guess(cell.text, .comma)?.candidates.last))
      }
    }
  }

  private func checkKeys(_ files: inout SourceFiles) {
    let allowed = columns.isEmpty ? ["table"] : ["table", "columns"]
    for entry in node.entries where !allowed.contains(entry.key) {
      files.report(
        entry.place, "\(key).\(entry.key)",
        .unknownKey(allowed: allowed, near: Spelling.nearest(to: entry.key, among: allowed)))
    }
    guard let mapping = node["columns"], !columns.isEmpty else { return }
    guard mapping.isMapping else {
      files.report(
        mapping.place, "\(key).columns",
        .wrongType(expected: "columns by key", found: mapping.kind, near: nil))
      return
    }
    let names = columns.map(\.name)
    for entry in mapping.entries where !names.contains(entry.key) {
      files.report(
        entry.place, "\(key).columns.\(entry.key)",
        .unknownKey(allowed: names, near: Spelling.nearest(to: entry.key, among: names)))
    }
  }

  private func checkHeader(_ header: [Cell], _ files: inout SourceFiles) {
    let names = columns.map(\.name)
    var firstPlaces: [String: Place] = [:]
    for cell in header {
      if let first = firstPlaces.updateValue(
        firstPlaces[cell.text] ?? cell.place, forKey: cell.text)
      {
        files.report(cell.place, Reader.join(key, cell.text), .duplicateColumn(first: first))
      } else if node["columns"] == nil, !columns.isEmpty, !names.contains(cell.text) {
        files.report(
          cell.place, Reader.join(key, cell.text),
          .unknownKey(
            allowed: names,
            near: files.problems.count < 100 ? Spelling.nearest(to: cell.text, among: names) : nil))
      }
    }
  }

  private func pairs(_ header: [Cell], _ rows: [[Cell]]) -> SourceNode.Content {
    .mapping(
      rows.map { row in
        let entries = zip(header, row).dropFirst().map { column, cell in
          SourceNode.Entry(key: column.text, place: column.place, value: cell.node)
        }
        return SourceNode.Entry(
          key: row[0].text, place: row[0].place,
          value: SourceNode(.mapping(entries), at: row[0].place))
      })
  }

  private func list(
    _ header: [Cell], _ rows: [[Cell]], path: String, _ files: inout SourceFiles
  ) -> SourceNode.Content {
    var expressions: [(name: String, expression: ColumnExpression)] = []
    for column in columns {
      if let written = node["columns"]?[column.name] {
        let name = "\(key).columns.\(column.name)"
        if let expression = ColumnExpression(written, name, header: header.map(\.text), &files) {
          expressions.append((column.name, expression))
        }
      } else if let index = header.firstIndex(where: { $0.text == column.name }) {
        expressions.append((column.name, .column(index)))
      } else if column.isRequired {
        files.report(
          header[0].place, Reader.join(key, column.name),
          .missingColumn(
            name: column.name, allowed: header.map(\.text),
            near: Spelling.nearest(to: column.name, among: header.map(\.text))))
      }
    }
    let isRequired = Set(columns.filter(\.isRequired).map(\.name))
    let items = rows.enumerated().map { number, row in
      var entries: [SourceNode.Entry] = []
      for (name, expression) in expressions {
        let itemKey = "\(key)[\(number + 1)].\(name)"
        guard let value = expression.value(in: row, header, itemKey, &files) else { continue }
        // An empty cell says nothing, so the default holds if there is one.
        if case .scalar("", _) = value.content, !isRequired.contains(name) { continue }
        entries.append(SourceNode.Entry(key: name, place: value.place, value: value))
      }
      return SourceNode(.mapping(entries), at: row[0].place)
    }
    return .list(items)
  }
}

/// A column of a table, or a product of columns and numbers.
enum ColumnExpression {
  enum Factor {
    case column(Int)
    case number(Double)
  }

  case column(Int)
  case product([(factor: Factor, isDivisor: Bool)], Place)

  init?(_ node: SourceNode, _ key: String, header: [String], _ files: inout SourceFiles) {
    guard let text = node.text else {
      files.report(node.place, key, .wrongType(expected: "a column", found: node.kind, near: nil))
      return nil
    }
    if let index = header.firstIndex(of: text) {
      self = .column(index)
      return
    }
    var factors: [(factor: Factor, isDivisor: Bool)] = []
    var isDivisor = false
    for (position, word) in text.split(separator: " ").enumerated() {
      if position % 2 == 1 {
        guard word == "*" || word == "/" else {
          files.report(
            node.place, key, .badExpression("\(word.quoted) stands where an operator should"))
          return nil
        }
        isDivisor = word == "/"
      } else if let index = header.firstIndex(of: String(word)) {
        factors.append((.column(index), isDivisor))
      } else if let number = PlainScalar.number(String(word)), number.isFinite {
        factors.append((.number(number), isDivisor))
      } else {
        files.report(
          node.place, key,
          .missingColumn(
            name: String(word), allowed: header,
            near: Spelling.nearest(to: String(word), among: header)))
        return nil
      }
    }
    guard text.split(separator: " ").count % 2 == 1 else {
      files.report(node.place, key, .badExpression("\(text.quoted) ends in an operator"))
      return nil
    }
    self = .product(factors, node.place)
  }

  /// The value in a row, at the place of its first cell.
  func value(
    in row: [TableReader.Cell], _ header: [TableReader.Cell], _ key: String,
    _ files: inout SourceFiles
  ) -> SourceNode? {
    guard case .product(let factors, let place) = self else {
      if case .column(let index) = self { return row[index].node }
      return nil
    }
    var result = 1.0
    var firstPlace: Place?
    for (factor, isDivisor) in factors {
      let number: Double
      switch factor {
      case .number(let value): number = value
      case .column(let index):
        let cell = row[index]
        if cell.text.isEmpty { return cell.node }
        guard let value = PlainScalar.number(cell.text) else {
          files.report(
            cell.place, key, .wrongType(expected: "a number", found: cell.node.kind, near: nil))
          return nil
        }
        number = value
        firstPlace = firstPlace ?? cell.place
      }
      result = isDivisor ? result / number : result * number
    }
    return SourceNode(.scalar(String(result), .cell), at: firstPlace ?? place)
  }
}

extension Place {
  init(_ source: Source, _ field: DelimitedText.Field) {
    self.init(source, line: field.line, column: field.column)
  }
}
