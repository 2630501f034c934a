extension Table {
  /// The table as a CSV file: UTF-8, a header, lines ended by LF, quotes as in RFC 4180.
  ///
  /// Numbers are the shortest text that reads back as the same number; one that is not finite is
  /// left empty.
  public func csv() -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity((rows.count + 1) * columns.count * 12)
    for (place, column) in columns.enumerated() {
      if place > 0 { bytes.append(comma) }
      Self.append(field: column.name, to: &bytes)
    }
    bytes.append(lineFeed)
    for row in rows {
      for (place, value) in row.enumerated() {
        if place > 0 { bytes.append(comma) }
        switch value {
        case .integer(let integer): bytes.append(contentsOf: integer.description.utf8)
        case .number(let number):
          if number.isFinite { bytes.append(contentsOf: number.description.utf8) }
        case .text(let text): Self.append(field: text, to: &bytes)
        }
      }
      bytes.append(lineFeed)
    }
    return bytes
  }

  /// Appends a field, in quotes where it needs them.
  package static func append(field: String, to bytes: inout [UInt8]) {
    let isPlain = field.utf8.allSatisfy {
      $0 != comma && $0 != quote && $0 != lineFeed && $0 != carriageReturn
    }
    if isPlain {
      bytes.append(contentsOf: field.utf8)
    } else {
      bytes.append(quote)
      for byte in field.utf8 {
        if byte == quote { bytes.append(quote) }
        bytes.append(byte)
      }
      bytes.append(quote)
    }
  }
}

private let comma = UInt8(ascii: ",")
private let quote = UInt8(ascii: "\"")
private let lineFeed = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")
