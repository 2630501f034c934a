/// Reads a condition from left to right, with one function for each level of precedence.
struct ConstraintParser {
  private let text: String
  private var rest: Substring
  private var depth = 0

  init(_ text: String) {
    self.text = text
    rest = text[...]
  }

  mutating func parse() throws(DesignProblems) -> [Constraint.Chain] {
    var chains = [try chain()]
    while takeAnd() { chains.append(try chain()) }
    skipBlanks()
    guard rest.isEmpty else { throw problem("an operator, a comparison, `and` or the end") }
    return chains
  }

  private mutating func chain() throws(DesignProblems) -> Constraint.Chain {
    var sides = [try sum()]
    var comparisons: [Constraint.Comparison] = []
    while let comparison = takeComparison() {
      comparisons.append(comparison)
      sides.append(try sum())
    }
    guard !comparisons.isEmpty else {
      skipBlanks()
      if !rest.isEmpty, !startsWithAnd { throw problem("an operator or a comparison") }
      throw DesignProblems(
        "condition \(text.quoted)", found: "no comparison", allowed: "one of < <= > >= == !=")
    }
    for (comparison, pair) in zip(comparisons, zip(sides, sides.dropFirst())) {
      if pair.0.isText || pair.1.isText, comparison != .equal, comparison != .different {
        throw DesignProblems(
          "condition \(text.quoted)", found: "a text compared by \(comparison.rawValue)",
          allowed: "== or !=")
      }
    }
    return Constraint.Chain(sides: sides, comparisons: comparisons)
  }

  /// Whether the word `and` comes next, by itself and not as the beginning of a name.
  private var startsWithAnd: Bool {
    rest.prefix(while: Self.isOfName).lowercased() == "and"
  }

  private mutating func takeAnd() -> Bool {
    skipBlanks()
    guard startsWithAnd else { return false }
    rest.removeFirst(3)
    return true
  }

  private static func isOfName(_ letter: Character) -> Bool {
    letter.isLetter || letter.isNumber || "_.[]".contains(letter)
  }

  private mutating func sum() throws(DesignProblems) -> Constraint.Term {
    var term = try product()
    while let operation = take("+-") {
      term = .operation(operation, term, try product())
    }
    return term
  }

  private mutating func product() throws(DesignProblems) -> Constraint.Term {
    var term = try factor()
    while let operation = take("*/") {
      term = .operation(operation, term, try factor())
    }
    return term
  }

  private mutating func factor() throws(DesignProblems) -> Constraint.Term {
    skipBlanks()
    depth += 1
    defer { depth -= 1 }
    guard depth < 200 else { throw problem("fewer nested brackets and signs") }
    guard let first = rest.first else { throw problem("a number, a factor or a bracket") }
    if first == "-" {
      rest.removeFirst()
      return .negative(try factor())
    }
    if first == "(" {
      rest.removeFirst()
      let term = try sum()
      skipBlanks()
      guard rest.first == ")" else { throw problem("a closing bracket") }
      rest.removeFirst()
      return term
    }
    if first == "`" || first == "\"" { return try quoted(first) }
    if first.isNumber || first == "." { return try number() }
    let name = rest.prefix(while: Self.isOfName)
    guard !name.isEmpty, !startsWithAnd else { throw problem("a number, a factor or a bracket") }
    rest.removeFirst(name.count)
    return .factor(String(name))
  }

  private mutating func quoted(_ quote: Character) throws(DesignProblems) -> Constraint.Term {
    rest.removeFirst()
    let inside = String(rest.prefix { $0 != quote })
    rest.removeFirst(inside.count)
    guard rest.first == quote else { throw problem("a closing \(quote)") }
    rest.removeFirst()
    return quote == "`" ? .factor(inside) : .text(inside)
  }

  private mutating func number() throws(DesignProblems) -> Constraint.Term {
    var digits = String(rest.prefix { $0.isNumber || $0 == "." })
    let after = rest.dropFirst(digits.count)
    if let e = after.first, e == "e" || e == "E" {
      let sign = after.dropFirst().prefix { "+-".contains($0) }
      let exponent = after.dropFirst(1 + sign.count).prefix(while: \.isNumber)
      if !exponent.isEmpty { digits += "e\(sign)\(exponent)" }
    }
    guard let value = Double(digits) else { throw problem("a number") }
    rest.removeFirst(digits.count)
    return .number(value)
  }

  private mutating func take(_ signs: String) -> Constraint.Term.Operation? {
    skipBlanks()
    guard let sign = rest.first, signs.contains(sign) else { return nil }
    rest.removeFirst()
    return Constraint.Term.Operation(rawValue: sign)
  }

  private mutating func takeComparison() -> Constraint.Comparison? {
    skipBlanks()
    for comparison in Constraint.Comparison.allCases where rest.hasPrefix(comparison.rawValue) {
      rest.removeFirst(comparison.rawValue.count)
      return comparison
    }
    return nil
  }

  private mutating func skipBlanks() { rest = rest.drop(while: \.isWhitespace) }

  private func problem(_ allowed: String) -> DesignProblems {
    let column = text.distance(from: text.startIndex, to: rest.startIndex) + 1
    let found = rest.isEmpty ? "the end" : "`\(rest.prefix(12))`"
    return DesignProblems(
      "condition \(text.quoted), character \(column)", found: found, allowed: allowed)
  }
}
