/// One mistake in a scenario: where, at which key, and what is the matter.
public struct Problem: Error, Sendable, Hashable {
  /// What is the matter. `Problem+Words.swift` turns it into a sentence.
  public enum Fact: Sendable, Hashable {
    // Files.
    case unreadable(path: String, reason: String, near: String?)
    case tooLarge(byteCount: Int, limit: Int)
    case binary
    /// The encoding that the file seems to have, if one can be told.
    case notUTF8(guess: String?)
    case empty
    case circular(chain: [String])
    /// A file that the scenario may not read without `--allow-outside`.
    case outside(path: String)
    case isStudy(path: String)

    // YAML.
    case syntax(String)
    case tabIndentation
    case severalDocuments
    case tooDeep(limit: Int)
    case tooManyNodes(limit: Int)
    case complexKey
    case unknownAnchor(String)
    case unknownTag(String)
    /// The place of the first is not known of keys in unusual forms.
    case duplicateKey(first: Place?)

    // Keys and values.
    case unknownKey(allowed: [String], near: String?)
    case missingKey
    case wrongType(expected: String, found: String, near: String?)
    case outOfRange(found: String, lowest: Double, highest: Double, unit: String)
    case notWhole(found: String, unit: String)
    case notInQuarters(found: String)
    case notAStep(found: Int, allowed: String)
    case notWholeTicks(found: Double, unit: String, step: Double, ticksPerYear: Int)
    case unknownChoice(found: String, allowed: [String], near: String?)
    case badIdentifier(found: String, near: String?)
    case tooLong(limit: Int)
    case wrongCount(found: Int, lowest: Int, highest: Int, of: String)
    case conflict(with: String)

    // Tables.
    case delimitedText(String)
    case missingColumn(name: String, allowed: [String], near: String?)
    case duplicateColumn(first: Place)
    case noRows
    case badExpression(String)

    // Overrides.
    case badOverride(String)
    case noSuchItem(found: String, allowed: [String], near: String?)

    // What does not fit together.
    case duplicateIdentifier(found: String, first: Place)
    case duplicateName(found: String, of: String, first: Place)
    case exceeds(found: Double, key: String, limit: Double, unit: String)
    case sharesExceedOne(sum: Double, of: String)
    case sharesNotOne(sum: Double, of: String)
    case allZero(of: String)
    case tooManyAgents(count: Double, limit: Int, scale: Int)
    case noAgent(firms: Double, scale: Int)
    case unknownReference(kind: String, found: String, allowed: [String], near: String?)
    case endsBeforeStart(start: String, end: String)
    /// Times are in years from the start of the run; `isCalendarYear` says how it was written.
    case beyondRun(found: Double, years: Double, startYear: Int, isCalendarYear: Bool)
    case asymmetric(there: Double, back: Double, other: Place)
    case distanceToItself(found: Double)
    case noDistance(to: [String])
    case coincidingCapitals
    case noSector(class: String, share: Double)
    case notOfInstrument(instrument: String, allowed: [String], near: String?)
    case neverGrouped

    // Studies.
    case study(String)
    case design(found: String, _ allowed: String)
  }

  public var place: Place
  /// Dotted key, empty where a whole file is meant.
  public var key: String
  /// Name of the item of a list that the key is in, if it has one.
  public var item = ""
  public var fact: Fact

  init(_ place: Place, _ key: String, _ fact: Fact) {
    self.place = place
    self.key = key
    self.fact = fact
  }

  // Facts may hold long lists, and no two problems of one key at one place are alike as a rule.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(place)
    hasher.combine(key)
  }
}

/// Everything that is wrong with a scenario, sorted by file and line.
public struct ScenarioErrors: Error, Sendable, Equatable {
  /// Problems that are described in words.
  public static let describedCount = 20

  public let problems: [Problem]
  /// Problems that were met and not kept, there being so many.
  public let moreCount: Int

  /// All that were met.
  public var count: Int { problems.count + moreCount }

  init(_ problems: [Problem], moreCount: Int = 0) {
    self.moreCount = moreCount
    var seen: Set<Problem> = []
    self.problems = problems.filter { seen.insert($0).inserted }
      .enumerated()
      .sorted { ($0.element.place, $0.offset) < ($1.element.place, $1.offset) }
      .map(\.element)
  }
}

extension ScenarioErrors: CustomStringConvertible {
  /// One line for each problem, and the number of the rest where there are many.
  public var description: String {
    let lines = problems.prefix(Self.describedCount).map(\.description)
    let more = count - lines.count
    return (lines + (more > 0 ? ["and \(Problem.count(more)) more errors"] : []))
      .joined(separator: "\n")
  }
}
