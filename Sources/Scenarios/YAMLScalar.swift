/// How names and numbers are written in YAML so that every reader takes them for what they are.
///
/// This program reads YAML 1.2, where `no` is text and `1e-05` a number. Readers of YAML 1.1 (PyYAML,
/// R's yaml) take `no`, `y` and `off` for truth values, `1:30` for a number to base 60, and `1e-05`
/// for text.
enum YAMLScalar {
  /// Words that some reader takes for a truth value, for nothing, or for a number; in small letters.
  private static let reserved: Set<String> = [
    "y", "n", "yes", "no", "on", "off", "true", "false", "null", "nil", "none", "inf", "nan",
  ]

  /// A name: plain if it can only be text, and in quotes otherwise.
  static func name(_ name: String) -> String {
    let scalars = name.unicodeScalars
    let isWord =
      scalars.first?.properties.isAlphabetic ?? false
      && scalars.allSatisfy { scalar in
        scalar == "_" || scalar == "-" || scalar.isASCII && scalar.properties.isAlphabetic
          || (0x30...0x39).contains(scalar.value)
          || scalar.value >= 0xA1 && scalar.properties.isAlphabetic
      }
    return isWord && !reserved.contains(name.lowercased()) ? name : quoted(name)
  }

  /// A number; one with an exponent has a point too, as in `1.0e-05`.
  static func number(_ value: Double) -> String {
    let text = Problem.number(value)
    guard let exponent = text.firstIndex(of: "e"), !text.contains(".") else { return text }
    return text[..<exponent] + ".0" + text[exponent...]
  }

  /// Text in double quotes.
  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case "\r": quoted += "\\r"
      case _
      where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
        || scalar.value == 0x2028 || scalar.value == 0x2029 || scalar.value == 0xFEFF:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
