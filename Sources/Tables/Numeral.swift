/// Numbers as tables write them.
package enum Numeral {
  /// What stands before the decimals.
  package enum DecimalMark: Character, Sendable {
    case point = "."
    case comma = ","
  }

  /// The finite number that `text` writes: a sign, digits with at most one decimal mark, an exponent.
  ///
  /// Hexadecimal numbers, `inf`, `nan`, digit groups and blanks are no numbers here.
  package static func value(_ text: String, _ mark: DecimalMark = .point) -> Double? {
    var hasComma = false
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"),
        UInt8(ascii: "e"), UInt8(ascii: "E"):
        continue
      case UInt8(ascii: ".") where mark == .point: continue
      case UInt8(ascii: ",") where mark == .comma: hasComma = true
      default: return nil
      }
    }
    guard let value = Double(hasComma ? withPoint(text) : text), value.isFinite else { return nil }
    return value
  }

  /// The text with a point for each comma.
  static func withPoint(_ text: String) -> String {
    String(text.map { $0 == "," ? "." : $0 })
  }

  /// Whether a cell says that its value is not known, in one of the ways of R, pandas, databases and
  /// spreadsheets.
  package static func isMissing(_ text: String) -> Bool {
    guard text.utf8.count <= 4 else { return false }
    return ["", "na", "nan", "n/a", "<na>", "null", "none"].contains(text.lowercased())
  }

  /// Whether a cell neither is a number or a word nor says clearly that its value is not known: dashes,
  /// dots, the errors of spreadsheets, infinities.
  package static func isOddMark(_ text: String) -> Bool {
    if text.hasPrefix("#") {
      let error = text.dropFirst().uppercased()
      return [
        "N/A", "NA", "DIV/0!", "REF!", "VALUE!", "NAME?", "NUM!", "NULL!", "Н/Д", "ЗНАЧ!", "ДЕЛ/0!",
      ]
      .contains(error)
    }
    let name = text.lowercased().drop { $0 == "-" || $0 == "+" }
    return ["", ".", "..", "...", "…", "–", "—", "?", "inf", "infinity", ".inf", ".nan", "nan"]
      .contains(name)
  }
}
