import Foundation

/// A JSON document whose objects keep the order in which they were written.
///
/// Vega-Lite specifications are built from it, so that the same run gives the same bytes.
enum JSONValue: Sendable, Equatable {
  case null
  case boolean(Bool)
  /// Written with five significant digits; one that is not finite is written `null`.
  case number(Double)
  case text(String)
  case array([JSONValue])
  case object([Member])

  struct Member: Sendable, Equatable {
    var key: String
    var value: JSONValue

    init(_ key: String, _ value: JSONValue) {
      self.key = key
      self.value = value
    }
  }
}

extension JSONValue {
  /// The member called `key` of an object; setting `nil` removes it.
  subscript(key: String) -> JSONValue? {
    get {
      guard case .object(let members) = self else { return nil }
      return members.first { $0.key == key }?.value
    }
    set {
      guard case .object(var members) = self else { return }
      let place = members.firstIndex { $0.key == key }
      switch (place, newValue) {
      case (let place?, let value?): members[place].value = value
      case (let place?, nil): members.remove(at: place)
      case (nil, let value?): members.append(Member(key, value))
      case (nil, nil): break
      }
      self = .object(members)
    }
  }

  /// This object with the members of `other` put in, those of the same key replaced.
  func merging(_ other: JSONValue) -> JSONValue {
    guard case .object(let members) = other else { return self }
    var result = self
    for member in members { result[member.key] = member.value }
    return result
  }

  /// This document with every text replaced by what `transform` makes of it.
  func mapTexts(_ transform: (String) -> String) -> JSONValue {
    switch self {
    case .text(let text): .text(transform(text))
    case .array(let values): .array(values.map { $0.mapTexts(transform) })
    case .object(let members):
      .object(members.map { Member($0.key, $0.value.mapTexts(transform)) })
    case .null, .boolean, .number: self
    }
  }
}

extension JSONValue {
  /// This document with the member called `key` of every object, outside rows of data, replaced by
  /// what `transform` makes of it.
  func mapMembers(_ key: String, _ transform: (JSONValue) -> JSONValue) -> JSONValue {
    switch self {
    case .array(let values): .array(values.map { $0.mapMembers(key, transform) })
    case .object(let members):
      .object(
        members.map { member in
          member.key == "data"
            ? member
            : Member(
              member.key,
              member.key == key ? transform(member.value) : member.value.mapMembers(key, transform))
        })
    case .null, .boolean, .number, .text: self
    }
  }

  /// The document without spaces and line breaks.
  var compact: String {
    var text = ""
    write(to: &text, indent: nil)
    return text
  }

  /// The document with one member a line; rows of data and short values stay on one line.
  var pretty: String {
    var text = ""
    write(to: &text, indent: 0)
    return text + "\n"
  }

  private var isShort: Bool {
    switch self {
    case .null, .boolean, .number, .text: return true
    case .array(let values): return values.count <= 16 && values.allSatisfy { $0.isScalar }
    case .object(let members):
      return members.count <= 8 && members.allSatisfy { $0.value.isScalar }
    }
  }

  private var isScalar: Bool {
    switch self {
    case .null, .boolean, .number, .text: true
    case .array, .object: false
    }
  }

  private func write(to text: inout String, indent: Int?) {
    switch self {
    case .null: text += "null"
    case .boolean(let value): text += value ? "true" : "false"
    case .number(let value): text += Self.digits(of: value)
    case .text(let value): Self.write(value, to: &text)
    case .array(let values):
      Self.write(
        values.count, between: ("[", "]"), to: &text, indent: isShort ? nil : indent
      ) { index, text, indent in values[index].write(to: &text, indent: indent) }
    case .object(let members):
      Self.write(
        members.count, between: ("{", "}"), to: &text, indent: isShort ? nil : indent
      ) { index, text, indent in
        Self.write(members[index].key, to: &text)
        text += indent == nil ? ":" : ": "
        members[index].value.write(to: &text, indent: indent)
      }
    }
  }

  private static func write(
    _ count: Int, between brackets: (String, String), to text: inout String, indent: Int?,
    item: (Int, inout String, Int?) -> Void
  ) {
    text += brackets.0
    for index in 0..<count {
      if index > 0 { text += "," }
      if let indent { text += "\n" + String(repeating: " ", count: indent + 1) }
      item(index, &text, indent.map { $0 + 1 })
    }
    if let indent, count > 0 { text += "\n" + String(repeating: " ", count: indent) }
    text += brackets.1
  }

  /// Five significant digits are finer than a pixel, and keep the report small.
  private static func digits(of value: Double) -> String {
    // Calendar time comes in quarters and months, which would be lost.
    let isQuarter = value.magnitude < 100_000 && value * 4 == (value * 4).rounded()
    let isMonth =
      (1000..<10_000).contains(value) && abs(value * 12 - (value * 12).rounded()) < 1e-6
    let rounded =
      isQuarter ? value : value.rounded(toSignificantDigits: isMonth ? 8 : 5)
    guard rounded.isFinite else { return "null" }
    if rounded == rounded.rounded(), abs(rounded) < 1e15 { return String(Int(rounded)) }
    return "\(rounded)"
  }

  private static func write(_ value: String, to text: inout String) {
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      // Keeps `</script>` and `<!--` out of the page that holds the document.
      case "<": text += "\\u003c"
      case "\u{2028}": text += "\\u2028"
      case "\u{2029}": text += "\\u2029"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}

extension Double {
  /// The nearest number with so many significant decimal digits.
  func rounded(toSignificantDigits digits: Int) -> Double {
    guard isFinite, self != 0 else { return self }
    let exponent = digits - 1 - Int(log10(magnitude).rounded(.down))
    // Powers of ten are exact up to 10²²; dividing by one gives the nearest decimal fraction.
    if exponent >= 0 {
      let power = pow(10, Double(exponent))
      let result = (self * power).rounded() / power
      return result.isFinite ? result : self
    }
    let power = pow(10, Double(-exponent))
    return (self / power).rounded() * power
  }
}

extension JSONValue: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral,
  ExpressibleByStringInterpolation, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByNilLiteral
{
  init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { Member($0.0, $0.1) })
  }
  init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  init(stringLiteral value: String) { self = .text(value) }
  init(floatLiteral value: Double) { self = .number(value) }
  init(integerLiteral value: Int) { self = .number(Double(value)) }
  init(booleanLiteral value: Bool) { self = .boolean(value) }
  init(nilLiteral: ()) { self = .null }
}

extension JSONValue {
  /// A number, or `null` where there is none.
  static func optional(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }

  /// A text, or `null` where there is none.
  static func optional(_ value: String?) -> JSONValue { value.map { .text($0) } ?? .null }

  static func texts(_ values: some Sequence<String>) -> JSONValue {
    .array(values.map { .text($0) })
  }

  static func numbers(_ values: some Sequence<Double>) -> JSONValue {
    .array(values.map { .number($0) })
  }

  /// A Vega expression that evaluates to this value.
  var expression: String { compact }
}
