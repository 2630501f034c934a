import TripleHelix

extension Table {
  /// Appends the rows of `csv`, a file that ``csv()`` made of a table with the same columns.
  ///
  /// - Parameter path: Where `csv` comes from, for the error.
  mutating func appendRows(of csv: [UInt8], path: String) throws(ResultsError) {
    var reader = FieldReader(bytes: csv, path: path)
    let names = columns.map(\.name)
    let header = try reader.nextRecord()
    guard let header, header == names else {
      throw .damaged(
        path: path, line: 1,
        reason: difference(expected: names, found: header ?? []) + ", so this is no \(name) table")
    }
    while true {
      let line = reader.line
      guard let fields = try reader.nextRecord() else { return }
      guard fields.count == columns.count else {
        throw .damaged(
          path: path, line: line, reason: "\(columns.count) values expected, found \(fields.count)")
      }
      var row: [TableValue] = []
      row.reserveCapacity(columns.count)
      for (column, field) in zip(columns, fields) {
        guard let value = TableValue(field, kind: column.kind) else {
          throw .damaged(
            path: path, line: line,
            reason: "\(column.name): \(column.kind.rawValue) expected, found \"\(field)\"")
        }
        row.append(value)
      }
      append(row)
    }
  }

  private func difference(expected: [String], found: [String]) -> String {
    for (place, name) in expected.enumerated() {
      if place >= found.count { return "column \(name) is missing" }
      if found[place] != name { return "column \(name) expected, found \"\(found[place])\"" }
    }
    return "\(expected.count) columns expected, found \(found.count)"
  }
}

extension TableValue {
  /// Reads a field of a CSV file; an empty one that is not text stands for "not defined".
  fileprivate init?(_ field: String, kind: TableColumn.Kind) {
    switch kind {
    case .text: self = .text(field)
    case .integer, .number:
      if field.isEmpty {
        self = .number(.nan)
      } else if kind == .integer {
        // Seeds go up to 2⁶⁴ − 1, beyond what `Int` holds.
        if UInt64(field) != nil, Int(field) == nil {
          self = .text(field)
          return
        }
        guard let integer = Int(field) else { return nil }
        self = .integer(integer)
      } else {
        guard let number = Double(field), number.isFinite else { return nil }
        self = .number(number)
      }
    }
  }
}

/// Takes a CSV file apart, record by record.
private struct FieldReader {
  let bytes: [UInt8]
  let path: String
  var place = 0
  /// Line at which the next record begins, from 1.
  var line = 1

  /// The fields of the next record, nil at the end of the file.
  mutating func nextRecord() throws(ResultsError) -> [String]? {
    if place == bytes.count { return nil }
    let firstLine = line
    var fields: [String] = []
    while true {
      fields.append(try nextField(of: firstLine))
      guard place < bytes.count else {
        throw .damaged(path: path, line: firstLine, reason: "the file ends within this line")
      }
      let byte = bytes[place]
      place += 1
      if byte == lineFeed {
        line += 1
        return fields
      }
      guard byte == comma else {
        throw .damaged(path: path, line: firstLine, reason: "a comma is missing after a quote")
      }
    }
  }

  private mutating func nextField(of firstLine: Int) throws(ResultsError) -> String {
    guard place < bytes.count, bytes[place] == quote else {
      let start = place
      while place < bytes.count, bytes[place] != comma, bytes[place] != lineFeed { place += 1 }
      return String(decoding: bytes[start..<place], as: UTF8.self)
    }
    var field: [UInt8] = []
    place += 1
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      if byte == quote {
        guard place < bytes.count, bytes[place] == quote else {
          return String(decoding: field, as: UTF8.self)
        }
        place += 1
      } else if byte == lineFeed {
        line += 1
      }
      field.append(byte)
    }
    throw .damaged(path: path, line: firstLine, reason: "a quote is never closed")
  }
}

private let comma = UInt8(ascii: ",")
private let quote = UInt8(ascii: "\"")
private let lineFeed = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")
