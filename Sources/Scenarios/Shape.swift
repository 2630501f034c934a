/// What a key may hold, in a form that can be read, drawn as a JSON Schema, and explained.
indirect enum Shape: Sendable {
  case text(isIdentifier: Bool)
  case number(NumberRule)
  case flag
  case choice([String])
  /// A list of identifiers.
  case identifiers(NumberOfItems, of: String)
  /// A list of numbers.
  case numbers(NumberOfItems, NumberRule)
  case group([KeyDescription])
  /// A list of groups, told apart by the key `identity`.
  case list([KeyDescription], identity: String, NumberOfItems)
  /// A file with a row for each item of a list.
  case table(columns: [KeyDescription])
  /// Numbers by pairs of identifiers.
  case pairs(NumberRule)
  /// A list of groups whose keys depend on the choice that one of them makes.
  case variants([Variant], by: String, identity: String, NumberOfItems)
  /// A list of numbers, truth values or texts.
  case scalars(NumberOfItems)
  /// Keys of another kind of file.
  case fragment
  case either([Shape])
}

/// The keys of a group that makes a certain choice.
struct Variant: Sendable {
  var name: String
  var meaning: String
  var keys: [KeyDescription]
}

/// How many items a list may have.
typealias NumberOfItems = ClosedRange<Int>

/// What a number may be.
struct NumberRule: Sendable {
  var unit: String
  var range: ClosedRange<Double>
  /// What it must be a multiple of: 1, or 0.25 for years that end with a quarter.
  var step: Double? = nil

  var isWhole: Bool { step == 1 }

  /// What a value must be, as in "a number from 0 to 1 (share of cost)".
  var words: String {
    let words = Problem.range(range.lowerBound, range.upperBound, unit)
    return (isWhole ? "a whole number" : "a number")
      + (words.hasPrefix("at least") ? ", " : " from ") + words
  }
}

/// What is said of a key wherever it is named: its place in the file, its values and its meaning.
struct KeyDescription: Sendable {
  var name: String
  var shape: Shape
  var meaning: String
  var isRequired: Bool
  /// What holds when nothing is written.
  var defaultValue: ResolvedNode? = nil
  /// The same in words, where it follows from other keys.
  var defaultWords: String? = nil
  /// Keys that cannot stand beside this one.
  var rivals: [String] = []

  /// What holds when nothing is written, as a value or in words; empty if the key is required.
  var defaultText: String { defaultWords ?? defaultValue?.line ?? "" }
}
