import Foundation

extension Numeral {
  /// What a text that is no number may have been meant to be.
  package struct Guess: Sendable, Equatable {
    /// Numbers that may be meant, in the spelling of the table, the likelier first.
    package let candidates: [String]
    /// Whether it can hardly be a word: `5 %` is a number in another spelling, `12a` may be a name.
    package let isSurelyNumber: Bool

    /// As in "; did you mean `0.5`?"
    package var question: String {
      candidates.isEmpty
        ? "" : "; did you mean " + candidates.map(\.quoted).joined(separator: " or ") + "?"
    }
  }

  /// Guesses at digit groups, decimal marks of another country, typographic signs, percentages,
  /// currencies and units; nothing for words.
  package static func guess(_ text: String, _ mark: DecimalMark = .point) -> Guess? {
    guard text.unicodeScalars.count <= 40 else { return nil }
    var core = plainCharacters(text)
    var isNegative = false
    if core.hasPrefix("("), core.hasSuffix(")") {
      core = String(core.dropFirst().dropLast())
      isNegative = true
    }
    let before = core.prefix { !isPart($0) }
    var number = core.dropFirst(before.count).prefix(while: isPart)
    var after = String(core.dropFirst(before.count + number.count))
    // An exponent belongs to the number; `5e` and `5 ex` do not have one.
    var exponent = ""
    if after.wholeMatch(of: /[eE][-+]?[0-9]{1,3}/) != nil { (exponent, after) = (after, "") }
    // A full stop or a comma at the end belongs to the sentence, not to the number.
    while let last = number.last, last == "." || last == "," { number.removeLast() }
    if number.hasPrefix("+") { number.removeFirst() }
    if number.hasPrefix("-") {
      number.removeFirst()
      isNegative.toggle()
    }
    guard number.contains(where: \.isNumber), !number.contains("-"), !number.contains("+"),
      !after.contains(where: { ("0"..."9").contains($0) }), before.allSatisfy(isCurrency)
    else { return nil }
    // What "thousand" and its kin would multiply by cannot be put into a proposal.
    if ["k", "m", "mn", "mln", "mio", "bn", "тыс", "млн", "млрд"].contains(
      after.trimmingCharacters(in: .punctuationCharacters).lowercased())
    {
      return Guess(candidates: [], isSurelyNumber: false)
    }
    let isPercentage = after.hasPrefix("%") || after.hasPrefix("٪")
    let sign = isNegative ? "-" : ""
    var candidates = values(of: String(number)).map { sign + $0 + exponent }
    if candidates.isEmpty { return nil }
    if isPercentage, let percent = Double(candidates[0]) {
      candidates = [shortest(percent / 100), candidates[0]]
    }
    candidates = candidates.filter { value($0) != nil }
    if mark == .comma { candidates = candidates.map { $0.replacing(".", with: ",") } }
    return Guess(
      candidates: candidates.filter { $0 != text },
      isSurelyNumber: isPercentage || !after.contains(where: \.isLetter))
  }

  private static func isCurrency(_ character: Character) -> Bool {
    character.unicodeScalars.allSatisfy { $0.properties.generalCategory == .currencySymbol }
  }

  private static func isPart(_ character: Character) -> Bool {
    ("0"..."9").contains(character) || [".", ",", "-", "+"].contains(character)
  }

  /// The text with ASCII digits and signs, without blanks and apostrophes between digits.
  private static func plainCharacters(_ text: String) -> String {
    let text = text.drop { $0 == "'" || $0 == "’" || $0 == "~" || $0 == "≈" || $0 == "=" }
    return String(
      text.compactMap { character -> Character? in
        switch character {
        case "−", "–", "—", "‐", "‑", "﹣", "－": "-"
        case "＋": "+"
        case "٫": "."
        case " ", "\u{A0}", "\u{202F}", "\u{2009}", "\u{2007}", "'", "’", "_", "٬", "\t": nil
        default:
          if !character.isASCII, character.unicodeScalars.count == 1,
            character.unicodeScalars.first?.properties.generalCategory == .decimalNumber,
            let digit = character.wholeNumberValue
          {
            Character("\(digit)")
          } else {
            character
          }
        }
      })
  }

  /// The numbers, with a point, that digits with points and commas may write.
  private static func values(of digits: String) -> [String] {
    let points = digits.count { $0 == "." }
    let commas = digits.count { $0 == "," }
    func without(_ mark: Character) -> String { String(digits.filter { $0 != mark }) }
    func isGrouped(_ text: Substring, by mark: Character) -> Bool {
      let groups = text.split(separator: mark, omittingEmptySubsequences: false)
      return (1...3).contains(groups[0].count) && groups.dropFirst().allSatisfy { $0.count == 3 }
    }
    switch (points, commas) {
    case (0, 0): return [digits]
    case (1, 0), (0, 1):
      let mark: Character = points == 1 ? "." : ","
      let decimal = digits.replacing(String(mark), with: ".")
      let isAmbiguous = isGrouped(digits[...], by: mark) && !digits.hasPrefix("0")
      return isAmbiguous ? [without(mark), decimal] : [decimal]
    case (_, 0), (0, _):
      let mark: Character = commas == 0 ? "." : ","
      return isGrouped(digits[...], by: mark) ? [without(mark)] : []
    default:
      // Both: the last one is the decimal mark, and stands once.
      let lastMark: Character = digits.last { $0 == "." || $0 == "," } ?? "."
      let other: Character = lastMark == "." ? "," : "."
      guard (lastMark == "." ? points : commas) == 1, let place = digits.lastIndex(of: lastMark),
        isGrouped(digits[..<place], by: other)
      else { return [] }
      return [without(other).replacing(String(lastMark), with: ".")]
    }
  }

  /// At most fifteen digits, so that 7 % is 0.07.
  private static func shortest(_ value: Double) -> String { String(format: "%.15g", value) }
}
