/// How the characters of a file are written as bytes.
package enum TextEncoding: String, Sendable {
  case utf8 = "UTF-8"
  case utf16LittleEndian = "UTF-16LE"
  case utf16BigEndian = "UTF-16BE"

  /// The text that `bytes` hold, a byte order mark left out.
  ///
  /// UTF-16 is recognised by its byte order mark, or by the zero bytes of its first characters.
  ///
  /// - Throws: Where the first byte that is no text stands, or what kind of file it is instead.
  package static func text(
    of bytes: [UInt8]
  ) throws(DelimitedTextErrors) -> (text: String, encoding: TextEncoding) {
    if let kind = BinaryKind(bytes) {
      throw DelimitedTextErrors(.notText(kind: kind.name, advice: kind.advice))
    }
    let encoding = guess(bytes)
    if encoding != .utf8 {
      let hasMark = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
      let units = stride(from: hasMark ? 2 : 0, to: bytes.count - 1, by: 2).map { place in
        let (first, second) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
        return encoding == .utf16LittleEndian ? second << 8 | first : first << 8 | second
      }
      if bytes.count % 2 == 0, let text = String(validating: units, as: UTF16.self) {
        return (text, encoding)
      }
      throw DelimitedTextErrors(
        .notText(kind: "damaged UTF-16", advice: "save it again, as UTF-8"))
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      let (line, column) = TextPosition.ofFirstInvalidByte(in: bytes)
      throw DelimitedTextErrors(
        errors: [
          DelimitedTextError(
            line: line, column: column, fact: .notUTF8(guess: singleByteEncoding(of: bytes)))
        ])
    }
    if bytes.contains(0) {
      throw DelimitedTextErrors(.notText(kind: "binary", advice: "allowed: a CSV file"))
    }
    return (text.hasPrefix("\u{FEFF}") ? String(text.unicodeScalars.dropFirst()) : text, .utf8)
  }

  /// The encoding that the first bytes show; UTF-8 where they show none.
  package static func guess(_ bytes: [UInt8]) -> TextEncoding {
    if bytes.starts(with: [0xFF, 0xFE]) { return .utf16LittleEndian }
    if bytes.starts(with: [0xFE, 0xFF]) { return .utf16BigEndian }
    // Without a mark: the separators, digits and line ends of a table have one zero byte each.
    let sample = bytes.prefix(512)
    guard sample.count >= 4, sample.count % 2 == 0 else { return .utf8 }
    let even = stride(from: 0, to: sample.count, by: 2).count { sample[$0] == 0 }
    let odd = stride(from: 1, to: sample.count, by: 2).count { sample[$0] == 0 }
    if even == 0, odd * 4 > sample.count { return .utf16LittleEndian }
    if odd == 0, even * 4 > sample.count { return .utf16BigEndian }
    return .utf8
  }

  /// Windows-1251 where the bytes beyond ASCII look like Cyrillic words, Windows-1252 where they are
  /// single letters among Latin ones.
  ///
  /// Only a guess, so the text is not read by it: a wrong one would change names without a word.
  package static func singleByteEncoding(of bytes: [UInt8]) -> String? {
    var (inWords, alone, runLength) = (0, 0, 0)
    func isLatin(_ place: Int) -> Bool {
      bytes.indices.contains(place)
        && (0x41...0x5A).contains(bytes[place] & 0xDF)
    }
    for (place, byte) in bytes.enumerated() {
      if byte >= 0xC0 || byte == 0xA8 || byte == 0xB8 {
        runLength += 1
        continue
      }
      if runLength > 1 {
        inWords += runLength
      } else if runLength == 1, isLatin(place) || isLatin(place - 2) {
        alone += 1
      }
      runLength = 0
    }
    if runLength > 1 { inWords += runLength }
    if inWords > alone { return "WINDOWS-1251" }
    return alone > 0 ? "WINDOWS-1252" : nil
  }
}

/// Kinds of files that people give where a table in text is asked for.
private struct BinaryKind {
  let name: String
  let advice: String

  private static let sheetAdvice = "open it and save the sheet as CSV"

  /// The kind that the first bytes show, if it is a known one.
  init?(_ bytes: [UInt8]) {
    func begins(_ text: String) -> Bool { bytes.starts(with: text.utf8) }
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      let head = String(decoding: bytes.prefix(4096), as: UTF8.self)
      if head.contains("opendocument.spreadsheet") {
        (name, advice) = ("an OpenDocument spreadsheet (.ods)", Self.sheetAdvice)
      } else if head.contains("xl/") || head.contains("[Content_Types].xml") {
        (name, advice) = ("an Excel workbook (.xlsx)", Self.sheetAdvice)
      } else {
        (name, advice) = ("a ZIP archive", "unpack it first")
      }
    } else if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      (name, advice) = ("an old Excel workbook (.xls)", Self.sheetAdvice)
    } else if bytes.starts(with: [0x1F, 0x8B]) {
      (name, advice) = (
        "compressed by gzip", "unpack it first: gunzip, or <(zcat FILE) as the file"
      )
    } else if bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) || begins("BZh")
      || bytes.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A])
    {
      (name, advice) = ("compressed", "unpack it first")
    } else if begins("%PDF-") {
      (name, advice) = ("a PDF document", "allowed: a CSV file")
    } else if begins("PAR1") {
      (name, advice) = ("a Parquet file", "write it as CSV first")
    } else if begins("ARROW1") || begins("FEA1") {
      (name, advice) = ("a Feather file", "write it as CSV first")
    } else if begins("SQLite format 3") {
      (name, advice) = ("an SQLite database", "export a table of it as CSV")
    } else if bytes.starts(with: [0x89, 0x48, 0x44, 0x46]) {
      (name, advice) = ("an HDF5 file", "write the table as CSV first")
    } else if begins("$FL2") || begins("$FL3") {
      (name, advice) = ("an SPSS file", "save it as CSV first")
    } else if begins("<stata_dta>") {
      (name, advice) = ("a Stata file", "export it as CSV first")
    } else if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47])
      || bytes.starts(with: [0xFF, 0xD8, 0xFF])
    {
      (name, advice) = ("a picture", "allowed: a CSV file")
    } else if Self.isWebPage(bytes) {
      (name, advice) = ("a web page", "download the CSV file itself")
    } else {
      return nil
    }
  }

  private static func isWebPage(_ bytes: [UInt8]) -> Bool {
    let text = String(decoding: bytes.prefix(256), as: UTF8.self).lowercased()
      .drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    return text.hasPrefix("<!doctype html") || text.hasPrefix("<html")
  }
}
