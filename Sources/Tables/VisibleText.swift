/// Text of strangers' files as it may be shown on a terminal.
///
/// Control characters can move the cursor, change the window's title or hide what is written; those that
/// set the direction of writing or have no width can make one text look like another. They are written
/// as `\e` and `\u202e`, which JSON reads as the same text again.
package enum VisibleText {
  /// The text with such characters escaped; line feeds and tabs stay.
  package static func escaped(_ text: String) -> String {
    escaped(text) { $0 == "\n" || $0 == "\t" }
  }

  /// The text in one line, and not longer than `limit` characters.
  package static func inLine(_ text: String, limit: Int? = nil) -> String {
    let line = escaped(text) { _ in false }
    guard let limit, line.utf8.count > limit, line.count > limit else { return line }
    return line.prefix(max(limit - 1, 0)) + "…"
  }

  private static func escaped(_ text: String, keeping isKept: (Unicode.Scalar) -> Bool) -> String {
    // Nearly every text is free of them, which is seen from its bytes.
    let mayHold = text.utf8.contains { byte in
      byte < 0x20 || byte == 0x7F || byte == 0xC2 || byte == 0xD8 || byte == 0xE2 || byte == 0xEF
        || byte == 0xF3
    }
    guard mayHold else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      guard isHidden(scalar), !isKept(scalar) else {
        result.append(scalar)
        continue
      }
      switch scalar {
      case "\u{1B}": result.append(contentsOf: "\\e".unicodeScalars)
      case "\n": result.append(contentsOf: "\\n".unicodeScalars)
      case "\r": result.append(contentsOf: "\\r".unicodeScalars)
      case "\t": result.append(contentsOf: "\\t".unicodeScalars)
      default:
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          let zeros = String(repeating: "0", count: 4 - digits.count)
          result.append(contentsOf: "\\u\(zeros)\(digits)".unicodeScalars)
        }
      }
    }
    return String(result)
  }

  /// C0, C1 and DEL; marks, embeddings, overrides and isolates of direction; separators of lines; what
  /// has no width; tags.
  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F, 0xAD, 0x61C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F,
      0xFEFF, 0xE0000...0xE007F:
      true
    default: false
    }
  }
}

extension StringProtocol {
  /// A user's text between back-quotes, in one line and short.
  package var quoted: String { "`\(VisibleText.inLine(String(self), limit: 60))`" }
}
