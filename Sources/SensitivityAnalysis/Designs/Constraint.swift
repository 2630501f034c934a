/// A condition that a point must meet, such as `a < b`, `a + b <= 1`, `mode != "closed"` or
/// `a > 0.2 and b < 0.5`.
///
/// Two or more sides of arithmetic (`+ - * /`, brackets, numbers, names) with `<`, `<=`, `>`, `>=`, `==`,
/// `!=` between them; `0 < a < b` holds if both parts do. `and` joins several conditions, all of which must
/// hold. Names that are not made of letters, digits, `_`, `.` and `[]`, and the name `and`, stand between
/// back-quotes. A text in double quotes can be compared with a factor by `==` and `!=`.
public struct Constraint: Sendable, Hashable, CustomStringConvertible {
  /// As it was written.
  public let text: String
  private let chains: [Chain]

  public init(_ text: String) throws(DesignProblems) {
    var parser = ConstraintParser(text)
    chains = try parser.parse()
    self.text = text
  }

  public var description: String { text }

  /// Names of the factors in it, in their order in the text.
  public var factorNames: [String] {
    var seen: Set<String> = []
    return chains.flatMap(\.sides).flatMap(\.names).filter { seen.insert($0).inserted }
  }

  /// Whether a point meets the condition. What is no number, such as x/0, meets none but `!=`.
  ///
  /// - Parameter value: The value of a factor by name.
  public func holds(_ value: (String) -> String) -> Bool {
    chains.allSatisfy { $0.holds(value) }
  }

  func problems(with factors: [Factor]) -> [DesignProblem] {
    let names = factors.map(\.name)
    var problems = factorNames.filter { !names.contains($0) }.map {
      DesignProblem(
        "constraint \(text.quoted)", found: "the name \($0.quoted)",
        allowed: names.joined(separator: ", "))
    }
    if factorNames.isEmpty {
      problems.append(
        DesignProblem("constraint \(text.quoted)", found: "no factor", allowed: "at least one"))
    }
    let numeric = Set(chains.flatMap(\.numericNames))
    for factor in factors where numeric.contains(factor.name) {
      guard case .levels(let levels) = factor.domain,
        let word = levels.first(where: { Double($0) == nil })
      else { continue }
      problems.append(
        DesignProblem(
          "constraint \(text.quoted)", found: "\(factor.name.quoted), which may be \(word.quoted)",
          allowed: "numbers here, or == and != with a text in double quotes"))
    }
    return problems
  }
}

extension Constraint {
  /// Sides with a comparison between each and the next, all of which must hold.
  struct Chain: Sendable, Hashable {
    let sides: [Term]
    let comparisons: [Comparison]

    func holds(_ value: (String) -> String) -> Bool {
      zip(comparisons, zip(sides, sides.dropFirst())).allSatisfy { comparison, pair in
        if pair.0.isText || pair.1.isText {
          let same = pair.0.word(value) == pair.1.word(value)
          return comparison == .equal ? same : !same
        }
        return comparison.holds(pair.0.number(value), pair.1.number(value))
      }
    }

    /// Factors that must be numbers: those in arithmetic, and those compared with anything but a text.
    var numericNames: [String] {
      sides.flatMap(\.numericNames)
        + zip(sides, sides.dropFirst()).flatMap { one, other in
          one.isText || other.isText ? [] : one.names + other.names
        }
    }
  }
}

extension Constraint {
  enum Comparison: String, Sendable, CaseIterable {
    // Longer signs first, since the parser takes the first that fits.
    case atMost = "<="
    case atLeast = ">="
    case equal = "=="
    case different = "!="
    case below = "<"
    case above = ">"

    func holds(_ one: Double, _ other: Double) -> Bool {
      switch self {
      case .atMost: one <= other
      case .atLeast: one >= other
      case .equal: one == other
      case .different: one != other
      case .below: one < other
      case .above: one > other
      }
    }
  }

  indirect enum Term: Sendable, Hashable {
    case number(Double)
    case text(String)
    case factor(String)
    case negative(Term)
    case operation(Operation, Term, Term)

    enum Operation: Character, Sendable {
      case plus = "+"
      case minus = "-"
      case times = "*"
      case over = "/"
    }

    var isText: Bool {
      if case .text = self { true } else { false }
    }

    var names: [String] {
      switch self {
      case .number, .text: []
      case .factor(let name): [name]
      case .negative(let term): term.names
      case .operation(_, let one, let other): one.names + other.names
      }
    }

    /// Names that arithmetic is done with.
    var numericNames: [String] {
      if case .factor = self { [] } else { names }
    }

    func number(_ value: (String) -> String) -> Double {
      switch self {
      case .number(let number): return number
      case .text: return .nan
      case .factor(let name): return Double(value(name)) ?? .nan
      case .negative(let term): return -term.number(value)
      case .operation(let operation, let one, let other):
        let (a, b) = (one.number(value), other.number(value))
        return switch operation {
        case .plus: a + b
        case .minus: a - b
        case .times: a * b
        case .over: a / b
        }
      }
    }

    func word(_ value: (String) -> String) -> String? {
      switch self {
      case .text(let text): text
      case .factor(let name): value(name)
      case .number, .negative, .operation: nil
      }
    }
  }
}

/// Constraints with the places of their factors.
struct ConstraintFilter {
  private let constraints: [Constraint]
  private let place: [String: Int]

  init(_ constraints: [Constraint], factors: [Factor]) {
    self.constraints = constraints
    place = Dictionary(uniqueKeysWithValues: factors.enumerated().map { ($1.name, $0) })
  }

  var isEmpty: Bool { constraints.isEmpty }

  func allows(_ values: [String]) -> Bool {
    constraints.allSatisfy { $0.holds { name in place[name].map { values[$0] } ?? "" } }
  }
}
