import Foundation

/// Makes identifiers in `snake_case` of names in any script.
enum Transliteration {
  /// Letters that do not come apart into a Latin letter and marks: Cyrillic with the Kazakh and
  /// Ukrainian letters, Greek, and Latin ones of Europe.
  private static let letters: [Character: String] = [
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "zh", "з": "z",
    "и": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch",
    "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
    "ә": "a", "ғ": "g", "қ": "q", "ң": "n", "ө": "o", "ұ": "u", "ү": "u", "һ": "h", "і": "i",
    "ї": "yi", "є": "ye", "ґ": "g", "ў": "u", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "ђ": "dj",
    "џ": "dz",
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i",
    "κ": "k", "λ": "l", "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s",
    "ς": "s", "τ": "t", "υ": "y", "φ": "f", "χ": "ch", "ψ": "ps", "ω": "o",
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "å": "a", "ł": "l", "đ": "d", "ð": "d", "þ": "th",
    "ı": "i", "ə": "a", "ŋ": "n",
  ]

  /// An identifier made of `name`; `nil` where none of its letters can be written in Latin ones.
  static func identifier(from name: String) -> String? {
    var parts: [String] = [""]
    for character in name.lowercased() {
      let text =
        letters[character]
        ?? String(
          String(character).decomposedStringWithCanonicalMapping.unicodeScalars
            .compactMap { letters[Character($0)] ?? String(Character($0)) }.joined()
            .unicodeScalars.filter { $0.isASCII }.map(Character.init))
      let isPart =
        !text.isEmpty
        && text.utf8.allSatisfy { byte in
          (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
        }
      if isPart {
        parts[parts.count - 1] += text
      } else if !character.isLetter, character != "'", character != "’" {
        parts.append("")
      }
    }
    var text = parts.filter { !$0.isEmpty }.joined(separator: "_")
    if let first = text.utf8.first, !(0x61...0x7A).contains(first) { text = "region_" + text }
    text = String(text.prefix(64))
    while text.hasSuffix("_") { text.removeLast() }
    return Reader.isIdentifier(text) ? text : nil
  }
}
