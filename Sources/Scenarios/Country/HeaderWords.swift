import Foundation

/// A header of a statistical table in words: what it names, and what it says of units.
struct HeaderWords {
  /// What is left without units, years and words such as "total", joined by blanks.
  let subject: String
  /// What the header says of the unit.
  let unit: CountryUnit

  init(_ header: String) {
    let mark = Self.unitMark(in: header)
    self.init(Self.words(of: String(header[..<mark])), in: Self.words(of: String(header[mark...])))
  }

  /// Where the unit begins: at a bracket, a semicolon, or a comma that does not part thousands.
  private static func unitMark(in header: String) -> String.Index {
    var previous: Character?
    for place in header.indices {
      let character = header[place]
      let next = header.index(after: place)
      let isInNumber =
        character == "," && previous?.isNumber == true && next < header.endIndex
        && header[next].isNumber
      if ",;([".contains(character), !isInNumber { return place }
      previous = character
    }
    return header.endIndex
  }

  /// - Parameter units: Words behind a comma or in brackets, where the unit stands: what is not known
  ///   of them behind a word such as "bln" names a currency.
  private init(_ name: [String], in units: [String]) {
    var words = (name + units)[...]
    var subject: [String] = []
    var unit = CountryUnit()
    while let word = words.popFirst() {
      if word == "на", words.first == "душу" || words.first == "человека" {
        words.removeFirst()
        if words.first == "населения" { words.removeFirst() }
        unit.isPerHead = true
      } else if word == "жан", words.first == "басына" {
        words.removeFirst()
        if words.first == "шаққанда" { words.removeFirst() }
        unit.isPerHead = true
      } else if word == "per", let base = words.first, Self.heads.contains(base) {
        words.removeFirst()
        unit.isPerHead = true
      } else if word == "per", ["1000", "thousand"].contains(words.first) {
        words.removeFirst()
        // Of the employed or of the population.
        if Self.workers.contains(words.popFirst() ?? "") {
          unit.share = 0.001
        } else {
          unit.isPerHead = true
          unit.scale = (unit.scale ?? 1) / 1000
        }
      } else if word == "per", let base = words.first, base == "cent" {
        words.removeFirst()
        unit.share = 0.01
      } else if word == "per", let base = words.first, Self.periods.keys.contains(base) {
        words.removeFirst()
        unit.periodsAYear = Self.periods[base]
      } else if word == "000" || word == "000s" {
        unit.scale = (unit.scale ?? 1) * 1000
      } else if word == "m", words.count < units.count {
        unit.scale = (unit.scale ?? 1) * 1e6
      } else if let number = Int(word) {
        // A factor as in "100 mln"; years and the like say nothing of the unit.
        if let next = words.first, [10, 100, 1000].contains(number), CountryUnit.scales[next] != nil
        {
          unit.scale = (unit.scale ?? 1) * Double(number)
        } else if number == 1000 {
          unit.scale = (unit.scale ?? 1) * 1000
        } else if !(1800...2199).contains(number), number > 99 || word.count > 2 {
          subject.append(word)
        }
      } else if !unit.take(word), !Self.fillers.contains(word) {
        if words.count < units.count, unit.scale != nil, unit.currency == nil {
          unit.currency = word
        } else {
          subject.append(word)
        }
      }
    }
    self.subject = subject.joined(separator: " ")
    self.unit = unit
  }

  private static let heads: Set = ["capita", "head", "inhabitant", "person"]
  private static let workers: Set = ["employed", "employees", "workers", "jobs"]
  private static let periods = ["month": 12.0, "quarter": 4.0, "year": 1.0, "annum": 1.0]
  private static let fillers: Set = [
    "total", "number", "of", "the", "in", "and", "all", "by", "at", "a", "an", "for", "on", "mean",
    "average", "annual", "yearly", "end", "mid", "midyear", "current", "prices", "nominal", "basic",
    "market", "thereof", "value", "as", "to", "january", "december", "thsd",
    "в", "на", "по", "и", "за", "г", "год", "года", "году", "годы", "число", "численность",
    "количество", "всего", "общая", "общий", "общее", "итого", "текущих", "ценах", "конец",
    "начало",
    "среднегодовая", "среднем", "саны", "барлығы", "жыл", "жылы", "және",
  ]

  /// Lower-case words without marks, as in "grp", "bln", "roubles".
  static func words(of text: String) -> [String] {
    var words: [String] = []
    var word = ""
    func finish() {
      if !word.isEmpty { words.append(word) }
      word = ""
    }
    // Superscripts and signs that are units stand alone.
    let plain = text.replacing("R&D", with: "rd").replacing("r&d", with: "rd")
      .replacing("km²", with: " km2 ").replacing("км²", with: " км2 ")
      .precomposedStringWithCanonicalMapping.lowercased()
    for character in plain {
      if character == "%" || character == "‰" || character == "€" || character == "$" {
        finish()
        words.append(String(character))
      } else if character.isLetter || character.isNumber {
        // "100mln" is two words, "km2" is one.
        if character.isLetter, !word.isEmpty, word.allSatisfy(\.isNumber) { finish() }
        word.append(character)
      } else if character == ",", !word.isEmpty, word.allSatisfy(\.isNumber) {
        // Thousands as in "per 1,000 employed".
        continue
      } else {
        finish()
      }
    }
    finish()
    return words
  }
}
